"""Calls to a language model: prompts, requests, replies, rate limits, costs, and cassettes that record them."""
