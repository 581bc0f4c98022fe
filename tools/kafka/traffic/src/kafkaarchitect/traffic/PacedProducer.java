package kafkaarchitect.traffic;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One producer whose application sends records at a mean rate. */
final class PacedProducer implements Runnable, AutoCloseable {
  private static final int KEY_BYTES = 8;

  final KafkaProducer<byte[], byte[]> client;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final String topic;
  private final double recordsPerSecond;
  private final boolean keyed;
  private final int valueBytes;
  private final int noiseBytes;
  private final SplittableRandom random;
  private volatile boolean stopped;

  /** `randomShare` of each value are random bytes, the rest zeros: what a codec can compress is known. */
  PacedProducer(
      Map<String, Object> settings,
      String topic,
      double recordsPerSecond,
      int messageBytes,
      boolean keyed,
      double randomShare,
      long seed) {
    this.client =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.recordsPerSecond = recordsPerSecond;
    this.keyed = keyed;
    this.random = new SplittableRandom(seed);
    this.valueBytes = messageBytes - (keyed ? KEY_BYTES : 0);
    this.noiseBytes = (int) Math.round(valueBytes * randomShare);
  }

  @Override
  public void run() {
    Pace pace = new Pace(recordsPerSecond, random.nextLong(), System.nanoTime());
    while (!stopped && failure.get() == null) {
      long due = pace.next();
      byte[] key = null;
      if (keyed) {
        key = new byte[KEY_BYTES];
        random.nextBytes(key);
      }
      ByteBuffer value = ByteBuffer.allocate(valueBytes);
      byte[] noise = new byte[noiseBytes];
      random.nextBytes(noise);
      // No record repeats another: a codec would find that across a batch.
      value.put(valueBytes - noiseBytes, noise).putLong(0, due);
      client.send(
          new ProducerRecord<>(topic, key, value.array()),
          (metadata, error) -> {
            if (error != null) {
              failure.compareAndSet(null, error);
            }
          });
    }
  }

  void stop() {
    stopped = true;
  }

  void check() throws Exception {
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  @Override
  public void close() {
    client.close(Duration.ofSeconds(10));
  }
}
