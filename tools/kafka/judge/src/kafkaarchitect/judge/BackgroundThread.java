package kafkaarchitect.judge;

import java.lang.reflect.Field;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread in which consumers of the new protocol make what connects to brokers: its login and TLS settings.
 *
 * <p>Before Kafka 4.2 nobody waits for it. Where it throws, the constructor returns, the thread ends with the
 * error in the log, and subscribe() or poll() never returns. That is no consumer, hence a refusal.
 */
final class BackgroundThread {
  private static final long LOOKS_EVERY_NS = 200_000;

  private BackgroundThread() {}

  /** Waits until the thread of a consumer works; returns at once for consumers that have none. */
  static void awaitStart(Object consumer) {
    Object handler = valueOf(valueOf(consumer, "delegate"), "applicationEventHandler");
    if (handler == null) {
      return; // the classic consumer
    }
    Thread thread = (Thread) valueOf(handler, "networkThread");
    // Made last of what the thread needs.
    while (valueOf(thread, "requestManagers") == null) {
      if (!thread.isAlive()) {
        throw new IllegalStateException("the consumer's background thread died while it started");
      }
      LockSupport.parkNanos(LOOKS_EVERY_NS);
    }
  }

  /** A field's value; null where the class has no such field. */
  private static Object valueOf(Object owner, String name) {
    try {
      Field field = owner.getClass().getDeclaredField(name);
      field.setAccessible(true);
      return field.get(owner);
    } catch (NoSuchFieldException absent) {
      return null;
    } catch (IllegalAccessException forbidden) {
      throw new IllegalStateException(forbidden);
    }
  }
}
