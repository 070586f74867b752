"""Recording with VCR, and replaying in tests of one's own: `vcr_options` and `register` configure pytest-recording."""

import copy
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from http.client import responses
from pathlib import Path
from typing import Any, Final

import vcr
from vcr.cassette import Cassette
from vcr.request import Request
from vcr.serialize import deserialize, serialize

from ...files.yaml import load_trusted
from ...records.usage import paid_before
from .file import ABOUT, read_replies
from .layout import Interaction, drop_torn_addition, dump_cassette, with_parsed_bodies, with_text_bodies
from .questions import Question, endpoint_path, find_outdated, parse_question
from .recorder import Recorder
from .redaction import redact, without_secrets

_REQUEST_HEADERS: Final = ("content-type",)
_RESPONSE_HEADERS: Final = ("content-type", "retry-after")
_HTTP_ERROR: Final = 400
MODEL_REPLIES: Final = "from a large language model that read exactly this prompt; verbatim, mistakes included"
_SERIALIZER: Final = "yaml"  # in place of VCR's own: pytest-recording takes the name as the file's ending


@contextmanager
def replaying(path: Path) -> Iterator[Cassette]:
    """Answer every request of the block from the cassette, and none from the network.

    Args:
        path: The cassette.

    Yields:
        VCR's cassette.

    Raises:
        UsageError: There is no such cassette, it cannot be read, or it has no replies.
    """
    options = {**vcr_options(), "record_mode": "none", "persister": _Read(read_replies(path))}
    with _recorder().use_cassette(str(path), **options) as cassette:
        yield cassette


@contextmanager
def recording(
    path: Path,
    model: str,
    *,
    replies: str = MODEL_REPLIES,
    keep_errors: bool = False,
    secrets: Collection[str] = (),
) -> Iterator[Cassette]:
    """Record every request of the block that the cassette cannot answer: on the disk before the reply is used.

    Nothing that the cassette has is dropped, unless the block ended well, each of its questions has its reply there,
    none is of no use (`of_no_use` of what is yielded), and every article of the cassette was read in it: then replies
    to other prompts, models and schemas are.

    Args:
        path: The cassette, which need not exist yet.
        model: The model's name, for the cassette's header.
        replies: Where the replies come from, for its header.
        keep_errors: Keep HTTP errors, and what is no completion, in a recording that exists to show one.
        secrets: What is not to be written wherever an endpoint repeats it beside the text of a reply, as a key.

    Yields:
        VCR's cassette.

    Raises:
        UsageError: The cassette exists and cannot be read, or its place cannot be written.
        StoreError: A reply could not be kept, and another was to be asked for. It comes out of the HTTP library, which
            may wrap it.
    """
    about = {"model": model, "replies": replies}
    recorder = Recorder(path, about)
    options = {**vcr_options(keep_errors=keep_errors), "before_record_response": _response_filter(keep_errors, secrets)}
    config = _recorder().get_merged_config(path=str(path), record_mode="new_episodes", **options)
    with _RecordingCassette.use(**config, recorder=recorder, about=about) as cassette:
        yield cassette
        cassette.ended_well = True


def vcr_options(*, keep_errors: bool = False) -> dict[str, Any]:
    """Options for `vcr.use_cassette`: how requests match, what is never written, how bodies are laid out.

    Args:
        keep_errors: As for `recording`.

    Returns:
        What the fixture `vcr_config` of pytest-recording returns.
    """
    return {
        "serializer": _SERIALIZER,
        "match_on": ["method", "endpoint", "prompt"],
        "before_record_request": _without_secrets,
        "before_record_response": _response_filter(keep_errors),
        "decode_compressed_response": True,
    }


def register(recorder: vcr.VCR) -> None:
    """Teach a VCR our matchers and our layout.

    Args:
        recorder: That of the hook `pytest_recording_configure` of pytest-recording, or one of your own.
    """
    recorder.register_serializer(_SERIALIZER, _Readable)
    recorder.register_matcher("endpoint", _same_endpoint)
    recorder.register_matcher("prompt", _same_prompt)


def _recorder() -> vcr.VCR:
    recorder = vcr.VCR()
    register(recorder)
    return recorder


def _without_secrets(request: Request) -> Request:
    """Remove all headers but the content type, the host and the query: keys and endpoints stay private."""
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in _REQUEST_HEADERS}
    request.uri = f"http://endpoint/{endpoint_path(request.path)}"
    return request


def _response_filter(keep_errors: bool, secrets: Collection[str] = ()) -> Any:
    def keep(response: dict[str, Any]) -> dict[str, Any] | None:
        headers = {
            name: [without_secrets(value, secrets) for value in values]
            for name, values in response["headers"].items()
            if name.lower() in _RESPONSE_HEADERS
        }
        kept = {**response, "headers": headers}
        reason = responses.get(response["status"]["code"], "")  # not the endpoint's words, which may hold anything
        body = redact(response["body"]["string"] or b"", secrets)
        if response["status"]["code"] < _HTTP_ERROR and body is not None:
            return {**kept, "status": {**response["status"], "message": reason}, "body": {"string": body}}
        return kept if keep_errors else None

    return keep


def _same_endpoint(asked: Request, recorded: Request) -> None:
    if endpoint_path(asked.path) != endpoint_path(recorded.path):
        raise AssertionError(f"{endpoint_path(asked.path)} != {endpoint_path(recorded.path)}")


def _same_prompt(asked: Request, recorded: Request) -> None:
    if parse_question(asked.body).key != parse_question(recorded.body).key:
        raise AssertionError("the model, the messages or the schema differ")


class _Read:
    """VCR's `persister` for interactions that were read already; it writes none."""

    def __init__(self, interactions: Iterable[Interaction]) -> None:
        self._interactions = [_with_reason(with_text_bodies(interaction)) for interaction in interactions]

    def load_cassette(self, _path: str, serializer: Any) -> Any:  # noqa: ARG002  # VCR's names
        return deserialize({"interactions": copy.deepcopy(self._interactions)}, _AsItIs)

    @staticmethod
    def save_cassette(*_given: Any, **_named: Any) -> None:
        pass


class _RecordingCassette(Cassette):  # type: ignore[misc]  # vcr has no types
    """VCR's cassette, whose replies are in the file before they are used."""

    def __init__(self, *, recorder: Recorder, about: dict[str, str], **config: Any) -> None:
        super().__init__(**{**config, "persister": _Read(recorder.loaded)})
        self._recorder = recorder
        self._about = about
        self._loading = True
        self._asked: set[Question] = set()
        self._unanswered: set[str] = set()
        self._added: list[Interaction] = []
        self.ended_well = False
        self.of_no_use = False  # whether a reply that was recorded is no answer: a refusal, what is cut off

    @property
    def complete(self) -> bool:
        """True if every question that was asked has its reply."""
        return self.ended_well and not (self.of_no_use or self._unanswered or self._recorder.trouble)

    def append(self, request: Request, response: dict[str, Any]) -> None:
        """Add a reply, and fsync it; an error of the recorder is raised before the next request."""
        before = len(self.data)
        super().append(request, response)
        if self._loading or len(self.data) == before:
            return
        self._unanswered.discard(parse_question(request.body).key)
        self.play_counts[before] += 1  # it answers once, as in a replay
        interaction = _interaction(*self.data[-1])
        self._added.append(interaction)
        self._recorder.add(interaction)

    def can_play_response_for(self, request: Request) -> bool:
        """Return whether the file has a reply to this. Raises StoreError if not, and none could be kept."""
        question = parse_question(request.body)
        self._asked.add(question)
        self._take(self._recorder.news())
        if super().can_play_response_for(request):
            return True
        if self._recorder.trouble:
            raise self._recorder.trouble
        self._unanswered.add(question.key)
        return False

    def play_response(self, request: Request) -> Any:
        """Return the reply that the file has, which costs nothing again."""
        paid_before.set(True)
        return super().play_response(request)

    def _load(self) -> None:
        super()._load()
        self._loading, self.rewound = False, True

    def _take(self, news: Iterable[Interaction]) -> None:
        self._loading = True
        requests, responses = _Read(news).load_cassette("", None)
        for request, response in zip(requests, responses, strict=True):
            self.append(request, response)
        self._loading = False

    def _save(self, force: bool = False) -> None:  # noqa: ARG002  # VCR's names
        asked = {question.key for question in self._asked}
        loaded = [(interaction, _question(interaction)) for interaction in self._recorder.loaded]
        gone = find_outdated((question for _, question in loaded), self._asked) if self.complete else set()
        played = [interaction for interaction, question in loaded if question.key in asked]
        self._recorder.finish(
            [*played, *self._added],
            [interaction for interaction, question in loaded if question.key in gone],
            self._about if self.complete and self._names_another(bool(self._added)) else None,
        )

    def _names_another(self, added: bool) -> bool:
        return bool(self._asked) and (added or self._recorder.model != self._about["model"])


def _question(interaction: Interaction) -> Question:
    return parse_question(with_text_bodies(interaction)["request"].get("body"))


def _interaction(request: Request, response: dict[str, Any]) -> Interaction:
    """Convert to the interaction that VCR writes."""
    content = serialize({"requests": [request], "responses": [copy.deepcopy(response)]}, _AsItIs)
    return with_parsed_bodies(content["interactions"][0])


def _with_reason(interaction: Interaction) -> Interaction:
    """Add a reason to the status, and make lists of headers, as VCR expects them."""
    response = interaction["response"]
    headers = {name: [value] if isinstance(value, str) else value for name, value in response["headers"].items()}
    status = {"message": None, **response["status"]}
    return {**interaction, "response": {**response, "headers": headers, "status": status}}


class _AsItIs:
    """VCR's serializer interface without serialization."""

    @staticmethod
    def deserialize(content: Any) -> Any:
        return content

    @staticmethod
    def serialize(content: Any) -> Any:
        return content


class _Readable:
    """VCR's serializer for cassettes of its own: JSON bodies as YAML mappings."""

    @staticmethod
    def deserialize(text: str) -> Any:
        content = load_trusted(drop_torn_addition(text.encode()).decode())
        content.pop(ABOUT, None)  # pytest-recording cannot take VCR's metadata
        return {**content, "interactions": [with_text_bodies(interaction) for interaction in content["interactions"]]}

    @staticmethod
    def serialize(content: dict[str, Any]) -> str:
        interactions = [with_parsed_bodies(interaction) for interaction in content["interactions"]]
        written = {"version": content["version"], ABOUT: content.get("metadata"), "interactions": interactions}
        return dump_cassette(written).decode()
