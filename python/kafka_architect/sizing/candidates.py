"""Which kinds of brokers are chosen from when none is named: those that people run brokers on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import quantities
from kafka_architect.sizing.figure_reading import shown
from kafka_architect.sizing.named import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kafka_architect.sizing.hardware import Hardware

# Confluent, "Plan Capacity and Sizing for Confluent for Kubernetes": the least broker.
LEAST_VCPU: Final = 4
LEAST_MEMORY_GIB: Final = 15  # 16 GB; some machines of 4 vCPUs have 15 GiB
# What --allow small goes down to: a heap and a page cache still fit.
SMALL_VCPU: Final = 2
SMALL_MEMORY_GIB: Final = 4

_MOST_BROKERS: Final = 1_000_000

ALLOWANCES: Final = {
    "hdd": "hard disks",
    "burstable": "burstable machines (full vCPU performance only with CPU credits)",
    "small": f"machines below {LEAST_VCPU} vCPUs and 16 GiB, down to {SMALL_VCPU} vCPUs and "
    f"{SMALL_MEMORY_GIB} GiB",
}


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The kinds of brokers to choose from; what is named by an instance is never left out.

    Attributes:
        allow: Of hdd, burstable and small: kinds that are left out otherwise.
        families: Only these, such as m7g or n2; all when empty.
        min_vcpu: vCPUs per broker at least; 4 when not given (Confluent's least broker).
        max_brokers: Brokers of the cluster at most.
    """

    allow: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    min_vcpu: float | None = None
    max_brokers: int | None = None

    def __post_init__(self) -> None:
        for one in self.allow:
            if one not in ALLOWANCES:
                raise InputError(f"allow {shown(one)} is unknown: {nearest(one[:99], list(ALLOWANCES))}")
        if self.max_brokers is not None:
            quantities.whole(self.max_brokers, "max_brokers", 1, _MOST_BROKERS)
        if self.min_vcpu is not None and not 0 < self.min_vcpu < 10_000:
            raise InputError(f"min_vcpu: expected 1 to 10,000, found {self.min_vcpu!r}")

    @property
    def is_default(self) -> bool:
        """Whether nothing was asked for."""
        return self == Selection()

    def of(self, hardware: Sequence[Hardware]) -> tuple[Hardware, ...]:
        """The candidates among some kinds of brokers.

        Raises:
            InputError: None is left; the message says what leaves out most, and what to do.
        """
        self._check_families(hardware)
        left_out: dict[str, int] = {}
        found = []
        for one in hardware:
            reason = self._leaves_out(one)
            if reason is None:
                found.append(self.limited(one))
            else:
                left_out[reason] = left_out.get(reason, 0) + 1
        if not found:
            most = max(left_out, key=lambda reason: left_out[reason])
            raise InputError(f"no broker types left to choose from: {left_out[most]} excluded by {most}")
        return tuple(found)

    def of_any(self, hardware: Sequence[Hardware]) -> tuple[Hardware, ...]:
        """The candidates among some kinds of brokers; there may be none."""
        return tuple(self.limited(one) for one in hardware if self._leaves_out(one) is None)

    def limited(self, hardware: Hardware) -> Hardware:
        """The same kind of broker, for a cluster of at most `max_brokers`."""
        if self.max_brokers is None:
            return hardware
        return replace(hardware, max_brokers=min(self.max_brokers, hardware.max_brokers or self.max_brokers))

    def _leaves_out(self, one: Hardware) -> str | None:
        small = "small" in self.allow
        least_vcpu = self.min_vcpu if self.min_vcpu is not None else SMALL_VCPU if small else LEAST_VCPU
        least_memory = SMALL_MEMORY_GIB if small or least_vcpu < LEAST_VCPU else LEAST_MEMORY_GIB
        burstable = one.burstable and "burstable" not in self.allow
        if self.families and one.family not in self.families:
            return f"--families {','.join(self.families)}"
        if one.rotating and "hdd" not in self.allow:
            return "hard disks (--allow hdd)"
        if burstable:
            return "burstable vCPUs (--allow burstable)"
        if one.vcpu < least_vcpu:
            return f"at least {least_vcpu:g} vCPUs (--min-vcpu, --allow small)"
        # A burstable kind that is allowed is small by nature.
        if one.memory < least_memory and not one.burstable:
            return f"at least {least_memory:g} GiB of memory (--allow small)"
        return None

    def _check_families(self, hardware: Sequence[Hardware]) -> None:
        known = list(dict.fromkeys(one.family for one in hardware if one.family))
        for family in self.families:
            if family not in known:
                raise InputError(f"family {shown(family)} is unknown: {nearest(family[:99], known)}")
