"""One piece of news as every kind of file, each made by a real tool, and a web server on loopback that has it."""

import contextlib
import csv
import gzip
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from fastwarc.warc import WarcRecord, WarcRecordType
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

PAGE = (Path(__file__).parents[1] / "data" / "inputs" / "market.html").read_bytes()
PRINTED = (Path(__file__).parents[1] / "data" / "inputs" / "market.pdf").read_bytes()  # the page, by Chromium's "Print"
SOURCE, TITLE = "Meridian Wire", "Shelling of Karari market kills dozens"
PUBLISHED = "2023-05-30T16:20:00+02:00"
URL = "https://meridianwire.example/2023/05/30/karari-market"
PARAGRAPHS = tuple(
    """\
At least 43 people were killed and more than 120 others were wounded when artillery shells struck a crowded market in \
Karari, Sudan, on Tuesday, the health ministry said.
The ministry’s spokesman, Hassan Idris, said twenty-five of the dead were women and children.
Doctors Without Borders said 39 people were killed in the attack and that its staff had treated 86 wounded people at \
the Officers’ Hospital.
The army denied responsibility for the bombardment. It said that about 30 fighters were killed in fighting near the \
refinery on Monday, and that 1,200 families had been displaced.""".splitlines()
)
TEXT = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in PARAGRAPHS)
FIELDS = {"source": SOURCE, "title": TITLE, "published": PUBLISHED, "url": URL}


def text() -> bytes:
    """Front matter and paragraphs."""
    fields = "".join(f"{name}: {json.dumps(value)}\n" for name, value in FIELDS.items())
    return f"---\n{fields}---\n{TEXT}\n".encode()


def jsonl(*texts: str) -> bytes:
    """An article a line."""
    return b"".join(json.dumps({"text": each, **FIELDS}).encode() + b"\n" for each in texts or (TEXT,))


def table(delimiter: str = ",", names: tuple[str, ...] = ("Outlet", "Headline", "Date", "Body", "Link")) -> bytes:
    """As a news archive exports it."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=delimiter)
    rows.writerows([names, (SOURCE, TITLE, PUBLISHED, TEXT, URL)])
    return written.getvalue().encode()


def rss(content: str = HTML, *, more: str = "", date: str = "Tue, 30 May 2023 16:20:00 +0200") -> bytes:
    """A feed with the whole text, and a teaser that has another number."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>{SOURCE}</title><link>https://meridianwire.example/</link><description>News in 90 seconds</description>
<item><title>{TITLE}</title><link>{URL}</link><guid>{URL}</guid><pubDate>{date}</pubDate>
<description>A market was shelled; 51 people were killed.</description>
<content:encoded><![CDATA[{content}]]></content:encoded></item>{more}
</channel></rss>""".encode()


def atom() -> bytes:
    """The same as Atom, whose text is XHTML."""
    return f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>{SOURCE}</title><id>urn:wire</id><updated>2023-05-31T08:05:00Z</updated>
<entry><title type="html">{TITLE}</title><link href="{URL}"/><id>{URL}</id>
<published>{PUBLISHED}</published><updated>2023-05-31T08:05:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content></entry></feed>""".encode()


def pdf(
    *paragraphs: str, columns: int = 1, head: str = "", style: Mapping[str, Any] | None = None, **how: Any
) -> bytes:
    """Typeset by ReportLab, in columns, with a running head and page numbers if there is a head."""
    written = io.BytesIO()
    width, height = A4
    wide = (width - 100) / columns

    def running(canvas: Any, document: Any) -> None:
        if head:
            canvas.setFont("Helvetica", 9)
            canvas.drawString(50, height - 30, f"{head} No. {document.page + 310}")
            canvas.drawCentredString(width / 2, 25, f"{document.page}")

    document = BaseDocTemplate(written, pagesize=A4, title=TITLE, **how)
    frames = [Frame(50 + number * wide, 50, wide, height - 100) for number in range(columns)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=running))
    normal = getSampleStyleSheet()["Normal"]
    for name, value in (style or {}).items():
        setattr(normal, name, value)
    document.build([part for each in paragraphs or PARAGRAPHS for part in (Paragraph(each, normal), Spacer(1, 8))])
    return written.getvalue()


def record(
    body: bytes = PAGE,
    url: str = URL,
    *,
    kind: WarcRecordType = WarcRecordType.response,
    status: str = "HTTP/1.1 200 OK",
    headers: str = "Content-Type: text/html; charset=utf-8\r\n",
    date: str = "2023-06-01T06:00:00Z",
) -> bytes:
    """One record of a web archive, as the library writes it, with its digests."""
    made = WarcRecord()
    made.init_headers(kind, content_length=0)
    made.headers["WARC-Target-URI"] = url
    made.headers["WARC-Date"] = date
    if kind in (WarcRecordType.response, WarcRecordType.request):
        made.headers["Content-Type"] = (
            f"application/http; msgtype={'request' if kind == WarcRecordType.request else 'response'}"
        )
        body = f"{status}\r\n{headers}\r\n".encode() + body
    made.set_bytes_content(body)
    written = io.BytesIO()
    made.write(written, checksum_data=True)
    return written.getvalue()


def warc(*records: bytes) -> bytes:
    """A web archive: what was asked, what came, and a picture."""
    asked = record(b"", kind=WarcRecordType.request, status="GET / HTTP/1.1", headers="Host: meridianwire.example\r\n")
    picture = record(b"\x89PNG 71 people were killed", f"{URL}.png", headers="Content-Type: image/png\r\n")
    return b"".join(records or (asked, record(), picture))


def warc_gz(*records: bytes) -> bytes:
    """As crawlers write it: each record packed by itself."""
    return b"".join(gzip.compress(each) for each in records or (record(),))


def packed(entries: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return written.getvalue()


FORMATS: Mapping[str, Callable[[], bytes]] = {
    "news.txt": text,
    "news.md": text,
    "news.jsonl": jsonl,
    "news.html": lambda: PAGE,
    "news.htm": lambda: PAGE.replace(b"<!doctype html>\n", b""),
    "printed.pdf": lambda: PRINTED,
    "news.pdf": pdf,
    "columns.pdf": lambda: pdf(columns=2, head="Situation report", style={"alignment": 4, "fontName": "Times-Roman"}),
    "news.rss": rss,
    "feed.xml": rss,
    "news.atom": atom,
    "news.warc": warc,
    "news.warc.gz": lambda: warc_gz(*warc_parts()),
    "news.csv": table,
    "semicolons.csv": lambda: table(";"),
    "news.tsv": lambda: table("\t"),
    "news.txt.gz": lambda: gzip.compress(text()),
    "news.jsonl.gz": lambda: gzip.compress(jsonl()),
    "news.zip": lambda: packed({"a/news.html": PAGE, "logo.png": b"\x89PNG 71 people were killed"}),
    "feeds.zip": lambda: packed({"news.xml": rss()}),
    "archive.zip": lambda: packed({"crawl.warc.gz": warc_gz(record())}),
}


def warc_parts() -> tuple[bytes, ...]:
    """The same records as of `warc`, one by one."""
    return (record(b"meta", kind=WarcRecordType.metadata), record())


@dataclass
class Answer:
    """What the server says to one path: `pieces` go out one after another, `pause` seconds between them."""

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pieces: tuple[bytes, ...] = ()
    pause: float = 0.0
    raw: bytes | None = None


@dataclass
class Site:
    """A running web server: its address, and the requests that it got."""

    url: str
    requests: list[tuple[str, dict[str, str]]]


@contextlib.contextmanager
def site(pages: Mapping[str, Answer], host: str = "127.0.0.1") -> Iterator[Site]:
    """A web server on loopback."""
    requests: list[tuple[str, dict[str, str]]] = []
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            answer = pages.get(self.path, Answer(b"nothing here", status=404))
            with contextlib.suppress(OSError):
                self._say(answer)
            self.close_connection = True

        def _say(self, answer: Answer) -> None:
            if answer.raw is None:
                self.send_response(answer.status)
                fields = {"Content-Type": answer.type, "Content-Length": str(len(answer.body)), **answer.headers}
                for name, value in fields.items():
                    if value:
                        self.send_header(name, value)
                self.end_headers()
            for piece in answer.pieces or (answer.raw or answer.body,):
                self.wfile.write(piece)
                self.wfile.flush()
                if answer.pause and closing.wait(answer.pause):
                    return

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer((host, 0), Handler) as server:
        serving = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        serving.start()
        try:
            yield Site(f"http://{host}:{server.server_address[1]}", requests)
        finally:
            closing.set()
            server.shutdown()
            serving.join(5)


def print_view() -> str:
    """The print view of the page: narrow columns, ligatures, hyphens at the ends of lines, a footnote, a table."""
    body = HTML.replace("39 people", "39<sup>2</sup> people").replace("bombardment", "bom&shy;bard&shy;ment")
    rows = "<tr><td>Officers’ Hospital</td><td>210</td><td>34</td></tr><tr><td>Al-Nao</td><td>150</td><td>220</td></tr>"
    style = 'body{font:11pt "DejaVu Serif";columns:3;text-align:justify;font-feature-settings:"liga","dlig"}'
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{TITLE}</title><style>{style}</style>"
        f"<h1>{TITLE}</h1>{body}<table>{rows}</table><p><sup>2</sup> By telephone.</p></html>"
    )


if __name__ == "__main__":  # with Chromium at hand, the print view is printed again
    import subprocess
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "print.html")
        page.write_text(print_view(), encoding="utf-8")
        target = Path(__file__).parents[1] / "data" / "inputs" / "market.pdf"
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={target}", page.as_uri()]
        subprocess.run(command, check=True)
