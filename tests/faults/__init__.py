"""An OpenAI-compatible endpoint that fails on purpose, by a plan, and keeps a journal of every request."""
