"""Containers: docker-compose, Kubernetes and env files, and what the images make of variables."""
