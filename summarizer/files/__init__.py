"""Reads and writes files safely: atomically, within limits, as plain values."""
