"""From the text of an option to the type that a function or a field has for it."""

import json
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ocrlayout.cli.usage import Usage
from ocrlayout.hints import nearest

__all__ = ["choices_of", "known_pair", "pair", "takes_file", "texts_of_file", "typed"]

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
        bool, int, float, str, a ``Literal`` of strings, a ``Mapping`` of strings to strings (a
        JSON file), or a union of these and None.

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


def takes_file(kind: Any) -> bool:
    """Return whether values of a type are typed as the name of a JSON file.

    Examples
    --------
    >>> takes_file(Mapping[str, str] | None), takes_file(str)
    (True, False)
    """
    return any(typing.get_origin(part) is Mapping for part in _parts(kind))


def texts_of_file(name: str) -> dict[str, str]:
    """Read a JSON file that holds an object of texts.

    Raises
    ------
    Usage
        It cannot be read, or holds something else.
    """
    try:
        texts = json.loads(Path(name).read_text("utf-8-sig"))
    except OSError as error:
        raise Usage(f"{name}: {error.strerror}") from None
    except ValueError as error:
        raise Usage(f"{name} is not JSON in UTF-8: {error}") from None
    if not (isinstance(texts, dict) and all(isinstance(text, str) for text in texts.values())):
        raise Usage(f'{name} does not hold an object of texts, such as {{"3/1": "A mill"}}')
    return texts


def _converted(value: str, kind: Any) -> Any:
    if typing.get_origin(kind) is typing.Literal:
        return _among(value, typing.get_args(kind))
    if takes_file(kind):
        return texts_of_file(value)
    if kind is bool:
        return _among(value.lower(), (*_YES, *_NO)) in _YES
    return kind(value)


def _among(value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise ValueError(value)
    return value
