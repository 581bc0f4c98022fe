"""What was found in files that nobody had looked at, as the part of the results page that says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.validation.published_files import findings, held_out, place, published

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.validation.published_files import Round

# Files that were not seen before and of which little is certain: charts, unknown images, Python.
_UNCERTAIN = (
    "bitnami/values-production.yaml",
    "cp-helm-charts/values.yaml",
    "sarama/docker-compose.yml",
    "cadence/docker-compose.yml",
    "posthog/client.py",
    "kombu/confluentkafka.py",
    "home-assistant/apache_kafka.py",
)
# The same in the second round: charts, unknown images, a server that a script starts with all its settings.
_UNCERTAIN_CONTAINERS = (
    "cloudpirates/values.yaml",
    "datahub-helm/values.yaml",
    "palisade/values.yaml",
    "kafdrop/docker-compose.yaml",
    "fabric-samples/docker-compose-kafka.yaml",
    "kubernetes-contrib/kafka.yaml",
)

_TEXT = """Twice the faults of files were noted by reading and committed before anything was run on them; then
each finding was judged by itself, and rules and dialects were mended on what was wrong or missed. **The
first rows of each round have the figures to expect of files of your own.** Recall is what of the noted
faults is named.

### First round: files of every kind

{first.files_and_projects} ({first.judged}).

{first.table}

{first.beyond} more of the first findings are true and name what the notes had not. More than half of
what they missed, {first_uncertain} of {first.missed}, is in files of which little is certain: values of
Helm charts, whose templates add what no file shows; images that nobody knows, whose defaults are
unknown; Python that puts its dictionaries together as it runs.

### Second round: containers

{second.files_and_projects}, read when rules had been mended on the first: Compose with the images of
Confluent and wurstmeister and with images of the projects' own, env files, Kubernetes, values of four
Helm charts, Strimzi ({second.judged}).

{second.table}

{second.beyond} more of the first findings are true and name what the notes had not. Of what they
missed, {second_uncertain} of {second.missed} are in values of charts, in images that nobody knows, and
in a server that is started with all its settings on its command line. Of the false alarms three were
about a part of a chart that is switched off, five about what old images of wurstmeister do by
themselves, one about a variable that this image fills in, and one about a topic that has to have one
partition.
"""


class _Told:
    """A round in words and figures."""

    def __init__(self, held: Round) -> None:
        counts = held.files
        self.judged = held.judged
        projects = len({name.split("/")[0] for name in counts})
        self.files_and_projects = f"{len(counts)} files of {projects} projects"
        self.beyond = sum(one["true_findings"] - one["named"] for one in counts.values())
        self.missed = held.missed()
        others = {name: one for name, one in counts.items() if name not in held.alike}
        alike = " and ".join(name.split("/")[0] for name in held.alike)
        self.table = "\n".join(
            [
                "| | Findings | True | False | Precision | Noted faults | Named | Recall |",
                "|---|--:|--:|--:|--:|--:|--:|--:|",
                _row("before anything was mended", counts.values()),
                _row(f"the same without brokers that stand several times ({alike})", others.values()),
                _row("after rules and dialects were mended on them", map(_now, counts)),
            ]
        )


def rounds() -> str:
    """Both rounds, each with its first figures and those of today."""
    first, second = held_out()
    return _TEXT.format(
        first=_Told(first),
        second=_Told(second),
        first_uncertain=first.missed(*_UNCERTAIN),
        second_uncertain=second.missed(*_UNCERTAIN_CONTAINERS),
    )


def _now(name: str) -> dict[str, int]:
    """What is found in such a file today."""
    one = next(each for each in published() if each.name == name)
    judged = [one.expected[place(finding)] for finding in findings(one.path)]
    return {
        "true_findings": sum(judged),
        "false_findings": len(judged) - sum(judged),
        "faults": one.noted,
        "named": one.noted - len(one.missed),
    }


def _row(name: str, files: Iterable[Mapping[str, int]]) -> str:
    counted = list(files)
    true, false, noted, named = (
        sum(one[count] for one in counted) for count in ("true_findings", "false_findings", "faults", "named")
    )
    return (
        f"| {name} | {true + false} | {true} | {false} | {true / (true + false):.3f} | {noted} | {named} | "
        f"{named / noted:.3f} |"
    )
