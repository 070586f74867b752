"""Mutated records, replies, articles, cassettes, reviews and reports: each a result or one line of ours, in bounded time."""
