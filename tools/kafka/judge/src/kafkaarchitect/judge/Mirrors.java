package kafkaarchitect.judge;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.mirror.MirrorCheckpointConfig;
import org.apache.kafka.connect.mirror.MirrorCheckpointConnector;
import org.apache.kafka.connect.mirror.MirrorHeartbeatConfig;
import org.apache.kafka.connect.mirror.MirrorHeartbeatConnector;
import org.apache.kafka.connect.mirror.MirrorMakerConfig;
import org.apache.kafka.connect.mirror.MirrorSourceConfig;
import org.apache.kafka.connect.mirror.MirrorSourceConnector;
import org.apache.kafka.connect.mirror.SourceAndTarget;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;

/** MirrorMaker 2: its flows, then worker and connectors of each, as MirrorMaker makes them before it connects. */
final class Mirrors implements Court {
  @Override
  public void construct(Map<String, String> properties) {
    properties.putIfAbsent("plugin.discovery", "service_load"); // else every case scans the whole class path
    MirrorMakerConfig config = new MirrorMakerConfig(properties);
    List<SourceAndTarget> flows = config.clusterPairs();
    if (flows.isEmpty()) {
      throw new IllegalArgumentException("No source->target replication flows."); // MirrorMaker's constructor
    }
    for (SourceAndTarget flow : flows) {
      new DistributedConfig(config.workerConfig(flow));
      new MirrorSourceConfig(config.connectorBaseConfig(flow, MirrorSourceConnector.class));
      new MirrorCheckpointConfig(config.connectorBaseConfig(flow, MirrorCheckpointConnector.class));
      new MirrorHeartbeatConfig(config.connectorBaseConfig(flow, MirrorHeartbeatConnector.class));
    }
  }
}
