"""kafka-python's admin client, opened by our own settings."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kafka_architect.cluster.connection import Connector
from kafka_architect.cluster.faults import kafka_module, translated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.cluster.client_settings import ClientSettings

# Configurations of thousands of topics come as one answer.
_MOST_FRAME_BYTES = 1 << 30


@contextmanager
def open_admin(settings: ClientSettings) -> Iterator[Any]:
    """A `kafka.KafkaAdminClient`, closed at the end.

    A connection of our own is tried first: it tells at once, and with the cure, why there can be none, where
    the admin client tries again until time is up. Around calls, `faults.translated` says the same of what
    they raise.

    Raises:
        ClusterError: The cluster cannot be reached or refuses the login; see the kinds in `errors`.
        InputError: kafka-python is not installed.
    """
    connector = Connector(settings)
    messages = kafka_module("kafka.protocol.metadata")
    with connector.bootstrap() as connection:
        connection.ask(messages.MetadataRequest(topics=[]))
    timeout_ms = max(1, int(settings.timeout_s * 1000))
    with translated("connecting", settings):
        admin = kafka_module("kafka").KafkaAdminClient(
            bootstrap_servers=[str(address) for address in settings.bootstrap],
            client_id=settings.client_id,
            request_timeout_ms=timeout_ms,
            bootstrap_timeout_ms=timeout_ms,
            receive_message_max_bytes=_MOST_FRAME_BYTES,
            ssl_context=connector.context,
            **connector.login,
        )
    try:
        yield admin
    finally:
        admin.close()
