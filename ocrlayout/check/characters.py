"""Characters and where they stand: what is compared of a page, whoever has written it.

Words are not compared: readers of PDFs divide text at other places than services do, and Chinese
and Japanese they do not divide at all. Compared is what both agree about: characters, without white
space and in their plain form, because PDFium takes ligatures and Arabic forms apart and has one
hyphen. On pages with right-to-left text letters and digits alone are compared: on which side of a
number a comma is read there, or before which letter a mark, depends on the reader.
"""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.scripts import HYPHENS

__all__ = ["Found", "plain", "read"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_UNKNOWN = "\ufffd"  # the replacement character
_LETTERS = "LN"  # first letters of categories: letters and numbers
_WITHOUT_INK = ("Cc", "Cf", "Zs", "Zl", "Zp")  # categories: controls, marks of direction, spaces
_NOT_TEXT = ("Cs", "Cn")  # halves of characters, and code points that are not characters
_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))
_CACHED = 65_536  # words: as many distinct ones as a book has


class Found(NamedTuple):
    """The characters that were read of a page, in reading order.

    Attributes
    ----------
    text : str
        All of them.
    places : (n, 2) ndarray
        Their centers, in inches; in long words they are estimates.
    length : (n,) ndarray
        Of the word that each stands in, in inches.
    begins, ends : (n,) ndarray of bool
        It is the first, or the last, of its word, all of which is compared.
    """

    text: str
    places: Array
    length: Array
    begins: Mask
    ends: Mask


@lru_cache(maxsize=_CACHED)
def plain(text: str, *, letters: bool = False) -> str:
    r"""Take a text to the form in which it is compared.

    Parameters
    ----------
    text : str
    letters : bool
        Letters and digits alone.

    Examples
    --------
    >>> plain("of\ufb01ce\u00ad"), plain("a b\0"), plain("12.5%", letters=True)
    ('office-', 'ab', '125')
    """
    if text.isascii() and text.isalnum():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_HYPHENS)).translate(_HYPHENS)
    return "".join(_letter(part) if letters else _with_ink(part) for part in parts)


def _letter(character: str) -> str:
    return character if unicodedata.category(character)[0] in _LETTERS else ""


def _with_ink(character: str) -> str:
    category = unicodedata.category(character)
    if category in _NOT_TEXT:
        return _UNKNOWN
    return "" if category in _WITHOUT_INK else character


def read(lines: Iterable[dict[str, Any]], *, letters: bool = False) -> Found:
    """Take apart the lines of a page as the text engine has read them.

    Parameters
    ----------
    lines : iterable of dict
    letters : bool
        As for :func:`plain`.

    Examples
    --------
    >>> word = {"text": "fox", "polygon": [0, 0, 3, 0, 3, 1, 0, 1]}
    >>> read([{"words": [word]}]).places.tolist()
    [[0.5, 0.5], [1.5, 0.5], [2.5, 0.5]]
    """
    words = [word for line in lines for word in line["words"]]
    texts = [plain(word["text"], letters=letters) for word in words]
    compared = zip(texts, words, strict=True)
    whole = [text == plain(word["text"]) for text, word in compared]
    quads = np.array([word["polygon"] for word in words], np.float64).reshape(-1, 4, 2)
    return _taken_apart(texts, quads, np.array(whole, np.bool_))


def _taken_apart(texts: list[str], quads: Array, whole: Mask) -> Found:
    """Divide words into characters; `whole` says which words are compared whole."""
    counts = np.array([len(text) for text in texts], np.int64)
    owner, at = _numbered(counts)
    is_whole, count = whole[owner], counts[owner]
    start, way = quads[:, [0, 3]].mean(axis=1), _way(quads)
    places = start[owner] + ((at + 0.5) / count)[:, None] * way[owner]
    length = np.hypot(*way.T)[owner]
    begins, ends = (at == 0) & is_whole, (at == count - 1) & is_whole
    return Found("".join(texts), places, length, begins, ends)


def _way(quads: Array) -> Array:
    """Return the way from where each quad begins to where it ends."""
    way: Array = quads[:, [1, 2]].mean(axis=1) - quads[:, [0, 3]].mean(axis=1)
    return way


def _numbered(counts: Integers) -> tuple[Integers, Integers]:
    """Return the word that each character belongs to, and its place there, from 0."""
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
