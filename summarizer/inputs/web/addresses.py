"""Web addresses that may be fetched: http and https, of hosts on the public internet."""

import ipaddress
import re
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from ...errors import ArticleError, UsageError
from ...language.visible import one_line
from ...records.article import LONGEST_FIELD

PORTS: Final = {"http": 80, "https": 443}

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_OTHER_SCHEMES: Final = frozenset(("data", "file", "ftp", "javascript", "mailto", "about", "blob"))
_SHOWN: Final = 100
_KEPT: Final = "/?#[]@!$&'()*+,;=:%~"  # of what an address may hold, besides letters and digits
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")  # IPv6 that stands for the IPv4 address at its end

# Special, but global to some versions of Python: site-local, local NAT64, documentation, protocol assignments, relays.
_SPECIAL: Final = tuple(
    map(ipaddress.ip_network, ("fec0::/10", "64:ff9b:1::/48", "3fff::/20", "192.0.0.0/24", "192.88.99.0/24"))
)


def is_web_address(path: str) -> bool:
    """Whether a PATH is an http or https address, and no file's name.

    Raises UsageError for any other scheme (file:, ftp:, data:).
    """
    scheme = _SCHEME.match(path)
    if not scheme or ("://" not in path and Path(path).exists()):
        return False
    if scheme[1].lower() in PORTS:
        return True
    if "://" in path or scheme[1].lower() in _OTHER_SCHEMES:
        raise UsageError(f"{one_line(path, _SHOWN)}: expected a file, a folder or an http(s) address, got {scheme[1]}:")
    return False


def split_url(url: str) -> tuple[str, str, int, str]:
    """Split an address into scheme, host, port, and path with query; a fragment is never sent.

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
