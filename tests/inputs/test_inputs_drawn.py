"""What a person reads of a page, and what is read: each way of drawing a number otherwise than it stands there."""

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from summarizer import read_numbers
from summarizer.grounding.confusables import stands_clear
from summarizer.inputs import Passed
from summarizer.inputs.html.css.media import holds_for_media, is_supported
from summarizer.inputs.readers import read_source
from summarizer.inputs.results import Failure, Part, RawArticle
from summarizer.inputs.sources import Source

from ..helpers.browser import CHROMIUM, DRIVER, MISSING, Browser, opened
from ..helpers.drawn_pages import SHOWN

BEFORE = "The river rose on Monday, and by the evening the whole of the old town was under water, officials said."
AFTER = "Rescuers went from house to house until the morning, and the bridge stayed closed, the mayor told reporters."


def page(sheet: str, inner: str) -> bytes:
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Flood</title><style>{sheet}</style></head><body><article>"
        f"<h1>Flood</h1><p>{BEFORE}</p><p>At least {inner} people died.</p><p>{AFTER}</p></article></body></html>"
    ).encode()


def parts(data: bytes) -> list[Part]:
    return list(read_source(Source(BytesIO(data), "a.html", "a.html")))


def sentence(data: bytes) -> str:
    """What is read between "At least" and "people died"."""
    found = parts(data)[0]
    assert isinstance(found, RawArticle), found
    text = " ".join(str(found.fields["text"]).split())
    cut = re.search(r"At least (.*) people died\.", text)
    assert cut, text
    assert text.endswith(AFTER)
    return cut[1]


@pytest.mark.parametrize("name", SHOWN)
def test_a_number_is_read_as_it_is_drawn(name: str) -> None:
    """One of which nobody can say how it is drawn proves none: never the number that nobody sees."""
    sheet, inner, seen = SHOWN[name]
    told = sentence(page(sheet, inner))
    if seen == "?":
        assert not [number for number in read_numbers(told) if stands_clear(told, number)], told
    else:
        assert told == seen


@pytest.mark.parametrize(
    ("sheet", "told", "notes"),
    [
        (".n:frobnicated{display:none}", "2", 1),
        ("@container style(--x:1){.n{display:none}}", "2", 1),
        (".n:not(:frobnicated){display:none}", "2", 1),
        ("@supports not (display:foo){.n{display:none}}", "2", 1),
        ("@supports not (unheard:of){.n{display:none}}", "2", 1),
        ("@supports not (display:grid){.n{display:none}}", "21", 0),
        (".n:frobnicated{display:inline}", "21", 0),
        (".x:frobnicated{display:none}", "21", 0),
        (".n{display:none} .n:frobnicated{display:inline}", "2", 0),
    ],
)
def test_of_a_selector_that_is_not_understood_what_hides_holds_and_is_told(sheet: str, told: str, notes: int) -> None:
    """It is taken without what is not known: what it hides is not read, and what it shows stays hidden."""
    data = page(sheet, '2<span class="n">1</span>')
    assert sentence(data) == told
    said = [part.note for part in parts(data) if isinstance(part, Passed)]
    assert said == ["styles not understood: what they may hide or move is not read"] * notes


def test_names_are_in_any_case_on_a_page_of_an_old_kind() -> None:
    """Browsers take classes so where a page says no standard, and not where it does."""
    old = page(".N{display:none}", '2<span class="n">1</span>')
    assert sentence(old) == "21"
    assert sentence(old.replace(b"<!doctype html>", b"")) == "2"


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True), ("screen", True), ("print", False), ("all", True), ("only screen and (min-width: 30em)", True),
        ("screen and (max-width: 600px)", False), ("print, screen", True), ("not all", False), ("not print", True),
        ("(400px <= width < 2000px)", True), ("(width < 400px)", False), ("not (min-width: 1px)", False),
        ("(orientation: portrait)", False), ("(prefers-color-scheme: dark)", False), ("(hover)", True),
        ("(max-width: 1px) or (min-width: 1px)", True), ("(monochrome)", False), ("(unheard-of)", False),
        ("((min-width: 1px) and (not (max-width: 1px)))", True), ("tv", False), ("(min-resolution: 2dppx)", False),
    ],
)  # fmt: skip
def test_a_window_of_1280_pixels_is_what_media_are_asked_of(query: str, holds: bool) -> None:
    """In light colours, with a mouse."""
    assert holds_for_media(query) is holds


@pytest.mark.parametrize(
    ("condition", "supported"),
    [
        ("(display: grid)", True),
        ("not (display: grid)", False),
        ("not (display:foo)", None),
        ("not selector(:has(a))", None),
        ("not (position: sticky)", False),
        ("not (-moz-appearance: none)", True),
        ("(-moz-appearance: none)", False),
        ("selector(:has(a))", True),
    ],
)
def test_browsers_support_what_is_no_other_makers(condition: str, supported: bool | None) -> None:
    """Whatever it is; what is asked for with "not" they may know or not, but for the usual."""
    assert is_supported(condition) is supported


MANY = "".join(f"<p class='a b{n % 50}'>{n} <b>died</b></p>" for n in range(10_000))
HOSTILE = {
    "rules and elements": ("".join(f".b{n % 50}{{display:block}}" for n in range(100_000)), MANY),
    "rules of every element": ("*{color:red}" * 3_000, MANY),
    "siblings": ("i ~ p ~ p{color:red}" * 20, MANY),
    "siblings by type": ("p:nth-of-type(3n){color:red}" * 20, MANY),
    "has": ("*:has(* ~ * ~ *):has(* ~ *){color:red}" * 20, MANY),
    "descendants": ("div " * 40 + "p{color:red}", "<div>" * 200 + "<p>9</p>" * 500),
    "nested in themselves": ("p{ & & &{" * 12 + "color:red" + "}}" * 12, ""),
    "nested lists": ("a,b,p,i{ " * 45 + "color:red" + "}" * 45, ""),
    "nested too deep": ("p{" * 5_000, ""),
    "variables that double": (
        "p{--a0:x;" + "".join(f"--a{n + 1}:var(--a{n}) var(--a{n});" for n in range(40)) + "color:var(--a40)}",
        "",
    ),
    "a selector without end": (":not(.a)" * 3_000 + "{color:red}", ""),
    "brackets": (":not(" * 5_000 + "{color:red}", ""),
    "a large sheet": (".q{color:red}" * 400_000, ""),
    "declarations": ("p{" + "color:red;" * 20_000 + "}", MANY),
    "a number without end": ("p{opacity:" + "1" * 5_000 + "}", ""),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_styles_without_end_are_told_of(name: str) -> None:
    """In one line, after some seconds: the page is not read as if it had no styles."""
    sheet, inner = HOSTILE[name]
    began = time.process_time()
    (found,) = parts(page(sheet, f"12</p>{inner}<p>"))
    assert isinstance(found, Failure)
    assert re.search(r"expected .*, got .*: save (?:its|the page's) text alone", found.reason)
    assert "\n" not in found.reason
    assert time.process_time() - began < 60  # a guard against a hang; it takes some seconds


@pytest.mark.parametrize(
    "style",
    [
        *("--a:var(--b);--b:var(--a);color:var(--a)", "font:" + "a(" * 20 + "1 " * 5_000 + ")" * 20, "background:a((x"),
        *("clip-path:polygon(0 0,)", "clip-path:polygon(,)", "clip-path:inset(.%)", "clip-path:xywh(. .. 9 9)"),
        *("transform:rotate(1.2.3deg)", "transform:rotate(1e999deg)", "transform:rotate3d(0,1,0,..rad)"),
        *("color:color-mix(in srgb,red .%,blue)", "color:color-mix(in srgb,red,blue 1.2.3%)", "zoom:..", "opacity:."),
        *("width:1e999px", "margin-left:calc(1px / 0 * 1e999)", "transform:scale(1e999)"),
    ],
)
def test_styles_that_say_nothing_hide_nothing(style: str) -> None:
    """Browsers pass them over."""
    assert sentence(page("", f'2<span style="{style}">1</span>')) == "21"


# Drawn in other letters, or on more than a line: looked at by eye, once.
BY_EYE = {
    *("not hidden: white on black", "shown: white below black", "shown: sized below what has no size"),
    *(
        "a label from bottom to top",
        "lines of their own",
        "letters from top to bottom",
        "ruby",
        "flex, column reversed",
    ),
    *(
        "a gauge",
        "a progress bar",
        "an ornament",
        "formula",
        "formula of parts",
        "formula with its source",
        "formula, power",
        "formula, fraction",
    ),
    *("formula, phantom", "hidden: margin", "blocks side by side"),
}
_SHEET = "body{margin:20px}#drawn{font:32px/1.5 monospace;white-space:nowrap;width:900px}#drawn b{font-weight:inherit}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with opened() as browser:
        browser.room(1280, 800)
        yield browser


def ink(browser: Browser, folder: Path, sheet: str, inner: str) -> Image.Image:
    """What is black of a page, without the white between the letters."""
    html = f"<style>{sheet}</style><style>{_SHEET} h1,.before{{visibility:hidden}}</style>"
    body = f"<article><h1>F</h1><p class=before>x</p><p id=drawn>{inner}</p></article>"
    path = folder / "drawn.html"
    path.write_text(f"<!doctype html><html><head><meta charset=utf-8>{html}</head><body>{body}</body></html>", "utf-8")
    browser.open(path)
    browser.shot(folder / "drawn.png")
    drawn = Image.open(folder / "drawn.png").convert("L").point(lambda light: 255 * (light < 160))
    columns = [x for x, black in enumerate(drawn.getprojection()[0]) if black]
    packed = Image.new("L", (max(len(columns), 1), drawn.height))
    for at, x in enumerate(columns):
        packed.paste(drawn.crop((x, 0, x + 1, drawn.height)), (at, 0))
    return packed.crop(packed.getbbox() or (0, 0, 1, 1))


def is_alike(one: Image.Image, other: Image.Image) -> bool:
    """Whether two drawings are of the same letters, which may lie a part of a pixel apart."""
    if abs(one.width - other.width) > 3 or abs(one.height - other.height) > 1:
        return False
    size = (min(one.width, other.width), min(one.height, other.height))
    a, b = (each.crop((0, 0, *size)).tobytes() for each in (one, other))
    return sum(x != y for x, y in zip(a, b, strict=True)) < 0.3 * sum(map(bool, b))


@pytest.mark.slow
@pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)
def test_the_table_says_what_chromium_draws(chromium: Browser, tmp_path: Path) -> None:
    """A page and its expected text, set plainly, leave the same ink; what cannot be read leaves other."""
    plain = {seen: ink(chromium, tmp_path, "", seen) for _, _, seen in SHOWN.values() if seen != "?"}
    assert not is_alike(plain["12"], plain["21"])
    wrong = [
        name
        for name, (sheet, inner, seen) in SHOWN.items()
        if seen != "?" and name not in BY_EYE and not is_alike(ink(chromium, tmp_path, sheet, inner), plain[seen])
    ]
    assert wrong == []
