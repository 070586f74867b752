"""Incidents told in several languages, read by a recorded model: what is flagged between their reports, what is not.

The reports and the pairs of numbers in each `expected.json` were written by a large language model; another one that was
sent exactly our prompts read each report (`cassettes/languages.yaml`, mistakes included).
"""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from summarizer import Settings, Summary, read_articles
from summarizer.llm.cassettes import replaying
from summarizer.pipeline.run import Run
from summarizer.pipeline.summarize import summarize_reading
from summarizer.records.events import ReportedFigure

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "tests" / "data" / "languages" / "incidents"
FLAGGED: Final = ("conflict", "dispute", "revision")
# Pairs that are not flagged, and why.
MISSED: Final = {
    "02_irapuato_explosion:1": "12 is within “at least 7”: the ranges meet",
    "03_tubas_clash:2": "casualties and wounded are two measures",
    "06_zarzis_boat:1": "migrants may be part of the dead: told as one that may conflict",
    "07_bingol_quake:2": "“nearly 150” is within “more than 60”: the ranges meet",
    "08_ufa_protest:2": "that participants and protesters are the same is not certain",
    "12_bhiwandi_collapse:1": "compensation in two wordings is not known to be one thing",
    "12_bhiwandi_collapse:2": "sums are compared under one wording alone",
    "13_drones_oleksandriia:1": "shot down and hit are two measures",
    "13_drones_oleksandriia:2": "that no soldiers are among the victims is read as no figure",
    "17_bus_apurimac:1": "19 is within “at least 13”: the ranges meet",
    "17_bus_apurimac:2": "the later report gives the earlier count too, and the revision is told from it alone",
    "21_market_bomb_jowhar:2": "one bomb and two bombs are read under two measures",
    "22_factory_fire_gimhae:1": "workers may be part of the dead, and the later report tells the revision alone",
    "22_factory_fire_gimhae:2": "a worker may be part of the people: told as one that may conflict",
    "24_prison_riot_caceres:2": "nobody escaped and five escaped are of no measure",
}

pytestmark = pytest.mark.block_network


def pairs() -> Iterator[Any]:
    """Every pair of numbers, by its incident and its place there."""
    for folder in sorted(FOLDER.iterdir()):
        expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
        for nth, pair in enumerate(expected["pairs"], 1):
            name = f"{folder.name}:{nth}"
            missed = [pytest.mark.xfail(strict=True, reason=MISSED[name])] if name in MISSED else []
            yield pytest.param(folder, pair, id=f"{name}: {pair['verdict']}", marks=missed)


@pytest.fixture(scope="module")
def summary() -> Summary:
    """All incidents in one run."""
    reading = read_articles(sorted(FOLDER.glob("*/*.md")))
    with replaying(ROOT / "cassettes" / "languages.yaml") as cassette:
        found = asyncio.run(summarize_reading(reading, Run(settings=Settings(model="offline-llm", api_key="none"))))
    assert cassette.all_played
    return found


def test_every_report_is_read_in_its_language(summary: Summary) -> None:
    """Fifty reports in nineteen languages."""
    assert [article.error for article in summary.articles if article.status != "ok"] == []
    told = {Path(article.path or "").suffixes[0][1:]: article.language for article in summary.articles}
    assert all(language == said for said, language in told.items()), told
    assert len(summary.articles) == 50


def figures(summary: Summary, folder: Path, side: dict[str, str]) -> list[ReportedFigure]:
    """The figures of a report whose quotes share the words of an expected one."""
    articles = {
        article.id
        for article in summary.articles
        if article.path and folder.name in article.path and Path(article.path).name.startswith(f"{side['report']}.")
    }
    every = [figure for i in summary.incidents for event in i.events for figure in event.figures]
    return [f for f in every if f.article in articles and f.quote and _overlap(f.quote, side["quote"])]


def _overlap(ours: str, theirs: str) -> bool:
    return ours in theirs or theirs in ours


@pytest.mark.parametrize(("folder", "pair"), list(pairs()))
def test_what_differs_between_languages_is_flagged_and_nothing_else(
    summary: Summary, folder: Path, pair: dict[str, Any]
) -> None:
    """A conflict, a dispute or a revision holds both numbers; numbers that agree or count other things are in none."""
    ours, theirs = figures(summary, folder, pair["a"]), figures(summary, folder, pair["b"])
    flagged = [
        finding
        for finding in summary.findings
        if finding.kind in FLAGGED
        and any(figure in finding.figures for figure in ours)
        and any(figure in finding.figures for figure in theirs)
    ]
    assert bool(flagged) == (pair["verdict"] in FLAGGED), (ours, theirs)
