"""Write the hardware catalogues of kafka_architect from published instance facts.

    pip install -r tools/instances/requirements.txt
    python tools/instances/generate.py            # writes python/kafka_architect/data/*.json
    python tools/instances/generate.py --check    # exit 1 when the files on disk differ

Facts of EC2 instances come from moto (the answers of DescribeInstanceTypes, Apache-2.0), their prices from
service-capacity-modeling (us-east-1, Apache-2.0), the rest from the CSV files beside this one. Bandwidths
are the baselines, never "up to"; bursts are kept for comparison only.
"""

import argparse
import csv
import gzip
import json
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DATA = HERE.parent.parent / "python" / "kafka_architect" / "data"

# The families that people run Kafka on.
FAMILIES = (
    *("m5", "m6i", "m6g", "m7g", "m7i", "m8g", "r5", "r6i", "r6g", "r7g", "r8g", "c6i", "c7g"),
    *("i3en", "i4i", "i4g", "im4gn", "is4gen", "i7i", "i7ie", "i8g", "d3en"),
)
REGION = "us-east-1"
PACKAGES_DATE = "2026-10-27"  # the later of the two packages' releases
MB_PER_S_PER_GBPS = 125
MB_PER_MIB = 1.048576
HOURS_PER_YEAR = 8760
# EC2 needs at least this much memory before a broker's heap and page cache make sense.
LEAST_MEMORY_GIB = 4


def package_file(package: str, path: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        sys.exit(f"{package} is not installed: pip install -r tools/instances/requirements.txt")
    return Path(spec.origin).parent / path


def table(name: str) -> list[dict[str, str]]:
    lines = [line for line in (HERE / name).read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def figure(text: str) -> float | None:
    return float(text) if text else None


def rounded(value: float) -> float | int:
    value = round(value, 4)
    return int(value) if value == int(value) else value


def ec2_instances() -> list[dict[str, Any]]:
    with gzip.open(package_file("moto", "ec2/resources/instance_types.json.gz")) as file:
        types = json.load(file)
    prices_file = "hardware/profiles/pricing/aws/3yr-reserved_ec2.json"
    prices = json.loads(package_file("service_capacity_modeling", prices_file).read_text())
    prices = prices[REGION]["instances"]
    disks = {(row["family"], row["disk_gb"]): row for row in table("local_disks.csv")}
    instances = []
    for name, facts in types.items():
        family = name.split(".")[0]
        if family not in FAMILIES or facts["MemoryInfo"]["SizeInMiB"] < LEAST_MEMORY_GIB * 1024:
            continue
        instances.append(ec2_instance(name, facts, prices.get(name), disks))
    return sorted(
        instances, key=lambda one: (FAMILIES.index(one["name"].split(".")[0]), one["vcpu"], one["name"])
    )


def ec2_instance(
    name: str,
    facts: dict[str, Any],
    price: dict[str, Any] | None,
    disks: dict[tuple[str, str], dict[str, str]],
) -> dict[str, Any]:
    cards = facts["NetworkInfo"]["NetworkCards"]
    ebs = facts["EbsInfo"]["EbsOptimizedInfo"]
    out: dict[str, Any] = {
        "name": name,
        "vcpu": facts["VCpuInfo"]["DefaultVCpus"],
        "memory_gib": rounded(facts["MemoryInfo"]["SizeInMiB"] / 1024),
        "network_mb_per_s": rounded(sum(c["BaselineBandwidthInGbps"] for c in cards) * MB_PER_S_PER_GBPS),
        "network_burst_mb_per_s": rounded(sum(c["PeakBandwidthInGbps"] for c in cards) * MB_PER_S_PER_GBPS),
        "volume_mb_per_s": rounded(ebs["BaselineThroughputInMBps"]),
        "volume_burst_mb_per_s": rounded(ebs["MaximumThroughputInMBps"]),
        "volume_iops": ebs["BaselineIops"],
    }
    for disk in facts.get("InstanceStorageInfo", {}).get("Disks", []):
        measured = disks[name.split(".", maxsplit=1)[0], str(disk["SizeInGB"])]
        out["local_disks"] = disk["Count"]
        out["local_gb"] = disk["Count"] * disk["SizeInGB"]
        out["local_read_mb_per_s"] = disk["Count"] * int(measured["read_mb_per_s"])
        out["local_write_mb_per_s"] = disk["Count"] * int(measured["write_mb_per_s"])
        out["local_rotating"] = disk["Type"] == "hdd"
        out["local_source"] = measured["source"]
    out["usd_per_hour"] = rounded(price["annual_cost"] / HOURS_PER_YEAR) if price else None
    return out


def msk_instances() -> list[dict[str, Any]]:
    instances = []
    for row in table("msk_brokers.csv"):
        factor = MB_PER_MIB if row["network_unit"] == "MiB/s" else 1.0
        storage = figure(row["storage_mib_per_s"])
        instances.append(
            {
                "name": row["name"],
                "class": row["class"],
                "vcpu": int(row["vcpu"]),
                "memory_gib": int(row["memory_gib"]),
                "network_in_mb_per_s": rounded(float(row["network_in"]) * factor),
                "network_out_mb_per_s": rounded(float(row["network_out"]) * factor),
                "volume_mb_per_s": None if storage is None else rounded(storage * MB_PER_MIB),
                "partitions": int(row["partitions"]),
                "partitions_max": int(row["partitions_max"]),
                "usd_per_hour": float(row["usd_per_hour"]),
            }
        )
    return instances


def volumes(names: tuple[str, ...]) -> list[dict[str, Any]]:
    found = []
    for row in table("volumes.csv"):
        if row["name"] in names:
            facts = {key: figure(value) for key, value in row.items() if key != "name"}
            found.append(
                {"name": row["name"], **{k: v if v is None else rounded(v) for k, v in facts.items()}}
            )
    return found


def catalogues() -> dict[str, dict[str, Any]]:
    moto, capacity = version("moto"), version("service-capacity-modeling")
    transfer = {
        "usd_per_gb_cross_zone": 0.02,
        "source": "aws.amazon.com/ec2/pricing/on-demand, data transfer within a region: 0.01 USD/GB each way",
    }
    return {
        "aws_ec2": {
            "name": "aws-ec2",
            "region": REGION,
            "date": PACKAGES_DATE,
            "sources": [
                f"moto {moto}: ec2/resources/instance_types.json.gz (DescribeInstanceTypes), baselines",
                f"service-capacity-modeling {capacity}: 3yr-reserved_ec2.json",
                "tools/instances/local_disks.csv, tools/instances/volumes.csv: sources in their headers",
            ],
            "prices": {
                "currency": "USD",
                "basis": "EC2 reserved 3 years, all up front; volumes and transfer on demand",
                "date": "2026-10-14",
                "source": f"service-capacity-modeling {capacity}, released that day",
            },
            "volumes": volumes(("gp3", "io2", "st1")),
            "transfer": transfer,
            "tiered": {
                "usd_per_gib_month": 0.021,
                "source": f"service-capacity-modeling {capacity}: blob.standard (S3), 0.252 USD "
                f"per GiB and year",
            },
            "replication_traffic_billed": True,
            "instances": ec2_instances(),
        },
        "aws_msk": {
            "name": "aws-msk",
            "region": REGION,
            "date": "2026-09-30",
            "sources": [
                "tools/instances/msk_brokers.csv, tools/instances/volumes.csv: sources in their headers"
            ],
            "prices": {
                "currency": "USD",
                "basis": "on demand",
                "date": "2026-09-30",
                "source": "aws.amazon.com/msk/pricing, us-east-1; volumes as in volumes.csv",
            },
            "volumes": volumes(("msk", "express")),
            "transfer": transfer,
            "tiered": {
                "usd_per_gib_month": 0.06,
                "source": "aws.amazon.com/msk/pricing: low-cost storage tier",
            },
            "express_data_in_usd_per_gb": 0.01,
            "replication_traffic_billed": False,
            "instances": msk_instances(),
        },
    }


def text_of(catalogue: dict[str, Any]) -> str:
    """JSON with one instance or volume per line, so that a diff shows what changed."""
    text = json.dumps(catalogue, indent=1, ensure_ascii=False)
    for key in ("volumes", "instances"):
        lines = ",\n".join("  " + json.dumps(one, ensure_ascii=False) for one in catalogue[key])
        before, opening, rest = text.partition(f'"{key}": [\n')
        after = rest.partition("\n ]")[2]
        text = f"{before}{opening}{lines}\n ]{after}"
    return text + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file differs")
    check = parser.parse_args().check
    drifted = []
    for name, catalogue in catalogues().items():
        path, text = DATA / f"{name}.json", text_of(catalogue)
        if check:
            if not path.exists() or path.read_text() != text:
                drifted.append(path.name)
        else:
            path.write_text(text)
            print(f"{path.name}: {len(catalogue['instances'])} instances")
    if drifted:
        sys.exit(f"out of date: {', '.join(drifted)}; run tools/instances/generate.py")


if __name__ == "__main__":
    main()
