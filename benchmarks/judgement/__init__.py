"""How often the judgement of keys is right: labelled situations, generated from seeds."""
