"""What a page shows on its picture and where: words, lines, blocks, fields, numbers, labels."""

import itertools
import logging
from collections.abc import Container

import cv2
import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Fields, Lines, Page, Words
from ocrlayout.writers import _highlight
from ocrlayout.writers.picture import (
    captions,
    drawing,
    facing,
    labels,
    lettering,
    tints,
)
from ocrlayout.writers.picture.differences import KEY, ONLY_THERE, Reading
from ocrlayout.writers.picture.labelling import (
    Room,
    draw_labels,
    draw_numbers,
    named_in,
    room_for,
    with_margin,
)
from ocrlayout.writers.picture.options import Options
from ocrlayout.writers.picture.view import (
    BLUE,
    DARK,
    PURPLE,
    TEAL,
    WHITE,
    View,
    beside,
    finite,
    unit,
    view_of,
)

__all__ = ["drawn"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Pixels = npt.NDArray[np.uint8]

_PLAIN_ROLES = ("", "paragraph", "column", "cell", "column_header", "row_header")  # need no tag
_NAMED = 8  # characters that a note about missing fonts names
_FONT_NEEDED = "Install a font for it (Noto has every script), or name a font file with font="
_FRIBIDI_NEEDED = "Install FriBiDi (libfribidi), which Pillow needs to join and order letters"

# Sizes in pixels, or in shares of the picture's long side.
_LEGEND = 1 / 120  # smallest font of the legend
_HIGHEST_LEGEND = 1 / 4  # of the picture's height

# Sizes of the font.
_TITLED = 40  # characters of a field's name
_TAG = 0.8  # font of a block's role

# Heights of the text.
_FRAME = 0.25  # margin of a block's frame
_NESTED = 0.35  # more margin for each level of blocks in it
_LEVELS = 3  # for so many levels at most

_log = logging.getLogger("ocrlayout")


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
    named = named_in(reading, options)
    room = room_for(scan, reading.page, named, matrix, options) if named.texts else Room()
    if room.scale != 1:
        shape = tuple(round(side * room.scale) for side in scan.shape[1::-1])
        scan = np.asarray(cv2.resize(scan, shape, interpolation=cv2.INTER_CUBIC))
        matrix = geometry.scaling(room.scale, room.scale) @ matrix
    numbered = {*named.lines[room.without_place].tolist()}
    picture = _marked(scan, reading, matrix, options, numbered)
    draw_labels(picture, room)
    picture = with_margin(picture, reading.page, named, room, matrix)
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
    view = view_of(lines, max(picture.shape), options)
    beside = _beside_scan(picture, reading, matrix, options) if options.facing else None
    _draw_highlights(picture, page, matrix, options)
    if options.words:
        _draw_words(picture, lines.words, reading.tints(options.by))
    if options.words and reading.found:
        missing = geometry.apply(matrix, reading.found.missing)
        drawing.outline(picture, missing[finite(missing)], ONLY_THERE, 2 * view.stroke)
    if options.lines:
        drawing.outline(picture, _grown(view.quads, 1.5 * view.stroke), BLUE, view.stroke)
    if options.blocks:
        _draw_blocks(picture, lines, blocks, view)
    if options.fields:
        _draw_fields(picture, page.fields.move(matrix), view)
    if options.path:
        _draw_path(picture, view)
    if options.labels == "all" or options.facing:
        _note_missing(page, lines.text, options.font)
    draw_numbers(picture, view, None if options.order else numbered)
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


def _draw_highlights(picture: Pixels, page: Page, matrix: npt.ArrayLike, options: Options) -> None:
    """Mark passages, below everything else."""
    for quads in _highlight.by_page(options.highlight).get(page.number, []):
        drawing.mark(picture, geometry.apply(matrix, quads), _highlight.YELLOW)


def _draw_words(picture: Pixels, words: Words, colors: tints.Tints) -> None:
    there = finite(words.polygon)
    drawing.fill(picture, words.polygon[there], colors[0][there], colors[1][there])


def _grown(quads: Array, margin: float) -> Array:
    """Move every edge outwards, so that a line's outline does not cover those of its words."""
    along = unit(quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3])
    across = unit(quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1])
    outwards = np.stack([-along - across, along - across, along + across, across - along], axis=1)
    grown: Array = quads + margin * outwards
    return grown


def _draw_blocks(picture: Pixels, lines: Lines, blocks: Blocks, view: View) -> None:
    """Draw a frame around each block: its own corners, or the lines of it and of blocks in it."""
    has_corners = finite(blocks.polygon)
    members, levels = _members(lines, blocks, view)
    for block, role in enumerate(blocks.role):
        if has_corners[block]:
            _draw_frame(picture, blocks.polygon[block], role, view)
        elif members[block]:
            margin = (_FRAME + _NESTED * min(levels[block], _LEVELS)) * view.text_height
            _draw_frame(picture, _around(view.quads[members[block]], margin), role, view)


def _members(lines: Lines, blocks: Blocks, view: View) -> tuple[list[list[int]], list[int]]:
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
    x, y = unit(edges.sum(axis=0)[None])[0]
    angle = float(np.degrees(np.arctan2(y, x)))
    level = geometry.extent(geometry.apply(geometry.rotation(-angle), quads))
    x0, y0, x1, y1 = level + np.array([-margin, -margin, margin, margin])
    corners = [[x0, y0], [x1, y0], [x1, y1], [x0, y1]]
    return geometry.apply(geometry.rotation(angle), corners)


def _draw_frame(picture: Pixels, frame: Array, role: str, view: View) -> None:
    """Draw the outline of a block, and its role above the top right corner."""
    drawing.outline(picture, frame[None], PURPLE, view.stroke)
    if role not in _PLAIN_ROLES:
        _draw_tag(picture, role.replace("_", " "), frame, PURPLE, view)


def _draw_tag(
    picture: Pixels, text: str, frame: Array, color: tuple[int, int, int], view: View
) -> None:
    tag = drawing.tile(text, max(_TAG * view.size, labels.SMALLEST), WHITE, color)
    x, y = frame[1] - frame[0]
    angle = float(np.degrees(np.arctan2(y, x)))
    width, height = tag.size
    drawing.paste(picture, tag, beside(frame[1], angle, -width, -height), angle)


def _draw_path(picture: Pixels, view: View) -> None:
    middle = view.quads.mean(axis=1)
    for start, end in itertools.pairwise(middle):
        drawing.arrow(picture, start, end, PURPLE, view.stroke)


def _draw_fields(picture: Pixels, fields: Fields, view: View) -> None:
    """Draw the outline of each value, and its name above the top right corner."""
    there = finite(fields.polygon)
    drawing.outline(picture, fields.polygon[there], TEAL, view.stroke)
    for row in np.flatnonzero(there).tolist():
        if fields.name[row]:
            _draw_tag(picture, fields.name[row][:_TITLED], fields.polygon[row], TEAL, view)


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


def _legend(reading: Reading, view: View, long_side: int, options: Options) -> drawing.Tile | None:
    """Say what the tints mean; None where they say it themselves, or nothing is tinted."""
    size = max(view.size, long_side * _LEGEND)
    if reading.found:
        return drawing.key(KEY, size, WHITE, DARK)
    words = reading.page.words
    is_known = np.isfinite(words.confidence[finite(words.polygon)]).any()
    return drawing.scale(size, WHITE, DARK) if options.by == "doubt" and is_known else None


def _draw_legend(picture: Pixels, words: Words, view: View, legend: drawing.Tile | None) -> None:
    """Draw the legend in the corner where it covers the fewest words."""
    if legend is None:
        return
    placed = words[finite(words.polygon)]
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
