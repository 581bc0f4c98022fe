"""Which spellings of group.protocol reach the consumers of a Kafka Streams application.

StreamsConfig.NON_CONFIGURABLE_CONSUMER_DEFAULT_CONFIGS has the key since 4.0: consumers are told `classic`,
and what is written is ignored with a warning. It was held against keys without and with the prefix of all
consumers first, and against those of single consumers since 4.2. Without a prefix the key is the
application's own since 4.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Container

    from kafka_architect.validation.rule import Version

PROTOCOL: Final = "group.protocol"
ALL = "consumer."
SINGLE = ("main.consumer.", "restore.consumer.", "global.consumer.")
_FIRST_THAT_IGNORES, _FIRST_WITH_A_KEY_OF_ITS_OWN, _FIRST_THAT_IGNORES_SINGLE = (4, 0), (4, 1), (4, 2)


def ignoring_prefixes(version: Version) -> tuple[str, ...]:
    """The prefixes behind which Streams ignores group.protocol, "" for none."""
    if version < _FIRST_THAT_IGNORES:
        return ()
    if version < _FIRST_WITH_A_KEY_OF_ITS_OWN:
        return ("", ALL)
    return (ALL,) if version < _FIRST_THAT_IGNORES_SINGLE else (ALL, *SINGLE)


def is_unread(key: str, written: Container[str], version: Version) -> bool:
    """Whether no consumer gets the value of a key: Streams ignores it, or stronger keys say otherwise."""
    if not key.endswith(PROTOCOL):
        return False
    prefix = key.removesuffix(PROTOCOL)
    if prefix in ignoring_prefixes(version):
        return True
    if prefix not in ("", ALL) or version >= _FIRST_WITH_A_KEY_OF_ITS_OWN:
        return False
    singly = all(single + PROTOCOL in written for single in SINGLE[:2])  # the third is made for global tables
    return singly or (not prefix and ALL + PROTOCOL in written)
