"""Attribution: the speakers of a sentence, and the one that a number comes from."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import takewhile

from ..language.dates import find_weekday
from ..language.lexicon import table, word_set
from ..language.nouns import nouns_of
from .phrase_matcher import PhraseMatcher, build_matcher, cue_phrases
from .speaker_names import clean_speaker
from .speakers import may_precede_verb, puts_number, tells_surely
from .tokenizer import Sentence, Word

_listed = partial(word_set, "attribution")
_HEADED = 8  # words before a colon
_CLOSING = 8  # words of a speaker at the end of a sentence
_AHEAD = 8  # attributions after a number that may close what it stands in
_FARTHEST = 60  # words: no clause that is longer is searched for its subject
_QUOTES = '"“”'
_HARD = frozenset((";", ":", "(", ")", "—", "–", *_QUOTES))


@dataclass(frozen=True)
class Attribution:
    """An attribution in a sentence: words `first` to `last` (exclusive) are the speaker and the verb.

    `closes` says that it ends what it reports ("two were killed, he said"); `speaker` is None for one that cannot be
    named.
    """

    first: int
    last: int
    speaker: str | None
    closes: bool
    denies: bool = False


@dataclass
class Speakers:
    """The speakers of the article so far: pronouns and bare offices mean one of them."""

    named: list[str] = field(default_factory=list)
    holders: dict[str, dict[str, None]] = field(default_factory=dict)

    def resolve(self, speaker: str | None) -> str | None:
        """Return the words for a speaker that tell the most, and remember whoever is named."""
        if speaker is None:
            return None
        if speaker.lower() in _listed("pronouns"):
            return self.named[-1] if self.named else None
        speaker = self.full_name(speaker) or speaker
        self.named.append(speaker)
        if _names_somebody(speaker):
            for word in re.findall(r"\w+", speaker.lower()):
                if word in _listed("offices"):
                    self.holders.setdefault(word, {})[speaker] = None
        return speaker

    def full_name(self, speaker: str) -> str | None:
        """Return the one named speaker who holds the office in these words; None for none, or if the words name one."""
        article, *adjectives, office = speaker.split() if " " in speaker else ("", speaker)
        if article.lower() not in _listed("holders") or office not in word_set("attribution", "offices"):
            return None
        if not set(adjectives) <= _listed("bare"):
            return None
        holders = self.holders.get(office, {})
        return next(iter(holders)) if len(holders) == 1 else None

    def last(self) -> str | None:
        """Return the last speaker; None before the first."""
        return self.named[-1] if self.named else None


def _names_somebody(speaker: str) -> bool:
    return any(word[0].isupper() and word not in _listed("articles") for word in speaker.split())


def find_attributions(sentence: Sentence, speakers: Speakers) -> list[Attribution]:
    """Find the attributions of a sentence, in order."""
    attributions: list[Attribution] = []
    for place in range(len(sentence.words)):
        if attributions and place < attributions[-1].last:
            continue
        attribution = (
            _find_according_to(sentence, place)
            or _find_saying(sentence, place, attributions)
            or _find_colon(sentence, place)
        )
        if attribution:
            attributions.append(replace(attribution, speaker=speakers.resolve(attribution.speaker)))
    return attributions


def find_attribution_of(at: int, attributions: Sequence[Attribution]) -> Attribution | None:
    """Find the attribution of the number at a word: one that closes after it, else the last before it."""
    place = bisect_right(attributions, at, key=lambda attribution: attribution.last)
    earlier = attributions[place - 1] if place else None
    following = attributions[place : place + _AHEAD]
    closing = next((item for item in following if item.closes and item.first > at), None)
    return closing if closing and not (earlier and earlier.denies) else earlier


@cache
def _according_phrases() -> PhraseMatcher:
    return build_matcher((phrase, "") for phrase in table("attribution")["according"])


def _find_according_to(sentence: Sentence, place: int) -> Attribution | None:
    """Find "according to" somebody, up to the next comma."""
    lowers = sentence.lowers
    phrase = _according_phrases().match(lowers, place)
    if not phrase:
        return None
    start = place + phrase[0]
    end = start
    while end < len(lowers) and lowers[end] not in ",.;:()" and lowers[end] not in _listed("according_ends"):
        end += 1
    return Attribution(place, end, clean_speaker(sentence, start, end, counted=True), closes=place > 0)


def _find_colon(sentence: Sentence, place: int) -> Attribution | None:
    """Find an office before a colon, at the start of a sentence: "Interior ministry: 23,000 people at the protest"."""
    lowers = sentence.lowers
    if lowers[place] != ":" or not 0 < place <= _HEADED or not set(lowers[:place]) & _listed("offices"):
        return None
    return Attribution(0, place + 1, clean_speaker(sentence, 0, place), closes=False)


def _find_saying(sentence: Sentence, place: int, earlier: Sequence[Attribution]) -> Attribution | None:
    """Find somebody who says, with the verb; None if the word is no such verb or nobody is named."""
    lowers = sentence.lowers
    denial = lowers[place] in _listed("denials")
    if not (denial or lowers[place] in _listed("verbs")):
        return None
    denies = denial and place + 1 < len(lowers) and lowers[place + 1] in _listed("denied")
    end = place
    while end > 0 and may_precede_verb(lowers[end - 1]):
        end -= 1
    if lowers[place] in _listed("nouns_too") and not _is_verb(sentence, end, place):
        return None
    if lowers[place] in ("put", "puts") and not puts_number(lowers, place):
        return None
    if lowers[place] in _listed("speaking") and lowers[place + 1 : place + 2] != ["of"]:
        return None
    if lowers[place].startswith("claim") and "lives" in lowers[place + 1 : place + 5]:
        return None  # a flood that claimed 85 lives says nothing
    if end == 0 or lowers[end - 1] in _listed("passives"):
        return _find_inverted(sentence, place) if end == 0 else None
    if lowers[end - 1] in _listed("same_speaker") or lowers[place] in ("saying", "adding"):
        speaker = earlier[-1].speaker if earlier else None
        return Attribution(place, place + 1, speaker, closes=False, denies=denies) if speaker else None
    if _is_inverted(sentence, end, place):
        return _find_inverted(sentence, place)
    return _find_subject(sentence, end, place, earlier, denies=denies)


def _find_antecedent(sentence: Sentence, comma: int, floor: int) -> str | None:
    """Find whom "who" or "which" behind a comma means: "the disaster agency, which speaks of 31 deaths"."""
    lowers = sentence.lowers
    start = _find_subject_start(lowers, comma + 1, floor)
    name = next((at for at in range(comma - 1, start, -1) if lowers[at] == ","), comma)
    nouns = (at for at in range(name - 1, start - 1, -1) if lowers[at] in word_set("function_words", "determiners"))
    start = next((at for at in nouns if at == start or lowers[at - 1] != "of"), start)
    if _holds_verb(lowers[start:comma]) or not _can_speak(sentence.words[comma - 1]):
        return None
    return clean_speaker(sentence, start, comma, counted=True)


def _is_inverted(sentence: Sentence, end: int, place: int) -> bool:
    """Return whether the speaker stands behind the verb: after a quotation, or a clause and a comma before a name."""
    lowers = sentence.lowers
    comma = lowers[end - 1] == ","
    if lowers[end - 1] in _QUOTES or (comma and end > 1 and lowers[end - 2] in _QUOTES):
        return True
    if not (comma and end == place):
        return False
    ahead = list(takewhile(lambda word: word.text != ".", sentence.words[place + 1 :]))
    if len(ahead) > 1 and all(word.text[0].isupper() for word in ahead[:2]):
        return True
    closing = [word.lower for word in ahead]
    if (
        1 < len(closing) <= _CLOSING
        and place + 1 + len(closing) >= len(lowers) - 1
        and _is_speaker(sentence, place + 1, closing)
    ):
        return True
    alone = (
        lowers[place] in _listed("finite")
        and 0 < len(ahead) < _HEADED
        and all(word.text[0].isalnum() for word in ahead)
    )
    return alone and not _holds_verb(closing) and any(_can_speak(word) for word in ahead)


def _is_speaker(sentence: Sentence, first: int, words: list[str]) -> bool:
    """Return whether words that close a sentence are somebody who says something: "says Nepal's disaster agency"."""
    plain = all(word[0].isalnum() and word != "#" for word in words)
    return plain and _can_speak(sentence.words[first + len(words) - 1]) and not _holds_verb(words)


def _find_subject(
    sentence: Sentence, end: int, place: int, earlier: Sequence[Attribution], *, denies: bool
) -> Attribution | None:
    """Find the speaker who is the subject of a verb; who "we" are, the words around a quotation tell."""
    lowers = sentence.lowers
    if lowers[end - 1] in _listed("first_persons"):
        return None
    floor = earlier[-1].last if earlier else 0
    end = _skip_relative_clause(lowers, end, floor)
    start = _find_subject_start(lowers, end, floor)
    if lowers[start] in _listed("relative_speakers") and end - start > 1:
        start += 1  # "the flood, which officials said killed 31"
    speaker = clean_speaker(sentence, start, end, counted=tells_surely(lowers, place))
    if speaker is None or (start > 0 and lowers[start - 1] in _listed("comparing")) or "than" in lowers[start:end]:
        return None
    if speaker.lower() in _listed("relative_speakers") and start > 1 and lowers[start - 1] == ",":
        speaker = _find_antecedent(sentence, start - 1, floor) or speaker
    closes = start > 0 and lowers[start - 1] != ";" and _closes_clause(sentence, place)
    return Attribution(start, place + 1, speaker, closes=closes, denies=denies)


def _skip_relative_clause(lowers: list[str], end: int, floor: int) -> int:
    """Find where a subject ends whose relative clause stands before the verb: "the governor, who had come, said"."""
    if lowers[end - 1] != ",":
        return end
    for comma in range(end - 2, max(floor, end - _FARTHEST), -1):
        if lowers[comma] in _HARD:
            break
        if lowers[comma] == "," and lowers[comma + 1] in _listed("relative_speakers"):
            return comma + 1
    return end


def _is_verb(sentence: Sentence, end: int, place: int) -> bool:
    """Return whether a word that may be a noun has a speaker before it and no verb behind it."""
    following = sentence.lowers[place + 1 : place + 2]
    if following and (following[0] in _listed("verbs") or following[0] in _listed("shows")):
        return False
    return end > 0 and _can_speak(sentence.words[end - 1])


def _can_speak(word: Word) -> bool:
    """Return whether a word can end the name of a speaker: "initial" cannot, so "reports" after it is a noun."""
    return (
        word.text[0].isupper()
        or word.lower in nouns_of("people")
        or (word.lower.removesuffix("s") in nouns_of("people") | _listed("offices"))
    )


def _find_inverted(sentence: Sentence, place: int) -> Attribution | None:
    """Find an attribution whose speaker comes after the verb: '"...", said the governor'."""
    lowers = sentence.lowers
    end = place + 1
    while end < len(lowers) and _may_name_speaker(sentence, end, place):
        end += 1
    speaker = clean_speaker(sentence, place + 1, end, counted=True) if place > 0 else None
    return Attribution(place, end, speaker, closes=True) if speaker else None


def _may_name_speaker(sentence: Sentence, at: int, verb: int) -> bool:
    """Return whether a word behind a verb may be of the speaker's name: "said two residents on Monday"."""
    lower = sentence.lowers[at]
    return (lower[0].isalnum() or (lower == "#" and at == verb + 1)) and lower not in _listed("inverted_ends")


def _find_subject_start(lowers: list[str], end: int, floor: int) -> int:
    """Find where the subject starts that ends before a word: back to a comma, or over an apposition."""
    if lowers[end - 1] == ")" and "(" in lowers[max(floor, end - 6) : end]:
        end -= lowers[max(floor, end - 6) : end][::-1].index("(") + 1
    commas = lowers[end - 1] == ","
    start = _find_segment_start(lowers, end - 1 if commas else end, floor)
    if commas and start > floor and lowers[start - 1] == ",":
        before = _find_segment_start(lowers, start - 1, floor)
        if not _holds_verb(lowers[before : start - 1]):
            return before
    return start


def _find_segment_start(lowers: list[str], end: int, floor: int) -> int:
    start, floor = end, max(floor, end - _FARTHEST)
    while start > floor and lowers[start - 1] not in _HARD and lowers[start - 1] != ",":
        start -= 1
    for place in range(end - 1, start - 1, -1):
        if lowers[place] in _listed("joins") and (lowers[place] != "and" or _holds_verb(lowers[start:place])):
            return place + 1
    return start


def _holds_verb(words: list[str]) -> bool:
    """Return whether the words hold a verb: then they are a clause, and no part of a name."""
    return any(
        word in word_set("nouns", "auxiliaries") or word in _listed("verbs") or cue_phrases("after").match(words, place)
        for place, word in enumerate(words)
    )


def _closes_clause(sentence: Sentence, verb: int) -> bool:
    """Return whether nothing that is said follows the verb."""
    following = sentence.words[verb + 1 : verb + 2]
    if sentence.lowers[verb] in ("told", "tells"):  # "…, the mayor told local radio"
        heard = list(takewhile(lambda word: word.text not in ",;:", sentence.words[verb + 1 :]))
        return not any(word.counts or word.lower == "that" for word in heard)
    return (
        not following
        or not following[0].text[0].isalnum()
        or (_may_follow_verb(following[0].lower) or following[0].lower.startswith("<"))
    )


def _may_follow_verb(word: str) -> bool:
    return word in _listed("after_verb") or find_weekday(word) is not None


def attribution_spans(words: Sequence[Word], attributions: Sequence[Attribution]) -> Iterator[tuple[int, int]]:
    """Yield the offsets of attributions: a place named in one is where somebody speaks."""
    for attribution in attributions:
        yield words[attribution.first].start, words[attribution.last - 1].end
