"""The documents: what they show is what comes out."""

import contextlib
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCUMENTS = [README, *sorted((ROOT / "docs").glob("*.md"))]


def demo() -> str:
    """What `make demo` prints."""
    command = [sys.executable, "-m", "summarizer", "run", "seeds/", "--replay", "cassettes/seeds.yaml"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


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


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_python_in_the_documents_runs(path: Path) -> None:
    """Each block as it stands."""
    for block in re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL):
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(block, path.name, "exec"), {"__name__": "example"})  # noqa: S102  # our own documents


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
    block = f"<!-- demo -->\n```text\n{first_screen(demo())}\n```"
    README.write_text(
        re.sub(r"<!-- demo -->\n```text\n.*?```", lambda _: block, text, count=1, flags=re.DOTALL), encoding="utf-8"
    )
