"""Collect the facts of EC2 instances from published packages into facts/ (needs requirements.txt).

    pip install -r tools/instances/requirements.txt
    python tools/instances/collect_ec2.py         # writes facts/aws_machines.csv

Machines are moto's (the answers of DescribeInstanceTypes, Apache-2.0), the prices of a reservation those of
service-capacity-modeling (us-east-1, three years, all up front, Apache-2.0). Bandwidths are the baselines;
bursts are kept for comparison only. `make catalogues` reads the file and needs neither package.
"""

import csv
import gzip
import json
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "facts" / "aws_machines.csv"
# The families that people run Kafka on, and the burstable ones that they try it on.
FAMILIES = (
    *("m5", "m6i", "m6g", "m7g", "m7i", "m8g", "r5", "r6i", "r6g", "r7g", "r8g", "c6i", "c7g"),
    *("i3en", "i4i", "i4g", "im4gn", "is4gen", "i7i", "i7ie", "i8g", "d3en", "t3", "t4g"),
)
MB_PER_S_PER_GBPS = 125
HOURS_PER_YEAR = 8760
# Below this a broker's heap and page cache make no sense.
LEAST_MEMORY_GIB = 4


def package_file(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: pip install -r tools/instances/requirements.txt")
    return Path(spec.origin).parent / path


def row_of(name: str, facts: dict[str, Any], reserved: dict[str, Any]) -> dict[str, Any]:
    cards = facts["NetworkInfo"]["NetworkCards"]
    ebs = facts["EbsInfo"]["EbsOptimizedInfo"]
    disks = facts.get("InstanceStorageInfo", {}).get("Disks", [])
    price = reserved.get(name)
    return {
        "machine": name,
        "vcpu": facts["VCpuInfo"]["DefaultVCpus"],
        "memory_gib": facts["MemoryInfo"]["SizeInMiB"] / 1024,
        "network_mb_per_s": sum(card["BaselineBandwidthInGbps"] for card in cards) * MB_PER_S_PER_GBPS,
        "network_burst_mb_per_s": sum(card["PeakBandwidthInGbps"] for card in cards) * MB_PER_S_PER_GBPS,
        "volume_mb_per_s": ebs["BaselineThroughputInMBps"],
        "volume_burst_mb_per_s": ebs["MaximumThroughputInMBps"],
        "volume_iops": ebs["BaselineIops"],
        "local_disks": disks[0]["Count"] if disks else "",
        "local_disk_gb": disks[0]["SizeInGB"] if disks else "",
        "local_type": disks[0]["Type"] if disks else "",
        "burstable": "yes" if facts["BurstablePerformanceSupported"] else "no",
        "reserved_3y_usd_per_hour": round(price["annual_cost"] / HOURS_PER_YEAR, 4) if price else "",
    }


def main() -> None:
    with gzip.open(package_file("moto", "ec2/resources/instance_types.json.gz")) as file:
        types = json.load(file)
    prices = package_file("service_capacity_modeling", "hardware/profiles/pricing/aws/3yr-reserved_ec2.json")
    reserved = json.loads(prices.read_text(encoding="utf-8"))["us-east-1"]["instances"]
    rows = [
        row_of(name, facts, reserved)
        for name, facts in types.items()
        if name.split(".")[0] in FAMILIES and facts["MemoryInfo"]["SizeInMiB"] >= LEAST_MEMORY_GIB * 1024
    ]
    rows.sort(key=lambda row: (FAMILIES.index(row["machine"].split(".")[0]), row["vcpu"], row["machine"]))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# moto {version('moto')}: ec2/resources/instance_types.json.gz, baselines;\n")
        file.write(f"# service-capacity-modeling {version('service-capacity-modeling')}: reserved prices,\n")
        file.write("# us-east-1, three years, all up front. Written by tools/instances/collect_ec2.py.\n")
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{TARGET.name}: {len(rows)} machines")


if __name__ == "__main__":
    main()
