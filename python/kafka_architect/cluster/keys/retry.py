"""Retry: when to try again, and when to give up."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.1, 1.0


class Retry:
    """When to try again: after pauses that grow, until too long nothing came."""

    def __init__(self, limit_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit_s = limit_s
        self._clock = clock
        self._pause_s = _FIRST_PAUSE_S
        self._since: float | None = None

    def progress(self) -> None:
        """Something came."""
        self._since = None
        self._pause_s = _FIRST_PAUSE_S

    def next_pause_s(self) -> float | None:
        """How long to wait before the next try; None where there is to be none."""
        now = self._clock()
        self._since = now if self._since is None else self._since
        if now - self._since >= self.limit_s:
            return None
        pause_s, self._pause_s = self._pause_s, min(2 * self._pause_s, _LONGEST_PAUSE_S)
        return pause_s
