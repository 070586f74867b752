"""From linked reports to a `Summary`: checked incidents, prose, changes."""
