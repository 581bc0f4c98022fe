#!/bin/sh
# Allows each principal what its services do; what is allowed already stays.
# BOOTSTRAP_SERVERS: host:port of a broker. COMMAND_CONFIG: .properties with an administrator's login.
set -eu
: "${BOOTSTRAP_SERVERS:?set BOOTSTRAP_SERVERS to host:port of a broker}"
PATH="${KAFKA_HOME:-/opt/kafka}/bin:$PATH"
run() {
  "$@" --bootstrap-server "$BOOTSTRAP_SERVERS" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"}
}

run kafka-acls.sh --add --force \
  --allow-principal User:storefront \
  --operation Write \
  --operation Describe \
  --topic orders.commands

run kafka-acls.sh --add --force \
  --allow-principal User:order-service \
  --operation Write \
  --operation Describe \
  --topic orders.events \
  --topic orders.commands.order-service.dlq

run kafka-acls.sh --add --force \
  --allow-principal User:order-service \
  --operation Write \
  --operation Describe \
  --operation Read \
  --topic orders.commands.order-service.retry.1 \
  --topic orders.commands.order-service.retry.2 \
  --topic orders.commands.order-service.retry.3

run kafka-acls.sh --add --force \
  --allow-principal User:order-service \
  --operation Read \
  --operation Describe \
  --topic orders.commands

run kafka-acls.sh --add --force \
  --allow-principal User:order-service \
  --operation Read \
  --group order-service

run kafka-acls.sh --add --force \
  --allow-principal User:payment-service \
  --operation Write \
  --operation Describe \
  --topic payments.events \
  --topic orders.events.payment-service.dlq

run kafka-acls.sh --add --force \
  --allow-principal User:payment-service \
  --operation Write \
  --operation Describe \
  --operation Read \
  --topic orders.events.payment-service.retry.1 \
  --topic orders.events.payment-service.retry.2 \
  --topic orders.events.payment-service.retry.3

run kafka-acls.sh --add --force \
  --allow-principal User:payment-service \
  --operation Read \
  --operation Describe \
  --topic orders.events

run kafka-acls.sh --add --force \
  --allow-principal User:payment-service \
  --operation Read \
  --group payment-service

run kafka-acls.sh --add --force \
  --allow-principal User:inventory-service \
  --operation Write \
  --operation Describe \
  --topic inventory.events \
  --topic orders.events.inventory-service.dlq

run kafka-acls.sh --add --force \
  --allow-principal User:inventory-service \
  --operation Write \
  --operation Describe \
  --operation Read \
  --topic orders.events.inventory-service.retry.1 \
  --topic orders.events.inventory-service.retry.2 \
  --topic orders.events.inventory-service.retry.3

run kafka-acls.sh --add --force \
  --allow-principal User:inventory-service \
  --operation Read \
  --operation Describe \
  --topic orders.events

run kafka-acls.sh --add --force \
  --allow-principal User:inventory-service \
  --operation Read \
  --group inventory-service

run kafka-acls.sh --add --force \
  --allow-principal User:notification-service \
  --operation Write \
  --operation Describe \
  --operation Read \
  --topic orders.events.notification-service.retry.1 \
  --topic orders.events.notification-service.retry.2 \
  --topic orders.events.notification-service.retry.3 \
  --topic payments.events.notification-service.retry.1 \
  --topic payments.events.notification-service.retry.2 \
  --topic payments.events.notification-service.retry.3

run kafka-acls.sh --add --force \
  --allow-principal User:notification-service \
  --operation Write \
  --operation Describe \
  --topic orders.events.notification-service.dlq \
  --topic payments.events.notification-service.dlq

run kafka-acls.sh --add --force \
  --allow-principal User:notification-service \
  --operation Read \
  --operation Describe \
  --topic orders.events \
  --topic payments.events

run kafka-acls.sh --add --force \
  --allow-principal User:notification-service \
  --operation Read \
  --group notification-service

run kafka-acls.sh --add --force \
  --allow-principal User:warehouse \
  --operation Write \
  --operation Describe \
  --operation Read \
  --topic inventory.events.warehouse.retry.1 \
  --topic inventory.events.warehouse.retry.2 \
  --topic inventory.events.warehouse.retry.3

run kafka-acls.sh --add --force \
  --allow-principal User:warehouse \
  --operation Write \
  --operation Describe \
  --topic inventory.events.warehouse.dlq

run kafka-acls.sh --add --force \
  --allow-principal User:warehouse \
  --operation Read \
  --operation Describe \
  --topic inventory.events

run kafka-acls.sh --add --force \
  --allow-principal User:warehouse \
  --operation Read \
  --group warehouse
