"""Parts of patterns: marks that say where a text is searched for it, so that long texts are not searched everywhere."""

from collections.abc import Iterable

from ...lexicon import alternatives, lexicon

# Comments at the beginning of a pattern, by which it is searched for where it can be alone: it begins with a run of
# digits; it holds a number of four digits near its beginning; it matches without a digit as well.
AT_DIGITS, AT_YEARS, WORDS_TOO = "(?#at digits)", "(?#at years)", "(?#words too)"


def needing(words: Iterable[str]) -> str:
    """Write into a pattern that what it matches holds one of some words, in any case."""
    return f"(?#needs {'|'.join(word.lower() for word in words)}){WORDS_TOO}"


def counted_nouns(letter: str = "[a-z]", *, adjective: bool = True) -> str:
    """Write what is counted behind a number, an adjective before it: "armed men", "homes"; no verb, as "has"."""
    verbs = alternatives(lexicon().calendar["verbs_in_s"])
    counted = alternatives([*lexicon().designators["counted"], "People"])
    before = rf"(?:(?:{letter}|-)+\s)?" if adjective else ""
    return rf"{before}(?:{counted}|(?!(?:{verbs})\b){letter}+s)\b"
