"""design_plan and design_apply: what a design changes on a running cluster, and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.cluster.admin import open_admin
from kafka_architect.cluster.applying.making import Making
from kafka_architect.cluster.applying.reading import Wanted, read_cluster
from kafka_architect.cluster.client_settings import ClientSettings
from kafka_architect.cluster.snapshot.asking import Asking
from kafka_architect.designs.applying.planning import plan
from kafka_architect.designs.given import given_design
from kafka_architect.errors import ChangedClusterError
from kafka_architect.snapshot import Snapshot, read_snapshot

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable
    from typing import Any

    from kafka_architect.cluster.applying.outcome import Applied
    from kafka_architect.designs.applying.step import ApplyPlan
    from kafka_architect.designs.model.design import Design
    from kafka_architect.designs.specification.reading import Source

    Cluster = ClientSettings | Snapshot | str | os.PathLike[str]


def design_plan(
    design: Design | Source, cluster: Cluster, *, environment: str = "", allow: Iterable[str] = ()
) -> ApplyPlan:
    """What `design_apply` would do; it changes nothing.

        plan = ka.design_plan("shop.yaml", ka.ClientSettings.read("broker:9092"), environment="prod")
        print(plan)

    Args:
        design: A Design, a specification (path, dictionary, Specification), or the path of a saved
            design.json.
        cluster: Client settings of a running cluster, a snapshot of it, or the snapshot's path.
        environment: A name of the specification's environments.
        allow: "order-breaking", "losing-data": risks that may be taken; steps of such a risk are refused
            otherwise.

    Raises:
        SourceError: A file cannot be read.
        InputError: A file is wrong.
        ClusterError: The cluster cannot be reached, or does not tell its topics.
    """
    made = given_design(design, environment=environment)
    if isinstance(cluster, Snapshot):
        return plan(made, cluster, allow=allow)
    if not isinstance(cluster, ClientSettings):
        return plan(made, read_snapshot(cluster), cluster=str(cluster), allow=allow)
    with open_admin(cluster) as admin:
        return _live_plan(admin, made, cluster, allow)


def design_apply(
    design: Design | Source,
    cluster: ClientSettings,
    *,
    environment: str = "",
    allow: Iterable[str] = (),
    reviewed: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Applied:
    """Make a running cluster what a design describes, and say what was done, what failed and what is left.

    The plan is made anew. First the brokers check every step that they can check, and if they refuse one,
    nothing is changed. Then the steps are made one by one, and each is read back. A failure ends the work;
    applying again goes on. Topics are never deleted, ACLs never revoked, and what the design does not name is
    not touched.

        applied = ka.design_apply("shop.yaml", ka.ClientSettings.read("broker:9092"))
        assert applied.is_complete, applied

    Args:
        design: As for `design_plan`.
        cluster: Client settings of the running cluster.
        environment: As for `design_plan`.
        allow: As for `design_plan`.
        reviewed: The `digest` of the plan that somebody agreed to.
        progress: Is told what is being done.

    Raises:
        ChangedClusterError: The plan is no longer the one that was reviewed; nothing was changed.
        SourceError, InputError, ClusterError: As for `design_plan`; nothing was changed.
    """
    made = given_design(design, environment=environment)
    with open_admin(cluster) as admin:
        found = _live_plan(admin, made, cluster, allow)
        if reviewed is not None and found.digest != reviewed:
            raise ChangedClusterError(
                f"{found.cluster}: the plan is no longer the one that was reviewed: the cluster, the design "
                "or the options are different now. Nothing was changed; plan again."
            )
        return Making(admin, cluster, progress=progress).make(found)


def _live_plan(admin: Any, made: Design, client: ClientSettings, allow: Iterable[str]) -> ApplyPlan:
    found = read_cluster(Asking(admin), Wanted.of(made), bootstrap=client.bootstrap_servers)
    return plan(made, found, cluster=client.bootstrap_servers, allow=allow)
