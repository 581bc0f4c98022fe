import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Answers each line of standard input, a HOCON text in Base64, with the paths and texts that it holds. */
public class HoconOracle {
    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16BE));
    }

    private static void leaves(Config config, ConfigObject object, List<String> above, StringJoiner answer) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            List<String> path = new ArrayList<>(above);
            path.add(entry.getKey());
            ConfigValue value = entry.getValue();
            if (value instanceof ConfigObject) {
                leaves(config, (ConfigObject) value, path, answer);
            } else if (value.valueType() != ConfigValueType.NULL) {
                StringJoiner name = new StringJoiner(".");
                path.forEach(element -> name.add(encoded(element)));
                boolean list = value.valueType() == ConfigValueType.LIST;
                answer.add(name + ":" + (list ? "list" : encoded(config.getString(ConfigUtil.joinPath(path)))));
            }
        }
    }

    public static void main(String[] arguments) throws IOException {
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        StringBuilder answers = new StringBuilder();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            String text = new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
            Config parsed;
            try {
                parsed = ConfigFactory.parseString(text);
            } catch (ConfigException.BugOrBroken | AssertionError | NullPointerException bug) {
                answers.append("unresolved\n"); // the library's own mistake says nothing of the text
                continue;
            } catch (ConfigException refused) {
                answers.append("refused\n");
                continue;
            }
            try {
                Config config = parsed.resolve(ConfigResolveOptions.noSystem());
                StringJoiner answer = new StringJoiner(" ", "=", "\n");
                leaves(config, config.root(), List.of(), answer);
                answers.append(answer);
            } catch (ConfigException | StackOverflowError unresolved) {
                answers.append("unresolved\n");
            }
        }
        System.out.print(answers);
    }
}
