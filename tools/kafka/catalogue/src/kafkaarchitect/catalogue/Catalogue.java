package kafkaarchitect.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** All that the ConfigDefs say, as one JSON document: section, key, attribute. */
final class Catalogue {
  // The classes whose public constants carry @Deprecated where Kafka deprecated a key, by section.
  private static final Map<String, List<String>> CONSTANTS =
      Map.of(
          "broker",
          List.of(
              "org.apache.kafka.server.config.ServerConfigs",
              "org.apache.kafka.server.config.ServerLogConfigs",
              "org.apache.kafka.server.config.ReplicationConfigs",
              "org.apache.kafka.network.SocketServerConfigs",
              "org.apache.kafka.raft.KRaftConfigs",
              "org.apache.kafka.server.config.KRaftConfigs",
              "org.apache.kafka.storage.internals.log.CleanerConfig",
              "org.apache.kafka.coordinator.group.GroupCoordinatorConfig"),
          "topic", List.of("org.apache.kafka.common.config.TopicConfig"),
          "producer", List.of("org.apache.kafka.clients.producer.ProducerConfig"),
          "consumer", List.of("org.apache.kafka.clients.consumer.ConsumerConfig"),
          "admin", List.of("org.apache.kafka.clients.admin.AdminClientConfig"),
          "streams", List.of("org.apache.kafka.streams.StreamsConfig"),
          "group", List.of("org.apache.kafka.coordinator.group.GroupConfig"));

  private Catalogue() {}

  static void print() throws Exception {
    Map<String, Object> document = new LinkedHashMap<>();
    Map<String, Object> sections = new LinkedHashMap<>();
    for (Map.Entry<String, Sections.Section> section : Sections.all().entrySet()) {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("source", section.getValue().source());
      described.put("keys", keys(section.getKey(), section.getValue().definitions()));
      sections.put(section.getKey(), described);
    }
    document.put("sections", sections);
    System.out.println(new ObjectMapper().writeValueAsString(document));
  }

  private static Map<String, Object> keys(String section, ConfigDef definitions) throws Exception {
    Map<String, String> modes = section.equals("broker") ? updateModes() : Map.of();
    Map<String, List<Object>> servers = section.equals("topic") ? serverProperties() : Map.of();
    Set<String> deprecated = deprecatedConstants(CONSTANTS.getOrDefault(section, List.of()));
    Map<String, Object> keys = new TreeMap<>();
    for (ConfigKey key : definitions.configKeys().values()) {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("type", key.type.name());
      if (key.hasDefault()) {
        described.put("default", ConfigDef.convertToString(key.defaultValue, key.type));
      }
      described.put("importance", key.importance.name());
      described.put("valid", key.validator == null ? null : Validators.describe(key.validator));
      described.put("internal", key.internalConfig);
      described.put("deprecated", deprecated.contains(key.name));
      described.put("mode", section.equals("broker") ? modes.getOrDefault(key.name, "read-only") : null);
      described.put("broker", servers.get(key.name));
      described.put("doc", key.documentation);
      keys.put(key.name, described);
    }
    return keys;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> updateModes() throws ReflectiveOperationException {
    try {
      Class<?> owner = Class.forName("kafka.server.DynamicBrokerConfig$"); // Scala, before 4.3
      Object module = owner.getField("MODULE$").get(null);
      return (Map<String, String>) owner.getMethod("dynamicConfigUpdateModes").invoke(module);
    } catch (ClassNotFoundException | NoSuchMethodException moved) {
      Class<?> owner = Class.forName("org.apache.kafka.server.config.DynamicBrokerConfig");
      return (Map<String, String>) owner.getMethod("dynamicConfigUpdateModes").invoke(null);
    }
  }

  /** Topic key to the broker keys that give its default, first one first, each with its unit factor. */
  private static Map<String, List<Object>> serverProperties() throws ReflectiveOperationException {
    Class<?> owner = Class.forName("org.apache.kafka.server.config.ServerTopicConfigSynonyms");
    Map<?, ?> all = (Map<?, ?>) owner.getField("ALL_TOPIC_CONFIG_SYNONYMS").get(null);
    Map<String, List<Object>> servers = new TreeMap<>();
    for (Map.Entry<?, ?> entry : all.entrySet()) {
      List<Object> synonyms = new ArrayList<>();
      for (Object synonym : (List<?>) entry.getValue()) {
        String name = (String) synonym.getClass().getMethod("name").invoke(synonym);
        @SuppressWarnings("unchecked")
        Function<String, String> converter =
            (Function<String, String>) synonym.getClass().getMethod("converter").invoke(synonym);
        synonyms.add(List.of(name, Long.parseLong(converter.apply("1"))));
      }
      servers.put((String) entry.getKey(), synonyms);
    }
    return servers;
  }

  private static Set<String> deprecatedConstants(List<String> owners)
      throws ReflectiveOperationException {
    Set<String> deprecated = new TreeSet<>();
    for (String name : owners) {
      Class<?> owner;
      try {
        owner = Class.forName(name);
      } catch (ClassNotFoundException absent) {
        continue;
      }
      for (Field field : owner.getDeclaredFields()) {
        boolean constant = Modifier.isStatic(field.getModifiers()) && field.getType() == String.class;
        if (constant && field.getName().endsWith("_CONFIG") && field.isAnnotationPresent(Deprecated.class)) {
          deprecated.add((String) Sections.open(field).get(null));
        }
      }
    }
    return deprecated;
  }
}
