"""One person told of without a numeral in another language than English: "un soldat est mort"."""

from collections.abc import Sequence

from ..language.quantities import Number, find_person, is_denied
from ..schemas import Figure
from .implicit import COUNTED, OF_PEOPLE


def find_one_person(
    text: str, start: int, end: int, numbers: Sequence[Number], figure: Figure, language: str
) -> Number | None:
    """Find the noun in a span of a text that stands for one person, where nothing else is counted there.

    Args:
        text: The article's text.
        start: Where the span begins, in characters.
        end: Where it ends.
        numbers: The numbers that the span holds or meets.
        figure: The figure that claims the count.
        language: The text's language, a code of ISO 639-1.

    Returns:
        The noun as the number one; None if there is none, a count beside which it may stand for several, or a
        negation in its clause.
    """
    if figure.unit is not None or (figure.value, figure.bound) != (1, "exactly") or figure.measure not in OF_PEOPLE:
        return None
    if any(number.kind in (*COUNTED, "unread") for number in numbers):
        return None
    found = find_person(text[start:end], language)
    if found is None:
        return None
    first, last = start + found[0], start + found[1]
    if is_denied(text, first, last, language, anywhere=True):
        return None
    return Number(first, last, text[first:last], "quantity", 1.0, 1.0, None, "exactly", 1.0)
