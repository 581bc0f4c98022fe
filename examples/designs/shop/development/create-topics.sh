#!/bin/sh
# For development: every topic with its partitions and settings, and one replica.
set -eu
run() { "/opt/kafka/bin/$@" --bootstrap-server "$BOOTSTRAP_SERVERS"; }

# events, key: orderId
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# commands, key: orderId
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.commands --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# events, key: paymentId
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic payments.events --partitions 6 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# events, key: productId
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic inventory.events --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.commands that order-service tries again after 1,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.commands.order-service.retry.1 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.commands that order-service tries again after 10,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.commands.order-service.retry.2 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.commands that order-service tries again after 100,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.commands.order-service.retry.3 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.commands that order-service gave up on.
#   retention.ms=1209600000: 14 d
#   segment.ms=172800000: 2 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.commands.order-service.dlq --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=1209600000 \
  --config segment.ms=172800000

# Records of orders.events that payment-service tries again after 1,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.payment-service.retry.1 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that payment-service tries again after 10,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.payment-service.retry.2 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that payment-service tries again after 100,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.payment-service.retry.3 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that payment-service gave up on.
#   retention.ms=1209600000: 14 d
#   segment.ms=172800000: 2 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.payment-service.dlq --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=1209600000 \
  --config segment.ms=172800000

# Records of orders.events that inventory-service tries again after 1,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.inventory-service.retry.1 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that inventory-service tries again after 10,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.inventory-service.retry.2 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that inventory-service tries again after 100,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.inventory-service.retry.3 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that inventory-service gave up on.
#   retention.ms=1209600000: 14 d
#   segment.ms=172800000: 2 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.inventory-service.dlq --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=1209600000 \
  --config segment.ms=172800000

# Records of orders.events that notification-service tries again after 1,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.notification-service.retry.1 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that notification-service tries again after 10,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.notification-service.retry.2 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that notification-service tries again after 100,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.notification-service.retry.3 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of orders.events that notification-service gave up on.
#   retention.ms=1209600000: 14 d
#   segment.ms=172800000: 2 d
run kafka-topics.sh --create --if-not-exists \
  --topic orders.events.notification-service.dlq --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=1209600000 \
  --config segment.ms=172800000

# Records of payments.events that notification-service tries again after 1,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic payments.events.notification-service.retry.1 --partitions 6 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of payments.events that notification-service tries again after 10,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic payments.events.notification-service.retry.2 --partitions 6 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of payments.events that notification-service tries again after 100,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic payments.events.notification-service.retry.3 --partitions 6 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of payments.events that notification-service gave up on.
#   retention.ms=1209600000: 14 d
#   segment.ms=172800000: 2 d
run kafka-topics.sh --create --if-not-exists \
  --topic payments.events.notification-service.dlq --partitions 6 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=1209600000 \
  --config segment.ms=172800000

# Records of inventory.events that warehouse tries again after 1,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic inventory.events.warehouse.retry.1 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of inventory.events that warehouse tries again after 10,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic inventory.events.warehouse.retry.2 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of inventory.events that warehouse tries again after 100,000 ms.
#   retention.ms=604800000: 7 d
#   segment.ms=86400000: 1 d
run kafka-topics.sh --create --if-not-exists \
  --topic inventory.events.warehouse.retry.3 --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=604800000 \
  --config segment.ms=86400000

# Records of inventory.events that warehouse gave up on.
#   retention.ms=1209600000: 14 d
#   segment.ms=172800000: 2 d
run kafka-topics.sh --create --if-not-exists \
  --topic inventory.events.warehouse.dlq --partitions 12 --replication-factor 1 \
  --config cleanup.policy=delete \
  --config min.insync.replicas=1 \
  --config retention.ms=1209600000 \
  --config segment.ms=172800000
