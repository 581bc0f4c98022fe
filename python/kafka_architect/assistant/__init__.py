"""Tools for an assistant: what kafka-architect does, over the Model Context Protocol (extra `mcp`).

`server.py` puts together what the other modules give: tools by subject, rules as resources, prompts. A tool
answers with text to read and the document that `--format json` prints, cut to a size that fits a conversation
(`capping.py`), and reads no file outside the folders that were allowed (`folders.py`).
"""
