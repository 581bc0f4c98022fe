"""The part of a distribution report that sizing reads, checked: a saved report is text of anybody."""

from __future__ import annotations

import os
from typing import Annotated, Any

import msgspec

from kafka_architect.documents import Document, Limits, read_document
from kafka_architect.errors import InputError

# A report lists the records of every partition that was counted, 20 million at most.
_LIMITS = Limits(bytes=512 << 20, values=25_000_000)


class _Load(msgspec.Struct):
    count: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]
    # 1 or more, but for the last binary digits of a mean.
    max_over_mean: Annotated[float, msgspec.Meta(ge=0.999999, le=1e6)] | None


class _Warning(msgspec.Struct):
    code: str
    message: str = ""


class DistributionDocument(msgspec.Struct):
    """What sizing reads of the report that `kafka-architect analyze --format json` prints."""

    partitions: Annotated[list[_Load], msgspec.Meta(min_length=1)]
    effective_keys: Annotated[float, msgspec.Meta(gt=0)] | None = None
    warnings: list[_Warning] = []


def distribution_document(report: object) -> DistributionDocument:
    """Read a DistributionReport, its document, or the JSON file of one.

    Raises:
        SourceError: The file cannot be read.
        InputError: It is no distribution report, or one of a source that may hold no keys.
    """
    if isinstance(report, (str, os.PathLike)):
        document = read_document(report, limits=_LIMITS)
    else:
        to_dict: Any = getattr(report, "to_dict", None)
        document = Document(report if to_dict is None else to_dict(), "the distribution")
    if not isinstance(document.value, dict) or "partitions" not in document.value:
        document.refuse("expected a DistributionReport, or JSON from kafka-architect analyze --format json")
    read = document.convert(DistributionDocument)
    doubts = [warning.message for warning in read.warnings if warning.code == "unclear-source"]
    if doubts:
        raise InputError(f"{document.name}: its figures may not describe keys: {doubts[0]}")
    return read
