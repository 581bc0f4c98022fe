"""What `defaults` and plans say for the streams that say nothing themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kafka_architect.designs.specification.model import Promises, Schema
from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

_Part = TypeVar("_Part", bound=msgspec.Struct)

if TYPE_CHECKING:
    from kafka_architect.designs.specification.model import Defaults, Plan, Specification, Stream

_OF_DEFAULTS = (
    "size",
    "retention",
    "classification",
    "visibility",
    "plan",
    "replication_factor",
    "min_insync_replicas",
)
_OF_PLANS = ("retention", "replication_factor", "min_insync_replicas")


def stream_with_defaults(stream: Stream, specification: Specification) -> Stream:
    """The stream with what its plan and then `defaults` add; what it says itself wins.

    Raises:
        InputError: Its plan is not there.
    """
    defaults = specification.defaults
    plan = _plan(stream.plan or (defaults.plan if defaults else None), specification)
    changes: dict[str, Any] = {}
    for source, names in ((plan, _OF_PLANS), (defaults, _OF_DEFAULTS)):
        for name in names if source is not None else ():
            if changes.get(name, getattr(stream, name)) is None:
                changes[name] = getattr(source, name)
    if plan is not None:
        changes["config"] = {**plan.config, **stream.config}
    changes["promises"] = promises(stream.promises, plan, defaults)
    changes["schema"] = _filled(stream.schema, defaults.schema if defaults else None, Schema())
    return msgspec.structs.replace(stream, **changes)


def promises(own: Promises | None, plan: Plan | None, defaults: Defaults | None) -> Promises:
    """Service levels field by field: its own, those of the plan, those of `defaults`."""
    result = _filled(own, plan.promises if plan else None, Promises())
    return _filled(result, defaults.promises if defaults else None, Promises())


def _plan(name: str | None, specification: Specification) -> Plan | None:
    if name is None:
        return None
    if name not in specification.plans:
        near = did_you_mean(name, specification.plans) or "; the specification has no plans"
        raise InputError(f"unknown plan {name!r}{near}")
    return specification.plans[name]


def _filled(own: _Part | None, below: _Part | None, empty: _Part) -> _Part:
    """A structure whose missing fields are those of another."""
    own, below = own or empty, below or empty
    missing = {
        name: getattr(below, name) for name in empty.__struct_fields__ if getattr(own, name) in (None, "")
    }
    return msgspec.structs.replace(own, **missing)
