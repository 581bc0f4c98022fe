"""DSN019: a topic has a setting or a number that the platform does not allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.check import Problem, Severity, check
from kafka_architect.designs.platforms import PLATFORMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.model.design import Design


@check(
    "DSN019",
    "setting-not-allowed-on-platform",
    severity=Severity.ERROR,
    summary="The specification sets a value that the platform fixes.",
    why=(
        "Managed platforms protect some settings: creating the topic fails, or the value is ignored. MSK "
        "Serverless allows seven topic configurations, MSK Express has three replicas with "
        "min.insync.replicas=2, Confluent Cloud has three replicas."
    ),
    sources=(
        "https://docs.aws.amazon.com/msk/latest/developerguide/serverless-config.html",
        "https://docs.aws.amazon.com/msk/latest/developerguide/msk-configuration-express-read-only.html",
        "https://docs.confluent.io/cloud/current/topics/manage.html",
    ),
    bad="""\
name: shop
platform: {kind: msk-serverless}
topics:
  shop.orders: {key: orderId, config: {segment.ms: 3600000}}
""",
    good="""\
name: shop
platform: {kind: msk-serverless}
topics:
  shop.orders: {key: orderId, config: {max.message.bytes: 2097152}}
""",
)
def setting_not_allowed_on_platform(design: Design) -> Iterator[Problem]:
    """Compare settings and pinned numbers with the facts of the platform."""
    facts = PLATFORMS[design.platform.kind]
    for topic in design.topics.values():
        for setting in topic.settings:
            if facts.settable is not None and setting.key not in facts.settable:
                yield Problem(
                    topic.name,
                    f"{setting.key} cannot be set on {design.platform.kind}",
                    f"remove {setting.key} from config",
                )
        for name, figure, fixed in (
            ("replication_factor", topic.replication_factor, facts.replication_factor),
            ("min_insync_replicas", topic.min_insync_replicas, facts.min_insync_replicas),
        ):
            if fixed is not None and figure.value != fixed:
                yield Problem(
                    topic.name,
                    f"{name} {figure.value:.0f}, but {design.platform.kind} always has {fixed}",
                    f"remove {name} from the specification",
                )
