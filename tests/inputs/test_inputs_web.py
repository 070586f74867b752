"""Addresses: what is fetched, what is refused, and how much of it; with real servers on loopback."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from summarizer import Unreadable, read_articles, summarize
from summarizer.cli import main
from summarizer.errors import ArticleError, UsageError
from summarizer.inputs import Page, is_web_address
from summarizer.inputs.web import fetch as web
from summarizer.inputs.web.addresses import is_public
from summarizer.inputs.web.fetch import MOST_REDIRECTS, fetch, fetch_politely
from summarizer.inputs.web.network import Reach

from ..helpers.news import PAGE, PARAGRAPHS, SOURCE, TITLE, Answer, Site, pdf, record, rss, site, text
from .test_inputs import FIGURES, WHEN

LOOPBACK = Reach(allows=lambda digits: digits == "127.0.0.1", seconds=20)
from_loopback = partial(fetch, reach=LOOPBACK)

PAGES = {
    "/news.html": Answer(PAGE),
    "/latin": Answer("<html><body><article><p>Café: 9 people died, the mayor told reporters.</p></article></body></html>".encode("cp1252"), "text/html; charset=iso-8859-1"),
    "/packed": Answer(gzip.compress(PAGE), headers={"Content-Encoding": "gzip"}),
    "/chunked": Answer(pieces=(b"%x\r\n%s\r\n" % (len(PAGE), PAGE), b"0\r\n\r\n"), headers={"Transfer-Encoding": "chunked", "Content-Length": ""}),
    "/until-closed": Answer(PAGE, headers={"Content-Length": ""}),
    "/print.pdf": Answer(pdf(), "application/pdf"),
    "/print": Answer(pdf(), "text/html"),
    "/feed": Answer(rss(), "application/rss+xml"),
    "/news.txt": Answer(text(), "text/plain; charset=utf-8"),
    "/moved": Answer(status=301, headers={"Location": "/hop?a=1#b"}),
    "/hop?a=1": Answer(status=302, headers={"Location": "news.html"}),
    "/round": Answer(status=302, headers={"Location": "/round"}),
    "/to-file": Answer(status=302, headers={"Location": "file:///etc/passwd"}),
    "/to-ftp": Answer(status=302, headers={"Location": "ftp://127.0.0.1/a.html"}),
    "/to-private": Answer(status=302, headers={"Location": "http://10.0.0.1/"}),
    "/to-other-loopback": Answer(status=302, headers={"Location": "http://127.0.0.2/"}),
    "/to-metadata": Answer(status=307, headers={"Location": "http://169.254.169.254/latest/meta-data/"}),
    "/to-v6": Answer(status=308, headers={"Location": "http://[::1]/"}),
    "/to-mapped": Answer(status=302, headers={"Location": "http://[::ffff:10.0.0.1]/"}),
    "/to-number": Answer(status=302, headers={"Location": "http://2130706434/"}),
    "/to-password": Answer(status=302, headers={"Location": "http://a:b@127.0.0.1/"}),
    "/nowhere": Answer(status=302),
    "/gone": Answer(b"<html>9 people died", status=410),
    "/empty": Answer(b""),
    "/image": Answer(b"\x89PNG 9 people died", "image/png"),
    "/zip": Answer(b"PK\x03\x04 9 people died", "application/zip"),
    "/rtf": Answer(b"{\\rtf1 9 people died}", "application/rtf"),
    "/large": Answer(b"9 people died " * 100_000),
    "/bomb": Answer(gzip.compress(bytes(5_000_000)), headers={"Content-Encoding": "gzip"}),
    "/brotli": Answer(b"\x0b\x02\x80", headers={"Content-Encoding": "zstd"}),
    "/broken-gzip": Answer(gzip.compress(PAGE)[:500], headers={"Content-Encoding": "gzip"}),
    "/short": Answer(PAGE[:900], headers={"Content-Length": str(len(PAGE))}),
    "/rubbish": Answer(raw=b"9 people died\r\n\r\n"),
    "/packed-twice": Answer(gzip.compress(gzip.compress(bytes(5_000_000))), headers={"Content-Encoding": "gzip, gzip"}),
    "/endless-chunks": Answer(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"7\r\n9 died.\r\n" * 300_000),
    "/endless-head": Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"X-Header: 9 people died\r\n" * 100_000),
    "/endless-field": Answer(raw=b"HTTP/1.1 200 OK\r\nX-Header: " + b"9 people died " * 100_000),
    "/dripping-body": Answer(pieces=(b"9",) * 100, headers={"Content-Length": "100"}, pause=0.4),
    "/dripping-head": Answer(raw=b"", pieces=(b"HTTP/1.1 200 OK\r\n", *(b"X",) * 100), pause=0.4),
    "/silent": Answer(raw=b"", pieces=(b"",), pause=60),
}  # fmt: skip


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    with site(PAGES) as running:
        yield running


def read_one(url: str) -> Any:
    """The one article, or why there is none."""
    reading = read_articles([url], fetch=from_loopback)
    found: list[Any] = [*reading.articles, *reading.unreadable]
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    "path",
    ["/news.html", "/packed", "/chunked", "/until-closed", "/print.pdf", "/print", "/feed", "/news.txt", "/moved"],
)
def test_an_address_gives_the_figures_that_the_file_gives(served: Site, path: str) -> None:
    """A page, a PDF, a feed or a text, however it is sent and wherever it has moved."""
    reading = read_articles([served.url + path], fetch=from_loopback)
    summary = summarize(reading.articles, model="builtin")
    found = [figure for incident in summary.incidents for event in incident.events for figure in event.figures]
    assert {(each.measure, each.low, each.high, each.quote) for each in found} == FIGURES


def test_a_page_is_one_article_however_it_is_had(served: Site, tmp_path: Path) -> None:
    """From its address, saved, and in a web archive that was made of what the server sent."""
    sent = from_loopback(f"{served.url}/news.html")
    (tmp_path / "a.html").write_bytes(sent.data)
    (tmp_path / "a.warc").write_bytes(record(sent.data, sent.url, headers=f"Content-Type: {sent.type}\r\n"))
    reading = read_articles([sent.url, tmp_path], fetch=from_loopback)
    (found,) = reading.articles
    assert PARAGRAPHS[0] in found.text
    assert [Path(copy).name for copy, _ in reading.duplicates] == ["a.html", "a.warc:1"]


def test_what_is_known_of_a_page_is_read_and_its_address_is_where_it_was_found(served: Site) -> None:
    """Not what the page says of its address; and it is called as the user called it."""
    found = read_one(f"{served.url}/moved")
    assert (found.source, found.title, found.published) == (SOURCE, TITLE, WHEN)
    assert (found.url, found.path) == (f"{served.url}/news.html", f"{served.url}/moved")


def test_the_server_is_told_which_tool_asks_and_nothing_of_the_user(served: Site) -> None:
    """No cookie, no referrer; the host by its name."""
    served.requests.clear()
    read_one(f"{served.url}/news.html#part")
    ((path, headers),) = served.requests
    assert path == "/news.html"
    assert headers.pop("user-agent").startswith("summarizer")
    assert headers.pop("host") == served.url.removeprefix("http://")
    assert set(headers) == {"accept", "accept-encoding", "connection"}


def test_the_servers_word_on_the_character_set_counts(served: Site) -> None:
    """Where the page does not tell."""
    assert read_one(f"{served.url}/latin").text.startswith("Café: 9")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/missing", "got HTTP 404"),
        ("/gone", "got HTTP 410"),
        ("/nowhere", "got HTTP 302"),
        ("/round", f"at most {MOST_REDIRECTS} redirects"),
        ("/to-file", "expected an http or https address, got file:"),
        ("/to-ftp", "expected an http or https address, got ftp:"),
        ("/to-private", "got 10.0.0.1, which is 10.0.0.1"),
        ("/to-other-loopback", "which is 127.0.0.2"),
        ("/to-metadata", "which is 169.254.169.254"),
        ("/to-v6", "which is ::1"),
        ("/to-mapped", "which is ::ffff:10.0.0.1"),
        ("/to-number", "which is 127.0.0.2"),
        ("/to-password", "without a user name or password"),
        ("/empty", "got an empty one"),
        ("/image", "text of an article"),
        ("/zip", "got a zip file: download it"),
        ("/rtf", "got RTF: save it as text"),
        ("/brotli", "packed by gzip, got zstd"),
        ("/broken-gzip", "got the beginning of one"),
        ("/short", "expected a"),
        ("/rubbish", "expected a page, got"),
        ("/endless-head", "expected a page, got"),
        ("/endless-field", "expected a page, got"),
    ],
)
def test_what_cannot_be_had_is_one_line(served: Site, path: str, said: str) -> None:
    """That names the address, says what was expected and what came."""
    found = read_one(served.url + path)
    assert isinstance(found, Unreadable)
    assert found.error.startswith(served.url + path)
    assert said in found.error
    assert len(found.error.splitlines()) == 1


def test_an_https_address_is_never_fetched_without_tls(served: Site) -> None:
    """A server that does not speak it is not asked."""
    served.requests.clear()
    found = read_one(served.url.replace("http:", "https:") + "/news.html")
    assert isinstance(found, Unreadable)
    assert "SSL" in found.error
    assert served.requests == []


@pytest.mark.parametrize("path", ["/large", "/bomb", "/packed-twice", "/endless-chunks"])
def test_no_more_is_taken_than_is_allowed(served: Site, path: str) -> None:
    """On the wire, and once it is unpacked."""
    with pytest.raises(ArticleError, match="at most 1000000 bytes"):
        fetch(served.url + path, Reach(allows=LOOPBACK.allows, largest=1_000_000))


@pytest.mark.parametrize("path", ["/dripping-body", "/dripping-head", "/silent"])
def test_no_server_holds_us_longer_than_is_allowed(served: Site, path: str) -> None:
    """Not by a byte now and then, either."""
    with pytest.raises(ArticleError, match="expected an answer in time"):
        fetch(served.url + path, Reach(allows=LOOPBACK.allows, seconds=1))


def test_a_name_that_is_not_found_holds_us_no_longer_either() -> None:
    """The system's resolver has a patience of its own."""
    answered = threading.Event()

    def asleep(*_: object, **__: object) -> list[tuple[Any, ...]]:
        answered.wait(60)
        answered.set()
        return []

    with pytest.raises(ArticleError, match=r"none within 1 s|expected an answer"):
        fetch("http://slow.example/", Reach(look_up=asleep, seconds=1))
    assert not answered.is_set(), "the resolver was waited for"
    answered.set()


def answers(*digits: str) -> tuple[Callable[..., list[tuple[Any, ...]]], list[str]]:
    """A resolver that gives one address after another, and what it was asked."""
    asked: list[str] = []

    def look_up(host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (digits[min(len(asked), len(digits)) - 1], port))]

    return look_up, asked


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(served: Site) -> None:
    """A resolver that answers otherwise the second time gains nothing."""
    look_up, asked = answers("127.0.0.1", "127.0.0.2")
    port = served.url.rpartition(":")[2]
    found = fetch(f"http://rebind.example:{port}/news.html", Reach(look_up=look_up, allows=LOOPBACK.allows))
    assert (found.data, asked) == (PAGE, ["rebind.example"])
    assert served.requests[-1][1]["host"] == f"rebind.example:{port}"


def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer(served: Site) -> None:
    """As browsers do with a host that has an address of each kind."""

    def look_up(_host: str, port: int, **_: object) -> list[tuple[Any, ...]]:
        return [(2, 1, 6, "", (digits, port)) for digits in ("127.0.0.9", "127.0.0.1")]

    port = served.url.rpartition(":")[2]
    reach = Reach(look_up=look_up, allows=lambda digits: digits.startswith("127."), seconds=20)
    assert fetch(f"http://both.example:{port}/news.html", reach).data == PAGE


def test_each_redirect_is_looked_up_and_checked_anew(served: Site) -> None:
    """The same name may lead elsewhere by then."""
    look_up, asked = answers("127.0.0.1", "10.0.0.1")
    port = served.url.rpartition(":")[2]
    with pytest.raises(ArticleError, match=r"rebind\.example, which is 10\.0\.0\.1"):
        fetch(f"http://rebind.example:{port}/moved", Reach(look_up=look_up, allows=LOOPBACK.allows))
    assert asked == ["rebind.example"] * 2


def test_one_private_address_among_those_of_a_name_is_enough_to_refuse_it() -> None:
    """Which of them is connected to would be chance."""

    def look_up(*_: object, **__: object) -> list[tuple[Any, ...]]:
        return [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("192.168.1.1", 80))]

    with pytest.raises(ArticleError, match=r"which is 192\.168\.1\.1"):
        fetch("http://both.example/", Reach(look_up=look_up))


def test_loopback_is_refused_on_the_command_line(served: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """By number and by name; nothing is sent."""
    served.requests.clear()
    by_name = served.url.replace("127.0.0.1", "localhost")
    assert main(["run", f"{served.url}/news.html", by_name, "--no-store", "--model", "builtin"]) == 3
    first, second = capsys.readouterr().err.splitlines()
    assert "expected an address of the public internet, got 127.0.0.1, which is 127.0.0.1" in first
    assert "expected an address of the public internet, got localhost, which is" in second
    assert served.requests == []


@pytest.mark.parametrize(
    ("digits", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("64:ff9b::5db8:d822", True), ("::ffff:93.184.216.34", True),
        ("127.0.0.1", False), ("127.255.0.9", False), ("0.0.0.0", False), ("10.1.2.3", False), ("172.16.0.1", False),  # noqa: S104  # not bound to
        ("192.168.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("192.0.2.1", False), ("198.18.0.1", False),
        ("224.0.0.1", False), ("240.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("::", False), ("fe80::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("fd12:3456::1", False), ("ff02::1", False), ("::ffff:127.0.0.1", False),
        ("::ffff:a9fe:a9fe", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("2002:a00:1::", False),
        ("2001:0:4136:e378:8000:63bf:f5ff:fffe", False), ("2001:db8::1", False), ("fec0::1", False),
        ("64:ff9b:1::7f00:1", False), ("3fff::1", False), ("192.0.0.8", False), ("192.88.99.1", False), ("::7f00:1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_of_the_public_internet(digits: str, public: bool) -> None:
    """Also behind IPv6 that stands for an IPv4 address."""
    assert is_public(digits) is public


@pytest.mark.parametrize(
    "path",
    [
        "file:///etc/passwd",
        "FILE:/etc/passwd",
        "ftp://e.org/a.txt",
        "data:text/html,9 died",
        "javascript:9",
        "gopher://e.org/",
    ],
)
def test_other_schemes_end_the_call(path: str) -> None:
    """Before anything is read; the message says what may be given."""
    with pytest.raises(UsageError, match=r"expected a file, a folder or an http\(s\) address, got \w+:"):
        read_articles([path])


def test_a_file_whose_name_has_a_colon_is_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And a `Path` is never an address."""
    monkeypatch.chdir(tmp_path)
    Path("data:1.txt").write_text("Two people died.")
    assert not is_web_address("data:1.txt")
    assert [one.text for one in read_articles(["data:1.txt"]).articles] == ["Two people died."]
    with pytest.raises(UsageError, match="found nothing there"):
        read_articles([Path("http://example.org")])


@pytest.mark.parametrize(
    "url",
    ["http://", "http:///a", "http://e.org:99999/", "http://[::1", "http://a b/", "http://e.org\x00/", "http://" + "a" * 300 + ".org/",
     "http://e.org/" + "a" * 3000, "http://user@e.org/", "http://ex\u2024ample..org/"],
)  # fmt: skip
def test_an_address_that_is_none_is_one_line(url: str) -> None:
    """Whatever it is made of."""

    def never(*_: object, **__: object) -> list[tuple[Any, ...]]:
        raise OSError("never looked up")

    reading = read_articles([url], fetch=partial(fetch, reach=Reach(look_up=never)))
    (unreadable,) = reading.unreadable
    assert "expected" in unreadable.error
    assert len(unreadable.error.splitlines()) == 1


def test_a_host_is_asked_once_in_a_while(served: Site) -> None:
    """And another host at once."""
    served.requests.clear()
    began = time.monotonic()
    for _ in range(3):
        fetch_politely(f"{served.url}/news.txt", LOOPBACK, 0.3)
    assert time.monotonic() - began >= 0.6
    assert len(served.requests) == 3


def test_a_dry_run_says_that_it_fetches(
    served: Site, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words are counted, and no model is asked; the page is fetched once."""
    monkeypatch.setattr(web, "Reach", lambda: LOOPBACK)
    served.requests.clear()
    assert main(["run", f"{served.url}/news.html", "--dry-run", "--no-store", "--model", "builtin"]) == 0
    assert capsys.readouterr().err == "summarizer: fetched 1 address to count the words; no model is asked\n"
    assert len(served.requests) == 1


def test_an_address_whose_page_changed_was_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each run fetches it anew, and tells what became of its figures."""
    monkeypatch.setattr(web, "Reach", lambda: LOOPBACK)
    pages = {"/a": Answer(PAGE)}
    with site(pages) as running:
        command = ["run", f"{running.url}/a", "--store", str(tmp_path / "r.db"), "--model", "builtin"]
        assert main(command) == 0
        assert "EDITED" not in capsys.readouterr().out
        pages["/a"] = Answer(PAGE.replace(b"At least 43", b"At least 47"))
        assert main(command) == 0
    assert "“at least 43 people killed” became" in " ".join(capsys.readouterr().out.split())


def test_any_fetcher_may_be_given() -> None:
    """For who has a browser, a cache, an archive."""

    def from_a_cache(url: str) -> Page:
        return Page(url, "text/html", None, PAGE)

    (found,) = read_articles(["https://e.org/a"], fetch=from_a_cache).articles
    assert PARAGRAPHS[0] in found.text
