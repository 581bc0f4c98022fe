"""What the templates of well-known charts add to their values: listeners, roles, ZooKeeper, data folders.

Sources, read November 2026, several commits of each: bitnami/charts (bitnami/kafka since chart 24:
_helpers.tpl, configmaps, values.yaml; they write a whole server.properties; before: helm_old_bitnami.py),
confluentinc/cp-helm-charts (cp-kafka: statefulset.yaml), helm/charts (incubator/kafka: statefulset.yaml,
_helpers.tpl), CloudPirates-io/helm-charts (charts/kafka: configmap.yaml, statefulset.yaml, and
values.yaml of a later release in GitGuardian/gitguardian-helm-charts).

With the templates a file of values is the whole configuration, but only where no other file lies over it:
that is taken to be so of values.yaml alone. Files such as values-prod.yaml are read as they are.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Setting
from kafka_architect.validation.dialects.formats.yaml_tree import child, is_mapping, items, pairs, text_of
from kafka_architect.validation.dialects.helm.old_bitnami import is_old_bitnami, take_old_bitnami
from kafka_architect.validation.dialects.strimzi.resource import framework
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from yaml.nodes import Node

    from kafka_architect.validation.configuration import Configuration
    from kafka_architect.validation.source_file import SourceFile


class Chart(StrEnum):
    """A chart whose templates are known here."""

    BITNAMI = "bitnami/kafka since chart 24"
    OLD_BITNAMI = "bitnami/kafka before chart 24"
    CONFLUENT = "confluentinc/cp-kafka"
    INCUBATOR = "incubator/kafka"
    CLOUDPIRATES = "cloudpirates/kafka"


_ALONE = ("values.yaml", "values.yml")
_OF_BITNAMI = re.compile(r"(^|/)bitnami[a-z]*/kafka$")
_LISTENER_GROUPS = ("client", "interbroker", "controller", "external")
# Values that bring settings from elsewhere, so that nothing can be said of what is missing.
_ELSEWHERE = (
    "config", "existingConfigmap", "secretConfig", "existingSecretConfig", "extraEnvVarsCM",
    "extraEnvVarsSecret", "customEnv", "envOverrides", "command",
)  # fmt: skip
_BITNAMI_PORTS = {"client": 9092, "interbroker": 9094, "controller": 9093, "external": 9095}
_BITNAMI_NAMES = {
    "client": "CLIENT",
    "interbroker": "INTERNAL",
    "controller": "CONTROLLER",
    "external": "EXTERNAL",
}
_BITNAMI_PROTOCOL = "SASL_PLAINTEXT"
_BITNAMI_MECHANISMS = "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512"
_BITNAMI_HEAP = str(1024**3)
_BITNAMI_CONTROLLERS = 3
_CONFLUENT_BROKERS = 3
_ZOOKEEPER = "zookeeper:2181"  # the service's name begins with that of the release
_LAST_WITH_ZOOKEEPER = "3.9"


def chart_of(file: SourceFile, values: Node) -> Chart | None:
    """The chart that these are all values of; None where it is another, or other files may add to them."""
    if file.name.lower() not in _ALONE:
        return None
    image = text_of(child(values, "image")) or text_of(child(values, "image", "repository")) or ""
    keys = {pair.key for pair in pairs(values)}
    if is_mapping(child(values, "configurationOverrides")):
        if "brokers" in keys and (not image or image.startswith("confluentinc/")):
            return Chart.CONFLUENT
        return Chart.INCUBATOR if "replicas" in keys and image.startswith("confluentinc/cp-") else None
    if is_mapping(child(values, "kafkaConfig")):
        return Chart.CLOUDPIRATES if image == "apache/kafka" and "clusterId" in keys else None
    return None if image and not _OF_BITNAMI.search(image) else _of_bitnami(values, image)


def _of_bitnami(values: Node, image: str) -> Chart | None:
    groups = (child(values, "listeners", name) for name in _LISTENER_GROUPS)
    if any(map(is_mapping, groups)):
        return Chart.BITNAMI
    return Chart.OLD_BITNAMI if is_old_bitnami(values, image) else None


def bitnami_groups(values: Node) -> list[str]:
    """The groups of nodes that the chart makes: controllers (brokers too, unless told) and brokers."""
    groups = ["controller"] if _kraft(values) and _controllers(values) else []
    return groups + (["broker"] if _number(child(values, "broker", "replicaCount"), 0) else [])


def take_templates(
    chart: Chart, file: SourceFile, node: Configuration, values: Node, group: Node | None
) -> None:
    """Add what the chart's templates write; what the values say wins."""
    own = dict(node.settings)
    if chart is Chart.BITNAMI:
        _bitnami(file, node, values)
    elif chart is Chart.OLD_BITNAMI:
        take_old_bitnami(file, node, values)
    elif chart is not Chart.CLOUDPIRATES:
        _confluent(chart, file, node, values)
    node.settings.update(own)
    if chart is Chart.CLOUDPIRATES:
        _cloudpirates(node, values)
    levels = [values] if group is None else [values, group]
    node.complete = not any(_is_filled(child(level, name)) for level in levels for name in _ELSEWHERE)


def _bitnami(file: SourceFile, node: Configuration, values: Node) -> None:
    settings, listeners = node.settings, child(values, "listeners")
    controller = node.role is Role.CONTROLLER or node.name.endswith("/controller")
    only = node.role is Role.CONTROLLER
    bound = [] if only else ["client", "interbroker"]
    if text_of(child(values, "externalAccess", "enabled")) == "true" and not only:
        bound.append("external")
    if controller:
        bound.append("controller")
    mapped = [*dict.fromkeys([*bound, "client", "interbroker", *(["controller"] if _kraft(values) else [])])]
    names = {group: _of_listener(listeners, group, "name") or _BITNAMI_NAMES[group] for group in mapped}
    protocols = {
        group: (_of_listener(listeners, group, "protocol") or _BITNAMI_PROTOCOL).upper() for group in mapped
    }
    ports = {
        group: _of_listener(listeners, group, "containerPort") or _BITNAMI_PORTS[group] for group in bound
    }

    def put(key: str, value: str | None, at: Node | None = None) -> None:
        settings[key] = framework(key, value, at, file if at is not None else None)

    put("node.id", None)
    extra = any(True for _ in items(child(listeners, "extraListeners")))
    addresses = ",".join(f"{names[group].upper()}://:{ports[group]}" for group in bound)
    written = _of_listener(listeners, None, "overrideListeners")
    put("listeners", written or (None if extra else addresses), listeners)
    put("advertised.listeners", _of_listener(listeners, None, "advertisedListeners"))
    told = _of_listener(listeners, None, "securityProtocolMap")
    put(
        "listener.security.protocol.map",
        told or (None if extra else ",".join(f"{names[g].upper()}:{protocols[g]}" for g in mapped)),
        listeners,
    )
    put("inter.broker.listener.name", names["interbroker"])
    put("log.dir", "/bitnami/kafka/data")
    if _kraft(values):
        put("process.roles", "controller" if only else "controller,broker" if controller else "broker")
        put("controller.listener.names", names["controller"])
        put("controller.quorum.voters", None)
    else:
        zookeeper = child(values, "kraft") or child(values, "zookeeper")
        put("zookeeper.connect", _ZOOKEEPER, zookeeper)
        node.kafka_version = node.kafka_version or _LAST_WITH_ZOOKEEPER
    _bitnami_security(node, values, names, protocols)
    _bitnami_facts(file, node, values)


def _bitnami_security(
    node: Configuration, values: Node, names: dict[str, str], protocols: dict[str, str]
) -> None:
    """Logins and stores are made by the chart, of secrets that the file does not show."""
    settings = node.settings
    if any("SASL" in protocol for protocol in protocols.values()):
        mechanisms = (text_of(child(values, "sasl", "enabledMechanisms")) or _BITNAMI_MECHANISMS).upper()
        between = (text_of(child(values, "sasl", "interBrokerMechanism")) or "PLAIN").upper()
        settings["sasl.enabled.mechanisms"] = framework("sasl.enabled.mechanisms", mechanisms)
        key = "sasl.mechanism.inter.broker.protocol"
        settings[key] = framework(key, between)
        key = "sasl.mechanism.controller.protocol"
        settings[key] = framework(
            key, (text_of(child(values, "sasl", "controllerMechanism")) or "PLAIN").upper()
        )
        for group, protocol in protocols.items():
            for mechanism in mechanisms.split(",") if "SASL" in protocol else ():
                key = f"listener.name.{names[group].lower()}.{mechanism.strip().lower()}.sasl.jaas.config"
                settings[key] = framework(key, None)
    if any("SSL" in protocol for protocol in protocols.values()):
        for key in ("ssl.keystore.location", "ssl.keystore.password", "ssl.key.password",
                    "ssl.truststore.location", "ssl.truststore.password"):  # fmt: skip
            settings[key] = framework(key, None)
        auth = text_of(child(values, "tls", "sslClientAuth"))
        settings["ssl.client.auth"] = framework(
            "ssl.client.auth", auth or "none", child(values, "tls"), node.file
        )
        for group, protocol in protocols.items():
            own = text_of(child(values, "listeners", group, "sslClientAuth"))
            if own and "SSL" in protocol:
                key = f"listener.name.{names[group].lower()}.ssl.client.auth"
                settings[key] = framework(key, own)
        checked = child(values, "tls", "endpointIdentificationAlgorithm")
        key = "ssl.endpoint.identification.algorithm"
        settings[key] = framework(key, "https" if checked is None else text_of(checked), checked, node.file)


def _bitnami_facts(file: SourceFile, node: Configuration, values: Node) -> None:
    controllers = _controllers(values) if _kraft(values) else 0
    brokers = _number(child(values, "broker", "replicaCount"), 0)
    if text_of(child(values, "controller", "controllerOnly")) != "true":
        brokers += controllers
    for name, number in ((attributes.BROKERS, brokers), (attributes.CONTROLLERS, controllers)):
        node.attributes.pop(name, None)
        if number:
            node.attributes[name] = Setting(name, str(number), written="replicaCount", file=file)
    if attributes.HEAP not in node.attributes:
        node.attributes[attributes.HEAP] = Setting(
            attributes.HEAP, _BITNAMI_HEAP, written="heapOpts", file=file
        )
    if text_of(child(values, "brokerRackAwareness", "enabled")) == "true":
        node.settings["broker.rack"] = framework("broker.rack", None)


def _confluent(chart: Chart, file: SourceFile, node: Configuration, values: Node) -> None:
    settings, overrides = node.settings, child(values, "configurationOverrides")
    more = text_of(child(overrides, "advertised.listeners")) or ""
    names = re.findall(r"(?<![A-Za-z0-9_])([A-Za-z0-9_]++)://", more)
    ports = "".join(
        f",{name}://0.0.0.0:{port}" for name, port in zip(names, range(9093, 65000), strict=False)
    )
    settings["broker.id"] = framework("broker.id", None)
    settings["listeners"] = framework("listeners", f"PLAINTEXT://0.0.0.0:9092{ports}")
    settings["advertised.listeners"] = framework("advertised.listeners", None)
    settings["log.dirs"] = framework("log.dirs", "/opt/kafka/data/logs")
    if "process.roles" not in settings:
        settings["zookeeper.connect"] = framework("zookeeper.connect", _ZOOKEEPER)
        node.kafka_version = node.kafka_version or _LAST_WITH_ZOOKEEPER
    if chart is Chart.CONFLUENT:
        brokers = child(values, "brokers")
        node.attributes.setdefault(
            attributes.BROKERS,
            framework(attributes.BROKERS, str(_number(brokers, _CONFLUENT_BROKERS)), brokers, file),
        )
        return
    replicas = child(values, "replicas")
    number = str(_number(replicas, 1))
    node.attributes[attributes.BROKERS] = framework(attributes.BROKERS, number, replicas, file)
    key = "offsets.topic.replication.factor"
    settings[key] = framework(key, number, replicas, file)


def _cloudpirates(node: Configuration, values: Node) -> None:
    """Later releases of the chart know logins and TLS, and never ask for more copies than there are nodes.

    A file does not say of which release it is, so nothing is said of listeners, and of such copies.
    """
    settings = node.settings
    for key, value in {
        "node.id": None,
        "process.roles": "broker,controller",
        "listeners": None,
        "listener.security.protocol.map": None,
        "inter.broker.listener.name": None,
        "controller.listener.names": "CONTROLLER",
        "advertised.listeners": None,
        "controller.quorum.voters": None,
        "sasl.enabled.mechanisms": None,
        "log.dirs": text_of(child(values, "persistence", "dataDir")) or "/var/lib/kafka/data",
    }.items():
        settings[key] = framework(key, value)
    count = node.attributes.get(attributes.BROKERS)
    if count is not None:
        node.attributes[attributes.CONTROLLERS] = count._replace(key=attributes.CONTROLLERS)
    nodes = _number(child(values, "replicaCount"), 1)
    for key, setting in list(settings.items()):
        copies = (setting.value or "") if key.endswith(("replication.factor", "min.isr")) else ""
        if copies.isdecimal() and int(copies) > nodes:
            settings[key] = setting._replace(resolved=False)


def _kraft(values: Node) -> bool:
    return text_of(child(values, "kraft", "enabled")) != "false"


def _controllers(values: Node) -> int:
    return _number(child(values, "controller", "replicaCount"), _BITNAMI_CONTROLLERS)


def _of_listener(listeners: Node | None, group: str | None, name: str) -> str | None:
    path = (name,) if group is None else (group, name)
    return text_of(child(listeners, *path)) or None


def _number(node: Node | None, default: int) -> int:
    text = text_of(node) or ""
    return int(text) if text.isdecimal() else default


def _is_filled(node: Node | None) -> bool:
    """Whether a value says something: not empty text, {}, [] or null."""
    if node is None:
        return False
    text = text_of(node)
    if text is not None:
        return text.strip() not in ("", "null", "~")
    return any(True for _ in pairs(node)) or any(True for _ in items(node))
