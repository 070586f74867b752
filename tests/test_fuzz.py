"""Anything at all, put where somebody else's bytes come in: a result or a one-line error of ours, and never anything else."""

import io
import json
import os
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from summarizer import Article, Unreadable, check
from summarizer.errors import ArticleError, RecordError, UsageError
from summarizer.files.front_matter import split
from summarizer.inputs import build_article, iter_articles
from summarizer.language.visible import HIDDEN, visible
from summarizer.llm.cassettes import replaying
from summarizer.llm.cassettes.file import read_recorded_model
from summarizer.reading.draft import Draft
from summarizer.records.article import make_article
from summarizer.records.events import parse_event_report
from summarizer.records.usage import Usage
from summarizer.render import render
from summarizer.schemas import EVENT_TYPES, Accounts, Repairs, reply_model
from summarizer.summary.assembly import summarize_outcomes

from .helpers.proved import ground_events

# FUZZ=20000 pytest tests/test_fuzz.py looks longer.
quick = settings(
    max_examples=int(os.environ.get("FUZZ", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

TEXT = "Flood water killed 14 people in Karsa on 3 May, and six are missing. More than 1,200 houses were damaged."
_MARKS = [*"<>!-=#*_[](){}|\\\"'`:;,.&%$@/ \n\r\t\0\x1b", *HIDDEN[:1], "\u202e", "\u202c", "\u200b", "\u2028", "\x85", "\ufffd", "\ud800", "\U000e0041", "9", "٣", "½", "a", "ß", "О"]  # fmt: skip
ODD = st.sampled_from([*_MARKS, "<!--", "-->", "---\n"])
TEXTS = st.lists(ODD | st.characters(), max_size=60).map("".join)
NUMBERS = st.integers() | st.floats() | st.sampled_from([10**400, -1, 0, 14, 6, 1200, 1e308, 5e-324])
DAYS = st.sampled_from(
    ["0001-01-01", "9999-12-31", "1000-01-01", "2999-12-31", "2024-05-03", "2024-05-03T10:00:00Z", "2024-05-03T10:00:00",
     "2024-02-30", "0000-00-00", "10000-01-01", 0, -1, 20240503, "24:00", "2024-W01", "2024-05-03T24:00"]
)  # fmt: skip
SCALARS = st.none() | st.booleans() | NUMBERS | TEXTS | DAYS
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)


def one_line(said: str) -> bool:
    """Whether a message is one line of printable words."""
    return len(said.splitlines()) == 1 and "\x1b" not in said


def told(call: Callable[[], Any], kind: type[Exception]) -> Any:
    """What a call gives; None if it ends with an error of this kind, which must be one line."""
    try:
        return call()
    except kind as error:
        said = str(error)
    assert one_line(said)
    return None


def dumped(value: Any) -> str:
    """JSON as a stranger may write it: lone surrogates escaped, NaN as it is."""
    return json.dumps(value)


def fine(found: Article | Unreadable) -> bool:
    """Whether it is a clean article or a one-line reason."""
    if isinstance(found, Unreadable):
        return one_line(found.error) and one_line(found.path or " ")
    written = (found.text, found.source or "", found.title or "", found.url or "", found.path or "")
    assert all(text == text.encode().decode() for text in written)
    assert all(one_line(text or " ") for text in written[1:4])
    assert make_article(found.text).id == found.id
    return bool(found.text)


@quick
@given(TEXTS | st.text(alphabet="<!->a\n\r\u202e\u202c\u200b", max_size=60))
def test_what_is_visible_of_a_text_has_nothing_hidden_left(text: str) -> None:
    """Once is enough: a cleaned text is its own cleaned text, so that an article has one id."""
    seen = visible(text)
    assert visible(seen) == seen
    assert not set(seen) & set("\0\x1b\r\u200b\u202e\U000e0041\ud800")


@quick
@given(
    st.binary(max_size=300) | TEXTS.map(lambda text: text.encode(errors="surrogatepass"))
    | st.tuples(TEXTS, TEXTS).map(lambda pair: f"---\n{pair[0]}\n---\n{pair[1]}".encode(errors="surrogatepass")),
    st.sampled_from([".txt", ".md", ".jsonl", ""]),
)  # fmt: skip
@example(b"---\npublished: !!timestamp x\n---\nText.", ".md")
@example(b"---\npublished: 2024-13-45\n---\nText.", ".md")
@example(b"---\ntitle: 0b_\n---\nText.", ".md")
@example(b"---\ntitle: " + b"9" * 5000 + b"\n---\nText.", ".md")
@example(b"---\ntitle: [a, b]\n---\nText.", ".md")
@example(b"---\n? {a: b}\n: c\n---\nText.", ".md")
@example(b"---\na: &a [*a]\n---\nText.", ".md")
@example(b"---\n" + b"[" * 60_000 + b"\n---\nText.", ".md")
@example(b"[" * 100_000, ".jsonl")
@example(b'{"text": "a", "published": ' + b"9" * 5000 + b"}", ".jsonl")
@example(b'{"text": "a", "title": {"a": ' + b"[" * 500 + b"]" * 500 + b"}}", ".jsonl")
@example(b"\xff\xfe" + "Text.".encode("utf-16-le"), ".txt")
def test_bytes_are_articles_or_a_reason(tmp_path: Path, data: bytes, suffix: str) -> None:
    """Whatever a file holds, whatever its ending; the same from standard input."""
    path = tmp_path / f"a{suffix}"
    path.write_bytes(data)
    assert all(map(fine, iter_articles([path])))
    assert all(map(fine, iter_articles(["-"], io.BytesIO(data))))


@quick
@given(TEXTS)
def test_front_matter_is_fields_or_a_reason(written: str) -> None:
    """A mapping of what YAML says, or an ArticleError."""
    found = told(lambda: split(f"---\n{written}\n---\nText."), ArticleError)
    assert found is None or isinstance(found[0], dict)


@quick
@given(st.dictionaries(st.sampled_from(["text", "source", "title", "url", "published", "x"]), JSON))
def test_a_row_is_an_article_or_a_reason(row: dict[str, Any]) -> None:
    """Any value in any field."""
    found = told(lambda: build_article(row, "a.jsonl:1"), ArticleError)
    assert found is None or fine(found)


FIGURE = st.fixed_dictionaries(
    {"quote": st.sampled_from(["killed 14 people", "six are missing", "More than 1,200 houses", TEXT, ""]) | TEXTS,
     "measure": st.sampled_from(["killed", "missing", "damaged", "other"]), "of": TEXTS,
     "value": st.none() | NUMBERS},
    optional={"upper": st.none() | NUMBERS, "unit": st.none() | TEXTS, "attributed_to": st.none() | TEXTS,
              "bound": st.sampled_from(["exactly", "about", "between", "more_than"]), "as_of": st.none() | TEXTS | DAYS,
              "where": st.none() | TEXTS, "stance": st.sampled_from(["asserted", "denied"])},
)  # fmt: skip
EVENT = st.fixed_dictionaries(
    {"type": st.sampled_from(["flood", "storm", "air_drone_strike", "denial"]), "headline": TEXTS},
    optional={"place": st.fixed_dictionaries({"name": st.none() | TEXTS}), "when": st.none() | TEXTS, "start": DAYS,
              "end": DAYS, "figures": st.lists(FIGURE, max_size=3), "actors": JSON},
)  # fmt: skip


@quick
@given(JSON | st.fixed_dictionaries({"events": JSON | st.lists(EVENT, max_size=3)}))
@example({"events": [{"type": "flood", "headline": "\ud800"}]})
def test_a_reply_is_events_or_an_error_that_asks_again(reply: Any) -> None:
    """What fits the schema is proved or rejected and goes into a report; what does not is a ValidationError, and asks again."""
    try:
        events = reply_model(EVENT_TYPES).model_validate_json(dumped(reply)).events
    except ValidationError:
        return
    outcome = ground_events(make_article(TEXT, published=date(2024, 5, 4)), events, Usage())
    summary = summarize_outcomes([outcome])
    for form in ("text", "md", "json"):
        render(summary, form, explain=True).encode()
    for report in outcome.reports:
        for figure in report.figures:
            assert figure.quote == TEXT[figure.start : figure.end]


REPAIR = FIGURE.map(lambda figure: {"entry": 1, **{k: figure[k] for k in figure if k in ("quote", "value", "upper", "unit", "bound")}})  # fmt: skip
ACCOUNT = FIGURE.flatmap(lambda f: st.fixed_dictionaries({"number": st.integers(-1, 4), "event": st.none() | st.integers(-1, 3)}).map(lambda n: {**f, **n}))  # fmt: skip


@quick
@given(
    JSON | st.fixed_dictionaries({"repairs": st.lists(REPAIR)}),
    JSON | st.fixed_dictionaries({"numbers": st.lists(ACCOUNT)}),
)
def test_a_second_answer_mends_or_changes_nothing(repairs: Any, accounts: Any) -> None:
    """Second looks: an answer that does not fit is a ValidationError, one that fits is proved like the rest."""
    wrong = {"quote": "killed 40 people", "measure": "killed", "of": "people", "value": 40}
    reply = {"events": [{"type": "flood", "headline": "Flood", "figures": [wrong]}]}
    draft = Draft(make_article(TEXT), reply_model(EVENT_TYPES).model_validate(reply).events)
    try:
        draft.take(draft.prove_repairs(draft.failures(), Repairs.model_validate_json(dumped(repairs)).repairs))
        left = draft.accounting().unaccounted
        draft.take(draft.prove_accounts(left, Accounts.model_validate_json(dumped(accounts)).numbers))
    except ValidationError:
        return
    for figure in draft.reports()[0].figures:
        assert figure.quote == TEXT[figure.start : figure.end]
        assert figure.value in (14, 6, 1200, 3, None)


REPORTED = st.fixed_dictionaries(
    {"measure": st.sampled_from(["killed", "cost", "x"]) | TEXTS, "value": NUMBERS},
    optional={"of": TEXTS, "low": NUMBERS, "high": NUMBERS, "unit": TEXTS, "bound": st.sampled_from(["about", "between"]),
              "as_of": TEXTS | DAYS | st.sampled_from(["on Monday", "yesterday", "by 31 December 9999", "3 days ago"]),
              "attributed_to": TEXTS, "quote": TEXTS, "extent": st.sampled_from(["total", "part", "additional"])},
)  # fmt: skip
RECORD = st.fixed_dictionaries(
    {"article": st.sampled_from(["a", "b"]) | TEXTS, "type": st.sampled_from(["flood", "storm"]) | TEXTS},
    optional={"incident": st.sampled_from(["i", "j"]) | TEXTS, "published": DAYS | TEXTS, "start": DAYS, "end": DAYS,
              "when": TEXTS | st.sampled_from(["on Monday", "on May 3"]), "source": TEXTS, "headline": TEXTS,
              "place": JSON | st.fixed_dictionaries({"name": TEXTS}), "actors": JSON, "figures": st.lists(REPORTED, max_size=3)},
)  # fmt: skip


@quick
@given(st.lists(RECORD | JSON.filter(lambda value: isinstance(value, dict)), max_size=3))
@example([{"article": "a", "type": "flood", "incident": "i", "published": "9999-12-31", "figures": [{"measure": "killed", "value": 1}]}])  # fmt: skip
@example([{"article": "a", "type": "flood", "start": "9999-12-31", "end": "9999-12-31", "when": "on May 3"}])
def test_records_are_checked_or_refused(records: list[dict[str, Any]]) -> None:
    """Each record is an event report or a RecordError; what is accepted can be linked, checked and reported."""
    accepted = [told(partial(parse_event_report, record), RecordError) for record in records]
    summary = check(report for report in accepted if report)
    for form in ("text", "md", "json"):
        render(summary, form, explain=True).encode()


INTERACTION = st.fixed_dictionaries(
    {}, optional={"request": JSON | st.fixed_dictionaries({"method": TEXTS, "uri": TEXTS, "parsed_body": JSON, "headers": JSON}),
                  "response": JSON | st.fixed_dictionaries({"status": JSON, "parsed_body": JSON, "headers": JSON})}
)  # fmt: skip
CASSETTE = st.fixed_dictionaries(
    {"interactions": JSON | st.lists(INTERACTION | JSON, max_size=3)}, optional={"version": JSON, "about": JSON}
)
BOMB = "a: &a [x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join([f'*{a}'] * 8)}]\n" for a, b in zip("abcdefghi", "bcdefghij", strict=True)
)


@quick
@given(TEXTS | CASSETTE.map(lambda value: yaml.dump(json.loads(json.dumps(value).replace("\\ud800", "")))))
@example("interactions: &a [*a]\n")
@example("interactions: " + "[" * 200_000 + "\n")
@example("- " * 200_000)
@example(BOMB + "interactions:\n- request: {parsed_body: *j}\n  response: {parsed_body: *j}\n")
@example("interactions: []\nabout: 5\n")
@example("version: 1\ninteractions:\n- request: !!python/object/apply:os.system [x]\n")
def test_a_file_that_is_no_cassette_is_an_error_of_the_call(tmp_path: Path, written: str) -> None:
    """Any text, any YAML: it can be replayed, or it is a UsageError before anything is asked."""
    path = tmp_path / "cassette.yaml"
    path.write_bytes(written.encode(errors="surrogatepass"))
    for use in (read_recorded_model, _entered):
        told(partial(use, path), UsageError)


def _entered(path: Path) -> None:
    with replaying(path) as cassette:
        assert len(cassette) >= 0


@pytest.mark.parametrize("depth", [10, 900, 1100, 100_000])
def test_brackets_in_brackets_are_an_error_and_no_crash(tmp_path: Path, depth: int) -> None:
    """Python's own limit is reached in JSON, in YAML and where a value is shown."""
    nested = "[" * depth + "]" * depth
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "a", "title": {nested}}}\n{nested}\n{{"text": "One died."}}\n')
    *bad, good = iter_articles([path])
    assert isinstance(good, Article)
    assert len(bad) == 2
    assert all(map(fine, bad))
