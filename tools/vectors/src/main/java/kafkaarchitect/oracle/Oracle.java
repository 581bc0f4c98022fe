package kafkaarchitect.oracle;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the Java producer does with a key, asked of kafka-clients itself.
 *
 * <p>{@code vectors} prints test vectors; {@code counts} prints the records per partition of a file
 * of keys. Both print to standard output, with LF, and exit with 0; anything else is an error.
 */
public final class Oracle {
    private static final String USAGE =
            "usage: Oracle vectors | Oracle counts FILE PARTITIONS [LIMIT_LINES]";

    public static void main(String[] args) throws IOException {
        // Not System.out: a PrintStream hides write errors, and a cut file would pass as a whole one.
        try (Writer out = new OutputStreamWriter(
                new FileOutputStream(FileDescriptor.out), StandardCharsets.US_ASCII)) {
            switch (args.length == 0 ? "" : args[0]) {
                case "vectors" -> VectorFile.write(out);
                case "counts" -> out.write(countsOf(args).toJson() + "\n");
                default -> throw new IllegalArgumentException(USAGE);
            }
        } catch (IllegalArgumentException | IOException e) {
            System.err.println(e);
            System.exit(2);
        }
    }

    private static PartitionCounts countsOf(String[] args) throws IOException {
        if (args.length < 3 || args.length > 4) {
            throw new IllegalArgumentException(USAGE);
        }
        long limit = args.length == 4 ? Long.parseLong(args[3]) : Long.MAX_VALUE;
        return PartitionCounts.ofLines(Path.of(args[1]), Integer.parseInt(args[2]), limit);
    }

    private Oracle() {}
}
