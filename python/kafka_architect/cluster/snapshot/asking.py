"""Asking a cluster through its Admin API: what is refused is told and does not end the snapshot.

Every request has the client's time-out, goes to one broker and is bounded in size. A managed service that
forbids an API, an older broker that has none, or a broker that is down: each becomes a sentence.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kafka_architect.snapshot.model import Unavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_IN_A_REQUEST = 1_000  # topics, partitions or groups; a response stays below a megabyte or two


class RefusedError(Exception):
    """The broker answered with an error."""


class Asking:
    """A client, and what it could not ask for.

    Args:
        admin: kafka-python's KafkaAdminClient, connected; its request_timeout_ms bounds each request.
    """

    def __init__(self, admin: Any) -> None:
        self._manager = admin._manager
        self.admin = admin
        self.unavailable: list[Unavailable] = []

    def send(self, request: Any, node_id: int | None = None) -> Any:
        """The response of a broker, of any broker where none is named."""
        return self._manager.run(self._manager.send, request, node_id)

    def coordinators(self, names: Sequence[str], *, transactions: bool = False) -> dict[int, list[str]]:
        """Groups or transactional ids by the broker that coordinates them."""
        from kafka.protocol.metadata import CoordinatorType

        kind = CoordinatorType.TRANSACTION if transactions else CoordinatorType.GROUP
        found: dict[int, list[str]] = {}
        for batch in batches(names):
            nodes = self._manager.run(self.admin._find_coordinator_ids, batch, kind)
            for name in batch:
                found.setdefault(nodes[name], []).append(name)
        return found

    @contextmanager
    def attempt(self, what: str, of: str = "") -> Iterator[None]:
        """Go on after a refusal, and tell it: `what` as a part of the snapshot, `of` which of it."""
        from kafka.errors import KafkaError

        try:
            yield
        except (KafkaError, RefusedError) as error:
            self.lack(what, f"{of}: {reason(error)}" if of else reason(error))

    def lack(self, what: str, why: str) -> None:
        """Note what is not known, once."""
        lacking = Unavailable(what=what, why=why)
        if lacking not in self.unavailable:
            self.unavailable.append(lacking)


def check(code: int, message: str | None = None) -> None:
    """Raise RefusedError for a broker's error code other than 0."""
    if code:
        from kafka.errors import for_code

        name = for_code(code).__name__
        raise RefusedError(f"{name}: {message}" if message else name)


def error_name(code: int) -> str:
    """The name of a broker's error code; empty for none."""
    from kafka.errors import for_code

    return for_code(code).__name__ if code else ""


def reason(error: Exception) -> str:
    """Why a request failed, in one line: the kind of the error, and what the broker said."""
    if isinstance(error, RefusedError):
        return str(error)
    name, text = type(error).__name__, " ".join(str(error).split())
    return name if not text or text.startswith(("[Error", name)) else f"{name}: {text[:300]}"


def batches(items: Sequence[Any], size: int = MOST_IN_A_REQUEST) -> Iterator[Sequence[Any]]:
    """Pieces of at most `size` items."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
