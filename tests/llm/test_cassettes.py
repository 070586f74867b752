"""Cassettes: recorded once, replayed without network, key or model."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from summarizer import Settings, Summary, summarize
from summarizer.errors import ReplayMissError, UsageError
from summarizer.llm.cassettes import recording, replaying
from summarizer.llm.cassettes.file import read_recorded_model
from summarizer.llm.cassettes.replay import Replay
from summarizer.llm.completions import parse_completion
from summarizer.llm.replies import missing_replies

from ..helpers.endpoint import Answer, completion, endpoint, events, invented_event

CASSETTES = Path(__file__).parents[2] / "cassettes"
TEXTS = [f"Town {n} was shelled and 3 people were killed." for n in range(3)]
KEY = "a-key-that-opens-nothing"


def recorded(path: Path, texts: list[str] = TEXTS) -> tuple[Summary, int]:
    """Record over a loopback endpoint; the summary, and how often the endpoint was asked."""
    with endpoint(lambda _, n: Answer(completion(events(invented_event(n))))) as server:
        settings = Settings(model="loopback", base_url=server.url, api_key=KEY, record=path, concurrency=1)
        return summarize(texts, settings=settings), len(server.requests)


def test_what_was_recorded_is_replayed(tmp_path: Path) -> None:
    """Same findings, same usage, no endpoint; the model is the recorded one."""
    path = tmp_path / "c.yaml"
    live, _ = recorded(path)
    again = summarize(TEXTS, settings=Settings(replay=path))
    assert again == live
    assert read_recorded_model(path) == "loopback"


GOOD = Answer(completion(events(invented_event(0))))
EMPTY, NONE = Answer(completion("")), Answer({**completion("x"), "choices": []})


@pytest.mark.parametrize(
    "first",
    [
        pytest.param([EMPTY], id="an empty message"),
        pytest.param([NONE], id="no choices"),
        pytest.param([EMPTY, EMPTY], id="always empty"),
        pytest.param([NONE, EMPTY], id="first none, then an empty message"),
    ],
)
def test_what_was_asked_once_more_is_replayed_as_it_ended(tmp_path: Path, first: list[Answer]) -> None:
    """An empty reply is in the cassette, and so is what came after it: same outcome, same usage."""
    path = tmp_path / "c.yaml"
    with endpoint(lambda _, n: [*first, GOOD][n]) as server:
        settings = Settings(model="loopback", base_url=server.url, api_key=KEY, record=path)
        live = summarize(TEXTS[:1], settings=settings)
    with missing_replies() as missing:
        again = summarize(TEXTS[:1], settings=Settings(replay=path))
    seconds = {"waited": 0.0}
    assert again.usage.model_copy(update=seconds) == live.usage.model_copy(update=seconds)
    assert again.model_copy(update={"usage": live.usage}) == live
    assert again.articles[0].status == ("ok" if len(first) == 1 else "failed")
    assert not missing


def test_empty_replies_of_two_recordings_do_not_hide_the_answer(tmp_path: Path) -> None:
    """Each of two processes got an empty reply first: a replay goes past both."""
    path = tmp_path / "c.yaml"
    with endpoint(lambda _, n: [EMPTY, GOOD][n]) as server:
        settings = Settings(model="loopback", base_url=server.url, api_key=KEY, record=path)
        live = summarize(TEXTS[:1], settings=settings)
    content = yaml.safe_load(path.read_text())
    content["interactions"] = [one for one in content["interactions"] for _ in range(2)]
    path.write_text(yaml.safe_dump(content))
    again = summarize(TEXTS[:1], settings=Settings(replay=path))
    assert (again.articles, again.incidents) == (live.articles, live.incidents)
    assert again.articles[0].status == "ok"


BODY = b'{"model": "m", "messages": [{"role": "user", "content": "%d"}]}'


def interaction(question: int, content: str, *, status: int = 200, **request: str) -> dict[str, Any]:
    """One recorded reply that says `content`."""
    asked = {
        "method": "POST",
        "uri": "http://endpoint/chat/completions",
        "headers": {},
        "body": (BODY % question).decode(),
    }
    response = {"status": {"code": status}, "headers": {}, "parsed_body": completion(content)}
    return {"request": {**asked, **request}, "response": response}


@pytest.mark.parametrize(
    ("interactions", "asked", "answers"),
    [
        pytest.param([interaction(1, "a"), interaction(2, "b")], [2, 1], ["b", "a"], id="by question, in any order"),
        pytest.param([interaction(1, "a"), interaction(1, "b")], [1, 1], ["a", "b"], id="equal questions in order"),
        pytest.param([interaction(1, "a")], [1, 1], ["a", None], id="each reply once"),
        pytest.param([interaction(1, "a")], [2], [None], id="another question"),
        pytest.param(
            [interaction(1, "slow down", status=429), interaction(1, "a")], [1, 1], ["a", None], id="not an error"
        ),
        pytest.param([interaction(1, "moved", status=302)], [1], [None], id="not a redirect"),
        pytest.param([interaction(1, "a", method="GET")], [1], [None], id="not another method"),
        pytest.param([interaction(1, "a", uri="http://endpoint/embeddings")], [1], [None], id="not another endpoint"),
        pytest.param(
            [interaction(1, "a", uri="http://host/openai/v1/chat/completions/")], [1], ["a"], id="any prefix of it"
        ),
    ],
)
def test_a_replay_answers_by_the_question(
    tmp_path: Path, interactions: list[Any], asked: list[int], answers: list[str | None]
) -> None:
    """What else a cassette holds is no reply: a miss names the cassette, and how to record."""
    path = tmp_path / "c.yaml"
    path.write_text(yaml.safe_dump({"version": 1, "interactions": interactions}))
    replay = Replay(path)
    said: list[str | None] = []
    for question in asked:
        try:
            said.append(parse_completion(replay.take(BODY % question)).choices[0].message.content)
        except ReplayMissError as error:
            said.append(None if f"--record {path}" in str(error) else str(error))
    assert said == answers


def test_recording_again_asks_only_for_what_is_new_and_drops_nothing(tmp_path: Path) -> None:
    """Another part of the articles is no reason to drop the replies to the others."""
    path = tmp_path / "c.yaml"
    recorded(path)
    _, asked = recorded(path, [*TEXTS[1:], "Town 9 was shelled and 3 people were killed."])
    assert asked == 1
    assert len(yaml.safe_load(path.read_text())["interactions"]) == 4
    assert summarize(TEXTS, settings=Settings(replay=path)).usage.requests == 3


def test_a_changed_prompt_is_not_answered_with_the_old_reply(tmp_path: Path) -> None:
    """The error says which cassette lacks the reply and how to record it; the other articles are read."""
    path = tmp_path / "c.yaml"
    recorded(path)
    summary = summarize([*TEXTS[:2], "A new text."], settings=Settings(replay=path))
    assert [record.status for record in summary.articles] == ["ok", "ok", "failed"]
    assert f"--record {path}" in (summary.articles[2].error or "")


def test_an_unplayed_reply_is_seen(tmp_path: Path) -> None:
    """A test can insist that a cassette holds nothing that its prompts no longer ask for."""
    path = tmp_path / "c.yaml"
    recorded(path)
    with replaying(path) as cassette:
        pass
    assert not cassette.all_played


@pytest.mark.parametrize(
    "first",
    [
        pytest.param(Answer({}, status=429, headers={"Retry-After": "0.01"}), id="a rate limit on the way"),
        pytest.param(Answer(b"<html>Bad gateway</html>"), id="a gateway's page in the place of a reply"),
    ],
)
def test_no_error_gets_into_a_recording_meant_for_replay(tmp_path: Path, first: Answer) -> None:
    """It is no reply, and a replay has nobody to ask again."""
    path = tmp_path / "c.yaml"
    script = [first, Answer(completion(events(invented_event(0))))]
    with endpoint(lambda _, n: script[n]) as server:
        summarize(TEXTS[:1], settings=Settings(model="loopback", base_url=server.url, record=path))
    (interaction,) = yaml.safe_load(path.read_text())["interactions"]
    assert interaction["response"]["status"]["code"] == 200
    assert [record.status for record in summarize(TEXTS[:1], settings=Settings(replay=path)).articles] == ["ok"]


def test_no_key_host_or_private_header_is_written(tmp_path: Path) -> None:
    """Only the content type of a request is kept, and of an answer that and Retry-After."""
    path = tmp_path / "c.yaml"
    with endpoint(
        lambda _, n: Answer(
            completion(events(invented_event(n))), headers={"Set-Cookie": "session=1", "openai-organization": "org-1"}
        )
    ) as server:
        summarize(TEXTS[:1], settings=Settings(model="loopback", base_url=server.url, api_key=KEY, record=path))
    assert server.headers[0]["authorization"] == f"bearer {KEY}"
    text = path.read_text()
    for secret in (KEY, "127.0.0.1", "session=1", "org-1", "x-stainless", "authorization"):
        assert secret not in text.lower()


def test_the_committed_cassettes_hold_no_secret_and_say_where_they_are_from() -> None:
    """No key, no authorization, no host; a header that names the model and the origin of the replies."""
    paths = list(CASSETTES.rglob("*.yaml"))
    assert paths
    for path in paths:
        text = path.read_text(encoding="utf-8")
        assert not re.search(
            r"sk-[\w-]{16,}|authorization|bearer [\w-]{10,}|api-key|set-cookie|x-stainless|127\.0\.0\.1",
            text,
            re.IGNORECASE,
        )
        assert set(yaml.safe_load(text)["about"]) == {"model", "replies"}


@pytest.mark.parametrize("text", ["", "just words", "- a\n- list", "a: [", "interactions"])
def test_what_is_no_cassette_is_refused_in_one_line(tmp_path: Path, text: str) -> None:
    """A file that is something else, and one that is not there."""
    path = tmp_path / "c.yaml"
    path.write_text(text)
    for broken in (path, tmp_path / "missing.yaml"):
        with pytest.raises(UsageError, match=re.escape(str(broken))), replaying(broken):
            pass


def test_a_recording_that_fails_keeps_what_was_paid_for(tmp_path: Path) -> None:
    """Even when the run ends in an error of its own."""
    path = tmp_path / "c.yaml"
    with (
        endpoint(lambda _, n: Answer(completion(events(invented_event(n))))) as server,
        pytest.raises(RuntimeError),
    ):
        summarize_and_fail(path, Settings(model="loopback", base_url=server.url))
    assert len(yaml.safe_load(path.read_text())["interactions"]) == 3


def summarize_and_fail(path: Path, settings: Settings) -> None:
    """A run whose own code fails after the replies are in."""
    with recording(path, "loopback"):
        summarize(TEXTS, settings=settings)
        raise RuntimeError
