"""Go: confluent-kafka-go, Sarama, franz-go and kafka-go.

Sources: confluent-kafka-go 2.12 (NewProducer, NewConsumer), and those of catalogue/client_options.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.configuration import Reading
from kafka_architect.validation.dialects.source.configurations import configuration_of, named
from kafka_architect.validation.dialects.source.evaluation import Evaluation
from kafka_architect.validation.dialects.source.go_refusals import check
from kafka_architect.validation.dialects.source.grammars import ending_of, installed
from kafka_architect.validation.dialects.source.languages import lower
from kafka_architect.validation.dialects.source.librdkafka_maps import librdkafka_client, unowned_maps
from kafka_architect.validation.dialects.source.marks import speaks_of_settings
from kafka_architect.validation.dialects.source.options import OptionsOf
from kafka_architect.validation.dialects.source.program import Name, Text
from kafka_architect.validation.dialects.source.syntax import SyntaxFile
from kafka_architect.validation.dialects.source.values import UNKNOWN, Entry, Instance, Items, Known, MapValue
from kafka_architect.validation.knowledge.librdkafka_keys import ALIASES
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.configurations import Made
    from kafka_architect.validation.dialects.source.program import Call, Pairs
    from kafka_architect.validation.dialects.source.values import Value
    from kafka_architect.validation.source_file import SourceFile

NAME = "go-source"
_CONFLUENT = {
    "NewProducer": Role.PRODUCER,
    "NewConsumer": Role.CONSUMER,
    "NewAdminClient": Role.ADMIN,
}
_SARAMA = {
    "NewSyncProducer": Role.PRODUCER,
    "NewAsyncProducer": Role.PRODUCER,
    "NewConsumer": Role.CONSUMER,
    "NewConsumerGroup": Role.CONSUMER,
    "NewClusterAdmin": Role.ADMIN,
}
_KAFKA_GO = {"WriterConfig": Role.PRODUCER, "Writer": Role.PRODUCER, "ReaderConfig": Role.CONSUMER}
_OF_PRODUCERS = ("Producer.", "RequiredAcks", "Producer", "Produce", "Record", "DisableIdempotent")
_OF_CONSUMERS = ("Consum", "Fetch", "Session", "Heartbeat", "Rebalance", "DisableAutoCommit", "AutoCommit")
_NANOSECONDS = {
    "time.Nanosecond": 1,
    "time.Microsecond": 1_000,
    "time.Millisecond": 1_000_000,
    "time.Second": 1_000_000_000,
    "time.Minute": 60_000_000_000,
    "time.Hour": 3_600_000_000_000,
}
_WORDS = {
    "WaitForAll": "all", "WaitForLocal": "1", "NoResponse": "0", "RequireAll": "all", "RequireOne": "1",
    "RequireNone": "0", "AllISRAcks": "all", "LeaderAck": "1", "NoAck": "0", "OffsetOldest": "earliest",
    "OffsetNewest": "latest", "FirstOffset": "earliest", "LastOffset": "latest",
    "ReadCommitted": "read_committed", "ReadUncommitted": "read_uncommitted",
    "CompressionNone": "none", "CompressionGZIP": "gzip", "CompressionSnappy": "snappy",
    "CompressionLZ4": "lz4", "CompressionZSTD": "zstd", "Gzip": "gzip", "Snappy": "snappy", "Lz4": "lz4",
    "Zstd": "zstd", "NoCompression": "none", "GzipCompression": "gzip", "SnappyCompression": "snappy",
    "Lz4Compression": "lz4", "ZstdCompression": "zstd",
}  # fmt: skip
_DURATIONS = ("Timeout", "Interval", "Frequency", "Backoff", "Linger", "MaxWait", "WaitTime")
_CONVERSIONS = frozenset({"int", "int16", "int32", "int64", "Duration", "string", "RequiredAcks"})
_NUMBERS = ("int", "long")
_MILLISECOND = 1_000_000


def recognises(file: SourceFile) -> bool:
    """By the package of a client, where the grammar is installed."""
    return speaks_of_settings(file.path, file.text) and installed(ending_of(file.path))


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each client that the file makes."""
    source = SyntaxFile(file)
    library = GoLibrary()
    run = Evaluation(source, lower(source), library)
    run.run()
    reading = Reading()
    made = [*library.confluent.values(), *unowned_maps(run.maps, list(library.confluent.values()))]
    for one in named(source, sorted(made, key=lambda one: one.node.start_byte)):
        if role in (None, one.role):
            reading.configurations.append(configuration_of(source, one, NAME, ALIASES))
    counts: dict[str, int] = {}
    others = [*library.others.values(), *library.unowned(run.maps)]
    for each in sorted(others, key=lambda one: one.node.start_byte):
        name = f"{file.name} {each.client} {each.role}"
        counts[name] = counts.get(name, 0) + 1
        each.name = name if counts[name] == 1 else f"{name} {counts[name]}"
        if role in (None, each.role):
            reading.configurations.append(each.configuration(source, NAME, _converted))
    return reading


def _converted(option: str, value: Value) -> Value | None:
    """Durations as milliseconds, and switches that turn something off."""
    if option.startswith("Disable") and isinstance(value, Known):
        return Known("false" if value.value == "true" else "true", "boolean")
    if not isinstance(value, Known) or value.value is None:
        return None
    if option.endswith(_DURATIONS) and value.kind in _NUMBERS:
        nanoseconds = int(value.value)
        milliseconds, rest = divmod(nanoseconds, _MILLISECOND)
        return Known(str(milliseconds if not rest else nanoseconds / _MILLISECOND), "long")
    if option == "RequiredAcks" and value.value == "-1":
        return Known("all")
    return None


class GoLibrary:
    """What the clients of Go are made of."""

    def __init__(self) -> None:
        self.confluent: dict[int, Made] = {}
        self.others: dict[tuple[int, Role], OptionsOf] = {}
        self._taken: set[int] = set()

    def constant(self, name: str) -> Value | None:
        """Durations, and the words that libraries have for Kafka's values."""
        last = name.rpartition(".")[2]
        if name in _NANOSECONDS:
            return Known(str(_NANOSECONDS[name]), "long")
        if "." in name and last in _WORDS:
            return Known(_WORDS[last])
        return None

    def pairs(self, run: Evaluation, pairs: Pairs, found: MapValue) -> None:
        """kafka.Writer{...} and kafka.ReaderConfig{...} of kafka-go."""
        role = _KAFKA_GO.get(pairs.type.lstrip("&*").rpartition(".")[2])
        first = pairs.type.lstrip("&*").partition(".")[0]
        if role is None or not run.full_name(first).startswith("github.com/segmentio/kafka-go"):
            return
        found.type = "kafka-go." + pairs.type.rpartition(".")[2]

    def call(  # noqa: PLR0911 - one known case after the other
        self, run: Evaluation, call: Call, receiver: Value | None, arguments: list[Value]
    ) -> Value | None:
        """Clients, maps and options."""
        if isinstance(receiver, MapValue):
            return self._on_map(run, call, receiver, arguments)
        package = run.full_name(call.receiver.dotted) if isinstance(call.receiver, Name) else ""
        name = call.function
        if name == "append" and isinstance(arguments[0] if arguments else None, Items):
            return self._appended(arguments)
        if "confluent-kafka-go" in package:
            return self._confluent(run, call, arguments)
        if package.endswith("/sarama") and name not in _CONVERSIONS:
            return self._sarama(run, call, arguments)
        if "franz-go/pkg/kgo" in package:
            return self._franz_go(run, call, arguments)
        if "segmentio/kafka-go" in package:
            if name == "TCP":
                return Items(tuple(arguments))
            if name in ("NewWriter", "NewReader") and arguments and isinstance(arguments[0], MapValue):
                self._note_kafka_go(call.node, arguments[0])
                return arguments[0]
        if name in _CONVERSIONS and len(arguments) == 1:
            return arguments[0]
        if name == "Split" and package == "strings" and arguments and isinstance(arguments[0], Known):
            known = arguments[0]
            return Items(tuple(known._replace(value=one) for one in (known.value or "").split(",")))
        if name == "Join" and package == "strings" and arguments and isinstance(arguments[0], Items):
            values = arguments[0].values
            if all(isinstance(one, Known) for one in values):
                return Known(",".join(one.value or "" for one in values if isinstance(one, Known)))
        return None

    def _on_map(self, run: Evaluation, call: Call, found: MapValue, arguments: list[Value]) -> Value | None:
        if call.function in ("SetKey", "Set") and len(call.arguments) == 2:
            run.value_into(found, (call.arguments[0], call.arguments[1]), run.owner)
            return found
        if call.function in ("Validate", "Get", "WriteMessages", "Close", "Stats"):
            return UNKNOWN
        return None

    @staticmethod
    def _appended(arguments: list[Value]) -> Value:
        first = arguments[0]
        return Items((*first.values, *arguments[1:])) if isinstance(first, Items) else UNKNOWN

    def _confluent(self, run: Evaluation, call: Call, arguments: list[Value]) -> Value | None:
        role = _CONFLUENT.get(call.function)
        settings = arguments[0] if arguments else None
        if role is None or not isinstance(settings, MapValue):
            return None
        self.confluent.setdefault(call.node.id, librdkafka_client(role, call.node, settings))
        return run.instance(call, call.function)

    # Sarama.

    def _sarama(self, run: Evaluation, call: Call, arguments: list[Value]) -> Value | None:
        if call.function == "NewConfig":
            return run.new_map(call.node, "sarama.Config")
        role = _SARAMA.get(call.function)
        settings = next((one for one in arguments if isinstance(one, MapValue)), None)
        if role is None:
            return UNKNOWN if call.function.startswith(("New", "Parse")) and settings is None else None
        if settings is None:
            return None
        # To call is not to complete: the library only reads it.
        self._taken.add(id(settings))
        found = OptionsOf(Client.SARAMA, role, call.node, settings.entries.values(), whole=settings.whole)
        addresses = arguments[0] if arguments else None
        if isinstance(addresses, Items):
            found.framework["bootstrap.servers"] = None
        check(found, call.function)
        self.others.setdefault((call.node.id, role), found)
        return run.instance(call, call.function)

    # franz-go.

    def _franz_go(self, run: Evaluation, call: Call, arguments: list[Value]) -> Value | None:
        if call.function in _WORDS and not arguments:
            return Known(_WORDS[call.function])
        if call.function != "NewClient":
            made = run.instance(call, call.function, arguments)
            made.nodes = [one.node for one in call.arguments[:1]]
            return made
        entries: list[Entry] = []
        whole = True
        for one in arguments:
            for each in one.values if isinstance(one, Items) else (one,):
                if isinstance(each, Instance):
                    entries.append(_option(run, each))
                else:
                    whole = False
        names = {one.key for one in entries}
        consumes = any(name.startswith(("ConsumeTopics", "ConsumerGroup", "ConsumePart")) for name in names)
        produces = any(name.startswith(("Produc", "Required", "Record", "Transactional")) for name in names)
        roles = [Role.CONSUMER] if consumes else [Role.PRODUCER]
        if consumes and produces:
            roles.append(Role.PRODUCER)
        if not entries:
            return UNKNOWN
        for role in roles:
            found = OptionsOf(Client.FRANZ_GO, role, call.node, entries, whole=whole)
            found.framework["security.protocol"] = None
            check(found, call.function)
            self.others.setdefault((call.node.id, role), found)
        return run.instance(call, "NewClient")

    # kafka-go.

    def _note_kafka_go(self, node: Node, settings: MapValue) -> None:
        kind = settings.type.removeprefix("kafka-go.").lstrip("&*")
        role = _KAFKA_GO.get(kind)
        if role is None or id(settings) in self._taken:
            return
        self._taken.add(id(settings))
        found = OptionsOf(Client.KAFKA_GO, role, node, settings.entries.values(), whole=settings.whole)
        found.framework["security.protocol"] = None
        if kind == "WriterConfig":
            found.framework["acks"] = "all"  # NewWriter: 0 is what historically means all
            if found.text("RequiredAcks") == "0":
                found.entries.pop("RequiredAcks")
        check(found, kind)
        self.others.setdefault((node.id, role), found)

    def unowned(self, maps: list[MapValue]) -> list[OptionsOf]:
        """Writers that are used as they are written, and configurations that others use."""
        found: list[OptionsOf] = []
        for one in maps:
            if id(one) in self._taken or not one.entries:
                continue
            if one.type == "sarama.Config":
                for role, start in ((Role.PRODUCER, "Producer."), (Role.CONSUMER, "Consumer.")):
                    if any(key.startswith(start) for key in one.entries):
                        config = OptionsOf(Client.SARAMA, role, one.node, one.entries.values(), whole=False)
                        check(config, "")
                        found.append(config)
            elif one.type.startswith("kafka-go."):
                before = set(self.others)
                self._note_kafka_go(one.node, one)
                found += [self.others.pop(key) for key in set(self.others) - before]
        return found


def _option(run: Evaluation, made: Instance) -> Entry:
    """kgo.RequiredAcks(x) as an entry; without an argument it turns something on or off."""
    name = Text(made.node, made.type)
    if not made.arguments:
        return Entry(made.type, name, Text(made.node, "true"), Known("true", "boolean"), None, certain=True)
    value = Items(made.arguments) if len(made.arguments) > 1 else made.arguments[0]
    expression = Name(made.nodes[0], "") if made.nodes else Name(made.node, "")
    return Entry(made.type, name, expression, value, None, certain=run.place is made.place)
