#!/bin/sh
# Sets what each principal may send and receive per broker.
# BOOTSTRAP_SERVERS: host:port of a broker. COMMAND_CONFIG: .properties with an administrator's login.
set -eu
: "${BOOTSTRAP_SERVERS:?set BOOTSTRAP_SERVERS to host:port of a broker}"
PATH="${KAFKA_HOME:-/opt/kafka}/bin:$PATH"
run() {
  "$@" --bootstrap-server "$BOOTSTRAP_SERVERS" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"}
}

# User:storefront: producer_byte_rate 1.34 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name storefront \
  --add-config producer_byte_rate=1336870

# User:order-service: producer_byte_rate 7.49 MB/s, consumer_byte_rate 16 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name order-service \
  --add-config producer_byte_rate=7485974,consumer_byte_rate=16042439

# User:payment-service: producer_byte_rate 9.62 MB/s, consumer_byte_rate 25.7 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name payment-service \
  --add-config producer_byte_rate=9623223,consumer_byte_rate=25661926

# User:inventory-service: producer_byte_rate 11 MB/s, consumer_byte_rate 25.7 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name inventory-service \
  --add-config producer_byte_rate=10959781,consumer_byte_rate=25661926

# User:notification-service: producer_byte_rate 12.8 MB/s, consumer_byte_rate 38.5 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name notification-service \
  --add-config producer_byte_rate=12830963,consumer_byte_rate=38492889

# User:warehouse: producer_byte_rate 9.62 MB/s, consumer_byte_rate 28.9 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name warehouse \
  --add-config producer_byte_rate=9623223,consumer_byte_rate=28869667
