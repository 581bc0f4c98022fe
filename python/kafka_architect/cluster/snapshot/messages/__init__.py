"""Requests that kafka-python lacks: groups of the newer protocols and what share groups have read.

The definitions beside this module have the names, types and versions of Kafka 4.3's fields
(clients/src/main/resources/common/message). Share groups of Kafka 4.0, an early access, are left out.
"""

from __future__ import annotations

import warnings
from typing import Any

from kafka.protocol.api_message import ApiMessage

__all__ = [
    "ConsumerGroupDescribeRequest",
    "DescribeShareGroupOffsetsRequest",
    "ShareGroupDescribeRequest",
    "StreamsGroupDescribeRequest",
]


def _message(name: str) -> Any:
    """The class of a message, by the definition with its name; kafka-python has its metaclass read it."""
    with warnings.catch_warnings():
        # It reads with importlib.resources.read_text, deprecated in 3.11, as for its own messages.
        warnings.simplefilter("ignore", DeprecationWarning)
        return type(ApiMessage)(name, (ApiMessage,), {"__module__": __name__}, load_json=__name__)


# kafka-python finds the class of an answer by its name and holds no reference to it: these names do.
ConsumerGroupDescribeRequest = _message("ConsumerGroupDescribeRequest")  # KIP-848
ConsumerGroupDescribeResponse = _message("ConsumerGroupDescribeResponse")
ShareGroupDescribeRequest = _message("ShareGroupDescribeRequest")  # KIP-932
ShareGroupDescribeResponse = _message("ShareGroupDescribeResponse")
StreamsGroupDescribeRequest = _message("StreamsGroupDescribeRequest")  # KIP-1071
StreamsGroupDescribeResponse = _message("StreamsGroupDescribeResponse")
DescribeShareGroupOffsetsRequest = _message("DescribeShareGroupOffsetsRequest")  # KIP-932, KIP-1226
DescribeShareGroupOffsetsResponse = _message("DescribeShareGroupOffsetsResponse")
