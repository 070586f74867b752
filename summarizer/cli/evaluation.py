"""`summarizer eval`: measures a reading, its linking and its findings against a gold standard."""

import argparse
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pydantic import ValidationError

from ..errors import UsageError
from ..evaluation import Gold, compare_evaluations, evaluate, link_as_gold, measured_scores, read_gold, select_reports
from ..files.streams import Shape, write
from ..files.text import expect_apart, expect_standard_input_once, open_whole, read_text
from ..inputs.articles import Reading
from ..inputs.records import Problem, read_records
from ..language.visible import clean
from ..pipeline.check import check_decided
from ..records.evaluation import EVALUATION_VERSION, Evaluation, Linking, ReadBy
from ..records.events import EventReport
from ..records.summary import Ending
from ..records.wording import format_count
from ..render.evaluation import EVALUATION_FORMATS, EvaluationFormat, render_evaluation
from .exits import FAILED, FOUND, OK, code_of_ending
from .messages import note
from .outputs import Target, list_targets
from .terminal import say

_SHOWN: Final = 20  # problems of a file
_SHAPES: Final[dict[str, Shape]] = {"json": "json", "html": "page"}


@dataclass(frozen=True)
class _Read:
    """What was read of the gold standard's articles, and what could not be."""

    reports: Sequence[EventReport]
    by: ReadBy
    reader: str | None = None
    unread: tuple[str, ...] = ()
    ended: Ending = "done"


def measure(arguments: argparse.Namespace) -> int:
    """Measure what the call names against its gold standard, and report."""
    linking = _choose_linking(arguments)
    _expect_measured(arguments.fail_under, reads=_asks(arguments) or bool(arguments.records), links=linking != "gold")
    sources = [arguments.gold, arguments.records, arguments.baseline, arguments.baseline_records]
    expect_standard_input_once(sources)
    targets = _list_targets(arguments)
    expect_apart([target.path for target in targets], sources)
    baseline = _read_baseline(arguments.baseline) if arguments.baseline else None
    gold = _read_gold(arguments.gold)
    if _asks(arguments):
        if arguments.dry_run:
            return _dry_run(arguments, gold)
        read = _read_articles(arguments, gold)
    elif arguments.records:
        read = _read_reports(arguments, gold, arguments.records)
    else:
        read = _Read(gold.events, "gold")
    evaluation = _evaluate(gold, read, linking)
    if arguments.baseline_records:
        other = _read_reports(arguments, gold, arguments.baseline_records)
        baseline = _evaluate(gold, other, linking)
    if baseline:
        evaluation = compare_evaluations(evaluation, baseline)
    for target in targets:
        _write(evaluation, target)
    missed = _say_missed(evaluation, arguments.fail_under)
    return code_of_ending(read.ended, FOUND if missed else FAILED if read.unread else OK)


def _asks(arguments: argparse.Namespace) -> bool:
    """Return whether the call itself names a model or a cassette; a model that a settings file names is not asked."""
    origin = arguments.origins.get("model")
    is_named = bool(arguments.model) and (origin is None or origin.kind == "argument")
    return is_named or bool(arguments.replay)


def _choose_linking(arguments: argparse.Namespace) -> Linking:
    """Choose whose incidents are checked. Raises UsageError for options that exclude each other."""
    asks = _asks(arguments)
    if asks and arguments.records:
        raise UsageError("expected one reading, got --records beside --model or --replay: leave one out")
    if not asks and (arguments.record or arguments.dry_run):
        named = "--record" if arguments.record else "--dry-run"
        raise UsageError(f"expected a model to read with beside {named}, got none: name it with --model")
    if arguments.articles:
        raise UsageError("expected --gold-from beside --articles, got none: a gold standard holds its own texts")
    if arguments.linking == "given" and not arguments.records:
        raise UsageError("expected --records with --linking given, got none: name the records that are linked")
    return cast("Linking", arguments.linking or ("ours" if asks or arguments.records else "gold"))


def _list_targets(arguments: argparse.Namespace) -> list[Target]:
    targets = list_targets(arguments.format, arguments.output)
    for target in targets:
        if target.form not in EVALUATION_FORMATS:
            raise UsageError(
                f"{target.path}: expected a result in {', '.join(EVALUATION_FORMATS)} (.txt, .json, .html), got "
                f"{target.form}: name another file, or say which with --format"
            )
    return targets


def _read_baseline(path: Path) -> Evaluation:
    """Read the result of an earlier evaluation. Raises UsageError."""
    try:
        earlier = Evaluation.model_validate_json(read_text(str(path), "a result of `summarizer eval`"))
    except ValidationError as error:
        raise UsageError(f"{path}: expected a result of `summarizer eval --format json`, got something else") from error
    if earlier.schema_version != EVALUATION_VERSION:
        expected = f"expected schema_version {EVALUATION_VERSION}"
        raise UsageError(f"{path}: {expected}, got {earlier.schema_version}: evaluate it again")
    return earlier


def _read_gold(path: str) -> Gold:
    """Read the gold standard. Raises UsageError for one that is not whole."""
    gold, problems = read_gold(path)
    if problems:
        _say_problems(problems)
        raise UsageError(f"{path}: expected a gold standard without faults, got {len(problems)}: mend them")
    return gold


def _read_reports(arguments: argparse.Namespace, gold: Gold, path: str) -> _Read:
    """Read the event records of the gold standard's articles from a file."""
    records = list(read_records(path))
    problems = [record for record in records if isinstance(record, Problem)]
    _say_problems(problems)
    selected = select_reports(gold, (record for record in records if isinstance(record, EventReport)))
    if selected.others:
        left_out = format_count(selected.others, "record")
        note(arguments, f"{clean(path)}: {left_out} left out, of articles that the gold standard lacks")
    if selected.lacking:
        lacking = format_count(len(selected.lacking), "article")
        note(arguments, f"{clean(path)}: no record of {lacking} of the gold standard, so nothing was read of them")
    return _Read(selected.reports, "records", path, tuple(map(str, problems)))


def _read_articles(arguments: argparse.Namespace, gold: Gold) -> _Read:
    """Read the texts of the gold standard with the model that the call names."""
    from functools import partial  # noqa: PLC0415  # what asks a model pays for it alone

    from ..pipeline.outcomes import read_alone  # noqa: PLC0415
    from ..pipeline.run import Run  # noqa: PLC0415
    from .eventloop import run_to_end  # noqa: PLC0415
    from .eventtypes import load_event_types  # noqa: PLC0415
    from .progress import Progress  # noqa: PLC0415
    from .run_settings import resolve_settings, with_usable_store  # noqa: PLC0415

    articles = _expect_texts(gold)
    settings = with_usable_store(resolve_settings(arguments), arguments)
    run = Run(settings=settings, events=load_event_types(arguments.event))
    progress = None if arguments.quiet else Progress(len(articles.articles), plain=arguments.verbose > 0)
    read = run_to_end(partial(read_alone, articles.articles), run, progress)
    names = gold.names
    failed = [(names[outcome.article.id], outcome.error) for outcome in read.outcomes if outcome.error]
    if read.ended_because:
        say(f"{clean(read.ended_because)}; {len(failed)} of {format_count(len(read.outcomes), 'article')} not read")
    else:
        for name, error in failed[:_SHOWN]:
            say(clean(f"article {name}: {error}"))
    reports = select_reports(gold, (report for outcome in read.outcomes for report in outcome.reports))
    unread = tuple(f"article {name}: {error}" for name, error in failed)
    return _Read(reports.reports, "model", read.model, unread, read.ended)


def _expect_texts(gold: Gold) -> Reading:
    """Return the articles of the gold standard. Raises UsageError if any of them has no text to read."""
    lacking = [name for name, article in gold.articles.items() if article is None]
    if lacking:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        raise UsageError(
            f"expected a text of each article to read, got none of {clean(lacking[0])!r}{more}: add `text` or `path`, "
            "or read with --records"
        )
    return Reading(tuple(article for article in gold.articles.values() if article), (), ())


def _dry_run(arguments: argparse.Namespace, gold: Gold) -> int:
    from ..pipeline.run import Run  # noqa: PLC0415  # as above
    from .dryrun import dry_run  # noqa: PLC0415
    from .eventtypes import load_event_types  # noqa: PLC0415
    from .run_settings import resolve_settings  # noqa: PLC0415

    run = Run(settings=resolve_settings(arguments), events=load_event_types(arguments.event))
    return dry_run(_expect_texts(gold), run)


def _evaluate(gold: Gold, read: _Read, linking: Linking) -> Evaluation:
    """Link and check what was read, and measure it."""
    reports: Iterable[EventReport] = read.reports
    if linking == "ours":
        reports = [report.model_copy(update={"incident": None}) for report in reports]
    elif linking == "gold" and read.by != "gold":
        reports = link_as_gold(gold, read.reports)
    summary = check_decided(reports, texts=gold.texts)
    return evaluate(gold, summary, read_by=read.by, linking=linking, reader=read.reader, unread=read.unread)


def _write(evaluation: Evaluation, target: Target) -> None:
    text = render_evaluation(evaluation, cast("EvaluationFormat", target.form))
    if target.path is None:
        write(text, _SHAPES.get(target.form, "words"))
    else:
        with open_whole(target.path) as file:
            file.write(text)


def _say_missed(evaluation: Evaluation, thresholds: Iterable[tuple[str, float]]) -> int:
    """Say which scores are below the values that the call asks for, and count them."""
    scores = {str(name): score.value for name, score in evaluation.scores.items()}
    missed = 0
    for name, least in thresholds:
        value = scores[name]
        if value is None or value < least:
            missed += 1
            say(f"{name}: expected {least:g} or more, got {'nothing to measure' if value is None else f'{value:.4f}'}")
    return missed


def _expect_measured(thresholds: Iterable[tuple[str, float]], *, reads: bool, links: bool) -> None:
    """Raise UsageError for a threshold on a score that the call does not measure, before anything is read."""
    measured = measured_scores(reads=reads, links=links)
    for name, _ in thresholds:
        if name not in measured:
            raise UsageError(f"expected a score that is measured, got {name}: {_why_not_measured(name)}")


def _why_not_measured(name: str) -> str:
    if name.startswith("links_"):
        return "links are those of the gold standard here; --linking ours measures ours"
    return "the figures are as labelled here; --records or --model measures a reading"


def _say_problems(problems: Sequence[Problem]) -> None:
    for problem in problems[:_SHOWN]:
        say(clean(str(problem)))
    if len(problems) > _SHOWN:
        say(f"and {len(problems) - _SHOWN} more")
