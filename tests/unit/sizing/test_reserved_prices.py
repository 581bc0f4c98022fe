"""Prices of reservations: plausible beside those on demand, dated, and refused where there is none."""

import pytest

import kafka_architect as ka
from kafka_architect.sizing.choosing import Choice
from tools.instances.tables import table


def per_hour(catalogue: str, pricing: str, region: str | None = None) -> dict[str, float]:
    found = Choice(pricing=pricing, region=region).catalogue((), catalogue)
    return {one.name: one.usd_per_hour for one in found.hardware if one.usd_per_hour is not None}


@pytest.mark.parametrize(("catalogue", "machines"), [("aws", 147), ("gcp", 45)])
def test_three_years_cost_less_than_one_and_one_less_than_the_hour(catalogue: str, machines: int) -> None:
    by_the_hour = per_hour(catalogue, "on-demand")
    one, three = per_hour(catalogue, "reserved-1y"), per_hour(catalogue, "reserved-3y")
    assert len(one) >= machines
    for name, price in one.items():
        # Published discounts: 34 to 42 % for a year.
        assert 0.55 < price / by_the_hour[name] < 0.68, name
        assert name not in three or 0.3 < three[name] / by_the_hour[name] < price / by_the_hour[name], name


def test_the_source_of_a_year_on_ec2_has_today_s_prices_on_demand() -> None:
    today = {one["instance"]: one for one in table("aws_on_demand.csv") if one["region"] == "us-east-1"}
    rows = table("aws_reserved.csv")
    assert len(rows) == 147
    for row in rows:
        now = float(today[row["machine"]]["usd_per_hour"])
        assert float(row["on_demand_usd_per_hour"]) == pytest.approx(now, rel=0.005)


def test_the_source_of_google_s_commitments_has_our_prices_on_demand() -> None:
    ours = {(one["machine"], one["region"]): float(one["usd_per_hour"]) for one in table("gcp_on_demand.csv")}
    compared = 0
    for row in table("gcp_committed.csv"):
        price = ours.get((row["machine"], row["region"]))
        if price is not None:
            assert float(row["usd_per_hour"]) == pytest.approx(price, rel=1e-4)
            compared += 1
    assert compared >= 6


def test_machines_that_the_list_of_a_year_lacks_have_no_price() -> None:
    prices = per_hour("aws", "reserved-1y")
    assert "m8g.2xlarge" not in prices
    assert per_hour("aws", "on-demand")["m8g.2xlarge"] > 0
    assert "t2d-standard-8" not in per_hour("gcp", "reserved-1y")


def test_an_old_list_says_its_age() -> None:
    catalogue = Choice(pricing="reserved-1y").catalogue((), None)
    plan = ka.ClusterSizingCalculator(ka.Workload(rate=50_000, retention="1d"), catalogue).plan()
    assert plan.cost.price_date == "2023-08-30"
    assert plan.cost.monthly_total is not None
    assert "prices_old" in {one["code"] for one in plan.warnings}
    assert "1 year, all up front" in plan.cost.price_basis
