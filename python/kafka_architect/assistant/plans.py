"""Tools about capacity: clusters, partition counts, client settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from kafka_architect.assistant.answers import Answer, answer

if TYPE_CHECKING:
    from collections.abc import Sequence

_Rate = Annotated[str | float, Field(description="Messages (50000, '50k/s', '3M/min') or bytes ('50 MB/s').")]


class PlanTools:
    """Tools that need no file."""

    def size_cluster(
        self,
        workload: Annotated[
            dict[str, Any],
            Field(
                description="What the cluster carries, as a workload file has it: {rate: 50000, "
                "message_bytes: 1000, retention: 7d, consumer_groups: 3}, or {topics: [{name, rate ...}]}."
            ),
        ],
        instances: Annotated[
            list[str], Field(description="Kinds of broker to compare; any by default.")
        ] = [],  # noqa: B006 - the protocol copies it
        catalogue: Annotated[
            str | None, Field(description="aws, aws-msk, gcp, azure; several with commas.")
        ] = None,
        brokers: Annotated[
            int | None, Field(description="Judge a cluster of this size, of one instance.")
        ] = None,
        offers: Annotated[bool, Field(description="Compare with managed services.")] = False,
    ) -> Answer:
        """Size a Kafka cluster: brokers, storage, network, cost, with the limit that binds."""
        from kafka_architect.report.plan import as_text

        document = self.planned(workload, instances, catalogue, brokers, offers=offers)
        return answer(as_text(document), document)

    def planned(
        self,
        workload: dict[str, Any],
        instances: Sequence[str] = (),
        catalogue: str | None = None,
        brokers: int | None = None,
        *,
        offers: bool = False,
    ) -> dict[str, Any]:
        """The document of a plan."""
        from kafka_architect.errors import InputError
        from kafka_architect.sizing.request import sizing_request

        skew = [workload.get("skew"), *(one.get("skew") for one in _topics(workload))]
        if any(isinstance(one, str) and one.endswith(".json") for one in skew):
            raise InputError("skew: expected a number or the document of a report, not the name of a file")
        request = sizing_request(
            None, workload, instances=instances, catalogue=catalogue, policies=(), volume=None, prices=None
        )
        plan = request.calculator().plan(brokers=brokers)
        document = plan.to_dict()
        if offers:
            from kafka_architect.sizing.offers import offers as offers_of

            found = offers_of(request.workload, request.policy, request.choice)
            document["offers"] = [one.to_dict() for one in found]
        return document

    def recommend_partitions(
        self,
        rate: _Rate,
        message_bytes: Annotated[str | float, Field(description="Mean size of a message.")] = 1000,
        consumers: Annotated[float, Field(description="Consumers in the busiest group today.")] = 4,
        consumer_rate: Annotated[
            str | float, Field(description="What one consumer handles of one partition.")
        ] = "10 MB/s",
        producer_rate: Annotated[
            str | float, Field(description="What producers reach on one partition.")
        ] = "10 MB/s",
        growth: Annotated[
            float, Field(description="Load that the partitions must last for, over today's.")
        ] = 2.5,
        brokers: Annotated[int, Field(description="Brokers of the cluster.")] = 3,
    ) -> Answer:
        """Recommend the number of partitions of a topic, term by term."""
        from kafka_architect.sizing.partitions import recommend_partitions

        advice = recommend_partitions(
            rate=rate,
            message_bytes=message_bytes,
            consumers=consumers,
            consumer_rate=consumer_rate,
            producer_rate=producer_rate,
            growth=growth,
            brokers=brokers,
        )
        return answer(str(advice), advice.to_dict())

    def tune_clients(
        self,
        flow: Annotated[
            dict[str, Any],
            Field(
                description="One flow of records: {rate: 5000, message_bytes: 500, partitions: 12, "
                "latency: 20ms, producers: 4, consumers: 6, cross_region: 80ms ...}."
            ),
        ],
    ) -> Answer:
        """Derive producer and consumer settings for a flow: batches, linger, fetches, time-outs, buffers."""
        from kafka_architect.designs.tuning.tuning import tune

        found = tune(**flow)
        return answer(str(found), found.to_dict())


def _topics(workload: dict[str, Any]) -> list[dict[str, Any]]:
    topics = workload.get("topics")
    return [one for one in topics if isinstance(one, dict)] if isinstance(topics, list) else []
