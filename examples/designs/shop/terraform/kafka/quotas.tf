resource "kafka_quota" "storefront" {
  entity_name = "storefront"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "1319904" # 1.32 MB/s per broker
  }
}

resource "kafka_quota" "order_service" {
  entity_name = "order-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "7407279"  # 7.41 MB/s per broker
    "consumer_byte_rate" = "15838847" # 15.8 MB/s per broker
  }
}

resource "kafka_quota" "payment_service" {
  entity_name = "payment-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "9574484"  # 9.57 MB/s per broker
    "consumer_byte_rate" = "25531956" # 25.5 MB/s per broker
  }
}

resource "kafka_quota" "inventory_service" {
  entity_name = "inventory-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "10904273" # 10.9 MB/s per broker
    "consumer_byte_rate" = "25531956" # 25.5 MB/s per broker
  }
}

resource "kafka_quota" "notification_service" {
  entity_name = "notification-service"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "12765978" # 12.8 MB/s per broker
    "consumer_byte_rate" = "38297933" # 38.3 MB/s per broker
  }
}

resource "kafka_quota" "warehouse" {
  entity_name = "warehouse"
  entity_type = "user"
  config = {
    "producer_byte_rate" = "9574484"  # 9.57 MB/s per broker
    "consumer_byte_rate" = "28723450" # 28.7 MB/s per broker
  }
}
