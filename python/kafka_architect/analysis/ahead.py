"""Reading ahead: decompressing and parsing in a thread of their own while what came before is counted."""

from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

_Item = TypeVar("_Item")

# Batches that wait to be counted: enough for the two threads never to wait for each other's small pauses.
_WAITING = 4
_END = object()
# A source that gives nothing is not waited for.
_MOST_SECONDS = 1.0


def read_ahead(items: Iterator[_Item]) -> Iterator[_Item]:
    """The same items, made by another thread up to `_WAITING` ahead; its error comes where it happened."""
    made: queue.Queue[Any] = queue.Queue(_WAITING)
    left = threading.Event()
    failure: list[BaseException] = []

    def offer(item: object) -> bool:
        while not left.is_set():
            try:
                made.put(item, timeout=0.1)
            except queue.Full:
                continue
            return True
        return False

    def make() -> None:
        try:
            for item in items:
                if not offer(item):
                    return
        except BaseException as error:  # noqa: BLE001 - raised again by the thread that counts
            failure.append(error)
        offer(_END)

    maker = threading.Thread(target=make, daemon=True)
    maker.start()
    try:
        while (item := made.get()) is not _END:
            yield item
        if failure:
            raise failure[0]
    finally:
        left.set()
        # A library's code must not be under way when the interpreter ends: that aborts the process.
        maker.join(_MOST_SECONDS)
