"""A program of each language, as readers are broken with: clients, constants, branches, functions."""

from __future__ import annotations

SOURCES: dict[str, str] = {
    "Client.java": """import org.apache.kafka.clients.producer.*;
class Client {
  static final String SERVERS = "b:" + 9092;
  Properties common(int linger) {
    Properties p = new Properties();
    p.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SERVERS);
    p.put("linger.ms", linger);
    return p;
  }
  @KafkaListener(topics = "a", properties = {"max.poll.records=10"})
  void run() {
    Properties p = common(5 * 10);
    if (p.isEmpty()) { p.put("acks", "1"); } else { p.remove("linger.ms"); }
    p.put(ProducerConfig.BATCH_SIZE_CONFIG, 16384L);
    try (var producer = new KafkaProducer<String, String>(p)) { producer.send(null); }
    TopicBuilder.name("orders").partitions(1).replicas(1).config("cleanup.policy", "compct").build();
    new KafkaProducer<>(new HashMap<>() {{ put("acks", "al"); }});
  }
}
""",
    "Client.kt": """import org.apache.kafka.clients.producer.ProducerConfig
class Client {
  companion object { const val SERVERS = "b:9092" }
  private val props = Properties().apply {
    put(ProducerConfig.ACKS_CONFIG, "al")
    this["linger.ms"] = 5L
  }
  fun run() {
    props[ProducerConfig.RETRIES_CONFIG] = System.getenv("R") ?: "3"
    KafkaProducer<String, String>(props + mapOf("bootstrap.servers" to SERVERS))
  }
}
""",
    "Client.scala": """import org.apache.kafka.clients.producer.{KafkaProducer, ProducerConfig}
object Client {
  val servers = "b:9092"
  def run(): Unit = {
    val props = new Properties()
    props.put(ProducerConfig.ACKS_CONFIG, "al")
    val more = Map[String, Object]("bootstrap.servers" -> servers, "retries" -> Int.box(4))
    new KafkaProducer[String, String](more.asJava)
    spark.readStream.format("kafka").option("kafka.bootstrap.servers", servers).load()
  }
}
""",
    "Client.groovy": """import org.apache.kafka.clients.producer.ProducerConfig
class Client {
  def run() {
    def props = ['bootstrap.servers': 'b:9092', (ProducerConfig.ACKS_CONFIG): 'al', retries: 5]
    props['linger.ms'] = 5
    new KafkaProducer<String, String>(props)
  }
}
""",
    "client.ts": """import { Kafka, CompressionTypes } from 'kafkajs';
const kafka = new Kafka({ clientId: 'x', brokers: [process.env.B || 'b:9092'], sasl: { password: 'p' } });
export class Client {
  private readonly producer = kafka.producer({ idempotent: true, acks: 1, retry: { retries: 0 } });
  async run() {
    const consumer = kafka.consumer({ groupId: 'g', sessionTimeout: 3000, heartbeatInterval: 3000 });
    await consumer.subscribe({ topic: 't' });
  }
}
const nest = { transport: Transport.KAFKA, options: { client: { brokers: ['b'] }, consumer: {} } };
""",
    "client.js": """const { Producer, KafkaConsumer } = require('node-rdkafka');
const common = { 'metadata.broker.list': 'b:9092' };
const p = new Producer({ ...common, 'acks': '2', 'dr_cb': true }, {});
const c = new KafkaConsumer({ 'group.id': 'g', ...common }, { 'auto.offset.reset': 'earlist' });
""",
    "client.go": """package main
import (
\t"time"
\t"github.com/IBM/sarama"
\t"github.com/confluentinc/confluent-kafka-go/v2/kafka"
\tkg "github.com/segmentio/kafka-go"
\t"github.com/twmb/franz-go/pkg/kgo"
)
const servers = "b:9092"
func run() {
\tp, err := kafka.NewProducer(&kafka.ConfigMap{"bootstrap.servers": servers, "acks": "2"})
\tconfig := sarama.NewConfig()
\tconfig.Producer.Idempotent = true
\tconfig.Producer.Flush.Frequency = 10 * time.Millisecond
\tsarama.NewSyncProducer([]string{servers}, config)
\tkgo.NewClient(kgo.SeedBrokers(servers), kgo.RequiredAcks(kgo.LeaderAck()))
\tkg.NewReader(kg.ReaderConfig{Brokers: []string{servers}, Topic: "t", MinBytes: 10})
}
""",
    "Client.cs": """using Confluent.Kafka;
class Client {
  private const string Servers = "b:9092";
  void Run() {
    var config = new ProducerConfig { BootstrapServers = Servers, Acks = Acks.Leader, LingerMs = 5 };
    config.Set("compression.typ", "lz4");
    using var p = new ProducerBuilder<Null, string>(config).Build();
    var c = new ConsumerBuilder<Ignore, string>(new ConsumerConfig { BootstrapServers = Servers }).Build();
    var d = new Dictionary<string, string> { { "bootstrap.servers", "x" }, { "acks", "1" } };
  }
}
""",
    "client.rs": """// kafka
fn run() {
    let p: FutureProducer = ClientConfig::new().set("bootstrap.servers", "b:9092").set("acks", "2").create();
}
""",
    "client.rb": """require 'rdkafka' # kafka
config = { :"bootstrap.servers" => "b:9092", "group.id" => "g", "auto.offset.reset": "earlist" }
""",
    "client.php": """<?php
$conf = new RdKafka\\Conf();
$conf->set('group.id', 'g');
$conf->set('bootstrap.servers', 'b:9092');
""",
    "client.c": """/* kafka */
int main() {
  rd_kafka_conf_set(conf, "bootstrap.servers", "b:9092", errors, sizeof(errors));
  rd_kafka_conf_set(conf, "acks", "2", errors, sizeof(errors));
}
""",
}
