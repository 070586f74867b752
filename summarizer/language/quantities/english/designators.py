"""Patterns of names that hold a number and count nothing."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from ...lexicon import Lexicon, alternatives
from ...lexicon import table as table_of
from .pattern_marks import AT_DIGITS, AT_YEARS, WORDS_TOO, counted_nouns, needing

_CALL_SIGN = 4  # letters


def fixed_patterns(words: Lexicon) -> Iterator[str]:
    """Yield names that are always the same, addresses of the web, and telephones with the code of a country."""
    yield rf"(?<![\w.])(?:{alternatives(words.designators['fixed'])})(?![\w])"
    yield needing(("://", "www.", "@")) + r"https?://\S+|\bwww\.\S+|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.]+"
    yield r"(?<!\w)\+\d{1,3}[ -]?\(?\d{1,4}\)?(?:[ -]?\d{2,4}){2,4}\b"


def _money_before(words: Lexicon, *, apart: bool = False) -> str:
    """Return what begins an amount with its currency: "KSh3", "N500 million"; also apart from it: "Tk 160"."""
    money, numerals = words.units["money"], words.numerals
    signs = alternatives({sign for signs in money["before"].values() for sign in signs if sign[0].isalpha()})
    letters = alternatives({letter for letters in money["letters"].values() for letter in letters})
    scales = alternatives([*numerals["scales"], *numerals["suffixes"], *numerals["abbreviated"]])
    many = rf"\d[\d,.]*(?:[\s-]?(?:{scales})|-[MBT])\b|\d{{1,3}}[, ]\d{{3}}"
    gap = r"\s?" if apart else ""
    quake = rf"M\d\.\d\s(?:{alternatives(words.units['earthquakes'])})\b"
    return rf"(?:{signs})\.?{gap}\d|(?:{letters})(?:{many})|{quake}"


def designator_patterns(words: Lexicon) -> Iterator[str]:
    """Yield names by what stands beside their number: "Flight 17", "category 4", "14°35'N", "[3]"."""
    table, numerals = words.designators, words.numerals
    capital = alternatives(word.capitalize() for word in (*numerals["units"], *numerals["tens"]))
    signs = alternatives(
        {sign for marks in words.units["money"]["before"].values() for sign in marks if sign.isalpha()}
    )
    yield rf"\b(?:{alternatives(table['plurals'])})\s\d+[A-Z]?(?:,\s\d+[A-Z]?)*(?:,?\sand\s\d+[A-Z]?)?\b"
    yield (
        AT_DIGITS
        + r"(?<![\w.])\d{1,3}(?:\.\d+)?\s?°\s?(?:\d+(?:\.\d+)?\s?['’′]\s?(?:\d+(?:\.\d+)?\s?[\"”″])?)?\s?[NSEW]\b"
        r"|(?<![\w.])\d{1,3}\.\d+°?\s?[NSEW]\b"
    )
    yield rf"\b(?i:{alternatives(table['of_pages'])}):?\s\d{{1,3}}\s?(?:of|/|of\s/)\s?\d{{1,3}}\b"
    yield from _station_patterns(table)
    yield AT_DIGITS + r"\b\d{4}-\d{2}\b(?!-)"
    yield AT_DIGITS + r"(?<=[:;.]\s)\d{1,2}\)(?= [A-Za-z])|(?<=[:;.]\s\()\d{1,2}(?=\) [A-Z])"
    yield AT_DIGITS + r"\b\d{1,3}-\d+(?:st|nd|rd|th)\b"
    yield AT_DIGITS + r"(?<=[a-z]\s)\d{1,2}\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s\d{1,2}\b(?![,.]\d|\s[a-z]|%)"
    yield AT_DIGITS + r"\b\d[-\s]foot[-\s]\d{1,2}\b"
    yield AT_DIGITS + r"\b1[38]00[ -]\d{3}[ -]\d{3}\b"
    yield AT_DIGITS + r"(?<![\w.,])7[0-8]7-[1-9]00\b"
    yield AT_DIGITS + r"\b\d{1,2}[xX×]\d{1,2}s?\b(?!\s?\^)"
    yield AT_DIGITS + r"(?<![\w.,])\d[GD]\b(?=\s[a-z]|[,.;)])"
    yield AT_DIGITS + r"(?<![\w.,])\d{1,4}[ADHJLOPQRUVXYZ]\b(?![-.]\w)"
    yield AT_DIGITS + r"(?<![\d:])(?<!\bratio of )\d{1,4}:\d{1,4}(?![\d:]|,\d{3})"
    local = (
        r"(?<!\w)0\d{2,4}\)?[ -]\d{3,4}[ -]?\d{3,4}",
        r"(?<![\w,.])0\d{2,4}(?:-\d{2,4}){1,3}",
        r"(?<![\w,.])0800(?: \d\d){3}",
        r"\b\d{3}-\d{4}",
        r"\b(?:1-)?\d{3}[-.]\d{3}[-.]\d{4}",
    )
    yield rf"{AT_DIGITS}(?:{'|'.join(local)})\b"
    yield r"\[\d{1,3}\]"
    yield r"(?<!['’])\b(?![AI]\s)[A-Z]\s\d{1,3}s?\b(?![,.]\d|\s(?:[a-z-]+\s)?(?:people|[a-z]+s)\b)"
    yield r"\bi[A-Z][a-z]+\s\d+(?:['’]?s)?\b"
    counted, scales = counted_nouns(), alternatives(numerals["scales"])
    alone = rf"(?![,.]\d|\s(?:{counted}|{scales}\b)|\s?%)"
    yield rf"(?<=[a-z]\s)(?!(?:{signs})\s)[A-Z]{{2,6}}\s(?:\d+/\d+|\d{{2,5}}(?:-\d+)?)\b{alone}"
    small = alternatives([*numerals["units"], *numerals["tens"]])
    multiples = [f"-{word}" for word in table["multiples"]]
    yield rf"{needing(multiples)}\b(?:\d+|(?i:{small}))(?:{alternatives(multiples)})\b"
    known = "".join(rf"(?<!\b{word}\s)" for word in table["not_named"])
    initials = "".join(sorted({word[0] for word in (*table["lower"], *table["spans"])}))
    known = rf"\b(?=[{initials}]\w*\.?\s#?\d){known}"
    lower, spans = alternatives(table["lower"]), alternatives(table["spans"])
    verb = "".join(rf"(?<!\b{word}\snumber\s)" for word in table["who_number"])
    numbered = rf"(?!number\s)(?:{lower})\s#?\d+[A-Za-z]?(?:[-/]\d+)*\b(?![,.]\d|\s(?:{scales})\b)"
    yield rf"\bnumber\s(?<![a-z]s\snumber\s){verb}\d+[A-Za-z]?\b(?![,.]\d|\s(?:{scales})\b)"
    yield rf"{known}(?:{numbered}|(?:{spans})\s\d+\b(?![,.]\d|\s{counted}))"
    yield rf"{WORDS_TOO}(?<=[Tt]he )(?:[A-Z][a-z]+\s)(?:{capital})\b"
    item = r"(?=\s+(?:[A-Z]|\d[\d,]*\s[a-z]))"
    yield rf"(?:(?<=\n)|(?<![^\n]))[^\S\n]*\(?\d{{1,2}}[.)]{item}|(?<=[.;]\s)\d{{1,2}}\.{item}"
    yield r"\b[A-Z][a-z]+\s0\d\b"
    yield from _code_patterns(words)


def _station_patterns(table: Mapping[str, Any]) -> Iterator[str]:
    """Yield television stations with their channel: "NBC 6", "KSLA 12"; no word of a line in capitals is one."""
    usual = (word.upper() for word in table_of("letter_case")["lower"].split() if len(word) == _CALL_SIGN)
    signs = rf"(?!(?:{alternatives(usual)})\b)[WK][A-Z]{{{_CALL_SIGN - 1}}}"
    counted = rf"(?![,.]\d|\s(?i:{alternatives(table['counted'])})\b)"
    yield rf"\b(?:{alternatives(table['stations'])}|{signs})\s\d{{1,2}}\b{counted}"
    yield r"\bLocal\s\d{1,2}(?=\sNews\b)|\b\d{1,2}News\b"


def _single_words(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield the words of a measure that stand alone and tell what a number counts: "killed", "deaths"."""
    phrases = chain.from_iterable(row.get(kind, ()) for kind in ("before", "after", "nouns", "fates", "tolls"))
    return (phrase for phrase in phrases if phrase.isalpha())


def _code_patterns(words: Lexicon) -> Iterator[str]:
    """Yield names by their form, and numbers behind or before words that make names of them."""
    table = words.designators
    sides, streets = alternatives(table["sides"]), alternatives(table["streets"])
    heads = alternatives(table["heads"])
    no_code = rf"(?!{_money_before(words)}|(?i:mid|pre|post|late|early|to|or|and|of|in|by)-)"
    yield rf"\b(?=[A-Za-z]+[-‑]?\d){no_code}[A-Za-z]+[-‑]?\d+[A-Za-z0-9]*(?:[-./]\d+)*\b(?!,\d)"
    yield r"\b[A-Z]{2,}(?:/[A-Z0-9.]+)+\b|\b[A-Z]{2}\s\d{1,2}\s[A-Z]{1,2}\s\d{3,4}\b"
    yield needing(("#", "§", "9-1-1", "local ")) + r"(?<!\w)#\d+\b|§§?\s?\d+\b|\b9-1-1\b|(?<=[a-z'’]\s)Local\s\d{1,4}\b"
    roads = table["bound_for"]
    yield rf"{needing(roads)}\b[Tt]he\s(?P<span>\d{{1,3}})\s(?:{alternatives(roads)})\b(?!\s[a-z]+s\b)"
    yield rf"{AT_DIGITS}(?:(?<=\ba\s)|(?<=\bthe\s)|(?<=\bchartered\s))7[0-8]7\b(?![,.]\d|-|\s{counted_nouns()})"
    street = r"(?:(?:North|South|East|West)\s)?[A-Z0-9][a-z0-9]+[,.;]"
    yield rf"{AT_DIGITS}(?:(?<=\bat\s)|(?<=\binside\s)|(?<=\boutside\s))\d{{3,5}}[a-z]?(?=\s{street})"
    yield AT_DIGITS + r"(?<=[“\"'‘])\d{4}(?=[”\"'’])"
    yield rf"{AT_DIGITS}(?<=\bthe\s)\d{{1,4}}[A-Z]?(?=\s(?:is|was|isn['’]t|wasn['’]t|hasn['’]t|has)\b)"
    yield rf"{AT_DIGITS}(?<=\bThe\s)\d{{1,4}}[A-Z]?(?=\s(?:is|was|isn['’]t|wasn['’]t|hasn['’]t|has)\b)"
    yield AT_DIGITS + r"(?<![\w.,])7[0-8]7s\b"
    yield r"(?<=[a-z]\s)[A-Z][a-z]+\s(?P<span>\d{1,3}s)\b"
    yield AT_DIGITS + r"\b\d+ers\b"
    yield AT_DIGITS + r"\b\d{3}(?:-\d+)?\sMAX(?:\s\d+)?\b"
    yield rf"{AT_DIGITS}\b\d+\s(?:{alternatives(table['units_of_armies'])})\b"
    yield AT_DIGITS + r"\b(?:911|999|112)(?=\s(?:call|operator|dispatch|emergency))"
    yield AT_DIGITS + r"(?<![\w.,])\d+[AC-JLN-SU-Z](?:\s[A-Z][a-z]+)+"
    named = r"(?:\d+(?:st|nd|rd|th)\s|(?:[A-Z][a-z]+\s){1,2})"
    yield rf"{AT_DIGITS}\b\d+[A-Za-z]?\s(?:(?:{sides})\s)?{named}(?:{streets})(?!\w)"
    yield rf"{AT_DIGITS}\b\d+(?:st|nd|rd|th)(?=\s(?:[A-Z]\w+\s){{0,3}}(?:{heads})\b)"
    yield r"\b[A-Z]{1,4}(?:\.\d+)+\b"
    yield rf"{AT_YEARS}\b(?:{alternatives(table['acts'])}),?\s(?:of\s)?(?P<span>(?:1[5-9]|20)\d{{2}})\b"
    yield rf"{AT_DIGITS}\b\d{{1,5}}[A-Za-z]?(?=,?\s(?:{alternatives(table['streets_before'])})\s)"
    yield rf"{AT_DIGITS}\b(?P<span>\d{{2,5}})(?=[\s-](?:{alternatives(table['blocks'])})\b)"
    yield from _noun_patterns(words)


def _noun_patterns(words: Lexicon) -> Iterator[str]:
    """Yield names by the noun before their number, or by what "one" stands for."""
    table, numerals = words.designators, words.numerals
    nouns, heads = alternatives(table["nouns"]), alternatives(table["heads"])
    capital = alternatives(word.capitalize() for word in (*numerals["units"], *numerals["tens"]))
    ranks = alternatives(word.capitalize() for word in numerals["ordinals"])
    code = r"\d[\w-]*(?:[/.]\d+)*(?:\(\w{1,3}\))*(?:\sMAX)?(?:\s\d+\b)?"
    apart = "".join(rf"(?<!\b{word}\s)" for word in table["not_after"])
    follower = rf"(?:[,.;:)]|\s(?:{alternatives(table['followers'])})\b)"
    measures = (phrase for row in table_of("measures").values() for phrase in _single_words(row))
    counting = alternatives({*table["headlines"], *(word.capitalize() for word in measures)})
    month = alternatives([*words.months, *words.calendar["weekdays"]])
    no_name = rf"(?!(?:{month})\b|(?:[A-Z]\w*\s)?(?:{counting})\s\d|{_money_before(words, apart=True)})"
    listed = r"(?!,\s[A-Z][\w'’-]+\s\d)"
    yield rf"(?<=[a-z,]\s)(?<!\d,\s){apart}{no_name}[A-Z][\w.&]*(?:\s[A-Z][a-z]+)?\s\d+(?={follower}(?!\d)){listed}"
    more = rf"(?!\d*(?:,\d{{3}})|\d+\s(?:{alternatives(numerals['scales'])})\b)"
    yield rf"{WORDS_TOO}\b(?:{nouns})\s(?:{more}{code}|(?:{capital})\b|[IVX]+\b)"
    verb_nouns = alternatives(table["verb_nouns"])
    yield rf"\b(?:{verb_nouns})\s{more}{code}(?!\w|\s{counted_nouns('[A-Za-z]')})"
    yield rf"{AT_DIGITS}(?<=\bthe\s)\d{{3}}(?=\s(?:{alternatives(table['called'])})\b)"
    yield r"\b[A-Z][a-z]+\s(?:[IVX]{2,}|V|X)\b"
    yield rf"{needing(table['heads'])}\b(?:{ranks})\s(?:{heads})\b"
    yield rf"(?<=[a-z,]\s)(?:{capital})\s[A-Z][a-z]+"
    yield rf"{WORDS_TOO}[Oo]ne(?<=\b[Oo]ne)(?=\s+(?:{alternatives(table['pronoun_before'])})\b)"
    after = "|".join(rf"(?<=\b{word}\sone)|(?<=\b{word.capitalize()}\sone)" for word in table["pronoun_after"])
    yield rf"{WORDS_TOO}one\b(?:{after})(?!-|\s+(?:of|hundred|thousand|million))"
    calls = alternatives(table["calls"])
    yield rf"\b(?i:{calls})\s(?P<span>\d{{3,5}}(?:\s(?:or|and)\s\d{{3,5}})?)\b(?!\s{counted_nouns()})"
