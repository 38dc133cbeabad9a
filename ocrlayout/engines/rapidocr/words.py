"""Words of a line: what they are, by its text, and where they stand, by the ink of its strip.

Between two words is the widest gap in the ink that lies between the last character of one and the
first of the other.
"""

import itertools
import re

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry, scripts
from ocrlayout.engines.rapidocr import ink
from ocrlayout.images.crops import parallelogram

__all__ = ["centers", "cut", "is_unspaced", "tokens"]

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]
Span = tuple[int, int]

# Where words are not divided by spaces, every character is one.
_UNSPACED = re.compile(f"[{scripts.UNSPACED}]")
_TOKEN = re.compile(rf"[{scripts.UNSPACED}]|[^\s{scripts.UNSPACED}]+")


def tokens(text: str) -> list[Span]:
    """Split a line's text into words: at white space, and around every ideograph.

    Returns
    -------
    list of (start, end)

    Examples
    --------
    >>> [text[start:end] for text in ["3.5 km 東京"] for start, end in tokens(text)]
    ['3.5', 'km', '東', '京']
    """
    return [match.span() for match in _TOKEN.finditer(text)]


def is_unspaced(text: str) -> bool:
    """Return whether most of a text is written without spaces, one character a word.

    Examples
    --------
    >>> is_unspaced("東京 2"), is_unspaced("km")
    (True, False)
    """
    return 2 * len(_UNSPACED.findall(text)) > len("".join(text.split())) > 0


def centers(text: str) -> Array:
    """Guess where the characters of a line stand, in shares of its length.

    Examples
    --------
    >>> centers("ab東").tolist()  # ideographs are twice as wide
    [0.125, 0.375, 0.75]
    """
    width = np.array([2.0 if _UNSPACED.match(character) else 1.0 for character in text])
    middle: Array = (np.cumsum(width) - width / 2) / max(width.sum(), 1.0)
    return middle


def cut(
    quad: npt.ArrayLike, picture: Pixels, text: str, places: npt.ArrayLike
) -> tuple[Array, Array]:
    """Find where the words of a line stand.

    Parameters
    ----------
    quad : (4, 2) array_like
        The line, its corner 0 at the text's own top-left.
    picture : (height, width, 3) ndarray of uint8
        Its strip.
    text : str
    places : (len(text),) array_like
        Center of each character, in shares of the strip's length.

    Returns
    -------
    line : (4, 2) ndarray
        The quad, cut to its words and as high as its letters could be.
    words : (n, 4, 2) ndarray
        One quad for each of the :func:`tokens`, as high as the line.
    """
    inked = ink.inked(picture)
    profile = ink.profile(inked)
    middle = np.asarray(places, np.float64) * len(profile)
    words = _extents(profile, text, middle, ink.space(inked))
    whole = [[words[0, 0], words[-1, 1]]]
    across = np.minimum(np.concatenate([whole, words]), len(profile)) / len(profile)
    parts = _boxes(across, *ink.height(inked, text))
    quads = geometry.apply(parallelogram(np.asarray(quad, np.float64)), parts)
    return quads[0], quads[1:]


def _extents(profile: ink.Profile, text: str, middle: Array, space: float) -> Array:
    """Find the columns at which each word starts and ends, ``(n, 2)``."""
    spans, last = tokens(text), len(profile) - 1
    gaps = [_gap(profile, text, middle, *pair) for pair in itertools.pairwise(spans)]
    mirrored = ink.edge(profile[::-1], last - int(middle[spans[0][0]]), space)
    end = ink.edge(profile, middle[spans[-1][1] - 1], space)
    starts = np.clip([last + 1 - mirrored, *(after for _, after in gaps)], 0, last)
    ends = np.maximum([*(before for before, _ in gaps), end], starts + 1)
    return np.stack([starts, ends], axis=1)


def _gap(
    profile: ink.Profile, text: str, middle: Array, one: Span, other: Span
) -> tuple[float, float]:
    """Find where one word ends and the next starts; ideographs side by side meet halfway."""
    low, high = middle[one[1] - 1], middle[other[0]]
    if one[1] == other[0] and is_unspaced(text[one[0]] + text[other[0]]):
        return (low + high) / 2, (low + high) / 2
    return ink.gap(profile, low, high)


def _boxes(across: Array, top: float, bottom: float) -> Array:
    """Make quads of spans along a line of one height, ``(n, 4, 2)``."""
    u0, u1 = across.T
    v0, v1 = np.full_like(u0, top), np.full_like(u0, bottom)
    return np.stack([u0, v0, u1, v0, u1, v1, u0, v1], axis=-1).reshape(-1, 4, 2)
