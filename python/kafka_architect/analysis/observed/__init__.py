"""Where records really lie, beside where a partitioner would put them.

`writers.py` finds out which partitioners wrote them, `split_keys.py` counts keys whose order is lost,
`keyless.py` judges the spread of records without a key, `observed.py` puts them together.
"""
