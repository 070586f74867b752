"""The libraries that some formats need: what to install where one is not there."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import ArticleError


@contextmanager
def extra(name: str, what: str) -> Iterator[None]:
    """Where the import inside fails: ArticleError that names the extra to install."""
    try:
        yield
    except ImportError as error:
        missing = error.name or str(error)
        raise ArticleError(
            f"expected the libraries that read {what}, got no module {missing}: pip install 'summarizer[{name}]'"
        ) from error
