"""The result of `summarizer eval` in each of its formats: text, JSON, a page."""

from typing import Final, Literal, get_args

from ...records.evaluation import Evaluation

EvaluationFormat = Literal["text", "json", "html"]
EVALUATION_FORMATS: Final[tuple[EvaluationFormat, ...]] = get_args(EvaluationFormat)


def render_evaluation(evaluation: Evaluation, form: EvaluationFormat) -> str:
    """Render a result in one of its formats."""
    match form:
        case "json":
            return evaluation.model_dump_json(indent=2) + "\n"
        case "html":
            from .page import render_page  # noqa: PLC0415  # jinja2 takes 110 ms to import

            return render_page(evaluation)
        case "text":
            from .text import render_text  # noqa: PLC0415  # a format pays only for itself

            return render_text(evaluation)
