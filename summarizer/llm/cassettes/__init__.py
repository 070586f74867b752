"""Cassettes: replies recorded once and replayed without a network, a key or a model."""

from .replay import recording, register, replaying, vcr_options

__all__ = ["recording", "register", "replaying", "vcr_options"]
