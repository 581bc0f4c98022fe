"""C#: ProducerConfig and the like of Confluent.Kafka, and dictionaries of librdkafka's keys.

Source: confluent-kafka-dotnet 2.12 (Config_gen.cs: a property is a key in capitals, an enumeration its
values; ConsumerBuilder, Consumer: group.id is required).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Loss, Reading, Setting
from kafka_architect.validation.dialects.source.configurations import Made, configuration_of, named
from kafka_architect.validation.dialects.source.evaluation import Evaluation
from kafka_architect.validation.dialects.source.grammars import ending_of, installed
from kafka_architect.validation.dialects.source.languages import lower
from kafka_architect.validation.dialects.source.librdkafka_maps import unowned_maps
from kafka_architect.validation.dialects.source.marks import speaks_of_settings
from kafka_architect.validation.dialects.source.syntax import SyntaxFile
from kafka_architect.validation.dialects.source.values import UNKNOWN, Instance, Items, Known, MapValue
from kafka_architect.validation.knowledge.librdkafka_keys import ALIASES
from kafka_architect.validation.role import Client, Role

if TYPE_CHECKING:
    from kafka_architect.validation.dialects.source.program import Call, Pairs
    from kafka_architect.validation.dialects.source.values import Entry, Value
    from kafka_architect.validation.source_file import SourceFile

NAME = "csharp-source"
_CONFIGS = {
    "ProducerConfig": Role.PRODUCER,
    "ConsumerConfig": Role.CONSUMER,
    "AdminClientConfig": Role.ADMIN,
    "ClientConfig": None,
}
_BUILDERS = {
    "ProducerBuilder": Role.PRODUCER,
    "ConsumerBuilder": Role.CONSUMER,
    "AdminClientBuilder": Role.ADMIN,
    "DependentProducerBuilder": None,
}
# Config_gen.cs: names that do not follow from the key.
_PROPERTIES = {
    "CancellationDelayMaxMs": "dotnet.cancellation.delay.max.ms",
    "ConsumeResultFields": "dotnet.consumer.consume.result.fields",
    "DeliveryReportFields": "dotnet.producer.delivery.report.fields",
    "EnableBackgroundPoll": "dotnet.producer.enable.background.poll",
    "EnableDeliveryReports": "dotnet.producer.enable.delivery.reports",
    "Debug": "debug",
    "SaslPassword": "sasl.password",
    "SaslUsername": "sasl.username",
}
_ENUMERATIONS = {
    ("Acks", "None"): "0", ("Acks", "Leader"): "1", ("Acks", "All"): "-1",
    ("SaslMechanism", "Gssapi"): "GSSAPI", ("SaslMechanism", "Plain"): "PLAIN",
    ("SaslMechanism", "ScramSha256"): "SCRAM-SHA-256", ("SaslMechanism", "ScramSha512"): "SCRAM-SHA-512",
    ("SaslMechanism", "OAuthBearer"): "OAUTHBEARER",
    ("PartitionAssignmentStrategy", "CooperativeSticky"): "cooperative-sticky",
    ("PartitionAssignmentStrategy", "RoundRobin"): "roundrobin",
    ("PartitionAssignmentStrategy", "Range"): "range",
    ("SslEndpointIdentificationAlgorithm", "None"): "none",
    ("SslEndpointIdentificationAlgorithm", "Https"): "https",
}  # fmt: skip
_WORDS = ("SecurityProtocol", "CompressionType", "AutoOffsetReset", "IsolationLevel", "Partitioner",
          "BrokerAddressFamily", "QueuingStrategy", "GroupProtocol", "ClientDnsLookup")  # fmt: skip
_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ROLES = (Role.PRODUCER, Role.CONSUMER, Role.ADMIN)


def recognises(file: SourceFile) -> bool:
    """By Confluent's namespace, where the grammar is installed."""
    return speaks_of_settings(file.path, file.text) and installed(ending_of(file.path))


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration for each client or configuration object of the file."""
    source = SyntaxFile(file)
    library = CSharpLibrary()
    run = Evaluation(source, lower(source), library)
    run.run()
    reading = Reading()
    made = [*library.made.values(), *library.unused(run.maps)]
    made += unowned_maps([one for one in run.maps if one.type not in _CONFIGS], made)
    for one in named(source, sorted(made, key=lambda one: one.node.start_byte)):
        if role not in (None, one.role):
            continue
        found = configuration_of(source, one, NAME, _keys() | ALIASES)
        if one.role is Role.CONSUMER and found.complete and "group.id" not in found.settings:
            reason = "'group.id' is required by ConsumerBuilder.Build"
            setting = Setting("group.id", None, written="group.id", file=file, span=found.span)
            found.losses.append(Loss(setting, reason, raised=True))
        reading.configurations.append(found)
    return reading


@cache
def _keys() -> dict[str, str]:
    """Properties of the configuration classes -> keys."""
    found = dict(_PROPERTIES)
    for role in _ROLES:
        for key in key_catalogue(DEFAULT_VERSION, role, Client.LIBRDKAFKA).keys():  # noqa: SIM118 - no mapping
            name = "".join(part[:1].upper() + part[1:] for part in re.split(r"[._]", key))
            found[name] = ALIASES.get(key, key)
    return found


def _spell(entry: Entry, key: str) -> str | None:
    """A key as it is written in place of another: a text, or a property."""
    if "." in entry.key:
        return key
    return next((name for name, known in _keys().items() if known == key), None)


class CSharpLibrary:
    """Configuration objects, dictionaries and builders."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, Role], Made] = {}
        self._used: set[int] = set()

    def constant(self, name: str) -> Value | None:
        """Values of Confluent's enumerations."""
        parts = name.split(".")
        if len(parts) < 2:
            return {"int.MaxValue": Known(str(2**31 - 1), "int")}.get(name)
        kind, value = parts[-2:]
        if (kind, value) in _ENUMERATIONS:
            return Known(_ENUMERATIONS[kind, value])
        if kind in _WORDS:
            return Known(_CAPITAL.sub("_", value).lower())
        return Known(str(2**31 - 1), "int") if name == "int.MaxValue" else None

    def pairs(self, run: Evaluation, pairs: Pairs, found: MapValue) -> None:
        """New ProducerConfig(other) { ... } keeps its type."""

    def call(  # noqa: PLR0911 - one known case after the other
        self, run: Evaluation, call: Call, receiver: Value | None, arguments: list[Value]
    ) -> Value | None:
        """Objects that are made, filled, and given to a builder."""
        name, first = call.function, arguments[0] if arguments else None
        if call.creates and (name in _CONFIGS or name in ("Dictionary", "SortedDictionary")):
            found = run.new_map(call.node, name)
            for one in arguments:
                found.merge(one)
            return found
        if call.creates and name in _BUILDERS:
            role = _BUILDERS[name]
            if role is not None and isinstance(first, MapValue):
                self._used.add(id(first))
                entries = list(first.entries.values())
                self.made.setdefault(
                    (call.node.id, role),
                    Made(role, call.node, entries, first.whole, client=Client.LIBRDKAFKA, spell=_spell),
                )
            return Instance(call.node, name, tuple(arguments), run.place)
        if isinstance(receiver, Instance):
            return receiver
        if isinstance(receiver, MapValue) and name in ("Set", "Add", "TryAdd") and len(call.arguments) == 2:
            run.value_into(receiver, (call.arguments[0], call.arguments[1]), run.owner)
            return receiver
        if name in ("ToString", "Trim") and isinstance(receiver, Known):
            return receiver
        if name in ("GetValue", "GetEnvironmentVariable", "GetSection", "GetConnectionString"):
            return UNKNOWN
        if name == "Join" and len(arguments) == 2 and isinstance(arguments[1], Items):
            values = arguments[1].values
            if all(isinstance(one, Known) for one in values):
                return Known(",".join(one.value or "" for one in values if isinstance(one, Known)))
        return None

    def unused(self, maps: list[MapValue]) -> list[Made]:
        """Configuration objects that somebody else makes a client of."""
        found = []
        for one in maps:
            role = _CONFIGS.get(one.type)
            if role is not None and one.entries and id(one) not in self._used:
                entries = list(one.entries.values())
                found.append(Made(role, one.node, entries, whole=False, owned=False,
                                  client=Client.LIBRDKAFKA, spell=_spell))  # fmt: skip
        return found
