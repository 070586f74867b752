"""Web pages: what a reader does not see is no text, and no markup makes one number of two."""

import subprocess
import sys
import time
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring
from trafilatura import extract

from summarizer import read_numbers
from summarizer.errors import ArticleError
from summarizer.grounding.confusables import stands_clear
from summarizer.inputs.html.charsets import decode
from summarizer.inputs.html.markup import render_text
from summarizer.inputs.html.visibility import remove_hidden
from summarizer.inputs.readers import read_source
from summarizer.inputs.results import Failure, RawArticle
from summarizer.inputs.sources import Source
from summarizer.records.article import make_article

from ..helpers.news import PAGE, PARAGRAPHS

ROOT = Path(__file__).parents[2]
BEFORE = (
    "The river rose on Monday, and by the evening the whole of the old town was under water, officials of the ministry said in "
    "a statement. "
)
AFTER = "Rescuers went from house to house until the morning, and the bridge stayed closed, the mayor told reporters."


def page(inner: str, head: str = "") -> bytes:
    return (
        f"<!doctype html><html><head><meta charset='utf-8'><title>Flood</title>{head}</head><body><header>Wire</header><article>"
        f"<h1>Flood</h1><p>{BEFORE}</p>{inner}<p>{AFTER}</p></article></body></html>"
    ).encode()


def read(data: bytes) -> str:
    """The article's text."""
    (found,) = read_source(Source(BytesIO(data), "a.html", "a.html"))
    assert isinstance(found, RawArticle), found
    return make_article(str(found.fields["text"])).text


def between(data: bytes) -> str:
    """What stands between the first and the last paragraph."""
    text = read(data)
    assert text.startswith(BEFORE.strip())
    assert text.endswith(AFTER)
    return text[len(BEFORE.strip()) : -len(AFTER)].strip()


HIDDEN = {
    "display: none": '<p style="color: red; DISPLAY : None !important">9 people died in it.</p>',
    "the hidden attribute": "<p hidden>9 people died in it.</p>",
    "aria-hidden": '<div aria-hidden="true"><p>9 people died in it.</p></div>',
    "a comment": "<p><!-- 9 people died in it. --></p>",
    "a script": "<script>document.write('9 people died in it.')</script>",
    "data of a script": '<script type="application/ld+json">{"articleBody": "9 people died in it."}</script>',
    "a style": "<style>i.none::before { content: '9 people died in it.' }</style>",
    "a template": "<template><p>9 people died in it.</p></template>",
    "for browsers without scripts": "<noscript><p>9 people died in it.</p></noscript>",
    "a closed dialog": "<dialog><p>9 people died in it.</p></dialog>",
    "visibility": '<p style="visibility:hidden">9 people died in it.</p>',
    "no opacity": '<p style="opacity:0">9 people died in it.</p>',
    "hardly a size": '<p><span style="font-size:1px">9 people died in it.</span></p>',
    "far to the left": '<p style="position:absolute;left:-9999px">9 people died in it.</p>',
    "far above": '<p style="position: fixed; top: -200em">9 people died in it.</p>',
    "indented away": '<p style="text-indent:-9999px">9 people died in it.</p>',
    "moved away": '<p style="transform:translateX(-9999px)">9 people died in it.</p>',
    "scaled to nothing": '<p style="transform: scale(0)">9 people died in it.</p>',
    "clipped": '<p style="position:absolute;clip:rect(0,0,0,0)">9 people died in it.</p>',
    "clipped, newer": '<p style="clip-path: inset(50%)">9 people died in it.</p>',
    "no height": '<div style="height:0;overflow:hidden"><p>9 people died in it.</p></div>',
    "no colour": '<p style="color: rgba(0, 0, 0, 0)">9 people died in it.</p>',
    "the colour of the background": '<p style="background:#eee;color:#eee">9 people died in it.</p>',
    "white on nothing": '<p><span style="color:#FFF">9 people died in it.</span></p>',
    "a class of the page's style sheet": '<style>.x1 { display:none }</style><p class="a x1">9 people died in it.</p>',
    "an id of it": '<style>@media screen { #x1 { visibility: hidden } }</style><p id="x1">9 people died in it.</p>',
    "a tag in a class": '<style>div.x1 > p > em{display:none}</style><div class="x1"><p>so <em>9 people died in it.</em></p></div>',
    "a class for screen readers": '<p>so<span class="sr-only"> 9 people died in it.</span></p>',
    "a class of Bootstrap": '<p class="d-none">9 people died in it.</p>',
    "struck out": "<p>so <s>9 people died in it.</s></p>",
    "deleted": "<p>so <del>9 people died in it.</del></p>",
    "struck out by style": '<p>so <span style="text-decoration: line-through">9 people died in it.</span></p>',
    "a form": "<form><textarea>9 people died in it.</textarea><select><option>9 people died in it.</select></form>",
    "a button": "<button>9 people died in it.</button>",
    "a picture's text": '<p><img src="a.jpg" alt="9 people died in it."></p>',
    "a drawing": "<svg><text>9 people died in it.</text></svg>",
    "a frame": "<iframe srcdoc='9 people died in it.'>9 people died in it.</iframe>",
    "a link to another article": '<p><a href="/b">Ferry sinks, 9 people died in it</a></p>',
    "with a word before it": '<p><strong>READ MORE:</strong> <a href="/b">Ferry sinks, 9 people died in it</a></p>',
    "with such words in another language": '<p>Lire aussi : <a href="/b">Naufrage, 9 people died in it</a></p>',
    "with such words in a list": '<ul><li>Related: <a href="/b">Ferry sinks, 9 people died in it</a></li></ul>',
    "a teaser below a linked headline": '<div><h3><a href="/b">Ferry sinks</a></h3><p>At least 9 people died in it, they said.</p></div>',
    "a teaser that is a link as a whole": '<a href="/b"><div><h4>Ferry sinks</h4><p>At least 9 people died in it, they said.</p></div></a>',
    "a list of such links": '<ul><li><a href="/b">Ferry sinks, 9 people died</a></li><li><a href="/c">9 people died</a></li></ul>',
}
# What trafilatura alone takes for text; if it learns better, that much here can go.
LEFT_IN = {
    *(
        "display: none",
        "the hidden attribute",
        "a template",
        "no opacity",
        "hardly a size",
        "far to the left",
        "clipped",
    ),
    *("no colour", "white on nothing", "a class of the page's style sheet", "a class for screen readers", "struck out"),
    *("deleted", "with a word before it"),
}


@pytest.mark.parametrize("inner", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_sees_is_no_text(inner: str) -> None:
    """Nor is what is struck out, or what leads to another article."""
    assert between(page(inner)) in {"", "so"}


@pytest.mark.parametrize("name", sorted(LEFT_IN))
def test_trafilatura_alone_reads_some_of_it(name: str) -> None:
    """So it is taken out before."""
    assert "9 people died" in (extract(page(HIDDEN[name]).decode(), favor_precision=True) or "")


SHOWN = {
    "shown by a later rule": ('<style>.x{display:none} .x.open{display:block}</style><p class="x open">9 died.</p>', "9 died."),
    "shown by the attribute": ('<style>.x{display:none}</style><p class="x" style="display:block">9 died.</p>', "9 died."),
    "hidden on paper": ("<style>@media print{p{display:none}}</style><p>9 died.</p>", "9 died."),
    "hidden on phones": ("<style>@media (max-width: 600px){p{display:none}}</style><p>9 died.</p>", "9 died."),
    "hidden where another class is": ("<style>.js p.x{display:none}</style><p class='x'>9 died.</p>", "9 died."),
    "hidden while it is touched": ("<style>p:hover{display:none}</style><p>9 died.</p>", "9 died."),
    "hidden below a width": ('<p class="hidden md:block">9 died.</p>', "9 died."),
    "white on black": ('<div style="background:#000"><p style="color:#fff">9 died.</p></div>', "9 died."),
    "what can be unfolded": ("<details><summary>Toll</summary><p>9 died.</p></details>", "Toll\n\n9 died."),
    "a quoted sentence that links to its source": ('<p>The ministry said: <a href="/b">“9 people died in the flood.”</a></p>', "The ministry said: “9 people died in the flood.”"),
    "a link in a sentence": ('<p>Nine, <a href="/b">the ministry said on Monday</a>, had died by then.</p>', "Nine, the ministry said on Monday, had died by then."),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "expected"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown_stays(inner: str, expected: str) -> None:
    """A rule that does not hold here hides nothing."""
    assert between(page(inner)) == expected


@pytest.mark.parametrize(
    "data",
    [
        PAGE.replace(b'<main id="content">', b'<main id="content" aria-hidden="true">').replace(
            b"12 partners", b"12 partners " * 40
        ),
        PAGE.replace(b'<body class="', b'<body style="visibility:hidden" class="'),
        page("<p>9 died.</p>").replace(b"<article>", b"<article style='display:none'>"),
    ],
    ids=["behind an open dialog", "until it is laid out", "until a script shows it"],
)
def test_a_page_that_is_hidden_as_a_whole_is_read(data: bytes) -> None:
    """It is seen once it is there: a saved page has the state of a moment."""
    text = read(data)
    assert PARAGRAPHS[0] in text or "9 died." in text
    assert "partners" not in text


NUMBERS = {
    "a footnote": ("<p>At least 12<sup>3</sup> died.</p>", "At least 12 died.", [12]),
    "a footnote at bold type": ("<p>At least <b>1,200</b><sup>3, 4</sup> died.</p>", "At least 1,200 died.", [1200]),
    "a power of ten": ("<p>It cost 10<sup>6</sup> euros.</p>", "It cost 10⁶ euros.", []),  # which proves nothing
    "a square": ("<p>It burnt 12 km<sup>2</sup>.</p>", "It burnt 12 km².", [12]),
    "a footnote's link": ('<p>At least 12<sup><a href="#n3">[3]</a></sup> died.</p>', "At least 12 died.", [12]),
    "a link that is raised by style": ('<p>At least 12<a href="#n3">3</a> died.</p>', "At least 12 died.", [12]),
    "lowered": ("<p>It leaked 12 tonnes of CO<sub>2</sub>.</p>", "It leaked 12 tonnes of CO₂.", [12]),
    "corrected": ("<p>At least <del>5</del><ins>7</ins> died.</p>", "At least 7 died.", [7]),
    "corrected within a number": ("<p>At least 1<s>2</s>3 died.</p>", "At least 1 3 died.", [1, 3]),
    "hidden within a number": ('<p>At least 1<b hidden>2</b>3 died.</p>', "At least 13 died.", [13]),
    "line breaks": ("<p>Dead: 12<br>30 hurt<br/>4 missing</p>", "Dead: 12\n30 hurt\n4 missing", [12, 30, 4]),
    "cells": ("<table><tr><td>Karari<td>43<td>120</tr><tr><td>Bahri<td>12<td>300</tr></table>", "Karari | 43 | 120\nBahri | 12 | 300", [43, 120, 12, 300]),
    "paragraphs in cells": ("<table><tr><td><p>Karari</p><td><p>43</p><td><p>120</p></tr></table>", "Karari | 43 | 120", [43, 120]),
    "an empty cell": ("<table><tr><td>Karari<td><td>43<td></tr><tr><td>Bahri<td>2<td>3<td></table>", "Karari | 43\nBahri | 2 | 3", [43, 2, 3]),
    "a list": ("<ul><li>43 dead</li><li>120 hurt</li></ul>", "43 dead\n120 hurt", [43, 120]),
    "terms": ("<dl><dt>Dead</dt><dd>43</dd><dt>Hurt</dt><dd>120</dd></dl>", "Dead\n43\nHurt\n120", [43, 120]),
    "a quotation": ("<p>He said: <q>12 died</q>.</p>", "He said: “12 died”.", [12]),
    "a number in pieces": ("<p>At least <span>1</span><b>,200</b> died.</p>", "At least 1,200 died.", [1200]),
    "a number that may be divided": ("<p>At least 1<wbr>200 died.</p>", "At least 1200 died.", [1200]),
    "a space that cannot break": ("<p>At least 36&nbsp;000 died.</p>", "At least 36 000 died.", [36000]),
    "raised by a style": ("<p>At least 43<span style='vertical-align:super;font-size:8px'>1</span> died.</p>", "At least 43 died.", [43]),
    "raised by the page's style sheet": ("<style>.x{vertical-align:.4em}</style><p>At least 43<span class=x>1</span> died.</p>", "At least 43 died.", [43]),
    "raised by being moved": ("<p>At least 43<small style='position:relative;top:-5px'>1</small> died.</p>", "At least 43 died.", [43]),
    "a footnote by its name": ("<p>At least 43<span class='footnote-ref'>1</span> died.</p>", "At least 43 died.", [43]),
    "a footnote on another page": ('<p>At least 43<a href="/notes#n1">1</a> died.</p>', "At least 43 died.", [43]),
    "a raised mark in a link": ('<p>At least 43<a href="#n1"><sup>1</sup></a> died.</p>', "At least 43 died.", [43]),
    "a fraction": ("<p>It rose 5<sup>1</sup>/<sub>2</sub> metres.</p>", "It rose 5 1/2 metres.", [5.5]),
    "a raised fraction": ("<p>It rose 5<sup>1/2</sup> metres.</p>", "It rose 5 1/2 metres.", [5.5]),
    "raised decimals": ("<p>It cost $1<sup>.5</sup>bn.</p>", "It cost $1.5bn.", [1_500_000_000]),
    "raised cents": ("<p>It cost $12<sup>50</sup>.</p>", "It cost $12⁵⁰.", [12]),  # which proves nothing, as above
    "a negative power": ("<p>It took 10<sup>-3</sup> seconds.</p>", "It took 10⁻³ seconds.", [10]),  # the same
    "counters side by side": ("<p>Dead and hurt: <span class=c>43</span> <span class=c>120</span></p>", "Dead and hurt: 43 | 120", [43, 120]),
    "counters that touch": ("<p>Dead and hurt: <b>43</b><b>120</b></p>", "Dead and hurt: 43 | 120", [43, 120]),
    "two marks side by side": ("<p>At least 43<sup>3</sup><sup>12</sup> died.</p>", "At least 43 died.", [43]),
    "two links to notes": ('<p>At least 43<a href="#a">3</a> <a href="#b">12</a> died.</p>', "At least 43 died.", [43]),
    "digits drawn one by one": ("<p>Dead: <span class=c>4</span><span class=c>3</span></p>", "Dead: 43", [43]),
    "lines as they were typed": ("<pre>Karari   43  120\nBahri\t2\t3</pre>", "Karari | 43 | 120\nBahri | 2 | 3", [43, 120, 2, 3]),
    "a day in a sentence": ("<p>The river broke its banks and <time datetime=2023-05-30>43 people</time> died in it.</p>", "The river broke its banks and 43 people died in it.", [43]),
    "marks that are drawn as nothing": ("<p>At least 1&#8203;2&shy;0 died.</p>", "At least 120 died.", [120]),
}  # fmt: skip


@pytest.mark.parametrize(("inner", "text", "values"), NUMBERS.values(), ids=NUMBERS)
def test_numbers_are_those_that_are_seen(inner: str, text: str, values: list[float]) -> None:
    """No two are joined and none is cut."""
    found = between(page(inner))
    assert found == text
    assert [number.low for number in read_numbers(found) if number.kind != "unread"] == values


@pytest.mark.parametrize(
    "text", ["It cost $12⁵⁰.", "It took 10⁻³ seconds.", "It cost 10⁶ euros.", "It rose 5¹⁄₂ metres."]
)
def test_a_number_with_a_raised_figure_proves_nothing(text: str) -> None:
    """It is another number than the figures on the line."""
    assert not any(stands_clear(text, number) for number in read_numbers(text) if number.kind != "unread")


@pytest.mark.parametrize(
    ("data", "told", "expected"),
    [
        ("café – 12".encode(), "iso-8859-1", "café – 12"),
        ("café – 12".encode("cp1252"), "utf-8", "café – 12"),
        ("café – 12".encode("cp1252"), "iso-8859-1", "café – 12"),
        (
            b"<meta charset='windows-1251'>" + "12 погибли".encode("cp1251"),
            None,
            "<meta charset='windows-1251'>12 погибли",
        ),
        (b"<meta charset='utf-8'>" + "12 погибли".encode("koi8-r"), "koi8-r", "<meta charset='utf-8'>12 погибли"),
        ("12 погибли".encode("utf-16"), "utf-8", "12 погибли"),
        (b"\xef\xbb\xbf12", "koi8-r", "12"),
        ("十二人死亡".encode("gb2312"), "gb2312", "十二人死亡"),
        ("12人".encode("iso-2022-jp"), "iso-2022-jp", "12人"),
        (
            "①12人死亡".encode("cp932"),
            "shift_jis",
            "①12人死亡",
        ),  # browsers read Shift JIS and EUC-KR with Windows' additions
        ("똠방 12".encode("cp949"), "euc-kr", "똠방 12"),
        ("€12 㐀".encode("gb18030"), "gbk", "€12 㐀"),
        ("12 é".encode("cp1252"), "iso-8859-9", "12 é"),
        ("12 é".encode("cp1252"), "\udcff", "12 é"),
        (b"12 \xff\xfe", "iso-2022-kr", "12 ÿþ"),  # the standard replaces it by U+FFFD: it hides scripts
        (b"12 +2AA- died", "utf-7", "12 +2AA- died"),
        (b"12 died", "zlib_codec", "12 died"),
        (b"12 died", "x" * 5000, "12 died"),
        ("é".encode() * 99 + b"\xff12", "latin-1", "é" * 99 + "\ufffd12"),
    ],
)
def test_a_page_is_decoded_as_what_it_is(data: bytes, told: str | None, expected: str) -> None:
    """Whatever the server and the page say; a bad byte in a page of UTF-8 is a bad byte."""
    assert decode(data, told) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (("", ""), "2023-05-30T16:20:00+02:00"),
        (("T16:20:00+02:00", ""), "2023-05-30"),
        (("2023-05-30T16", "0001-01-01T16"), "2023-05-30"),  # the address and the line below the headline have it too
    ],
)
def test_the_day_of_publication_is_the_pages_own(change: tuple[str, str], expected: str) -> None:
    """The first, not the last change; with its hour where that is told; and in a year of news."""
    (found,) = read_source(Source(BytesIO(PAGE.decode().replace(*change).encode()), "a", "a.html"))
    assert isinstance(found, RawArticle)
    published = found.fields["published"]
    assert published.isoformat() == expected  # type: ignore[attr-defined]  # a date


@pytest.mark.parametrize("first", ["published", "modified"])
def test_the_day_of_publication_is_not_that_of_the_last_change(first: str) -> None:
    """In whatever order the page tells them."""
    days = {"published": "2023-05-30", "modified": "2023-06-05"}
    told = [
        f"<meta property='article:{name}_time' content='{days[name]}'>"
        for name in sorted(days, key=lambda n: n != first)
    ]
    (found,) = read_source(Source(BytesIO(page("", "".join(told))), "a", "a.html"))
    assert isinstance(found, RawArticle)
    assert found.fields["published"] == date(2023, 5, 30)


def test_a_day_elsewhere_on_a_page_is_not_its_day() -> None:
    """The related articles have days, too."""
    (found,) = read_source(Source(BytesIO(page("<aside>See our report of 3 March 2019</aside>")), "a", "a.html"))
    assert isinstance(found, RawArticle)
    assert "published" not in found.fields


def test_what_a_page_says_of_itself_is_cut_to_a_line() -> None:
    """A title without an end is no reason to lose the article."""
    long = f"<meta property='og:title' content='{'9 died ' * 5000}'><meta property='og:site_name' content='A&#10;&#27;[2JB'>"
    (found,) = read_source(Source(BytesIO(page("", long)), "a", "a.html"))
    assert isinstance(found, RawArticle)
    assert len(str(found.fields["title"])) <= 2000
    assert found.fields["source"] == "A [2JB"


@pytest.mark.parametrize(
    "data",
    [
        b"<div>" * 100_000 + b"9 died",
        b"<p><a href=x>" * 5_000 + b"9 died",
        page("<p class='" + "related " * 100_000 + "'>9 died</p>"),
        page(f"<style>{'.a .b .c{display:none}' * 20_000}</style><p class='c'>9 died</p>"),
        page(f"<style>{'{' * 50_000}{'}' * 50_000}{'@media{' * 20_000}</style><p>9 died</p>"),
        page(f"<style>{'.c{display:block}' * 5_000}</style>" + "".join(f"<p class='c' id='i{n}'>9 died</p>" for n in range(5_000))),
        page("<p style='" + "a:b;" * 100_000 + "'>9 died</p>"),
        page("<p>" + " " * 1_000_000 + "9 died</p>"),
        page("<p>" + "&nbsp;<b> </b>" * 5_000 + "9 died</p>"),
        page("<p>" + "words <a href=x>9</a>" * 5_000 + "9 died</p>"),
        page("<script type='application/ld+json'>" + '{"a":[' * 50_000 + "</script><p>9 died</p>"),
        page("<table>" + "<tr><td>9<td>" * 5_000 + "</table>"),
        page("<!--" * 100_000 + "<p>9 died</p>"),
        page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">9 died</p>"),
        page("<p " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">9 died</p>"),
        page("<p>" + "<span class=a>9</span> died " * 29_000 + "</p>"),
        page("<p>" + "9<sup>1</sup> died " * 29_000 + "</p>"),
        page("<p>" + "<a></a>" * 20_000 + "<sup>1</sup> died</p>"),
        page("<p>words that go on for a while " + "<time>9</time> " * 29_000 + "</p>"),
        page("<pre>" + "9   12\n\n" * 50_000 + "</pre>"),
        page("<p>" + "&#x110000;&#0;&bogus;\0" * 10_000 + "9 died</p>"),
    ],
    ids=["deep", "open", "a class without end", "many rules", "braces", "many rules of many elements", "a long style", "spaces", "empty pieces", "links", "deep data",
         "open cells", "open comments", "attributes", "quoted attributes", "spans", "raised", "nothing before", "times", "lines", "no characters"],
)  # fmt: skip
def test_a_hostile_page_is_read_or_told_of(data: bytes) -> None:
    """In the time that a large page takes."""
    began = time.process_time()
    (found,) = read_source(Source(BytesIO(data), "a.html", "a.html"))
    assert isinstance(found, RawArticle | Failure)
    assert "got what cannot be read" not in getattr(found, "reason", "")
    assert time.process_time() - began < 30


def test_a_page_takes_no_more_memory_than_a_large_one() -> None:
    """Texts in pieces without number took a gigabyte for a page of 400 kB."""
    code = (
        "from io import BytesIO; from summarizer.inputs.sources import Source\n"
        "from summarizer.inputs.readers import read_source\n"
        "data = b'<article><h1>F</h1><p>' + b'43<sup>1</sup> died ' * 29_000 + b'</p></article>'\n"
        "list(read_source(Source(BytesIO(data), 'a.html', 'a.html')))\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )  # ru_maxrss would begin at that of the process that started this one
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert int(ran.stdout) < 300_000  # kilobytes, the libraries with them


@given(st.text(), st.text())
def test_a_style_is_read_or_told_of(name: str, value: str) -> None:
    """Whatever stands in it, as an attribute and as a sheet: the page is read, or it is said that its styles are not."""
    said = f"{name}:{value};display:none"
    root = document_fromstring("<body><p>9</p></body>")
    root.find(".//p").set("style", "".join(each for each in said if each.isprintable()))
    with suppress(ArticleError):
        remove_hidden(root)
        remove_hidden(document_fromstring(f"<style>p{{{said.replace('<', '')}}}</style><p>9</p>"))


TAGS = st.sampled_from("p div b span table tr td th li br ul h2 sup em".split())
TREES = st.recursive(
    st.sampled_from(["9", "12 ", " 30", "x", ""]),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=4)).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
    max_leaves=12,
)


@given(TREES)
def test_the_text_of_a_tree_has_all_its_letters_and_nothing_else(tree: str) -> None:
    """In order, with white space and bars between."""
    root = document_fromstring(f"<body>{tree}.</body>")
    text = render_text(root)
    assert "".join(text.replace("|", "").split()) == "".join(root.text_content().split())
    assert "  " not in text
    assert "\n\n\n" not in text


@given(st.binary(max_size=200), st.sampled_from([None, "utf-8", "koi8-r", "utf-16", "big5", "iso-2022-jp"]))
def test_any_bytes_are_decoded(data: bytes, told: str | None) -> None:
    """Never an error."""
    decode(data, told).encode("utf-8")
