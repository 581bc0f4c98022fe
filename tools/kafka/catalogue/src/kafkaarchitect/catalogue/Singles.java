package kafkaarchitect.catalogue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
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
    BufferedReader pairs = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BufferedWriter answers =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    for (String line = pairs.readLine(); line != null; line = pairs.readLine()) {
      String[] pair = json.readValue(line, String[].class);
      ConfigKey key = sections.get(pair[0]).definitions().configKeys().get(pair[1]);
      answers.write(json.writeValueAsString(refusal(key, pair[2])));
      answers.newLine();
    }
    answers.flush();
  }

  private static String refusal(ConfigKey key, String value) {
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
      return null;
    } catch (RuntimeException | LinkageError refused) {
      return String.valueOf(refused);
    }
  }
}
