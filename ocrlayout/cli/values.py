"""From the text of an option to the type that a function or a field has for it."""

import types
import typing
from collections.abc import Sequence
from typing import Any

from ocrlayout.cli.usage import Usage
from ocrlayout.registry import nearest

__all__ = ["choices_of", "known_pair", "pair", "typed"]

_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")


def pair(setting: str, option: str) -> tuple[str, str]:
    """Take KEY=VALUE apart; a dash in a key is an underscore.

    Raises
    ------
    Usage
        It is not such a pair, or not text.

    Examples
    --------
    >>> pair("page-break=---", "--set")
    ('page_break', '---')
    """
    key, equals, value = setting.partition("=")
    key = key.strip().replace("-", "_")
    if not equals:
        raise Usage(f"{option} takes KEY=VALUE, not {setting!r}")
    if not value.isascii() and value.encode(errors="replace").decode() != value:
        raise Usage(f"{option} {key}: the value is not text that the terminal could decode")
    return key, value


def known_pair(setting: str, option: str, known: Sequence[str]) -> tuple[str, str]:
    """Take KEY=VALUE apart; the key has to be one of those that are known.

    Raises
    ------
    Usage
        It is not.
    """
    key, value = pair(setting, option)
    if key in known:
        return key, value
    there = ", ".join(sorted(known))
    rest = f"there are {there}{nearest(key, known)}" if known else "this format does not take any"
    raise Usage(f"{option} does not know {key!r} here; {rest}")


def typed(option: str, value: str, kind: Any) -> Any:
    """Turn the text of an option into its type.

    Parameters
    ----------
    option : str
        For messages.
    value : str
        ``none`` or nothing becomes None, where the type allows it.
    kind : type
        bool, int, float, str, a ``Literal`` of strings, or a union of these and None.

    Raises
    ------
    Usage
        It is not such a value.

    Examples
    --------
    >>> typed("--dpi", "300", float | None), typed("--words", "no", bool)
    (300.0, False)
    """
    kinds = _parts(kind)
    if value.lower() in ("none", "") and type(None) in kinds:
        return None
    kinds = [part for part in kinds if part is not type(None)]
    for part in kinds:
        try:
            return _converted(value, part)
        except ValueError:
            continue
    expected = " or ".join(", ".join(choices_of(part)) or part.__name__ for part in kinds)
    hint = nearest(value, [choice for part in kinds for choice in choices_of(part)])
    raise Usage(f"{option}={value}: expected {expected}{hint}")


def _parts(kind: Any) -> list[Any]:
    """Return the members of a union, or the one type."""
    is_union = typing.get_origin(kind) in (typing.Union, types.UnionType)
    return list(typing.get_args(kind)) if is_union else [kind]


def choices_of(kind: Any) -> list[str]:
    """List the words of a ``Literal``, none for another type.

    Examples
    --------
    >>> choices_of(typing.Literal["row", "column"]), choices_of(int)
    (['row', 'column'], [])
    """
    literal = typing.get_origin(kind) is typing.Literal
    return [str(choice) for choice in typing.get_args(kind)] if literal else []


def _converted(value: str, kind: Any) -> Any:
    if typing.get_origin(kind) is typing.Literal:
        return _among(value, typing.get_args(kind))
    if kind is bool:
        return _among(value.lower(), (*_YES, *_NO)) in _YES
    return kind(value)


def _among(value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise ValueError(value)
    return value
