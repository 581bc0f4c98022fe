"""What a container says beside Kafka's keys: its memory and heap, its image and ports, where its data are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.dialects.containers.jmx import open_jmx
from kafka_architect.validation.dialects.containers.server_overrides import starts_server
from kafka_architect.validation.dialects.formats.quantities import heap_bytes
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.dialects.containers.container import Container
    from kafka_architect.validation.dialects.containers.images import Image

_HEAP_VARIABLES = ("KAFKA_HEAP_OPTS", "HEAP_OPTS", "KAFKA_OPTS", "KAFKA_JVM_PERFORMANCE_OPTS")


def take_facts(configuration: Configuration, container: Container, image: Image) -> None:
    """Runtime, image, ports, memory, heap and storage, as attributes of the configuration."""
    found = configuration.attributes
    found[attributes.RUNTIME] = Setting(attributes.RUNTIME, container.runtime, file=container.file)
    by_name = {variable.key: variable for variable in container.variables}
    for name, fact in (
        (attributes.MEMORY, container.memory),
        (attributes.IMAGE, container.pinnable),
        (attributes.PUBLISHED_PORTS, container.ports),
        (attributes.OPEN_JMX, open_jmx(by_name)),
    ):
        if fact is not None:
            found[name] = fact
    for name in _HEAP_VARIABLES:
        variable = by_name.get(name)
        heap = heap_bytes(variable.value) if variable is not None else None
        if variable is not None and heap is not None:
            found[attributes.HEAP] = variable._replace(key=attributes.HEAP, value=str(heap))
            break
    told = starts_server(container.command) and "log.dirs" in configuration.settings
    if configuration.role is Role.BROKER and (container.all_known or told):
        _take_storage(configuration, container, image)


def _take_storage(configuration: Configuration, container: Container, image: Image) -> None:
    log_dirs = configuration.settings.get("log.dirs") or configuration.settings.get("log.dir")
    if log_dirs is not None and not log_dirs.resolved:
        return
    written = log_dirs.value if log_dirs is not None and log_dirs.value else image.data or "/tmp/kafka-logs"  # noqa: S108
    directory = written.split(",")[0].strip()
    holding = [mount for mount in container.mounts if _holds(mount.path, directory)]
    # The mount nearest to the directory is the one that holds it.
    mount = max(holding, key=lambda one: len(one.path), default=None)
    kind = "container" if mount is None else mount.kind
    # Docker puts the image's own volume over what is mounted above it.
    own = max((len(path) for path in image.volumes if _holds(path, directory)), default=0)
    if container.runtime == "compose" and own > (len(mount.path.rstrip("/")) if mount is not None else 0):
        kind, mount = "anonymous-volume", None
    span = mount.span if mount is not None else None
    configuration.attributes[attributes.STORAGE] = Setting(
        attributes.STORAGE, kind, written=directory, span=span, key_span=span, file=container.file
    )


def _holds(mount: str, directory: str) -> bool:
    path = mount.rstrip("/")
    return directory == path or directory.startswith(path + "/")
