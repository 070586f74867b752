"""What flows between the rooms: articles, event reports, incidents, findings, the summary."""
