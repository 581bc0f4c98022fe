package kafkaarchitect.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/** Streams applications: StreamsConfig, then KafkaStreams with a topology that keeps no state on disk. */
final class StreamsApplications implements Court {
  private final Topology topology;

  StreamsApplications() {
    StreamsBuilder builder = new StreamsBuilder();
    builder
        .stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
        .to("out", Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    topology = builder.build();
  }

  @Override
  public void construct(Map<String, String> properties) {
    Map<String, String> quiet = new HashMap<>(properties);
    quiet.putIfAbsent("bootstrap.servers", "127.0.0.1:1"); // programs often set it
    quiet.putIfAbsent("metric.reporters", "");
    quiet.putIfAbsent("auto.include.jmx.reporter", "false");
    StreamsConfig config = new StreamsConfig(quiet);
    Clients clients = new Clients();
    try {
      new KafkaStreams(topology, config, clients).close(Duration.ofMillis(1));
    } finally {
      clients.close();
    }
  }

  /** The clients that Kafka makes by itself; threads that never start would leave them open. */
  private static final class Clients extends DefaultKafkaClientSupplier {
    private final List<AutoCloseable> open = new ArrayList<>();

    @Override
    public Admin getAdmin(Map<String, Object> config) {
      return kept(super.getAdmin(config));
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
      return kept(super.getProducer(config));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
      return kept(super.getConsumer(config));
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
      return kept(super.getRestoreConsumer(config));
    }

    private <T extends AutoCloseable> T kept(T client) {
      open.add(client);
      return client;
    }

    void close() {
      open.forEach(Closer::close);
    }
  }
}
