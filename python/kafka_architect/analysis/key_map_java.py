"""A KeyMap as a custom partitioner for Apache Kafka's Java client."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError

if TYPE_CHECKING:
    from kafka_architect.analysis.key_map import KeyMap

# Java reads \\uXXXX anywhere in a file: only such keys are written as they are.
_PLAIN = re.compile(rb"[A-Za-z0-9 ._:/@#-]{1,200}")
_CLASS = re.compile(r"[A-Z][A-Za-z0-9_]{0,99}")
# A method of Java holds 64 KiB of bytecode.
_LINES_PER_METHOD = 500

_HASHES = {
    "murmur2": ("import org.apache.kafka.common.utils.Utils;", "Utils.toPositive(Utils.murmur2(key))"),
    "crc32": ("import java.util.zip.CRC32;", "crc32(key)"),
}
_RULE_OF = {
    "murmur2": "murmur2", "murmur2_random": "murmur2", "consistent": "crc32", "consistent_random": "crc32",
    "crc32_balancer": "crc32", "crc32": "crc32",
}  # fmt: skip
_CRC32 = """
    private static long crc32(byte[] key) {
        CRC32 crc = new CRC32();
        crc.update(key);
        return crc.getValue();
    }
"""


def java_partitioner(key_map: KeyMap, class_name: str) -> str:
    """The source of a class that implements org.apache.kafka.clients.producer.Partitioner.

    Raises:
        InputError: The class name is none, or the partitioner of the other keys is not known in Java.
    """
    if not _CLASS.fullmatch(class_name):
        raise InputError(f"class name {class_name!r}: expected letters and digits, starting with a capital")
    rule = _RULE_OF.get(key_map.partitioner)
    if rule is None:
        raise InputError(
            f"no Java implementation is available for the other keys' partitioner, {key_map.partitioner}: "
            f"expected one of {', '.join(_RULE_OF)}; write the map as JSON and look keys up in your own "
            "partitioner"
        )
    used, hashed = _HASHES[rule]
    imports = sorted(
        {
            "import java.nio.ByteBuffer;",
            "import java.nio.charset.StandardCharsets;",
            "import java.util.Base64;",
            "import java.util.HashMap;",
            "import java.util.Map;",
            "import java.util.concurrent.ThreadLocalRandom;",
            "import org.apache.kafka.clients.producer.Partitioner;",
            "import org.apache.kafka.common.Cluster;",
            used,
        }
    )
    lines = [_line(key, partition) for key, partition in zip(key_map.keys, key_map.partitions, strict=True)]
    parts = [lines[i : i + _LINES_PER_METHOD] for i in range(0, len(lines), _LINES_PER_METHOD)]
    calls = "\n".join(f"        keys{number}();" for number in range(len(parts)))
    methods = "\n".join(
        f"    private static void keys{number}() {{\n" + "\n".join(part) + "\n    }\n"
        for number, part in enumerate(parts)
    )
    return _TEMPLATE.format(
        imports="\n".join(imports),
        class_name=class_name,
        count=key_map.partition_count,
        keys=len(lines),
        before=key_map.max_over_mean_before,
        after=key_map.max_over_mean,
        capacity=2 * len(lines),
        calls=calls,
        methods=methods,
        hashed=hashed,
        # librdkafka's default takes an empty key for none.
        keyless="keyBytes == null"
        + (" || keyBytes.length == 0" if key_map.partitioner == "consistent_random" else ""),
        crc32=_CRC32 if rule == "crc32" else "",
    )


def _line(key: bytes, partition: int) -> str:
    if _PLAIN.fullmatch(key):
        return f'        text("{key.decode()}", {partition});'
    return f'        base64("{base64.b64encode(key).decode()}", {partition});'


_TEMPLATE = """\
{imports}

/**
 * Puts {keys} keys into the partitions that they were assigned to, all others where their hash says.
 * Made by kafka-architect for {count} partitions: max/mean {before:.2f} before, {after:.3f} with it.
 *
 * Producer settings: partitioner.class={class_name}, and {class_name}.topic=NAME if the producer writes to
 * other topics too: keys of those go by their hash.
 */
public class {class_name} implements Partitioner {{
    private static final int PARTITIONS = {count};
    private static final Map<ByteBuffer, Integer> PARTITION_OF = new HashMap<>({capacity});

    static {{
{calls}
    }}

    private String only;

    @Override
    public void configure(Map<String, ?> settings) {{
        Object topic = settings.get("{class_name}.topic");
        only = topic == null ? null : topic.toString();
    }}

    @Override
    public int partition(
            String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {{
        int partitions = cluster.partitionCountForTopic(topic);
        if ({keyless}) {{
            return ThreadLocalRandom.current().nextInt(partitions);
        }}
        if (only == null || only.equals(topic)) {{
            if (partitions != PARTITIONS) {{
                throw new IllegalStateException("the key map is for " + PARTITIONS + " partitions, " + topic
                        + " has " + partitions + ": make a new one, or set {class_name}.topic");
            }}
            Integer mapped = PARTITION_OF.get(ByteBuffer.wrap(keyBytes));
            if (mapped != null) {{
                return mapped;
            }}
        }}
        return byHash(keyBytes, partitions);
    }}

    @Override
    public void close() {{}}

    private static int byHash(byte[] key, int partitions) {{
        return (int) ({hashed} % partitions);
    }}
{crc32}
    private static void text(String key, int partition) {{
        PARTITION_OF.put(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)), partition);
    }}

    private static void base64(String key, int partition) {{
        PARTITION_OF.put(ByteBuffer.wrap(Base64.getDecoder().decode(key)), partition);
    }}

{methods}}}
"""
