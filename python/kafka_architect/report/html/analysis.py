"""A distribution document as parts of a page: loads per partition, counts, keys, mitigations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kafka_architect.report.distribution_curves import chance_band, counted_loads, mean_records
from kafka_architect.report.html.analysis_counts import counts, max_over_mean
from kafka_architect.report.html.analysis_keys import arrival, keys
from kafka_architect.report.html.analysis_mitigations import mitigations
from kafka_architect.report.html.charts import columns
from kafka_architect.report.html.markup import Markup, element, joined
from kafka_architect.report.html.numbers import count, ratio, share
from kafka_architect.report.html.page import Section
from kafka_architect.report.html.parts import badge, derivation, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kafka_architect.report.html.markup import Child

    Document = Mapping[str, Any]

_MOST_CHARTS: Final = 8
_HASH: Final = (
    "how evenly a hash that is ideal would spread these keys: the share of each key is known or bounded"
)


def lead(document: Document) -> Child:
    """The report in one line."""
    from kafka_architect.report.distribution import headline

    return f"{document['source']}: {headline(document)}"


def sections(document: Document) -> list[Section]:
    """What a page shows of the document, in the order of the questions that people ask."""
    found = [
        Section("verdicts", "Verdicts", joined(_verdicts(document), _notes(document))),
        Section("partitions", "Records per partition", joined(*_loads(document))),
    ]
    if document.get("observed") is not None:
        found.append(Section("observed", "Where records are", joined(*_observed(document))))
    if len(counted_loads(document)) > 1:
        found.append(Section("counts", "Which partition count", joined(*counts(document))))
    if document["heavy_hitters"]:
        found.append(Section("keys", "Keys", joined(*keys(document))))
    if arrived := joined(*arrival(document)):
        found.append(Section("arrival", "Order of arrival", arrived))
    if document.get("mitigations"):
        found.append(Section("mitigations", "Mitigations", joined(*mitigations(document))))
    return found


def _verdicts(document: Document) -> Markup:
    rows_ = []
    for load in document["partitions"]:
        verdict = load["verdict"]
        rows_.append(
            (
                f"{load['count']:,}",
                badge(verdict["code"], "good" if verdict["code"] == "healthy" else "bad"),
                element(
                    "details", element("summary", verdict["summary"]), _evidence(verdict), class_="derivation"
                ),
            )
        )
    return table(("Partitions", "Verdict", "Why"), rows_, numeric=(0,), stacked=True)


def _evidence(verdict: Document) -> Markup:
    return element(
        "div",
        element(
            "ul",
            [
                element("li", element("code", one["rule"]), f": {one['explanation']}")
                for one in verdict["evidence"]
            ],
        ),
        class_="derived",
    )


def _notes(document: Document) -> Markup:
    lines = [f"Read as {one}" for one in document.get("read_as", ())]
    lines += [
        f"Weak keys: {one['name']} ({share(one['share'])} of {one['of']}): {one['reason']}"
        for one in document["weak_keys"]
    ]
    lines += [str(one) for one in document.get("notes", ())]
    return element("ul", [element("li", one) for one in lines], class_="note") if lines else Markup("")


def _loads(document: Document) -> Iterator[Markup]:
    for load in document["partitions"][:_MOST_CHARTS]:
        if any(load["records"]):
            yield _load(load)
    yield table(
        ("Partitions", "Most", "Mean", "Max/mean", "Share of hottest", "CV", "CV by chance", "Empty"),
        [
            (
                f"{load['count']:,}",
                count(max(load["records"])),
                count(mean_records(load)),
                derivation(ratio(load["max_over_mean"]), max_over_mean(load)),
                derivation(share(load["hottest_share"]), _hottest(load)),
                derivation(ratio(load["cv"], 3), _cv(load)),
                ratio(load["expected_cv"], 3),
                count(load["empty_partitions"]),
            )
            for load in document["partitions"]
        ],
        numeric=range(8),
        caption="The same as figures",
    )


def _load(load: Document) -> Markup:
    band, words = chance_band(load), ""
    if band is not None:
        words = (
            f" The grey band is what chance gives these keys: the mean ± 2 x {load['expected_cv']:.3f} of it."
        )
    return columns(
        load["records"],
        title=f"{load['count']:,} partitions",
        about=f"Records per partition; the hottest has {ratio(load['max_over_mean'])} times the mean.{words}",
        name="partition",
        band=band,
        middle=mean_records(load),
    )


def _hottest(load: Document) -> Document:
    return {
        "value": load["hottest_share"],
        "unit": "of the records",
        "formula": "most_records / records",
        "inputs": {"most_records": max(load["records"]), "records": sum(load["records"])},
        "source": "counted",
    }


def _cv(load: Document) -> Document | None:
    return (
        None
        if load["cv"] is None
        else {
            "value": load["cv"],
            "unit": "",
            "formula": "standard deviation of the records per partition / their mean",
            "inputs": {"partitions": load["count"], "mean": mean_records(load)},
            "source": f"counted; beside it, {_HASH}",
        }
    )


def _observed(document: Document) -> Iterator[Markup]:
    from kafka_architect.report.distribution_observed import observed_lines

    observed = document["observed"]
    records = observed.get("records")
    if isinstance(records, list) and records:
        yield columns(
            records,
            title="Measured load",
            about="Records per partition, as the records say themselves.",
            name="partition",
            middle=sum(records) / len(records),
        )
    yield element("ul", [element("li", line) for line in observed_lines(document)])
