"""multi-tenant: large tenants have a topic and a principal of their own; the others share one by key."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

from kafka_architect.designs.contributing.contribution import (
    Amendment,
    Contribution,
    GroupDraft,
    TopicDraft,
)
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import FailureMode
from kafka_architect.designs.model.topic import Header, Load
from kafka_architect.designs.specification import model as specification
from kafka_architect.designs.specification.landscape import Application
from kafka_architect.designs.specification.model import Name
from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft

_MOST = 0.5


class Tenant(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A tenant: its share of the records, and the principal of its own clients where it has any.

    Attributes:
        share: of the records of the stream, above 0 and below 1.
        principal: the tenant writes to its topic itself; else the services of the stream do.
    """

    share: Annotated[float, Meta(gt=0, lt=1)]
    principal: Annotated[str, Meta(max_length=1000)] | None = None


class MultiTenantOptions(Options, frozen=True, kw_only=True):
    """The stream, the field that names the tenant, and the tenants with a topic of their own.

    Attributes:
        topic: the stream that tenants share.
        tenant_key: the field of the key that names the tenant; it must be the first one.
        own_topic: tenants whose records go to a topic of their own.
    """

    topic: Name
    tenant_key: Name
    own_topic: Annotated[dict[Name, Tenant], Meta(max_length=500)] = {}


class MultiTenant(Pattern[MultiTenantOptions]):
    """The tenant is the first field of the key; large ones get topics, groups, permissions and quotas."""

    name = "multi-tenant"
    options = MultiTenantOptions
    page = Page(
        title="Tenants: a topic each, or a key in a shared one",
        summary="Small tenants share a topic, by key; large or untrusted ones get a topic of their own.",
        when=(
            "many customers use one system, and a few of them have most of the records",
            "a tenant writes with clients of its own, or its records must be deleted or kept apart",
        ),
        when_not=(
            "all tenants are alike and small: a key is enough; thousands of topics cost partitions, which "
            "the controllers and every client's metadata hold",
            "tenants must not even share brokers: use a cluster each",
        ),
        gives_up=("isolation in the shared topic: permissions, retention and quotas are common to all",),
        how="Kafka grants and limits by principal, topic and group, never by key: who may read the shared "
        "topic reads every tenant. Tenants with a topic of their own have their own group at each receiver, "
        "so that the lag of one does not delay the others; a tenant with a principal may write to its topic "
        "only, and gets a quota from its share. Quotas hold per broker. Keys begin with the tenant, so that "
        "ids of two tenants never collide.",
        sources=(
            "https://kafka.apache.org/documentation/#multitenancy",
            "https://kafka.apache.org/documentation/#design_quotas",
        ),
        example="- pattern: multi-tenant\n  topic: order.events\n  tenant_key: tenantId\n  own_topic:\n"
        "    acme: {share: 0.3, principal: User:acme}",
    )

    def contribute(self, use: Use[MultiTenantOptions], draft: Draft) -> Contribution:
        """Topics, groups and applications of the tenants that do not share."""
        options = use.options
        main = draft.topic(draft.landscape.channel(options.topic, *use.at("topic")).address)
        _refuse_shared_keys(main, options)
        tenants = options.own_topic
        if sum(one.share for one in tenants.values()) >= 1:
            raise InputError("own_topic: the shares leave nothing for the shared topic; expected less than 1")
        applications = {
            name: _application(name, one.principal, main)
            for name, one in tenants.items()
            if one.principal is not None
        }
        topics = [_topic(main, name, one, use) for name, one in tenants.items()]
        rest = 1 - sum(one.share for one in tenants.values())
        return Contribution(
            applications=tuple(applications.values()),
            topics=tuple(topics),
            amendments=(Amendment(topic=main.name, by=self.name, load=_part(main, rest)),) if tenants else (),
            groups=tuple(_groups(main, list(tenants), draft)),
            concessions=self.conceded([main.name]),
            failure_modes=_failure_modes(main.name, options),
            decisions=(
                self.decided(
                    use,
                    [main.name, *(one.name for one in topics)],
                    _because(options),
                    alternatives=(
                        "a topic per tenant for all: isolation for all, but partitions x tenants",
                        "a key for all: cheapest; one tenant's burst delays the others of its partitions",
                        "a cluster per tenant",
                    ),
                ),
            ),
        )


def _refuse_shared_keys(main: TopicDraft, options: MultiTenantOptions) -> None:
    if not main.key or main.key[0] != options.tenant_key:
        key = ", ".join(main.key) or "none"
        raise InputError(
            f"{main.name}: its key must begin with the tenant, {options.tenant_key}, or records of two "
            f"tenants with the same id count as one; it is: {key}; state key: [{options.tenant_key}, ...]"
        )


def _application(name: str, principal: str, main: TopicDraft) -> Application:
    return Application(
        name=name,
        group=name,
        principal=principal,
        owner=main.owner,
        client="java",
        service=specification.Service(description=f"Clients of the tenant {name}."),
        sends=(),
        receives=(),
    )


def _topic(main: TopicDraft, name: str, tenant: Tenant, use: Use[MultiTenantOptions]) -> TopicDraft:
    return replace(
        main,
        name=f"{main.name}.{name}",
        made_by=MultiTenant.name,
        use=use.options.name,
        channel=None,
        description=f"Records of {main.name} of the tenant {name} alone.",
        visibility="private",
        headers=(*main.headers, Header(name="tenant", because="receivers check it against the topic")),
        load=_part(main, tenant.share),
        senders=main.senders if tenant.principal is None else (name,),
    )


def _part(main: TopicDraft, share: float) -> Load:
    def part(figure: float | None) -> float | None:
        return None if figure is None else figure * share

    load = main.load
    return Load(
        average_messages_per_s=part(load.average_messages_per_s),
        peak_messages_per_s=part(load.peak_messages_per_s),
        message_bytes=load.message_bytes,
        distinct_keys=part(load.distinct_keys),
        because=f"{share:.4g} of the load of all tenants",
    )


def _groups(main: TopicDraft, tenants: list[str], draft: Draft) -> list[GroupDraft]:
    """A group for each tenant at each receiver: the lag of one is not that of the others."""
    found = []
    for receiver in (draft.applications[one] for one in main.receivers):
        shared = draft.groups[receiver.group]
        found += [
            GroupDraft(
                name=f"{receiver.group}-{tenant}",
                service=receiver.name,
                topics=(f"{main.name}.{tenant}",),
                instances=receiver.service.instances,
                lag_objective_s=shared.lag_objective_s,
                made_by=MultiTenant.name,
            )
            for tenant in tenants
        ]
    return found


def _because(options: MultiTenantOptions) -> str:
    if not options.own_topic:
        return f"all tenants are small: {options.tenant_key} is the first field of the key"
    shares = ", ".join(f"{name} {one.share:.0%}" for name, one in options.own_topic.items())
    rest = 1 - sum(one.share for one in options.own_topic.values())
    large = [name for name, one in options.own_topic.items() if one.share > _MOST]
    hint = f"; {', '.join(large)} has most of the load: consider a cluster of its own" if large else ""
    return f"own topics: {shares}; the other tenants share {rest:.0%} of the load by key{hint}"


def _failure_modes(main: str, options: MultiTenantOptions) -> tuple[FailureMode, ...]:
    by = MultiTenant.name
    return (
        FailureMode(
            subject=main,
            what="one tenant sends many times its usual load (noisy neighbour)",
            effect="tenants whose keys are in the same partitions wait behind it",
            detection="records per tenant and minute; lag of single partitions",
            response="limit it at the service that sends; then move it to own_topic",
            pattern=by,
        ),
        FailureMode(
            subject=main,
            what="a receiver does not check the tenant of a record",
            effect="data of one tenant is shown to another",
            detection=f"{options.tenant_key} of the key against the tenant of the request",
            response="check it in the shared reading code; give confidential tenants a topic of their own",
            pattern=by,
        ),
        FailureMode(
            subject=main,
            what="a tenant moves from the shared topic to its own",
            effect="its records are in two topics, and their order between them is lost",
            detection="records of the tenant in both topics",
            response="stop its senders, drain the shared topic, then switch (version-cutover)",
            pattern=by,
        ),
    )


PATTERN = MultiTenant()
