"""Listeners are read as Kafka reads them, and never with a traceback."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kafka_architect.validation.configuration import Configuration, Setting
from kafka_architect.validation.effective import EffectiveConfig
from kafka_architect.validation.knowledge.listeners import (
    base_key,
    hosts,
    is_loopback,
    listener_text,
    parse_listeners,
    protocol_map,
    server_listeners,
)
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

TEXT = st.text(alphabet="AB:/[].,@ -0129*${}=;", max_size=60)


def broker(*, complete: bool = True, **written: str) -> EffectiveConfig:
    file = SourceFile("server.properties", "")
    configuration = Configuration(Role.BROKER, "server", file, "case", complete=complete)
    for key, value in written.items():
        configuration.put(Setting(key, value))
    return EffectiveConfig(configuration, "4.3.1")


def test_name_host_port_and_protocol() -> None:
    (listener,) = parse_listeners(" external://[::1]:9094", {"EXTERNAL": "SASL_SSL"})
    assert (listener.name, listener.host, listener.port) == ("EXTERNAL", "::1", 9094)
    assert listener.protocol == "SASL_SSL"
    assert listener.loopback
    assert listener.encrypted
    assert listener.sasl
    assert str(listener) == "EXTERNAL://[::1]:9094"


def test_what_cannot_be_read_is_left_out() -> None:
    names = [one.name for one in parse_listeners("A://h:1,B:/h:2,,C://h:x,D://:4", {})]
    assert names == ["A", "D"]


def test_the_default_listens_everywhere_in_plaintext() -> None:
    listeners = server_listeners(broker())
    assert listeners is not None
    assert [str(one) for one in listeners.of_clients] == ["PLAINTEXT://:9092"]
    assert listeners.bound[0].every_address
    assert listeners.inter_broker == "PLAINTEXT"


def test_nothing_is_said_of_listeners_that_another_file_may_set() -> None:
    assert server_listeners(broker(complete=False)) is None


def test_listeners_by_their_purpose() -> None:
    listeners = server_listeners(
        broker(
            complete=True,
            **{
                "process.roles": "broker,controller",
                "listeners": "REP://:9091,OUT://:9092,CTRL://:9093",
                "controller.listener.names": "CTRL",
                "listener.security.protocol.map": "REP:SSL,OUT:SASL_SSL,CTRL:SSL",
                "inter.broker.listener.name": "rep",
            },
        )
    )
    assert listeners is not None
    assert [one.name for one in listeners.between_brokers] == ["REP"]
    assert [one.name for one in listeners.of_clients] == ["OUT"]
    assert [one.name for one in listeners.of_controller] == ["CTRL"]
    assert [one.name for one in listeners.advertised] == ["REP", "OUT"]


def test_a_controller_alone_has_no_listener_for_clients() -> None:
    listeners = server_listeners(
        broker(
            complete=True,
            **{
                "process.roles": "controller",
                "listeners": "CONTROLLER://:9093",
                "controller.listener.names": "CONTROLLER",
            },
        )
    )
    assert listeners is not None
    assert listeners.of_clients == ()
    assert listeners.of_controller[0].protocol == "PLAINTEXT", "added to the default map"


def test_a_listener_has_its_own_value_before_that_of_the_broker() -> None:
    config = broker(
        complete=True, **{"ssl.client.auth": "none", "listener.name.out.ssl.client.auth": "required"}
    )
    assert listener_text(config, "OUT", "ssl.client.auth") == "required"
    assert listener_text(config, "IN", "ssl.client.auth") == "none"


@pytest.mark.parametrize(
    ("key", "base"),
    [
        ("listener.name.out.ssl.client.auth", "ssl.client.auth"),
        ("listener.name.out.scram-sha-512.sasl.jaas.config", "sasl.jaas.config"),
        ("listener.name.out.oauthbearer.connections.max.reauth.ms", "connections.max.reauth.ms"),
        ("ssl.client.auth", "ssl.client.auth"),
    ],
)
def test_base_key(key: str, base: str) -> None:
    assert base_key(key) == base


def test_hosts_of_addresses_and_voters() -> None:
    assert hosts("a:1, SSL://b.c:2,3@d:9093,[::1]:9092,e") == ("a", "b.c", "d", "::1", "e")


def test_loopback() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "::1", "[::1]", "LOCALHOST")))
    assert not any(map(is_loopback, ("", "::", "localhost.example.org", "10.127.0.0")))


@given(TEXT, TEXT, TEXT)
def test_never_a_traceback(bound: str, mapped: str, advertised: str) -> None:
    protocol_map(mapped)
    hosts(bound)
    server_listeners(
        broker(
            complete=True,
            **{
                "listeners": bound,
                "listener.security.protocol.map": mapped,
                "advertised.listeners": advertised,
                "controller.listener.names": mapped,
            },
        )
    )
