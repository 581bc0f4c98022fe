"""Topics of a cluster, one by one."""

import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest

import kafka_architect as ka


def topic(name: str = "orders", **values: Any) -> ka.TopicLoad:
    return ka.TopicLoad(**{"name": name, "rate": "5 MB/s", "retention": "7d", **values})


def test_a_workload_is_made_of_topics() -> None:
    workload = ka.Workload(topics=[topic(), {"name": "users", "rate": 100, "live-keys": "2M"}])
    assert [one.rate for one in workload.loads] == [5000, 100]
    assert workload.rate == 5100
    assert workload.topic_count == 2


def test_topics_survive_a_round_trip() -> None:
    group = ka.ConsumerGroup(name="billing", share=0.5, old_data=True)
    workload = ka.Workload(
        topics=[topic(groups=[group]), topic("b", retention="forever", local_retention="1d")]
    )
    assert ka.Workload.from_dict(json.loads(json.dumps(workload.to_dict()))) == workload


def test_a_file_gives_its_topics_defaults() -> None:
    workload = ka.Workload.from_dict(
        {
            "replication-factor": 2,
            "retention": "1d",
            "topics": [{"name": "a", "rate": 5}, {"name": "b", "rate": 6, "retention": "2d"}],
        }
    )
    assert [one.retention for one in workload.loads] == [86_400, 172_800]
    assert {one.replication_factor for one in workload.loads} == {2}


def test_groups_read_all_or_a_share_live_or_old() -> None:
    one = topic(groups=[{"name": "a"}, {"name": "b", "share": 0.25}, {"name": "c", "old-data": True}])
    assert (one.reads_per_write, one.old_reads_per_write, one.consumers) == (1.25, 1, 12)


def test_inputs_cannot_be_assigned() -> None:
    with pytest.raises(FrozenInstanceError):
        topic().rate = 5


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"topics": [topic(), topic()]}, "orders is given twice"),
        ({"topics": []}, "list of TopicLoad"),
        ({"topics": [5]}, "expected TopicLoad"),
        ({"topics": [topic()], "rate": 5}, "rate is given together with"),
        ({"topics": [topic()], "retention": "1d"}, "retention: given for the workload"),
        ({"topics": [{"name": "a/b", "rate": 1, "retention": "1d"}]}, "letters, digits"),
        ({"topics": [{"name": "a", "rate": 1}]}, "topic a: no retention limit"),
        ({"topics": [{"name": "a", "rat": 1}]}, "topic a has no field 'rat': did you mean rate"),
        ({"topics": [{"name": "a", "rate": 1, "retention": "1d", "skew": 5, "partitions": 4}]}, "skew 5"),
        ({"topics": [{"name": "a", "rate": 1, "live_keys": 5, "local_retention": "1d"}]}, "rejects tiered"),
        ({"topics": [{"name": "a", "rate": 1, "retention": "1d", "min_insync_replicas": 4}]}, "exceeds rep"),
    ],
)  # fmt: skip
def test_topics_that_mean_nothing(values: dict[str, Any], says: str) -> None:
    with pytest.raises(ka.InputError, match=says):
        ka.Workload(**values)


def test_a_rate_has_an_average_and_a_peak() -> None:
    both = topic(rate={"average": 5000, "peak": "20k"})
    assert both == topic(rate=5000, peak_to_average=4)
    in_bytes = topic(rate={"average": "5 MB/s", "peak": "15 MB/s"})
    assert (in_bytes.rate, in_bytes.peak_to_average, in_bytes.sizes) == (5000, 3, "log")
    workload = ka.Workload(rate={"average": 5000, "peak": 20_000}, retention="1d")
    assert ka.Workload.from_dict(json.loads(json.dumps(workload.to_dict()))) == workload
    assert workload.peak_to_average == 4


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"rate": {"average": 5}}, "rate: expected a rate, or both average and peak, found average"),
        ({"rate": {"average": 5, "peak": 4}}, "rate: the peak is below the average"),
        ({"rate": {"average": 5, "peak": "1 MB/s"}}, "average and peak in the same unit"),
        ({"rate": {"average": 5, "peak": "often"}}, "rate: peak: expected a rate"),
        ({"rate": {"average": 5, "peak": 9}, "peak_to_average": 2}, "peak_to_average is given too"),
    ],
)
def test_an_average_and_a_peak_that_do_not_fit(values: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ka.InputError, match=sentence):
        topic(**values)
