"""Arithmetic among the figures of an incident: parts, wholes, sums and additions."""
