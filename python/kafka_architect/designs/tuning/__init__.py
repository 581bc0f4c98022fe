"""Client settings from rates: how full batches get, what waits where, and the settings that follow.

    load.py         FlowLoad: one flow of records, as people describe it
    batching.py     a producer's batches and requests for given settings, as `Figure`s
    fetching.py     a consumer's fetches for given settings
    waiting.py      the latency budget: what of an objective is left for linger and fetch wait
    producing.py    the producer's settings
    consuming.py    the consumer's settings
    exchange.py     what latency costs in throughput: the same flow with other lingers
    tuning.py       `tune`, and Tuning, its result
    explain.py      every number of a saved tuning

The room knows neither specification nor draft: `deriving` asks it for the clients of a design. The batching
is that of the Java client 4.x (RecordAccumulator, BuiltInPartitioner), held to real producers and consumers
in tests/designs/tuning and benchmarks/results/tuning.md.
"""
