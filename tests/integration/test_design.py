"""`kafka-architect design` as a process: what it prints, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .command import refuse, run, succeed

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "designs"
SHOP = EXAMPLES / "shop.yaml"


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_shop_is_printed() -> None:
    text = succeed("design", SHOP)
    assert text.startswith("shop: 28 topics, ")
    assert "orders.events" in text and "consumer parallelism" in text


def test_json_explains_itself(tmp_path: Path) -> None:
    file = tmp_path / "design.json"
    file.write_text(succeed("design", SHOP, "--format", "json"), encoding="utf-8")
    names = succeed("explain", file).splitlines()
    assert "orders.events.partitions" in names
    text = succeed("explain", file, "orders.events.partitions")
    assert "orders.events.partitions = 12 partitions" in text
    for part in ("formula", "input", "binding", "source"):
        assert f"  {part}" in text
    explained = json.loads(succeed("explain", file, "orders.events.retention.ms", "--format", "json"))
    assert explained["value"] == 604_800_000
    assert "did you mean 'orders.events.partitions'" in refuse("explain", file, "orders.events.partition")


def test_every_output_is_written(tmp_path: Path) -> None:
    done = run("design", SHOP, "--out", tmp_path / "build")
    assert done.returncode == 0
    written = _tree(tmp_path / "build")
    assert done.stderr == f"Wrote {len(written)} files to {tmp_path / 'build'}\n"
    assert {"README.md", "design.json", "asyncapi.yaml"} <= written.keys()
    again = run("design", SHOP, "--out", tmp_path / "build")
    assert (again.returncode, _tree(tmp_path / "build")) == (0, written)


def test_only_some_outputs_are_written(tmp_path: Path) -> None:
    run("design", SHOP, "--out", tmp_path / "build", "--only", "json, asyncapi", "--env", "dev")
    assert set(_tree(tmp_path / "build")) == {"design.json", "asyncapi.yaml"}
    assert json.loads((tmp_path / "build" / "design.json").read_text())["environment"] == "dev"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--only", "strimzy", "--out", "b"), "did you mean 'strimzi'"),
        (("--only", "strimzi"), "add --out"),
        (("--env", "dve"), "did you mean 'dev'"),
        (("--fail-on", "x"), "--fail-on"),
        (("extra",), "extra"),
    ],
)
def test_wrong_usage_writes_nothing(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    message = refuse("design", SHOP, *arguments, cwd=tmp_path)
    assert words in message
    assert "design make" not in message
    assert _tree(tmp_path) == {}


def test_a_wrong_specification_writes_nothing(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(SHOP.read_text(encoding="utf-8") + "servces: {}\n", encoding="utf-8")
    message = refuse("design", wrong, "--out", tmp_path / "build")
    assert "did you mean 'services'" in message
    assert not (tmp_path / "build").exists()


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    build = tmp_path / "build"
    (build / "asyncapi.yaml").mkdir(parents=True)
    (build / "README.md").write_text("mine", encoding="utf-8")
    assert "asyncapi.yaml" in refuse("design", SHOP, "--out", build)
    assert _tree(build) == {"README.md": b"mine"}


def test_findings_decide_the_exit_code() -> None:
    draft = EXAMPLES / "shop-first-draft.yaml"
    assert run("design", draft).returncode == 1
    assert run("design", draft, "--fail-on", "never").returncode == 0
    assert run("design", SHOP, "--fail-on", "info").returncode == 0


def test_a_started_specification_designs_at_once(tmp_path: Path) -> None:
    started = tmp_path / "shop.yaml"
    started.write_text(succeed("design", "init", "--services", "order,payment,inventory"), encoding="utf-8")
    text = succeed("design", started)
    for name in ("order.events", "payment.events", "inventory.events", "Open questions:"):
        assert name in text
    assert "given twice" in refuse("design", "init", "--services", "a,a")
    assert "is not a name" in refuse("design", "init", "--services", "a:b")


def test_every_archetype_designs_without_an_error(tmp_path: Path) -> None:
    from kafka_architect.designs.starting import archetypes

    assert {"ecommerce", "iot", "payments", "cdc", "clickstream"} <= set(archetypes())
    started = tmp_path / "iot.yaml"
    assert run("design", "init", "--archetype", "iot", "--out", started).returncode == 0
    assert succeed("design", started).startswith("fleet: ")
    assert "did you mean 'payments'" in refuse("design", "init", "--archetype", "payment")
    assert "one of --services" in refuse("design", "init")


def test_a_specification_starts_from_a_pattern(tmp_path: Path) -> None:
    started = tmp_path / "saga.yaml"
    started.write_text(succeed("design", "init", "--pattern", "saga-orchestration"), encoding="utf-8")
    assert "checkout.replies" in succeed("design", started)
    assert "did you mean 'inbox'" in refuse("design", "init", "--pattern", "inbx")


def test_patterns_are_listed_and_explained() -> None:
    listed = succeed("design", "--list-patterns")
    names = [line.split()[0] for line in listed.splitlines()]
    assert "retry-dlq" in names
    for name in names:
        page = succeed("design", "explain-pattern", name)
        assert f"({name})" in page and "## Example" in page
    assert json.loads(succeed("design", "explain-pattern", names[0], "--format", "json"))["name"] == names[0]
    assert "did you mean 'retry-dlq'" in refuse("design", "explain-pattern", "retry-dql")


def test_checks_are_explained() -> None:
    assert "## Repaired" in succeed("design", "explain-check", "dsn001")
    assert (
        json.loads(succeed("design", "explain-check", "names-collide", "--format", "json"))["code"]
        == "DSN005"
    )
    assert "expected one of" in refuse("design", "explain-check", "XYZ")


def test_help_names_options_and_commands() -> None:
    text = succeed("design", "--help")
    for words in ("--out", "--only", "--env", "--list-patterns", "explain-pattern", "init", "SPEC.yaml"):
        assert words in text


def test_the_schema_is_printed() -> None:
    assert json.loads(succeed("design", "schema"))["$defs"]


@pytest.mark.parametrize(
    "hostile",
    [
        b"a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n"
        + b"".join(
            b"c%d: &c%d [*%s, *%s, *%s, *%s, *%s, *%s, *%s, *%s]\n"
            % ((n, n) + ((b"b" if n == 0 else b"c%d" % (n - 1)),) * 8)
            for n in range(12)
        ),
        b"[" * 100_000,
        b"name: x\nentities: {e: {events: " + b"{" * 5_000,
        b"\xff\xfe\x00",
        b"name: x\nname: y\n",
        b"name: x\npatterns: [" + b"{pattern: saga-choreography, steps: []}," * 3 + b"]",
        b"name: " + b"x" * 300,
        b"name: x\ntopics: {t: {key: [" + b"k," * 3000 + b"]}}",
        b"name: x\ntopics: {t: {partitions: 99999999999999999999}}",
        b"name: x\ntopics: {t: {rate: 1e308/s, size: 1e17}}",
    ],
)
def test_hostile_specifications_are_refused(hostile: bytes, tmp_path: Path) -> None:
    file = tmp_path / "spec.yaml"
    file.write_bytes(hostile)
    message = refuse("design", file, "--out", tmp_path / "build")
    assert message.startswith("Error: ") and str(file) in message
    assert not (tmp_path / "build").exists()
