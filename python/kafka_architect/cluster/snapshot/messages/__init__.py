"""Requests that kafka-python lacks: groups of the newer protocols and what share groups have read.

The definitions beside this module have the names, types and versions of Kafka 4.3's fields
(clients/src/main/resources/common/message). Share groups of Kafka 4.0, an early access, are left out.
"""

from kafka.protocol.api_message import ApiMessage

__all__ = ["ConsumerGroupDescribeRequest", "DescribeShareGroupOffsetsRequest", "ShareGroupDescribeRequest"]
__all__ += ["StreamsGroupDescribeRequest"]


class ConsumerGroupDescribeRequest(ApiMessage, load_json=__name__):
    """Members of consumer groups (KIP-848)."""


class ConsumerGroupDescribeResponse(ApiMessage, load_json=__name__):
    """What answers it."""


class ShareGroupDescribeRequest(ApiMessage, load_json=__name__):
    """Members of share groups (KIP-932)."""


class ShareGroupDescribeResponse(ApiMessage, load_json=__name__):
    """What answers it."""


class StreamsGroupDescribeRequest(ApiMessage, load_json=__name__):
    """Members of streams groups (KIP-1071)."""


class StreamsGroupDescribeResponse(ApiMessage, load_json=__name__):
    """What answers it."""


class DescribeShareGroupOffsetsRequest(ApiMessage, load_json=__name__):
    """Where share groups are (KIP-932), and how far behind (KIP-1226)."""


class DescribeShareGroupOffsetsResponse(ApiMessage, load_json=__name__):
    """What answers it."""
