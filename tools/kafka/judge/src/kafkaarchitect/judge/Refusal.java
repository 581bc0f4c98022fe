package kafkaarchitect.judge;

import java.lang.reflect.InvocationTargetException;
import java.util.Set;

/** What Kafka throws: the first cause, its message, and the method that threw it. */
record Refusal(String exception, String message, String place) {
  private static final Set<String> THROWS_FOR_OTHERS = Set.of("require", "<init>");

  static Refusal of(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    if (!(thrown instanceof InvocationTargetException) && thrown != cause) {
      message = thrown.getMessage() + ": " + message;
    }
    return new Refusal(cause.getClass().getName(), message, place(cause));
  }

  private static String place(Throwable cause) {
    for (StackTraceElement frame : cause.getStackTrace()) {
      if (frame.getClassName().contains("kafka") && !THROWS_FOR_OTHERS.contains(frame.getMethodName())
          || frame.getClassName().endsWith("Config")) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
      }
    }
    return "";
  }
}
