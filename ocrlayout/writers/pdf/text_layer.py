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

Upright boxes on a page whose lines rise stay flat. They are turned by an angle that is not seen
(``slope``), and so set as tilted text: pdf.js looks for line ends there by other rules.

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

import itertools
import unicodedata
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines
from ocrlayout.scripts import has_right_to_left
from ocrlayout.slope import upright_on_slope
from ocrlayout.writers.pdf.bidi import visual_order
from ocrlayout.writers.pdf.content_stream import text_object
from ocrlayout.writers.pdf.font import SPACE, Glyphs, advance
from ocrlayout.writers.pdf.objects import Box
from ocrlayout.writers.pdf.runs import Run, Runs
from ocrlayout.writers.pdf.setting import nearer
from ocrlayout.writers.pdf.tagging.marked_content import MarkedContent
from ocrlayout.writers.pdf.tilted_lines import RISE

__all__ = ["FONT", "clean", "layer"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

FONT = "OcrLayout"  # the font's name among a page's resources
_FARTHEST = 1e9  # page units: from corners beyond, numbers overflow
_JOINED = 1.5  # line heights: what stands further apart is not joined
_FLATTEST = 2.0  # height over length to which the share of a word in its line's quad is cut
_SEVERAL = 1200  # thousandths of the font size: a text that is wider has several characters
_ON_END = 1.5  # height over length of a text of several characters that stands on end
_LEAVES = 0.25  # word heights: a word that rises further from its line has a direction of its own
_SLANT = 0.0002  # rise over run: less than half a point in every word
_MARK = "\ufeff"  # of byte order
_NARROWEST = 0.25  # of a line's length or height: of one of which less is on the page, text is lost
_TINY = 1e-9  # in place of a length of 0, by which nothing can be divided


def layer(
    lines: Lines,
    matrix: npt.ArrayLike,
    box: Box,
    glyphs: Glyphs,
    name: str = FONT,
    *,
    marks: MarkedContent | None = None,
) -> bytes:
    r"""Write the operators of one page's text.

    Words without geometry are laid along their line, by the share of their text. Lines without any
    stand in order at the page's lower left corner, one point high: out of the way, but found.

    Parameters
    ----------
    lines : Lines
    matrix : (3, 3) array_like
        Maps page units, y down, to the points of the PDF page, y up.
    box : (x0, y0, x1, y1)
        The page in points. Lines that leave it are drawn together to end at its edge; where less
        than a quarter of one is on it, the words beyond stand in the corner.
    glyphs : Glyphs
        The document's characters; new ones are added.
    name : str
        The font's name among the page's resources.
    marks : MarkedContent, optional
        Puts each word into its element of the structure tree.

    Returns
    -------
    bytes
        One text object, ``BT … ET``.

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> words = Words(["ab"], [[[0, 0], [20, 0], [20, 10], [0, 10]]])
    >>> lines = Lines(["ab"], words=words, offsets=[0, 1])
    >>> flip = [[1, 0, 0], [0, -1, 100], [0, 0, 1]]
    >>> layer(lines, flip, (0, 0, 100, 100), Glyphs()).split(b" Tz")[0]
    b'BT 3 Tr\n/OcrLayout 10.00 Tf 1 0 0 1 0.00 92.00 Tm 180'
    """
    texts = [clean(text) for text in lines.words.text]
    runs = _runs(lines, texts, matrix, box) if any(texts) else None
    operators = text_object(runs, glyphs, name, marks) if runs else []
    return "".join(["BT 3 Tr\n", *operators, "ET\n"]).encode("latin-1")


def clean(text: str) -> str:
    r"""Take out what a text layer cannot hold: control characters; white space becomes a blank.

    A byte order mark goes too: in a font's ``ToUnicode`` it stands for no character (PDF/A-2u).

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
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "\ufffd"  # a noncharacter: some readers stop at them
    return "" if character == _MARK or unicodedata.category(character) == "Cc" else character


def _placed(lines: Lines, texts: list[str], matrix: Array, box: Box) -> Array:
    """Find a quad in points for every word, also where the service gave none."""
    quads = _near(lines.words.polygon)
    for row in np.unique(lines.word_line[~geometry.known(quads)]).tolist():
        part = slice(*lines.offsets[row : row + 2].tolist())
        quads[part] = _filled(quads[part], _near(lines.polygon[row]), texts[part])
    quads = geometry.apply(matrix, quads)
    quads = _drawn_together(quads, lines.word_line, np.reshape(box, (2, 2)))
    lost = np.flatnonzero(~geometry.known(quads))
    if len(lost):
        quads[lost] = _in_corner(
            lines.word_line[lost], [texts[word] for word in lost.tolist()], box
        )
    return np.clip(quads, box[:2], box[2:])


def _drawn_together(quads: Array, rows: Integers, box: Array) -> Array:
    """Fit lines that leave the page between its edges, in one scale for all words of a line.

    Cut word by word, those beyond would lie one upon the other, where no reader tells them apart.
    In lines that would become too narrow, the words beyond lose their place (NaN).
    """
    beyond = _is_beyond(geometry.centers(quads), box)
    if not beyond.any():
        return quads
    leaving = np.isin(rows, rows[beyond])
    low, high = _line_extents(quads[leaving], rows[leaving])
    first, last = np.clip(low, *box), np.clip(high, *box)
    scale = (last - first) / np.maximum(high - low, _TINY)
    fitted = first[:, None] + (quads[leaving] - low[:, None]) * scale[:, None]
    is_narrow = scale.min(axis=1) < _NARROWEST
    fitted[is_narrow] = quads[leaving][is_narrow]
    fitted[is_narrow & beyond[leaving]] = np.nan
    result = quads.copy()
    result[leaving] = fitted
    return result


def _is_beyond(points: Array, box: Array) -> Flags:
    """Find points that are not on the page; those without a place do not count."""
    beyond: Flags = ((points < box[0]) | (points > box[1])).any(axis=1)
    return beyond


def _line_extents(quads: Array, rows: Integers) -> tuple[Array, Array]:
    """Find for each word the lowest and highest x and y of its line, ``(n, 2)`` each."""
    starts = np.flatnonzero(np.diff(rows, prepend=-1))
    of_line = np.cumsum(np.diff(rows, prepend=rows[0]) != 0)
    low = np.fmin.reduceat(quads.min(axis=1), starts)
    high = np.fmax.reduceat(quads.max(axis=1), starts)
    return low[of_line], high[of_line]


def _near(polygons: Array) -> Array:
    """Copy polygons, with corners from which no number overflows."""
    return np.clip(polygons, -_FARTHEST, _FARTHEST)


def _shares(texts: list[str]) -> Array:
    """Where words begin and end in a line set in the font, in font sizes, ``(n, 2)``."""
    widths = np.array([sum(map(advance, text)) / 1000 for text in texts])
    ends = np.cumsum(widths + SPACE) - SPACE
    return np.stack([ends - widths, ends], axis=1)


def _filled(quads: Array, line: Array, texts: list[str]) -> Array:
    """Lay words without geometry along their line, or let them share the place of a neighbor."""
    known = geometry.known(quads)
    if geometry.known(line):
        return np.where(known[:, None, None], quads, _sliced(line, texts))
    if known.any():
        groups = np.maximum(np.cumsum(known) - 1, 0)
        owners = quads[known]
        for group in np.unique(groups).tolist():
            members = np.flatnonzero(groups == group)
            quads[members] = _sliced(owners[group], [texts[index] for index in members])
    return quads


def _sliced(quad: Array, texts: list[str]) -> Array:
    """Cut a quad into one for each text, by their widths in the font."""
    share = _shares(texts)
    total = share[-1, 1]
    begin, end = (share / max(total, _TINY)).T[:, :, None]
    top_left, top_right, bottom_right, bottom_left = _flattened(quad, total)
    return np.stack(
        [
            (1 - begin) * top_left + begin * top_right,
            (1 - end) * top_left + end * top_right,
            (1 - end) * bottom_left + end * bottom_right,
            (1 - begin) * bottom_left + begin * bottom_right,
        ],
        axis=1,
    )


def _flattened(quad: Array, width: float) -> Array:
    """Lower a quad in which a text, `width` font sizes long, would have to be set too narrow."""
    length, height = geometry.sizes(quad)
    share = min(1.0, _FLATTEST * length / max(height * width, _TINY))
    foot = quad[[3, 2]]
    return np.concatenate([foot + share * (quad[:2] - foot), quad[2:]])


def _in_corner(rows: Integers, texts: list[str], box: Box) -> Array:
    """Stack lines without geometry at the lower left corner of the page, one point high."""
    quads = np.empty((len(rows), 4, 2))
    for level, row in enumerate(reversed(np.unique(rows).tolist())):
        words = np.flatnonzero(rows == row)
        x = box[0] + _shares([texts[word] for word in words])
        quads[words, :, 0] = x[:, [0, 1, 1, 0]]
        quads[words, :, 1] = box[1] + level + np.array([1, 1, 0, 0])
    return quads


def _stand_on_end(lines: Lines, texts: list[str], quads: Array) -> Flags:
    """Find lines of one word that are vertical: a text of some length, but higher than long."""
    found = np.zeros(len(lines), np.bool_)
    single = np.flatnonzero(np.diff(lines.offsets) == 1)
    words = lines.offsets[:-1][single]
    length, height = geometry.sizes(quads[words]).T
    widths = np.array([sum(map(advance, texts[word])) for word in words.tolist()])
    found[single] = (widths > _SEVERAL) & (height > _ON_END * length)
    return found


def _runs(lines: Lines, texts: list[str], matrix: npt.ArrayLike, box: Box) -> Runs:
    """Find what is to be written, in the order of writing."""
    quads = _placed(lines, texts, np.asarray(matrix, np.float64), box)
    vertical = geometry.vertical(_near(lines.polygon), _near(lines.words.polygon), lines.offsets)
    vertical |= _stand_on_end(lines, texts, quads)
    return nearer(_in_writing_order(_each_word(lines, texts, quads, vertical), vertical))


def _each_word(lines: Lines, texts: list[str], quads: Array, vertical: Flags) -> Runs:
    """Measure every word of the page along and across its direction."""
    rows = lines.word_line
    turned = np.flatnonzero(vertical[rows])
    quads[turned] = np.roll(quads[turned], -1, axis=1)
    sloped = upright_on_slope(rows, quads, ~vertical[rows])
    direction, length, height = _measured(rows, quads, sloped)
    middle = geometry.centers(quads)
    start = _dot(middle, direction) - length / 2
    foot = _dot(middle, _across(direction)) - height / 2
    (x, y), numbers = direction.T, np.arange(len(rows))
    columns = (start, start + length, foot, height, lines.words.spaced, x, y, sloped, numbers)
    return Runs(texts, rows, *columns)


def _measured(rows: Integers, quads: Array, sloped: Flags) -> tuple[Array, Array, Array]:
    """Find the direction in which each word is set, its length and its height."""
    direction = _directions(rows, quads)
    length, height = _extents(quads, direction)
    direction = _snapped(rows, direction, length)
    direction[sloped] = _slanted(direction[sloped])
    return direction, length, height


def _extents(quads: Array, direction: Array) -> tuple[Array, Array]:
    """Measure quads along and across directions."""
    along = (quads[:, 1] + quads[:, 2] - quads[:, 0] - quads[:, 3]) / 2
    down = (quads[:, 0] + quads[:, 1] - quads[:, 2] - quads[:, 3]) / 2
    return np.abs(_dot(along, direction)), np.abs(_dot(down, _across(direction)))


def _across(direction: Array) -> Array:
    """Turn vectors by a quarter to the left."""
    return np.stack([-direction[:, 1], direction[:, 0]], axis=1)


def _dot(vectors: Array, others: Array) -> Array:
    product: Array = vectors[:, 0] * others[:, 0] + vectors[:, 1] * others[:, 1]
    return product


def _directions(rows: Integers, quads: Array) -> Array:
    """Find the unit vector along which each word runs.

    It is its line's, or its own where it clearly leaves the line's.
    """
    edges = quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]
    line = _line_directions(rows, edges)
    rise = np.abs(edges[:, 0] * line[:, 1] - edges[:, 1] * line[:, 0]) / 2
    leaves = rise > _LEAVES * geometry.sizes(quads)[:, 1] + _TINY
    own = edges / np.maximum(np.hypot(*edges.T), _TINY)[:, None]
    chosen: Array = np.where(leaves[:, None], own, line)
    return chosen


def _line_directions(rows: Integers, edges: Array) -> Array:
    """Find for each word the unit vector along which the words of its line run together."""
    sums = [np.bincount(rows, edges[:, axis]) for axis in (0, 1)]
    total = np.stack(sums, axis=1)[rows]
    total = np.where(np.hypot(*total.T)[:, None] > _TINY, total, [1.0, 0.0])
    line: Array = total / np.hypot(*total.T)[:, None]
    return line


def _snapped(rows: Integers, direction: Array, length: Array) -> Array:
    """Put the words of a line along the nearest axis when none of them rises enough to matter."""
    is_level = np.abs(direction[:, 0]) >= np.abs(direction[:, 1])
    axis = np.where(np.stack([is_level, ~is_level], axis=1), np.sign(direction), 0.0)
    rise = np.zeros(rows[-1] + 1)
    np.maximum.at(rise, rows, length * np.minimum(*np.abs(direction).T))
    snapped: Array = np.where(rise[rows][:, None] < RISE, axis, direction.round(6))
    return snapped


def _slanted(direction: Array) -> Array:
    """Turn vectors along the axes by so little that it is not seen."""
    turned: Array = (direction + _SLANT * _across(direction)).round(6)
    return turned


def _in_writing_order(runs: Runs, vertical: Flags) -> Runs:
    """Drop what is empty, put right-to-left lines in visual order, and join what is one string."""
    joins = vertical[runs.line] | runs.tilted_lines()
    if all(runs.text) and not joins.any() and not has_right_to_left("".join(runs.text)):
        return runs  # as most pages are
    lines = itertools.groupby(filter(attrgetter("text"), runs.rows()), attrgetter("line"))
    prepared = (_prepared(list(line), vertical=vertical[row]) for row, line in lines)
    return Runs.of(list(itertools.chain.from_iterable(prepared)))


def _prepared(runs: list[Run], *, vertical: bool) -> list[Run]:
    """Prepare a line; where it is vertical or tilted, no white space means one run."""
    if any(has_right_to_left(run.text) for run in runs):
        runs = _left_to_right([_flat(run) for run in runs])
    return _joined(runs) if vertical or any(0.0 not in run.direction for run in runs) else runs


def _flat(run: Run) -> Run:
    """Set a run along the nearest axis, about its middle.

    Right-to-left words in visual order must not carry their text a second time, where it has to be
    in logical order.
    """
    (x, y), along, across = run.direction, (run.start + run.end) / 2, run.foot + run.height / 2
    middle_x, middle_y = x * along - y * across, y * along + x * across
    x, y = (float(np.sign(x)), 0.0) if abs(x) >= abs(y) else (0.0, float(np.sign(y)))
    length = run.end - run.start
    start = x * middle_x + y * middle_y - length / 2
    foot = x * middle_y - y * middle_x - run.height / 2
    return run._replace(start=start, end=start + length, foot=foot, x=x, y=y)


def _left_to_right(runs: list[Run]) -> list[Run]:
    """Put runs in the order in which they stand on the page, and the characters of each."""
    order = sorted(range(len(runs)), key=lambda index: runs[index].start + runs[index].end)
    after = [*order[1:], order[-1]]
    return [
        runs[index]._replace(
            text=visual_order(runs[index].text), spaced=_are_spaced(runs, index, other)
        )
        for index, other in zip(order, after, strict=True)
    ]


def _are_spaced(runs: list[Run], one: int, other: int) -> bool:
    """Return whether white space belongs between two runs that are neighbors on the page."""
    return abs(one - other) != 1 or runs[min(one, other)].spaced


def _joined(runs: list[Run]) -> list[Run]:
    """Join runs without white space between them into one."""
    result = [runs[0]]
    for run in runs[1:]:
        last = result[-1]
        is_near = run.start - last.end < _JOINED * last.height and run.end > last.start
        if last.spaced or last.direction != run.direction or not is_near:
            result.append(run)
            continue
        result[-1] = last._replace(
            text=last.text + run.text,
            end=run.end,
            foot=(last.foot + run.foot) / 2,
            height=(last.height + run.height) / 2,
            spaced=run.spaced,
        )
    return result
