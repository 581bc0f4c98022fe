"""CNT015: connectors are loaded from the class path, in one class loader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


def _is_relative(path: str) -> bool:
    return bool(path) and not path.startswith(("/", "\\\\")) and path[1:2] != ":"


@rule(
    "CNT015",
    "plugins-not-isolated",
    severity=Severity.INFO,
    verdict=Verdict.ADVICE,
    roles=[Role.CONNECT_WORKER],
    summary=("plugin.path is not set: connectors share the worker's class path and each other's libraries."),
    why=(
        "Without plugin.path connectors, converters and transformations are found only on the class path, "
        "where different versions of one library conflict. With it each folder gets a separate class "
        "loader. Relative paths are resolved against the worker's working directory, so an absolute path is "
        "safer."
    ),
    sources=["connect-runtime, WorkerConfig (plugin.path)", "KIP-146"],
    bad="group.id=connect-a\noffset.storage.topic=connect-offsets",
    good="group.id=connect-a\noffset.storage.topic=connect-offsets\nplugin.path=/opt/kafka/plugins",
)
def plugins_not_isolated(config: EffectiveConfig) -> Iterator[Problem]:
    """plugin.path is not set: connectors share the worker's class path and each other's libraries."""
    if not config.complete:
        return
    path = config.explicit("plugin.path")
    if path is None:
        yield config.problem(
            "plugin.path",
            "plugin.path is not set: connectors are loaded from the worker's class path, where their "
            "libraries conflict; put each into a separate folder and set plugin.path to the absolute path "
            "of their parent",
        )
        return
    relative = [item for item in config.items("plugin.path") or () if _is_relative(item)]
    if relative:
        yield config.problem(
            path,
            f"plugin.path names {', '.join(relative)}: a relative path depends on the worker's working "
            "directory; use an absolute path",
        )
