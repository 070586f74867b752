"""CSV tables of a summary."""
