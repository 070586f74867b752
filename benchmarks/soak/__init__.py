"""Runs that are killed, starved of disk and run side by side, compared with one that nobody disturbed."""
