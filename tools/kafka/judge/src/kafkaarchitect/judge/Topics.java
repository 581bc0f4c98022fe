package kafkaarchitect.judge;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.storage.internals.log.LogConfig;

/**
 * Topics, as the controller judges the creation of one: LogConfig.validate with the topic settings of a
 * broker that has the defaults, and on which tiered storage is switched on.
 */
final class Topics implements Court {
  private final Method validate;
  private final Map<String, Object> ofBroker;

  Topics() throws ReflectiveOperationException {
    ofBroker = Servers.topicSettings(Servers.config(Servers.smallest()));
    Method found = null;
    for (Method method : LogConfig.class.getMethods()) {
      if (method.getName().equals("validate") && method.getParameterCount() > 1) {
        found = method;
      }
    }
    validate = found;
  }

  @Override
  public void construct(Map<String, String> properties) throws Exception {
    // 3.9: existing, Properties, of the broker, tiered storage on, from ZooKeeper; 4.2: a Map, without the last.
    List<Object> arguments = new ArrayList<>();
    arguments.add(Map.of());
    arguments.add(validate.getParameterTypes()[1] == Map.class ? properties : asProperties(properties));
    arguments.add(ofBroker);
    arguments.add(true);
    if (validate.getParameterCount() > arguments.size()) {
      arguments.add(false);
    }
    try {
      validate.invoke(null, arguments.toArray());
    } catch (InvocationTargetException refused) {
      throw refused.getCause() instanceof Exception cause ? cause : refused;
    }
  }

  static Properties asProperties(Map<String, String> map) {
    Properties properties = new Properties();
    properties.putAll(map);
    return properties;
  }
}
