"""Reports: a summary in each format of `--format`; `formats` has the list of them."""

from .formats import FORMATS, BinaryFormat, Format, TextFormat, render, render_bytes, write_text

__all__ = ["FORMATS", "BinaryFormat", "Format", "TextFormat", "render", "render_bytes", "write_text"]
