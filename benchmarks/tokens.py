"""How far the token estimate is off, beside two true vocabularies (`pip install rs-bpe`, which carries them).

Texts: the seed articles, the replies to them, what is sent with each, and the passages of `tests/tokens.toml`, where
the true counts are written again.
"""

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import mean

import yaml

from summarizer.llm.prompts import extraction_messages
from summarizer.llm.tokens import estimate_tokens
from summarizer.records.article import make_article
from summarizer.schemas import EVENT_TYPES, reply_schema

ROOT = Path(__file__).parents[1]
COUNTS = ROOT / "tests" / "tokens.toml"


def vocabularies() -> dict[str, Callable[[str], int]]:
    """How many tokens a text is in each."""
    openai = import_module("rs_bpe.bpe").openai
    names = {"o200k": openai.o200k_base(), "cl100k": openai.cl100k_base()}
    return {name: lambda text, v=vocabulary: len(v.encode(text)) for name, vocabulary in names.items()}  # type: ignore[misc]  # mypy takes no default in a lambda


@dataclass(frozen=True)
class Text:
    """One text that is measured; `known` is how `tests/tokens.toml` has it, None where it is not there."""

    group: str
    text: str
    known: dict[str, str] | None = None


def texts() -> Iterator[Text]:
    """Everything that is measured."""
    for path in sorted((ROOT / "seeds").glob("0*")):
        yield Text("seed articles", path.read_text(encoding="utf-8"), {"file": f"seeds/{path.name}"})
    cassette = yaml.safe_load((ROOT / "cassettes" / "seeds.yaml").read_text(encoding="utf-8"))
    for one in cassette["interactions"]:
        yield Text("replies", one["response"]["parsed_body"]["choices"][0]["message"]["content"])
    yield Text("instructions", extraction_messages(make_article("x"), EVENT_TYPES)[0]["content"])
    yield Text("schema", json.dumps(reply_schema(EVENT_TYPES), ensure_ascii=False))
    for passage in tomllib.loads(COUNTS.read_text(encoding="utf-8"))["text"]:
        if "name" in passage:
            known = {name: passage[name] for name in ("name", "script", "text")}
            yield Text(passage["name"], passage["text"], known)


def main() -> None:
    """Print the estimate as a share of each true count, and write the counts again."""
    counts = vocabularies()
    shares: dict[str, list[list[float]]] = {}
    written = []
    for one in texts():
        guess = estimate_tokens(one.text)
        true = {name: count(one.text) for name, count in counts.items()}
        share = [part / count for count in true.values() for part in (guess.likely, guess.most)]
        shares.setdefault(one.group, []).append(share)
        if one.known:
            written.append(_entry({**one.known, **true}))
    print(f"{'':20}{'texts':>6}" + "".join(f"{name + ' ' + of:>20}" for name in counts for of in ("likely", "at most")))
    for group, rows in shares.items():
        print(f"{group:20}{len(rows):6}" + "".join(f"{_range(each):>20}" for each in zip(*rows, strict=True)))
    COUNTS.write_text("\n".join(written), encoding="utf-8")


def _range(shares: Sequence[float]) -> str:
    ends = f" ({min(shares):.2f}-{max(shares):.2f})" if len(shares) > 1 else ""
    return f"{mean(shares):.2f}{ends}"


def _entry(known: Mapping[str, str | int]) -> str:
    return "[[text]]\n" + "".join(
        f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in known.items()
    )


if __name__ == "__main__":
    main()
