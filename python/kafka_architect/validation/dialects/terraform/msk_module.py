"""Amazon MSK in Terraform: its resources, and the module that makes them.

Resources of hashicorp/aws: aws_msk_configuration, aws_msk_cluster. Module: terraform-aws-modules/
msk-kafka-cluster/aws 2.x (variables.tf, main.tf), which makes a configuration of a map of Kafka's keys.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Configuration, Origin, Setting
from kafka_architect.validation.dialects.formats.hcl_writer import HclWriter
from kafka_architect.validation.dialects.formats.properties_block import PropertiesBlock
from kafka_architect.validation.dialects.msk_defaults import add_msk_defaults
from kafka_architect.validation.dialects.properties import take_properties
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kafka_architect.validation.configuration import Reading
    from kafka_architect.validation.dialects.formats.hcl_tree import HclFile, Node

NAME = "terraform"
MSK_MODULE = "msk-kafka-cluster"
# In the registry, or in its repository; what lies below //modules makes no cluster of brokers.
_SOURCE = re.compile(r"(?:^|[/:])terraform-aws-modules/(?:terraform-aws-)?msk-kafka-cluster(?!.*//modules)")
_PROPERTIES = "configuration_server_properties"


def msk_brokers(
    hcl: HclFile, resources: Sequence[tuple[str, str, Node]], reading: Reading
) -> Iterator[Configuration]:
    """The brokers of a file's clusters, each with its configuration where that is in the file too."""
    clusters = [block for kind, _, block in resources if kind == "aws_msk_cluster"]
    used: list[Node] = []
    for kind, label, block in resources:
        if kind == "aws_msk_configuration":
            cluster = next((one for one in clusters if _uses(hcl, one, label)), None)
            if cluster is not None:
                used.append(cluster)
            yield from _msk_configuration(hcl, label, block, cluster, reading)
    for kind, label, block in resources:
        if kind == "aws_msk_cluster" and block not in used:
            yield _msk_cluster(hcl, label, block)
    for label, block in hcl.modules():
        source = hcl.setting("source", block, "source")
        if source is not None and _SOURCE.search(source.value or "") and _is_made(hcl, block):
            yield _module(hcl, label, block)


def _uses(hcl: HclFile, cluster: Node, label: str) -> bool:
    arn = hcl.setting("arn", hcl.block(cluster, "configuration_info"), "arn")
    return arn is not None and f"aws_msk_configuration.{label}." in (arn.value or "")


def _msk_configuration(
    hcl: HclFile, label: str, block: Node, cluster: Node | None, reading: Reading
) -> Iterator[Configuration]:
    span = hcl.heredoc(block, "server_properties")
    written = hcl.setting("server_properties", block, "server_properties")
    if span is None and (written is None or not written.resolved):
        return
    broker = _server(hcl, label, block)
    if span is not None:
        properties = PropertiesBlock(hcl.file, span, indent="    ")
        broker.writer = properties
        take_properties(broker, properties, list(properties.settings()))
    elif written is not None:
        properties = PropertiesBlock(type(hcl.file)(hcl.file.path, written.value or ""))
        for setting in properties.settings():
            broker.put(setting._replace(span=written.span, key_span=written.key_span, file=hcl.file))
    reading.faults.extend(properties.faults if span is not None else ())
    versions = [hcl.value("v", one, one) for one in hcl.items(block, "kafka_versions")]
    broker.kafka_version = next((one.value for one in versions if one.resolved), None)
    if cluster is not None:
        _take_resource(hcl, broker, cluster)
    yield broker


def _msk_cluster(hcl: HclFile, label: str, block: Node) -> Configuration:
    """A cluster whose configuration is MSK's own, or in another file."""
    broker = _server(hcl, label, block)
    _take_resource(hcl, broker, block)
    if hcl.block(block, "configuration_info") is None:
        add_msk_defaults(broker, _zones(hcl, block) or None)
    return broker


def _server(hcl: HclFile, label: str, block: Node) -> Configuration:
    return Configuration(Role.BROKER, label, hcl.file, NAME, complete=False, span=hcl.span(block))


def _module(hcl: HclFile, label: str, block: Node) -> Configuration:
    """A cluster that the module makes, with the configuration that it is given."""
    broker = _server(hcl, label, block)
    broker.writer = HclWriter(hcl, block, _PROPERTIES)
    _take_cluster(
        hcl,
        broker,
        block,
        zones=len(hcl.items(block, "broker_node_client_subnets")),
        client=hcl.setting("listeners", block, "encryption_in_transit_client_broker"),
        inner=hcl.setting("security.inter.broker.protocol", block, "encryption_in_transit_in_cluster"),
    )
    for setting in hcl.settings(hcl.object_of(block, _PROPERTIES)):
        broker.put(setting)
    if hcl.attribute(block, _PROPERTIES) is None and hcl.attribute(block, "configuration_arn") is None:
        add_msk_defaults(broker, len(hcl.items(block, "broker_node_client_subnets")) or None)
    return broker


def _is_made(hcl: HclFile, block: Node) -> bool:
    create = hcl.setting("create", block, "create")
    return create is None or not create.resolved or create.value != "false"


def _zones(hcl: HclFile, cluster: Node) -> int:
    return len(hcl.items(hcl.block(cluster, "broker_node_group_info"), "client_subnets"))


def _take_resource(hcl: HclFile, broker: Configuration, cluster: Node) -> None:
    transit = hcl.block(cluster, "encryption_info", "encryption_in_transit")
    _take_cluster(
        hcl,
        broker,
        cluster,
        zones=_zones(hcl, cluster),
        client=hcl.setting("listeners", transit, "client_broker"),
        inner=hcl.setting("security.inter.broker.protocol", transit, "in_cluster"),
    )


def _take_cluster(
    hcl: HclFile,
    broker: Configuration,
    cluster: Node,
    *,
    zones: int,
    client: Setting | None,
    inner: Setting | None,
) -> None:
    """The facts of a cluster. `zones` 0: they are not known here."""
    facts = broker.attributes
    version = hcl.setting("version", cluster, "kafka_version")
    if version is not None and version.resolved:
        broker.kafka_version = version.value
    brokers = hcl.setting(attributes.BROKERS, cluster, "number_of_broker_nodes")
    if brokers is not None:
        facts[attributes.BROKERS] = brokers
    if zones:
        facts[attributes.ZONES] = _fact(hcl, attributes.ZONES, str(zones), cluster)
        broker.settings["broker.rack"] = Setting("broker.rack", "", Origin.FRAMEWORK, resolved=False)
    facts[attributes.STORAGE] = _fact(hcl, attributes.STORAGE, "persistent-claim", cluster)
    _take_security(hcl, broker, client, inner)


def _take_security(
    hcl: HclFile, broker: Configuration, client: Setting | None, inner: Setting | None
) -> None:
    """The listeners that MSK opens: `client` is TLS, TLS_PLAINTEXT or PLAINTEXT; TLS where unset.

    Authentication adds listeners of its own, always over TLS.
    """
    value = client.value if client is not None and client.resolved else "TLS" if client is None else None
    listeners: str | None = None
    if value is not None:
        opened = [
            *(["PLAINTEXT://:9092"] if "PLAINTEXT" in value else []),
            *(["SSL://:9094"] if value.startswith("TLS") else []),
        ]
        listeners = ",".join(opened)
    for key, text, written in (
        ("listeners", listeners, client),
        ("security.inter.broker.protocol", _protocol(inner), inner),
    ):
        broker.settings[key] = Setting(
            key,
            text or "",
            Origin.FRAMEWORK,
            written=written.written if written is not None else key,
            span=written.span if written is not None else None,
            key_span=written.key_span if written is not None else None,
            resolved=bool(text),
            file=hcl.file,
        )


def _protocol(in_cluster: Setting | None) -> str | None:
    if in_cluster is None:
        return "SSL"  # the default of in_cluster is true
    return {"true": "SSL", "false": "PLAINTEXT"}.get(in_cluster.value or "") if in_cluster.resolved else None


def _fact(hcl: HclFile, name: str, value: str, block: Node) -> Setting:
    start = hcl.span(block).start
    return Setting(name, value, Origin.FRAMEWORK, written=name, span=Span(start, start), file=hcl.file)
