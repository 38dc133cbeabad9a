"""The text layer of one page: PDF operators that place each word invisibly on its ink.

One text object a page, line after line. A word is set in an invisible font along its own direction,
stretched to its length (``Tz``), and followed by a real space, stretched to fill the gap exactly:
readers that measure gaps and readers that look for U+0020 agree. What the OCR wrote without white
space touches its neighbor.

A line that is tilted so little that no word rises by half a point is set along the axis, each word
at its own height: poppler breaks a word at every rise of half a point. In lines with more tilt the
boxes keep their angle, and a word carries its text a second time (``ActualText``), which poppler
takes for one word however it rises. There words are stretched by ``Tc``, because pdf.js divides
heights by ``Tz`` when it looks for the end of a tilted line.

What is written without spaces in tilted and in vertical lines is set as one string, since poppler
and PDFium take every string there for a word of its own.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 5.2 "Text State Parameters and Operators", 10.8.3
"Replacement Text".
The poppler developers: poppler 22.12 (2022), ``TextOutputDev.cc``, ``TextPage::addChar`` and
``ActualText::end``.
Mozilla: pdf.js 5 (2025), ``evaluator.js``, ``compareWithLastPosition``.
"""

import unicodedata

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.writers.pdf.font import SPACE, Glyphs, advance
from ocrlayout.writers.pdf.pen import RISE, Pen, Run, is_tilted
from ocrlayout.writers.pdf.visual import right_to_left, visual

__all__ = ["FONT", "clean", "layer"]

Array = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]

FONT = "OcrLayout"  # the font's name among a page's resources
_FAR = 1.5  # line heights: what stands further apart is not joined


def layer(lines: Lines, matrix: npt.ArrayLike, box: Box, glyphs: Glyphs, name: str = FONT) -> bytes:
    r"""Write the operators of one page's text.

    Words without geometry are laid along their line, by the share of their text. Lines without any
    stand in order at the page's lower left corner, one point high: out of the way, but found.

    Parameters
    ----------
    lines : Lines
    matrix : (3, 3) array_like
        Maps page units, y down, to the points of the PDF page, y up.
    box : (x0, y0, x1, y1)
        The page in points; what lies beyond its edges is cut to them.
    glyphs : Glyphs
        The document's characters; new ones are added.
    name : str
        The font's name among the page's resources.

    Returns
    -------
    bytes
        One text object, ``BT … ET``.

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> words = Words(["ab"], [[[0, 0], [20, 0], [20, 10], [0, 10]]])
    >>> flip = [[1, 0, 0], [0, -1, 100], [0, 0, 1]]
    >>> layer(Lines(["ab"], words=words, offsets=[0, 1]), flip, (0, 0, 100, 100), Glyphs()).split(b" Tz")[0]
    b'BT 3 Tr\n/OcrLayout 10.00 Tf 1 0 0 1 0.00 92.00 Tm 180'
    """
    texts = [clean(text) for text in lines.words.text]
    quads = _placed(lines, texts, np.asarray(matrix, np.float64), box)
    vertical = geometry.vertical(_near(lines.polygon), _near(lines.words.polygon), lines.offsets)
    vertical |= _tall(lines, texts, quads)
    runs = _runs(lines, texts, quads, vertical)
    pen = Pen(glyphs, name, runs)
    written = ["BT 3 Tr\n"]
    for first, last, upright in zip(
        lines.offsets[:-1].tolist(), lines.offsets[1:].tolist(), ~vertical, strict=True
    ):
        row = [run for run in runs[first:last] if run.text]
        if any(right_to_left(run.text) for run in row):
            row = _left_to_right([_flat(run) for run in row])
        if row:
            written.append(pen.line(row if upright and not is_tilted(row) else _joined(row)))
    return "".join([*written, "ET\n"]).encode("latin-1")


def clean(text: str) -> str:
    r"""Take out of a text what no text layer can hold: control characters; white space becomes a blank.

    Examples
    --------
    >>> clean("a\tb\0")
    'a b'
    """
    if text.isprintable():
        return text
    return "".join(_clean(character) for character in text).strip()


def _clean(character: str) -> str:
    if character.isspace():
        return " "
    code = ord(character)
    if (
        code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    ):  # noncharacters: some readers stop at them
        return "\ufffd"
    return "" if unicodedata.category(character) == "Cc" else character


def _placed(lines: Lines, texts: list[str], matrix: Array, box: Box) -> Array:
    """Find a quad in points for every word, also where the service gave none."""
    quads = _near(lines.words.polygon)
    for row in np.unique(lines.word_line[~geometry.known(quads)]).tolist():
        part = slice(*lines.offsets[row : row + 2].tolist())
        quads[part] = _filled(quads[part], _near(lines.polygon[row]), texts[part])
    lost = ~geometry.known(quads)
    quads = geometry.apply(matrix, quads)
    if lost.any():
        quads[lost] = _cornered(
            lines.word_line[lost],
            [text for text, gone in zip(texts, lost, strict=True) if gone],
            box,
        )
    return np.clip(quads, box[:2], box[2:])


def _near(polygons: Array) -> Array:
    """Copy polygons, with corners from which no number overflows."""
    return np.clip(polygons, -1e9, 1e9)


def _shares(texts: list[str]) -> Array:
    """Where words begin and end in a line set in the font, in font sizes, ``(n, 2)``."""
    widths = np.array([sum(map(advance, text)) / 1000 for text in texts])
    ends = np.cumsum(widths + SPACE) - SPACE
    return np.stack([ends - widths, ends], axis=1)


def _filled(quads: Array, line: Array, texts: list[str]) -> Array:
    """Lay words without geometry along their line, or let them share the place of a neighbor that has one."""
    known = geometry.known(quads)
    if geometry.known(line):
        return np.where(known[:, None, None], quads, _sliced(line, texts))
    if known.any():
        groups = np.maximum(np.cumsum(known) - 1, 0)
        owners = quads[known]
        for group in np.unique(groups).tolist():
            mine = np.flatnonzero(groups == group)
            quads[mine] = _sliced(owners[group], [texts[index] for index in mine])
    return quads


def _sliced(quad: Array, texts: list[str]) -> Array:
    """Cut a quad into one for each text, by their widths in the font; flatter where they would be narrow."""
    share = _shares(texts)
    length, height = geometry.sizes(quad)
    flat = min(1.0, 2 * length / max(height * share[-1, 1], 1e-9))
    quad = np.concatenate([quad[[3, 2]] + flat * (quad[:2] - quad[[3, 2]]), quad[2:]])
    begin, end = (share / max(share[-1, 1], 1e-9)).T[:, :, None, None]
    left, right = quad[[0, 3]], quad[[1, 2]]
    lead, trail = (1 - begin) * left + begin * right, (1 - end) * left + end * right
    return np.stack([lead[:, 0], trail[:, 0], trail[:, 1], lead[:, 1]], axis=1)


def _cornered(rows: npt.NDArray[np.int64], texts: list[str], box: Box) -> Array:
    """Stack lines without geometry at the lower left corner of the page, one point high."""
    quads = np.empty((len(rows), 4, 2))
    present = np.unique(rows)
    for level, row in enumerate(reversed(present.tolist())):
        mine = np.flatnonzero(rows == row)
        x = box[0] + _shares([texts[index] for index in mine])
        y = box[1] + level
        quads[mine, :, 0] = x[:, [0, 1, 1, 0]]
        quads[mine, :, 1] = y + np.array([1, 1, 0, 0])
    return quads


def _tall(lines: Lines, texts: list[str], quads: Array) -> npt.NDArray[np.bool_]:
    """Tell which lines of one word stand on end: no text of some length is half as high again as it is long."""
    tall = np.zeros(len(lines), np.bool_)
    single = np.flatnonzero(np.diff(lines.offsets) == 1)
    words = lines.offsets[:-1][single]
    length, height = geometry.sizes(quads[words]).T
    several = np.array([sum(map(advance, texts[word])) > 1200 for word in words.tolist()], np.bool_)
    tall[single] = several & (height > 1.5 * length)
    return tall


def _runs(
    lines: Lines, texts: list[str], quads: Array, vertical: npt.NDArray[np.bool_]
) -> list[Run]:
    """Measure every word of the page along and across its direction."""
    if not texts:
        return []
    turned = np.where(vertical[lines.word_line][:, None, None], quads[:, [1, 2, 3, 0]], quads)
    direction = _directions(lines.word_line, turned)
    length = np.abs(
        _dot((turned[:, 1] + turned[:, 2] - turned[:, 0] - turned[:, 3]) / 2, direction)
    )
    across = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    height = np.abs(_dot((turned[:, 0] + turned[:, 1] - turned[:, 2] - turned[:, 3]) / 2, across))
    direction = _snapped(lines.word_line, direction, length)
    across = np.stack([-direction[:, 1], direction[:, 0]], axis=1)
    middle = turned.mean(axis=1)
    start, foot = _dot(middle, direction) - length / 2, _dot(middle, across) - height / 2
    columns = (start, start + length, foot, height, lines.words.spaced)
    ways = map(tuple, direction.tolist())
    return list(
        map(Run._make, zip(texts, *(column.tolist() for column in columns), ways, strict=True))
    )


def _dot(vectors: Array, others: Array) -> Array:
    product: Array = (vectors * others).sum(axis=1)
    return product


def _directions(rows: npt.NDArray[np.int64], quads: Array) -> Array:
    """Find the unit vector along which each word runs: its line's, or its own where it clearly leaves the line's."""
    edges = quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]
    total = np.stack([np.bincount(rows, edges[:, axis]) for axis in (0, 1)], axis=1)[rows]
    total = np.where(np.hypot(*total.T)[:, None] > 1e-9, total, [1.0, 0.0])
    line = total / np.hypot(*total.T)[:, None]
    height = geometry.sizes(quads)[:, 1]
    leaves = np.abs(edges[:, 0] * line[:, 1] - edges[:, 1] * line[:, 0]) / 2 > 0.25 * height + 1e-9
    own = edges / np.maximum(np.hypot(*edges.T), 1e-9)[:, None]
    chosen: Array = np.where(leaves[:, None], own, line)
    return chosen


def _snapped(rows: npt.NDArray[np.int64], direction: Array, length: Array) -> Array:
    """Put the words of a line along the nearest axis when none of them rises enough to matter."""
    level = np.abs(direction[:, 0]) >= np.abs(direction[:, 1])
    axis = np.where(np.stack([level, ~level], axis=1), np.sign(direction), 0.0)
    rise = np.zeros(rows[-1] + 1)
    np.maximum.at(rise, rows, length * np.abs(direction).min(axis=1))
    snapped: Array = np.where(rise[rows][:, None] < RISE, axis, direction.round(6))
    return snapped


def _flat(run: Run) -> Run:
    """Set a run along the nearest axis, about its middle.

    Right-to-left words in visual order must not carry their text a second time, where it has to be
    in logical order.
    """
    (x, y), along, across = run.direction, (run.start + run.end) / 2, run.foot + run.height / 2
    middle = x * along - y * across, y * along + x * across
    way = (float(np.sign(x)), 0.0) if abs(x) >= abs(y) else (0.0, float(np.sign(y)))
    start = way[0] * middle[0] + way[1] * middle[1] - (run.end - run.start) / 2
    foot = way[0] * middle[1] - way[1] * middle[0] - run.height / 2
    return run._replace(start=start, end=start + run.end - run.start, foot=foot, direction=way)


def _left_to_right(runs: list[Run]) -> list[Run]:
    """Put runs in the order in which they stand on the page, and the characters of each likewise."""
    order = sorted(range(len(runs)), key=lambda index: runs[index].start + runs[index].end)
    after = [*order[1:], order[-1]]
    spaced = [
        abs(one - other) != 1 or runs[min(one, other)].spaced
        for one, other in zip(order, after, strict=True)
    ]
    return [
        runs[index]._replace(text=visual(runs[index].text), spaced=space)
        for index, space in zip(order, spaced, strict=True)
    ]


def _joined(runs: list[Run]) -> list[Run]:
    """Join runs without white space between them into one."""
    result = [runs[0]]
    for run in runs[1:]:
        last = result[-1]
        near = run.start - last.end < _FAR * last.height and run.end > last.start
        if last.spaced or last.direction != run.direction or not near:
            result.append(run)
            continue
        foot, height = (last.foot + run.foot) / 2, (last.height + run.height) / 2
        result[-1] = Run(
            last.text + run.text, last.start, run.end, foot, height, run.spaced, run.direction
        )
    return result
