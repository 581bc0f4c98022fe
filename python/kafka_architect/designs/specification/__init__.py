"""What a person writes: typed parts, read with the line of every fault, for one environment."""
