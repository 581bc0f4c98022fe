#!/bin/sh
# Sets what each principal may send and receive per broker.
# BOOTSTRAP_SERVERS: host:port of a broker. COMMAND_CONFIG: .properties with an administrator's login.
set -eu
: "${BOOTSTRAP_SERVERS:?set BOOTSTRAP_SERVERS to host:port of a broker}"
PATH="${KAFKA_HOME:-/opt/kafka}/bin:$PATH"
run() {
  "$@" --bootstrap-server "$BOOTSTRAP_SERVERS" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"}
}

# User:storefront: producer_byte_rate 1.25 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name storefront \
  --add-config producer_byte_rate=1250000

# User:order-service: producer_byte_rate 7 MB/s, consumer_byte_rate 15 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name order-service \
  --add-config producer_byte_rate=7000000,consumer_byte_rate=15000000

# User:payment-service: producer_byte_rate 9 MB/s, consumer_byte_rate 24 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name payment-service \
  --add-config producer_byte_rate=9000000,consumer_byte_rate=24000000

# User:inventory-service: producer_byte_rate 10.2 MB/s, consumer_byte_rate 24 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name inventory-service \
  --add-config producer_byte_rate=10250000,consumer_byte_rate=24000000

# User:notification-service: producer_byte_rate 12 MB/s, consumer_byte_rate 36 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name notification-service \
  --add-config producer_byte_rate=12000000,consumer_byte_rate=36000000

# User:warehouse: producer_byte_rate 9 MB/s, consumer_byte_rate 27 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name warehouse \
  --add-config producer_byte_rate=9000000,consumer_byte_rate=27000000
