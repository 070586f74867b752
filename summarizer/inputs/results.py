"""Results of reading an input: texts with their fields, failures, and entries that are passed over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ..errors import ArticleError
from ..language.dates import in_calendar
from ..language.visible import one_line
from ..records.article import LONGEST_FIELD


class OtherKindError(ArticleError):
    """A file of another kind than its ending says: a table of numbers, XML that is no feed."""


@dataclass(frozen=True)
class RawArticle:
    """A text, and its source, title, day of publication and address where the input gives them.

    `notes` say which parts of the input were not read, and why.
    """

    where: str
    fields: Mapping[str, object]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """An article that cannot be read, with the reason."""

    where: str
    reason: str


PassedKind = Literal["output", "outside", "again", "nowhere"]


@dataclass(frozen=True)
class Passed:
    """An entry of an input that is no article: passed over on purpose, and counted.

    Some kinds are reported together, for there can be many: what summarizer wrote ("output"), and links: out of a
    folder, to files that are read anyway, to nowhere.
    """

    where: str
    note: str
    kind: PassedKind | None = None


Part = RawArticle | Failure | Passed


def clean_fields(text: str, **fields: object) -> dict[str, object]:
    """Collect a text with those fields that can be true; a page may say anything of itself.

    A field is one line of visible characters, cut where it is long; a day lies in a year of news. A title that stands
    over the text is removed from it.
    """
    kept: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, date):
            if in_calendar(value):
                kept[name] = value
        elif isinstance(value, str) and (line := one_line(value[: 2 * LONGEST_FIELD], LONGEST_FIELD - 1)):
            kept[name] = line
    first, _, rest = text.partition("\n\n")
    is_title = rest.strip() and " ".join(first.split()).casefold() == str(kept.get("title", "")).casefold()
    return {**kept, "text": rest.strip() if is_title else text}
