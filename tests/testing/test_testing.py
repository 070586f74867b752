"""summarizer.testing, as a newsroom's own test suite uses it: recorded once, replayed in CI with no network and no key."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from summarizer import Settings, Summary, check, summarize
from summarizer.cli.parser import build_parser
from summarizer.llm.prompts import read_built_in
from summarizer.testing import assert_conflict, assert_figures, assert_finding, assert_grounded, assert_no_findings

from ..helpers.endpoint import Answer, Endpoint, Request, completion, endpoint, events

pytest_plugins = ["pytester"]

KEY = "a-key-that-opens-nothing"
CONFTEST = """
from pathlib import Path

import pytest

from summarizer import Settings

pytest_plugins = ["summarizer.testing"]


@pytest.fixture(scope="session")
def summarizer_settings():
    return Settings.from_environment(model="loopback", prompts=Path(__file__).parent / "prompts")
"""
FLOODS = '''
from typing import Literal

from summarizer import Event, Figure


class FloodFigure(Figure):
    """A figure of a river flood."""

    measure: Literal["killed", "crest_metres"]


class Flood(Event):
    """A river leaves its bed."""

    type: Literal["river_flood"]
    figures: tuple[FloodFigure, ...] = ()
'''
TESTS = """
import socket
from pathlib import Path

import pytest
from floods import Flood

from summarizer.testing import assert_conflict, assert_figures, assert_grounded

ARTICLES = Path(__file__).parent / "articles"


def test_one_article(summarized):
    summary = summarized(ARTICLES / "early.md", events=[Flood])
    assert_grounded(summary)
    assert_figures(summary, killed=2)


def test_two_articles(summarized, request):
    alone = summarized(ARTICLES / "late.md", events=[Flood])
    both = summarized(ARTICLES / "early.md", ARTICLES / "late.md", events=[Flood])
    assert_figures(alone, killed=7)
    assert_figures(both, killed=[2, 7])
    assert_conflict(both, measure="killed", values=[2, 7])
    if request.config.getoption("--record-mode") is None:
        with socket.socket() as line, pytest.raises(RuntimeError, match="Network is disabled"):
            line.connect(("127.0.0.1", 9))
"""
ARTICLE = "---\nsource: {}\npublished: 2024-05-02\n---\nThe Ouse flooded York on 1 May 2024. {} people were killed.\n"
FIGURE = {"measure": "killed", "of": "people"}


def answer(request: Request, _: int) -> Answer:
    """What the article says of the flood; first with a wrong number where the prompt asks for a slip."""
    system, user = (message["content"] for message in request["messages"])
    count = int(re.findall(r"(\d+) people were killed", user)[-1])
    if "=== ENTRY" in user:
        mended = {"entry": 1, "quote": f"{count} people were killed", "value": count, "bound": "exactly"}
        return Answer(completion(json.dumps({"repairs": [{**mended, "upper": None, "unit": None}]})))
    said = {**FIGURE, "quote": f"{count} people were killed", "value": 9 if "Slip once." in system else count}
    flood = {
        "type": "river_flood" if "river_flood" in system else "flood",
        "headline": "Flood in York",
        "when": "on 1 May 2024",
        "start": "2024-05-01",
    }
    place = {"name": "York", "region": None, "country": None}
    return Answer(completion(events({**flood, "place": place, "figures": [said]})))


class Desk:
    """A project of a user's own."""

    def __init__(self, pytester: pytest.Pytester, patch: pytest.MonkeyPatch) -> None:
        self._pytester = pytester
        self._patch = patch
        self.path = pytester.path
        pytester.makepyfile(conftest=CONFTEST, floods=FLOODS, test_floods=TESTS)
        for name, texts in {
            "articles": {"early.md": ARTICLE.format("The Press", 2), "late.md": ARTICLE.format("The Herald", 7)},
            "prompts": {"extract.md": edited("extract", "Keep to floods.")},
        }.items():
            (self.path / name).mkdir()
            for file, text in texts.items():
                (self.path / name / file).write_text(text, encoding="utf-8")

    def run(self, *arguments: str, server: Endpoint | None = None) -> tuple[dict[str, int], str]:
        """The outcomes of a run of its tests, and what it printed; with a key and an endpoint if one is named."""
        with self._patch.context() as patch:
            if server:
                patch.setenv("OPENAI_BASE_URL", server.url)
                patch.setenv("OPENAI_API_KEY", KEY)
            result = self._pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:randomly", *arguments)
        return result.parseoutcomes(), result.stdout.str() + result.stderr.str()

    def cassette(self, test: str) -> Path:
        return self.path / "cassettes/test_floods" / f"{test}.yaml"


def edited(name: str, more: str) -> str:
    """The package's template with one more line for the system."""
    return read_built_in(name).replace("<!-- user -->\n", f"{more}\n<!-- user -->\n")


@pytest.fixture
def desk(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(pytester, monkeypatch)


@pytest.fixture
def server() -> Iterator[Endpoint]:
    with endpoint(answer) as running:
        yield running


def test_what_was_recorded_once_is_replayed_without_network_and_key(desk: Desk, server: Endpoint) -> None:
    """An event type and a prompt of one's own, several calls in a test; no key and no host is written."""
    assert desk.run("--record-mode=once", server=server)[0] == {"passed": 2}
    asked = len(server.requests)
    for name, replies in (("test_one_article", 1), ("test_two_articles", 3)):
        text = desk.cassette(name).read_text(encoding="utf-8")
        assert len(yaml.safe_load(text)["interactions"]) == replies
        assert "Keep to floods." in text
        assert not any(secret in text for secret in (KEY, "127.0.0.1", "authorization"))
    assert desk.run()[0] == {"passed": 2}
    assert desk.run("--record-mode=once", server=server)[0] == {"passed": 2}
    assert len(server.requests) == asked, "what is there is not recorded again"


@pytest.mark.parametrize("mode", ["rewrite", "new_episodes"])
def test_an_edited_prompt_fails_with_the_command_that_records_again(desk: Desk, server: Endpoint, mode: str) -> None:
    """And the line that differs; after that command, the cassette holds what is asked now and nothing else."""
    desk.run("--record-mode=once", "-k", "one_article", server=server)
    (desk.path / "prompts/extract.md").write_text(edited("extract", "Keep to rivers."), encoding="utf-8")
    outcomes, said = desk.run("-k", "one_article")
    assert outcomes == {"failed": 1, "deselected": 1}
    cassette = "cassettes/test_floods/test_one_article.yaml"
    assert re.search(rf"{cassette}: expected a recorded reply to extract 4 \(own \w{{12}}\), found none", said)
    assert "what the system says" in said
    assert "was: Keep to floods." in said
    assert "is:  Keep to rivers." in said
    assert "The Ouse" not in said, "an article may be private, and a log is not"
    assert "Traceback" not in said
    command = re.search(r"pytest (\S+) --record-mode=rewrite", said)
    assert command
    assert desk.run(command[1], f"--record-mode={mode}", server=server)[0] == {"passed": 1}
    assert len(yaml.safe_load(desk.cassette("test_one_article").read_text())["interactions"]) == 1
    assert desk.run("-k", "one_article")[0] == {"passed": 1, "deselected": 1}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(
            lambda desk: (desk.path / "articles/early.md", ("2 people", "3 people")), "the article", id="text"
        ),
        pytest.param(
            lambda desk: (desk.path / "floods.py", ("leaves", "rises from")), "the event types", id="event type"
        ),
        pytest.param(lambda desk: (desk.path / "conftest.py", ("loopback", "another")), "the model", id="model"),
        pytest.param(
            lambda desk: (desk.path / "prompts/repair.md", ("", edited("repair", "Be strict."))),
            "expected a recorded reply to repair 3 (own ",
            id="a second look, which a summary would do without",
        ),
    ],
)
def test_a_miss_names_what_changed(
    desk: Desk, server: Endpoint, change: Callable[[Desk], tuple[Path, tuple[str, str]]], said: str
) -> None:
    """Whatever it is that is asked."""
    (desk.path / "prompts/extract.md").write_text(edited("extract", "Slip once."), encoding="utf-8")
    desk.run("--record-mode=once", "-k", "one_article", server=server)
    path, (old, new) = change(desk)
    path.write_text(path.read_text().replace(old, new) if old else new, encoding="utf-8")
    outcomes, told = desk.run("-k", "one_article")
    assert outcomes == {"failed": 1, "deselected": 1}
    assert said in told
    assert "--record-mode=rewrite" in told


def test_without_a_cassette_the_command_that_records_one_is_said(desk: Desk) -> None:
    """Not VCR's error."""
    outcomes, said = desk.run("-k", "one_article")
    assert outcomes == {"failed": 1, "deselected": 1}
    assert "test_one_article.yaml: expected the cassette of this test, found none" in said
    assert "pytest test_floods.py::test_one_article --record-mode=once" in said


def test_a_recording_that_gets_no_reply_leaves_the_old_one(desk: Desk, server: Endpoint) -> None:
    """What was paid for is not lost to a wrong key."""
    desk.run("--record-mode=once", "-k", "one_article", server=server)
    before = desk.cassette("test_one_article").read_bytes()
    server.script = lambda *_: Answer({"error": {"message": "no such key"}}, status=401)
    outcomes, said = desk.run("--record-mode=rewrite", "-k", "one_article", server=server)
    assert outcomes == {"failed": 1, "deselected": 1}
    assert "HTTP 401" in said
    assert desk.cassette("test_one_article").read_bytes() == before
    assert [path.name for path in desk.cassette("x").parent.iterdir()] == ["test_one_article.yaml"]


def test_a_recording_that_gets_some_replies_leaves_the_old_one_and_goes_on_with_them(
    desk: Desk, server: Endpoint
) -> None:
    """What was paid for is asked once; and the old file stays until all of the new one is there."""
    desk.run("--record-mode=once", "-k", "two_articles", server=server)
    cassette = desk.cassette("test_two_articles")
    before, whole = cassette.read_bytes(), server.script
    asked = len(server.requests)
    server.script = lambda request, n: whole(request, n) if n == asked else Answer({}, status=400)
    assert desk.run("--record-mode=rewrite", "-k", "two_articles", server=server)[0] == {"failed": 1, "deselected": 1}
    assert cassette.read_bytes() == before
    server.script, asked = whole, len(server.requests)
    assert desk.run("--record-mode=rewrite", "-k", "two_articles", server=server)[0] == {"passed": 1, "deselected": 1}
    assert len(server.requests) - asked == 2
    assert [path.name for path in cassette.parent.iterdir()] == ["test_two_articles.yaml"]
    assert desk.run("-k", "two_articles")[0] == {"passed": 1, "deselected": 1}


def test_recording_takes_a_model_and_the_rules_take_no_cassette(desk: Desk, server: Endpoint) -> None:
    """With none named, nothing is read by rules in its place."""
    conftest = desk.path / "conftest.py"
    text = conftest.read_text()
    conftest.write_text(text.replace('model="loopback", ', ""))
    outcomes, said = desk.run("--record-mode=once", "-k", "one_article", server=server)
    assert (outcomes, len(server.requests)) == ({"failed": 1, "deselected": 1}, 0)
    assert "expected a model to record with, got none: set SUMMARIZER_MODEL" in said
    conftest.write_text(text.replace('model="loopback"', 'model="loopback", store="s.sqlite"'))
    assert "a test has its own cassette" in desk.run("-k", "one_article")[1]
    conftest.write_text(text.partition("@pytest")[0])
    rules = "from summarizer import Settings\n\n\ndef test_rules(summarized):\n    summary = summarized('Two died in York.', "
    (desk.path / "test_floods.py").write_text(
        f"{rules}settings=Settings(model='builtin'))\n    assert summary.articles\n"
    )
    assert desk.run()[0] == {"passed": 1}
    assert not (desk.path / "cassettes").exists()


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        pytest.param(
            "pytest_recording",
            "ERROR: expected pytest and pytest-recording, got no module pytest_recording: ",
            id="one",
        ),
        pytest.param("pytest", "UsageError: expected pytest and pytest-recording, got no module pytest: ", id="both"),
    ],
)
def test_what_to_install_is_one_line(desk: Desk, missing: str, said: str) -> None:
    """It names the extra."""
    code = f"import sys; sys.modules[{missing!r}] = None\n"
    if missing == "pytest":
        command = [sys.executable, "-c", code + "import summarizer.testing"]
    else:
        conftest = desk.path / "conftest.py"
        conftest.write_text(code + conftest.read_text())
        command = [sys.executable, "-m", "pytest"]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=desk.path)
    assert ran.returncode != 0
    assert said + "pip install 'summarizer[testing]'" in ran.stderr


def test_who_does_not_ask_for_it_gets_nothing_of_it() -> None:
    """No entry point: a plugin that every run of pytest loads would cost all who only use the package."""
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    assert "pytest11" not in text
    code = "import sys, summarizer; summarizer.Summary; sys.exit('pytest' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


RECORDS: list[dict[str, Any]] = [
    {"article": "a", "source": "The Press", "type": "flood", "incident": "i", "figures": [{**FIGURE, "value": 2}]},
    {
        "article": "b", "source": "The Herald", "type": "flood", "incident": "i",
        "figures": [{**FIGURE, "value": 7}, {"measure": "displaced", "of": "people", "value": 120, "bound": "more_than"}],
    },
]  # fmt: skip
CHECKED = check(RECORDS)
PROVED = summarize(
    ["Two people were killed in York on Monday when a bomb exploded."], settings=Settings(model="builtin")
)


@pytest.mark.parametrize(
    "holds",
    [
        pytest.param(lambda: assert_grounded(PROVED), id="all is proved"),
        pytest.param(lambda: assert_figures(PROVED, killed=2), id="a number"),
        pytest.param(lambda: assert_figures(CHECKED, killed=[7, 2]), id="several numbers, in any order"),
        pytest.param(lambda: assert_figures(CHECKED, displaced="more than 120", wounded=None), id="words, and nothing"),
        pytest.param(lambda: assert_figures(CHECKED, article="The Press", killed=2), id="those of one article"),
        pytest.param(lambda: assert_conflict(CHECKED, measure="killed", values=(2, 7)), id="a conflict"),
        pytest.param(lambda: assert_conflict(CHECKED), id="any conflict"),
        pytest.param(lambda: assert_finding(CHECKED, "uncorroborated", measure="displaced"), id="another finding"),
        pytest.param(lambda: assert_no_findings(CHECKED, "dispute", "revision"), id="none of some kinds"),
        pytest.param(lambda: assert_no_findings(PROVED), id="none that accuses"),
    ],
)
def test_what_is_so_passes(holds: Callable[[], None]) -> None:
    """Each helper has a summary that it passes."""
    holds()


def rejected() -> Summary:
    """A summary of an article with one figure that is not proved, and of one that failed."""
    figure = {"article": "a", "source": "The Press", "measure": "killed", "of": "people", "value": 9, "quote": "nine"}
    failed = {"id": "b", "path": "late.md", "status": "failed", "error": "no reply"}
    data = json.loads(PROVED.to_json())
    return Summary.model_validate(
        {**data, "rejected": [{**figure, "reason": "it says 2"}], "articles": [*data["articles"], failed]}
    )


@pytest.mark.parametrize(
    ("fails", "said"),
    [
        pytest.param(
            lambda: assert_grounded(rejected()),
            ["expected every figure to be proved, got 1 figure, 1 rejected", "killed 9 “nine”: it says 2", "late.md: no reply"],
            id="a figure that is not proved, an article that failed",
        ),
        pytest.param(lambda: assert_grounded(check([])), ["got 0 figures"], id="nothing found is nothing proved"),
        pytest.param(lambda: assert_grounded(CHECKED), ["no place in a text: 2 people killed"], id="numbers without a text"),
        pytest.param(
            lambda: assert_figures(CHECKED, killed=2),
            ["expected killed 2, got 2, 7", "7 people killed", "The Herald"],
            id="a number too many",
        ),
        pytest.param(lambda: assert_figures(CHECKED, killed=[2, 3, 7]), ["expected killed 2, 3, 7, got 2, 7"], id="one too few"),
        pytest.param(lambda: assert_figures(CHECKED, displaced=120), ["expected displaced 120, got more than 120"], id="a bound"),
        pytest.param(lambda: assert_figures(CHECKED, killd=2), ["got none", "measures reported: displaced, killed"], id="a slip"),
        pytest.param(lambda: assert_figures(CHECKED, killed=None), ["expected killed none, got 2, 7"], id="some for none"),
        pytest.param(
            lambda: assert_figures(CHECKED, article="late.md", killed=2), ["expected an article 'late.md', got"], id="article"
        ),
        pytest.param(
            lambda: assert_conflict(CHECKED, measure="killed", values=(2, 4)),
            ["expected a conflict of killed between 2, 4, got none", "conflict: People killed: 2 (The Press); 7 (The Herald)"],
            id="another conflict",
        ),
        pytest.param(lambda: assert_conflict(PROVED), ["expected a conflict, got none"], id="no conflict"),
        pytest.param(lambda: assert_no_findings(CHECKED), ["expected no finding, got 1", "conflict: "], id="a conflict for none"),
        pytest.param(lambda: assert_no_findings(CHECKED, "conflict"), ["expected no conflict, got 1"], id="one of a kind"),
    ],
)  # fmt: skip
def test_what_is_not_so_fails_with_what_came(fails: Callable[[], None], said: list[str]) -> None:
    """And with the words, the sources and the reasons by which one sees why."""
    with pytest.raises(AssertionError) as raised:
        fails()
    for part in said:
        assert part in str(raised.value)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda: assert_figures(CHECKED), id="no measure would pass whatever comes"),
        pytest.param(lambda: assert_no_findings(CHECKED, "conflicts"), id="so would no kind"),  # type: ignore[arg-type]  # it
        pytest.param(lambda: assert_finding(CHECKED, "conflicts"), id="and here"),  # type: ignore[arg-type]  # the test
    ],
)
def test_an_assertion_that_could_not_fail_is_refused(wrong: Callable[[], None]) -> None:
    """As a wrong call."""
    with pytest.raises(TypeError):
        wrong()


CI = (Path(__file__).parents[2] / "docs/ci.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```\n", CI, re.DOTALL))


@pytest.mark.parametrize(
    ("name", "schema"), [(".github/workflows/desk.yml", "github-workflows"), (".gitlab-ci.yml", "gitlab-ci")]
)
def test_the_documents_workflows_are_workflows(tmp_path: Path, name: str, schema: str) -> None:
    """By the schemas that GitHub and GitLab publish; and a misspelt key is none."""
    path = tmp_path / Path(name).name
    for text, fits in ((FILES[name], True), (re.sub(r"(?m)^( +)(run|script):", r"\1scrypt:", FILES[name]), False)):
        path.write_text(text, encoding="utf-8")
        call = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
        ran = subprocess.run(call, capture_output=True, text=True, check=False)
        assert (ran.returncode == 0) is fits, ran.stdout


def test_the_documents_workflows_replay_what_they_name_and_keep_the_key_from_strangers() -> None:
    """Their commands are commands; the key is in the job that is started by hand alone, and no cache holds more than packages."""
    github, gitlab = (
        yaml.load(FILES[name], Loader=yaml.BaseLoader)  # noqa: S506  # texts alone; `on` is no truth value
        for name in (".github/workflows/desk.yml", ".gitlab-ci.yml")
    )
    assert "pull_request" in github["on"]
    assert "pull_request_target" not in github["on"]
    jobs = {"github": github["jobs"], "gitlab": gitlab}
    for name, known in jobs.items():
        assert "secrets." not in json.dumps(known["replay"])
        assert "OPENAI_API_KEY" not in json.dumps(known["replay"])
        calls = re.findall(r"summarizer (run [^;|&\"\\]*)", json.dumps(known))
        assert len(calls) == 3, name
        for call in calls:
            build_parser().parse_args(call.split())
    assert github["jobs"]["record"]["if"].startswith("github.event_name == 'workflow_dispatch'")
    assert gitlab["record"]["rules"][0]["when"] == "manual"


def test_the_documents_test_suite_records_and_replays(desk: Desk, server: Endpoint) -> None:
    """As it stands, with the prompt that one begins with."""
    (desk.path / "test_floods.py").unlink()
    for name in ("conftest.py", "test_desk.py", "articles/press.md", "articles/herald.md"):
        (desk.path / name).write_text(FILES[name], encoding="utf-8")
    assert desk.run("--record-mode=once", server=server)[0] == {"passed": 2}
    assert desk.run()[0] == {"passed": 2}
    assert (desk.path / "cassettes/test_desk/test_one_article.yaml").exists()
    text = read_built_in("extract").replace("version: 4", "version: 5")
    (desk.path / "prompts/extract.md").write_text(text.replace("10. If", "10. Keep headlines under nine words. If"))
    outcomes, said = desk.run("-k", "one_article")
    assert outcomes == {"failed": 1, "deselected": 1}
    told = next(block for block in re.findall(r"```text\n(.*?)```", CI, re.DOTALL) if block.startswith("cassettes/"))
    assert re.sub(r"own \w{12}", "own X", told) in re.sub(r"own \w{12}", "own X", said)
    assert "Captured log" not in said, "what instructor logs of it says nothing more"
