package kafkaarchitect.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Runs paced producers and consumers and prints what the clients themselves measured.
 *
 * <p>Reads one JSON object per line (see {@link Traffic}), runs it, answers with one line.
 */
public final class Main {
  private Main() {}

  /** The first argument is bootstrap.servers. */
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode asked = json.readTree(line);
        Map<String, Double> measured = new Traffic(arguments[0], asked).measured();
        out.println(json.writeValueAsString(measured));
      }
    }
  }
}
