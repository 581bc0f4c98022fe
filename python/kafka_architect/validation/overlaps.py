"""One fault, one finding: where two rules would speak of the same fault, the one that says more speaks.

A rule cannot keep silent for another: the profile or the user may have left the other one out. So overlaps
are taken away from what was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kafka_architect.validation.finding import Finding

# The rule that says more -> the rules whose finding in the same configuration goes with its fault.
_SAYS_MORE: dict[str, tuple[str, ...]] = {
    "DUR001": ("DUR003",),  # acks decides: without all there is no idempotence
    "DUR022": ("DUR001", "DUR003"),  # the same acks, beside the topic that asks for more
    "DUR004": ("DUR020",),  # more in-sync replicas than there are: there are too few
    "DUR002": ("ORD001",),  # retries overtake because idempotence is off
    "CON002": ("CON001",),  # not even the shortest processing fits; else the number is merely unusual
    "RBL001": ("RBL009",),  # how to tune the classic protocol, where it is tuned wrong
    "RBL002": ("RBL009",),
    "RBL003": ("RBL009",),
    "RBL004": ("RBL003", "RBL009"),  # a session that is refused is not one that is short
    "RBL005": ("RBL009",),
    "RBL013": ("RBL003", "RBL009"),
    "RBL015": ("RBL009",),
    "DUR016": ("DUR017",),  # what the clock commits in this library
    "PRD008": ("TOP013",),
    "PRD018": ("PRD003",),
    "PRD019": ("PRD010",),
    "SEC016": ("SEC015",),  # the protocol was forgotten, or does not exist there: it was not chosen
    "SEC024": ("SEC015",),
    "BRK025": ("BRK004",),
    "BRK029": ("BRK004", "BRK025"),
}
# Another unit was meant: what the figure does as it stands is beside the point.
_OTHER_UNIT = frozenset({"VAL007", "VAL008"})
_OF_THE_FIGURE = frozenset({"TOP007", "TOP022"})  # they differ, and are about the same figure


def without_overlaps(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, without those whose fault another one names."""
    findings = list(findings)
    silent: set[tuple[str, str, str]] = set()
    misread: set[tuple[str, str, str]] = set()
    for finding in findings:
        where = (finding.file.path, finding.configuration)
        silent.update((*where, code) for code in _SAYS_MORE.get(finding.rule.code, ()))
        if finding.rule.code in _OTHER_UNIT:
            misread.add((*where, finding.key))
    for finding in findings:
        where, code = (finding.file.path, finding.configuration), finding.rule.code
        figure = finding.rule.verdict is Verdict.ADVICE or code in _OF_THE_FIGURE
        if (*where, code) in silent:
            continue
        if figure and code not in _OTHER_UNIT and (*where, finding.key) in misread:
            continue
        yield finding
