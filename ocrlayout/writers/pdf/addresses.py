"""Web and mail addresses in the text of a page.

What an address is says linkify-it, as for Markdown; of addresses that have neither ``http://``
nor ``www.``, those whose domain ends in two letters are left out: ``end.So`` and ``file.py`` would
be some. One that a line's end divides is joined where both sides plainly belong to it: in a block,
``http://example.org/`` and ``page.html``. Else its first part is the address. Ideographs, Hangul
and scripts without spaces end one: there text follows it directly.

References
----------
V. Puzrin: linkify-it (2014), in Python by T. Tsutsui: linkify-it-py (2020).
T. Berners-Lee et al.: RFC 3986, "Uniform Resource Identifier" (2005).
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import numpy as np
import numpy.typing as npt
from linkify_it import LinkifyIt
from linkify_it.main import Match

from ocrlayout.finding import quad_of
from ocrlayout.model import Lines
from ocrlayout.scripts import is_ideograph, is_unspaced

__all__ = ["Address", "addresses"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_KEPT = "!#$%&'()*+,/:;=?@[]~"  # what an address may hold beside letters, digits and "-._"
_BEGINS = re.compile(r"https?://|ftp://|www\.", re.IGNORECASE)
_UNFINISHED = re.compile(r"[/\-_=&?#%]$")  # at a line's end: more of the address follows
_PART = re.compile(r"\S*?\w[/._\-=&?#%]\w")  # a word that is part of an address, and no plain one
_MORE = re.compile(r"[/._~\-=&?#%]\w")  # a line's beginning that is none of a word
_COUNTRY = 2  # letters of the domain of a country


class Address(NamedTuple):
    """An address in the text of a page.

    Attributes
    ----------
    target : str
        What it leads to, in ASCII: ``"http://www.example.org"``.
    text : str
        As it stands on the page.
    words : (k,) ndarray of int64
        Rows of its words, of those of the page.
    quads : (n, 4, 2) ndarray of float64
        One for each of its lines that has a place, in page units.
    """

    target: str
    text: str
    words: Integers
    quads: Array


def addresses(lines: Lines) -> list[Address]:
    """Find the addresses in lines.

    Parameters
    ----------
    lines : Lines

    Returns
    -------
    list of Address
        In the order of the lines, without those that have no place.

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> quads = [[[0, 0], [9, 0], [9, 9], [0, 9]], [[10, 0], [80, 0], [80, 9], [10, 9]]]
    >>> words = Words(["at", "www.example.org."], quads)
    >>> [found] = addresses(Lines(["at www.example.org."], words=words, offsets=[0, 2]))
    >>> found.target, found.text, found.words.tolist()
    ('http://www.example.org', 'www.example.org', [1])
    """
    if not len(lines.words):
        return []
    pieces = _pieces(lines)
    ends = np.cumsum([len(piece) for piece in pieces])
    starts = ends - [len(piece) for piece in pieces]
    found = []
    for match in _matches("".join(pieces)):
        first = np.searchsorted(ends, match.index, side="right")
        last = np.searchsorted(starts, match.last_index)
        found.append(_address(lines, match, np.arange(first, last)))
    return [address for address in found if len(address.quads)]


def _pieces(lines: Lines) -> list[str]:
    """Return the text of each word with what stands between it and the next one."""
    after = np.where(lines.words.spaced, " ", "")
    after[lines.offsets[1:][np.diff(lines.offsets) > 0] - 1] = ""
    pieces = [text + gap for text, gap in zip(lines.words.text, after.tolist(), strict=True)]
    for word, end in list(_line_ends(lines, pieces)):
        pieces[word] += end
    return pieces


def _line_ends(lines: Lines, pieces: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what follows the last word of each line: nothing where an address goes on."""
    offsets, blocks = lines.offsets.tolist(), lines.block.tolist()
    filled = [row for row, (one, other) in enumerate(pairwise(offsets)) if one < other]
    texts = ["".join(pieces[slice(*offsets[row : row + 2])]).strip() for row in filled]
    for (row, text), (after, following) in pairwise(zip(filled, texts, strict=True)):
        is_within = 0 <= blocks[row] == blocks[after]
        yield offsets[row + 1] - 1, "" if is_within and _goes_on(text, following) else "\n"


def _goes_on(text: str, following: str) -> bool:
    """Return whether an address at the end of a line goes on in the following one."""
    last = text.rsplit(" ", maxsplit=1)[-1]
    if not _BEGINS.search(last):
        return False
    return bool(_MORE.match(following) or (_UNFINISHED.search(last) and _PART.match(following)))


def _matches(text: str) -> Iterable[Match]:
    """Find addresses; where words are not divided by spaces, they stand right beside them."""
    if not text.isascii():
        text = "".join(" " if is_unspaced(each) or is_ideograph(each) else each for each in text)
    return filter(_is_address, _linkify().match(text) or [])


@cache
def _linkify() -> LinkifyIt:
    return LinkifyIt()


def _is_address(match: Match) -> bool:
    """Return whether what may be an address is meant as one."""
    if match.schema or _BEGINS.match(match.text):
        return bool(match.schema != "//")
    host = urlsplit(match.url).hostname or ""
    return len(host.rpartition(".")[2]) > _COUNTRY


def _address(lines: Lines, match: Match, words: Integers) -> Address:
    rows = np.unique(lines.word_line[words]).tolist()
    quads = np.reshape([quad_of(lines, row, words) for row in rows], (-1, 4, 2))
    known = np.isfinite(quads).all(axis=(1, 2))
    return Address(quote(match.url, safe=_KEPT), match.text, words, quads[known])
