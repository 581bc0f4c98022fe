"""The tables of docs/sizing.md, made of the numbers that explain plans.

python -m tests.golden.sizing_page      # writes them anew
"""

from pathlib import Path

import kafka_architect as ka
from kafka_architect.sizing.explain import explain
from kafka_architect.sizing.words import CONSTRAINTS, SCENARIOS

PAGE = Path(__file__).parents[2] / "docs" / "sizing.md"
BEGIN, END = "<!-- numbers: python -m tests.golden.sizing_page -->", "<!-- end of numbers -->"
_FIGURES = (
    *(
        "write_mb_per_s",
        "read_mb_per_s",
        "replication_mb_per_s",
        "network_in_mb_per_s",
        "network_out_mb_per_s",
    ),
    *("daily_write_tb", "retained_tb", "provisioned_tb", "brokers_floor", "brokers", "heap_gib"),
    *("page_cache_gib", "rebuild_hours", "sent_above_mean"),
    *(f"topics.all.{name}" for name in ("record_overhead_bytes", "mean_records_per_batch")),
    "topics.all.log_bytes_per_record",
)


def tables() -> str:
    """Figures, then the demand of each constraint in each scenario with its target."""
    workload = ka.Workload(rate=50_000, retention="7d", consumer_groups=3)
    on_volumes = ka.ClusterSizingCalculator(workload, "m5.2xlarge").plan().to_dict()
    on_disks = ka.ClusterSizingCalculator(workload, "i4i.4xlarge").plan().to_dict()
    lines = ["| Figure | Formula | Source |", "|---|---|---|"]
    for name in _FIGURES:
        found = explain(on_volumes, name)
        lines.append(f"| `{name.rpartition('.')[2]}` | `{found['formula']}` | {found['source']} |")
    lines += ["", "| Constraint | Scenario | Demand on the busiest broker | Target |", "|---|---|---|--:|"]
    for constraint in CONSTRAINTS:
        plan = on_disks if constraint == "rebuild_time" else on_volumes
        written: dict[tuple[str, float], list[str]] = {}
        for scenario in SCENARIOS:
            found = explain(plan, f"{constraint}@{scenario}")
            key = (found["formula"], found["use"]["target_utilisation"])
            written.setdefault(key, []).append(scenario)
        for (formula, target), scenarios in written.items():
            if formula != "0":
                where = ", ".join(scenarios) if len(scenarios) < len(SCENARIOS) else "every scenario"
                lines.append(f"| `{constraint}` | {where} | `{formula}` | {target:.0%} |")
    return "\n".join(lines)


def page() -> str:
    """The page with its tables made anew."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{tables()}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
