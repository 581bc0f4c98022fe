#!/bin/sh
# Sets what each principal may send and receive per broker.
# BOOTSTRAP_SERVERS: host:port of a broker. COMMAND_CONFIG: .properties with an administrator's login.
set -eu
: "${BOOTSTRAP_SERVERS:?set BOOTSTRAP_SERVERS to host:port of a broker}"
PATH="${KAFKA_HOME:-/opt/kafka}/bin:$PATH"
run() {
  "$@" --bootstrap-server "$BOOTSTRAP_SERVERS" ${COMMAND_CONFIG:+--command-config "$COMMAND_CONFIG"}
}

# User:storefront: producer_byte_rate 1.32 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name storefront \
  --add-config producer_byte_rate=1319904

# User:order-service: producer_byte_rate 7.41 MB/s, consumer_byte_rate 15.8 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name order-service \
  --add-config producer_byte_rate=7407279,consumer_byte_rate=15838847

# User:payment-service: producer_byte_rate 9.57 MB/s, consumer_byte_rate 25.5 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name payment-service \
  --add-config producer_byte_rate=9574484,consumer_byte_rate=25531956

# User:inventory-service: producer_byte_rate 10.9 MB/s, consumer_byte_rate 25.5 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name inventory-service \
  --add-config producer_byte_rate=10904273,consumer_byte_rate=25531956

# User:notification-service: producer_byte_rate 12.8 MB/s, consumer_byte_rate 38.3 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name notification-service \
  --add-config producer_byte_rate=12765978,consumer_byte_rate=38297933

# User:warehouse: producer_byte_rate 9.57 MB/s, consumer_byte_rate 28.7 MB/s
run kafka-configs.sh --alter --entity-type users --entity-name warehouse \
  --add-config producer_byte_rate=9574484,consumer_byte_rate=28723450
