"""Measurements of a sentence: each number with its measure, what it counts, and the words that say so."""

import re
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from typing import NamedTuple

from ..language.lexicon import table, word_set
from ..language.nouns import nouns_of, singular
from ..language.quantities import Number
from ..schemas import Extent
from .distributions import goes_on, goes_on_by_events
from .measure_cues import (
    Cue,
    choose_measure,
    counts_injuries,
    find_governor,
    find_own_measure,
    find_predicates,
    find_split_verb,
    find_toll,
)
from .noun_phrases import NounPhrase, countable_kinds, find_noun_phrase
from .participles import add_main_predicate, add_participle, find_of_part, is_participle, is_suffered
from .partitives import (
    explains_group,
    is_beside_person,
    is_excepted,
    is_joint,
    is_narrowed,
    is_of_those,
    is_some,
    is_whole,
    singles_out,
)
from .speakers import speak
from .tokenizer import Sentence
from .verbless_cues import find_aboard, find_fallen, find_gathering, find_lost_land

_listed = partial(word_set, "nouns")
_UNITS = (None, "%", "share")  # any other unit makes a measurement, which counts nothing of an event
_LIMITS = 3  # words from "from" or "to" to the number: "to at least 15"
_OLD_LEAD = 4  # words before an old count


@dataclass(frozen=True)
class Measurement:
    """One number with its measure. `at` is its word, `first` to `last` (exclusive) the words that prove it.

    `noun` is None for a reference, to be resolved to what was counted before; `narrowed` says that the words single out
    some of those hurt ("in hospital", "seriously"), `among` that they point back ("of them"), `more` that it comes on
    top of another count, `beside` of somebody who is named with it. `extent` is None where it follows from these.
    """

    number: Number
    at: int
    measure: str
    noun: str | None
    kind: str | None
    first: int
    last: int
    way: str
    part: bool = False
    more: bool = False
    beside: bool = False
    narrowed: bool = False
    among: bool = False
    extent: Extent | None = None


class Measured(NamedTuple):
    """The measurements of a sentence, and the words that are numbers without one, against which no word speaks."""

    measurements: list[Measurement]
    open: frozenset[int]


def find_measurements(sentence: Sentence) -> list[Measurement]:
    """Find every number of the sentence that the words around it give a measure, in order."""
    return measure_sentence(sentence).measurements


def measure_sentence(sentence: Sentence) -> Measured:
    """Find every number of the sentence that the words around it give a measure, and those that they leave open."""
    if _is_imperative(sentence):
        return Measured([], frozenset())
    nouns = {at: find_noun_phrase(sentence.words, sentence.lowers, at) for at in _find_counts(sentence)}
    nouns = {at: noun for at, noun in nouns.items() if not _counts_others(sentence, at, noun)}
    measured: dict[int, list[Measurement]] = {}
    doubtful: set[int] = set()
    for at, noun in nouns.items():
        chosen = _choose_cues(sentence, at, noun)
        if is_excepted(sentence.lowers, at):
            doubtful.add(at)
            chosen = [replace(cue, doubtful=True) for cue in chosen]
        elif at and sentence.lowers[at - 1] in _listed("finding"):
            chosen = [replace(cue, doubtful=cue.doubtful or cue.measure == "missing") for cue in chosen]
        if any(cue.doubtful for cue in chosen):
            doubtful.add(at)
        measured[at] = [_make_measurement(sentence, at, noun, cue) for cue in chosen if not cue.doubtful]
    _share_measures(sentence, nouns, measured, doubtful)
    _follow_changes(sentence, nouns, measured)
    unclear = doubtful | {at for at in measured if measured[at]}
    return Measured(
        [measurement for at in sorted(measured) for measurement in measured[at]], frozenset(measured) - unclear
    )


def _counts_others(sentence: Sentence, at: int, noun: NounPhrase) -> bool:
    """Return whether a number counts those who speak, or more people than were hurt here.

    "Six were among twenty people hurt that day."
    """
    lowers = sentence.lowers
    if lowers[max(at - 2, 0) : at] == ["were", "among"] or speak(sentence, at, noun):
        return True
    return _counts_shots(sentence, at, noun)


def _counts_shots(sentence: Sentence, at: int, noun: NounPhrase) -> bool:
    """Return whether a number counts shots, and nobody who was hit: "one shot", "shot multiple times"."""
    lowers, number = sentence.lowers, sentence.words[at].number
    if noun.reference:
        return number is not None and number.value == 1 and lowers[at + 1 : at + 2] == table("nouns")["shots"][:1]
    return singular(lowers[noun.last - 1]) in _listed("shots")


def _is_imperative(sentence: Sentence) -> bool:
    lowers = sentence.lowers
    return (
        bool(lowers) and lowers[0] in _listed("imperatives") and (len(lowers) < 2 or lowers[1] not in ("-", "of", ","))
    )


def _find_counts(sentence: Sentence) -> list[int]:
    """Find the words that are numbers and can count something, none of a larger phrase's ("of the eight")."""
    places: list[int] = []
    for at, word in enumerate(sentence.words):
        if word.number is None or not word.counts or word.text.lower() == "nothing":
            continue
        if word.number.unit not in _UNITS and word.number.kind != "money" and not _counts_land(sentence, at):
            continue
        if _listed("multiples") & set(word.text.lower().split()) or counts_injuries(sentence.lowers, at):
            continue  # "twice that number"
        inner = places and " ".join(sentence.lowers[places[-1] + 1 : at]) in _listed("wholes")
        if not inner or _has_own_measure(sentence, at):
            places.append(at)
    return places


def _counts_land(sentence: Sentence, at: int) -> bool:
    number = sentence.words[at].number
    return number is not None and number.unit in _listed("land_units")


def _has_own_measure(sentence: Sentence, at: int) -> bool:
    """Return whether a larger count has a measure of its own: "72 of 105 drones launched", "two of five wounded"."""
    lowers = sentence.lowers
    noun = find_noun_phrase(sentence.words, lowers, at)
    if find_own_measure(lowers, noun):
        return True
    cue = next(find_predicates(lowers, noun), None)
    return cue is not None and (is_participle(lowers, noun, cue) or is_suffered(lowers, cue))


def _is_bare_participle(lowers: list[str], noun: NounPhrase, cue: Cue) -> bool:
    """Return whether a participle only tells more of its noun: "drones launched by Russia"."""
    return cue.first == noun.end and lowers[cue.last : cue.last + 1] == ["by"]


def _choose_cues(sentence: Sentence, at: int, noun: NounPhrase) -> list[Cue]:
    """Choose the cue that decides; two where a relative clause tells of one thing and the sentence of another."""
    lowers = sentence.lowers
    if strength := _find_magnitude(lowers, at, noun):
        return [strength]
    if _counts_land(sentence, at):
        return [land] if (land := find_lost_land(lowers, at)) else []
    following = list(find_predicates(lowers, noun))
    # "Twelve demonstrators were arrested" counts arrests: who they are yields to what became of them.
    split = find_split_verb(lowers, at, noun)
    verb = split or find_governor(lowers, at, noun)
    own = find_own_measure(lowers, noun)
    whole = next((cue for cue in following if cue.way == "relative"), own or next(iter(following), None))
    of_some = noun.part or (noun.among and noun.reference)
    if of_some and (cue := find_of_part(sentence, at, noun, verb, whole)):
        return [cue]
    yields = own is not None and own.measure == "cases" and bool(following) and following[0].measure == "killed"
    if own and not yields and not (own.measure == "participants" and (following or verb)):
        return [own]
    if split or (verb and verb.measure == "killed" and following and following[0].way == "relative"):
        return [verb] if verb else []  # "the death of a boy who was shot"
    if (
        following
        and following[0].way in ("after", "relative")
        and not (verb and _is_bare_participle(lowers, noun, following[0]))
    ):
        cues = _keep_one_per_measure(following)
        if is_whole(lowers, at):
            return cues[:1]
        return add_participle(lowers, at, noun, verb, cues[0]) if verb else add_main_predicate(sentence, at, noun, cues)
    nearest = verb or next(iter(following), None)
    nearest = nearest or find_gathering(lowers, noun) or find_aboard(lowers, noun) or find_fallen(lowers, noun)
    if nearest:
        return [nearest]
    total = find_toll(sentence.words, lowers, at)
    return [total] if total and (noun.reference or choose_measure([total.measure], noun)) else []


def _keep_one_per_measure(cues: list[Cue]) -> list[Cue]:
    return list({cue.measure: cue for cue in reversed(cues)}.values())[::-1]


def _find_magnitude(lowers: list[str], at: int, noun: NounPhrase) -> Cue | None:
    """Find the strength of an earthquake: the word stands on either side of the number."""
    if "magnitude" in lowers[at + 1 : at + 3]:
        return Cue("magnitude", at + 1, lowers.index("magnitude", at) + 1, "after")
    back = at - 2 if at > 1 and lowers[at - 1] in _listed("before_strength") else at - 1
    if back >= 0 and lowers[back] == "magnitude":
        return Cue("magnitude", back, at, "before")
    return Cue("magnitude", at, at, "before") if noun.reference and "richter" in lowers[at : at + 5] else None


def _make_measurement(sentence: Sentence, at: int, noun: NounPhrase, cue: Cue) -> Measurement:
    words, lowers = sentence.words, sentence.lowers
    number = words[at].number
    assert number is not None  # noqa: S101  # `_numbers` gives only these
    said = None
    if cue.measure == "magnitude":
        shaken = _listed("hazards") - _listed("strength")
        said = next((word.text for word in words if word.lower in shaken), "magnitude")
        noun = replace(noun, end=at + 1, last=at + 1, kind="hazards")
    elif cue.measure == "hectares":
        said, noun = "land", replace(noun, end=at + 1, last=at + 1)
    elif cue.way == "toll" and noun.reference:
        said = _choose_toll_noun(sentence, cue)
    elif noun.kind == "money":
        said = " ".join(word.text for word in words[cue.first : cue.last] if word.lower not in _listed("money_idle"))
    elif not noun.reference and (
        cue.measure == "cases" or " ".join(lowers[noun.first : noun.last]) not in _listed("of_people")
    ):
        said = " ".join(
            sentence.text[words[noun.first].start - sentence.start : words[noun.last - 1].end - sentence.start].split()
        )
    last = max(at + 1, cue.last, at + 1 if noun.reference and cue.first < at else noun.last)
    return Measurement(
        number=number,
        at=at,
        measure=cue.measure,
        noun=said,
        kind=noun.kind,
        first=min(at, cue.first),
        last=last,
        way=cue.way,
        part=noun.part or number.unit == "share" or is_of_those(noun, cue, lowers) or is_some(lowers, at),
        more=noun.more or number.text.lower().startswith(tuple(table("nouns")["more_numbers"])),
        beside=is_beside_person(words, at, noun),
        among=noun.among,
        narrowed=cue.measure == "wounded" and is_narrowed(lowers, at, cue),
    )


def _choose_toll_noun(sentence: Sentence, cue: Cue) -> str:
    """Return what a toll counts: "number of people killed" counts people, a death toll the dead."""
    words = [word.text.lower() for word in sentence.words[cue.first : cue.last]]
    people = [word for word in words if word in nouns_of("people") and word != "death"]
    if "people" not in countable_kinds(cue.measure):
        people = [word for word in words if singular(word) in nouns_of("things")]
        others = sentence.lowers[cue.last : cue.last + 3]
        if people and others[:2] == ["and", "other"]:
            people = [" ".join((*people, *others))]
    if people or cue.measure in ("cost", "cases"):
        return people[0] if people else words[-1]
    return "dead" if cue.measure == "killed" else "people"


def _share_measures(
    sentence: Sentence, nouns: dict[int, NounPhrase], measured: dict[int, list[Measurement]], doubtful: set[int]
) -> None:
    """Give a number without a cue the measure of the one it is joined to: "four cars and five vans were burned"."""
    places = sorted(nouns)
    for here, there in reversed(list(pairwise(places))):
        joined = sentence.lowers[nouns[here].end : there]
        if not measured[here] and here not in doubtful and is_joint(joined):
            givers = [measurement for measurement in measured[there] if measurement.way in ("after", "far")]
            measured[here] = [_inherit_measure(sentence, here, nouns[here], giver) for giver in givers]
    for there, here in pairwise(places):
        if measured[here] or here in doubtful or not measured[there]:
            continue
        giver = measured[there][-1]
        if nouns[here].reference and goes_on(sentence, max(nouns[there].end, giver.last), here):
            part = singles_out(sentence.lowers[nouns[there].end : here])
            shared = _inherit_measure(sentence, here, nouns[here], giver)
            measured[here] = [replace(shared, noun=giver.noun, part=part)]
            continue
        if nouns[here].reference and goes_on_by_events(sentence, giver.last, here):
            measured[there] = [replace(each, part=True) for each in measured[there]]
            measured[here] = [replace(_inherit_measure(sentence, here, nouns[here], giver), noun=giver.noun, part=True)]
            continue
        joined = sentence.lowers[max(nouns[there].end, giver.last if giver.way != "toll" else 0) : here]
        if explains_group(sentence.lowers, nouns[there], nouns[here], here):
            measured[here] = [_inherit_measure(sentence, here, nouns[here], giver)]
            continue
        among = singles_out(joined)
        if among or (is_joint(joined) and giver.way in ("before", "noun")):
            shared = _inherit_measure(sentence, here, nouns[here], giver)
            measured[here] = [replace(shared, part=shared.part or among)]
    for at in places:
        measured[at] = [measurement for measurement in measured[at] if measurement.measure]
    _read_old_counts(sentence, nouns, measured, doubtful)


def _read_old_counts(
    sentence: Sentence, nouns: dict[int, NounPhrase], measured: dict[int, list[Measurement]], doubtful: set[int]
) -> None:
    """Give an old count the measure of the new one before it: "rose to 23, up from nine"."""
    for new, old in pairwise(sorted(nouns)):
        lead = _find_old_lead(sentence.lowers, old)
        if lead is None:
            continue
        if measured[old] or old in doubtful or not measured[new]:
            measured[old] = [replace(each, first=min(each.first, lead)) for each in measured[old]]
            continue
        given = measured[new][-1]
        count = _inherit_measure(sentence, old, nouns[old], given)
        if count.measure:
            first = given.first if given.way == "toll" else lead
            measured[old] = [replace(count, first=first, last=old + 1, noun=given.noun, kind=given.kind)]


def _find_old_lead(lowers: list[str], at: int) -> int | None:
    """Find the first of the words that make a number the old count: "up from 9"."""
    for length in range(1, _OLD_LEAD + 1):
        if at >= length and _old_lead().fullmatch(" ".join(lowers[at - length : at])):
            return at - length
    return None


@cache
def _old_lead() -> re.Pattern[str]:
    change = table("stages")["change"]
    return re.compile(rf"{'|'.join(change['since'])}")


def _follow_changes(sentence: Sentence, nouns: dict[int, NounPhrase], measured: dict[int, list[Measurement]]) -> None:
    """Give a count that another became the measure of that one: "rose from 12 to at least 15", "15, up from 12"."""
    change = table("stages")["change"]
    for old, new in pairwise(sorted(nouns)):
        between = sentence.lowers[nouns[old].end : new]
        leads = set(sentence.lowers[max(0, old - _LIMITS) : old]) & set(change["old"])
        if not (measured[old] and leads and between[:1] == ["to"] and len(between) <= _LIMITS):
            continue
        if not measured[new]:
            measured[new] = [_inherit_measure(sentence, new, nouns[new], measured[old][-1])]
            measured[new] = [measurement for measurement in measured[new] if measurement.measure]
        measured[new] = [replace(each, first=min(each.first, old - 1)) for each in measured[new]]
        measured[old] = [
            replace(each, first=min(each.first, old - 1), last=max(each.last, new)) for each in measured[old]
        ]


def _inherit_measure(sentence: Sentence, at: int, noun: NounPhrase, giver: Measurement) -> Measurement:
    """Return a measurement with the measure of another, if its noun can have it; else one with no measure."""
    fitting = noun.reference or noun.kind is None or noun.kind in countable_kinds(giver.measure)
    cue = Cue(giver.measure if fitting else "", giver.first, giver.last, giver.way)
    if not fitting:
        return replace(giver, measure="")
    measurement = _make_measurement(sentence, at, noun, cue)
    return replace(measurement, first=min(giver.first, at), last=max(giver.last, measurement.last))
