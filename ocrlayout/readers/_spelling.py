"""Keys of two spellings: camelCase on the wire, the same in snake_case in the SDKs' dumps."""

import re
from functools import cache
from typing import Any

from ocrlayout.readers._payload import Item, Json, Place

__all__ = ["Spelled", "key_of", "pick"]


class Spelled(Place):
    """A place in a payload whose keys have two spellings; names are given in camelCase."""

    __slots__ = ()

    def key(self, item: Item, name: str) -> str:
        """Return which spelling of a name an object has."""
        return key_of(item, name)

    def get(self, item: Item, name: str) -> Any:
        """Take a value by either spelling; None where it is absent."""
        return pick(item, name)


def pick(item: Item, name: str, default: Json = None) -> Any:
    """Take a value by its camelCase name, or by the same in snake_case; None counts as absent.

    Examples
    --------
    >>> pick({"page_number": 3}, "pageNumber")
    3
    """
    value = item.get(name)
    if value is None:
        value = item.get(_snake(name))
    return value if value is not None else default


@cache
def _snake(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)


def key_of(item: Item, name: str) -> str:
    """Return which spelling of a name an object has, for the path in a message."""
    return name if name in item or _snake(name) not in item else _snake(name)
