"""How long the evidence page of 2,000 incidents and 5,000 findings takes to open and to scroll, in Chromium.

Times are of the browser's main thread, in its own time: what else the machine does is not in them.
"""

import tempfile
import time
from pathlib import Path
from typing import Any, Final

from summarizer import Summary, check
from summarizer.records.article import Article, make_article
from summarizer.render import render

from .events import generate

RECORDS: Final = 9_600  # of which come 3,200 incidents and 5,000 findings
SEED: Final = 7
GOAL: Final = 2.0  # seconds to open
TIMES: Final = 3  # of which the best counts
SCREENS: Final = 60
_FILLER: Final = (
    "Officials said that more would be known in the course of the day. 🚨 Roads were closed for hours. " * 6
)


def generated(records: int = RECORDS) -> tuple[Summary, list[Article]]:
    """The summary of so many records, and the articles that their figures are quoted from."""
    made = enumerate(generate(records, SEED))
    told = [_with_text(record, nth, incident) for nth, (record, incident) in made]
    return check(record for record, _ in told), [read for _, read in told]


def _with_text(record: dict[str, Any], nth: int, incident: int) -> tuple[dict[str, Any], Article]:
    text, figures = f"{record['source']} report {nth}. {_FILLER}", []
    for figure in record["figures"]:
        quote = f"{figure['value']} {figure['of']} were {figure['measure']}"
        text += f"It was said that {quote} in the place. "
        start = len(text) - len(quote) - len(" in the place. ")
        figures.append({**figure, "quote": quote, "start": start, "end": start + len(quote)})
    read = make_article(text + _FILLER, source=record["source"], title=f"Report {nth} of the day")
    return {**record, "article": read.id, "incident": str(incident), "figures": figures}, read


def _bare(page: str) -> str:
    """The same data and style with no script: what the browser needs for the bytes alone."""
    return page[: page.rindex("<script>")] + " " * (len(page) - page.rindex("<script>"))


def main() -> None:
    """Print how long it takes."""
    from tests.helpers.browser import opened  # noqa: PLC0415  # it needs a Chromium

    started = time.perf_counter()
    summary, articles = generated()
    checked = time.perf_counter()
    page = render(summary, "html", articles=articles)
    made = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, opened() as browser:
        path = Path(folder) / "report.html"
        path.write_text(page, encoding="utf-8")
        bare = Path(folder) / "bare.html"
        bare.write_text(_bare(page), encoding="utf-8")
        nothing = min(browser.busy_opening(bare) for _ in range(TIMES))
        opening = min(browser.busy_opening(path) for _ in range(TIMES))
        scrolling = browser.busy_while(lambda: browser.scroll(SCREENS))
    print(f"{len(summary.incidents):,} incidents, {len(summary.findings):,} findings, {len(articles):,} articles")
    print(f"checked in {checked - started:.1f} s, a page of {len(page) / 1e6:.1f} MB in {made - checked:.1f} s")
    print(f"open: {opening:.2f} s (goal {GOAL:g}), {opening / nothing:.1f} times a bare page of as many bytes")
    print(f"{SCREENS} screens of scrolling: {scrolling:.2f} s")


if __name__ == "__main__":
    main()
