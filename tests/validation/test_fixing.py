"""Fixes: rounds, collisions, what stays as it was."""

from __future__ import annotations

import pytest

import kafka_architect as ka
from kafka_architect.validation.file_reading import read
from kafka_architect.validation.fix import Applicability, Edit, Fix
from kafka_architect.validation.fixing import mend
from kafka_architect.validation.source_file import SourceFile, Span

TEXT = "# precious comment\r\nacks = 1 \r\n\r\nclient.id:  shop\r\n"


class Found:
    """A finding as far as `mend` looks at it."""

    def __init__(self, *edits: Edit, safe: bool = True) -> None:
        self.fix = Fix(Applicability.SAFE if safe else Applicability.UNSAFE, edits, "mend")


def test_only_the_value_changes() -> None:
    validator = ka.ConfigValidator(select=["DUR001"])
    result, [mended] = validator.fix({"producer.properties": TEXT}, unsafe=True)
    assert mended.text == TEXT.replace("1 ", "all")
    assert not result.findings
    assert mended.fixes == 1


def test_unsafe_fixes_want_to_be_asked_for() -> None:
    result, mended = ka.ConfigValidator(select=["DUR001"]).fix({"producer.properties": TEXT})
    assert not mended
    assert len(result.findings) == 1


def test_fixing_again_changes_nothing() -> None:
    validator = ka.ConfigValidator()
    _, mended = validator.fix({"producer.properties": TEXT}, unsafe=True)
    [first] = mended
    _, again = validator.fix({"producer.properties": first.text}, unsafe=True)
    assert not again


def test_the_diff_is_a_patch() -> None:
    _, [mended] = ka.ConfigValidator(select=["DUR001"]).fix({"producer.properties": "acks=1"}, unsafe=True)
    assert mended.diff.splitlines() == [
        "--- a/producer.properties",
        "+++ b/producer.properties",
        "@@ -1 +1 @@",
        "-acks=1",
        "\\ No newline at end of file",
        "+acks=all",
        "\\ No newline at end of file",
    ]


def test_a_diff_hides_the_secrets_around_a_change() -> None:
    text = 'acks=1\nsasl.jaas.config=x required username="shop" password="tr0ub4dor&3";\n'
    _, [mended] = ka.ConfigValidator(select=["DUR001"]).fix({"producer.properties": text}, unsafe=True)
    assert "tr0ub4dor" not in mended.diff
    assert "tr0ub4dor" in mended.text


def file(text: str) -> SourceFile:
    return SourceFile("a.properties", text)


def test_edits_that_overlap_wait_for_the_next_round() -> None:
    source = file("abcdef")
    [mended] = mend(
        [Found(Edit(source, Span(0, 3), "X")), Found(Edit(source, Span(2, 4), "Y"))],  # type: ignore[list-item]
        unsafe=False,
    )
    assert mended.text == "Xdef"
    assert mended.fixes == 1


def test_the_same_fix_of_two_findings_is_made_once() -> None:
    source = file("abc\n")
    edit = Edit(source, Span(4, 4), "k=v\n")
    [mended] = mend([Found(edit), Found(edit)], unsafe=False)  # type: ignore[list-item]
    assert mended.text == "abc\nk=v\n"


def test_two_insertions_at_one_place_are_both_made() -> None:
    source = file("abc\n")
    [mended] = mend(
        [Found(Edit(source, Span(4, 4), "k=v\n")), Found(Edit(source, Span(4, 4), "l=w\n"))],  # type: ignore[list-item]
        unsafe=False,
    )
    assert mended.text == "abc\nk=v\nl=w\n"


def test_two_values_for_one_new_key_are_not_both_added() -> None:
    source = file("abc\n")
    [mended] = mend(
        [Found(Edit(source, Span(4, 4), "k=v\n")), Found(Edit(source, Span(4, 4), "k=w\n"))],  # type: ignore[list-item]
        unsafe=False,
    )
    assert mended.text == "abc\nk=v\n"


def test_a_fix_over_two_files_is_made_whole_or_not_at_all() -> None:
    one, other = file("abc"), file("def")
    both = Found(Edit(one, Span(0, 1), "X"), Edit(other, Span(0, 1), "Y"))
    earlier = Found(Edit(other, Span(0, 2), "Z"))
    [mended] = mend([earlier, both], unsafe=False)  # type: ignore[list-item]
    assert mended.file is other
    assert mended.text == "Zf"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le"])
def test_bytes_come_back_as_they_were(encoding: str) -> None:
    content = ("\ufeff" if encoding == "utf-16-le" else "").encode("utf-16-le") + "k=ä\r\n".encode(encoding)
    source = SourceFile.decode("a.properties", content)
    assert source.encode(source.text) == content


def mended_by(files: dict[str, str], *select: str, unsafe: bool = True) -> dict[str, str]:
    _, mended = ka.ConfigValidator(select=select).fix(files, unsafe=unsafe)
    return files | {one.file.path: one.text for one in mended}


def test_a_misspelt_key_is_renamed_before_a_default_is_added_for_it() -> None:
    text = "acks=all\ncompresion.type=zstd\n"
    assert mended_by({"producer.properties": text}, "UPG007", "PRD001") == {
        "producer.properties": "acks=all\ncompression.type=zstd\n"
    }


def test_a_call_takes_no_argument_with_a_period_in_its_name() -> None:
    text = "from confluent_kafka import Producer\np = Producer(dict(acks=1))\n"
    assert mended_by({"a.py": text}, "DUR001", "PRD001") == {"a.py": text.replace("1", '"all"')}


def test_a_comment_behind_the_last_item_stays_with_it() -> None:
    text = (
        "from confluent_kafka import Producer\nProducer({\n    'bootstrap.servers': 'b',\n"
        "    'acks': 'all'  # why\n})\n"
    )
    assert mended_by({"a.py": text}, "PRD001") == {
        "a.py": text.replace("'all'  # why\n", "'all',  # why\n    'compression.type': 'lz4'\n")
    }


def test_nothing_is_added_that_strimzi_would_drop() -> None:
    text = (
        "apiVersion: kafka.strimzi.io/v1\nkind: Kafka\nmetadata: {name: a}\nspec:\n  kafka:\n    listeners:\n"
        "      - {name: tls, port: 9093, type: internal, tls: true}\n    config:\n      a: b\n"
    )
    result, mended = ka.ConfigValidator(select=["SEC018"]).fix({"kafka.yaml": text}, unsafe=True)
    assert result.findings
    assert not mended


PROFILES = (
    "spring:\n  kafka:\n    producer:\n      compression-type: lz4\n      properties:\n"
    "        compression.gzip.level: 9\n{between}---\nspring:\n  config.activate.on-profile: prod\n"
    "  kafka.producer.properties.{key}\n"
)


def test_a_fix_that_changes_another_profile_is_not_safe() -> None:
    alone = {"application.yml": PROFILES.format(between="", key="linger.ms: 5")}
    assert mended_by(alone, "PRD022", unsafe=False) != alone
    shared = {"application.yml": PROFILES.format(between="", key="compression.type: gzip")}
    assert mended_by(shared, "PRD022", unsafe=False) == shared
    assert mended_by(shared, "PRD022", unsafe=True) != shared


def test_a_fix_of_an_anchor_that_all_want_is_safe() -> None:
    service = "    image: apache/kafka\n    environment:\n      <<: *both\n      KAFKA_NODE_ID: "
    text = f"x: &both\n  KAFKA_LOG_CLEANUP_POLICY: delte\nservices:\n  a:\n{service}1\n  b:\n{service}2\n"
    assert mended_by({"docker-compose.yml": text}, "VAL003", unsafe=False) == {
        "docker-compose.yml": text.replace("delte", "delete")
    }


def test_a_diff_counts_lines_as_patch_does() -> None:
    text = "# a\x0cb\x85c\u2028d\nacks=1\n"
    _, [mended] = ka.ConfigValidator(select=["DUR001"]).fix({"producer.properties": text}, unsafe=True)
    assert "@@ -1,2 +1,2 @@" in mended.diff


def test_the_name_of_a_framework_is_renamed_to_the_name_of_the_framework() -> None:
    text = "spring:\n  kafka:\n    consumer:\n      session-timeout: 10000\n"
    [finding] = ka.ConfigValidator(select=["UPG009"]).validate({"application.yml": text}).findings
    assert finding.fix is not None
    assert finding.fix.summary == "rename session-timeout to properties.session.timeout.ms"


def test_a_value_that_java_would_mangle_is_written_in_ascii() -> None:
    text = "bootstrap.servers=k:9092\nclient.id=\u00e9\ncompresion.type=lz4\nacks=All\n"
    found = ka.ConfigValidator(select=["UPG009"]).validate({"producer.properties": text}).findings
    assert [one.fix.summary for one in found if one.fix] == ["write the value of client.id in ASCII"]
    _, [mended] = ka.ConfigValidator(profile="dev").fix({"producer.properties": text}, unsafe=True)
    assert mended.text == "bootstrap.servers=k:9092\nclient.id=\\u00e9\ncompression.type=lz4\nacks=all\n"
    assert mended.fixes == 3


def test_what_java_reads_as_it_is_needs_no_escapes() -> None:
    content = "bootstrap.servers=k:9092\nclient.id=\u00e9\nacks=all\n".encode("iso-8859-1")
    source = SourceFile.decode("producer.properties", content)
    assert read(source, None).configurations[0].losses == []


def test_a_file_of_librdkafka_keeps_its_letters() -> None:
    text = 'metadata.broker.list=k:9092\nmessage.timeout.ms=1000\nclient.id="\u00e9"\n'
    after = mended_by({"client.conf": text}, "VAL009")["client.conf"]
    assert after == text.replace('"', "")


def test_a_fix_that_would_change_nothing_is_none() -> None:
    found = (
        ka.ConfigValidator(select=["ALL"]).validate({"producer.properties": "client.id=\u00e9\n"}).findings
    )
    for one in found:
        for edit in one.fix.edits if one.fix else ():
            assert edit.file.text[edit.span.start : edit.span.end] != edit.text


def test_items_that_are_added_to_an_emptied_dict_have_their_commas() -> None:
    text = "from confluent_kafka import Producer\np = Producer({\n    'partitioner': 'random',\n})\n"
    after = mended_by({"a.py": text}, "ALL")["a.py"]
    compile(after, "a.py", "exec")
