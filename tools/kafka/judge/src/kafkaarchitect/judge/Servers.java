package kafkaarchitect.judge;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Brokers and controllers: KafkaConfig.fromProps, then what the log manager of a broker asks of the topic
 * defaults before it opens a log.
 */
final class Servers implements Court {
  private static final String BROKER = "broker";

  @Override
  public void construct(Map<String, String> properties) throws Exception {
    KafkaConfig config = config(properties);
    String roles = properties.getOrDefault("process.roles", "");
    if (roles.isBlank() || roles.contains(BROKER)) {
      boolean tiered = config.remoteLogManagerConfig().isRemoteStorageSystemEnabled();
      unwrapped(method(LogConfig.class, "validateBrokerLogConfigValues"), null, topicSettings(config), tiered);
    }
  }

  static KafkaConfig config(Map<String, String> properties) {
    return KafkaConfig.fromProps(Topics.asProperties(properties), false);
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> topicSettings(KafkaConfig config) throws ReflectiveOperationException {
    return (Map<String, Object>) method(KafkaConfig.class, "extractLogConfigMap").invoke(config);
  }

  /** A broker with nothing but what it needs. */
  static Map<String, String> smallest() {
    Map<String, String> properties = new HashMap<>();
    properties.put("process.roles", "broker,controller");
    properties.put("node.id", "1");
    properties.put("controller.quorum.voters", "1@127.0.0.1:9093");
    properties.put("controller.listener.names", "CONTROLLER");
    properties.put("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093");
    return properties;
  }

  private static Method method(Class<?> owner, String name) throws NoSuchMethodException {
    for (Method method : owner.getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new NoSuchMethodException(owner + "." + name);
  }

  private static void unwrapped(Method method, Object on, Object... arguments) throws Exception {
    try {
      method.invoke(on, arguments);
    } catch (InvocationTargetException refused) {
      throw refused.getCause() instanceof Exception cause ? cause : refused;
    }
  }
}
