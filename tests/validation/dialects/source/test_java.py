"""Java: what a client is made of, where it is written, and what is not certain."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation import attributes
from kafka_architect.validation.role import Role

from ..reading import edited, facts, never_raises, one, read_text, values

IMPORTS = """
import java.util.*;
import org.apache.kafka.clients.admin.*;
import org.apache.kafka.clients.consumer.*;
import org.apache.kafka.clients.producer.*;
import org.apache.kafka.common.config.*;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.*;
"""


def java(body: str, *, members: str = "") -> str:
    return f"{IMPORTS}\nclass Orders {{\n{members}\n  void run() {{\n{body}\n  }}\n}}\n"


PRODUCER = """
    Properties props = new Properties();
    props.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, "b:9092");
    props.put("acks", "1");
    props.setProperty(ProducerConfig.LINGER_MS_CONFIG, "5");
"""
MADE = "    new KafkaProducer<String, String>(props, new StringSerializer(), new StringSerializer());\n"


def test_properties_of_a_producer() -> None:
    found = one("Orders.java", java(PRODUCER + MADE), "jvm-source")
    assert found.role is Role.PRODUCER
    assert found.complete
    assert values(found) == {"bootstrap.servers": "b:9092", "acks": "1", "linger.ms": "5"}
    acks = found.settings["acks"]
    assert acks.span is not None
    assert acks.key_span is not None
    text = found.file.text
    assert text[slice(*acks.span)] == '"1"'
    assert text[slice(*acks.key_span)] == '"acks"'


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"all"', "all"),
        ("16 * 1024", "16384"),
        ("1 << 20", "1048576"),
        ("5_000L", "5000"),
        ("-1", "-1"),
        ("true", "true"),
        ("Boolean.FALSE", "false"),
        ("Integer.MAX_VALUE", "2147483647"),
        ("String.valueOf(5)", "5"),
        ('String.join(",", "a:1", "b:2")', "a:1,b:2"),
        ('"a" + ":" + 1', "a:1"),
        ('Arrays.asList("a:1", "b:2")', "a:1,b:2"),
        ("(int) Duration.ofSeconds(30).toMillis()", "30000"),
        ("TimeUnit.MINUTES.toMillis(2)", "120000"),
        ("StringSerializer.class", "org.apache.kafka.common.serialization.StringSerializer"),
        ("StringSerializer.class.getName()", "org.apache.kafka.common.serialization.StringSerializer"),
        ("SERVERS", "c:9092"),
        ("Orders.SERVERS", "c:9092"),
        ("SecurityProtocol.SASL_SSL.name", "SASL_SSL"),
        ("CompressionType.LZ4.name", "lz4"),
        ("AdminClientConfig.RETRIES_CONFIG", "retries"),
    ],
)
def test_values_that_are_certain(written: str, value: str) -> None:
    text = java(
        f'    Map<String, Object> m = new HashMap<>();\n    m.put("acks", {written});\n'
        "    new KafkaProducer<>(m);\n",
        members='  static final String SERVERS = "c:" + PORT;\n  static final int PORT = 9092;',
    )
    setting = one("Orders.java", text).settings["acks"]
    assert (setting.value, setting.resolved) == (value, True)


@pytest.mark.parametrize(
    "written",
    ["acks", "this.acks", 'System.getenv("ACKS")', "config.acks()", "Integer.MAX_VALUE + 1", "other.Acks.ALL",
     "x ? \"all\" : \"1\"", "010", "CompressionType.LZ4.name()"],
)  # fmt: skip
def test_values_that_are_not(written: str) -> None:
    text = java(
        f'    Map<String, Object> m = new HashMap<>();\n    m.put("acks", {written});\n'
        "    new KafkaProducer<>(m);\n",
        members='  private String acks = "1";',
    )
    assert not one("Orders.java", text).settings["acks"].resolved


def test_a_default_names_who_may_say_otherwise() -> None:
    body = '    Map<String, Object> m = new HashMap<>();\n    m.put("acks", System.getProperty("a", "1"));\n'
    setting = one("Orders.java", java(body + "    new KafkaProducer<>(m);\n")).settings["acks"]
    assert (setting.value, setting.default_of) == ("1", "a")


def test_what_a_branch_puts_is_not_certain() -> None:
    body = '    if (fast) { props.put("acks", "0"); }\n    props.remove("linger.ms");\n'
    found = one("Orders.java", java(PRODUCER + body + MADE))
    assert not found.settings["acks"].resolved
    assert "linger.ms" not in found.settings


def test_what_is_put_after_the_client_is_made_is_not_the_client_s() -> None:
    found = one("Orders.java", java(PRODUCER + MADE + '    props.put("retries", 0);\n'))
    assert "retries" not in found.settings


@pytest.mark.parametrize(
    "completed",
    ["props.load(stream);", "defaults(props);", "props.putAll(config.all());", "props.put(key, 1);",
     "Util.complete(props);"],
)  # fmt: skip
def test_a_map_that_others_complete_lacks_nothing(completed: str) -> None:
    found = one("Orders.java", java(f"{PRODUCER}    {completed}\n{MADE}"))
    assert not found.complete


def test_a_map_of_a_method_of_the_same_file() -> None:
    members = """
  static Properties common(String servers) {
    Properties p = new Properties();
    p.put("bootstrap.servers", servers);
    secure(p);
    return p;
  }
  private static void secure(Properties p) { p.put("security.protocol", "SSL"); }
"""
    body = '    Properties props = common("b:9093");\n' + MADE
    [found] = read_text("Orders.java", java(body, members=members)).configurations
    assert found.complete
    assert values(found) == {"bootstrap.servers": "b:9093", "security.protocol": "SSL"}


def test_a_method_that_is_there_twice_is_not_followed() -> None:
    members = (
        "  Map<String, Object> m() { return Map.of(\"acks\", \"1\"); }\n"
        "  Map<String, Object> m(int x) { return Map.of(\"acks\", \"0\"); }\n"
    )  # fmt: skip
    found = read_text("Orders.java", java("new KafkaProducer<>(m());", members=members)).configurations
    assert [each.owned for each in found] == [False, False]  # the maps, and no client


def test_double_braces_and_map_of() -> None:
    body = """
    new KafkaProducer<>(new HashMap<>() {{ put("acks", "1"); put("linger.ms", 5); }});
    Admin.create(Map.of("bootstrap.servers", "b:1", "client.id", "x"));
"""
    producer, admin = read_text("Orders.java", java(body)).configurations
    assert values(producer) == {"acks": "1", "linger.ms": "5"}
    assert (admin.role, values(admin)) == (Role.ADMIN, {"bootstrap.servers": "b:1", "client.id": "x"})


def test_spring_beans_commit_as_spring_does() -> None:
    members = """
  @Bean
  public Map<String, Object> consumerConfigs() {
    Map<String, Object> props = new HashMap<>();
    props.put(ConsumerConfig.GROUP_ID_CONFIG, "orders");
    return props;
  }
  @Bean
  public ConsumerFactory<String, String> factory() {
    return new DefaultKafkaConsumerFactory<>(consumerConfigs());
  }
"""
    found = one("Orders.java", java("", members=members))
    assert found.role is Role.CONSUMER
    assert found.settings["enable.auto.commit"].value == "false"
    assert not found.settings["key.deserializer"].resolved


def test_a_map_of_nobody_is_judged_by_what_it_writes() -> None:
    members = """
  public Map<String, Object> configs() {
    Map<String, Object> props = new HashMap<>();
    props.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earlist");
    return props;
  }
"""
    text = java("", members=members)
    found = one("Orders.java", text)
    assert not found.complete
    assert not found.owned
    codes = [each.rule.code for each in ka.ConfigValidator().validate({"Orders.java": text}).findings]
    assert codes == ["VAL003"]


def test_maps_of_other_things_are_none() -> None:
    body = '    Map<String, Object> m = new HashMap<>();\n    m.put("name", "bootstrap.servers");\n'
    assert not read_text("Orders.java", java(body)).configurations


def test_a_class_of_the_program_s_own_is_not_kafka_s() -> None:
    text = java("    m.put(ProducerConfig.ACKS_CONFIG, 1);\n    new KafkaProducer<>(m);\n").replace(
        "import org.apache.kafka.clients.producer.*;", "import com.example.ProducerConfig;"
    )
    assert not read_text("Orders.java", text).configurations


def test_streams_prefixes_are_read() -> None:
    body = """
    Properties props = new Properties();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "orders");
    props.put(StreamsConfig.PRODUCER_PREFIX + ProducerConfig.LINGER_MS_CONFIG, 5);
    props.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "1");
    props.put(StreamsConfig.consumerPrefix("max.poll.records"), 10);
    new KafkaStreams(topology, new StreamsConfig(props));
"""
    found = read_text("Orders.java", java(body)).configurations[0]
    assert found.role is Role.STREAMS
    assert set(values(found)) == {
        "application.id", "producer.linger.ms", "producer.acks", "consumer.max.poll.records",
    }  # fmt: skip


def test_topics() -> None:
    body = """
    new NewTopic("shop.orders", 12, (short) 3).configs(Map.of("retention.ms", "1000"));
    TopicBuilder.name("shop.stock").partitions(6).replicas(2).config(TopicConfig.CLEANUP_POLICY_CONFIG, "compact").build();
"""  # noqa: E501 - one statement
    orders, stock = read_text("Orders.java", java(body)).configurations
    assert facts(orders) == {
        attributes.TOPIC_NAME: "shop.orders",
        attributes.PARTITIONS: "12",
        attributes.REPLICATION_FACTOR: "3",
    }
    assert values(orders) == {"retention.ms": "1000"}
    assert facts(stock)[attributes.REPLICATION_FACTOR] == "2"
    assert values(stock) == {"cleanup.policy": "compact"}


def test_a_listener_s_properties() -> None:
    members = '  @KafkaListener(properties = {"max.poll.records=10", "group.id:${g}"})\n  void l() {}\n'
    found = one("Orders.java", java("", members=members))
    assert (found.role, found.complete, found.owned) == (Role.CONSUMER, False, False)
    assert found.settings["max.poll.records"].value == "10"
    assert not found.settings["group.id"].resolved


def test_flink_and_spark() -> None:
    body = """
    KafkaSource<String> source = KafkaSource.<String>builder()
        .setBootstrapServers("b:9092").setGroupId("orders").setProperty("fetch.min.bytes", "1").build();
    spark.readStream().format("kafka").option("kafka.bootstrap.servers", "b:9092")
        .option("subscribe", "orders").option("kafka.max.poll.records", 5).load();
"""
    flink, spark = read_text("Orders.java", java(body)).configurations
    assert values(flink) == {"bootstrap.servers": "b:9092", "group.id": "orders", "fetch.min.bytes": "1"}
    assert values(spark) == {"bootstrap.servers": "b:9092", "max.poll.records": "5"}
    assert flink.role is spark.role is Role.CONSUMER


def test_values_of_a_type_that_kafka_refuses() -> None:
    body = """
    Map<String, Object> m = new HashMap<>();
    m.put(ProducerConfig.BATCH_SIZE_CONFIG, 16384L);
    m.put(ProducerConfig.ACKS_CONFIG, 1);
    m.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    m.put(ProducerConfig.RETRIES_CONFIG, "3");
    new KafkaProducer<>(m);
"""
    found = one("Orders.java", java(body))
    assert [loss.setting.key for loss in found.losses] == ["batch.size", "acks"]


def test_edits_keep_quotes_suffixes_and_constants() -> None:
    body = PRODUCER + '    props.put("request.timeout.ms", 5L);\n    props.put("mx.block.ms", A);\n' + MADE
    found = one("Orders.java", java(body, members="  static final int A = 5;"))
    settings, writer = found.settings, found.writer
    assert 'props.put("acks", "all");' in edited(writer.replace(settings["acks"], "all"))
    assert '"request.timeout.ms", 7L)' in edited(writer.replace(settings["request.timeout.ms"], "7"))
    assert writer.replace(settings["request.timeout.ms"], "x") is None
    assert writer.replace(settings["mx.block.ms"], "7") is None
    assert '("max.block.ms", A)' in edited(writer.rename(settings["mx.block.ms"], "max.block.ms"))
    renamed = edited(writer.rename(settings["linger.ms"], "batch.size"))
    assert "setProperty(ProducerConfig.BATCH_SIZE_CONFIG," in renamed
    assert '"acks"' not in edited(writer.remove(settings["acks"]))
    assert writer.add("retries", "3") is None


def test_places_are_characters() -> None:
    found = one("Orders.java", java("    // größer\n" + PRODUCER + MADE))
    span = found.settings["acks"].span
    assert span is not None
    assert found.file.text[slice(*span)] == '"1"'


def test_a_stand_in_for_streams_connects_to_nobody() -> None:
    body = """
    Properties props = new Properties();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, "orders");
    props.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "dummy config");
    new TopologyTestDriver(topology, props);
"""
    [found] = read_text("Orders.java", java(body)).configurations
    assert values(found) == {"application.id": "orders"}
    assert not found.owned


def test_keys_that_a_lambda_puts_are_not_known() -> None:
    members = """
  private Properties all(Map<String, String> more) {
    Properties p = new Properties();
    more.forEach((k, v) -> p.put(k, v));
    return p;
  }
"""
    found = read_text("Orders.java", java("    new KafkaProducer<>(all(config));", members=members))
    assert not any(one.complete for one in found.configurations)


def test_alpakka_s_settings_lie_over_a_file_of_their_own() -> None:
    text = (
        'object A { val s = ConsumerSettings(system, new D, new D).withBootstrapServers("b:9092")\n'
        '  .withGroupId("g").withProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest") }\n'
    )
    [found] = read_text("A.scala", "// kafka\n" + text).configurations
    assert (found.role, found.owned) == (Role.CONSUMER, False)
    assert values(found)["group.id"] == "g"


def test_it_never_raises() -> None:
    never_raises("Orders.java", java(PRODUCER + MADE), number=150)
