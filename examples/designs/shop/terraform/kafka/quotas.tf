resource "kafka_quota" "storefront" {
  entity_name = "storefront"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "1250000" # 1.25 MB/s per broker
  }
}

resource "kafka_quota" "order_service" {
  entity_name = "order-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "7000000"  # 7 MB/s per broker
    "consumer_byte_rate" = "15000000" # 15 MB/s per broker
  }
}

resource "kafka_quota" "payment_service" {
  entity_name = "payment-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "9000000"  # 9 MB/s per broker
    "consumer_byte_rate" = "24000000" # 24 MB/s per broker
  }
}

resource "kafka_quota" "inventory_service" {
  entity_name = "inventory-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "10250000" # 10.2 MB/s per broker
    "consumer_byte_rate" = "24000000" # 24 MB/s per broker
  }
}

resource "kafka_quota" "notification_service" {
  entity_name = "notification-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "12000000" # 12 MB/s per broker
    "consumer_byte_rate" = "36000000" # 36 MB/s per broker
  }
}

resource "kafka_quota" "warehouse" {
  entity_name = "warehouse"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "9000000"  # 9 MB/s per broker
    "consumer_byte_rate" = "27000000" # 27 MB/s per broker
  }
}
