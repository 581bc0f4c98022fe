"""What is chosen from, at which prices, and how the best is found."""

import datetime
import math
import random
from typing import Any

import pytest

import kafka_architect as ka
from kafka_architect.errors import InputError, UnmeetableError
from kafka_architect.report.plan import choice_lines
from kafka_architect.sizing.candidates import Selection
from kafka_architect.sizing.catalogues import catalogue_holding, default_catalogue
from kafka_architect.sizing.choosing import Choice
from kafka_architect.sizing.market import Market
from kafka_architect.sizing.ranking import TIE

EXAMPLE: dict[str, Any] = {"rate": 50_000, "message_bytes": 1000, "retention": "7d", "consumer_groups": 3}


def names(selection: Selection, catalogue: str = "aws") -> set[str]:
    return {one.name for one in selection.of(ka.load_catalogue(catalogue).hardware)}


def test_people_run_brokers_on_four_vcpus_and_more_without_hard_disks() -> None:
    for one in Selection().of(ka.load_catalogue("aws,gcp,azure,aws-msk").hardware):
        assert one.vcpu >= 4
        assert one.memory >= 15
        assert not one.rotating
        assert not one.burstable


@pytest.mark.parametrize(
    ("allow", "name", "catalogue"),
    [
        ("hdd", "d3en.2xlarge", "aws"),
        ("burstable", "t4g.xlarge", "aws"),
        ("small", "m7g.large", "aws"),
        ("small", "kafka.m7g.large", "aws-msk"),
    ],
)
def test_the_rest_can_be_allowed(allow: str, name: str, catalogue: str) -> None:
    assert name not in names(Selection(), catalogue)
    assert name in names(Selection(allow=(allow,)), catalogue)


def test_families_and_vcpus() -> None:
    assert {one.split(".")[0] for one in names(Selection(families=("m7g", "r6i")))} == {"m7g", "r6i"}
    assert all(one.vcpu >= 32 for one in Selection(min_vcpu=32).of(default_catalogue().hardware))
    with pytest.raises(InputError, match="did you mean m7g"):
        names(Selection(families=("m7gg",)))
    with pytest.raises(InputError, match="hdd, burstable, small"):
        Selection(allow=("everything",))
    with pytest.raises(InputError, match="no broker types left"):
        names(Selection(min_vcpu=500))


def test_the_most_brokers_are_kept() -> None:
    workload = ka.Workload(rate="1 GB/s", retention="1d", consumer_groups=2)
    plan = ka.ClusterSizingCalculator(workload, selection=Selection(max_brokers=9)).plan()
    assert plan.brokers <= 9
    with pytest.raises(UnmeetableError, match="up to 3"):
        ka.ClusterSizingCalculator(workload, "m7g.xlarge", selection=Selection(max_brokers=3)).plan()


def test_few_large_brokers_win_within_the_tie() -> None:
    workload = ka.Workload(rate="1 GB/s", retention="1d", consumer_groups=2)
    sizing = ka.ClusterSizingCalculator(workload)
    plan, cheapest = sizing.plan(), sizing.plan(tie=0)
    assert plan.brokers < cheapest.brokers
    assert (plan.cost.monthly_total or 0) <= (cheapest.cost.monthly_total or 0) * (1 + TIE)
    assert plan.choice is not None
    assert plan.choice.cheapest.brokers == cheapest.brokers


def test_a_large_load_is_spread_over_six_brokers_where_bills_are_equal() -> None:
    workload = ka.Workload(rate="1 GB/s", retention="1d", consumer_groups=2)
    plan = ka.ClusterSizingCalculator(workload).plan()
    three = ka.ClusterSizingCalculator(workload, policy=ka.Policy(brokers_of_large_load=1)).plan()
    assert (three.brokers, plan.brokers) == (3, 6)
    assert plan.choice is not None and plan.choice.brokers_preferred == 6
    assert (plan.cost.monthly_total or 0) <= (plan.choice.cheapest.monthly_total or 0) * (1 + TIE)
    assert "at least 6 of them" in "".join(choice_lines(plan.to_dict()))
    small = ka.ClusterSizingCalculator(ka.Workload(rate="199 MB/s", retention="1d")).plan()
    assert small.choice is not None and small.choice.brokers_preferred == 1
    # One kind of broker that is asked for is sized by its limits alone.
    assert ka.ClusterSizingCalculator(workload, three.instance).plan().brokers == 3


def test_what_is_preferred_never_leaves_the_tie() -> None:
    draw = random.Random(7)
    for _ in range(15):
        workload = ka.Workload(rate=f"{draw.uniform(200, 3000)} MB/s", retention=f"{draw.randint(1, 90)}h")
        sizing = ka.ClusterSizingCalculator(workload)
        plan, cheapest = sizing.plan(), sizing.plan(tie=0)
        assert (plan.cost.monthly_total or 0) <= (cheapest.cost.monthly_total or 0) * (1 + TIE)


def test_a_plan_is_never_dearer_than_its_alternatives() -> None:
    """Over the whole catalogue: what is ranked are the figures of the plans."""
    draw = random.Random(12)
    for _ in range(60):
        workload = ka.Workload(
            rate=math.exp(draw.uniform(3, 14)),
            message_bytes=draw.choice([100, 1000, 10_000]),
            retention=f"{draw.randint(1, 300)}h",
            consumer_groups=draw.randint(0, 6),
            topics=draw.randint(1, 40),
            retention_bytes=draw.choice([None, "1 GB", "20 GB"]),
        )
        sizing = ka.ClusterSizingCalculator(workload)
        try:
            plan = sizing.plan(tie=0)
        except UnmeetableError:
            continue
        if plan.choice and plan.choice.development:
            continue  # planned with controllers on the brokers
        total = plan.cost.monthly_total or 0
        for one in plan.alternatives:
            assert total <= (one.monthly_total or math.inf) * (1 + 1e-12)
        first = plan.alternatives[0]
        own = ka.ClusterSizingCalculator(workload, first.instance).plan()
        assert own.brokers == first.brokers
        assert own.cost.monthly_total == pytest.approx(first.monthly_total)


def test_rankings() -> None:
    sizing = ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE), "aws,aws-msk")
    fewest = [one.brokers for one in sizing.rank("brokers")]
    assert fewest == sorted(fewest)
    assert sizing.plan(rank_by="simplicity").controllers.count == 0
    with pytest.raises(InputError, match="simplicity"):
        sizing.rank("beauty")


def test_several_instances_are_compared() -> None:
    plan = ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE), "m7g.xlarge,kafka.m7g.4xlarge").plan()
    assert {plan.instance, *(one.instance for one in plan.alternatives)} == {
        "m7g.xlarge",
        "kafka.m7g.4xlarge",
    }


def test_prices_have_a_basis_a_region_and_a_date() -> None:
    on_demand = Choice().catalogue(("r6i.2xlarge",), None).find("r6i.2xlarge")
    reserved = Choice(pricing="reserved-3y").catalogue(("r6i.2xlarge",), None).find("r6i.2xlarge")
    ireland = Choice(region="eu-west-1").catalogue(("r6i.2xlarge",), None).find("r6i.2xlarge")
    assert (on_demand.usd_per_hour, ireland.usd_per_hour) == (0.504, 0.564)
    # On demand is 2.48 to 2.67 times the price of three years up front.
    assert 2.4 < (on_demand.usd_per_hour or 0) / (reserved.usd_per_hour or 1) < 2.7
    assert on_demand.market.date == "2026-07-20"
    assert ireland.market.region == "eu-west-1"


def test_a_catalogue_without_such_prices_is_refused() -> None:
    with pytest.raises(InputError, match="azure has no reserved-1y prices: expected one of on-demand"):
        Choice(pricing="reserved-1y").catalogue((), "azure")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"pricing": "spot"}, "on-demand, reserved-1y, reserved-3y"),
        ({"pricing": "reserved-1y", "region": "eu-west-1"}, "for region 'eu-west-1'"),
        ({"region": "mars-1"}, "region 'mars-1' is unknown"),
        ({"region": ["us-east-1"]}, "region: expected text"),
        ({"min_vcpu": "many"}, "min_vcpu: expected a number above 0"),
        ({"max_brokers": 2.5}, "max_brokers: expected a whole number"),
        ({"allow": {"hdd": True}}, "allow: expected a list"),
    ],
)
def test_wrong_choices_are_refused(values: dict[str, Any], says: str) -> None:
    with pytest.raises(InputError, match=says):
        Choice.of(values).catalogue((), None)


def test_a_region_of_each_catalogue() -> None:
    both = ka.load_catalogue("aws,gcp", region="eu-west-1,europe-west1")
    assert {one.market.region for one in both.hardware} == {"eu-west-1", "europe-west1"}
    with pytest.raises(InputError, match="is not in catalogue gcp"):
        ka.load_catalogue("aws,gcp", region="eu-west-1")


def test_prices_older_than_a_year_are_said_to_be() -> None:
    market = Market(date="2025-03-02")
    assert not market.is_older_than_a_year(datetime.date(2026, 3, 2))
    assert market.is_older_than_a_year(datetime.date(2026, 3, 3))
    assert not Market(date="given").is_older_than_a_year()


def test_a_hundred_messages_per_second_get_an_answer_that_fits() -> None:
    plan = ka.ClusterSizingCalculator(ka.Workload(rate=100, retention="1d")).plan()
    assert plan.brokers == 3
    assert plan.hardware.vcpu == 2
    assert (plan.cost.monthly_total or 0) < 250
    assert "process.roles=broker,controller" in plan.controllers.note
    said = next(one["message"] for one in plan.warnings if one["code"] == "small_workload")
    assert "development" in said and "--offers" in said


def test_what_is_asked_for_stays_so_for_tiny_workloads() -> None:
    workload = ka.Workload(rate=100, retention="1d")
    assert ka.ClusterSizingCalculator(workload, "m5.2xlarge").plan().controllers.count == 3
    asked = ka.ClusterSizingCalculator(workload, selection=Selection(min_vcpu=4)).plan()
    assert asked.hardware.vcpu >= 4


def test_controllers_are_small_machines_whatever_is_chosen() -> None:
    prices = {"date": "2026-11-01", "usd_per_hour": {"m5.2xlarge": 0.384}}
    catalogue = catalogue_holding("m5.2xlarge").with_prices(prices)
    plan = ka.ClusterSizingCalculator(
        ka.Workload(**EXAMPLE), catalogue.narrowed_to(catalogue.find("m5.2xlarge"))
    ).plan()
    assert plan.controllers.to_dict()["vcpu"] == 2
    assert plan.controllers.to_dict()["disk_gib"] == 64
    assert plan.cost.items["controllers"] == pytest.approx(3 * (0.077 * 730 + 64 * 0.08))
    many = ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE, topics=100, partitions=500), "m5.8xlarge").plan()
    assert many.controllers.to_dict()["vcpu"] == 8


def test_local_disks_are_listed_as_they_are() -> None:
    plan = ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE), "d3en.12xlarge").plan()
    assert (plan.volumes.count, plan.volumes.gib_each) == (24, 13_019)


def test_what_a_volume_includes_is_included_for_each() -> None:
    # 2 x gp3 of up to 64 TiB: 250 MiB/s and 6,000 IOPS are included.
    workload = ka.Workload(rate="20 MB/s", retention="60d", replication_factor=3, zones=3)
    plan = ka.ClusterSizingCalculator(workload, "m5.8xlarge", ka.Policy(rebuild_hours=200)).plan(brokers=3)
    assert plan.volumes.count == 2
    extra = plan.volumes.mib_per_s_each * 2 - 2 * 125
    assert extra > 0
    assert plan.cost.items["volume_throughput"] == pytest.approx(3 * extra * 0.04, abs=1)
    assert plan.cost.items["volume_iops"] == 0


def test_no_more_is_provisioned_than_the_machine_carries() -> None:
    workload = ka.Workload(rate="300 MB/s", retention="1d", consumer_groups=1)
    plan = ka.ClusterSizingCalculator(workload, "m5.xlarge").plan(brokers=3)
    assert plan.volumes.count * plan.volumes.mib_per_s_each <= math.ceil(143.75 / 1.048576)


def test_persistent_disks_buy_throughput_as_size() -> None:
    workload = ka.Workload(rate="100 MB/s", retention="1h", consumer_groups=1)
    plan = ka.ClusterSizingCalculator(workload, "n2-standard-16").plan(brokers=3)
    volume = plan.hardware.volume
    assert volume is not None and volume.name == "pd-balanced"
    gib = plan.volumes.count * plan.volumes.gib_each
    assert gib > plan.storage_per_broker_gb / 1.073741824
    assert 140 + 0.28 * gib >= plan.volumes.count * plan.volumes.mib_per_s_each
    assert plan.cost.items["volume_throughput"] == 0


def test_the_kind_of_volume_can_be_chosen() -> None:
    sizing = ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE), "gcp", ka.Policy(volume="pd-ssd"))
    assert sizing.plan().volumes.kind == "pd-ssd"
    with pytest.raises(InputError, match="did you mean pd-ssd"):
        ka.ClusterSizingCalculator(ka.Workload(**EXAMPLE), "gcp", ka.Policy(volume="pd-sdd"))
