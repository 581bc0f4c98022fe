import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Properties;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Answers each line of standard input, a .properties text in Base64, with what java.util.Properties reads. */
public class PropertiesOracle {
    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16BE));
    }

    public static void main(String[] arguments) throws IOException {
        InputStreamReader bytes = new InputStreamReader(System.in, StandardCharsets.US_ASCII);
        BufferedReader input = new BufferedReader(bytes);
        StringBuilder answers = new StringBuilder();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            Properties read = new Properties();
            try {
                read.load(new StringReader(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8)));
                StringJoiner answer = new StringJoiner(" ", "=", "\n");
                for (String key : new TreeSet<>(read.stringPropertyNames())) {
                    answer.add(encoded(key) + ":" + encoded(read.getProperty(key)));
                }
                answers.append(answer);
            } catch (IllegalArgumentException refused) {
                answers.append("refused\n");
            }
        }
        System.out.print(answers);
    }
}
