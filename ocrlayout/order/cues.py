"""What a line's text says about where it may stand, in no language: cheap, and only to break ties."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

_HYPHENS = "-\u00ad\u2010\u2011\u00ac\u2e17\u2e40⹀=⸗"
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
    rows = [_row(text) for text in texts] or [(0.0,) * 10]
    table = np.array(rows)[: len(texts)]
    return Cues(*table[:, :6].T, *(table[:, 6:].T > 0))


@lru_cache(maxsize=4096)
def _kinds(character: str) -> tuple[bool, bool, bool, bool, int]:
    """Letter, digit, ideograph, and which way a character runs."""
    code = ord(character)
    ideograph = 0x2E80 <= code <= 0x9FFF or 0xAC00 <= code <= 0xD7FF or 0xF900 <= code <= 0xFAFF or code >= 0x20000
    way = unicodedata.bidirectional(character)
    cased = character.lower() != character.upper()
    return character.isalpha(), character.isdigit(), ideograph, cased, (way in ("R", "AL")) - (way == "L")


def _row(text: str) -> tuple[float, ...]:
    squeezed = "".join(text.split())
    if not squeezed:
        return (0.0,) * 10
    letters, digits, ideographs, cases, ways = zip(*map(_kinds, squeezed), strict=True)
    count = float(len(squeezed))
    hyphen = len(squeezed) > 2 and squeezed[-1] in _HYPHENS and squeezed[-2].isalpha()
    low = squeezed[0].islower()
    ended = squeezed.rstrip("\"'”’»)]")[-1:] in _ENDS
    shares = [sum(kind) / count for kind in (letters, digits, ideographs, cases)]
    first = next((character for character in squeezed if character.isalnum()), "0")
    figure = shares[0] < 0.5 and not first.isalpha()
    return count, *shares, sum(ways), low, hyphen, ended, figure
