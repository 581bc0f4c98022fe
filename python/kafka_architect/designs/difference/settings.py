"""Other topic configurations: what the broker removes, rejects or risks. Defaults are no change."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from kafka_architect.designs.difference.change import Change, Risk
from kafka_architect.designs.difference.tools import tools

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.designs.difference.state import TopicState

_UNLIMITED: Final = -1
# Lower values remove records, or allow it sooner.
_BOUNDS: Final = frozenset({"retention.ms", "retention.bytes"})
_LOCAL_BOUNDS: Final = frozenset({"local.retention.ms", "local.retention.bytes"})


def setting_changes(old: TopicState, new: TopicState) -> Iterator[Change]:
    """Every configuration that both sides know and that differs."""
    for key in dict.fromkeys([*new.settings, *old.settings]):
        before, after = _effective(old, key), _effective(new, key)
        if before is None or after is None or canonical(key, before) == canonical(key, after):
            continue
        risk, because, steps = _judged(key, before, after, old, new)
        yield Change(
            subject=new.name,
            kind="setting",
            risk=risk,
            what=key,
            before=before,
            after=after,
            because=because,
            steps=steps,
            tools=tools("setting"),
        )


def canonical(key: str, value: str) -> str:
    """A value as it compares: lists without order, numbers and booleans in one spelling."""
    text = value.strip()
    if key == "cleanup.policy":
        return ",".join(sorted(one.strip().lower() for one in text.split(",") if one.strip()))
    number = _number(text)
    if number is not None:
        return repr(number)
    return text.lower() if text.lower() in {"true", "false"} else text


def _effective(state: TopicState, key: str) -> str | None:
    """The value that holds; None where the side does not tell."""
    if key in state.settings:
        return state.settings[key]
    return _defaults().get(key) if state.complete else None


@cache
def _defaults() -> dict[str, str]:
    from kafka_architect.validation.catalogue import DEFAULT_VERSION, key_catalogue
    from kafka_architect.validation.role import Client, Role

    catalogue = key_catalogue(DEFAULT_VERSION, Role.TOPIC, Client.JAVA)
    found = [(key, catalogue.get(key)) for key in (*catalogue.keys(),)]
    return {key: one.default for key, one in found if one is not None and one.default is not None}


def _judged(
    key: str, before: str, after: str, old: TopicState, new: TopicState
) -> tuple[Risk, str, tuple[str, ...]]:
    if key == "cleanup.policy":
        return _cleanup(before, after, new.name)
    lower = _is_lower(key, before, after)
    was_compacted = "compact" in (_effective(old, "cleanup.policy") or "")
    if key in _BOUNDS:
        return _bound(lower, new)
    if key == "delete.retention.ms" and lower and was_compacted:
        return (
            Risk.LOSING_DATA,
            "Tombstones are removed sooner: a reader that is further behind than this never learns of a "
            "deletion and keeps the deleted key.",
            (f"Let every reader of {new.name} reach the end before the change.",),
        )
    if key == "remote.storage.enable" and after.lower() == "false":
        return (
            Risk.LOSING_DATA,
            "Tiered storage is disabled: with remote.log.delete.on.disable=true the remote segments are "
            "deleted, and only local.retention.* of the log remains.",
            ("Set remote.log.copy.disable=true first, and wait until retention has removed what is remote.",),
        )
    if key == "unclean.leader.election.enable" and after.lower() == "true":
        return (
            Risk.LOSING_DATA,
            "An out-of-sync replica may become leader: acknowledged records that it lacks are lost.",
            ("Leave it disabled, unless availability is worth more than the records.",),
        )
    return Risk.REVERSIBLE, _plain_reason(key, lower), ()


def _bound(lower: bool | None, new: TopicState) -> tuple[Risk, str, tuple[str, ...]]:
    cleanup = _effective(new, "cleanup.policy") or "delete"
    if "delete" not in cleanup:
        return Risk.SAFE, "The topic is compacted only: this bound has no effect.", ()
    if not lower:
        return (
            Risk.REVERSIBLE,
            "More records are kept and disks fill further. Setting it back deletes what is beyond the bound.",
            (),
        )
    return (
        Risk.LOSING_DATA,
        "The broker deletes the segments beyond the new bound within log.retention.check.interval.ms "
        "(5 minutes).",
        (
            f"Check that no group of {new.name} is further behind than the new bound.",
            "Archive what is still needed, then lower it in steps.",
        ),
    )


def _cleanup(before: str, after: str, name: str) -> tuple[Risk, str, tuple[str, ...]]:
    was, now = (set(canonical("cleanup.policy", one).split(",")) for one in (before, after))
    if "compact" in now - was:
        return (
            Risk.LOSING_DATA,
            "Compaction removes all but the last record of each key, and the broker rejects records without "
            "a key (InvalidRecordException).",
            (
                f"Check that every record of {name} has a key that identifies one entity; a log of events "
                f"is not "
                "compacted: write a second topic for the state.",
                "Set min.compaction.lag.ms to the longest time that a reader needs every record.",
            ),
        )
    if "delete" in now - was:
        return (
            Risk.LOSING_DATA,
            "Records older than retention.ms are deleted: new readers do not see a key without a recent "
            "record.",
            ("Set retention.ms=-1 first, or make sure that every key is written again within it.",),
        )
    return Risk.REVERSIBLE, "Less is removed from now on; what was removed does not come back.", ()


# key -> what happens where the value is lower, and where it is not
_REASONS: Final = {
    "min.insync.replicas": (
        "acks=all is satisfied by fewer replicas: a record may be lost with fewer brokers.",
        "Writes with acks=all fail with NotEnoughReplicasException when fewer replicas are in sync.",
    ),
    "max.message.bytes": (
        "The broker rejects larger batches (RecordTooLargeException): lower max.request.size first.",
        "Larger batches are accepted: consumers, mirrors and connectors must be able to hold them.",
    ),
    "message.timestamp.type": (
        "Time-based retention and windows use the other timestamp, for records from now on.",
    ),
    "compression.type": ("New batches are stored with the other compression; old ones stay as they are.",),
    **dict.fromkeys(
        _LOCAL_BOUNDS,
        (
            "Fewer segments stay on local disks; older ones are read from remote storage.",
            "More segments stay on local disks, which fill further.",
        ),
    ),
}
_OTHER: Final = ("The broker uses the new value from then on; setting it back undoes it.",)


def _plain_reason(key: str, lower: bool | None) -> str:
    reasons = _REASONS.get(key, _OTHER)
    return reasons[0] if lower else reasons[-1]


def _is_lower(key: str, before: str, after: str) -> bool | None:
    """Whether the bound is tighter; -1 is no bound. None where a value is no number."""
    was, now = _number(before), _number(after)
    if was is None or now is None:
        return None
    if key in _BOUNDS | _LOCAL_BOUNDS:
        was, now = (float("inf") if one == _UNLIMITED else one for one in (was, now))
    return now < was


def _number(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return int(text) if text.strip().lstrip("+-").isdecimal() else number
