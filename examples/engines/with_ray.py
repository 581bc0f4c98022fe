"""Keys of many files, counted and added up in a tree by Ray.

python with_ray.py dump/*.txt           # needs: pip install ray
"""

import sys

import ray

import kafka_architect as ka

FAN_IN = 16


@ray.remote
def counted(path: str) -> bytes:
    """The state of one file."""
    analyzer = ka.PartitioningStrategyAnalyzer([12, 24])
    analyzer.update_from_file(path, workers=1)
    return analyzer.to_bytes()


@ray.remote
def added(*states: bytes) -> bytes:
    """One state of several."""
    whole = ka.PartitioningStrategyAnalyzer([12, 24])
    for state in states:
        whole.merge(ka.PartitioningStrategyAnalyzer.from_bytes(state))
    return whole.to_bytes()


def main(paths: list[str]) -> ka.DistributionReport:
    """A task for each file, and a tree of merges."""
    states = [counted.remote(path) for path in paths]
    while len(states) > 1:
        states = [added.remote(*states[i : i + FAN_IN]) for i in range(0, len(states), FAN_IN)]
    return ka.PartitioningStrategyAnalyzer.from_bytes(ray.get(states[0])).report()


if __name__ == "__main__":
    print(main(sys.argv[1:]))
