"""Groups of options: those that several commands have, or that one has many of; see `parser`."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

# Written out, so that parsing imports neither pydantic nor a renderer; a test holds them to the originals.
KINDS: Final = ("conflict", "dispute", "arithmetic", "retraction", "revision", "uncorroborated", "agreement")
FORMATS: Final = ("text", "json", "md", "csv", "incidents-csv", "jsonl", "github", "sarif", "html", "parquet")
STREAM_FORMATS: Final = (*FORMATS, "incidents")
BEST_RULES: Final = ("latest", "median", "mode", "min", "max", "most_sourced")
MODES: Final = ("json_schema", "tools")
SHELLS: Final = ("bash", "zsh", "fish")
TEMPLATES: Final = ("extract", "account", "repair", "link")
EVALUATION_FORMATS: Final = ("text", "json", "html")
LINKINGS: Final = ("ours", "given", "gold")
SCORES: Final = (
    *("figures_precision", "figures_recall", "figures_f1", "figures_measure", "figures_bound", "figures_of"),
    *("figures_attribution", "figures_attributed_to", "figures_extent", "figures_stance", "figures_period"),
    *("figures_where", "figures_category", "events_precision", "events_recall", "events_f1", "events_type"),
    *("events_place", "events_day", "links_pairs_precision", "links_pairs_recall", "links_pairs_f1"),
    *("links_b3_precision", "links_b3_recall", "links_b3_f1", "findings_precision", "findings_recall", "findings_f1"),
    *("findings_kind", "near_misses_flagged"),
)

_QUESTIONS: Final = 50  # what `--adjudicate` alone asks at most


def add_message_options(command: argparse.ArgumentParser) -> None:
    """Add the options for standard error."""
    messages = command.add_argument_group("messages")
    loud = messages.add_mutually_exclusive_group()
    loud.add_argument("-q", "--quiet", action="store_true", help="nothing but errors on standard error")
    loud.add_argument(
        "-v", "--verbose", action="count", default=0, help="say on standard error what is done; -vv: every request"
    )
    messages.add_argument("--debug", action="store_true", help="a traceback for an error, in place of one line")


def _add_pace_options(command: argparse.ArgumentParser) -> None:
    """Add the options for rate limits and time limits."""
    pace = command.add_argument_group("pace")
    pace.add_argument("--concurrency", type=int, metavar="N", help="articles asked about at a time (default: 8)")
    pace.add_argument("--rpm", type=int, metavar="N", help="send at most N requests in any minute")
    pace.add_argument("--tpm", type=int, metavar="N", help="send and receive at most N tokens in any minute")
    pace.add_argument(
        "--timeout", type=float, metavar="SECONDS", help="time limit for one article, retries included (default: 300)"
    )
    pace.add_argument(
        "--attempt-timeout",
        type=float,
        metavar="SECONDS",
        help="time limit for one attempt (default: 2/5 of --timeout, at least 120)",
    )


def _add_money_options(command: argparse.ArgumentParser) -> None:
    """Add the options for the cost of a run."""
    money = command.add_argument_group("money")
    money.add_argument("--dry-run", action="store_true", help="say what the run would ask and cost, and send nothing")
    money.add_argument(
        "--budget", type=float, metavar="USD", help="send nothing that could take the run's cost over this; exit 4 then"
    )
    money.add_argument(
        "--prices", type=Path, metavar="FILE", help="prices of models that are not known, or not right (docs/cost.md)"
    )


def add_evaluation_options(command: argparse.ArgumentParser) -> None:
    """Add the options on what is measured, and how it is reported."""
    measured = command.add_argument_group("what is measured")
    measured.add_argument(
        "--records", metavar="READINGS", help="event records, as `check` reads them, in place of a model's reading"
    )
    measured.add_argument(
        "--linking",
        choices=LINKINGS,
        help="whose incidents are checked: ours, linked here; given, as the records have them; gold, the true ones "
        "(default: ours; of the figures as labelled: gold)",
    )
    baseline = measured.add_mutually_exclusive_group()
    baseline.add_argument(
        "--baseline", type=Path, metavar="RESULT.json", help="compare with an earlier result on the same gold standard"
    )
    baseline.add_argument("--baseline-records", metavar="OTHER", help="compare with these event records")
    report = command.add_argument_group("report")
    _add_output_options(report, EVALUATION_FORMATS, "docs/eval.md")
    report.add_argument(
        "--fail-under",
        action="append",
        default=[],
        type=_parse_threshold,
        metavar="SCORE=VALUE",
        help="exit 1 if a score is lower, or could not be measured: findings_precision=0.9; may be repeated "
        "(docs/eval.md#scores)",
    )


def _parse_threshold(text: str) -> tuple[str, float]:
    """Parse SCORE=VALUE of `--fail-under`."""
    name, _, value = text.partition("=")
    known = [score for score in SCORES if score != "near_misses_flagged"]  # the lower, the better
    if name not in known:
        raise argparse.ArgumentTypeError(f"expected SCORE=VALUE with a score, got {name!r}: one of {', '.join(known)}")
    try:
        least = float(value)
    except ValueError:
        least = -1.0
    if not 0 <= least <= 1:
        raise argparse.ArgumentTypeError(f"expected a value from 0 to 1 for {name}, got {value!r}")
    return name, least


def add_language_option(command: argparse._ActionsContainer) -> None:
    """Add the language of what is read."""
    command.add_argument(
        "--language",
        metavar="CODE",
        help="the language of every text, such as uk (default: what a text says of itself, else what it is detected to "
        "be; docs/languages.md)",
    )


def add_report_options(command: argparse.ArgumentParser, formats: Sequence[str] = FORMATS) -> None:
    """Add the options for the files, formats and contents of the report."""
    report = command.add_argument_group("report")
    _add_output_options(report, formats, "docs/exports.md")
    _add_content_options(report)
    add_link_options(command)


def _add_output_options(report: argparse._ActionsContainer, formats: Sequence[str], document: str) -> None:
    stream = "; incidents: a JSON line each, for more records than memory holds" if "incidents" in formats else ""
    report.add_argument(
        "--format",
        choices=formats,
        metavar="FORMAT",
        help=f"{', '.join(formats)} (default: by the ending of -o, else text{stream}; {document})",
    )
    report.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="write the report to a file, in the format of its ending; may be repeated; - is standard output, "
        "to which --format then applies",
    )


def _add_content_options(report: argparse._ActionsContainer) -> None:
    report.add_argument("--explain", action="store_true", help="say why numbers that differ were not flagged")
    report.add_argument(
        "--best",
        choices=BEST_RULES,
        default="latest",
        metavar="RULE",
        help=f"how best is taken from the numbers that sources state: {', '.join(BEST_RULES)} (default: latest)",
    )
    report.add_argument(
        "--explain-all",
        action="store_true",
        help="say what was found of every two figures of an incident, and by which rule",
    )
    add_reviews_option(report)
    report.add_argument(
        "--fail-on",
        choices=KINDS,
        action="append",
        default=[],
        metavar="KIND",
        help=f"exit 1 on such a finding: {', '.join(KINDS)}; may be repeated",
    )


class _Link(argparse.Action):
    """Adds a pair of names and whether they are one event, in the order of the call: a later pair overrules."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002  # argparse's call
        namespace: argparse.Namespace,
        values: Any,
        option_string: str | None = None,
    ) -> None:
        """Add one pair."""
        pair = (*values, option_string == "--same")
        setattr(namespace, self.dest, [*(getattr(namespace, self.dest, None) or ()), pair])


def add_link_options(command: argparse.ArgumentParser) -> None:
    """Add the options that overrule linking."""
    links = command.add_argument_group("one event or two, whatever linking says (docs/page.md#overruling-the-linking)")
    links.add_argument(
        "--one-event", action="store_true", help="all that is given tells of one event; `run` keeps it in its store"
    )
    for option, means in (("--same", "are one event"), ("--different", "are two events")):
        links.add_argument(
            option,
            nargs=2,
            action=_Link,
            dest="links",
            default=[],
            metavar=("A", "B"),
            help=f"two articles (id, file or address) or incidents (id), as --explain lists them, {means}; "
            "may be repeated, the last counts; `run` keeps it in its store",
        )


def add_reviews_option(command: argparse._ActionsContainer) -> None:
    """Add the option for the decisions of reviewers."""
    command.add_argument(
        "--reviews",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="keep to the decisions that the evidence page exported (.json or .csv); may be repeated, the last counts",
    )


def add_store_option(command: argparse._ActionsContainer, *without: str) -> None:
    """Add the option for the store, and beside it flags for none."""
    either = command.add_mutually_exclusive_group() if without else command
    either.add_argument(
        "--store",
        type=Path,
        metavar="FILE",
        help="keeps every reply and outcome, so that nothing is asked twice (default: $SUMMARIZER_STORE, else "
        "store.sqlite in your data folder)",
    )
    for name in without:
        either.add_argument(name, action="store_true", help="keep nothing")


def add_event_option(command: argparse._ActionsContainer) -> None:
    """Add the option for the event types."""
    command.add_argument(
        "--event",
        action="append",
        metavar="MODULE:CLASS",
        help="look for this event type instead of the built-in ones (`builtin` adds those); may be repeated",
    )


def add_prompts_option(command: argparse._ActionsContainer) -> None:
    """Add the option for user-supplied prompts."""
    command.add_argument(
        "--prompts",
        type=Path,
        metavar="DIR",
        help="ask with the templates in this folder: extract.md, account.md, repair.md, link.md, or some of them "
        "(docs/prompts.md)",
    )


def add_reading_options(command: argparse.ArgumentParser, *, alone: bool = False) -> None:
    """Add the options on how articles are read, by groups. `alone`: no run is made of what is read."""
    model = command.add_argument_group("model")
    _add_asking_options(model, "none is asked" if alone else "$SUMMARIZER_MODEL, else builtin")
    if alone:
        command.set_defaults(adjudicate=0, retry_failed=False, add=False)
    else:
        _add_adjudicate_option(model)
    add_event_option(model)
    add_prompts_option(model)
    _add_pace_options(command)
    _add_money_options(command)
    _add_keeping_options(command, alone=alone)


def _add_asking_options(model: argparse._ActionsContainer, default: str) -> None:
    model.add_argument(
        "--model",
        metavar="NAME",
        help=f"model to ask; `builtin` reads by rules alone (default: {default})",
    )
    model.add_argument(
        "--base-url", metavar="URL", help="OpenAI-compatible endpoint (default: $OPENAI_BASE_URL, else OpenAI)"
    )
    model.add_argument("--mode", choices=MODES, help="how the endpoint is held to the schema (default: json_schema)")
    model.add_argument("--max-tokens", type=int, metavar="N", help="ask for replies of at most N tokens")
    model.add_argument(
        "--passes", type=int, metavar="N", help="2: ask once more about numbers that no figure claims (default: 1)"
    )


def _add_adjudicate_option(model: argparse._ActionsContainer) -> None:
    model.add_argument(
        "--adjudicate",
        nargs="?",
        type=_parse_questions,
        const=_QUESTIONS,
        default=0,
        metavar="N",
        help="ask the model, at most N times, whether reports tell of one event where linking is not sure "
        f"(N: {_QUESTIONS} if left out; default: do not ask)",
    )


def _add_keeping_options(command: argparse.ArgumentParser, *, alone: bool) -> None:
    """Add the options for the store and the cassettes, either of which keeps replies."""
    store = command.add_argument_group("store")
    add_store_option(store, "--no-store")
    if not alone:
        _add_run_options(store)
    cassette = command.add_argument_group("cassettes").add_mutually_exclusive_group()
    cassette.add_argument(
        "--replay", type=Path, metavar="FILE", help="answer from a cassette: no network, no key, no model"
    )
    cassette.add_argument(
        "--record", type=Path, metavar="FILE", help="keep the replies in a cassette; those it has are used again"
    )


def _add_run_options(store: argparse._ActionsContainer) -> None:
    """Add the options for what a store holds of earlier runs."""
    store.add_argument("--retry-failed", action="store_true", help="ask again about the articles that failed before")
    store.add_argument(
        "--add",
        action="store_true",
        help="add these articles to those of the last run of their folder, and report what is new with them",
    )


def _parse_questions(text: str) -> int:
    """Parse N of `--adjudicate`, which takes a PATH after it for its own."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"expected a number of questions, got {text!r}: put PATH before it")
    return int(text)
