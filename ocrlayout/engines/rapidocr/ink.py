"""Ink in the strip of a line: which pixels are it, where it ends, where it has gaps."""

import numpy as np
import numpy.typing as npt

__all__ = ["Profile", "edge", "gap", "height", "inked", "profile", "space"]

Pixels = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Profile = npt.NDArray[np.int64]  # pixels of ink in each column of a strip

_CONTRAST = 0.35  # of the strongest contrast in a strip: ink
_STRONGEST = 99  # percent of the pixels have less contrast: the strongest, but for specks
_LOWEST = 0.5  # of a strip's height: lower ink does not make letters
_SPACE = 0.3  # of a strip's height: wider than any gap inside a character
_SPECK = 0.04  # of a strip's height: ink that a gap may have

# Ems of usual fonts: how far an "l" and an "x" rise above the base line, a "p" falls below it.
_RISE, _SMALL, _FALL = 0.73, 0.53, 0.22
_FLAT = frozenset("acegmnopqrsuvwxyzı")
_FALLING = frozenset("gpqy")
_STANDING = frozenset(
    "bdfhikltABCDEFGHIKLMNOPRSTUVWXYZ0123456789äöüßéèêëáàâåíìîïóòôúùûñÄÖÜÉÈÀ:!?\"'%&$€+#*"
)
_ANYWHERE = frozenset(" .-–—_·•")  # say nothing of the height


def inked(picture: Pixels) -> Mask:
    """Return which pixels of a strip are ink, whichever of paper and ink is the darker."""
    gray = picture.mean(axis=2)
    contrast = np.abs(gray - np.median(gray))
    found: Mask = contrast > _CONTRAST * np.percentile(contrast, _STRONGEST)
    return found


def profile(mask: Mask) -> Profile:
    """Count the ink in each column of a strip, specks left out."""
    counts: Profile = np.maximum(mask.sum(axis=0) - int(_SPECK * len(mask)), 0)
    return counts


def space(mask: Mask) -> float:
    """Return the width of a gap in pixels that no character has inside of it."""
    return _SPACE * len(mask)


def height(mask: Mask, text: str) -> tuple[float, float]:
    """Return the shares of a strip's height between which letters could lie.

    Those that the text does not have are given their room, so that lines of one font are of one
    height, whether they have a "p" or not. Dashes and dots leave the strip as it is.
    """
    rows = np.flatnonzero(mask.sum(axis=1) > 1)
    if not len(rows) or rows[-1] + 1 - rows[0] < _LOWEST * len(mask):
        return 0.0, 1.0
    top, bottom = rows[0] / len(mask), (rows[-1] + 1) / len(mask)
    rise, fall = _reach(text)
    em = (bottom - top) / (rise + fall)
    return float(top - (_RISE - rise) * em), float(bottom + (_FALL - fall) * em)


def _reach(text: str) -> tuple[float, float]:
    """Return how far a text rises above the base line and falls below it, in ems.

    Known of Latin letters; others are taken to fill the line.
    """
    letters = set(text) - _ANYWHERE
    rise = _SMALL if letters <= _FLAT else _RISE
    fall = 0.0 if letters <= _STANDING | _FLAT - _FALLING else _FALL
    return rise, fall


def edge(columns: Profile, middle: float, widest: float) -> float:
    """Find where a line ends, seen from the middle of its last character.

    Ink beyond a gap of more than `widest` pixels belongs to a neighbor.
    """
    found = np.flatnonzero(columns)
    after, before = found[found >= int(middle)], found[found < int(middle)]
    if not len(after):  # the recognizer saw a full stop late
        return float(before[-1] + 1) if len(before) else float(len(columns))
    gaps = np.flatnonzero(np.diff(after) > widest)
    return float(after[gaps[0] if len(gaps) else -1] + 1)


def gap(columns: Profile, low: float, high: float) -> tuple[float, float]:
    """Find the widest run of columns with the least ink between two places."""
    start, stop = int(low), max(int(np.ceil(high)), int(low) + 1)
    part = columns[start:stop]
    if not len(part):
        return low, high
    edges = np.flatnonzero(np.diff(np.concatenate([[0], part <= part.min(), [0]]).astype(int)))
    begin, end = edges[::2], edges[1::2]
    widest = int(np.argmax(end - begin))
    return float(start + begin[widest]), float(start + end[widest])
