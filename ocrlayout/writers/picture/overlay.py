"""What a page shows on its picture and where: words, lines, blocks, fields, numbers, labels."""

import itertools
import logging
import math
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Fields, Lines, Page, Words
from ocrlayout.scripts import first_direction
from ocrlayout.writers import _highlight
from ocrlayout.writers.picture import (
    captions,
    drawing,
    facing,
    labels,
    lettering,
    margin,
    tints,
)
from ocrlayout.writers.picture.differences import KEY, ONLY_THERE, Reading
from ocrlayout.writers.picture.options import Options

__all__ = ["drawn"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.uint8]

_BLUE, _PURPLE, _DARK, _WHITE = (20, 105, 205), (142, 68, 160), (24, 28, 36), (255, 255, 255)
_TEAL, _YELLOW = (0, 110, 105), (255, 246, 205)
_PLAIN_ROLES = ("", "paragraph", "column", "cell", "column_header", "row_header")  # need no tag
_NAMED = 8  # characters that a note about missing fonts names
_FONT_NEEDED = "Install a font for it (Noto has every script), or name a font file with font="
_FRIBIDI_NEEDED = "Install FriBiDi (libfribidi), which Pillow needs to join and order letters"

# Sizes in pixels, or in shares of the picture's long side.
_LARGEST = 1 / 60  # font
_THICKEST = 1 / 150  # outline
_USUAL_TEXT = 1 / 50  # height of text where no line has one
_LEGEND = 1 / 120  # smallest font of the legend
_HIGHEST_LEGEND = 1 / 4  # of the picture's height
_LARGEST_PICTURE = 100e6  # pixels, up to which a picture is enlarged for its labels

# Sizes of the font.
_LABEL = 1.34  # height of a label
_TITLED = 40  # characters of a field's name
_TAG = 0.8  # font of a block's role

# Heights of the text.
_OWN_FONT = 0.3, 0.5  # font of a label between close lines and between wide ones
_NUMBER = 0.55  # font of a line's number
_NEIGHBORS = 0.5, 3  # distances between lines that follow each other
_FRAME = 0.25  # margin of a block's frame
_NESTED = 0.35  # more margin for each level of blocks in it
_LEVELS = 3  # for so many levels at most

_log = logging.getLogger("ocrlayout")


class _View(NamedTuple):
    """The lines that have a place, in pixels of the picture.

    Attributes
    ----------
    rows : (n,) ndarray of int64
        Among all lines of the page.
    quads : (n, 4, 2) ndarray
        A line written downwards starts at its top-right corner.
    angle : (n,) ndarray
        Degrees, clockwise as seen.
    sizes : (n, 2) ndarray
        Length and height.
    leftward : list of bool
        Which are read from right to left.
    text_height : float
        Of most lines.
    stroke : int
        Thickness of outlines.
    size : float
        Of the font.
    """

    rows: npt.NDArray[np.int64]
    quads: Array
    angle: Array
    sizes: Array
    leftward: list[bool]
    text_height: float
    stroke: int
    size: float


class _Named(NamedTuple):
    """What gets a label.

    Attributes
    ----------
    texts : list of str
    quads : (n, 4, 2) ndarray
        In page coordinates.
    leftward : list of bool
        Which are read from right to left.
    lines : (n,) ndarray of int64
        The line that each belongs to.
    """

    texts: list[str]
    quads: Array
    leftward: list[bool]
    lines: Integers


class _Room(NamedTuple):
    """Labels, and where they stand in a picture of some size."""

    tiles: Sequence[drawing.Tile] = ()
    places: Sequence[labels.Place | None] = ()
    scale: float = 1.0
    size: float = labels.SMALLEST  # of the font, pixels

    @property
    def without_place(self) -> list[int]:
        """The rows of labels that stand in the margin."""
        return [row for row, place in enumerate(self.places) if place is None]


def drawn(scan: Pixels, reading: Reading, matrix: Array, options: Options) -> Pixels:
    """Draw a page on its scan.

    Parameters
    ----------
    scan : (h, w, 3) ndarray of uint8
        Drawn into, unless the picture is larger.
    reading : Reading
    matrix : (3, 3) ndarray
        Maps page coordinates to pixels of the scan.
    options : Options

    Returns
    -------
    (h, w, 3) ndarray of uint8
    """
    named = _named(reading, options)
    room = _room_for(scan, reading.page, named, matrix, options) if named.texts else _Room()
    if room.scale != 1:
        shape = tuple(round(side * room.scale) for side in scan.shape[1::-1])
        scan = np.asarray(cv2.resize(scan, shape, interpolation=cv2.INTER_CUBIC))
        matrix = geometry.scaling(room.scale, room.scale) @ matrix
    numbered = {*named.lines[room.without_place].tolist()}
    picture = _marked(scan, reading, matrix, options, numbered)
    _draw_labels(picture, room)
    picture = _with_margin(picture, reading.page, named, room, matrix)
    return _captioned(picture, reading.page, options) if options.caption else picture


def _captioned(picture: Pixels, page: Page, options: Options) -> Pixels:
    text = options.caption.replace("{page}", str(page.number))
    _note_missing(page, (text,), options.font)
    return captions.captioned(picture, text, options.font)


def _marked(
    picture: Pixels, reading: Reading, matrix: Array, options: Options, numbered: Container[int]
) -> Pixels:
    """Draw all but labels, from what lies lowest to what lies on top.

    Where lines have no numbers, those that are `numbered` in the margin have them all the same.
    """
    page = reading.page
    with np.errstate(invalid="ignore"):  # infinite coordinates are passed over like unknown ones
        lines, blocks = page.lines.move(matrix), page.blocks.move(matrix)
    view = _view(lines, max(picture.shape), options)
    beside = _beside_scan(picture, reading, matrix, options) if options.facing else None
    _draw_highlights(picture, page, matrix, options)
    if options.words:
        _draw_words(picture, lines.words, reading.tints(options.by))
    if options.words and reading.found:
        missing = geometry.apply(matrix, reading.found.missing)
        drawing.outline(picture, missing[_there(missing)], ONLY_THERE, 2 * view.stroke)
    if options.lines:
        drawing.outline(picture, _grown(view.quads, 1.5 * view.stroke), _BLUE, view.stroke)
    if options.blocks:
        _draw_blocks(picture, lines, blocks, view)
    if options.fields:
        _draw_fields(picture, page.fields.move(matrix), view)
    if options.path:
        _draw_path(picture, view)
    if options.labels == "all" or options.facing:
        _note_missing(page, lines.text, options.font)
    _draw_numbers(picture, view, None if options.order else numbered)
    if options.legend and options.words:
        _draw_legend(
            picture, lines.words, view, _legend(reading, view, max(picture.shape), options)
        )
    return picture if beside is None else np.hstack([picture, beside])


def _beside_scan(picture: Pixels, reading: Reading, matrix: Array, options: Options) -> Pixels:
    """Set the page again from its text, or from that of the reading that it is compared with."""
    lines, colors = reading.page.lines, reading.tints(options.by)
    if reading.found:
        lines, colors = reading.found.lines, reading.found.other
    with np.errstate(invalid="ignore"):
        lines = lines.move(matrix)
    return facing.sheet(picture.shape, lines, colors, options.font)


def _named(reading: Reading, options: Options) -> _Named:
    """Return what gets a label."""
    if options.labels == "none":
        return _Named([], np.empty((0, 4, 2)), [], np.empty(0, np.int64))
    texts, quads, lines = _all_lines(reading) if options.labels == "all" else _doubtful(reading)
    kept = [at for at, text in enumerate(texts) if text.strip()]
    texts = [texts[at] for at in kept]
    leftward = [first_direction(text) == "rtl" for text in texts]
    return _Named(texts, quads[kept], leftward, lines[kept])


def _all_lines(reading: Reading) -> tuple[list[str], Array, Integers]:
    rows, quads = _placed_lines(reading.page.lines)
    return [reading.page.lines.text[row] for row in rows], quads, rows


def _doubtful(reading: Reading) -> tuple[list[str], Array, Integers]:
    """Return the words that are doubtful, or what differs from another reading."""
    page, level, found = reading
    if found:
        there = np.flatnonzero(_there(found.quads))
        quads = found.quads[there]
        return [found.texts[row] for row in there], quads, _nearest(quads, page.lines)
    rows = np.flatnonzero((level >= tints.DOUBTFUL) & _there(page.words.polygon))
    owners = np.asarray(page.lines.word_line)[rows]
    return [page.words.text[row] for row in rows], page.words.polygon[rows], owners


def _nearest(quads: Array, lines: Lines) -> Integers:
    """Return the line that each quad stands in, or is next to; −1 where no line has a place."""
    rows, placed = _placed_lines(lines)
    if not len(rows):
        return np.full(len(quads), -1)
    middle, boxes = quads.mean(axis=1)[:, None], geometry.boxes(placed)
    away = np.maximum(boxes[:, :2] - middle, middle - boxes[:, 2:]).clip(0)
    nearest: Integers = rows[np.hypot(away[..., 0], away[..., 1]).argmin(axis=1)]
    return nearest


def _room_for(scan: Pixels, page: Page, named: _Named, matrix: Array, options: Options) -> _Room:
    """Find the picture in which most labels have a place, and which is not too large for that."""
    taken, view = _taken(scan, page, matrix, options)
    best, most = _Room(), -math.inf
    for size, scale in _attempts(view, options, scan.shape):
        tiles = [_label(text, size, options.font) for text in named.texts]
        to_picture = geometry.scaling(scale, scale) @ matrix
        shape = [round(side * scale) for side in scan.shape[1::-1]]
        free = np.asarray(cv2.resize(taken, shape, interpolation=cv2.INTER_NEAREST), np.uint8)
        places = labels.placed(
            free,
            geometry.apply(to_picture, named.quads),
            [tile.size for tile in tiles],
            named.leftward,
            2 * view.stroke if options.labels == "all" else 1,
        )
        room = _Room(tiles, places, scale, size)
        share = 1 - len(room.without_place) / len(tiles)
        worth = share - labels.COST * math.log2(scale)
        if worth > most:
            best, most = room, worth
        if share >= labels.ENOUGH:
            break
    return best


def _taken(
    scan: Pixels, page: Page, matrix: Array, options: Options
) -> tuple[npt.NDArray[np.uint8], _View]:
    """Return where no label may stand: on ink, on lines, on their numbers."""
    with np.errstate(invalid="ignore"):
        view = _view(page.lines.move(matrix), max(scan.shape), options)
    taken = labels.ink(scan, view.quads, view.text_height)
    marked = np.zeros_like(scan)
    _draw_numbers(marked, view)  # a label in the margin needs that of its line
    return taken | marked.any(axis=2).astype(np.uint8), view


def _attempts(
    view: _View, options: Options, shape: tuple[int, ...]
) -> Iterator[tuple[float, float]]:
    """Yield sizes of the font and of the picture, the most readable and smallest first."""
    if options.font_size or view.size > labels.SMALLEST:
        yield view.size, 1.0
    for scale in labels.SCALES:
        if scale == 1 or shape[0] * shape[1] * scale**2 <= _LARGEST_PICTURE:
            yield options.font_size or labels.SMALLEST, scale


def _label(text: str, size: float, font: str) -> drawing.Tile:
    return drawing.tile(text, size, _DARK, _YELLOW, font=font)


def _view(lines: Lines, long_side: int, options: Options) -> _View:
    rows, quads = _placed_lines(lines)
    sizes = geometry.sizes(quads)
    text_height = _text_height(lines, sizes, long_side)
    thickest = min(options.thickness * text_height, long_side * _THICKEST)
    stroke = max(1, round(thickest))
    room = _room(quads, text_height) - 4 * stroke
    size = options.font_size or _font_size(room, text_height, long_side)
    leftward = [first_direction(lines.text[row]) == "rtl" for row in rows]
    angle = geometry.angles(quads)
    return _View(rows, quads, angle, sizes, leftward, text_height, stroke, size)


def _placed_lines(lines: Lines) -> tuple[npt.NDArray[np.int64], Array]:
    """Find the lines that have a place; quads of vertical ones start where reading starts."""
    vertical = geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets)
    turned = np.roll(lines.polygon, -1, axis=1)
    quads = np.where(vertical[:, None, None], turned, lines.polygon)
    rows = np.flatnonzero(_there(quads))
    return rows, quads[rows]


def _text_height(lines: Lines, sizes: Array, long_side: int) -> float:
    """Find the height of most lines; of words, where no line has a place."""
    words = lines.words.polygon[_there(lines.words.polygon)]
    heights = sizes[:, 1] if len(sizes) else geometry.sizes(words)[:, 1]
    heights = heights[heights > 0]
    return float(min(np.median(heights), long_side)) if len(heights) else long_side * _USUAL_TEXT


def _font_size(room: float, text_height: float, long_side: int) -> float:
    """Find the size of labels that fit between the lines."""
    least, most = _OWN_FONT
    fitting = np.clip(room / _LABEL, least * text_height, most * text_height)
    return float(np.clip(fitting, labels.SMALLEST, max(long_side * _LARGEST, labels.SMALLEST)))


def _room(quads: Array, text_height: float) -> float:
    """Measure the distance between neighboring lines."""
    down = _unit(quads[:-1, 3] - quads[:-1, 0] + quads[:-1, 2] - quads[:-1, 1])
    pitch = ((quads[1:] - quads[:-1]).mean(axis=1) * down).sum(axis=1)
    least, most = _NEIGHBORS
    near = pitch[(pitch > least * text_height) & (pitch < most * text_height)]
    return float(np.median(near)) - text_height if len(near) else text_height


def _there(polygons: Array) -> Flags:
    return np.asarray(np.isfinite(polygons).all(axis=(1, 2)))


def _draw_highlights(picture: Pixels, page: Page, matrix: npt.ArrayLike, options: Options) -> None:
    """Mark passages, below everything else."""
    for quads in _highlight.by_page(options.highlight).get(page.number, []):
        drawing.mark(picture, geometry.apply(matrix, quads), _highlight.YELLOW)


def _draw_words(picture: Pixels, words: Words, colors: tints.Tints) -> None:
    there = _there(words.polygon)
    drawing.fill(picture, words.polygon[there], colors[0][there], colors[1][there])


def _grown(quads: Array, margin: float) -> Array:
    """Move every edge outwards, so that a line's outline does not cover those of its words."""
    along = _unit(quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3])
    across = _unit(quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1])
    outwards = np.stack([-along - across, along - across, along + across, across - along], axis=1)
    grown: Array = quads + margin * outwards
    return grown


def _unit(vectors: Array) -> Array:
    length = np.hypot(vectors[:, 0], vectors[:, 1])[:, None]
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)


def _draw_blocks(picture: Pixels, lines: Lines, blocks: Blocks, view: _View) -> None:
    """Draw a frame around each block: its own corners, or the lines of it and of blocks in it."""
    has_corners = _there(blocks.polygon)
    members, levels = _members(lines, blocks, view)
    for block, role in enumerate(blocks.role):
        if has_corners[block]:
            _draw_frame(picture, blocks.polygon[block], role, view)
        elif members[block]:
            margin = (_FRAME + _NESTED * min(levels[block], _LEVELS)) * view.text_height
            _draw_frame(picture, _around(view.quads[members[block]], margin), role, view)


def _members(lines: Lines, blocks: Blocks, view: _View) -> tuple[list[list[int]], list[int]]:
    """Find the placed lines in each block and how deep it is: levels of blocks in it."""
    members: list[list[int]] = [[] for _ in blocks.role]
    levels = [0] * len(members)
    for place, block in enumerate(lines.block[view.rows].tolist()):
        if block >= 0:
            members[block].append(place)
    for block in reversed(range(len(members))):  # children come after their parents
        parent = int(blocks.parent[block])
        if parent >= 0:
            members[parent].extend(members[block])
            levels[parent] = max(levels[parent], levels[block] + 1)
    return members, levels


def _around(quads: Array, margin: float) -> Array:
    """Find the rectangle around quads, along the direction of their text."""
    edges = quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]
    x, y = _unit(edges.sum(axis=0)[None])[0]
    angle = float(np.degrees(np.arctan2(y, x)))
    level = geometry.extent(geometry.apply(geometry.rotation(-angle), quads))
    x0, y0, x1, y1 = level + np.array([-margin, -margin, margin, margin])
    corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    return geometry.apply(geometry.rotation(angle), corners)


def _draw_frame(picture: Pixels, frame: Array, role: str, view: _View) -> None:
    """Draw the outline of a block, and its role above the top right corner."""
    drawing.outline(picture, frame[None], _PURPLE, view.stroke)
    if role not in _PLAIN_ROLES:
        _draw_tag(picture, role.replace("_", " "), frame, _PURPLE, view)


def _draw_tag(
    picture: Pixels, text: str, frame: Array, color: tuple[int, int, int], view: _View
) -> None:
    tag = drawing.tile(text, max(_TAG * view.size, labels.SMALLEST), _WHITE, color)
    x, y = frame[1] - frame[0]
    angle = float(np.degrees(np.arctan2(y, x)))
    width, height = tag.size
    drawing.paste(picture, tag, _beside(frame[1], angle, -width, -height), angle)


def _beside(corner: Array, angle: float, along: float, down: float) -> Array:
    """Go from a corner along and across a text's direction."""
    return geometry.apply(geometry.rotation(angle), np.array([along, down])) + corner


def _draw_path(picture: Pixels, view: _View) -> None:
    middle = view.quads.mean(axis=1)
    for start, end in itertools.pairwise(middle):
        drawing.arrow(picture, start, end, _PURPLE, view.stroke)


def _draw_labels(picture: Pixels, room: _Room) -> None:
    for tile, place in zip(room.tiles, room.places, strict=True):
        if place is not None:
            drawing.paste(picture, tile, place.corner, place.angle)


def _with_margin(picture: Pixels, page: Page, named: _Named, room: _Room, matrix: Array) -> Pixels:
    """Set labels that have no place beside the picture, with the numbers of their lines."""
    has_number = {*_placed_lines(page.lines)[0].tolist()}
    levels = geometry.apply(matrix, named.quads.mean(axis=1))[:, 1].tolist()
    entries = []
    for row in room.without_place:
        line = int(named.lines[row])
        number = drawing.tile(str(line + 1), room.size, _WHITE, _BLUE)
        numbers = [number] if line in has_number else []
        entries.append(margin.Entry(levels[row], [*numbers, room.tiles[row]]))
    return margin.beside(picture, entries)


def _draw_fields(picture: Pixels, fields: Fields, view: _View) -> None:
    """Draw the outline of each value, and its name above the top right corner."""
    there = _there(fields.polygon)
    drawing.outline(picture, fields.polygon[there], _TEAL, view.stroke)
    for row in np.flatnonzero(there).tolist():
        if fields.name[row]:
            _draw_tag(picture, fields.name[row][:_TITLED], fields.polygon[row], _TEAL, view)


def _paste(
    picture: Pixels, tile: drawing.Tile, view: _View, place: int, way: tuple[float, float]
) -> None:
    """Lay a tile at a distance, along and down, from where a line starts, at the line's angle."""
    angle = float(view.angle[place])
    drawing.paste(picture, tile, _beside(view.quads[place, 0], angle, *way), angle)


def _note_missing(page: Page, texts: tuple[str, ...], font: str) -> None:
    signs = {sign for text in texts for sign in lettering.missing(text, font)}
    missing = [f"U+{ord(sign):04X}" for sign in sorted(signs - {" "})]
    if missing:
        _log.warning(
            "page %s: nothing on this machine can draw %s; the labels show code points instead. %s",
            page.number,
            " ".join([*missing[:_NAMED], *(["…"] if len(missing) > _NAMED else [])]),
            _FONT_NEEDED if lettering.can_shape() else _FRIBIDI_NEEDED,
        )


def _draw_numbers(picture: Pixels, view: _View, wanted: Container[int] | None = None) -> None:
    """Draw each line's number, or those that are wanted, before its start, where no text stands."""
    size = min(view.size, max(labels.SMALLEST, _NUMBER * view.text_height))
    gap = 3 * view.stroke
    for place, row in enumerate(view.rows.tolist()):
        if wanted is not None and row not in wanted:
            continue
        number = drawing.tile(str(row + 1), size, _WHITE, _BLUE)
        (width, height), (line_length, line_height) = number.size, view.sizes[place].tolist()
        along = line_length + gap if view.leftward[place] else -width - gap
        _paste(picture, number, view, place, (along, (line_height - height) / 2))


def _legend(reading: Reading, view: _View, long_side: int, options: Options) -> drawing.Tile | None:
    """Say what the tints mean; None where they say it themselves, or nothing is tinted."""
    size = max(view.size, long_side * _LEGEND)
    if reading.found:
        return drawing.key(KEY, size, _WHITE, _DARK)
    words = reading.page.words
    is_known = np.isfinite(words.confidence[_there(words.polygon)]).any()
    return drawing.scale(size, _WHITE, _DARK) if options.by == "doubt" and is_known else None


def _draw_legend(picture: Pixels, words: Words, view: _View, legend: drawing.Tile | None) -> None:
    """Draw the legend in the corner where it covers the fewest words."""
    if legend is None:
        return
    placed = words[_there(words.polygon)]
    gap = round(view.size / 2)
    room = np.subtract(picture.shape[1::-1], legend.size) - gap
    is_high = legend.size[1] + 2 * gap > picture.shape[0] * _HIGHEST_LEGEND
    if is_high or room.min() < gap:
        return
    right, bottom = room.tolist()
    corners = [(x, y) for y in (bottom, gap) for x in (right, gap)]
    boxes = geometry.boxes(placed.polygon)
    emptiest = min(corners, key=lambda corner: _covered(boxes, corner, legend.size))
    drawing.paste(picture, legend, emptiest, 0)


def _covered(boxes: Array, corner: tuple[float, float], size: tuple[int, int]) -> int:
    """Count the boxes that a tile at a corner would cover."""
    low = np.array(corner)
    overlaps = (boxes[:, :2] < low + size) & (boxes[:, 2:] > low)
    return int(overlaps.all(axis=1).sum())
