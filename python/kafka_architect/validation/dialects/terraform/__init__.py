"""Terraform: topics, clusters and access rules, in resources and the MSK module."""
