package kafkaarchitect.catalogue;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The ConfigDefs of Apache Kafka by section: a role, or what is configured beside the roles.
 *
 * <p>Everything goes by reflection, because classes move between versions and some are private. A section
 * whose class this version does not have, or whose jar is not served, is left out.
 */
final class Sections {
  private static final String CONNECT = "org.apache.kafka.connect.";

  // Section, class, then the static method or field that holds the ConfigDef. The first that exists counts.
  private static final String[][] SOURCES = {
    {"broker", "kafka.server.KafkaConfig", "configDef()"},
    {"topic", "org.apache.kafka.storage.internals.log.LogConfig", "configDefCopy()"},
    {"producer", "org.apache.kafka.clients.producer.ProducerConfig", "configDef()"},
    {"consumer", "org.apache.kafka.clients.consumer.ConsumerConfig", "configDef()"},
    {"admin", "org.apache.kafka.clients.admin.AdminClientConfig", "configDef()"},
    {"streams", "org.apache.kafka.streams.StreamsConfig", "configDef()"},
    {"connect-distributed", CONNECT + "runtime.distributed.DistributedConfig", "config(Crypto)"},
    {"connect-standalone", CONNECT + "runtime.standalone.StandaloneConfig", "CONFIG"},
    {"connect-source", CONNECT + "runtime.SourceConnectorConfig", "configDef()"},
    {"connect-sink", CONNECT + "runtime.SinkConnectorConfig", "configDef()"},
    {"connect-topic-creation", CONNECT + "runtime.TopicCreationConfig", "defaultGroupConfigDef()"},
    {"converter-json", CONNECT + "json.JsonConverterConfig", "configDef()"},
    {"converter-string", CONNECT + "storage.StringConverterConfig", "configDef()"},
    {"mm2", CONNECT + "mirror.MirrorMakerConfig", "config()"},
    {"mm2-connector", CONNECT + "mirror.MirrorConnectorConfig", "BASE_CONNECTOR_CONFIG_DEF"},
    {"mm2-source", CONNECT + "mirror.MirrorSourceConfig", "CONNECTOR_CONFIG_DEF"},
    {"mm2-checkpoint", CONNECT + "mirror.MirrorCheckpointConfig", "CONNECTOR_CONFIG_DEF"},
    {"mm2-heartbeat", CONNECT + "mirror.MirrorHeartbeatConfig", "CONNECTOR_CONFIG_DEF"},
    {"mm2-client", CONNECT + "mirror.MirrorClientConfig", "CONFIG_DEF"},
    {"group", "org.apache.kafka.coordinator.group.GroupConfig", "CONFIG_DEF"},
    {"group", "org.apache.kafka.coordinator.group.GroupConfig", "CONFIG"},
    {
      "remote-log-metadata",
      "org.apache.kafka.server.log.remote.metadata.storage.TopicBasedRemoteLogMetadataManagerConfig",
      "CONFIG"
    },
    {"client-metrics", "org.apache.kafka.server.metrics.ClientMetricsConfigs", "configDef()"},
    {"client-metrics", "org.apache.kafka.server.metrics.ClientMetricsConfigs", "CONFIG"},
    {"quota-broker", "org.apache.kafka.server.config.QuotaConfig", "brokerQuotaConfigs()"},
    {"quota-broker", "org.apache.kafka.server.config.QuotaConfigs", "brokerQuotaConfigs()"},
    {"quota-user", "org.apache.kafka.server.config.QuotaConfig", "userAndClientQuotaConfigs()"},
    {"quota-user", "org.apache.kafka.server.config.QuotaConfigs", "userAndClientQuotaConfigs()"},
    {"quota-ip", "org.apache.kafka.server.config.QuotaConfig", "ipConfigs()"},
    {"quota-ip", "org.apache.kafka.server.config.QuotaConfigs", "ipConfigs()"},
  };

  private Sections() {}

  /** One section: where it was read, and what it defines. */
  record Section(String source, ConfigDef definitions) {}

  static Map<String, Section> all() throws ReflectiveOperationException {
    Map<String, Section> sections = new LinkedHashMap<>();
    for (String[] source : SOURCES) {
      if (!sections.containsKey(source[0])) {
        ConfigDef definitions = read(source[1], source[2]);
        if (definitions != null) {
          sections.put(source[0], new Section(source[1], definitions));
        }
      }
    }
    return sections;
  }

  private static ConfigDef read(String className, String member) throws ReflectiveOperationException {
    try {
      Class<?> owner = Class.forName(className);
      if (member.equals("config(Crypto)")) {
        Class<?> crypto = Class.forName(CONNECT + "runtime.distributed.Crypto");
        Object system = open(crypto.getField("SYSTEM")).get(null);
        return (ConfigDef) open(owner.getDeclaredMethod("config", crypto)).invoke(null, system);
      }
      if (member.endsWith("()")) {
        Method method = owner.getDeclaredMethod(member.substring(0, member.length() - 2));
        return (ConfigDef) open(method).invoke(null);
      }
      Field field = owner.getDeclaredField(member);
      return (ConfigDef) open(field).get(null);
    } catch (ClassNotFoundException | NoSuchMethodException | NoSuchFieldException missing) {
      return null;
    }
  }

  static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }
}
