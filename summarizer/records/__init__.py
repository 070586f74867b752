"""Records shared by all rooms: articles, event reports, incidents, findings, the summary."""
