"""Runs what is asynchronous to its end, beside a loop that a browser's tests keep running."""

import asyncio
from collections.abc import Coroutine
from threading import Thread
from typing import Any


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run it on a loop and a thread of its own; what it raises is raised here."""
    raised: list[BaseException] = []

    def to_its_end() -> None:
        try:
            asyncio.run(work)
        except BaseException as fault:
            raised.append(fault)

    thread = Thread(target=to_its_end)
    thread.start()
    thread.join()
    if raised:
        raise raised[0]
