"""Linking: quality, time and memory, beside its peers on the same records."""
