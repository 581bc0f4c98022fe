package kafkaarchitect.judge;

import java.util.Map;

/** Constructs what a configuration is for, as Kafka does at its start; what Kafka throws goes through. */
interface Court {
  void construct(Map<String, String> properties) throws Exception;
}
