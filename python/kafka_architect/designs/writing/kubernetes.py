"""Names of Kubernetes resources: RFC 1123 subdomains of at most 253 characters."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design

_LONGEST: Final = 253
_LEGAL: Final = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*")


def resource_name(name: str) -> str:
    """The name itself where it is legal; else one like it that no other name leads to."""
    if len(name) <= _LONGEST and _LEGAL.fullmatch(name):
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    plain = re.sub(r"[^a-z0-9.]+", "-", name.lower())
    plain = ".".join(part.strip("-") for part in plain.split(".") if part.strip("-"))
    return f"{plain[: _LONGEST - 9].strip('-.')}-{digest}".lstrip("-")


def clusters(design: Design) -> dict[str, str]:
    """The Kafka clusters of a design, by the folder of their resources: each end of a mirror is one.

    Resources of one name would collide in one namespace: each region has a Kubernetes cluster of its own.
    """
    ends = dict.fromkeys(name for one in design.mirrors for name in (one.source, one.target))
    if not ends:
        return {"strimzi": resource_name(design.name)}
    return {f"strimzi/{resource_name(one)}": resource_name(one) for one in ends}
