"""Articles from every kind of file: the same news gives the same figures, and what cannot be read costs nothing else."""

import gzip
import io
import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import WarcRecordType
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summarizer import Article, ReportedFigure, Unreadable, read_articles, summarize
from summarizer.cli import main
from summarizer.errors import UsageError
from summarizer.files.decompression import ALLOWANCE
from summarizer.inputs import iter_articles
from summarizer.inputs.formats import KINDS
from summarizer.inputs.origins import list_origins
from summarizer.inputs.sizes import LARGEST_FEED, LARGEST_PAGE, LARGEST_PDF
from summarizer.language.dates import parse_moment
from summarizer.records.article import make_article
from summarizer.render.annotations import Locator

from ..helpers.endpoint import Answer, completion, endpoint, events, invented_event
from ..helpers.news import (
    FORMATS,
    HTML,
    PAGE,
    PARAGRAPHS,
    SOURCE,
    TEXT,
    TITLE,
    URL,
    jsonl,
    packed,
    pdf,
    record,
    rss,
    table,
    text,
    warc,
    warc_gz,
)

ROOT = Path(__file__).parents[2]
GOOD = "Two people died in the fire, police said."
# As a person reads them in `PARAGRAPHS`; "about 30" may be five less or more.
FIGURES = {
    ("killed", 43, None, "At least 43 people were killed"),
    ("wounded", 120, None, "more than 120 others were wounded"),
    ("killed", 25, 25, "twenty-five of the dead"),
    ("killed", 39, 39, "39 people were killed"),
    ("killed", 25, 35, "about 30 fighters were killed"),
    ("wounded", 86, 86, "86 wounded people"),
    ("displaced", 1200, 1200, "1,200 families had been displaced"),
}
# Of the navigation, the related articles, the cookie banner, the comments, the picture, scripts and what is hidden.
ELSEWHERE = (17, 35, 8, 92, 1100, 3000, 64, 2300, 842, 155, 51, 58, 71, 77, 310, 404, 600, 900, 4000, 12)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def figures(report: dict[str, Any]) -> list[dict[str, Any]]:
    """All figures of a report in JSON, of all incidents."""
    return [figure for incident in report["incidents"] for event in incident["events"] for figure in event["figures"]]


def read_one(path: Path | str) -> Article:
    (found,) = read_articles([path]).articles
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_news_gives_the_same_figures_from_every_kind_of_file(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Values, measures and quotes; each span's text is its quote; no number from elsewhere on a page is a figure."""
    path = written(tmp_path, name, FORMATS[name]())
    assert main(["run", str(path), "--format", "json", "--no-store", "--model", "builtin"]) == 0
    found = figures(json.loads(capsys.readouterr().out))
    assert {(each["measure"], each["low"], each["high"], each["quote"]) for each in found} == FIGURES
    clean = read_one(path).text
    assert all(clean[each["start"] : each["end"]] == each["quote"] for each in found)


def said(quote: str, bound: str, value: int) -> dict[str, Any]:
    """A figure as a model gives it."""
    return {"measure": "killed", "of": "people", "bound": bound, "value": value, "quote": quote}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_reply_is_proved_alike_from_every_kind_of_file(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A model's figures: bounds, measures, quotes where they stand; and what only stands around the article is rejected."""
    given = [
        said("At least 43 people were killed", "at_least", 43),
        said("39 people were killed in the attack", "exactly", 39),
        said("92 people were killed", "exactly", 92),  # of the most read
    ]
    event = {**invented_event(1), "figures": given}
    path = written(tmp_path, name, FORMATS[name]())
    with endpoint(lambda *_: Answer(completion(events(event)))) as server:
        command = ["run", str(path), "--format", "json", "--no-store", "--model", "loopback", "--base-url", server.url]
        main(command)
    report = json.loads(capsys.readouterr().out)
    found = figures(report)
    assert {(each["low"], each["high"], each["quote"]) for each in found} == {
        (43, None, "At least 43 people were killed"),
        (39, 39, "39 people were killed in the attack"),
    }
    clean = read_one(path).text
    assert all(clean[each["start"] : each["end"]] == each["quote"] for each in found)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_is_read_that_is_no_part_of_the_article(tmp_path: Path, name: str) -> None:
    """The article's paragraphs, whole, and nothing from around them."""
    clean = read_one(written(tmp_path, name, FORMATS[name]())).text
    for paragraph in PARAGRAPHS:
        assert paragraph in clean
    rest = clean
    for paragraph in PARAGRAPHS:
        rest = rest.replace(paragraph, "")
    words = set(rest.replace(",", "").replace("|", " ").split())
    assert not words & {str(number) for number in ELSEWHERE}


SUMMER = timezone(timedelta(hours=2))
WHEN = datetime(2023, 5, 30, 16, 20, tzinfo=SUMMER)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("news.txt", (SOURCE, TITLE, WHEN, URL)),
        ("news.jsonl.gz", (SOURCE, TITLE, WHEN, URL)),
        ("news.html", (SOURCE, TITLE, WHEN, URL)),
        ("news.rss", (SOURCE, TITLE, WHEN, URL)),
        ("news.atom", (SOURCE, TITLE, WHEN, URL)),
        ("news.warc.gz", (SOURCE, TITLE, WHEN, URL)),
        ("news.csv", (SOURCE, TITLE, WHEN, URL)),
        ("feeds.zip", (SOURCE, TITLE, WHEN, URL)),
        ("news.pdf", (None, TITLE, None, None)),  # when a PDF was made is not when the article was published
    ],
)
def test_what_is_known_of_an_article_is_read_too(tmp_path: Path, name: str, expected: tuple[object, ...]) -> None:
    """Source, title, time of publication with its offset, address."""
    found = read_one(written(tmp_path, name, FORMATS[name]()))
    assert (found.source, found.title, found.published, found.url) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("news.jsonl", "news.jsonl:1"),
        ("news.csv", "news.csv:2"),
        ("news.rss", "news.rss:1"),
        ("news.warc", "news.warc:2"),
        ("news.zip", "news.zip:a/news.html"),
        ("archive.zip", "archive.zip:crawl.warc.gz:1"),
        ("news.txt.gz", "news.txt.gz"),
    ],
)
def test_an_article_is_called_after_its_place(tmp_path: Path, name: str, expected: str) -> None:
    """The file, and the line, row, entry or record in it."""
    found = read_one(written(tmp_path, name, FORMATS[name]()))
    assert found.path == str(tmp_path / expected)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.txt", PAGE),
        ("page.md", b"\xef\xbb\xbf\n <!-- saved from url=(0014)about:internet -->\n" + PAGE),
        ("page.pdf", PAGE),
        ("page.xml", b'<?xml version="1.0"?>\n' + PAGE),
        ("download", PAGE),
        ("page.zip", PAGE),
        ("feed.html", rss()),
        ("feed.txt", rss()),
        ("print.html", pdf()),
        ("print", pdf()),
        ("crawl.txt", warc()),
        ("crawl.gz", warc_gz(record())),
        ("crawl.warc", warc_gz(record())),
        ("packed.html", gzip.compress(PAGE)),
        ("packed.txt", packed({"a.html": PAGE})),
        ("table.csv", gzip.compress(table())),
    ],
)
def test_a_file_is_read_as_what_it_is_where_its_ending_lies(tmp_path: Path, name: str, data: bytes) -> None:
    """By how it begins."""
    assert PARAGRAPHS[0] in read_one(written(tmp_path, name, data)).text


@pytest.mark.parametrize(
    "data", [PAGE, pdf(), rss(), gzip.compress(text()), text()], ids=["page", "PDF", "feed", "gz", "text"]
)
def test_standard_input_is_read_as_what_it_is(data: bytes) -> None:
    """`curl ... | summarizer run -` needs no ending."""
    (found,) = read_articles(["-"], io.BytesIO(data)).articles
    assert PARAGRAPHS[0] in found.text
    assert found.path in {"-", "-:1"}


def test_a_folder_is_read_with_all_kinds_and_without_what_browsers_save_beside_a_page(tmp_path: Path) -> None:
    """Frames and advertisements in "NAME_files", READMEs and other kinds of file are left alone, also in a zip."""
    files = {
        "a.txt": GOOD.encode(),
        "news.html": PAGE,
        "news_files/frame.html": b"<html><body><p>999 people were killed, says an advertisement.</p></body></html>",
        "other_files/b.jsonl": jsonl("Nine people died."),
        "README.html": PAGE,
        "notes.docx": b"PK\x03\x04",
        "sub/feed.xml": rss("<p>Five people died.</p>"),
        "x.tar.gz": b"\x1f\x8b",
    }
    for name, data in files.items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    expected = ["a.txt", "news.html", "other_files/b.jsonl:1", "sub/feed.xml:1"]
    reading = read_articles([tmp_path / "in"])
    assert [Path(one.path or "").relative_to(tmp_path / "in").as_posix() for one in reading.articles] == expected
    zipped = read_articles([written(tmp_path, "in.zip", packed(files))])
    assert [(one.path or "").partition(".zip:")[2] for one in zipped.articles] == expected
    assert reading.unreadable == zipped.unreadable == ()
    assert [passed.note for passed in zipped.passed] == ["4 of 8 entries not read: of other kinds"]


def test_a_file_of_a_folder_that_holds_no_articles_for_all_its_ending_is_passed_over(tmp_path: Path) -> None:
    """A table of numbers, a map of a site: told of, and no failure, as they were not asked for by name."""
    files = {
        "a.txt": GOOD.encode(),
        "toll.csv": b"day,killed\n1,9\n",
        "sitemap.xml": b"<urlset><loc>9 died</loc></urlset>",
    }
    (tmp_path / "in").mkdir()
    for name, data in files.items():
        written(tmp_path / "in", name, data)
    for whole in (tmp_path / "in", written(tmp_path, "in.zip", packed(files))):
        reading = read_articles([whole])
        assert [one.text for one in reading.articles] == [GOOD]
        assert reading.unreadable == ()
        told = sorted((passed.where[-8:], passed.note[:27]) for passed in reading.passed)
        assert told == [("emap.xml", "not read: expected an RSS o"), ("toll.csv", "not read: expected a column")]
    assert len(read_articles([tmp_path / "in" / name for name in files]).unreadable) == 2


def link() -> bytes:
    """A zip archive with a symbolic link in it."""
    entry = zipfile.ZipInfo("passwd.txt")
    entry.external_attr = 0o120777 << 16
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return made.getvalue()


def locked() -> bytes:
    """A zip archive whose entry says that it is encrypted."""
    data = bytearray(packed({"a.txt": GOOD.encode()}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def tar() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(GOOD)
        archive.addfile(info, io.BytesIO(GOOD.encode()))
    return made.getvalue()


ZEROS = bytes(ALLOWANCE + 1)
BLANK = (b" " * 999_999 + b"\n") * (ALLOWANCE // 1_000_000 + 1)
ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><item><description>&c;</description></item></channel></rss>"""
FILE_ENTITY = (
    b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    b"<rss><channel><item><description>&x;</description></item></channel></rss>"
)

BAD: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("an empty page", "a.html", lambda: b"", "got an empty one"),
    ("a page without an article", "a.html", lambda: b"<html><nav><a href=/>Home</a></nav></html>", "text of an article"),
    ("a page that is all script", "a.html", lambda: b"<html><script>'9 died'</script></html>", "text of an article"),
    ("a page that is too large", "a.html", lambda: b"<p>" + b" " * LARGEST_PAGE, f"at most {LARGEST_PAGE} bytes"),
    ("a page of too many elements", "a.html", lambda: b"<p>1 <img>" * 20_000, "at most 30000 elements"),
    ("an MHTML file", "a.mhtml", lambda: b"From: <Saved by Blink>\r\nSubject: x\r\n\r\n9 died", "save the page as HTML"),
    ("an RTF file", "a.rtf", lambda: b"{\\rtf1\\ansi 9 died}", "save it as text"),
    ("an old Word file", "a.doc", lambda: b"\xd0\xcf\x11\xe0 9 died", "save it as text or PDF"),
    ("a Word file", "a.docx", lambda: packed({"[Content_Types].xml": b"", "word/document.xml": b"9 died"}), "an office program"),
    ("a broken PDF", "a.pdf", lambda: pdf()[:200], "cannot be read as one"),
    ("something else as PDF", "a.pdf", lambda: b"not a PDF", "cannot be read as one"),
    ("a PDF that is too large", "a.pdf", lambda: b"%PDF-1.4" + bytes(LARGEST_PDF), f"at most {LARGEST_PDF} bytes"),
    ("XML that is no feed", "a.xml", lambda: b"<?xml version='1.0'?><sitemap><url>9 died</url></sitemap>", "an RSS or Atom feed"),
    ("a feed without entries", "a.rss", lambda: b"<rss version='2.0'><channel><title>9 died</title></channel></rss>", "with entries"),
    ("a feed that is too large", "a.rss", lambda: b"<rss>" + b" " * LARGEST_FEED, f"at most {LARGEST_FEED} bytes"),
    ("a feed with an entity bomb", "a.rss", lambda: ENTITIES, "without declarations of entities"),
    ("the same behind what looks like a feed", "a.rss", lambda: b"<!-- <rss > -->" + ENTITIES, "without declarations of entities"),
    ("the same in UTF-16", "a.rss", lambda: ENTITIES.decode().encode("utf-16"), "without declarations of entities"),
    ("an entry of elements without end", "a.rss", lambda: rss("<br>" * 160_000), "at most 30000 elements"),
    ("a page of attributes without end", "a.html", lambda: b"<p " + b" ".join(b"a%d=1" % n for n in range(60_000)) + b">9 died", "at most 1000 attributes"),
    ("a feed with a file as entity", "a.xml", lambda: FILE_ENTITY, "without declarations of entities"),
    ("a web archive without pages", "a.warc", lambda: record(b"x", kind=WarcRecordType.metadata), "got one with none"),
    ("something else as web archive", "a.warc", lambda: b"9 people died", "a web archive, got what is none"),
    ("something else as zip", "a.zip", lambda: b"9 people died", "a zip archive"),
    ("a zip that was cut", "a.zip", lambda: packed({"a.txt": GOOD.encode() * 50})[:-40], "a zip archive"),
    ("a zip without articles", "a.zip", lambda: packed({"a.png": b"9 died"}), "got one with none"),
    ("a zip with a damaged entry", "a.zip", lambda: packed({"a.txt": b"9 died" * 30}, 0).replace(b"9 died9", b"8 died9", 1), "CRC"),
    ("a zip in a zip", "a.zip", lambda: packed({"b.zip": packed({"c.txt": b"9 died"})}), "got a zip file in it"),
    ("a zip in a gz", "a.zip.gz", lambda: gzip.compress(packed({"c.txt": b"9 died"})), "got a zip file in it"),
    ("a gz in a gz", "a.txt.gz", lambda: gzip.compress(gzip.compress(b"9 died")), "got a gzip file in it"),
    ("a gz in a gz in a zip", "a.zip", lambda: packed({"a.gz": gzip.compress(gzip.compress(b"9"))}), "got one with none"),
    ("a symbolic link in a zip", "a.zip", link, "got a symbolic link"),
    ("an encrypted zip", "a.zip", locked, "without a password"),
    ("a zip bomb", "a.zip", lambda: packed({"a.jsonl": ZEROS}), "packed at most"),
    ("a gz bomb", "a.jsonl.gz", lambda: gzip.compress(ZEROS), "packed at most"),
    ("a gz bomb in a zip", "a.zip", lambda: packed({"a.jsonl.gz": gzip.compress(BLANK)}), "packed at most"),
    ("a gz that was cut", "a.txt.gz", lambda: gzip.compress(os.urandom(9000))[:-4000], "a whole file"),
    ("a tar archive", "a.tar.gz", tar, "a tar archive"),
    ("an empty table", "a.csv", lambda: b"", "a header and rows"),
    ("a table without texts", "a.csv", lambda: b"id,killed\n1,9\n", "a column of texts"),
    ("a table in UTF-16", "a.csv", lambda: table().decode().encode("utf-16"), "got UTF-16"),
    ("a table in Latin-1", "a.csv", lambda: b"body\ncaf\xe9: 9 died\n", "byte 0xe9"),
    ("a row with a cell too many", "a.csv", lambda: b"title,body\nx,9 died, and 4 hurt\n", "expected 2 cells, got 3"),
    ("a row whose quotation mark stays open", "a.csv", lambda: b'title,body\nx,"9 died\n', "quotation marks"),
    ("a row with a day that is two days", "a.csv", lambda: b"date,body\n3/4/2023,9 died\n", "'3/4/2023'"),
    ("a row without a text", "a.csv", lambda: b"title,body\nx,\n", "empty text"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_cannot_be_read_is_one_line_and_the_others_are_read(
    tmp_path: Path, name: str, data: Callable[[], bytes], said: str
) -> None:
    """The line names the file, says what was expected and what came; no number of it is read."""
    bad = written(tmp_path, name, data())
    good = written(tmp_path, "good.txt", GOOD.encode())
    reading = read_articles([bad, good])
    assert [one.text for one in reading.articles] == [GOOD]
    (unreadable,) = reading.unreadable
    assert unreadable.error.startswith(str(bad))
    assert said in unreadable.error
    assert len(unreadable.error.splitlines()) == 1
    assert len(unreadable.error) < 400 + len(str(bad))


def test_what_cannot_be_read_in_an_archive_costs_nothing_else_in_it(tmp_path: Path) -> None:
    """The entries before and behind it are read, and names that climb are labels."""
    entries = {
        "1.txt": GOOD.encode(),
        "../../2.pdf": b"broken",
        "3.zip": packed({"x.txt": b"9 died"}),
        "/etc/4.html": PAGE,
    }
    reading = read_articles([written(tmp_path, "a.zip", packed(entries))])
    assert [(one.path or "").partition(".zip:")[2] for one in reading.articles] == ["1.txt", "/etc/4.html"]
    assert [one.path.partition(".zip:")[2] for one in reading.unreadable] == ["../../2.pdf", "3.zip"]
    assert not list(tmp_path.glob("**/*.pdf"))


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.zip"])
@pytest.mark.parametrize("lines", [20, 2000])
def test_what_stands_before_the_damage_in_a_compressed_file_is_read(tmp_path: Path, name: str, lines: int) -> None:
    """All articles up to the damage, which is one problem; each line takes some 250 bytes of the compressed file."""
    data = b"".join(json.dumps({"text": f"{GOOD} {os.urandom(200).hex()}"}).encode() + b"\n" for _ in range(lines))
    damaged = gzip.compress(data)[:-1000]
    reading = read_articles([written(tmp_path, name, packed({"b.jsonl.gz": damaged}) if name == "a.zip" else damaged)])
    assert lines - 10 <= len(reading.articles) < lines
    (unreadable,) = reading.unreadable
    assert "a whole file" in unreadable.error


WHOLE = {name: make() for name, make in FORMATS.items() if not name.endswith(".pdf")}
ODD = (
    b"<",
    b"<!--",
    b"<![CDATA[",
    b"&#x;",
    b"<p hidden>",
    b'"',
    b"\r\n\r\n",
    b"WARC/1.0\r\n",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"\0\xff",
)
EDITS = st.tuples(st.integers(0, 20_000), st.integers(0, 300), st.sampled_from(ODD) | st.binary(max_size=4))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(sorted(WHOLE)), st.lists(EDITS, min_size=1, max_size=8))
@example("feed.xml", [(439, 4, b"")])  # a day that cannot be read, and no other
def test_a_damaged_file_of_any_kind_is_read_or_told_of(
    tmp_path: Path, name: str, edits: list[tuple[int, int, bytes]]
) -> None:
    """In our own words, one line each."""
    data = bytearray(WHOLE[name])
    for at, gone, odd in edits:
        place = at % (len(data) + 1)
        data[place : place + gone] = odd
    for found in iter_articles([written(tmp_path, name, bytes(data))]):
        said = found.error if isinstance(found, Unreadable) else f"{found.source}{found.title}{found.url}"
        assert len(said.splitlines()) == 1
        assert "got what cannot be read" not in said


@pytest.mark.parametrize(
    ("names", "delimiter"),
    [
        (("source", "title", "published", "text", "url"), ","),
        (("outlet", "headline", "date", "body", "link"), ","),
        (("Publisher", "TITLE", "Publish Date", "Content", "permalink"), ";"),
        (("\ufeffpublication", "heading", "pub-date", "full text", "url"), "\t"),
    ],
)
def test_a_table_may_have_the_usual_names_and_delimiters(
    tmp_path: Path, names: tuple[str, ...], delimiter: str
) -> None:
    """Whatever their case; a cell may have many lines."""
    found = read_one(written(tmp_path, "a.csv", table(delimiter, names)))
    assert (found.text, found.source, found.title, found.published, found.url) == (TEXT, SOURCE, TITLE, WHEN, URL)


def test_a_long_article_fits_in_a_cell(tmp_path: Path) -> None:
    """Python's own limit is 131,072 characters."""
    long = f"{GOOD} " * 5000
    assert read_one(written(tmp_path, "a.csv", f'body\n"{long}"\n'.encode())).text == long.strip()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("2023-05-30", date(2023, 5, 30)),
        ("2023-05-30 00:00:00", date(2023, 5, 30)),
        ("2023-05-30T01:00:00+03:00", datetime(2023, 5, 30, 1, tzinfo=timezone(timedelta(hours=3)))),
        ("Tue, 30 May 2023 01:00:00 +0300", datetime(2023, 5, 30, 1, tzinfo=timezone(timedelta(hours=3)))),
        ("30 May 2023", date(2023, 5, 30)),
        ("May 30, 2023", date(2023, 5, 30)),
        ("3/4/2023", None),
        ("yesterday", None),
        ("9" * 5000, None),
    ],
)
def test_a_day_is_that_of_the_place_where_it_was_written(told: str, expected: date | None) -> None:
    """An offset stays, so that one o'clock in Moscow is not the day before; a day that may be two is none."""
    found = parse_moment(told)
    assert found == expected
    assert getattr(found, "tzinfo", None) == getattr(expected, "tzinfo", None)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("<item><title>Nine people died</title><link>https://e.org/1</link></item>", "got its title alone"),
        (
            "<item><description>&lt;p style='display:none'&gt;9 died&lt;/p&gt;</description></item>",
            "got its title alone",
        ),
    ],
)
def test_an_entry_without_a_text_is_told_of(tmp_path: Path, entry: str, said: str) -> None:
    """The page that it links to is not fetched; the other entries are read."""
    reading = read_articles([written(tmp_path, "a.rss", rss(more=entry))])
    assert [PARAGRAPHS[0] in one.text for one in reading.articles] == [True]
    (unreadable,) = reading.unreadable
    assert unreadable.path.endswith("a.rss:2")
    assert said in unreadable.error


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "<item><description>Plain: 9 died &amp; 4 hurt, a &lt; b</description></item>",
            "Plain: 9 died & 4 hurt, a < b",
        ),
        (
            "<item><description>&lt;p&gt;9 died.&lt;/p&gt;&lt;p&gt;4 hurt.&lt;/p&gt;</description></item>",
            "9 died.\n\n4 hurt.",
        ),
        ("<item><description>9<![CDATA[<sup>1</sup>]]> died</description></item>", "9 died"),
        ("<item><description><![CDATA[<script>8 died</script>9 died<!-- 7 -->]]></description></item>", "9 died"),
        ("<item><description><![CDATA[9 died<noframes>, 8 hurt</noframes>]]></description></item>", "9 died"),
    ],
)
def test_an_entry_is_read_as_it_is_shown(tmp_path: Path, more: str, expected: str) -> None:
    """Markup, scripts and comments are no text."""
    reading = read_articles([written(tmp_path, "a.rss", rss(more=more))])
    assert reading.articles[1].text == expected


def test_a_day_in_no_year_of_news_is_left_out(tmp_path: Path) -> None:
    """It is no reason to lose the article."""
    assert read_one(written(tmp_path, "a.rss", rss(date="0999-05-30"))).published is None


def test_a_feeds_text_is_never_taken_for_a_file_or_an_address(tmp_path: Path) -> None:
    """feedparser opens what looks like one of them."""
    (unreadable,) = read_articles([written(tmp_path, "a.rss", b"/etc/passwd")]).unreadable
    assert "an RSS or Atom feed, got what begins with '/etc/passwd'" in unreadable.error


OTHER = PAGE.replace(b"At least 43", b"At least 44")


@pytest.mark.parametrize(
    ("records", "texts", "problems"),
    [
        ([record(), record(b"<html><nav><a href=/>9 died</a></nav></html>")], 1, 1),
        ([record(OTHER, status="HTTP/1.1 404 Not Found"), record()], 1, 0),
        ([record(OTHER, kind=WarcRecordType.resource), record()], 1, 0),
        ([record(OTHER, headers="Content-Type: application/json\r\n"), record()], 1, 0),
        ([record(gzip.compress(PAGE), headers="Content-Type: text/html\r\nContent-Encoding: gzip\r\n")], 1, 0),
        ([record(headers="Content-Type: text/html\r\nContent-Encoding: gzip\r\n")], 1, 0),  # unpacked by the crawler
        ([record(b"5\r\n<html\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE), headers="Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")], 1, 0),
        ([record(headers="Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")], 1, 0),
        ([record(gzip.compress(bytes(200_000_000)), headers="Content-Type: text/html\r\nContent-Encoding: gzip\r\n"), record()], 1, 1),
    ],
    ids=["a page without an article", "a page that was not found", "what was not sent", "data", "packed", "said to be packed",
         "in chunks", "said to be in chunks", "a bomb"],
)  # fmt: skip
def test_the_pages_of_a_web_archive_are_those_that_were_sent(
    tmp_path: Path, records: list[bytes], texts: int, problems: int
) -> None:
    """Answers with status 200 that are HTML, however they were sent."""
    reading = read_articles([written(tmp_path, "a.warc", b"".join(records))])
    assert [PARAGRAPHS[0] in one.text for one in reading.articles] == [True] * texts
    assert len(reading.unreadable) == problems


PAGES = [
    record(PAGE.replace(b"At least 43", f"At least {number}".encode()), f"{URL}/{number}")
    for number in (201, 202, 203, 204)
]
FORGED = b"\r\n\r\n".join([b"<p>", record(PAGE.replace(b"At least 43", b"At least 999"), "https://forged.example/")])


@pytest.mark.parametrize(
    ("name", "data", "read", "told"),
    [
        ("plain, a byte changed", b"".join([PAGES[0], PAGES[1].replace(b"Karari", b"Xarari"), *PAGES[2:]]), [1, 3, 4], 1),
        ("plain, a length too small", b"".join([PAGES[0], PAGES[1].replace(b"\nContent-Length: ", b"\nContent-Length: 1\r\nX: "), *PAGES[2:]]), [1, 3, 4], 1),
        ("plain, a length too large", b"".join([PAGES[0], PAGES[1].replace(b"\nContent-Length: ", b"\nContent-Length: 2"), *PAGES[2:]]), [1, 3, 4], 1),
        ("plain, the end missing", b"".join(PAGES)[:-600], [1, 2, 3], 1),
        ("plain, the head of the last missing", b"".join(PAGES[:3]) + PAGES[3][:60], [1, 2, 3], 1),
        ("packed, zeros in the second", b"".join([gzip.compress(PAGES[0]), gzip.compress(PAGES[1])[:900] + bytes(900) + gzip.compress(PAGES[1])[1800:], *map(gzip.compress, PAGES[2:])]), [1, 3, 4], 1),
        ("packed, the first cut", b"".join([gzip.compress(PAGES[0])[:700], *map(gzip.compress, PAGES[1:])]), [2, 3, 4], 1),
        ("packed, the end missing", b"".join(map(gzip.compress, PAGES))[:-300], [1, 2, 3], 1),
        ("what looks like a record in a page", b"".join([record(PAGE.replace(b"At least 43", b"At least 201").replace(b"</html>", FORGED)), b"rubbish\r\n", *PAGES[1:]]), [1, 2, 3, 4], 1),
    ],
)  # fmt: skip
def test_a_damaged_record_is_told_of_and_the_rest_is_read(
    tmp_path: Path, name: str, data: bytes, read: list[int], told: int
) -> None:
    """Also where its length is wrong, so that the next does not follow; a page cannot pass for a record."""
    reading = read_articles([written(tmp_path, "a.warc.gz" if name.startswith("packed") else "a.warc", data)])
    numbers = [int(one.text.split()[2]) - 200 for one in reading.articles]
    assert numbers == read
    assert len(reading.unreadable) == told
    assert all("whole record" in one.error for one in reading.unreadable)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (PAGE, WHEN),
        (f"<html><body><article>{HTML}</article></body></html>".encode(), datetime(2023, 6, 1, 6, tzinfo=UTC)),
        (PAGE.replace(b"2023-05-3", b"2024-05-3").replace(b"/2023/05", b"").replace(b"30 May 2023", b""), datetime(2023, 6, 1, 6, tzinfo=UTC)),
    ],
    ids=["told by the page", "not told", "told, and not yet come"],
)  # fmt: skip
def test_a_captured_page_was_published_when_it_says_or_else_when_it_was_captured(
    tmp_path: Path, page: bytes, expected: datetime
) -> None:
    """No page can be captured before it is published."""
    assert read_one(written(tmp_path, "a.warc", record(page, "https://wire.example/a"))).published == expected


def test_a_thousand_records_take_no_more_memory_than_a_hundred(tmp_path: Path) -> None:
    """One record is in memory at a time, packed or not."""
    story = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    pages = (
        f"<html><body><article><h1>{n}</h1>{story}<p>{n} people fled.</p></article></body></html>" for n in range(1000)
    )
    data = b"".join(gzip.compress(record(page.encode(), f"{URL}/{n}"), 1) for n, page in enumerate(pages))
    path = written(tmp_path, "a.warc.gz", data)
    code = (
        "import sys, resource; from summarizer.inputs.articles import iter_articles\n"
        "for n, found in enumerate(iter_articles([sys.argv[1]]), 1):\n"
        "    assert f'{n - 1} people fled' in found.text, found\n"
        "    if n in (100, 1000): print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, path], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    hundred, thousand = map(int, ran.stdout.split())
    assert thousand - hundred < 8_000  # kilobytes; the texts alone are a thousand


@pytest.mark.parametrize(
    ("name", "module", "extra"),
    [
        ("news.html", "trafilatura", "html"),
        ("news.html", "lxml", "html"),
        ("news.html", "tinycss2", "html"),
        ("news.html", "cssselect2", "html"),
        ("news.html", "webencodings", "html"),
        ("news.pdf", "pypdfium2", "pdf"),
        ("news.rss", "feedparser", "feeds"),
        ("news.atom", "lxml", "feeds"),
        ("news.atom", "cssselect2", "feeds"),
        ("news.rss", "webencodings", "feeds"),
        ("news.warc", "fastwarc", "warc"),
        ("news.warc", "trafilatura", "html"),
        ("news.zip", "trafilatura", "html"),
    ],
)
def test_without_a_library_one_line_says_which_extra_to_install(
    tmp_path: Path, name: str, module: str, extra: str
) -> None:
    """And files of other kinds are read."""
    paths = [str(written(tmp_path, name, FORMATS[name]())), str(written(tmp_path, "good.txt", GOOD.encode()))]
    code = (
        f"import sys; sys.modules[{module!r}] = None; from summarizer.inputs.articles import read_articles\n"
        f"found = read_articles({paths!r}); print(found.articles[0].text, found.unreadable[0].error, sep='\\n')"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    good, bad = ran.stdout.splitlines()
    assert good == GOOD
    assert f"got no module {module}" in bad
    assert bad.endswith(f": pip install 'summarizer[{extra}]'")


def test_text_needs_none_of_the_libraries(tmp_path: Path) -> None:
    """Each is imported when a file of its kind is met."""
    path = written(tmp_path, "a.zip", packed({"a.txt": text(), "b.jsonl": jsonl(GOOD), "c.csv": table()}))
    libraries = ("trafilatura", "lxml", "pypdfium2", "feedparser", "fastwarc", "ssl", "http")
    code = (
        f"import sys; from summarizer.inputs.articles import read_articles; read_articles([{str(path)!r}])\n"
        f"sys.exit(str(set(sys.modules) & set({libraries!r})) if set(sys.modules) & set({libraries!r}) else 0)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


def test_what_is_passed_over_is_told_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With how many of how many."""
    path = written(tmp_path, "a.warc", warc())
    assert main(["run", str(path), "--no-store", "--model", "builtin"]) == 0
    assert capsys.readouterr().err == f"summarizer: {path}: 2 of 3 records not read: no pages\n"
    assert summarize([path], model="builtin").articles[0].status == "ok"


def test_every_ending_is_in_the_document() -> None:
    """docs/inputs.md names each, and each extra."""
    told = (ROOT / "docs" / "inputs.md").read_text(encoding="utf-8")
    assert all(f"`{ending}`" in told for ending in (*KINDS, ".gz"))


def test_an_address_of_another_scheme_ends_the_call() -> None:
    """Before anything is read."""
    with pytest.raises(UsageError, match="got ftp:"):
        read_articles(["seeds", "ftp://example.org/a.txt"])


@pytest.mark.parametrize(
    ("name", "line"),
    [("news.txt", 9), ("news.jsonl", 1), ("news.csv", 2), ("news.html", None), ("news.pdf", None), ("news.rss", None)],
)
def test_a_report_points_to_a_line_where_there_is_one(tmp_path: Path, name: str, line: int | None) -> None:
    """The number of an entry is no line, and a page's lines are not those of its text."""
    path = written(tmp_path, name, FORMATS[name]())
    summary = summarize([path], model="builtin")
    killed = next(figure for figure in figures(summary.model_dump()) if figure["low"] == 25 and figure["high"] == 25)
    place = Locator(summary).locate(ReportedFigure.model_validate(killed))
    assert place is not None
    assert (place.path, place.line) == (str(path), line)


@pytest.mark.parametrize(
    ("path", "url", "expected"),
    [
        ("/a/news.zip:b/c.html", None, ["/a/news.zip:b/c.html"]),
        ("/a/news.pdf", None, ["/a/news.pdf"]),
        ("/a/news.csv:2", None, []),
        ("/a/feed.xml:3", None, []),
        ("/a/feed.xml:3", "https://e.org/1", ["https://e.org/1"]),
        ("/a/news.html", "https://e.org/1", ["/a/news.html", "https://e.org/1"]),
        ("https://e.org/1", None, ["https://e.org/1"]),
        ("/a/news.jsonl.gz:1", None, []),
    ],
)
def test_an_article_is_edited_only_where_its_place_means_something_tomorrow(
    path: str, url: str | None, expected: list[str]
) -> None:
    """The third entry of a feed is another one after the next."""
    assert [place.shown for place in list_origins(make_article(GOOD, path=path, url=url))] == expected
