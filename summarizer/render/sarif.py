"""SARIF 2.1.0: each finding a result, with the places of its figures, for code scanning and editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html
"""

import gzip
import hashlib
import json
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from ..language.visible import clean
from ..records.events import ReportedFigure
from ..records.incidents import Finding
from ..records.summary import ArticleRecord, Summary
from ..records.wording import format_claim, format_population, pluralize, source_name
from ..version import installed_version
from .annotations import LEVELS, Location, Locator, path_in_repository
from .lookup import articles_by_id

# What GitHub accepts of one run: more results, or a larger file once it is packed, and it refuses the whole upload.
# https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
MOST_RESULTS: Final = 25_000
MOST_PLACES: Final = 1_000  # of one result
MOST_BYTES: Final = 10_000_000  # as gzip packs them
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT: Final = "summarizerFinding/v1"
_ORDER: Final = ("error", "warning", "note")


def render_sarif(summary: Summary) -> str:
    """Return the SARIF log as JSON: the worst findings first, and no more than GitHub takes. Agreement is no result."""
    leveled = [finding for finding in summary.findings if finding.kind in LEVELS]
    findings = sorted(leveled, key=lambda finding: _ORDER.index(LEVELS[finding.kind]))
    rules = sorted({finding.rule for finding in findings})
    locations = _Locations(summary)
    results = [_result(finding, rules.index(finding.rule), locations) for finding in findings[:MOST_RESULTS]]
    while True:
        text = _log(summary, rules, results, len(findings) - len(results))
        size = len(gzip.compress(text.encode())) if len(text) > MOST_BYTES // 4 else 0
        if size <= MOST_BYTES or not results:
            return text
        del results[int(len(results) * 0.95 * MOST_BYTES / size) :]


def _log(summary: Summary, rules: Sequence[str], results: list[dict[str, Any]], left_out: int) -> str:
    version = installed_version()
    run = {
        "tool": {
            "driver": {
                "name": "summarizer",
                **({"version": version, "semanticVersion": version} if version else {}),
                "rules": [_rule(name) for name in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(summary, left_out)],
        "results": results,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


@cache
def rule_texts() -> dict[str, dict[str, str]]:
    """Read the texts of each rule that makes a finding: `short`, `full` and `help`."""
    return tomllib.loads(resources.files(__package__).joinpath("sarif_rules.toml").read_text(encoding="utf-8"))


def _rule(name: str) -> dict[str, Any]:
    texts = rule_texts()[name]
    return {
        "id": name,
        "shortDescription": {"text": texts["short"]},
        "fullDescription": {"text": texts["full"]},
        "help": {"text": texts["help"]},
    }


def _invocation(summary: Summary, left_out: int) -> dict[str, Any]:
    """Return whether every article was read, with what failed and how many findings are not in the log."""
    errors = [*([summary.ended_because] if summary.ended_because else []), *summary.failures]
    notices: list[dict[str, Any]] = [{"level": "error", "message": _message(error)} for error in errors]
    if left_out:
        are = pluralize(left_out, "finding is", "findings are")
        warning = f"{left_out:,} {are} left out, for GitHub takes no larger file. The JSON report has all."
        notices.append({"level": "warning", "message": _message(warning)})
    return {
        "executionSuccessful": summary.ended == "done" and not summary.failures,
        **({"toolExecutionNotifications": notices} if notices else {}),
    }


def _result(finding: Finding, rule: int, locations: "_Locations") -> dict[str, Any]:
    figure, location = locations.locator.locate_finding(finding)
    related = [
        {"id": nth, **locations.describe(other, locations.locator.locate(other))}
        for nth, other in enumerate(finding.figures[:MOST_PLACES])
    ]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.kind],
        "message": _message(f"{finding.kind}: {finding.explanation}"),
        "locations": [locations.describe(figure, location)],
        "relatedLocations": related,
        "partialFingerprints": {_FINGERPRINT: locations.fingerprint(finding)},
        "properties": {"kind": finding.kind, "incident": finding.incident, "severity": finding.severity},
    }


class _Locations:
    """The figures of a summary as SARIF's locations."""

    def __init__(self, summary: Summary) -> None:
        self.locator = Locator(summary)
        self._articles = articles_by_id(summary)

    def describe(self, figure: ReportedFigure, location: Location | None) -> dict[str, Any]:
        """Return a SARIF location with a message: in the figure's file or, without one, in its article."""
        message = _message(_figure_text(figure))
        if location is None:
            named = clean(figure.article or figure.source or "?")
            return {"logicalLocations": [{"fullyQualifiedName": named, "kind": "text"}], "message": message}
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(location.path)}}
        if location.line:
            region: dict[str, Any] = {"startLine": location.line}
            if location.column and location.end:
                region |= {"startColumn": location.column, "endColumn": location.end}
            physical["region"] = region
        return {"physicalLocation": physical, "message": message}

    def fingerprint(self, finding: Finding) -> str:
        """Return a hash of the finding's numbers and sources, whatever else the run read and wherever it ran."""
        figures = sorted(json.dumps(self._identity(figure)) for figure in finding.figures)
        identity = json.dumps([finding.kind, finding.measure, figures])
        return hashlib.sha256(identity.encode()).hexdigest()[:32]

    def _identity(self, figure: ReportedFigure) -> list[object]:
        article = self._articles.get(figure.article or "")
        return [
            _origin(article, figure),
            figure.counted,
            figure.low,
            figure.high,
            figure.unit,
            figure.stance,
            figure.where,
        ]


def _origin(article: ArticleRecord | None, figure: ReportedFigure) -> str | None:
    """Return the article's file, which outlasts an edit of its text; else the article's id."""
    return path_in_repository(article.path) if article and article.path else figure.article


def _figure_text(figure: ReportedFigure) -> str:
    """4 people killed (Meridian Wire): “killed four people”."""
    text = f"{format_claim(figure)} {format_population(figure)} ({source_name(figure)})"
    return f"{text}: “{figure.quote}”" if figure.quote else text


def _message(text: str) -> dict[str, str]:
    """Return a message of plain text: what SARIF takes for a placeholder or a link in it is escaped."""
    shown = clean(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": shown}


def _uri(path: str) -> str:
    """Return the path as a URI: relative to the repository, or a file: URI outside it."""
    file = path_in_repository(path)
    quoted = quote(file, safe="/", errors="replace")
    return f"file://{quoted}" if PurePosixPath(file).is_absolute() else quoted
