"""RateLimit: so many bytes a second, for all threads together."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST_WAIT_S = 0.2


class RateLimit:
    """Makes those who have taken bytes wait until these were due.

    Args:
        bytes_per_s: None for as fast as it goes.
        clock, wait: Time, for tests.
    """

    def __init__(self, bytes_per_s: float | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._bytes_per_s = bytes_per_s
        self._clock = clock
        self._lock = threading.Lock()
        self._due = clock()

    @property
    def bytes_per_s(self) -> float | None:
        """The limit."""
        return self._bytes_per_s

    def took(self, count: int, stopped: threading.Event) -> None:
        """Wait until `count` bytes more were due, or somebody wants to stop."""
        if self._bytes_per_s is None:
            return
        with self._lock:
            self._due = max(self._due, self._clock()) + count / self._bytes_per_s
            due = self._due
        while (left := due - self._clock()) > 0 and not stopped.wait(min(left, _LONGEST_WAIT_S)):
            pass
