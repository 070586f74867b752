"""Asking a language model: prompts, requests, replies, their cost, and cassettes of them."""
