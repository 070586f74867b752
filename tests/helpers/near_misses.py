"""The table of docs/near-misses.md: `python -m tests.helpers.near_misses` writes it from tests/data/near_misses.toml."""

import re
import tomllib
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
PAGE = _ROOT / "docs/near-misses.md"
ROWS: list[dict[str, Any]] = tomllib.loads((_ROOT / "tests/data/near_misses.toml").read_text(encoding="utf-8"))["row"]

_BETWEEN = re.compile(r"(?<=<!-- near misses -->\n).*?(?=<!-- /near misses -->)", re.DOTALL)


def table() -> str:
    """The table in Markdown: each account, what is found of it, and by which rule."""
    lines = ["| Looks like a conflict | What it is | Its neighbour | What that is |", "|---|---|---|---|"]
    for row in ROWS:
        near, true = row["near"], row["true"]
        lines.append(
            f"| {_told(near)} | {_found(near, row['why'])} | {_told(true)} | {_found(true)} |",
        )
    return "\n".join(lines) + "\n"


def shown() -> str:
    """The table as the page has it now."""
    found = _BETWEEN.search(PAGE.read_text(encoding="utf-8"))
    return found[0] if found else ""


def _told(account: dict[str, Any]) -> str:
    return "<br>".join(_article(told) for told in account["told"])


def _article(told: dict[str, Any]) -> str:
    when = f", {told['published'].day} {told['published']:%B}" if "published" in told else ""
    return f"*{told['source']}{when}:* {told['text']}"


def _found(account: dict[str, Any], why: str | None = None) -> str:
    found = "not flagged" if account["found"] == "nothing" else f"**{account['found']}**"
    besides = "".join(f", beside one {kind}" for kind in account.get("besides", []))
    rule = f" (`{account['rule']}`)" if account["rule"] else ""
    return f"{found}{rule}{besides}{f': {why}' if why else ''}"


if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_BETWEEN.sub(lambda _: table(), text, count=1), encoding="utf-8")
