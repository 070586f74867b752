"""Cassettes: replies recorded once and replayed without a network, a key or a model."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .vcr import recording, register, replaying, vcr_options

__all__ = ["recording", "register", "replaying", "vcr_options"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import vcr  # noqa: PLC0415  # vcrpy takes half a second to import, and no replay of the command line needs it

    return getattr(vcr, name)
