"""How much of the Kafka settings in repositories' source code is read, and what is found.

    python -m benchmarks.validation.repositories FOLDER...

Each folder is a checkout. A file counts as holding settings where its text puts a client's key, or a constant
of one, somewhere (`HOLDS`): wider than what the readers look for, and told without them. Prints a row per
folder, the files that are missed, and every finding that says `refuses`, for a person to judge.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

import kafka_architect as ka
from kafka_architect.errors import SourceError
from kafka_architect.validation.dialects.source.grammars import GRAMMARS, ending_of
from kafka_architect.validation.file_reading import read
from kafka_architect.validation.finding import Verdict
from kafka_architect.validation.source_file import SourceFile

HOLDS = re.compile(
    r"(?:put|setProperty|set|config|option|withProperty|\[)\s*\(?\s*(?:"
    r"[\w.]*(?:Producer|Consumer|CommonClient|Streams|AdminClient|Topic|Ssl|Sasl)Configs?\.[A-Z_]{4,}"
    r'|"(?:bootstrap\.servers|acks|group\.id|key\.(?:de)?serializer|auto\.offset\.reset)")'
    r"|(?:Producer|Consumer)Config\.[A-Z_]+_CONFIG\s*(?:->|to\b|,)"
    r"|['\"](?:bootstrap\.servers|metadata\.broker\.list|group\.id)['\"]\s*(?:=>|:|,)"
    r"|new (?:Producer|Consumer|AdminClient|Client)Config\b|kafka\.(?:producer|consumer|admin)\("
    r"|new Kafka\(|sarama\.NewConfig|ConfigMap\{|kgo\.\w+\(|kafka\.(?:Writer|Reader)(?:Config)?\{"
    r"|new NewTopic\(|TopicBuilder\.name|@KafkaListener\([^)]*properties"
)
_LARGEST = 1 << 20


def survey(folder: Path) -> Counter[str]:
    """Count one checkout, and print what a person should look at."""
    counts: Counter[str] = Counter()
    validator = ka.ConfigValidator()
    for path in sorted(folder.rglob("*")):
        if ending_of(path.name) not in GRAMMARS or not path.is_file() or path.stat().st_size > _LARGEST:
            continue
        try:
            file = SourceFile.read(path)
        except SourceError as error:
            print(f"  {path}: {error}")
            continue
        if "kafka" not in file.lower_text and "sarama" not in file.lower_text:
            continue
        holds, got = HOLDS.search(file.text) is not None, bool(read(file, None).configurations)
        counts.update(mention=1, hold=holds, read=got, both=holds and got)
        if holds and not got:
            print(f"  missed {path}")
        if got:
            for finding in validator.validate([file], allow_empty=True).findings:
                refuses = finding.rule.verdict is Verdict.REFUSES
                counts.update(findings=1, refuses=refuses)
                if refuses:
                    print(f"  {path}:{finding.place[0]} {finding.rule.code} {finding.message}")
    return counts


def main(folders: list[str]) -> None:
    """Survey the folders one after the other."""
    total: Counter[str] = Counter()
    for name in folders:
        counts = survey(Path(name))
        total += counts
        print(f"{Path(name).name}: {dict(counts)}", flush=True)
    print(f"together: {dict(total)}")


if __name__ == "__main__":
    main(sys.argv[1:])
