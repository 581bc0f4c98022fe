resource "kafka_quota" "storefront" {
  entity_name = "storefront"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "1336870" # 1.34 MB/s per broker
  }
}

resource "kafka_quota" "order_service" {
  entity_name = "order-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "7485974"  # 7.49 MB/s per broker
    "consumer_byte_rate" = "16042439" # 16 MB/s per broker
  }
}

resource "kafka_quota" "payment_service" {
  entity_name = "payment-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "9623223"  # 9.62 MB/s per broker
    "consumer_byte_rate" = "25661926" # 25.7 MB/s per broker
  }
}

resource "kafka_quota" "inventory_service" {
  entity_name = "inventory-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "10959781" # 11 MB/s per broker
    "consumer_byte_rate" = "25661926" # 25.7 MB/s per broker
  }
}

resource "kafka_quota" "notification_service" {
  entity_name = "notification-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "12830963" # 12.8 MB/s per broker
    "consumer_byte_rate" = "38492889" # 38.5 MB/s per broker
  }
}

resource "kafka_quota" "warehouse" {
  entity_name = "warehouse"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "9623223"  # 9.62 MB/s per broker
    "consumer_byte_rate" = "28869667" # 28.9 MB/s per broker
  }
}
