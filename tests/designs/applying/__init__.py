"""Plans of designs for running clusters, without a cluster."""
