"""Arrow arrays made by hand, through ctypes: what no library would export."""

from __future__ import annotations

import ctypes
from typing import Any, ClassVar

_RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Schema(ctypes.Structure):
    """ArrowSchema of the C data interface."""


Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
    ("dictionary", ctypes.POINTER(Schema)),
    ("release", _RELEASE),
    ("private_data", ctypes.c_void_p),
]


class Array(ctypes.Structure):
    """ArrowArray of the C data interface."""


Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(Array))),
    ("dictionary", ctypes.POINTER(Array)),
    ("release", _RELEASE),
    ("private_data", ctypes.c_void_p),
]

_new_capsule = ctypes.pythonapi.PyCapsule_New
_new_capsule.restype = ctypes.py_object
_new_capsule.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


class HandMade:
    """An array of any format over any buffers, which counts how often it is released.

    `lies` are fields of the array that get other values than the true ones.
    """

    # What a capsule points to must live as long as somebody may look at it, and nobody says how long.
    _kept: ClassVar[list[Any]] = []

    def __init__(
        self,
        format_: str,
        buffers: list[bytes | None],
        rows: int,
        /,
        *,
        dictionary: HandMade | None = None,
        **lies: Any,
    ) -> None:
        self.released = {"schema": 0, "array": 0}
        self.memory = [None if one is None else ctypes.create_string_buffer(one, len(one)) for one in buffers]
        pointers = [None if one is None else ctypes.cast(one, ctypes.c_void_p) for one in self.memory]
        self.pointers = (ctypes.c_void_p * max(len(pointers), 1))(*pointers)
        self.callbacks = [
            _RELEASE(self._released("schema", Schema)),
            _RELEASE(self._released("array", Array)),
        ]
        self.format = format_.encode()
        self.values = {
            "length": rows,
            "n_buffers": len(buffers),
            "buffers": ctypes.cast(self.pointers, ctypes.POINTER(ctypes.c_void_p)),
        } | lies
        self.dictionary = dictionary
        self.renew()
        self._kept.append(self)

    def renew(self) -> None:
        """Fill the structures, which whoever takes them empties."""
        self.schema = Schema(format=self.format, release=self.callbacks[0])
        self.array = Array(release=self.callbacks[1], **self.values)
        if self.dictionary is not None:
            self.schema.dictionary = ctypes.pointer(self.dictionary.schema)
            self.array.dictionary = ctypes.pointer(self.dictionary.array)

    def _released(self, name: str, kind: type[Schema | Array]) -> Any:
        def release(address: int) -> None:
            self.released[name] += 1
            kind.from_address(address).release = _RELEASE(0)

        return release

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return (
            _new_capsule(ctypes.addressof(self.schema), b"arrow_schema", None),
            _new_capsule(ctypes.addressof(self.array), b"arrow_array", None),
        )
