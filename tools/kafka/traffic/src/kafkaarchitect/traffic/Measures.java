package kafkaarchitect.traffic;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** Sums and means over the metrics that clients keep of themselves. */
final class Measures {
  private Measures() {}

  /** The sum of a metric of a group over clients; of nodes, only of real ones (bootstrap nodes are below 0). */
  static double sum(Collection<? extends Map<MetricName, ? extends Metric>> clients, String group, String name) {
    double sum = 0;
    for (Map<MetricName, ? extends Metric> client : clients) {
      for (Map.Entry<MetricName, ? extends Metric> one : client.entrySet()) {
        if (is(one.getKey(), group, name) && one.getValue().metricValue() instanceof Double value && !value.isNaN()) {
          sum += value;
        }
      }
    }
    return sum;
  }

  /** The mean of a metric over the clients that have a value for it. */
  static double mean(Collection<? extends Map<MetricName, ? extends Metric>> clients, String group, String name) {
    double sum = 0;
    int count = 0;
    for (Map<MetricName, ? extends Metric> client : clients) {
      for (Map.Entry<MetricName, ? extends Metric> one : client.entrySet()) {
        if (is(one.getKey(), group, name) && one.getValue().metricValue() instanceof Double value && !value.isNaN()) {
          sum += value;
          count++;
        }
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static boolean is(MetricName metric, String group, String name) {
    if (!metric.group().equals(group) || !metric.name().equals(name)) {
      return false;
    }
    String node = metric.tags().get("node-id");
    // The coordinator has a connection of its own under a very large number.
    return metric.tags().get("topic") == null
        && (node == null || node.matches("node-[0-9]{1,4}"));
  }
}
