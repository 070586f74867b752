"""Mutated records, replies, articles, cassettes, reviews and reports: each a result or one line, in bounded time."""
