"""Words and fragments of one line, joined into the line for the order.

Many engines answer with words, or with the pieces of a line that a wide space parts. The layout
needs lines. Neighbors of one baseline are joined where the space between them is not a gutter.
"""

import dataclasses

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.measure import median

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

# in line heights
_LEVEL = 0.4  # baselines of one line are closer
_OVERLAP = 0.5  # services round boxes: neighbors may overlap by so much
_SPACE = 0.6  # a usual space between words is narrower
_WIDE = 0.9  # so is a wide one: in lines set to fill a column, in type of one width
_WIDEST = 1.3  # no space within a line is wider
_REACH = 3.2  # lines so far above and below a space tell whether it is a gutter
_FAR = 6.0  # and so far above and below the start of a line, whether it is the edge of a column
_EDGE = 0.3  # lines that start at one edge are closer to it
_MOST = 500  # lines that are looked at, beside one
# ratios
_TALLER = 1.8  # of heights: a drop cap is not a word of the line beside it
_USUAL = 1.4  # of spaces: what is not wider than the usual one times this is not a gutter
_CROSSED = 0.5  # of lines: so many may cross a gutter where a page is warped, by those beside it
# shares of the lines; measured: .12 of whole lines, at most, have a neighbor behind a usual space
_WORDS = 0.45  # so many have one: these are words
_FEWEST = 0.25  # so many have one behind a wide space: words, if they hold no spaces
_SPACED = 0.15  # fewer hold a space: these are words
_FRAGMENTS = 0.07  # so many go on behind a usual space that is not a gutter: lines are broken


def whole_lines(sheet: Sheet) -> tuple[Sheet, list[Index]]:
    """Join what stands on one baseline with no more than a space between.

    Returns
    -------
    Sheet
        Of whole lines.
    list of (k,) ndarray of int64
        The rows of `sheet` that each of them is made of, from left to right; empty where nothing
        was joined.
    """
    if len(sheet) < 2 or sheet.mode == "vertical":
        return sheet, []
    left, right, space = _neighbors(sheet)
    if _is_words(sheet, space):
        kept = _in_words(sheet, left, right, space)
    else:
        kept = _in_lines(sheet, left, right, space)
        if kept.sum() < _FRAGMENTS * len(sheet):
            return sheet, []
    groups = _chains(sheet, left[kept], right[kept])
    return _joined(sheet, groups), groups


def _is_words(sheet: Sheet, space: Array) -> bool:
    """Return whether the lines are words: they stand close together and hold no spaces."""
    if (space < _SPACE).sum() >= _WORDS * len(sheet):
        return True
    few = (space < _WIDE).sum() < _FEWEST * len(sheet)
    return not few and float(sheet.cues.spaced.mean()) < _SPACED


def _in_words(sheet: Sheet, left: Index, right: Index, space: Array) -> Mask:
    """Return which words belong to one line; a space not wider than most is never a gutter."""
    usual = median(space[space < _WIDE])
    near = space < min(max(3 * usual, _WIDE), _WIDEST)
    kept = near & (space < _USUAL * usual)
    asked = np.flatnonzero(near & ~kept)
    kept[asked] = ~_is_gutter(sheet, left[asked], right[asked], 0.0)
    return kept


def _in_lines(sheet: Sheet, left: Index, right: Index, space: Array) -> Mask:
    """Return which lines are fragments of one, in a page of lines."""
    kept = space < _SPACE
    asked = np.flatnonzero(kept)
    left, right = left[asked], right[asked]
    kept[asked] = ~_is_gutter(sheet, left, right, _CROSSED) & ~_is_edge(sheet, right)
    return kept


def _neighbors(sheet: Sheet) -> tuple[Index, Index, Array]:
    """Pair lines of one baseline that are the nearest to each other, left and right.

    Returns
    -------
    (k,) ndarray of int64
        The lines at the left.
    (k,) ndarray of int64
        Those at the right.
    (k,) ndarray
        The space between them.
    """
    one, two = _candidates(sheet)
    low = np.minimum(sheet.height[one], sheet.height[two])
    tall = np.maximum(sheet.height[one], sheet.height[two])
    space = (sheet.x0[two] - sheet.x1[one]) / low
    fits = (space > -_OVERLAP) & (space < _WIDEST) & (tall < _TALLER * low)
    fits &= np.abs(sheet.y[one] - sheet.y[two]) < _LEVEL * low
    one, two, space = one[fits], two[fits], space[fits]
    nearest = np.argsort(space, kind="stable")
    one, two, space = one[nearest], two[nearest], space[nearest]
    mutual = _is_first(one) & _is_first(two)
    return one[mutual], two[mutual], space[mutual]


def _candidates(sheet: Sheet) -> tuple[Index, Index]:
    """Pair lines with the next two at their right in strips of the page that overlap by half."""
    lines = np.flatnonzero(~sheet.sideways)
    y, x = sheet.y[lines] / (2 * _LEVEL), sheet.x0[lines]
    pairs = []
    for shift in (0.0, 0.5):
        strip = np.floor(y + shift)
        order = np.lexsort((x, strip))
        strip = strip[order]
        for step in (1, 2):
            same = np.flatnonzero(strip[step:] == strip[:-step])
            pairs.append(lines[order[same]] * len(sheet) + lines[order[same + step]])
    one, two = np.divmod(np.unique(np.concatenate(pairs)), len(sheet))
    return one, two


def _is_first(values: Index) -> Mask:
    """Return where each value stands for the first time."""
    first = np.zeros(len(values), np.bool_)
    first[np.unique(values, return_index=True)[1]] = True
    return first


def _is_gutter(sheet: Sheet, left: Index, right: Index, most: float) -> Mask:
    """Return which spaces go on through the lines above and below them.

    Parameters
    ----------
    most : float
        Share of the lines beside a gutter that may cross it.
    """
    middle = (sheet.x1[left] + sheet.x0[right]) / 2
    y = (sheet.y[left] + sheet.y[right]) / 2
    reach = _REACH * sheet.height[left]
    space, line = _around(sheet, y, reach)
    other = np.abs(sheet.y[line] - y[space]) > _LEVEL * sheet.height[line]
    x = middle[space]
    across = other & (sheet.x0[line] < x) & (sheet.x1[line] > x)
    before = other & (sheet.x1[line] <= x)
    behind = other & (sheet.x0[line] >= x)
    size = len(left)
    crossed = np.bincount(space[across], minlength=size)
    both = np.minimum(
        np.bincount(space[before], minlength=size), np.bincount(space[behind], minlength=size)
    )
    return np.asarray((crossed <= most * both) & (both > 1))


def _is_edge(sheet: Sheet, right: Index) -> Mask:
    """Return which lines start where lines above and below them start: at the edge of a column."""
    at, line = _around(sheet, sheet.y[right], _FAR * sheet.height[right])
    apart = np.abs(sheet.x0[line] - sheet.x0[right][at])
    same = (apart < _EDGE * sheet.height[line]) & (line != right[at])
    return np.asarray(np.bincount(at[same], minlength=len(right)) > 1)


def _around(sheet: Sheet, y: Array, reach: Array) -> tuple[Index, Index]:
    """Pair heights with the lines that stand no farther above or below.

    Returns
    -------
    (k,) ndarray of int64
        Positions in `y`.
    (k,) ndarray of int64
        Lines.
    """
    order = np.argsort(sheet.y, kind="stable")
    first = np.searchsorted(sheet.y[order], y - reach)
    count = np.minimum(np.searchsorted(sheet.y[order], y + reach) - first, _MOST)
    at = np.repeat(np.arange(len(y)), count)
    place = np.arange(len(at)) - np.repeat(np.cumsum(count) - count, count) + first[at]
    return at, order[place]


def _chains(sheet: Sheet, left: Index, right: Index) -> list[Index]:
    """Follow the pairs from the first line of each chain to its last."""
    follows = dict(zip(left.tolist(), right.tolist(), strict=True))
    starts = np.setdiff1d(np.arange(len(sheet)), right).tolist()
    groups = []
    for start in starts:
        chain = [start]
        while chain[-1] in follows:
            chain.append(follows[chain[-1]])
        groups.append(np.array(chain, np.int64))
    return groups


def _joined(sheet: Sheet, groups: list[Index]) -> Sheet:
    members, starts = np.concatenate(groups), np.cumsum([0, *map(len, groups)])[:-1]
    wide = (sheet.x1 - sheet.x0)[members] + sheet.height[members]
    whole = np.add.reduceat(wide, starts)

    def mean(values: Array) -> Array:
        return np.asarray(np.add.reduceat(values[members] * wide, starts) / whole)

    return dataclasses.replace(
        sheet,
        row=sheet.row[members[starts]],
        x0=np.minimum.reduceat(sheet.x0[members], starts),
        x1=np.maximum.reduceat(sheet.x1[members], starts),
        y=mean(sheet.y),
        slope=mean(sheet.slope),
        height=mean(sheet.height),
        sideways=sheet.sideways[members[starts]],
        cues=sheet.cues.joined(groups),
    )
