"""Certificates that the environment names in place of the system's."""

import os
import re
import ssl
from pathlib import Path
from typing import Final

from ..errors import UsageError

# As OpenSSL, curl and the HTTP libraries have them; the last is that of requests, and of many companies' set-up pages.
_FILE: Final = "SSL_CERT_FILE"
_FOLDER: Final = "SSL_CERT_DIR"
_EITHER: Final = "REQUESTS_CA_BUNDLE"
_HASHED: Final = re.compile(r"[0-9a-f]{8}\.\d+")  # how OpenSSL finds a certificate in a folder


def load_certificates() -> ssl.SSLContext | None:
    """Load the certificates that the environment names, and trust no others; None if it names none.

    Raises UsageError that names the variable and the file, where one of SSL_CERT_FILE, SSL_CERT_DIR and, without
    these, REQUESTS_CA_BUNDLE leads to no certificates.
    """
    named = {name: os.environ[name] for name in (_FILE, _FOLDER) if os.environ.get(name)}
    if not named and os.environ.get(_EITHER):
        named = {_EITHER: os.environ[_EITHER]}
    if not named:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # it trusts nobody yet
    for name, place in named.items():
        _load(context, name, place)
    return context


def _load(context: ssl.SSLContext, name: str, place: str) -> None:
    folders = [Path(part) for part in place.split(os.pathsep)] if name == _FOLDER else []
    try:
        if name == _EITHER and Path(place).is_dir():
            folders = [Path(place)]
        if not folders:
            context.load_verify_locations(cafile=place)
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        said = "no certificates (PEM)" if isinstance(error, ssl.SSLError | ValueError) else error.strerror
        raise _build_error(name, place, str(said)) from error
    for folder in folders:
        if not folder.is_dir():
            raise _build_error(name, place, os.strerror(2))
        context.load_verify_locations(capath=folder)
    if folders and not any(_HASHED.fullmatch(file.name) for folder in folders for file in folder.iterdir()):
        raise _build_error(name, place, "a folder with none by its hash (openssl rehash makes them)")


def _build_error(name: str, place: str, said: str) -> UsageError:
    return UsageError(f"{name}: expected certificates at {place}, got: {said}: put it right, or unset it")
