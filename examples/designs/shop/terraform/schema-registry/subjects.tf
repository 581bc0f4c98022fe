# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "orders_events_shop_orders_OrderCreated" {
  subject             = "orders.events-shop.orders.OrderCreated"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/orders.events/OrderCreated.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "orders_events_shop_orders_OrderUpdated" {
  subject             = "orders.events-shop.orders.OrderUpdated"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/orders.events/OrderUpdated.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "orders_events_shop_orders_OrderCancelled" {
  subject             = "orders.events-shop.orders.OrderCancelled"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/orders.events/OrderCancelled.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "orders_events_shop_orders_OrderFulfilled" {
  subject             = "orders.events-shop.orders.OrderFulfilled"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/orders.events/OrderFulfilled.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "orders_commands_shop_orders_CreateOrder" {
  subject             = "orders.commands-shop.orders.CreateOrder"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/orders.commands/CreateOrder.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "orders_commands_shop_orders_CancelOrder" {
  subject             = "orders.commands-shop.orders.CancelOrder"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/orders.commands/CancelOrder.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "payments_events_shop_payments_PaymentAuthorized" {
  subject             = "payments.events-shop.payments.PaymentAuthorized"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/payments.events/PaymentAuthorized.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "payments_events_shop_payments_PaymentCaptured" {
  subject             = "payments.events-shop.payments.PaymentCaptured"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/payments.events/PaymentCaptured.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "payments_events_shop_payments_PaymentRefunded" {
  subject             = "payments.events-shop.payments.PaymentRefunded"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/payments.events/PaymentRefunded.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "inventory_events_shop_inventory_StockReserved" {
  subject             = "inventory.events-shop.inventory.StockReserved"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/inventory.events/StockReserved.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "inventory_events_shop_inventory_StockAllocated" {
  subject             = "inventory.events-shop.inventory.StockAllocated"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/inventory.events/StockAllocated.avsc")

  lifecycle {
    prevent_destroy = true
  }
}

# consumers upgrade first and read what was written before
resource "schemaregistry_schema" "inventory_events_shop_inventory_StockReleased" {
  subject             = "inventory.events-shop.inventory.StockReleased"
  schema_type         = "AVRO"
  compatibility_level = "BACKWARD"
  schema              = file("${path.module}/schemas/inventory.events/StockReleased.avsc")

  lifecycle {
    prevent_destroy = true
  }
}
