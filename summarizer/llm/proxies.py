"""Proxies of the environment: `http_proxy`, `https_proxy`, `all_proxy`, and the exceptions of `no_proxy`."""

import ipaddress
import os
import re
from importlib.util import find_spec
from typing import Final, NamedTuple
from urllib.parse import urlsplit
from urllib.request import getproxies

from ..errors import UsageError
from ..settings import redact_address

_SCHEMES: Final = ("http", "https", "socks5", "socks5h")
_AS_SOCKS5: Final = "socks"  # what GNOME writes


class Proxy(NamedTuple):
    """The address of a proxy, and the variable that names it."""

    address: str
    variable: str


def find_proxy(url: str) -> Proxy | None:
    """Return the proxy for an http or https address; None for a server of this machine: no text is to leave it.

    Raises UsageError if the proxy that the environment names cannot be used.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    proxies = getproxies()  # of the environment, and of the system's settings where it has some
    kind = parts.scheme if proxies.get(parts.scheme) else "all"
    if not proxies.get(kind) or is_local(host) or _is_exempt(host, parts.port, proxies.get("no", "")):
        return None
    return _parse_proxy(proxies[kind], _variable(f"{kind}_proxy"), host)


def is_local(host: str) -> bool:
    """Return whether a host is this machine."""
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    ip = getattr(ip, "ipv4_mapped", None) or ip
    return ip.is_loopback or ip.is_unspecified


def _variable(name: str) -> str:
    """Name the variable as it is written in the environment."""
    written = next((spelling for spelling in (name, name.upper()) if os.environ.get(spelling)), None)
    return f"${written}" if written else "the system's proxy settings"


def _parse_proxy(address: str, variable: str, host: str) -> Proxy:
    scheme, colon, rest = address.strip().partition("://")
    if not colon:
        scheme, rest = "http", scheme
    scheme = "socks5" if scheme.lower() == _AS_SOCKS5 else scheme.lower()
    if scheme not in _SCHEMES or not _is_address(f"{scheme}://{rest}"):
        raise UsageError(
            f"{variable}: expected a proxy as http://, https://, socks5:// or socks5h:// with a host, got "
            f"{redact_address(address)}: put it right, or name {host} in NO_PROXY"
        )
    if scheme.startswith("socks") and not find_spec("socksio"):
        raise UsageError(
            f"{variable}: expected the package that speaks to a SOCKS proxy ({redact_address(address)}), found none: "
            f"pip install socksio, or name {host} in NO_PROXY"
        )
    return Proxy(f"{scheme}://{rest}", variable)


def _is_address(address: str) -> bool:
    """Return whether the host and the port, if any, can be connected to."""
    from httpx2 import URL, InvalidURL  # noqa: PLC0415  # most calls have no proxy

    try:
        return bool(urlsplit(address).hostname) and urlsplit(address).port != 0 and bool(URL(address).host)
    except (ValueError, InvalidURL):
        return False


def _is_exempt(host: str, port: int | None, no_proxy: str) -> bool:
    """Return whether NO_PROXY names the host, a domain above it, or a network it is in, each with or without a port."""
    return any(_matches(host, port, name) for name in re.split(r"[\s,]+", no_proxy.lower()) if name)


def _matches(host: str, port: int | None, name: str) -> bool:
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
