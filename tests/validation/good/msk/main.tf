resource "aws_msk_configuration" "shop" {
  name           = "shop"
  kafka_versions = ["3.9.x"]

  server_properties = <<-PROPERTIES
    auto.create.topics.enable=false
    default.replication.factor=3
    min.insync.replicas=2
    num.partitions=6
    num.io.threads=8
    num.network.threads=5
    num.replica.fetchers=2
    replica.lag.time.max.ms=30000
    replica.selector.class=org.apache.kafka.common.replica.RackAwareReplicaSelector
    unclean.leader.election.enable=false
    allow.everyone.if.no.acl.found=false
    log.retention.hours=168
    offsets.topic.replication.factor=3
    transaction.state.log.replication.factor=3
    transaction.state.log.min.isr=2
  PROPERTIES
}

resource "aws_msk_cluster" "shop" {
  cluster_name           = "shop"
  kafka_version          = "3.9.x"
  number_of_broker_nodes = 3
  enhanced_monitoring    = "PER_TOPIC_PER_BROKER"

  broker_node_group_info {
    instance_type   = "kafka.m7g.large"
    client_subnets  = [aws_subnet.a.id, aws_subnet.b.id, aws_subnet.c.id]
    security_groups = [aws_security_group.kafka.id]

    storage_info {
      ebs_storage_info {
        volume_size = 1000
      }
    }
  }

  configuration_info {
    arn      = aws_msk_configuration.shop.arn
    revision = aws_msk_configuration.shop.latest_revision
  }

  encryption_info {
    encryption_at_rest_kms_key_arn = aws_kms_key.kafka.arn

    encryption_in_transit {
      client_broker = "TLS"
      in_cluster    = true
    }
  }

  client_authentication {
    unauthenticated = false

    sasl {
      iam = true
    }
  }

  open_monitoring {
    prometheus {
      jmx_exporter {
        enabled_in_broker = true
      }
      node_exporter {
        enabled_in_broker = true
      }
    }
  }

  logging_info {
    broker_logs {
      cloudwatch_logs {
        enabled   = true
        log_group = aws_cloudwatch_log_group.kafka.name
      }
    }
  }
}

resource "kafka_topic" "orders" {
  name               = "shop.orders.created"
  partitions         = 12
  replication_factor = 3

  config = {
    "cleanup.policy"      = "delete"
    "retention.ms"        = "604800000"
    "min.insync.replicas" = "2"
    "compression.type"    = "producer"
  }
}

resource "kafka_topic" "customers" {
  name               = "shop.customers.state"
  partitions         = 6
  replication_factor = 3

  config = {
    "cleanup.policy"        = "compact"
    "max.compaction.lag.ms" = "604800000"
    "delete.retention.ms"   = "86400000"
    "min.insync.replicas"   = "2"
  }
}

resource "kafka_acl" "billing_reads_orders" {
  acl_principal       = "User:billing"
  acl_host            = "*"
  acl_operation       = "Read"
  acl_permission_type = "Allow"
  resource_type       = "Topic"
  resource_name       = "shop.orders."

  resource_pattern_type_filter = "Prefixed"
}

resource "kafka_acl" "nobody_deletes" {
  acl_principal       = "User:*"
  acl_host            = "*"
  acl_operation       = "Delete"
  acl_permission_type = "Deny"
  resource_type       = "Topic"
  resource_name       = "shop."

  resource_pattern_type_filter = "Prefixed"
}
