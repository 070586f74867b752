"""docs/eval.md: its example is a gold standard, and its tables name every field and score."""

import re
from pathlib import Path

from summarizer.evaluation import read_gold
from summarizer.evaluation.gold_files import _ArticleLine, _EventLine, _FindingLine
from summarizer.records.evaluation import SCORES, Evaluation

from ..helpers.snippets import ROOT, blocks

TEXT = (ROOT / "docs/eval.md").read_text(encoding="utf-8")


def named(title: str) -> set[str]:
    """The names in the first column of the tables under a title, whatever its level."""
    section = re.split(r"^#+ ", TEXT.partition(f"# {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]
    cells = re.findall(r"^\| (`[^|]+) \|", section, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}


def test_the_example_is_a_gold_standard(tmp_path: Path) -> None:
    """Without a fault, and with each kind of line."""
    (block,) = [block for block in blocks(TEXT) if block.file == "gold.jsonl"]
    (tmp_path / "gold.jsonl").write_text(block.text, encoding="utf-8")
    gold, problems = read_gold(str(tmp_path / "gold.jsonl"))
    assert problems == []
    assert gold.articles
    assert gold.events
    assert gold.findings


def test_every_field_of_a_line_is_documented() -> None:
    """And no other."""
    assert named("The gold standard") == {
        *_ArticleLine.model_fields,
        *_EventLine.model_fields,
        *_FindingLine.model_fields,
    }


def test_every_score_is_documented() -> None:
    """And no other."""
    assert named("Scores") == set(SCORES)


def test_every_field_of_the_result_is_documented() -> None:
    """And no other."""
    assert named("JSON") == set(Evaluation.model_fields)
