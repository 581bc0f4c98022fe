terraform {
  required_providers {
    schemaregistry = {
      "source"  = "cultureamp/schemaregistry"
      "version" = ">= 1.0"
    }
  }
}

variable "schema_registry_url" {
  type        = string
  description = "https://host:port of the schema registry"
}

variable "schema_registry_username" {
  type        = string
  description = "who may register schemas"
  sensitive   = true
}

variable "schema_registry_password" {
  type        = string
  description = "the password"
  sensitive   = true
}

provider "schemaregistry" {
  schema_registry_url = var.schema_registry_url
  username            = var.schema_registry_username
  password            = var.schema_registry_password
}
