"""The measure of each number in a sentence, what it counts, and the words that say so."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from ...language.lexicon import table, word_set
from ...language.nouns import nouns_of
from ...language.quantities import Number
from .measure_cues import Cue, after, before, fits, gathered, itself, toll
from .noun_phrases import Counted, counted, kinds_of
from .tokenizer import Sentence

_listed = partial(word_set, "nouns")
_UNITS = (None, "%", "share")  # any other unit makes a measurement, which counts nothing of an event
_APART = 12  # words between a count and ", including three children"


@dataclass(frozen=True)
class Reading:
    """One number with its measure. `at` is its word, `first` to `last` (exclusive) the words that prove it.

    `noun` is None for a reference, which the reader resolves to what was counted before; `narrowed`
    says that the words single out some of those hurt ("in hospital", "seriously"), `among` that they
    point back ("of them").
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
    narrowed: bool = False
    among: bool = False


def readings(sentence: Sentence) -> list[Reading]:
    """Every number of the sentence that the words around it give a measure, in order."""
    if _speaks_to_the_reader(sentence):
        return []
    nouns = {at: counted(sentence.words, sentence.lowers, at) for at in _numbers(sentence)}
    nouns = {at: noun for at, noun in nouns.items() if not _speak(sentence.lowers, noun)}
    found: dict[int, list[Reading]] = {}
    doubtful: set[int] = set()
    for at, noun in nouns.items():
        chosen = _cues(sentence, at, noun)
        if any(cue.doubtful for cue in chosen):
            doubtful.add(at)
        found[at] = [_reading(sentence, at, noun, cue) for cue in chosen if not cue.doubtful]
    _share(sentence, nouns, found, doubtful)
    return [reading for at in sorted(found) for reading in found[at]]


def _speak(lowers: list[str], noun: Counted) -> bool:
    """Whether those who are counted say something: "two security sources said"."""
    return noun.first < noun.last and lowers[noun.end : noun.end + 1] in (["said"], ["say"], ["told"])


def _speaks_to_the_reader(sentence: Sentence) -> bool:
    lowers = sentence.lowers
    return (
        bool(lowers) and lowers[0] in _listed("imperatives") and (len(lowers) < 2 or lowers[1] not in ("-", "of", ","))
    )


def _numbers(sentence: Sentence) -> list[int]:
    """The words that are numbers and can count something, none of a larger phrase's ("of the eight")."""
    places: list[int] = []
    for at, word in enumerate(sentence.words):
        if word.number is None or not word.counts or word.text.lower() == "nothing":
            continue
        if word.number.unit not in _UNITS and word.number.kind != "money":
            continue
        inner = places and " ".join(sentence.lowers[places[-1] + 1 : at]) in _listed("wholes")
        if not inner or _says_more(sentence, at):
            places.append(at)
    return places


def _says_more(sentence: Sentence, at: int) -> bool:
    """Whether a larger count has a measure of its own: "72 of 105 drones launched by Russia"."""
    noun = counted(sentence.words, sentence.lowers, at)
    found = next(after(sentence.lowers, noun), None)
    return found is not None and _bare(sentence.lowers, noun, found)


def _bare(lowers: list[str], noun: Counted, cue: Cue) -> bool:
    """Whether a participle only tells more of its noun: "drones launched by Russia"."""
    return cue.first == noun.end and lowers[cue.last : cue.last + 1] == ["by"]


def _cues(sentence: Sentence, at: int, noun: Counted) -> list[Cue]:
    """The cue that decides; two where a relative clause tells of one thing and the sentence of another."""
    lowers = sentence.lowers
    if strength := _magnitude(lowers, at, noun):
        return [strength]
    following = list(after(lowers, noun))
    # "Twelve demonstrators were arrested" counts arrests: who they are yields to what became of them.
    verb = before(lowers, at, noun)
    if (own := itself(lowers, noun)) and not (own.measure == "participants" and (following or verb)):
        return [own]
    if following and following[0].way in ("after", "relative") and not (verb and _bare(lowers, noun, following[0])):
        return _distinct(following)
    if verb:
        return [verb]
    if following:
        return following[:1]
    if crowd := gathered(lowers, noun):
        return [crowd]
    total = toll(sentence.words, lowers, at)
    return [total] if total and (noun.reference or fits([total.measure], noun)) else []


def _distinct(found: list[Cue]) -> list[Cue]:
    return list({cue.measure: cue for cue in reversed(found)}.values())[::-1]


def _magnitude(lowers: list[str], at: int, noun: Counted) -> Cue | None:
    """The strength of an earthquake: the word stands on either side of the number."""
    if "magnitude" in lowers[at + 1 : at + 3]:
        return Cue("magnitude", at + 1, lowers.index("magnitude", at) + 1, "after")
    back = at - 2 if at > 1 and lowers[at - 1] in _listed("before_strength") else at - 1
    if back >= 0 and lowers[back] == "magnitude":
        return Cue("magnitude", back, at, "before")
    return Cue("magnitude", at, at, "before") if noun.reference and "richter" in lowers[at : at + 5] else None


def _reading(sentence: Sentence, at: int, noun: Counted, cue: Cue) -> Reading:
    words, lowers = sentence.words, sentence.lowers
    number = words[at].number
    assert number is not None  # noqa: S101  # `_numbers` gives only these
    said = None
    if cue.measure == "magnitude":
        shaken = _listed("hazards") - _listed("strength")
        said = next((word.text for word in words if word.lower in shaken), "magnitude")
        noun = replace(noun, end=at + 1, last=at + 1, kind="hazards")
    elif cue.way == "toll" and noun.reference:
        said = _told(sentence, cue)
    elif noun.kind == "money":
        said = " ".join(word.text for word in words[cue.first : cue.last] if word.lower not in _listed("money_idle"))
    elif not noun.reference:
        said = " ".join(
            sentence.text[words[noun.first].start - sentence.start : words[noun.last - 1].end - sentence.start].split()
        )
    last = max(at + 1, cue.last, at + 1 if noun.reference and cue.first < at else noun.last)
    return Reading(
        number=number,
        at=at,
        measure=cue.measure,
        noun=said,
        kind=noun.kind,
        first=min(at, cue.first),
        last=last,
        way=cue.way,
        part=noun.part or number.unit == "share",
        more=noun.more or number.text.lower().startswith(tuple(table("nouns")["more_numbers"])),
        among=noun.among,
        narrowed=cue.measure == "wounded" and _narrowed(lowers, at, cue),
    )


def _told(sentence: Sentence, cue: Cue) -> str:
    """What a toll counts: "number of people killed" counts people, a death toll the dead."""
    words = [word.text.lower() for word in sentence.words[cue.first : cue.last]]
    people = [word for word in words if word in nouns_of("people") and word != "death"]
    if people or cue.measure == "cost":
        return people[0] if people else words[-1]
    return "dead" if cue.measure == "killed" else "people"


def _narrowed(lowers: list[str], at: int, cue: Cue) -> bool:
    said = " ".join(lowers[at : cue.last])
    return any(phrase in said for phrase in (*_listed("in_part"), *_listed("severe")))


def _share(sentence: Sentence, nouns: dict[int, Counted], found: dict[int, list[Reading]], doubtful: set[int]) -> None:
    """Give a number without a cue the measure of the one it is joined to: "four cars and five vans were burned"."""
    places = sorted(nouns)
    for here, there in reversed(list(pairwise(places))):
        joined = sentence.lowers[nouns[here].end : there]
        if not found[here] and here not in doubtful and _joint(joined):
            found[here] = [_joined(sentence, here, nouns[here], r) for r in found[there] if r.way in ("after", "far")]
    for there, here in pairwise(places):
        if found[here] or here in doubtful or not found[there]:
            continue
        giver = found[there][-1]
        joined = sentence.lowers[max(nouns[there].end, giver.last if giver.way != "toll" else 0) : here]
        among = _among(joined)
        if among or (_joint(joined) and giver.way in ("before", "noun")):
            shared = _joined(sentence, here, nouns[here], giver)
            found[here] = [replace(shared, part=shared.part or among)]
    for at in places:
        found[at] = [reading for reading in found[at] if reading.measure]


def _joint(words: list[str]) -> bool:
    return 0 < len(words) <= 3 and set(words) <= _listed("joints") and bool({",", "and", "or"} & set(words))


def _among(words: list[str]) -> bool:
    if len(words) > _APART or "#" in words:
        return False
    return any(" ".join(words[-length:]) in _listed("parts") for length in (1, 2, 3) if length <= len(words))


def _joined(sentence: Sentence, at: int, noun: Counted, giver: Reading) -> Reading:
    """A reading with the measure of another, if its noun can have it; else one with no measure."""
    fitting = noun.reference or noun.kind is None or noun.kind in kinds_of(giver.measure)
    cue = Cue(giver.measure if fitting else "", giver.first, giver.last, giver.way)
    if not fitting:
        return replace(giver, measure="")
    reading = _reading(sentence, at, noun, cue)
    return replace(reading, first=min(giver.first, at), last=max(giver.last, reading.last))
