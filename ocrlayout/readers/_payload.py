"""Places in a payload: what stands there is checked, and an error says where it was.

A :class:`Place` is bound once to the reader's name and then goes down with ``/``. Its path is put
together only when somebody asks for it, for an error.
"""

import math
import reprlib
from collections.abc import Iterator
from typing import Any, NoReturn, Self, TypeAlias, TypeGuard

from ocrlayout.errors import ReadError

__all__ = [
    "FARTHEST",
    "SMALLEST",
    "UNKNOWN",
    "Item",
    "Json",
    "Place",
    "is_number",
    "is_share",
    "kind",
    "plain",
    "shorten",
]

FARTHEST = 1e7  # page units: no scan is larger, and squares of it still fit a float
SMALLEST = 1e-6  # page units: no page is smaller, and a scan can be divided by its size
UNKNOWN = math.nan
_MOST = 10**9 - 1  # pages, rows, characters; one more is the last page of native JSON
_LONGEST = 60  # characters of a value that is quoted in a message
Json: TypeAlias = Any  # a value of parsed JSON, whatever it is
Item: TypeAlias = dict[str, Any]


class Place:
    """A place in a payload.

    Parameters
    ----------
    provider : str
        The reader's name, for its errors.
    path : str
        Where to begin; ``""`` is the payload itself.

    Examples
    --------
    >>> page = Place("paperscan") / "pages" / 0
    >>> str(page / "rows" / 3)
    'pages[0].rows[3]'
    >>> page.number({"angle": 2}, "angle")
    2.0
    """

    __slots__ = ("_key", "_parent", "provider")

    def __init__(self, provider: str, path: str = "") -> None:
        self.provider = provider
        self._parent: Self | None = None
        self._key: str | int = path

    def __truediv__(self, key: str | int) -> Self:
        """Go down to a key of an object, or an index of a list."""
        place = object.__new__(type(self))
        place.provider, place._parent, place._key = self.provider, self, key
        return place

    def __str__(self) -> str:
        """Return the path."""
        before = str(self._parent) if self._parent is not None else ""
        if isinstance(self._key, int):
            return f"{before}[{self._key}]"
        return f"{before}.{self._key}" if before and self._key else before or self._key

    def error(self, message: str) -> ReadError:
        """Return the error that something is wrong here, to be raised."""
        return ReadError(message, provider=self.provider, where=str(self))

    def key(self, item: Item, name: str) -> str:  # noqa: ARG002  # for those with two spellings
        """Return how an object spells a name; readers of services with several override it."""
        return name

    def at(self, item: Item, name: str) -> Self:
        """Go down to a name as an object spells it."""
        return self / self.key(item, name)

    def get(self, item: Item, name: str) -> Any:
        """Take a value as it is; None where it is absent."""
        return item.get(self.key(item, name))

    def number(self, item: Item, name: str, default: float = UNKNOWN) -> float:
        """Take a finite number; absent or null is `default`.

        Raises
        ------
        ReadError
            It is not a number, not finite, or larger than any page.
        """
        value = self.get(item, name)
        if value is not None and not (is_number(value) and abs(value) <= FARTHEST):
            raise self.at(item, name).error(f"expected a finite number, found {shorten(value)}")
        return float(value) if value is not None else default

    def whole(self, item: Item, name: str, default: int, least: int = 0, most: int = _MOST) -> int:
        """Take a whole number between `least` and `most`; absent or null is `default`.

        Raises
        ------
        ReadError
            It is anything else.
        """
        value = self.get(item, name)
        if value is None:
            return default
        if not is_number(value) or not least <= value <= most or value != int(value):
            message = f"expected a whole number from {least} to {most}, found {shorten(value)}"
            raise self.at(item, name).error(message)
        return int(value)

    def text(self, item: Item, name: str) -> str:
        """Take a text; absent or null is ``""``.

        Raises
        ------
        ReadError
            It is not text.
        """
        value = self.get(item, name)
        if value is not None and not isinstance(value, str):
            raise self.at(item, name).error(f"expected text, found {shorten(value)}")
        return value or ""

    def confidence(self, item: Item, name: str, most: float = 1.0) -> float:
        """Take a confidence between 0 and `most`, as a share; absent, null and NaN are NaN.

        Raises
        ------
        ReadError
            It is anything else.

        Examples
        --------
        >>> Place("paperscan").confidence({"score": 75}, "score", most=100)
        0.75
        """
        value = self.get(item, name)
        return self.at(item, name).certain(value, most)

    def certain(self, value: Json, most: float = 1.0) -> float:
        """Check a confidence that stands here, as :meth:`confidence` does."""
        if value is None or value != value:  # noqa: PLR0124  # NaN differs from itself
            return UNKNOWN
        if not is_number(value) or not 0 <= value <= most:
            message = f"a confidence lies between 0 and {most:g}, found {shorten(value)}"
            raise self.error(message)
        return float(value) / most

    def items(self, item: Item, name: str) -> list[Item]:
        """Take a list of objects; absent or null is the empty list.

        Raises
        ------
        ReadError
            It is not a list, or one of its items is not an object.
        """
        return self.at(item, name).objects(self.get(item, name))

    def each(self, item: Item, name: str) -> Iterator[tuple[Self, Item]]:
        """Take a list of objects as :meth:`items` does, each with its place."""
        place = self.at(item, name)
        for index, one in enumerate(place.objects(self.get(item, name))):
            yield place / index, one

    def objects(self, value: Json) -> list[Item]:
        """Check a list of objects that stands here, as :meth:`items` does."""
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.error(f"expected a list, found {kind(value)}")
        if getattr(value, "objects", False):  # decodes its items as they are read; knows their kind
            return value
        if not set(map(type, value)) <= {dict}:
            for index, item in enumerate(value):
                (self / index).object(item)
        return value

    def object(self, value: Json) -> Item:
        """Check an object that stands here."""
        if not isinstance(value, dict):
            raise self.error(f"expected an object, found {kind(value)}")
        return value

    def needed(self, item: Item, names: tuple[str, ...], what: str) -> None:
        """Refuse an object without any of the keys that its text would stand under.

        Where the text stands elsewhere, the object must not be called empty.
        """
        if not any(name in item for name in names):
            self._lacks(item, names, what)

    def _lacks(self, item: Item, names: tuple[str, ...], what: str) -> NoReturn:
        found = shorten(", ".join(map(str, item)))
        raise self.error(f"{what} needs {' or '.join(names)}, and has only {found}")


def is_number(value: Json) -> bool:
    """Return whether a JSON value is a number, which true and false are not."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_share(value: Json) -> TypeGuard[float]:
    """Return whether a value is a number between 0 and 1, as almost all confidences are."""
    return type(value) is float and 0.0 <= value <= 1.0


def plain(word: str) -> str:
    """Return the last part of an enumeration's name, in lower case.

    Examples
    --------
    >>> plain("LengthUnit.PIXEL")
    'pixel'
    """
    return word.rpartition(".")[2].lower()


_KINDS: tuple[tuple[Any, str], ...] = (
    (bool, "true or false"),
    (dict, "an object"),
    (list, "a list"),
    (str, "text"),
    ((int, float), "a number"),
)


def kind(value: Json) -> str:
    """Name a JSON value's type in the words of JSON."""
    return next((name for types, name in _KINDS if isinstance(value, types)), "null")


def shorten(value: Json) -> str:
    """Show a value in a message, in at most some 60 characters.

    Examples
    --------
    >>> shorten([1, 2, [[[[10**5000]]]]])
    '[1, 2, [[[...]]]]'
    >>> shorten(10**5000)
    'an integer of thousands of digits'
    """
    shown = _SHORT.repr(value)
    return shown if len(shown) <= _LONGEST else shown[: _LONGEST - 3] + "…"


class _Short(reprlib.Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxlist, self.maxstring, self.maxlong = 4, 12, 50, 30

    def repr_int(self, x: Json, level: int) -> str:
        """Show an integer; Python refuses those of more than 4300 digits."""
        if abs(x) >= 10**100:
            return "an integer of thousands of digits"
        return super().repr_int(x, level)


_SHORT = _Short()
