package kafkaarchitect.oracle;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Utils;

/**
 * The vector file: comment lines that start with {@code #}, a header line, one line per key.
 *
 * <p>Columns: the key (see {@link VectorKeys} for its notation), its signed 32-bit murmur2, and its
 * partition in a topic of 1, 2, 6 ... partitions. No field is ever quoted or holds a comma.
 */
final class VectorFile {
    /** Powers of two hide sign mistakes, the others show them; 2147483647 is the mask itself. */
    private static final int[] PARTITION_COUNTS = {1, 2, 6, 12, 48, 100, 1000, Integer.MAX_VALUE};

    static void write(Writer out) throws IOException {
        out.write("""
                # murmur2 and partition of record keys, computed by Apache Kafka's Java producer classes
                # kafka-clients %s: Utils.murmur2, BuiltInPartitioner.partitionForKey
                # keys: tools/vectors VectorKeys.java, java.util.Random seed %d
                # key: hex bytes, or repeat:UNIT:LENGTH = the hex bytes UNIT over and over, cut at LENGTH bytes
                # murmur2: signed int32; pN: partition in a topic of N partitions
                # licence: generated keys and computed facts, no Kafka code; Apache-2.0 like this repository
                """.formatted(AppInfoParser.getVersion(), VectorKeys.SEED));
        out.write("key,murmur2");
        for (int partitions : PARTITION_COUNTS) {
            out.write(",p" + partitions);
        }
        out.write("\n");
        for (Map.Entry<String, byte[]> key : new VectorKeys().all().entrySet()) {
            out.write(row(key.getKey(), key.getValue()));
        }
    }

    private static String row(String notation, byte[] key) {
        StringBuilder row = new StringBuilder(notation).append(',').append(Utils.murmur2(key));
        for (int partitions : PARTITION_COUNTS) {
            row.append(',').append(BuiltInPartitioner.partitionForKey(key, partitions));
        }
        return row.append('\n').toString();
    }

    private VectorFile() {}
}
