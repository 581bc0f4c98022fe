package kafkaarchitect.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.cloud.stream.binder.PartitionHandler;
import org.springframework.cloud.stream.binder.ProducerProperties;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.messaging.support.MessageBuilder;

/**
 * What Spring Cloud Stream's PartitionHandler does with a key, asked of the class itself.
 *
 * <p>{@code SpringCloudStream 1,2,3 < keys} prints the partitions of each key in topics of 1, 2 and 3
 * partitions. Input and output are those of every oracle here; see client_oracles.py. The handler
 * hashes Java objects, not bytes: keys are the strings whose UTF-8 the input holds, and what is not
 * UTF-8 is decoded as {@code new String(bytes, UTF_8)} decodes it.
 */
public final class SpringCloudStream {
    private static final String KEY_HEADER = "key";
    private static final int ASKED_OFTEN = 64;

    private final PartitionHandler handler;

    private SpringCloudStream() {
        ProducerProperties properties = new ProducerProperties();
        properties.setPartitionKeyExpression(
                new SpelExpressionParser().parseExpression("headers['" + KEY_HEADER + "']"));
        handler = new PartitionHandler(
                new StandardEvaluationContext(), properties, new DefaultListableBeanFactory());
    }

    public static void main(String[] args) throws IOException {
        int[] counts = Arrays.stream(args[0].split(",")).mapToInt(Integer::parseInt).toArray();
        String[] keys = new String(System.in.readAllBytes(), US_ASCII).split("\n");
        // Not System.out: a PrintStream hides write errors, and a cut answer would pass as a whole one.
        try (Writer out = new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), US_ASCII)) {
            out.write("# spring-cloud-stream "
                    + PartitionHandler.class.getPackage().getImplementationVersion() + "\n");
            SpringCloudStream client = new SpringCloudStream();
            for (String notation : keys) {
                out.write("spring-cloud-stream PartitionHandler\t%s\t%s\n"
                        .formatted(notation, client.answer(parse(notation), counts)));
            }
        }
    }

    /** Null for a null key. */
    private static String parse(String notation) {
        return notation.equals("null") ? null : new String(HexFormat.of().parseHex(notation), UTF_8);
    }

    private String answer(String key, int[] counts) {
        int most = Arrays.stream(counts).max().orElseThrow();
        try {
            if ((key == null || key.isEmpty()) && varies(key, most)) {
                return "producer";
            }
        } catch (IllegalArgumentException e) {
            return "refused";
        }
        return Arrays.stream(counts)
                .map(count -> place(key, count))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
    }

    private boolean varies(String key, int partitions) {
        return IntStream.range(0, ASKED_OFTEN).map(i -> place(key, partitions)).distinct().count() > 1;
    }

    private int place(String key, int partitions) {
        handler.setPartitionCount(partitions);
        return handler.determinePartition(
                MessageBuilder.withPayload("value").setHeader(KEY_HEADER, key).build());
    }
}
