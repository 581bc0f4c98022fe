"""The lines at the head of a plan: what it carries, stores and has per broker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]

# What is not worth a line: rounding, and a hottest partition among thousands.
_LEAST_UNEVEN = 0.01


def facts(document: Document) -> Iterator[tuple[str, str]]:
    """Label and words of each line."""
    demand, storage, memory = document["demand"], document["storage"], document["memory"]
    yield (
        "write",
        (
            f"{demand['write_mb_per_s']:,.1f} MB/s{_overhead(demand)}, "
            f"read {demand['read_mb_per_s']:,.1f}, replication "
            f"{demand['replication_mb_per_s']:,.1f}; network in {demand['network_in_mb_per_s']:,.1f}, "
            f"out {demand['network_out_mb_per_s']:,.1f}"
        ),
    )
    yield (
        "storage",
        (
            f"{demand['daily_write_tb']:,.2f} TB written per day, "
            f"{demand['retained_tb']:,.2f} TB in all replicas, {demand['provisioned_tb']:,.1f} TB provisioned"
        ),
    )
    volumes = storage["volumes"]
    speed = f" at {volumes['mib_per_s_each']:,.0f} MiB/s" if volumes["mib_per_s_each"] else ""
    yield (
        "per broker",
        (
            f"{storage['per_broker_gb']:,.0f} GB on {volumes['count']} x {volumes['kind']} of "
            f"{volumes['gib_each']:,.0f} GiB{speed}; heap {memory['heap_gib']:g} GiB, "
            f"page cache {memory['page_cache_gib']:g} GiB"
        ),
    )
    yield (
        "partitions",
        (f"{_partitions(document)}; {document['replicas_per_broker']:,} replicas per broker"),
    )
    uneven = _placement(document)
    if uneven:
        yield "placement", uneven
    controllers = document["controllers"]
    if controllers["count"]:
        yield "controllers", f"{controllers['count']} x {controllers['instance'] or 'your choice'}"
    growth = document["sized_for"]
    if growth["growth_factor"] > 1:
        yield "sized for", f"{growth['growth_factor']:.2f} x today's load, in {growth['months']:g} months"


def _overhead(demand: Document) -> str:
    """How much of what is written the log's format adds, where the sizes are without it."""
    overhead = demand.get("overhead_mb_per_s", 0.0)
    if overhead <= 0:
        return ""
    produced = demand["write_mb_per_s"] - overhead
    return f" ({produced:,.1f} produced, {overhead / produced:.1%} more in records and batches)"


def _partitions(document: Document) -> str:
    if document["partitions_per_topic"] is None:
        return f"{document['partitions_total']:,} in {document['topics']:,} topics"
    return f"{document['topics']} x {document['partitions_per_topic']} = {document['partitions_total']:,}"


def counted(partitions: int) -> str:
    """A number of partitions in words."""
    return f"{partitions:,} partition{'' if partitions == 1 else 's'}"


def _placement(document: Document) -> str | None:
    """How far whole partitions, or skew, put the busiest broker above the mean; None where they do not."""
    placed = document["placement"]
    sent, stored = placed["sent_mb_per_s"], placed["stored_gb"]
    if max(sent["above_mean"], stored["above_mean"]) < _LEAST_UNEVEN:
        return None
    words = [
        f"busiest broker sends {sent['busiest']:,.1f} MB/s, {sent['above_mean']:.0%} above the mean of "
        f"{sent['mean']:,.1f}"
    ]
    if stored["above_mean"] >= _LEAST_UNEVEN:
        words.append(f"stores {stored['busiest']:,.0f} GB, {stored['above_mean']:.0%} above")
    if placed["uneven_topics"]:
        words.append(_uneven(placed["uneven_topics"], document["brokers"]))
    return "; ".join(words)


def _uneven(topics: list[Document], brokers: int) -> str:
    """The topic that matters most: what the busiest broker leads of it, and how many would be even."""
    first = topics[0]
    of = "" if first["name"] == "all" else f" of {first['name']}"
    more = f" (and {len(topics) - 1} more topics)" if len(topics) > 1 else ""
    return (
        f"it leads {first['led_by_busiest']} of {counted(first['partitions'])}{of} on {brokers} brokers, "
        f"{first['even_partitions']} would be even{more}"
    )
