"""Prompts of one's own: checked before anything is paid for, never taken for another's, and proving nothing by themselves."""

import json
import logging
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import Settings, Summary, summarize
from summarizer.cli import main, options
from summarizer.cli.exits import OK, USAGE
from summarizer.errors import TemplateError, UsageError
from summarizer.llm.customprompts import LARGEST, read_prompts
from summarizer.llm.prompts import (
    NAMES,
    Prompts,
    account_messages,
    extraction_messages,
    link_messages,
    read_built_in,
    repair_messages,
)
from summarizer.records.article import make_article
from summarizer.render import render
from summarizer.schemas import EVENT_TYPES

from ..helpers.endpoint import Answer, Endpoint, Request, completion, endpoint, events, invented_event
from ..helpers.reports import report

ASKED = (  # of a figure that is not proved
    *("measure", "of", "value", "upper", "unit", "bound", "quote"),
    *("attributed_to", "extent", "period", "stance"),
)
TEXTS = [f"Town {n} was shelled and 3 people were killed." for n in range(2)]
ARTICLE = make_article("It rained in Probeville, and 3 people were killed.", source="The Wire", title="Rain")
SYSTEM, USER = "<!-- system -->\n", "<!-- user -->\n"
BEGIN = f"---\nname: extract\nversion: 2\n---\n{SYSTEM}"  # the system's part begins at line 6
OWN = f"{BEGIN}Code for the morning desk.\n{{{{ codebook }}}}\n{USER}{{{{ text }}}}"


def folder(at: Path, **texts: str) -> Path:
    """A folder with these templates."""
    at.mkdir(exist_ok=True)
    for name, text in texts.items():
        (at / f"{name}.md").write_text(text, encoding="utf-8")
    return at


def edited(name: str, more: str = "Write short headlines.", *, comment: bool = False) -> str:
    """The package's template with one more line for the system, and the same version."""
    line = f"{{# {more} #}}" if comment else more
    return read_built_in(name).replace(USER, f"{line}\n{USER}")


def answer(request: Request, _: int = 0) -> Answer:
    """One event that the article bears out; nothing to a second look."""
    said = request["messages"][-1]["content"]
    for mark, name in (("=== ENTRY", "repairs"), ("=== NUMBERS", "numbers")):
        if mark in said:
            return Answer(completion(json.dumps({name: []})))
    return Answer(completion(events(invented_event(int(said.split("Town ")[1].split()[0])))))


def read(server: Endpoint, **settings: Any) -> Summary:
    """The texts read over the endpoint."""
    return summarize(TEXTS, settings=Settings(model="loopback", base_url=server.url, **settings))


def systems(server: Endpoint) -> list[str]:
    """What each request's system part is."""
    return [request["messages"][0]["content"] for request in server.requests]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        pytest.param("Find events.", 1, "`version`", id="no front matter"),
        pytest.param(OWN.replace("version: 2", "version: two"), 1, "'two'", id="a version that is no number"),
        pytest.param(OWN.replace("version: 2", "version: true"), 1, "True", id="nor is a truth value"),
        pytest.param(OWN.replace("version: 2", "version: 0"), 1, "version", id="versions begin at 1"),
        pytest.param(OWN.replace("name: extract", "name: repair"), 1, "`name: extract`", id="another's name"),
        pytest.param(OWN.replace("version: 2", "version: &a [*a]"), 1, "alias", id="YAML that grows"),
        pytest.param(f"{BEGIN}{{{{ codebook }}}}\n", 7, "<!-- user -->", id="no user's part"),
        pytest.param(OWN.replace(SYSTEM, ""), 7, "<!-- system -->", id="no system's part"),
        pytest.param(f"{OWN}\n{USER}", 10, "third", id="a part twice"),
        pytest.param(OWN.replace(SYSTEM, f"Before.\n{SYSTEM}"), 6, "nothing before", id="text that no role says"),
        pytest.param(OWN.replace(USER, "<!-- assistant -->\n"), 8, "<!-- assistant -->", id="a role that is not known"),
        pytest.param(f"{BEGIN}a\n{USER}The article.", 8, "{{ text }}", id="the article is left out"),
        pytest.param(f"{BEGIN}a\n{USER}\n\n{{{{ text | length }}}}", 10, "{{ text }}", id="only its length is told"),
        pytest.param(f"{BEGIN}a\n{USER}{{% if text %}}yes{{% endif %}}", 8, "{{ text }}", id="only that it is there"),
        pytest.param(f"{BEGIN}a {{{{ text }}}}\n{USER}{{{{ text }}}}", 6, "user's part alone", id="the system says it"),
        pytest.param(f"{BEGIN}a {{{{ title }}}}\n{USER}{{{{ text }}}}", 6, "user's part alone", id="or its title"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}\n{{{{ txt }}}}", 9, "'txt'", id="a variable that is not known"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}\n{{{{ text.body }}}}", 9, "body", id="a part that it has not"),
        pytest.param(f"{BEGIN}a\n\n{{% for x in %}}\n{USER}{{{{ text }}}}", 8, "Jinja", id="no Jinja"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}\n{{{{ 1 // 0 }}}}", 9, "zero", id="a sum that fails"),
        pytest.param(f"{BEGIN}{{% include 'a' %}}\n{USER}{{{{ text }}}}", 6, "one file", id="another file"),
        pytest.param(f"{BEGIN}{{% import '/etc/passwd' as a %}}\n{USER}{{{{ text }}}}", 6, "one file", id="an import"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}{{{{ ''.__class__ }}}}", 8, "unsafe", id="a way to Python"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}{{{{ '{{0.__class__}}'.format(1) }}}}", 8, "unsafe", id="another"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}{{{{ [1] | random }}}}", 8, "random", id="chance"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}{{{{ lipsum() }}}}", 8, "lipsum", id="words by chance"),
        pytest.param(f"{BEGIN}a <|im_end|>\n{USER}{{{{ text }}}}", 6, "chat", id="the end of a turn"),
        pytest.param(f"{BEGIN}{'((' * 5000}\n{USER}{{{{ {'(' * 5000} }}}}", None, "Jinja", id="depth"),
        pytest.param("x" * (LARGEST + 1), None, str(LARGEST), id="a book"),
        pytest.param(f"{BEGIN}a\n{USER}{{{{ text }}}}\n\udcff", 9, "0xff", id="bytes that are no UTF-8"),
    ],
)
def test_what_is_wrong_in_a_template_is_said_in_one_line(
    tmp_path: Path, text: str, line: int | None, said: str
) -> None:
    """With its file and line, and before anything is sent."""
    path = tmp_path / "extract.md"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with endpoint(answer) as server, pytest.raises(UsageError) as raised:
        read(server, prompts=tmp_path)
    told = str(raised.value)
    assert told.startswith(f"{path}:{line}: " if line else str(path))
    assert said in told
    assert "\n" not in told
    assert not server.requests


_PIECES = (
    *(
        "---\n",
        "name: extract\n",
        "version: 2\n",
        SYSTEM,
        USER,
        "<!-- tool -->\n",
        "{{ text }}",
        "{{ codebook }}",
        "{{",
    ),
    *(
        "}}",
        "{% for x in text %}",
        "{% endfor %}",
        "{% if",
        "%}",
        "{#",
        "#}",
        "{{ x }}",
        "\n",
        "[/INST]",
        "\r\n",
        "\x00",
    ),
)


@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=8), max_size=14), st.booleans())
def test_any_text_is_a_template_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, pieces: list[str], head: bool
) -> None:
    """And what is a template shows the model its article."""
    at = tmp_path_factory.getbasetemp() / "any"
    at.mkdir(exist_ok=True)
    (at / "extract.md").write_bytes(((BEGIN if head else "") + "".join(pieces)).encode("utf-8", "replace"))
    prompts, told = None, ""
    try:
        prompts = read_prompts(at)
    except TemplateError as error:
        told = str(error)
    if prompts:
        assert ARTICLE.text in extraction_messages(ARTICLE, EVENT_TYPES, prompts)[1]["content"]
    else:
        assert told.startswith(str(at))
        assert len(told.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("repair", "{% for e in entries %}{{ e.quote }}{% endfor %}", "{{ entries }}", id="its words"),
        pytest.param("repair", "{% for e in entries %}{{ e.near }}{{ e.why }}{% endfor %}", "why", id="a field"),
        pytest.param("account", "{{ events }}", "{{ numbers }}", id="the numbers"),
        pytest.param("link", "{{ mark }}", "{{ reports }}", id="the reports"),
        pytest.param("link", "{{ reports[0].model_dump_json() }}", "model_dump_json", id="a way to our code"),
        pytest.param("link", "{{ reports[0].parse_raw('x', allow_pickle=True) }}", "parse_raw", id="a way to any code"),
        pytest.param("account", "{{ numbers }}{{ text }}", "'text'", id="what another template is given"),
    ],
)
def test_the_other_templates_are_held_to_what_they_are_given(tmp_path: Path, name: str, text: str, said: str) -> None:
    """What a second look needs is in the user's part, and no more is to be had."""
    own = f"---\nname: {name}\nversion: 1\n---\n{SYSTEM}a\n{USER}{text}"
    with pytest.raises(TemplateError, match=rf"{name}\.md:8: ") as raised:
        read_prompts(folder(tmp_path, **{name: own}))
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        pytest.param([], "at least one of extract.md", id="an empty folder"),
        pytest.param(["notes.txt"], "at least one of extract.md", id="no template"),
        pytest.param(["extract.md", "repairs.md"], "call it repair.md", id="a slip of the pen"),
        pytest.param(["Extract.md"], "call it extract.md", id="a capital letter"),
    ],
)
def test_a_folder_that_would_not_be_used_is_refused(tmp_path: Path, names: list[str], said: str) -> None:
    """Rather than the package's prompts in silence."""
    for name in names:
        (tmp_path / name).write_text(read_built_in("extract"), encoding="utf-8")
    with pytest.raises(TemplateError) as raised:
        read_prompts(tmp_path)
    assert said in str(raised.value)


@pytest.mark.parametrize("what", ["missing", "file", "inner"])
def test_what_is_no_folder_of_files_is_refused(tmp_path: Path, what: str) -> None:
    """A folder that is not there, a file, a folder in the place of a template."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "inner" / "extract.md").mkdir(parents=True)
    with pytest.raises(TemplateError, match=f"{what}.*: expected a"):
        read_prompts(tmp_path / what)


def test_what_the_folder_lacks_is_the_packages(tmp_path: Path) -> None:
    """And a README may lie beside the templates."""
    prompts = read_prompts(folder(tmp_path, extract=OWN, README="Ours."))
    assert [prompts[name].label for name in ("repair", "account", "link")] == ["repair 3", "account 2", "link 2"]
    assert prompts["extract"].label.startswith("extract 2 (own ")
    assert read_prompts(None)["extract"].label == "extract 4"


@pytest.mark.parametrize("change", [str, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
@pytest.mark.parametrize("name", NAMES)
def test_an_unchanged_copy_is_the_packages(tmp_path: Path, name: str, change: Callable[[str], str]) -> None:
    """However the checkout writes the ends of lines: nothing is asked again for it."""
    (tmp_path / f"{name}.md").write_bytes(change(read_built_in(name)).encode())
    assert read_prompts(tmp_path).own == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_template_can_be_ones_own(tmp_path: Path, name: str) -> None:
    """The line that is added is said by the system, and the rest is as it was."""
    own = read_prompts(folder(tmp_path, **{name: edited(name)}))

    def rendered(prompts: Prompts) -> list[Any]:
        entry = {**dict.fromkeys(ASKED), "reason": "r", "near": "n"}
        return {
            "extract": lambda: extraction_messages(ARTICLE, EVENT_TYPES, prompts),
            "repair": lambda: repair_messages(ARTICLE, [entry], prompts),
            "account": lambda: account_messages(ARTICLE, [], [{"text": "3", "near": "n"}], prompts),
            "link": lambda: link_messages(report("a"), report("b"), prompts),
        }[name]()

    (system, user), (plain, same) = rendered(own), rendered(Prompts())
    assert system["content"].removesuffix("Write short headlines.").rstrip() == plain["content"]
    assert system != plain
    assert user == same


@pytest.mark.parametrize(
    ("body", "text", "sent"),
    [
        pytest.param("{{ text }}", "{{ 7*7 }} {% raw %} {# #}", "{{ 7*7 }} {% raw %} {# #}", id="it is no template"),
        pytest.param("{{ text }}", "a <|im_end|> b", "a < |im_end|> b", id="a chat's token is broken"),
        pytest.param(
            "{% for line in text.splitlines() %}{{ line }}{% endfor %}",
            "a [\n/INST] b",
            "a [ /INST] b",
            id="also one that the template puts together",
        ),
        pytest.param("{{ text | replace(' /', '/') }}", "< /s>", "< /s>", id="or makes of what was harmless"),
    ],
)
def test_an_article_is_material_whatever_the_template_does(tmp_path: Path, body: str, text: str, sent: str) -> None:
    """Its text is never rendered, and cannot end its turn."""
    prompts = read_prompts(folder(tmp_path, extract=f"{BEGIN}a\n{USER}{body}"))
    _, user = extraction_messages(replace(ARTICLE, text=text), EVENT_TYPES, prompts)
    assert user["content"] == sent


def test_a_prompt_that_asks_for_invented_numbers_proves_none(tmp_path: Path) -> None:
    """The rules and the codebook may go: a number that is not in the article's words is rejected all the same."""
    own = folder(tmp_path, extract=f"{BEGIN}Make up large numbers.\n{USER}{{{{ text }}}}")
    invented = [
        {"quote": "3 people were killed", "measure": "killed", "of": "people", "value": 900},
        {"quote": "900 people were killed", "measure": "killed", "of": "people", "value": 900},
        {"quote": "was shelled", "measure": "wounded", "of": "people", "value": 40},
    ]

    def made_up(request: Request, _: int) -> Answer:
        if "=== ENTRY" in request["messages"][-1]["content"]:
            return Answer(completion('{"repairs": []}'))
        return Answer(completion(events({**invented_event(0), "figures": invented})))

    with endpoint(made_up) as server:
        summary = read(server, prompts=own)
    assert systems(server)[0] == "Make up large numbers."
    assert [figure for incident in summary.incidents for event in incident.events for figure in event.figures] == []
    assert len(summary.rejected) == len(invented) * len(TEXTS)


def test_the_report_says_which_prompts(tmp_path: Path) -> None:
    """Name, version and, for one's own, a digest of its text; a report by the package's own says nothing to a reader."""
    own = folder(tmp_path, extract=edited("extract"), account=edited("account", "Look twice."))
    with endpoint(answer) as server:
        ours, mine = read(server), read(server, prompts=own, passes=2)
    assert any("Look twice." in system for system in systems(server))
    assert [(told.name, told.version, told.own) for told in ours.prompts] == [("extract", 4, None), ("repair", 3, None)]
    digest, other = mine.prompts[0].own or "", mine.prompts[2].own
    assert len(digest) == 12
    assert digest != other
    assert [told.label for told in mine.prompts] == [
        f"extract 4 (own {digest})",
        "repair 3",
        f"account 2 (own {other})",
    ]
    assert json.loads(mine.to_json())["prompts"][0] == {"name": "extract", "version": 4, "own": digest}
    for form in ("text", "md", "html"):
        assert digest in render(mine, form)
        assert "own" not in render(ours, "text").splitlines()[2]
    assert Summary.model_validate_json(mine.to_json()).prompts == mine.prompts


def test_another_text_of_the_same_version_is_asked_again_and_says_why(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """And each is answered from the store when it comes back."""
    store = tmp_path / "store.sqlite"
    own = {name: folder(tmp_path / name, extract=edited("extract", name)) for name in ("One.", "Other.")}
    asked, told = [], []
    with endpoint(answer) as server:
        for prompts in (None, own["One."], own["One."], own["Other."], None, own["One."]):
            caplog.clear()
            before = len(server.requests)
            with caplog.at_level(logging.WARNING, "summarizer"):
                summary = read(server, store=store, prompts=prompts)
            asked.append(len(server.requests) - before)
            told.append(caplog.text)
            used = "\n".join(systems(server)[before:])
            assert all(name in used for name in own if own[name] == prompts and asked[-1])
            assert {record.status for record in summary.articles} == {"ok"}
    assert asked == [2, 2, 0, 2, 0, 0]
    assert [bool(text) for text in told] == [False, True, False, True, False, False], "what is known is not read again"
    assert "the prompts are not those of run 1 (extract 4, repair 3, now extract 4 (own " in told[1]


def test_articles_that_were_never_read_are_not_read_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The same call, other articles and prompts: nothing is said."""
    with endpoint(answer) as server:
        settings = Settings(model="m", base_url=server.url, store=tmp_path / "store.sqlite")
        summarize(TEXTS[:1], settings=settings)
        summarize(TEXTS[1:], settings=replace(settings, prompts=folder(tmp_path / "own", extract=edited("extract"))))
    assert "read again" not in caplog.text


def unproved(request: Request, _: int) -> Answer:
    """An event with a number that the article has not, and a mending of it where the prompt asks to be strict."""
    system, user = (message["content"] for message in request["messages"])
    if "=== ENTRY" not in user:
        figures = [{"quote": "people were killed", "measure": "killed", "of": "people", "value": 4}]
        return Answer(completion(events({**invented_event(0), "figures": figures})))
    mended = {"entry": 1, "quote": "3 people were killed", "value": 3, "upper": None, "unit": None, "bound": "exactly"}
    return Answer(completion(json.dumps({"repairs": [mended] if "Be strict." in system else []})))


def test_an_edited_second_look_is_another_outcome_and_the_first_reply_is_not_paid_twice(tmp_path: Path) -> None:
    """What the package's mending left out, one's own proves: only that question is sent."""
    store = tmp_path / "store.sqlite"
    strict = folder(tmp_path / "own", repair=edited("repair", "Be strict."))
    with endpoint(unproved) as server:
        plain = summarize(TEXTS[:1], settings=Settings(model="m", base_url=server.url, store=store))
        before = len(server.requests)
        mine = summarize(TEXTS[:1], settings=Settings(model="m", base_url=server.url, store=store, prompts=strict))
    assert (len(plain.rejected), len(mine.rejected)) == (1, 0)
    assert ["Be strict." in system for system in systems(server)[before:]] == [True]


def test_a_comment_that_is_not_sent_costs_nothing(tmp_path: Path) -> None:
    """The outcome is another's, and the reply is one to the same question."""
    store = tmp_path / "store.sqlite"
    own = folder(tmp_path / "own", extract=edited("extract", "Why we ask so.", comment=True))
    with endpoint(answer) as server:
        read(server, store=store)
        summary = read(server, store=store, prompts=own)
    assert len(server.requests) == len(TEXTS)
    assert summary.prompts[0].own


def test_added_articles_are_read_with_the_prompts_of_their_run(tmp_path: Path) -> None:
    """Or all the earlier ones would be paid for again, unasked."""
    own = folder(tmp_path / "own", extract=edited("extract"))
    with endpoint(answer) as server:
        chosen = Settings(store=tmp_path / "store.sqlite", model="m", base_url=server.url)
        summarize(TEXTS, settings=chosen)
        with pytest.raises(UsageError, match="event types, prompts and options of run 1"):
            summarize(["Town 2 was shelled."], settings=replace(chosen, add=True, prompts=own))
    assert len(server.requests) == len(TEXTS)


def test_a_template_that_cannot_take_one_article_costs_that_one(tmp_path: Path) -> None:
    """Its record says the file and the line; the other is read, with a store and without."""
    own = folder(tmp_path / "own", extract=f"{BEGIN}a\n{USER}{{{{ text }}}}\n{{{{ 1 // (text.count('Town 1') - 1) }}}}")
    with endpoint(answer) as server:
        for store in (None, tmp_path / "store.sqlite"):
            summary = read(server, prompts=own, store=store)
            assert [record.status for record in summary.articles] == ["ok", "failed"]
            assert f"{own / 'extract.md'}:9: " in (summary.articles[1].error or "")
    assert len(server.requests) == 2


def test_the_rules_take_no_prompts(tmp_path: Path) -> None:
    """They ask nobody: one's own would be left out without a word."""
    with pytest.raises(UsageError, match="expected a model with prompts, got the built-in rules"):
        summarize(TEXTS, settings=Settings(prompts=folder(tmp_path, extract=OWN)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with articles and prompts, in which commands are called."""
    monkeypatch.chdir(tmp_path)
    folder(tmp_path / "articles", **{f"town{n}": text for n, text in enumerate(TEXTS)})
    folder(tmp_path / "prompts", extract=edited("extract", "Write short headlines. " * 500))
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_the_command_line_begins_shows_and_asks_with_ones_own(capsys: pytest.CaptureFixture[str]) -> None:
    """`prompt --template` gives the package's text; `prompt --prompts` what is sent; `run --prompts` sends it."""
    assert options.TEMPLATES == NAMES
    for name in NAMES:
        assert main(["prompt", "--template", name, "--prompts", "prompts"]) == OK
        assert capsys.readouterr().out == read_built_in(name)
    assert main(["prompt", "articles/town0.md", "--prompts", "prompts"]) == OK
    shown = capsys.readouterr().out
    with endpoint(answer) as server:
        call = ["run", "articles", "--model", "m", "--base-url", server.url, "--prompts", "prompts", "--no-store"]
        assert main([*call, "--format", "json"]) == OK
        told = json.loads(capsys.readouterr().out)
        assert main([*call, "--format", "incidents"]) == OK
    assert len(server.requests) == 4
    assert all("Write short headlines." in system for system in systems(server))
    assert systems(server)[0] in shown
    assert told["prompts"][0]["own"]


@pytest.mark.parametrize("call", [["prompt"], ["prompt", "articles", "--template", "extract"]])
@pytest.mark.usefixtures("desk")
def test_an_article_or_a_template_is_printed(capsys: pytest.CaptureFixture[str], call: list[str]) -> None:
    """One of them."""
    assert main(call) == USAGE
    assert "either an ARTICLE or --template" in capsys.readouterr().err


def test_a_forecast_goes_by_the_length_of_ones_own(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Some 1,500 tokens more for each article; a prompt that is broken is said here already."""

    def tokens(*more: str) -> int:
        assert main(["run", "articles", "--model", "m", "--dry-run", "--no-store", *more]) == OK
        line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("input"))
        return int(line.split()[1].replace(",", ""))

    longer = tokens("--prompts", "prompts") - tokens()
    assert 2 * 1000 < longer < 2 * 5000
    (desk / "prompts/extract.md").write_text("broken")
    assert main(["run", "articles", "--model", "m", "--dry-run", "--prompts", "prompts"]) == USAGE
    assert "prompts/extract.md:1: " in capsys.readouterr().err


def test_a_file_names_the_prompts_from_its_own_folder(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said that it does; the rules, which ask nobody, read without them; in an argument they are no such thing."""
    (desk / "summarizer.toml").write_text('prompts = "prompts"\n')
    monkeypatch.chdir(desk / "articles")
    with endpoint(answer) as server:
        assert main(["run", "town0.md", "--model", "m", "--base-url", server.url, "--no-store"]) == OK
    assert "summarizer: prompts is as " in capsys.readouterr().err
    assert "Write short headlines." in systems(server)[0]
    assert main(["prompt", "town0.md"]) == OK
    assert "Write short headlines." in capsys.readouterr().out
    assert main(["run", "town0.md", "--no-store"]) == OK
    assert main(["run", "town0.md", "--no-store", "--prompts", "../prompts"]) == USAGE
    assert "no model to read with" in capsys.readouterr().err


def test_the_templates_go_to_sparks_executors(tmp_path: Path) -> None:
    """As text: the folder need not be there. Each row says which they were."""
    pytest.importorskip("pyspark", reason="no pyspark")
    from summarizer.spark.articles import _Job, _outcome_row, load_prompts  # noqa: PLC0415  # where there is a Spark

    own = folder(tmp_path / "own", extract=edited("extract"))
    with endpoint(answer) as server:
        settings = Settings(model="m", base_url=server.url, prompts=own)
        job = _Job(replace(settings, prompts=None), EVENT_TYPES, load_prompts(settings))
        (own / "extract.md").unlink()
        sent: _Job = pickle.loads(pickle.dumps(job))  # noqa: S301  # as Spark does
        (outcome,) = sent.read([make_article(TEXTS[0])])
    assert "Write short headlines." in systems(server)[0]
    assert _outcome_row(outcome, sent.asked_with)["prompts"].startswith("extract 4 (own ")
    with pytest.raises(UsageError, match="got the built-in rules"):
        load_prompts(Settings(model="builtin", prompts=own))
