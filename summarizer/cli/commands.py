"""The commands; each imports what it needs when it is called, so that the others stay light."""

import argparse
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import UsageError
from ..files.streams import Shape, write
from ..files.text import expect_apart
from .exits import FAILED, FOUND, OK, code_of_ending, code_of_findings
from .messages import note
from .outputs import Target, find_texts, list_targets, single_output, write_all
from .resume_hints import describe_ending, describe_unanswered, resume_command
from .reviews import link_decisions, open_desk, read_reviews, with_reviews
from .terminal import say

if TYPE_CHECKING:
    from ..inputs.articles import Reading
    from ..pipeline.run import Run
    from ..records.article import Article
    from ..records.summary import Summary
    from ..reviews import Desk

_PROBLEMS_SHOWN: Final = 20  # a table in the wrong encoding has a problem on every other row
_NO_ARTICLE = "expected either an ARTICLE or --template NAME, got both or neither: name one"


def run(arguments: argparse.Namespace) -> int:
    """Read articles and report."""
    from ..inputs.articles import read_articles  # noqa: PLC0415
    from ..pipeline.run import Run  # noqa: PLC0415
    from .eventtypes import load_event_types  # noqa: PLC0415
    from .run_settings import resolve_settings, with_usable_store  # noqa: PLC0415

    settings = resolve_settings(arguments)
    types = load_event_types(arguments.event)
    reviews, withdrawn = read_reviews(arguments)
    if not arguments.dry_run:
        settings = with_usable_store(settings, arguments)
    run = Run(
        settings=settings,
        events=types,
        best=arguments.best,
        adjudicate=arguments.adjudicate,
        decisions=link_decisions(arguments, reviews, withdrawn),
        call=json.dumps({"paths": arguments.paths, "folder": str(Path.cwd())}),
    )
    if arguments.format == "incidents" and not arguments.dry_run:
        return _run_to_lines(arguments, run, open_desk(reviews))
    outputs = list_targets(arguments.format, arguments.output)
    expect_apart([output.path for output in outputs], arguments.paths)
    reading = read_articles(arguments.paths, language=arguments.language)
    _say_unread(reading, arguments)
    if arguments.dry_run:
        return _dry_run(arguments, reading, run)
    summary = _summarize(arguments, reading, run)
    has_page = any(output.form == "html" for output in outputs)
    articles = find_texts(summary, reading.articles, settings.store) if has_page else ()
    code = _report(with_reviews(summary, reviews), arguments, outputs, articles)
    return code_of_ending(summary.ended, code)


def _dry_run(arguments: argparse.Namespace, reading: "Reading", run: "Run") -> int:
    from ..inputs import is_web_address  # noqa: PLC0415
    from ..records.wording import pluralize  # noqa: PLC0415
    from .dryrun import dry_run  # noqa: PLC0415

    if fetched := sum(map(is_web_address, arguments.paths)):
        addresses = pluralize(fetched, "address", "addresses")
        note(arguments, f"fetched {fetched} {addresses} to count the words; no model is asked")
    return dry_run(reading, run)


def _summarize(arguments: argparse.Namespace, reading: "Reading", run: "Run") -> "Summary":
    """Do the run, and say on standard error how it ended, if not well."""
    from ..concurrency import frozen_heap  # noqa: PLC0415
    from ..pipeline.summarize import summarize_reading  # noqa: PLC0415
    from .eventloop import run_to_end  # noqa: PLC0415
    from .progress import Progress  # noqa: PLC0415

    progress = None if arguments.quiet else Progress(len(reading.articles), plain=arguments.verbose > 0)
    with frozen_heap():
        summary = run_to_end(partial(summarize_reading, reading), run, progress)
    if summary.usage.unanswered and not summary.ended_because:
        say(describe_unanswered(summary))
    if summary.ended_because:
        say(describe_ending(summary, run.settings, resume_command(arguments)))
    return summary


def _say_unread(reading: "Reading", arguments: argparse.Namespace) -> None:
    """Say which of the articles are not read, and why."""
    from ..language.visible import clean  # noqa: PLC0415
    from ..render.omissions import passed_lines  # noqa: PLC0415

    for copy, first in reading.duplicates:
        note(arguments, f"{clean(copy)}: the same text as {clean(first)}, read once")
    for unreadable in reading.unreadable:
        say(unreadable.error)
    for line in passed_lines(reading.passed):
        note(arguments, line)


def _run_to_lines(arguments: argparse.Namespace, run: "Run", desk: "Desk | None") -> int:
    from .stream import Shown, run_to_lines  # noqa: PLC0415

    for name in ("add", "adjudicate", "explain", "explain_all", "replay", "record"):
        if getattr(arguments, name):
            raise UsageError(f"expected a whole report with --{name.replace('_', '-')}, got --format incidents")
    shown = Shown(quiet=arguments.quiet, plain=arguments.verbose > 0, resume=resume_command(arguments))
    tally, ended = run_to_lines(arguments.paths, run, single_output(arguments), shown, desk, arguments.language)
    return code_of_ending(ended, code_of_findings(tally.kinds, arguments.fail_on, is_whole=not tally.problems))


def check(arguments: argparse.Namespace) -> int:
    """Link and check records and report."""
    from ..inputs.records import Problem, read_records  # noqa: PLC0415
    from ..language.visible import clean  # noqa: PLC0415
    from ..pipeline.check import check_decided as check_records  # noqa: PLC0415

    if arguments.format == "incidents":
        return _check_to_lines(arguments)
    reviews, withdrawn = read_reviews(arguments)
    outputs = list_targets(arguments.format, arguments.output)
    expect_apart([output.path for output in outputs], arguments.records)
    read = partial(read_records, mapping=dict(arguments.map), dataset=arguments.dataset)
    records = [record for path in arguments.records for record in read(path)]
    problems = [record for record in records if isinstance(record, Problem)]
    for problem in problems[:_PROBLEMS_SHOWN]:
        say(clean(str(problem)))
    if len(problems) > _PROBLEMS_SHOWN:
        say(f"and {len(problems) - _PROBLEMS_SHOWN} more")
    summary = check_records(records, best=arguments.best, decisions=link_decisions(arguments, reviews, withdrawn))
    return _report(with_reviews(summary, reviews), arguments, outputs)


def _check_to_lines(arguments: argparse.Namespace) -> int:
    from .stream import check_to_lines  # noqa: PLC0415

    output = single_output(arguments)
    reviews, withdrawn = read_reviews(arguments)
    tally = check_to_lines(
        arguments.records,
        output,
        arguments.best,
        mapping=dict(arguments.map),
        dataset=arguments.dataset,
        quiet=arguments.quiet,
        desk=open_desk(reviews),
        decisions=link_decisions(arguments, reviews, withdrawn),
    )
    return code_of_findings(tally.kinds, arguments.fail_on, is_whole=not tally.problems)


def page(arguments: argparse.Namespace) -> int:
    """Make the evidence page of a JSON report."""
    from ..inputs.articles import read_articles  # noqa: PLC0415
    from ..inputs.reports import read_report  # noqa: PLC0415

    outputs = list_targets("html", arguments.output)
    reviews, _ = read_reviews(arguments)
    summary = with_reviews(read_report(arguments.summary), reviews)
    reading = read_articles(arguments.articles)
    for unreadable in reading.unreadable:
        say(unreadable.error)
    ids = {article.id for article in summary.articles}
    articles = [article for article in reading.articles if article.id in ids]
    if arguments.articles and not articles:
        where = ", ".join(arguments.articles)
        raise UsageError(f"{where}: expected articles of the report, found none: check --articles, or leave it out")
    write_all(summary, outputs, articles=articles)
    return OK


def compare(arguments: argparse.Namespace) -> int:
    """Print the differences between two readings."""
    from ..inputs.reports import read_report  # noqa: PLC0415
    from ..render.readings import difference_report  # noqa: PLC0415
    from ..summary.readings import pair_figures  # noqa: PLC0415

    a, b = read_report(arguments.a), read_report(arguments.b)
    names = {article.id: article.path or article.id for summary in (a, b) for article in summary.articles}
    write(difference_report(pair_figures(a, b), names))
    return OK


def diff(arguments: argparse.Namespace) -> int:
    """Print the changes from one report to another."""
    from ..inputs.reports import read_report  # noqa: PLC0415
    from ..render.diff import difference_text  # noqa: PLC0415
    from ..summary.changes import find_difference  # noqa: PLC0415

    before, now = read_report(arguments.a), read_report(arguments.b)
    changed = find_difference(before, now)
    if arguments.format == "json":
        write(changed.model_dump_json(indent=2) + "\n", "json")
    else:
        write(difference_text(changed, before, now))
    return FOUND if arguments.exit_code and not changed.empty else OK


def evaluate(arguments: argparse.Namespace) -> int:
    """Measure a reading against a gold standard, or make one of reviews."""
    if arguments.gold_from:
        from .reviewed_gold import make_gold  # noqa: PLC0415

        return make_gold(arguments)
    from .evaluation import measure  # noqa: PLC0415

    return measure(arguments)


def runs(arguments: argparse.Namespace) -> int:
    """List the runs of a store."""
    from ..store import default_path  # noqa: PLC0415
    from .runs import list_runs  # noqa: PLC0415

    write(list_runs(arguments.store or default_path(), arguments.format), _choose_shape(arguments))
    return OK


def _report(
    summary: "Summary", arguments: argparse.Namespace, outputs: Sequence[Target], articles: "Sequence[Article]" = ()
) -> int:
    if arguments.explain_all:
        from ..summary.incidents import add_pairs  # noqa: PLC0415

        summary = add_pairs(summary)
    is_whole = write_all(summary, outputs, explain=arguments.explain, articles=articles) and not summary.failures
    return code_of_findings((finding.kind for finding in summary.findings), arguments.fail_on, is_whole=is_whole)


def numbers(arguments: argparse.Namespace) -> int:
    """Print the numbers of a text."""
    from .numbers import list_numbers  # noqa: PLC0415

    write(list_numbers(arguments.file, arguments.format, arguments.language), _choose_shape(arguments))
    return OK


def prompt(arguments: argparse.Namespace) -> int:
    """Print the prompt of an article, as it would be sent, or a template."""
    if bool(arguments.template) == bool(arguments.paths):
        raise UsageError(_NO_ARTICLE)
    from ..llm.prompts import extraction_messages, read_built_in  # noqa: PLC0415

    if arguments.template:
        write(read_built_in(arguments.template))
        return OK
    from ..inputs.articles import read_articles  # noqa: PLC0415
    from ..llm.customprompts import read_prompts  # noqa: PLC0415
    from .eventtypes import load_event_types  # noqa: PLC0415

    types = load_event_types(arguments.event)
    prompts = read_prompts(arguments.prompts)
    reading = read_articles(arguments.paths)
    for article in reading.articles:
        for message in extraction_messages(article, types, prompts):
            write(f"<!-- {message['role']} -->\n{message['content']}\n\n")
    for unreadable in reading.unreadable:
        say(unreadable.error)
    return FAILED if reading.unreadable else OK


def schema(arguments: argparse.Namespace) -> int:
    """Print a JSON Schema."""
    from ..schemas import reply_schema, type_names  # noqa: PLC0415
    from .eventtypes import load_event_types  # noqa: PLC0415

    types = load_event_types(arguments.event)
    if arguments.type is None:
        schema = reply_schema(types)
    else:
        by_name = {name: kind for kind in types for name in (kind.__name__, *type_names(kind))}
        if arguments.type not in by_name:
            raise UsageError(f"expected an event type, got {arguments.type!r}: one of {', '.join(sorted(by_name))}")
        schema = by_name[arguments.type].model_json_schema()
    write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", "json")
    return OK


def config(arguments: argparse.Namespace) -> int:
    """Print the value of every option, and its origin."""
    from .config import list_settings  # noqa: PLC0415

    write(list_settings(arguments, arguments.origins, arguments.format), _choose_shape(arguments))
    return OK


def completion(arguments: argparse.Namespace) -> int:
    """Print a completion script."""
    from .completion import generate_completion  # noqa: PLC0415
    from .parser import build_parser  # noqa: PLC0415

    write(generate_completion(build_parser(), arguments.shell))
    return OK


def _choose_shape(arguments: argparse.Namespace) -> Shape:
    return "json" if arguments.format == "json" else "words"
