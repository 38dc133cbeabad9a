"""Long JSON texts whose lists are decoded one item at a time.

A book of 1,000 pages comes as one answer of 60 MB, which as Python objects takes 450 MB. Read page
by page it takes the text and one page. The price is that each item is decoded twice: once to find
where it ends, once when it is read.
"""

import json
import json.decoder
from collections.abc import Iterator, Sequence
from operator import eq
from typing import Any

__all__ = ["LazyList", "parse", "values"]

_DEEPEST = 4  # lists of pages stand at the top, or a few objects down
_SHORT = 1 << 16  # characters; a shorter list is decoded at once
_decode = json.JSONDecoder().raw_decode
# a compiled pattern that typeshed does not list
_skip = json.decoder.WHITESPACE.match  # type: ignore[attr-defined]


class LazyList(list[Any]):
    """A list whose items are decoded each time they are read; it cannot be changed.

    It is a list for those who ask what JSON it came from; whatever a list can be asked is answered,
    by decoding.

    Parameters
    ----------
    text : str
        The JSON text.
    starts : list of int
        Where each item starts in it.
    """

    def __init__(self, text: str, starts: list[int]) -> None:
        super().__init__()
        self._text, self._starts = text, starts
        self.objects = all(text[start] == "{" for start in starts)

    def __len__(self) -> int:
        return len(self._starts)

    def __iter__(self) -> Iterator[Any]:
        return (_decode(self._text, start)[0] for start in self._starts)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [_decode(self._text, start)[0] for start in self._starts[index]]
        return _decode(self._text, self._starts[index])[0]

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


def parse(text: str) -> Any:
    """Parse a JSON text; its long lists near the top become :class:`LazyList`.

    Parameters
    ----------
    text : str

    Returns
    -------
    dict, list or any JSON value

    Raises
    ------
    json.JSONDecodeError, ValueError, RecursionError
        As ``json.loads`` does.

    Examples
    --------
    >>> parse('{"pages": [{"number": 1}, {"number": 2}]}')
    {'pages': [{'number': 1}, {'number': 2}]}
    """
    value, end = _value(text, _skip(text, 0).end(), 0)
    end = _skip(text, end).end()
    if end != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


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
        value, end = _decode(text, at)
        found.append(value)
        at = _skip(text, end).end()
    return found


def _value(text: str, at: int, depth: int) -> tuple[Any, int]:
    head = text[at : at + 1]
    if head == "{" and depth < _DEEPEST:
        return _object(text, at, depth)
    if head == "[" and depth < _DEEPEST:
        return _list(text, at)
    return _decode(text, at)


def _object(text: str, at: int, depth: int) -> tuple[dict[str, Any], int]:
    made: dict[str, Any] = {}
    at = _skip(text, at + 1).end()
    if text[at : at + 1] == "}":
        return made, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise json.JSONDecodeError(
                "Expecting property name enclosed in double quotes", text, at
            )
        key, at = _decode(text, at)
        at = _expect(text, at, ":")
        made[key], at = _value(text, at, depth + 1)
        at = _skip(text, at).end()
        if text[at : at + 1] == "}":
            return made, at + 1
        at = _expect(text, at, ",")


def _list(text: str, at: int) -> tuple[list[Any], int]:
    begin, starts = at, []
    at = _skip(text, at + 1).end()
    while text[at : at + 1] != "]":
        starts.append(at)
        _, at = _decode(text, at)
        at = _skip(text, at).end()
        if text[at : at + 1] != "]":
            at = _expect(text, at, ",")
            if text[at : at + 1] == "]":
                raise json.JSONDecodeError("Expecting value", text, at)
    items = LazyList(text, starts)
    return (items if at - begin > _SHORT else list(items)), at + 1


def _expect(text: str, at: int, mark: str) -> int:
    """Step over a mark and the white space around it."""
    at = _skip(text, at).end()
    if text[at : at + 1] != mark:
        raise json.JSONDecodeError(f"Expecting {mark!r} delimiter", text, at)
    return int(_skip(text, at + 1).end())
