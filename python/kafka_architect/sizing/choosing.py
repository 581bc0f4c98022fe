"""What a cluster is chosen from: catalogues or named instances, a price basis, a region, a selection."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kafka_architect.errors import InputError
from kafka_architect.short_repr import short_repr
from kafka_architect.sizing import figure_reading as reading
from kafka_architect.sizing.candidates import Selection
from kafka_architect.sizing.catalogues import catalogue_holding, default_catalogue, load_catalogue
from kafka_architect.sizing.market import PRICINGS
from kafka_architect.sizing.named import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kafka_architect.sizing.catalogue import Catalogue

NAMES: Final = ("pricing", "region", "allow", "families", "min_vcpu", "max_brokers", "beside")
"""The names of these choices in a workload file; as options they have hyphens."""


@short_repr
@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Where to look for brokers.

    Attributes:
        pricing: on-demand, reserved-1y or reserved-3y.
        region: A region of each provider, comma-separated; their first when None.
        selection: Which kinds of a catalogue are candidates.
        beside: What stands beside the brokers, by the names of `beside.PARTS`.
    """

    pricing: str = "on-demand"
    region: str | None = None
    selection: Selection = field(default_factory=Selection)
    beside: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.pricing not in PRICINGS:
            raise InputError(
                f"pricing {reading.shown(self.pricing)} is unknown: {nearest(self.pricing[:99], PRICINGS)}"
            )

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Choice:
        """A choice from values as a file or a command line has them.

        Raises:
            InputError: A value is unknown or of the wrong type.
        """
        given = {name: value for name, value in values.items() if value is not None}
        max_brokers = given.get("max_brokers")
        return cls(
            pricing=reading.text(given.get("pricing", "on-demand"), "pricing"),
            region=None if "region" not in given else reading.text(given["region"], "region"),
            beside=_parts(given.get("beside")),
            selection=Selection(
                allow=_words(given.get("allow"), "allow"),
                families=_words(given.get("families"), "families"),
                min_vcpu=None if "min_vcpu" not in given else reading.positive(given["min_vcpu"], "min_vcpu"),
                max_brokers=None if max_brokers is None else reading.whole(max_brokers, "max_brokers"),
            ),
        )

    def catalogue(self, instances: tuple[str, ...], catalogue: str | None) -> Catalogue:
        """The catalogue that is asked for, or that has the instances; narrowed to these."""
        if catalogue is not None:
            found = load_catalogue(catalogue, self.pricing, self.region)
        elif instances:
            found = catalogue_holding(instances, self.pricing, self.region)
        else:
            found = default_catalogue(self.pricing, self.region)
        return found if not instances else found.narrowed_to(*(found.find(name) for name in instances))

    def without_limit(self) -> Choice:
        """The same choice for any number of brokers."""
        return replace(self, selection=replace(self.selection, max_brokers=None))


def _parts(value: object) -> dict[str, Any]:
    """Parts as a mapping, or as words that stand for their defaults."""
    if isinstance(value, dict):
        return {str(name).replace("-", "_"): given for name, given in value.items()}
    return {name.replace("-", "_"): True for name in _words(value, "beside")}


def _words(value: object, name: str) -> tuple[str, ...]:
    """Words of a comma-separated text or of a list."""
    if value is None:
        return ()
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)):
        raise InputError(f"{name}: expected a list such as {name}: [a, b], found {reading.shown(value)}")
    return tuple(reading.text(part, name).strip() for part in parts if part != "")
