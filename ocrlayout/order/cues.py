"""What a line's text says, in any language, about where it may stand; it only breaks ties."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from ocrlayout.scripts import HYPHENS, is_ideograph, is_right_to_left

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_HYPHENS = HYPHENS + "="  # Fraktur divides words by a double stroke, which OCR takes for "="
_PAGE = r"(page|seite|blatt|pagina|página|pág|pag|стр|страница|σελ|p|s|صفحة|עמוד|第)"
_OF = r"(/|\||of|von|de|sur|di|van|из|από|من|מתוך)"
_COUNT = r"(\d{1,4}|[ivxlc]{1,7}|[IVXLC]{1,7}|[〇一二三四五六七八九十百]{1,5})"
_NUMBER = re.compile(
    rf"\W*{_COUNT}\W*|\W*{_PAGE}?\W*{_COUNT}\W*({_OF}\W*\d{{1,4}}|[页頁ページ]*)\W*", re.IGNORECASE
)

_PARTED = re.compile(r"\d.*[·•|—–*]|[·•|—–*].*\d")
_QUOTES = "\"'”’»)]"
_COLONS = ":："
_ENDS = ".!?:;。！？：；…।؟۔"


def is_page_number(text: str) -> bool:
    """Return whether a line is nothing but the number of a page.

    Examples
    --------
    >>> is_page_number("– 12 –"), is_page_number("Page 3 of 7"), is_page_number("1984 was")
    (True, True, False)
    """
    return bool(_NUMBER.fullmatch(text.strip()))


class Cues:
    """What the texts of lines say; one row a line, each column made when it is first asked for.

    Parameters
    ----------
    texts : sequence of str

    Attributes
    ----------
    length : (n,) ndarray
        Characters that are not white space.

    Examples
    --------
    >>> said = Cues(["jumps over the lazy", "12,5"])
    >>> said.opens_low.tolist(), said.figure.tolist()
    ([True, False], [False, True])
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = [text.strip() for text in texts]
        self._texts = [text.replace(" ", "") for text in self._whole]
        self.length: Array = np.array([len(text) for text in self._texts], np.float64)

    @cached_property
    def spaced(self) -> Mask:
        """Has a space inside, (n,): more than one word."""
        return np.array([" " in text for text in self._whole], np.bool_)

    def joined(self, groups: Sequence[npt.NDArray[np.int64]]) -> "Cues":
        """Return what the texts say that are made of some of these, in order."""
        return Cues([" ".join(self._whole[row] for row in group.tolist()) for group in groups])

    @cached_property
    def _sums(self) -> Array:
        return _counts(self._texts, self.length)

    @cached_property
    def _ends(self) -> Mask:
        return np.array([_ends(text) for text in self._texts], np.bool_).reshape(-1, 6).T

    @cached_property
    def letters(self) -> Array:
        """Share of the characters that are letters, (n,)."""
        return np.asarray(self._sums[0] / np.maximum(self.length, 1.0))

    @cached_property
    def ideographic(self) -> Array:
        """Share of Han, Kana and Hangul, (n,)."""
        return np.asarray(self._sums[1] / np.maximum(self.length, 1.0))

    @cached_property
    def cased(self) -> Array:
        """Share of characters that have upper and lower case, (n,)."""
        return np.asarray(self._sums[2] / np.maximum(self.length, 1.0))

    @cached_property
    def extent(self) -> Array:
        """Length in characters of Latin width, (n,): an ideograph is as wide as two letters."""
        return self.length * (1 + self.ideographic)

    @property
    def opens_low(self) -> Mask:
        """Starts with a lower-case letter, (n,): something stands before it."""
        return np.asarray(self._ends[0])

    @property
    def hyphenated(self) -> Mask:
        """Ends in a hyphen, (n,): something follows."""
        return np.asarray(self._ends[1])

    @property
    def ended(self) -> Mask:
        """Ends in a mark that closes a sentence, (n,)."""
        return np.asarray(self._ends[2])

    @property
    def introduces(self) -> Mask:
        """Ends in a colon, (n,): a label, before its value."""
        return np.asarray(self._ends[4])

    @property
    def opens_with_digit(self) -> Mask:
        """Starts with a digit, (n,)."""
        return np.asarray(self._ends[5])

    def are_numbers(self, lines: npt.NDArray[np.int64]) -> list[bool]:
        """Return which of some lines are nothing but the number of a page."""
        return [is_page_number(self._texts[line]) for line in lines.tolist()]

    def are_parted(self, lines: npt.NDArray[np.int64]) -> list[bool]:
        """Return which hold a figure and a sign that parts what is beside it: date, price."""
        return [_PARTED.search(self._texts[line]) is not None for line in lines.tolist()]

    @cached_property
    def figure(self) -> Mask:
        """A number, an amount, a dash in place of one, (n,): few letters, and not one first."""
        return np.asarray((self.letters < 0.5) & self._ends[3])

    def right_to_left(self) -> bool:
        """Return whether most letters of the page run right to left."""
        return bool(self._sums[3].sum() > 0)


def _counts(texts: list[str], length: Array) -> Array:
    """Letters, ideographs, cased characters and direction, summed over each text: (4, n)."""
    counts = np.zeros((4, len(texts)))
    some = np.flatnonzero(length > 0)
    if len(some):
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), np.uint32)
        starts = (np.cumsum(length[some]) - length[some]).astype(np.int64)
        common, kinds = _table(), np.empty((4, len(codes)), np.int8)
        rare = np.flatnonzero(codes >= common.shape[1])
        kinds[:] = common[:, np.where(codes < common.shape[1], codes, 0)]
        if len(rare):
            known, each = np.unique(codes[rare], return_inverse=True)
            kinds[:, rare] = np.array([_kinds(chr(code)) for code in known.tolist()], np.int8).T[
                :, each
            ]
        counts[:, some] = np.add.reduceat(kinds, starts, axis=1, dtype=np.int32)
    return counts


@cache
def _table() -> npt.NDArray[np.int8]:
    """Kinds of the characters below the ideographs: a lookup is cheaper than a call for each."""
    return np.array([_kinds(chr(code)) for code in range(0x2E80)], np.int8).T.copy()


@cache
def _kinds(character: str) -> tuple[bool, bool, bool, int]:
    """Letter, ideograph, cased, and which way a character runs."""
    left = unicodedata.bidirectional(character) == "L"
    cased = character.lower() != character.upper()
    way = is_right_to_left(character) - left
    return character.isalpha(), is_ideograph(character), cased, way


def _ends(text: str) -> tuple[bool, ...]:
    """Return how a text starts and ends.

    In lower case; in a hyphen; as a sentence ends; as words do not start; in a colon; in a digit.
    """
    if not text:
        return (False,) * 6
    first, last = text[0], text[-1]
    hyphen = last in _HYPHENS and len(text) > 2 and text[-2].isalpha()
    if last in _QUOTES:
        last = text.rstrip(_QUOTES)[-1:] or last
    leading = next((part for part in text if part.isalnum()), "0")
    unlike_word = not first.isalpha() and not leading.isalpha()
    return first.islower(), hyphen, last in _ENDS, unlike_word, last in _COLONS, first.isdigit()
