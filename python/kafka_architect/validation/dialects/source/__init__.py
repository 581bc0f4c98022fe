"""Source code of programs: the Kafka clients that it makes, by its syntax tree; nothing is run.

`languages/` turns each language's tree into `program.py`'s statements; `evaluation.py` follows the values of
one file through them; modules of client libraries say what a client is made of. Python has a room of its own.
The grammars are the extra `source`: nothing of them is imported before such a file is read.
"""
