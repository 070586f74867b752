"""Optional libraries that some formats need."""

from collections.abc import Iterator
from contextlib import contextmanager

from ..errors import ArticleError


@contextmanager
def require_extra(name: str, what: str) -> Iterator[None]:
    """Raise ArticleError that names the extra to install, if an import inside the block fails."""
    try:
        yield
    except ImportError as error:
        missing = error.name or str(error)
        raise ArticleError(
            f"expected the libraries that read {what}, got no module {missing}: pip install 'summarizer[{name}]'"
        ) from error
