"""The design of a draft: every topic with its numbers, then what follows from the topics."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kafka_architect.designs.deriving.access import acls
from kafka_architect.designs.deriving.clients import client_settings, latency_assumed
from kafka_architect.designs.deriving.cluster import cluster_plan
from kafka_architect.designs.deriving.costs import Costs, teams, with_costs
from kafka_architect.designs.deriving.ends import ends
from kafka_architect.designs.deriving.latency import promised_but_unknown
from kafka_architect.designs.deriving.ledger import guarantees
from kafka_architect.designs.deriving.partitions import PartitionRules
from kafka_architect.designs.deriving.platform import platform_of
from kafka_architect.designs.deriving.quotas import quotas
from kafka_architect.designs.deriving.schemas import schema_subjects
from kafka_architect.designs.deriving.storage import with_storage
from kafka_architect.designs.deriving.topics import topic_of
from kafka_architect.designs.model.client import Group, Service
from kafka_architect.designs.model.design import Design

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.deriving.ends import Ends
    from kafka_architect.designs.model.topic import Topic


def assemble(draft: Draft) -> Design:
    """Derive every number of a draft.

    Raises:
        InputError: Pinned numbers or needs contradict each other; with the line.
    """
    landscape = draft.landscape
    specification = landscape.specification
    platform, assumed = platform_of(landscape)
    rules = PartitionRules(draft, platform)
    topics: dict[str, Topic] = {
        name: topic_of(one, rules.partitions(one), platform, draft) for name, one in draft.topics.items()
    }
    promises = None if specification.defaults is None else specification.defaults.promises
    stated = None if promises is None else promises.lag_objective
    objective = None if stated is None else float(stated)
    subjects, schema_questions = schema_subjects(topics, draft)
    sending = ends(topics.values(), draft.applications)
    clients = {one.name: one for one in client_settings(draft, sending, platform, subjects)}
    topics = with_storage(topics, clients.values(), draft)
    plan, plan_assumed, plan_questions = cluster_plan(topics, platform, draft)
    readers = Counter(topic for group in draft.groups.values() for topic in group.topics)
    costs = Costs.of(topics, plan, readers)
    topics = with_costs(topics, costs)
    between = ends(topics.values(), draft.applications)
    ledger = tuple(guarantees(draft, between, tuple(clients.values())))
    promise_assumed, promise_questions = promised_but_unknown(ledger)
    return Design(
        name=specification.name,
        environment=landscape.read.environment,
        description=specification.description,
        platform=platform,
        services={one.name: one for one in _services(draft, between)},
        topics=topics,
        groups={
            one.name: Group(
                name=one.name,
                service=one.service,
                topics=one.topics,
                instances=one.instances,
                lag_objective_s=one.lag_objective_s if one.lag_objective_s is not None else objective,
                made_by=one.made_by,
                kind=one.kind,
                settings=one.settings,
            )
            for one in draft.groups.values()
        },
        clients=clients,
        connectors=tuple(draft.connectors),
        mirrors=tuple(draft.mirrors),
        guarantees=ledger,
        failure_modes=tuple(draft.failure_modes),
        decisions=tuple(draft.decisions),
        schemas=tuple(subjects),
        acls=tuple(acls(draft, between)),
        quotas=tuple(quotas(topics, draft, between)),
        plan=plan,
        teams=teams(topics, costs),
        assumed=(
            *assumed,
            *draft.assumed,
            *rules.assumed,
            *promise_assumed,
            *plan_assumed,
            *latency_assumed(clients.values()),
        ),
        questions=(*draft.questions, *schema_questions, *promise_questions, *plan_questions),
    )


def _services(draft: Draft, between: Ends) -> list[Service]:
    return [
        Service(
            name=one.name,
            owner=one.owner,
            principal=one.principal,
            group=one.group,
            client=one.client,
            instances=one.service.instances,
            description=one.service.description,
            sends=tuple(topic.name for topic in between.sent[one.name]),
            receives=tuple(topic.name for topic in between.received[one.name]),
        )
        for one in draft.applications.values()
    ]
