"""The keys of client_partitioners.csv.gz: each once, always in the same order.

Random content is SHAKE-256 of the seed and a label: the same on every Python, and a new group of keys
leaves the others as they are.
"""

from __future__ import annotations

import hashlib
import itertools
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 2026

# Keys with the hashes 0, 1, 2^31 - 2, 2^31 - 1, -2^31, 1 - 2^31 and -1 as far as they exist, where
# clearing the sign bit, abs() and an unsigned modulo part ways; tests/vectors/test_clients.py says which
# is which. Found by search: over all 4-byte keys, then over short words.
HASHES_AT_THE_EDGES = {
    "murmur2": "e3871844 039d77d8 147b5a0f 027d5343 a7d6506c 3334f6a5 a5d4305c",
    "crc32": "9d0ad96d dc0ca8b6 6d76bb7f 2c70caa4 4e85ec36 0f839ded ffffffff",
    "fnv1a": "cc2431c4 8e05b280 701466a0 f534177a",
    "xxhash32": "27114b23 c3b1fd09 27265fd3 2f6b0e92 ffeb906f 39dd5dab b08ee0f6",
    "kafkajs_legacy": "e06d9300 642c0401 cf773702 157e9903",
}
WORDS_AT_THE_EDGES = {
    "crc32": "4ugh4l x7c29a ulq7ya",
    "fnv1a": "akhnp9x aeto96 grx01k6 a81vmwr qqk42v aidnpf8 kdmw2hi",
    "java_hash_code": ("aoffckzd ajkenmba aqsfmkgd alxexlna alxexlnb alxexlnc aepdynhz polygenelubricants"),
    "xxhash32": "casqph hi5urx poup6m f82rxu",
    "kafkajs_legacy": "abwexs ai3k18",
}

WORDS = (
    *("order", "user-", "EU/west", "tenant|7", "a,b", '"quoted"', "two\nlines", "\r\n", " ", "\t"),
    *("Straße", "naïve", "Łódź", "İstanbul", "ﬁ"),
    *("\u00e9", "e\u0301", "a\u0308\u0323"),  # é composed and decomposed, two combining marks
    *("Ελλάδα", "Київ", "ქართული", "Հայաստան"),
    *("עברית", "العربية", "فارسی\u200cها"),  # right to left, with a zero-width non-joiner
    *("हिन्दी", "தமிழ்", "ไทย", "አማርኛ"),
    *("中文", "日本語", "ひらがな", "한국어", "\u1112\u1161\u11ab"),  # the last: decomposed Hangul
    *("😀", "👩\u200d👩\u200d👧\u200d👦", "👍🏽", "🇺🇦", "❤\ufe0f"),  # joined, toned, flag, variant
    *("𐍈", "𝕜", "\ufeff", "\ufeffkey", "\ufffd"),  # astral; a byte order mark is a character like others
)
# First and last characters of each encoded length, and the neighbours of the surrogates.
BOUNDARY_CODE_POINTS = (0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFE, 0xFFFF, 0x10000, 0x3FFFF, 0x10FFFF)

MALFORMED = (
    *("80", "bf", "8080", "80bf80bf", "6180", "806162"),  # continuation bytes without a lead
    *("c3", "c341", "c3c3a9", "61c3", "df", "c2c2"),  # 2 bytes, cut
    *("e2", "e282", "e24141", "e28241", "e2c3a9", "61e282", "e282e282ac", "e282f09f9880"),  # 3 bytes, cut
    *("f0", "f09f", "f09f98", "f0414141", "f09f4141", "f09f9841", "f09f98c3a9", "61f09f98"),  # 4 bytes, cut
    *("f09f98f09f9880", "f4", "f48f", "f48fbf", "f48fbf41", "f18080", "f180", "f3bfbf"),
    *("c080", "c1bf", "c0", "c1", "c0af", "e08080", "e09fbf", "e080", "e09f", "e0"),  # overlong
    *("f0808080", "f08fbfbf", "f08080", "f08f", "e0807f", "f0807f7f"),
    *("eda080", "edafbf", "edb080", "edbfbf", "eda0bdedb880", "edb080eda080"),  # surrogates, alone and paired
    *("eda0", "edbf", "ed", "eda041", "ed9fbfeda080", "61eda08062", "eda0eda080"),
    *("f4908080", "f490", "f49080", "f5808080", "f7bfbfbf", "f580", "f5"),  # above U+10FFFF
    *("f888808080", "fbbfbfbfbf", "fc8480808080", "fdbfbfbfbfbf", "fe", "ff", "feff", "fffe"),  # never UTF-8
    *("fe808080", "ff41", "41ff42", "c3a9ffc3a9"),
)
# Each stands for a class of bytes that a UTF-8 decoder tells apart.
BYTE_CLASSES = bytes.fromhex("41 7f 80 8f 90 9f a0 bf c0 c1 c2 df e0 e1 ed ef f0 f1 f4 f5 f8 ff")


def all_keys() -> list[bytes]:
    """Some 1,500 keys; the first is empty."""
    groups = (
        hashes_at_the_edges(),
        every_length(),
        every_byte(),
        text(),
        not_utf8(),
        ids(),
        random_binary(),
        big_endian_numbers(),
    )
    return list(dict.fromkeys(itertools.chain([b""], *groups)))


def hashes_at_the_edges() -> Iterator[bytes]:
    for notation in HASHES_AT_THE_EDGES.values():
        yield from map(bytes.fromhex, notation.split())
    for words in WORDS_AT_THE_EDGES.values():
        yield from words.encode().split()


def every_length() -> Iterator[bytes]:
    """Every remainder of every block size up to 64, then the neighbours of multiples of 16 and more."""
    for length in range(65):
        yield bytes(length)
        yield b"\xff" * length
        yield random_bytes(f"length {length}", length)
        yield random_bytes(f"letters {length}", length).translate(bytes(97 + i % 26 for i in range(256)))
    around_blocks = (blocks * 16 + d for blocks in range(5, 19) for d in (-1, 0, 1))
    for length in sorted({*range(66, 300, 13), *around_blocks, 300}):
        yield random_bytes(f"length {length}", length)
    yield random_bytes("long", 5000)


def every_byte() -> Iterator[bytes]:
    """Bytes are unsigned: a sign-extended one shows, alone and in the tail of a block."""
    for value in range(256):
        yield bytes([value])
    for value in range(0x7E, 0x100, 9):
        for length in (2, 3, 5, 6, 7, 17):
            yield random_bytes(f"byte {value} {length}", length - 1) + bytes([value])


def text() -> Iterator[bytes]:
    yield from (word.encode() for word in WORDS)
    yield from (chr(code_point).encode() for code_point in BOUNDARY_CODE_POINTS)
    for i in range(60):
        chosen = random_bytes(f"phrase {i}", 2 + i % 5)
        yield "".join(WORDS[index % len(WORDS)] for index in chosen).encode()


def not_utf8() -> Iterator[bytes]:
    yield from map(bytes.fromhex, MALFORMED)
    for i in range(320):
        chosen = random_bytes(f"malformed {i}", 2 + i % 8)
        yield bytes(BYTE_CLASSES[index % len(BYTE_CLASSES)] for index in chosen)


def ids() -> Iterator[bytes]:
    for i in range(64):
        yield b"%d" % i
        yield b"user-%d" % (i * 7)
        yield b"order:%08d" % (i * 11)
    for exponent in range(2, 19):
        yield b"%d" % (10**exponent - 1)
        yield b"%d" % -(10**exponent)
    for i in range(40):
        key = uuid.UUID(bytes=random_bytes(f"uuid {i}", 16), version=4)
        yield str(key).encode()
        yield key.hex.encode() if i % 2 else key.bytes


def random_binary() -> Iterator[bytes]:
    for i in range(60):
        yield random_bytes(f"binary {i}", 1 + i * 7 % 61)


def big_endian_numbers() -> Iterator[bytes]:
    """Serialised as by Kafka's IntegerSerializer and LongSerializer."""
    for number in (*range(-2, 12), 255, 256, 65_535, 1_000_000, 2**31 - 1, -(2**31)):
        yield number.to_bytes(4, "big", signed=True)
        yield number.to_bytes(8, "big", signed=True)


def random_bytes(label: str, length: int) -> bytes:
    return hashlib.shake_256(f"{SEED} {label}".encode()).digest(length)
