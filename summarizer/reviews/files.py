"""Read reviews from the files that the evidence page exports: JSON, or CSV that a spreadsheet may have saved."""

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from ..errors import UsageError
from ..files.delimited import defuse
from ..files.text import read_text
from ..language.visible import one_line
from ..records.invalid_fields import describe_invalid
from ..records.reviews import Review

FORMAT: Final = "summarizer-reviews"
VERSION: Final = 1
COLUMNS: Final = tuple(Review.model_fields)
_NEEDED: Final = {"id", "subject", "decision"}
_DELIMITERS: Final = (",", ";", "\t")
_NUMBERS: Final = {"value", "upper"}
_LINK_DECISIONS: Final = ("same", "different")
_DECIDED: Final = ("decision", "kind", "stands", "value", "upper", "bound")
_DECIMAL_COMMA: Final = re.compile(r"^(-?\d+),(\d+)$")
_BEHIND_SEMICOLON: Final = re.compile(r"(;[\s\"]*)'")
_EXPECTED: Final = "reviews that the evidence page exported (.json or .csv)"


@dataclass(frozen=True)
class Decisions:
    """The last decision on each finding, figure and link; `overruled` pairs earlier with later ones of other reviewers.

    `withdrawn` are the ids of decisions on links that were taken back: a store forgets them.
    """

    reviews: tuple[Review, ...]
    overruled: tuple[tuple[Review, Review], ...]
    withdrawn: frozenset[str] = frozenset()


def read_reviews(paths: Iterable[Path]) -> tuple[Review, ...]:
    """Read the decisions of these files, one for each finding, figure and link; a later file overrules an earlier one.

    Args:
        paths: Files that the evidence page exported, `.json` or `.csv`.

    Returns:
        The decisions; those that were withdrawn are left out.

    Raises:
        UsageError: A file cannot be read, is no such export, or holds an incomplete decision.
    """
    return read_decisions(paths).reviews


def read_decisions(paths: Iterable[Path]) -> Decisions:
    """Read decisions as `read_reviews`, and those that a later one contradicts, unless the same reviewer made both."""
    decided: dict[tuple[str, str], Review] = {}
    overruled = []
    for path in paths:
        for where, entry in _entries(path):
            review = _parse_review(where, entry)
            earlier = decided.get((review.subject, review.id))
            if earlier and _contradict(earlier, review):
                overruled.append((earlier, review))
            decided[review.subject, review.id] = review
    standing = tuple(review for review in decided.values() if review.decision != "withdrawn")
    links = (review for review in decided.values() if review.subject == "link")
    withdrawn = frozenset(review.id for review in links if review.decision == "withdrawn")
    return Decisions(standing, tuple(overruled), withdrawn)


def _contradict(earlier: Review, later: Review) -> bool:
    """Whether two decisions differ, and are not known to be of one reviewer, who may change their mind."""
    same_reviewer = earlier.by is not None and earlier.by == later.by
    return not same_reviewer and any(getattr(earlier, name) != getattr(later, name) for name in _DECIDED)


def _entries(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return each entry of a file with its location, for messages."""
    text = read_text(str(path), _EXPECTED)
    if path.suffix.lower() == ".csv":
        return _rows(path, text)
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}: expected {_EXPECTED}, got no JSON: export it again") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT or not isinstance(content.get("reviews"), list):
        raise UsageError(f'{path}: expected {_EXPECTED}, got other JSON: it needs "format": "{FORMAT}" and "reviews"')
    if content.get("version") != VERSION:
        version = one_line(repr(content.get("version")), 40)
        raise UsageError(f"{path}: expected reviews of version {VERSION}, got {version}: export it again")
    return [(f"{path}: review {nth}", entry) for nth, entry in enumerate(content["reviews"], start=1)]


def _rows(path: Path, text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the rows of a CSV file without empty cells and without the apostrophes that defuse formulas."""
    try:
        head = text.partition("\n")[0]
        delimiter = max(_DELIMITERS, key=head.count)  # as a spreadsheet of another country saves it
        table = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
        if not set(table.fieldnames or ()) >= _NEEDED:
            needed = ", ".join(sorted(_NEEDED))
            raise UsageError(
                f"{path}: expected the columns {needed} and others, got {one_line(repr(table.fieldnames), 80)}"
            )
        return [
            (f"{path}: line {table.line_num}", _fields(row, decimal_comma=delimiter != ","))
            for row in table
            if any(isinstance(cell, str) and cell.strip() for cell in row.values())
        ]
    except csv.Error as error:
        raise UsageError(f"{path}: expected a CSV table, got: {error}: export it again") from error


def _fields(row: dict[str, Any], *, decimal_comma: bool) -> dict[str, str]:
    fields = {name: _bare(row[name]) for name in COLUMNS if row.get(name)}
    for name in _NUMBERS & fields.keys() if decimal_comma else ():
        fields[name] = _DECIMAL_COMMA.sub(r"\1.\2", fields[name])
    return fields


def _bare(cell: str) -> str:
    """Return the text of a cell without the apostrophes that keep it from being a formula."""
    behind = _BEHIND_SEMICOLON.sub(r"\1", cell)
    may_be = (behind.removeprefix("'"), cell.removeprefix("'"), behind)
    return next((bare for bare in may_be if defuse(bare) == cell), cell)


def _parse_review(where: str, entry: Any) -> Review:
    if isinstance(entry, dict) and any(isinstance(entry.get(name), bool) for name in _NUMBERS):
        raise UsageError(f"{where}: expected a number at value or upper, got true or false: mend it or take it out")
    try:
        review = Review.model_validate(entry)
        review.model_dump_json()  # half of a character, which no report could be written with
    except PydanticSerializationError as error:
        raise UsageError(f"{where}: expected Unicode text, got half of a character (\\ud800 to \\udfff)") from error
    except ValidationError as error:
        raise UsageError(f"{where}: {describe_invalid(error, 'a review')}") from error
    if lacking := _find_lacking(review):
        raise UsageError(f"{where}: expected {lacking}: mend it or take it out")
    return review


def _find_lacking(review: Review) -> str | None:
    """Return what an incomplete decision lacks; None if it is complete."""
    if not review.id.strip():
        return "the `id` of a finding, a figure or a link, got an empty one"
    if review.subject == "link":
        return _find_lacking_in_link(review)
    if review.decision in _LINK_DECISIONS:
        return f"a decision on a {review.subject}, got {review.decision}, which is one on a link"
    if review.decision != "corrected":
        return None
    if review.subject == "finding":
        return None if review.kind or review.stands else "a corrected finding with `kind` or `stands`, got neither"
    if review.value is None:
        return "a corrected figure with `value`, got none"
    if (review.bound == "between") != (review.upper is not None):
        return "`upper` with bound between, and with no other"
    if review.upper is not None and review.upper < review.value:
        return f"`upper` of {review.value:g} or more, got {review.upper:g}"
    return None


def _find_lacking_in_link(review: Review) -> str | None:
    if review.decision == "withdrawn":
        return None
    if review.decision not in _LINK_DECISIONS:
        return f"`same` or `different` as the decision on a link, got {review.decision}"
    return None if review.a and review.b else "a decision on a link with `a` and `b`, the keys of its reports"
