"""The evidence page: a summary as one HTML file to read, compare and review the findings on, with no network."""

from .document import render_page

__all__ = ["render_page"]
