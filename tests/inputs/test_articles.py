"""Reading articles."""

import io
from datetime import date, datetime
from pathlib import Path

import pytest

from summarizer import read_articles
from summarizer.errors import ArticleError, UsageError
from summarizer.records.article import make_article


def written(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.txt", b"Two died.", "Two died."),
        ("bom.txt", b"\xef\xbb\xbfTwo died.", "Two died."),
        ("crlf.txt", b"Two died.\r\nFour later.\rEnd.", "Two died.\nFour later.\nEnd."),
        ("nul.txt", b"Two\0 died.", "Two died."),
        ("marks.txt", b"--- is a dash ---\nTwo died.", "--- is a dash ---\nTwo died."),
        ("meta.md", b"---\nsource: Wire\n---\nTwo died.\n", "Two died."),
        ("meta_crlf.md", b"---\r\nsource: Wire\r\n---\r\nTwo died.\r\n", "Two died."),
    ],
)
def test_text_is_read_as_it_stands_but_for_line_ends_and_marks(
    tmp_path: Path, name: str, data: bytes, expected: str
) -> None:
    """A byte order mark, NULs, line ends and front matter are no part of the text."""
    (read,) = read_articles([written(tmp_path, name, data)]).articles
    assert read.text == expected


def test_front_matter_gives_source_title_date_and_url(tmp_path: Path) -> None:
    """All four fields are read, a time keeps its hour, and other fields are left to their owners."""
    path = written(
        tmp_path,
        "a.md",
        "---\nsource: The Wire\ntitle: 'Two: a count'\npublished: 2023-05-30T09:30:00\nurl: https://e.org/1\nx: y\n---\nText.",
    )
    (read,) = read_articles([path]).articles
    assert (read.source, read.title, read.url) == ("The Wire", "Two: a count", "https://e.org/1")
    assert read.published == datetime(2023, 5, 30, 9, 30)


@pytest.mark.parametrize(
    ("matter", "name", "expected", "why"),
    [
        ("Incident: Uman", "incident", "Uman", "a capital"),
        ("INCIDENT: 010", "incident", "010", "capitals, and a name of digits"),
        ("Source: Wire", "source", "Wire", "another field"),
        ("Title: Two dead", "title", "Two dead", "another"),
        ("URL: https://e.org/1", "url", "https://e.org/1", "an abbreviation"),
        ("Published: 2023-05-30", "published", date(2023, 5, 30), "a day"),
        ("Incident: Uman\nincident: Lviv", "incident", "Lviv", "the field's own name counts before it"),
        ("incident: Lviv\nIncident: Uman", "incident", "Lviv", "in either order"),
        (
            "incident: Mu\u0308nchen",
            "incident",
            "M\u00fcnchen",
            "a letter typed as two characters is that typed as one",
        ),
    ],
)
def test_names_of_fields_in_front_matter_have_any_case(
    tmp_path: Path, matter: str, name: str, expected: object, why: str
) -> None:
    """Whoever writes one by hand writes it as a heading."""
    (read,) = read_articles([written(tmp_path, "a.md", f"---\n{matter}\n---\nText.")]).articles
    assert getattr(read, name) == expected, why


@pytest.mark.parametrize(
    ("matter", "title", "why"),
    [
        ("title: Flood: 5 dead", "Flood: 5 dead", "a colon"),
        ('title: "Sorry" was all he said', '"Sorry" was all he said', "quotation marks around one word"),
        ("title: [LIVE] Quake kills 5", "[LIVE] Quake kills 5", "brackets"),
        ("title: @mayor resigns", "@mayor resigns", "a mark that YAML keeps for itself"),
        ("title: %5 of voters", "%5 of voters", "another"),
        ("Title: Flood: 5 dead\r", "Flood: 5 dead", "a capital, and the line ends of another system"),
        ("title: 'Flood: 5 dead'", "Flood: 5 dead", "what is YAML is read as YAML"),
        ("title: Flood # 5 dead", "Flood", "with its comments"),
        ("title: >\n  Flood:\n  5 dead", "Flood: 5 dead", "over two lines"),
    ],
)
def test_a_title_needs_no_quotation_marks(tmp_path: Path, matter: str, title: str, why: str) -> None:
    """Headlines have colons, brackets and quotations; only what YAML cannot read is taken as it is written."""
    (read,) = read_articles([written(tmp_path, "a.md", f"---\nsource: Wire\n{matter}\n---\nText.")]).articles
    assert (read.title, read.source) == (title, "Wire"), why


def test_json_lines_hold_one_article_a_line(tmp_path: Path) -> None:
    """Each line is an article of its own; a broken one is reported by its number and the others go on."""
    path = written(
        tmp_path,
        "a.jsonl",
        '{"text": "One died.", "source": "A", "published": "2023-05-30"}\n\n{"text": 4}\nnot json\n{"text": "Two died."}\n',
    )
    reading = read_articles([path])
    assert [a.text for a in reading.articles] == ["One died.", "Two died."]
    assert reading.articles[0].published == date(2023, 5, 30)
    assert [u.path.rpartition(":")[2] for u in reading.unreadable] == ["3", "4"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty text"),
        (b" \n\t\n", "empty text"),
        (b"---\nsource: A\n---\n", "empty text"),
        (b"caf\xe9", "byte 0xe9 at offset 3"),
        (b"---\nsource: [\n---\nText.", "YAML front matter"),
        (b"---\npublished: yesterday\n---\nText.", "'yesterday'"),
    ],
)
def test_what_cannot_be_read_is_reported_and_the_others_go_on(tmp_path: Path, data: bytes, said: str) -> None:
    """The error names the file and what was wrong in one line."""
    bad, good = written(tmp_path, "bad.txt", data), written(tmp_path, "good.txt", "Two died.")
    reading = read_articles([bad, good])
    assert [a.path for a in reading.articles] == [str(good)]
    (unreadable,) = reading.unreadable
    assert str(bad) in unreadable.error
    assert said in unreadable.error
    assert "\n" not in unreadable.error


A_DAY = "expected `published` as a day such as 2023-05-30, or a time in ISO 8601, got "
LEAVE_OUT = ": correct it or leave it out"
NO_YAML = "expected YAML front matter of plain values, got line {} ({!r}), which is no YAML"
QUOTE = ": put the value in quotation marks, or remove it"


@pytest.mark.parametrize(
    ("matter", "said"),
    [
        pytest.param("published: 2024-02-30", f"{A_DAY}'2024-02-30'{LEAVE_OUT}", id="no day of the calendar"),
        pytest.param("published: 2024-13-01", f"{A_DAY}'2024-13-01'{LEAVE_OUT}", id="no month"),
        pytest.param("published: 2024-03-05 25:00:00", f"{A_DAY}'2024-03-05 25:00:00'{LEAVE_OUT}", id="no hour"),
        pytest.param("published: 2024-03-05T10:00:00+99:00", f"{A_DAY}'2024-03-05T10:00:00+99:00'{LEAVE_OUT}", id="no offset"),
        pytest.param("published: 05/03/2024", f"{A_DAY}'05/03/2024'{LEAVE_OUT}", id="two days"),
        pytest.param("published: [2024-03-05]", f"{A_DAY}'a list'{LEAVE_OUT}", id="a list"),
        pytest.param("published: 0001-01-01", "got the year 1: correct it or leave it out", id="no year of news"),
        pytest.param("url: A\nsource: Wire: 12", NO_YAML.format(3, "source: Wire: 12") + QUOTE, id="a colon"),
        pytest.param("source: @wire", NO_YAML.format(2, "source: @wire") + QUOTE, id="an at sign"),
        pytest.param('source: "Four" die', NO_YAML.format(2, 'source: "Four" die') + QUOTE, id="words behind a quotation"),
        pytest.param("source: [A] b", NO_YAML.format(2, "source: [A] b") + QUOTE, id="words behind a bracket"),
        pytest.param('url: A\nsource: "Four\nurl: x', NO_YAML.format(3, 'source: "Four') + QUOTE, id="a quotation without an end"),
        pytest.param("source: A\nFour die\nurl: x", NO_YAML.format(3, "Four die") + QUOTE, id="no name"),
        pytest.param("title: !Four", f"a YAML tag (!name){QUOTE}", id="an exclamation mark"),
    ],
)  # fmt: skip
def test_front_matter_is_refused_in_our_own_words(tmp_path: Path, matter: str, said: str) -> None:
    """What was expected, what came and where, and what to do: nothing of how a library says it."""
    path = written(tmp_path, "a.txt", f"---\n{matter}\n---\nTwo died.")
    (unreadable,) = read_articles([path]).unreadable
    assert unreadable.error.endswith(said)
    assert "unicode string" not in unreadable.error


@pytest.mark.parametrize(
    ("matter", "published"),
    [
        ("published: 30 May 2023", date(2023, 5, 30)),  # as in a table
        ("published: May 30, 2023", date(2023, 5, 30)),
        ("date: 2024-02-30", None),  # of another tool, which is free to write what it likes
        ("issue: 0b_", None),
    ],
)
def test_front_matter_is_read_as_tables_are(tmp_path: Path, matter: str, published: date | None) -> None:
    """A day that no other can be meant by; a field that is not ours costs no article."""
    (article,) = read_articles([written(tmp_path, "a.txt", f"---\n{matter}\n---\nTwo died.")]).articles
    assert article.published == published


def test_the_id_is_the_content_and_a_text_is_read_once(tmp_path: Path) -> None:
    """The same text in two files is one article, and both paths are told."""
    first, copy = written(tmp_path, "a.txt", "Two died."), written(tmp_path, "b.txt", "Two died.\r\n")
    reading = read_articles([tmp_path])
    assert [a.path for a in reading.articles] == [str(first)]
    assert reading.duplicates == ((str(copy), str(first)),)
    assert reading.articles[0].id == make_article("Two died.").id != make_article("Three died.").id


def test_folders_are_read_in_name_order_without_readmes(tmp_path: Path) -> None:
    """Sub-folders too; other kinds of file are left alone."""
    (tmp_path / "sub").mkdir()
    for name in ("b.md", "a.txt", "sub/c.txt", "README.md", "d.docx"):
        written(tmp_path, name, f"Text of {name}.")
    names = [Path(a.path or "").relative_to(tmp_path).as_posix() for a in read_articles([tmp_path]).articles]
    assert names == ["a.txt", "b.md", "sub/c.txt"]


def test_a_dash_is_standard_input() -> None:
    """The text of standard input is one article."""
    (read,) = read_articles(["-"], io.BytesIO(b"Two died.")).articles
    assert read.text == "Two died."


@pytest.mark.parametrize("name", ["missing.txt", "empty"])
def test_a_path_with_nothing_to_read_is_an_error_of_the_call(tmp_path: Path, name: str) -> None:
    """A missing path and an empty folder stop the run before anything is paid for."""
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=name):
        read_articles([tmp_path / name])


def test_an_empty_article_in_python_is_an_error() -> None:
    """`article` refuses what has no text."""
    with pytest.raises(ArticleError, match="empty"):
        make_article("\ufeff \r\n")


def test_half_a_character_becomes_the_replacement_character(tmp_path: Path) -> None:
    """JSON can hold a lone surrogate; no report could be written with it."""
    path = written(tmp_path, "a.jsonl", b'{"text": "Two \\ud800 died.", "source": "A\\udfff"}')
    (read,) = read_articles([path]).articles
    assert (read.text, read.source) == ("Two \ufffd died.", "A\ufffd")
    read.text.encode()
