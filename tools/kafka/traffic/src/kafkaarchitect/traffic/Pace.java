package kafkaarchitect.traffic;

import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The moments at which an application sends: independent of each other, so with exponential gaps.
 *
 * <p>The schedule is absolute. A thread that woke late sends what is due and catches up.
 */
final class Pace {
  private final double gapNanos;
  private final SplittableRandom random;
  private double due;

  Pace(double recordsPerSecond, long seed, long start) {
    this.gapNanos = 1e9 / recordsPerSecond;
    this.random = new SplittableRandom(seed);
    this.due = start;
  }

  /** Waits until the next record is due; tells when that is. */
  long next() {
    due += -Math.log(1.0 - random.nextDouble()) * gapNanos;
    for (long left = (long) due - System.nanoTime(); left > 0; left = (long) due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return (long) due;
  }
}
