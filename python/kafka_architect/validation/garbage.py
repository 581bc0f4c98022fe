"""Python's search for garbage paused, where it would cost half of the time and find nothing.

Nearly all that a validation makes lives to its end, in hundreds of thousands of objects, which the collector
walks through again and again (of a megabyte of clients: 3.5 s become 7). What reference counts free is freed
all the same.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_lock = Lock()
_pausing = 0  # how many ask for it: calls within calls, and of other threads
_was_enabled = False


@contextmanager
def collection_paused() -> Iterator[None]:
    """Pause the collector for the whole process; the last to leave puts it back as the first found it."""
    global _pausing, _was_enabled  # noqa: PLW0603 - the collector is one for all threads too
    with _lock:
        if _pausing == 0:
            _was_enabled = gc.isenabled()
            gc.disable()
        _pausing += 1
    try:
        yield
    finally:
        with _lock:
            _pausing -= 1
            if _pausing == 0 and _was_enabled:
                gc.enable()
