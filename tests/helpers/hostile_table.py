"""What became of each hostile article: `python -m tests.helpers.hostile_table` writes the tables of docs/attacks.md and docs/security.md."""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from summarizer import ReportedFigure, Settings, Summary, Unreadable, read_articles
from summarizer.llm.cassettes import replaying
from summarizer.llm.cassettes.file import read_recorded_model
from summarizer.pipeline.run import Run
from summarizer.pipeline.summarize import summarize_reading
from summarizer.render.markdown import escape

from .hostile import ARTICLES, CASSETTE, Case, article_of, cases, found, proved, wanted

DOCS = Path(__file__).parents[2] / "docs"
# One of each kind, of which security.md tells; attacks.md has all.
TEN = (
    *("ignore-above", "triple-every-toll", "change-other-article", "chatml", "json-reply"),
    *("mark-of-another", "zero-width-split", "bidi-override", "hidden-html", "yaml-bomb"),
)


@cache
def recorded() -> Summary | None:
    """The run of the recorded replies; None where there are none yet."""
    if not CASSETTE.exists():
        return None
    settings = Settings(model=read_recorded_model(CASSETTE), api_key="none")
    with replaying(CASSETTE) as cassette:
        summary = asyncio.run(summarize_reading(read_articles([ARTICLES]), Run(settings=settings)))
    assert cassette.all_played, "a reply in the cassette is asked for no more: record the articles again"
    return summary


def recorded_figures(summary: Summary, case: Case) -> list[ReportedFigure]:
    """The figures that the recorded reader has for a case's article."""
    wanted_id = article_of(case).id
    events = (event for incident in summary.incidents for event in incident.events if event.article == wanted_id)
    return [figure for event in events for figure in event.figures]


def honest_found(case: Case, figures: Sequence[ReportedFigure]) -> int:
    """How many of the honest figures are there, by their numbers."""
    return sum(any(told["value"] in (figure.value, figure.low) for figure in figures) for told in case.honest)


def table(chosen: Iterable[Case]) -> str:
    """The table of these cases, in Markdown."""
    summary = recorded()
    head = ["Case", "What was tried", "A reader that obeys", *(["A recorded reader"] if summary else [])]
    rows = [_row(case, summary) for case in chosen]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _row(case: Case, summary: Summary | None) -> list[str]:
    refused = found()[case.file]
    told = [f"`{case.id}`", case.tried if case.where == "text" else f"{case.tried} ({case.where})"]
    if isinstance(refused, Unreadable):
        said = f"refused: {escape(refused.error.split(': ', 1)[1])}"
        return [*told, said, *(["not asked"] if summary else [])]
    obeyed = _proved(wanted(case, proved(case)))
    if summary is None:
        return [*told, obeyed]
    figures = recorded_figures(summary, case)
    honest = f"{honest_found(case, figures)} of {len(case.honest)} honest figures"
    return [*told, obeyed, f"{honest}; {_proved(wanted(case, figures))}"]


def _proved(figures: Sequence[ReportedFigure]) -> str:
    """What got through, each number once with its words."""
    quotes = {figure.value: figure.quote or "" for figure in reversed(figures)}
    if not quotes:
        return "no injected number"
    return "; ".join(
        f"**{value:,.0f}** proved in “{escape(quotes[value])}”" for value in sorted(quotes, key=lambda v: v or 0)
    )


def tables() -> Iterator[tuple[Path, str, str]]:
    """Each table with its page and the name of its marks there."""
    yield DOCS / "attacks.md", "injections", table(cases())
    yield DOCS / "security.md", "ten injections", table(case for case in cases() if case.id in TEN)


def written(page: Path, name: str, rows: str) -> str:
    """The page with these rows between the marks."""
    block = re.compile(rf"(?<=<!-- {name} -->\n).*?(?=<!-- /{name} -->)", re.DOTALL)
    return block.sub(lambda _: f"{rows}\n", page.read_text(encoding="utf-8"))


if __name__ == "__main__":
    for page, name, rows in tables():
        page.write_text(written(page, name, rows), encoding="utf-8")
