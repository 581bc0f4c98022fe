"""BRK030: the image of the server has no tag, or latest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation import attributes
from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "BRK030",
    "image-not-pinned",
    severity=Severity.WARNING,
    verdict=Verdict.ADVICE,
    roles=[Role.BROKER, Role.CONTROLLER, Role.CONNECT_WORKER],
    summary="The image has no tag, or latest: the Kafka version depends on the day of the pull.",
    why=(
        "Two machines that pull on different days run different versions, and a restart may be an upgrade "
        "of a single broker, without the required steps. With Kafka 4.0 the latest tag moved to an image "
        "without ZooKeeper support: deployments that used it no longer start. With a version tag or a "
        "digest, an upgrade is an explicit change of the file."
    ),
    sources=[
        "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
        "https://kubernetes.io/docs/concepts/containers/images/#image-names",
        "https://kafka.apache.org/documentation/#upgrade",
    ],
    bad=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:latest\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        ""
    ),
    good=(
        "services:\n"
        "  kafka:\n"
        "    image: apache/kafka:4.1.1\n"
        "    environment:\n"
        "      KAFKA_NODE_ID: 1\n"
        "      KAFKA_PROCESS_ROLES: broker\n"
        ""
    ),
    dialect="compose.yaml",
)
def image_not_pinned(config: EffectiveConfig) -> Iterator[Problem]:
    """Look at the tag; a digest pins, and what a template fills in is left alone."""
    image = config.attribute(attributes.IMAGE)
    if image is None or not image.resolved:
        return
    text = (image.value or "").strip()
    name, colon, tag = text.rpartition("/")[2].partition(":")
    if not name or "@" in text or (colon and tag != "latest"):
        return
    said = (
        (f"{text} is the image that was pushed last")
        if colon
        else f"{text} has no tag and means {text}:latest"
    )
    yield config.problem(
        image,
        f"{said}: which version of Kafka runs depends on the day of the pull; pin a version",
    )
