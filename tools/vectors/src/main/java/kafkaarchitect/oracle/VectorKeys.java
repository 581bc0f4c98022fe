package kafkaarchitect.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.common.utils.Utils;

/**
 * The keys of the vector file, each once and always in the same order.
 *
 * <p>A key is written as its bytes in hex, a long one as {@code repeat:UNIT:LENGTH}. Random content
 * comes from java.util.Random, whose algorithm is part of the Java specification: every JDK, today
 * and later, draws the same keys. One generator serves all groups, so add new groups at the end.
 */
final class VectorKeys {
    static final long SEED = 2026;

    private static final HexFormat HEX = HexFormat.of();

    private final Random random = new Random(SEED);
    private final Map<String, byte[]> keysByNotation = new LinkedHashMap<>();

    Map<String, byte[]> all() {
        hashesAtTheEdges();
        everyLength();
        everyByteValue();
        randomBinary();
        text();
        decimalIds();
        uuids();
        bigEndianNumbers();
        longKeys();
        return keysByNotation;
    }

    /**
     * Hashes where abs(), an unsigned modulo and Kafka's mask part ways. Murmur2 is a bijection on
     * 4-byte keys, so each hash has one such key; it was found by running the hash backwards.
     */
    private void hashesAtTheEdges() {
        addWithHash("e3871844", 0);
        addWithHash("039d77d8", 1);
        addWithHash("147b5a0f", Integer.MAX_VALUE - 1);
        addWithHash("027d5343", Integer.MAX_VALUE);
        addWithHash("a7d6506c", Integer.MIN_VALUE);
        addWithHash("3334f6a5", Integer.MIN_VALUE + 1);
        addWithHash("a5d4305c", -1);
    }

    /** Every remainder of the 4-byte blocks, many blocks, and each SIMD register width on the way. */
    private void everyLength() {
        for (int length = 0; length <= 300; length++) {
            byte[] ascending = new byte[length];
            for (int i = 0; i < length; i++) {
                ascending[i] = (byte) i;
            }
            add(ascending);
            add(filled(length, 0x00));
            add(filled(length, 0xff));
            for (int i = 0; i < 3; i++) {
                add(randomBytes(length));
            }
        }
    }

    /** Bytes are unsigned to murmur2: a sign-extended one shows, in the block and in each tail. */
    private void everyByteValue() {
        everyByteValueAt(1, 0);
        for (int position = 0; position < 4; position++) {
            everyByteValueAt(4, position);
        }
        for (int blocks = 1; blocks <= 2; blocks++) {
            for (int tail = 1; tail <= 3; tail++) {
                for (int i = 0; i < tail; i++) {
                    everyByteValueAt(4 * blocks + tail, 4 * blocks + i);
                }
            }
        }
    }

    private void everyByteValueAt(int length, int position) {
        byte[] key = randomBytes(length);
        for (int value = 0; value < 256; value++) {
            key[position] = (byte) value;
            add(key);
        }
    }

    private void randomBinary() {
        for (int i = 0; i < 1500; i++) {
            add(randomBytes(random.nextInt(65)));
        }
    }

    private void text() {
        String[] words = {
            "order", "user-", "EU/west", "tenant|7", "a,b", "\"quoted\"", "two\nlines", "\r\n", " ", "\t",
            "Straße", "naïve", "Łódź", "İstanbul", "ﬁ",
            "\u00e9", "e\u0301", "a\u0308\u0323", // é composed and decomposed, two combining marks
            "Ελλάδα", "Київ", "ქართული", "Հայաստան",
            "עברית", "العربية", "فارسی\u200cها", // right to left, with a zero-width non-joiner
            "हिन्दी", "தமிழ்", "ไทย", "አማርኛ",
            "中文", "日本語", "ひらがな", "한국어", "\u1112\u1161\u11ab", // the last: decomposed Hangul
            "😀", "👩\u200d👩\u200d👧\u200d👦", "👍🏽", "🇺🇦", "❤\ufe0f", // joined, toned, flag, variant
            "𐍈", "𝕜", "\u0000", "\uffff", "\ud83f\udfff", // beyond the BMP; non-characters
        };
        for (String word : words) {
            add(word);
        }
        for (int i = 0; i < 400; i++) {
            StringBuilder phrase = new StringBuilder();
            for (int n = 2 + random.nextInt(5); n > 0; n--) {
                phrase.append(words[random.nextInt(words.length)]);
            }
            add(phrase.toString());
        }
    }

    private void decimalIds() {
        for (int id = 0; id < 300; id++) {
            add(Integer.toString(id));
            add("user-" + id);
            add("order:%08d".formatted(id));
        }
        for (long power = 10; power <= 100_000_000_000_000_000L; power *= 10) {
            add(Long.toString(power - 1));
            add(Long.toString(power));
            add(Long.toString(-power));
        }
        add(Long.toString(Long.MIN_VALUE));
        add(Long.toString(Long.MAX_VALUE));
    }

    private void uuids() {
        for (int i = 0; i < 200; i++) {
            String uuid = UUID.nameUUIDFromBytes(randomBytes(16)).toString();
            add(uuid);
            add(uuid.replace("-", ""));
        }
    }

    /** Serialised as by Kafka's LongSerializer and IntegerSerializer. */
    private void bigEndianNumbers() {
        for (int i = -130; i <= 260; i++) {
            add(bigEndian(i));
            add(bigEndian((long) i));
        }
        for (int bit = 8; bit < 64; bit++) {
            add(bigEndian(1L << bit));
            add(bigEndian((1L << bit) - 1));
        }
        for (int bit = 8; bit < 32; bit++) {
            add(bigEndian(1 << bit));
            add(bigEndian((1 << bit) - 1));
        }
        for (int i = 0; i < 200; i++) {
            add(bigEndian(random.nextInt()));
            add(bigEndian(random.nextLong()));
        }
    }

    private void longKeys() {
        int[] lengths = {
            301, 511, 512, 513, 1023, 1024, 1025, 1026, 1027, 4095, 4096, 32_767, 32_768,
            65_535, 65_536, 65_537, 1_000_000, 1_048_575, 1_048_576, 1_048_577, 1_048_578, 1_048_579,
        };
        for (int length : lengths) {
            addRepeated(new byte[] {0}, length);
            addRepeated(new byte[] {'k'}, length);
            addRepeated(new byte[] {(byte) 0xff}, length);
            addRepeated(randomBytes(7), length); // 7 and 31: no two neighbouring blocks are equal
            addRepeated(randomBytes(31), length);
        }
    }

    private void addWithHash(String hex, int expected) {
        byte[] key = HEX.parseHex(hex);
        if (Utils.murmur2(key) != expected) {
            throw new IllegalStateException("murmur2 of " + hex + " is not " + expected);
        }
        add(key);
    }

    private void add(String text) {
        add(text.getBytes(UTF_8));
    }

    private void add(byte[] key) {
        keysByNotation.put(HEX.formatHex(key), key.clone());
    }

    private void addRepeated(byte[] unit, int length) {
        byte[] key = new byte[length];
        for (int i = 0; i < length; i++) {
            key[i] = unit[i % unit.length];
        }
        keysByNotation.put("repeat:" + HEX.formatHex(unit) + ":" + length, key);
    }

    private byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] bigEndian(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] bigEndian(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
