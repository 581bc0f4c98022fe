"""Keys of many files, counted and added up in a tree by Dask.

python with_dask.py dump/*.txt          # needs: pip install dask
"""

import sys

import dask
import dask.bag

import kafka_architect as ka


def counted(path: str) -> ka.PartitioningStrategyAnalyzer:
    """Analyzers travel between workers as states of some megabytes."""
    analyzer = ka.PartitioningStrategyAnalyzer([12, 24])
    analyzer.update_from_file(path, workers=1)
    return analyzer


def added(
    left: ka.PartitioningStrategyAnalyzer, right: ka.PartitioningStrategyAnalyzer
) -> ka.PartitioningStrategyAnalyzer:
    """A new analyzer: Dask may use either again."""
    whole = ka.PartitioningStrategyAnalyzer([12, 24])
    whole.merge(left)
    whole.merge(right)
    return whole


def main(paths: list[str]) -> ka.DistributionReport:
    """A task for each file, and a tree of merges."""
    return dask.bag.from_sequence(paths, npartitions=len(paths)).map(counted).fold(added).compute().report()


if __name__ == "__main__":
    print(main(sys.argv[1:]))
