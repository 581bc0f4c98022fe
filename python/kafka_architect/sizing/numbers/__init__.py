"""Each number of a plan once: name, unit, formula over its inputs, source. Explanations are made of it."""
