resource "kafka_topic" "orders_events" {
  name               = "orders.events"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "orders_commands" {
  name               = "orders.commands"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "payments_events" {
  name               = "payments.events"
  partitions         = 6
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "kafka_topic" "inventory_events" {
  name               = "inventory.events"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.commands that order-service tries again after 1,000 ms.
resource "kafka_topic" "orders_commands_order_service_retry_1" {
  name               = "orders.commands.order-service.retry.1"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.commands that order-service tries again after 10,000 ms.
resource "kafka_topic" "orders_commands_order_service_retry_2" {
  name               = "orders.commands.order-service.retry.2"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.commands that order-service tries again after 100,000 ms.
resource "kafka_topic" "orders_commands_order_service_retry_3" {
  name               = "orders.commands.order-service.retry.3"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.commands that order-service gave up on.
resource "kafka_topic" "orders_commands_order_service_dlq" {
  name               = "orders.commands.order-service.dlq"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "1209600000" # 14 d
    "segment.ms"          = "172800000"  # 2 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that payment-service tries again after 1,000 ms.
resource "kafka_topic" "orders_events_payment_service_retry_1" {
  name               = "orders.events.payment-service.retry.1"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that payment-service tries again after 10,000 ms.
resource "kafka_topic" "orders_events_payment_service_retry_2" {
  name               = "orders.events.payment-service.retry.2"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that payment-service tries again after 100,000 ms.
resource "kafka_topic" "orders_events_payment_service_retry_3" {
  name               = "orders.events.payment-service.retry.3"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that payment-service gave up on.
resource "kafka_topic" "orders_events_payment_service_dlq" {
  name               = "orders.events.payment-service.dlq"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "1209600000" # 14 d
    "segment.ms"          = "172800000"  # 2 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that inventory-service tries again after 1,000 ms.
resource "kafka_topic" "orders_events_inventory_service_retry_1" {
  name               = "orders.events.inventory-service.retry.1"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that inventory-service tries again after 10,000 ms.
resource "kafka_topic" "orders_events_inventory_service_retry_2" {
  name               = "orders.events.inventory-service.retry.2"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that inventory-service tries again after 100,000 ms.
resource "kafka_topic" "orders_events_inventory_service_retry_3" {
  name               = "orders.events.inventory-service.retry.3"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that inventory-service gave up on.
resource "kafka_topic" "orders_events_inventory_service_dlq" {
  name               = "orders.events.inventory-service.dlq"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "1209600000" # 14 d
    "segment.ms"          = "172800000"  # 2 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that notification-service tries again after 1,000 ms.
resource "kafka_topic" "orders_events_notification_service_retry_1" {
  name               = "orders.events.notification-service.retry.1"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that notification-service tries again after 10,000 ms.
resource "kafka_topic" "orders_events_notification_service_retry_2" {
  name               = "orders.events.notification-service.retry.2"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that notification-service tries again after 100,000 ms.
resource "kafka_topic" "orders_events_notification_service_retry_3" {
  name               = "orders.events.notification-service.retry.3"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of orders.events that notification-service gave up on.
resource "kafka_topic" "orders_events_notification_service_dlq" {
  name               = "orders.events.notification-service.dlq"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "1209600000" # 14 d
    "segment.ms"          = "172800000"  # 2 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of payments.events that notification-service tries again after 1,000 ms.
resource "kafka_topic" "payments_events_notification_service_retry_1" {
  name               = "payments.events.notification-service.retry.1"
  partitions         = 6
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of payments.events that notification-service tries again after 10,000 ms.
resource "kafka_topic" "payments_events_notification_service_retry_2" {
  name               = "payments.events.notification-service.retry.2"
  partitions         = 6
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of payments.events that notification-service tries again after 100,000 ms.
resource "kafka_topic" "payments_events_notification_service_retry_3" {
  name               = "payments.events.notification-service.retry.3"
  partitions         = 6
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of payments.events that notification-service gave up on.
resource "kafka_topic" "payments_events_notification_service_dlq" {
  name               = "payments.events.notification-service.dlq"
  partitions         = 6
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "1209600000" # 14 d
    "segment.ms"          = "172800000"  # 2 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of inventory.events that warehouse tries again after 1,000 ms.
resource "kafka_topic" "inventory_events_warehouse_retry_1" {
  name               = "inventory.events.warehouse.retry.1"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of inventory.events that warehouse tries again after 10,000 ms.
resource "kafka_topic" "inventory_events_warehouse_retry_2" {
  name               = "inventory.events.warehouse.retry.2"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of inventory.events that warehouse tries again after 100,000 ms.
resource "kafka_topic" "inventory_events_warehouse_retry_3" {
  name               = "inventory.events.warehouse.retry.3"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "604800000" # 7 d
    "segment.ms"          = "86400000"  # 1 d
  }

  lifecycle {
    prevent_destroy = true
  }
}

# Records of inventory.events that warehouse gave up on.
resource "kafka_topic" "inventory_events_warehouse_dlq" {
  name               = "inventory.events.warehouse.dlq"
  partitions         = 12
  replication_factor = 3
  config = {
    "cleanup.policy"      = "delete"
    "min.insync.replicas" = "2"
    "retention.ms"        = "1209600000" # 14 d
    "segment.ms"          = "172800000"  # 2 d
  }

  lifecycle {
    prevent_destroy = true
  }
}
