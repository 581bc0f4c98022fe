"""docker-compose files: the brokers, controllers and Connect workers among their services.

Compose specification: services, environment (map or list), env_file, volumes, tmpfs, deploy, mem_limit,
extensions (x-...), `${NAME:-default}`, `$$` for a dollar sign. The first format has services at the top.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin, Reading, Setting
from kafka_architect.validation.dialects.containers.compose_ports import published_ports
from kafka_architect.validation.dialects.containers.compose_services import service_names
from kafka_architect.validation.dialects.containers.container import (
    Container,
    Mount,
    count_nodes,
    read_container,
)
from kafka_architect.validation.dialects.containers.container_clients import client_configurations
from kafka_architect.validation.dialects.containers.images import image_of
from kafka_architect.validation.dialects.containers.topic_commands import (
    topics_of_command,
    topics_of_variable,
)
from kafka_architect.validation.dialects.formats.placeholders import MASK, has_placeholder
from kafka_architect.validation.dialects.formats.quantities import docker_bytes
from kafka_architect.validation.dialects.formats.yaml_faults import finish_reading
from kafka_architect.validation.dialects.formats.yaml_tree import (
    child,
    is_mapping,
    is_sequence,
    items,
    pairs,
    setting_of,
    span_of,
    text_of,
    yaml_file,
)
from kafka_architect.validation.dialects.formats.yaml_writer import YamlListWriter, YamlMapWriter
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Configuration, Writer
    from kafka_architect.validation.role import Role
    from kafka_architect.validation.source_file import SourceFile

_COMPATIBILITY = (
    "SCHEMA_REGISTRY_SCHEMA_COMPATIBILITY_LEVEL",
    "SCHEMA_REGISTRY_AVRO_COMPATIBILITY_LEVEL",
)
_WATCHERS = re.compile(
    r"kafka[-_]exporter|kminion|burrow|lag[-_]exporter|control-center|conduktor|datadog|newrelic|xinfra", re.I
)
NAME = "docker-compose"
_SERVICES = re.compile(r"^[\"']?services[\"']?[ \t]*:", re.MULTILINE)
_IMAGE = re.compile(r"^[ \t]+[\"']?image[\"']?[ \t]*:", re.MULTILINE)
_SHORT_VOLUME = re.compile(
    r"(?:(?P<source>(?:[^:$]|\$\{[^}]{0,99}\}|\$)*+|[A-Za-z]:[\\/][^:]*):)?(?P<target>/[^:]*)(?::[a-zA-Z,]+)?"
)


def recognises(file: SourceFile) -> bool:
    """A file with `services:` at its margin that speaks of Kafka, or one of the first format that runs it."""
    name = file.name.lower()
    if not name.endswith((".yml", ".yaml")) or "kafka" not in file.text.lower():
        return False
    if _SERVICES.search(file.text) is not None:
        return True
    if _IMAGE.search(file.text) is None or name.startswith("values"):
        return False
    return any(_is_first_format(file, root) for root in yaml_file(file).documents)


def _is_first_format(file: SourceFile, root: Node) -> bool:
    """The format without `services:`, in which every key is a service: one of these runs Kafka."""
    services = [pair.value for pair in pairs(root)]
    if not services or not all(_is_service(service) for service in services):
        return False
    for service in services:
        variables = {variable.key for variable in _variables(file, child(service, "environment"))}
        if image_of(text_of(child(service, "image")), variables)[0] is not None:
            return True
    return False


def _is_service(node: Node) -> bool:
    """A mapping with an image; a job of a CI system, which has one too, has a script."""
    starts = any(text_of(child(node, name)) is not None for name in ("image", "build"))
    return starts and child(node, "script") is None


def read(file: SourceFile, role: Role | None) -> Reading:
    """One configuration per service that runs Kafka, and the topics that the file creates."""
    document = yaml_file(file)
    reading = Reading()
    has_level = "COMPATIBILITY_LEVEL" in file.text
    for root in document.documents:
        servers: list[Configuration] = []
        copies: dict[int, Setting] = {}
        watcher: Setting | None = None
        registry: Setting | None = None
        services = root if _is_first_format(file, root) else child(root, "services")
        for service in pairs(services):
            if not is_mapping(service.value):
                continue
            watcher = watcher or _lag_watcher(file, service.value)
            if has_level:
                registry = registry or _schema_compatibility(file, service.value)
            container = _container(file, service.key, service.value, span_of(service.key_node))
            configuration = read_container(container)
            if configuration is not None:
                copied = _copies(file, service.value)
                if copied is not None:
                    copies[len(servers)] = copied
                servers.append(configuration)
            reading.configurations.extend(client_configurations(container))
            reading.configurations.extend(_topics(file, service.value, container))
        count_nodes(servers, copies)
        if registry is not None and servers:
            servers[0].attributes[attributes.SCHEMA_COMPATIBILITY] = registry
        if watcher is not None:
            for server in servers:
                server.attributes[attributes.LAG_MONITORING] = watcher
        reading.configurations[:0] = servers
        names = service_names(file, services)
        if names is not None:
            for configuration in reading.configurations:
                configuration.attributes.setdefault(attributes.SERVICES, names)
    return finish_reading(reading, document, role)


def _container(file: SourceFile, name: str, service: Node, span: Span) -> Container:
    environment = child(service, "environment")
    return Container(
        file=file,
        dialect=NAME,
        name=name,
        runtime="compose",
        image=text_of(child(service, "image")),
        variables=list(_variables(file, environment)),
        writer=_writer(file, environment),
        span=span,
        command=_command(service),
        command_places=tuple(
            span_of(node) for name in ("entrypoint", "command") if (node := child(service, name)) is not None
        ),
        mounts=list(_mounts(service)),
        memory=_memory(file, service),
        pinnable=_pinnable(file, service),
        ports=published_ports(file, service),
        all_known=child(service, "env_file") is None and child(service, "extends") is None,
    )


def _lag_watcher(file: SourceFile, service: Node) -> Setting | None:
    """The image of a service that exports or watches the lag of consumer groups."""
    told = text_of(child(service, "image"))
    if told is not None and MASK not in told and not _WATCHERS.search(told):
        return None  # nearly all: their places need not be known
    image = _at(file, service, "image")
    if image is None or not _WATCHERS.search(image.value or ""):
        return None
    return image._replace(key=attributes.LAG_MONITORING)


def _schema_compatibility(file: SourceFile, service: Node) -> Setting | None:
    """How schemas may change, of a schema registry that stands beside the brokers."""
    for setting in _variables(file, child(service, "environment")):
        if setting.key in _COMPATIBILITY:
            return setting._replace(key=attributes.SCHEMA_COMPATIBILITY)
    return None


def _variables(file: SourceFile, environment: Node | None) -> Iterator[Setting]:
    if is_mapping(environment):
        for pair in pairs(environment):
            yield _interpolated(setting_of(file, pair.key, pair, Origin.ENVIRONMENT))
    for item in items(environment):
        setting = list_setting(file, item)
        if setting is not None:
            yield _interpolated(setting)


def _interpolated(setting: Setting) -> Setting:
    """`$$` is a dollar sign; a variable without a value has that of the shell that starts the container."""
    value = setting.value
    if value is None:
        return setting._replace(value="", resolved=False)
    if "$$" in value:
        plain = value.replace("$$", "\0")
        resolved = not has_placeholder(plain)
        return setting._replace(value=plain.replace("\0", "$"), resolved=resolved)
    return setting


def list_setting(file: SourceFile, item: Node) -> Setting | None:
    """An item `KEY=value` of a list; where it is escaped or folded both places are the whole item."""
    text = text_of(item)
    if text is None:
        return None
    key, equals, value = text.partition("=")
    span = span_of(item)
    written = file.text[span.start : span.end]
    quoted = 1 if written[:1] in ("'", '"') else 0
    key_span = value_span = span
    if written[quoted : len(written) - quoted] == text:
        key_span = Span(span.start + quoted, span.start + quoted + len(key))
        value_span = Span(min(key_span.end + len(equals), span.end - quoted), span.end - quoted)
    return Setting(
        key=key.strip(),
        value=value if equals else None,
        origin=Origin.ENVIRONMENT,
        written=key,
        span=value_span,
        key_span=key_span,
        resolved=not has_placeholder(value),
        file=file,
    )


def _writer(file: SourceFile, environment: Node | None) -> Callable[[Callable[[str], str | None]], Writer]:
    def make(spell: Callable[[str], str | None]) -> Writer:
        if is_sequence(environment):
            return YamlListWriter(file, environment, spell)
        return YamlMapWriter(file, environment, spell, quote='"')

    return make


def _pinnable(file: SourceFile, service: Node) -> Setting | None:
    """The image, unless the name is that of one that is built here."""
    image = _at(file, service, "image") if child(service, "build") is None else None
    return None if image is None else image._replace(key=attributes.IMAGE)


def _command(service: Node) -> str:
    words: list[str] = []
    for name in ("entrypoint", "command"):
        node = child(service, name)
        words.extend(text_of(item) or "" for item in items(node))
        words.append(text_of(node) or "")
    return " ".join(words).strip()


def _mounts(service: Node) -> Iterator[Mount]:
    for item in items(child(service, "volumes")):
        if is_mapping(item):
            target = text_of(child(item, "target"))
            kind = "ephemeral" if text_of(child(item, "type")) == "tmpfs" else "volume"
        else:
            found = _SHORT_VOLUME.fullmatch(text_of(item) or "")
            target, kind = (found.group("target") if found else None), "volume"
        if target:
            yield Mount(target, kind, span_of(item))
    tmpfs = child(service, "tmpfs")
    for item in items(tmpfs) if is_sequence(tmpfs) else ([tmpfs] if tmpfs is not None else []):
        text = text_of(item)
        if text:
            yield Mount(text.partition(":")[0], "ephemeral", span_of(item))


def _memory(file: SourceFile, service: Node) -> Setting | None:
    for path in (("deploy", "resources", "limits", "memory"), ("mem_limit",)):
        setting = _at(file, service, *path)
        size = docker_bytes(setting.value) if setting is not None else None
        if setting is not None and size is not None:
            return setting._replace(key=attributes.MEMORY, value=str(size))
    return None


def _copies(file: SourceFile, service: Node) -> Setting | None:
    return _at(file, service, "deploy", "replicas") or _at(file, service, "scale")


def _at(file: SourceFile, node: Node, *path: str) -> Setting | None:
    if child(node, *path) is None:
        return None
    parent = child(node, *path[:-1]) if len(path) > 1 else node
    found = [pair for pair in pairs(parent) if pair.key == path[-1]]
    return setting_of(file, path[-1], found[-1]) if found else None


def _topics(file: SourceFile, service: Node, container: Container) -> Iterator[Configuration]:
    for node_name in ("command", "entrypoint"):
        node = child(service, node_name)
        for scalar in [*items(node), node] if is_sequence(node) else [node]:
            if scalar is not None and not is_sequence(scalar) and text_of(scalar):
                yield from topics_of_command(file, span_of(scalar), NAME)
    for variable in container.variables:
        if variable.key == "KAFKA_CREATE_TOPICS":
            yield from topics_of_variable(file, variable, NAME)
