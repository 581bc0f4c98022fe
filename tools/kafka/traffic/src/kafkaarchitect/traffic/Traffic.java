package kafkaarchitect.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * One combination: topic, partitions, brokers, producers, consumers, records_per_s, message_bytes, keyed,
 * random_share, warm_up_ms, measured_ms, seed, and the settings `producer` and `consumer`.
 */
final class Traffic {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final String servers;
  private final JsonNode asked;

  Traffic(String servers, JsonNode asked) {
    this.servers = servers;
    this.asked = asked;
  }

  Map<String, Double> measured() throws Exception {
    String topic = asked.get("topic").asText();
    int partitions = asked.get("partitions").asInt();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(topic, placed(admin, partitions)))).all().get();
      try {
        awaitLeaders(admin, topic, partitions);
        return run(topic, partitions);
      } finally {
        admin.deleteTopics(List.of(topic)).all().get();
      }
    }
  }

  /** Producers that find a leader which does not know yet retry, and their batches are others from then on. */
  private static void awaitLeaders(Admin admin, String topic, int partitions) throws Exception {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      all.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    for (long deadline = System.nanoTime() + PATIENCE_NANOS; ; Thread.sleep(20)) {
      try {
        admin.listOffsets(all).all().get();
        return;
      } catch (ExecutionException error) {
        // A broker that has not heard of the topic yet; anything else, or too long, is an error.
        if (!(error.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw error;
        }
      }
    }
  }

  /** One replica of each partition, in turns over as many brokers as are asked for. */
  private Map<Integer, List<Integer>> placed(Admin admin, int partitions) throws Exception {
    List<Integer> brokers = new ArrayList<>();
    for (Node node : admin.describeCluster().nodes().get()) {
      brokers.add(node.id());
    }
    Collections.sort(brokers);
    int used = asked.get("brokers").asInt();
    Map<Integer, List<Integer>> placed = new TreeMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      placed.put(partition, List.of(brokers.get(partition % used)));
    }
    return placed;
  }

  private Map<String, Double> run(String topic, int partitions) throws Exception {
    List<PacedProducer> producers = new ArrayList<>();
    List<Reader> readers = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    try {
      int consumers = asked.get("consumers").asInt();
      for (int i = 0; i < consumers; i++) {
        List<TopicPartition> own = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
          if (partition / Math.max(1, partitions / consumers) == i) {
            own.add(new TopicPartition(topic, partition));
          }
        }
        readers.add(new Reader(settings("consumer", i), own));
        threads.add(new Thread(readers.get(i), "reader-" + i));
      }
      int count = asked.get("producers").asInt();
      for (int i = 0; i < count; i++) {
        producers.add(
            new PacedProducer(
                settings("producer", i),
                topic,
                asked.get("records_per_s").asDouble() / count,
                asked.get("message_bytes").asInt(),
                asked.get("keyed").asBoolean(),
                asked.get("random_share").asDouble(),
                asked.get("seed").asLong() + i));
        threads.add(new Thread(producers.get(i), "producer-" + i));
      }
      threads.forEach(Thread::start);
      Thread.sleep(asked.get("warm_up_ms").asLong());
      readers.forEach(one -> one.note(true));
      Map<String, Double> before = totals(producers, readers);
      long began = System.nanoTime();
      Thread.sleep(asked.get("measured_ms").asLong());
      Map<String, Double> result = totals(producers, readers);
      double seconds = (System.nanoTime() - began) / 1e9;
      result.replaceAll((name, value) -> (value - before.get(name)) / seconds);
      averages(producers, readers, result);
      for (PacedProducer one : producers) {
        one.check();
      }
      producers.forEach(PacedProducer::stop);
      readers.forEach(Reader::stop);
      for (Thread thread : threads) {
        thread.join();
      }
      latencies(readers, result);
      return result;
    } finally {
      producers.forEach(PacedProducer::stop);
      readers.forEach(Reader::stop);
      for (Thread thread : threads) {
        thread.join();
      }
      producers.forEach(PacedProducer::close);
      readers.forEach(Reader::close);
    }
  }

  private Map<String, Object> settings(String role, int number) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", servers);
    settings.put("client.id", role + "-" + number);
    // The averages that clients keep look back over two windows and the one that overlaps them. None may see
    // the warm-up: until a producer has its id, it counts thousands of empty requests.
    settings.put("metrics.sample.window.ms", String.valueOf(asked.get("measured_ms").asLong() / 4));
    asked.get(role).fields().forEachRemaining(one -> settings.put(one.getKey(), one.getValue().asText()));
    return settings;
  }

  /** What counts upwards; differences over the measured time become rates. */
  private static Map<String, Double> totals(List<PacedProducer> producers, List<Reader> readers) {
    List<Map<MetricName, ? extends Metric>> sent = new ArrayList<>();
    producers.forEach(one -> sent.add(one.client.metrics()));
    List<Map<MetricName, ? extends Metric>> read = new ArrayList<>();
    readers.forEach(one -> read.add(one.client.metrics()));
    Map<String, Double> totals = new LinkedHashMap<>();
    totals.put("records_sent_per_s", Measures.sum(sent, "producer-metrics", "record-send-total"));
    totals.put("produce_requests_per_s", Measures.sum(sent, "producer-node-metrics", "request-total"));
    totals.put("fetches_per_s", Measures.sum(read, "consumer-fetch-manager-metrics", "fetch-total"));
    totals.put(
        "records_consumed_per_s",
        Measures.sum(read, "consumer-fetch-manager-metrics", "records-consumed-total"));
    return totals;
  }

  /** The averages that the clients keep themselves, as means over the clients. */
  private static void averages(
      List<PacedProducer> producers, List<Reader> readers, Map<String, Double> result) {
    List<Map<MetricName, ? extends Metric>> sent = new ArrayList<>();
    producers.forEach(one -> sent.add(one.client.metrics()));
    List<Map<MetricName, ? extends Metric>> read = new ArrayList<>();
    readers.forEach(one -> read.add(one.client.metrics()));
    for (String name :
        List.of(
            "batch-size-avg",
            "records-per-request-avg",
            "request-latency-avg",
            "record-queue-time-avg",
            "compression-rate-avg")) {
      result.put(name, Measures.mean(sent, "producer-metrics", name));
    }
    for (String name : List.of("fetch-size-avg", "records-per-request-avg", "fetch-latency-avg")) {
      result.put("consumer." + name, Measures.mean(read, "consumer-fetch-manager-metrics", name));
    }
  }

  private static void latencies(List<Reader> readers, Map<String, Double> result) {
    List<Double> all = new ArrayList<>();
    readers.forEach(one -> all.addAll(one.latenciesMs));
    Collections.sort(all);
    if (!all.isEmpty()) {
      result.put("latency_mean_ms", all.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
      result.put("latency_median_ms", all.get(all.size() / 2));
      result.put("latency_p99_ms", all.get((int) (all.size() * 0.99)));
    }
  }
}
