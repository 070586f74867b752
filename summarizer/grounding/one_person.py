"""One person told of without a numeral in another language than English: "un soldat est mort"."""

from collections.abc import Sequence

from ..language.quantities import Number, find_person
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
        The noun as the number one; None if there is none, a count beside which it may stand for several, a negation
        in its clause, or if the words around do not tell that this became of that person.
    """
    if figure.unit is not None or (figure.value, figure.bound) != (1, "exactly") or figure.measure not in OF_PEOPLE:
        return None
    if any(number.kind in (*COUNTED, "unread") for number in numbers):
        return None
    found = find_person(text, start, end, language, figure.measure)
    if found is None:
        return None
    first, last = found
    return Number(first, last, text[first:last], "quantity", 1.0, 1.0, None, "exactly", 1.0)
