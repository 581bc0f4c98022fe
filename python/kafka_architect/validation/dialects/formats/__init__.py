"""What files are made of: YAML, JSON, HCL, .properties, with the place of each value, and what edits them."""
