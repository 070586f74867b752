"""The runner of the documents' snippets: what it takes for a snippet, runs, compares and writes."""

from pathlib import Path

import pytest

from tests.helpers.snippets import SnippetError, blocks, faults, matches, rewritten, write


def document(folder: Path, *lines: str) -> Path:
    path = folder / "page.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_block_has_its_language_text_line_and_marks() -> None:
    found = blocks("# Title\n\n<!-- file: own/a.txt -->\n```text\none\n\ntwo\n```\n")
    assert [(block.language, block.text, block.line, block.file) for block in found] == [
        ("text", "one\n\ntwo\n", 5, "own/a.txt")
    ]


def test_a_block_in_a_list_loses_its_indent() -> None:
    (found,) = blocks("1. Run:\n\n   <!-- exits 2 -->\n   ```sh\n   a \\\n     b\n   ```\n")
    assert (found.text, found.exits, found.indent) == ("a \\\n  b\n", 2, "   ")


def test_several_comments_hold_for_one_block() -> None:
    (_, found) = blocks("```sh\necho a\n```\n<!-- file: a.txt -->\n<!-- prints -->\n```text\na\n```\n")
    assert (found.file, found.prints) == ("a.txt", True)


def test_a_fence_of_four_holds_one_of_three() -> None:
    (found,) = blocks("````markdown\n```sh\nfalse\n```\n````\n")
    assert (found.language, found.text) == ("markdown", "```sh\nfalse\n```\n")


def test_other_comments_are_nobodys() -> None:
    (found,) = blocks("<!-- a remark -->\n```sh\ntrue\n```\n")
    assert found.runs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("<!-- prints -->\n\n```text\na\n```\n", "on the line after <!-- prints -->", id="a line between"),
        pytest.param("<!-- prints -->\n", "got the end", id="nothing after it"),
        pytest.param("```sh\ntrue\n", "to end the block", id="a block without end"),
        pytest.param("<!-- prints -->\n```text\na\n```\n", "before what it prints", id="nothing that prints"),
        pytest.param(
            "<!-- not run: costs -->\n```sh\na\n```\n<!-- prints -->\n```text\na\n```\n",
            "before what it prints",
            id="what prints is not run",
        ),
        pytest.param("<!-- not run: -->\n```sh\na\n```\n", "got no reason", id="no reason"),
        pytest.param("<!-- exits two -->\n```sh\na\n```\n", "got 'two'", id="a code that is no number"),
        pytest.param("<!-- exits 2 -->\n```python\na\n```\n", "expected a sh block", id="a code of Python"),
        pytest.param("<!-- file: ../a -->\n```text\na\n```\n", "a file in the folder", id="a file outside"),
        pytest.param("<!-- file: /a -->\n```text\na\n```\n", "a file in the folder", id="a file at the root"),
        pytest.param("<!-- file: -->\n```text\na\n```\n", "a file in the folder", id="a file without a name"),
    ],
)
def test_what_is_marked_wrongly_is_an_error(text: str, message: str) -> None:
    with pytest.raises(SnippetError, match=message):
        blocks(text)


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        pytest.param("a\nb\n", "a\nb\n", True, id="the same"),
        pytest.param("a\n", "a  \n\n", True, id="white space at ends of lines, and empty lines at the end"),
        pytest.param("a\n", "a\nb\n", False, id="a line more"),
        pytest.param("a\n", "\na\n", True, id="an empty line before"),
        pytest.param("a\n...\nd\n", "a\nb\nc\nd\n", True, id="lines left out"),
        pytest.param("a\n...\nb\n", "a\nb\n", True, id="no lines left out"),
        pytest.param("...\nd\n", "a\nb\nc\nd\n", True, id="left out at the beginning"),
        pytest.param("a\n...\n", "a\nb\n", True, id="left out at the end"),
        pytest.param("a\n...\nx\n", "a\nb\nc\n", False, id="a line that does not come after it"),
        pytest.param("a...\n", "abc\n", False, id="dots within a line are dots"),
        pytest.param("a.c\n", "abc\n", False, id="no pattern"),
    ],
)
def test_shown_output_is_compared_line_by_line(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) is same


@pytest.mark.parametrize(
    ("shown", "printed", "written"),
    [
        pytest.param("ab", "ac", "ac", id="a line that changed"),
        pytest.param("a.d", "abcd", "a.d", id="what is left out stays left out"),
        pytest.param("ax.d", "aybcd", "ay.d", id="a line that changed before what is left out"),
        pytest.param("a.xd", "abcyd", "a.yd", id="after it"),
        pytest.param("a.", "abc", "a.", id="left out at the end"),
        pytest.param("ax.", "aybc", "ay.", id="a change before the end that is left out"),
        pytest.param("ax.zd", "ad", "ad", id="all of it gone"),
    ],
)
def test_written_output_leaves_out_what_was_left_out(shown: str, printed: str, written: str) -> None:
    """A letter is a line; the dot stands for what is left out."""

    def lines(text: str) -> list[str]:
        return ["..." if letter == "." else letter for letter in text]

    assert rewritten(lines(shown), list(printed)) == lines(written)


def test_blocks_share_a_folder_and_python_blocks_a_namespace(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        *("```sh", "echo 3 > n.txt", "```", "```python", "n = int(open('n.txt').read())", "```"),
        *("<!-- file: own.py -->", "```python", "def twice(n):", "    return 2 * n", "```"),
        *("```python", "from own import twice", "print(twice(n))", "```", "<!-- prints -->", "```text", "6", "```"),
    )
    assert faults(path) == []


def test_what_prints_something_else_is_told_and_written(tmp_path: Path) -> None:
    path = document(tmp_path, "```sh", "echo a; echo b >&2; echo c", "```", "<!-- prints -->", "```text", "a", "```")
    (fault,) = faults(path)
    assert "page.md:6" in fault
    assert "+b" in fault
    assert write(path)
    assert path.read_text(encoding="utf-8").endswith("```text\na\nb\nc\n```\n")
    assert not write(path)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(["```sh", "false", "true", "```"], "expected to end with 0, got 1", id="a command that fails"),
        pytest.param(
            ["<!-- exits 3 -->", "```sh", "exit 2", "```"], "expected to end with 3, got 2", id="another code"
        ),
        pytest.param(["```python", "", "1 / 0", "```"], r"page.md\", line 3.*ZeroDivisionError", id="a Python error"),
        pytest.param(["```python", "raise SystemExit", "```"], "got 1", id="Python that ends"),
        pytest.param(
            ["```python", "import urllib.request", "urllib.request.urlopen('http://example.org')", "```"],
            "no network in snippets",
            id="Python that asks the network",
        ),
        pytest.param(
            ["<!-- exits 0 -->", "```sh", "summarizer numbers nowhere.txt", "```"],
            "got 2:.*nowhere.txt",
            id="a file that no block makes",
        ),
        pytest.param(
            ["```sh", "summarizer run https://203.0.113.1/ --quiet", "```"],
            "got 3",
            id="a command that asks the network",
        ),
    ],
)
def test_what_fails_is_an_error(lines: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(SnippetError, match=f"(?s){message}"):
        faults(document(tmp_path, *lines))


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
def test_a_model_answers_in_either_mode(mode: str, tmp_path: Path) -> None:
    path = document(
        tmp_path,
        *("```sh", f"summarizer run articles/ --model gpt-4.1-mini --mode {mode} --budget 1 --quiet", "```"),
        *("<!-- prints -->", "```text", "2 articles, 1 incident, 3 figures grounded, 0 rejected"),
        *("Flagged: 1 conflict.", "...", "```"),
    )
    assert faults(path) == []


def test_the_endpoint_lists_its_models(tmp_path: Path) -> None:
    path = document(
        tmp_path,
        *("```python", "import os, urllib.request", "url = os.environ['OPENAI_BASE_URL'] + '/models'"),
        *("print(b'gpt-4.1-mini' in urllib.request.urlopen(url).read())", "```"),
        *("<!-- prints -->", "```text", "True", "```"),
    )
    assert faults(path) == []
