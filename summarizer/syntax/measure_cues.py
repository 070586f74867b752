"""Measure cues: the words around a number that say what it measures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import takewhile

from ..language.lexicon import table, word_set
from ..language.nouns import is_person, nouns_of, singular
from .noun_phrases import NounPhrase, countable_kinds, stop_words
from .phrase_matcher import PhraseMatcher, build_matcher, cue_phrases
from .tokenizer import Word

_listed = partial(word_set, "nouns")
REACH = 30  # words: a predicate that is further from its number belongs to another one
_BACK = 7  # words between a verb and the number that is its object, coordinated objects included
NEAR_VERB = 10  # words
_OLD = 4  # words before the old count of a change: "from an initial 12"
# What has a noun of no known kind: anything but money and the strength of a hazard.
_CROWD = frozenset(("participants", "launched"))
_FATAL = frozenset(("killed",))
_FREE = frozenset(("people", "munitions", "things"))


@dataclass(frozen=True)
class Cue:
    """A phrase that gives a number its measure: `first` to `last` (exclusive) are its words.

    `way` tells where it stands: "after" right after what is counted, "far" later in the clause,
    "relative" in a relative clause, "before", "noun", "toll".
    """

    measure: str
    first: int
    last: int
    way: str
    doubtful: bool = False


def choose_measure(names: Sequence[str], noun: NounPhrase) -> str | None:
    """Choose the first of the measures that can count such a noun."""
    for name in names:
        kinds = countable_kinds(name)
        if noun.kind in kinds or (noun.kind is None and kinds & _FREE and (noun.reference or "munitions" not in kinds)):
            return name
    return None


def _choose_measure(names: Sequence[str], noun: NounPhrase, lowers: list[str], verb: int) -> str | None:
    """Choose the measure that a verb tells of a noun in its sentence."""
    if lowers[verb] in _listed("to_fighters") and singular(lowers[noun.last - 1]) not in _people_of("fighter_classes"):
        names = [name for name in names if name not in _FATAL]
    if noun.reference and set(names) >= _CROWD and not any(singular(word) in nouns_of("munitions") for word in lowers):
        return "participants"  # "some 55,000 took part"
    seizure = next((at for at, word in enumerate(lowers[verb : verb + 3], verb) if word in _listed("seizing")), None)
    if seizure is not None and lowers[seizure + 1 : seizure + 2] == ["by"]:
        names = [_find_seizure(lowers[seizure + 2 : seizure + _BACK]) or name for name in names]
    return choose_measure(names, noun)


def find_predicates(lowers: list[str], noun: NounPhrase) -> Iterator[Cue]:
    """Find every predicate that may follow what is counted in its clause, the nearest first."""
    place, near, relative, joined, doubtful, auxiliary = noun.end, True, False, False, False, False
    inner = False  # in a relative clause of another noun: "who were on the boat that burned"
    while place < min(len(lowers), noun.end + REACH):
        word = lowers[place]
        phrase = _match_after(lowers, place)
        measure = _choose_measure(phrase[1], noun, lowers, place) if phrase else None
        active = relative or (noun.kind in ("people", None) and _may_act(lowers[noun.end : place]))
        if phrase and active and not is_passive(lowers, place) and _has_object(lowers, place, phrase[0]):
            return  # "two men for a raid that killed nine", "five gunmen killed two policemen"
        if phrase and measure and not inner and not (joined and not auxiliary):
            way = "relative" if relative else "after" if near else "far"
            yield Cue(measure, place, place + phrase[0], way, doubtful)
            if not relative:
                return
            place, near, relative = place + phrase[0], False, False
            continue
        if _lists_ages(lowers, place):
            place += 1
            continue
        if word == "(" and (closed := _find_bracket(lowers, place)):
            place = closed + 1
            continue
        if word == ",":
            resumed = _skip_aside(lowers, place) if near and place == noun.end else None
            if resumed is None:
                return
            place = resumed
            continue
        if length := _count_joint(lowers, place):
            joined, near, place = True, False, place + length
            continue
        if word == "#" or word in ".;:!?()—–" or word in _listed("breaks"):
            return
        pronoun = word in word_set("function_words", "relative")
        resumed = word in _listed("auxiliaries") and lowers[place - 1] not in word_set("function_words", "relative")
        inner = (inner and not resumed) or (pronoun and relative)
        relative = relative or pronoun
        joined = joined or word == "and"
        doubtful = doubtful or word in _listed("modals") or word in _listed("negations")
        auxiliary = word in _listed("auxiliaries") or (auxiliary and word.endswith("ly"))
        near = near and (word in _listed("fillers") or word.endswith("ly") or relative or word[0] in "\"”“'’<")
        place += 1


def _may_act(between: Sequence[str]) -> bool:
    """Return whether words between a noun and its verb leave it the doer: "had", "accidentally", no "was"."""
    return all(word in _listed("perfect") or word in _listed("fillers") or word.endswith("ly") for word in between)


def _match_after(lowers: list[str], place: int) -> tuple[int, tuple[str, ...]] | None:
    """Match a phrase that stands after what is counted; "sustained serious injuries" is "sustained injuries"."""
    phrase = cue_phrases("after").match(lowers, place)
    if phrase or lowers[place] not in _listed("suffered"):
        return phrase
    inside = takewhile(lambda word: word == "#" or word in _listed("degrees"), lowers[place + 1 : place + NEAR_VERB])
    behind = place + 1 + len(list(inside))
    verb: str = table("nouns")["suffered"][0]
    phrase = cue_phrases("after").match([verb, *lowers[behind : behind + NEAR_VERB]], 0)
    return (phrase[0] + behind - place - 1, phrase[1]) if phrase and phrase[0] > 1 else None


def counts_injuries(lowers: list[str], at: int) -> bool:
    """Test whether a number counts what one person suffered: "two gunshot wounds", "sustained six injuries"."""
    following = list(takewhile(lambda word: word in _listed("degrees"), lowers[at + 1 : at + NEAR_VERB]))
    behind = at + 1 + len(following)
    if behind < len(lowers) and lowers[behind] in _listed("wounds"):
        return True
    if at == 0 or lowers[at - 1] not in _listed("suffered"):
        return False
    return cue_phrases("after").match([table("nouns")["suffered"][0], *lowers[behind : behind + 1]], 0) is not None


def _find_bracket(lowers: list[str], opened: int) -> int | None:
    """Find where a short aside in brackets ends: "12 families (40 people) were evacuated"."""
    return next((at for at in range(opened + 1, min(len(lowers), opened + NEAR_VERB)) if lowers[at] == ")"), None)


def _lists_ages(lowers: list[str], place: int) -> bool:
    """Return whether a word stands in a list of ages: "siblings aged 4, 6 and 9", "girls of 10 and 12"."""
    joint = lowers[place] in (",", "and") and "<age>" in lowers[place - 1 : place]
    return lowers[place] == "<age>" or (joint and "<age>" in lowers[place + 1 : place + 3])


def _count_joint(lowers: list[str], place: int) -> int:
    """Count the words that join others to those who are counted: "five soldiers as well as some villagers"."""
    joints = (length for length in (3, 2) if " ".join(lowers[place : place + length]) in _listed("as_joints"))
    return next(joints, 0)


def _has_object(lowers: list[str], verb: int, length: int) -> bool:
    """Return whether a verb that somebody does to others has an object right behind it."""
    following = lowers[verb + length : verb + length + 1]
    done = not word_set("persons", "done_to").isdisjoint(lowers[verb : verb + length])
    return done and bool(following) and following[0] in {"#", *word_set("function_words", "determiners")}


def _skip_aside(lowers: list[str], comma: int) -> int | None:
    """Find where the clause goes on after ", among them a child,"; None if it does not."""
    for place in range(comma + 1, min(len(lowers), comma + 20)):
        if lowers[place] == "," and not _lists_ages(lowers, place):
            goes_on = place + 1 < len(lowers) and (
                lowers[place + 1] in _listed("auxiliaries") or cue_phrases("after").match(lowers, place + 1) is not None
            )
            return place + 1 if goes_on else None
        if lowers[place] in ".;:":
            return None
    return None


def find_governor(lowers: list[str], at: int, noun: NounPhrase) -> Cue | None:
    """Find the verb or noun that stands before the number and has it as its object."""
    at = _skip_persons(lowers, at)
    joined = at > 0 and lowers[at - 1] in ("and", "or")
    if (
        noun.kind == "munitions"
        and at > 1
        and lowers[at - 1] == "with"
        and _listed("attacked") & set(lowers[max(0, at - NEAR_VERB) : at - 1])
    ):
        return Cue("launched", at - 1, at, "before")
    for end in range(at, max(0, at - _BACK), -1):
        for start in range(max(0, end - 4), end):
            phrase = cue_phrases("before").match(lowers, start)
            if phrase and phrase[0] == end - start and not is_passive(lowers, start):
                measure = _choose_measure(phrase[1], noun, lowers, start)
                if measure:
                    return Cue(measure, start, end, "before", _is_doubtful(lowers, start))
        word = lowers[end - 1]
        if word in _listed("seizing") and noun.kind == "people" and not is_passive(lowers, end - 1):
            measure = _find_seizure(lowers[max(0, end - NEAR_VERB) : end - 1])
            return Cue(measure, end - 1, end, "before", _is_doubtful(lowers, end - 1)) if measure else None
        if not _may_stand_between(word, joined):
            return None
    return None


def find_split_verb(lowers: list[str], at: int, noun: NounPhrase) -> Cue | None:
    """Find a verb before the number whose rest stands behind what is counted: "hacked 12 people to death"."""
    rest = _split_verbs().match(lowers, noun.end) if noun.end < len(lowers) else None
    verbs = dict(name.split() for name in rest[1]) if rest else {}
    for place in range(at - 1, max(-1, at - _BACK) if rest else at, -1):
        word = lowers[place]
        measure = verbs.get(word)
        if measure == "participants" and is_on_duty(lowers, noun):
            return None
        direct = word.endswith("ing") or not is_passive(lowers, place)
        if measure and direct and choose_measure([measure], noun):
            if noun.kind == "money":
                return Cue(measure, max(0, place - 1), max(1, place), "before", _is_doubtful(lowers, place))
            return Cue(measure, place, noun.end + rest[0] if rest else at, "before", _is_doubtful(lowers, place))
        if not _may_stand_between(word, joined=False):
            return None
    return None


@cache
def _split_verbs() -> PhraseMatcher:
    """Build the matcher of what stands behind; each stands for verbs with their measures."""
    measures = table("measures").items()
    split = ((measure, rest, verbs) for measure, row in measures for rest, verbs in row.get("around", {}).items())
    return build_matcher((rest, f"{verb} {measure}") for measure, rest, verbs in split for verb in verbs)


def _skip_persons(lowers: list[str], at: int) -> int:
    """Find where the objects of a verb start whose list goes on with a number: "killed a doctor, two nurses"."""
    start = at - (lowers[max(0, at - 2) : at] == [",", "and"])
    while start > 1 and lowers[start - 1] == "," and is_person(lowers[start - 2]):
        articles = (place for place in range(start - 3, max(-1, start - _BACK), -1) if lowers[place] in _articles())
        article = next(articles, None)
        if article is None or not all(word[0].isalnum() for word in lowers[article : start - 1]):
            break
        start = article
    return start


def _articles() -> frozenset[str]:
    return word_set("persons", "articles")


def _find_seizure(doers: list[str]) -> str | None:
    """Find what those do who seize people: gunmen abduct them, the police detain them."""
    words = {singular(word) for word in takewhile(lambda word: word not in _listed("breaks"), reversed(doers))}
    if words & _people_of("seizing_classes"):
        return "abducted"
    return "detained" if words & _people_of("arresting_classes") else None


def is_on_duty(lowers: list[str], noun: NounPhrase) -> bool:
    """Return whether people come to a gathering for their work: "3,000 officers at the protest"."""
    word = singular(lowers[noun.last - 1])
    return word in _listed("on_duty") or word in _people_of("on_duty_classes")


@cache
def _people_of(classes: str) -> frozenset[str]:
    """Return the nouns of some classes of people, listed under a name."""
    people: dict[str, list[str]] = table("populations")["people"]
    return frozenset[str]().union(*(people[name] for name in _listed(classes)))


def _may_stand_between(word: str, joined: bool) -> bool:
    if word in _listed("gaps") or word.endswith("ly"):
        return True
    return joined and word[0].isalnum() and word not in stop_words()


def is_passive(lowers: list[str], verb: int) -> bool:
    """Return whether a form of "be" stands before a verb: then what follows is not its object."""
    place = verb - 1
    while place >= 0 and (lowers[place].endswith("ly") or lowers[place] in _listed("after_be")):
        place -= 1
    return place >= 0 and lowers[place] in _listed("passives")


def _is_doubtful(lowers: list[str], verb: int) -> bool:
    """Return whether the verb tells what may happen, or what did not."""
    near = lowers[max(0, verb - 3) : verb]
    return any(word in _listed("modals") or word in _listed("negations") for word in near)


def find_toll(words: Sequence[Word], lowers: list[str], at: int) -> Cue | None:
    """Find the toll that the number states: "the death toll has risen to"."""
    if label := _find_label(lowers, at):
        return label
    if at == 0 or lowers[at - 1] not in _listed("toll_ends"):
        return None
    if at > 1 and lowers[at - 1] == ":" and (tag := cue_phrases("after").match(lowers[: at - 1], at - 2)):
        return Cue(tag[1][0], at - 2, at - 1, "toll")  # "Missing: 61"
    for start in range(at - 1, max(-1, at - REACH), -1):
        if (words[start].counts and not _is_passed(lowers, start)) or lowers[start] in (";", "."):
            return None
        phrase = cue_phrases("tolls").match(lowers, start)
        if phrase and not (start and cue_phrases("tolls").match(lowers, start - 1)):
            return Cue(phrase[1][0], start, start + phrase[0], "toll", _is_doubtful(lowers, at - 1))
    return None


def _find_label(lowers: list[str], at: int) -> Cue | None:
    """Find the label at the start of a clause that a number is given for: "Deaths: 41; injured: 3"."""
    if at < 2 or lowers[at - 1] not in _listed("label_marks"):
        return None
    start = at - 2
    while start and lowers[start - 1][0].isalnum():
        start -= 1
    for kind in ("tolls", "after", "nouns"):
        phrase = cue_phrases(kind).match(lowers, start)
        if phrase and start + phrase[0] == at - 1:
            return Cue(phrase[1][0], start, at - 1, "toll")
    phrase = cue_phrases("after").match(lowers[: at - 1], at - 2)
    noun = singular(lowers[at - 3]) if phrase and at - 3 == start else ""
    fitting = (
        name for name in (phrase[1] if phrase else ()) if any(noun in nouns_of(k) for k in countable_kinds(name))
    )
    measure = next(fitting, None)  # "houses destroyed: 300"
    return Cue(measure, start, at - 1, "toll") if measure else None


def _is_passed(lowers: list[str], count: int) -> bool:
    """Return whether a count is the old one of a change, or the difference: "from an initial 12 to", "by three to"."""
    change = table("stages")["change"]
    before = {*lowers[max(0, count - _OLD) : count]}
    leads = not before.isdisjoint((*change["old"], *change["difference"]))
    return leads and lowers[count + 1 : count + 2] in [[word] for word in change["new"]]


def find_own_measure(lowers: list[str], noun: NounPhrase) -> Cue | None:
    """Find the counted noun that is its own measure: "three deaths"."""
    if noun.reference or noun.kind == "money":
        return None
    phrase = cue_phrases("nouns").match(lowers, noun.last - 1) or cue_phrases("adjectives").match(lowers, noun.first)
    return Cue(phrase[1][0], noun.first, noun.last, "noun") if phrase else None
