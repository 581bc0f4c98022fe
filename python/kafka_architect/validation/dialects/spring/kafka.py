"""The Kafka clients that the keys below `spring.kafka` configure, as Spring Boot builds their maps."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, Loss, Origin, Setting
from kafka_architect.validation.dialects.formats.flat_keys import with_key, with_value
from kafka_architect.validation.dialects.formats.flat_writer import writer_of
from kafka_architect.validation.dialects.spring.fields import COMMON, FRAMEWORK, OWN, REPLACED, SECTIONS
from kafka_architect.validation.dialects.spring.profiles import uniform
from kafka_architect.validation.dialects.spring.values import convert, of_map, resolve
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.dialects.formats.flat_keys import FlatKey
    from kafka_architect.validation.dialects.spring.profiles import Variant
    from kafka_architect.validation.source_file import SourceFile

ROOT = "spring.kafka"
_PROPERTIES = "properties"
_ROLE_OF = {section: role for role, (section, _) in SECTIONS.items()}
_BRACKETS = re.compile(r"\[([^\[\]]*)\]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LISTENER = {"concurrency": attributes.CONCURRENCY, "ackmode": attributes.ACK_MODE}
_DROPPED = "Spring Boot has no such property and ignores it: Kafka never sees it"
_REPLACED = "Spring Boot no longer has this property and ignores it"
# Units that Kafka's names end with and people leave out.
_ENDINGS = ("", ".ms", ".bytes")


@dataclass(frozen=True, slots=True)
class _Key:
    """A key below spring.kafka: `section` "" for those that all clients share."""

    section: str
    rest: str  # what follows the section, in the file's spelling
    flat: FlatKey
    setting: Setting


def spring_configurations(file: SourceFile, variant: Variant, name: str) -> Iterator[Configuration]:
    """The clients of one variant. Without sections of their own, two clients are assumed."""
    keys = list(_keys(variant))
    sections = {key.section for key in keys}
    roles = [role for role, (section, _) in SECTIONS.items() if section in sections]
    if "listener" in sections and Role.CONSUMER not in roles:
        roles.append(Role.CONSUMER)
    assumed = not roles and any(not key.section for key in keys)
    first = True
    for role in roles or ((Role.PRODUCER, Role.CONSUMER) if assumed else ()):
        configuration = _configuration(file, variant, name, role, keys)
        configuration.complete = not assumed
        if first:
            configuration.losses.extend(_lost_commons(keys))
            first = False
        yield configuration


def spring_name(role: Role, key: str) -> str:
    """The whole name under which Spring Boot takes a Kafka key."""
    section, fields = SECTIONS[role]
    for spelled, (kafka_key, _) in fields.items():
        if kafka_key == key:
            return f"{ROOT}.{section}.{spelled}"
    return f"{ROOT}.{section}.{_PROPERTIES}.{key}"


def shared_name(key: str) -> str:
    """The whole name of a Kafka key among those that all clients share."""
    for spelled, (kafka_key, _) in COMMON.items():
        if kafka_key == key:
            return f"{ROOT}.{spelled}"
    return f"{ROOT}.{_PROPERTIES}.{key}"


def map_key(rest: str) -> str:
    """A key of a Map<String, String>: brackets keep what is in them; only letters, digits, - . _ stay."""
    if "[" in rest:
        rest = _BRACKETS.sub(lambda found: "." + found.group(1), rest).removeprefix(".")
    return re.sub(r"[^A-Za-z0-9._-]", "", rest)


def _keys(variant: Variant) -> Iterator[_Key]:
    """The keys below spring.kafka; of one name the last document's."""
    found: dict[str, _Key] = {}
    for document in variant.documents:
        for flat in document.keys:
            if not uniform(flat.name).startswith(ROOT + "."):
                continue
            below = flat.name.split(".", 2)[2]
            head, _, rest = below.partition(".")
            section = uniform(head)
            if section not in (*_ROLE_OF, "listener", "jaas", "template", "retry") or not rest:
                section, rest = "", below
            # Keys of a map are told apart as they are written; other names by relaxed binding.
            plain = rest if uniform(rest).startswith(_PROPERTIES) else uniform(rest)
            found[f"{section} {plain}"] = _Key(section, rest, flat, resolve(flat.setting))
    yield from found.values()


def _configuration(
    file: SourceFile, variant: Variant, name: str, role: Role, keys: list[_Key]
) -> Configuration:
    section, _ = SECTIONS[role]
    writer = writer_of(variant.documents, lambda key: spring_name(role, key), uniform)
    configuration = Configuration(role, f"{name}: {section}", file, "spring-boot", writer=writer)
    for key, value in FRAMEWORK[role].items():
        configuration.settings[key] = Setting(key, value, Origin.FRAMEWORK)
    _fill(configuration, [key for key in keys if not key.section], shared=True)
    own = [key for key in keys if key.section == section]
    _fill(configuration, own, shared=False)
    if role is Role.PRODUCER and "transactional.id" in configuration.settings:
        # DefaultKafkaProducerFactory.enableIdempotentBehaviour
        idempotence = Setting("enable.idempotence", "true", Origin.FRAMEWORK)
        configuration.settings.setdefault("enable.idempotence", idempotence)
    if role is Role.CONSUMER:
        configuration.attributes.update(_listener(keys))
    if role is Role.STREAMS:
        _application_id(configuration, variant)
    _jaas(configuration, keys)
    _begin(configuration, variant, section)
    return configuration


def _begin(configuration: Configuration, variant: Variant, section: str) -> None:
    """Where the client's first key is, else the first of all: what is missing is missing there.

    A profile that changes this key does not move the place, so that the profiles' findings are one.
    """
    for prefix in (f"{ROOT}.{section}.", f"{ROOT}."):
        for document in variant.documents:
            for flat in document.keys:
                if flat.setting.key_span is not None and uniform(flat.name).startswith(prefix):
                    configuration.file, configuration.span = document.file, flat.setting.key_span
                    return


@cache
def _by_uniform_name(role: Role | None) -> dict[str, tuple[str, str]]:
    """The typed properties of a client, or those that all share, by their names in relaxed binding."""
    fields = COMMON if role is None else SECTIONS[role][1]
    return {uniform(spelled): target for spelled, target in fields.items()}


def _fill(configuration: Configuration, keys: list[_Key], *, shared: bool) -> None:
    """Typed properties first, then the map, which wins: the order of KafkaProperties.Properties.with."""
    by_name = _by_uniform_name(None if shared else configuration.role)
    maps: list[Setting] = []
    for key in keys:
        spelled = uniform(key.rest)
        target = by_name.get(spelled)
        if spelled.startswith((_PROPERTIES + ".", _PROPERTIES + "[")):
            kafka_key = map_key(key.rest[len(_PROPERTIES) :].removeprefix("."))
            if not shared or _concerns(configuration.role, kafka_key):
                maps.append(of_map(key.setting, kafka_key))
        elif target is not None:
            kafka_key, kind = target
            configuration.settings[kafka_key] = convert(key.setting, kafka_key, kind)
        elif not shared:
            loss = _loss(configuration.role, key)
            if loss is not None:
                configuration.losses.append(loss)
    for setting in maps:
        configuration.settings[setting.key] = setting


def _concerns(role: Role, key: str) -> bool:
    """Whether a key of the map that all clients share says something to this one, or to none at all."""
    if key_catalogue(DEFAULT_VERSION, role).get(key) is not None:
        return True
    return not any(key_catalogue(DEFAULT_VERSION, other).get(key) for other in SECTIONS if other is not role)


def _loss(role: Role, key: _Key) -> Loss | None:
    """A key that was meant for Kafka and that KafkaProperties lacks; None for an application's own."""
    section, fields = SECTIONS[role]
    known = {uniform(name): name for name in fields}
    spelled = uniform(key.rest)
    if spelled in {uniform(name) for name in OWN[role]}:
        return None
    replacement = REPLACED.get(role, {}).get(_CAMEL.sub("-", key.rest).lower())
    if replacement is not None:
        cure = f"write {ROOT}.{section}.{replacement}"
        return _lost(key, fields[replacement][0], _REPLACED, cure)
    kafka_key = _meant(role, key.rest)
    if kafka_key is not None:
        name = spring_name(role, kafka_key).removeprefix(f"{ROOT}.{section}.")
        cure = f"write {name} under {ROOT}.{section}"
        return _lost(key, kafka_key, _DROPPED, cure)
    near = difflib.get_close_matches(spelled, known, n=1, cutoff=0.88)
    if near and abs(len(near[0]) - len(spelled)) <= 2:
        name = known[near[0]]
        return _lost(key, fields[name][0], _DROPPED, f"did you mean {name}?")
    return None


def _lost_commons(keys: list[_Key]) -> Iterator[Loss]:
    known = {uniform(name) for name in COMMON}
    for key in keys:
        spelled = uniform(key.rest)
        if key.section or spelled in known or spelled.startswith(_PROPERTIES):
            continue
        for role in SECTIONS:
            kafka_key = _meant(role, key.rest)
            if kafka_key is not None:
                cure = f"write {ROOT}.{_PROPERTIES}.{kafka_key}"
                yield _lost(key, kafka_key, _DROPPED, cure)
                break


def _lost(key: _Key, kafka_key: str, reason: str, cure: str) -> Loss:
    return Loss(with_key(key.setting, kafka_key), reason, kafka_key, cure)


def _meant(role: Role, rest: str) -> str | None:
    """The Kafka key that a name stands for, with or without its unit: linger-ms, lingerMs, linger."""
    dotted = _CAMEL.sub(".", rest).lower().replace("-", ".").replace("_", ".")
    catalogue = key_catalogue(DEFAULT_VERSION, role)
    return next((dotted + end for end in _ENDINGS if catalogue.get(dotted + end) is not None), None)


def _listener(keys: list[_Key]) -> dict[str, Setting]:
    found: dict[str, Setting] = {}
    for key in keys:
        name = _LISTENER.get(uniform(key.rest)) if key.section == "listener" else None
        if name is not None:
            value = key.setting.value
            if name == attributes.ACK_MODE and value is not None and key.setting.resolved:
                value = _CAMEL.sub("_", value).upper().replace("-", "_")
            found[name] = with_value(key.setting, name, value, resolved=key.setting.resolved)
    return found


def _application_id(configuration: Configuration, variant: Variant) -> None:
    """KafkaStreamsAnnotationDrivenConfiguration: without an application id, the application's name is it."""
    for document in variant.documents:
        for flat in document.keys:
            if uniform(flat.name) == "spring.application.name" and flat.setting.value:
                name = resolve(flat.setting)
                setting = Setting("application.id", name.value, Origin.FRAMEWORK, resolved=name.resolved)
                configuration.settings.setdefault("application.id", setting)


def _jaas(configuration: Configuration, keys: list[_Key]) -> None:
    """spring.kafka.jaas: a login configuration for the whole JVM, as if each client had the line."""
    own = {uniform(key.rest): key for key in keys if key.section == "jaas"}
    enabled = own.get("enabled")
    if enabled is None or enabled.setting.value != "true" or "sasl.jaas.config" in configuration.settings:
        return
    module, flag = own.get("loginmodule"), own.get("controlflag")
    options = [key for key in own.values() if uniform(key.rest).startswith("options.")]
    written = " ".join(f'{key.rest.split(".", 1)[1]}="{key.setting.value}"' for key in options)
    name = module.setting.value if module else "com.sun.security.auth.module.Krb5LoginModule"
    first = next((key for key in options if "password" in key.rest.lower()), enabled)
    configuration.settings["sasl.jaas.config"] = Setting(
        "sasl.jaas.config",
        f"{name} {flag.setting.value if flag else 'required'} {written};",
        written=first.setting.written,
        key_span=first.setting.key_span,
        resolved=all(key.setting.resolved for key in own.values()),
        file=first.setting.file,
    )
