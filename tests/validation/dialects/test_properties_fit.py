"""Texts with the name of a .properties file that are of another format: nothing is read, nothing fixed."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation.dialects import find_dialect, read_file
from kafka_architect.validation.dialects.formats.properties_fit import fits_properties
from kafka_architect.validation.role import Role
from kafka_architect.validation.source_file import SourceFile

from .reading import one

HOCON = """\
# a service
kafka {
  bootstrap.servers = "localhost:9092"
  group.id = "orders"
  group.id = ${?KAFKA_GROUP}
  consumer {
    auto.offset.reset = earliest
  }
}
"""
# Read by its own dialect.
IN_HOCON = {
    "HOCON": HOCON,
    "HOCON without braces": 'bootstrap.servers = "b:9092"\ngroup.id = "a"\ngroup.id = ${?GROUP}\n',
    "HOCON that includes": 'include "base"\nbootstrap.servers = "b:9092"\ngroup.id = a\n',
}
OTHERS = {
    "HOCON lists": "bootstrap.servers = [\n  b:9092\n]\ngroup.id = a\n",
    "JSON": '{\n  "bootstrap.servers": "b:9092",\n  "group.id": "a",\n  "acks": "all"\n}\n',
    "XML": '<configuration>\n<add key="bootstrap.servers" value="b"/>\n</configuration>\n',
    "YAML": "kafka:\n  bootstrap.servers: b:9092\n  group.id: a\n  auto.offset.reset: latest\n",
    "YAML lists": "group.id: a\nbootstrap.servers:\n- b:9092\nauto.offset.reset: latest\n",
    "INI": "[a]\nbootstrap.servers=b:9092\ngroup.id=x\n[b]\nbootstrap.servers=c:9092\ngroup.id=y\n",
    "JAAS": 'KafkaClient {\n  bootstrap.servers="b"\n  group.id="a"\n  acks=1;\n};\n',
    "Logstash": 'input {\n  kafka {\n    group.id => "a"\n    bootstrap.servers => "b"\n  }\n}\n',
    "a log": "2026-01-01 INFO x\n\tacks = 1\n\tbatch.size = 16384\n\tbootstrap.servers = [b:9092]\n",
    "prose": "The setting\nacks decides how many\nbootstrap.servers: brokers\nretries: how often\nand\nso\n",
    "words": "AMQP\nack\nacks\nbroker\nretries\nworkers\n",
}
PROPERTIES = {
    "continued": 'bootstrap.servers=b:9092\nacks=all\nvalue.map={ \\\n  "a": 1 \\\n}\n',
    "templates": "acks=all\n{% if tls %}\nsecurity.protocol=SSL\n{% endif %}\n${EXTRA:-}\n",
    "maps": 'acks=all\nkey.map={"a": {"b": 1}}\n',
    "patterns": "topics.regex=[a-z]{2}\nlog.dirs=${dir}\n",
    "comments": "acks=all\n# kafka {\n# }\n! [x]\n",
    "blanks": "acks all\nlinger.ms 5\nretries=3\nbatch.size=1\nlog.dir=a\nx=1\ny=1\nz=1\nu=1\nv=1\n",
}


@pytest.mark.parametrize("ending", ["application.conf", "reference.conf", "a.config", "a.cfg", "a.txt"])
@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_another_format_is_no_properties_file(ending: str, text: str) -> None:
    assert find_dialect(SourceFile(ending, text)) is None
    assert ka.ConfigValidator().fix({ending: text}, unsafe=True)[1] == []


@pytest.mark.parametrize("ending", ["application.conf", "client.conf", "kafka.hocon"])
@pytest.mark.parametrize("text", IN_HOCON.values(), ids=IN_HOCON)
def test_hocon_is_read_as_such(ending: str, text: str) -> None:
    assert not fits_properties(text, ending)
    for one_text in (text, text.replace('group.id = "orders"', "message.timeout.ms = 1000")):
        found = find_dialect(SourceFile(ending, one_text))
        assert found is not None
        assert found.NAME == "hocon"


@pytest.mark.parametrize("text", [*IN_HOCON.values(), OTHERS["JSON"], OTHERS["JAAS"]])
def test_nor_is_it_one_by_another_name_or_because_the_user_says_its_role(text: str) -> None:
    assert find_dialect(SourceFile("consumer.properties", text)) is None
    assert read_file(SourceFile("kafka.abc", text), Role.CONSUMER) is None
    assert ka.ConfigValidator().fix({"kafka.abc": text}, "consumer", unsafe=True)[1] == []


def test_nor_does_a_config_map() -> None:
    body = "".join(f"    {line}\n" for line in HOCON.splitlines())
    text = f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\ndata:\n  application.conf: |\n{body}"
    assert ka.ConfigValidator().validate({"map.yml": text}).configurations == ()


@pytest.mark.parametrize("text", PROPERTIES.values(), ids=PROPERTIES)
def test_what_java_reads_as_it_was_meant_fits(text: str) -> None:
    assert fits_properties(text, "server.properties")
    assert fits_properties(text, "server.conf")


def test_sections_keep_a_properties_file_what_it_is() -> None:
    assert one("consumer.properties", OTHERS["INI"], "properties").role is Role.CONSUMER


@pytest.mark.parametrize("name", ["env.ts", "env.d.ts", "env.js", "env.yaml", "env.json", "env.go"])
def test_source_code_called_env_is_no_env_file(name: str) -> None:
    assert find_dialect(SourceFile(name, "KAFKA_BROKER_ID=1\nKAFKA_LISTENERS=a\n")) is None


def test_a_script_called_env_is_no_env_file() -> None:
    text = 'KAFKA_BROKER_ID=1\nif [ -z "$X" ]; then\n  KAFKA_BROKER_ID=2\nfi\nstart() {\n  run\n}\n'
    assert find_dialect(SourceFile("env.sh", text)) is None
