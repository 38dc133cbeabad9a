"""JSON as Python objects: fast, and of long lists one item at a time.

msgspec decodes in half the time of the standard library, and finds where the items of a list end in
a tenth of it. What it refuses, the caller gives to the standard library, which says what is wrong
and where, or takes it: ``NaN``, half of a surrogate pair.

A book of 1,000 pages comes as one answer of 60 MB, which as Python objects takes 450 MB. Read page
by page it takes its bytes, whatever characters they stand for, and one page.
"""

import codecs
import json
import json.decoder
from collections.abc import Iterator, Sequence
from operator import eq
from typing import Any

from msgspec import DecodeError, Raw
from msgspec.json import Decoder

from ocrlayout.errors import ReadError

__all__ = ["REFUSED", "LazyList", "decode", "parse", "values"]

REFUSED = (DecodeError, UnicodeDecodeError, RecursionError)
"""What :func:`decode` and :func:`parse` raise."""

_DEEPEST = 4  # lists of pages stand at the top, or a few objects down
_SHORT = 1 << 16  # bytes; a shorter list is decoded at once
_HEAD = 1024  # bytes in which the first value begins
_STEP = 1 << 20  # bytes that are looked at together, whether they are UTF-8
decode = Decoder().decode
_decode_object = Decoder(dict[str, Raw]).decode
_decode_list = Decoder(list[Raw]).decode
_decode_next = json.JSONDecoder().raw_decode
# a compiled pattern that typeshed does not list
_skip = json.decoder.WHITESPACE.match  # type: ignore[attr-defined]


class LazyList(list[Any]):
    """A list whose items are decoded each time they are read; it cannot be changed.

    It is a list for those who ask what JSON it came from; whatever a list can be asked is answered,
    by decoding.

    Parameters
    ----------
    items : list of Raw
        Each in JSON.
    """

    def __init__(self, items: list[Raw]) -> None:
        super().__init__()
        self._items = items
        self.objects = all(_first(item) == b"{" for item in items)

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Any]:
        return map(_item, self._items)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [*map(_item, self._items[index])]
        return _item(self._items[index])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # as of a list

    def __add__(self, other: Any) -> list[Any]:
        return [*self, *other]

    def __repr__(self) -> str:
        return f"[… {len(self)} items …]"

    def copy(self) -> list[Any]:
        """Return a plain list of all items."""
        return list(self)

    def _refuse(self, *_: Any, **__: Any) -> Any:
        raise TypeError("this list is decoded as it is read and cannot be changed; list(it) can")

    # what a sequence answers by its length and its items
    __contains__, __reversed__ = Sequence.__contains__, Sequence.__reversed__
    index, count = Sequence.index, Sequence.count  # type: ignore[assignment]  # as wide as a list's
    append = extend = insert = remove = pop = clear = sort = reverse = _refuse
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse


def _item(item: Raw) -> Any:
    try:
        return decode(item)
    except DecodeError:  # a number beyond every float
        return _by_standard(bytes(memoryview(item)))


def _by_standard(item: bytes) -> Any:
    try:
        return json.loads(item)
    except ValueError as error:  # an integer of thousands of digits
        message = f"broken JSON: {error}"
    raise ReadError(message)


def _first(item: Raw) -> bytes:
    return bytes(memoryview(item)[:1])


def parse(data: bytes) -> Any:
    """Parse JSON in UTF-8; its long lists near the top become :class:`LazyList`.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    dict, list or any JSON value

    Raises
    ------
    msgspec.DecodeError, UnicodeDecodeError, RecursionError
        It is not what :func:`decode` takes.

    Examples
    --------
    >>> parse(b'{"pages": [{"number": 1}, {"number": 2}]}')
    {'pages': [{'number': 1}, {'number': 2}]}
    """
    _check_text(data)
    return _value(data, data[:_HEAD].lstrip()[:1], 0)


def _check_text(data: bytes) -> None:
    """Refuse what is not UTF-8, without a text of it all."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for start in range(0, len(data), _STEP):
        decoder.decode(data[start : start + _STEP])
    decoder.decode(b"", True)  # the end


def _value(data: bytes | Raw, first: bytes, depth: int) -> Any:
    if first == b"{" and depth < _DEEPEST:
        parts = _decode_object(data).items()
        return {name: _value(part, _first(part), depth + 1) for name, part in parts}
    if first == b"[" and depth < _DEEPEST and len(memoryview(data)) > _SHORT:
        return LazyList(_decode_list(data))
    return decode(data)


def values(text: str) -> list[Any]:
    """Parse JSON texts that follow each other, with white space between: JSON Lines.

    Raises
    ------
    json.JSONDecodeError, RecursionError
        As ``json.loads`` does.

    Examples
    --------
    >>> values('{"page": 1} {"page": 2}')
    [{'page': 1}, {'page': 2}]
    """
    found = []
    at = _skip(text, 0).end()
    while at < len(text):
        value, end = _decode_next(text, at)
        found.append(value)
        at = _skip(text, end).end()
    return found
