"""What Kafka's own tools print of partitions: offsets, bytes and lags, and no keys.

One module for each tool; each takes the whole text and gives typed facts. Which tool wrote a text is told by
`kafka_architect.keys.recognise`, as for sources of keys.
"""

from __future__ import annotations

# What `recognise` calls them.
LOG_DIRS = "log-dirs"
OFFSETS = "offsets"
CONSUMER_GROUPS = "consumer-groups"
TOOL_OUTPUTS = frozenset({LOG_DIRS, OFFSETS, CONSUMER_GROUPS})
