"""Worlds: streams of made-up or rebuilt records whose true incidents are known, each of another density and noise."""
