package kafkaarchitect.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/**
 * Judges single values: each line of standard input is a JSON array [section, key, value], each line of the
 * answer a JSON string with what Kafka throws, or null where it accepts the value.
 */
final class Singles {
  private Singles() {}

  static void judge() throws IOException, ReflectiveOperationException {
    ObjectMapper json = new ObjectMapper();
    Map<String, Sections.Section> sections = Sections.all();
    // What ConfigDef.parse does with one key; since 4.2 it drops repeated items before the validator looks.
    Method parseValue =
        ConfigDef.class.getDeclaredMethod("parseValue", ConfigKey.class, Object.class, boolean.class);
    parseValue.setAccessible(true);
    BufferedReader pairs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BufferedWriter answers =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    for (String line = pairs.readLine(); line != null; line = pairs.readLine()) {
      String[] pair = json.readValue(line, String[].class);
      ConfigKey key = sections.get(pair[0]).definitions().configKeys().get(pair[1]);
      answers.write(json.writeValueAsString(refusal(parseValue, key, pair[2])));
      answers.newLine();
    }
    answers.flush();
  }

  private static String refusal(Method parseValue, ConfigKey key, String value)
      throws IllegalAccessException {
    try {
      parseValue.invoke(new ConfigDef(), key, value, true);
      return null;
    } catch (InvocationTargetException refused) {
      return String.valueOf(refused.getCause());
    }
  }
}
