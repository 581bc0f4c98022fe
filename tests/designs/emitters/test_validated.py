"""What is emitted for people to run passes the validator as production, or the design says why not."""

from __future__ import annotations

from pathlib import Path

import pytest

import kafka_architect as ka
from kafka_architect.designs.design import design
from kafka_architect.designs.emitters import emit
from tests.designs import outputs
from tests.designs.specifications import EXAMPLES

_CASES = Path(ka.__file__).parent / "data" / "pattern_specifications"
_EMITTERS = (
    "strimzi",
    "strimzi-cluster",
    "strimzi-connect",
    "terraform",
    "terraform-confluent",
    "client-properties",
    "spring",
    "librdkafka",
    "python",
    "connect",
    "mirror-maker",
)
# Files of providers, accounts and quotas configure nothing that the validator judges.
_UNJUDGED = ("main.tf", "accounts.tf", "quotas.tf")
# rule -> the check of the design that says the same of it
_SAID = {"TOP005": "DSN009", "TOP015": "DSN010", "TOP024": "DSN010", "TOP011": "DSN001", "UPG007": "DSN008"}


@pytest.mark.parametrize(
    "path", [*sorted(EXAMPLES.glob("*.yaml")), *sorted(_CASES.glob("*.yaml"))], ids=lambda path: path.stem
)
def test_everything_passes_as_production(path: Path) -> None:
    made = design(path)
    texts = {name: text for name, text in emit(made, _EMITTERS).items() if not name.endswith(_UNJUDGED)}
    codes = {one.code for one in made.findings}
    pinned = {one.name for one in made.topics.values() if one.partitions.pinned}
    left = [
        (one.rule.code, one.file.path, one.message)
        for one in ka.ConfigValidator(made.platform.kafka, profile="production").validate(texts).findings
        if _SAID.get(one.rule.code) not in codes
        # One partition on purpose, with its reason.
        and not (one.rule.code == "TOP001" and one.configuration in pinned)
        # Permissions of the target are emitted for it too, which the rule cannot see.
        and not (one.rule.code == "MMK008" and any("users.yaml" in name for name in texts))
    ]
    assert left == []


@pytest.mark.parametrize("name", ["two-region-payments", "iot-fleet", "clickstream"])
def test_clusters_of_every_region_follow_their_crds(name: str) -> None:
    import yaml

    made = design(EXAMPLES / f"{name}.yaml")
    texts = emit(made, ("strimzi", "strimzi-cluster", "strimzi-connect"))
    for path, text in texts.items():
        for document in yaml.load_all(text, Loader=yaml.CSafeLoader):
            if document["kind"] == "KafkaConnector":
                continue
            assert list(outputs.strimzi(document["kind"]).iter_errors(document)) == [], path
    ends = {end for one in made.mirrors for end in (one.source, one.target)}
    folders = {path.split("/")[1] for path in texts if path.endswith("topics.yaml")}
    assert folders == (ends or {"topics.yaml"})
