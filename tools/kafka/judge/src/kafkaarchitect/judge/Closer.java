package kafkaarchitect.judge;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Closes clients beside the judge: a producer's thread sleeps up to 100 ms before it sees that it should end. */
final class Closer {
  private static final int THREADS = 8;
  private static final ExecutorService BESIDE =
      Executors.newFixedThreadPool(
          THREADS,
          work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
          });

  private Closer() {}

  static void close(AutoCloseable client) {
    BESIDE.submit(
        () -> {
          closeNow(client);
          return null;
        });
  }

  private static void closeNow(AutoCloseable client) throws Exception {
    if (client instanceof Producer<?, ?> producer) {
      producer.close(Duration.ZERO);
    } else if (client instanceof Consumer<?, ?> consumer) {
      consumer.close(Duration.ZERO);
    } else if (client instanceof Admin admin) {
      admin.close(Duration.ZERO);
    } else {
      client.close(); // a share consumer, which older versions have no type for
    }
  }
}
