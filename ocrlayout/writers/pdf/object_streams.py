"""Small objects of a PDF, packed together: a tree of thousands of them takes little room.

References
----------
ISO 32000-1:2008 (PDF 1.7), 7.5.7 "Object Streams", 7.5.8 "Cross-Reference Streams".
"""

import struct
from array import array
from collections.abc import Callable, Mapping
from typing import NamedTuple

__all__ = ["ENTRY_WIDTHS", "Packed", "PackedObjects", "cross_references"]

ENTRY_WIDTHS = [1, 8, 2]  # bytes of an entry: its kind, a place in the file, a number in a stream
_ENTRY = struct.Struct(">BQH")
_AT_OFFSET, _IN_STREAM = 1, 2  # kinds of entries
_FREE = (0, 0, 0xFFFF)  # the entry of object 0
_ENOUGH = 500  # objects in a stream: a reader unpacks all of it to have one


class Packed(NamedTuple):
    """The content of an object stream: how many objects, where the first one is, all of it."""

    number_of_objects: int
    first: int
    data: bytes


class PackedObjects:
    """Objects that wait to be packed.

    Parameters
    ----------
    reserve : callable
        Returns the next free object number.

    Attributes
    ----------
    numbers, streams, indexes : array of int
        Of each object that was packed its number, that of its stream, and its own in that.
    """

    def __init__(self, reserve: Callable[[], int]) -> None:
        self.reserve = reserve
        self.numbers, self.streams, self.indexes = array("Q"), array("Q"), array("H")
        self._waiting: list[tuple[int, bytes]] = []

    def put(self, number: int, written: str) -> None:
        """Add an object under a number that was reserved; each of its characters is a byte."""
        self._waiting.append((number, written.encode("latin-1")))

    @property
    def are_enough(self) -> bool:
        """Whether those that wait fill a stream."""
        return len(self._waiting) >= _ENOUGH

    @property
    def are_waiting(self) -> bool:
        """Whether any wait."""
        return bool(self._waiting)

    def pack(self, stream: int) -> Packed:
        """Take those that wait into a stream of this number."""
        head, body = "", b""
        for index, (number, written) in enumerate(self._waiting):
            head += f"{number} {len(body)} "
            body += written + b"\n"
            self.numbers.append(number)
            self.streams.append(stream)
            self.indexes.append(index)
        count, self._waiting = len(self._waiting), []
        return Packed(count, len(head), head.encode("ascii") + body)


def cross_references(count: int, offsets: Mapping[int, int], packed: PackedObjects) -> bytes:
    """Write where the objects of a file are.

    Parameters
    ----------
    count : int
        The last object number.
    offsets : mapping of int to int
        Of objects that are not packed.
    packed : PackedObjects

    Examples
    --------
    >>> len(cross_references(1, {1: 15}, PackedObjects(lambda: 2))) == 2 * sum(ENTRY_WIDTHS)
    True
    """
    entries = bytearray(_ENTRY.size * (count + 1))
    _ENTRY.pack_into(entries, 0, *_FREE)
    for number, offset in offsets.items():
        _ENTRY.pack_into(entries, _ENTRY.size * number, _AT_OFFSET, offset, 0)
    for number, stream, index in zip(packed.numbers, packed.streams, packed.indexes, strict=True):
        _ENTRY.pack_into(entries, _ENTRY.size * number, _IN_STREAM, stream, index)
    return bytes(entries)
