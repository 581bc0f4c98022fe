"""What must hold for every workload, whatever its numbers."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kafka_architect as ka
from kafka_architect.errors import InputError, UnmeetableError
from kafka_architect.sizing import quantities

INSTANCES = ("m5.2xlarge", "r6i.4xlarge", "i4i.4xlarge", "im4gn.8xlarge", "d3en.4xlarge", "kafka.m7g.4xlarge")

workloads = st.fixed_dictionaries(
    {
        "rate": st.floats(1, 2e6),
        "message_bytes": st.floats(10, 20_000),
        "compression_ratio": st.floats(1, 6),
        "peak_to_average": st.floats(1, 5),
        "consumer_groups": st.floats(0, 8),
        "catch_up_groups": st.floats(0, 2),
        "retention": st.integers(600, 30 * 86_400).map(lambda seconds: f"{seconds} s"),
        "replication_factor": st.integers(1, 4),
        "topics": st.integers(1, 50),
        "partitions": st.integers(1, 200),
        "growth_per_year": st.floats(1, 5),
        "skew": st.floats(1, 3),
        "zones": st.integers(1, 3),
    }
)


def calculator(values: dict[str, Any], instance: Any, **policy: Any) -> ka.ClusterSizingCalculator:
    # The hottest partition carries everything at most.
    values = {**values, "skew": min(values["skew"], values["partitions"] * values["topics"])}
    return ka.ClusterSizingCalculator(ka.Workload(**values), instance, ka.Policy(**policy))


def brokers(values: dict[str, Any], instance: str, **policy: Any) -> float:
    try:
        return calculator(values, instance, **policy).plan().brokers
    except UnmeetableError:
        return float("inf")


@settings(max_examples=150)
@given(
    workloads,
    st.sampled_from(INSTANCES),
    st.sampled_from(
        ["rate", "message_bytes", "peak_to_average", "consumer_groups", "catch_up_groups", "growth_per_year",
         "skew"]
    ),
    st.floats(1, 4),
)  # fmt: skip
def test_more_load_never_means_fewer_brokers(
    values: dict[str, Any], instance: str, name: str, factor: float
) -> None:
    more = values[name] * factor
    heavier = {**values, name: more}
    assert brokers(heavier, instance) >= brokers(values, instance)


@settings(max_examples=80)
@given(workloads, st.sampled_from(INSTANCES), st.integers(1, 20))
def test_longer_retention_never_means_fewer_brokers_or_cheaper_storage(
    values: dict[str, Any], instance: str, days: int
) -> None:
    seconds = int(values["retention"].split()[0])
    longer = {**values, "retention": f"{seconds + days * 86_400} s"}
    try:
        more, less = calculator(longer, instance).plan(), calculator(values, instance).plan()
    except UnmeetableError:
        assert brokers(longer, instance) == float("inf")
        return
    assert more.brokers >= less.brokers
    # Volumes have whole gibibytes: the same bytes on other volumes may round differently.
    rounding = 0.125 * more.brokers
    assert (more.cost.items["volume_storage"] or 0) >= (less.cost.items["volume_storage"] or 0) - rounding


@settings(max_examples=80)
@given(workloads, st.sampled_from(INSTANCES))
def test_a_replica_more_never_means_fewer_brokers_and_acts_on_disk_and_network(
    values: dict[str, Any], instance: str
) -> None:
    more = {**values, "replication_factor": values["replication_factor"] + 1}
    assert brokers(more, instance) >= brokers(values, instance)
    try:
        one, other = (
            calculator(values, instance).plan(brokers=60),
            calculator(more, instance).plan(brokers=60),
        )
    except UnmeetableError:
        return
    write = one.demand["write_mb_per_s"]
    for name in ("network_in_mb_per_s", "network_out_mb_per_s"):
        assert other.demand[name] - one.demand[name] == pytest.approx(write, rel=1e-6)
    factor = values["replication_factor"]
    assert other.demand["retained_tb"] / one.demand["retained_tb"] == pytest.approx((factor + 1) / factor)
    # The busiest broker may have a whole replica more, or as many as before.
    more_written, written = (plan.limit("disk_write").demand or 0 for plan in (other, one))
    assert more_written >= written * (1 - 1e-9)


@settings(max_examples=60)
@given(workloads, st.sampled_from(["network_target", "disk_target", "cpu_target"]), st.floats(0.3, 1))
def test_fewer_resources_never_mean_fewer_brokers(values: dict[str, Any], name: str, share: float) -> None:
    instance = "r6i.4xlarge"
    full = getattr(ka.Policy(), name)
    assert brokers(values, instance, **{name: full * share}) >= brokers(values, instance)


@settings(max_examples=80)
@given(
    workloads,
    st.sampled_from(["vcpu", "memory", "network", "local_storage", "local_write", "partitions"]),
    st.floats(0.2, 1),
)
def test_a_smaller_machine_never_means_fewer_brokers(values: dict[str, Any], name: str, share: float) -> None:
    machine: dict[str, Any] = {
        "vcpu": 32, "memory": 256, "network": 2500, "local_storage": 40_000, "local_write": 2000,
        "local_read": 4000, "partitions": 4000,
    }  # fmt: skip
    smaller = {**machine, name: machine[name] * share}

    def needed(figures: dict[str, Any]) -> float:
        hardware = ka.Hardware(name="own", **figures)
        try:
            return calculator(values, hardware).plan().brokers
        except UnmeetableError:
            return float("inf")

    assert needed(smaller) >= needed(machine)


@settings(max_examples=60)
@given(workloads, st.integers(0, 5))
def test_reads_are_linear_in_groups(values: dict[str, Any], groups: int) -> None:
    plan = calculator({**values, "consumer_groups": groups}, "m5.2xlarge").plan(brokers=60)
    write, lagging = plan.demand["write_mb_per_s"], values["catch_up_groups"]
    assert plan.demand["read_mb_per_s"] == pytest.approx((groups + lagging) * write)


@settings(max_examples=60)
@given(workloads)
def test_rate_times_size_is_bytes(values: dict[str, Any]) -> None:
    plan = calculator({**values, "growth_per_year": 1, "sizes": "log"}, "m5.2xlarge").plan(brokers=60)
    on_the_wire = values["rate"] * values["message_bytes"] / values["compression_ratio"] / 1e6
    assert plan.demand["write_mb_per_s"] == pytest.approx(on_the_wire * values["peak_to_average"])
    assert plan.demand["daily_write_tb"] == pytest.approx(on_the_wire * 86_400 / 1e6)


@settings(max_examples=100)
@given(workloads, st.sampled_from(INSTANCES))
def test_a_plan_keeps_every_limit_and_carries_its_workload(values: dict[str, Any], instance: str) -> None:
    sizing = calculator(values, instance)
    try:
        plan = sizing.plan()
    except UnmeetableError as error:
        assert error.constraint in {one.name for one in sizing.plan(brokers=60).constraints}
        return
    assert plan.within_limits
    assert plan.brokers >= values["replication_factor"]
    assert plan.brokers % values["zones"] == 0
    carried = sizing.capacity(plan.brokers)
    assert carried.carries_workload
    assert carried.times is None or carried.times >= 1


@settings(max_examples=100)
@given(workloads, st.sampled_from(INSTANCES), st.integers(4, 60))
def test_a_scenario_is_never_below_the_steady_peak_and_may_use_its_reserve(
    values: dict[str, Any], instance: str, size: int
) -> None:
    plan = calculator(values, instance).plan(brokers=size)
    for one in plan.constraints:
        steady = plan.limit(one.name)
        assert (one.demand_per_broker or 0) >= (steady.demand_per_broker or 0) * (1 - 1e-9)
        assert one.target_utilisation >= steady.target_utilisation


@settings(max_examples=25)
@given(workloads)
def test_no_workload_lacks_an_answer(values: dict[str, Any]) -> None:
    try:
        plan = calculator(values, None).plan()
    except UnmeetableError as error:
        assert error.constraint
        assert error.constraint.replace("_", " ").split(maxsplit=1)[0] in str(error)
    else:
        assert plan.brokers > 0


@settings(max_examples=20)
@given(st.integers(0, 2**32), st.integers(1, 300))
def test_a_seed_reproduces_its_worlds(seed: int, worlds: int) -> None:
    sizing = ka.ClusterSizingCalculator(ka.Workload(rate=50_000, retention="1d"), "m5.2xlarge")
    first = sizing.uncertain(rate="20000..90000", retention="12h..3d", worlds=worlds, seed=seed)
    again = sizing.uncertain(rate=(20_000, 90_000), retention="12h..3d", worlds=worlds, seed=seed)
    assert first.to_dict() == again.to_dict()
    assert (first.brokers["p50"] or 0) <= (first.brokers["p95"] or 0) <= (first.brokers["p99"] or 0)


@given(st.floats(1e-3, 3e5, allow_nan=False))
def test_units_convert(number: float) -> None:
    assert quantities.size(f"{number!r} KiB", "x") == pytest.approx(
        quantities.size(f"{number * 1.024!r} kB", "x")
    )
    assert quantities.throughput(f"{number!r} Gbit/s", "x") == pytest.approx(
        quantities.throughput(f"{number * 125!r} MB/s", "x")
    )
    assert quantities.duration(f"{number!r}d", "x") == pytest.approx(
        quantities.duration(f"{number * 24!r} h", "x")
    )


@given(st.floats(1, 1e6), st.floats(1, 10), st.floats(1, 50), st.integers(3, 30))
def test_partitions_never_fall_with_load_growth_consumers(
    rate: float, growth: float, consumers: float, size: int
) -> None:
    base = ka.recommend_partitions(rate=rate, growth=growth, consumers=consumers, brokers=size)
    for more in ({"rate": rate * 2}, {"growth": growth * 2}, {"consumers": consumers * 2}):
        given_more: Any = {"rate": rate, "growth": growth, "consumers": consumers, "brokers": size, **more}
        assert ka.recommend_partitions(**given_more).partitions >= base.partitions
    assert base.partitions % size == 0


@given(st.text(max_size=12))
def test_any_text_is_a_quantity_or_a_clear_error(text: str) -> None:
    for parse in (
        quantities.size,
        quantities.duration,
        quantities.throughput,
        quantities.count,
        quantities.rate,
    ):
        try:
            parse(text, "the name")
        except InputError as error:
            assert "the name" in str(error)


@settings(max_examples=60)
@given(workloads, st.sampled_from(INSTANCES), st.integers(1, 3))
def test_more_brokers_lost_never_mean_fewer_brokers(values: dict[str, Any], instance: str, lost: int) -> None:
    more, fewer = (
        brokers(values, instance, brokers_lost=lost + 1),
        brokers(values, instance, brokers_lost=lost),
    )
    assert more >= fewer
