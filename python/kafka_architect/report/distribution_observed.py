"""Where the records of a distribution document are: measured beside predicted, and who placed the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rich.console import Console

# Of more partitions those are shown that have most.
_MOST_ROWS = 24
_HOTTEST_ROWS = 12


def print_observed(console: Console, document: Mapping[str, Any]) -> None:
    """Print them, where the source says in which partitions its records are."""
    observed = document.get("observed")
    if observed is None or observed.get("max_over_mean") is None:
        return
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    predicted, count = observed.get("predicted"), len(observed["records"])
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for title in ("Partition", "Measured", "Share", f"Predicted ({document['partitioner']})"):
        table.add_column(title, justify="right", no_wrap=True)
    total = sum(observed["records"])
    for partition in _shown(observed["records"]):
        records = observed["records"][partition]
        table.add_row(
            f"{partition:,}",
            f"{records:,}",
            f"{records / total:.1%}",
            "–" if predicted is None else f"{predicted[partition]:,}",
        )
    console.print()
    busiest = "" if count <= _MOST_ROWS else f", the {_HOTTEST_ROWS} busiest"
    console.print(Text(f"Measured load of {count:,} partitions{busiest}:"))
    console.print(table)
    for line in observed_lines(document):
        console.print(Text(line))


def observed_lines(document: Mapping[str, Any]) -> Iterator[str]:
    """What was measured, a sentence each."""
    observed = document["observed"]
    predicted = observed.get("predicted_max_over_mean")
    against = (
        "" if predicted is None else f"; {document['partitioner']} would give {predicted:.2f} (predicted)"
    )
    yield (
        f"Max/mean: {observed['max_over_mean']:.2f} measured, partition {observed['hottest_partition']} with "
        f"{observed['hottest_share']:.1%} of the records{against}."
    )
    verdict = observed.get("verdict")
    judged = {load["count"] for load in document["partitions"]}
    if verdict is not None and observed.get("count") not in judged:
        yield f"Measured load: {verdict['code']}. {verdict['summary']}"
    evidence = {} if verdict is None else {item["rule"]: item["explanation"] for item in verdict["evidence"]}
    for rule in ("written-by", "split-keys", "keyless-spread"):
        if rule in evidence:
            yield evidence[rule]
    for example in (observed.get("split_keys") or {}).get("examples", ()):
        places = ", ".join(
            f"partition {partition} ({records:,} records)"
            for partition, records in zip(example["partitions"], example["records"], strict=True)
        )
        more = f" and higher ones ({example['elsewhere']:,})" if example["elsewhere"] else ""
        yield f"  '{example['key']}': {places}{more}"
    if observed.get("placed_by_partitioner") is False and verdict is not None:
        yield (
            f"Figures by bytes, bursts, what-if counts and mitigations are of the partitions that "
            f"{document['partitioner']} would choose (predicted), not of the measured ones."
        )
    if (share := observed.get("share", 1.0)) < 1:
        yield f"Partitions are known for {share:.1%} of the records."


def relative_text(simulated: Mapping[str, Any]) -> str | None:
    """Which load simulated mitigations are relative to; None where no load was measured."""
    against = simulated.get("relative_to")
    if against is None or against["measured_max_over_mean"] is None:
        return None
    measured = f"{against['measured_max_over_mean']:.2f} times the mean"
    if against["load"] == "measured":
        return f"Relative to the measured load of keyed records ({measured})."
    before = simulated["options"][0]["max_over_mean_before"] if simulated["options"] else None
    predicted = "" if before is None else f", {before:.2f} times the mean"
    return (
        f"Relative to the load that {against['partitioner']} would make of these keys (predicted"
        f"{predicted}); measured, keyed records have {measured} in the busiest partition."
    )


def _shown(records: list[int]) -> list[int]:
    if len(records) <= _MOST_ROWS:
        return list(range(len(records)))
    busiest = sorted(range(len(records)), key=lambda partition: (-records[partition], partition))
    return busiest[:_HOTTEST_ROWS]
