"""JavaScript and TypeScript: KafkaJS, NestJS's transport, node-rdkafka and Confluent's client.

Sources: KafkaJS 2.2.4 (src/index.js, src/producer/index.js, src/consumer/index.js), @nestjs/microservices 11
(ServerKafka, ClientKafka), node-rdkafka 3.4, @confluentinc/kafka-javascript 1.4.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue.client_options import KAFKAJS_CLIENT_OWN, OPTIONS
from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.source.configurations import (
    configuration_of,
    known_text,
    named,
)
from kafka_architect.validation.dialects.source.evaluation import Evaluation
from kafka_architect.validation.dialects.source.grammars import ending_of, installed
from kafka_architect.validation.dialects.source.languages import lower
from kafka_architect.validation.dialects.source.librdkafka_maps import librdkafka_client, unowned_maps
from kafka_architect.validation.dialects.source.marks import speaks_of_settings
from kafka_architect.validation.dialects.source.options import OptionsOf
from kafka_architect.validation.dialects.source.syntax import SyntaxFile
from kafka_architect.validation.dialects.source.values import UNKNOWN, Instance, Items, Known, MapValue
from kafka_architect.validation.knowledge.librdkafka_keys import ALIASES
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.configurations import Made
    from kafka_architect.validation.dialects.source.program import Call, Pairs
    from kafka_architect.validation.dialects.source.values import Entry, Value
    from kafka_architect.validation.source_file import SourceFile

NAME = "javascript-source"
_ROLES = {"producer": Role.PRODUCER, "consumer": Role.CONSUMER, "admin": Role.ADMIN}
_RDKAFKA = {
    "Producer": Role.PRODUCER,
    "HighLevelProducer": Role.PRODUCER,
    "KafkaConsumer": Role.CONSUMER,
    "createReadStream": Role.CONSUMER,
    "createWriteStream": Role.PRODUCER,
}
_RDKAFKA_PACKAGES = ("node-rdkafka", "@confluentinc/kafka-javascript")
_OF_SEND = frozenset({"acks", "compression", "timeout"})
_OF_RUN = frozenset({"autoCommit", "autoCommitInterval", "fromBeginning", "eachMessage"})
_LEAST_IDEMPOTENT_RETRIES = 1


def recognises(file: SourceFile) -> bool:
    """By a client's package, or Kafka's keys, where the grammar is installed."""
    return speaks_of_settings(file.path, file.text) and installed(ending_of(file.path))


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each client that the file makes."""
    source = SyntaxFile(file)
    library = JavaScriptLibrary()
    run = Evaluation(source, lower(source), library)
    run.run()
    reading = Reading()
    made = [*library.rdkafka.values(), *unowned_maps(run.maps, list(library.rdkafka.values()))]
    for one in named(source, sorted(made, key=lambda one: one.node.start_byte)):
        if role in (None, one.role):
            reading.configurations.append(configuration_of(source, one, NAME, ALIASES))
    counts: dict[Role, int] = {}
    for each in sorted(library.kafkajs.values(), key=lambda one: one.node.start_byte):
        counts[each.role] = counts.get(each.role, 0) + 1
        number = f" {counts[each.role]}" if counts[each.role] > 1 else ""
        each.name = f"{file.name} KafkaJS {each.role}{number}"
        if role in (None, each.role):
            reading.configurations.append(each.configuration(source, NAME, _converted))
    return reading


def _converted(option: str, value: Value) -> Value | None:
    """Values that KafkaJS writes otherwise."""
    if option == "readUncommitted" and isinstance(value, Known):
        return Known("read_uncommitted" if value.value == "true" else "read_committed")
    return None


class JavaScriptLibrary:
    """What the clients of JavaScript are made of."""

    def __init__(self) -> None:
        self.kafkajs: dict[int, OptionsOf] = {}
        self.rdkafka: dict[int, Made] = {}

    def constant(self, name: str) -> Value | None:
        """No constants of others are known."""
        return {"logLevel.NOTHING": Known("0", "int")}.get(name)

    def pairs(self, run: Evaluation, pairs: Pairs, found: MapValue) -> None:
        """{ transport: Transport.KAFKA, options: { client, consumer, producer } } of NestJS."""
        transport, options = found.entries.get("transport"), found.entries.get("options")
        if transport is None or options is None or not isinstance(options.value, MapValue):
            return
        if not run.source.text(transport.expression.node).endswith("Transport.KAFKA"):
            return
        parts = options.value.entries
        client = parts["client"].value if "client" in parts else UNKNOWN
        for name in ("consumer", "producer"):
            own = parts[name].value if name in parts else None
            if own is None and name == "producer":
                continue
            settings = own if isinstance(own, MapValue) else None
            self._kafkajs(run, _ROLES[name], pairs.node, client, settings, nest=True)

    def call(  # noqa: PLR0911 - one known case after the other
        self, run: Evaluation, call: Call, receiver: Value | None, arguments: list[Value]
    ) -> Value | None:
        """Clients of KafkaJS and of librdkafka's bindings."""
        full = run.full_name(call.function)
        first = arguments[0] if arguments else None
        if call.creates and (full in ("kafkajs.Kafka",) or full.endswith((".Kafka", "KafkaJS.Kafka"))):
            if isinstance(first, MapValue) and "kafkaJS" in first.entries:
                first = first.entries["kafkaJS"].value
                return Instance(call.node, "Confluent", (first,), run.place)
            return Instance(call.node, "Kafka", (first,) if first is not None else (), run.place)
        if isinstance(receiver, Instance) and receiver.type == "Kafka" and call.function in _ROLES:
            client = receiver.arguments[0] if receiver.arguments else UNKNOWN
            own = first if isinstance(first, MapValue) else None
            if first is None or own is not None:
                self._kafkajs(run, _ROLES[call.function], call.node, client, own)
            return run.instance(call, call.function, arguments)
        name = full.rpartition(".")[2]
        of_package = full.startswith(_RDKAFKA_PACKAGES)
        if name in _RDKAFKA and isinstance(first, MapValue) and (of_package or _dotted(first)):
            more = [one for one in arguments[1:] if isinstance(one, MapValue) and _dotted(one)]
            framework: dict[str, str | None] = {}
            self.rdkafka.setdefault(
                call.node.id,
                librdkafka_client(_RDKAFKA[name], call.node, first, *more, framework=framework),
            )
            return run.instance(call, name, arguments)
        if call.function in ("push", "log", "stringify") or call.function in _ROLES:
            return UNKNOWN
        if call.function == "assign" and isinstance(first, MapValue):
            for one in arguments[1:]:
                first.merge(one, surely=run.surely(first))
            return first
        if call.function in ("toString", "String", "Number", "parseInt", "trim"):
            known = receiver if isinstance(receiver, Known) else first
            return known if isinstance(known, Known) else None
        if call.function == "split" and isinstance(receiver, Known) and receiver.value is not None:
            parts = receiver.value.split(known_text(first) or ",")
            return Items(tuple(receiver._replace(value=one) for one in parts))
        return None

    def _kafkajs(
        self,
        run: Evaluation,
        role: Role,
        node: Node,
        client: Value,
        own: MapValue | None,
        *,
        nest: bool = False,
    ) -> None:
        """A client of KafkaJS: its own options over those of its Kafka."""
        entries: list[Entry] = []
        whole = True
        if isinstance(client, MapValue):
            entries += client.entries.values()
            whole = client.whole
        else:
            whole = False
        own_entries = list(own.entries.values()) if own is not None else []
        own_whole = own is None or own.whole
        shared = {one.key for one in own_entries}
        # `retry` is merged, and is no setting of Kafka's.
        both = [*(one for one in entries if one.key not in shared), *own_entries]
        found = OptionsOf(Client.KAFKAJS, role, node, both, whole=whole and own_whole)
        found.framework = _security(client)
        if isinstance(client, MapValue):
            found.secrets.extend(password_entries(client))
        if nest and role is Role.CONSUMER:
            found.framework["group.id"] = None  # ServerKafka makes one where there is none
        _check(found, own_entries, own_whole=own_whole, nest=nest)
        known = self.kafkajs.get(node.id + _number(role))
        if known is None or len(known.entries) < len(found.entries):
            self.kafkajs[node.id + _number(role)] = found


def _number(role: Role) -> int:
    return 1 if role is Role.PRODUCER else 0


def _dotted(found: MapValue) -> bool:
    return any("." in key for key in found.entries)


def _check(found: OptionsOf, own: list[Entry], *, own_whole: bool, nest: bool) -> None:
    """What KafkaJS ignores without a word, and what it throws for."""
    options = OPTIONS[Client.KAFKAJS, found.role]
    takes = options.keys.keys() | options.own
    of_client = {"brokers", "clientId", "connectionTimeout", "requestTimeout"} | KAFKAJS_CLIENT_OWN
    for entry in own:
        if entry.key in takes and entry.key not in of_client - {"retry"}:
            continue
        if entry.key in _OF_SEND and found.role is Role.PRODUCER:
            found.lost.append((entry.key, "KafkaJS ignores it here; it is an argument of send()"))
        elif entry.key in _OF_RUN:
            found.lost.append(
                (entry.key, "KafkaJS ignores it here; it is an argument of run() or subscribe()")
            )
        elif not nest:
            found.lost.append((entry.key, f"KafkaJS has no such option of a {found.role} and ignores it"))
    if found.role is Role.CONSUMER:
        group = next((one for one in own if one.key == "groupId"), None)
        if not nest and ((group is None and own_whole) or (group and known_text(group.value) == "")):
            found.refused.append(("groupId", "a consumer of KafkaJS needs one"))
        heartbeat = found.number("heartbeatInterval", 3000)
        session = found.number("sessionTimeout", 30000)
        if heartbeat is not None and session is not None and heartbeat >= session:
            option = "heartbeatInterval" if "heartbeatInterval" in found.entries else "sessionTimeout"
            reason = f"heartbeatInterval ({heartbeat}) must be below sessionTimeout ({session})"
            found.refused.append((option, reason))
    if found.role is Role.PRODUCER and found.text("idempotent") == "true":
        retry = next((one for one in own if one.key == "retry"), None)
        retries = retry.value.entries.get("retries") if retry and isinstance(retry.value, MapValue) else None
        value = known_text(retries.value) if retries is not None and retries.certain else None
        if value is not None and value.isdecimal() and int(value) < _LEAST_IDEMPOTENT_RETRIES:
            found.refused.append(("idempotent", "an idempotent producer of KafkaJS needs retry.retries"))


def _security(client: Value) -> dict[str, str | None]:
    """security.protocol and the login, from `ssl` and `sasl`."""
    unknown: dict[str, str | None] = {"security.protocol": None}
    if not isinstance(client, MapValue):
        return unknown
    ssl, sasl = client.entries.get("ssl"), client.entries.get("sasl")
    if not client.whole and (ssl is None or sasl is None):
        return unknown
    for one in (ssl, sasl):
        if one is not None and not isinstance(one.value, (Known, MapValue)):
            return unknown
    encrypted = ssl is not None and not (isinstance(ssl.value, Known) and ssl.value.value != "true")
    named_login = sasl is not None and isinstance(sasl.value, MapValue)
    if named_login:
        return {"security.protocol": "SASL_SSL" if encrypted else "SASL_PLAINTEXT", "sasl.mechanism": None}
    return {"security.protocol": "SSL" if encrypted else "PLAINTEXT"}


def password_entries(client: MapValue) -> Iterator[Entry]:
    """The passwords of `sasl`, so that no output shows them."""
    sasl = client.entries.get("sasl")
    if sasl is not None and isinstance(sasl.value, MapValue):
        yield from (one for key, one in sasl.value.entries.items() if key in ("password", "secretAccessKey"))
