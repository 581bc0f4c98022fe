"""request-reply: a service asks through a topic and waits for the answer in another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.designs.contributing.contribution import (
    Amendment,
    Concession,
    Contribution,
    GroupDraft,
    Need,
    TopicDraft,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Decision, FailureMode, Step
from kafka_architect.designs.model.topic import Header, Kind, Load
from kafka_architect.designs.specification.model import Name
from kafka_architect.designs.specification.quantities import Duration
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_DEFAULT_TIMEOUT_S = 30.0
_SHORTEST_KEPT_MS = 86_400_000
_HEADERS = (
    Header(name="kafka_correlationId", because="the requester finds the answer to its request by it"),
    Header(name="kafka_replyTopic", because="the replier answers where the requester waits"),
)


class RequestReplyOptions(Options, frozen=True, kw_only=True):
    """The topic of requests, who asks, how long the answer may take."""

    requests: Name
    requester: Name
    timeout: Duration | None = None


class RequestReply(Pattern[RequestReplyOptions]):
    """A reply topic for each requester."""

    name = "request-reply"
    options = RequestReplyOptions
    page = Page(
        title="Request and reply",
        summary="A request goes into a topic, the answer comes back through one of the requester's own.",
        when=(
            "the answer may take seconds, or the replier may be down for a while",
            "many repliers share the work",
        ),
        when_not=(
            "a person waits and the replier must be up anyway: call it (HTTP, gRPC)",
            "the answer is data that changes rarely: carry it as state (event-carried-state)",
            "one answer is put together from several services (API composition): as slow as the slowest, and "
            "down when one of them is; few calls and fresh data: call them; else keep a view (cqrs)",
        ),
        gives_up=("immediate failure: a request to a replier that is down waits until its time-out",),
        how="The reply topic belongs to one requester. Its instances read all partitions of it, each with a "
        "group of its own, and take the answers whose kafka_correlationId they know. Records are kept for a "
        "day: a late answer is useless to the requester, but helps to diagnose.",
        sources=(
            "https://www.enterpriseintegrationpatterns.com/RequestReply.html",
            "https://docs.spring.io/spring-kafka/reference/kafka/sending-messages.html#replying-template",
        ),
        example="- pattern: request-reply\n  requests: quotes.commands\n  requester: storefront\n"
        "  timeout: 5s",
    )

    def contribute(self, use: Use[RequestReplyOptions], draft: Draft) -> Contribution:
        """The reply topic, its group, headers on both."""
        landscape, options = draft.landscape, use.options
        requests = draft.topic(landscape.channel(options.requests, *use.at("requests")).address)
        requester = landscape.application(options.requester, *use.at("requester"))
        if requester.name not in requests.senders:
            raise InputError(f"{requester.name} does not send {requests.name}; add it to its sends")
        if not requests.receivers:
            raise InputError(f"nobody receives {requests.name}: there is nobody to answer")
        name = f"{requests.name}.replies.{requester.name}"
        replies = TopicDraft(
            name=name,
            kind=Kind.REPLIES,
            made_by=self.name,
            use=options.name,
            stream=requests.stream,
            description=f"Answers to the requests that {requester.name} sent to {requests.name}.",
            owner=requester.owner or requests.owner,
            key=requests.key,
            headers=_HEADERS[:1],
            load=Load(
                average_messages_per_s=requests.load.average_messages_per_s,
                peak_messages_per_s=requests.load.peak_messages_per_s,
                message_bytes=requests.load.message_bytes,
                because="one answer per request, as large as it",
            ),
            follows=requests.name,
            retention=(_need(options.timeout),),
            senders=requests.receivers,
            receivers=(requester.name,),
        )
        return Contribution(
            topics=(replies,),
            amendments=(Amendment(topic=requests.name, by=self.name, headers=_HEADERS),),
            groups=(
                GroupDraft(
                    name=f"{requester.group}-replies",
                    service=requester.name,
                    topics=(name,),
                    instances=requester.service.instances,
                    made_by=self.name,
                ),
            ),
            concessions=(Concession(topic=requests.name, by=self.name, gives_up=self.page.gives_up[0]),),
            failure_modes=(_late(requests.name),),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=options.name,
                    title=f"{self.page.title}: {requests.name}",
                    applies_to=(requests.name, name),
                    because="the requester needs the answer, and the replier may be busy or away",
                    gives_up=self.page.gives_up,
                    alternatives=("a direct call", "event-carried state transfer: no question at all"),
                    steps=tuple(
                        step
                        for replier in requests.receivers
                        for step in (
                            Step(
                                sender=requester.name,
                                receiver=replier,
                                message="request",
                                topic=requests.name,
                            ),
                            Step(sender=replier, receiver=requester.name, message="reply", topic=name),
                        )
                    ),
                ),
            ),
        )


def _need(timeout: Duration | None) -> Need:
    return Need(
        formula="max(shortest_ms, 2 * timeout_ms)",
        inputs={
            "shortest_ms": _SHORTEST_KEPT_MS,
            "timeout_ms": float(timeout or _DEFAULT_TIMEOUT_S) * 1000,
        },
        source="a late answer is useless; one day, to diagnose what went wrong, is this project's choice",
        assumed=timeout is None,
    )


def _late(requests: str) -> FailureMode:
    return FailureMode(
        subject=requests,
        what="the answer comes after the time-out",
        effect="the requester has given up; the work is wasted or repeated",
        detection="requests without an answer in time, as a share",
        response="put the deadline into a header, so that repliers skip expired requests",
        pattern=RequestReply.name,
    )


PATTERN = RequestReply()
