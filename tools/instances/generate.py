"""Write the hardware catalogues of kafka_architect from the facts beside this file.

    python tools/instances/generate.py            # writes python/kafka_architect/data/*.json
    python tools/instances/generate.py --check    # exit 1 when the files on disk differ

Every CSV file of facts/ says its sources in its header or in each row. Nothing is fetched: what changes a
catalogue is a change in facts/. `collect_ec2.py` renews the facts of EC2, `collect_reserved.py` its
reservations for a year.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))  # as a script too
from tools.instances.machines import aws_ec2, aws_msk, azure, gcp, services
from tools.instances.tables import figure, rounded, table

DATA = Path(__file__).parent.parent.parent / "python" / "kafka_architect" / "data"


def volumes(provider: str) -> list[dict[str, Any]]:
    """Each kind of volume with its prices by region."""
    prices = [row for row in table("volume_prices.csv") if row["provider"] == provider]
    found = []
    for row in table("volumes.csv"):
        if row["provider"] != provider:
            continue
        limits = {
            key: rounded(figure(value))
            for key, value in row.items()
            if key not in {"provider", "name", "rotating"} and value
        }
        of_region = {
            price["region"]: {
                key: rounded(figure(price[key]), 6)
                for key in ("usd_per_gib_month", "usd_per_mib_per_s_month", "usd_per_iops_month")
                if price[key]
            }
            for price in prices
            if price["name"] == row["name"]
        }
        found.append(
            {"name": row["name"], "rotating": row["rotating"] == "yes", **limits, "prices": of_region}
        )
    return found


def regions(provider: str) -> dict[str, dict[str, Any]]:
    """What is charged in each region beside machines and volumes."""
    return {
        row["region"]: {
            key: value if key == "date" else rounded(figure(value), 6)
            for key, value in row.items()
            if key not in {"provider", "region"} and value
        }
        for row in table("markets.csv")
        if row["provider"] == provider
    }


def catalogues() -> dict[str, dict[str, Any]]:
    """The documents by the names of their files."""
    return {
        name: {
            "schema": 2,
            **about,
            "regions": regions(name),
            "volumes": volumes(name),
            "instances": sorted(instances, key=lambda one: (one["family"], one["vcpu"], one["name"])),
        }
        for name, (about, instances) in {
            "aws_ec2": aws_ec2(),
            "aws_msk": aws_msk(),
            "azure": azure(),
            "gcp": gcp(),
        }.items()
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
    texts = {name: text_of(catalogue) for name, catalogue in catalogues().items()}
    texts["services"] = json.dumps(services(), indent=1, ensure_ascii=False) + "\n"
    for name, text in texts.items():
        path = DATA / f"{name}.json"
        if check:
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                drifted.append(path.name)
        else:
            path.write_text(text, encoding="utf-8")
            print(path.name)
    if drifted:
        sys.exit(f"out of date: {', '.join(drifted)}; run tools/instances/generate.py")


if __name__ == "__main__":
    main()
