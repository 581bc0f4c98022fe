#!/bin/sh
# Gives topics that exist the settings of the design. Partitions are left: more of them move keys.
# BOOTSTRAP_SERVERS: host:port of a broker. COMMAND_CONFIG: .properties with an administrator's login.
set -eu
: "${BOOTSTRAP_SERVERS:?set BOOTSTRAP_SERVERS to host:port of a broker}"
PATH="${KAFKA_HOME:-/opt/kafka}/bin:$PATH"
run() {
  "$@" --bootstrap-server "$BOOTSTRAP_SERVERS" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"}
}

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.commands \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name payments.events \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name inventory.events \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.commands.order-service.retry.1 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.commands.order-service.retry.2 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.commands.order-service.retry.3 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.commands.order-service.dlq \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=1209600000,segment.ms=172800000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.payment-service.retry.1 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.payment-service.retry.2 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.payment-service.retry.3 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.payment-service.dlq \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=1209600000,segment.ms=172800000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.inventory-service.retry.1 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.inventory-service.retry.2 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.inventory-service.retry.3 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.inventory-service.dlq \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=1209600000,segment.ms=172800000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.notification-service.retry.1 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.notification-service.retry.2 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.notification-service.retry.3 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name orders.events.notification-service.dlq \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=1209600000,segment.ms=172800000

run kafka-configs.sh --alter --entity-type topics --entity-name payments.events.notification-service.retry.1 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name payments.events.notification-service.retry.2 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name payments.events.notification-service.retry.3 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name payments.events.notification-service.dlq \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=1209600000,segment.ms=172800000

run kafka-configs.sh --alter --entity-type topics --entity-name inventory.events.warehouse.retry.1 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name inventory.events.warehouse.retry.2 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name inventory.events.warehouse.retry.3 \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=604800000,segment.ms=86400000

run kafka-configs.sh --alter --entity-type topics --entity-name inventory.events.warehouse.dlq \
  --add-config cleanup.policy=delete,min.insync.replicas=2,retention.ms=1209600000,segment.ms=172800000
