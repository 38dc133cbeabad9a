"""Payloads that are XML or HTML: what their root is, and their tree.

A payload of markup is text. ``accepts`` looks at its beginning, and only the reader that takes it
parses it; lxml is loaded then. Trees are parsed without entities, DTDs, files and network.
"""

import importlib
import math
import re
from functools import lru_cache
from typing import Any

from ocrlayout.readers._payload import FARTHEST, Json, Place, shorten

__all__ = [
    "Element",
    "has_class",
    "line_place",
    "local_name",
    "namespace",
    "numbers",
    "parsed",
    "quick_numbers",
    "root_of",
]

Element = Any  # an element of lxml, which is not loaded for answers in JSON
_HEAD = 1 << 16  # characters at the start that are looked at
_PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([A-Za-z][\w.-]*)[\s/>]")


def root_of(payload: Json) -> str:
    """Return the name of the root element of markup, without its prefix; ``""`` of all else.

    Examples
    --------
    >>> root_of('<?xml version="1.0"?><!-- ours --><a:alto xmlns:a="http://example.org"/>')
    'alto'
    >>> root_of({"alto": 1}), root_of("dog")
    ('', '')
    """
    if not isinstance(payload, str):
        return ""
    head, at = payload[:_HEAD], 0
    while found := _PROLOG.match(head, at):
        at = found.end()
    root = _ROOT.match(head, at)
    return root[1] if root else ""


def has_class(payload: Json, name: str) -> bool:
    """Return whether markup has an element of a class near its beginning.

    Examples
    --------
    >>> has_class("<div id='a' class='ocr_page wide'>", "ocr_page")
    True
    """
    if not isinstance(payload, str) or name not in (head := payload[:_HEAD]):
        return False
    if not head.lstrip().startswith("<"):
        return False
    pattern = rf"""\bclass\s*=\s*(["'])(?:(?!\1).)*?(?<![\w-]){name}(?![\w-])"""
    return re.search(pattern, head) is not None


def parsed(place: Place, text: str, *, is_html: bool = False) -> Element:
    """Parse markup and return its root.

    Parameters
    ----------
    place : Place
        Of the payload.
    text : str
    is_html : bool
        What is not XML is parsed as HTML, which forgives everything.

    Raises
    ------
    ReadError
        The markup is broken, nested too deeply, or declares entities.
    """
    return importlib.import_module("ocrlayout.readers._trees").parsed(place, text, is_html=is_html)


def line_place(place: Place, element: Element) -> Place:
    """Return the place of an element: its name and the line of the file that it stands on."""
    name = f"{local_name(element)} (line {element.sourceline})"
    return Place(place.provider, name)


def local_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return _local(element.tag)


@lru_cache(1000)  # a file has some thirty
def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """Return the namespace of an element; ``""`` without."""
    return str(element.tag).rpartition("}")[0][1:]


def numbers(place: Place, text: str, count: int | None = None) -> list[float]:
    """Take numbers that stand in a text, apart by blanks or commas.

    Parameters
    ----------
    place : Place
    text : str
    count : int, optional
        How many there have to be.

    Raises
    ------
    ReadError
        One is not a finite number, or there are more or fewer.

    Examples
    --------
    >>> numbers(Place("paperscan"), "10,20 30.5,40")
    [10.0, 20.0, 30.5, 40.0]
    """
    found = quick_numbers(text)
    if found is None or (count is not None and len(found) != count):
        wanted = "a finite number" if count == 1 else f"{count or ''} finite numbers".strip()
        raise place.error(f"expected {wanted}, found {shorten(text)}")
    return found


def quick_numbers(text: str) -> list[float] | None:
    """Take numbers as :func:`numbers` does; None where they are wrong, for who has no place yet.

    Examples
    --------
    >>> quick_numbers("10,20"), quick_numbers("10,2O")
    ([10.0, 20.0], None)
    """
    try:
        found = [*map(float, text.replace(",", " ").split())]
    except ValueError:
        return None
    is_right = math.isfinite(sum(found)) and (
        not found or (max(found) <= FARTHEST and min(found) >= -FARTHEST)
    )
    return found if is_right else None
