"""Twenty paraphrased 25-word quotes in a 20,000-word article, beside LangExtract's aligner in the same run."""

import gc
import random
import time
from operator import itemgetter
from typing import Any

from langextract.core.data import Extraction
from langextract.resolver import WordAligner

from summarizer.grounding.figures import GroundedFigure, GroundedText
from summarizer.schemas import Figure
from tests.helpers.claim_scores import TABLES, judge, rows
from tests.helpers.paraphrases import Case, cases, long_article

WORDS, LENGTH, QUOTES = 20_000, 25, 20
CHANGED = 60
GOAL = 0.2  # seconds


def overlap(case: Case, start: int, end: int) -> float:
    """Intersection over union of a span and the true one."""
    inside = min(case.end, end) - max(case.start, start)
    return max(0, inside) / (max(case.end, end) - min(case.start, start))


def ours(text: str, quotes: list[Case]) -> tuple[float, list[tuple[int, int] | None]]:
    """Seconds from the bare text on, and the spans."""
    started = time.perf_counter()
    grounded = GroundedText(text)
    spans: list[tuple[int, int] | None] = []
    for case in quotes:
        figure = {"quote": case.quote, "measure": "killed", "of": "people", "value": case.value}
        proved = grounded.ground(Figure.model_validate(figure))
        spans.append((proved.start, proved.end) if isinstance(proved, GroundedFigure) else None)
    return time.perf_counter() - started, spans


def langextract(text: str, quotes: list[Case]) -> tuple[float, list[tuple[int, int] | None]]:
    """The same by LangExtract's aligner, with its default settings."""
    started = time.perf_counter()
    given = [[Extraction(extraction_class="figure", extraction_text=case.quote) for case in quotes]]
    make_aligner: Any = WordAligner  # its __init__ is untyped
    (aligned,) = make_aligner().align_extractions(given, text)
    spans = [
        (found.char_interval.start_pos or 0, found.char_interval.end_pos or 0) if found.char_interval else None
        for found in aligned
    ]
    return time.perf_counter() - started, spans


def good(quotes: list[Case], spans: list[tuple[int, int] | None]) -> int:
    """How many spans overlap the true one by half or more."""
    return sum(span is not None and overlap(case, *span) >= 0.5 for case, span in zip(quotes, spans, strict=True))


def main() -> None:
    """Print times (ours: the best of three), spans, and what each makes of changed numbers."""
    random_ = random.Random("bench")
    article = long_article(WORDS, random_)
    text, quotes = " ".join(article), cases(article, LENGTH, QUOTES, random_)
    warm_up = [Case("3 people died", 3, 0, 13)]
    gc.collect()
    gc.freeze()  # the peers' libraries hold millions of objects: neither side is to pay for walking them
    for name, align in (("ours", ours), ("LangExtract", langextract)):
        align("3 people died.", warm_up)
        seconds, spans = min((align(text, quotes) for _ in range(3 if align is ours else 1)), key=itemgetter(0))
        print(f"grounding, {name}: {QUOTES} quotes in {seconds:.2f} s, {good(quotes, spans)} of {QUOTES} spans right")
    print(f"  goal: ours under {GOAL} s")
    short = long_article(2_000, random_)
    changed = [
        Case(case.quote.replace(f"{case.value:.0f}", "1234"), 1234, case.start, case.end)
        for case in cases(short, LENGTH, CHANGED, random_)
    ]
    for name, align in (("ours", ours), ("LangExtract", langextract)):
        kept = sum(span is not None for span in align(" ".join(short), changed)[1])
        print(f"one number changed, {name}: keeps {kept} of {CHANGED} quotes")
    claims = [row for table in TABLES for row in rows(table)]
    for right in (True, False):
        wanted = [row for row in claims if row["right"] is right]
        proved = sum(judge(row)[0] == "proved" for row in wanted)
        kept = sum(judge(row)[0] != "refused" for row in wanted)
        placed = sum(langextract(row["text"], [Case(row["figure"]["quote"], 0, 0, 0)])[1] != [None] for row in wanted)
        print(
            f"{'right' if right else 'wrong'} claims: ours keeps {kept} of {len(wanted)}, {proved} as wholly proved; "
            f"LangExtract aligns {placed}"
        )


if __name__ == "__main__":
    main()
