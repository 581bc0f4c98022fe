"""The ledger of guarantees: what each flow promises, and what its patterns give up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kafka_architect.designs.deriving.latency import ClientsOfTopics, latency
from kafka_architect.designs.model.promise import Guarantee
from kafka_architect.designs.model.topic import Kind
from kafka_architect.designs.specification.model import Promises

_QUIET: Final = frozenset({Kind.RETRY, Kind.DEAD_LETTER, Kind.INTERNAL})

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.contributing.contribution import Concession
    from kafka_architect.designs.contributing.draft import Draft
    from kafka_architect.designs.deriving.ends import Ends
    from kafka_architect.designs.model.client import ClientSettings
    from kafka_architect.designs.model.figure import Figure
    from kafka_architect.designs.model.topic import Topic
    from kafka_architect.designs.specification.landscape import Application


def guarantees(draft: Draft, between: Ends, clients: tuple[ClientSettings, ...] = ()) -> Iterator[Guarantee]:
    """One line per topic and receiver, by receiver; none for retries and dead letters."""
    by_topic: dict[str, list[Concession]] = {}
    of_topics = ClientsOfTopics(clients)
    for one in draft.concessions:
        by_topic.setdefault(one.topic, []).append(one)
    for application in draft.applications.values():
        for topic in between.received[application.name]:
            if topic.kind not in _QUIET:
                concessions = [
                    one for one in by_topic.get(topic.name, ()) if one.service in {"", application.name}
                ]
                budget = latency(topic, application.name, of_topics, concessions)
                yield _guarantee(topic, application, concessions, budget, draft)


def _guarantee(
    topic: Topic,
    application: Application,
    concessions: list[Concession],
    budget: Figure | None,
    draft: Draft,
) -> Guarantee:
    channel = draft.topics[topic.name].channel
    stated = (None if channel is None else channel.stream.promises) or Promises()
    own = application.service.promises or Promises()
    objective = _seconds(own.lag_objective, stated.lag_objective)
    rpo, rto = _seconds(own.rpo, stated.rpo), _seconds(own.rto, stated.rto)
    wanted = _seconds(own.latency, stated.latency)
    recovery = next((one.recovery for one in reversed(concessions) if one.recovery is not None), None)
    behind = [one.behind_s for one in concessions if one.copied and one.behind_s is not None]
    return Guarantee(
        flow=f"{topic.name} -> {application.name}",
        topic=topic.name,
        service=application.name,
        ordering=_last(concessions, "ordering") or _ordering(topic),
        delivery=_last(concessions, "delivery")
        or "at least once: a record may be handled twice after a crash or rebalance",
        durability=_last(concessions, "durability") or _durability(topic),
        rpo=_words(rpo, min(behind, default=None)),
        rto=_words(rto, None if recovery is None else float(recovery.value)),
        latency=_latency(wanted, budget, concessions),
        latency_s=wanted,
        latency_budget=budget,
        recovery=recovery,
        copied=any(one.copied for one in concessions),
        behind_s=min(behind, default=None),
        lag_objective="unknown" if objective is None else duration(objective),
        gives_up=tuple(dict.fromkeys(one.gives_up for one in concessions if one.gives_up)),
        promised=_promised(own, stated),
        delivers=next((one.delivers for one in reversed(concessions) if one.delivers), "at-least-once"),
        rpo_s=rpo,
        rto_s=rto,
        lag_objective_s=objective,
        loses_order=any(one.loses_order for one in concessions),
        order_lost_by=tuple(dict.fromkeys(one.by for one in concessions if one.loses_order)),
        patterns=tuple(dict.fromkeys((topic.made_by, *(one.by for one in concessions)))),
    )


def _words(asked: float | None, offered: float | None) -> str:
    """What is asked for and what the patterns give; unknown where neither is there."""
    words = [] if asked is None else [f"{duration(asked)} (asked for)"]
    words += [] if offered is None else [f"{duration(offered)} (the design)"]
    return "; ".join(words) or "unknown"


def _latency(asked: float | None, budget: Figure | None, concessions: list[Concession]) -> str:
    words = [] if asked is None else [f"{duration(asked)} (asked for)"]
    if budget is not None:
        words.append(f"about {budget.value:g} ms when nothing queues")
    words += [
        f"{one.delay.because}: {duration(one.delay.ms / 1000)} more"
        for one in concessions
        if one.delay is not None and not one.delay.always
    ]
    return "; ".join(dict.fromkeys(words)) or "unknown"


def _seconds(own: float | None, stated: float | None) -> float | None:
    found = stated if own is None else own
    return None if found is None else float(found)


def _promised(own: Promises, stated: Promises) -> dict[str, str]:
    """What is asked for, in words; the service's own promise wins over the stream's."""
    found = {}
    for name in ("ordering", "delivery", "durability"):
        value = getattr(own, name) or getattr(stated, name)
        if value is not None:
            found[name] = str(value)
    for name in ("latency", "rpo", "rto"):
        seconds = _seconds(getattr(own, name), getattr(stated, name))
        if seconds is not None:
            found[name] = duration(seconds)
    return found


def duration(seconds: float) -> str:
    """A duration in the largest unit that leaves a number that people read: 90 s, 15 min, 7 d."""
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length or (seconds >= length and seconds % length == 0):
            return f"{seconds / length:.4g} {unit}"
    return f"{seconds:.4g} s" if seconds >= 1 or seconds == 0 else f"{seconds * 1000:.4g} ms"


def _last(concessions: list[Concession], field: str) -> str:
    """What the last pattern says of it: those further down the table know more."""
    return next((str(value) for one in reversed(concessions) if (value := getattr(one, field))), "")


def _ordering(topic: Topic) -> str:
    if topic.partitions.value == 1:
        return "total: the topic has one partition"
    if topic.key:
        return (
            f"per {' + '.join(topic.key)}: records of one key are in one partition, in the order of writing"
        )
    return "none: records without a key are spread over partitions"


def _durability(topic: Topic) -> str:
    replicas, in_sync = int(topic.replication_factor), int(topic.min_insync_replicas)
    spare, away = in_sync - 1, replicas - in_sync
    kept = (
        f"acknowledged records survive the loss of {_brokers(spare)}"
        if spare
        else "an acknowledged record may be lost with a single broker"
    )
    goes_on = f"writes continue with {_brokers(away)} down" if away else "losing any broker blocks writes"
    return f"acks=all waits for {in_sync} of {replicas} replicas; {kept}; {goes_on}"


def _brokers(count: int) -> str:
    return "1 broker" if count == 1 else f"{count} brokers"
