"""Sizes as platforms write them: Kubernetes quantities, docker's memory limits, the JVM's -Xmx."""

from __future__ import annotations

import re

_KUBERNETES = re.compile(r"(\d+(?:\.\d+)?)(Ki|Mi|Gi|Ti|Pi|k|M|G|T|P|m)?")
_BINARY = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30, "Ti": 2**40, "Pi": 2**50}
_DECIMAL = {"k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15, "m": 0.001}
_DOCKER = re.compile(r"(\d+(?:\.\d+)?)\s*([bkmgt]?)b?", re.IGNORECASE)
_JVM = re.compile(r"(\d+)([kKmMgGtT]?)")
_HEAP = re.compile(r"-Xmx(\d+[kKmMgGtT]?)\b")
_POWERS = {"": 1, "b": 1, "k": 2**10, "m": 2**20, "g": 2**30, "t": 2**40}


def kubernetes_bytes(text: str | None) -> int | None:
    """The bytes of a quantity: 2Gi, 512M, 1e9 is not one."""
    found = _KUBERNETES.fullmatch((text or "").strip())
    if not found:
        return None
    unit = found.group(2) or ""
    return int(float(found.group(1)) * (_BINARY.get(unit) or _DECIMAL.get(unit) or 1))


def docker_bytes(text: str | None) -> int | None:
    """The bytes of a compose file's memory: 512m, 2gb, 1073741824; all powers of 1,024."""
    found = _DOCKER.fullmatch((text or "").strip())
    return int(float(found.group(1)) * _POWERS[found.group(2).lower()]) if found else None


def jvm_bytes(text: str | None) -> int | None:
    """The bytes of a JVM size: 4g, 512m."""
    found = _JVM.fullmatch((text or "").strip())
    return int(found.group(1)) * _POWERS[found.group(2).lower()] if found else None


def heap_bytes(options: str | None) -> int | None:
    """The largest heap among JVM options; the last -Xmx wins."""
    found = _HEAP.findall(options or "")
    return jvm_bytes(found[-1]) if found else None
