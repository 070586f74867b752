"""What a language's `numbers.toml` lacks: `python -m tests.helpers.language_folders [LANGUAGE…]`.

Every table and key that docs/languages.md tells of is there and of its type, no word has two values, no abbreviation of a
scale is the sign of a unit, and every whole number to 999 that Unicode's spell-out rules write is read back.
"""

import contextlib
import random
import sys
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final, Literal

from icu4py.messageformat import MessageFormat
from pydantic import BaseModel, ConfigDict, ValidationError

from summarizer.language.detection import language_name
from summarizer.language.quantities import fold, read_numbers
from summarizer.language.quantities.multilingual import languages
from summarizer.language.quantities.multilingual.lexicon import number_table, shared_table

# Of counts below a hundred the Korean press writes native words, above it Sino-Korean ones.
_NATIVE: Final = (
    "한",
    "두",
    "세",
    "네",
    "섯",
    "곱",
    "덟",
    "홉",
    "열",
    "스물",
    "스무",
    "서른",
    "마흔",
    "쉰",
    "예순",
    "일흔",
    "여든",
    "아흔",
)

Words = list[str]
ByValue = dict[str, Words]
ByBound = dict[
    Literal["at_least", "more_than", "at_most", "less_than", "about", "nearly", "just_over", "exactly"], Words
]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Writing(_Table):
    spaces: bool
    compounds: bool
    proclitics: Words
    enclitics: Words
    particles: Words = []
    glued: bool = False


class _Digits(_Table):
    thousands: Words
    decimals: Words
    indian: bool = False
    unsure: Words = []
    spelt: Words = []
    no_spelt: Words = []
    decimals_before: Words = []


class _Joins(_Table):
    parts: Words
    before_tens: Words
    of: Words
    glued: Words = []
    teens_behind: list[int] = []
    scale_first: bool = False
    digits_behind: bool = False


class _Halves(_Table):
    before: Words
    behind: Words


class _Vague(_Table):
    several: Words
    few: Words
    many: Words
    alone: Words = []
    between: ByValue = {}


class _Bounds(_Table):
    before: ByBound
    behind: ByBound
    behind_noun: ByBound
    behind_unit: ByBound = {}
    inside: ByBound = {}


class _Ranges(_Table):
    joins: Words
    frames: list[Words]
    changes: Words
    counted_joins: Words = []


class _Shares(_Table):
    patterns: Words
    words: ByValue
    denominators: ByValue
    others: Words = []
    bare_hundredths: bool = False


class _Coins(_Table):
    whole: Words = []
    tenths: Words = []
    hundredths: Words = []


class _Money(_Table):
    before: ByValue
    behind: ByValue
    minor: ByValue = {}
    coins: dict[str, _Coins] = {}


class _Dates(_Table):
    months: list[Words]
    other_months: Words = []
    other_years: list[int] = []
    weekdays: list[Words]
    days_back: list[Words]
    day_before: Words
    day_behind: Words
    fillers: Words
    year_before: Words
    year_behind: Words
    decades: Words
    month_first: bool = False
    month_behind: Words = []
    span_before: Words = []


class _Times(_Table):
    separators: Words
    before: Words
    behind: Words
    minutes: Words = []
    no_minutes: Words = []


class _Ages(_Table):
    before: Words
    behind: Words
    person_before: Words
    decades: Words = []
    others: Words = []
    decade_nouns: Words = []
    first_half: Words = []
    second_half: Words = []


class _Ordinals(_Table):
    endings: Words
    spelt_endings: Words = []
    before: Words
    words: Words


class _Ones(_Table):
    articles: Words
    nouns: Words
    persons: Words = []


class _Listed(_Table):
    words: Words


class _Negations(_Table):
    words: Words
    behind: bool = False


class _Counted(_Table):
    words: Words
    before: Words


class _Names(_Table):
    before: Words
    words: Words = []
    between: list[Words] = []
    scores_behind: Words = []
    score_marks: Words = []


class _File(_Table):
    writing: _Writing
    digits: _Digits
    words: ByValue
    scales: ByValue
    joins: _Joins
    halves: _Halves
    collectives: ByValue
    plurals: ByValue
    vague: _Vague
    genitives: _Listed = _Listed(words=[])
    only_counted: _Counted | None = None
    bounds: _Bounds
    ranges: _Ranges
    shares: _Shares
    units: ByValue
    money: _Money
    counters: _Listed = _Listed(words=[])
    dates: _Dates
    times: _Times
    ages: _Ages
    ordinals: _Ordinals
    names: _Names
    ones: _Ones
    none: _Listed
    negations: _Negations
    duals: _Listed
    in_one: dict[str, ByValue] = {}


# Rule sets of Unicode's spell-out rules, by those that a language has. Somali has none.
_RULES: Final = (
    "", "%spellout-cardinal-masculine", "%spellout-cardinal-feminine", "%spellout-cardinal-neuter", "%spellout-numbering",
    "%spellout-cardinal", "%spellout-cardinal-verbose", "%spellout-cardinal-masculine-genitive",
    "%spellout-cardinal-feminine-genitive", "%spellout-cardinal-sinokorean", "%spellout-cardinal-native-attributive",
)  # fmt: skip
UNRULED: Final = ("so",)
# What is counted, where number words are read before a counter alone, or some of them are other words too.
_COUNTERS: Final = {"zh": "人", "ja": "人", "ko": " 명", "my": "ဦး", "ne": " जना", "fa": " نفر"}


def list_keys() -> list[str]:
    """Return the name of every table, and of every key of those that have keys of their own."""
    keys = list(_File.model_fields)
    for field in _File.model_fields.values():
        if isinstance(field.annotation, type) and issubclass(field.annotation, _Table):
            keys += field.annotation.model_fields
    return keys


def list_faults(language: str) -> list[str]:
    """Return a line for each thing that a language's file lacks or has twice."""
    table = number_table(language)
    try:
        _File.model_validate(table)
    except ValidationError as error:
        return [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
    return [*_find_shapes(table), *_find_twice(table), *_find_signs(table)]


def _find_shapes(table: Mapping[str, Any]) -> Iterator[str]:
    for name, size in (("months", 12), ("weekdays", 7), ("days_back", 3)):
        if len(table["dates"][name]) != size or not all(table["dates"][name]):
            yield f"dates.{name}: expected {size} lists of words, got {len(table['dates'][name])}"
    for name in ("words", "scales", "collectives", "plurals"):
        values = [float(value) for value in table[name]]
        if values != sorted(values):
            yield f"{name}: expected its numbers in ascending order"
    missing = sorted({*map(float, range(1, 10))} - {float(value) for value in table["words"]})
    if missing:
        yield f"words: expected every number below ten, got none for {', '.join(f'{value:g}' for value in missing)}"
    for bound in ("at_least", "more_than", "at_most", "less_than", "about", "nearly"):
        if not any(table["bounds"][side].get(bound) for side in ("before", "behind", "behind_noun")):
            yield f"bounds: expected words for {bound}, got none"


def _find_twice(table: Mapping[str, Any]) -> Iterator[str]:
    """Tell the words that have two values in one table."""
    for name in ("words", "scales", "collectives", "plurals"):
        values: dict[str, str] = {}
        for value, words in table[name].items():
            for word in map(fold, words):
                if values.setdefault(word, value) != value:
                    yield f"{name}: “{word}” is {values[word]} and {value}"


def _find_signs(table: Mapping[str, Any]) -> Iterator[str]:
    """Tell the abbreviations of scales that are signs of units in every language."""
    signs = {fold(sign) for sign in chain.from_iterable(shared_table()["units"].values())}
    for words in table["scales"].values():
        yield from (f"scales: “{word}” is the sign of a unit too" for word in words if fold(word) in signs)


def spell_numbers(language: str, numbers: list[int], most: int) -> Iterator[tuple[int, str]]:
    """Yield numbers in words by Unicode's rule sets, each in `most` spellings at most, in turn."""
    spellers = _spellers(language)
    for number in numbers:
        forms = sorted({speller.format({"n": number}) for speller in spellers})
        yield from ((number, forms[(number + nth) % len(forms)]) for nth in range(min(most, len(forms))))


def _spellers(language: str) -> list[MessageFormat]:
    """Return a speller by each rule set that a language has."""
    spellers = []
    for rules in _RULES:
        with contextlib.suppress(Exception):  # the language has no such rules
            speller = MessageFormat(f"{{n,spellout{',' if rules else ''}{rules}}}", language)
            speller.format({"n": 21})
            spellers.append(speller)
    return spellers


def _is_usual(language: str, number: int, words: str) -> bool:
    """Return whether a language's press counts so: no "one" that is an article, none in words, no rare spelling."""
    if number < 2:
        return False
    if language == "ko":
        native = any(word in words for word in _NATIVE)
        # The ones of 101, and numbers of several scales, are written in digits.
        return native if number < 100 else not native and number % 10 == 0 and number <= 1000
    return not (language == "my" and "ခုနှစ်" in words)  # which is "year"


def find_misread(language: str, numbers: list[int], most: int = 99) -> list[str]:
    """Return the numbers in words that are not read back as themselves."""
    misread = []
    for number, words in spell_numbers(language, numbers, most):
        if not _is_usual(language, number, words):
            continue
        read = [found.value for found in read_numbers(f"{words}{_COUNTERS.get(language, '')}", language)]
        if read != [number]:
            misread.append(f"{words}: expected {number}, got {read}")
    return misread


def sample_numbers(largest: int, each: int, seed: int = 16) -> list[int]:
    """Return some numbers of each length up to the largest."""
    rng = random.Random(seed)
    lengths = range(4, len(str(largest)))
    return [rng.randrange(10 ** (length - 1), 10**length) for length in lengths for _ in range(each)]


def main() -> int:
    """Print what each file lacks; return 1 if one lacks anything."""
    faulty = 0
    for language in sys.argv[1:] or languages():
        faults = list_faults(language)
        if not faults and language not in UNRULED:
            faults = find_misread(language, list(range(1000)))
        faulty += bool(faults)
        print(f"{language} ({language_name(language)}): {'complete' if not faults else f'{len(faults)} faults'}")
        for fault in faults[:20]:
            print(f"  {fault}")
    return int(faulty > 0)


if __name__ == "__main__":
    sys.exit(main())
