"""Names of Kubernetes resources: RFC 1123 subdomains of at most 253 characters."""

from __future__ import annotations

import hashlib
import re
from typing import Final

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
