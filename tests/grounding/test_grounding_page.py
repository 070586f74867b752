"""docs/grounding.md names every reason for which a figure is rejected, each with an example that has it."""

import ast
import json
import re
from pathlib import Path

import pytest

from summarizer import ground
from summarizer.schemas import Figure

ROOT = Path(__file__).parents[2]
SECTION = (ROOT / "docs/grounding.md").read_text(encoding="utf-8").partition("\n## Why a figure is rejected\n")[2]
ROWS = re.findall(r"^\| (.*?) \| (.*?) \| `(\{.*?\})` \|$", SECTION, re.MULTILINE)


def reasons_in_the_code() -> set[str]:
    """Each reason that grounding can give, "…" for what it fills in."""
    code = (
        ROOT / "summarizer" / name for name in ("grounding/agreement.py", "grounding/figures.py", "grounding/quotes.py")
    )
    tree = ast.parse("\n".join(file.read_text(encoding="utf-8") for file in code))
    found = set()
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name != "_describe"):
        for node in ast.walk(function):
            given = node.value if isinstance(node, ast.Return) else None
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "RejectedFigure":
                given = node.args[1]
            if isinstance(given, ast.JoinedStr):
                found.add("".join(str(p.value) if isinstance(p, ast.Constant) else "…" for p in given.values))
    return found


def test_the_page_has_every_reason_and_no_other() -> None:
    """A reason that is added is to be explained."""
    assert {reason for reason, _, _ in ROWS} == reasons_in_the_code()


@pytest.mark.parametrize(("reason", "text", "claim"), ROWS, ids=[row[0] for row in ROWS])
def test_each_example_is_rejected_for_its_reason(reason: str, text: str, claim: str) -> None:
    """The article's words and the claim of the row."""
    figure = Figure.model_validate({"measure": "killed", "of": "people", **json.loads(claim)})
    grounded, (rejected,) = ground(text, [figure])
    assert not grounded
    assert re.fullmatch(re.escape(reason).replace("…", ".+"), rejected.reason)
