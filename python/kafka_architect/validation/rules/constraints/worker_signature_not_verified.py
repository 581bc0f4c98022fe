"""CST045: workers sign requests in a way that they do not verify."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kafka_architect.validation.finding import Severity, Verdict
from kafka_architect.validation.role import Role
from kafka_architect.validation.rule import rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kafka_architect.validation.effective import EffectiveConfig
    from kafka_architect.validation.finding import Problem


@rule(
    "CST045",
    "worker-signature-not-verified",
    severity=Severity.ERROR,
    verdict=Verdict.REFUSES,
    roles=[Role.CONNECT_WORKER],
    profile="dev",
    summary="Workers sign requests with an algorithm that they do not verify.",
    why=(
        "Workers sign requests to each other with inter.worker.signature.algorithm (HmacSHA256 by default), "
        "which must be one of inter.worker.verification.algorithms. Otherwise a distributed worker does not "
        "start."
    ),
    sources=["KIP-507", "org.apache.kafka.connect.runtime.distributed.DistributedConfig"],
    bad="group.id=connect\ninter.worker.signature.algorithm=HmacSHA512",
    good=(
        "group.id=connect\n"
        "inter.worker.signature.algorithm=HmacSHA512\n"
        "inter.worker.verification.algorithms=HmacSHA512,HmacSHA256"
    ),
)
def worker_signature_not_verified(config: EffectiveConfig) -> Iterator[Problem]:
    """A standalone worker does not read them."""
    key, verified_key = "inter.worker.signature.algorithm", "inter.worker.verification.algorithms"
    algorithm, verified = config.text(key), config.items(verified_key)
    if algorithm is None or not verified or config.explicit("offset.storage.file.filename") is not None:
        return
    if algorithm not in verified:
        yield config.problem(
            key if config.explicit(key) else verified_key,
            f"{key}={algorithm} is not in {verified_key} ({', '.join(verified)}): the worker does not start",
            fix=config.fix_set(verified_key, ",".join((*verified, algorithm))),
        )
