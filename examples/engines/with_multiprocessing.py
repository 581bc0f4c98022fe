"""Keys of many files, counted by processes of one machine and added up.

python with_multiprocessing.py dump/*.txt
"""

import sys
from multiprocessing import get_context

import kafka_architect as ka


def counted(path: str) -> bytes:
    """The state of one file: some megabytes, however large the file is."""
    analyzer = ka.PartitioningStrategyAnalyzer([12, 24])
    analyzer.update_from_file(path, workers=1)
    return analyzer.to_bytes()


def main(paths: list[str]) -> ka.DistributionReport:
    """One state for each file, merged as they come."""
    whole = ka.PartitioningStrategyAnalyzer([12, 24])
    with get_context("spawn").Pool() as pool:
        for state in pool.imap(counted, paths):
            whole.merge(ka.PartitioningStrategyAnalyzer.from_bytes(state))
    return whole.report()


if __name__ == "__main__":
    print(main(sys.argv[1:]))
