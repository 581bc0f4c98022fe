"""What the published formulas say about a plan's workload, beside what the plan says.

Each is given the figures it asks for, from the plan's document, and answers in its own terms.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Document = Mapping[str, Any]

_HALF_USED = 0.5
_GOOGLE_MB_PER_S_PER_VCPU = 20
_ALIBABA_MB_PER_S = 400


def compare(plan: Document) -> dict[str, Any]:
    """The answers of every formula that applies, and the plan's own."""
    figures = _figures(plan)
    answers = [
        {"name": name, "answer": formula(figures), "unit": unit, "formula": text, "source": source}
        for name, (formula, unit, text, source, applies) in _FORMULAS.items()
        if applies(figures)
    ]
    return {"plan": {"brokers": plan["brokers"], "instance": plan["instance"]}, "answers": answers}


def right_sizing(f: Mapping[str, float]) -> int:
    """W <= min(storage n / r, EBS n / r, EC2 n / (g + r - 1)), at 80 % of the limit."""
    usable = 0.8
    by_volume = f["write"] * f["r"] / (f["volume"] * usable)
    by_network = f["write"] * (f["fan_out"] + f["r"] - 1) / (f["network"] * usable)
    return math.ceil(max(by_volume, by_network))


def broker_sizing(f: Mapping[str, float]) -> int:
    """Ingress per broker = util x min(EBS / 6.5, NIC / (5.7 + 1.5 fan-out)); a multiple of 3 zones."""
    per_broker = _HALF_USED * min(f["volume"] / 6.5, f["network"] / (5.7 + 1.5 * f["fan_out"]))
    return math.ceil(f["write"] / per_broker / 3) * 3


def google(f: Mapping[str, float]) -> int:
    """VCPUs = (P r + (C + P (r - 1)) / 4) / 20 / util."""
    load = f["write"] * f["r"] + (f["read"] + f["write"] * (f["r"] - 1)) / 4
    return math.ceil(load / _GOOGLE_MB_PER_S_PER_VCPU / 0.5)


def alibaba(f: Mapping[str, float]) -> int:
    """N = max(4, in x (fan-out + 2 r - 1) x 2 / 400 MB/s)."""
    return max(4, math.ceil(f["write"] * (f["fan_out"] + 2 * f["r"] - 1) * 2 / _ALIBABA_MB_PER_S))


def cloudera_disk_reads(f: Mapping[str, float]) -> int:
    """Disk reads at worst: (r + g - 1) W, when nobody reads from the page cache."""
    return math.ceil(f["write"] * (f["r"] + f["fan_out"] - 1))


def redpanda(f: Mapping[str, float]) -> int:
    """Cores = W r / 100 MB/s."""
    return math.ceil(f["write"] * f["r"] / 100)


def without_replication(f: Mapping[str, float]) -> int:
    """Brokers = ceil((write + read) / network): common in articles, and followers are forgotten."""
    return math.ceil((f["write"] + f["read"]) / f["network"])


_Entry = tuple["Callable[[Mapping[str, float]], int]", str, str, str, "Callable[[Mapping[str, float]], bool]"]


def _on_volumes(f: Mapping[str, float]) -> bool:
    return f["volume"] > 0


def _always(_: Mapping[str, float]) -> bool:
    return True


_FORMULAS: dict[str, _Entry] = {
    "AWS right-sizing": (
        right_sizing,
        "brokers",
        "W <= 0.8 min(EBS n/r, EC2 n/(g + r - 1))",
        "AWS Big Data Blog, best practices for right-sizing Apache Kafka clusters",
        _on_volumes,
    ),
    "AWS msk_sizing": (
        broker_sizing,
        "brokers",
        "W per broker <= 0.5 min(EBS/6.5, NIC/(5.7 + 1.5 fan-out)), x 3 zones",
        "aws/agent-toolkit-for-aws, msk_sizing.py",
        _on_volumes,
    ),
    "Google": (
        google,
        "vCPUs",
        "(P r + (C + P (r - 1))/4) / 20 / 0.5",
        "Google Cloud, plan your Managed Service for Apache Kafka cluster size",
        _always,
    ),
    "Alibaba": (
        alibaba,
        "brokers",
        "max(4, W (fan-out + 2r - 1) 2 / 400)",
        "Alibaba Cloud, ApsaraMQ for Kafka sizing",
        _always,
    ),
    "Cloudera": (
        cloudera_disk_reads,
        "worst-case MB/s read from disks",
        "(r + g - 1) W",
        "Cloudera, Kafka cluster sizing",
        _always,
    ),
    "Redpanda": (redpanda, "cores", "W r / 100 MB/s per core", "Redpanda, sizing guidelines", _always),
    "Without replication": (
        without_replication,
        "brokers",
        "(W + R) / network, no replication",
        "common in articles; see docs/sizing.md, common mistakes",
        _always,
    ),
}


def _figures(plan: Document) -> dict[str, float]:
    demand, workload, hardware = plan["demand"], plan["workload"], plan["hardware"]
    return {
        "write": demand["write_mb_per_s"],
        "read": demand["read_mb_per_s"],
        "r": workload["replication_factor"],
        "fan_out": demand["read_mb_per_s"] / demand["write_mb_per_s"],
        "network": _mb_per_s(hardware["network_out"] or hardware["network"]),
        "volume": _mb_per_s(hardware["volume_throughput"]),
    }


def _mb_per_s(text: str | None) -> float:
    return 0.0 if text is None else float(text.split()[0])
