"""One workload on every service: one price basis, and nothing guessed."""

import pytest

import kafka_architect as ka
from kafka_architect.errors import InputError
from kafka_architect.sizing.choosing import Choice
from kafka_architect.sizing.offers import Offer, offers, question

EXAMPLE = ka.Workload(rate=50_000, message_bytes=1000, retention="7d", consumer_groups=3, sizes="log")
SERVICES = {
    "Self-managed on Amazon EC2",
    "Self-managed on Google Compute Engine",
    "Self-managed on Azure VMs",
    "Amazon MSK Standard",
    "Amazon MSK Express",
    "Amazon MSK Serverless",
    "Google Cloud Managed Kafka",
}


def of(workload: ka.Workload, choice: Choice | None = None) -> dict[str, Offer]:
    return {one.service: one for one in offers(workload, ka.Policy(), choice or Choice())}


@pytest.fixture(scope="module")
def example() -> dict[str, Offer]:
    return of(EXAMPLE)


def test_every_service_is_there(example: dict[str, Offer]) -> None:
    assert example.keys() >= SERVICES
    assert {f"Confluent Cloud {kind}" for kind in ("Basic", "Standard", "Dedicated")} <= example.keys()
    assert all(one.cannot for one in example.values())


def test_a_total_is_the_sum_of_its_items_and_there_is_none_where_a_price_is_missing(
    example: dict[str, Offer],
) -> None:
    for one in example.values():
        if one.monthly_total is not None:
            assert one.monthly_total == pytest.approx(sum(value or 0 for value in one.items.values()))
            assert not one.not_published
        else:
            assert one.unmet or one.not_published
    assert "price per CKU" in example["Confluent Cloud Dedicated"].not_published


def test_serverless_is_billed_by_its_price_list(example: dict[str, Offer]) -> None:
    one, asked = example["Amazon MSK Serverless"], question(EXAMPLE, ka.Policy())
    seconds = 730 * 3600
    assert one.items["data_in"] == pytest.approx(50 * seconds / 1000 * 0.10)
    assert one.items["data_out"] == pytest.approx(150 * seconds / 1000 * 0.05)
    assert one.items["storage"] == pytest.approx(30_240 * 0.10)
    assert one.items["partitions"] == pytest.approx(asked.partitions * 0.0015 * 730)


def test_serverless_refuses_what_is_above_its_limits() -> None:
    one = of(ka.Workload(rate="300 MB/s", retention="1d", partitions=3000))["Amazon MSK Serverless"]
    assert any("ingress" in text for text in one.unmet)
    assert any("partitions" in text for text in one.unmet)
    assert one.monthly_total is None
    hot = of(ka.Workload(rate="20 MB/s", retention="1d", partitions=2))["Amazon MSK Serverless"]
    assert any("into one partition: 10 of 5" in text for text in hot.unmet)


def test_google_counts_vcpus_as_its_own_page_does(example: dict[str, Offer]) -> None:
    # (50 x 3 + (150 + 50 x 2) / 4) / 20 / 0.5 = 21.25
    assert example["Google Cloud Managed Kafka"].shape == "22 vCPU, 88 GiB"
    assert example["Google Cloud Managed Kafka"].items["vcpus"] == pytest.approx(22 * 0.054 * 730)


def test_express_is_not_offered_in_two_zones() -> None:
    two = of(ka.Workload(rate=50_000, retention="1d", zones=2))
    assert any("zones 2" in text for text in two["Amazon MSK Express"].unmet)
    assert any("2 zones" in text for text in two["Google Cloud Managed Kafka"].unmet)
    assert not two["Self-managed on Amazon EC2"].unmet


def test_one_basis_for_all() -> None:
    reserved = of(EXAMPLE, Choice(pricing="reserved-3y"))
    priced = [name for name, one in reserved.items() if one.monthly_total is not None]
    assert set(priced) == {"Self-managed on Amazon EC2", "Self-managed on Google Compute Engine"}
    assert any("reserved-3y" in text for text in reserved["Self-managed on Azure VMs"].not_published)
    assert any("reserved-3y" in text for text in reserved["Amazon MSK Serverless"].not_published)
    assert any("reserved-3y" in text for text in reserved["Amazon MSK Express"].not_published)


def test_confluent_takes_the_units_of_the_scarcest_limit() -> None:
    # 300 MB/s in: 5 x 60; out the same: 300 / 180
    one = of(ka.Workload(rate="300 MB/s", retention="1d", partitions=100, batch_bytes="1 MB"))
    assert one["Confluent Cloud Dedicated"].shape == "5 CKU (ingress decides)"
    compacted = of(ka.Workload(rate="1 MB/s", live_keys="1M", partitions=100))
    assert any("compacted" in text for text in compacted["Confluent Cloud Freight"].unmet)


def test_fits_what_is_tiny(example: dict[str, Offer]) -> None:
    tiny = of(ka.Workload(rate=100, retention="1d"))
    for name in SERVICES:
        assert (tiny[name].monthly_total or 0) < (example[name].monthly_total or 0) / 5


def test_brokers_without_tiered_storage_keep_all_and_are_no_candidates_for_tiers() -> None:
    tiered = ka.Workload(rate=100_000, retention="7d", local_retention="1d")
    express = of(tiered)["Amazon MSK Express"]
    assert express.items["tiered_storage"] == 0
    assert express.items["volume_storage"] is not None
    assert any("without local_retention" in text for text in express.cannot)
    with pytest.raises(InputError, match="does not offer tiered storage"):
        ka.ClusterSizingCalculator(tiered, "express.m7g.4xlarge")
