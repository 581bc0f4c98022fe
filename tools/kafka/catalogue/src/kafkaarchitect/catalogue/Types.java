package kafkaarchitect.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/**
 * Prints which types of values ConfigDef.parseType takes for which types of keys, as lines of key's
 * type, value's type and `takes` or `refuses` between tabs.
 */
final class Types {
  private Types() {}

  static void print() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("int", 1);
    values.put("long", 1L);
    values.put("double", 1.5);
    values.put("boolean", true);
    for (ConfigDef.Type type : ConfigDef.Type.values()) {
      for (Map.Entry<String, Object> value : values.entrySet()) {
        String verdict = "takes";
        try {
          ConfigDef.parseType("key", value.getValue(), type);
        } catch (ConfigException refused) {
          verdict = "refuses";
        }
        System.out.println(
            type.name().toLowerCase(java.util.Locale.ROOT)
                + "\t"
                + value.getKey()
                + "\t"
                + verdict);
      }
    }
  }
}
