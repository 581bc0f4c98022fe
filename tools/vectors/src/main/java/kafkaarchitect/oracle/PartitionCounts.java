package kafkaarchitect.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;

/**
 * Records per partition of a file with one key per line, as the Java producer would place them.
 *
 * <p>Keys are bytes: nothing is decoded or trimmed, a CR belongs to its key, an empty line is an
 * empty (not a null) key. Lines end with LF; the last one need not.
 */
final class PartitionCounts {
    private static final int MAX_PARTITIONS = 1_000_000;

    private final long[] counts;
    private final long limit;
    private long records;

    private PartitionCounts(int partitions, long limit) {
        this.counts = new long[partitions];
        this.limit = limit;
    }

    static PartitionCounts ofLines(Path file, int partitions, long limit) throws IOException {
        if (partitions < 1 || partitions > MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    "PARTITIONS must be 1 to " + MAX_PARTITIONS + ", found " + partitions);
        }
        if (limit < 1) {
            throw new IllegalArgumentException("LIMIT_LINES must be at least 1, found " + limit);
        }
        PartitionCounts result = new PartitionCounts(partitions, limit);
        try (InputStream in = Files.newInputStream(file)) {
            result.countLines(in);
        }
        return result;
    }

    /** Splits in a block of its own, because readers of the JDK would decode the bytes. */
    private void countLines(InputStream in) throws IOException {
        byte[] block = new byte[1 << 20];
        int kept = 0; // bytes at the front of the block: a line whose end is not read yet
        for (int read; (read = in.read(block, kept, block.length - kept)) >= 0; ) {
            int lineStart = 0;
            for (int i = kept; i < kept + read; i++) {
                if (block[i] == '\n') {
                    count(Arrays.copyOfRange(block, lineStart, i));
                    if (records == limit) {
                        return;
                    }
                    lineStart = i + 1;
                }
            }
            kept = kept + read - lineStart;
            System.arraycopy(block, lineStart, block, 0, kept);
            if (kept == block.length) {
                block = Arrays.copyOf(block, Math.multiplyExact(block.length, 2));
            }
        }
        if (kept > 0) {
            count(Arrays.copyOf(block, kept));
        }
    }

    private void count(byte[] key) {
        counts[BuiltInPartitioner.partitionForKey(key, counts.length)]++;
        records++;
    }

    String toJson() {
        String list = Arrays.stream(counts).mapToObj(Long::toString).collect(Collectors.joining(","));
        return "{\"records\":%d,\"partitions\":%d,\"counts\":[%s]}"
                .formatted(records, counts.length, list);
    }
}
