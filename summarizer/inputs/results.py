"""What is found in an input: texts with what is known of them, what cannot be read, what is passed over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import BinaryIO, Literal

from ..errors import ArticleError
from ..language.dates import in_calendar
from ..language.visible import one_line
from ..records.article import LONGEST_FIELD


class OtherKindError(ArticleError):
    """A file that has the ending of articles and is something else: a table of numbers, XML that is no feed."""


@dataclass(frozen=True)
class Found:
    """A text, and its source, title, day of publication and address where the input gives them.

    `notes` say what of it was not read, and why.
    """

    where: str
    fields: Mapping[str, object]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """Something that was to be an article and cannot be read, with the reason."""

    where: str
    reason: str


PassedKind = Literal["output", "outside", "again", "nowhere"]


@dataclass(frozen=True)
class Passed:
    """What an input holds besides articles: passed over on purpose, and counted.

    Of some kinds there can be many, which are told together: what summarizer wrote ("output"), and links: those that
    lead out of a folder, those to what is read anyway, those that lead nowhere.
    """

    where: str
    note: str
    kind: PassedKind | None = None


@dataclass(frozen=True)
class Page:
    """What came from an address: `url` is where it was found at last."""

    url: str
    type: str
    charset: str | None
    data: bytes


Fetch = Callable[[str], Page]  # raises ArticleError

Part = Found | Problem | Passed


@dataclass(frozen=True)
class Source:
    """An open input. `where` is what messages and articles call it; `name` has the ending that tells its kind.

    `url` and `charset` are known of what came over HTTP; `captured` is when an archive was given it. `packed` says in
    what it lies: "zip", "gzip". Of what is `among` others, in a folder or a zip, nobody said that it holds articles.
    """

    stream: BinaryIO
    where: str
    name: str
    url: str | None = None
    charset: str | None = None
    captured: datetime | None = None
    packed: tuple[str, ...] = field(default=())
    among: bool = False

    def inside(self, stream: BinaryIO, kind: str, name: str, where: str | None = None) -> "Source":
        """What is packed in this source."""
        return replace(self, stream=stream, name=name, where=where or self.where, packed=(*self.packed, kind))


def known(text: str, **fields: object) -> dict[str, object]:
    """A text with the fields that can be had of it: what a page says of itself is left out where it cannot be true.

    A field is one line of what is visible, cut where it is long; a day lies in a year of news. A title that stands
    over the text is no part of it.
    """
    kept: dict[str, object] = {}
    for name, value in fields.items():
        if isinstance(value, date):
            if in_calendar(value):
                kept[name] = value
        elif isinstance(value, str) and (line := one_line(value[: 2 * LONGEST_FIELD], LONGEST_FIELD - 1)):
            kept[name] = line
    first, _, rest = text.partition("\n\n")
    over = rest.strip() and " ".join(first.split()).casefold() == str(kept.get("title", "")).casefold()
    return {**kept, "text": rest.strip() if over else text}
