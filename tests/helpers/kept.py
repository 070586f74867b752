"""Replies in memory, that claim as the store does; what was kept and what is claimed can be looked at."""

from summarizer.llm.replies import CachedReply, InFlight


class Kept(InFlight):
    """Keeps every reply."""

    def __init__(self) -> None:
        super().__init__()
        self.replies: dict[str, CachedReply] = {}

    async def claim(self, key: str) -> bytes | None:
        return self.reply(key) or await super().claim(key)

    async def keep(self, key: str, reply: CachedReply) -> None:
        self.replies[key] = reply
        await super().keep(key, reply)

    def reply(self, key: str) -> bytes | None:
        return self.replies[key].body if key in self.replies else None

    @property
    def claimed(self) -> set[str]:
        return set(self._claims)
