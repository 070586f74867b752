"""A process with the store open, for the tests that stop or kill one: `python -m tests.helpers.store_worker WHAT STORE …`."""

import asyncio
import os
import random
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path

from summarizer.errors import StoreError
from summarizer.llm.replies import CachedReply
from summarizer.records.usage import Usage
from summarizer.store import NewRun, Store


def reply(body: str) -> CachedReply:
    return CachedReply(body.encode(), "model", "extract 1", Usage(requests=1), 0.5)


async def share(store: Store, asked: str, keys: str) -> None:
    """Ask for every key, as do others at the same time; note each that is really sent."""
    side = os.open(asked, os.O_APPEND | os.O_CREAT | os.O_WRONLY)

    async def ask(key: str) -> None:
        while (body := await store.claim(key)) is None:
            os.write(side, f"sent {key}\n".encode())
            await asyncio.sleep(random.random() / 50)
            if random.random() < 0.1:  # no reply came: whoever is next asks again
                os.write(side, f"empty {key}\n".encode())
                await store.release(key)
            else:
                await store.keep(key, reply(key))
        assert body == key.encode()

    names = [f"key {n}" for n in range(int(keys))]
    random.shuffle(names)
    for start in range(0, len(names), 16):
        await asyncio.gather(*(ask(name) for name in names[start : start + 16]))


async def hold(store: Store) -> None:
    """Claim "held", begin a run, then keep one reply after another and say so, until killed."""
    assert await store.claim("held") is None
    await store.begin(NewRun("{}", "model", "extract 1"))
    say("ready")
    for n in range(1_000_000):
        await store.keep(f"key {n}", reply(f"body {n}"))
        say(str(n))


async def late(store: Store) -> None:
    """Claim "held"; keep a reply when told to."""
    assert await store.claim("held") is None
    say("ready")
    await asyncio.to_thread(sys.stdin.readline)
    await store.keep("held", reply("late"))
    say(str(store.reply("held")))


async def leave(store: Store) -> None:
    """Keep one reply, and go without closing."""
    assert await store.claim("held") is None
    await store.keep("left", reply("left"))


async def fork(store: Store) -> None:
    """Use the store in a child, and then in the parent."""
    await store.keep("before", reply("before"))
    child = os.fork()
    if not child:
        try:
            await store.keep("child's", reply("child's"))
        except StoreError as error:
            say(str(error))
        try:
            store.reply("before")
        except StoreError as error:
            say(str(error))
        finally:
            store.close()
            os._exit(0)
    os.waitpid(child, 0)  # noqa: ASYNC222  # nothing else runs
    await store.keep("after", reply("after"))


async def fill(store: Store, size: str) -> None:
    """Keep replies in a file that may not grow beyond `size`; then say what went wrong."""
    import resource  # noqa: PLC0415  # not on every system

    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size), int(size)))
    for n in range(1000):
        try:
            await store.keep(f"key {n}", reply("x" * 10_000))
        except StoreError as error:
            say(str(error))
            return
        say(str(n))


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


WHAT: dict[str, Callable[..., Coroutine[object, object, None]]] = {
    work.__name__: work for work in (share, hold, late, leave, fork, fill)
}

if __name__ == "__main__":
    what, path, *rest = sys.argv[1:]
    if what == "leave":
        asyncio.run(WHAT[what](Store(Path(path)), *rest))
    else:
        with Store(Path(path)) as opened:
            asyncio.run(WHAT[what](opened, *rest))
