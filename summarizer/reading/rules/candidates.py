"""Event candidates, as they are put together from the sentences that tell of them, and the events made of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import get_args

from ...language.dates import days_back
from ...language.lexicon import table
from ...language.places import cities
from ...language.quantities import read_numbers
from ...schemas import Actor, CodedEvent, Event, Figure, Place
from ...schemas.base import Named
from ...syntax.tokenizer import Sentence
from .time_expressions import TimeExpression
from .toponyms import is_site
from .totals import CandidateFigure, Totals, settle_totals
from .triggers import event_class, type_label

_HEADLINE = 12  # words, as the codebook has it
ATTACKS = frozenset(("RemoteViolence", "Battle", "ViolenceAgainstCivilians"))
_CROWDS = frozenset(("Protest", "Riot"))
# No storm launches anything, and no attack has a magnitude: such a reading is of something else.
_OF_WEAPONS = frozenset(("launched", "intercepted", "hit"))
_OF_HAZARDS = frozenset(("magnitude", "affected"))


@dataclass
class Candidate:
    """An event in the making.

    `type` is None as long as only words that fit several types were met, `weak` if one of these is its trigger.
    `sentence` is its first, in which its trigger ends at `trigger_end`; `when` it happened, `spoken` when somebody told
    of it, `later` what a sentence further on says of its day. `background` says that its sentence is about something
    else. `persons` are figures of one person each, told of without a numeral, `named` the
    people by name.
    """

    type: str | None
    sentence: Sentence
    trigger_end: int = -1
    place: Place = field(default_factory=Place)
    when: TimeExpression | None = None
    spoken: TimeExpression | None = None
    later: TimeExpression | None = None
    background: bool = False
    weak: bool = False
    actors: tuple[Actor, ...] = ()
    figures: list[CandidateFigure] = field(default_factory=list)
    persons: list[CandidateFigure] = field(default_factory=list)
    named: dict[str, Named] = field(default_factory=dict)

    def add_named(self, named: Named) -> None:
        """Add somebody by name; who was named before without an age, gets one."""
        known = self.named.get(named.name)
        if known is None or known.age is None:
            self.named[named.name] = named if known is None else known.model_copy(update={"age": named.age})

    def add_all_named(self, other: "Candidate") -> None:
        """Add everybody whom another candidate names."""
        for named in other.named.values():
            self.add_named(named)

    def take_figures(self, other: "Candidate") -> None:
        """Take the figures of another candidate, which is told of in passing, and is no event of the article's."""
        self.figures += other.figures
        other.figures, other.background = [], True

    @property
    def family(self) -> str | None:
        """Its `type_family`; None where it may be of any type."""
        if self.type is None:
            return "attack" if self.weak else None
        return type_family(self.type)

    def complete_place(self, place: Place) -> None:
        """Complete the levels of its place that are not known yet."""
        theirs = place.model_dump(exclude_none=True)
        ours = self.place.model_dump(exclude_none=True)
        self.place = Place(**(theirs | ours))


def type_family(kind: str) -> str:
    """Return the group of types that a reporter may take for each other: attacks, crowds, else the type alone."""
    name = event_class(kind).__name__
    return "attack" if name in ATTACKS else "crowd" if name in _CROWDS else kind


def build_event(candidate: Candidate, classes: Mapping[str, type[Event]]) -> Event | None:
    """Build the event; None if it has neither a figure nor a trigger with a place, or no class takes it."""
    kind = candidate.type or _choose_type(candidate)
    event = classes.get(kind)
    if not (candidate.figures or is_newsworthy(candidate)) or event is None or _requires_more(event):
        return None
    when = candidate.when or candidate.later
    time = when or candidate.spoken
    if when and when.day is None and when.words.lower() in days_back() and candidate.spoken:
        time = candidate.spoken  # "last night", said on Sunday
    return event.model_validate(
        {
            "type": kind,
            "headline": _make_headline(candidate, kind),
            "place": _split_place(candidate.place).model_dump(),
            "when": time.words if time else None,
            "start": when.day if when else None,  # not the day on which somebody spoke of it
            "actors": [actor.model_dump() for actor in candidate.actors],
            "named": [named.model_dump() for named in candidate.named.values()],
            "figures": _build_figures(candidate, event),
        }
    )


def is_newsworthy(candidate: Candidate) -> bool:
    """Return whether an event is news without a figure: its trigger is sure, and it has a place."""
    return not candidate.background and is_news(candidate) and _is_narrow(candidate.place)


def _split_place(place: Place) -> Place:
    """Fill the part of a place that its name is: a town that is listed, a site or a district by its last word."""
    name = place.name or ""
    if not name:
        return place.model_copy(update={"name": place.site})
    if place.town:
        return place.model_copy(update={"site": place.site or name}) if is_site(place) else place
    words = table("places")["district_kinds"]
    if is_site(place):
        return place.model_copy(update={"site": name})
    if name.casefold().endswith(tuple(f" {word}" for word in words)):
        return place.model_copy(update={"district": name})
    return place.model_copy(update={"town": name}) if name in cities() else place


def _requires_more(event: type[Event]) -> bool:
    """Return whether a user's class requires a field that no rule reads."""
    return any(field.is_required() and name not in Event.model_fields for name, field in event.model_fields.items())


def is_background(candidate: Candidate) -> bool:
    """Return whether all that is counted of an event is set apart as another's than the article's."""
    counts = [item.figure for item in candidate.figures]
    return bool(counts) and not candidate.persons and all(figure.stance == "other_event" for figure in counts)


def is_news(candidate: Candidate) -> bool:
    """Return whether a bare mention of its type is news: an attack or a disaster, no arrest and no deal."""
    return candidate.type is not None and is_news_type(candidate.type)


def is_news_type(kind: str) -> bool:
    """Return whether a type is one of attacks or disasters."""
    name = event_class(kind).__name__
    return name in ATTACKS or name.endswith("Disaster")


def _is_narrow(place: Place) -> bool:
    return bool(place.name or place.region or place.site)


def _choose_type(candidate: Candidate) -> str:
    """Choose a type by the figures, where no trigger tells it."""
    measures = {item.figure.measure for item in candidate.figures}
    words = " ".join(item.figure.of.lower() for item in candidate.figures)
    if measures & {"launched", "intercepted"}:
        return "air_drone_strike" if "drone" in words or "aerial" in words else "shelling_artillery_missile"
    quotes = {word for item in candidate.figures for word in item.figure.quote.lower().split()}
    if "participants" in measures and quotes & {"aboard", "board", *table("nouns")["craft"]}:
        return "transport_accident"
    for measure, kind in (("magnitude", "earthquake"), ("participants", "peaceful_protest"), ("abducted", "abduction")):
        if measure in measures:
            return kind
    weak: str = table("events")["weak_type"]
    return weak if candidate.weak else "arrests" if measures == {"detained"} else "miscellaneous_accident"


def _make_headline(candidate: Candidate, kind: str) -> str:
    """Return the first clause of the trigger's sentence, if no number is in it; else the type and the place."""
    sentence = candidate.sentence
    text = " ".join(sentence.text[sentence.body - sentence.start :].split())
    clause = text.split(", ", maxsplit=1)[0].rstrip(".!?,;:")
    within = sentence.body <= candidate.trigger_end <= sentence.body + len(clause)
    whole = within and 4 <= len(clause.split()) <= _HEADLINE
    if whole and not clause.startswith(("“", '"')) and not any(n.kind != "designator" for n in read_numbers(clause)):
        return clause
    place = candidate.place.name or candidate.place.region or candidate.place.country
    return f"{type_label(kind)} in {place}" if place else type_label(kind)


def _build_figures(candidate: Candidate, event: type[Event]) -> list[dict[str, object]]:
    items = settle_totals(candidate.figures)
    totals = Totals(items)
    figures = []
    for item in items:
        fields = item.figure.model_dump()
        fields["extent"] = "part" if totals.include(item) else item.figure.extent
        fields["measure"] = item.figure.measure if _can_measure(event, item.figure.measure) else "other"
        figures.append(fields)
    return figures


def tell_apart(candidate: Candidate) -> list[CandidateFigure]:
    """Return the persons of a candidate whom no numeral counts, each once.

    Two of one measure are one person unless their words tell them apart: then each is a part of those that there are.
    """
    counted = {item.figure.measure for item in candidate.figures}
    by_measure: dict[str, list[CandidateFigure]] = {}
    for item in candidate.persons:
        kept = by_measure.setdefault(item.figure.measure, [])
        beside = item.figure.measure in counted and item.figure.extent == "total"
        if not beside and all(_differ(item.figure, other.figure) for other in kept):
            kept.append(item)
    return [_make_part(item) if len(kept) > 1 else item for kept in by_measure.values() for item in kept]


def _make_part(item: CandidateFigure) -> CandidateFigure:
    """Make one of several persons a part of those that there are, if nothing says how many."""
    if item.figure.extent != "total":
        return item
    return replace(item, figure=item.figure.model_copy(update={"extent": "part"}))


def _differ(one: Figure, other: Figure) -> bool:
    """Return whether two persons' words cannot be of one: other ages, a man and a girl, "another"."""
    if any(figure.quote.casefold().startswith(tuple(table("nouns")["more_numbers"])) for figure in (one, other)):
        return True
    ages = [
        next((number.value for number in read_numbers(figure.quote) if number.kind == "age"), None)
        for figure in (one, other)
    ]
    if None not in ages:
        return ages[0] != ages[1]
    genders = [
        {name for name, nouns in table("persons")["genders"].items() if set(figure.of.lower().split()) & set(nouns)}
        for figure in (one, other)
    ]
    return all(genders) and not genders[0] & genders[1]


def _literal_values(annotation: object) -> Iterator[str]:
    """Yield the values of a Literal, or of a union of several; none where any text is taken."""
    for value in get_args(annotation):
        yield from [value] if isinstance(value, str) else _literal_values(value)


def _can_measure(event: type[Event], measure: str) -> bool:
    """Return whether a figure of an event class can have a measure; without a Literal, it can have any."""
    figure = get_args(event.model_fields["figures"].annotation)[0]
    measures = frozenset(_literal_values(figure.model_fields["measure"].annotation))
    if not issubclass(event, CodedEvent):
        return not measures or measure in measures
    return measure in measures and measure not in (_OF_WEAPONS if event.__name__.endswith("Disaster") else _OF_HAZARDS)
