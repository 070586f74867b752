"""Spending limit of a run: a request that could pass it is not sent."""

import asyncio
from dataclasses import dataclass
from typing import Final

from ..errors import BudgetError
from ..records.usage import Usage
from .prices import Price
from .rate_limiter import pause_timeout
from .tokens import TokenEstimate

_OUTPUT: Final = 4000  # tokens reserved for a reply, until one has more than half of that


@dataclass
class Reservation:
    """USD reserved for one request; `cost` is the amount charged, None if it may have been all of it."""

    amount: float
    cost: float | None = 0.0


class Budget:
    """The amounts spent and reserved, in USD. A request that fits is sent; any other waits for room, or ends the run.

    A request reserves the price of the most tokens that it can have (`tokens.estimate_tokens`) and of `max_tokens` for
    its reply: without those, of twice the largest reply so far, at least 4,000.
    """

    def __init__(self, limit: float | None, price: Price | None, max_tokens: int | None = None) -> None:
        self._limit = limit
        self._price = price
        self._max_tokens = max_tokens
        self._largest = 0
        self._reserved = 0.0
        self._settled = asyncio.Event()
        self.spent = 0.0
        self.lost = 0.0  # of what is spent: for replies that never came, and may have been charged

    async def reserve(self, tokens: TokenEstimate, limit: asyncio.Timeout) -> Reservation:
        """Reserve the most that a request of so many tokens can cost, as soon as there is room for it.

        The timeout `limit` is paused meanwhile. Raises BudgetError if the amount spent already leaves no room.
        """
        if self._limit is None or self._price is None:
            return Reservation(0.0)
        while self.spent + self._reserved + (amount := self._most(self._price, tokens)) > self._limit:
            if self.spent + amount > self._limit:
                raise BudgetError(self._explain(amount))
            self._settled.clear()
            with pause_timeout(limit):
                await self._settled.wait()
        self._reserved += amount
        return Reservation(amount)

    def settle(self, reservation: Reservation, output: int = 0) -> None:
        """Release the reservation of a request that has ended; `output` is the number of tokens of its reply."""
        self._reserved -= reservation.amount
        self._largest = max(self._largest, output)
        if reservation.cost is None:
            self.lost += reservation.amount
        self.spent += reservation.amount if reservation.cost is None else reservation.cost
        self._settled.set()

    def _most(self, price: Price, tokens: TokenEstimate) -> float:
        output = self._max_tokens or max(_OUTPUT, 2 * self._largest)
        return price.cost(Usage(prompt_tokens=tokens.most, completion_tokens=output))

    def _explain(self, amount: float) -> str:
        lost = f" (${self.lost:.4f} of it for replies that never came)" if self.lost else ""
        return (
            f"not read: the budget of ${self._limit:g} allows no further request, with ${self.spent:.4f} spent{lost} "
            f"and up to ${amount:.4f} for the next: raise --budget, or lower --max-tokens"
        )
