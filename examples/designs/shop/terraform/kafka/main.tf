terraform {
  required_providers {
    kafka = {
      "source"  = "Mongey/kafka"
      "version" = ">= 0.7"
    }
  }
}

variable "bootstrap_servers" {
  type        = list(string)
  description = "host:port of brokers"
}

# login: KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and such in the environment
provider "kafka" {
  bootstrap_servers = var.bootstrap_servers
}
