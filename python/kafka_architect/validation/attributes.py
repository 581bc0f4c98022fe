"""Names of the facts beside Kafka's keys that dialects read and rules ask for."""

from __future__ import annotations

# Of topics.
TOPIC_NAME = "topic.name"
PARTITIONS = "topic.partitions"
REPLICATION_FACTOR = "topic.replication.factor"

# Of brokers and clusters.
BROKERS = "cluster.brokers"  # how many the file declares
CONTROLLERS = "cluster.controllers"
HEAP = "jvm.heap"  # bytes, -Xmx
MEMORY = "container.memory"  # bytes, the limit of the container
IMAGE = "container.image"  # as the file names it
PUBLISHED_PORTS = "container.published.ports"  # of the container, that other machines reach; joined by commas
LOGIN_VARIABLE = "variable."  # and a name: a variable with passwords that becomes no key
OPEN_JMX = "jvm.jmx.open"  # the port on which JMX asks nobody for a name
STORAGE = (
    "storage.type"  # ephemeral | persistent-claim | jbod | container | volume, anonymous-volume (of docker)
)
METADATA_VERSION = "metadata.version"
QUOTAS = "cluster.quotas"
ZONES = "cluster.zones"

SERVICES = "compose.services"  # names that resolve in the container, joined by commas, where all are known

# Of Connect and MirrorMaker 2.
WORKERS = "connect.workers"  # how many the file asks for

# Of clients and what surrounds them.
RUNTIME = "runtime"  # kubernetes | compose | bare
CONCURRENCY = "consumer.concurrency"  # consumers of this group that the file declares
ANONYMOUS_GROUP = "consumer.group.anonymous"  # true where the framework makes a name at each start
ACK_MODE = "listener.ack.mode"  # Spring: RECORD, BATCH, MANUAL, ...
CLIENT_VERSION = "client.version"
LAG_MONITORING = "lag.monitoring"
SCHEMA_COMPATIBILITY = "schema.compatibility"  # of a subject: NONE, BACKWARD, ...

# Of access control (Strimzi KafkaUser, ACL lists).
ACL_PRINCIPAL = "acl.principal"
ACL_OPERATIONS = "acl.operations"
ACL_RESOURCE = "acl.resource"
