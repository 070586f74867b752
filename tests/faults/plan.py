"""Which fault each request of an article meets: drawn from a seed, the article's number and the attempt's."""

import dataclasses
import json
import random
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

TRUE = "true"

# What may pass when the same request is sent again.
TRANSPORT = (
    "429",
    "429_seconds",
    "429_date",
    "429_ms",
    "500",
    "502_html",
    "503",
    "503_seconds",
    "reset",
    "reset_in_head",
    "reset_in_body",
    "refused",
    "hang",
    "drip",
    "cut_json",
    "html",
)
# What came whole and is no answer, or a wrong one: worth another question, but not many.
CONTENT = ("no_choices", "empty", "malformed", "wrong_schema", "invented")
# What is as good as the plain reply.
HARMLESS = ("no_usage", "fenced", "trickle")
# What no retry mends.
LASTING = ("400", "refusal", "filter", "length", "other", "endless")
# What ends a run.
ENDING = ("401",)

KINDS = (TRUE, *TRANSPORT, *CONTENT, *HARMLESS, *LASTING, *ENDING)
# Whole chat completions with something in them: what was paid for, and must never be asked for again once it is kept.
PAID = (TRUE, "malformed", "wrong_schema", "invented", *HARMLESS, "refusal", "filter", "length", "other")


@dataclass(frozen=True)
class Plan:
    """What an endpoint plays.

    A share `lasting_rate` of the articles meets one kind of `lasting` at every attempt. Each attempt of the others meets
    a kind of `passing` with probability `rate`, until the article has had `most` of them, of which one at most is of
    `CONTENT`; then it gets the true reply. Both map a kind to its weight. `given` sets single articles: the kinds of
    their first attempts, after which comes the true reply, or, if `forever` is set, the last kind again.
    """

    seed: int = 0
    rate: float = 0.0
    passing: dict[str, float] = field(default_factory=dict)
    most: int = 2
    lasting_rate: float = 0.0
    lasting: dict[str, float] = field(default_factory=dict)
    given: dict[int, tuple[str, ...]] = field(default_factory=dict)
    forever: bool = False

    def kind(self, article: int, attempt: int) -> str:
        """What the article's attempt of this number (from 0) meets."""
        faults = self.faults(article)
        if attempt < len(faults):
            return faults[attempt]
        return faults[-1] if self.lasts(article) else TRUE

    def faults(self, article: int) -> tuple[str, ...]:
        """The article's faults, one for each of its first attempts."""
        return self._of(article)[0]

    def lasts(self, article: int) -> bool:
        """Whether the last of the article's faults comes at every further attempt."""
        return self._of(article)[1]

    def without_passing(self) -> "Plan":
        """The same lasting faults and no others."""
        return dataclasses.replace(self, rate=0.0)

    @cached_property
    def _known(self) -> dict[int, tuple[tuple[str, ...], bool]]:
        return {article: (kinds, self.forever) for article, kinds in self.given.items()}

    def _of(self, article: int) -> tuple[tuple[str, ...], bool]:
        if article not in self._known:
            self._known[article] = self._draw(random.Random(f"{self.seed} {article}"))
        return self._known[article]

    def _draw(self, rng: random.Random) -> tuple[tuple[str, ...], bool]:
        if rng.random() < self.lasting_rate:
            return _choice(rng, self.lasting), True
        drawn: tuple[str, ...] = ()
        weights = dict(self.passing)
        while weights and len(drawn) < self.most and rng.random() < self.rate:
            drawn += _choice(rng, weights)
            if drawn[-1] in CONTENT:
                weights = {kind: weight for kind, weight in weights.items() if kind not in CONTENT}
        return drawn, False


def _choice(rng: random.Random, weights: dict[str, float]) -> tuple[str]:
    return (rng.choices(list(weights), list(weights.values()))[0],)


def write_plans(path: Path, plans: dict[str, Plan]) -> None:
    """Plans by the name of the model that is asked."""
    path.write_text(json.dumps({model: dataclasses.asdict(plan) for model, plan in plans.items()}), encoding="utf-8")


def read_plans(path: Path) -> dict[str, Plan]:
    """What `write_plans` wrote."""
    return {model: _plan(fields) for model, fields in json.loads(path.read_text(encoding="utf-8")).items()}


def _plan(fields: dict[str, object]) -> Plan:
    given = {int(article): tuple(kinds) for article, kinds in dict(fields.pop("given")).items()}  # type: ignore[call-overload]  # JSON
    return Plan(**fields, given=given)  # type: ignore[arg-type]  # JSON
