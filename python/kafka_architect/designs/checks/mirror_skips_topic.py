"""DSN025: a topic is not mirrored although a mirror names it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design

# DefaultTopicFilter.TOPICS_EXCLUDE_DEFAULT of Kafka 4.3: internal topics, and those of MirrorMaker itself.
_EXCLUDED = (re.compile(r"mm2.*\.internal"), re.compile(r".*\.replica"), re.compile(r"__.*"))


@check(
    "DSN025",
    "mirror-skips-topic",
    severity=Severity.ERROR,
    summary="MirrorMaker 2 skips a topic: its name looks like a mirrored one, or like an internal one.",
    why=(
        "With the default replication policy a topic whose name has the target's alias as a segment other "
        "than the last is treated as one that originated there, and is not mirrored back: shop.eu.orders is "
        "never sent to the cluster eu. Names like x.replica and __x are excluded by default. Nothing reports "
        "either."
    ),
    sources=(
        "connect/mirror/src/main/java/org/apache/kafka/connect/mirror/DefaultTopicFilter.java",
        "connect/mirror/src/main/java/org/apache/kafka/connect/mirror/MirrorSourceConnector.java (isCycle)",
    ),
    bad="""\
name: shop
topics:
  eu.orders: {key: orderId}
patterns:
  - {pattern: active-active, regions: [eu, us], conflicts: the later wins}
""",
    good="""\
name: shop
topics:
  shop.orders: {key: orderId}
patterns:
  - {pattern: active-active, regions: [eu, us], conflicts: the later wins}
""",
)
def mirror_skips_topic(design: Design) -> Iterator[Problem]:
    """Look at every topic of every mirror."""
    for mirror in design.mirrors:
        for topic in mirror.topics:
            if any(one.fullmatch(topic) for one in _EXCLUDED):
                yield Problem(
                    topic,
                    f"the mirror to {mirror.target} excludes names like it",
                    "give the topic another address, or set topics.exclude of the mirror",
                )
            elif mirror.renamed is not None and mirror.target in topic.split(".")[:-1]:
                yield Problem(
                    topic,
                    f"the name contains the alias {mirror.target}: the mirror treats it as a topic that "
                    "originated there, and does not send it back",
                    "use an alias that is not part of a topic name, or rename the topic",
                )
