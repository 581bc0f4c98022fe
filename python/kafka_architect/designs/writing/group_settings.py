"""What brokers keep of a group, as a comment where an output has no resource for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.writing.markdown_text import one_line

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design


def settings_left_out(design: Design) -> str:
    """Comment lines with every setting of a group, for formats whose comments begin with #; "" for none."""
    groups = [one for one in design.groups.values() if one.settings]
    if not groups:
        return ""
    lines = ["# Settings of groups have no resource here; set them with kafka/configure-groups.sh:"]
    for group in groups:
        settings = ", ".join(f"{one.key}={one.value}" for one in group.settings)
        lines.append(f"#   {one_line(f'{group.name}: {settings}')}")
    return "\n".join(lines) + "\n"
