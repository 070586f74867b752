"""Which proxy of the environment a server is reached through."""

import ipaddress
import os
import re
from importlib.util import find_spec
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies

from ..errors import UsageError
from ..settings import without_secrets

_SCHEMES: Final = ("http", "https", "socks5", "socks5h")
_AS_SOCKS5: Final = "socks"  # what GNOME writes


class Proxy(NamedTuple):
    """A proxy's address, and the variable that names it."""

    address: str
    variable: str


def proxy_of(url: str) -> Proxy | None:
    """The proxy to an http or https address; None for a server of this machine, whose texts are not to leave it.

    Raises UsageError in one line if the proxy that the environment names for it cannot be used.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    given = getproxies()  # of the environment, and of the system's settings where it has some
    kind = parts.scheme if given.get(parts.scheme) else "all"
    if not given.get(kind) or is_own(host) or _is_excepted(host, parts.port, given.get("no", "")):
        return None
    return _checked(given[kind], _variable(f"{kind}_proxy"), host)


def is_own(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_loopback or ip.is_unspecified


def _variable(name: str) -> str:
    """As it is written in the environment."""
    named = next((each for each in (name, name.upper()) if os.environ.get(each)), None)
    return f"${named}" if named else "the system's proxy settings"


def _checked(address: str, variable: str, host: str) -> Proxy:
    scheme, colon, rest = address.strip().partition("://")
    if not colon:
        scheme, rest = "http", scheme
    scheme = "socks5" if scheme.lower() == _AS_SOCKS5 else scheme.lower()
    if scheme not in _SCHEMES or not _is_place(f"{scheme}://{rest}"):
        raise UsageError(
            f"{variable}: expected a proxy as http://, https://, socks5:// or socks5h:// with a host, got "
            f"{without_secrets(address)}: put it right, or name {host} in NO_PROXY"
        )
    if scheme.startswith("socks") and not find_spec("socksio"):
        raise UsageError(
            f"{variable}: expected the package that speaks to a SOCKS proxy ({without_secrets(address)}), found none: "
            f"pip install socksio, or name {host} in NO_PROXY"
        )
    return Proxy(f"{scheme}://{rest}", variable)


def _is_place(address: str) -> bool:
    """Whether there is a host, and a port if any, that can be connected to."""
    from httpx2 import URL, InvalidURL  # noqa: PLC0415  # most calls have no proxy

    try:
        return bool(urlsplit(address).hostname) and urlsplit(address).port != 0 and bool(URL(address).host)
    except (ValueError, InvalidURL):
        return False


def _is_excepted(host: str, port: int | None, excepted: str) -> bool:
    """Whether NO_PROXY names the host: itself, a domain above it, a network it is in, each perhaps with a port."""
    return any(_is_named(host, port, name) for name in re.split(r"[\s,]+", excepted.lower()) if name)


def _is_named(host: str, port: int | None, name: str) -> bool:
    name = name.rpartition("://")[2]
    if name == "*":
        return True
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(name.replace("[", "").replace("]", ""), strict=False)
    except ValueError:
        pass
    if with_port := re.fullmatch(r"(.+):(\d+)", name):
        if str(port) != with_port[2]:
            return False
        name = with_port[1].strip("[]")
    domain = name.removeprefix("*").lstrip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
