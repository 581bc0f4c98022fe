resource "kafka_topic" "orders" {
  name               = "shop.orders.created"
  partitions         = 12
  replication_factor = 3

  config = {
    "min.insync.replicas" = "3" # be safe
    "retention.ms"        = "604800" # a week
    "cleanup.polcy"       = "delete"
  }
}
