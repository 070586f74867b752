"""Which addresses are fetched: http and https, of hosts that the whole internet can reach."""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import quote, urlsplit

from ...errors import ArticleError, UsageError
from ...language.visible import one_line
from ...records.article import LONGEST_FIELD
from ..limits import LARGEST_PDF

Host = tuple[str, int]  # an address of digits, and a port

PORTS: Final = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_SHOWN: Final = 100
_KEPT: Final = "/?#[]@!$&'()*+,;=:%~"  # of what an address may hold, besides letters and digits
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # IPv6 that stands for the IPv4 address at its end

# Special, and global to the one or the other version of Python: site-local, NAT64 of a network's own, examples, relays.
_SPECIAL: Final = tuple(
    map(ipaddress.ip_network, ("fec0::/10", "64:ff9b:1::/48", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24"))
)


def address(path: str) -> str | None:
    """The http or https address that a PATH is; None if it is a file's.

    Raises UsageError for any other scheme (file:, ftp:, data:).
    """
    scheme = _SCHEME.match(path)
    if not scheme or ("://" not in path and Path(path).exists()):
        return None
    if scheme[1].lower() in PORTS:
        return path
    if "://" in path or scheme[1].lower() in {"data", "file", "ftp", "javascript", "mailto", "about", "blob"}:
        raise UsageError(f"{one_line(path, _SHOWN)}: expected a file, a folder or an http(s) address, got {scheme[1]}:")
    return None


def split(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port and path with query of an address; its fragment is nobody's but the reader's.

    Raises ArticleError for what is no http or https address, or holds a user name or a password.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise ArticleError(f"expected an http or https address, got {one_line(str(error), _SHOWN)}") from error
    if parts.scheme not in PORTS:
        raise ArticleError(f"expected an http or https address, got {one_line(parts.scheme or url, _SHOWN)}:")
    if not host or len(url) > LONGEST_FIELD:
        raise ArticleError(
            f"expected an address with a host, in at most {LONGEST_FIELD} characters: {one_line(url, _SHOWN)}"
        )
    if "@" in parts.netloc:
        raise ArticleError("expected an address without a user name or password: leave it out")
    target = quote(parts.path or "/", safe=_KEPT) + (f"?{quote(parts.query, safe=_KEPT)}" if parts.query else "")
    return parts.scheme, host, port or PORTS[parts.scheme], target


@dataclass(frozen=True)
class Reach:
    """How far a fetch may go: how names are looked up, which addresses are allowed, for how long, for how much.

    Tests, whose servers are on loopback, allow that.
    """

    look_up: Callable[..., Sequence[tuple[Any, ...]]] = socket.getaddrinfo
    allows: Callable[[str], bool] = lambda digits: is_public(digits)  # noqa: PLW0108  # it stands below
    seconds: float = 30.0  # for the whole of it: names, redirects, page
    largest: int = LARGEST_PDF  # bytes


def hosts(host: str, port: int, limit: float, reach: Reach) -> list[Host]:
    """The addresses of a host, looked up once: who connects to one of these connects to what was checked.

    Raises ArticleError if there are none within `limit` seconds, or if one of them is not allowed.
    """
    found: list[Host] = []
    failed: list[str] = []

    def look_up() -> None:
        try:
            infos = reach.look_up(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failed.append(getattr(error, "strerror", None) or str(error))
        else:
            found.extend((str(info[4][0]), port) for info in infos)

    looking = Thread(target=look_up, daemon=True)  # the system's resolver has no time limit of its own
    looking.start()
    looking.join(limit)
    if not found:
        why = failed[0] if failed else f"none within {limit:.0f} s"
        raise ArticleError(f"expected a host that can be found, got {one_line(host, _SHOWN)}: {why}")
    for digits, _ in found:
        if not reach.allows(digits):
            raise ArticleError(
                f"expected an address of the public internet, got {one_line(host, _SHOWN)}, which is {digits}: "
                "save the page to a file"
            )
    return list(dict.fromkeys(found))


def is_public(digits: str) -> bool:
    """Whether an IP address is of the public internet: not private, loopback, link-local, multicast or reserved."""
    ip = ipaddress.ip_address(digits.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner and (ip.ipv4_mapped or ip in _NAT64 or not is_public(str(inner))):
            return is_public(str(inner))
    special = any(ip in network for network in _SPECIAL)
    return ip.is_global and not (special or ip.is_multicast or ip.is_reserved)
