# Settings of the cluster in examples/complete/main.tf of terraform-aws-modules/terraform-aws-msk-kafka-cluster
# (Apache-2.0); network, buckets, keys and the schema registry are left out.
module "msk_cluster" {
  source = "terraform-aws-modules/msk-kafka-cluster/aws"

  name                   = "ex-complete"
  kafka_version          = "3.5.1"
  number_of_broker_nodes = 3
  enhanced_monitoring    = "PER_TOPIC_PER_PARTITION"

  broker_node_client_subnets = module.vpc.private_subnets
  broker_node_connectivity_info = {
    public_access = { type = "DISABLED" }
    vpc_connectivity = {
      client_authentication = {
        tls  = false
        sasl = { iam = false, scram = true }
      }
    }
  }
  broker_node_instance_type   = "kafka.m5.large"
  broker_node_security_groups = [module.security_group.security_group_id]
  broker_node_storage_info    = { ebs_storage_info = { volume_size = 100 } }

  encryption_in_transit_client_broker = "TLS"
  encryption_in_transit_in_cluster    = true

  configuration_name = "complete-example-configuration"
  configuration_server_properties = {
    "auto.create.topics.enable" = true
    "delete.topic.enable"       = true
  }

  client_authentication = { sasl = { scram = true } }
}
