"""Which text takes the place of which: an address that an article gives is a claim, and anybody can make it."""

import json
import zipfile
from pathlib import Path

import pytest

from summarizer import Article, Settings, Summary, read_report, summarize
from summarizer.inputs.origins import is_later_version, list_moved, list_origins, normalize_address
from summarizer.records.article import make_article
from summarizer.render import render

RULES = Settings(model="builtin")
ADDRESS = "https://herald.example/fire"
FOUR = "A fire in Kisumu, Kenya, killed four people on Monday, police said."
MANY = "A fire in Kisumu, Kenya, killed 900 people on Monday, police said."
HEADER = "A fire in Kisumu, Kenya, on Monday: the story of the day."


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    return tmp_path / "news"


def story(text: str, source: str | None = "Herald", url: str | None = ADDRESS) -> str:
    told = {"source": source, "url": url, "published": "2026-03-10"}
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in told.items() if value) + f"---\n{text}\n"


def page(text: str, site: str, head: str) -> str:
    return (
        f"<html><head><title>Fire</title><meta property='og:site_name' content='{site}'>{head}</head><body><article>"
        f"<h1>Fire</h1><p>{HEADER} It began in a market hall, and the cause is not known so far.</p><p>{text}</p>"
        "</article></body></html>"
    )


def line(text: str, source: str | None = "Herald", url: str | None = ADDRESS) -> str:
    return json.dumps({"text": text, "source": source, "url": url, "published": "2026-03-10"}) + "\n"


def rss(text: str, source: str) -> str:
    entry = f"<item><title>Fire</title><link>{ADDRESS}</link><description>{text}</description></item>"
    return f"<rss version='2.0'><channel><title>{source}</title><link>x</link>{entry}</channel></rss>"


def warc(text: str, source: str) -> bytes:
    body = page(text, source, "").encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000001>\r\n"
        f"WARC-Date: 2026-03-10T10:00:00Z\r\nWARC-Target-URI: {ADDRESS}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def killed(summary: Summary) -> set[float | None]:
    return {figure.value for found in summary.incidents for event in found.events for figure in event.figures}


def add(store: Path, *paths: Path) -> Summary:
    return summarize(list(paths), settings=Settings(model="builtin", store=store, add=True))


@pytest.mark.parametrize(
    ("name", "hostile"),
    [
        pytest.param("b.md", story(MANY, "Blog"), id="front matter"),
        pytest.param("b.md", story(MANY, None), id="front matter without a source"),
        pytest.param("b.md", story(MANY), id="the same source claimed too, the honest file still there"),
        pytest.param("b.md", story(MANY, "HERALD"), id="in capitals"),
        pytest.param("b.md", story(MANY, "Неrald"), id="a source that looks alike"),
        pytest.param(
            "b.md", story(MANY, "Blog", "http://www.Herald.example:80/fire/?utm_source=x#top"), id="respelled"
        ),
        pytest.param("b.html", page(MANY, "Blog", f"<link rel='canonical' href='{ADDRESS}'>"), id="canonical link"),
        pytest.param("b.html", page(MANY, "Blog", f"<meta property='og:url' content='{ADDRESS}'>"), id="og:url"),
        pytest.param(
            "b.html", page(MANY, "Herald", f"<link rel='canonical' href='{ADDRESS}'>"), id="and the site's name"
        ),
        pytest.param("b.jsonl", line(MANY, "Blog"), id="JSON Lines"),
        pytest.param("b.jsonl", line(MANY), id="JSON Lines, the same source"),
        pytest.param("b.csv", f"text,source,url\n{json.dumps(MANY)},Blog,{ADDRESS}\n", id="table"),
        pytest.param("b.rss", rss(MANY, "Blog"), id="feed"),
        pytest.param("b.rss", rss(MANY, "Herald"), id="feed of the same name"),
        pytest.param("b.warc", warc(MANY, "Blog"), id="web archive"),
        pytest.param("b.warc", warc(MANY, "Herald"), id="web archive of a site of the same name"),
    ],
)
def test_an_article_that_claims_anothers_address_replaces_it_in_no_way(
    store: Path, folder: Path, name: str, hostile: str | bytes
) -> None:
    """Neither added to a run, nor in a run of both, nor alone in the next: both stay, and the report says so."""
    honest, other = folder / "a.md", folder / name
    honest.write_text(story(FOUR))
    assert killed(summarize([folder], settings=RULES, store=store)) == {4}
    other.write_bytes(hostile if isinstance(hostile, bytes) else hostile.encode())
    added, both = add(store, other), summarize([folder], settings=RULES, store=store)
    for summary in (added, both):
        assert (killed(summary), summary.edited) == ({4, 900}, ())
        assert [sorted(shared.articles) for shared in summary.shared_addresses] == [
            sorted(each.id for each in summary.articles)
        ]
        for form in ("text", "md"):
            said = "".join(render(summary, form).replace("\\", "").split())  # a long path is broken in the middle
            assert "claimthisaddress" in said or "textsofonesourceclaimit" in said
            assert name in said
    assert summarize([other], settings=RULES, store=store).edited == ()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        pytest.param("a.md", story(FOUR), story(MANY), id="the same file"),
        pytest.param("a.md", story(FOUR), story(MANY, "Herald Online"), id="the same file, its source named anew"),
        pytest.param("a.md", story(FOUR), story(MANY, None, None), id="the same file, without its address"),
        pytest.param("a.md", story(FOUR), story(MANY, url=ADDRESS + "/?fbclid=1#comments"), id="the address respelled"),
        pytest.param("a.jsonl", line(FOUR), line(MANY), id="a line of the same file"),
        pytest.param("a.jsonl", line(FOUR, None), line(MANY, None), id="a line without a source"),
        pytest.param(
            "a.jsonl", line(FOUR), line("Floods.", "B", "https://b.org") + line(MANY), id="a line further down"
        ),
        pytest.param("a.rss", rss(FOUR, "Herald"), rss(MANY, "Herald"), id="an entry of the same feed"),
    ],
)
def test_an_article_that_was_edited_where_it_lay_is_an_edit(
    store: Path, folder: Path, name: str, before: str, after: str
) -> None:
    """The file is proof: its earlier text is nowhere any more."""
    (folder / name).write_text(before)
    summarize([folder], settings=RULES, store=store)
    (folder / name).write_text(after)
    summary = add(store, folder)
    assert killed(summary) == {900}
    again = summarize([folder], settings=RULES, store=store)
    assert len(again.edited) == 1
    assert again.shared_addresses == ()


@pytest.mark.parametrize(
    ("source", "url", "replaced"),
    [
        pytest.param("Herald", ADDRESS, True, id="the same outlet"),
        pytest.param("herald", ADDRESS + "?utm_medium=rss", True, id="respelled"),
        pytest.param("Blog", ADDRESS, False, id="another outlet"),
        pytest.param(None, ADDRESS, False, id="no outlet"),
        pytest.param("Herald", ADDRESS + "?page=2", False, id="another address"),
    ],
)
def test_an_article_that_was_moved_and_edited_is_known_by_its_address_and_outlet(
    store: Path, folder: Path, source: str | None, url: str, replaced: bool
) -> None:
    """Once the file is gone in which it stood; another outlet's takes the place of none, whatever became of the file."""
    honest = folder / "a.md"
    honest.write_text(story(FOUR))
    summarize([folder], settings=RULES, store=store)
    honest.unlink()
    (folder / "b.md").write_text(story(MANY, source, url))
    assert bool(summarize([folder], settings=RULES, store=store).edited) == replaced
    honest.write_text(story(FOUR))
    summarize([honest], settings=RULES, store=store)
    honest.unlink()
    assert killed(add(store, folder / "b.md")) == ({900} if replaced else {4, 900})


def test_a_file_that_is_used_for_one_article_after_another_loses_none(store: Path, folder: Path) -> None:
    """A downloader writes each day's story to latest.md: the addresses say that they are two."""
    latest = folder / "latest.md"
    latest.write_text(story(FOUR))
    summarize([latest], settings=RULES, store=store)
    latest.write_text(story(MANY, url="https://herald.example/another"))
    summary = add(store, latest)
    assert (killed(summary), summary.edited) == ({4, 900}, ())


def test_a_text_that_is_still_in_the_run_was_replaced_by_none(store: Path, folder: Path) -> None:
    """Two files whose names were exchanged: each stands where the other stood, and both are there."""
    a, b = folder / "a.txt", folder / "b.txt"
    for one, other in ((FOUR, MANY), (MANY, FOUR)):
        a.write_text(one)
        b.write_text(other)
        summary = summarize([folder], settings=RULES, store=store)
    assert (killed(summary), summary.edited) == ({4, 900}, ())


def test_an_export_of_a_channel_shares_its_address_by_nature(store: Path, folder: Path) -> None:
    """Each post gives the channel's address: none replaces another, now or later, and there is nothing to say."""
    posts = [
        line(f"A fire in Kisumu, Kenya, killed {n} people on Monday.", "Desk", "https://t.me/desk") for n in (4, 7)
    ]
    export = folder / "channel.jsonl"
    export.write_text("".join(posts))
    first = summarize([folder], settings=RULES, store=store)
    export.write_text(
        "".join(posts) + line("A fire in Kisumu, Kenya, killed 9 people on Monday.", "Desk", "https://t.me/desk")
    )
    second = add(store, folder)
    assert (killed(first), killed(second)) == ({4, 7}, {4, 7, 9})
    assert (first.shared_addresses, second.shared_addresses, second.edited) == ((), (), ())


def test_a_report_of_shared_addresses_can_be_read_back(folder: Path) -> None:
    """And printed, though somebody took articles out of it."""
    for name, text, source in (("a.md", FOUR, "Herald"), ("b.md", MANY, "Blog")):
        (folder / name).write_text(story(text, source))
    summary = summarize([folder], settings=RULES)
    path = folder.parent / "r.json"
    path.write_text(summary.to_json())
    again = read_report(path)
    assert again == summary
    (shared,) = again.shared_addresses
    less = again.model_copy(update={"shared_addresses": (shared.model_copy(update={"articles": ("gone",)}),)})
    assert ADDRESS in render(less, "text")


@pytest.mark.parametrize(
    ("spelled", "same"),
    [
        ("http://herald.example/fire", True),
        ("HTTPS://WWW.Herald.Example:443/fire/", True),
        ("herald.example/fire", True),
        (ADDRESS + "?utm_source=a&utm_medium=b&fbclid=c&gclid=d&xtor=RSS-1", True),
        (ADDRESS + "#comments", True),
        (ADDRESS + "#xtor=RSS-1", True),
        (ADDRESS + "#:~:text=12%20people", True),
        (ADDRESS + "#post-12", False),
        (ADDRESS + "#!/other", False),
        (ADDRESS + "?id=2", False),
        (ADDRESS + "s", False),
        ("https://herald.example/Fire", False),
        ("https://blog.herald.example/fire", False),
        ("https://herald.example:8443/fire", False),
        ("https://herald.example.org/fire", False),
        ("https://herald.example@blog.example/fire", False),
        ("https://hеrald.example/fire", False),
        ("https://[::1/fire", False),
        ("", False),
        (None, False),
    ],
)
def test_an_address_is_the_same_in_every_spelling_and_no_other(spelled: str | None, same: bool) -> None:
    """What says where a reader came from is no part of it; what may name another page is."""
    assert (normalize_address(spelled) == normalize_address(ADDRESS)) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://e.org/новости", "https://e.org/%d0%bd%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8"),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a/"),
        ("https://e.org/a?b=1&c=2", "https://e.org/a?c=2&b=1"),
        ("urn:guid:1", " urn:guid:1\n"),
    ],
)
def test_escapes_and_the_order_of_parameters_make_no_other_address(one: str, other: str) -> None:
    assert normalize_address(one) == normalize_address(other)


def test_what_we_fetched_ourselves_is_proof_without_a_source() -> None:
    """The same address fetched again is the same article; a file that claims it is not."""
    address = "https://herald.example/fire?id=1"
    before = make_article(FOUR, path=address, url=address, source="herald.example")
    now = make_article(MANY, path="https://www.herald.example/fire/?id=1", source="Herald")
    assert _replaces(now, before)
    assert not _replaces(make_article(MANY, path="none.md", url=address, source="herald.example"), before)


def _replaces(now: Article, before: Article) -> bool:
    was = {place.key for place in list_origins(before)}
    return any(is_later_version(now, before, place) for place in list_origins(now) if place.key in was)


@pytest.mark.parametrize("name", ["news.zip:https://herald.example/fire.md", "news.zip:a:b.md"])
def test_no_name_in_an_archive_passes_for_an_address_that_was_fetched(tmp_path: Path, name: str) -> None:
    """An entry may be called like one."""
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr(name.partition(":")[2], story(MANY, None, None))
    fetched = make_article(FOUR, path="https://herald.example/fire.md")
    inside = make_article(MANY, path=str(tmp_path / name))
    assert not _replaces(inside, fetched)
    # Still there, so a file elsewhere that claims its address and outlet takes no place of it.
    given = make_article(MANY, path=str(tmp_path / name), url=ADDRESS, source="Herald")
    assert not _replaces(make_article(FOUR, path="b.md", url=ADDRESS, source="Herald"), given)


def test_a_file_whose_name_is_no_utf8_is_not_taken_for_gone() -> None:
    """Its path was kept with question marks for its bytes."""
    before = make_article(FOUR, path="/news/\udcff.md", url=ADDRESS, source="Herald")
    assert not _replaces(make_article(MANY, path="b.md", url=ADDRESS, source="Herald"), before)


@pytest.mark.parametrize(
    ("path", "url", "now", "now_url", "moved", "why"),
    [
        ("gone.txt", None, "new.txt", None, True, "the file is gone"),
        ("here.txt", None, "new.txt", None, False, "the file is there, though nobody read it"),
        ("gone.txt", ADDRESS, "new.txt", ADDRESS, True, "one address"),
        ("gone.txt", ADDRESS, "new.txt", None, True, "an address that is no longer given"),
        ("gone.txt", ADDRESS, "new.txt", f"{ADDRESS}/2", False, "two addresses"),
        (
            "lines.jsonl:3",
            None,
            "lines.jsonl:4",
            None,
            True,
            "one file held both, and does not hold the first any more",
        ),
        ("lines.jsonl:3", None, "here.txt", None, False, "another file"),
        ("old/here.txt", None, "here.txt", None, True, "its folder is gone"),
        ("-", None, "new.txt", None, False, "what came from no file is nowhere gone"),
        (None, None, "new.txt", None, False, "nor a text of a program"),
    ],
)
def test_a_text_moves_only_from_where_it_no_longer_is(
    folder: Path, path: str | None, url: str | None, now: str, now_url: str | None, moved: bool, why: str
) -> None:
    """Of articles of one outlet."""
    for name in ("here.txt", "new.txt", "lines.jsonl"):
        (folder / name).write_text("x")
    at = [str(folder / name) if name and name != "-" else name for name in (path, now)]
    before, article = (
        make_article(FOUR, path=each, url=address) for each, address in zip(at, (url, now_url), strict=True)
    )
    assert list(list_moved(before, [article])) == [article] * moved, why
