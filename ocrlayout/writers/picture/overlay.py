"""What a page shows on its picture and where: words, lines, blocks, numbers, labels, legend."""

import itertools
import logging
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Lines, Page, Words
from ocrlayout.scripts import first_direction
from ocrlayout.writers import _highlight
from ocrlayout.writers.picture import drawing, lettering
from ocrlayout.writers.picture.options import Options

__all__ = ["draw"]

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Pixels = npt.NDArray[np.uint8]

_BLUE, _PURPLE, _DARK, _WHITE = (20, 105, 205), (142, 68, 160), (24, 28, 36), (255, 255, 255)
_LABEL_OPACITY = 0.8
_PLAIN_ROLES = ("", "paragraph", "column", "cell")  # they need no tag
_SURE, _DOUBTFUL = 0.95, 0.3  # confidences between which the fill of a word grows stronger
_FAINT, _STRONG = 0.12, 0.45  # opacities of the fill of a sure word and of a doubtful one
_NAMED = 8  # characters that a note about missing fonts names
_FONT_NEEDED = "Install a font for it (Noto has every script), or name a font file with font="
_FRIBIDI_NEEDED = "Install FriBiDi (libfribidi), which Pillow needs to join and order letters"

# Sizes in pixels, or in shares of the picture's long side.
_SMALLEST = 8  # pixels of a font that can still be read
_LARGEST = 1 / 60  # font
_THICKEST = 1 / 150  # outline
_USUAL_TEXT = 1 / 50  # height of text where no line has one
_LEGEND = 1 / 120  # smallest font of the legend
_HIGHEST_LEGEND = 1 / 4  # of the picture's height

# Sizes of the font.
_LABEL = 1.34  # height of a label
_TAG = 0.8  # font of a block's role

# Heights of the text.
_OWN_FONT = 0.3, 0.5  # font of a label between close lines and between wide ones
_NUMBER = 0.55  # font of a line's number
_OVERLAP = 0.45  # how much of the line before a label may hide
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
    crowded : bool
        Labels would hide what stands above them.
    """

    rows: npt.NDArray[np.int64]
    quads: Array
    angle: Array
    sizes: Array
    leftward: list[bool]
    text_height: float
    stroke: int
    size: float
    crowded: bool


def draw(picture: Pixels, page: Page, matrix: npt.ArrayLike, options: Options) -> None:
    """Draw a page into a picture.

    Parameters
    ----------
    picture : (h, w, 3) ndarray of uint8
        Drawn into.
    page : Page
    matrix : (3, 3) array_like
        Maps page coordinates to pixels of the picture.
    options : Options
    """
    with np.errstate(invalid="ignore"):  # infinite coordinates are passed over like unknown ones
        lines, blocks = page.lines.move(matrix), page.blocks.move(matrix)
    view = _view(lines, max(picture.shape), options)
    _draw_highlights(picture, page, matrix, options)
    if options.words:
        _draw_words(picture, lines.words, view)
    if options.lines:
        drawing.outline(picture, _grown(view.quads, 1.5 * view.stroke), _BLUE, view.stroke)
    if options.blocks:
        _draw_blocks(picture, lines, blocks, view)
    if options.path:
        _draw_path(picture, view)
    if options.labels and not view.crowded:
        _draw_labels(picture, lines.text, view, options.font)
        _note_missing(page, lines.text, options.font)
    if options.order:
        _draw_numbers(picture, view)
    if options.legend and options.words:
        _draw_legend(picture, lines.words, view)


def _view(lines: Lines, long_side: int, options: Options) -> _View:
    rows, quads = _placed_lines(lines)
    sizes = geometry.sizes(quads)
    text_height = _text_height(lines, sizes, long_side)
    thickest = min(options.thickness * text_height, long_side * _THICKEST)
    stroke = max(1, round(thickest))
    room = _room(quads, text_height) - 4 * stroke
    size = options.font_size or _font_size(room, text_height, long_side)
    is_hidden = _LABEL * size > max(room, 0) + _OVERLAP * text_height
    crowded = is_hidden and not options.font_size
    leftward = [first_direction(lines.text[row]) == "rtl" for row in rows]
    angle = geometry.angles(quads)
    return _View(rows, quads, angle, sizes, leftward, text_height, stroke, size, crowded)


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
    return float(np.clip(fitting, _SMALLEST, max(long_side * _LARGEST, _SMALLEST)))


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


def _draw_words(picture: Pixels, words: Words, view: _View) -> None:
    there = _there(words.polygon)
    polygons, confidence = words.polygon[there], words.confidence[there]
    colors = drawing.ramp(confidence)
    opacity = np.interp(confidence, [_DOUBTFUL, _SURE], [_STRONG, _FAINT])
    opacity[np.isnan(confidence)] = _FAINT
    drawing.fill(picture, polygons, colors, opacity)
    drawing.outline(picture, polygons, colors, max(1, view.stroke // 2))


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
    """Draw the outline of a block, and its role at the top right corner."""
    drawing.outline(picture, frame[None], _PURPLE, view.stroke)
    if role not in _PLAIN_ROLES:
        tag = drawing.tile(role.replace("_", " "), _TAG * view.size, _WHITE, _PURPLE)
        x, y = frame[1] - frame[0]
        angle = float(np.degrees(np.arctan2(y, x)))
        width, height = tag.size
        drawing.paste(picture, tag, _beside(frame[1], angle, -width, -height / 2), angle)


def _beside(corner: Array, angle: float, along: float, down: float) -> Array:
    """Go from a corner along and across a text's direction."""
    return geometry.apply(geometry.rotation(angle), np.array([along, down])) + corner


def _draw_path(picture: Pixels, view: _View) -> None:
    middle = view.quads.mean(axis=1)
    for start, end in itertools.pairwise(middle):
        drawing.arrow(picture, start, end, _PURPLE, view.stroke)


def _draw_labels(picture: Pixels, texts: tuple[str, ...], view: _View, font: str) -> None:
    for place, row in enumerate(view.rows.tolist()):
        if texts[row].strip():
            label = drawing.tile(
                texts[row], view.size, _WHITE, _DARK, opacity=_LABEL_OPACITY, font=font
            )
            width, height = label.size
            along = view.sizes[place, 0] - width if view.leftward[place] else 0.0
            _paste(picture, label, view, place, (along, -height - 2 * view.stroke))


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


def _draw_numbers(picture: Pixels, view: _View) -> None:
    """Draw each line's number before its start, where no text stands."""
    size = min(view.size, max(_SMALLEST, _NUMBER * view.text_height))
    gap = 3 * view.stroke
    for place, row in enumerate(view.rows.tolist()):
        number = drawing.tile(str(row + 1), size, _WHITE, _BLUE)
        (width, height), (line_length, line_height) = number.size, view.sizes[place].tolist()
        along = line_length + gap if view.leftward[place] else -width - gap
        _paste(picture, number, view, place, (along, (line_height - height) / 2))


def _draw_legend(picture: Pixels, words: Words, view: _View) -> None:
    """Draw the scale of confidences in the corner where it covers the fewest words."""
    placed = words[_there(words.polygon)]
    if not np.isfinite(placed.confidence).any():
        return
    legend = drawing.scale(max(view.size, max(picture.shape) * _LEGEND), _WHITE, _DARK)
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
