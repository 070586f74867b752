"""Origins of articles (file, address, outlet), which decide whether a text is a later version of another.

Whoever writes an article writes its address and its outlet too. So an address is a claim, unless it was fetched, and a
claim replaces no text that is still there.
"""

import os
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final, NamedTuple, Protocol, TypeVar
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ..records.article import Article

_NUMBERED: Final = re.compile(r":\d+\Z")  # a line, a row, an entry: the next one may be another's after any edit
_PORTS: Final = {"http": 80, "https": 443}
_FETCHED: Final = ("http://", "https://")
# Tracking parameters of newsrooms, networks and mail; no site chooses its page by any of these.
_TRACKING: Final = re.compile(
    r"utm_\w+|at_(?:medium|campaign|format|ptr_name|bbc_team|link_\w+|custom\d*)|ns_(?:campaign|mchannel|source|linkname|fee)"
    r"|mc_[ce]id|pk_\w+|mtm_\w+|_hs(?:enc|mi)|guc(?:counter|e_\w+)|__twitter_impression|(?:fb|g|dc|ms|y|tt|tw)clid|[gw]braid"
    r"|igsh(?:id)?|xtor|cmp(?:id)?|ocid|smid|ito|mkt_tok|ref_(?:src|url)|ftag|icid|wt\.mc_id|sr_share|traffic_source",
    re.IGNORECASE,
)
_ESCAPED: Final = re.compile("%[0-9a-f]{2}")
_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_POST: Final = re.compile(r"[\d/!]")  # in a fragment: the number of a live page's post, or an address of its own


class Located(Protocol):
    """An article, or what is known of one: its file, its address and its outlet."""

    @property
    def path(self) -> str | None: ...  # noqa: D102
    @property
    def url(self) -> str | None: ...  # noqa: D102
    @property
    def source(self) -> str | None: ...  # noqa: D102


Candidate = TypeVar("Candidate", bound=Located)


class TextOrigin(NamedTuple):
    """The origin of a text: a key that lasts from run to run, its name for people, and whether it is certain."""

    key: str
    shown: str
    certain: bool


def list_origins(article: Located) -> list[TextOrigin]:
    """List the origins of an article that last from run to run.

    Its file, or the address that it was fetched from, is certain; the address and outlet that it names are claimed.
    """
    places = []
    path = article.path
    if path and path != "-" and not _NUMBERED.search(path) and "\0" not in path:
        fetched = normalize_address(path) if path.lower().startswith(_FETCHED) else None
        places.append(TextOrigin(fetched or os.path.realpath(path), path if fetched else os.path.realpath(path), True))
    if address := normalize_address(article.url):
        places.append(TextOrigin(f"{address} {normalize_outlet(article)}", article.url or "", False))
    return places


def find_shared_addresses(articles: Iterable[Article]) -> list[tuple[str, list[Article]]]:
    """Find addresses that texts of several outlets or files claim, with those texts, in order of appearance.

    Texts of one outlet in one file share theirs by nature: the posts of a channel, the captures of a page.
    """
    by_address: dict[str, list[Article]] = {}
    for article in articles:
        if address := normalize_address(article.url):
            by_address.setdefault(address, []).append(article)
    return [
        (sharing[0].url or address, sharing)
        for address, sharing in by_address.items()
        if len({(normalize_outlet(article), _NUMBERED.sub("", article.path or "")) for article in sharing}) > 1
    ]


def is_later_version(now: Article, before: Article, place: TextOrigin) -> bool:
    """Whether an article is a later version of another with the same origin.

    With the same file, or the same fetched address, it is, unless the two name two addresses: a file may be used
    again. At an address that is only claimed it is, with the same outlet, if the other's file is gone; or if one file
    held both, and does not hold the other any more, which the caller knows.
    """
    if place.certain:
        ours, theirs = normalize_address(now.url), normalize_address(before.url)
        return ours is None or theirs is None or ours == theirs
    held = _find_holder(before.path)
    return bool(now.source) if held is None else held == _find_holder(now.path)


def list_moved(before: Located, articles: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the articles of an outlet that an earlier one of it may be, once it is no longer where it was.

    Its file is gone, or holds another text now; and the two do not name two addresses.
    """
    if not before.path or before.path == "-":
        return
    address, held = normalize_address(before.url), _find_holder(before.path)
    name = os.path.basename(held) if held else ""  # cheaper than to look for each file  # noqa: PTH119
    for now in articles:
        if address and now.url and normalize_address(now.url) != address:
            continue
        if held is None or (name in (now.path or "") and _find_holder(now.path) == held):
            yield now


def normalize_address(url: str | None) -> str | None:
    """Normalize a web address, so that its spellings compare equal; another text is returned as it is.

    Left out are the scheme, the case of the host, "www.", the usual port, a slash at the end, parameters that only
    say where a reader comes from, and a fragment that names no post of a live page. What may tell two pages
    apart stays.
    """
    address = "".join((url or "").split())
    if not address:
        return None
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host, port = (parts.hostname or "").rstrip(".").removeprefix("www."), parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError:
        return address
    if parts.scheme not in _PORTS or "." not in host:
        return address
    named = f"{host}:{port}" if port not in (None, _PORTS[parts.scheme]) else host
    path = _ESCAPED.sub(lambda escape: escape[0].upper(), quote(parts.path.rstrip("/"), safe=_SAFE))
    parameters = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0])
    )
    query, post = f"?{urlencode(parameters)}" if parameters else "", _keep_post(parts.fragment)
    return f"{named}{path}{query}{f'#{post}' if post else ''}"


def normalize_outlet(article: Located) -> str:
    """Normalize the name of an article's outlet; "" where it names none."""
    return " ".join((article.source or "").casefold().split())


def _keep_post(fragment: str) -> str:
    """Keep a fragment that may name a post; "" for a position in the page or a tracking parameter."""
    place = fragment.partition(":~:")[0]
    return place if _POST.search(place) and not _TRACKING.fullmatch(place.partition("=")[0]) else ""


def _find_holder(path: str | None) -> str | None:
    """Find the file, or the fetched address, that held an article; None if the file is gone."""
    if not path or path == "-" or "\0" in path:
        return None
    if path.lower().startswith(_FETCHED):
        return _NUMBERED.sub("", path)
    # Of "news.zip:b/c.html" and "news.jsonl:3" it is what stands before a colon, and a name may have more of them.
    for start in accumulate(path.split(":"), "{}:{}".format):
        if os.path.isfile(start):  # noqa: PTH113  # never raises
            return os.path.realpath(start)
    # A name whose bytes are no UTF-8 was kept with question marks: nobody knows whether that file is gone.
    return path if "?" in path else None
