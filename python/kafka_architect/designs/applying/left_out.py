"""What of a design is left to others: there may be no authorizer, or a service has quotas of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kafka_architect.errors import InputError
from kafka_architect.suggestion import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kafka_architect.designs.model.design import Design

ACLS, QUOTAS, GROUPS = "acls", "quotas", "groups"
PARTS: Final = (ACLS, QUOTAS, GROUPS)


def without_parts(design: Design, parts: Iterable[str]) -> Design:
    """The design without its ACLs, quotas or configurations of groups: neither read nor compared nor made.

    Raises:
        InputError: A design has no such part, or none that could be left out.
    """
    chosen = frozenset(parts)
    for name in chosen:
        if name not in PARTS:
            raise InputError(
                f"without: expected {', '.join(PARTS[:-1])} or {PARTS[-1]}, found {name!r}"
                f"{did_you_mean(name, PARTS)}"
            )
    if ACLS in chosen:
        design = replace(design, acls=())
    if QUOTAS in chosen:
        design = replace(design, quotas=())
    if GROUPS in chosen:
        groups = {name: replace(one, settings=()) for name, one in design.groups.items()}
        design = replace(design, groups=groups)
    return design
