"""Strips: how a line is cut out of a page, and words out of a line.

A detector gives quads that know nothing of the text in them. :func:`strip` cuts one out along the
direction that the text is thought to run, :func:`tokens` says what the words of its text are, and
:func:`cut` where they stand in it: between two words is the widest gap in the ink that lies between
the last character of one and the first of the other.
"""

import itertools
import re

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.images import warping

__all__ = [
    "axis",
    "centers",
    "cut",
    "downward",
    "ideographic",
    "longest",
    "re_laid",
    "steadied",
    "strip",
    "tall",
    "tokens",
    "upright",
]

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]
Spans = list[tuple[int, int]]

# Written without spaces, so every character is a word of its own: CJK punctuation, Kana, Han,
# full-width forms.
_SINGLE = "\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"[{_SINGLE}]|[^\s{_SINGLE}]+")
TALL = 1.5  # times as high as wide: a line that stands on its end
_NEAR = 5.0  # degrees: the same axis
_SHORT, _LEAN = 4.0, 12.0  # times as long as high, and degrees: a quad that may lean by chance
_GROWTH = 1.15  # times its own size: what such a quad may gain, or a neighbor would be in it
_CONTRAST = 0.35  # of the strongest contrast in a strip: ink
_RISE, _SMALL, _FALL = (
    0.73,
    0.53,
    0.22,
)  # ems of usual fonts: an "l" above the base line, an "x", a "p" below it
_FLAT = frozenset("acegmnopqrsuvwxyzı")
_FALLING = frozenset("gpqy")
_STANDING = frozenset(
    "bdfhikltABCDEFGHIKLMNOPRSTUVWXYZ0123456789äöüßéèêëáàâåíìîïóòôúùûñÄÖÜÉÈÀ:!?\"'%&$€+#*"
)
_LOWEST = 0.5  # of a strip's height: lower ink is no letters
_SPACE = 0.3  # of a strip's height: wider than any gap inside a character
_SPECK = 0.04  # of a strip's height: ink that a gap may have


def tall(quads: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Tell which quads are much longer along their edges 0 → 3 than along 0 → 1.

    Parameters
    ----------
    quads : (n, 4, 2) array_like

    Returns
    -------
    (n,) ndarray of bool

    Examples
    --------
    >>> tall([[[0, 0], [1, 0], [1, 3], [0, 3]], [[0, 0], [3, 0], [3, 1], [0, 1]]]).tolist()
    [True, False]
    """
    size = geometry.sizes(quads)
    higher: npt.NDArray[np.bool_] = size[..., 1] >= TALL * size[..., 0]
    return higher


def upright(quad: npt.ArrayLike, angle: float) -> Array:
    """Turn the corners of a quad round until its edge 0 → 1 runs nearest to an angle.

    Parameters
    ----------
    quad : (4, 2) array_like
        Clockwise, from any corner.
    angle : float
        Degrees, clockwise as seen.

    Returns
    -------
    (4, 2) ndarray

    Examples
    --------
    >>> upright([[0, 0], [1, 0], [1, 3], [0, 3]], 90).tolist()
    [[1.0, 0.0], [1.0, 3.0], [0.0, 3.0], [0.0, 0.0]]
    """
    turns = np.stack([np.roll(np.asarray(quad, np.float64), -count, axis=0) for count in range(4)])
    nearest: Array = turns[np.argmin(np.abs(geometry.fold(geometry.angles(turns) - angle)))]
    return nearest


def axis(quads: npt.ArrayLike) -> float:
    """Find the line along which most of a page's text runs, forward or backward.

    Parameters
    ----------
    quads : (n, 4, 2) array_like
        At least one; from any corner.

    Returns
    -------
    float
        Degrees in (−90, 90]; the longer the quad the more it counts.
    """
    corners = np.asarray(quads, np.float64)
    angles, length = _axes(corners), geometry.sizes(corners).max(axis=1)
    near = _apart(angles[:, None], angles) < _NEAR  # (n, n)
    best = int(np.argmax((near * length).sum(axis=1)))
    rest = geometry.fold(2 * (angles - angles[best])) / 2
    rows = np.flatnonzero(near[best])[np.argsort(rest[near[best]])]
    weight = np.cumsum(length[rows])
    middle = rest[rows[np.searchsorted(weight, weight[-1] / 2)]]  # the median, by length
    return float(geometry.fold(2 * (angles[best] + middle)) / 2)


def longest(quads: npt.ArrayLike, along: float) -> list[int]:
    """List the rows of the quads that lie along an axis, the longest first."""
    corners = np.asarray(quads, np.float64)
    rows = np.flatnonzero(_apart(_axes(corners), along) < _NEAR)
    found: list[int] = rows[
        np.argsort(-geometry.sizes(corners[rows]).max(axis=1), kind="stable")
    ].tolist()
    return found


def _axes(quads: Array) -> Array:
    """Angle of the longer side of each quad."""
    turned: Array = geometry.angles(quads) + 90.0 * tall(quads)
    return turned


def _apart(one: Array, other: Array | float) -> Array:
    """Degrees between axes, 0 to 90."""
    return np.abs(geometry.fold(2 * (one - other))) / 2


def steadied(quads: npt.ArrayLike, along: float) -> Array:
    """Lay short quads along the axis of their page; around a single word a detector's quad leans with its letters.

    Parameters
    ----------
    quads : (n, 4, 2) array_like
    along : float
        Degrees.

    Returns
    -------
    (n, 4, 2) ndarray

    Examples
    --------
    >>> steadied([[[0, 0], [20, 2], [19, 12], [-1, 10]]], 0.0).round().tolist()
    [[[-1.0, 0.0], [20.0, 0.0], [20.0, 12.0], [-1.0, 12.0]]]
    """
    corners = np.asarray(quads, np.float64)
    size = geometry.sizes(corners)
    off = np.abs(geometry.fold(4 * (geometry.angles(corners) - along))) / 4
    short = (size.max(axis=1) < _SHORT * size.min(axis=1)) & (off < _LEAN)
    level = geometry.boxes(geometry.apply(geometry.rotation(-along), corners)).reshape(-1, 2, 2)
    middle, half = level.mean(axis=1), np.diff(level, axis=1)[:, 0] / 2
    own = np.sort(size, axis=1) * (_GROWTH / 2)
    half = np.minimum(half, np.where(half[:, :1] < half[:, 1:], own, own[:, ::-1]))
    box = np.concatenate([middle - half, middle + half], axis=1)[
        :, [0, 1, 2, 1, 2, 3, 0, 3]
    ].reshape(-1, 4, 2)
    return np.where(short[:, None, None], geometry.apply(geometry.rotation(along), box), corners)


def downward(quads: Array, direction: float) -> list[int]:
    """Order lines from the top of the text to its bottom, those of one height from its left to its right.

    Parameters
    ----------
    quads : (n, 4, 2) ndarray
    direction : float
        In which the text runs, degrees.
    """
    turned = geometry.apply(geometry.rotation(-direction), quads)
    x, y = geometry.centers(turned).T
    order = np.argsort(y, kind="stable")
    apart = np.diff(y[order]) > np.median(geometry.sizes(quads).min(axis=1)) / 2
    level = np.empty(len(order))
    level[order] = np.concatenate([[0], np.cumsum(apart)])
    rows: list[int] = np.lexsort((x, level)).tolist()
    return rows


def strip(image: Pixels, quad: npt.ArrayLike) -> Pixels:
    """Cut a line out of a page, its text running to the right.

    Parameters
    ----------
    image : (h, w, 3) ndarray of uint8
    quad : (4, 2) array_like
        Corner 0 at the text's own top-left, then clockwise.

    Returns
    -------
    (height, width, 3) ndarray of uint8
        As large as the quad.
    """
    corners = np.asarray(quad, np.float64)
    x0, y0, x1, y1 = geometry.boxes(corners)
    left, top = max(0, int(x0) - 2), max(0, int(y0) - 2)
    part = image[top : int(y1) + 3, left : int(x1) + 3]
    width, height = np.maximum(geometry.sizes(corners).round(), 1.0)
    place = _frame(corners - (left, top))
    onto = geometry.scaling(width, height) @ np.linalg.inv(place)
    edge = np.median(part.reshape(-1, 3), axis=0).astype(int)
    return warping.warp(part, onto, (width, height), (int(edge[0]), int(edge[1]), int(edge[2])))


def _frame(quad: Array) -> Array:
    """Matrix that maps the unit square onto the parallelogram nearest to a quad."""
    along = (quad[1] - quad[0] + quad[2] - quad[3]) / 2
    across = (quad[3] - quad[0] + quad[2] - quad[1]) / 2
    matrix = np.eye(3)
    matrix[:2] = np.column_stack([along, across, quad.mean(axis=0) - (along + across) / 2])
    return matrix


def tokens(text: str) -> Spans:
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


def ideographic(text: str) -> bool:
    """Tell whether most of a text is written without spaces, one character a word.

    Examples
    --------
    >>> ideographic("東京 2"), ideographic("km")
    (True, False)
    """
    return 2 * len(re.findall(f"[{_SINGLE}]", text)) > len("".join(text.split())) > 0


def centers(text: str) -> Array:
    """Guess where the characters of a line stand, in shares of its length; ideographs are twice as wide.

    Examples
    --------
    >>> centers("ab東").tolist()
    [0.125, 0.375, 0.75]
    """
    width = np.array([2.0 if re.match(f"[{_SINGLE}]", character) else 1.0 for character in text])
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
    spans, inked = tokens(text), _inked(picture)
    profile = np.maximum(inked.sum(axis=0) - int(_SPECK * len(inked)), 0)
    middle = np.asarray(places, np.float64) * len(profile)
    first = middle[[start for start, _ in spans]]
    last = middle[[end - 1 for _, end in spans]]
    starts, ends = np.empty(len(spans)), np.empty(len(spans))
    space = _SPACE * len(inked)
    starts[0] = len(profile) - _edge(profile[::-1], len(profile) - 1 - int(first[0]), space)
    ends[-1] = _edge(profile, last[-1], space)
    for index, (before, after) in enumerate(itertools.pairwise(spans)):
        abut = before[1] == after[0] and ideographic(text[before[0]] + text[after[0]])
        gap = (
            [(last[index] + first[index + 1]) / 2] * 2
            if abut
            else _gap(profile, last[index], first[index + 1])
        )
        ends[index], starts[index + 1] = gap
    starts = np.clip(starts, 0, len(profile) - 1)
    ends = np.maximum(ends, starts + 1)
    u0, u1 = np.minimum([[starts[0], *starts], [ends[-1], *ends]], len(profile)) / len(profile)
    v0, v1 = np.broadcast_to(np.array(_height(inked, text))[:, None], (2, len(u0)))
    parts = np.stack([u0, v0, u1, v0, u1, v1, u0, v1], axis=-1).reshape(-1, 4, 2)
    quads = geometry.apply(_frame(np.asarray(quad, np.float64)), parts)
    return quads[0], quads[1:]


def _inked(picture: Pixels) -> npt.NDArray[np.bool_]:
    """Tell which pixels of a strip are ink, whichever of paper and ink is the darker."""
    gray = picture.mean(axis=2)
    contrast = np.abs(gray - np.median(gray))
    found: npt.NDArray[np.bool_] = contrast > _CONTRAST * np.percentile(contrast, 99)
    return found


def _height(inked: npt.NDArray[np.bool_], text: str) -> tuple[float, float]:
    """Shares of a strip's height between which its letters lie, with the room of those that the text does not have.

    So lines of one font are of one height, whether they have a "p" or not. Dashes and dots leave
    the strip as it is.
    """
    rows = np.flatnonzero(inked.sum(axis=1) > 1)
    if not len(rows) or rows[-1] + 1 - rows[0] < _LOWEST * len(inked):
        return 0.0, 1.0
    top, bottom = rows[0] / len(inked), (rows[-1] + 1) / len(inked)
    rise, fall = _reach(text)
    em = (bottom - top) / (rise + fall)
    return float(top - (_RISE - rise) * em), float(bottom + (_FALL - fall) * em)


def _reach(text: str) -> tuple[float, float]:
    """How far a text rises above the base line and falls below it, in ems; of Latin letters, others fill the line."""
    letters = set(text) - set(" .-–—_·•")
    rise = _SMALL if letters <= _FLAT else _RISE
    fall = 0.0 if letters <= _STANDING | _FLAT - _FALLING else _FALL
    return rise, fall


def _edge(profile: npt.NDArray[np.int64], middle: float, space: float) -> float:
    """Find where a line ends, seen from the middle of its last character; ink beyond a `space` is a neighbor's."""
    inked = np.flatnonzero(profile)
    after, before = inked[inked >= int(middle)], inked[inked < int(middle)]
    if not len(after):  # the recognizer saw a full stop late
        return float(before[-1] + 1) if len(before) else float(len(profile))
    spaces = np.flatnonzero(np.diff(after) > space)
    return float(after[spaces[0] if len(spaces) else -1] + 1)


def _gap(profile: npt.NDArray[np.int64], low: float, high: float) -> tuple[float, float]:
    """Find the widest run of columns with the least ink between two places."""
    start, stop = int(low), max(int(np.ceil(high)), int(low) + 1)
    part = profile[start:stop]
    if not len(part):
        return low, high
    edges = np.flatnonzero(np.diff(np.concatenate([[0], part <= part.min(), [0]]).astype(int)))
    begin, end = edges[::2], edges[1::2]
    widest = int(np.argmax(end - begin))
    return float(start + begin[widest]), float(start + end[widest])


def re_laid(picture: Pixels, places: npt.ArrayLike) -> Pixels:
    """Cut a strip between its characters, give each a quarter turn clockwise, and lay them out again.

    A column of Japanese was turned into a strip with its characters lying on their backs; this sets
    them up.

    Parameters
    ----------
    picture : (height, width, 3) ndarray of uint8
    places : (n,) array_like
        Centers of the characters, in shares of the strip's length.

    Returns
    -------
    (h, w, 3) ndarray of uint8
    """
    middle = np.asarray(places, np.float64) * picture.shape[1]
    bounds = np.concatenate([[0.0], (middle[1:] + middle[:-1]) / 2, [picture.shape[1]]]).astype(int)
    cells = [np.rot90(picture[:, a:b], -1) for a, b in itertools.pairwise(bounds) if b > a]
    height = max(len(cell) for cell in cells)
    above = [(height - len(cell)) // 2 for cell in cells]
    cells = [
        np.pad(cell, ((space, height - len(cell) - space), (0, 0), (0, 0)), mode="edge")
        for cell, space in zip(cells, above, strict=True)
    ]
    return np.ascontiguousarray(np.concatenate(cells, axis=1))
