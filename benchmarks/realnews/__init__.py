"""A large language model's readings of real articles, as records without the articles' words.

`readings.jsonl` has a line for each event. `half` is the part that its incident is in: "tuned" (looked at while linking
was tuned), "blind" (not; looked at twice) or "second" (58 other incidents, chosen later for their look-alikes); `text`
is the id of the article's text as it was read; `report` an `EventReport` whose `article` is the id of the document in
`local_news.jsonl`. Words of the article are `{start:end}` there: offsets in the text, or behind it, in the title. So
are names of people, wherever they stand. Quotes and terms are left out, and made again.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, Literal

from benchmarks.worlds.readings import Document, make_document, read_by_rules, read_rows
from summarizer.inputs.articles import build_article
from summarizer.reading.terms import find_terms
from summarizer.records.article import Article
from summarizer.records.events import EventReport, parse_event_report

Half = Literal["tuned", "blind", "second"]
Reading = dict[str, Any]

READINGS: Final = Path(__file__).with_name("readings.jsonl")
# The fields that the article's own words may stand in, by what they are in; a quote stands at `start` to `end`.
PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    "report": ("headline", "when", "about"),
    "place": ("name", "site"),
    "actors": ("name",),
    "figures": ("of", "words", "where", "attributed_to", "as_of", "inclusion", "period"),
    "named": ("name",),
}
LONGEST_RUN: Final = 3  # words of the article in a row that stand in the model's own sentences
_PEOPLE: Final = ("victim", "suspect")
_TAKEN: Final = re.compile(r"\{(\d+):(\d+)\}")


def load_readings(path: Path = READINGS) -> list[Reading]:
    """Load the lines as they are, without the articles' words."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@cache
def read_documents(half: Half) -> tuple[Document, ...]:
    """Read the articles of a half, with the words put back into the readings.

    Raises FileNotFoundError where the texts are not, ValueError if a text is not the one that was read.
    """
    rows = {row["doc_id"]: row for row in read_rows()}
    readings = (reading for reading in load_readings() if reading["half"] == half)
    by_document = groupby(readings, lambda reading: str(reading["report"]["article"]))
    return tuple(
        make_document(rows[name], tuple(put_back(list(events), build_article(rows[name], name))))
        for name, events in by_document
    )


def read_documents_by_rules(half: Half) -> tuple[Document, ...]:
    """Read the same articles by the built-in rules; one in which they find no event has none."""
    rows = [document.row for document in read_documents(half)]
    events: dict[str, list[EventReport]] = {}
    for event in read_by_rules(rows):
        events.setdefault(event.article, []).append(event)
    return tuple(make_document(row, tuple(events.get(row["doc_id"], ()))) for row in rows)


def take_out(half: str, document: str, article: Article, reports: Sequence[EventReport]) -> Iterator[Reading]:
    """Turn the reports of an article into readings: its words are offsets, what follows from the text is left out."""
    words = _words(article)
    names = " ".join(each.name for report in reports for each in report.named if each.kind in _PEOPLE)
    people = set(re.findall(r"\w+", names))
    for report in reports:
        record = report.model_dump(mode="json", exclude_defaults=True, exclude={"terms", "copy_of", "incident"})
        for part, fields in _parts(record):
            if part == "figures":
                _take_quote(fields, article)
        for fields, name in _phrases(record):
            fields[name] = _replace_words(fields[name], words, people, fields.get("start"))
        yield {"half": half, "text": article.id, "report": record | {"article": document}}


def put_back(readings: Iterable[Reading], article: Article) -> Iterator[EventReport]:
    """Turn all readings of an article into reports. Raises ValueError if its text is not the one that was read."""
    records = [json.loads(json.dumps(reading)) for reading in readings]
    for reading in records:
        if reading["text"] != article.id:
            name = reading["report"]["article"]
            raise ValueError(f"{name}: expected the text that was read, {reading['text']}, got another, {article.id}")
    words = _words(article)
    for record in map(itemgetter("report"), records):
        for part, fields in _parts(record):
            if part == "figures":
                fields.setdefault("quote", article.text[fields["start"] : fields["end"]])
        for fields, name in _phrases(record):
            fields[name] = _TAKEN.sub(lambda at: words[int(at[1]) : int(at[2])], fields[name])
    reports = [parse_event_report(reading["report"]) for reading in records]
    for report, terms in zip(reports, find_terms(article, reports, [each.figures for each in reports]), strict=True):
        yield report.model_copy(update={"terms": terms})


def _words(article: Article) -> str:
    """The text with the title behind it, so that offsets in the text are those of figures."""
    return f"{article.text}\n{article.title or ''}"


def _take_quote(figure: dict[str, Any], article: Article) -> None:
    """Leave out the quote, which stands at its offsets, and what a figure has from its report."""
    if article.text[figure["start"] : figure["end"]] != figure["quote"]:
        raise ValueError(f"{article.id}: expected the quote at its offsets, {figure['start']} to {figure['end']}")
    for name in ("quote", "article", "source"):
        figure.pop(name, None)


def _replace_words(phrase: str, words: str, people: Set[str], near: object) -> str:
    """Replace a phrase that stands in the article, else each long run of its words and each name of people in it.

    The offsets are those of the first place that is not before `near`, where the quote begins, if there is one.
    """
    if at := _find(phrase, words, near):
        return at
    tokens = list(re.finditer(r"\w+", phrase))
    parts, done, nth = [], 0, 0
    while nth < len(tokens):
        start, last, at = tokens[nth].start(), nth, None
        for after in range(nth, len(tokens)):
            named = all(token[0] in people for token in tokens[nth : after + 1])
            found = _find(phrase[start : tokens[after].end()], words, None)
            if not found:
                break
            if named or after - nth >= LONGEST_RUN:
                last, at = after, found
        if at:
            parts += [phrase[done:start], at]
            done = tokens[last].end()
        nth = last + 1
    return "".join([*parts, phrase[done:]])


def _find(phrase: str, words: str, near: object) -> str | None:
    """Where a phrase stands in the article, as it is written in a reading."""
    start = words.find(phrase, near) if isinstance(near, int) else -1
    start = words.find(phrase) if start < 0 else start
    return f"{{{start}:{start + len(phrase)}}}" if start >= 0 and phrase else None


def _phrases(record: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """The fields of a report in the article's words: what they are in, and their names."""
    for part, fields in _parts(record):
        yield from ((fields, name) for name in PHRASES[part] if fields.get(name) is not None)


def _parts(record: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A report and the objects in it, each with the name of its kind."""
    yield "report", record
    for part in PHRASES:
        inner = record.get(part, ())
        yield from ((part, fields) for fields in ([inner] if isinstance(inner, dict) else inner))
