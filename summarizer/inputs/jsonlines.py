"""Reads articles from JSON Lines, one a line."""

import json
from collections.abc import Iterator

from ..errors import ArticleError
from ..language.visible import one_line
from .own_outputs import OutputError, check_record
from .results import Failure, Part, RawArticle
from .sizes import LONGEST_LINE
from .sources import Source
from .textfiles import decode_utf8

_SHOWN = 60  # characters of an error of the JSON reader


def read(source: Source) -> Iterator[Part]:
    """Read the article of each line; a line that is too long costs itself alone."""
    number = 0
    is_first = True
    while data := source.stream.readline(LONGEST_LINE + 1):
        number += 1
        where = f"{source.where}:{number}"
        if len(data) > LONGEST_LINE:
            while data and not data.endswith(b"\n"):
                data = source.stream.readline(LONGEST_LINE)
            yield Failure(where, f"expected a line of at most {LONGEST_LINE} bytes, got a longer one: split it")
        elif data.strip():
            try:
                record = _parse(decode_utf8(data))
                if is_first:
                    check_record(record)
                yield RawArticle(where, _expect_object(record))
            except OutputError:
                raise
            except ArticleError as error:
                yield Failure(where, str(error))
            is_first = False


def _parse(line: str) -> object:
    try:
        return json.loads(line)
    except RecursionError as error:
        raise ArticleError("expected an article, got brackets nested too deeply") from error
    except ValueError as error:
        raise ArticleError(f"expected one JSON object a line, got {one_line(str(error), _SHOWN)}") from error


def _expect_object(record: object) -> dict[str, object]:
    if not isinstance(record, dict):
        raise ArticleError('expected a JSON object with a string "text"')
    return record
