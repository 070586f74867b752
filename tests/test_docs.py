"""The documents: what they show is what comes out."""

import contextlib
import io
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md"))]


def summarizer(*arguments: str) -> str:
    """What a command prints, standard error included."""
    command = [sys.executable, "-m", "summarizer", *arguments]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return ran.stderr + ran.stdout


def demo() -> str:
    """What `make demo` prints."""
    return summarizer("run", "seeds/", "--replay", "cassettes/seeds.yaml")


def builtin() -> str:
    """The first lines of a run without a model, and of the comparison with the replayed one."""
    with tempfile.TemporaryDirectory() as folder:
        rules, model = f"{folder}/rules.json", f"{folder}/model.json"
        said = summarizer("run", "seeds/")
        summarizer("run", "seeds/", "--format", "json", "-o", rules)
        summarizer("run", "seeds/", "--replay", "cassettes/seeds.yaml", "--format", "json", "-o", model)
        compared = summarizer("compare", rules, model)
    note, *report = said.splitlines()
    told = textwrap.fill(note, 100, subsequent_indent="  ")
    return "\n".join(
        [
            "$ summarizer run seeds/",
            told,
            *report[:2],
            "$ summarizer compare rules.json model.json",
            compared.splitlines()[0],
        ]
    )


def first_screen(report: str) -> str:
    """As much of it as the README shows: the conflicts, the dispute, and the revision of the Bryansk shelling."""
    blocks = report.split("\n\n")
    shown = [block for block in blocks[1:] if block.startswith(("CONFLICT", "DISPUTE"))]
    shown += [block for block in blocks if block.startswith("REVISION  Civilians killed")]
    return "\n\n".join([blocks[0], *shown])


def test_the_readme_shows_the_demos_real_output() -> None:
    """`python -m tests.test_docs` writes it again."""
    shown = re.search(r"<!-- demo -->\n```text\n(.*?)\n?```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    assert shown[1] == first_screen(demo())


def test_the_readme_shows_the_built_in_readers_real_output() -> None:
    """The note, the counts, the flags, and how it compares."""
    shown = re.search(r"<!-- builtin -->\n```text\n(.*?)\n?```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert shown
    assert shown[1] == builtin()


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_python_in_the_documents_runs(path: Path) -> None:
    """Each block as it stands, in one namespace for a document."""
    names = {"__name__": "example"}
    for block in re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(block, path.name, "exec"), names)  # noqa: S102  # our own documents


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """Every relative link is a file."""
    for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target


def test_every_command_in_the_documents_is_a_command() -> None:
    """Commands and long options that the documents name are in the help."""
    helps = {}
    for path in DOCUMENTS:
        for block in re.findall(r"```sh\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
            for command, rest in re.findall(r"summarizer (\w+)((?:[^\n\\]|\\\n)*)", block):
                if command not in helps:
                    ran = subprocess.run(
                        [sys.executable, "-m", "summarizer", command, "--help"],
                        cwd=ROOT, capture_output=True, text=True, check=True,
                    )  # fmt: skip
                    helps[command] = ran.stdout
                for option in re.findall(r"--[a-z-]+", rest.split("#")[0]):
                    assert option in helps[command], (command, option)
    assert set(helps) >= {"run", "check", "prompt"}


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    for name, shown in (("demo", first_screen(demo())), ("builtin", builtin())):
        block = f"<!-- {name} -->\n```text\n{shown}\n```"
        text = re.sub(rf"<!-- {name} -->\n```text\n.*?```", lambda _, b=block: b, text, count=1, flags=re.DOTALL)  # type: ignore[misc]  # mypy takes no default in a lambda
    README.write_text(text, encoding="utf-8")
