"""The tools as an assistant sees them: by the official client, in process and over standard streams."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import anyio
import pytest

import kafka_architect as ka
from kafka_architect.assistant.capping import MOST_CHARACTERS
from kafka_architect.assistant.folders import Folders
from kafka_architect.assistant.server import assistant_server

mcp = pytest.importorskip("mcp")

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEYS = ["a", "b", "a", "a"] * 50
WORKLOAD: dict[str, Any] = {"rate": "5000/s", "message_bytes": 1000, "retention": "1d"}
FLOW: dict[str, Any] = {"rate": 5000, "message_bytes": 500, "partitions": 12, "latency": "20ms"}


def asked(
    allowed: Path | None, tool: str, *, writable: Path | None = None, masked: bool = False, **arguments: Any
) -> tuple[bool, Any]:
    """(whether it failed, the answer or the sentence)."""
    folders = Folders(() if allowed is None else (allowed,), writable)

    async def ask() -> tuple[bool, Any]:
        async with mcp.Client(assistant_server(folders, mask_keys=masked)) as client:
            found = await client.call_tool(tool, arguments)
            return found.is_error, found.content[0].text if found.is_error else found.structured_content

    return anyio.run(ask)


def answered(allowed: Path | None, tool: str, **arguments: Any) -> dict[str, Any]:
    failed, found = asked(allowed, tool, **arguments)
    assert not failed, found
    assert len(json.dumps(found["document"])) <= MOST_CHARACTERS * 1.1
    assert len(found["text"]) <= MOST_CHARACTERS
    return dict(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("a\n" * 10)
    (inside / "keys.txt").write_text("\n".join(KEYS))
    rows = "".join(f"c{i % 40},o{i}\n" for i in range(400))
    (inside / "orders.csv").write_text(f"customer,order\n{rows}")
    (inside / "producer.properties").write_text("acks=2\nbootstrap.servers=a:9092\n")
    (inside / "link").symlink_to(tmp_path / "secret.txt")
    return inside


def test_keys(folder: Path) -> None:
    found = answered(None, "analyze_keys", keys=KEYS, partitions=[4])
    assert found["document"]["records"] == 200
    assert found["text"] == str(ka.analyze(KEYS, [4]))
    of_file = answered(folder, "analyze_keys", path="keys.txt", partitions=[4])
    assert of_file["document"]["records"] == 200
    best = answered(folder, "compare_keys", path="orders.csv", keys=["customer", "order"], partitions=[6])
    assert "customer" in best["text"]
    placed = answered(None, "place_key", key="user-42", partitions=12)
    assert placed["document"] == ka.placements("user-42", 12).to_dict()


@pytest.mark.parametrize("where", [{"masked": True}, {"mask_keys": True}])
def test_keys_are_masked_on_request(where: dict[str, bool]) -> None:
    found = answered(None, "analyze_keys", keys=["jane@example.org"] * 9, partitions=[4], **where)
    assert "jane" not in json.dumps(found)


def test_plans_and_their_numbers() -> None:
    plan = answered(None, "size_cluster", workload=WORKLOAD, offers=True)
    assert plan["document"]["brokers"] == ka.ClusterSizingCalculator(ka.Workload(**WORKLOAD)).plan().brokers
    assert plan["document"]["offers"]
    names = answered(None, "explain_number", workload=WORKLOAD)["document"]["names"]
    explained = answered(None, "explain_number", workload=WORKLOAD, name="brokers")
    assert "brokers" in names
    assert explained["document"]["formula"] in explained["text"]
    advice = answered(None, "recommend_partitions", rate="50 MB/s")
    assert advice["document"]["partitions"] == ka.recommend_partitions(rate="50 MB/s").partitions
    tuned = answered(None, "tune_clients", flow=FLOW)
    assert tuned["text"] == str(ka.tune(**FLOW))
    assert answered(None, "explain_number", flow=FLOW, name="producer.linger.ms")["document"]["formula"]


def test_configurations(folder: Path) -> None:
    found = answered(None, "validate_text", text="acks=2\n", file_name="producer.properties")
    codes = [one["code"] for one in found["document"]["findings"]]
    assert "VAL003" in codes
    of_folder = answered(folder, "validate_path", path=".")
    assert of_folder["document"]["summary"]["files"] >= 1
    mended = answered(None, "fix_text", text="compression.type=LZ4\n", file_name="producer.properties")
    assert mended["text"] == "compression.type=lz4\n"
    rule = answered(None, "explain_rule", code="DUR001")
    assert rule["text"].startswith("DUR001")
    assert answered(None, "list_rules", subject="DUR")["document"]["codes"][0] == "DUR001"


def test_designs(folder: Path, tmp_path: Path) -> None:
    start = answered(None, "start_design", services=["order", "payment"])["text"]
    made = answered(None, "design", specification=start)
    assert made["document"]["topics"]
    (folder / "shop.yaml").write_text(start)
    assert answered(folder, "design", specification="shop.yaml")["text"] == made["text"]
    same = answered(folder, "design_diff", old="shop.yaml", new="shop.yaml")
    assert same["document"]["changes"] == []
    files = answered(folder, "design_files", specification="shop.yaml", outputs=["asyncapi"])
    (asyncapi,) = [one for one in files["document"]["files"] if "asyncapi" in one]
    out = tmp_path / "out"
    out.mkdir()
    failed, why = asked(folder, "design_files", specification="shop.yaml", outputs=["asyncapi"], folder="a")
    assert failed
    assert "--write" in why
    answered(
        folder, "design_files", specification="shop.yaml", outputs=["asyncapi"], folder="a", writable=out
    )
    (folder / "contract.yaml").write_text((out / "a" / asyncapi).read_text())
    imported = answered(folder, "import_design", paths=["contract.yaml"])
    assert answered(None, "design", specification=imported["text"])["document"]["topics"]
    number = next(iter(ka.design(str(folder / "shop.yaml")).topics)) + ".partitions"
    assert answered(None, "explain_number", specification=start, name=number)["document"]["formula"]


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("analyze_keys", lambda outside: {"path": outside, "partitions": [4]}),
        ("analyze_keys", lambda _: {"path": "link", "partitions": [4]}),
        ("analyze_keys", lambda _: {"path": "../secret.txt", "partitions": [4]}),
        ("validate_path", lambda _: {"path": ".."}),
        ("design", lambda outside: {"specification": f"name: x\nfrom: [{outside}]\n"}),
        (
            "design",
            lambda outside: {"specification": f"name: x\nentities:\n  o: {{key: id, keys: {outside}}}\n"},
        ),
        ("size_cluster", lambda outside: {"workload": {**WORKLOAD, "skew": f"{outside}.json"}}),
        ("import_design", lambda outside: {"paths": [outside]}),
        ("explain_number", lambda outside: {"path": outside}),
    ],
)
def test_nothing_outside_the_folders_is_read(
    folder: Path, tool: str, arguments: Callable[[str], dict[str, Any]]
) -> None:
    failed, why = asked(folder, tool, **arguments(str(folder.parent / "secret.txt")))
    assert failed
    assert "a\na\n" not in why


@pytest.mark.parametrize("target", ["/tmp/elsewhere", "../elsewhere", ".", ""])
def test_nothing_outside_the_folder_is_written(folder: Path, tmp_path: Path, target: str) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (folder / "shop.yaml").write_text(answered(None, "start_design", services=["order"])["text"])
    failed, why = asked(
        folder, "design_files", specification="shop.yaml", outputs=["markdown"], folder=target, writable=out
    )
    assert failed
    assert "expected a path below" in why
    assert list(out.iterdir()) == []


@pytest.mark.parametrize(
    ("tool", "arguments", "cure"),
    [
        ("analyze_keys", {"partitions": [4]}, "either a path or keys"),
        ("analyze_keys", {"keys": ["a"], "partitions": [0]}, "1,000,000"),
        ("analyze_keys", {"path": "keys.txt", "partitions": [4]}, "--folder"),
        ("size_cluster", {"workload": {"rate": 5}}, "retention"),
        ("size_cluster", {"workload": {"rte": 5}}, "did you mean rate"),
        ("explain_rule", {"code": "DUR999"}, "DUR"),
        ("explain_number", {}, "expected one of workload"),
        ("tune_clients", {"flow": {"rates": 5}}, "did you mean 'rate'"),
    ],
)
def test_errors_say_what_to_do(tool: str, arguments: dict[str, Any], cure: str) -> None:
    failed, why = asked(None, tool, **arguments)
    assert failed
    assert cure in why


def test_long_answers_are_cut_and_say_so() -> None:
    text = "".join(f"unknown.key.{i}=1\n" for i in range(3000))
    found = answered(None, "validate_text", text=text, file_name="producer.properties", role="producer")
    cut = next(one for one in found["truncated"] if one.startswith("findings: "))
    assert int(cut.split()[1]) == len(found["document"]["findings"])
    assert any(one.startswith("text: ") for one in found["truncated"])


def test_rules_are_resources_and_prompts_name_the_tools() -> None:
    async def ask() -> tuple[str, list[str], str, bool]:
        async with mcp.Client(assistant_server(Folders(()))) as client:
            rule = (await client.read_resource("kafka-rule://DUR001")).contents[0].text
            prompts = [one.name for one in (await client.list_prompts()).prompts]
            words = (
                (await client.get_prompt("design_from_asyncapi", {"path": "a.yml"})).messages[0].content.text
            )
            reading = all(one.annotations.read_only_hint for one in (await client.list_tools()).tools)
            with pytest.raises(Exception, match="DUR"):
                await client.read_resource("kafka-rule://DUR999")
            return rule, prompts, words, reading

    rule, prompts, words, reading = anyio.run(ask)
    assert rule.startswith("DUR001")
    assert prompts == ["review_repository", "design_from_asyncapi", "size_workload"]
    assert "a.yml" in words
    assert "import_design" in words
    assert reading


def test_over_standard_input_and_output(folder: Path) -> None:
    from mcp.client.stdio import StdioServerParameters, stdio_client

    command = [sys.executable, "-m", "kafka_architect", "mcp", "--folder", str(folder)]

    async def ask() -> tuple[list[str], Any]:
        server = stdio_client(StdioServerParameters(command=command[0], args=command[1:]))
        async with mcp.Client(server) as client:
            tools = [one.name for one in (await client.list_tools()).tools]
            found = await client.call_tool("analyze_keys", {"path": "keys.txt", "partitions": [4]})
            return tools, found.structured_content

    tools, found = anyio.run(ask)
    assert "size_cluster" in tools
    assert found["document"]["records"] == 200
