"""Tools about keys: how they spread, which field makes the best key, where a key goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from kafka_architect.assistant.answers import Answer, answer

if TYPE_CHECKING:
    from kafka_architect.assistant.folders import Folders

_Partitions = Annotated[list[int], Field(description="Partition counts to report, each 1 to 1,000,000.")]
_Partitioner = Annotated[
    str,
    Field(
        description="A partitioner (murmur2, crc32 ...) or a client that uses it (librdkafka, sarama ...)."
    ),
]


class KeyTools:
    """Tools over files in the folders, or over keys that are handed over."""

    def __init__(self, folders: Folders, *, mask_keys: bool) -> None:
        self._folders = folders
        self._mask_keys = mask_keys

    def analyze_keys(
        self,
        partitions: _Partitions,
        path: Annotated[
            str | None,
            Field(description="A dump of keys: text, CSV, JSON lines, Parquet, Avro, log segments ..."),
        ] = None,
        keys: Annotated[list[str] | None, Field(description="Keys themselves, in place of a path.")] = None,
        key: Annotated[
            str | None,
            Field(description="The field that is the key: customerId, order.customerId, tenant:user."),
        ] = None,
        partitioner: _Partitioner = "murmur2",
        mitigate: Annotated[bool, Field(description="Simulate ways out where keys are not healthy.")] = False,
        mask_keys: Annotated[bool, Field(description="Show pseudonyms in place of keys.")] = False,
    ) -> Answer:
        """Report how Kafka keys spread over partitions, with hot keys, verdicts and what to do."""
        from kafka_architect.analysis.analyze import analyze
        from kafka_architect.errors import InputError

        if (path is None) == (keys is None):
            raise InputError("expected either a path or keys")
        source: Any = self._folders.to_read(path) if path is not None else keys
        report = analyze(
            source,
            partitions,
            partitioner=partitioner,
            mitigate=mitigate,
            key=key,
            mask_keys=mask_keys or self._mask_keys,
        )
        return answer(str(report), report.to_dict())

    def compare_keys(
        self,
        path: Annotated[str, Field(description="Records with fields: CSV, JSON lines, Parquet, Avro.")],
        keys: Annotated[
            list[str], Field(description="Candidates: customerId, order.customerId, tenant:user.")
        ],
        partitions: _Partitions,
        partitioner: _Partitioner = "murmur2",
    ) -> Answer:
        """Compare fields as keys of a topic: load of the hottest partition, order kept, and which is best."""
        from kafka_architect.analysis.key_comparison import compare_keys

        found = compare_keys(self._folders.to_read(path), keys, partitions, partitioner=partitioner)
        return answer(str(found), found.to_dict())

    def place_key(
        self,
        key: Annotated[str, Field(description="The key, as text.")],
        partitions: Annotated[int, Field(description="The topic's partition count.")],
    ) -> Answer:
        """Tell the partition of a key under the partitioner of every client."""
        from kafka_architect.placement import placements

        found = placements(key, partitions)
        return answer(str(found), found.to_dict())
