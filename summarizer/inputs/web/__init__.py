"""Fetching articles from public addresses."""
