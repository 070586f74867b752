"""Events as they are put together from the sentences that tell of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import get_args

from ...language.lexicon import table
from ...language.quantities import read_numbers
from ...schemas import Actor, Event, Figure, Place
from .time_expressions import Moment
from .tokenizer import Sentence
from .triggers import event_class, name_of

_HEADLINE = 12  # words, as the codebook has it
ATTACKS = frozenset(("RemoteViolence", "Battle", "ViolenceAgainstCivilians"))
_CROWDS = frozenset(("Protest", "Riot"))


@dataclass(frozen=True)
class DraftFigure:
    """A figure with what the other figures of its event must know of it to tell a part from a total."""

    figure: Figure
    sentence: int
    reference: bool
    among: bool
    narrowed: bool


@dataclass
class Draft:
    """An event in the making. `type` is None as long as only words that fit several types were met."""

    type: str | None
    sentence: Sentence
    at: int = -1  # where its trigger ends
    place: Place = field(default_factory=Place)
    when: Moment | None = None
    told: Moment | None = None
    background: bool = False
    weak: bool = False
    actors: tuple[Actor, ...] = ()
    figures: list[DraftFigure] = field(default_factory=list)

    @property
    def family(self) -> str | None:
        """Attacks are taken for each other, crowds for each other; anything else only for itself."""
        if self.type is None:
            return "attack" if self.weak else None
        return family_of(self.type)

    def fill(self, place: Place) -> None:
        """Take what the place adds to what is known."""
        known = self.place
        self.place = Place(
            name=known.name or place.name, region=known.region or place.region, country=known.country or place.country
        )


def family_of(kind: str) -> str:
    """The group of types that a reporter may take for each other."""
    name = event_class(kind).__name__
    return "attack" if name in ATTACKS else "crowd" if name in _CROWDS else kind


def finished(draft: Draft, classes: Mapping[str, type[Event]]) -> Event | None:
    """The event of a draft; None if it has neither a figure nor a trigger with a place, or no class takes it."""
    kind = draft.type or _kind_by_figures(draft)
    worth = draft.figures or (draft.type and not draft.background and _tells(kind) and _narrow(draft.place))
    event = classes.get(kind)
    if not worth or event is None or _asks_for_more(event):
        return None
    moment = draft.when or draft.told
    return event.model_validate(
        {
            "type": kind,
            "headline": _headline(draft, kind),
            "place": draft.place.model_dump(),
            "when": moment.words if moment else None,
            "start": draft.when.day if draft.when else None,  # not the day on which somebody spoke of it
            "actors": [actor.model_dump() for actor in draft.actors],
            "figures": _figures(draft, event),
        }
    )


def _asks_for_more(event: type[Event]) -> bool:
    """Whether a user's class requires a field that no rule reads."""
    return any(field.is_required() and name not in Event.model_fields for name, field in event.model_fields.items())


def _tells(kind: str) -> bool:
    """Whether a bare mention of the type is news: an attack or a disaster, no arrest and no deal."""
    name = event_class(kind).__name__
    return name in ATTACKS or name.endswith("Disaster")


def _narrow(place: Place) -> bool:
    return bool(place.name or place.region)


def _kind_by_figures(draft: Draft) -> str:
    """The type that the figures speak for where no trigger did."""
    measures = {item.figure.measure for item in draft.figures}
    words = " ".join(item.figure.of.lower() for item in draft.figures)
    if measures & {"launched", "intercepted"}:
        return "air_drone_strike" if "drone" in words or "aerial" in words else "shelling_artillery_missile"
    for measure, kind in (("magnitude", "earthquake"), ("participants", "peaceful_protest"), ("abducted", "abduction")):
        if measure in measures:
            return kind
    weak: str = table("events")["weak_type"]
    return weak if draft.weak else "arrests" if measures == {"detained"} else "miscellaneous_accident"


def _headline(draft: Draft, kind: str) -> str:
    """The first words of the trigger's sentence, if no number is in them; else the type and the place."""
    sentence = draft.sentence
    text = " ".join(sentence.text[sentence.body - sentence.start :].split())
    clause = text.split(", ", maxsplit=1)[0].rstrip(".!?,;:")
    whole = 4 <= len(clause.split()) <= _HEADLINE and sentence.body <= draft.at <= sentence.body + len(clause)
    if whole and not clause.startswith(("“", '"')) and not any(n.kind != "designator" for n in read_numbers(clause)):
        return clause
    place = draft.place.name or draft.place.region or draft.place.country
    return f"{name_of(kind)} in {place}" if place else name_of(kind)


def _figures(draft: Draft, event: type[Event]) -> list[dict[str, object]]:
    measures = _measures(event)
    others = _Others(draft.figures)
    made = []
    for item in draft.figures:
        fields = item.figure.model_dump()
        fields["extent"] = "part" if others.hold(item) else item.figure.extent
        fields["measure"] = item.figure.measure if not measures or item.figure.measure in measures else "other"
        made.append(fields)
    return made


def _flat(annotation: object) -> Iterator[str]:
    """The values of a Literal, or of a union of several; none where any text is taken."""
    for value in get_args(annotation):
        yield from [value] if isinstance(value, str) else _flat(value)


def _measures(event: type[Event]) -> frozenset[str]:
    figure = get_args(event.model_fields["figures"].annotation)[0]
    return frozenset(_flat(figure.model_fields["measure"].annotation))


class _Others:
    """The figures of an event, ready to tell which of them are parts of others."""

    def __init__(self, items: list[DraftFigure]) -> None:
        self._largest: dict[str, float] = {}
        self._nouns: dict[str, float] = {}
        self._siblings: dict[tuple[int, str], set[float | None]] = {}
        self._among: set[tuple[int, str]] = set()
        for item in items:
            figure, value = item.figure, item.figure.value or 0.0
            self._largest[figure.measure] = max(value, self._largest.get(figure.measure, 0.0))
            noun = figure.of.lower().rsplit(" ", 1)[-1]
            self._nouns[noun] = max(value, self._nouns.get(noun, 0.0))
            if item.reference:
                key = (item.sentence, figure.measure)
                self._siblings.setdefault(key, set()).add(figure.value)
                if item.among:
                    self._among.add(key)

    def hold(self, item: DraftFigure) -> bool:
        """Whether a larger count holds this one: some of the wounded, three after "five of them", one of the drones."""
        ours = item.figure
        if ours.extent != "total":
            return ours.extent == "part"
        if item.narrowed and ours.value == 0:
            return True
        if (item.narrowed or item.among) and self._largest[ours.measure] > (ours.value or 0):
            return True
        key = (item.sentence, ours.measure)
        if item.reference and ours.as_of is None and key in self._among and len(self._siblings[key]) > 1:
            return True
        return ours.value == 1 and self._nouns.get(ours.of.lower().rsplit(" ", 1)[-1] + "s", 0.0) > 1
