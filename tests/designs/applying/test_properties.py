"""For any design and cluster: a plan that was made leaves nothing, and touches nothing of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from kafka_architect.designs.applying.missing import missing
from kafka_architect.designs.applying.planning import plan
from kafka_architect.designs.applying.step import AddAcls, SetQuotas, Standing
from kafka_architect.designs.difference.change import Risk
from kafka_architect.snapshot.model import Group, Quota, Value

from .model import acl, after, cluster, design, designed, group, permission, quota, running

if TYPE_CHECKING:
    from kafka_architect.designs.model.design import Design
    from kafka_architect.snapshot.model import Snapshot

OWN, FOREIGN = ("a", "b", "c"), ("a", "b", "x", "y")
USERS, OTHER_USERS = ("web", "mail"), ("web", "other")
CONFIG = {
    "retention_ms": ("-1", "1000", "604800000"),
    "retention_bytes": ("-1", "1000000"),
    "cleanup_policy": ("delete", "compact", "compact,delete", "delete,compact"),
    "min_insync_replicas": ("1", "2", "3"),
    "max_message_bytes": ("1048588", "2000000"),
    "unclean_leader_election_enable": ("true", "false", "False"),
}
OPERATIONS = ("Read", "Write", "Describe")

configs = st.fixed_dictionaries({}, optional={key: st.sampled_from(values) for key, values in CONFIG.items()})
rates = st.one_of(st.none(), st.integers(1, 5))
share_configs = st.fixed_dictionaries(
    {}, optional={"share_auto_offset_reset": st.sampled_from(("earliest", "latest"))}
)


@st.composite
def designs(draw: st.DrawFn) -> Design:
    topics = [
        designed(
            name, draw(st.integers(1, 8)), draw(st.integers(1, 4)), key=draw(st.sampled_from(((), ("id",)))),
            **draw(configs),
        )
        for name in draw(st.lists(st.sampled_from(OWN), unique=True))
    ]  # fmt: skip
    return design(
        *topics,
        quotas=tuple(
            quota(f"User:{user}", draw(rates), draw(rates))
            for user in draw(st.lists(st.sampled_from(USERS), unique=True))
        ),
        acls=tuple(
            permission(f"User:{user}", operation, topic, prefixed=prefixed)
            for user, operation, topic, prefixed in draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(USERS),
                        st.sampled_from(OPERATIONS),
                        st.sampled_from(OWN),
                        st.booleans(),
                    ),
                    unique=True,
                    max_size=4,
                )
            )
        ),
        groups={name: group(name, **draw(share_configs)) for name in draw(st.sampled_from(((), ("g",))))},
    )


@st.composite
def clusters(draw: st.DrawFn) -> Snapshot:
    return cluster(
        *(
            running(
                name, draw(st.integers(1, 8)), draw(st.integers(1, 3)), records=draw(st.integers(0, 1)),
                **draw(configs),
            )
            for name in draw(st.lists(st.sampled_from(FOREIGN), unique=True))
        ),
        quotas=[
            Quota(entity={"user": user}, values={"producer_byte_rate": float(draw(st.integers(1, 5)))})
            for user in draw(st.lists(st.sampled_from(OTHER_USERS), unique=True))
        ],
        acls=[
            acl(f"User:{user}", draw(st.sampled_from(("read", "write"))), draw(st.sampled_from(FOREIGN)))
            for user in draw(st.lists(st.sampled_from(OTHER_USERS), unique=True))
        ],
        groups=[
            Group(name=name, config={"share.auto.offset.reset": Value(value="latest", source="dynamic")})
            for name in draw(st.lists(st.sampled_from(("g", "h")), unique=True))
        ],
    )  # fmt: skip


allowances = st.sets(st.sampled_from(("order-breaking", "losing-data")))


@given(designs(), clusters(), allowances)
def test_a_plan_that_was_made_leaves_only_what_it_did_not_make(
    wanted: Design, there: Snapshot, allow: set[str]
) -> None:
    first = plan(wanted, there, allow=allow)
    for step in first.ready:
        assert step.action is not None
        assert missing(step.action, there), "a step is made that changes nothing"
    made = after(first, there)
    for step in first.ready:
        assert step.action is not None
        assert not missing(step.action, made)
    second = plan(wanted, made, allow=allow)
    assert not second.ready
    assert [(one.kind, one.subject) for one in second.steps] == [
        (one.kind, one.subject) for one in first.remainder
    ]


@given(designs(), clusters(), allowances)
def test_nothing_dangerous_is_made_unless_it_is_allowed(
    wanted: Design, there: Snapshot, allow: set[str]
) -> None:
    risks = {one.risk for one in plan(wanted, there, allow=allow).ready}
    allowed = {Risk(one.replace("losing-data", "losing data")) for one in allow}
    assert risks <= {Risk.SAFE, Risk.REVERSIBLE} | allowed
    everything = plan(wanted, there, allow=("order-breaking", "losing-data"))
    assert not everything.of(Standing.REFUSED)
    waiting = {"change-replicas", "configure-topic", "create-topic"}
    left = everything.of(Standing.OPERATOR)
    assert all(one.risk is Risk.RECREATING or one.kind in waiting for one in left)


@given(designs(), clusters())
def test_what_the_design_does_not_name_is_in_no_step_and_stays(wanted: Design, there: Snapshot) -> None:
    found = plan(wanted, there, allow=("order-breaking", "losing-data"))
    principals = {one.principal for one in wanted.acls} | {one.principal for one in wanted.quotas}
    for step in found.steps:
        assert step.subject in {*wanted.topics, *wanted.groups, *principals}
        if isinstance(step.action, SetQuotas):
            assert f"User:{step.action.user}" in principals
        if isinstance(step.action, AddAcls):
            assert {one.principal for one in step.action.acls} == {step.subject}
    made = after(found, there)
    for before, now in _by_name(there.topics, made.topics):
        own = (
            {one.key for one in wanted.topics[before.name].settings}
            if before.name in wanted.topics
            else set()
        )
        assert {key: value for key, value in now.config.items() if key not in own} == {
            key: value for key, value in before.config.items() if key not in own
        }
        if before.name not in wanted.topics:
            assert now == before
    assert set(map(repr, there.acls)) <= set(map(repr, made.acls))
    own_users = {one.principal.removeprefix("User:") for one in wanted.quotas}
    for one in there.quotas:
        assert one in made.quotas or one.entity["user"] in own_users
    for its in there.groups:
        assert its in made.groups or its.name in wanted.groups


def _by_name(before: list[Any], now: list[Any]) -> list[tuple[Any, Any]]:
    found = {one.name: one for one in now}
    return [(one, found[one.name]) for one in before]
