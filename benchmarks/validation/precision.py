"""How much of what is found in published files is true, and how much is missed, here and with other tools.

    python -m benchmarks.validation.precision [--peers build/peers/venv]

Writes benchmarks/results/validation-precision.md. The files and their judgement stand in
tests/validation/published; peers are run where their environment is given (Python 3.12 with kafkacfg, checkov
and kafkaesq), else the page has no rows for them.
"""

import argparse
import json
import re
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from benchmarks.validation.rounds import rounds
from tests.validation.published_files import ROOT, findings, held_out, place, published

RESULTS = Path(__file__).resolve().parents[1] / "results" / "validation-precision.md"
# What kafkacfg advises, judged: 512 bytes starve a socket that has 64 KiB and more by default, and a fetch
# that waits for 512 bytes only delays followers; larger buffers are right where the round trip is long.
_KAFKACFG_TRUE = {"socket.send.buffer.bytes", "replica.socket.receive.buffer.bytes"}
_SYNTAX = "SYN001"  # "cannot be read" names no fault of the file

_INTRO = """# Precision and recall on published files

Written by `python -m benchmarks.validation.precision --peers build/peers/venv`.

{files} files of {projects} projects ([sources](../../tests/validation/published/SOURCES.md)), as if
each were to go to production. A finding is true when it names a fault or gives advice that a platform team
would take; findings and faults count once per broker, client or topic. The list and the judgement are ours,
and most files are examples or made for tests, in which much is wrong for production.

## Files nobody had looked at when the rules were written

{rounds}
## All files, after rules and dialects were mended on them

Recall is against {faults} faults: the true findings of kafka-architect and the noted faults that it does not
name. Rules were mended on these same files, so other files will do worse.

| Tool | Reads | Findings | True | False | Missed | Precision | Recall |
|---|--:|--:|--:|--:|--:|--:|--:|
"""

_OUTRO = """
Before anything was mended on them, the first {old_files} files had 158 findings: 140 true, 18 false, 44
missed; precision 0.886, recall 0.761. The faults of most of them were noted by reading too, but their
expectations were made from the findings; each mark was reviewed later (two were changed).

## What is still missed

- What a Helm chart adds where another file of values may lie over this one (values-production.yaml), or
  of a chart whose templates were not read.
- What images that nobody knows set by themselves: authorizers, partitions, volumes.
- Modules of Terraform that nobody knows, and `lifecycle` of a topic.
- Settings that a program puts together in several files, or from what it is called with.
- Brokers that talk in clear where clients do too, and min.insync.replicas where DUR004 asks for three copies
  first.
- Settings of tools beside Kafka (kafka-ui, kafdrop), of ZooKeeper, of Docker's socket, sizes of disks.
- Connectors' own settings, such as ids of MongoDB that are made anew for each delivery.
- Dead letters of Spring Cloud Stream; one bootstrap server that is a service's name.

What the others cannot read, or do not look for:

- **kafkacfg** reads .properties of brokers and of librdkafka, no other format. Its recommendations need a
  version of its own data: 2.8, 3.6, 3.9 and 4.0 stop with an error on these files ("65536 (64 kibibytes)" is
  no integer), so 1.0 was asked, with 8 CPUs and 8 disks. It tunes buffers and threads; what is true of that
  is none of the faults in the list.
- **checkov** reads Terraform and Kubernetes, and no Compose. Its checks know the clusters of cloud providers
  (encryption and logging of MSK), not Kafka's keys, topics or Strimzi's resources. Findings about anything
  but Kafka (here: that a module is not pinned) are not counted.
- **kafkaesq** converts files of clients between libraries and warns of keys without an equivalent; it takes
  key=value or JSON of a client, which one of these files is, and has no warning for it.
- **kafka-linter-maven-plugin** (framiere; 660 rules by its README, 746 by its catalogue) reads compiled Java
  classes, the POM, and application.properties or .yml below src/main/resources, which 6 of these files are.
  It is not on Maven Central, so it was not run; docs/other-linters.md compares what both check.
- **superstream-kafka-analyzer** asks a running cluster, and was not run.
"""


@dataclass(frozen=True)
class Row:
    """One tool: how many of the files it reads, what it finds, and how many known faults it names."""

    tool: str
    reads: int
    true: int
    false: int
    named: int  # of the known faults

    def line(self, faults: int) -> str:
        """The row of the table."""
        found = self.true + self.false
        precision = f"{self.true / found:.3f}" if found else "-"
        return (
            f"| {self.tool} | {self.reads} | {found} | {self.true} | {self.false} | {faults - self.named} | "
            f"{precision} | {self.named / faults:.3f} |\n"
        )


def ours() -> tuple[Row, int]:
    """kafka-architect, and how many faults are known."""
    reads = true = false = missed = 0
    for one in published():
        found = [place(finding) for finding in findings(one.path)]
        unjudged = [item for item in found if item not in one.expected]
        if unjudged:
            raise SystemExit(f"{one.name}: not judged: {unjudged}")
        true += sum(one.expected[item] for item in found)
        false += sum(not one.expected[item] for item in found)
        missed += len(one.missed) + sum(judged and item not in found for item, judged in one.expected.items())
        reads += all(item[0] != _SYNTAX for item in found)
    row = Row(f"kafka-architect {version('kafka-architect')}", reads, true, false, true)
    return row, true + missed


def kafkacfg(environment: Path) -> Row:
    """Recommendations for the .properties files of brokers."""
    reads = true = false = 0
    for one in published():
        if not one.path.name.endswith("server.properties"):
            continue
        command = [str(environment / "bin" / "kafkacfg"), "recommends", "-v", "1.0"]
        done = subprocess.run(
            [*command, "--broker-num-cpus", "8", "--broker-num-disks", "8", str(one.path)],
            capture_output=True,
            text=True,
            check=True,
        )
        keys = re.findall(r"^Recommendation \d+: set (\S+)", done.stdout, re.MULTILINE)
        reads += 1
        true += sum(key in _KAFKACFG_TRUE for key in keys)
        false += sum(key not in _KAFKACFG_TRUE for key in keys)
    return Row(f"kafkacfg {_installed(environment, 'kafkacfg')}", reads, true, false, 0)


def checkov(environment: Path) -> Row:
    """Failed checks whose name or resource is Kafka's."""
    files = [
        one.path for one in published() if one.path.suffix == ".tf" or "\nkind: " in one.path.read_text()
    ]
    done = subprocess.run(
        [environment / "bin" / "checkov", "-d", ROOT, "--compact", "--quiet", "-o", "json"],
        capture_output=True,
        text=True,
        check=False,  # findings make its exit code 1
    )
    reports = json.loads(done.stdout)
    failed = [
        check
        for report in (reports if isinstance(reports, list) else [reports])
        for check in report.get("results", {}).get("failed_checks", ())
        if not check["check_id"].startswith("CKV_TF_")
        and re.search(r"kafka|msk", f"{check['check_name']} {check['resource'].split('.')[0]}", re.IGNORECASE)
    ]
    return Row(f"checkov {_installed(environment, 'checkov')}", len(files), len(failed), 0, len(failed))


def kafkaesq(environment: Path) -> Row:
    """What it warns of in the one published file that is a client's in one of its formats."""
    file = ROOT / "confluent-examples" / "librdkafka.config"
    command = [str(environment / "bin" / "kafkaesq"), "--to", "aiokafka", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    warnings = len(re.findall(r"^warning", done.stderr, re.MULTILINE))
    return Row(f"kafkaesq {_installed(environment, 'kafkaesq')}", 1, warnings, 0, 0)


def _installed(environment: Path, package: str) -> str:
    ask = f"from importlib.metadata import version; print(version({package!r}))"
    command = [str(environment / "bin" / "python"), "-c", ask]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    """Count, run the peers that are there, write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--peers", type=Path, help="virtual environment with kafkacfg, checkov and kafkaesq")
    peers = parser.parse_args().peers
    own, faults = ours()
    rows = [own]
    if peers is not None:
        rows += [run(peers) for run in (kafkacfg, checkov, kafkaesq)]
    projects = len({one.name.split("/")[0] for one in published()})
    held_files = sum(len(one.files) for one in held_out())
    page = _INTRO.format(
        files=len(published()),
        projects=projects,
        faults=faults,
        rounds=rounds(),
    )
    page += "".join(row.line(faults) for row in rows)
    page += _OUTRO.format(old_files=len(published()) - held_files)
    RESULTS.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
