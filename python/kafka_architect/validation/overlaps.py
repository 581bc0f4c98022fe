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
# The same of one key: what is refused or wrong already needs no advice on top.
_SAYS_MORE_OF_A_KEY: dict[str, tuple[str, ...]] = {
    "BRK008": ("BRK009",),
    "BRK013": ("UPG011",),
    "CNT003": ("CNT008",),
    "CNT011": ("SCH005",),
    "CON006": ("DUR017",),
    "CST001": ("DUR001",),
    "CST002": ("DUR003", "DUR012"),
    "CST006": ("UPG004",),
    "CST026": ("DUR014",),
    "CST027": ("UPG011",),
    "CST050": ("DUR001", "DUR012"),
    "CST051": ("DUR002",),
    "DUR003": ("ORD001",),
    "DUR012": ("DUR003",),
    "DUR023": ("UPG011",),
    "EOS002": ("DUR001", "DUR012", "ORD001"),
    "KRF003": ("KRF010",),
    "ORD006": ("ORD003",),
    "PRD017": ("PRD006", "PRD028"),
    "RBL003": ("RBL002",),
    "SCH001": ("VAL012",),
    "SCH007": ("SCH006",),
    "TOP008": ("TOP021",),
    "UPG004": ("TOP006",),
    "VAL004": ("UPG001",),
    "VAL002": ("CST030", "DUR005", "RBL011"),
}
# Where Kafka refuses the value itself, and not how it goes with others, what it would do has no meaning; how
# the text is written still has.
_REFUSED_ALONE = ("VAL", "UPG004", "CST005", "CST006", "CST009", "CST011", "CST018", "CST020", "CST061")
_OF_THE_TEXT = ("SYN", "VAL", "UPG", "SEC004")
# Another unit was meant: what the figure does as it stands is beside the point.
_OTHER_UNIT = frozenset({"VAL007", "VAL008"})
_OF_THE_FIGURE = frozenset({"TOP007", "TOP022"})  # they differ, and are about the same figure


def without_overlaps(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, without those whose fault another one names."""
    findings = list(findings)
    silent: set[tuple[str, str, str]] = set()  # file, configuration, code
    silent_of_key: set[tuple[str, str, str, str]] = set()
    misread: set[tuple[str, str, str]] = set()  # file, configuration, key
    refused: set[tuple[str, str, str]] = set()  # the same
    for finding in findings:
        where, code = (finding.file.path, finding.configuration), finding.rule.code
        if code in _SAYS_MORE:
            silent.update((*where, other) for other in _SAYS_MORE[code])
        if code in _SAYS_MORE_OF_A_KEY:
            silent_of_key.update((*where, finding.key, other) for other in _SAYS_MORE_OF_A_KEY[code])
        if finding.rule.verdict is Verdict.REFUSES and code.startswith(_REFUSED_ALONE) and finding.key:
            refused.add((*where, finding.key))
        if code in _OTHER_UNIT:
            misread.add((*where, finding.key))
    if not (silent or silent_of_key or misread or refused):
        yield from findings
        return
    for finding in findings:
        where, code = (finding.file.path, finding.configuration), finding.rule.code
        if (*where, code) in silent or (*where, finding.key, code) in silent_of_key:
            continue
        if (*where, finding.key) in refused and _of_the_value(finding):
            continue
        figure = finding.rule.verdict is Verdict.ADVICE or code in _OF_THE_FIGURE
        if figure and code not in _OTHER_UNIT and (*where, finding.key) in misread:
            continue
        yield finding


def _of_the_value(finding: Finding) -> bool:
    """Whether a finding says what a value does, rather than that it is refused or how it is written."""
    return finding.rule.verdict is not Verdict.REFUSES and not finding.rule.code.startswith(_OF_THE_TEXT)
