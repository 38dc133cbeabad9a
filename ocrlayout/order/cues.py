"""What a line's text says about where it may stand, in no language: cheap, and only to break ties."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_HYPHENS = "-\u00ad\u2010\u2011\u00ac\u2e17\u2e40⹀=⸗"
_QUOTES = "\"'”’»)]"
_ENDS = ".!?:;。！？：；…।؟۔"


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """One row a line.

    Attributes
    ----------
    length : (n,) ndarray
        Characters that are no white space.
    letters, digits : (n,) ndarray
        Share of the characters.
    ideographic : (n,) ndarray
        Share of Han, Kana and Hangul.
    cased : (n,) ndarray
        Share of characters that have upper and lower case.
    backward : (n,) ndarray
        Letters that run right to left less those that run left to right.
    opens_low : (n,) ndarray of bool
        Starts with a lower-case letter: something stands before it.
    hyphenated : (n,) ndarray of bool
        Ends in a hyphen: something follows.
    ended : (n,) ndarray of bool
        Ends in a mark that closes a sentence.
    figure : (n,) ndarray of bool
        A number, an amount, a dash that stands for none: few letters, and no letter first.
    """

    length: Array
    letters: Array
    digits: Array
    ideographic: Array
    cased: Array
    backward: Array
    opens_low: Mask
    hyphenated: Mask
    ended: Mask
    figure: Mask

    def take(self, order: npt.NDArray[np.int64]) -> "Cues":
        """Return these rows, in this order."""
        return Cues(*(getattr(self, name)[order] for name in Cues.__slots__))

    @property
    def extent(self) -> Array:
        """Length in characters of Latin width: an ideograph says, and takes, as much as two letters."""
        return self.length * (1 + self.ideographic)

    def right_to_left(self) -> bool:
        """Tell whether most letters of the page run right to left."""
        return bool(self.backward.sum() > 0)


def cues(texts: Sequence[str]) -> Cues:
    """Look at the texts of some lines.

    Examples
    --------
    >>> said = cues(["jumps over the lazy", "12,5"])
    >>> said.opens_low.tolist(), said.digits.tolist()
    ([True, False], [0.0, 0.75])
    """
    squeezed = ["".join(text.split()) for text in texts]
    length = np.array([len(text) for text in squeezed], np.float64)
    counts = _counts(squeezed, length)
    letters, digits, ideographic, cased = counts[:4] / np.maximum(length, 1.0)
    low, hyphen, ended, strange = np.array([_ends(text) for text in squeezed], np.bool_).reshape(-1, 4).T
    figure = (letters < 0.5) & strange
    return Cues(length, letters, digits, ideographic, cased, counts[4], low, hyphen, ended, figure)


def _counts(texts: list[str], length: Array) -> Array:
    """Letters, digits, ideographs, cased characters and direction, summed over each text: (5, n)."""
    counts = np.zeros((5, len(texts)))
    some = np.flatnonzero(length > 0)
    if len(some):
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "replace"), np.uint32)
        starts = (np.cumsum(length[some]) - length[some]).astype(np.int64)
        common, kinds = _table(), np.empty((5, len(codes)), np.int8)
        rare = np.flatnonzero(codes >= common.shape[1])
        kinds[:] = common[:, np.where(codes < common.shape[1], codes, 0)]
        if len(rare):
            known, each = np.unique(codes[rare], return_inverse=True)
            kinds[:, rare] = np.array([_kinds(chr(code)) for code in known.tolist()], np.int8).T[:, each]
        counts[:, some] = np.add.reduceat(kinds, starts, axis=1, dtype=np.int32)
    return counts


@cache
def _table() -> npt.NDArray[np.int8]:
    """Kinds of the characters below the ideographs: a lookup is cheaper than a call for each."""
    return np.array([_kinds(chr(code)) for code in range(0x2E80)], np.int8).T.copy()


@cache
def _kinds(character: str) -> tuple[bool, bool, bool, bool, int]:
    """Letter, digit, ideograph, cased, and which way a character runs."""
    code = ord(character)
    ideograph = 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7FF or 0xF900 <= code <= 0xFAFF or code >= 0x20000
    way = unicodedata.bidirectional(character)
    cased = character.lower() != character.upper()
    return character.isalpha(), character.isdigit(), ideograph, cased, (way in ("R", "AL")) - (way == "L")


def _ends(text: str) -> tuple[bool, bool, bool, bool]:
    """Tell whether a text opens in lower case, ends in a hyphen, ends a sentence, and starts as no word does."""
    if not text:
        return False, False, False, False
    first, last = text[0], text[-1]
    hyphen = last in _HYPHENS and len(text) > 2 and text[-2].isalpha()
    if last in _QUOTES:
        last = text.rstrip(_QUOTES)[-1:] or last
    strange = not first.isalpha() and not next((part for part in text if part.isalnum()), "0").isalpha()
    return first.islower(), hyphen, last in _ENDS, strange
