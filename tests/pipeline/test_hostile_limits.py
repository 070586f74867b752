"""Large, deep and endless input: one line of error each, little memory, and the others go on."""

import gzip
import io
import json
import os
import sys
import time
import tracemalloc
from collections import deque
from pathlib import Path
from typing import Any

import pytest

from summarizer import Article, Unreadable, read_articles
from summarizer.errors import ArticleError, UsageError
from summarizer.files import front_matter
from summarizer.inputs import iter_articles
from summarizer.inputs.records import Problem, read_records
from summarizer.inputs.sizes import LONGEST_LINE
from summarizer.language.visible import visible
from summarizer.records.article import LARGEST, make_article

GOOD = "Two people died."
MEGABYTE = 1 << 20


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("large.txt", b"a " * (LARGEST // 2 + 1), f"at most {LARGEST} bytes"),
        ("wide.txt", "é".encode() * (LARGEST // 2 + 1), f"at most {LARGEST} bytes"),
        ("large.jsonl", json.dumps({"text": "a " * (LARGEST // 2 + 1)}).encode(), f"at most {LARGEST} bytes"),
        ("line.jsonl", b'{"text": "' + b"a" * LONGEST_LINE + b'"}', f"at most {LONGEST_LINE} bytes"),
        ("front.md", b"---\nx: " + b"a" * front_matter.LARGEST + b"\n---\nText.", f"at most {front_matter.LARGEST} characters"),
        ("deep.md", b"---\nx: [[[[[[[[[1]]]]]]]]]\n---\nText.", "more than 8 levels"),
        ("deeper.md", b"---\nx: " + b"[" * 60_000 + b"\n---\nText.", "more than 8 levels"),
        ("alias.md", b"---\na: &a x\nsource: *a\n---\nText.", "a YAML alias"),
        ("tag.md", b"---\nsource: !!python/name:os.system\n---\nText.", "a YAML tag"),
        ("day.md", b"---\npublished: 2024-02-30\n---\nText.", "got '2024-02-30': correct it"),
        ("year.md", b"---\npublished: 9999-12-31\n---\nText.", "from 1000 to 2999"),
        ("title.md", b"---\ntitle: " + b"a" * 2001 + b"\n---\nText.", "at most 2000 characters"),
        ("list.md", b"---\nsource: [a, b]\n---\nText.", "`source` as a text, got a list"),
        ("deep.jsonl", b"[" * 100_000, "nested too deeply"),
        ("object.jsonl", b'{"text": "a", "source": {"name": "x"}}', "`source` as a text, got a dict"),
        ("bytes.jsonl", b'{"text": "caf\xe9"}', "byte 0xe9 at offset 13"),
        ("digits.jsonl", b'{"text": "a", "published": ' + b"1" * 5000 + b"}", "one JSON object a line"),
    ],
)  # fmt: skip
def test_what_is_too_large_or_too_deep_is_one_line_and_the_others_go_on(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    """The error says what was expected; the article behind it is read."""
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text(GOOD)
    reading = read_articles([bad, good])
    assert [one.text for one in reading.articles] == [GOOD]
    (unreadable,) = reading.unreadable
    assert said in unreadable.error
    assert len(unreadable.error) < 400
    assert len(unreadable.error.splitlines()) == 1


def test_the_largest_article_is_read(tmp_path: Path) -> None:
    """The limit itself is allowed, with front matter before it."""
    path = tmp_path / "a.md"
    path.write_bytes(b"---\nsource: Wire\n---\n" + b"a" * LARGEST)
    (read,) = iter_articles([path])
    assert isinstance(read, Article)
    assert len(read.text) == LARGEST


def test_a_line_after_one_that_is_too_long_is_read(tmp_path: Path) -> None:
    """The rest of the long line is passed over, and the numbers of the lines stay right."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"x" * (2 * LONGEST_LINE + 5) + b"\n" + json.dumps({"text": GOOD}).encode())
    long, good = iter_articles([path])
    assert isinstance(long, Unreadable)
    assert isinstance(good, Article)
    assert (long.path, good.path) == (f"{path}:1", f"{path}:2")


def test_a_line_ends_at_a_line_feed_and_nowhere_else(tmp_path: Path) -> None:
    """Unicode's other line ends are characters of a JSON text: no second article can be smuggled behind one."""
    text = 'One died.\u2028{"text": "900 died."}\x85\x0b\x0c\x1cEnd.'
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"text": text}, ensure_ascii=False).replace("\\u000b", "").replace("\\f", ""), encoding="utf-8"
    )
    (read,) = iter_articles([path])
    assert isinstance(read, Article)
    assert "900" in read.text
    assert read.text.endswith("End.")


def test_articles_are_streamed_from_the_disk(tmp_path: Path) -> None:
    """Thirty megabytes of lines take a few hundred kilobytes; the first article is there at once."""
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        for number in range(3000):
            file.write(json.dumps({"text": f"{number} people died. " + "word " * 2000}) + "\n")
    tracemalloc.start()
    try:
        count = sum(isinstance(one, Article) for one in iter_articles([path]))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3000
    assert peak < MEGABYTE


def test_paths_are_checked_before_the_first_article(tmp_path: Path) -> None:
    """A path with nothing there stops the run before anything is paid for, though articles come one by one."""
    good = tmp_path / "good.txt"
    good.write_text(GOOD)
    with pytest.raises(UsageError, match="missing"):
        iter_articles([good, tmp_path / "missing"])


def test_iter_articles_gives_what_read_articles_gives(tmp_path: Path) -> None:
    """The same articles and failures in the same order, a text that stands twice included."""
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "b.jsonl").write_text('{"text": "Two people died."}\nno JSON\n{"text": "Three died."}\n')
    found = list(iter_articles([tmp_path, "-"], io.BytesIO(b"Four died.")))
    reading = read_articles([tmp_path, "-"], io.BytesIO(b"Four died."))
    assert [one.text for one in found if isinstance(one, Article)] == [GOOD, GOOD, "Three died.", "Four died."]
    assert [one.text for one in reading.articles] == [GOOD, "Three died.", "Four died."]
    assert tuple(one for one in found if isinstance(one, Unreadable)) == reading.unreadable


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_file_without_end_is_an_error() -> None:
    """No more is read than an article may have."""
    (found,) = iter_articles(["/dev/zero"])
    assert isinstance(found, Unreadable)
    assert "at most" in found.error


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes only there")
def test_names_of_files_are_hostile_too(tmp_path: Path) -> None:
    """Bytes that are no UTF-8, line ends and terminal escapes in a name: an article whose path can be written, one line of error."""
    good = os.fsencode(tmp_path) + b"/a\xff\n\x1b[2J.txt"
    bad = os.fsencode(tmp_path) + b"/b\xff\n\x1b[2J.txt"
    Path(os.fsdecode(good)).write_text(GOOD)
    Path(os.fsdecode(bad)).write_bytes(b"")
    read, failed = iter_articles([tmp_path])
    assert isinstance(read, Article)
    assert (read.path or "").encode().startswith(os.fsencode(tmp_path))
    assert isinstance(failed, Unreadable)
    assert failed.error.isprintable()


@pytest.mark.parametrize(
    "text",
    ["<<!--" * 400_000 + "-->", "<!--" * 500_000, "<!---->" * 300_000, "\u202e" * 2_000_000, "\u202ea" * 1_000_000,
     "\u200b" * 2_000_000 + "a", "\r" * 2_000_000 + "a"],
    ids=["openings", "unclosed", "comments", "overrides", "reversed", "zero-width", "carriage returns"],
)  # fmt: skip
def test_cleaning_is_linear(text: str) -> None:
    """Two megabytes of what is taken out are done in seconds; what is quadratic would take hours."""
    started = time.process_time()
    visible(text)
    assert time.process_time() - started < 20


def test_an_article_is_made_quickly() -> None:
    """A kilobyte takes some ten microseconds: a stream of a hundred thousand spends a second on it."""
    text = "Two people died — “on” Tuesday. " * 33
    taken = []
    for _ in range(20):
        started = time.process_time()
        for _ in range(50):
            make_article(text, source="The Wire", title="Two die")
        taken.append((time.process_time() - started) / 50)
    assert min(taken) < 200e-6  # ten times what it takes, for a loaded machine


@pytest.mark.parametrize("unit", [b"0", b"\n"], ids=["one line", "blank lines"])
def test_a_compressed_bomb_is_given_up(tmp_path: Path, unit: bytes) -> None:
    """What grows a thousandfold is given up at three hundred, with one line."""
    path = tmp_path / "bomb.jsonl.gz"
    with gzip.open(path, "wb") as file:
        file.write(unit * 2 * MEGABYTE)
    last = deque(read_records(str(path)), maxlen=1).pop()
    assert isinstance(last, Problem)
    assert "packed at most 300 times" in last.message


def test_a_line_that_is_too_long_is_never_held(tmp_path: Path) -> None:
    """Sixteen megabytes of noise in one line, compressed, take a few."""
    path = tmp_path / "noise.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(16):
            file.write(os.urandom(MEGABYTE).replace(b"\n", b" "))
    tracemalloc.start()
    try:
        (problem,) = read_records(str(path))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(problem, Problem)
    assert peak < 6 * MEGABYTE


def test_records_that_repeat_each_other_are_no_bomb(tmp_path: Path) -> None:
    """Names of fields and outlets recur: that is how records are."""
    path = tmp_path / "records.jsonl.gz"
    with gzip.open(path, "wt") as file:
        for number in range(15_000):
            figures = [{"measure": "killed", "of": "people", "value": number % 7}]
            file.write(
                json.dumps({"article": f"a{number}", "type": "flood", "source": "Wire", "figures": figures}) + "\n"
            )
    assert sum(not isinstance(record, Problem) for record in read_records(str(path))) == 15_000


@pytest.mark.parametrize("field", ["source", "title", "url"])
def test_a_field_in_python_is_cleaned_and_limited_too(field: str) -> None:
    """`article` does with its arguments what files get."""
    given: dict[str, Any] = {field: " \x1b[2Ja\n\u200b<!-- x -->title "}
    assert getattr(make_article(GOOD, **given), field) == "[2Ja title"
    with pytest.raises(ArticleError, match=field):
        make_article(GOOD, **{field: given[field] * 100})
