"""Evidence of where the records are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.analysis.evidence import Evidence
from kafka_architect.analysis.key_fault import HARMFUL_MAX_OVER_MEAN
from kafka_architect.analysis.observed.words import change_text, count_text, split_text, written_by
from kafka_architect.analysis.observed.writers import TOLERATED
from kafka_architect.analysis.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.analysis.findings import Findings


def observed_evidence(findings: Findings) -> Iterator[Evidence]:
    """What the rules of where records are look at; nothing where the source does not say it."""
    observed = findings.observed
    lie = None if findings.measured is None else Spread.of(findings.measured)
    if observed is None or lie is None:
        return
    predicted = findings.predicted
    yield Evidence(
        "measured-load",
        lie.max_over_mean,
        None if predicted is None else predicted.max_over_mean,
        HARMFUL_MAX_OVER_MEAN,
        f"Measured over {count_text(observed)}: partition {lie.hottest} has {lie.max_over_mean:.2f} times "
        f"the mean; the verdict follows this load, of {observed.share:.1%} of the records.",
    )
    if (writers := observed.writers) is not None:
        yield Evidence(
            "written-by", 1 - writers.unexplained_keys, 1.0, 1 - TOLERATED,
            f"{written_by(writers)}{change_text(observed.change)} {writers.sampled_keys:,} keys were looked "
            "at.",
        )  # fmt: skip
    if (split := observed.split_keys) is not None:
        yield Evidence("split-keys", split.share, 0.0, TOLERATED, split_text(split))
    if (keyless := observed.keyless) is not None:
        yield Evidence(
            "keyless-spread",
            keyless.max_over_mean,
            None,
            HARMFUL_MAX_OVER_MEAN,
            f"{keyless.explanation[0].upper()}{keyless.explanation[1:]}",
        )
