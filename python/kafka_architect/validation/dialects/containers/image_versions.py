"""Which Kafka the tag of an image stands for.

Sources: "Supported Versions and Interoperability" in the documentation of Confluent Platform; the tags of
bitnami/kafka, apache/kafka and wurstmeister/kafka on Docker Hub.
"""

from __future__ import annotations

import re

_DEFAULT_OF_VARIABLE = re.compile(r"\$\{[^${}-]*+-([^${}]*+)\}")
_VERSION = re.compile(r"(?<![\d.])(\d+)\.(\d+)(?:\.(\d+))?(?![\d.])")
_LAST_WURSTMEISTER = "2.8.1"  # the image is no longer built
# Confluent Platform 4.0 is Kafka 1.0, and so on up: "Supported Versions and Interoperability" in its docs.
_CONFLUENT_TO_KAFKA = {4: (1, 0), 5: (2, 0), 6: (2, 6), 7: (3, 0), 8: (4, 0)}


def kafka_version_of(reference: str | None) -> str | None:
    """The Kafka version that an image's tag stands for, None where the tag does not say."""
    owner, name, tag = parts(reference)
    found = list(_VERSION.finditer(tag))
    if not found:
        return (
            _LAST_WURSTMEISTER
            if (owner, name) == ("wurstmeister", "kafka") and tag in ("", "latest")
            else None
        )
    if name.startswith("cp-") or owner == "confluentinc":
        return _confluent_version(found[-1])  # of cp-server-connect-datagen:0.6.4-7.6.0 the second
    if owner == "debezium":
        return None
    return found[-1 if owner == "wurstmeister" else 0].group()


def is_newest(reference: str | None) -> bool:
    """Whether an image is the newest of its name: without a tag, or `latest`."""
    return parts(reference)[2] in ("", "latest")


def _confluent_version(found: re.Match[str]) -> str | None:
    platform, minor = int(found.group(1)), int(found.group(2))
    if platform not in _CONFLUENT_TO_KAFKA:
        return None
    major, first = _CONFLUENT_TO_KAFKA[platform]
    return f"{major}.{first + minor}"


def parts(reference: str | None) -> tuple[str, str, str]:
    """Owner, name and tag of an image; of `${TAG:-3.9.0}` the default."""
    text = _DEFAULT_OF_VARIABLE.sub(r"\1", reference or "").split("@")[0]
    path, _, tag = text.rpartition(":") if ":" in text.rpartition("/")[2] else (text, "", "")
    owner, _, name = path.rpartition("/")
    return owner.rpartition("/")[2], name, tag
