"""Counts without a numeral: "a man was killed", "Ana Ruiz, 34, died" count 1, "both were hurt" 2, "no arrest" none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from ..language.lexicon import alternatives, table, word_set
from ..language.nouns import is_person, singular
from ..language.quantities import Number
from ..schemas import Figure
from .negations import find_nobody

# What is counted by the head; a noun phrase of one thing ("a house was hit") proves nothing.
OF_PEOPLE: Final = frozenset(
    ("killed", "wounded", "casualties", "treated", "cases", "missing", "trapped", "abducted", "detained", "rescued",
     "evacuated", "displaced", "affected", "participants")
)  # fmt: skip
COUNTED: Final = ("quantity", "percent", "money")
_MODIFIERS: Final = 7  # words between "a" and its noun: "a 16-year-old high school football player"
_BESIDE: Final = 8  # characters beside a number in which a comma tells an age
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_PUNCTUATION: Final = re.compile(r"[^\w\s'’-]")
_NAME: Final = r"[A-ZÀ-ÞŁŚŽČŠ][\w'’.-]*"


def find_implicit(text: str, start: int, end: int, numbers: Sequence[Number], figure: Figure) -> Number | None:
    """Find the words in a span of a text that stand for a figure's count without a numeral.

    Args:
        text: The article's text.
        start: Where the span begins, in characters.
        end: Where it ends.
        numbers: The numbers that the span holds or meets.
        figure: The figure that claims the count.

    Returns:
        The words as a number; None if they stand for no such count.
    """
    if figure.unit is not None or figure.bound != "exactly" or figure.measure not in OF_PEOPLE:
        return None
    negated = _negation().search(text, start, end)
    found = None
    if figure.value == 0:
        if not any(number.kind in COUNTED and number.value != 0 for number in numbers):  # beside one it says less
            found = find_nobody(text, start, end, figure.of)
    elif negated is None and figure.value == 1:
        found = _find_one(text, start, end, numbers, figure.of)
    elif negated is None and figure.value is not None:
        found = _find_group(text, start, end, figure.value)
    if found is None:
        return None
    first, last = found
    value = float(figure.value or 0)
    return Number(first, last, text[first:last], "quantity", value, value, None, "exactly", value)


def _find_one(text: str, start: int, end: int, numbers: Sequence[Number], of: str) -> tuple[int, int] | None:
    """Find the noun phrase or name of one person, apart from those who are counted by a numeral.

    Of several, the first that is called what the figure counts.
    """
    counts = [number for number in numbers if number.kind in COUNTED and _is_count(text, number)]
    designators = [number for number in numbers if number.kind == "designator"]  # "the Boeing Max 8" is no person
    persons = []
    for first, last in (*find_single_persons(text, start, end), *_find_ordinals(text, start, numbers)):
        if not any(number.start < last and first < number.end for number in (*counts, *designators)):
            before = [number for number in counts if number.end <= first]
            if not counts or (before and _joined().search(text[before[-1].end : first])):
                persons.append((first, last))
    nouns = {word.casefold() for word in _WORD.findall(of)}
    named = (span for span in persons if nouns & {word.casefold() for word in _WORD.findall(text[slice(*span)])})
    return next(named, persons[0] if persons else None)


def find_single_persons(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find noun phrases and names of one person between two offsets; one may be found in several ways."""
    for find in (_find_noun_phrases, _find_outcomes, _find_names):
        yield from find(text, start, end)


def _find_ordinals(text: str, start: int, numbers: Sequence[Number]) -> Iterator[tuple[int, int]]:
    """Find one more by an ordinal without a noun: "a seventh, who"."""
    for number in numbers:
        article = _one_more().search(text, start, number.start)
        if number.kind == "ordinal" and article and _ordinal_end().match(text, number.end):
            yield article.start(), number.end


def _find_group(text: str, start: int, end: int, value: float) -> tuple[int, int] | None:
    """Find a word for so many: "both", "a triple homicide", "father and son", two names."""
    for match in _groups().finditer(text, start, end):
        if table("persons")["several"].get((match["group"] or "").casefold()) == value:
            return match.span()
        if match["pair"] and value == 2:
            return match.span()
    names = list(_find_joined_names(text, start, end))
    return (names[0][0], names[-1][1]) if len(names) > 1 and len(names) == value else None


def _find_joined_names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find names that are joined to each other, with ages or without."""
    last = None
    for first, after in _find_names(text, start, end):
        if last is not None and not _between_names().fullmatch(text, last, first):
            return
        yield first, after
        last = after


def _ages() -> dict[str, Any]:
    ages: dict[str, Any] = table("persons")["ages"]
    return ages


@cache
def _one_more() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(table('persons')['articles'])})\s+$", re.IGNORECASE)


@cache
def _ordinal_end() -> re.Pattern[str]:
    """What stands behind an ordinal that needs no noun."""
    return re.compile(
        rf"\s*[,.;]|\s+(?:{'|'.join(table('persons')['auxiliaries'])}|{'|'.join(table('persons')['deaths'])})\b"
    )


@cache
def _joined() -> re.Pattern[str]:
    """What stands right before somebody who is told of beside those who are counted: "three women and a man"."""
    return re.compile(rf"(?:,|;|\b(?:{'|'.join(_ages()['joined'])}))\s+$")


@cache
def _age_of() -> re.Pattern[str]:
    """Words before an age: "a woman of"."""
    return re.compile(rf"\b(?:{'|'.join(_ages()['of'])})\s$")


@cache
def _age_beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind an age: "Ana Ruiz, aged 34,"."""
    words = "|".join(_ages()["before"])
    return re.compile(rf",\s*(?:(?:{words})\s*)?$|\(\s*$"), re.compile(r"\s*[,.;)—-]|\s*$")


@cache
def _aged() -> re.Pattern[str]:
    """An age that stands for whoever is so old: "25-year-old"."""
    aged = _ages()["noun"]
    return re.compile(aged, re.IGNORECASE)


@cache
def _between_names() -> re.Pattern[str]:
    """What stands between two names that are joined, with the age of the first."""
    words = "|".join(_ages()["between"])
    return re.compile(rf"(?:,?\s*\(?\d{{1,3}}\)?,?)?(?:\s*,)?(?:\s+(?:{words}))?\s+")


@cache
def _groups() -> re.Pattern[str]:
    words = table("persons")
    several = alternatives(words["several"])
    kin = alternatives(words["nouns"])
    between = alternatives(words["ages"]["between"])
    article = alternatives(words["articles"])
    pair = rf"(?:{kin})\s+(?:{between})\s+(?:\w+\s+)?(?:{kin})"
    return re.compile(
        rf"(?<!\w)(?:(?:(?:{article})\s+)?(?P<group>{several})(?!\w)|(?P<pair>{pair})(?!\w))",
        re.IGNORECASE,
    )


def _is_count(text: str, number: Number) -> bool:
    """Return whether a number counts people: no age, no duration, no wounds or shots in one of them."""
    if (
        number.unit is not None
        or _is_age(text, number)
        or _age_of().search(text[max(0, number.start - 20) : number.start])
    ):
        return False
    following = _WORD.findall(text[number.end : number.end + 40])[:2]
    return not any(word.casefold() in word_set("persons", "uncounted") for word in following)


def _is_age(text: str, number: Number) -> bool:
    """Return whether a number stands as an age does behind a name or a noun: "Ana Ruiz, 34, died"."""
    before, after = _age_beside()
    return (
        number.text.isdecimal()
        and number.value is not None
        and number.value < 120
        and before.search(text[max(0, number.start - _BESIDE) : number.start]) is not None
        and after.match(text[number.end : number.end + _BESIDE]) is not None
    )


def _find_noun_phrases(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find "a man", "another 16-year-old boy", "his wife"; at the span's beginning the article may be left out."""
    words = list(_WORD.finditer(text, start, end))
    determiners, ends = word_set("persons", "determiners"), word_set("persons", "ends")
    for at, word in enumerate(words):
        folded = word[0].casefold()
        headed = folded in determiners or folded.endswith(("'s", "’s"))
        if not headed and (at or word[0][0].islower()) and not _aged().fullmatch(word[0]):
            continue
        for nth, noun in enumerate(words[at + headed : at + headed + _MODIFIERS + 1], start=at + headed):
            folded = noun[0].casefold()
            if _PUNCTUATION.search(text, word.end(), noun.start()):
                break
            if folded in determiners | ends and not (folded == "of" and _is_title(words[nth - 1 : nth + 2])):
                break
            following = words[nth + 1][0].casefold() if nth + 1 < len(words) else ""
            if is_person(folded) and not (is_person(following) or _are_persons(following)):
                yield word.start(), noun.end()
                break
            if _aged().fullmatch(noun[0]) and not _is_modifier(following):
                yield word.start(), noun.end()
                break
            if singular(folded) != folded and not folded.endswith(("'s", "’s")):
                break  # a plural: "the soldiers' commander", "a men's club"


def _is_title(words: Sequence[re.Match[str]]) -> bool:
    """Return whether "of" stands inside a name: "a University of Pennsylvania officer"."""
    return len(words) == 3 and words[0][0][0].isupper() and words[2][0][0].isupper()


def _is_modifier(word: str) -> bool:
    """Return whether a word behind an age may lead to the noun: "a 16-year-old high school student", no verb."""
    if not word or word in word_set("persons", "auxiliaries") or word in word_set("persons", "outcomes"):
        return False
    return word not in word_set("persons", "ends") and word not in word_set("nouns", "stops")


def _are_persons(word: str) -> bool:
    return word != singular(word) and is_person(singular(word))


def _find_outcomes(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find "another", or a name, before or behind what became of that person."""
    for pattern in (_before_outcome(), _behind_outcome()):
        for match in pattern.finditer(text, start, end):
            first, last = match.span(match.lastindex or 0)
            words = {word.strip(".,").casefold() for word in text[first:last].split()}
            if match.lastindex == 1 and pattern is _before_outcome():
                yield first, last  # "another", "a third"
            elif not words <= _no_names() and not words & _no_persons():
                yield first, last


def _find_names(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Find names of two words or more that are nobody's office and no place of a kind."""
    for match in _names().finditer(text, start, end):
        words = match[0].split()
        while words and words[0].strip(".").casefold() in _no_names():
            words = words[1:]
        plain = {word.strip(".,").casefold() for word in words}
        following = _WORD.match(text, min(match.end() + 1, len(text)))
        acts = following is not None and following[0].casefold() in word_set("persons", "done_to")
        if len(words) > 1 and not acts and not plain & (_no_names() | _no_persons()):
            yield match.end() - len(match[0].split(words[0], 1)[1]) - len(words[0]), match.end()


@cache
def _names() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){_NAME}(?:\s+{_NAME}){{1,4}}")


@cache
def _no_names() -> frozenset[str]:
    """Words with a capital that begin no name, in lower case."""
    words: Mapping[str, list[str]] = table("persons")
    return (
        frozenset(word.casefold() for name in ("titles", "no_names") for word in words[name])
        | word_set("nouns", "stops")
        | word_set("persons", "determiners")
    )


@cache
def _no_persons() -> frozenset[str]:
    """Words of the names of offices, outlets, towns and sites."""
    return word_set("attribution", "offices") | word_set("nouns", "things") | word_set("persons", "institutions")


@cache
def _negation() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(word_set('persons', 'negations'))})\b|n['’]t\b", re.IGNORECASE)


@cache
def _before_outcome() -> re.Pattern[str]:
    alone, auxiliary, outcome, end = (
        f"(?i:{alternatives(words)})"
        for words in (
            word_set("persons", "alone"),
            word_set("persons", "auxiliaries"),
            word_set("persons", "outcomes"),
            word_set("persons", "deaths"),
        )
    )
    name = rf"{_NAME}(?:\s+{_NAME}){{0,4}}"
    aged = f"(?i:{alternatives(word_set('persons', 'aged'))})"
    age = rf"(?:,\s*(?:{aged}\s+)?\d{{1,3}}\b,?|\s*\(\d{{1,3}}\))"
    passive = rf"(?:\s+{auxiliary}){{1,3}}(?:\s+\w+ly)?\s+{outcome}\b"
    active = rf"\s+{end}\b"
    return re.compile(
        rf"\b({alone})(?:\s+{auxiliary}){{0,3}}(?:\s+\w+ly)?\s+{outcome}\b"
        rf"|(?<![\w.-])({name})(?:{age}|(?:{age}|,)?(?:{passive}|{active}))"
    )


@cache
def _behind_outcome() -> re.Pattern[str]:
    """Words for what was done to somebody, before that person's name or pronoun: "killed Ana Ruiz", "shot himself"."""
    done = alternatives(word_set("persons", "done_to") | word_set("persons", "done_noun"))
    own, aged = alternatives(word_set("persons", "objects")), _ages()["noun"]
    return re.compile(rf"(?<!\w)(?i:{done})\s+(?:(?i:{own})\b|(?:{aged}\s+)?({_NAME}(?:\s+{_NAME}){{0,4}}))")
