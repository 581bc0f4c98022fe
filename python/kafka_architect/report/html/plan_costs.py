"""What a plan costs: the bill by part and path, alternatives, other services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.html.charts import Bar, rows
from kafka_architect.report.html.markup import element
from kafka_architect.report.html.numbers import count, money, share, words
from kafka_architect.report.html.parts import derivation, table
from kafka_architect.report.html.svg import BLUE, PALETTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Markup

    Document = Mapping[str, Any]

_MOST_TOPICS: Final = 20


def bill(document: Document, known: Mapping[str, Document]) -> Iterator[Markup]:
    """The bill by part and path, and by topic."""
    cost = document["cost"]
    currency = cost["currency"]
    items = sorted(
        ((name, amount) for name, amount in cost["items"].items() if amount), key=lambda one: -one[1]
    )
    colours = {name: PALETTE[at % len(PALETTE)] for at, name in enumerate(cost["items"])}
    yield rows(
        [
            (words(name), [Bar(value=amount, colour=BLUE, about=money(amount, currency))])
            for name, amount in items
        ],
        title="Bill by part and path",
        about=f"Per month, {money(cost['monthly_total'], currency)} together; cross zone is traffic between "
        "zones by path: from producers, between replicas, to consumers.",
        shown=lambda value: money(value, currency),
    )
    split = [one for one in document["by_topic"] if one.get("bill")]
    if len(split) > 1:
        ordered = sorted(split, key=lambda one: -(one["monthly"] or 0))[:_MOST_TOPICS]
        yield rows(
            [
                (
                    one["name"],
                    [
                        Bar(
                            value=amount,
                            colour=colours.get(name, BLUE),
                            about=f"{words(name)} {money(amount, currency)}",
                        )
                        for name, amount in one["bill"].items()
                        if amount
                    ],
                )
                for one in ordered
            ],
            title="Bill by topic",
            about="Each topic's part of the bill per month, stacked by part.",
            shown=lambda value: money(value, currency),
            stacked=True,
        )
    total = {
        "value": cost["monthly_total"],
        "unit": f"{currency} per month",
        "formula": " + ".join(name for name, _ in items),
        "inputs": dict(items),
        "source": f"{cost['price_basis']}; {cost['price_source']}, {cost['price_date']}",
    }
    yield table(
        ("Part", "Per month"),
        [
            *(
                (words(name), derivation(money(amount, currency), known.get(f"cost.{name}")))
                for name, amount in items
            ),
            ("total", derivation(money(cost["monthly_total"], currency), total)),
        ],
        numeric=(1,),
    )


def alternatives(document: Document) -> Iterator[Markup]:
    """Other clusters for the same load."""
    from kafka_architect.report.plan import limited_by

    currency = document["cost"]["currency"]
    yield table(
        ("Brokers", "Instance", "Per month", "Headroom", "Limited by"),
        [
            (
                count(one["brokers"]),
                one["instance"],
                money(one["monthly_total"], currency),
                share(one["headroom"], 0),
                limited_by(one["binding"]),
            )
            for one in document["alternatives"]
        ],
        numeric=(0, 2, 3),
    )


def offers(document: Document) -> Iterator[Markup]:
    """The same load on other services, with what each cannot do."""
    offers = document["offers"]
    priced = [one for one in offers if one["monthly_total"] is not None]
    sums: dict[str, float] = {}
    for one in priced:
        for name, amount in one["items"].items():
            sums[name] = sums.get(name, 0.0) + amount
    drawn = sorted((name for name in sums if sums[name]), key=lambda name: -sums[name])
    # Services bill by more parts than there are colours to tell apart: the largest have one of their own.
    largest = drawn[: len(PALETTE) - 1]
    colours = dict(zip(largest, PALETTE, strict=False))
    others = [("other parts", PALETTE[-1])] if len(drawn) > len(largest) else []
    if priced:
        yield rows(
            [
                (
                    one["service"],
                    [
                        Bar(
                            value=amount,
                            colour=colours.get(name, PALETTE[-1]),
                            about=f"{words(name)} {amount:,.0f}",
                        )
                        for name, amount in one["items"].items()
                        if amount
                    ],
                )
                for one in sorted(priced, key=lambda one: one["monthly_total"])
            ],
            title="Offers side by side",
            about="Bill per month of the same load on each service, stacked by part.",
            stacked=True,
            shown=count,
            legend=[*((words(name), colours[name]) for name in largest), *others],
        )
    yield table(
        ("Service", "Shape", "Per month", "What it cannot do"),
        [
            (
                one["service"],
                one["shape"],
                derivation(
                    "no complete price" if one["monthly_total"] is None else count(one["monthly_total"]),
                    {
                        "value": one["monthly_total"],
                        "unit": "per month",
                        "inputs": one["items"],
                        "formula": " + ".join(name for name, amount in one["items"].items() if amount),
                        "source": f"{one['basis']}, {one['date']}",
                    },
                ),
                element(
                    "ul",
                    [
                        element("li", text)
                        for text in (*one["unmet"], *one["cannot"], *one["not_published"], *one["left_out"])
                    ],
                ),
            )
            for one in offers
        ],
        numeric=(2,),
        stacked=True,
    )
