"""Where an article comes from (its file, its address, its outlet), and which text takes the place of which.

Whoever writes an article writes its address and its outlet too. So an address is a claim, unless we fetched it, and
a claim takes nobody's place as long as the text that it would replace is still there.
"""

import os
import re
from collections.abc import Iterable
from itertools import accumulate
from typing import Final, NamedTuple
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ..records.article import Article

_NUMBERED: Final = re.compile(r":\d+\Z")  # a line, a row, an entry: the next one may be another's after any edit
_PORTS: Final = {"http": 80, "https": 443}
_FETCHED: Final = ("http://", "https://")
# What newsrooms, networks and mail append to count where readers come from; no site chooses its page by one of these.
_TRACKING: Final = re.compile(
    r"utm_\w+|at_(?:medium|campaign|format|ptr_name|bbc_team|link_\w+|custom\d*)|ns_(?:campaign|mchannel|source|linkname|fee)"
    r"|mc_[ce]id|pk_\w+|mtm_\w+|_hs(?:enc|mi)|guc(?:counter|e_\w+)|__twitter_impression|(?:fb|g|dc|ms|y|tt|tw)clid|[gw]braid"
    r"|igsh(?:id)?|xtor|cmp(?:id)?|ocid|smid|ito|mkt_tok|ref_(?:src|url)|ftag|icid|wt\.mc_id|sr_share|traffic_source",
    re.IGNORECASE,
)
_ESCAPED: Final = re.compile("%[0-9a-f]{2}")
_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_POST: Final = re.compile(r"[\d/!]")  # in a fragment: the number of a live page's post, or an address of its own


class Place(NamedTuple):
    """Where a text stood: a name that is the same tomorrow, as a person knows it, and whether that is beyond doubt."""

    key: str
    shown: str
    certain: bool


def places_of(article: Article) -> list[Place]:
    """Where the article was read from, as long as that means something tomorrow.

    Its file, or the address that it was fetched from, is certain; an address with an outlet that it gives is claimed.
    """
    places = []
    path = article.path
    if path and path != "-" and not _NUMBERED.search(path) and "\0" not in path:
        fetched = address_of(path) if path.lower().startswith(_FETCHED) else None
        places.append(Place(fetched or os.path.realpath(path), path if fetched else os.path.realpath(path), True))
    if address := address_of(article.url):
        places.append(Place(f"{address} {_outlet(article)}", article.url or "", False))
    return places


def shared_addresses(articles: Iterable[Article]) -> list[tuple[str, list[Article]]]:
    """The addresses that texts of several outlets or files give, each with those texts, in the order met.

    Those of one outlet in one file share theirs by nature: the posts of a channel, the captures of a page.
    """
    found: dict[str, list[Article]] = {}
    for article in articles:
        if address := address_of(article.url):
            found.setdefault(address, []).append(article)
    return [
        (sharing[0].url or address, sharing)
        for address, sharing in found.items()
        if len({(_outlet(article), _NUMBERED.sub("", article.path or "")) for article in sharing}) > 1
    ]


def takes_place(now: Article, before: Article, place: Place) -> bool:
    """Whether an article is a later text of another that stood at the same place.

    In one file, or at one address that was fetched, it is, but for two that give two addresses: a file may be used
    again. At an address that is only claimed it is, with the same outlet, if the other's file is gone; or if one file
    held both, and does not hold the other any more, which the caller knows.
    """
    if place.certain:
        ours, theirs = address_of(now.url), address_of(before.url)
        return ours is None or theirs is None or ours == theirs
    held = _holder(before.path)
    return bool(now.source) if held is None else held == _holder(now.path)


def address_of(url: str | None) -> str | None:
    """What the spellings of one web address have in common; another text as it is, None where there is none.

    Left out are the scheme, the case of the host, "www.", the usual port, a slash at the end, parameters that only
    say where a reader comes from, and a fragment that names no post of a live page. What may tell two pages
    apart stays.
    """
    given = "".join((url or "").split())
    if not given:
        return None
    try:
        parts = urlsplit(given if "://" in given else f"https://{given}")
        host, port = (parts.hostname or "").rstrip(".").removeprefix("www."), parts.port
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError:
        return given
    if parts.scheme not in _PORTS or "." not in host:
        return given
    named = f"{host}:{port}" if port not in (None, _PORTS[parts.scheme]) else host
    path = _ESCAPED.sub(lambda escape: escape[0].upper(), quote(parts.path.rstrip("/"), safe=_SAFE))
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    query, post = f"?{urlencode(asked)}" if asked else "", _post(parts.fragment)
    return f"{named}{path}{query}{f'#{post}' if post else ''}"


def _outlet(article: Article) -> str:
    return " ".join((article.source or "").casefold().split())


def _post(fragment: str) -> str:
    """A fragment that may name a post; "" for what a reader's place in the page or a counter of readers is."""
    place = fragment.partition(":~:")[0]
    return place if _POST.search(place) and not _TRACKING.fullmatch(place.partition("=")[0]) else ""


def _holder(path: str | None) -> str | None:
    """The file, or the fetched address, in which an article stood; None if that is not there any more."""
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
