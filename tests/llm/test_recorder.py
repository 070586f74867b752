"""`--record` never loses: processes that are killed, interrupted, refused, or two at once, and what the file is then."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from summarizer import Settings, summarize
from summarizer.cli import main
from summarizer.llm.cassettes import recorder, recording
from summarizer.llm.cassettes.file import parse_cassette, read_cassette, read_recorded_model
from summarizer.llm.cassettes.layout import drop_torn_addition, dump_addition, dump_cassette, takes_additions
from summarizer.llm.prompts import read_built_in

from ..helpers.endpoint import Answer, Endpoint, Request, completion, endpoint, events, invented_event

ARTICLES = 12
AT_A_TIME = 3
KEY = "sk-a-key-that-opens-nothing"


def answer(request: Request, _: int) -> Answer:
    """The event of the article that is asked about."""
    found = re.search(r"Town (\d+) was shelled", str(request["messages"][-1]["content"]))
    return Answer(completion(events(invented_event(int(found[1]) if found else 0))))


def refusing(status: int) -> Callable[[Request, int], Answer]:
    return lambda *_: Answer({"error": {"message": "no"}}, status=status)


@pytest.fixture
def server() -> Iterator[Endpoint]:
    with endpoint(answer) as running:
        yield running


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of articles."""
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(ARTICLES):
        (folder / f"{n:02}.txt").write_text(f"Town {n} was shelled and 3 people were killed.")
    return folder


@pytest.fixture
def prompts(tmp_path: Path) -> Path:
    """A prompt that is not the one before."""
    folder = tmp_path / "prompts"
    folder.mkdir()
    text = read_built_in("extract").replace("10. If", "10. Keep headlines short. If")
    (folder / "extract.md").write_text(text)
    return folder


def command(server: Endpoint, cassette: Path, *articles: Path, **options: object) -> list[str]:
    given = {"model": "loopback", "base-url": server.url, "concurrency": AT_A_TIME, **options}
    named = [f"--{name}={value}" for name, value in given.items() if value is not None]
    return ["run", *map(str, articles), "--record", str(cassette), *named, "-q", "-o", os.devnull]


def begun(arguments: list[str], **how: Any) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "summarizer", *arguments],
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "OPENAI_API_KEY": KEY},
        **how,
    )


def replies(path: Path) -> int:
    return len(read_cassette(path)["interactions"])


def replayed(path: Path, *articles: Path, **options: object) -> int:
    """How many of the articles are read from the cassette alone."""
    summary = summarize([*articles], settings=Settings(replay=path, **options))  # type: ignore[arg-type]
    return sum(article.status == "ok" for article in summary.articles)


class Held(Endpoint):
    """An endpoint that answers so many requests, says so, and then no more until it may go on."""

    def after(self, answered: int) -> None:
        self.asked_enough, self.go_on, self._most = threading.Event(), threading.Event(), answered
        self.script = self._answer_some

    def _answer_some(self, request: Request, nth: int) -> Answer:
        if nth < self._most:
            return answer(request, nth)
        self.asked_enough.set()
        return Answer(delay=60.0)


@pytest.fixture
def held() -> Iterator[Held]:
    with endpoint(answer, Held) as running:
        assert isinstance(running, Held)
        yield running


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ending", "answered"),
    [(signal.SIGKILL, 1), (signal.SIGKILL, ARTICLES - 1), (signal.SIGTERM, 4), (signal.SIGINT, 7)],
)
def test_whatever_ends_a_recording_each_reply_is_in_the_file(
    held: Held, news: Path, tmp_path: Path, ending: signal.Signals, answered: int
) -> None:
    """And the same command asks for the others alone; then the file is as if nothing had happened."""
    cassette, undisturbed = tmp_path / "c.yaml", tmp_path / "whole.yaml"
    held.after(answered)
    with begun(command(held, cassette, news, concurrency=1)) as process:
        assert held.asked_enough.wait(60)
        process.send_signal(ending)
        process.wait(60)
    assert len(yaml.safe_load(cassette.read_text())["interactions"]) == answered
    assert replayed(cassette, news) == answered
    held.script, before = answer, len(held.requests)
    assert main(command(held, cassette, news, concurrency=1)) == 0
    assert len(held.requests) - before == ARTICLES - answered
    assert main(command(held, undisturbed, news, concurrency=1)) == 0
    assert cassette.read_bytes() == undisturbed.read_bytes()


@pytest.mark.slow
def test_an_interrupt_takes_nothing_from_an_old_cassette(held: Held, news: Path, prompts: Path, tmp_path: Path) -> None:
    """With the same prompt, before it is played to the end, and with another, when some are recorded anew."""
    cassette, extra = tmp_path / "c.yaml", tmp_path / "extra.txt"
    assert main(command(held, cassette, news)) == 0
    extra.write_text("Town 99 was shelled and 3 people were killed.")
    for options, answered in (({}, 0), ({"prompts": prompts}, 4)):
        before = replies(cassette)
        held.after(len(held.requests) + answered)
        with begun(command(held, cassette, extra, news, **options, concurrency=1)) as process:
            assert held.asked_enough.wait(60)
            process.send_signal(signal.SIGINT)
            process.wait(60)
        assert replies(cassette) - before == answered
        assert replayed(cassette, news) == ARTICLES


@pytest.mark.slow
@pytest.mark.parametrize("options", [{"model": "another"}, {"prompts": True}, {"mode": "tools"}])
@pytest.mark.parametrize(
    "script",
    [
        pytest.param(refusing(401), id="a wrong key"),
        pytest.param(refusing(404), id="a wrong model"),
        pytest.param(refusing(400), id="a request that it does not take"),
        pytest.param(lambda *_: Answer(b"<html>", headers={"Content-Type": "text/html"}), id="a page"),
        pytest.param(lambda *_: Answer(cut=True), id="no answer"),
        pytest.param(None, id="nobody there"),
    ],
)
def test_a_recording_that_gets_no_reply_leaves_the_file_as_it_was(
    server: Endpoint, news: Path, prompts: Path, tmp_path: Path, options: dict[str, object], script: Any
) -> None:
    """To the byte, whatever was asked anew; and where there was none, there is none."""
    cassette, fresh = tmp_path / "c.yaml", tmp_path / "fresh.yaml"
    assert main(command(server, cassette, news)) == 0
    before = cassette.read_bytes()
    if script:
        server.script = script
    else:
        server.url = "http://127.0.0.1:1/v1"
    if "prompts" in options:
        options = {"prompts": prompts}
    for path in (cassette, fresh):
        assert main([*command(server, path, news, **options, timeout=0.5)]) == 3
    assert cassette.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.yaml", "news", "prompts"]


@pytest.mark.parametrize(
    "reply",
    [
        pytest.param(completion(None, refusal="I cannot help with that."), id="a refusal"),
        pytest.param(completion("I am sorry, there is nothing here."), id="no JSON"),
        pytest.param(completion('{"events": [{"type": '), id="JSON that breaks off"),
        pytest.param(completion(""), id="nothing"),
        pytest.param(completion(events(), finish="content_filter"), id="filtered"),
        pytest.param(completion(events(), finish="length"), id="cut at the limit"),
    ],
)
def test_replies_of_no_use_put_none_in_their_place(
    server: Endpoint, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], reply: Any
) -> None:
    """Another model that refuses, or answers what is no reply: the old ones are there, and are played as before."""
    cassette = tmp_path / "c.yaml"
    assert main(command(server, cassette, news)) == 0
    old = [each["request"] for each in read_cassette(cassette)["interactions"]]
    server.script = lambda *_: Answer(reply)
    assert main(command(server, cassette, news, model="another")) == 3
    new = read_cassette(cassette)
    assert [each["request"] for each in new["interactions"] if each["request"] in old] == old
    assert new["about"]["model"] == "loopback"
    asked = len(server.requests)
    assert main(["run", str(news), "--replay", str(cassette), "-q", "-o", os.devnull]) == 0
    assert len(server.requests) == asked
    capsys.readouterr()


@pytest.mark.parametrize("options", [{"model": "another"}, {"prompts": True}])
def test_old_replies_go_when_new_ones_to_all_are_there(
    server: Endpoint, news: Path, prompts: Path, tmp_path: Path, options: dict[str, object]
) -> None:
    """Not when a part was read, not when one failed, but when every article has its new reading."""
    cassette = tmp_path / "c.yaml"
    if "prompts" in options:
        options = {"prompts": prompts}
    assert main(command(server, cassette, news)) == 0
    assert main(command(server, cassette, news / "00.txt", news / "01.txt", **options)) == 0
    assert (replies(cassette), read_recorded_model(cassette)) == (ARTICLES + 2, options.get("model", "loopback"))
    server.script = lambda request, n: Answer({}, status=400) if "Town 7 " in str(request) else answer(request, n)
    assert main(command(server, cassette, news, **options)) == 3
    assert replies(cassette) == 2 * ARTICLES - 1
    assert replayed(cassette, news, model="loopback") == ARTICLES
    server.script, asked = answer, len(server.requests)
    assert main(command(server, cassette, news, **options)) == 0
    assert (len(server.requests) - asked, replies(cassette)) == (1, ARTICLES)
    assert replayed(cassette, news, **options) == ARTICLES


def test_a_part_of_the_folder_keeps_the_others(server: Endpoint, news: Path, tmp_path: Path) -> None:
    """And with nothing to ask, not a byte is written."""
    cassette = tmp_path / "c.yaml"
    assert main(command(server, cassette, news)) == 0
    before, asked = cassette.read_bytes(), len(server.requests)
    assert main(command(server, cassette, news / "03.txt")) == 0
    assert (cassette.read_bytes(), len(server.requests)) == (before, asked)


def test_second_looks_stay_where_they_are_not_asked_for(server: Endpoint, news: Path, tmp_path: Path) -> None:
    """A run of one pass takes nothing from the cassette of two; where the reading is another, they go with it."""
    for path in news.iterdir():
        path.write_text(f"{path.read_text()} Officials had 17 buildings evacuated.")
    cassette = tmp_path / "c.yaml"
    assert main(command(server, cassette, news, passes=2)) == 0
    assert replies(cassette) > ARTICLES
    before = cassette.read_bytes()
    assert main(command(server, cassette, news)) == 0
    assert cassette.read_bytes() == before
    assert main(command(server, cassette, news, model="another")) == 0
    assert replies(cassette) == ARTICLES


@pytest.mark.slow
@pytest.mark.parametrize("same", [True, False], ids=["the same articles", "other articles"])
@pytest.mark.parametrize("old", [True, False], ids=["an old file", "a new file"])
def test_two_recorders_of_one_file(server: Endpoint, news: Path, tmp_path: Path, same: bool, old: bool) -> None:
    """What either was given is there at the end, and what the file had."""
    cassette, paths = tmp_path / "c.yaml", sorted(news.iterdir())
    if old:
        assert main(command(server, cassette, paths[0])) == 0
    server.script = lambda request, n: Answer(answer(request, n).body, delay=0.2)
    halves = (paths, paths) if same else (paths[: ARTICLES // 2], paths[ARTICLES // 2 :])
    with contextlib.ExitStack() as all_:
        both = [all_.enter_context(begun(command(server, cassette, *half))) for half in halves]
        assert [process.wait(120) for process in both] == [0, 0]
    assert replayed(cassette, news) == ARTICLES
    assert replies(cassette) == len(server.requests) if not same else replies(cassette) >= ARTICLES
    assert dump_cassette(read_cassette(cassette)) == cassette.read_bytes()


@pytest.mark.slow
def test_what_a_run_has_used_is_there_at_its_end(held: Held, news: Path, tmp_path: Path) -> None:
    """Though the file was taken away meanwhile, or put back to an older state."""
    cassette = tmp_path / "c.yaml"
    assert main(command(held, cassette, *sorted(news.iterdir())[:4])) == 0
    held.after(len(held.requests) + 2)
    with begun(command(held, cassette, news, concurrency=1)) as process:
        assert held.asked_enough.wait(60)
        cassette.unlink()
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    assert replayed(cassette, news) == 6


@pytest.mark.parametrize("cut", [1, 100, 3000, "mark", "none"])
def test_a_reply_that_was_cut_off_is_left_out(server: Endpoint, news: Path, tmp_path: Path, cut: int | str) -> None:
    """As by a power cut while it was written; the others are read, and it is asked for again."""
    cassette = tmp_path / "c.yaml"
    assert main(command(server, cassette, news)) == 0
    content = read_cassette(cassette)
    *others, last = content["interactions"]
    added = dump_addition(last)
    kept = {"mark": added[:20], "none": added}.get(str(cut)) or added[: -int(cut)]
    cassette.write_bytes(dump_cassette({**content, "interactions": others}) + kept)
    missing = 0 if cut == "none" else 1
    assert replayed(cassette, news) == ARTICLES - missing
    asked = len(server.requests)
    assert main(command(server, cassette, news)) == 0
    assert len(server.requests) - asked == missing
    assert b"# added" not in cassette.read_bytes()
    assert replies(cassette) == ARTICLES


def test_a_text_that_is_cut_anywhere_in_an_addition_has_what_was_before_it(server: Endpoint, tmp_path: Path) -> None:
    """And is not added to, but written anew."""
    cassette = tmp_path / "c.yaml"
    for n in range(2):
        (tmp_path / f"{n}.txt").write_text(f"Town {n} was shelled and 3 people were killed.")
    assert main(command(server, cassette, *sorted(tmp_path.glob("*.txt")))) == 0
    content = read_cassette(cassette)
    first, second = content["interactions"]
    before, added = dump_cassette({**content, "interactions": [first]}), dump_addition(second)
    for size in [*range(1, 100), *range(100, len(added), 1009), *range(len(added) - 20, len(added))]:
        cut = before + added[:size]
        assert parse_cassette(cut, cassette)["interactions"] == [first]
        assert not takes_additions(cut)
    assert parse_cassette(before + added, cassette)["interactions"] == [first, second]
    assert takes_additions(before + added)


@pytest.mark.parametrize("keep_errors", [True, False])
def test_a_body_that_is_no_text_is_kept_where_errors_are(tmp_path: Path, keep_errors: bool) -> None:
    """As far as a text can hold it; the cassette is one all the same."""
    cassette, articles = tmp_path / "c.yaml", [f"Town {n} was shelled and 3 people were killed." for n in range(2)]
    with (
        endpoint(lambda request, n: Answer(b"\xff\xfe\x00", status=400) if n == 0 else answer(request, n)) as server,
        recording(cassette, "loopback", keep_errors=keep_errors),
    ):
        summarize(articles, settings=Settings(model="loopback", base_url=server.url, concurrency=1))
    assert replies(cassette) == 1 + keep_errors


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("version: 1\ninteractions:\n- a: 1\n", True),
        ("version: 1\ninteractions:\n- a: |-\n    # x\n", True),
        ("interactions:\n- a: 1\nversion: 1\n", False),
        ("version: 1\ninteractions: []\n", False),
        ("version: 1\ninteractions: [{a: 1}]\n", False),
        ("version: 1\ninteractions:\n  - a: 1\n", False),
        ("version: 1\ninteractions:\n- a: 1", False),
        ("version: 1\ninteractions:\n- a: 1\n...\n", False),
        ('{"version": 1, "interactions": [{"a": 1}]}\n', False),
        ("about:\n  interactions:\n  - a: 1\n", False),
    ],
)
def test_where_a_reply_can_be_added(text: str, takes: bool) -> None:
    """At the end of a list in lines of its own; everything else is written anew first."""
    assert takes_additions(text.encode()) is takes
    if takes:
        more = yaml.safe_load(text + dump_addition({"b": "x\ny"}).decode())["interactions"]
        assert more[-1] == {"b": "x\ny"}
        assert drop_torn_addition(text.encode() + dump_addition({"b": 1})[:-1]) == text.encode()


def test_a_file_of_another_form_is_recorded_into(server: Endpoint, news: Path, tmp_path: Path) -> None:
    """One that a person or another program wrote: all that it has is there afterwards."""
    cassette = tmp_path / "c.yaml"
    assert main(command(server, cassette, news / "00.txt")) == 0
    content = read_cassette(cassette)
    content["about"]["note"] = "kept"
    cassette.write_text(yaml.safe_dump(content, default_flow_style=True))
    assert main(command(server, cassette, news / "01.txt")) == 0
    assert replayed(cassette, news) == 2
    assert read_cassette(cassette)["about"]["note"] == "kept"


def test_a_link_stays_one_and_permissions_stay(server: Endpoint, news: Path, tmp_path: Path) -> None:
    """Through the additions and the writing anew at the end."""
    (tmp_path / "far").mkdir()
    cassette, real = tmp_path / "c.yaml", tmp_path / "far/real.yaml"
    cassette.symlink_to(real)
    assert main(command(server, cassette, news / "00.txt")) == 0
    real.chmod(0o640)
    assert main(command(server, cassette, news)) == 0
    assert cassette.is_symlink()
    assert (real.stat().st_mode & 0o777, replies(real)) == (0o640, ARTICLES)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """A file system of its own, mounted with these options, or anew with others."""
    folder, mount, umount = tmp_path / "disk", shutil.which("mount"), shutil.which("umount")
    folder.mkdir()
    if not mount or not umount or os.geteuid():
        pytest.skip("may not mount")
    mounted: list[str] = []

    def mounting(options: str) -> Path:
        remount = f"remount,{options}" if mounted else options
        call = [mount, "-t", "tmpfs", "-o", remount, "tmpfs", str(folder)]
        if subprocess.run(call, capture_output=True, check=False).returncode:
            pytest.skip("may not mount")
        mounted.append(options)
        return folder

    try:
        yield mounting
    finally:
        if mounted:
            subprocess.run([umount, folder], check=True)


@pytest.mark.slow
def test_a_full_disk_is_one_line_and_costs_no_reply(
    server: Endpoint, news: Path, disk: Callable[[str], Path], capfd: pytest.CaptureFixture[str]
) -> None:
    """Nothing is asked that could not be kept; what was under way is in a file elsewhere, and taken in next time."""
    cassette = disk("size=160k") / "c.yaml"
    assert main(command(server, cassette, news)) == 5
    said = capfd.readouterr().err
    assert f"{cassette}: expected to keep a reply in the cassette, got: No space left on device" in said
    assert "Traceback" not in said
    paid = len(server.requests)
    assert 0 < replies(cassette) <= paid < ARTICLES
    disk("size=8m")
    assert main(command(server, cassette, news)) == 0
    assert len(server.requests) == ARTICLES
    assert replayed(cassette, news) == ARTICLES


@pytest.mark.parametrize("old", [True, False])
def test_a_place_that_cannot_be_written_is_said_before_anything_is_paid_for(
    server: Endpoint, news: Path, disk: Callable[[str], Path], capsys: pytest.CaptureFixture[str], old: bool
) -> None:
    """Whether there is a cassette or not."""
    cassette = disk("size=1m") / "c.yaml"
    if old:
        assert main(command(server, cassette, news / "00.txt")) == 0
    disk("ro")
    asked = len(server.requests)
    assert main(command(server, cassette, news)) == 2
    assert len(server.requests) == asked
    said = capsys.readouterr().err.splitlines()
    assert said == [f"summarizer: {cassette}: expected a place to record to, got: Read-only file system: name another"]


def test_the_key_and_the_query_stay_out_and_the_replay_needs_neither(news: Path, tmp_path: Path) -> None:
    """Wherever an endpoint repeats the key beside the text of a reply; and a query stands behind the path."""
    cassette, secret = tmp_path / "c.yaml", "Q-of-the-address"

    def echoing(request: Request, nth: int) -> Answer:
        body = answer(request, nth).body
        (choice,) = body["choices"]
        told = f"{KEY} {secret} pw-of-mine user-of-mine"
        body |= {"system_fingerprint": told, "id": told, "model": told, KEY: 1, "provider": {"note": [told]}}
        body["usage"] |= {"note": told, "completion_tokens_details": {told: 1}}
        choice |= {"logprobs": {"content": None, "note": told}, "note": told}
        choice["message"] |= {"reasoning_content": told, "annotations": [told], "role": "assistant"}
        return Answer(body, headers={"Content-Type": f"application/json; note={KEY}"})

    with endpoint(echoing, Lines) as server:
        assert isinstance(server, Lines)
        url = server.url.replace("//", "//user-of-mine:pw-of-mine@") + f"?api-key={secret}&api-version=1"
        settings = Settings(model="loopback", base_url=url, api_key=KEY, record=cassette)
        live = summarize([news], settings=settings)
        assert {line.split()[1] for line in server.lines} == {f"/v1/chat/completions?api-key={secret}&api-version=1"}
    text = cassette.read_text()
    for private in (KEY, secret, "pw-of-mine", "user-of-mine", "127.0.0.1", "api-version"):
        assert private not in text
    assert "uri: http://endpoint/chat/completions\n" in text
    assert summarize([news], settings=Settings(replay=cassette)) == live


class Lines(Endpoint):
    """An endpoint that notes the first line of each request."""

    def __init__(self, script: Any) -> None:
        super().__init__(script)
        self.lines: list[str] = []

    async def serve(self, reader: Any, writer: Any) -> None:
        readuntil = reader.readuntil

        async def noting(separator: bytes) -> bytes:
            head: bytes = await readuntil(separator)
            self.lines.append(head.decode("latin-1").partition("\r\n")[0])
            return head

        reader.readuntil = noting
        await super().serve(reader, writer)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param('{"events": []}\ud800', id="half a character"),
        pytest.param("\x00\x07\x1b[31m\x85\u2028\ufeff\r\n\t {", id="characters that YAML cannot show"),
        pytest.param("[" * 5000, id="brackets in a text"),
        pytest.param("# added while recording, 99999 bytes:\n- x", id="a line that looks like ours"),
    ],
)
def test_no_reply_spoils_the_cassette(news: Path, tmp_path: Path, content: str) -> None:
    """Whatever an endpoint sends: the replies to the other articles are read, and the reply itself as it came."""
    cassette = tmp_path / "c.yaml"

    def hostile(request: Request, nth: int) -> Answer:
        if "Town 3 " not in str(request["messages"]):
            return answer(request, nth)
        body = completion(content)
        body["choices"][0]["message"]["tool_calls"] = None
        return Answer(body)

    with endpoint(hostile) as server:
        settings = Settings(model="loopback", base_url=server.url, record=cassette)
        live = summarize([news], settings=settings)
    assert summarize([news], settings=Settings(replay=cassette)) == live
    assert sum(article.status == "ok" for article in live.articles) == ARTICLES - 1


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"choices": [{"message": {"content": "{\\"ev', id="cut off"),
        pytest.param(b'{"choices": ' + b"[" * 3000 + b"]" * 3000 + b"}", id="lists in lists"),
        pytest.param(b'{"choices": [' + b"1," * 300_000 + b"1]}", id="a list without end"),
        pytest.param(b'{"choices": null, "error": "busy"}', id="no choices"),
    ],
)
def test_a_body_that_is_no_completion_is_followed_by_the_one_that_is(news: Path, tmp_path: Path, body: bytes) -> None:
    """The first answer is tried again; a replay has the second."""
    cassette = tmp_path / "c.yaml"
    with endpoint(lambda request, n: Answer(body) if n == 0 else answer(request, n)) as server:
        settings = Settings(model="loopback", base_url=server.url, record=cassette, concurrency=1)
        live = summarize([news], settings=settings)
    assert {article.status for article in live.articles} == {"ok"}
    assert replayed(cassette, news) == ARTICLES


CHAIN = "version: 1\nx: &a0 [1]\n" + "".join(f"y{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 3000))
MERGES = "version: 1\nb0: &b0 {k: 1}\n" + "".join(f"b{n}: &b{n} {{<<: [*b{n - 1}, *b{n - 1}]}}\n" for n in range(1, 40))
REQUEST = "request: {method: POST, uri: http://e/chat/completions, headers: {}, body: '{}'}"
STATUS = "status: {code: 200, message: OK}"
POISON = {
    "empty": b"",
    "blank": b"  \n\n",
    "a model that is a list": b"version: 1\nabout: {model: [a]}\ninteractions: []\n",
    "a model that is a number": b"version: 1\nabout: {model: 5}\ninteractions: []\n",
    "an about that is text": b"version: 1\nabout: x\ninteractions: []\n",
    "no version": b"interactions: []\n",
    "a version that is text": b"version: '1'\ninteractions: []\n",
    "interactions that are a mapping": b"version: 1\ninteractions: {}\n",
    "an interaction that is text": b"version: 1\ninteractions: [x]\n",
    "no response": f"version: 1\ninteractions:\n- {REQUEST}\n".encode(),
    "no body": f"version: 1\ninteractions:\n- {REQUEST}\n  response: {{{STATUS}, headers: {{}}}}\n".encode(),
    "a code that is text": (
        f"version: 1\ninteractions:\n- {REQUEST}\n"
        "  response: {status: {code: '200', message: OK}, headers: {}, body: {string: x}}\n"
    ).encode(),
    "a message that is a list": (
        f"version: 1\ninteractions:\n- {REQUEST}\n"
        "  response: {status: {code: 200, message: [x]}, headers: {}, body: {string: x}}\n"
    ).encode(),
    "headers that are a list": (
        f"version: 1\ninteractions:\n- {REQUEST}\n  response: {{{STATUS}, headers: [x], body: {{string: x}}}}\n"
    ).encode(),
    "a header without a value": (
        "version: 1\ninteractions:\n"
        "- request: {method: POST, uri: http://e/chat/completions, headers: {content-type: []}, body: '{}'}\n"
        f"  response: {{{STATUS}, headers: {{}}, body: {{string: x}}}}\n"
    ).encode(),
    "an alias of itself": b"version: 1\ninteractions: &a [*a]\n",
    "aliases in aliases": CHAIN.encode() + b"interactions: []\n",
    "merges of merges": MERGES.encode() + b"interactions: []\n",
    "a number of base 60": b"version: 1\nx: 1" + b":1" * 200_000 + b"\ninteractions: []\n",
    "a long number": b"version: 1\nx: 0x" + b"f" * 200_000 + b"\ninteractions: []\n",
    "a tag": b"version: 1\ninteractions: !!python/object/apply:os.system [x]\n",
    "binary": bytes(range(256)) * 100,
    "UTF-16": "version: 1\ninteractions: []\n".encode("utf-16"),
    "brackets": b"[" * 300_000,
    "too large": b"version: 1\nx: " + b"x" * (33 * 2**20),
}


@pytest.mark.parametrize("use", ["replay", "replay with a model", "record"])
@pytest.mark.parametrize("name", [*POISON, "/dev/zero", "FIFO", "folder", "loop", "missing"])
def test_what_is_no_cassette_is_one_line_and_an_error_of_the_call(
    server: Endpoint, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, use: str
) -> None:
    """Whatever it is, before anything is asked; and a recording leaves it as it is."""
    path = tmp_path / "c.yaml"
    if name in POISON:
        path.write_bytes(POISON[name])
    elif name == "FIFO":
        os.mkfifo(path)
    elif name == "folder":
        path.mkdir()
    elif name == "loop":
        path.symlink_to(path)
    elif name == "/dev/zero":
        path = Path(name)
    if name == "missing" and use == "record":
        path = tmp_path / "news/00.txt/c.yaml"
    if use == "record":
        arguments = command(server, path, news)
    else:
        arguments = ["run", str(news), "--replay", str(path), "-q", *(["--model=m"] if "model" in use else [])]
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith(f"summarizer: {path}: expected ")
    assert len(line) < 700
    assert not server.requests
    if name in POISON:
        assert path.read_bytes() == POISON[name]


@pytest.mark.parametrize("model", [[], ["--model=m"]])
def test_a_cassette_without_replies_says_so(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], model: list[str]
) -> None:
    """Not that there is no model, though --replay was given; recording into it is fine."""
    path = tmp_path / "c.yaml"
    path.write_text("version: 1\nabout: {model: loopback}\ninteractions: []\n")
    assert main(["run", str(news), "--replay", str(path), "-q", *model]) == 2
    expected = f"{path}: expected a cassette with replies, got one without any: record them with --record"
    assert capsys.readouterr().err.splitlines() == [f"summarizer: {expected}"]
    with endpoint(answer) as server:
        assert main(command(server, path, news)) == 0
    assert replayed(path, news) == ARTICLES


def test_a_recording_that_goes_on_pays_for_what_is_new_alone(server: Endpoint, news: Path, tmp_path: Path) -> None:
    """What the cassette has costs nothing of the budget, and is counted as paid for before."""
    cassette, prices = tmp_path / "c.yaml", tmp_path / "prices.toml"
    prices.write_text(
        '[[list]]\npage = "https://a.example"\nas_of = 2026-01-01\n'
        '[list.models]\n"loopback" = { input = 1000.0, output = 1000.0 }\n'
    )
    server.script = lambda request, n: Answer(
        answer(request, n).body | {"usage": {"prompt_tokens": 5000, "completion_tokens": 0, "total_tokens": 5000}}
    )
    given = {"budget": 30, "prices": prices, "max-tokens": 20}
    runs = 0
    while main(command(server, cassette, news, **given, concurrency=1)) == 4:
        runs += 1
        assert runs < ARTICLES
    assert runs
    assert len(server.requests) == replies(cassette) == ARTICLES
    settings = Settings(model="loopback", base_url=server.url, record=cassette, prices=prices)
    usage = summarize([news], settings=settings).usage
    assert (usage.requests, usage.stored, usage.attempts, usage.cost) == (ARTICLES, ARTICLES, 0, 0)


def test_a_full_cassette_is_said_and_can_be_read(
    server: Endpoint,
    news: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is written anew to make room, and when that is of no use nothing more is asked."""
    for path in news.iterdir():
        path.write_text(path.read_text() + f" {path.name} and other words of the town." * 300)
    monkeypatch.setattr(recorder, "SIZE", 140_000)
    cassette = tmp_path / "c.yaml"
    assert main(command(server, cassette, news, concurrency=1)) == 5
    assert "got one that is full: record the other articles into another" in capsys.readouterr().err
    paid = len(server.requests)
    assert 3 < paid < ARTICLES
    assert cassette.stat().st_size <= 140_000
    rescued = list(tmp_path.glob("c.yaml.*.rescued.yaml"))
    assert replies(cassette) + sum(map(replies, rescued)) == paid
    monkeypatch.undo()
    assert main(command(server, cassette, news)) == 0
    assert (len(server.requests), replayed(cassette, news)) == (ARTICLES, ARTICLES)


def test_a_cassette_that_names_no_model_says_so(
    server: Endpoint, news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """And what to do: --replay was given."""
    cassette = tmp_path / "c.yaml"
    assert main(command(server, cassette, news)) == 0
    cassette.write_bytes(dump_cassette({**read_cassette(cassette), "about": None}))
    assert main(["run", str(news), "--replay", str(cassette), "-q"]) == 2
    expected = f"summarizer: {cassette}: expected a model's name under `about`, got none: pass --model NAME"
    assert capsys.readouterr().err.splitlines() == [expected]
    assert replayed(cassette, news, model="loopback") == ARTICLES
