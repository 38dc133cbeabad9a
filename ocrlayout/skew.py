"""How the text of a page lies, from its own quads; and a page turned upright.

Method: every line votes with the direction of its quad, weighted by its length. A histogram over
the whole circle, smoothed over ±5°, finds the direction that most text shares, so that a minority
at other angles (a stamp, text in the margin, a fifth of the lines turned by 90°) does not pull it.
In that neighborhood the weighted median is taken, then the mean of the lines near it, weighted by
the square of their length: the error of a line's direction falls with its length, so a long line
says more than many single words. Where the words of a line stand gives its direction a second time.
Each of the two means counts by its standard error.

A quad that is taller than long gives the direction of its long edge, less 90°: that edge is the
more exact one, and a column of vertical Chinese or Japanese, whose corner 0 is its upper left,
keeps the page upright.

Where every line has a box along the axes, the directions are those of the boxes. How the text in
them leans is told by where the words of its lines stand (:mod:`ocrlayout.slope`). The boxes of such
a page are replaced with what leans in them before anything is turned.

The angle that the service reports is not used where there is geometry: some versions send none, and
on some pages it is wrong.

Cannot do: see that a page of upright quads shows text that stands on its head, when the service's
quads do not say it; undo perspective or warp (the order of :mod:`ocrlayout.order` tolerates them).

References
----------
P. J. Huber, "Robust Estimation of a Location Parameter", Annals of Mathematical Statistics 35
(1964).
T. M. Breuel, "Robust least square baseline finding using a branch and bound algorithm", Document
Recognition and Retrieval IX (2002).
"""

import dataclasses
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page, check_document
from ocrlayout.slope import are_level, line_directions, page_slope

__all__ = ["deskew", "page_angle"]

Array = npt.NDArray[np.float64]

_LEVEL = 1e-6  # degrees: what is left of a page that was turned already
_QUARTER = 90.0  # degrees
_CIRCLE = 360  # whole degrees, the bins of the histogram
_HALF_BIN = 0.5  # degrees
_SPREADS = 3  # median deviations: beyond, a line does not belong to the direction
_EXACT = 1e-9  # degrees: lines that agree but for rounding
_DEVIATION = 1.48  # median deviations are a standard deviation, where errors are normal
_LEAST_LINES = 3  # of several words, whose directions tell how sure they are
_DIGITS = 9  # of degrees and shares: what rounding leaves, so that equals stay equal
# degrees: noise of short quads and the warp of a page stay below, other orientations lie beyond
_NEAR = 5.0


def page_angle(page: Page) -> float:
    """Return the angle at which most of a page's text lies.

    Parameters
    ----------
    page : Page

    Returns
    -------
    float
        Degrees, clockwise as seen, in (−180, 180]. Without geometry the angle that the service
        reported, else 0. Where all lines have boxes along the axes, the words of three lines and
        more must tell that the text leans; else it lies along an axis.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> page_angle(Page(lines=Lines(["down the page"], [[[10, 0], [10, 90], [0, 90], [0, 0]]])))
    90.0
    """
    return _page_angle(page, _angle_in_boxes(page.lines))


def _page_angle(page: Page, in_boxes: float) -> float:
    quads = page.lines.polygon[geometry.known(page.lines.polygon)]
    angle, along, across = measured(quads)
    length = np.maximum(along, across)
    if not (length > 0).any():
        return 0.0 if np.isnan(page.angle) else page.angle
    shared = _direction(angle[length > 0], length[length > 0])
    if in_boxes:
        return float(geometry.fold(shared.mean + in_boxes))
    if shared.variance < _EXACT**2:  # also where all quads are boxes
        return shared.mean
    words = _direction_of_words(page.lines, shared.mean)
    return float(geometry.fold(_weighted(shared, words))) if words else shared.mean


def with_leaning_boxes(page: Page) -> Page:
    """Return a page whose boxes lie as the text in them does.

    Boxes along the axes, on a page where the words of lines stand on a slope, become the rectangles
    at that angle whose hulls they are: lines, words, blocks and fields. A line is at least as high
    as its words. Any other page is returned as it is.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> starts = [(x, 100 * row + x // 10) for row in range(3) for x in range(0, 300, 50)]
    >>> words = [[[x, y], [x + 40, y], [x + 40, y + 14], [x, y + 14]] for x, y in starts]
    >>> lines = [[[0, y], [290, y], [290, y + 39], [0, y + 39]] for y in (0, 100, 200)]
    >>> texts = ["a b c d e f"] * 3
    >>> page = Page(lines=Lines(texts, lines, Words([*"abcdef"] * 3, words), [0, 6, 12, 18]))
    >>> geometry.angles(with_leaning_boxes(page).lines.polygon).round(2).tolist()
    [5.71, 5.71, 5.71]
    """
    angle = _angle_in_boxes(page.lines)
    return _leaning_page(page, angle) if angle else page


def _leaning_page(page: Page, angle: float) -> Page:
    blocks, fields = page.blocks, page.fields
    return page.replace(
        lines=_leaning_lines(page.lines, angle),
        blocks=dataclasses.replace(blocks, polygon=_leaning(blocks.polygon, angle)),
        fields=dataclasses.replace(
            fields,
            polygon=_leaning(fields.polygon, angle),
            name_polygon=_leaning(fields.name_polygon, angle),
        ),
        refitted=True,
    )


def _angle_in_boxes(lines: Lines) -> float:
    """Return at how many degrees text lies in boxes along the axes; 0 where any quad leans."""
    is_line, is_word = geometry.known(lines.polygon), geometry.known(lines.words.polygon)
    if not are_level(lines.polygon[is_line]).all():
        return 0.0
    slope = page_slope(lines.word_line[is_word], lines.words.polygon[is_word])
    return float(np.degrees(np.arctan(slope)))


def _leaning_lines(lines: Lines, angle: float) -> Lines:
    words = _leaning(lines.words.polygon, angle)
    count = np.maximum(np.diff(lines.offsets), 1)
    sizes = np.nan_to_num(geometry.sizes(words))
    sums = [np.bincount(lines.word_line, column, len(lines)) for column in sizes.T]
    polygon = _leaning(lines.polygon, angle, np.array(sums).T / count[:, None])
    return dataclasses.replace(
        lines, polygon=polygon, words=dataclasses.replace(lines.words, polygon=words)
    )


def _leaning(quads: Array, angle: float, least: Array | None = None) -> Array:
    """Return quads of which those along the axes are replaced with what leans in them."""
    level = are_level(quads)
    along = np.round(geometry.angles(quads[level]) / _QUARTER) * _QUARTER + angle
    made = quads.copy()
    low = 0.0 if least is None else least[level]
    made[level] = geometry.leaning(geometry.boxes(quads[level]), along, low)
    return made


def measured(quads: Array) -> tuple[Array, Array, Array]:
    """Direction of the text, length along it and height across it, of each quad.

    The direction is that of the longer side, in degrees, clockwise as seen, in (−180, 180].

    Examples
    --------
    >>> [float(value[0]) for value in measured(np.array([[[0.0, 0], [10, 0], [10, 90], [0, 90]]]))]
    [0.0, 10.0, 90.0]
    """
    a, b, c, d = (quads[:, :, 0] + 1j * quads[:, :, 1]).T
    top, bottom, left, right = b - a, c - d, d - a, c - b
    along, across = (np.abs(top) + np.abs(bottom)) / 2, (np.abs(left) + np.abs(right)) / 2
    way = np.where(across > along, (left + right) * -1j, top + bottom)  # -1j: a quarter turn back
    angle = np.degrees(np.arctan2(way.imag, way.real))
    return geometry.fold(angle) + 0.0, along, across  # + 0.0: not a negative zero


def direction(angle: Array, length: Array) -> float:
    """Return the direction that most of the length shares.

    Parameters
    ----------
    angle : (n,) ndarray
        Degrees.
    length : (n,) ndarray
        Positive weights.

    Returns
    -------
    float
        Degrees in (−180, 180].

    Examples
    --------
    >>> direction(np.array([30.0, 30.0, 120.0]), np.array([5.0, 5.0, 1.0]))
    30.0
    """
    return _direction(angle, length).mean


class _Estimate(NamedTuple):
    """A direction in degrees, and the square of its standard error."""

    mean: float
    variance: float


def _direction(angle: Array, length: Array) -> _Estimate:
    if (angle == angle[0]).all():
        return _Estimate(float(angle[0]), 0.0)
    best = _most_votes(angle, length)
    for _ in range(2):  # the second time about the median itself
        rest = geometry.fold(angle - best)
        close = np.abs(rest) <= _NEAR + _HALF_BIN
        best += _median(rest[close], length[close])
    found = _mean_of_most(geometry.fold(angle - best)[close], length[close])
    mean = float(geometry.fold(np.round(best + found.mean, _DIGITS)))
    return _Estimate(mean, found.variance)


def _mean_of_most(rest: Array, length: Array) -> _Estimate:
    """Average what does not lie far from the median, 0; long lines say more."""
    spread = _median(np.abs(rest), length)
    inner = np.abs(rest) <= _SPREADS * spread + _EXACT
    weight = length[inner] ** 2
    mean = float(weight @ rest[inner] / weight.sum())
    off = np.sort(np.abs(rest - mean) * length)[len(rest) // 2]  # of most, however long
    return _Estimate(mean, float((_DEVIATION * off) ** 2 / weight.sum()))


def _direction_of_words(lines: Lines, about: float) -> _Estimate | None:
    """Return the direction in which the words of lines follow each other, near another direction.

    A quarter more or less counts as the same: lines may be vertical.
    """
    is_word = geometry.known(lines.words.polygon)
    angle, length = line_directions(lines.word_line[is_word], lines.words.polygon[is_word])
    rest = angle - about
    rest -= _QUARTER * np.round(rest / _QUARTER)
    close = np.abs(rest) <= _NEAR
    if np.count_nonzero(close) < _LEAST_LINES:
        return None
    middle = _median(rest[close], length[close])
    found = _mean_of_most(rest[close] - middle, length[close])
    return _Estimate(about + middle + found.mean, found.variance)


def _weighted(one: _Estimate, other: _Estimate) -> float:
    """Average two estimates by how sure they are."""
    share = one.variance / (one.variance + other.variance)
    return one.mean + share * (other.mean - one.mean)


def _most_votes(angle: Array, length: Array) -> float:
    """Return the whole degree about which, within ±5°, most of the length lies."""
    votes = np.bincount(np.round(angle).astype(int) % _CIRCLE, length, _CIRCLE)
    reach = int(_NEAR)
    around = np.resize(votes, _CIRCLE + 2 * reach)  # the circle goes on where it ends
    sums = np.convolve(around, np.ones(2 * reach + 1), "valid")
    shares = np.round(sums / sums.max(), _DIGITS)  # equal sums stay equal, whatever was added first
    return float((int(np.argmax(shares)) + reach) % _CIRCLE)


def _median(values: Array, weights: Array) -> float:
    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def deskew(document: Document, angle: float | None = None) -> Document:
    """Turn every page upright.

    Coordinates turn by −`angle` about the page, the page grows to hold the turned sheet,
    ``page.matrix`` still maps from the frame the service saw, and ``page.angle`` becomes 0. Boxes
    along the axes around text that leans are replaced first with what leans in them, so that they
    are level, and no higher than the text, when the page was turned. A page that does not know its
    size turns about its text and still does not know it.

    Parameters
    ----------
    document : Document
    angle : float, optional
        Degrees, clockwise as seen, at which the text lies; each page's own :func:`page_angle` by
        default.

    Returns
    -------
    Document

    Raises
    ------
    ValueError
        When `angle` is not finite.

    Examples
    --------
    >>> from ocrlayout.model import Lines
    >>> lines = Lines(["down"], [[[10, 0], [10, 90], [0, 90], [0, 0]]])
    >>> page = Page(width=20, height=100, lines=lines)
    >>> upright = deskew(Document([page]))[0]
    >>> upright.size, upright.lines[0].polygon[0]
    ((100.0, 20.0), (0.0, 10.0))
    """
    check_document(document, "deskew")
    if angle is not None and not np.isfinite(angle):
        raise ValueError(f"the angle to turn by is a finite number of degrees, not {angle}")
    return document.map(lambda page: _upright(page, angle))


def _upright(given: Page, angle: float | None) -> Page:
    in_boxes = _angle_in_boxes(given.lines)
    page = _leaning_page(given, in_boxes) if in_boxes else given
    angle = _page_angle(given, in_boxes) if angle is None else float(angle)
    if abs(geometry.fold(angle)) < _LEVEL:
        return page.replace(angle=0.0)
    sheet = _sheet(page)
    if np.isnan(sheet).any():
        return page.replace(angle=0.0)
    turn = geometry.rotation(-angle)
    corners = geometry.apply(turn, sheet)
    low, high = corners.min(axis=0), corners.max(axis=0)
    width, height = (high - low).tolist() if np.isfinite(page.size).all() else page.size
    return page.move(geometry.translation(*-low) @ turn, (width, height)).replace(angle=0.0)


def _sheet(page: Page) -> Array:
    """Corners of the page, or of its text where the page does not know its size."""
    x0, y0, x1, y1 = (0.0, 0.0, *page.size)
    if np.isnan(page.size).any():
        x0, y0, x1, y1 = geometry.extent(page.lines.polygon).tolist()
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
