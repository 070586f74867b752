"""Verdicts on the parts of a claim.

A part is `proved` where the words beside the number say it, `contradicted` where they say something else, and else
`unproved`: the reader's word.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from ...records.events import ClaimPart, Proof
from ...schemas import Figure

Verdict = Literal["proved", "unproved", "contradicted"]

_SHOWN: Final = 100  # characters of the article in a reason


class Part(NamedTuple):
    """The verdict on one part of a claim, and the article's words that decide."""

    verdict: Verdict
    words: str = ""


PROVED: Final = Part("proved")
UNPROVED: Final = Part("unproved")


def contradict(words: str) -> Part:
    """Make the verdict that the article's words say something else."""
    words = " ".join(words.split())
    return Part("contradicted", words if len(words) <= _SHOWN else f"{words[:_SHOWN].rsplit(' ', 1)[0]} …")


@dataclass(frozen=True)
class ClaimProof:
    """The verdicts on the parts of a claim."""

    parts: Mapping[ClaimPart, Part]

    @classmethod
    def of_words(cls, figure: Figure, says: Callable[[str], bool]) -> "ClaimProof":
        """Make the proof of a figure whose article's words mean nothing to the program: of another language.

        What is quoted beside the number is proved where it stands in the article; the rest is the model's word.
        """
        parts: dict[ClaimPart, Part] = dict.fromkeys(("measure", "of", "stance", "extent", "period"), UNPROVED)
        quoted: tuple[ClaimPart, ...] = ("attributed_to", "inclusion", "where", "as_of")
        for name in quoted:
            if words := getattr(figure, name):
                parts[name] = PROVED if says(words) else UNPROVED
        return cls(parts)

    @property
    def record(self) -> Proof:
        """The parts that are proved, and those that are not."""
        return Proof(proved=self._parts_of("proved"), unproved=self._parts_of("unproved"))

    def _parts_of(self, verdict: Verdict) -> tuple[ClaimPart, ...]:
        return tuple(name for name, part in self.parts.items() if part.verdict == verdict)

    @property
    def contradiction(self) -> str | None:
        """Why the article says something else, in one line; None if it does not."""
        against = ((name, part.words) for name, part in self.parts.items() if part.verdict == "contradicted")
        return next((_REASONS[name].format(words=words) for name, words in against), None)


_REASONS: Final[Mapping[ClaimPart, str]] = {
    "measure": "the article's words for what became of them are “{words}”: another measure",
    "of": "the article counts “{words}”",
    "attributed_to": "the article does not name “{words}”",
    "stance": "“{words}” in the article: the number is not asserted of this event",
    "extent": "“{words}” in the article: the number is not the whole count",
    "period": "“{words}” in the article: the number counts a span of time",
    "inclusion": "the article has no word of “{words}”",
    "where": "the article has no word of “{words}”",
    "as_of": "the article has no word of “{words}”",
}
