"""Kinds of brokers of each provider, from the facts: (about the catalogue, instances)."""

from typing import Any

from tools.instances.tables import MB_PER_MIB, figure, mb, rounded, table

About = tuple[dict[str, Any], list[dict[str, Any]]]
GB_PER_GIB = 1.073741824
SERVICES = ("Google Cloud Managed Kafka", "Confluent Cloud", "Amazon MSK Serverless")


def aws_ec2() -> About:
    """EC2: bandwidths are baselines; bursts are kept for comparison only."""
    disks = {(row["family"], row["disk_gb"]): row for row in table("local_disks.csv")}
    reserved_1y = {row["machine"]: row for row in table("aws_reserved.csv")}
    prices: dict[str, dict[str, float]] = {}
    for row in table("aws_on_demand.csv"):
        prices.setdefault(row["instance"], {})[row["region"]] = float(row["usd_per_hour"])
    about = {
        "name": "aws-ec2",
        "date": "2026-10-27",
        "sources": [
            "PyPI moto 5.2.5: ec2/resources/instance_types.json.gz (DescribeInstanceTypes), baselines",
            "tools/instances/facts/local_disks.csv, volumes.csv, volume_prices.csv, markets.csv: sources in "
            "their headers",
        ],
        "pricing": {
            "on-demand": {
                "basis": "on demand",
                "date": {"us-east-1": "2026-07-20", "eu-west-1": "2025-03-02"},
                "source": "aws/karpenter-provider-aws zz_generated.pricing_aws.go; eu-west-1: PyPI "
                "apache-libcloud 3.9.1 (71 prices derived per vCPU)",
            },
            "reserved-1y": {
                "basis": "brokers and controllers reserved for 1 year, all up front; the rest on demand",
                "date": {"us-east-1": "2023-08-30"},
                "source": "LeanerCloud/ec2-instances-info @ef5638a, from Amazon's price list; on-demand "
                "prices of that day are today's",
            },
            "reserved-3y": {
                "basis": "brokers and controllers reserved for 3 years, all up front; the rest on demand",
                "date": {"us-east-1": "2026-10-14"},
                "source": "PyPI service-capacity-modeling 0.3.212: 3yr-reserved_ec2.json",
            },
        },
    }
    instances = []
    for row in table("aws_machines.csv"):
        family = row["machine"].split(".")[0]
        one: dict[str, Any] = {
            "name": row["machine"],
            "family": family,
            "vcpu": int(row["vcpu"]),
            "memory_gib": rounded(float(row["memory_gib"])),
            "network_mb_per_s": rounded(float(row["network_mb_per_s"])),
            "network_burst_mb_per_s": rounded(float(row["network_burst_mb_per_s"])),
            "volume_mb_per_s": rounded(float(row["volume_mb_per_s"])),
            "volume_burst_mb_per_s": rounded(float(row["volume_burst_mb_per_s"])),
        }
        if row["local_disks"]:
            measured = disks[family, row["local_disk_gb"]]
            count = int(row["local_disks"])
            one["local_disks"] = count
            one["local_gb"] = count * int(row["local_disk_gb"])
            one["local_read_mb_per_s"] = count * int(measured["read_mb_per_s"])
            one["local_write_mb_per_s"] = count * int(measured["write_mb_per_s"])
            one["rotating"] = row["local_type"] == "hdd"
            one["local_source"] = measured["source"]
        if row["burstable"] == "yes":
            one["burstable"] = True
        reserved = figure(row["reserved_3y_usd_per_hour"])
        for_a_year = reserved_1y.get(row["machine"])
        one["usd_per_hour"] = {
            "on-demand": prices[row["machine"]],
            **(
                {"reserved-1y": {for_a_year["region"]: float(for_a_year["reserved_1y_usd_per_hour"])}}
                if for_a_year
                else {}
            ),
            **({"reserved-3y": {"us-east-1": reserved}} if reserved else {}),
        }
        instances.append(one)
    return about, instances


def aws_msk() -> About:
    """Amazon MSK: the limits that its developer guide prints."""
    about = {
        "name": "aws-msk",
        "date": "2026-09-30",
        "sources": [
            "tools/instances/facts/msk_brokers.csv, volumes.csv, volume_prices.csv: sources in their headers",
            "kafka.t3.small: tools/instances/facts/managed_kafka.csv; network and volume of the EC2 size",
        ],
        "pricing": {
            "on-demand": {
                "basis": "on demand",
                "date": {"us-east-1": "2026-09-30"},
                "source": "aws.amazon.com/msk/pricing, us-east-1; kafka.t3.small: infracost (2024-07)",
            },
        },
    }
    instances = []
    for row in table("msk_brokers.csv"):
        factor = MB_PER_MIB if row["network_unit"] == "MiB/s" else 1.0
        one = {
            "name": row["name"],
            "class": row["class"],
            "family": row["name"].split(".")[1],
            "vcpu": int(row["vcpu"]),
            "memory_gib": int(row["memory_gib"]),
            "network_mb_per_s": mb(row["network_in"], factor),
            "network_out_mb_per_s": mb(row["network_out"], factor),
            "volume_mb_per_s": mb(row["storage_mib_per_s"]),
            "partitions": int(row["partitions"]),
            "partitions_max": int(row["partitions_max"]) if row["partitions_max"] else None,
            "usd_per_hour": {"on-demand": {"us-east-1": float(row["usd_per_hour"])}},
        }
        if row["name"].split(".")[1] == "t3":
            one["burstable"] = True
        instances.append({key: value for key, value in one.items() if value is not None})
    return about, instances


# The discounts of commitments are on list prices of this many hours.
_HOURS_PER_MONTH = 730
_COMMITTED = {"reserved-1y": "usd_per_month_1y", "reserved-3y": "usd_per_month_3y"}


def _gcp_prices(machine: str, on_demand: dict[str, float]) -> dict[str, dict[str, float]]:
    """What a machine costs per hour by pricing and region: a commitment's share of it as in its family."""
    family, shape = machine.split("-")[:2]
    prices: dict[str, dict[str, float]] = {"on-demand": on_demand}
    for row in table("gcp_committed.csv"):
        if row["family"] != family or row["shape"] not in ("*", shape) or row["region"] not in on_demand:
            continue
        for pricing, column in _COMMITTED.items():
            share = float(row[column]) / _HOURS_PER_MONTH / float(row["usd_per_hour"])
            price = round(on_demand[row["region"]] * share, 6)
            prices.setdefault(pricing, {})[row["region"]] = price
    return prices


def gcp() -> About:
    """Compute Engine: one egress figure, disks under a limit per machine."""
    about = {
        "name": "gcp",
        "date": "2026-07-30",
        "sources": [
            "docs.cloud.google.com/compute: machine families (public copies, early 2026)",
            "GoogleCloudPlatform/gcpdiag disk_performance_benchmark (2024-08-08): Persistent Disk",
            "tools/instances/facts/gcp_machines.csv, gcp_disks.csv: a source in each row",
        ],
        "pricing": {
            "on-demand": {
                "basis": "on demand, without sustained-use discounts",
                "date": {"us-central1": "2026-07-30", "europe-west1": "2026-07-30"},
                "source": "Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml @fd66b26",
            },
            **{
                f"reserved-{years}y": {
                    "basis": f"brokers and controllers under resource-based commitments of {said}, paid by "
                    "the month; the rest on demand",
                    "date": {"us-central1": "2026-07-30", "europe-west1": "2026-07-30"},
                    "source": "Cyclenerd/google-cloud-pricing-cost-calculator pricing.yml @fd66b26",
                }
                for years, said in ((1, "1 year"), (3, "3 years"))
            },
        },
    }
    instances = []
    for row in table("gcp_machines.csv"):
        if not row["egress_mb_per_s"]:
            continue  # no sustained network figure is published
        kinds = row["disk_types"].split()
        disks = {
            "hyperdisk-balanced": row["hyperdisk_balanced_mib_s"],
            "pd-balanced": row["pd_balanced_write_mib_s"] if "pd-balanced" in kinds else "",
            "pd-ssd": row["pd_ssd_write_mib_s"] if "pd-ssd" in kinds else "",
            "pd-standard": row["pd_balanced_write_mib_s"] if "pd-standard" in kinds else "",
        }
        one: dict[str, Any] = {
            "name": row["machine"],
            "family": row["family"],
            "vcpu": int(row["vcpu"]),
            "memory_gib": rounded(float(row["memory_gib"])),
            "network_mb_per_s": rounded(float(row["egress_mb_per_s"])),
            "volumes": {name: mb(limit) for name, limit in disks.items() if limit},
            "usd_per_hour": _gcp_prices(
                row["machine"],
                {
                    region: float(price)
                    for region, price in (
                        ("us-central1", row["usd_per_hour_us_central1"]),
                        ("europe-west1", row["usd_per_hour_europe_west1"]),
                    )
                    if price
                },
            ),
        }
        if row["local_write_mib_s"]:
            gib = float(row["local_ssd_gib"])
            one["local_disks"] = max(1, round(gib / 3000))
            one["local_gb"] = rounded(gib * GB_PER_GIB, 1)
            one["local_read_mb_per_s"] = mb(row["local_read_mib_s"])
            one["local_write_mb_per_s"] = mb(row["local_write_mib_s"])
            del one["volumes"]
        elif row["machine"].endswith("lssd") or not one["volumes"]:
            continue  # no throughput of its disks is published
        instances.append(one)
    return about, instances


def azure() -> About:
    """Azure: network and disk limits are apart; temporary disks hold no data."""
    about = {
        "name": "azure",
        "date": "2026-06-18",
        "sources": [
            "MicrosoftDocs/azure-compute-docs articles/virtual-machines/sizes (2026-02-27)",
            "scylladb/scylla-machine-image common/azure_io_params.yaml: NVMe disks of the L series, measured",
            "tools/instances/facts/azure_machines.csv, azure_disks.csv: a source in each row",
        ],
        "pricing": {
            "on-demand": {
                "basis": "pay as you go, Linux",
                "date": {"eastus": "2026-06-18", "westeurope": "2026-06-18"},
                "source": "Azure/karpenter-provider-azure pkg/providers/pricing/zz_generated.pricing.go",
            },
        },
    }
    instances = []
    for row in table("azure_machines.csv"):
        limit = row["uncached_v2_ultra_mb_per_s"] or row["uncached_mb_per_s"]
        one: dict[str, Any] = {
            "name": row["machine"],
            "family": row["series"],
            "vcpu": int(row["vcpu"]),
            "memory_gib": rounded(float(row["memory_gib"])),
            "network_mb_per_s": rounded(float(row["network_mb_per_s"])),
            "volumes": {"premium-ssd-v2": rounded(float(limit)), "ultra-disk": rounded(float(limit))},
            "usd_per_hour": {
                "on-demand": {
                    region: float(price)
                    for region, price in (
                        ("eastus", row["usd_per_hour_eastus"]),
                        ("westeurope", row["usd_per_hour_westeurope"]),
                    )
                    if price
                }
            },
        }
        write = row["measured_local_write_mb_per_s"] or row["local_write_mb_per_s"]
        if row["local_kind"] == "NVMe" and not write:
            continue  # no write throughput of its disks is published
        if row["local_kind"] == "NVMe":
            one["local_disks"] = int(row["local_disks"])
            one["local_gb"] = rounded(float(row["local_total_gib"]) * GB_PER_GIB, 1)
            read = row["measured_local_read_mb_per_s"] or row["local_read_mb_per_s"]
            one["local_read_mb_per_s"] = rounded(float(read))
            one["local_write_mb_per_s"] = rounded(float(write))
            del one["volumes"]
        instances.append(one)
    return about, instances


def services() -> dict[str, Any]:
    """What is sold by capacity and not by brokers: each figure with its unit, source and date."""
    found: dict[str, Any] = {}
    for row in table("managed_kafka.csv"):
        if row["service"] not in SERVICES:
            continue
        try:
            value = float(row["value"])
        except ValueError:
            continue  # no number is published, or it is a range: the provider's file says which
        found.setdefault(row["service"], {})[row["item"]] = {
            "value": rounded(value, 9),
            "unit": row["unit"],
            "source": row["source"],
            "date": row["date"],
        }
    return found
