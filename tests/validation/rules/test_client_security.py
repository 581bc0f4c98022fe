"""How a client ends whose login or TLS settings cannot be used, as tests/validation/agreement asks Kafka."""

from __future__ import annotations

import pytest

from kafka_architect.validation.validator import ConfigValidator

NO_LOGIN = "security.protocol=SASL_SSL\ngroup.id=g\n"
NEW_PROTOCOL = f"{NO_LOGIN}group.protocol=consumer\n"
HANGS = "subscribe() or poll() never returns"


def said(version: str, text: str, code: str) -> str:
    result = ConfigValidator(version).validate({"consumer.properties": text}, role="consumer")
    (message,) = (finding.message for finding in result.findings if finding.rule.code == code)
    return message


@pytest.mark.parametrize("version", ["3.9", "4.0", "4.1"])
def test_a_consumer_of_the_new_protocol_hangs_where_nobody_waits_for_its_thread(version: str) -> None:
    assert HANGS in said(version, NEW_PROTOCOL, "CST010")
    stores = f"{NEW_PROTOCOL}security.protocol=SSL\nssl.keystore.location=/k.jks\n".replace("SASL_", "")
    assert HANGS in said(version, stores, "CST013")


@pytest.mark.parametrize(
    ("version", "text"), [("4.2", NEW_PROTOCOL), ("4.3", NEW_PROTOCOL), ("4.1", NO_LOGIN)]
)
def test_any_other_is_refused_by_its_constructor(version: str, text: str) -> None:
    assert "the client fails to start" in said(version, text, "CST010")


def test_a_share_consumer_hangs_too() -> None:
    assert HANGS in said("4.1", f"{NO_LOGIN}share.acknowledgement.mode=implicit\n", "CST010")
