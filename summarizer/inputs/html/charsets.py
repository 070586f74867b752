"""The text of a page's bytes, whatever it says of their encoding."""

import codecs
import re
from typing import Final

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TOLD = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:-]{1,40})")
# Python has codecs that are no character sets of pages: zlib, idna, unicode_escape, utf-7.
_ALLOWED = re.compile(
    r"utf-?(?:8|16(?:-?[lb]e)?)|(?:iso|x-mac|windows|cp|koi8|big5|euc|shift|iso-2022)[-_a-z0-9]*|latin-?1|ascii|us-ascii"
    r"|gb(?:2312|k|18030)|macintosh|sjis|tis-620",
    re.IGNORECASE,
)
_WIDER: Final = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
}  # as browsers read them
_HEAD: Final = 4096
_FEW: Final = 0.02  # of the bytes beyond ASCII: damage, and no other encoding


def decoded(data: bytes, told: str | None = None) -> str:
    """The text: by its mark; as UTF-8, if that is what it is; as `told` by the server; as it says itself.

    Bytes beyond ASCII that are valid UTF-8 are hardly ever anything else, and pages are often told wrongly.
    What fits nothing is read as Windows-1252, with U+FFFD for each byte that has no character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    names = [name for name in (_named(told), _named(_of_itself(data))) if name]
    if not data.isascii() or not names:
        text = data.decode("utf-8", "replace")
        beyond = sum(1 for byte in data if byte > 127)
        if text.count("\ufffd") <= _FEW * beyond:
            return text
    for name in names:
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _of_itself(data: bytes) -> str | None:
    found = _XML.match(data) or _TOLD.search(data[:_HEAD])
    return found[1].decode() if found else None


def _named(label: str | None) -> str | None:
    """Python's name of an encoding; None if there is none, or UTF-8, which is tried first."""
    if not label or not _ALLOWED.fullmatch(label.strip()):
        return None
    try:
        name = codecs.lookup(label.strip()).name
    except LookupError:
        return None
    return None if name in {"utf-8", "utf-8-sig"} else _WIDER.get(name, name)
