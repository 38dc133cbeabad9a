"""Small objects of a PDF, packed together: a tree of thousands of them takes little room.

References
----------
ISO 32000-1:2008 (PDF 1.7), 7.5.7 "Object Streams", 7.5.8 "Cross-Reference Streams".
"""

import struct
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

__all__ = ["ENTRY_WIDTHS", "Packed", "PackedObjects", "cross_references"]

ENTRY_WIDTHS = [1, 8, 2]  # bytes of an entry: its kind, a place in the file, a number in a stream
_ENTRY = struct.Struct(">BQH")
_AT_OFFSET, _IN_STREAM = 1, 2  # kinds of entries
_FREE = _ENTRY.pack(0, 0, 0xFFFF)  # that of object 0
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
    places : dict of int to (int, int)
        For each object that was packed the number of its stream, and its own in it.
    """

    def __init__(self, reserve: Callable[[], int]) -> None:
        self.reserve = reserve
        self.places: dict[int, tuple[int, int]] = {}
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
            self.places[number] = stream, index
        count, self._waiting = len(self._waiting), []
        return Packed(count, len(head), head.encode("ascii") + body)


def cross_references(
    count: int, offsets: Mapping[int, int], places: Mapping[int, tuple[int, int]]
) -> bytes:
    """Write where the objects of a file are.

    Parameters
    ----------
    count : int
        The last object number.
    offsets : mapping of int to int
    places : mapping of int to (int, int)
        Of packed objects.

    Examples
    --------
    >>> len(cross_references(2, {1: 15}, {2: (1, 0)})) == 3 * sum(ENTRY_WIDTHS)
    True
    """
    numbers: Iterable[int] = range(1, count + 1)
    entries = (
        _ENTRY.pack(_IN_STREAM, *places[number])
        if number in places
        else _ENTRY.pack(_AT_OFFSET, offsets[number], 0)
        for number in numbers
    )
    return b"".join([_FREE, *entries])
