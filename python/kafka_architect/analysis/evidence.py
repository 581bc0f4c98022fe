"""Evidence: one figure, what it is held against, and what that means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kafka_architect.analysis.bursts import BURST_RATIO
from kafka_architect.analysis.chance import keys_needed
from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.key_text import key_text
from kafka_architect.analysis.sample_size import FIXED_COVERAGE
from kafka_architect.analysis.spread import ceiling_of
from kafka_architect.short_repr import short_repr

if TYPE_CHECKING:
    from kafka_architect.analysis.bursts import Burst
    from kafka_architect.analysis.chance import ChanceSpread
    from kafka_architect.analysis.chi_square import UniformityTest
    from kafka_architect.analysis.findings import Findings, LoadFindings
    from kafka_architect.analysis.spread import Spread

TOLERATED_DEVIATION = 0.10
UNKEYED_SHARE = 0.5
# An ideal hash fails one test in ten thousand; a weak one gives p-values that are zero for all purposes.
UNEVEN_P_VALUE = 1e-4
MIXED_AGREEMENT = 0.99


@short_repr
@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure of a verdict.

    `expected` is what an ideal hash (or random order) would give with these keys, `threshold` the value
    from which the rule counts it against the keys. None where there is no such value.
    """

    rule: str
    measured: float | None
    expected: float | None
    threshold: float | None
    explanation: str

    def to_dict(self) -> dict[str, str | float | None]:
        """The evidence as JSON-ready values."""
        return {
            "rule": self.rule,
            "measured": self.measured,
            "expected": self.expected,
            "threshold": self.threshold,
            "explanation": self.explanation,
        }


def unkeyed_share(findings: Findings) -> Evidence:
    """Records whose partition the producer chooses."""
    share = findings.unkeyed_share
    return Evidence(
        "unkeyed-share",
        share,
        None,
        UNKEYED_SHARE,
        f"{share:.1%} of the records have no key that determines a partition: the producer spreads them "
        "batch by batch, without order.",
    )


def max_over_mean(loads: LoadFindings) -> Evidence:
    """The hottest partition against chance."""
    level, measured = loads.chance.max_over_mean, loads.spread.max_over_mean
    return Evidence(
        _rule("max-over-mean", loads),
        measured,
        level.mean,
        level.p99,
        f"The hottest partition has {measured:.2f} times the mean of {loads.unit}; an ideal hash gives "
        f"{level.mean:.2f} with these keys, 95 % of the time below {level.p95:.2f} and 99 % below "
        f"{level.p99:.2f}.",
    )


def variation(loads: LoadFindings) -> Evidence:
    """CV against sqrt((P - 1) / N_eff)."""
    expected, highest = loads.chance.expected_cv, loads.chance.cv.p99
    return Evidence(
        "cv",
        loads.spread.cv,
        expected,
        highest,
        f"The coefficient of variation (CV) is {loads.spread.cv:.3f}; sqrt((partitions - 1) / effective "
        f"keys) is {expected:.3f}, and 99 % of ideal hashes stay below {highest:.3f}.",
    )


def ten_percent_deviation(loads: LoadFindings) -> Evidence:
    """The usual advice of less than 10 % deviation, with what chance makes of it."""
    level, measured = loads.chance.deviation, loads.spread.deviation
    needed = keys_needed(loads.spread.count, 1 + TOLERATED_DEVIATION)
    if level.p95 <= TOLERATED_DEVIATION:
        attainable = "10 % is attainable with these keys"
    elif level.mean <= TOLERATED_DEVIATION:
        attainable = "10 % is attainable with these keys, though not every time"
    elif level.p1 <= TOLERATED_DEVIATION:
        attainable = (
            f"Below 10 % is possible with these keys only by chance; otherwise it takes about {needed:,} "
            "equal keys"
        )
    else:
        attainable = (
            f"No hash can be expected to attain 10 % with these keys: it takes about {needed:,} equal ones"
        )
    return Evidence(
        "ten-percent-deviation",
        measured,
        level.mean,
        TOLERATED_DEVIATION,
        f"The partition furthest from the mean is {measured:.1%} away; an ideal hash gives {level.mean:.1%}. "
        f"{attainable}.",
    )


def effective_keys(loads: LoadFindings) -> Evidence:
    """N_eff against what this number of partitions needs."""
    needed = keys_needed(loads.spread.count, HARMFUL_MAX_OVER_MEAN)
    return Evidence(
        "effective-keys",
        loads.weights.effective,
        None,
        float(needed),
        f"Effective keys: {keys_text(loads.weights.effective)}, N_eff = (sum w)^2 / sum w^2; "
        f"{loads.spread.count} partitions need about {needed:,} for an ideal hash to stay below "
        f"{HARMFUL_MAX_OVER_MEAN} times the mean.",
    )


def keys_text(effective: float) -> str:
    """The number of effective keys, as a message shows it."""
    if effective < 1.05:
        return "1"
    number = f"{effective:,.1f}" if effective < 100 else f"{effective:,.0f}"
    return f"{number.removesuffix('.0')}"


def hottest_key(loads: LoadFindings) -> Evidence | None:
    """The hottest key's floor under max/mean, and the useful-partition ceiling."""
    if loads.heavy is None or not loads.heavy.keys:
        return None
    hottest = max(loads.heavy.keys, key=lambda key: key.lower)
    share = hottest.lower / loads.spread.total
    fair_shares = loads.spread.count * share
    ceiling = f"More than {ceiling_of(share):,} partitions do not help. " if share > 0 else ""
    return Evidence(
        _rule("hottest-key", loads),
        fair_shares,
        None,
        1.0,
        f"The key '{key_text(hottest.key)}' has at least {share:.2%} of the {loads.unit}, {fair_shares:.2f} "
        "times "
        f"a partition's fair share, and all of them go to one partition under any hash. {ceiling}".rstrip(),
    )


def distinct_keys(test: UniformityTest | None, count: int) -> Evidence:
    """The chi-square test on distinct keys."""
    if test is None:
        explanation = f"Too few distinct keys were sampled to test the hash over {count} partitions."
        return Evidence("distinct-keys-test", None, None, UNEVEN_P_VALUE, explanation)
    if test.p_uneven < UNEVEN_P_VALUE:
        meaning = "the partitioner does not spread keys of this form evenly"
    elif test.p_even < UNEVEN_P_VALUE:
        meaning = "they spread more evenly than random ones: the hash preserves the regular form of the keys"
    else:
        meaning = "they spread like random ones"
    return Evidence(
        "distinct-keys-test",
        test.p_uneven,
        None,
        UNEVEN_P_VALUE,
        f"{test.keys:,} sampled distinct keys, each counted once: {meaning} (chi-square "
        f"{test.statistic:,.1f} with {test.count - 1} degrees of freedom, p = {test.p_uneven:.2g}).",
    )


def too_regular(spread: Spread, chance: ChanceSpread, what: str) -> Evidence | None:
    """Loads that are far more even than chance makes them."""
    if not chance.is_too_regular(spread.cv):
        return None
    return Evidence(
        "too-regular",
        spread.cv,
        chance.expected_cv,
        chance.cv.p1,
        f"{what} spread far more evenly (coefficient of variation {spread.cv:.3f}) than an ideal hash would "
        f"({chance.expected_cv:.3f}): round robin, or keys designed for this partition count.",
    )


def agreement(share: float, partitioner: str, count: int) -> Evidence:
    """How many records lie where the partitioner puts them."""
    if share >= MIXED_AGREEMENT:
        meaning = "this is the partitioner in use"
    elif share <= 1 / count + 0.05:
        meaning = (
            "no more than by chance: they were written with another partitioner, round robin, or another "
            "partition count"
        )
    else:
        meaning = "several partitioners, or several partition counts, have written to this topic"
    return Evidence(
        "partitioner-agreement",
        share,
        1.0,
        MIXED_AGREEMENT,
        f"{share:.1%} of the keyed records are where {partitioner} places them: {meaning}.",
    )


def arrival(burst: Burst) -> Evidence:
    """The hottest partition of the moment."""
    return Evidence(
        "arrival-windows",
        burst.share,
        burst.expected,
        max(burst.expected * BURST_RATIO, burst.highest_expected),
        f"In windows of neighbouring records the hottest partition takes {burst.share:.1%} on average "
        f"({burst.peak_share:.1%} at most); in random order it would take {burst.expected:.1%}."
        f"{_order_of_records(burst)}",
    )


def _order_of_records(burst: Burst) -> str:
    """What the order of records can be, and what it tells."""
    if burst.delivered:
        return (
            f" A window has about {burst.keys:,.0f} keys, too many to explain that: the records are in "
            "partition order, as consumers receive them, which says nothing about arrival order."
        )
    if burst.harmful:
        return " The source may be sorted by key: then this says nothing about arrival order."
    return ""


def sized_share(sized: int, records: int) -> Evidence:
    """How many records the figures by bytes are of."""
    share = sized / records
    return Evidence(
        "sized-share",
        share,
        1.0,
        None,
        f"Sizes were given for {sized:,} of {records:,} records ({share:.1%}): figures in bytes cover only "
        "those.",
    )


def sample_coverage(covered: float, keyed: int) -> Evidence:
    """Good-Turing: whether the keys of the sample are those of the topic."""
    meaning = (
        "the keys are those of the topic"
        if covered >= FIXED_COVERAGE
        else "the topic has more keys than were seen, and verdicts rely on the distribution expected of an "
        "ideal hash"
    )
    return Evidence(
        "sample-coverage",
        covered,
        None,
        FIXED_COVERAGE,
        f"About {covered:.1%} of further records have one of these {keyed:,} records' keys (Good-Turing: 1 "
        f"- keys seen once / records): {meaning}.",
    )


def _rule(name: str, loads: LoadFindings) -> str:
    return name if loads.unit == "records" else f"{name}-{loads.unit}"
