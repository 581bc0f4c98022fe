"""One real Kafka for every test that wants one: started when first asked for, stopped with the run.

Tests of one run share it, so each makes topics of its own (`unique_name`). They carry the mark `kafka` and
are run by one worker (see `pytest_collection_modifyitems` in conftest.py).
"""

from __future__ import annotations

import secrets
import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tools.kafka.cluster import KafkaCluster


def unique_name(prefix: str) -> str:
    """A topic's or group's name that no other test has."""
    return f"{prefix}.{secrets.token_hex(4)}"


@pytest.fixture(scope="session")
def kafka() -> Iterator[KafkaCluster]:
    """Three brokers in three racks, with ACLs checked for everybody but the anonymous user, and with
    listeners for TLS and SASL (tools/kafka/secure_listeners.py).
    """
    missing = [name for name in ("java", "mvn") if shutil.which(name) is None]
    if missing:
        pytest.skip(f"needs {' and '.join(missing)} to run a real Kafka")
    from tools.kafka.cluster import KafkaCluster

    with KafkaCluster(brokers=3, authorizer=True, secure=True) as cluster:
        yield cluster
