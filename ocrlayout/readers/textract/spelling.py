"""Keys in camelCase and snake_case, as the SDKs of Java and Ruby dump them: to PascalCase."""

from functools import lru_cache
from typing import Any

from ocrlayout.readers._payload import Item, Json

__all__ = ["pascal", "pascal_keys"]

_KEYS = 1024  # spellings that are remembered: the service has some two hundred


@lru_cache(_KEYS)
def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split("_"))


def pascal_keys(item: Item) -> Item:
    """Return an object whose own keys are spelt as the service spells them.

    Examples
    --------
    >>> pascal_keys({"block_type": "LINE", "rowIndex": 1, "Text": "dog"})
    {'BlockType': 'LINE', 'RowIndex': 1, 'Text': 'dog'}
    """
    return {_pascal(name): value for name, value in item.items()}


def pascal(payload: Json) -> Any:
    """Return a payload all of whose keys are spelt as the service spells them."""
    if isinstance(payload, dict):
        return {_pascal(name): pascal(value) for name, value in payload.items()}
    return [pascal(one) for one in payload] if isinstance(payload, list) else payload
