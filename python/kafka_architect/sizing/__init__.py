"""From a workload and hardware to a cluster: defaults, catalogues and words; the arithmetic is the core's."""
