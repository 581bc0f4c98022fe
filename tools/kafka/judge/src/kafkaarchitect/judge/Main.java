package kafkaarchitect.judge;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Judges configurations: each line of standard input is {"role": ..., "properties": {...}}, each line of the
 * answer null where Kafka accepts it, or what it throws: {"exception": ..., "message": ..., "place": ...}.
 *
 * <p>${java.home} in a value stands for the folder of the JDK, where there is a key store to name.
 */
public final class Main {
  // A role that this version's jars do not serve has no class here: it was not compiled.
  private static final Map<String, String> COURTS =
      Map.ofEntries(
          Map.entry("producer", "Clients$OfProducers"),
          Map.entry("consumer", "Clients$OfConsumers"),
          Map.entry("admin", "Clients$OfAdmins"),
          Map.entry("topic", "Topics"),
          Map.entry("broker", "Servers"),
          Map.entry("controller", "Servers"),
          Map.entry("streams", "StreamsApplications"),
          Map.entry("connect-worker", "ConnectWorkers"),
          Map.entry("connect-source", "Connectors$OfSources"),
          Map.entry("connect-sink", "Connectors$OfSinks"),
          Map.entry("mm2", "Mirrors"));

  private final Map<String, Court> courts = new HashMap<>();

  private Main() {}

  /** A case on standard input. */
  static final class Case {
    String role;
    Map<String, String> properties;
  }

  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    new Main().judge();
    System.exit(0); // threads of clients that failed half-way may still run
  }

  private void judge() throws IOException, ReflectiveOperationException {
    ObjectMapper json = new ObjectMapper().setVisibility(PropertyAccessor.FIELD, Visibility.ANY);
    BufferedReader cases = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    BufferedWriter answers =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    System.setOut(System.err); // some class of Kafka may print
    for (String line = cases.readLine(); line != null; line = cases.readLine()) {
      Case next = json.readValue(line, Case.class);
      answers.write(json.writeValueAsString(verdict(court(next.role), next.properties)));
      answers.newLine();
    }
    answers.flush();
  }

  private Court court(String role) throws ReflectiveOperationException {
    Court court = courts.get(role);
    if (court == null) {
      Class<?> chosen = Class.forName("kafkaarchitect.judge." + COURTS.get(role));
      court = (Court) chosen.getDeclaredConstructor().newInstance();
      courts.put(role, court);
    }
    return court;
  }

  private static Refusal verdict(Court court, Map<String, String> properties) {
    try {
      Map<String, String> placed = new HashMap<>(properties);
      placed.replaceAll((key, value) -> value.replace("${java.home}", System.getProperty("java.home")));
      court.construct(placed);
      return null;
    } catch (Exception | LinkageError refused) {
      return Refusal.of(refused);
    }
  }
}
