"""Labels and the numbers of lines: what has one, how large the picture is for them, and where."""

import math
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Lines, Page
from ocrlayout.scripts import first_direction
from ocrlayout.writers.picture import drawing, labels, margin, tints
from ocrlayout.writers.picture.differences import Reading
from ocrlayout.writers.picture.options import Options
from ocrlayout.writers.picture.view import (
    BLUE,
    DARK,
    WHITE,
    YELLOW,
    View,
    beside,
    finite,
    placed_lines,
    view_of,
)

__all__ = ["Named", "Room", "draw_labels", "draw_numbers", "named_in", "room_for", "with_margin"]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Pixels = npt.NDArray[np.uint8]

_LARGEST_PICTURE = 100e6  # pixels, up to which a picture is enlarged for its labels
_NUMBER = 0.55  # heights of the text: font of a line's number


class Named(NamedTuple):
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


class Room(NamedTuple):
    """Labels, and where they stand in a picture of some size."""

    tiles: Sequence[drawing.Tile] = ()
    places: Sequence[labels.Place | None] = ()
    scale: float = 1.0
    size: float = labels.SMALLEST  # of the font, pixels

    @property
    def without_place(self) -> list[int]:
        """The rows of labels that stand in the margin."""
        return [row for row, place in enumerate(self.places) if place is None]


def named_in(reading: Reading, options: Options) -> Named:
    """Return what gets a label."""
    if options.labels == "none":
        return Named([], np.empty((0, 4, 2)), [], np.empty(0, np.int64))
    texts, quads, lines = _all_lines(reading) if options.labels == "all" else _doubtful(reading)
    kept = [at for at, text in enumerate(texts) if text.strip()]
    texts = [texts[at] for at in kept]
    leftward = [first_direction(text) == "rtl" for text in texts]
    return Named(texts, quads[kept], leftward, lines[kept])


def _all_lines(reading: Reading) -> tuple[list[str], Array, Integers]:
    rows, quads = placed_lines(reading.page.lines)
    return [reading.page.lines.text[row] for row in rows], quads, rows


def _doubtful(reading: Reading) -> tuple[list[str], Array, Integers]:
    """Return the words that are doubtful, or what differs from another reading."""
    page, level, found = reading
    if found:
        there = np.flatnonzero(finite(found.quads))
        quads = found.quads[there]
        return [found.texts[row] for row in there], quads, _nearest(quads, page.lines)
    rows = np.flatnonzero((level >= tints.DOUBTFUL) & finite(page.words.polygon))
    owners = np.asarray(page.lines.word_line)[rows]
    return [page.words.text[row] for row in rows], page.words.polygon[rows], owners


def _nearest(quads: Array, lines: Lines) -> Integers:
    """Return the line that each quad stands in, or is next to; −1 where no line has a place."""
    rows, placed = placed_lines(lines)
    if not len(rows):
        return np.full(len(quads), -1)
    middle, boxes = quads.mean(axis=1)[:, None], geometry.boxes(placed)
    away = np.maximum(boxes[:, :2] - middle, middle - boxes[:, 2:]).clip(0)
    nearest: Integers = rows[np.hypot(away[..., 0], away[..., 1]).argmin(axis=1)]
    return nearest


def room_for(scan: Pixels, page: Page, named: Named, matrix: Array, options: Options) -> Room:
    """Find the picture in which most labels have a place, and which is not too large for that."""
    taken, view = _taken(scan, page, matrix, options)
    best, most = Room(), -math.inf
    for size, scale in _attempts(view, options, scan.shape):
        cost = labels.COST * math.log2(scale)
        if 1 - cost <= most:  # even if all had a place
            break
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
        room = Room(tiles, places, scale, size)
        share = 1 - len(room.without_place) / len(tiles)
        if share - cost > most:
            best, most = room, share - cost
        if share >= labels.ENOUGH:
            break
    return best


def _taken(
    scan: Pixels, page: Page, matrix: Array, options: Options
) -> tuple[npt.NDArray[np.uint8], View]:
    """Return where no label may stand: on ink, on lines, on their numbers."""
    with np.errstate(invalid="ignore"):
        view = view_of(page.lines.move(matrix), max(scan.shape), options)
    taken = labels.ink(scan, view.quads, view.text_height)
    marked = np.zeros_like(scan)
    draw_numbers(marked, view)  # a label in the margin needs that of its line
    return taken | marked.any(axis=2).astype(np.uint8), view


def _attempts(
    view: View, options: Options, shape: tuple[int, ...]
) -> Iterator[tuple[float, float]]:
    """Yield sizes of the font and of the picture, the most readable and smallest first."""
    if options.font_size or view.size > labels.SMALLEST:
        yield view.size, 1.0
    for scale in labels.SCALES:
        if scale == 1 or shape[0] * shape[1] * scale**2 <= _LARGEST_PICTURE:
            yield options.font_size or labels.SMALLEST, scale


def _label(text: str, size: float, font: str) -> drawing.Tile:
    return drawing.tile(text, size, DARK, YELLOW, font=font)


def draw_labels(picture: Pixels, room: Room) -> None:
    """Draw the labels that have a place."""
    for tile, place in zip(room.tiles, room.places, strict=True):
        if place is not None:
            drawing.paste(picture, tile, place.corner, place.angle)


def with_margin(picture: Pixels, page: Page, named: Named, room: Room, matrix: Array) -> Pixels:
    """Set labels that have no place beside the picture, with the numbers of their lines."""
    has_number = {*placed_lines(page.lines)[0].tolist()}
    levels = geometry.apply(matrix, named.quads.mean(axis=1))[:, 1].tolist()
    entries = []
    for row in room.without_place:
        line = int(named.lines[row])
        number = drawing.tile(str(line + 1), room.size, WHITE, BLUE)
        numbers = [number] if line in has_number else []
        entries.append(margin.Entry(levels[row], [*numbers, room.tiles[row]]))
    return margin.beside(picture, entries)


def draw_numbers(picture: Pixels, view: View, wanted: Container[int] | None = None) -> None:
    """Draw each line's number, or those that are wanted, before its start, where no text stands."""
    size = min(view.size, max(labels.SMALLEST, _NUMBER * view.text_height))
    gap = 3 * view.stroke
    for place, row in enumerate(view.rows.tolist()):
        if wanted is not None and row not in wanted:
            continue
        number = drawing.tile(str(row + 1), size, WHITE, BLUE)
        (width, height), (line_length, line_height) = number.size, view.sizes[place].tolist()
        along = line_length + gap if view.leftward[place] else -width - gap
        _paste(picture, number, view, place, (along, (line_height - height) / 2))


def _paste(
    picture: Pixels, tile: drawing.Tile, view: View, place: int, way: tuple[float, float]
) -> None:
    """Lay a tile at a distance, along and down, from where a line starts, at the line's angle."""
    angle = float(view.angle[place])
    drawing.paste(picture, tile, beside(view.quads[place, 0], angle, *way), angle)
