"""Text from an article, made harmless for a terminal: articles are hostile input."""


def clean(text: str) -> str:
    """One line without control characters, terminal escapes, or invisible and direction-changing marks."""
    return " ".join("".join(character if character.isprintable() else " " for character in text).split())
