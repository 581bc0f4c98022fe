"""cqrs: views for reading, each fed from the log by a consumer group of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from kafka_architect.designs.contributing.contribution import Concession, Contribution, GroupDraft
from kafka_architect.designs.contributing.pattern import Options, Page, Pattern, Use
from kafka_architect.designs.model.promise import Decision, FailureMode
from kafka_architect.designs.specification.model import Name

if TYPE_CHECKING:
    from kafka_architect.designs.contributing.draft import Draft


class View(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A view: the service that keeps it, and its consumer group (`service-name` when left out)."""

    name: Name
    service: Name
    group: Name | None = None


class CqrsOptions(Options, frozen=True, kw_only=True):
    """The log and its views."""

    source: Name
    views: list[View]


class Cqrs(Pattern[CqrsOptions]):
    """One group per view, so that each can be rebuilt alone."""

    name = "cqrs"
    options = CqrsOptions
    page = Page(
        title="CQRS: views for reading",
        summary="Writes go to a log; each view of it is kept by a consumer group of its own.",
        when=(
            "reads need other shapes or other stores than writes: search, reports, caches",
            "answers composed from several services (API composition) are too slow or too fragile: the view "
            "joins their events beforehand, and one query answers",
        ),
        when_not=(
            "a reader must see its own write at once",
            "one shape serves reads and writes: a second store is a second truth",
            "the answer needs one or two services that are up anyway: compose it by calls (API composition)",
            "the reader needs a plain copy of one other service's data: event-carried-state is simpler",
        ),
        gives_up=("fresh reads: a view shows what its group has read so far",),
        how="Each view has a consumer group of its own. It upserts by key and stores the offset in the same "
        "transaction, so that a duplicate record changes nothing. A view is rebuilt by a new group "
        "that reads from the beginning, in parallel with the old one, until it has caught up.",
        sources=(
            "https://martinfowler.com/bliki/CQRS.html",
            "https://microservices.io/patterns/data/cqrs.html",
        ),
        example="- pattern: cqrs\n  source: orders.events\n  views:\n"
        "    - {name: order-search, service: search-service}\n"
        "    - {name: daily-revenue, service: reporting, group: reporting-revenue}",
    )

    def contribute(self, use: Use[CqrsOptions], draft: Draft) -> Contribution:
        """A group per view; the service must receive the log."""
        source = draft.landscape.channel(use.options.source, *use.at("source"))
        groups = []
        for index, view in enumerate(use.options.views):
            service = draft.landscape.application(view.service, *use.at("views", index, "service"))
            if source.name not in service.receives:
                draft.landscape.read.refuse(
                    [
                        (
                            use.at("views", index, "service"),
                            f"{view.service} does not receive {source.name}; add it to "
                            f"services.{view.service}"
                            ".receives",
                        )
                    ]
                )
            groups.append(
                GroupDraft(
                    name=view.group or f"{service.group}-{view.name}",
                    service=service.name,
                    topics=(source.address,),
                    instances=service.service.instances,
                    lag_objective_s=draft.groups[service.group].lag_objective_s,
                    made_by=self.name,
                )
            )
        return Contribution(
            groups=tuple(groups),
            concessions=tuple(
                Concession(
                    topic=source.address, service=view.service, by=self.name, gives_up=self.page.gives_up[0]
                )
                for view in use.options.views
            ),
            failure_modes=tuple(_rebuild(view.name) for view in use.options.views),
            decisions=(
                Decision(
                    pattern=self.name,
                    use=use.options.name,
                    title=self.page.title,
                    applies_to=(source.address, *(one.name for one in groups)),
                    because="reads need other shapes than writes",
                    gives_up=self.page.gives_up,
                    alternatives=("API composition: query every service for each answer",),
                ),
            ),
        )


def _rebuild(view: str) -> FailureMode:
    return FailureMode(
        subject=view,
        what="the view is wrong, or needs another shape",
        effect="readers see wrong answers until it is rebuilt",
        detection="a comparison of the view with the log, on a sample of keys",
        response="fill a second view with a new group from the beginning, switch readers, drop the old",
        pattern=Cqrs.name,
    )


PATTERN = Cqrs()
