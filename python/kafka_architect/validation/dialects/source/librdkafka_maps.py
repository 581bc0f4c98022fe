"""Clients of librdkafka's bindings: maps of its own keys, in any language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.dialects.source.configurations import Made
from kafka_architect.validation.dialects.source.program import Text
from kafka_architect.validation.knowledge.librdkafka_keys import librdkafka_roles
from kafka_architect.validation.recognise import tells_of_kafka
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.values import MapValue

# What bindings take out of the map before librdkafka sees it (node-rdkafka, confluent-kafka-javascript, -go).
_OF_BINDINGS = frozenset({"dr_cb", "dr_msg_cb", "rebalance_cb", "offset_commit_cb", "event_cb", "kafkaJS",
                          "rebalance.cb", "log_cb", "error_cb", "stats_cb"})  # fmt: skip


def librdkafka_client(
    role: Role, node: Node, found: MapValue, *more: MapValue, framework: dict[str, str | None] | None = None
) -> Made:
    """A client of librdkafka; `more` are maps of topics, whose keys count like the others."""
    entries = {one.key: one for each in (found, *more) for one in each.entries.values()}
    kept = [one for key, one in entries.items() if key not in _OF_BINDINGS]
    whole = all(one.whole for one in (found, *more)) and "kafkaJS" not in entries
    return Made(role, node, kept, whole, client=Client.LIBRDKAFKA, framework=framework or {})


def unowned_maps(maps: list[MapValue], made: list[Made]) -> Iterator[Made]:
    """Maps of librdkafka's keys that no client of the file is made of."""
    used = {entry.key_expression.node.id for one in made for entry in one.entries}
    for found in sorted(maps, key=lambda one: -len(one.entries)):
        entries = [one for one in found.entries.values() if one.key not in _OF_BINDINGS]
        if not entries or any(one.key_expression.node.id in used for one in entries):
            continue
        keys = {one.key for one in entries}
        texts = all(isinstance(one.key_expression, Text) for one in entries)
        if not texts or not tells_of_kafka(keys) or not any("." in one for one in keys):
            continue
        roles = librdkafka_roles(keys) or (Role.PRODUCER,)
        if len(roles) > 1:
            continue  # what both share is judged nowhere rather than twice
        used.update(one.key_expression.node.id for one in entries)
        yield Made(roles[0], entries[0].key_expression.node, entries, whole=False, owned=False,
                   client=Client.LIBRDKAFKA)  # fmt: skip
