"""Where a design runs: what is stated, and what has to be assumed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.model.design import Platform
from kafka_architect.designs.model.promise import Assumption
from kafka_architect.designs.specification import model as specification_model
from kafka_architect.validation.catalogue.versions import DEFAULT_VERSION

if TYPE_CHECKING:
    from kafka_architect.designs.specification.landscape import Landscape

# The newest version whose settings are all known; "4.3.1" is 4.3 to people.
NEWEST: Final = ".".join(DEFAULT_VERSION.split(".")[:2])
_ZONES: Final = 3


def platform_of(landscape: Landscape) -> tuple[Platform, list[Assumption]]:
    """The platform of a specification with what it assumes."""
    written = landscape.specification.platform or specification_model.Platform()
    assumed = []
    if written.kafka is None:
        assumed.append(
            Assumption(
                about="platform.kafka",
                assumed=NEWEST,
                because="no version is stated; the design uses nothing newer than it",
            )
        )
    if written.brokers is None and written.zones is None:
        assumed.append(
            Assumption(
                about="platform.zones",
                assumed=f"{_ZONES} zones",
                because="neither brokers nor zones are stated; partition counts become multiples of them",
            )
        )
    if written.brokers is not None:
        zones = written.zones or min(_ZONES, written.brokers)
    else:
        zones = written.zones or _ZONES
    return Platform(
        kind=written.kind,
        kafka=written.kafka or NEWEST,
        brokers=written.brokers,
        zones=zones,
        regions=tuple(written.regions),
    ), assumed
