"""Names that a person calls articles by: ids, paths, files and addresses; and names of nothing."""

import json
from pathlib import Path

import pytest

from summarizer import check, check_each, summarize
from summarizer.errors import UsageError

from .test_decisions import records, together
from .three_articles import MARKET, PORT, SCHOOL, write


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        (
            ("a", "incident-9"),
            "expected an article (its id, file or address) or an incident of this run, got 'incident-9'",
        ),
        (("aa", "c"), "got 'aa': the nearest are a"),
        (("a\n\x1b[31m", "c"), "got 'a [31m'"),
    ],
)
def test_a_name_of_nothing_is_an_error_with_the_nearest_names(pair: tuple[str, str], said: str) -> None:
    """Of the records at once, and of a stream."""
    for call in (check, lambda *args, **kinds: list(check_each(*args, **kinds))):
        with pytest.raises(UsageError) as error:
            call(records(), same=[pair])
        assert said in str(error.value)
    with pytest.raises(UsageError, match="expected pairs of two names in `same`, got 'ab'"):
        check(records(), same=["ab"])  # type: ignore[list-item]  # the test


@pytest.mark.parametrize("name", ["id", "path", "file", "address"])
def test_an_article_is_named_by_whatever_a_report_shows_of_it(tmp_path: Path, name: str) -> None:
    """Its id, its path, its file's name, its address however it is spelled."""
    write(tmp_path / "news", wire=f"url: https://wire.example/a?utm_source=x|{MARKET}", post=SCHOOL)
    wire = next(
        article for article in summarize([tmp_path / "news"], model="builtin").articles if article.source == "wire"
    )
    names = {
        "id": wire.id,
        "path": str(tmp_path / "news" / "wire.txt"),
        "file": "wire.txt",
        "address": "http://www.wire.example/a/",
    }
    summary = summarize([tmp_path / "news"], model="builtin", same=[(names[name], "post.txt")])
    assert together(summary) == [{"post", "wire"}]


@pytest.mark.parametrize(
    ("before", "after", "holds", "why"),
    [
        (("a.jsonl", "https://x.example/1", "X"), ("b.jsonl", "http://www.x.example/1/", "x"), True, "one address and outlet"),
        (("a.jsonl", "https://x.example/1", "X"), ("b.jsonl", "https://x.example/1", "Y"), False, "another outlet claims it"),
        (("a.jsonl", "https://x.example/1", "X"), ("a.jsonl", "https://x.example/2", "X"), False, "a line is no file of its own"),
        (("a.txt", None, "X"), ("a.txt", None, "X"), True, "one file"),
        (("a.jsonl", None, "X"), ("a.jsonl", None, "X"), True, "a line in its file, most of whose words are the same"),
        (("a.jsonl", None, "X"), ("a.jsonl", None, "Y"), False, "a line of another outlet"),
        (("a.txt", None, "X"), ("b.txt", None, "X"), True, "its own words in another file, and the first is gone"),
        (("a.txt", None, "X"), ("b.txt", None, "Y"), False, "another file of another outlet"),
        (("a.txt", None, "X"), ("b.txt", "https://x.example/1", "X"), True, "an address that was not known before"),
        (("a.txt", "https://x.example/1", "X"), ("b.txt", "https://x.example/2", "X"), False, "two addresses are two articles"),
    ],
)  # fmt: skip
def test_an_edited_article_is_known_by_its_address_or_its_file(
    tmp_path: Path,
    before: tuple[str, str | None, str],
    after: tuple[str, str | None, str],
    holds: bool,
    why: str,
) -> None:
    """And by nothing else: its text, and so its id, is another."""

    def put(at: tuple[str, str | None, str], text: str) -> None:
        name, url, source = at
        fields = {"source": source, **({"url": url} if url else {})}
        if name.endswith("jsonl"):
            (tmp_path / "in" / name).write_text(json.dumps({"text": text, **fields}))
        else:
            matter = "".join(f"{key}: {value}\n" for key, value in fields.items())
            (tmp_path / "in" / name).write_text(f"---\n{matter}---\n{text}\n")

    write(tmp_path / "in", post=SCHOOL)
    put(before, MARKET)
    store = tmp_path / "s.sqlite"
    (wire,) = (a.id for a in summarize([tmp_path / "in"], model="builtin").articles if a.source != "post")
    assert len(summarize([tmp_path / "in"], model="builtin", store=store, same=[(wire, "post.txt")]).incidents) == 1
    (tmp_path / "in" / before[0]).unlink()
    put(after, MARKET.replace("Four", "At least six"))
    summary = summarize([tmp_path / "in"], model="builtin", store=store)
    assert len(summary.articles) == 2
    assert (len(summary.incidents) == 1) is holds, why


def test_of_several_files_of_one_name_the_folder_says_which(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is guessed; both are named."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "news", wire=MARKET, post=SCHOOL)
    write(tmp_path / "old", wire=PORT)
    with pytest.raises(UsageError, match=r"which is of news/wire.*old/wire"):
        summarize([Path("news"), Path("old")], model="builtin", same=[("wire.txt", "post.txt")])
