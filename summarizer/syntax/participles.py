"""Participles behind what is counted: "the 12 miners trapped in a mine were rescued" tells two things of them."""

from functools import partial

from ..language.lexicon import word_set
from .measure_cues import REACH, Cue, choose_measure, is_passive
from .noun_phrases import NounPhrase
from .phrase_matcher import cue_phrases
from .tokenizer import Sentence

_listed = partial(word_set, "nouns")
# Of those in danger, "released" and "freed" say that they are safe.
_IN_DANGER = frozenset(("missing", "trapped", "abducted", "affected"))
_ASIDE = 6  # words between the commas around a country or a region


def is_participle(lowers: list[str], noun: NounPhrase, cue: Cue) -> bool:
    """Test whether a cue is a participle right behind its noun: "drones launched", not "people died" or "were hurt"."""
    if cue.first != noun.end or cue.way != "after" or lowers[cue.first] in _listed("intransitive"):
        return False
    following = lowers[cue.last : cue.last + 1]
    return not following or following[0] not in {"#", *word_set("function_words", "determiners")}


def is_suffered(lowers: list[str], cue: Cue) -> bool:
    """Test whether a relative clause tells what became of its noun: "who were shot", "who died", not "who shot"."""
    if cue.way != "relative":
        return False
    first = lowers[cue.first]
    return first in _listed("intransitive") or first in _listed("auxiliaries") or is_passive(lowers, cue.first)


def find_of_part(sentence: Sentence, at: int, noun: NounPhrase, verb: Cue | None, whole: Cue | None) -> Cue | None:
    """Find what is told of some, where words behind the noun tell of the larger count: "two of the five wounded died".

    None where nothing else is told: of "three of the 12 people killed", those words are.
    """
    if whole is None or not (whole.way in ("noun", "relative") or is_participle(sentence.lowers, noun, whole)):
        return None
    main = verb or _find_main_predicate(sentence, at, noun, whole.last)
    return main if main and (main.measure != "rescued" or whole.measure in _IN_DANGER) else None


def add_main_predicate(sentence: Sentence, at: int, noun: NounPhrase, cues: list[Cue]) -> list[Cue]:
    """Add what a clause tells of those whom a participle singles out: "the 12 miners trapped were rescued"."""
    if len(cues) > 1 or not is_participle(sentence.lowers, noun, cues[0]):
        return cues
    main = _find_main_predicate(sentence, at, noun, cues[0].last)
    if main is None or main.doubtful or cues[0].measure in (main.measure, "killed"):
        return cues
    if main.measure == "rescued" and cues[0].measure not in _IN_DANGER:
        return cues  # "three people wounded in the raid have been released"
    return [main] if cues[0].measure == "missing" else [*cues, main]


def add_participle(lowers: list[str], at: int, noun: NounPhrase, verb: Cue, cue: Cue) -> list[Cue]:
    """Add what a participle tells of the object of a verb: "shot down 12 drones launched at Kyiv"."""
    joined = not _listed("joints").isdisjoint(lowers[verb.last : at])  # "82 injured and 19 displaced"
    second = is_participle(lowers, noun, cue) and _is_participle_form(lowers[cue.first]) and cue.measure != verb.measure
    return [verb, cue] if second and not joined else [cue]


def _is_participle_form(word: str) -> bool:
    return word.endswith("ed") or word in _listed("participles")


def _find_main_predicate(sentence: Sentence, at: int, noun: NounPhrase, start: int) -> Cue | None:
    """Find what a clause tells of its subject, the number at a word, behind words up to `start` that say which ones."""
    lowers = sentence.lowers
    if not _is_subject(lowers, at):
        return None
    place, auxiliary, doubtful = start, False, False
    while place < min(len(lowers), start + REACH):
        word = lowers[place]
        phrase = cue_phrases("after").match(lowers, place)
        if phrase and (auxiliary or word in _listed("intransitive")):
            measure = choose_measure(phrase[1], noun)
            return Cue(measure, place, place + phrase[0], "far", doubtful) if measure else None
        if word == ",":
            place = _skip_place(lowers, place)
            continue
        if _ends_clause(word) or (word in ("and", "or") and not auxiliary) or not _agrees(sentence, at, word):
            return None
        month = sentence.words[place].text[0].isupper()  # "abducted in May were freed"
        doubtful = doubtful or (word in _listed("modals") and not month) or word in _listed("negations")
        goes_on = word.endswith("ly") or word in _listed("fillers")
        auxiliary = word in _listed("auxiliaries") or (auxiliary and goes_on)
        place += 1
    return None


def _is_subject(lowers: list[str], at: int) -> bool:
    """Return whether a number opens its clause: "the 12 miners", but not "the blast that left 12 dead"."""
    place = at
    while place and lowers[place - 1] in word_set("function_words", "determiners"):
        place -= 1
    if place == 0 or not lowers[place - 1][0].isalnum():
        return True
    before = lowers[place - 1]
    return before in word_set("attribution", "verbs") | word_set("attribution", "joins") | _listed("breaks")


def _agrees(sentence: Sentence, at: int, word: str) -> bool:
    """Return whether a word is no form of "be" for one where more are counted: "three dead was arrested"."""
    number = sentence.words[at].number
    return number is None or number.value == 1 or number.unit is not None or word not in _listed("singular_auxiliaries")


def _ends_clause(word: str) -> bool:
    return (
        word == "#"
        or word in ".;:!?()—–"
        or word in _listed("breaks")
        or word in word_set("function_words", "relative")
        or word in word_set("attribution", "verbs")
    )


def _skip_place(lowers: list[str], comma: int) -> int:
    """Find where a clause goes on behind a comma and the name of a country: ", Pakistan, on Monday died"."""
    for place in range(comma + 1, min(len(lowers), comma + 2 + _ASIDE)):
        word = lowers[place]
        if word == ",":
            return place + 1
        if _ends_clause(word) or word in _listed("auxiliaries") or cue_phrases("after").match(lowers, place):
            break
    return comma + 1
