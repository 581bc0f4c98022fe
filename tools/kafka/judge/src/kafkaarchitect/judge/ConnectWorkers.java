package kafkaarchitect.judge;

import java.util.Map;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.rest.RestServerConfig;
import org.apache.kafka.connect.runtime.standalone.StandaloneConfig;

/** Connect workers: the worker's configuration, then that of its REST server. */
final class ConnectWorkers implements Court {
  @Override
  public void construct(Map<String, String> properties) {
    properties.putIfAbsent("bootstrap.servers", "127.0.0.1:1"); // images add it
    boolean standalone = properties.containsKey(StandaloneConfig.OFFSET_STORAGE_FILE_FILENAME_CONFIG);
    WorkerConfig config = standalone ? new StandaloneConfig(properties) : new DistributedConfig(properties);
    RestServerConfig.forPublic(null, config.originals());
  }
}
