"""What can be seen of a node and may say how it is read: numbers, in line heights or ratios.

Each property of a line (a figure, ends a sentence, level with a line of the next column …) is
averaged over each column; of these means the first, the last, the least and the greatest are
features, and the mean over all lines. To them come the extents of the columns, the white between
the lines, and what stands level across a gutter. No feature is a length on the page, and large
numbers are cut off: a table of forty rows is a table as one of eight is.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.nodes import Node

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_UNCASED = 0.4  # share of lines of running text that start in lower case, where script has no case
_LEVEL = 0.25  # line heights: lines of two columns are level
_LEVEL_ACROSS = 0.2  # line heights: lines are level across a gutter
_BESIDE = 0.6  # line heights: one stands beside the other
_EDGE = 0.6  # line heights: a line starts or ends at the edge of its column
_TIGHT, _LOOSE = 1.35, 1.9  # line heights from line to line: no white between, a paragraph's end
_FULL = 0.75  # of the width of the column: a full line
_PROSE = 15, 0.6, 8  # least characters, share of letters, line heights of width of running text
_WHITE = 0.3  # line heights: a clean gap between lines
_THIN = 0.1  # line heights: enough white to set off a first or last row
_FAR = 9.0  # stands for "not there" where a distance is asked

PROPERTIES = [
    "figure",
    "letters",
    "extent",
    "colon",
    "mark",
    "digit",
    "low",
    "hyphen",
    "ended",
    "height",
    "width",
    "goes_on",
    "sentence",
    "at_left",
    "at_right",
    "fill",
    "prose",
    "level",
    "tight",
    "loose",
]


@dataclass(frozen=True, eq=False)
class Said:
    """What the lines of a sheet say and where they stand, each a row: (16, n).

    The first eleven are those of `PROPERTIES`; then come whether a line has no case, start, end,
    center and height.
    """

    lines: Array
    wide: float


def said(sheet: Sheet) -> Said:
    """Return what the lines of a sheet say; the same for all nodes."""
    cues = sheet.cues
    uncased = (cues.cased <= 0.3) & (cues.letters > 0.5)
    rows = [
        cues.figure,
        cues.letters,
        np.log1p(cues.extent),
        cues.introduces,
        (cues.length > 0) & (cues.length <= 2),
        cues.opens_with_digit,
        np.where(uncased, _UNCASED, cues.opens_low),
        cues.hyphenated & ~uncased,
        cues.ended,
        np.log(sheet.height),
        np.log1p(sheet.x1 - sheet.x0),
        uncased,
        sheet.x0,
        sheet.x1,
        sheet.y,
        sheet.height,
    ]
    wide = float(sheet.x1.max()) - float(sheet.x0.min())
    return Said(np.array(rows, np.float64), wide + 1e-9)


def features(node: Node, page: Said) -> Array:
    """Return the features of a node, (m,)."""
    seen = _Columns(node, page)
    return np.concatenate(
        [
            seen.profile.reshape(-1),
            np.array(
                [
                    *_shape(node, seen),
                    *_extents(seen),
                    *_white(node, seen),
                    *_ends(node, page, seen),
                    *_parts(node),
                    *_across(seen),
                    *_gutters(node, seen),
                    *_edges(node, page),
                    *_repeats(seen),
                ]
            ),
        ]
    )


class _Columns:
    """The lines of a node column by column, from top to bottom, and what is measured of them."""

    def __init__(self, node: Node, page: Said) -> None:
        columns = node.columns
        size = [len(lines) for lines in columns]
        self.size = np.array(size)
        self.starts = np.cumsum(self.size) - self.size
        self.column = np.repeat(np.arange(len(size)), self.size)
        told = page.lines[:, np.concatenate(columns)]
        self.x0, self.x1, self.y, self.height = told[12:]
        self.inner = np.ones(len(self.y), np.bool_)
        self.inner[self.starts] = False
        self.step = np.empty(len(self.y))
        self.step[0] = 0.0
        np.subtract(self.y[1:], self.y[:-1], out=self.step[1:])
        self.step /= self.height
        self.left = np.minimum.reduceat(self.x0, self.starts)
        self.right = np.maximum.reduceat(self.x1, self.starts)
        self._find_nearest(len(size))
        self.each = self._each(told)
        total = np.add.reduceat(self.each, self.starts, axis=1)
        self.mean = total / self.size
        self.all = total.sum(axis=1) / len(self.y)
        mean = self.mean
        self.profile = np.array(
            [self.all, mean[:, 0], mean[:, -1], mean.min(axis=1), mean.max(axis=1)]
        )

    def _each(self, told: Array) -> Array:
        """Return the properties of each line, (20, n)."""
        each = np.empty((len(PROPERTIES), len(self.y)))
        each[:11] = told[:11]
        _, letters, extent, _, _, _, low, hyphen, ended = told[:9]
        wide, inner = self.x1 - self.x0, self.inner
        fill = wide / (self.right - self.left)[self.column]
        # a line runs on into the next: its hyphen or a lower-case start says so; without case, a
        # full line that does not end a sentence
        full = (fill > 0.85) & (ended == 0) & (extent > 1.8)
        goes = np.where(told[11, 1:] > 0, full[:-1], (low[1:] > 0) | (hyphen[:-1] > 0))
        edge = _EDGE * self.height
        least, share, room = _PROSE
        text = (extent > np.log1p(least)) & (letters > share) & (wide > room * self.height)
        each[11:13, 0] = 0.0
        each[11, 1:] = goes & inner[1:]
        each[12, 1:] = (ended[:-1] > 0) & (low[1:] < 0.5) & inner[1:]
        each[13] = self.x0 - self.left[self.column] < edge
        each[14] = self.right[self.column] - self.x1 < edge
        each[15] = fill
        each[16] = (fill > _FULL) & text
        each[17] = self.beside < _LEVEL
        each[18] = (self.step < _TIGHT) & inner
        each[19] = (self.step > _LOOSE) & inner
        return each

    def _find_nearest(self, columns: int) -> None:
        """For each line find the nearest in height in the columns beside, and how far it is off."""
        low, high = self.y.min(), self.y.max()
        span = 2 * float(high - low) + 10.0
        key = self.column * span + (self.y - low)
        asked = np.concatenate([key + span, key - span])
        at = np.searchsorted(key, asked)
        one, two = np.maximum(at - 1, 0), np.minimum(at, len(key) - 1)
        apart_one, apart_two = np.abs(key[one] - asked), np.abs(key[two] - asked)
        is_one = apart_one <= apart_two
        apart = np.where(is_one, apart_one, apart_two).reshape(2, -1) / self.height
        self.next = np.where(is_one, one, two)[: len(key)]
        apart[0, self.column == columns - 1] = _FAR
        apart[1, self.column == 0] = _FAR
        self.down, self.up = apart
        self.beside = np.minimum(self.down, self.up)
        self.rows = max(int((self.up > 0.4).sum()), 1)

    def levels(self) -> list[float]:
        """Share of lines beside each gutter that are level with one across it."""
        right = np.add.reduceat(self.down < _LEVEL_ACROSS, self.starts) / self.size
        left = np.add.reduceat(self.up < _LEVEL_ACROSS, self.starts) / self.size
        fewer = self.size[:-1] <= self.size[1:]
        found: list[float] = np.where(fewer, right[:-1], left[1:]).tolist()
        return found


def _shape(node: Node, seen: _Columns) -> list[float]:
    """How many columns and rows there are, and how level the lines are."""
    near = seen.beside < _BESIDE
    count = max(int(near.sum()), 1)
    return [
        min(len(seen.size), 5),
        min(len(seen.y) / seen.rows, 5.0),
        float(near.sum()) / len(near),
        (seen.beside < 0.1).sum() / count,
        (seen.beside < _LEVEL).sum() / count,
        (seen.beside * near).sum() / count,
        float(node.is_blocked),
    ]


def _extents(seen: _Columns) -> list[float]:
    """How wide, how tall and how full the columns are beside each other."""
    wide, size = (seen.right - seen.left).tolist(), seen.size.tolist()
    top = seen.y[seen.starts].tolist()
    foot = seen.y[seen.starts + seen.size - 1].tolist()
    tall = [low - high + 1 for low, high in zip(foot, top, strict=True)]
    height = seen.mean[9].tolist()
    return [
        wide[0] / sum(wide),
        min(wide) / max(wide),
        size[0] / sum(size),
        min(size) / max(size),
        min(tall) / max(tall),
        min(max(top) - min(top), 6.0),
        min(max(foot) - min(foot), 8.0),
        height[0] - float(seen.all[9]),
        max(height) - min(height),
    ]


def _white(node: Node, seen: _Columns) -> list[float]:
    """White across all columns, and from line to line in them."""
    white = np.sort(node.white)
    first, second = float(white[-1]), float(white[-2]) if len(white) > 1 else -1.0
    clean = white[white > _WHITE]
    step = np.sort(seen.step[seen.inner])
    own = np.sort(seen.step[1 : seen.size[0]])
    return [
        min(first, 4.0),
        min(second, 4.0),
        min(len(clean) / seen.rows, 2.0),
        float((clean >= 0.6 * first).sum()),
        min(float(clean.mean()), 3.0) if len(clean) else 0.0,
        float(step[len(step) // 2]) if len(step) else 0.0,
        float(own[len(own) // 2]) if len(own) else 0.0,
        (int(node.white.argmax()) + 1) / len(seen.y),
    ]


def _ends(node: Node, page: Said, seen: _Columns) -> list[float]:
    """Measure the first and the last row: how many lines, how far off, how high, how wide."""
    cuts = np.flatnonzero(node.white > _THIN)
    count = len(node.lines)
    first, last = (int(cuts[0]) + 1, int(cuts[-1]) + 1) if len(cuts) else (0, count)
    above, below = node.lines[: max(first, 1)], node.lines[min(last, count - 1) :]
    height, wide = page.lines[9], page.lines[13] - page.lines[12]
    return [
        min(first, 3),
        min(float(node.white[cuts[0]]), _FAR) if len(cuts) else -1.0,
        min(count - last, 3),
        min(float(node.white[cuts[-1]]), _FAR) if len(cuts) else -1.0,
        float(height[above].mean() - seen.all[9]),
        min(float(wide[above].sum()) / page.wide, 1.5),
        min(float(wide[below].sum()) / page.wide, 1.5),
    ]


def _parts(node: Node) -> list[float]:
    """Measure what stands above and below the best gutter, where lines block it."""
    if not node.is_blocked:
        return [0.0] * 5
    y, gutter = node.sheet.y, node.best
    first, last = float(y[node.lines[0]]), float(y[node.lines[-1]])
    above = float((y[node.lines] < gutter.top).mean())
    below = float((y[node.lines] > gutter.bottom).mean())
    tall = (gutter.bottom - gutter.top) / (last - first + node.unit)
    over, under = (gutter.top - first) / node.unit, (last - gutter.bottom) / node.unit
    return [min(over, _FAR), min(under, _FAR), tall, above, below]


def _across(seen: _Columns) -> list[float]:
    """Compare lines that stand level across a gutter."""
    one = np.flatnonzero(seen.down < 0.4)
    two, count = seen.next[one], max(len(one), 1)
    figure, extent, low, ended, height = seen.each[[0, 2, 6, 8, 9]]
    kind = 2 * figure + (extent > 2.5)
    same = (kind[1:] == kind[:-1])[seen.inner[1:]]
    gap = np.sort(seen.x0[two] - seen.x1[one])
    second = slice(int(seen.size[0]), int(seen.size[:2].sum()))
    opens = ~((seen.step < _TIGHT) & seen.inner)[second]
    level = seen.each[17, second] > 0
    return [
        float(low[two].sum()) / count,
        float(ended[one].sum()) / count,
        min(float(gap[len(gap) // 2]), _FAR) if len(gap) else 0.0,
        float(figure[two].sum()) / count,
        float(np.abs(height[two] - height[one]).sum()) / count,
        float(same.mean()) if len(same) else 1.0,
        float((kind[one] == kind[two]).mean()) if len(one) else 1.0,
        float((opens & level).sum()) / max(int(opens.sum()), 1),
        float((~opens & level).sum()) / max(int((~opens).sum()), 1),
    ]


def _gutters(node: Node, seen: _Columns) -> list[float]:
    """How wide the gutters are, how tall, and how level the lines across each."""
    wide = [(gutter.right - gutter.left) / node.unit for gutter in node.clear]
    y = node.sheet.y[node.lines]
    tall = float(y[-1] - y[0]) / node.unit + 1
    level = seen.levels() or [1.0]
    at = min(wide.index(max(wide)), len(level) - 1)
    mean = sum(wide) / len(wide)
    return [
        min(*wide, _FAR),
        min(max(wide), _FAR),
        float(np.log(min(node.best.score, 8.0))),
        min(node.best.score / tall, 1.5),
        min(level),
        max(level),
        level[at],
        min(max(wide) / mean, 1.5),
        wide[len(wide) // 2] / mean,
    ]


def _edges(node: Node, page: Said) -> list[float]:
    """Compare what stands above and below the first, the last and the widest white."""
    lines, white = page.lines[:, node.lines], node.white
    cuts = np.flatnonzero(white > _THIN) + 1
    count = lines.shape[1]
    found = [count / page.lines.shape[1], np.ptp(lines[12:14]) / page.wide]
    for cut in (*(cuts[[0, -1]] if len(cuts) else (0, 0)), int(white.argmax()) + 1):
        found += _differences(lines, int(cut)) if cut else [0.0] * 7
    return found


def _differences(lines: Array, cut: int) -> list[float]:
    above, below = lines[:, :cut], lines[:, cut:]
    left, right = _shared(above[12], below[12]), _shared(above[13], below[13])
    apart = above[:10].mean(axis=1) - below[:10].mean(axis=1)
    return [*left, max(right), float(apart[0]), float(apart[2]), float(apart[8]), float(apart[9])]


def _shared(one: Array, two: Array) -> tuple[float, float]:
    """Share of the edges of each set that stand above or below one of the other."""
    apart = np.abs(one[:200, None] - two[None, :200]) < _EDGE
    return float(apart.any(axis=1).mean()), float(apart.any(axis=0).mean())


def _repeats(seen: _Columns) -> list[float]:
    """How like each column is to the next, the second next, the third next, and by halves."""
    count = len(seen.size)
    kind = np.concatenate([seen.mean[[0, 1, 2, 5]], [np.log(seen.right - seen.left + 1e-9)]])
    found = []
    for away in (1, 2, 3, count // 2):
        if 0 < away < count:
            found.append(float(np.abs(kind[:, away:] - kind[:, :-away]).mean()))
        else:
            found.append(1.0)
    return found
