"""Spring Cloud Stream: the Kafka binder, its bindings, and what it adds by itself (acks=1, for one).

Source: KafkaBinderConfigurationProperties.mergedProducerConfiguration and mergedConsumerConfiguration,
BindingUtils.createProducerConfigs and createConsumerConfigs of the binder 4.3.0. What `spring.kafka` says
comes first, then the binder, then the binding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, Loss, Origin, Reading, Setting
from kafka_architect.validation.dialects.formats.flat_keys import (
    flat_file,
    may_begin_with,
    with_key,
    with_value,
)
from kafka_architect.validation.dialects.formats.flat_writer import writer_of
from kafka_architect.validation.dialects.spring.binders import binders_of, take_login, with_default_port
from kafka_architect.validation.dialects.spring.kafka import map_key, spring_configurations
from kafka_architect.validation.dialects.spring.misplaced import misplaced
from kafka_architect.validation.dialects.spring.profiles import uniform, variants
from kafka_architect.validation.dialects.spring.streams_binder import STREAMS, streams_application
from kafka_architect.validation.dialects.spring.values import of_map, resolve
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kafka_architect.validation.dialects.formats.flat_keys import FlatKey
    from kafka_architect.validation.dialects.spring.binders import Binder
    from kafka_architect.validation.dialects.spring.misplaced import Misplaced
    from kafka_architect.validation.dialects.spring.profiles import Variant
    from kafka_architect.validation.source_file import SourceFile

NAME = "spring-cloud-stream"
_ROOT = "spring.cloud.stream."
_KAFKA = _ROOT + "kafka."
_DEFAULT_PORT = "9092"
_BYTES = "org.apache.kafka.common.serialization.ByteArray"
_CONCERN = (_ROOT, "spring.kafka.")
_SIDES = {Role.PRODUCER: "producer", Role.CONSUMER: "consumer"}
# uniform name of a typed property of a binding -> Kafka's key
_TYPED = {
    Role.PRODUCER: {
        "buffersize": "batch.size",
        "batchtimeout": "linger.ms",
        "compressiontype": "compression.type",
    },
    Role.CONSUMER: {"startoffset": "auto.offset.reset"},
}
_FRAMEWORK = {
    # Serializers: KafkaBinderEnvironmentPostProcessor and BindingUtils.
    Role.PRODUCER: {
        "key.serializer": f"{_BYTES}Serializer",
        "value.serializer": f"{_BYTES}Serializer",
        "acks": "1",
        "batch.size": "16384",
        "linger.ms": "0",
        "compression.type": "none",
    },
    Role.CONSUMER: {
        "key.deserializer": f"{_BYTES}Deserializer",
        "value.deserializer": f"{_BYTES}Deserializer",
        "auto.commit.interval.ms": "100",
        "auto.offset.reset": "earliest",
        "enable.auto.commit": "false",
    },
}
_DROPPED = "the binder passes on only keys of the client's ConfigDef, and silently drops this key"
_MANAGED = "the binder sets it itself and ignores this value"


@dataclass(slots=True)
class _Keys:
    """The keys of one place, by what they are for."""

    shared: list[tuple[str, Setting]] = field(default_factory=list)  # configuration.*
    sides: dict[Role, list[tuple[str, Setting]]] = field(
        default_factory=lambda: {Role.PRODUCER: [], Role.CONSUMER: []}
    )
    typed: dict[str, Setting] = field(default_factory=dict)  # uniform name -> setting
    binder: str | None = None  # that a binding names
    misplaced: list[tuple[Setting, Misplaced]] = field(default_factory=list)  # in the wrong tree
    of_kafka: bool = False  # the binder is told: it has keys below spring.cloud.stream.kafka.bindings


def recognises(file: SourceFile) -> bool:
    """By a key of a Kafka binder, in the application's own environment or in that of one of its binders."""
    if "stream" not in file.text or "kafka" not in file.text:
        return False
    return may_begin_with(file, "spring", uniform) and any(
        _KAFKA in uniform(key.name) and uniform(key.name).startswith(_ROOT)
        for document in flat_file(file).documents
        for key in document.keys
    )


def is_of_binder(name: str) -> bool:
    """Whether a property is one of the Kafka binder, and not of that of Kafka Streams."""
    spelled = uniform(name)
    return spelled.startswith(_KAFKA) and not spelled.startswith(STREAMS)


def read(file: SourceFile, role: Role | None) -> Reading:
    """A producer or consumer for each binding, and what `spring.kafka` configures beside."""
    return read_application(file, role, ())


def read_application(file: SourceFile, role: Role | None, application: tuple[SourceFile, ...]) -> Reading:
    """The same where the base, or profiles, have files of their own."""
    reading = Reading(faults=list(flat_file(file).faults))
    for variant in variants(file, application, _concerns):
        name = file.name + (f" [{variant.profile}]" if variant.profile else "")
        own = list(spring_configurations(file, variant, name))
        written = [each for each in own if each.complete]  # and not assumed for what all clients share
        for configuration in (*written, *_of_binders(file, variant, name, own)):
            if role in (None, configuration.role):
                configuration.complete &= variant.complete
                configuration.dialect = NAME
                configuration.application = application[0] if application else None
                reading.configurations.append(configuration)
    return reading


def _of_binders(
    file: SourceFile, variant: Variant, name: str, own: list[Configuration]
) -> Iterator[Configuration]:
    """The clients of each binder; one with an environment of its own has its own spring.kafka too."""
    for binder in binders_of(variant):
        label = f"{name}: {binder.name}" if binder.name else name
        seen = own
        if binder.name:
            seen = list(spring_configurations(file, binder.variant, label))
        if binder.of_messages and (binder.name or _speaks_of_messages(file, variant)):
            yield from binding_configurations(file, binder.variant, name, seen, binder)
        if binder.of_streams or not binder.name:
            application = streams_application(file, binder.variant, label, seen)
            if application is not None:
                yield application


def _speaks_of_messages(file: SourceFile, variant: Variant) -> bool:
    """Whether the binder of messages is used: a profile that speaks of it tells it of the others too."""
    documents = (*flat_file(file).documents, *variant.documents)
    return any(is_of_binder(key.name) for document in documents for key in document.keys)


def _concerns(key: FlatKey) -> bool:
    return uniform(key.name).startswith(_CONCERN)


def binding_configurations(
    file: SourceFile,
    variant: Variant,
    name: str,
    own: list[Configuration],
    of: Binder | None = None,
) -> Iterator[Configuration]:
    """A client for each binding of a binder (None: the only one); without bindings those of the binder."""
    places = _places(variant)
    binder = places.pop("", _Keys())
    default = places.pop("default", _Keys())
    if of is not None:
        places = {binding: keys for binding, keys in places.items() if of.takes(keys.binder)}
        if of.name and not places:
            return
    if any(uniform(key.name).startswith(STREAMS) for each in variant.documents for key in each.keys):
        # A binding that says nothing else may be a stream of Kafka Streams.
        places = {binding: keys for binding, keys in places.items() if keys.of_kafka}
    grouped = _default_group(variant)
    for binding, keys in (places or {"binder": _Keys()}).items():
        for role in _roles(binding, keys):
            below = f"kafka.bindings.{binding}.{_SIDES[role]}.configuration"
            if binding == "binder":
                below = f"kafka.binder.{_SIDES[role]}-properties"
            found = Configuration(role, f"{name}: {binding} {role}", file, NAME)
            found.writer = writer_of(variant.documents, _speller(below), uniform)
            _fill(found, binder, [default, keys], own)
            if role is Role.CONSUMER and binding != "binder" and not grouped:
                _note_anonymous(found)
            _begin(found, variant)
            yield found


def _begin(found: Configuration, variant: Variant) -> None:
    """Where the binding is written last, in the first of the application's files that knows it."""
    for document in variant.documents:
        places = [
            one.key_span for one in found.settings.values() if one.key_span and one.file is document.file
        ]
        if places:
            found.file, found.span = document.file, max(places, key=lambda span: span.start)
            return


def _speller(below: str) -> Callable[[str], str | None]:
    return lambda key: f"{_ROOT}{below}.{key}"


def _places(variant: Variant) -> dict[str, _Keys]:
    """The keys of the binder (""), of the defaults ("default") and of each binding."""
    found: dict[str, _Keys] = {}
    for document in variant.documents:
        for key in document.keys:
            if not uniform(key.name).startswith(_ROOT):
                continue
            parts = key.name.split(".")[3:]
            kafka = uniform(parts[0]) == "kafka"
            parts = parts[1:] if kafka else parts
            place = uniform(parts[0]) if parts else ""
            if place == "bindings" and len(parts) > 2:
                keys = found.setdefault(parts[1], _Keys())
                keys.of_kafka |= kafka
                wrong = misplaced(parts[1], parts[2:], kafka=kafka)
                if wrong is not None:
                    keys.misplaced.append((resolve(key.setting), wrong))
                else:
                    _note(keys, parts[2:], key)
            elif kafka and place in ("binder", "default"):
                _note(found.setdefault("" if place == "binder" else "default", _Keys()), parts[1:], key)
    return found


def _note(keys: _Keys, parts: list[str], key: FlatKey) -> None:
    setting = resolve(key.setting)
    spelled = [uniform(part) for part in parts]
    side = next((role for role, name in _SIDES.items() if spelled[:1] == [name]), None)
    if spelled[:1] == ["configuration"]:
        keys.shared.append(_entry(parts[1:], setting))
    elif spelled[:1] in (["producerproperties"], ["consumerproperties"]):
        role = Role.PRODUCER if spelled[0].startswith("producer") else Role.CONSUMER
        keys.sides[role].append(_entry(parts[1:], setting))
    elif side is not None and spelled[1:2] == ["configuration"]:
        keys.sides[side].append(_entry(parts[2:], setting))
    else:
        keys.typed[".".join(spelled)] = setting
        if spelled == ["binder"]:
            keys.binder = setting.value


def _entry(parts: list[str], setting: Setting) -> tuple[str, Setting]:
    key = map_key(".".join(parts))
    return key, of_map(setting, key)


def _roles(binding: str, keys: _Keys) -> tuple[Role, ...]:
    """Whether a binding is written to or read from: by its keys, then by its name."""
    told = [
        role
        for role, name in _SIDES.items()
        if keys.sides[role]
        or any(typed.startswith(f"{name}.") for typed in keys.typed)
        or any(wrong.side == name for _, wrong in keys.misplaced)
    ]
    if told:
        return tuple(told)
    lowered = binding.lower()
    if "-in-" in lowered or lowered.startswith("input") or "group" in keys.typed:
        return (Role.CONSUMER,)
    if "-out-" in lowered or lowered.startswith("output"):
        return (Role.PRODUCER,)
    return tuple(_SIDES) if binding == "binder" else ()


def _fill(found: Configuration, binder: _Keys, places: list[_Keys], own: list[Configuration]) -> None:
    role = found.role
    for key, framework in (_FRAMEWORK[role] | {"bootstrap.servers": "localhost:9092"}).items():
        found.settings[key] = Setting(key, framework, Origin.FRAMEWORK)
    _fill_from_binder(found, binder, own)
    if role is Role.CONSUMER:
        _take_what_the_binder_manages(found)
    for place in places:
        for name, key in _TYPED[role].items():
            typed = place.typed.get(f"{_SIDES[role]}.{name}")
            if typed is not None:
                value = typed.value.lower() if typed.value is not None else None
                found.settings[key] = with_value(typed, key, value, resolved=typed.resolved)
        for key, setting in place.sides[role]:
            found.settings[key] = with_key(setting, key)
        for setting, wrong in place.misplaced:
            if wrong.side in (None, _SIDES[role]):
                found.losses.append(Loss(setting, wrong.reason, cure=wrong.cure))
        _note_facts(found, place)


def _fill_from_binder(found: Configuration, binder: _Keys, own: list[Configuration]) -> None:
    role = found.role
    brokers, acks = binder.typed.get("brokers"), binder.typed.get("requiredacks")
    if brokers is not None and brokers.value is not None:
        port = binder.typed.get("defaultbrokerport")
        value = with_default_port(brokers.value, (port.value if port else None) or _DEFAULT_PORT)
        servers = with_value(brokers, "bootstrap.servers", value, resolved=brokers.resolved)
        found.settings["bootstrap.servers"] = servers
    if role is Role.PRODUCER and acks is not None:
        found.settings["acks"] = with_key(acks, "acks")
    for configuration in own:
        if configuration.role is role:
            written = configuration.settings.items()
            found.settings.update({key: one for key, one in written if one.origin is Origin.FILE})
    for key, setting in binder.shared:
        if key_catalogue(DEFAULT_VERSION, role).get(key) is not None:
            found.settings[key] = with_key(setting, key)
        elif not key.startswith("schema.registry.") and not _known(key):
            found.losses.append(Loss(with_key(setting, key), _DROPPED, None, _cure(role)))
    for key, setting in binder.sides[role]:
        found.settings[key] = with_key(setting, key)
    take_login(found, binder.typed)


def _default_group(variant: Variant) -> bool:
    name = uniform(f"{_ROOT}default.group")
    return any(uniform(key.name) == name for document in variant.documents for key in document.keys)


def _note_anonymous(consumer: Configuration) -> None:
    """KafkaMessageChannelBinder: without a group `anonymous.` and a new UUID, which begins at the end."""
    if "group.id" in consumer.settings:
        return
    fact = attributes.ANONYMOUS_GROUP
    consumer.attributes[fact] = Setting(fact, "true", written=fact, span=consumer.span, file=consumer.file)
    if consumer.settings["auto.offset.reset"].origin is Origin.FRAMEWORK:
        consumer.settings["auto.offset.reset"] = Setting("auto.offset.reset", "latest", Origin.FRAMEWORK)


def _known(key: str) -> bool:
    return any(key_catalogue(DEFAULT_VERSION, role).get(key) is not None for role in _SIDES)


def _cure(role: Role) -> str:
    return f"write it under {_KAFKA}binder.{_SIDES[role]}-properties, with the Kafka key name"


def _take_what_the_binder_manages(consumer: Configuration) -> None:
    """filterStreamManagedConfiguration: group.id, and enable.auto.commit=true, do not come through."""
    commit, group = consumer.settings.get("enable.auto.commit"), consumer.settings.get("group.id")
    if commit is not None and commit.value == "true":
        consumer.losses.append(Loss(commit, _MANAGED, "enable.auto.commit"))
        consumer.settings["enable.auto.commit"] = Setting("enable.auto.commit", "false", Origin.FRAMEWORK)
    if group is not None:
        cure = f"write {_ROOT}bindings.NAME.group"
        consumer.losses.append(Loss(group, _MANAGED, "group.id", cure))
        del consumer.settings["group.id"]


def _note_facts(found: Configuration, place: _Keys) -> None:
    group = place.typed.get("group")
    if found.role is Role.CONSUMER and group is not None:
        found.settings["group.id"] = with_key(group, "group.id")
    facts = {"consumer.concurrency": attributes.CONCURRENCY, "consumer.ackmode": attributes.ACK_MODE}
    for name, fact in facts.items():
        setting = place.typed.get(name)
        if found.role is Role.CONSUMER and setting is not None:
            value = setting.value.upper().replace("-", "_") if setting.value else setting.value
            found.attributes[fact] = with_value(setting, fact, value, resolved=setting.resolved)
