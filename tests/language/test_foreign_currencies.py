"""A currency's word that several countries share: whose it is, if the text tells, and any of theirs if it does not."""

import pytest

from summarizer.grounding import GroundedFigure
from summarizer.grounding.figures import GroundedText
from summarizer.language.quantities import read_numbers
from summarizer.schemas import Figure

READ = [
    ("es", "MXN", "El gobierno de México destinó 500 millones de pesos."),
    ("es", "ARS", "El Banco Central argentino giró 500 millones de pesos."),
    ("es", "COP", "En Bogotá la multa fue de $500."),
    ("es", "peso", "Se gastaron 500 millones de pesos."),
    ("es", "peso", "México y Colombia destinaron 500 millones de pesos."),
    ("es", "peso", "La multa fue de 500 pesos, unos 3 pesos mexicanos."),
    ("es", "dollar or peso", "La multa fue de $500."),
    ("es", "USD", "La multa fue de US$500."),
    ("pt", "ARS", "O governo da Argentina gastou 500 milhões de pesos."),
    ("fr", "XOF", "Au Sénégal, les pertes atteignent 500 millions de francs."),
    ("fr", "franc", "Les pertes atteignent 500 millions de francs."),
    ("fr", "franc", "Au Sénégal et au Cameroun, les pertes atteignent 500 millions de francs."),
    ("ar", "EGP", "بلغت الخسائر في مصر 500 مليون جنيه."),
    ("ar", "pound", "بلغت الخسائر 500 مليون جنيه."),
]
# A unit that a figure may give of a text, and one that it may not.
CLAIMS = [
    ("El gobierno de México destinó 500 millones de pesos a las obras.", ("MXN", "pesos"), ("ARS", "USD", "COP")),
    ("Se gastaron 500 millones de pesos en las obras de la ciudad.", ("MXN", "ARS", "pesos"), ("USD", "EUR")),
]


@pytest.mark.parametrize(("language", "unit", "text"), READ)
def test_a_shared_currency_is_that_of_the_country_told_of(language: str, unit: str, text: str) -> None:
    """Of one country; not of two, nor by the name of another currency."""
    assert next(number.unit for number in read_numbers(text, language) if number.kind == "money") == unit


@pytest.mark.parametrize(("text", "right", "wrong"), CLAIMS)
def test_a_figure_gives_the_country_s_currency(text: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    """Or its word."""
    for units, is_right in ((right, True), (wrong, False)):
        for unit in units:
            figure = Figure.model_validate(
                {"quote": text[:-1], "measure": "cost", "of": "works", "value": 5e8, "unit": unit}
            )
            assert isinstance(GroundedText(text, "es").ground(figure), GroundedFigure) == is_right, unit
