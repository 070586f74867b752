"""The way to an endpoint: proxies and certificates of the environment, replies without end."""

import asyncio
import contextlib
import re
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from itertools import repeat
from pathlib import Path

import pytest

from summarizer.errors import UsageError
from summarizer.llm.connections import LARGEST_REPLY
from summarizer.llm.proxies import find_proxy, is_local

from ..helpers.commandline import Ended, call

ROOT = Path(__file__).parents[2]
VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")
TOO_LARGE = f"expected a reply of at most {LARGEST_REPLY} bytes"
STORY = "Four people were killed in a flood in Karsa, Kenya, on Monday, police said."
MOST_MEMORY = 400 << 20  # bytes; the program takes about 110 MB, and took 6.6 GB of an endless reply


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, *map(str.upper, VARIABLES), "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)


Pieces = Callable[[], Iterator[bytes]]


def head(status: int, *fields: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} Status", "Content-Type: application/json", *fields, "", ""]).encode()


def endless(status: int) -> Pieces:
    """Chunks, up to half a gigabyte of them."""

    def pieces() -> Iterator[bytes]:
        yield head(status, "Transfer-Encoding: chunked")
        yield from repeat(b"10000\r\n" + bytes(0x10000) + b"\r\n", 8000)

    return pieces


def longer_than_memory() -> Iterator[bytes]:
    yield head(200, f"Content-Length: {1 << 50}")
    yield from repeat(bytes(0x10000), 8000)


@cache
def packed(kind: int) -> bytes:
    """A gigabyte and a half of zeros, packed once: it takes three seconds."""
    pack = zlib.compressobj(9, zlib.DEFLATED, kind)
    return b"".join(pack.compress(bytes(1 << 20)) for _ in range(1500)) + pack.flush()


def bomb(encoding: str, kind: int) -> Pieces:
    """Those zeros as a reply."""

    def pieces() -> Iterator[bytes]:
        body = packed(kind)
        yield head(200, f"Content-Encoding: {encoding}", f"Content-Length: {len(body)}") + body

    return pieces


@contextlib.contextmanager
def rude(reply: Pieces) -> Iterator[str]:
    """An endpoint that answers with these bytes, as far as somebody reads them; its address."""
    loop, started, url = asyncio.new_event_loop(), threading.Event(), list[str]()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            asked = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"content-length: *(\d+)", asked, re.IGNORECASE)
            await reader.readexactly(int(length[1]) if length else 0)  # a socket closed on unread bytes is reset
            for piece in reply():
                writer.write(piece)
                await writer.drain()
        writer.close()

    async def start() -> asyncio.Server:
        return await asyncio.start_server(serve, "127.0.0.1", 0)

    def thread() -> None:
        server = loop.run_until_complete(start())
        url.append(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
        started.set()
        loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()

    serving = threading.Thread(target=thread, daemon=True)
    serving.start()
    assert started.wait(10)
    try:
        yield url[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        serving.join(10)


# What the system says of a process counts the one that it was forked from: this one may be large by now.
MEASURED = """
import atexit, pathlib, re, sys
from summarizer.cli import main
status, peak = pathlib.Path("/proc/self/status"), pathlib.Path("peak")
atexit.register(lambda: peak.write_text(re.search(r"VmHWM:\\s+(\\d+) kB", status.read_text())[1]))
sys.exit(main())
"""


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str, int]:
    """Exit code, report, standard error, and the most memory that the process took, of one article asked about."""
    (folder / "a.txt").write_text(STORY)
    with (
        (folder / "out").open("wb") as out,
        (folder / "err").open("wb") as err,
        subprocess.Popen(
            [sys.executable, "-c", MEASURED, "run", "a.txt", "-q", "--model", "m", *arguments],
            cwd=folder,
            env={"PATH": "", "PYTHONPATH": str(ROOT), "OPENAI_API_KEY": "k", **environment},
            stdout=out,
            stderr=err,
        ) as process,
    ):
        code = process.wait()
    peak = int((folder / "peak").read_text()) * 1024
    return code, (folder / "out").read_text(), (folder / "err").read_text(), peak


def ask(folder: Path, *arguments: str, **environment: str) -> Ended:
    """The same call without a process of its own."""
    (folder / "a.txt").write_text(STORY)
    return call("run", "a.txt", "-q", "--model", "m", *arguments, folder=folder, OPENAI_API_KEY="k", **environment)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reply", "options"),
    [
        pytest.param(endless(200), ["--no-store"], id="chunks without end"),
        pytest.param(endless(500), ["--no-store"], id="an error without end"),
        pytest.param(endless(400), ["--no-store"], id="a refusal without end"),
        pytest.param(longer_than_memory, ["--no-store"], id="a length that no memory holds"),
        pytest.param(bomb("gzip", 31), ["--no-store"], id="a gigabyte and a half, packed by gzip"),
        pytest.param(bomb("deflate", 15), ["--no-store"], id="the same by deflate"),
        pytest.param(bomb("gzip", 31), ["--record", "c.yaml"], id="packed, while recording"),
        pytest.param(endless(200), ["--record", "c.yaml"], id="without end, while recording"),
    ],
)
def test_a_reply_without_end_fails_its_article_and_takes_no_memory(
    tmp_path: Path, reply: Pieces, options: list[str]
) -> None:
    """One failed article with one line, not asked again; the process stays as small as with any reply."""
    with rude(reply) as url:
        code, told, err, memory = run(tmp_path, "--base-url", url, *options)
    assert (code, err) == (3, "")
    assert " ".join(told.split()).count(TOO_LARGE) == 1
    assert memory < MOST_MEMORY


HERE = "http://127.0.0.1:9/v1"  # the port of "discard", where nothing listens
FAR = "http://192.0.2.7/v1"  # an address for examples
QUICK = ("--no-store", "--timeout", "1")


@pytest.mark.parametrize("name", ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"])
@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1089", "socks://127.0.0.1:1089", "http://[::1", "garbage://"])
def test_a_server_of_this_machine_is_asked_past_any_proxy(
    monkeypatch: pytest.MonkeyPatch, name: str, proxy: str
) -> None:
    """Whatever the variable holds, usable or not; NO_PROXY says the same of others."""
    monkeypatch.setenv(name, proxy)
    for url in (
        "http://localhost:1/v1",
        "http://127.1.2.3/",
        "http://[::1]:80/",
        "http://LOCALHOST./",
        "http://0.0.0.0:1",
    ):
        assert find_proxy(url) is None
    for excepted in ("192.0.2.7", "*", "192.0.2.0/24", "x.org, 192.0.2.7:80", "a.b 192.0.2.7"):
        monkeypatch.setenv("NO_PROXY", excepted)
        assert find_proxy("http://192.0.2.7:80/v1") is None


@pytest.mark.parametrize(
    ("excepted", "host", "is_excepted"),
    [
        ("example.org", "example.org", True),
        ("example.org", "api.example.org", True),
        (".example.org", "api.example.org", True),
        ("*.example.org", "api.example.org", True),
        ("example.org", "badexample.org", False),
        ("example.org:81", "example.org", False),
        ("10.0.0.0/8", "10.1.2.3", True),
        ("10.0.0.0/8", "11.1.2.3", False),
        ("2001:db8::/32", "[2001:db8::1]", True),
        ("", "example.org", False),
        (",,", "example.org", False),
    ],
)
def test_what_no_proxy_names_is_asked_directly(
    monkeypatch: pytest.MonkeyPatch, excepted: str, host: str, is_excepted: bool
) -> None:
    """A host, a domain, a network, a port."""
    monkeypatch.setenv("HTTP_PROXY", "proxy:3128")
    monkeypatch.setenv("NO_PROXY", excepted)
    found = find_proxy(f"http://{host}:80/v1")
    assert (found is None) is is_excepted
    assert found is None or found.address == "http://proxy:3128"


@pytest.mark.parametrize(
    ("proxy", "told"),
    [
        ("socks5://u:secret@127.0.0.1:1089", "expected the package that speaks to a SOCKS proxy"),
        ("socks://127.0.0.1:1089/", "expected the package that speaks to a SOCKS proxy"),
        ("socks4://127.0.0.1:1", "expected a proxy as http://"),
        ("ftp://x", "expected a proxy as http://"),
        ("http://", "expected a proxy as http://"),
        ("http://[::1", "expected a proxy as http://"),
        ("http://u:secret@x:99999", "expected a proxy as http://"),
        ("::::", "expected a proxy as http://"),
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_with_its_variable(
    monkeypatch: pytest.MonkeyPatch, proxy: str, told: str
) -> None:
    """One line that names the variable and what to do, and no password."""
    monkeypatch.setattr(sys, "path", [place for place in sys.path if not (Path(place) / "socksio").exists()])
    for name in ("ALL_PROXY", "http_proxy"):
        monkeypatch.setenv(name, proxy)
        with pytest.raises(UsageError) as caught:
            find_proxy(FAR)
        monkeypatch.delenv(name)
        assert f"${name}: {told}" in str(caught.value)
        assert "192.0.2.7 in NO_PROXY" in str(caught.value)
        assert "secret" not in str(caught.value)


def test_which_hosts_are_this_machine() -> None:
    """And which only look like it."""
    assert all(map(is_local, ("localhost", "a.localhost", "127.9.9.9", "::1", "0.0.0.0", "::ffff:127.0.0.1")))  # noqa: S104
    assert not any(map(is_local, ("127.0.0.1.example.org", "localhost.example.org", "10.0.0.1", "", "::2")))


def test_a_wrong_proxy_is_one_line_of_the_command(tmp_path: Path) -> None:
    """Exit 2 for a server far away, and nothing for one of this machine, or for a replay."""
    far = ask(tmp_path, "--base-url", FAR, *QUICK, ALL_PROXY="ftp://x")
    assert (far.returncode, far.stderr.count("\n")) == (2, 1)
    assert "$ALL_PROXY" in far.stderr
    here = ask(tmp_path, "--base-url", HERE, *QUICK, ALL_PROXY="ftp://x", SSL_CERT_FILE="/gone.pem")
    assert (here.returncode, here.stderr) == (3, "")
    assert "internal" not in here.stdout


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"])
@pytest.mark.parametrize("place", ["gone.pem", "garbage.pem", "empty"])
def test_certificates_that_are_not_there_are_told_where_they_are_needed(tmp_path: Path, name: str, place: str) -> None:
    """An https address: exit 2 and one line with the variable and the file."""
    (tmp_path / "garbage.pem").write_text("no certificate")
    (tmp_path / "empty").mkdir()
    ran = ask(tmp_path, "--base-url", "https://127.0.0.1:9/v1", *QUICK, **{name: place})
    assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
    assert f"{name}: expected certificates at {place}, got: " in ran.stderr


@pytest.mark.parametrize(
    "url",
    [
        "localhost:11434/v1",
        "http:/x",
        "http://",
        "http://[::1",
        "ftp://x/",
        "http://x:99999/v1",
        "http://x:0",
        "http://a b/",
    ],
)
def test_a_base_url_that_is_no_address_is_a_wrong_call(tmp_path: Path, url: str) -> None:
    """Exit 2 and one line, at once; a dry run too."""
    for options in (QUICK, ("--no-store", "--dry-run")):
        ran = ask(tmp_path, "--base-url", url, *options)
        assert (ran.returncode, ran.stderr.count("\n")) == (2, 1), ran.stderr
        assert "expected --base-url (or OPENAI_BASE_URL) as http:// or https://" in ran.stderr
