"""Event reports as JSON lines: read and written by a fast library wherever this gives what pydantic gives.

`decode_line` reads a record into an object that has the fields, properties and checks of an `EventReport`, at a tenth
of its cost. It is derived from `EventReport`; what it cannot follow exactly (a number written as text, a moment with
half a second, a validator that is new) it leaves to `parse_event_report`, with all messages.
"""

import contextlib
import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache, lru_cache, partial
from types import FunctionType, NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, Union, cast, get_args, get_origin

import msgspec
from annotated_types import Ge, Le, Lt, MinLen
from msgspec.structs import force_setattr
from pydantic import BaseModel, FiniteFloat

from ..language.quantities import interval
from ..language.visible import normalize_name
from ..schemas import Record
from .construction import assign
from .events import EventReport, Offset, ReportedFigure
from .ids import canonical_json, content_json

# The validators that `_complete` and `_mirror` do the work of. Those that only check (mode "after") are called.
_FOLLOWED: Final = frozenset(
    {
        "_fill_interval",
        "_keep_day",
        "_check_year",
        "_name_participants",
        "_fill_article",
        "_keep_years",
        "_leave_out_blank",
        "_normalize_incident",
    }
)
_CHECKED: Final = (EventReport, ReportedFigure)  # whose checks are called
_LIMITS: Final[dict[type, str]] = {MinLen: "min_length", Ge: "ge", Le: "le", Lt: "lt"}  # of a field, in both libraries
_OLDEST: Final = 999  # years of a person: another number is kept or dropped by `_keep_years`
_TEXT: Final = rb'(?:null|"(?:[^"\\]|\\.)*")'
# What `ids.canonical_json` leaves out. It stands nowhere else: quotation marks inside texts are escaped.
_LEFT_OUT: Final = re.compile(
    rb',"(?:match":(?:null|"\w+"),"of_english":%b,"inclusion":%b,"category":(?:null|"\w+"),"period":%b,"implicit":\w+,"proof":(?:null|\{[^{}]*\}),"confidence":(?:null|[\d.eE+-]+)'
    rb'|name_english":%b|site":%b,"town":%b,"district":%b|named":\[\],"schema_version":-?\d+,"terms":\[\]'
    rb'|(?:dataset|dataset_id|date_precision|place_precision)":null)' % ((_TEXT,) * 7)
)
_NO_TERMS: Final = b',"terms":[]'  # nor does this
_LEAST, _MOST = 1e-3, 2.0**53  # numbers between are written alike by all libraries, and their integers are exact


class ReportLine(NamedTuple):
    """A report with its JSON, the part that ids follow from (`ids.canonical_json`), and what repeats share.

    `content` is `ids.content_json`.
    """

    report: EventReport
    json: bytes
    canonical: bytes
    content: bytes


def dump_line(report: EventReport) -> ReportLine:
    """Write the JSON of a report."""
    whole, canonical, content = report.model_dump_json(), canonical_json(report), content_json(report)
    return ReportLine(report, whole.encode(), canonical.encode(), content.encode())


def decode_line(line: bytes) -> ReportLine | None:
    """Read an event record that came as JSON; None for one that `parse_event_report` is to read, or to refuse.

    The report is no `EventReport`, but has all that linking asks of one.
    """
    decoder = _decoder()
    if decoder is None:
        return None
    try:
        report = decoder.decode(line)
        _complete(report)
        text = _encode(report)
    except (ValueError, RecursionError):  # what does not fit, whoever finds it
        return None
    return ReportLine(cast("EventReport", report), text, _canonical(report, text), _content(report, text))


def _content(report: Any, text: bytes) -> bytes:
    """The JSON that repeats share, made of the whole JSON of a report as `ids.content_json` makes it."""
    if report.terms:
        text = _encode(msgspec.structs.replace(report, terms=()))
    return text.replace(_NO_TERMS, b"")


def _canonical(report: Any, text: bytes) -> bytes:
    """The JSON that ids follow from, made of the whole JSON of a report as `ids.canonical_json` makes it."""
    if report.named or report.terms:
        text = _encode(msgspec.structs.replace(report, named=(), terms=()))
    text = _LEFT_OUT.sub(b"", text)
    place = report.place
    if place.name or not (place.site or place.town or place.district):
        return text
    return text + str([place.site, place.town, place.district]).encode()


def load_report(line: bytes) -> EventReport:
    """Make the report of which this is the JSON, as `dump_line` or `decode_line` wrote it, without validating it."""
    if _decoder() is None:
        return EventReport.model_validate_json(line)
    return cast("EventReport", _build(EventReport, msgspec.json.decode(line)))


def load_decoded(line: bytes) -> EventReport | None:
    """Load a report as `decode_line` returns it; None for one of which `dump_record` would not write this JSON."""
    decoder = _decoder()
    if decoder is None:
        return None
    try:
        report = decoder.decode(line)
        if _encode(report) != line:
            return None
        if report.published is not None:
            force_setattr(report, "published", _parse_moment(report.published))
    except ValueError:
        return None
    return cast("EventReport", report)


def dump_record(record: Record, reports: Sequence[EventReport]) -> bytes:
    """Write the JSON of a record of these reports, the same whether they are of `load_report` or of `load_decoded`.

    The record's own numbers are below those of which the two libraries write some differently, 10^16.
    """
    if any(isinstance(report, EventReport) for report in reports):
        return record.__pydantic_serializer__.to_json(record)
    return _encode_record(record)


_encode: Final = msgspec.json.Encoder().encode
_encode_record: Final = msgspec.json.Encoder(enc_hook=vars).encode


@cache
def _decoder() -> msgspec.json.Decoder[Any] | None:
    """Make the decoder of event records; None if `EventReport` has become what we cannot follow."""
    with contextlib.suppress(TypeError, ValueError):
        return msgspec.json.Decoder(_mirror(EventReport))
    return None


@cache
def _mirror(model: type[BaseModel]) -> type[msgspec.Struct]:
    """Make a struct of a model's fields, properties and methods. Raises TypeError for what it cannot follow."""
    _expect_followed(model)
    fields: list[Any] = []
    for name, field in model.model_fields.items():
        kind = _translate(field.annotation)
        if field.metadata:
            kind = _limit(kind, field.metadata)
        if field.alias:
            raise TypeError(field)
        if name == "bound":
            fields.append((name, kind | msgspec.UnsetType, msgspec.UNSET))
        elif field.is_required():
            fields.append((name, kind))
        elif field.default_factory:
            fields.append((name, kind, msgspec.field(default_factory=_translate(field.default_factory))))
        else:
            fields.append((name, kind, field.default))
    shared = {
        name: value
        for name, value in vars(model).items()
        if isinstance(value, property | FunctionType) and not name.startswith("__")
    }
    return msgspec.defstruct(
        model.__name__,
        fields,
        namespace={**shared, "model_copy": _copy},
        kw_only=True,
        forbid_unknown_fields=True,
        frozen=True,
        cache_hash=True,
        gc=False,
    )


def _copy(record: Any, *, update: dict[str, Any]) -> Any:
    """Copy a decoded record with other values, as `model_copy` does a model."""
    return msgspec.structs.replace(record, **update)


def _expect_followed(model: type[BaseModel]) -> None:
    """Raise TypeError if a model has a validator or a serializer whose work nobody here does."""
    rules = model.__pydantic_decorators__
    names = {*rules.field_validators, *rules.validators, *rules.root_validators}
    names |= {*rules.field_serializers, *rules.model_serializers, *rules.computed_fields}
    for name, validator in rules.model_validators.items():
        if validator.info.mode != "after" or model not in _CHECKED:
            names.add(name)
    if not names <= _FOLLOWED:
        raise TypeError(names - _FOLLOWED)


def _translate(annotation: Any) -> Any:
    """Translate the type of a field. A moment is read as text, by pydantic."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated and annotation in (FiniteFloat, Offset):  # whose limits `_fill_interval` checks
        return parts[0]
    if origin in (Union, UnionType):
        return str | None if datetime in parts else Union[tuple(map(_translate, parts))]  # noqa: UP007  # of a tuple
    if origin is tuple and parts[1:] == (...,):
        return tuple[_translate(parts[0]), ...]  # type: ignore[misc]  # a type that is made here
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _mirror(annotation)
    if origin is Literal or annotation in (str, float, int, bool, date, NoneType):
        return annotation
    raise TypeError(annotation)


def _limit(kind: Any, metadata: list[Any]) -> Any:
    """Put the limits of a field on its type. Raises TypeError for one that is not of `_LIMITS`."""
    names = [_LIMITS.get(type(limit)) for limit in metadata]
    if None in names:
        raise TypeError(metadata)
    limits = {name: getattr(limit, name) for name, limit in zip(names, metadata, strict=True) if name}
    parts = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    limited = [part if part is NoneType else Annotated[part, msgspec.Meta(**limits)] for part in parts]
    return Union[tuple(limited)]  # noqa: UP007  # of a tuple


def _complete(report: Any) -> None:
    """Do what the validators of `EventReport` do. Raises ValueError for what is left to them."""
    if report.published is not None:
        force_setattr(report, "published", _parse_moment(report.published))
    _leave_out_blank(report)
    if report.incident is not None:
        force_setattr(report, "incident", normalize_name(report.incident))
    for figure in report.figures:
        _fill_interval(figure)
        if figure.article is None:
            force_setattr(figure, "article", report.article)
        if figure.source is None:
            force_setattr(figure, "source", report.source)
        for check in _checks(ReportedFigure):
            check(figure)
    for detail in report.named:
        if detail.age is not None and not 0 < detail.age <= _OLDEST:
            raise ValueError
    if not -_MOST < report.schema_version < _MOST:
        raise ValueError
    for check in _checks(EventReport):
        check(report)


def _leave_out_blank(report: Any) -> None:
    for name in ("source", "incident", "copy_of"):
        text = getattr(report, name)
        if text is not None and not text.strip():
            force_setattr(report, name, None)


def _fill_interval(figure: Any) -> None:
    if figure.low is None and figure.high is None:
        if figure.value is None:
            raise ValueError
        if figure.bound is msgspec.UNSET:
            force_setattr(figure, "bound", "exactly")
        low, high = interval(figure.value, figure.bound)
        force_setattr(figure, "low", float(low))
        force_setattr(figure, "high", None if math.isinf(high) else float(high))
    elif figure.bound is msgspec.UNSET:
        raise ValueError
    for number in (figure.value, figure.low, figure.high):
        if number is not None and not _LEAST <= number <= _MOST and (number or math.copysign(1, number) < 0):
            raise ValueError
    for offset in (figure.start, figure.end):
        if offset is not None and not -_MOST < offset < _MOST:
            raise ValueError


@cache
def _checks(model: type[BaseModel]) -> list[Callable[[Any], Any]]:
    """The validators of a record that only check it."""
    validators = model.__pydantic_decorators__.model_validators
    return [getattr(model, name) for name, each in validators.items() if each.info.mode == "after"]


@lru_cache(10_000)
def _parse_moment(text: str) -> date:
    """Parse a time of publication. Raises ValueError for one that the two libraries do not write alike."""
    moment, json = _read_moment(text)
    if _encode(moment) != json:
        raise ValueError
    return moment


@lru_cache(10_000)
def _read_moment(text: str) -> tuple[date, bytes]:
    """Read a time of publication as pydantic does, and the JSON that it writes."""
    report = EventReport.model_validate({"article": "", "type": "", "published": text})
    _, json = report.model_dump_json(include={"published"}).encode().split(b":", 1)
    return cast("date", report.published), json.removesuffix(b"}")


def _build(model: type[BaseModel], values: dict[str, Any]) -> BaseModel:
    """Make a record of values that are known to fit; they are all its fields, in order."""
    converted, names = _plan(model)
    for name, convert in converted:
        if (value := values[name]) is not None:
            values[name] = convert(value)
    return assign(model.__new__(model), values, names)


@cache
def _plan(model: type[BaseModel]) -> tuple[list[tuple[str, Callable[[Any], Any]]], set[str]]:
    """Plan how the fields of a record are made of JSON: those that are no text or number; and the names of all."""
    planned = [(name, _converter(field.annotation)) for name, field in model.model_fields.items()]
    return [(name, convert) for name, convert in planned if convert], set(model.model_fields)


def _converter(annotation: Any) -> Callable[[Any], Any] | None:
    """Find what makes a value of this type from JSON; None if JSON has it as it is."""
    parts = get_args(annotation)
    if datetime in parts:
        return lambda text: _read_moment(text)[0]
    if date in parts or annotation is date:
        return date.fromisoformat
    if get_origin(annotation) is tuple:
        convert = _converter(parts[0])
        return (lambda values: tuple(map(convert, values))) if convert else tuple
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return partial(_build, annotation)
    return next(filter(None, map(_converter, parts)), None)
