"""The law of fixes on every kept file and every rule's cases."""

from __future__ import annotations

import pytest

from .corpus import cases_in_dialects, kept_files
from .law import broken_laws

_SHOWN = 12


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_of_kept_files_keep_the_law(unsafe: bool) -> None:
    broken = [str(one) for subject in kept_files() for one in broken_laws(subject, unsafe=unsafe)]
    assert not broken, _told(broken)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_of_every_rule_keep_the_law(unsafe: bool) -> None:
    subjects = cases_in_dialects(1 if unsafe else 2)
    broken = [str(one) for subject in subjects for one in broken_laws(subject, unsafe=unsafe)]
    assert not broken, _told(broken)


def _told(broken: list[str]) -> str:
    return f"{len(broken)} broken:\n" + "\n\n".join(broken[:_SHOWN])
