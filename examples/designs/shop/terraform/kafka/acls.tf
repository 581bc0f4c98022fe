# storefront sends orders.commands
resource "kafka_acl" "storefront_Write_topic_orders_commands" {
  resource_type                = "Topic"
  resource_name                = "orders.commands"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:storefront"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# storefront sends orders.commands
resource "kafka_acl" "storefront_Describe_topic_orders_commands" {
  resource_type                = "Topic"
  resource_name                = "orders.commands"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:storefront"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# order-service sends orders.events
resource "kafka_acl" "order_service_Write_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# order-service sends orders.events
resource "kafka_acl" "order_service_Describe_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.retry.1
resource "kafka_acl" "order_service_Write_topic_orders_commands_order_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.retry.1
resource "kafka_acl" "order_service_Describe_topic_orders_commands_order_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.retry.2
resource "kafka_acl" "order_service_Write_topic_orders_commands_order_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.retry.2
resource "kafka_acl" "order_service_Describe_topic_orders_commands_order_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.retry.3
resource "kafka_acl" "order_service_Write_topic_orders_commands_order_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.retry.3
resource "kafka_acl" "order_service_Describe_topic_orders_commands_order_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.dlq
resource "kafka_acl" "order_service_Write_topic_orders_commands_order_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# order-service sends orders.commands.order-service.dlq
resource "kafka_acl" "order_service_Describe_topic_orders_commands_order_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# order-service receives orders.commands
resource "kafka_acl" "order_service_Read_topic_orders_commands" {
  resource_type                = "Topic"
  resource_name                = "orders.commands"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# order-service receives orders.commands
resource "kafka_acl" "order_service_Describe_topic_orders_commands" {
  resource_type                = "Topic"
  resource_name                = "orders.commands"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# order-service receives orders.commands.order-service.retry.1
resource "kafka_acl" "order_service_Read_topic_orders_commands_order_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# order-service receives orders.commands.order-service.retry.2
resource "kafka_acl" "order_service_Read_topic_orders_commands_order_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# order-service receives orders.commands.order-service.retry.3
resource "kafka_acl" "order_service_Read_topic_orders_commands_order_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.commands.order-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# order-service consumes as order-service
resource "kafka_acl" "order_service_Read_group_order_service" {
  resource_type                = "Group"
  resource_name                = "order-service"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:order-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# payment-service sends payments.events
resource "kafka_acl" "payment_service_Write_topic_payments_events" {
  resource_type                = "Topic"
  resource_name                = "payments.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# payment-service sends payments.events
resource "kafka_acl" "payment_service_Describe_topic_payments_events" {
  resource_type                = "Topic"
  resource_name                = "payments.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.retry.1
resource "kafka_acl" "payment_service_Write_topic_orders_events_payment_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.retry.1
resource "kafka_acl" "payment_service_Describe_topic_orders_events_payment_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.retry.2
resource "kafka_acl" "payment_service_Write_topic_orders_events_payment_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.retry.2
resource "kafka_acl" "payment_service_Describe_topic_orders_events_payment_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.retry.3
resource "kafka_acl" "payment_service_Write_topic_orders_events_payment_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.retry.3
resource "kafka_acl" "payment_service_Describe_topic_orders_events_payment_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.dlq
resource "kafka_acl" "payment_service_Write_topic_orders_events_payment_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# payment-service sends orders.events.payment-service.dlq
resource "kafka_acl" "payment_service_Describe_topic_orders_events_payment_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# payment-service receives orders.events
resource "kafka_acl" "payment_service_Read_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# payment-service receives orders.events
resource "kafka_acl" "payment_service_Describe_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# payment-service receives orders.events.payment-service.retry.1
resource "kafka_acl" "payment_service_Read_topic_orders_events_payment_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# payment-service receives orders.events.payment-service.retry.2
resource "kafka_acl" "payment_service_Read_topic_orders_events_payment_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# payment-service receives orders.events.payment-service.retry.3
resource "kafka_acl" "payment_service_Read_topic_orders_events_payment_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.payment-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# payment-service consumes as payment-service
resource "kafka_acl" "payment_service_Read_group_payment_service" {
  resource_type                = "Group"
  resource_name                = "payment-service"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:payment-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# inventory-service sends inventory.events
resource "kafka_acl" "inventory_service_Write_topic_inventory_events" {
  resource_type                = "Topic"
  resource_name                = "inventory.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# inventory-service sends inventory.events
resource "kafka_acl" "inventory_service_Describe_topic_inventory_events" {
  resource_type                = "Topic"
  resource_name                = "inventory.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.retry.1
resource "kafka_acl" "inventory_service_Write_topic_orders_events_inventory_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.retry.1
resource "kafka_acl" "inventory_service_Describe_topic_orders_events_inventory_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.retry.2
resource "kafka_acl" "inventory_service_Write_topic_orders_events_inventory_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.retry.2
resource "kafka_acl" "inventory_service_Describe_topic_orders_events_inventory_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.retry.3
resource "kafka_acl" "inventory_service_Write_topic_orders_events_inventory_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.retry.3
resource "kafka_acl" "inventory_service_Describe_topic_orders_events_inventory_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.dlq
resource "kafka_acl" "inventory_service_Write_topic_orders_events_inventory_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# inventory-service sends orders.events.inventory-service.dlq
resource "kafka_acl" "inventory_service_Describe_topic_orders_events_inventory_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# inventory-service receives orders.events
resource "kafka_acl" "inventory_service_Read_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# inventory-service receives orders.events
resource "kafka_acl" "inventory_service_Describe_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# inventory-service receives orders.events.inventory-service.retry.1
resource "kafka_acl" "inventory_service_Read_topic_orders_events_inventory_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# inventory-service receives orders.events.inventory-service.retry.2
resource "kafka_acl" "inventory_service_Read_topic_orders_events_inventory_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# inventory-service receives orders.events.inventory-service.retry.3
resource "kafka_acl" "inventory_service_Read_topic_orders_events_inventory_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.inventory-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# inventory-service consumes as inventory-service
resource "kafka_acl" "inventory_service_Read_group_inventory_service" {
  resource_type                = "Group"
  resource_name                = "inventory-service"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:inventory-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.retry.1
resource "kafka_acl" "notification_service_Write_topic_orders_events_notification_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.retry.1
resource "kafka_acl" "notification_service_Describe_topic_orders_events_notification_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.retry.2
resource "kafka_acl" "notification_service_Write_topic_orders_events_notification_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.retry.2
resource "kafka_acl" "notification_service_Describe_topic_orders_events_notification_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.retry.3
resource "kafka_acl" "notification_service_Write_topic_orders_events_notification_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.retry.3
resource "kafka_acl" "notification_service_Describe_topic_orders_events_notification_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.dlq
resource "kafka_acl" "notification_service_Write_topic_orders_events_notification_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends orders.events.notification-service.dlq
resource "kafka_acl" "notification_service_Describe_topic_orders_events_notification_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.retry.1
resource "kafka_acl" "notification_service_Write_topic_payments_events_notification_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.retry.1
resource "kafka_acl" "notification_service_Describe_topic_payments_events_notification_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.retry.2
resource "kafka_acl" "notification_service_Write_topic_payments_events_notification_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.retry.2
resource "kafka_acl" "notification_service_Describe_topic_payments_events_notification_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.retry.3
resource "kafka_acl" "notification_service_Write_topic_payments_events_notification_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.retry.3
resource "kafka_acl" "notification_service_Describe_topic_payments_events_notification_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.dlq
resource "kafka_acl" "notification_service_Write_topic_payments_events_notification_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# notification-service sends payments.events.notification-service.dlq
resource "kafka_acl" "notification_service_Describe_topic_payments_events_notification_service_dlq" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service receives orders.events
resource "kafka_acl" "notification_service_Read_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service receives orders.events
resource "kafka_acl" "notification_service_Describe_topic_orders_events" {
  resource_type                = "Topic"
  resource_name                = "orders.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service receives payments.events
resource "kafka_acl" "notification_service_Read_topic_payments_events" {
  resource_type                = "Topic"
  resource_name                = "payments.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service receives payments.events
resource "kafka_acl" "notification_service_Describe_topic_payments_events" {
  resource_type                = "Topic"
  resource_name                = "payments.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# notification-service receives orders.events.notification-service.retry.1
resource "kafka_acl" "notification_service_Read_topic_orders_events_notification_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service receives orders.events.notification-service.retry.2
resource "kafka_acl" "notification_service_Read_topic_orders_events_notification_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service receives orders.events.notification-service.retry.3
resource "kafka_acl" "notification_service_Read_topic_orders_events_notification_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "orders.events.notification-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service receives payments.events.notification-service.retry.1
resource "kafka_acl" "notification_service_Read_topic_payments_events_notification_service_retry_1" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service receives payments.events.notification-service.retry.2
resource "kafka_acl" "notification_service_Read_topic_payments_events_notification_service_retry_2" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service receives payments.events.notification-service.retry.3
resource "kafka_acl" "notification_service_Read_topic_payments_events_notification_service_retry_3" {
  resource_type                = "Topic"
  resource_name                = "payments.events.notification-service.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# notification-service consumes as notification-service
resource "kafka_acl" "notification_service_Read_group_notification_service" {
  resource_type                = "Group"
  resource_name                = "notification-service"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:notification-service"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.retry.1
resource "kafka_acl" "warehouse_Write_topic_inventory_events_warehouse_retry_1" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.retry.1
resource "kafka_acl" "warehouse_Describe_topic_inventory_events_warehouse_retry_1" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.retry.2
resource "kafka_acl" "warehouse_Write_topic_inventory_events_warehouse_retry_2" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.retry.2
resource "kafka_acl" "warehouse_Describe_topic_inventory_events_warehouse_retry_2" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.retry.3
resource "kafka_acl" "warehouse_Write_topic_inventory_events_warehouse_retry_3" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.retry.3
resource "kafka_acl" "warehouse_Describe_topic_inventory_events_warehouse_retry_3" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.dlq
resource "kafka_acl" "warehouse_Write_topic_inventory_events_warehouse_dlq" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Write"
  acl_permission_type          = "Allow"
}

# warehouse sends inventory.events.warehouse.dlq
resource "kafka_acl" "warehouse_Describe_topic_inventory_events_warehouse_dlq" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.dlq"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# warehouse receives inventory.events
resource "kafka_acl" "warehouse_Read_topic_inventory_events" {
  resource_type                = "Topic"
  resource_name                = "inventory.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# warehouse receives inventory.events
resource "kafka_acl" "warehouse_Describe_topic_inventory_events" {
  resource_type                = "Topic"
  resource_name                = "inventory.events"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Describe"
  acl_permission_type          = "Allow"
}

# warehouse receives inventory.events.warehouse.retry.1
resource "kafka_acl" "warehouse_Read_topic_inventory_events_warehouse_retry_1" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.1"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# warehouse receives inventory.events.warehouse.retry.2
resource "kafka_acl" "warehouse_Read_topic_inventory_events_warehouse_retry_2" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.2"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# warehouse receives inventory.events.warehouse.retry.3
resource "kafka_acl" "warehouse_Read_topic_inventory_events_warehouse_retry_3" {
  resource_type                = "Topic"
  resource_name                = "inventory.events.warehouse.retry.3"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}

# warehouse consumes as warehouse
resource "kafka_acl" "warehouse_Read_group_warehouse" {
  resource_type                = "Group"
  resource_name                = "warehouse"
  resource_pattern_type_filter = "Literal"
  acl_principal                = "User:warehouse"
  acl_host                     = "*"
  acl_operation                = "Read"
  acl_permission_type          = "Allow"
}
