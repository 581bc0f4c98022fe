"""Files that grow: for every dialect one of many objects, and what has been slow."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Growing:
    """A file of `dialect` (the module's name) that repeats a part, each time with another number."""

    dialect: str
    name: str
    part: Callable[[int], str]
    head: str = ""
    tail: str = ""

    def text(self, length: int, first: int = 0) -> str:
        """The file, of about so many characters; its parts are numbered from `first`."""
        parts, size, number = [self.head], len(self.head) + len(self.tail), first
        while size < length:
            parts.append(self.part(number))
            size += len(parts[-1])
            number += 1
        return "".join((*parts, self.tail)).replace(",]", "]").replace(",\n]", "]").replace(",}", "}")


def word(number: int) -> str:
    """A word of eight letters: another one for each number."""
    return "".join(chr(ord("a") + digit % 26) for digit in sha256(str(number).encode()).digest()[:8])


_PRODUCER = "bootstrap.servers=b:9092\nacks=1\n"
_BROKER = "node.id=1\nprocess.roles=broker,controller\ncontroller.listener.names=C\n"
_DEPLOYMENT = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: d{0}}}\nspec:\n  template:\n    spec:\n"
    "      containers:\n        - name: c\n          image: a\n          env:\n"
    "            - {{name: SPRING_KAFKA_BOOTSTRAP_SERVERS, value: 'k{0}:9092'}}\n---\n"
)
_SERVICE = "  c{0}:\n    image: a\n    environment:\n      SPRING_KAFKA_BOOTSTRAP_SERVERS: k{0}:9092\n"
_BROKER_SERVICE = (
    "  k{0}:\n    image: apache/kafka:3.9.0\n    environment:\n      KAFKA_NODE_ID: {0}\n"
    "      KAFKA_PROCESS_ROLES: broker\n      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://k{0}:9092\n"
)
_TOPIC = (
    "apiVersion: kafka.strimzi.io/v1beta2\nkind: KafkaTopic\nmetadata: {{name: t{0}}}\n"
    "spec: {{partitions: 3, replicas: 1, config: {{retention.ms: {0}}}}}\n---\n"
)
_MIRRORS = (
    "c{0}.bootstrap.servers=c{0}:9092\nc{0}->c{1}.enabled=true\nc{0}->c{1}.topics=.*\nc{0}.producer.acks=1\n"
)

GROWING: dict[str, Growing] = {
    # Every dialect of the table.
    "clients of Java": Growing(
        "source.jvm",
        "Clients.java",
        lambda n: (
            f'  void f{n}() {{ Properties p = new Properties(); p.put("acks", "{n}"); g(p); '
            "new KafkaProducer<>(p); }\n"
        ),
        'class Clients {\n  void g(Properties p) { p.put("bootstrap.servers", "b:9092"); }\n',
        "}\n",
    ),
    "clients of Kotlin": Growing(
        "source.jvm",
        "Clients.kt",
        lambda n: (
            f'fun f{n}() {{ val p = Properties().apply {{ put("acks", "{n}") }}; KafkaProducer<K, V>(p) }}\n'
        ),
    ),
    "clients of Scala": Growing(
        "source.jvm",
        "Clients.scala",
        lambda n: f'  def f{n}() = {{ val p = Map("acks" -> "{n}"); new KafkaProducer[K, V](p) }}\n',
        "object Clients {\n",
        "}\n",
    ),
    "clients of KafkaJS": Growing(
        "source.javascript",
        "clients.ts",
        lambda n: f"export const c{n} = kafka.consumer({{ groupId: 'g{n}', sessionTimeout: {n} }});\n",
        "import { Kafka } from 'kafkajs';\nconst kafka = new Kafka({ brokers: ['b:9092'] });\n",
    ),
    "maps of node-rdkafka": Growing(
        "source.javascript",
        "clients.js",
        lambda n: f"new Producer({{ 'metadata.broker.list': 'b:{n}', 'acks': {n} }});\n",
        "const { Producer } = require('node-rdkafka');\n",
    ),
    "clients of Go": Growing(
        "source.go",
        "clients.go",
        lambda n: (
            f'func f{n}() {{ c := sarama.NewConfig(); c.ClientID = "{n}"; c.Producer.RequiredAcks = 1; '
            "sarama.NewSyncProducer(nil, c) }\n"
        ),
        'package a\nimport "github.com/IBM/sarama"\n',
    ),
    "clients of C#": Growing(
        "source.csharp",
        "Clients.cs",
        lambda n: f'    var c{n} = new ProducerConfig {{ Acks = Acks.All, ClientId = "{n}" }};\n',
        "using Confluent.Kafka;\nclass Clients {\n  void F() {\n",
        "  }\n}\n",
    ),
    "keys in Rust": Growing(
        "source.dotted",
        "client.rs",
        lambda n: f'fn f{n}() {{ c.set("bootstrap.servers", "b:{n}"); c.set("acks", "1"); }}\n',
        "// kafka\n",
    ),
    "nested calls": Growing(
        "source.javascript", "deep.js", lambda _: "f(", "const { Kafka } = require('kafkajs');\n"
    ),
    "keys in Java": Growing(
        "source.jvm",
        "Client.java",
        lambda n: f'    p.put("{word(n)}.{word(n + 1)}", "{n}");\n',
        "class Client {\n  void f() {\n    Properties p = new Properties();\n"
        '    p.put("bootstrap.servers", "b:1");\n',
        "    new KafkaProducer<>(p);\n  }\n}\n",
    ),
    "snapshots of clusters": Growing(
        "cluster_snapshot",
        "cluster.json",
        (
            '{{"name": "t{0}", "partitions": [{{"partition": 0, "leader": 1, "replicas": [1], '
            '"isr": [1]}}]}},\n'
        ).format,
        '{"format": "kafka-architect-cluster", "version": 1, "topics": [\n',
        "]}\n",
    ),
    "connectors": Growing(
        "connect_json",
        "connect.json",
        lambda n: f'"k{n}.setting":"v{n}",\n',
        '{"name":"x","config":{"connector.class":"a.SinkConnector","topics":"t",\n',
        '"tasks.max":"1"}}\n',
    ),
    "clients of Python": Growing(
        "python.source",
        "client.py",
        "p{0} = Producer({{'bootstrap.servers': 'b{0}:9092', 'acks': 1}})\n".format,
        "from confluent_kafka import Producer\n",
    ),
    "bindings of Spring Cloud Stream": Growing(
        "spring.cloud_stream",
        "application.yml",
        "      b{0}-out-0:\n        destination: t{0}\n        producer: {{partition-count: 3}}\n".format,
        "spring:\n  cloud.stream:\n    kafka.binder.brokers: b:9092\n    bindings:\n",
    ),
    "profiles of Spring": Growing(
        "spring.boot",
        "application.yml",
        "spring:\n  config.activate.on-profile: p{0}\n  kafka.producer.acks: '1'\n---\n".format,
    ),
    "channels of Quarkus": Growing(
        "quarkus", "application.properties", "mp.messaging.outgoing.c{0}.connector=smallrye-kafka\n".format
    ),
    "clients of Micronaut": Growing(
        "micronaut",
        "application.yml",
        "    p{0}:\n      acks: '1'\n      linger.ms: 5ms\n".format,
        "kafka:\n  bootstrap.servers: b:9092\n  producers:\n",
    ),
    "producers of Micronaut": Growing(
        "micronaut",
        "application.properties",
        "kafka.producers.p{0}.acks=1\n".format,
        "kafka.bootstrap.servers=b:9092\n",
    ),
    "clients of HOCON": Growing(
        "hocon",
        "application.conf",
        "c{0} = ${{akka.kafka.producer}} {{ kafka-clients {{ linger.ms = 5ms }} }}\n".format,
        "akka.kafka.producer.kafka-clients {\n  acks = 1\n}\n",
    ),
    "keys of HOCON": Growing(
        "hocon",
        "application.conf",
        lambda n: f"  {word(n)}.{word(n + 1)} = 1\n",
        "pekko.kafka.consumer.kafka-clients {\n  bootstrap.servers = a\n",
        "}\n",
    ),
    "objects of HOCON that merge": Growing(
        "hocon",
        "application.conf",
        lambda n: f"a = ${{b}}\na {{ kafka-clients {{ x{n % 3} = {n} }} }}\n",
        "b { kafka-clients { linger.ms = 5 } }\nproducer = ${a}\n",
    ),
    "clients of a log": Growing(
        "logged",
        "app.log",
        (
            "INFO ProducerConfig values: \n\tacks = 1\n\tclient.id = p-{0}\n\tlinger.ms = 5\n"
            "\tretries = 3\n\tbatch.size = {0}\n\nINFO Kafka version: 3.9.0\n"
        ).format,
    ),
    "sinks of Flume": Growing(
        "prefixed.lines",
        "flume.conf",
        "a.sinks.k{0}.kafka.bootstrap.servers = b:9092\na.sinks.k{0}.kafka.producer.linger.ms = 5\n".format,
        "a.sources = s\na.channels = c\n",
    ),
    "keys of Debezium Server": Growing(
        "prefixed.lines",
        "application.properties",
        lambda n: f"debezium.sink.kafka.producer.{word(n)}.{word(n + 1)}=1\n",
        "debezium.sink.kafka.producer.bootstrap.servers=b:9092\n",
    ),
    "keys of librdkafka": Growing(
        "librdkafka",
        "producer.conf",
        lambda n: f"{word(n)}.{word(n + 1)}=1\n",
        "metadata.broker.list=b:9092\nqueue.buffering.max.ms=5\nsocket.keepalive.enable=true\n",
    ),
    "topics of Terraform": Growing(
        "terraform.resources",
        "main.tf",
        'resource "kafka_topic" "t{0}" {{\n  name = "o{0}"\n  replication_factor = 1\n}}\n'.format,
    ),
    "topics of Strimzi": Growing("strimzi.resources", "topics.yml", _TOPIC.format),
    "values of Helm": Growing(
        "helm.values",
        "values.yaml",
        "    - name: t{0}\n      partitions: 3\n      replicationFactor: 1\n".format,
        "listeners:\n  client: {protocol: PLAINTEXT}\nimage: {repository: bitnami/kafka}\ncontroller:\n"
        "  replicaCount: 3\nprovisioning:\n  enabled: true\n  topics:\n",
    ),
    "services of Compose": Growing(
        "containers.compose", "docker-compose.yml", _SERVICE.format, "services:\n"
    ),
    "brokers of Compose": Growing(
        "containers.compose", "docker-compose.yml", _BROKER_SERVICE.format, "services:\n"
    ),
    "deployments": Growing("containers.kubernetes", "deployment.yml", _DEPLOYMENT.format),
    "variables": Growing(
        "containers.env",
        "kafka.env",
        lambda n: f"KAFKA_{word(n).upper()}_{word(n + 1).upper()}=1\n",
        "KAFKA_NODE_ID=1\nKAFKA_PROCESS_ROLES=broker\n",
    ),
    "keys of MSK": Growing(
        "msk",
        "msk-configuration.txt",
        lambda n: f"{word(n)}.{word(n + 1)}=1\n",
        "auto.create.topics.enable=true\ndefault.replication.factor=3\nnum.io.threads=8\n",
    ),
    "keys of a map": Growing(
        "plain_yaml",
        "settings.yml",
        "  p{0}:\n    bootstrap.servers: 'b{0}:9092'\n    linger.ms: 5ms\n    acks: '1'\n".format,
        "clients:\n",
    ),
    "unknown keys of a broker": Growing(
        "properties", "server.properties", lambda n: f"{word(n)}.{word(n + 1)}=1\n", _BROKER
    ),
    "unknown keys of a producer": Growing(
        "properties", "producer.properties", lambda n: f"{word(n)}.{word(n + 1)}=1\n", _PRODUCER
    ),
    # What has been slow.
    "keys of Spring": Growing(
        "spring.boot",
        "application.properties",
        lambda n: f"spring.kafka.properties.{word(n)}.{word(n + 1)}=v\n",
        "spring.kafka.bootstrap-servers=b:9092\n",
    ),
    "passwords": Growing(
        "properties",
        "server.properties",
        "listener.name.l{0}.ssl.keystore.password=secret-word-{0}\n".format,
        _BROKER,
    ),
    "words that are passwords": Growing(
        "properties", "producer.properties", "my{0}.password=word{0}x\nlinger.ms=word{0}x\n".format, _PRODUCER
    ),
    "updates of Python": Growing(
        "python.source",
        "client.py",
        "a.update({{'k{0}': 1}})\n".format,
        "from confluent_kafka import Producer\na = {'acks': 1}\n",
        "Producer(a)\n",
    ),
    "copies of Python": Growing(
        "python.source",
        "client.py",
        lambda n: f"a{n + 1} = dict(a{n}, k{n}=1)\n",
        "from confluent_kafka import Producer\na0 = {'acks': 1}\n",
        "Producer(a9)\n",
    ),
    "one line again and again": Growing(
        "properties", "producer.properties", lambda _: "linger.ms=5ms\n", _PRODUCER
    ),
    "listeners": Growing(
        "properties",
        "server.properties",
        "L{0}://h{0}:1{0},".format,
        "node.id=1\nprocess.roles=broker\nlisteners=",
    ),
    "protocols of listeners": Growing(
        "properties",
        "server.properties",
        "L{0}:PLAINTEXT,".format,
        "node.id=1\nprocess.roles=broker\nlistener.security.protocol.map=",
    ),
    "keys of a Connect worker": Growing(
        "properties",
        "connect-distributed.properties",
        lambda n: f"producer.{word(n)}.{word(n + 1)}=1\n",
        "bootstrap.servers=b:9092\ngroup.id=g\nconfig.storage.topic=c\noffset.storage.topic=o\n"
        "status.storage.topic=s\nkey.converter=a\nvalue.converter=b\n",
    ),
    "variables of a container": Growing(
        "containers.kubernetes",
        "deployment.yml",
        lambda n: f"            - {{name: KAFKA_{word(n).upper()}, value: '1'}}\n",
        "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: d}\nspec:\n  template:\n    spec:\n"
        "      containers:\n        - name: c\n          image: apache/kafka:3.9.0\n          env:\n",
    ),
    "mirrors": Growing(
        "properties",
        "connect-mirror-maker.properties",
        lambda n: _MIRRORS.format(n, n + 1),
        "clusters=c0,c1\n",
    ),
    "keys of Helm": Growing(
        "helm.values",
        "values.yaml",
        lambda n: f"  {word(n)}.{word(n + 1)}: 1\n",
        "image: {repository: bitnami/kafka}\nlisteners:\n  client: {protocol: PLAINTEXT}\n"
        "overrideConfiguration:\n",
    ),
    "ignore comments": Growing(
        "properties",
        "producer.properties",
        lambda _: "# kafka-architect: ignore[DUR001]\nlinger.ms=5ms\n",
        _PRODUCER,
    ),
    "comments": Growing("properties", "producer.properties", lambda _: "# a comment\n", _PRODUCER),
    "a comment for each key": Growing(
        "properties",
        "producer.properties",
        lambda n: f"# kafka-architect: ignore[VAL001]\n{word(n)}=1\n",
        _PRODUCER,
    ),
    "continued lines": Growing("properties", "producer.properties", lambda _: "a\\\n", f"{_PRODUCER}x=\\\n"),
    "a long number": Growing("properties", "producer.properties", lambda _: "9", f"{_PRODUCER}linger.ms="),
    "many servers": Growing(
        "properties", "producer.properties", "b{0}:9092,".format, "acks=1\nbootstrap.servers="
    ),
}
