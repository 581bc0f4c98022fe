"""Results of every kind beside reports, plans, findings and designs, with hostile names in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import kafka_architect as ka
from kafka_architect.snapshot.model import (
    Acl,
    Committed,
    Group,
    LogDir,
    Member,
    Quota,
    Reassignment,
    Sample,
    Transaction,
    Unavailable,
    Value,
)
from tests.cluster.snapshots import GB, brokers, snapshot, topic

if TYPE_CHECKING:
    from kafka_architect.designs.difference.change import Difference
    from kafka_architect.snapshot import Snapshot

SCRIPT = "<script>window.broken = 1</script><img src=x onerror='window.broken = 1'>"
OTHERS = (
    "tuning",
    "partition_advice",
    "co_partition",
    "key_comparison",
    "cluster_figures",
    "segment_loads",
    "snapshot",
    "difference",
    "timeline",
)
_OUTPUTS = Path("tests/keys/files")


class Result(Protocol):
    """What has a page."""

    def to_html(self) -> str: ...

    def _repr_html_(self) -> str: ...


def results(folder: Path) -> dict[str, Result]:
    """A result of each kind, by the module that makes its page."""
    return {
        "tuning": ka.tune(
            rate=5000, message_bytes=500, partitions=12, latency="200ms", producers=3, consumers=6
        ),
        "partition_advice": ka.recommend_partitions(rate="200 MB/s", consumers=12, brokers=6),
        "co_partition": ka.co_partition(
            [
                ka.analyze([f"k{n % keys}{SCRIPT}".encode() for n in range(4000)], [6, 12, 24])
                for keys in (40, 70)
            ]
        ),
        "key_comparison": key_comparison(folder),
        "cluster_figures": cluster_figures(),
        "segment_loads": segment_loads(folder),
        "snapshot": taken(),
        "difference": difference(),
        "timeline": ka.ClusterSizingCalculator(
            ka.Workload(
                rate=40_000, message_bytes=1000, retention="3d", consumer_groups=2, growth_per_year=3
            ),
            "m6g.xlarge",
        ).timeline(24),
    }


def key_comparison(folder: Path) -> ka.KeyComparison:
    """Three fields, of which one is uneven and one is unique."""
    path = folder / "orders<b>.csv"
    lines = [
        f"c{n % 97},{'big' if n % 3 else f't{n % 11}'},{n},{f'e{n % 400}' if n % 4 else ''}"
        for n in range(4000)
    ]
    path.write_text("customer,tenant,order<b>,employee\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return ka.compare_keys(path, ["customer", "tenant", "order<b>", "employee"])


def cluster_figures() -> ka.ClusterFigures:
    """What Kafka's own tools printed of a real cluster."""
    names = ("log-dirs", "offsets-earliest", "offsets-latest", "groups")
    return ka.cluster_figures([_OUTPUTS / f"figures-{name}.txt" for name in names])


def segment_loads(folder: Path) -> ka.SegmentLoads:
    """Real segments, as partitions of two topics."""
    segment = (_OUTPUTS / "segment.log").read_bytes()
    for number, copies in enumerate((1, 3, 1, 2)):
        place = folder / f"orders-{number}"
        place.mkdir(exist_ok=True)
        for copy in range(copies):
            (place / f"{copy * 1000:020}.log").write_bytes(segment)
    place = folder / "payments-2"
    place.mkdir(exist_ok=True)
    (place / f"{0:020}.log").write_bytes((_OUTPUTS / "segment-zstd.log").read_bytes())
    return ka.segment_loads([folder / f"orders-{one}" for one in range(4)] + [place])


def taken() -> Snapshot:
    """A cluster with something in every part."""
    orders = topic("orders", 6, earliest=100, latest=90_000, bytes=[3 * GB, 3 * GB, 2 * GB])
    small = topic(f"a{SCRIPT}", 2, earliest=0, latest=500, bytes=[1000, 1000, None])
    return snapshot(
        tool=f"kafka-architect {SCRIPT}",
        bootstrap="kafka-1:9092",
        taken_ms=1_780_000_060_000,
        cluster_id="x-4f",
        kafka_version="4.3",
        metadata_version="4.3-IV0",
        controller=1,
        brokers=[
            *brokers(
                3,
                log_dirs=[LogDir(path="/data", total_bytes=100 * GB, usable_bytes=60 * GB)],
                config={"log.retention.hours": Value(value="72", source="static")},
            )
        ],
        topics=[orders, small],
        groups=[
            Group(
                name=f"billing{SCRIPT}",
                state="Stable",
                type="consumer",
                members=[Member(id="m1", client_id="c", host="/10.0.0.1", assigned={"orders": [0, 1]})],
                committed=[Committed(topic="orders", partition=0, offset=80_000, lag=10_000)],
            ),
            Group(name="idle", state="Empty"),
        ],
        quotas=[Quota(entity={"user": None}, values={"producer_byte_rate": 1_048_576.0})],
        acls=[
            Acl(
                principal="User:billing",
                host="*",
                operation="READ",
                permission="ALLOW",
                resource_type="TOPIC",
                resource="orders",
                pattern="LITERAL",
            )
        ],
        reassignments=[Reassignment(topic="orders", partition=2, adding=[3], removing=[1])],
        transactions=[
            Transaction(
                id=f"tx{SCRIPT}",
                state="Ongoing",
                producer_id=7,
                coordinator=1,
                timeout_ms=60_000,
                started_ms=1_780_000_000_000,
            )
        ],
        samples=[Sample(at_ms=1_780_000_000_000, latest={"orders": [60_000] * 6})],
        unavailable=[Unavailable(what="producers", why=f"not authorised {SCRIPT}")],
    )


def difference() -> Difference:
    """Changes of several risks, with steps, tools and figures."""

    def specification(stream: dict[str, Any], name: str) -> dict[str, Any]:
        events = {"messages": ["Placed"], "rate": "100..200", "size": "1 kB", "retention": "7d"}
        return {
            "name": name,
            "platform": {"brokers": 3},
            "entities": {"orders": {"key": "orderId", "events": {**events, "partitions": 6, **stream}}},
            "services": {"order": {"sends": ["orders.events"]}, "mail": {"receives": ["orders.events"]}},
        }

    return ka.design_diff(
        specification({}, "shop"),
        specification({"partitions": 12, "retention": "1d", "replication_factor": 2}, f"shop {SCRIPT}"),
    )
