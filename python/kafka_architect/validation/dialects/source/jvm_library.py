"""Maps, constants and clients of the JVM's languages: what their calls give, and what they make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.catalogue.java_constants import constant_for, java_constant
from kafka_architect.validation.dialects.source import jvm_scalars
from kafka_architect.validation.dialects.source.arithmetic import operated
from kafka_architect.validation.dialects.source.configurations import Made, known_text
from kafka_architect.validation.dialects.source.jvm_clients import (
    ALPAKKA,
    ALPAKKA_KEYS,
    CLASSES,
    FLINK,
    FLINK_BUILDERS,
    FLINK_FIXED,
    FLINK_SETS,
    MAP_CALLS,
    MAPS,
    METHODS,
    NO_CLIENTS,
    SERIALIZATION,
    SERIALIZERS,
    SPARK_SETS,
    STREAMS_PREFIXES,
    WRAPPERS,
)
from kafka_architect.validation.dialects.source.program import (
    Call,
    Name,
    Operation,
    Pairs,
    Sequence,
    Text,
)
from kafka_architect.validation.dialects.source.values import (
    UNKNOWN,
    Closure,
    Instance,
    Known,
    MapValue,
)
from kafka_architect.validation.dialects.source.words import words
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from tree_sitter import Node

    from kafka_architect.validation.dialects.source.evaluation import Evaluation
    from kafka_architect.validation.dialects.source.jvm_clients import Maker
    from kafka_architect.validation.dialects.source.program import (
        Expression,
    )
    from kafka_architect.validation.dialects.source.syntax import SyntaxFile
    from kafka_architect.validation.dialects.source.values import Entry, Value

_PUTS = frozenset({"put", "setProperty", "set", "updated"})
_ALL = frozenset({"putAll", "putAllIfAbsent", "plus", "plusAssign", "setProperties", "+", "++"})
_SAME_MAP = words(
    """
    build buildOrThrow unmodifiableMap copyOf toMap asJava toProperties toMutableMap also clone
    synchronizedMap asScala toJavaMap buildKeepingLast
    """
)
_WITH_LAMBDA = ("apply", "also", "run", "let", "with")
_PAIR = 2
_TOPIC_FACTS = (attributes.TOPIC_NAME, attributes.PARTITIONS, attributes.REPLICATION_FACTOR)
_BUILDER_FACTS = {"partitions": attributes.PARTITIONS, "replicas": attributes.REPLICATION_FACTOR}


class JvmLibrary:
    """Maps, constants and clients of the JVM."""

    def __init__(self, everything_of: list[str], spark_of: SyntaxFile) -> None:
        self._wide = everything_of
        self._source = spark_of
        self.tests = False  # whether the file makes stand-ins for clients, of settings that nobody checks
        self._made: dict[tuple[int, Role], Made] = {}
        self._maps: dict[tuple[int, Role], MapValue] = {}  # what the same clients are made of
        self._topics: dict[int, tuple[Instance, MapValue]] = {}
        self._sparks: dict[int, tuple[Role, Instance, MapValue]] = {}

    def made(self) -> list[Made]:
        """The clients and topics, in their order; whole where nobody else had the map in hand, also later."""
        for key, one in self._made.items():
            one.whole = one.whole and self._maps[key].whole
        topics = (_topic(instance, settings) for instance, settings in self._topics.values())
        sparks = (_spark(*one) for one in self._sparks.values() if one[2].entries)
        clients = (one for one in self._made.values() if one.entries or one.whole)
        found = [*clients, *topics, *sparks]
        return sorted(found, key=lambda one: one.node.start_byte)

    def taken(self) -> list[MapValue]:
        """The maps that the clients are made of."""
        return list(self._maps.values())

    # Names.

    def constant(self, name: str) -> Value | None:
        """A constant of Kafka's or Java's own classes."""
        own = java_constant(name)
        if own is not None:
            return Known(own)
        if "." not in name:
            return self._imported(name)
        if name.endswith(".class"):
            return self._class(name.removesuffix(".class"))
        return jvm_scalars.constant(name) or _enumerated(name)

    def _imported(self, name: str) -> Value | None:
        for holder in self._wide:
            own = java_constant(f"{holder}.{name}")
            if own is not None:
                return Known(own)
        return None

    def _class(self, name: str) -> Value | None:
        if name in SERIALIZERS and SERIALIZATION in self._wide:
            return Known(f"{SERIALIZATION}.{name}", "class")
        return None

    # Calls.

    def pairs(self, run: Evaluation, pairs: Pairs, found: MapValue) -> None:
        """Nothing is made of a map that is written out."""

    def call(  # noqa: PLR0911, PLR0912 - one known case after the other
        self, run: Evaluation, call: Call, receiver: Value | None, arguments: list[Value]
    ) -> Value | None:
        """Maps first, then scalars, then what makes clients."""
        if isinstance(receiver, MapValue):
            found = self._on_map(run, call, receiver, arguments)
            if found is not None:
                return found
        if isinstance(receiver, Instance):
            return self._on_instance(run, call, receiver, arguments)
        last = call.function.rpartition(".")[2]
        owner = call.receiver.dotted.rpartition(".")[2] if isinstance(call.receiver, Name) else ""
        maker = CLASSES.get(last) if call.creates or owner == "" else METHODS.get((owner, call.function))
        if maker is not None and (call.creates or owner or last[:1].isupper()):
            return self._client(run, call, last, maker, arguments)
        if call.creates or last in WRAPPERS or last in MAPS:
            made = self._object(run, call, last, arguments)
            if made is not None:
                return made
        found = self._new_map(run, call, owner, last, arguments)
        if found is not None:
            return found
        if last in NO_CLIENTS:
            self.tests = True
            return run.instance(call, last)
        if last in ALPAKKA or owner in ALPAKKA:
            return run.new_map(call.node, owner or last, whole=False)
        if owner == "StreamsConfig" and call.function in STREAMS_PREFIXES and arguments:
            return operated("+", Known(STREAMS_PREFIXES[call.function]), arguments[0])
        if owner in FLINK_BUILDERS and call.function == "builder":
            return run.new_map(call.node, owner)
        if owner == "TopicBuilder" and call.function == "name":
            return self._new_topic(run, call, arguments)
        if call.function == "format" and known_text(arguments[0] if arguments else None) == "kafka":
            return self._new_spark(run, call)
        return jvm_scalars.call(call, receiver, arguments)

    def _object(self, run: Evaluation, call: Call, last: str, arguments: list[Value]) -> Value | None:
        if last in WRAPPERS and arguments:
            return arguments[0] if isinstance(arguments[0], MapValue) else None
        if last in MAPS or call.function in MAPS:
            found = run.new_map(call.node, last)
            for one in arguments:
                if isinstance(one, Known) and one.kind in ("int", "double"):
                    continue  # a capacity
                found.merge(one)
            return found
        if last == "NewTopic" and arguments:
            return self._new_topic(run, call, arguments)
        return None

    def _new_map(  # noqa: PLR0911 - one known case after the other
        self, run: Evaluation, call: Call, owner: str, last: str, arguments: list[Value]
    ) -> Value | None:
        """Map.of, mapOf, Map(...), ImmutableMap.builder() and the like."""
        name = call.function
        if owner in ("Map", "ImmutableMap") and name == "of":
            found = run.new_map(call.node)
            for key, value in zip(call.arguments[::2], call.arguments[1::2], strict=False):
                run.value_into(found, (key, value), None, statement=False)
            return found
        if owner == "ImmutableMap" and name == "builder":
            return run.new_map(call.node)
        if owner == "Collections" and name == "singletonMap" and len(call.arguments) == _PAIR:
            found = run.new_map(call.node)
            run.value_into(found, (call.arguments[0], call.arguments[1]), None, statement=False)
            return found
        if owner == "Map" and name == "entry":
            return UNKNOWN
        if owner == "Map" and name == "ofEntries":
            return _of_pairs(run, call)
        if last in MAP_CALLS and not call.creates and (not owner or (owner == "Map" and name == "apply")):
            found = _of_pairs(run, call)
            for one in arguments:
                if isinstance(one, Closure):
                    run.apply(one, found)
            return found
        if name in _SAME_MAP and len(arguments) == 1 and isinstance(arguments[0], MapValue):
            return arguments[0]
        return None

    def _on_map(self, run: Evaluation, call: Call, found: MapValue, arguments: list[Value]) -> Value | None:  # noqa: PLR0911, PLR0912 - one known case after the other
        name, given = call.function, call.arguments
        if found.type in ALPAKKA:
            return self._on_alpakka(run, call, found, arguments)
        if found.type in FLINK_BUILDERS:
            return self._on_builder(run, call, found, arguments)
        if name in _PUTS and len(given) == _PAIR:
            run.value_into(found, (given[0], given[1]), run.owner)
            return found
        if name == "putIfAbsent" and len(given) == _PAIR:
            key = known_text(arguments[0])
            if key is None or key not in found.entries:
                run.value_into(found, (given[0], given[1]), run.owner)
            return found
        if name in _ALL and len(given) == 1:
            if isinstance(given[0], (Operation, Pairs)):
                _put_pair(run, found, given[0])
            else:
                found.merge(arguments[0], surely=run.surely(found))
            return found
        if name in ("remove", "-=") and given:
            key = known_text(arguments[0])
            if key is None:
                found.whole = False
            else:
                found.drop(key, surely=run.surely(found))
            return found
        if (
            name in ("apply", "also", "run", "let", "with")
            and arguments
            and isinstance(arguments[-1], Closure)
        ):
            run.apply(arguments[-1], found)
            return found
        if name in _SAME_MAP:
            return found
        if name in ("get", "getProperty", "getOrDefault") and arguments:
            entry = found.entries.get(known_text(arguments[0]) or "")
            return entry.value if entry is not None and entry.certain else UNKNOWN
        return None

    # Clients.

    def _client(
        self, run: Evaluation, call: Call, last: str, maker: Maker, arguments: list[Value]
    ) -> Value | None:
        position = maker.position
        if position >= len(arguments):
            return None
        settings = arguments[position]
        if not isinstance(settings, MapValue):
            settings = next((one for one in arguments if isinstance(one, MapValue)), settings)
        if isinstance(settings, Closure):
            return None
        if isinstance(settings, MapValue):
            framework: dict[str, str | None] = dict.fromkeys(maker.sets)
            framework.update(maker.fixed)
            if len(arguments) > position + 1:
                framework.update(dict.fromkeys(maker.with_more))
            self._note(call, maker.role, settings, framework)
        return run.instance(call, last, arguments)

    def _note(self, call: Call, role: Role, settings: MapValue, framework: dict[str, str | None]) -> None:
        """A client; where its function is followed with arguments, the call that knows more counts."""
        entries = list(settings.entries.values())
        made = Made(role, call.node, entries, settings.whole and not settings.foreign,
                    framework=framework, spell=_spell)  # fmt: skip
        earlier = self._made.get((call.node.id, role))
        if earlier is None or len(_certain(entries)) > len(_certain(earlier.entries)):
            self._made[call.node.id, role] = made
            self._maps[call.node.id, role] = settings

    def _on_instance(
        self, run: Evaluation, call: Call, receiver: Instance, arguments: list[Value]
    ) -> Value | None:
        if receiver.node.id in self._sparks:
            return self._on_spark(run, call, receiver, arguments)
        if receiver.node.id in self._topics:
            _, settings = self._topics[receiver.node.id]
            if call.function == "config" and len(call.arguments) == _PAIR:
                run.value_into(settings, (call.arguments[0], call.arguments[1]), run.owner, statement=False)
            elif call.function == "configs" and arguments:
                settings.merge(arguments[0])
            elif call.function == "compact":
                settings.whole = False
            else:
                receiver.steps.append((call.function, tuple(arguments)))
                receiver.nodes.append(call.arguments[0].node if call.arguments else call.node)
            return receiver
        return receiver if call.function in _SAME_MAP else UNKNOWN

    # Akka's and Pekko's connectors.

    @staticmethod
    def _on_alpakka(run: Evaluation, call: Call, found: MapValue, arguments: list[Value]) -> Value:
        key = ALPAKKA_KEYS.get(call.function)
        if key is not None and len(arguments) == 1:
            pair = (Name(call.node, call.function), call.arguments[0])
            run.put(found, key, pair, arguments[0], None, statement=False)
        elif call.function == "withProperty" and len(call.arguments) == _PAIR:
            run.value_into(found, (call.arguments[0], call.arguments[1]), None, statement=False)
        elif call.function == "withProperties":
            for given, one in zip(call.arguments, arguments, strict=True):
                if not _put_pair(run, found, given):
                    found.merge(one)
        return found

    # Flink's builders.

    def _on_builder(self, run: Evaluation, call: Call, found: MapValue, arguments: list[Value]) -> Value:
        role, name = FLINK_BUILDERS[found.type], call.function
        if name in FLINK and len(arguments) == 1:
            key = FLINK[name]
            pair = (Name(call.node, name), call.arguments[0])
            run.put(found, key, pair, arguments[0], None, statement=False)
        elif name == "setProperty" and len(call.arguments) == _PAIR:
            run.value_into(found, (call.arguments[0], call.arguments[1]), None, statement=False)
        elif name in ("setProperties", "setKafkaProducerConfig") and arguments:
            found.merge(arguments[0])
        elif name == "build":
            framework: dict[str, str | None] = dict.fromkeys(FLINK_SETS[role])
            framework.update(FLINK_FIXED[role])
            self._note(call, role, found, framework)
        return found

    # Topics.

    def _new_topic(self, run: Evaluation, call: Call, arguments: list[Value]) -> Instance:
        found = run.instance(call, "NewTopic", arguments)
        found.nodes = [one.node for one in call.arguments]
        settings = run.new_map(call.node)
        self._topics.setdefault(call.node.id, (found, settings))
        return self._topics[call.node.id][0]

    # Spark.

    def _new_spark(self, run: Evaluation, call: Call) -> Value:
        said = "" if call.receiver is None else self._source.text(call.receiver.node)
        role = Role.PRODUCER if re.search(r"\.\s*write", said) else Role.CONSUMER
        found = run.instance(call, "spark")
        self._sparks.setdefault(call.node.id, (role, found, run.new_map(call.node, "spark")))
        return self._sparks[call.node.id][1]

    def _on_spark(self, run: Evaluation, call: Call, receiver: Instance, arguments: list[Value]) -> Value:
        _, _, settings = self._sparks[receiver.node.id]
        if call.function == "option" and len(call.arguments) == _PAIR:
            key = known_text(arguments[0])
            if key is None:
                settings.whole = False
            elif key.startswith("kafka."):
                pair = (call.arguments[0], call.arguments[1])
                run.put(settings, key.removeprefix("kafka."), pair, arguments[1], None, statement=False)
        elif call.function == "options":
            settings.whole = False
        return receiver


def _certain(entries: list[Entry]) -> list[Entry]:
    return [one for one in entries if one.certain and isinstance(one.value, Known)]


def _spell(entry: Entry, key: str) -> str | None:
    """Another key in place of a text, or of a constant of the same class."""
    if isinstance(entry.key_expression, Text):
        return key
    if isinstance(entry.key_expression, Name):
        holder = entry.key_expression.dotted.rpartition(".")[0]
        constant = constant_for(holder.rpartition(".")[2], key) if holder else None
        return f"{holder}.{constant}" if constant is not None else None
    return None


def _of_pairs(run: Evaluation, call: Call) -> MapValue:
    found = run.new_map(call.node)
    for one in call.arguments:
        if not _put_pair(run, found, one):
            value = run.value(one)
            if isinstance(value, (Closure,)):
                continue
            found.merge(value)
    return found


def _put_pair(run: Evaluation, found: MapValue, one: Expression) -> bool:
    """A to b, a -> b, Map.entry(a, b), (a, b)."""
    if isinstance(one, Operation) and one.operator in ("to", "->"):
        run.value_into(found, (one.left, one.right), one.node, statement=False)
        return True
    if isinstance(one, Call) and one.function in ("entry", "Pair", "Tuple2") and len(one.arguments) == _PAIR:
        run.value_into(found, (one.arguments[0], one.arguments[1]), one.node, statement=False)
        return True
    if isinstance(one, Sequence) and len(one.values) == _PAIR and one.node.type == "tuple_expression":
        run.value_into(found, (one.values[0], one.values[1]), one.node, statement=False)
        return True
    if isinstance(one, Pairs):
        found.merge(run.value(one))
        return True
    return False


def _topic(instance: Instance, settings: MapValue) -> Made:
    found = dict(zip(_TOPIC_FACTS, instance.arguments, strict=False))
    nodes = dict(zip(_TOPIC_FACTS, instance.nodes, strict=False))
    for number, (step, arguments) in enumerate(instance.steps):
        fact = _BUILDER_FACTS.get(step, "")
        if fact and arguments:
            found[fact] = arguments[0]
            nodes[fact] = instance.nodes[len(instance.arguments) + number]
    kept: dict[str, tuple[Node, Value]] = {
        fact: (nodes[fact], value)
        for fact, value in found.items()
        if isinstance(value, Known) and value.value not in (None, "-1")
    }
    name = known_text(found.get(attributes.TOPIC_NAME)) or ""
    entries = list(settings.entries.values())
    return Made(Role.TOPIC, instance.node, entries, settings.whole, name=name, attributes=kept, spell=_spell)


def _spark(role: Role, instance: Instance, settings: MapValue) -> Made:
    return Made(
        role, instance.node, list(settings.entries.values()), settings.whole,
        framework=dict.fromkeys(SPARK_SETS[role]), spell=lambda entry, key: f"kafka.{key}"
        if isinstance(entry.key_expression, Text) else None,
    )  # fmt: skip


def _enumerated(name: str) -> Known | None:
    """Constants of Kafka's enumerations, as their texts."""
    parts = name.split(".")
    for holder in ("SecurityProtocol", "IsolationLevel", "CompressionType", "OffsetResetStrategy"):
        if holder not in parts:
            continue
        rest = parts[parts.index(holder) + 1 :]
        field = rest[1:] == ["name"]
        if len(rest) == 1 or field:
            match holder:
                case "SecurityProtocol" | "IsolationLevel":
                    return Known(rest[0])
                case "CompressionType" if field:
                    return Known(rest[0].lower())
    return None
