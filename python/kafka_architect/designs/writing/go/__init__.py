"""Settings as Go code, for the libraries that have names of their own: Sarama, kafka-go and franz-go.

Names, units and defaults are those of the libraries' own sources: Config in sarama's config.go, Writer and
ReaderConfig in kafka-go's writer.go and reader.go, the options in franz-go's pkg/kgo/config.go, in the
versions that `VERSIONS` names. A test compiles what is written here against them and runs their own checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.writing.go.franz_go import FRANZ_GO
from kafka_architect.designs.writing.go.kafka_go import KAFKA_GO
from kafka_architect.designs.writing.go.sarama import SARAMA
from kafka_architect.designs.writing.go.source import go_source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.writing.go.source import Library

# The client of a specification, which says how keys are placed -> its library.
GO: Final[Mapping[str, Library]] = {
    "sarama-hash": SARAMA,
    "kafka-go-hash": KAFKA_GO,
    "franz-go": FRANZ_GO,
}
VERSIONS: Final = {one.module: one.version for one in GO.values()}


def go_file(clients: Sequence[ClientSettings], *, same_placement: bool = False) -> str:
    """A Go file with the settings of these clients, which all use the same library.

    Args:
        clients: Producers and consumers of one service.
        same_placement: Place keys as the Java clients do, where the library's default is another.
    """
    return go_source(GO[clients[0].client], clients, same_placement=same_placement)
