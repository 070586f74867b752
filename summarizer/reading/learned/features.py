"""Features of a mention, as strings: its noun, the words around it, and the cue words nearest to it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import Final, NamedTuple

from ...language.lexicon import table
from ...language.nouns import is_person, singular
from ...syntax.noun_phrases import find_noun_phrase
from ...syntax.tokenizer import Sentence
from .mentions import Mention

_NEAR: Final = 12  # words before a mention that are looked at
_BEHIND: Final = 14  # words behind what it counts
_SIZES: Final = ((0, "0"), (1, "1"), (5, "2-5"), (20, "6-20"), (100, "21-100"))


class Surroundings(NamedTuple):
    """What a mention's features are made of beside its own words.

    Attributes:
        sentence: Its sentence.
        place: The sentence's number, from 0.
        mentions: All mentions of the sentence.
        ruled: The measure that the rules give each number, by its offset.
        values: The values that they give each measure anywhere in the text.
        before: The cues of the sentence before.
    """

    sentence: Sentence
    place: int
    mentions: Sequence[Mention]
    ruled: Mapping[int, str]
    values: Mapping[str, Set[float]]
    before: Set[str]


def describe_mention(mention: Mention, around: Surroundings) -> list[str]:
    """Describe a mention by its features, each once."""
    return list(dict.fromkeys(_describe(mention, around)))


def find_cues(sentence: Sentence) -> frozenset[str]:
    """Find the outcomes that words of a sentence tell: "killed" of "died", "detained" of "jail"."""
    return frozenset(cue for word in sentence.lowers if (cue := _cue(word)))


def tells(word: str, measure: str) -> bool:
    """Return whether a word, in lower case, tells an outcome."""
    return _cue(word) == measure


def _describe(mention: Mention, around: Surroundings) -> Iterator[str]:
    words, lowers = around.sentence.words, around.sentence.lowers
    first, end = mention.first, mention.last
    yield "person" if mention.is_person else "numeral"
    if mention.is_person:
        noun = lowers[first:end]
        named = words[first].text[0].isupper() and words[end - 1].text[0].isupper()
        yield "name" if named else "noun phrase"
        yield f"determiner={lowers[first]}" if lowers[first] in _determiners() else "determiner="
        yield from () if named else (f"noun={word}" for word in noun)
    else:
        phrase = find_noun_phrase(words, lowers, first)
        noun, end = lowers[phrase.first : phrase.last], max(phrase.end, end)
        yield f"kind={phrase.kind}"
        yield from (name for name in ("part", "more", "reference", "among") if getattr(phrase, name))
        yield from (f"noun={singular(word)}" for word in noun)
        yield f"size={_size(mention.number.value)}"
        yield f"bound={mention.number.bound}"
        yield f"digits={mention.number.text[0].isdigit()}"
    head = singular(noun[-1]) if noun else ""
    yield f"head={head}"
    yield f"of a person={is_person(head)}"
    yield from _describe_words(lowers, first, end, head)
    yield from _describe_cues(mention, around, first, end)
    yield from _describe_text(mention, around)


def _describe_words(lowers: Sequence[str], first: int, end: int, head: str) -> Iterator[str]:
    """Describe the words before and behind, the nearest by their places and together."""
    before = [stem(word) for word in lowers[max(0, first - _NEAR) : first]][::-1]
    behind = [stem(word) for word in lowers[end : end + _BEHIND]]
    yield from (f"-{at}={word}" for at, word in enumerate(before[:5], start=1))
    yield from (f"+{at}={word}" for at, word in enumerate(behind[:6], start=1))
    yield from (f"near before={word}" for word in before[:3])
    yield from (f"near behind={word}" for word in behind[:4])
    yield from (f"before={word}" for word in before)
    yield from (f"behind={word}" for word in behind)
    for length in (2, 3):
        if len(before) >= length:
            yield f"-{length}..={' '.join(before[:length][::-1])}"
        if len(behind) >= length:
            yield f"+{length}..={' '.join(behind[:length])}"
    if before and behind:
        yield f"-+={before[0]} {behind[0]}"
    yield f"head+={head} {' '.join(behind[:1])}"
    yield f"head++={head} {' '.join(behind[:2])}"


def _describe_cues(mention: Mention, around: Surroundings, first: int, end: int) -> Iterator[str]:
    """Describe the nearest cue on either side, and whether another mention stands between."""
    lowers = around.sentence.lowers
    others = [other.first for other in around.mentions if other is not mention]
    ahead = next(((at, cue) for at, word in enumerate(lowers[end : end + _BEHIND]) if (cue := _cue(word))), None)
    back = next(
        ((at, cue) for at, word in enumerate(lowers[max(0, first - _NEAR) : first][::-1]) if (cue := _cue(word))), None
    )
    yield f"cues={back and back[1]} {ahead and ahead[1]}"
    for side, found in (("ahead", ahead), ("back", back)):
        if found is None:
            yield f"no cue {side}"
            continue
        at, cue = found
        between = range(end, end + at) if side == "ahead" else range(first - at, first)
        yield f"{side}={cue}"
        yield f"{side}={cue} {min(at, 6) // 2}"
        yield f"{side}={cue} {'beyond' if any(other in between for other in others) else 'free'}"
    yield from (f"cue of sentence={cue}" for cue in find_cues(around.sentence))
    yield from (f"cue before={cue}" for cue in around.before)


def _describe_text(mention: Mention, around: Surroundings) -> Iterator[str]:
    """Describe where in the text a mention stands, and what the rules make of it and of its value elsewhere."""
    value, measure = mention.number.value, around.ruled.get(mention.number.start)
    yield f"rule={measure}"
    yield f"sentence={min(around.place, 5)}"
    yield f"mentions={min(len(around.mentions), 4)}"
    yield "first" if around.mentions[0] is mention else "later"
    if any(not other.is_person for other in around.mentions if other is not mention):
        yield "numeral beside"
    for other, values in around.values.items():
        if value in values and other != measure:
            yield f"also={other}"
        if value is not None and not mention.is_person and value > max(values):
            yield f"above={other}"
    yield f"quoted={around.sentence.quoted or not {'“', chr(34)}.isdisjoint(around.sentence.text)}"


def _size(value: float | None) -> str:
    if value is None:
        return "vague"
    return next((name for limit, name in _SIZES if value <= limit), "more")


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """Cut the endings of verbs and plurals off a word: "killed" and "killing" are one."""
    for ending in table("mentions")["endings"]:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1 << 14)
def _cue(word: str) -> str | None:
    return _cues().get(word) or _cues().get(stem(word))


@cache
def _cues() -> Mapping[str, str]:
    return {word: measure for measure, words in table("mentions")["cues"].items() for word in words}


@cache
def _determiners() -> frozenset[str]:
    return frozenset(table("mentions")["determiners"])
