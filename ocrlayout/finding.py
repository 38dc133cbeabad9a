r"""Find a phrase in the text of pages, wherever a line ends.

The text that is searched is that of the words, line after line in the page's order, also from one
block to the next; a match never runs over the end of a page. Phrase and page are compared after the
same folding:

* White space, of any kind and length, is one space, and so is the end of a line. Next to scripts
  whose words are not divided by spaces (Han, Kana, Thai, Khmer) it does not count.
* A hyphen at the end of a line counts or does not: ``recog-`` and ``nition`` are found as
  ``recognition``, ``well-`` and ``known`` as ``well-known``, ``Ein-`` and ``und`` as ``Ein- und``.
  Soft hyphens and other characters that are not seen never count.
* Unicode's compatibility composition (NFKC): the ligature ``ﬁ`` is ``fi``, full-width letters are
  letters, a letter and its combining mark are one. A letter is not found without its marks.
* Without `case`, Unicode's full case folding: ``ß`` is ``SS``, ``ς`` is ``Σ``. One addition:
  ``İ`` is ``i``, as the dot is on an i already; ``ı`` stays a letter of its own.

Time grows with the length of the page, whatever the phrase: the automaton keeps all places where a
match may have begun in the bits of one number (Baeza-Yates and Gonnet 1992).

References
----------
R. Baeza-Yates, G. H. Gonnet: "A new approach to text searching", Communications of the ACM 35 (10),
1992. The Unicode Consortium: Unicode Standard Annex #15, "Unicode Normalization Forms" (2023).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page, columns, regrouping
from ocrlayout.model.columns import Array, Integers
from ocrlayout.scripts import HYPHENS, ends_divided, is_unspaced

__all__ = ["Match", "find", "quad_of"]

_DIVISION = "\n"  # in folded text: the hyphen at the end of a line, with the line's end
_DOTTED_I = "i\u0307"
_CACHED = 65_536  # letters with their marks: as many as any document has

# Unicode's Default_Ignorable_Code_Point: soft hyphen, joiners, bidi controls, variation selectors.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_ONE_HYPHEN = str.maketrans(dict.fromkeys("\u2010\u2011\u2e17\u2e40", "-"))
_NO_HYPHENS = str.maketrans("", "", HYPHENS)
_JAMO = re.compile("[\u1160-\u11ff\ud7b0-\ud7fb]")  # vowels and finals, which compose


class Match(NamedTuple):
    """A place where a phrase stands.

    Attributes
    ----------
    page : int
        Number of the page.
    text : str
        As it stands on the page; a line feed where a line ends.
    words : (n,) ndarray of int64
        Rows of ``page.words``, those too that are only partly in the match.
    lines : (k,) ndarray of int64
        Rows of ``page.lines``.
    polygons : (k, 4, 2) ndarray of float64
        A quad for each line: as high as the line, as long as its words in the match. NaN where
        nothing is known.
    """

    page: int
    text: str
    words: Integers
    lines: Integers
    polygons: Array

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN, as in the columns."""
        return isinstance(other, Match) and all(map(columns.same, self, other))

    def __ne__(self, other: object) -> bool:
        """Return the opposite; the tuple's own would not know NaN."""
        return not self == other

    def __hash__(self) -> int:
        """Hash what is exact."""
        return hash((self.page, self.text))

    def __repr__(self) -> str:
        """Show the text, shortened, and where it stands."""
        lines = columns.plural(len(self.lines), "line")
        return f"<Match {columns.quoted(self.text)}: page {self.page}, {lines}>"


class _Unit(NamedTuple):
    """A word, or a line without words (word −1): its text, and the white space behind it."""

    text: str
    line: int
    word: int
    after: str


class _Place(NamedTuple):
    """Where a folded character comes from: row of the unit, and part of its text."""

    unit: int
    start: int
    stop: int


class _Pattern(NamedTuple):
    """A phrase as an automaton: for each character the bits of its places; the bit of the last."""

    bits: dict[str, int]
    last: int
    division: tuple[str, ...]


def find(document: Document | Page, phrase: str, *, case: bool = False) -> list[Match]:
    r"""Find a phrase, also where it runs over the ends of lines.

    Parameters
    ----------
    document : Document or Page
    phrase : str
        In logical order, as it is typed. It may be a part of a word.
    case : bool
        Whether ``A`` and ``a`` differ.

    Returns
    -------
    list of Match
        In the order of the pages and of their lines; matches do not overlap.

    Raises
    ------
    ValueError
        The phrase is empty, or nothing but white space and characters that are not seen.

    Examples
    --------
    >>> lines = Lines(["Optical recog-", "nition of text"])
    >>> find(Page(lines=lines), "Recognition")
    [<Match 'recog-\nnition': page 1, 2 lines>]
    """
    folded = _Folded(case=case)
    folded.add(phrase, 0)
    wanted = "".join(folded.characters).rstrip(" ")
    if not wanted:
        raise ValueError("the phrase to find is empty")
    pages = document.pages if isinstance(document, Document) else (document,)
    return [match for page in pages for match in _on_page(page, wanted, case=case)]


def _on_page(page: Page, wanted: str, *, case: bool) -> Iterator[Match]:
    units = _units(page.lines)
    if not _may_stand(units, wanted, case=case):
        return
    folded = _Folded(case=case)
    for row, unit in enumerate(units):
        folded.add_unit(unit, row)
    for first, last in _spans("".join(folded.characters), wanted):
        yield _match(page, units, folded.places[first], folded.places[last])


def _units(lines: Lines) -> list[_Unit]:
    units = []
    words, spaced = lines.words.text, lines.words.spaced.tolist()
    for line, (first, last) in enumerate(pairwise(lines.offsets.tolist())):
        if first == last:
            units.append(_Unit(lines.text[line], line, -1, "\n"))
        for word in range(first, last):
            after = "\n" if word == last - 1 else " " * spaced[word]
            units.append(_Unit(words[word], line, word, after))
    return units


def _may_stand(units: list[_Unit], wanted: str, *, case: bool) -> bool:
    """Return whether a page has the phrase if white space and hyphens are left out: the fast no."""
    text = " ".join(unit.text for unit in units)
    return _counted(wanted) in _counted(_folded(text, case=case))


def _counted(folded: str) -> str:
    """Leave out white space and hyphens."""
    return "".join(folded.split()).translate(_NO_HYPHENS)


def _folded(text: str, *, case: bool) -> str:
    if text.isascii():
        return text if case else text.lower()
    return "".join(_fold(letter, case=case) for letter in _letters(text))


class _Folded:
    """Text as it is compared: folded characters, and where each of them comes from."""

    def __init__(self, *, case: bool) -> None:
        self.case = case
        self.characters: list[str] = []
        self.places: list[_Place] = []

    def add_unit(self, unit: _Unit, row: int) -> None:
        """Add a word and the white space behind it."""
        end = len(unit.text)
        before = "".join(self.characters[-1:])
        if unit.after == "\n" and ends_divided(before + unit.text):
            self.add(unit.text[:-1], row)
            self._append(_DIVISION, _Place(row, end - 1, end))
            return
        self.add(unit.text, row)
        if unit.after:
            self._put(" ", _Place(row, end, end))

    def add(self, text: str, row: int, start: int = 0) -> None:
        """Add text, which stands in its unit from `start` on."""
        for part in _letters(text):
            stop = start + len(part)
            for character in _fold(part, case=self.case):
                self._put(character, _Place(row, start, stop))
            start = stop

    def _put(self, character: str, place: _Place) -> None:
        """Add a character; a space only where it counts."""
        last = self.characters[-1] if self.characters else _DIVISION
        if character == " ":
            if last not in (" ", _DIVISION) and not is_unspaced(last):
                self._append(character, place)
            return
        if last == " " and is_unspaced(character):
            self.characters.pop()
            self.places.pop()
        self._append(character, place)

    def _append(self, character: str, place: _Place) -> None:
        self.characters.append(character)
        self.places.append(place)


def _letters(text: str) -> Iterator[str]:
    """Cut a text into letters, each with the marks that compose with it."""
    if text.isascii():
        yield from text
        return
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _composes(text[at]):
            yield text[start:at]
            start = at


@lru_cache(maxsize=_CACHED)
def _composes(character: str) -> bool:
    """Return whether a character may become one with the character before it."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first)[0] == "M" or _JAMO.match(first) is not None


@lru_cache(maxsize=_CACHED)
def _fold(letter: str, *, case: bool) -> str:
    """Return what a letter, with its marks, is compared as."""
    text = _composed(letter)
    if not case:
        text = _composed(text.casefold()).replace(_DOTTED_I, "i")
    seen = _UNSEEN.sub("", text).translate(_ONE_HYPHEN)
    return "".join(" " if character.isspace() else character for character in seen)


def _composed(letter: str) -> str:
    """Return the compatibility composition; an accent alone does not become a space and a mark."""
    text = unicodedata.normalize("NFKC", letter)
    return letter if text[:1] == " " and not letter[:1].isspace() else text


def _spans(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Yield first and last character of each match, from left to right, none over another."""
    pattern = _pattern(wanted, ("-", "- "))
    back = _pattern(wanted[::-1], ("-", " -"))
    state = 0
    for at, character in enumerate(text):
        state = _stepped(state, character, pattern, 1)
        if state & pattern.last and not unicodedata.combining(text[at + 1 : at + 2] or " "):
            yield _first(text, at, back), at
            state = 0


def _first(text: str, last: int, back: _Pattern) -> int:
    """Return where a match begins that ends here: the reversed phrase, followed from here on."""
    at, state = last, _stepped(0, text[last], back, 1)
    while not state & back.last:
        at -= 1
        state = _stepped(state, text[at], back, 0)
    return at


def _pattern(wanted: str, division: tuple[str, ...]) -> _Pattern:
    bits: dict[str, int] = {}
    for at, character in enumerate(wanted):
        bits[character] = bits.get(character, 0) | 1 << at
    return _Pattern(bits, 1 << len(wanted) - 1, division)


def _stepped(state: int, character: str, pattern: _Pattern, enter: int) -> int:
    """Return how far each begun match is after a character; `enter` is 1 where one may begin."""
    if character != _DIVISION:
        return (state << 1 | enter) & pattern.bits.get(character, 0)
    result = state  # the hyphen does not count
    for way in pattern.division:
        along = state
        for part in way:
            along = (along << 1 | enter) & pattern.bits.get(part, 0)
        result |= along
    return result


def _match(page: Page, units: list[_Unit], first: _Place, last: _Place) -> Match:
    inside = units[first.unit : last.unit + 1]
    words = np.array([unit.word for unit in inside if unit.word >= 0], np.int64)
    lines = np.unique([unit.line for unit in inside])
    quads = [quad_of(page.lines, line, words) for line in lines.tolist()]
    return Match(page.number, _text(inside, first.start, last.stop), words, lines, np.stack(quads))


def _text(units: list[_Unit], start: int, stop: int) -> str:
    """Return the text of units from `start` in the first to `stop` in the last."""
    head = "".join(unit.text + unit.after for unit in units[:-1])
    return (head + units[-1].text[:stop])[start:]


def quad_of(lines: Lines, row: int, words: Integers) -> Array:
    """Return the part of a line's quad in which words stand, as high as the line.

    Parameters
    ----------
    lines : Lines
    row : int
        That of the line.
    words : (k,) ndarray of int64
        Rows of words; those of other lines do not count.

    Returns
    -------
    (4, 2) ndarray of float64
        NaN where it has no place.
    """
    first, last = lines.offsets[row : row + 2]
    quads = lines.words.polygon[words[(words >= first) & (words < last)]]
    polygon: Array = lines.polygon[row]
    if not geometry.known(polygon):
        return regrouping.bound(quads)
    own = lines.words.polygon[first:last]
    is_vertical = geometry.vertical(polygon, own, [0, last - first])[0]
    return regrouping.cut(polygon, quads, axis=1 if is_vertical else 0)
