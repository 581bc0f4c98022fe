package kafkaarchitect.judge;

import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/**
 * Producers, consumers and admin clients.
 *
 * <p>Files leave to the program what is code: serializers, and where the cluster is. Both are filled in, as
 * the program would do, unless the case has one of them: a file with only one serializer is judged as it is.
 */
final class Clients {
  private static final List<String> SHARE_KEYS =
      List.of("share.acknowledgement.mode", "share.acquire.mode");
  private static final String PACKAGE = "org.apache.kafka.common.serialization.ByteArray";

  private Clients() {}

  static final class OfProducers implements Court {
    @Override
    public void construct(Map<String, String> properties) {
      Closer.close(new KafkaProducer<>(completed(properties, "serializer")));
    }
  }

  static final class OfConsumers implements Court {
    @Override
    public void construct(Map<String, String> properties) {
      Map<String, Object> completed = completed(properties, "deserializer");
      AutoCloseable consumer = isShared(properties) ? share(completed) : new KafkaConsumer<>(completed);
      try {
        BackgroundThread.awaitStart(consumer);
      } finally {
        Closer.close(consumer);
      }
    }

    /** As the validator tells them apart: by keys that only share consumers have. */
    private static boolean isShared(Map<String, String> properties) {
      return !properties.containsKey("group.protocol")
          && SHARE_KEYS.stream()
              .anyMatch(
                  key ->
                      ConsumerConfig.configNames().contains(key)
                          && !properties.getOrDefault(key, "").trim().isEmpty());
    }

    /** By name: Kafka 3.9 has no such class. */
    private static AutoCloseable share(Map<String, Object> completed) {
      try {
        return (AutoCloseable)
            Class.forName("org.apache.kafka.clients.consumer.KafkaShareConsumer")
                .getConstructor(Map.class)
                .newInstance(completed);
      } catch (InvocationTargetException refused) {
        if (refused.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw new IllegalStateException(refused.getCause());
      } catch (ReflectiveOperationException missing) {
        throw new IllegalStateException(missing);
      }
    }
  }

  static final class OfAdmins implements Court {
    @Override
    public void construct(Map<String, String> properties) {
      Map<String, Object> completed = quiet(properties);
      if (!properties.containsKey("bootstrap.controllers")) {
        completed.putIfAbsent("bootstrap.servers", "127.0.0.1:1");
      }
      Closer.close(Admin.create(completed));
    }
  }

  private static Map<String, Object> completed(Map<String, String> properties, String kind) {
    Map<String, Object> completed = quiet(properties);
    String key = "key." + kind;
    String value = "value." + kind;
    if (!(properties.containsKey(key) && properties.containsKey(value))) {
      completed.putIfAbsent("bootstrap.servers", "127.0.0.1:1");
    }
    if (!properties.containsKey(key) && !properties.containsKey(value)) {
      String name = PACKAGE + kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1);
      completed.put(key, name);
      completed.put(value, name);
    }
    return completed;
  }

  /** Hundreds of beans per client would take most of the time. */
  private static Map<String, Object> quiet(Map<String, String> properties) {
    Map<String, Object> quiet = new HashMap<>(properties);
    quiet.putIfAbsent("metric.reporters", "");
    quiet.putIfAbsent("auto.include.jmx.reporter", "false");
    return quiet;
  }
}
