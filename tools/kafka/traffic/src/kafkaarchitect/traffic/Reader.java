package kafkaarchitect.traffic;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One consumer of some partitions; notes how long each record took from the moment it was due. */
final class Reader implements Runnable, AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  final KafkaConsumer<byte[], byte[]> client;
  final List<Double> latenciesMs = new ArrayList<>();
  private volatile boolean noting;
  private volatile boolean stopped;

  Reader(Map<String, Object> settings, Collection<TopicPartition> partitions) {
    this.client =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    client.assign(partitions);
    client.seekToBeginning(partitions);
  }

  @Override
  public void run() {
    while (!stopped) {
      ConsumerRecords<byte[], byte[]> records = client.poll(POLL);
      long now = System.nanoTime();
      if (noting) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
          latenciesMs.add((now - ByteBuffer.wrap(record.value()).getLong()) / 1e6);
        }
      }
    }
  }

  void note(boolean on) {
    noting = on;
  }

  void stop() {
    stopped = true;
  }

  @Override
  public void close() {
    client.close();
  }
}
