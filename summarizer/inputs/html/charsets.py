"""Decodes the bytes of a page or a feed, whatever encoding they are labelled with."""

import codecs
import re
from typing import Final

import webencodings

_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:-]{1,40})")
_HEAD: Final = 4096  # bytes in which a page declares its encoding
_FEW: Final = 0.02  # of the bytes beyond ASCII: damage, and no other encoding


def decode(data: bytes, label: str | None = None) -> str:
    """Decode a page: by its byte order mark; as UTF-8, if it is that; by the server's `label`; by its own label.

    UTF-8 goes before the labels, for bytes beyond ASCII that are valid UTF-8 are hardly ever anything else, and pages
    are often mislabelled. Bytes that fit no label are read as Windows-1252, with U+FFFD for those without a character.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    names = [name for name in (_find_codec(label), _find_codec(_find_label(data))) if name]
    if not data.isascii() or not names:
        text = data.decode("utf-8", "replace")
        beyond = sum(1 for byte in data if byte > 127)
        if text.count("\ufffd") <= _FEW * beyond:
            return text
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def _find_label(data: bytes) -> str | None:
    """Find the encoding that a page declares in its XML declaration or a meta element."""
    declared = _XML.match(data) or _META.search(data[:_HEAD])
    return declared[1].decode() if declared else None


def _find_codec(label: str | None) -> str | None:
    """Find Python's codec for a label of the WHATWG Encoding Standard; None for UTF-8, which is tried first."""
    encoding = webencodings.lookup(label) if label and label.isascii() else None
    if encoding is None or encoding.name in {"utf-8", "replacement", "x-user-defined"}:
        return None
    # The standard decodes GBK as GB 18030, which Python's codec of that name is narrower than.
    return "gb18030" if encoding.name == "gbk" else str(encoding.codec_info.name)
