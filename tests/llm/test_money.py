"""What a run costs: prices, what it is foretold to cost, and a budget that it does not pass."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from summarizer import Settings, Summary, summarize
from summarizer.cli import main
from summarizer.cli.exits import EXIT_CODES
from summarizer.errors import BudgetError, UsageError
from summarizer.llm.budget import Budget
from summarizer.llm.client import Client
from summarizer.llm.prices import Price, find_price
from summarizer.llm.prompts import extraction_messages
from summarizer.llm.replies import CachedReply
from summarizer.llm.tokens import TokenEstimate
from summarizer.pipeline.forecast import forecast_run
from summarizer.pipeline.run import Run
from summarizer.records.article import make_article
from summarizer.records.usage import Usage
from summarizer.schemas import EVENT_TYPES, reply_model

from ..helpers.commandline import call
from ..helpers.endpoint import Answer, Endpoint, Request, completion, endpoint, events, invented_event
from ..helpers.kept import Kept

ROOT = Path(__file__).parents[2]
TEXTS = [f"Town {n} was shelled and 3 people were killed." for n in range(12)]
LISTED = '[[list]]\n[list.models]\n"loopback" = { input = 10.0, cached = 1.0, output = 100.0 }\n'
COST = (100 * 10 + 10 * 100) / 1_000_000  # of one of the endpoint's replies, at these prices: $0.002


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A user's list of prices."""
    path = tmp_path / "prices.toml"
    path.write_text(LISTED)
    return path


def reply(request: Request, _: int = 0) -> Answer:
    """One event that the article bears out."""
    town = int(request["messages"][-1]["content"].split("Town ")[1].split()[0])
    return Answer(completion(events(invented_event(town))))


OPENAI = "https://api.openai.com/v1"


@pytest.mark.parametrize(
    ("url", "model", "dollars"),
    [
        # USD for a million tokens of input and output, as the providers' own price pages list them.
        pytest.param(OPENAI, "gpt-4o", (2.5, 10), id="a model of OpenAI"),
        pytest.param(OPENAI, "gpt-4.1-mini", (0.4, 1.6), id="a smaller one"),
        pytest.param(OPENAI, "gpt-5-nano", (0.05, 0.4), id="the smallest"),
        pytest.param(OPENAI, "o4-mini", (1.1, 4.4), id="one that reasons"),
        pytest.param("https://API.openai.com:443/v1/", "GPT-4o", (2.5, 10), id="in other letters, with a port"),
        pytest.param("https://user:word@api.openai.com/v1?a=b", "gpt-4o", (2.5, 10), id="with a password and a query"),
        pytest.param(OPENAI, "gpt-4o-2024-08-06", (2.5, 10), id="with a date"),
        pytest.param(OPENAI, "gpt-4o-2024-05-13", (5, 15), id="with a date that has a price of its own"),
        pytest.param(OPENAI, "gpt-4o-mini", (0.15, 0.6), id="a longer name"),
        pytest.param(OPENAI, "gpt-4o-mini-2024-07-18", (0.15, 0.6), id="a longer name with a date"),
        pytest.param(OPENAI, "gpt-4o-2030-01-31", (2.5, 10), id="with a date after the list was made"),
        pytest.param("https://api.deepseek.com", "deepseek-chat", (0.27, 1.1), id="DeepSeek, at its dearest hour"),
        pytest.param("https://api.deepseek.com/v1", "deepseek-chat", (0.27, 1.1), id="DeepSeek with a path"),
        pytest.param("https://api.mistral.ai/v1", "mistral-small-latest", (0.15, 0.6), id="Mistral"),
        pytest.param("https://api.anthropic.com/v1/", "claude-sonnet-4-5", (3, 15), id="Anthropic"),
        pytest.param("https://api.groq.com/openai/v1", "llama-3.3-70b-versatile", (0.59, 0.79), id="Groq"),
        pytest.param("https://api.x.ai/v1", "grok-3", (3, 15), id="xAI"),
        pytest.param(
            "https://generativelanguage.googleapis.com/v1beta/openai/", "gemini-2.5-flash", (0.3, 2.5), id="Google"
        ),
        pytest.param("https://openrouter.ai/api/v1", "openai/gpt-4o-mini", (0.15, 0.6), id="OpenRouter"),
        pytest.param("https://mine.openai.azure.com/openai/v1", "gpt-4o", (2.5, 10), id="Azure"),
        pytest.param("https://api.perplexity.ai", "sonar", None, id="with a fee for each request besides its tokens"),
        pytest.param("https://api.deepseek.com", "gpt-4o", None, id="a model at an endpoint that does not sell it"),
        pytest.param(OPENAI, "gpt-4o-minimal", None, id="another model with the same beginning"),
        pytest.param(OPENAI, "gpt", None, id="only the beginning of a name"),
        pytest.param(OPENAI, "ft:gpt-4o:mine", None, id="a model of one's own"),
        pytest.param(OPENAI, "text-embedding-3-small", None, id="a model that writes nothing"),
        pytest.param(OPENAI, "", None, id="no name"),
        pytest.param("http://localhost:8000/v1", "gpt-4o", None, id="the same name on a local endpoint"),
        pytest.param("https://api.openai.com.example.org/v1", "gpt-4o", None, id="a host that begins as another's"),
        pytest.param("https://example.org/https://api.openai.com/v1", "gpt-4o", None, id="a path that names another"),
        pytest.param("https://[::1]:8000/v1", "gpt-4o", None, id="an address of this machine"),
    ],
)
def test_the_price_of_a_model(url: str, model: str, dollars: tuple[float, float] | None) -> None:
    """Known for the models that are listed, where they are sold; else unknown, which is not nothing."""
    price = find_price(model, url)
    assert (None if price is None else (price.input, price.output)) == dollars


def test_a_local_server_that_the_environment_names_has_no_list_price(monkeypatch: pytest.MonkeyPatch) -> None:
    """The price is that of the endpoint which is asked, whoever named it."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:8000/v1")
    with pytest.raises(UsageError, match="--prices"):
        Client(Settings(model="gpt-4o", api_key="k", budget=1.0))


@pytest.mark.parametrize(
    ("url", "model", "prompt", "cached", "written", "dollars"),
    [
        # Claude Sonnet 4.5: 3 USD, 0.30 from the cache, 3.75 into it; above 200,000 tokens twice as much.
        pytest.param("https://api.anthropic.com", "claude-sonnet-4-5", 1000, 0, 0, 1000 * 3, id="fresh input"),
        pytest.param("https://api.anthropic.com", "claude-sonnet-4-5", 1000, 1000, 0, 1000 * 0.3, id="from the cache"),
        pytest.param("https://api.anthropic.com", "claude-sonnet-4-5", 1000, 0, 1000, 1000 * 3.75, id="into the cache"),
        pytest.param("https://api.anthropic.com", "claude-sonnet-4-5", 300_000, 0, 0, 300_000 * 6, id="a long request"),
        # GPT-4o: 2.50 USD, 1.25 from the cache, nothing besides for what goes into it.
        pytest.param(OPENAI, "gpt-4o", 1000, 400, None, 600 * 2.5 + 400 * 1.25, id="no price for writing the cache"),
    ],
)
def test_list_prices_of_the_cache_and_of_long_requests(
    url: str, model: str, prompt: int, cached: int, written: int | None, dollars: float
) -> None:
    """A list price is more than two numbers."""
    price = find_price(model, url)
    assert price is not None
    cost = price.cost(Usage(prompt_tokens=prompt, cached_tokens=cached), written)
    assert cost == pytest.approx(dollars / 1_000_000)


@pytest.mark.parametrize(
    ("usage", "cost"),
    [
        pytest.param({"cost": 0.0123}, 0.0123, id="a number of USD (OpenRouter)"),
        pytest.param({"cost": 0}, 0, id="a reply that costs nothing"),
        pytest.param({"cost": {"total_cost": 0.5, "request_cost": 0.1}}, 0.5, id="a breakdown (Perplexity)"),
        pytest.param(
            {"cost": 0.01, "is_byok": True, "cost_details": {"upstream_inference_cost": 0.2}},
            0.21,
            id="a fee, and what the provider takes by the user's own key",
        ),
        pytest.param(
            {"cost": 0.01, "is_byok": False, "cost_details": {"upstream_inference_cost": 0.01}},
            0.01,
            id="what the provider takes is in the price",
        ),
        pytest.param({}, COST, id="not stated"),
        pytest.param({"cost": None}, COST, id="null"),
        pytest.param({"cost": -1}, COST, id="less than nothing"),
        pytest.param({"cost": "0.01"}, COST, id="a text"),
        pytest.param({"cost": True}, COST, id="yes"),
        pytest.param({"cost": 1e30}, COST, id="more than a reply can cost"),
        pytest.param({"cost": 10**400}, COST, id="more than a float can hold"),
        pytest.param({"cost": {}}, COST, id="a breakdown without a total"),
        pytest.param({"cost": [1]}, COST, id="a list"),
        pytest.param({"cost": 0.01, "is_byok": True, "cost_details": {}}, COST, id="half of the bill"),
    ],
)
def test_what_the_endpoint_charged_comes_before_any_price(
    listed: Path, tmp_path: Path, usage: dict[str, Any], cost: float
) -> None:
    """It is the bill; where it makes no sense, the tokens are priced. A replay of the recording costs the same."""

    def script(request: Request, _: int) -> Answer:
        answer = reply(request)
        answer.body["usage"] |= usage
        return answer

    cassette = tmp_path / "c.yaml"
    with endpoint(script) as server:
        live = run(server, TEXTS[:1], prices=listed, record=cassette)
    assert live.usage.cost == pytest.approx(cost)
    assert summarize(TEXTS[:1], settings=Settings(replay=cassette, prices=listed)).usage.cost == live.usage.cost


def test_a_stated_cost_needs_no_price() -> None:
    """At an endpoint that nobody lists; without one the cost is unknown."""

    def script(request: Request, _: int) -> Answer:
        answer = reply(request)
        answer.body["usage"]["cost"] = 0.25
        return answer

    with endpoint(script) as server:
        assert run(server, TEXTS[:2]).usage.cost == pytest.approx(0.5)


def test_a_users_prices_come_first(tmp_path: Path) -> None:
    """They hold at every endpoint unless they name one; what they do not name is as it was."""
    path = tmp_path / "prices.toml"
    path.write_text(
        '[[list]]\nas_of = 2026-01-01\npage = "our contract"\n[list.models]\n"gpt-4o" = { input = 1, output = 2 }\n'
        '"qwen3:14b" = { input = 0, output = 0 }\n'
        '[[list]]\nendpoint = "here"\n[list.models]\n"llama" = { input = 3, output = 4 }\n'
    )

    def price(model: str, url: str = OPENAI) -> tuple[float, float] | None:
        found = find_price(model, url, path)
        return (found.input, found.output) if found else None

    assert price("gpt-4o-2024-08-06") == price("gpt-4o", "http://localhost/v1") == (1, 2)
    assert price("qwen3:14b", "http://localhost/v1") == (0, 0)
    assert price("llama", "http://here:80/v1") == (3, 4)
    assert price("llama", "http://there/v1") is None
    assert price("gpt-4o-mini") == (0.15, 0.6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "list"),
        ("not TOML", "no TOML"),
        ("[[list]]\n[list.models]\nm = { input = -1, output = 1 }", "input"),
        ("[[list]]\n[list.models]\nm = { input = 1 }", "output"),
        ("[[list]]\n[list.models]\nm = { input = nan, output = 1 }", "input"),
        ("[[list]]\n[list.models]\nm = { input = 1, output = 1, cashed = 1 }", "cashed"),
        ("[[list]]\n[list.models]\nm = 3", "m"),
        ("x = " + "[" * 5000, "no TOML"),
    ],
)
def test_what_is_no_list_of_prices_is_refused_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    """With the file and the place; so is a file that is not there."""
    path = tmp_path / "prices.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=said) as raised:
        find_price("m", OPENAI, path)
    assert str(raised.value).startswith(str(path))
    assert "\n" not in str(raised.value)
    with pytest.raises(UsageError, match="no file"):
        find_price("m", OPENAI, tmp_path / "missing.toml")


SOL = Price.model_validate(
    {"input": 2, "cached": 0.1, "output": 10, "cache_write": 2.5, "long": {"over": 1000, "input": 2, "output": 1.5}}
)


@pytest.mark.parametrize(
    ("price", "prompt", "cached", "written", "completion", "dollars"),
    [
        pytest.param(SOL, 100, 0, 0, 10, 100 * 2 + 10 * 10, id="input and output"),
        pytest.param(SOL, 100, 60, 0, 10, 40 * 2 + 60 * 0.1 + 10 * 10, id="input from the cache"),
        pytest.param(SOL, 100, 60, 40, 10, 40 * 2.5 + 60 * 0.1 + 10 * 10, id="input into the cache"),
        pytest.param(SOL, 100, 60, None, 10, 40 * 2.5 + 60 * 0.1 + 10 * 10, id="what is not said counts as dear"),
        pytest.param(SOL, 1000, 0, 0, 10, 1000 * 4 + 10 * 15, id="a long request costs more"),
        pytest.param(Price(input=2, output=10), 100, 60, None, 10, 100 * 2 + 10 * 10, id="no price for the cache"),
        pytest.param(SOL, 100, 900, 0, 0, 900 * 0.1, id="more cached than there is"),
    ],
)
def test_what_tokens_cost(
    price: Price, prompt: int, cached: int, written: int | None, completion: int, dollars: float
) -> None:
    """USD for a million of each kind."""
    spent = Usage(prompt_tokens=prompt, cached_tokens=cached, completion_tokens=completion)
    assert price.cost(spent, written) == pytest.approx(dollars / 1_000_000)


def run(server: Endpoint, texts: list[str] = TEXTS, **settings: Any) -> Summary:
    return summarize(texts, settings=Settings(model="loopback", base_url=server.url, **settings))


def test_a_run_tells_its_cost_by_model(listed: Path) -> None:
    """What each reply took at these prices, and the same by model."""
    with endpoint(reply) as server:
        usage = run(server, prices=listed).usage
    assert usage.cost == pytest.approx(12 * COST)
    (row,) = usage.by_model
    assert (row.model, row.requests, row.attempts, row.stored, row.failed) == ("loopback", 12, 12, 0, 0)
    assert (row.prompt_tokens, row.completion_tokens, row.cost) == (1200, 120, usage.cost)


@pytest.mark.parametrize("without", ["price", "usage"])
def test_an_unknown_cost_is_not_nothing(listed: Path, without: str) -> None:
    """Without a price, or where one reply of twelve does not say what it took."""

    def script(request: Request, number: int) -> Answer:
        answer = reply(request)
        if without == "usage" and number == 5:
            del answer.body["usage"]
        return answer

    with endpoint(script) as server:
        usage = run(server, prices=None if without == "price" else listed).usage
    assert usage.cost is None
    assert usage.by_model[0].cost is None
    assert usage.requests == 12


def test_reports_of_before_can_still_be_read() -> None:
    """What they do not say is unknown."""
    old = {"model": "m", "requests": 3, "attempts": 4, "failed": 1}
    usage = Summary.model_validate({"digest": "", "articles": [], "incidents": [], "findings": [], "usage": old}).usage
    assert (usage.requests, usage.cost, usage.stored, usage.by_model) == (3, None, 0, ())


@pytest.mark.parametrize("concurrency", [1, 12])
@pytest.mark.parametrize("affordable", [0, 1, 5, 12])
def test_a_budget_is_not_passed_and_is_used(listed: Path, concurrency: int, affordable: int) -> None:
    """As many requests are sent as are sure to fit, however many are under way; the others are not read, and say why."""
    most = _most_for_one(listed)
    budget = affordable and (affordable - 1) * COST + most
    with endpoint(lambda request, _: Answer(reply(request).body, delay=0.05)) as server:
        summary = run(server, prices=listed, budget=budget, max_tokens=50, concurrency=concurrency)
    assert len(server.requests) == affordable
    assert summary.usage.cost is not None
    assert summary.usage.cost == pytest.approx(affordable * COST)
    assert (summary.usage.unread, summary.usage.failed) == (12 - affordable, 0)
    errors = [record.error for record in summary.articles if record.error]
    assert len(errors) == 12 - affordable
    assert all(error.startswith("not read: the budget of $") and "\n" not in error for error in errors)
    assert all(request["max_completion_tokens"] == 50 for request in server.requests)


def _most_for_one(listed: Path) -> float:
    """The most that one of the requests can cost, as the ledger reckons it: a little more than the largest of them."""
    client = Client(Settings(model="loopback", base_url="http://x", max_tokens=50))
    kind = reply_model(EVENT_TYPES)
    tokens = max(client.tokens(extraction_messages(make_article(text), EVENT_TYPES), kind).most for text in TEXTS)
    price = find_price("loopback", OPENAI, listed)
    assert price
    return price.cost(Usage(prompt_tokens=tokens, completion_tokens=50)) + 1e-9


class _Books:
    """A ledger at $1 for a million tokens of input and $1 for one of output."""

    def __init__(self, limit: float, max_tokens: int | None = 100) -> None:
        self.budget = Budget(limit / 1_000_000, Price(input=1, output=1), max_tokens)

    async def hold(self, tokens: int) -> Any:
        async with asyncio.timeout(5) as limit:
            return await self.budget.reserve(TokenEstimate(0, tokens), limit)


def test_who_does_not_fit_waits_for_what_is_under_way() -> None:
    """Two of 500 fit into 1,100; the third is sent when the first turns out to have cost 50, and not before."""

    async def go() -> list[bool]:
        books = _Books(1100)
        first, _ = await books.hold(400), await books.hold(400)
        third = asyncio.ensure_future(books.hold(400))
        await asyncio.sleep(0.02)
        found = [third.done()]
        first.cost = 50 / 1_000_000
        books.budget.settle(first)
        await asyncio.sleep(0.02)
        return [*found, third.done()]

    assert asyncio.run(go()) == [False, True]


def test_what_may_have_been_charged_is_spent() -> None:
    """A reply that never came may have cost all that was set aside; one that was refused cost nothing."""

    async def go() -> list[float]:
        books = _Books(1000)
        refused, lost = await books.hold(100), await books.hold(300)
        refused.cost, lost.cost = 0.0, None
        books.budget.settle(refused)
        books.budget.settle(lost)
        with pytest.raises(BudgetError, match=r"\$0\.0004 of it for replies that never came"):
            await books.hold(501)
        await books.hold(499)
        return [books.budget.spent * 1_000_000, books.budget.lost * 1_000_000]

    assert asyncio.run(go()) == pytest.approx([400, 400])


def test_without_a_limit_a_reply_is_reckoned_at_4000_tokens_or_twice_the_largest() -> None:
    """A reply of 3,000 tokens raises what the next is reckoned to have at most to 6,000."""

    async def go() -> list[float]:
        books = _Books(100_000, max_tokens=None)
        first = await books.hold(0)
        books.budget.settle(first, output=3000)
        return [round(hold.amount * 1_000_000) for hold in (first, await books.hold(0))]

    assert asyncio.run(go()) == [4000, 6000]


@pytest.mark.parametrize(
    ("answer", "lost"),
    [
        pytest.param(Answer({}, status=500), False, id="an error that costs nothing"),
        pytest.param(Answer({}, status=504), True, id="a gateway that gave up waiting for the model"),
        pytest.param(Answer(None, cut=True), True, id="a connection lost after the request was sent"),
        pytest.param(Answer(b"<html>"), True, id="a page in the place of a reply"),
        pytest.param(Answer({}, delay=5), True, id="an answer that did not come in time"),
    ],
)
def test_failed_attempts_count_as_what_they_may_have_cost(listed: Path, answer: Answer, lost: bool) -> None:
    """With money for one request at most, a second attempt is made only if the first was free."""
    limits: dict[str, Any] = {"budget": _most_for_one(listed), "max_tokens": 50, "attempt_timeout": 0.5}
    with endpoint(lambda request, number: reply(request) if number else answer) as server:
        summary = run(server, TEXTS[:1], prices=listed, **limits)
    (record,) = summary.articles
    assert len(server.requests) == (1 if lost else 2)
    assert (record.status, summary.usage.unread) == (("failed", 1) if lost else ("ok", 0))


def test_what_is_stored_is_read_without_money(listed: Path) -> None:
    """With a budget of nothing; what is not stored is not sent."""
    store = Kept()

    async def ask(url: str, text: str, **settings: Any) -> Usage:
        usage = Usage()
        async with Client(Settings(model="loopback", base_url=url, prices=listed, **settings), store) as client:
            await client.ask(extraction_messages(make_article(text), EVENT_TYPES), reply_model(EVENT_TYPES), usage)
        return usage

    with endpoint(reply) as server:
        paid = asyncio.run(ask(server.url, TEXTS[0]))
        free = asyncio.run(ask(server.url, TEXTS[0], budget=0.0))
        with pytest.raises(BudgetError):
            asyncio.run(ask(server.url, TEXTS[1], budget=0.0))
    assert len(server.requests) == 1
    assert paid.cost == pytest.approx(COST)
    assert free.cost == 0
    assert store.replies[paid.keys[0]].usage.cost == paid.cost


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"budget": 1.0, "model": "mine", "base_url": "http://x"}, "--prices"),
        ({"budget": 1.0, "model": "gpt-4o", "base_url": "http://x"}, "--prices"),
        ({"budget": -1.0}, "budget"),
        ({"budget": float("nan")}, "budget"),
        ({"budget": float("inf")}, "budget"),
        ({"budget": 1.0, "replay": Path("x")}, "--replay"),
        ({"rpm": 0}, "--rpm"),
        ({"tpm": -5}, "--tpm"),
        ({"max_tokens": 0}, "--max-tokens"),
        ({"attempt_timeout": 0.0}, "attempt"),
    ],
)
def test_settings_that_cannot_work_are_refused(settings: dict[str, Any], said: str) -> None:
    """In one line that names the option."""
    with pytest.raises(UsageError, match=said) as raised:
        Client(Settings(**settings))
    assert "\n" not in str(raised.value)


def test_what_is_foretold_is_what_is_asked(listed: Path) -> None:
    """As many requests as are sent, the tokens of exactly these, and nothing for what is stored; nothing is sent."""
    store, articles = Kept(), [make_article(text) for text in TEXTS]
    settings = Settings(model="loopback", base_url="http://127.0.0.1:9/v1", prices=listed)
    first = forecast_run(articles, Run(settings=settings), store)
    assert (first.requests, first.stored) == (12, 0)
    client = Client(settings)
    kind = reply_model(EVENT_TYPES)
    tokens = [client.tokens(extraction_messages(one, EVENT_TYPES), kind) for one in articles]
    assert first.input.likely == sum(one.likely for one in tokens)
    assert first.input.most == sum(one.most for one in tokens)
    assert first.output == sorted(first.output)
    assert first.cost is not None
    assert first.cost == sorted(first.cost)
    assert first.cost[0] == pytest.approx((10 * first.input.likely + 100 * first.output[0]) / 1_000_000)
    for one in articles[:5]:
        key = client.key(extraction_messages(one, EVENT_TYPES), kind)
        asyncio.run(_kept(store, key))
    second = forecast_run(articles, Run(settings=settings), store)
    assert (second.requests, second.stored) == (12, 5)
    assert second.input.most == sum(one.most for one in tokens[5:])
    assert forecast_run(articles, Run(settings=Settings(model="mine"))).cost is None


async def _kept(store: Kept, key: str) -> None:
    await store.claim(key)
    await store.keep(key, CachedReply(b"{}", "loopback", "extract", Usage(), 0.1))


@pytest.mark.parametrize(
    ("options", "cost"),
    [
        pytest.param(("--model", "loopback"), "unknown: no price of loopback", id="without a price"),
        pytest.param(
            ("--model", "loopback", "--prices", "PRICES", "--budget", "1"), "$", id="with a price and a budget"
        ),
        pytest.param(("--model", "builtin"), None, id="by rules, which cost nothing"),
    ],
)
def test_a_dry_run_sends_nothing(
    listed: Path, options: tuple[str, ...], cost: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what would be sent, and needs no key."""
    given = [str(listed) if option == "PRICES" else option for option in options]
    with endpoint(reply) as server:
        assert main(["run", str(ROOT / "seeds"), "--base-url", server.url, "--dry-run", *given]) == 0
        assert not server.requests
    said = capsys.readouterr()
    assert said.err == ""
    lines = dict(line.split(maxsplit=1) for line in said.out.splitlines())
    assert lines["articles"].startswith("21")
    if cost is None:
        assert "nothing to send" in lines["articles"]
    else:
        assert lines["requests"] == "21, one for each article"
        assert lines["cost"].startswith(cost)


def test_a_run_that_stops_at_its_budget_says_so_and_goes_on_with_more(listed: Path, tmp_path: Path) -> None:
    """Exit code 4, one line, and a report of what was done; what was paid for is not asked about again."""
    folder, store = tmp_path / "articles", tmp_path / "store.sqlite"
    folder.mkdir()
    for n, text in enumerate(TEXTS):
        (folder / f"{n}.txt").write_text(text)
    options = ("--prices", str(listed), "--max-tokens", "50", "--store", str(store), "--format", "json")
    with endpoint(reply) as server:
        asked = ("run", str(folder), "--model", "loopback", "--base-url", server.url, *options)
        ran = call(*asked, "--budget", str(_most_for_one(listed)), "--fail-on", "conflict")
        assert len(server.requests) == 1
        foretold = call(*asked, "--dry-run")
        rest = call(*asked, "--budget", "10")
        assert len(server.requests) == 12
    assert ran.returncode == 4, ran.stderr
    (line,) = ran.stderr.splitlines()
    assert line.startswith("summarizer: not read: the budget of $")
    assert "11 of 12 articles not read" in line
    document = json.loads(ran.stdout)
    assert [record["status"] for record in document["articles"]].count("ok") == 1
    assert (document["usage"]["unread"], document["usage"]["failed"]) == (11, 0)
    assert "12, one for each article, 1 of them answered already" in foretold.stdout
    assert (rest.returncode, json.loads(rest.stdout)["usage"]["unread"]) == (0, 0)
    assert "\n  4    stopped at the budget" in EXIT_CODES
