"""Explicit maps of keys to partitions: even, in order, and the same in JSON, Java and Python."""

from __future__ import annotations

import base64
import json
import subprocess
import types
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import kafka_architect as ka
from kafka_architect.analysis.key_map import KeyMap, key_map

from .measured import measure, measure_weights, murmur2

if TYPE_CHECKING:
    from collections.abc import Sequence

REPOSITORY = Path(__file__).parents[3]
FLIGHTS = REPOSITORY / "examples" / "flights_dest.txt"


def airports() -> KeyMap:
    found = ka.analyze(FLIGHTS, [12]).key_map(12)
    assert found is not None
    return found


def loads(keys: Sequence[bytes], partitions: Sequence[int], count: int) -> np.ndarray:
    return np.bincount(np.asarray(partitions), minlength=count) if keys else np.zeros(count)


def module_of(found: KeyMap) -> types.ModuleType:
    module = types.ModuleType("key_map")
    exec(compile(found.to_python(), "key_map.py", "exec"), module.__dict__)  # noqa: S102  # what is tested
    return module


def test_airports_pack_to_even_partitions_with_every_key_in_order() -> None:
    found = airports()
    keys = FLIGHTS.read_bytes().split()
    assert len(set(found.keys)) == len(found.keys) <= 105
    placed = module_of(found).partition
    after = loads(keys, [placed(key) for key in keys], 12)
    assert after.max() / after.mean() == pytest.approx(found.max_over_mean)
    assert found.max_over_mean < 1.006
    assert found.max_over_mean_before == pytest.approx(2.668, abs=0.001)


def test_only_as_many_keys_as_it_takes_are_mapped() -> None:
    keys = [b"tenant-%d" % i for i in range(4)] + [b"user-%d" % i for i in range(20_000)]
    weights = np.array([8_000] * 4 + [4] * 20_000)
    m = measure_weights(keys, weights, [12], murmur2)
    found = key_map(m, 12)
    assert found is not None
    assert set(found.keys[:4]) == set(keys[:4])
    assert len(found.keys) < 30
    moved = [place != key for place, key in zip(found.partitions, murmur2(found.keys) % 12, strict=True)]
    assert found.moved == sum(moved)


def test_what_is_even_or_cannot_be_helped_gets_no_map() -> None:
    assert key_map(measure([b"x"] * 1000, [12]), 12) is None
    assert key_map(measure([None] * 10, [12]), 12) is None
    assert key_map(measure([b"a", b"b"] * 9, [1]), 1) is None
    assert key_map(measure([b"a", b"b"] * 9, [12]), 24) is None  # not counted


def test_keys_of_a_small_sample_are_not_mapped() -> None:
    assert key_map(measure([b"%032d" % i for i in range(100)], [12]), 12) is None


def test_the_json_names_every_key_and_its_partition() -> None:
    keys = [b"plain", b"\xff\x00\n", b'quote"\\', b"\\u000a"]
    m = measure([key for i, key in enumerate(keys) for _ in range(50 - i)], [3])
    found = key_map(m, 3)
    assert found is not None
    document = json.loads(found.to_json())
    assert document["partition_count"] == 3
    assert document["other_keys"] == "murmur2"
    by_base64 = {base64.b64decode(row["key_base64"]): row for row in document["keys"]}
    assert set(by_base64) == set(found.keys)
    assert by_base64[b"plain"]["key"] == "plain"
    assert all(by_base64[k]["partition"] == p for k, p in zip(found.keys, found.partitions, strict=True))
    if b"\xff\x00\n" in by_base64:
        assert by_base64[b"\xff\x00\n"]["key"] is None


@pytest.mark.parametrize("partitioner", ["murmur2", "consistent_random", "sarama"])
def test_the_python_module_places_all_other_keys_as_the_partitioner_does(partitioner: str) -> None:
    keys = [b"k", b"\x00\xff", "schlüssel".encode(), *(b"user-%d" % i for i in range(50))]
    found = KeyMap(12, partitioner, (b"hot",), (7,), 2.0, 1.0, 1, 0.5)
    module = module_of(found)
    assert module.partition(b"hot") == 7
    assert [module.partition(key) for key in keys] == ka.partition_for(keys, 12, partitioner).tolist()
    assert module.kafka_python_partitioner(b"hot", list(range(12)), []) == 7
    assert module.kafka_python_partitioner(None, [0, 1, 2], [1]) == 1
    with pytest.raises(ValueError, match="for 12 partitions, the topic has 24"):
        module.partition(b"hot", 24)


def test_java_is_refused_where_the_other_keys_cannot_be_placed() -> None:
    found = KeyMap(12, "sarama", (b"hot",), (7,), 2.0, 1.0, 1, 0.5)
    with pytest.raises(ka.InputError, match="sarama"):
        found.to_java()
    with pytest.raises(ka.InputError, match="class name"):
        KeyMap(12, "murmur2", (), (), 2.0, 1.0, 1, 0.5).to_java("no class")


def test_keys_cannot_write_java() -> None:
    """Java reads backslash-u anywhere in a file, comments too."""
    evil = (b'"); System.exit(1); //', b"\\u0022", b"*/ x", b"\n")
    source = KeyMap(12, "murmur2", evil, (1, 2, 3, 4), 2.0, 1.0, 1, 0.5).to_java()
    assert "exit" not in source
    assert "\\u" not in source


CHECK = """
import java.nio.charset.StandardCharsets;
import java.util.*;
import org.apache.kafka.common.*;

public class CheckKeyMap {
    public static void main(String[] arguments) throws Exception {
        List<PartitionInfo> infos = new ArrayList<>();
        Node node = new Node(0, "localhost", 9092);
        int count = Integer.parseInt(arguments[0]);
        for (int i = 0; i < count; i++) {
            infos.add(new PartitionInfo("orders", i, node, new Node[] {node}, new Node[] {node}));
        }
        Cluster cluster = new Cluster("c", List.of(node), infos, Set.of(), Set.of());
        KeyMapPartitioner partitioner = new KeyMapPartitioner();
        partitioner.configure(Map.of());
        Scanner in = new Scanner(System.in, StandardCharsets.UTF_8);
        while (in.hasNextLine()) {
            byte[] key = Base64.getDecoder().decode(in.nextLine());
            System.out.println(partitioner.partition("orders", key, key, null, null, cluster));
        }
    }
}
"""


@pytest.mark.java
@pytest.mark.parametrize("partitioner", ["murmur2", "consistent_random"])
def test_the_java_partitioner_compiles_and_places_keys_as_the_map_says(
    tmp_path: Path, partitioner: str
) -> None:
    from tools.kafka.jars import VERSIONS, class_path, compiled
    from tools.vectors.kafka_clients_oracle import OracleError, find_program

    mapped = airports()
    found = KeyMap(12, partitioner, (*mapped.keys, b"\xff\x00"), (*mapped.partitions, 5), 2.7, 1.0, 99, 0.9)
    others = [b"\x00", "ä".encode(), *(b"user-%d" % i for i in range(200))]
    keys = [*found.keys, *others]
    sources = [tmp_path / "KeyMapPartitioner.java", tmp_path / "CheckKeyMap.java"]
    for source, text in zip(sources, (found.to_java(), CHECK), strict=True):
        source.write_text(text, encoding="utf-8")
    try:
        classes = compiled(VERSIONS[-1], *sources)
        java = find_program("java")
    except OracleError as error:
        pytest.skip(f"needs a JDK and Maven: {error}")
    done = subprocess.run(
        [java, "-cp", class_path(VERSIONS[-1], classes), "CheckKeyMap", "12"],
        input="".join(base64.b64encode(key).decode() + "\n" for key in keys),
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    placed = [int(line) for line in done.stdout.split()]
    assert placed[: len(found.keys)] == list(found.partitions)
    assert placed[len(found.keys) :] == ka.partition_for(others, 12, partitioner).tolist()
