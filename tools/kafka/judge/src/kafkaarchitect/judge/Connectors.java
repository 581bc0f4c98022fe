package kafkaarchitect.judge;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.isolation.Plugins;

/** Connectors, as the worker reads what all of them have. */
final class Connectors {
  private static final Plugins PLUGINS =
      new Plugins(new HashMap<>(Map.of("plugin.discovery", "service_load")));

  private Connectors() {}

  static final class OfSources implements Court {
    @Override
    public void construct(Map<String, String> properties) {
      properties.putIfAbsent("name", "unnamed"); // the REST request may name it
      new SourceConnectorConfig(PLUGINS, properties, true);
    }
  }

  static final class OfSinks implements Court {
    @Override
    public void construct(Map<String, String> properties) {
      properties.putIfAbsent("name", "unnamed");
      SinkConnectorConfig.validate(properties);
      new SinkConnectorConfig(PLUGINS, properties);
    }
  }
}
