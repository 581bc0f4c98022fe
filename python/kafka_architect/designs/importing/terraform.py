"""terraform: topics and permissions of a module's files; read by the dialect of the validator.

References between the files of a module are followed where they name a topic or a service account.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.importing.collecting import Found
from kafka_architect.designs.importing.dialect_topics import take_reading
from kafka_architect.validation import attributes
from kafka_architect.validation.configuration import Origin, Setting
from kafka_architect.validation.role import Role

if TYPE_CHECKING:
    from kafka_architect.designs.importing.imported import Imported
    from kafka_architect.designs.importing.source import Source
    from kafka_architect.validation.configuration import Reading

NAME = "terraform"
# resource -> the attribute that holds the name of a topic or of an account
_NAMES: Final = {
    "kafka_topic": "name",
    "confluent_kafka_topic": "topic_name",
    "confluent_service_account": "display_name",
}
# docs/resources/confluent_kafka_topic.md of the provider: partitions_count defaults to 6.
_CONFLUENT_PARTITIONS: Final = "6"
_TOPIC = re.compile(r"\$?\{?\s*(?:confluent_)?kafka_topic\.[\w-]+\.(?:topic_)?name\s*\}?")
_ACCOUNT = re.compile(r"(?:User:)?\$?\{?\s*confluent_service_account\.([\w-]+)\.id\s*\}?")


def recognises(source: Source) -> bool:
    """By its ending: a module has files without a topic, too."""
    return not source.is_folder and source.name.lower().endswith(".tf")


def read(sources: list[Source]) -> Imported:
    """Every topic of the providers Mongey/kafka and confluentinc/confluent, and what accounts may do."""
    from kafka_architect.validation.dialects.terraform import resources

    found = Found(format=NAME)
    names = {key: name for source in sources for key, name in _named(source).items()}
    # Topics before permissions, in whichever file they are.
    readings = [(source, resources.read(source.file, None)) for source in sources]
    for _, reading in readings:
        _follow(reading, names)
    readings.sort(key=lambda one: not any(part.role is Role.TOPIC for part in one[1].configurations))
    for source, reading in readings:
        take_reading(found, source, reading)
    return found.imported()


def _named(source: Source) -> dict[str, str]:
    """`kafka_topic.orders.name` -> the name, of each topic and account whose name is no expression."""
    from kafka_architect.validation.dialects.formats.hcl_tree import HclFile

    hcl = HclFile(source.file)
    found = {}
    for kind, label, block in hcl.resources():
        setting = hcl.setting(attributes.TOPIC_NAME, block, _NAMES[kind]) if kind in _NAMES else None
        if setting is not None and setting.resolved and setting.value:
            found[f"{kind}.{label}.{_NAMES[kind]}"] = setting.value
    return found


def _follow(reading: Reading, names: dict[str, str]) -> None:
    """Put what references lead to in their place, and the provider's default where nothing is set."""
    for one in reading.configurations:
        facts = one.attributes
        replicas = facts.get(attributes.REPLICATION_FACTOR)
        if replicas is not None and replicas.origin is Origin.FRAMEWORK:
            facts.setdefault(
                attributes.PARTITIONS,
                Setting(attributes.PARTITIONS, _CONFLUENT_PARTITIONS, Origin.FRAMEWORK),
            )
        principal = facts.get(attributes.ACL_PRINCIPAL)
        account = _ACCOUNT.fullmatch(principal.value or "") if principal is not None else None
        if principal is not None and account is not None:
            user = names.get(f"confluent_service_account.{account[1]}.display_name", account[1])
            facts[attributes.ACL_PRINCIPAL] = principal._replace(value=f"User:{user}", resolved=True)
        resource = facts.get(attributes.ACL_RESOURCE)
        if resource is None or resource.resolved:
            continue
        kind, _, rest = (resource.value or "").partition(":")
        written, _, pattern = rest.rpartition(":")
        name = names.get(written.strip("${} \t")) if _TOPIC.fullmatch(written) else None
        if name is not None:
            facts[attributes.ACL_RESOURCE] = resource._replace(
                value=f"{kind}:{name}:{pattern}", resolved=True
            )
