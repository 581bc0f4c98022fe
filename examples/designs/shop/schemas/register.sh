#!/bin/sh
# Sets the compatibility of each subject, then registers its schema; already registered schemas stay.
# SCHEMA_REGISTRY_URL: https://host:port. SCHEMA_REGISTRY_LOGIN: name:password, if the registry requires one.
set -eu
: "${SCHEMA_REGISTRY_URL:?set SCHEMA_REGISTRY_URL to https://host:port of the schema registry}"
cd "$(dirname "$0")"
call() {
  curl --silent --show-error --fail-with-body ${SCHEMA_REGISTRY_LOGIN:+--user "$SCHEMA_REGISTRY_LOGIN"} \
    --header 'Content-Type: application/vnd.schemaregistry.v1+json' \
    --request "$1" --data "$3" "$SCHEMA_REGISTRY_URL/$2"
  echo
}

# orders.events-shop.orders.OrderCreated: consumers upgrade first and read what was written before
call PUT config/orders.events-shop.orders.OrderCreated '{"compatibility": "BACKWARD"}'
call POST subjects/orders.events-shop.orders.OrderCreated/versions @registry/orders.events/OrderCreated.avsc.json

# orders.events-shop.orders.OrderUpdated: consumers upgrade first and read what was written before
call PUT config/orders.events-shop.orders.OrderUpdated '{"compatibility": "BACKWARD"}'
call POST subjects/orders.events-shop.orders.OrderUpdated/versions @registry/orders.events/OrderUpdated.avsc.json

# orders.events-shop.orders.OrderCancelled: consumers upgrade first and read what was written before
call PUT config/orders.events-shop.orders.OrderCancelled '{"compatibility": "BACKWARD"}'
call POST subjects/orders.events-shop.orders.OrderCancelled/versions @registry/orders.events/OrderCancelled.avsc.json

# orders.events-shop.orders.OrderFulfilled: consumers upgrade first and read what was written before
call PUT config/orders.events-shop.orders.OrderFulfilled '{"compatibility": "BACKWARD"}'
call POST subjects/orders.events-shop.orders.OrderFulfilled/versions @registry/orders.events/OrderFulfilled.avsc.json

# orders.commands-shop.orders.CreateOrder: consumers upgrade first and read what was written before
call PUT config/orders.commands-shop.orders.CreateOrder '{"compatibility": "BACKWARD"}'
call POST subjects/orders.commands-shop.orders.CreateOrder/versions @registry/orders.commands/CreateOrder.avsc.json

# orders.commands-shop.orders.CancelOrder: consumers upgrade first and read what was written before
call PUT config/orders.commands-shop.orders.CancelOrder '{"compatibility": "BACKWARD"}'
call POST subjects/orders.commands-shop.orders.CancelOrder/versions @registry/orders.commands/CancelOrder.avsc.json

# payments.events-shop.payments.PaymentAuthorized: consumers upgrade first and read what was written before
call PUT config/payments.events-shop.payments.PaymentAuthorized '{"compatibility": "BACKWARD"}'
call POST subjects/payments.events-shop.payments.PaymentAuthorized/versions @registry/payments.events/PaymentAuthorized.avsc.json

# payments.events-shop.payments.PaymentCaptured: consumers upgrade first and read what was written before
call PUT config/payments.events-shop.payments.PaymentCaptured '{"compatibility": "BACKWARD"}'
call POST subjects/payments.events-shop.payments.PaymentCaptured/versions @registry/payments.events/PaymentCaptured.avsc.json

# payments.events-shop.payments.PaymentRefunded: consumers upgrade first and read what was written before
call PUT config/payments.events-shop.payments.PaymentRefunded '{"compatibility": "BACKWARD"}'
call POST subjects/payments.events-shop.payments.PaymentRefunded/versions @registry/payments.events/PaymentRefunded.avsc.json

# inventory.events-shop.inventory.StockReserved: consumers upgrade first and read what was written before
call PUT config/inventory.events-shop.inventory.StockReserved '{"compatibility": "BACKWARD"}'
call POST subjects/inventory.events-shop.inventory.StockReserved/versions @registry/inventory.events/StockReserved.avsc.json

# inventory.events-shop.inventory.StockAllocated: consumers upgrade first and read what was written before
call PUT config/inventory.events-shop.inventory.StockAllocated '{"compatibility": "BACKWARD"}'
call POST subjects/inventory.events-shop.inventory.StockAllocated/versions @registry/inventory.events/StockAllocated.avsc.json

# inventory.events-shop.inventory.StockReleased: consumers upgrade first and read what was written before
call PUT config/inventory.events-shop.inventory.StockReleased '{"compatibility": "BACKWARD"}'
call POST subjects/inventory.events-shop.inventory.StockReleased/versions @registry/inventory.events/StockReleased.avsc.json
