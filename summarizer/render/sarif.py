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
from ..records.wording import claim, counted, plural, who
from ..version import installed_version
from .annotations import LEVELS, Location, Locator, in_repository
from .claims import by_id

# What GitHub accepts of one run: more results, or a larger file once it is packed, and it refuses the whole upload.
# https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
MOST_RESULTS: Final = 25_000
MOST_PLACES: Final = 1_000  # of one result
MOST_BYTES: Final = 10_000_000  # as gzip packs them
_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_FINGERPRINT: Final = "summarizerFinding/v1"
_ORDER: Final = ("error", "warning", "note")


def render_sarif(summary: Summary) -> str:
    """The log of the run as JSON, the worst first, and no more than GitHub takes. Agreement is no result."""
    found = [finding for finding in summary.findings if finding.kind in LEVELS]
    told = sorted(found, key=lambda finding: _ORDER.index(LEVELS[finding.kind]))
    rules = sorted({finding.rule for finding in told})
    places = _Places(summary)
    results = [_result(finding, rules.index(finding.rule), places) for finding in told[:MOST_RESULTS]]
    while True:
        text = _log(summary, rules, results, len(told) - len(results))
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
    """What is said of each rule: `short`, `full` and `help`."""
    return tomllib.loads(resources.files(__package__).joinpath("rules.toml").read_text(encoding="utf-8"))


def _rule(name: str) -> dict[str, Any]:
    told = rule_texts()[name]
    return {
        "id": name,
        "shortDescription": {"text": told["short"]},
        "fullDescription": {"text": told["full"]},
        "help": {"text": told["help"]},
    }


def _invocation(summary: Summary, left_out: int) -> dict[str, Any]:
    """Whether every article was read, which was not, and how many findings are not in this log."""
    told = [_message(failure) for failure in summary.failures]
    if summary.ended_because:
        told.insert(0, _message(summary.ended_because))
    notices: list[dict[str, Any]] = [{"level": "error", "message": message} for message in told]
    if left_out:
        are = plural(left_out, "finding is", "findings are")
        said = f"{left_out:,} {are} left out, for GitHub takes no larger file. The JSON report has all."
        notices.append({"level": "warning", "message": _message(said)})
    return {
        "executionSuccessful": summary.ended == "done" and not summary.failures,
        **({"toolExecutionNotifications": notices} if notices else {}),
    }


def _result(finding: Finding, rule: int, places: "_Places") -> dict[str, Any]:
    figure, location = places.locator.best(finding)
    related = [
        {"id": nth, **places.told(other, places.locator.at(other))}
        for nth, other in enumerate(finding.figures[:MOST_PLACES])
    ]
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": LEVELS[finding.kind],
        "message": _message(f"{finding.kind}: {finding.explanation}"),
        "locations": [places.told(figure, location)],
        "relatedLocations": related,
        "partialFingerprints": {_FINGERPRINT: places.fingerprint(finding)},
        "properties": {"kind": finding.kind, "incident": finding.incident, "severity": finding.severity},
    }


class _Places:
    """The figures of a summary as SARIF's locations."""

    def __init__(self, summary: Summary) -> None:
        self.locator = Locator(summary)
        self._articles = by_id(summary)

    def told(self, figure: ReportedFigure, place: Location | None) -> dict[str, Any]:
        """Where the figure stands, in its file or, without one, in its article; and what it says."""
        message = _message(_said(figure))
        if place is None:
            named = clean(figure.article or figure.source or "?")
            return {"logicalLocations": [{"fullyQualifiedName": named, "kind": "text"}], "message": message}
        physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.path)}}
        if place.line:
            region: dict[str, Any] = {"startLine": place.line}
            if place.column and place.end:
                region |= {"startColumn": place.column, "endColumn": place.end}
            physical["region"] = region
        return {"physicalLocation": physical, "message": message}

    def fingerprint(self, finding: Finding) -> str:
        """The same for the same numbers of the same sources, whatever else the run read and wherever it stood."""
        figures = sorted(json.dumps(self._identity(figure)) for figure in finding.figures)
        told = json.dumps([finding.kind, finding.measure, figures])
        return hashlib.sha256(told.encode()).hexdigest()[:32]

    def _identity(self, figure: ReportedFigure) -> list[object]:
        article = self._articles.get(figure.article or "")
        return [_origin(article, figure), figure.of, figure.low, figure.high, figure.unit, figure.stance, figure.where]


def _origin(article: ArticleRecord | None, figure: ReportedFigure) -> str | None:
    """The article's file, which an edit of its text leaves as it is; else the article."""
    return in_repository(article.path) if article and article.path else figure.article


def _said(figure: ReportedFigure) -> str:
    """4 people killed (Meridian Wire): “killed four people”."""
    told = f"{claim(figure)} {counted(figure)} ({who(figure)})"
    return f"{told}: “{figure.quote}”" if figure.quote else told


def _message(text: str) -> dict[str, str]:
    """Plain text, in which SARIF would see placeholders and links of its own."""
    shown = clean(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")
    return {"text": shown}


def _uri(path: str) -> str:
    """The path as a reference: relative to the repository, or a file: address."""
    named = in_repository(path)
    quoted = quote(named, safe="/", errors="replace")
    return f"file://{quoted}" if PurePosixPath(named).is_absolute() else quoted
