# Settings of examples/custom-config-cluster/main.tf of hyprnz/terraform-aws-msk-module (Apache-2.0).
module "msk" {
  source = "../../"

  create_msk_cluster        = true
  use_custom_configuration  = true
  use_client_authentication = false

  cluster_name              = "MSK-Custom-Config-Cluster"
  custom_configuration_name = "MSK-Custom-Config-Cluster-01"

  server_properties = <<EOF
auto.create.topics.enable = false
delete.topic.enable = true
EOF
}
