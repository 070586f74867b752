"""A run's budget: no request is sent that could take it over."""

import asyncio
from dataclasses import dataclass
from typing import Final

from ..errors import BudgetError
from ..records.usage import Usage
from .pacing import standing_still
from .prices import Price
from .tokens import Estimate

_OUTPUT: Final = 4000  # tokens that a reply is reckoned to have at most, until one has more than half of that


@dataclass
class Hold:
    """USD set aside for one request; `cost` is what became of it, None where it may have cost all of that."""

    amount: float
    cost: float | None = 0.0


class Ledger:
    """What is spent and what is set aside. A request that fits is sent; another waits for room, or ends the run.

    The most that a request can cost is reckoned from the most tokens that it can have (`tokens.estimate`),
    and `max_tokens` for its reply: without these, twice the largest reply so far, at least 4,000.
    """

    def __init__(self, limit: float | None, price: Price | None, max_tokens: int | None = None) -> None:
        self._limit = limit
        self._price = price
        self._max_tokens = max_tokens
        self._largest = 0
        self._held = 0.0
        self._settled = asyncio.Event()
        self.spent = 0.0
        self.lost = 0.0  # of what is spent: for replies that never came, and may have been charged

    async def hold(self, tokens: Estimate, limit: asyncio.Timeout) -> Hold:
        """Set aside the most that a request of so many tokens can cost, as soon as there is room for it.

        The time limit stands still meanwhile. Raises BudgetError if what is spent already leaves no room.
        """
        if self._limit is None or self._price is None:
            return Hold(0.0)
        while self.spent + self._held + (amount := self._most(self._price, tokens)) > self._limit:
            if self.spent + amount > self._limit:
                raise BudgetError(self._said(amount))
            self._settled.clear()
            with standing_still(limit):
                await self._settled.wait()
        self._held += amount
        return Hold(amount)

    def settle(self, hold: Hold, output: int = 0) -> None:
        """A request has ended; `output` is the tokens of its reply."""
        self._held -= hold.amount
        self._largest = max(self._largest, output)
        if hold.cost is None:
            self.lost += hold.amount
        self.spent += hold.amount if hold.cost is None else hold.cost
        self._settled.set()

    def _most(self, price: Price, tokens: Estimate) -> float:
        output = self._max_tokens or max(_OUTPUT, 2 * self._largest)
        return price.cost(Usage(prompt_tokens=tokens.most, completion_tokens=output))

    def _said(self, amount: float) -> str:
        lost = f" (${self.lost:.4f} of it for replies that never came)" if self.lost else ""
        return (
            f"not read: the budget of ${self._limit:g} allows no further request, with ${self.spent:.4f} spent{lost} "
            f"and up to ${amount:.4f} for the next: raise --budget, or lower --max-tokens"
        )
