"""Every rule of the checker, held to sentences: at least five that it decides, and five near ones that it does not."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from summarizer import ReportedFigure
from summarizer.consistency import Context, check_figures, explain_figures
from summarizer.language.quantities import read_numbers
from summarizer.records.incidents import RULES

ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "data/rules.jsonl").read_text(encoding="utf-8").splitlines()
]
IDS = [f"{row['rule']}{'' if row['positive'] else ' not'}: {' / '.join(row['sentences'].values())}" for row in ROWS]


def test_every_rule_has_sentences_for_and_against_it() -> None:
    """Five of each at least, and none for a rule that does not exist."""
    counts = Counter((row["rule"], row["positive"]) for row in ROWS)
    assert {rule for rule, _ in counts} == set(RULES)
    assert [rule for rule in RULES if min(counts[rule, True], counts[rule, False]) < 5] == []


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_the_rule_decides_these_sentences_and_not_those(row: dict[str, Any]) -> None:
    """Of any pair of the figures, or of a finding: the rule is named where it decides, and nowhere else."""
    figures = [ReportedFigure.model_validate(given) for given in row["figures"]]
    context = Context(
        {name: date.fromisoformat(day) for name, day in row.get("published", {}).items()},
        {},
        cores={name: frozenset(cores) for name, cores in row.get("cores", {}).items()},
    )
    decided = [
        *(pair.rule for pair in explain_figures(figures, context)),
        *(finding.rule for finding in check_figures(figures, context).findings),
    ]
    assert (row["rule"] in decided) is row["positive"], decided


@pytest.mark.parametrize("row", ROWS, ids=IDS)
def test_the_figures_are_those_of_the_sentences(row: dict[str, Any]) -> None:
    """Each quote stands in its article's sentence, and its number is read there."""
    for given in row["figures"]:
        assert given["quote"] in row["sentences"][given["article"]]
        read = read_numbers(given["quote"])
        told = {number.value for number in read} | {number.low for number in read}
        assert given.get("value", given.get("low")) in told or given.get("low") in told, read


def test_the_documents_list_every_rule() -> None:
    """In the table of rules, by its stable name."""
    text = (Path(__file__).parents[2] / "docs/findings.md").read_text(encoding="utf-8")
    table = text.split("## Rules")[1].split("## Severity")[0]
    assert [rule for rule in RULES if f"`{rule}`" not in table] == []
