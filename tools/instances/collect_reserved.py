"""Collect what a year's reservation of EC2 instances costs, from the published list of a public repository.

    git clone https://github.com/LeanerCloud/ec2-instances-info
    python tools/instances/collect_reserved.py ec2-instances-info   # writes facts/aws_reserved.csv

The list (generated_instances_data.txt) is made from Amazon's price list: us-east-1, Linux, standard
reservations of one year, all up front, per hour; and what the same instance costs on demand on that day. Only
the machines of facts/aws_machines.csv are taken. On-demand prices of the two sources must agree: where
Amazon changed one, the reservation of that day says nothing about today.
"""

import csv
import re
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # as a script too
from tools.instances.tables import FACTS, table

TARGET = FACTS / "aws_reserved.csv"
LIST = "generated_instances_data.txt"
REGION = "us-east-1"
# Prices of the two sources that differ by more than rounding.
MOST_APART = 0.005
_LINE = re.compile(
    rf"Instance type: (?P<name>[^,]+),.*Linux OD cost in {REGION}: (?P<hour>[0-9.e-]+),"
    rf".*Linux Standard RI 1y AllUpfront cost in {REGION}: (?P<reserved>[0-9.e-]+),"
)


def git(repository: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(repository), *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


def rows_of(text: str) -> list[dict[str, str]]:
    """The machines that the catalogue has, with a price for the reservation, in its order."""
    found = {one["name"]: one for one in map(_LINE.match, text.splitlines()) if one}
    today = {row["instance"]: row for row in table("aws_on_demand.csv") if row["region"] == REGION}
    rows = []
    for machine in (row["machine"] for row in table("aws_machines.csv")):
        one = found.get(machine)
        if one is None or not float(one["reserved"]):
            continue
        if abs(float(one["hour"]) / float(today[machine]["usd_per_hour"]) - 1) > MOST_APART:
            print(f"{machine}: {one['hour']} then, {today[machine]['usd_per_hour']} today: left out")
            continue
        rows.append(
            {
                "machine": machine,
                "region": REGION,
                "reserved_1y_usd_per_hour": one["reserved"],
                "on_demand_usd_per_hour": one["hour"],
            }
        )
    return rows


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    repository = Path(sys.argv[1])
    commit, date = git(repository, "log", "-1", "--format=%h %cs", "--", LIST).split()
    rows = rows_of(git(repository, "show", f"HEAD:{LIST}"))
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# LeanerCloud/ec2-instances-info {LIST} @{commit} ({date}), from Amazon's price list:\n")
        file.write(
            "# standard reservations of one year, all up front, per hour, Linux; and on demand then.\n"
        )
        file.write("# Written by tools/instances/collect_reserved.py.\n")
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{TARGET.name}: {len(rows)} machines")


if __name__ == "__main__":
    main()
