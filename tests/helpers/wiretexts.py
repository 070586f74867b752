"""Invented texts with planted copies: wire texts, each printed many times among other words."""

import random

WIRES, PRINTS, ALONE = 40, 25, 1000


def words(rng: random.Random, count: int) -> str:
    """So many words of a vocabulary of 20,000."""
    return " ".join(f"w{rng.randrange(20_000)}" for _ in range(count))


def planted(rng: random.Random) -> tuple[dict[str, str], dict[str, int]]:
    """2,000 texts by id, and which wire text each repeats.

    Forty wire texts of 200 words, each printed 25 times (once bare), and 1,000 texts that repeat nothing.
    """
    texts: dict[str, str] = {}
    wire_of: dict[str, int] = {}
    for wire in range(WIRES):
        body = words(rng, 200)
        for number in range(PRINTS):
            name = f"{rng.randrange(10**9):09}-{wire}-{number}"
            lead, end = (rng.choice((10, 40)), rng.choice((0, 60, 400))) if number else (0, 0)
            texts[name] = f"{words(rng, lead)} {body} {words(rng, end)}".strip()
            wire_of[name] = wire
    texts |= {f"{rng.randrange(10**9):09}-alone-{number}": words(rng, 300) for number in range(ALONE)}
    return texts, wire_of
