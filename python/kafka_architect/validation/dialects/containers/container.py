"""A container as a configuration: its image, its variables, its mounts and its memory."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
from kafka_architect.validation.configuration import Configuration, Loss, Origin, Setting
from kafka_architect.validation.dialects.containers.container_facts import take_facts
from kafka_architect.validation.dialects.containers.image_versions import is_newest, kafka_version_of
from kafka_architect.validation.dialects.containers.images import COMMAND_ALONE, image_of, tells_kafka
from kafka_architect.validation.dialects.containers.server_overrides import overrides, starts_server
from kafka_architect.validation.dialects.containers.topic_commands import InPlaceWriter
from kafka_architect.validation.dialects.formats.distributed_writer import DistributedWriter
from kafka_architect.validation.dialects.formats.placeholders import has_placeholder
from kafka_architect.validation.kafka_version import LAST_WITH_ZOOKEEPER, under_zookeeper
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from kafka_architect.validation.configuration import Writer
    from kafka_architect.validation.dialects.containers.images import Image
    from kafka_architect.validation.source_file import SourceFile, Span

    _Cluster = list[tuple[Configuration, Setting | None]]  # with the number of copies

_ENTRY_SCRIPTS = re.compile(
    r"docker/run|start-kafka|server-start|kafka/run\.sh|entrypoint|connect-distributed|\bstart\b"
)
_OWN_SCRIPTS = re.compile(
    r"/etc/confluent/docker/run|/etc/kafka/docker/run|scripts/kafka/run\.sh|start-kafka\.sh"
)
_OTHERS_PREFIX = "cfg."
_CHOSEN = re.compile(r"(?:\$\{\w+:?-)?(\d+\.\d+(?:\.\d+)?)\}?")
_ASSIGNMENT = re.compile(r"\bexport\b|\b[A-Z][A-Z0-9_]*=")
_TOOLS = re.compile(
    r"\b(?:cub\s+(?:kafka|sr|zk)-ready|kafka-(?:topics|configs|acls|broker-api-versions|consumer-groups|"
    r"console-(?:producer|consumer)))\b"
)
_NO_SETTINGS = (".conf", ".jks", ".p12", ".pem", ".crt", ".key", ".xml", ".yaml", ".yml")
_CONFIG_MOUNTS = (
    "/mnt/shared/config",
    "/bitnami/kafka/config",
    "/opt/bitnami/kafka/config",
    "/opt/kafka/config",
)
# Bitnami's script makes JAAS lines and stores of these; a truststore's password protects nothing.
_PASSWORDS = re.compile(r"KAFKA_(?!.*TRUSTSTORE)[A-Z0-9_]*PASSWORDS?")
_MEETING_PLACES = (
    "zookeeper.connect",
    "controller.quorum.voters",
    "controller.quorum.bootstrap.servers",
)
_HOST = re.compile(r"://(?:[^:,$]|\$\{[^}/]*\}|\$(?!\{))*+:")


@dataclass(frozen=True, slots=True)
class Mount:
    """What is mounted at a path: `kind` is one of the values of attributes.STORAGE."""

    path: str
    kind: str
    span: Span | None = None


@dataclass(slots=True)
class Container:
    """What a compose service or a pod's container says."""

    file: SourceFile
    dialect: str
    name: str
    runtime: str
    image: str | None
    variables: list[Setting]
    writer: Callable[[Callable[[str], str | None]], Writer]  # the writer, given how keys are spelled
    span: Span | None = None
    command: str = ""
    command_places: tuple[Span, ...] = ()
    pinnable: Setting | None = None  # the image where it is written, if it is not built here
    ports: Setting | None = None
    mounts: list[Mount] = field(default_factory=list)
    memory: Setting | None = None
    all_known: bool = True  # False where further variables come from elsewhere


def read_container(container: Container) -> Configuration | None:
    """The broker, controller or Connect worker that the container runs, None where it runs something else."""
    values = {variable.key: variable for variable in container.variables}
    image, known = image_of(container.image, values.keys() | set())
    overridden = starts_server(container.command)
    if image is None and overridden:
        image = COMMAND_ALONE
    if image is None or _runs_tools(container):
        return None
    if not overridden and not tells_kafka(values.keys() | set()) and not _runs_itself(container, image):
        return None
    configuration = Configuration(
        image.role,
        container.name,
        container.file,
        container.dialect,
        writer=container.writer(image.variable),
        complete=known and container.all_known and not overridden and not _config_mounted(container),
        kafka_version=kafka_version_of(container.image) if known else _chosen_version(values),
        span=container.span,
    )
    _take_variables(configuration, image, container.variables)
    if overridden:
        _take_overrides(configuration, container)
    _take_image(configuration, image, container.image, values)
    take_facts(configuration, container, image)
    if image.role is Role.BROKER and _text(configuration, "process.roles") == "controller":
        configuration.role = Role.CONTROLLER
    if configuration.kafka_version is None and under_zookeeper(configuration):
        newest = known and is_newest(container.image)
        configuration.kafka_version = DEFAULT_VERSION if newest else LAST_WITH_ZOOKEEPER
    return configuration


def starts_image(command: str) -> bool:
    """Whether a command only hands over to the image's own script, and gives it no variables."""
    return bool(_OWN_SCRIPTS.search(command)) and not _ASSIGNMENT.search(command)


def count_nodes(configurations: list[Configuration], copies: dict[int, Setting]) -> None:
    """Tell each server how many brokers and controllers its cluster has in the file. `copies` by position."""
    servers = [
        (one, copies.get(position))
        for position, one in enumerate(configurations)
        if one.role in (Role.BROKER, Role.CONTROLLER)
    ]
    for cluster in _clusters(servers):
        _count_cluster(cluster)


def _clusters(servers: _Cluster) -> list[_Cluster]:
    """Servers that are named alike are of several clusters, which find each other in different places."""
    ids = [name for one, _ in servers if (name := _text(one, "node.id") or _text(one, "broker.id"))]
    if len(ids) == len(set(ids)):
        return [servers]
    clusters: dict[str, _Cluster] = {}
    for server in servers:
        place = next(filter(None, (_text(server[0], key) for key in _MEETING_PLACES)), "")
        clusters.setdefault(place, []).append(server)
    return list(clusters.values())


def _count_cluster(servers: _Cluster) -> None:
    brokers = controllers = 0
    for one, copied in servers:
        written = copied.value if copied is not None else None
        number = int(written) if written is not None and written.isdecimal() else 1
        roles = _text(one, "process.roles") or "broker"
        brokers += number * ("broker" in roles)
        controllers += number * ("controller" in roles)
    for one, _ in servers:
        for name, number in ((attributes.BROKERS, brokers), (attributes.CONTROLLERS, controllers)):
            if number:
                one.attributes[name] = Setting(name, str(number), written=name, file=one.file)


def _chosen_version(variables: dict[str, Setting]) -> str | None:
    """The version that KAFKA_VERSION names, by which images that hold several of them choose."""
    variable = variables.get("KAFKA_VERSION")
    found = _CHOSEN.fullmatch(variable.value.strip()) if variable is not None and variable.value else None
    return found[1] if found is not None else None


def _take_variables(configuration: Configuration, image: Image, variables: list[Setting]) -> None:
    for variable in variables:
        key = image.key(variable.key)
        if key is None and _PASSWORDS.fullmatch(variable.key):
            name = f"{attributes.LOGIN_VARIABLE}{variable.key}"
            configuration.attributes[name] = variable._replace(key=name)
        elif key is None:
            _note_loss(configuration, image, variable)
        elif key in image.overwritten and variable.key.startswith(image.prefix):
            plain = image.variable(key)
            reason = f"the entry script of {image.name} sets {key} only from {plain}"
            configuration.losses.append(Loss(variable._replace(key=key), reason, key, f"write {plain}"))
        elif not (key.startswith(_OTHERS_PREFIX) and _note_prefix(configuration, image, variable, key)):
            configuration.put(_named(variable, key))


def _take_overrides(configuration: Configuration, container: Container) -> None:
    """What the command line says wins; it is edited where it stands."""
    found = list(overrides(container.file, container.command_places))
    for setting in found:
        configuration.put(setting)
    places = {setting.span for setting in found}
    in_place, others = InPlaceWriter(container.file), configuration.writer
    configuration.writer = DistributedWriter(
        lambda setting: in_place if setting.span in places else others, others
    )


def _named(variable: Setting, key: str) -> Setting:
    """The variable under Kafka's key; `dataclasses.replace` takes three times as long."""
    return Setting(
        key,
        variable.value,
        variable.origin,
        variable.written,
        variable.span,
        variable.key_span,
        variable.resolved,
        variable.file,
    )


def _note_prefix(configuration: Configuration, image: Image, variable: Setting, key: str) -> bool:
    """KAFKA_CFG_NODE_ID is node.id in Bitnami's image alone: others make cfg.node.id of it, no key."""
    meant = key.removeprefix(_OTHERS_PREFIX)
    if key_catalogue(DEFAULT_VERSION, Role.BROKER).get(meant) is None:
        return False
    reason = (
        f"the prefix KAFKA_CFG_ belongs to Bitnami's image; {image.name} converts it to {key}, which Kafka "
        "ignores"
    )
    cure = f"write {image.variable(meant)}"
    configuration.losses.append(Loss(variable._replace(key=meant), reason, meant, cure))
    return True


def _note_loss(configuration: Configuration, image: Image, variable: Setting) -> None:
    """Bitnami's script reads KAFKA_CFG_ alone; without it a broker key is dropped without a word."""
    if not image.wants_prefix or not variable.key.startswith("KAFKA_"):
        return
    key = image.key_of(variable.key.removeprefix("KAFKA_"))
    if key_catalogue(DEFAULT_VERSION, Role.BROKER).get(key) is None:
        return
    better = image.variable(key)
    reason = f"the image {image.name} converts only variables that begin with {image.prefix}"
    configuration.losses.append(Loss(variable._replace(key=key), reason, key, f"write {better}"))


def _take_image(
    configuration: Configuration, image: Image, reference: str | None, variables: dict[str, Setting]
) -> None:
    settings = configuration.settings
    if image.file_unless_set and not settings and configuration.complete:
        for key, value in image.file_unless_set.items():
            settings[key] = Setting(key, value, Origin.IMAGE)
    if image.derives_listeners:
        _derive(configuration, variables)
    derived = {} if image.derived is None else image.derived(reference, variables)
    for key, value in {**image.defaults, **derived}.items():
        if key not in settings:
            settings[key] = Setting(key, value, Origin.IMAGE)


def _derive(configuration: Configuration, variables: dict[str, Setting]) -> None:
    """What `configure` of the apache and Confluent images makes of advertised.listeners."""
    settings = configuration.settings
    advertised = settings.get("advertised.listeners")
    if advertised is None or not advertised.value:
        return
    if "listeners" not in settings:
        value = _HOST.sub("://0.0.0.0:", advertised.value)
        known = advertised.resolved or not has_placeholder(value)
        settings["listeners"] = Setting("listeners", value, Origin.IMAGE, resolved=known)
    if "SSL://" not in advertised.value:
        return
    for store in ("KEYSTORE", "TRUSTSTORE"):
        name = variables.get(f"KAFKA_SSL_{store}_FILENAME")
        if name is not None:
            key = f"ssl.{store.lower()}.location"
            value = f"/etc/kafka/secrets/{name.value}"
            settings.setdefault(key, Setting(key, value, Origin.IMAGE, resolved=name.resolved))


def _config_mounted(container: Container) -> bool:
    """Whether a file or folder of settings is mounted; a login or a store beside them sets no key."""
    return any(
        mount.path.startswith(_CONFIG_MOUNTS) and not mount.path.endswith(_NO_SETTINGS)
        for mount in container.mounts
    )


def _runs_tools(container: Container) -> bool:
    """Whether command-line tools run in place of a server; variables are there to please the image."""
    return bool(_TOOLS.search(container.command)) and not _ENTRY_SCRIPTS.search(container.command)


def _runs_itself(container: Container, image: Image) -> bool:
    """Whether the image's own program runs: the same images are used for their command-line tools."""
    if container.command and not _ENTRY_SCRIPTS.search(container.command):
        return False
    return bool(image.defaults or image.file_unless_set)


def _text(configuration: Configuration, key: str) -> str | None:
    setting = configuration.settings.get(key)
    return setting.value.strip() if setting is not None and setting.value is not None else None
