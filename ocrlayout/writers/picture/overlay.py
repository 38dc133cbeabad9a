"""What a page shows on its picture: words, lines, blocks, numbers, labels and the legend, and where each stands."""

import itertools
import logging
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Lines, Page, Words
from ocrlayout.writers.picture import drawing, lettering

__all__ = ["Options", "draw"]

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

_BLUE, _PURPLE, _DARK, _WHITE = (20, 105, 205), (142, 68, 160), (24, 28, 36), (255, 255, 255)
_SMALLEST = 8  # pixels of a font that can still be read
_USUAL = ("", "paragraph", "column")  # roles that need no tag
_LABEL = 1.34  # height of a label in sizes of its font
_FONT_NEEDED = "Install a font for it (Noto has every script), or name a font file with font="
_FRIBIDI_NEEDED = "Install FriBiDi (libfribidi), which Pillow needs to join and order letters"
_log = logging.getLogger("ocrlayout")


@dataclass(frozen=True, slots=True)
class Options:
    """What is drawn, and how.

    Attributes
    ----------
    words, lines, blocks : bool
        Words filled in the color of their confidence; outlines of lines; frames around blocks, with
        the role of those that are not just a paragraph or a column.
    order : bool
        Numbers of the lines, from 1 in the order they have.
    labels : bool
        Recognized text above each line. Left out where it would hide the line before, unless
        `font_size` is given; a larger `scale` makes room for it.
    path : bool
        Arrows from each line to the next.
    legend : bool
        The scale of the words' confidences, in the emptiest corner.
    upright : bool
        The scan is turned as the page was: after ``deskew`` its lines are level.
    thickness : float
        Of outlines, in heights of the text.
    font_size : float
        Of labels and numbers in pixels; 0 takes what fits between the lines.
    font : str
        Path of a font file to try before the machine's own, for scripts beyond Latin, Greek,
        Cyrillic and CJK.
    scale : float
        Size of the picture, in sizes of the scan.
    dpi : float
        Resolution at which PDF pages are rendered.
    format : str
        ``"png"``, ``"jpeg"`` or ``"tiff"``, which alone can hold several pages; ``""`` goes by the
        file's suffix, PNG where there is none.

    Examples
    --------
    >>> Options(labels=False).order
    True
    """

    words: bool = True
    lines: bool = True
    blocks: bool = True
    order: bool = True
    labels: bool = field(default=True, metadata={"flag": "the text above each line"})
    path: bool = field(default=False, metadata={"flag": "arrows from line to line"})
    legend: bool = field(default=True, metadata={"flag": "the scale of the colors"})
    upright: bool = field(default=False, metadata={"flag": "the scan turned upright"})
    thickness: float = 0.05
    font_size: float = 0.0
    font: str = ""
    scale: float = 1.0
    dpi: float = 200.0
    format: Literal["", "png", "jpeg", "tiff"] = ""

    def __post_init__(self) -> None:
        for name, low, high in (
            ("thickness", 0, 10),
            ("font_size", 0, 1000),
            ("scale", 0.01, 20),
            ("dpi", 1, 2400),
        ):
            if not low <= getattr(self, name) <= high:
                raise ValueError(f"{name} lies between {low} and {high}, not {getattr(self, name)}")
        if self.format not in ("", "png", "jpeg", "tiff"):
            raise ValueError(f"a picture's format is png, jpeg or tiff, not {self.format!r}")


class _View(NamedTuple):
    """The lines that have a place, in image pixels; a line written downwards starts at its top-right corner."""

    rows: npt.NDArray[np.int64]
    quads: Array
    angle: Array
    sizes: Array  # length and height of each
    leftward: list[bool]  # which are read from right to left
    text_height: float
    stroke: int
    size: float  # of the font
    crowded: bool  # labels would hide what stands above them


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
        lines = page.lines.move(matrix)
    view = _view(lines, max(picture.shape), options)
    if options.words:
        _draw_words(picture, lines.words, view)
    if options.lines:
        drawing.outline(picture, _grown(view.quads, 1.5 * view.stroke), _BLUE, view.stroke)
    if options.blocks:
        _draw_blocks(picture, lines, page.blocks, view)
    if options.path:
        _draw_path(picture, view)
    if options.labels and not view.crowded:
        _draw_labels(picture, lines.text, view, options.font)
        _note_missing(page, lines.text, options.font)
    if options.order:
        _draw_numbers(picture, view)
    if (
        options.legend
        and options.words
        and np.isfinite(lines.words.confidence[_there(lines.words.polygon)]).any()
    ):
        _draw_legend(picture, lines.words.polygon, view)


def _view(lines: Lines, long_side: int, options: Options) -> _View:
    turned = np.where(
        geometry.vertical(lines.polygon, lines.words.polygon, lines.offsets)[:, None, None],
        np.roll(lines.polygon, -1, axis=1),
        lines.polygon,
    )
    rows = np.flatnonzero(_there(turned))
    quads = turned[rows]
    sizes = geometry.sizes(quads)
    words = lines.words.polygon[_there(lines.words.polygon)]
    heights = sizes[:, 1] if len(sizes) else geometry.sizes(words)[:, 1]
    heights = heights[heights > 0]
    text_height = float(min(np.median(heights), long_side)) if len(heights) else long_side / 50
    stroke = max(1, round(min(options.thickness * text_height, long_side / 150)))
    room = _room(quads, text_height) - 4 * stroke
    fitting = np.clip(room / _LABEL, 0.3 * text_height, 0.5 * text_height)
    size = options.font_size or float(np.clip(fitting, _SMALLEST, max(long_side / 60, _SMALLEST)))
    crowded = not options.font_size and _LABEL * size > max(room, 0) + 0.45 * text_height
    leftward = [lettering.is_leftward(lines.text[row]) for row in rows]
    return _View(
        rows, quads, geometry.angles(quads), sizes, leftward, text_height, stroke, size, crowded
    )


def _room(quads: Array, text_height: float) -> float:
    """Distance between neighboring lines."""
    down = _unit(quads[:-1, 3] - quads[:-1, 0] + quads[:-1, 2] - quads[:-1, 1])
    pitch = ((quads[1:] - quads[:-1]).mean(axis=1) * down).sum(axis=1)
    near = pitch[(pitch > 0.5 * text_height) & (pitch < 3 * text_height)]
    return float(np.median(near)) - text_height if len(near) else text_height


def _there(polygons: Array) -> npt.NDArray[np.bool_]:
    return np.asarray(np.isfinite(polygons).all(axis=(1, 2)))


def _draw_words(picture: Pixels, words: Words, view: _View) -> None:
    there = _there(words.polygon)
    polygons, confidence = words.polygon[there], words.confidence[there]
    colors = drawing.ramp(confidence)
    opacity = np.where(np.isnan(confidence), 0.12, np.interp(confidence, [0.3, 0.95], [0.45, 0.12]))
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
    """Draw a frame around the lines of each block and of the blocks in it."""
    members: list[list[int]] = [[] for _ in blocks.role]
    for place, row in enumerate(view.rows.tolist()):
        if lines.block[row] >= 0:
            members[lines.block[row]].append(place)
    levels = [0] * len(members)
    for block in range(len(members) - 1, -1, -1):  # children come after their parents
        parent = int(blocks.parent[block])
        if parent >= 0:
            members[parent].extend(members[block])
            levels[parent] = max(levels[parent], levels[block] + 1)
    for role, inside, level in zip(blocks.role, members, levels, strict=True):
        if inside:
            margin = (0.25 + 0.35 * min(level, 3)) * view.text_height
            _draw_frame(picture, view.quads[inside], role, margin, view)


def _draw_frame(picture: Pixels, quads: Array, role: str, margin: float, view: _View) -> None:
    way = _unit((quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]).sum(axis=0)[None])[0]
    angle = float(np.degrees(np.arctan2(way[1], way[0])))
    level = geometry.apply(geometry.rotation(-angle), quads).reshape(-1, 2)
    (x0, y0), (x1, y1) = level.min(axis=0) - margin, level.max(axis=0) + margin
    frame = geometry.apply(geometry.rotation(angle), [[x0, y0], [x1, y0], [x1, y1], [x0, y1]])
    drawing.outline(picture, frame[None], _PURPLE, view.stroke)
    if role not in _USUAL:
        tile = drawing.tile(role.replace("_", " "), 0.8 * view.size, _WHITE, _PURPLE)
        drawing.paste(
            picture, tile, _beside(frame[1], angle, -tile.size[0], -tile.size[1] / 2), angle
        )


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
            tile = drawing.tile(texts[row], view.size, _WHITE, _DARK, opacity=0.8, font=font)
            width, tall = tile.size
            along = view.sizes[place, 0] - width if view.leftward[place] else 0.0
            angle = float(view.angle[place])
            drawing.paste(
                picture,
                tile,
                _beside(view.quads[place, 0], angle, along, -tall - 2 * view.stroke),
                angle,
            )


def _note_missing(page: Page, texts: tuple[str, ...], font: str) -> None:
    characters = "".join(
        sorted({sign for text in texts for sign in lettering.missing(text, font) if sign != " "})
    )
    if characters:
        _log.warning(
            "page %s: nothing on this machine can draw %s; the labels show code points instead. %s",
            page.number,
            " ".join(f"U+{ord(sign):04X}" for sign in characters[:8])
            + (" …" if len(characters) > 8 else ""),
            _FONT_NEEDED if lettering.can_shape() else _FRIBIDI_NEEDED,
        )


def _draw_numbers(picture: Pixels, view: _View) -> None:
    """Draw each line's number before its start, where no text stands."""
    size = min(view.size, max(_SMALLEST, 0.55 * view.text_height))
    for place, row in enumerate(view.rows.tolist()):
        tile = drawing.tile(str(row + 1), size, _WHITE, _BLUE)
        (width, tall), (length, height) = tile.size, view.sizes[place].tolist()
        along = length + 3 * view.stroke if view.leftward[place] else -width - 3 * view.stroke
        angle = float(view.angle[place])
        drawing.paste(
            picture, tile, _beside(view.quads[place, 0], angle, along, (height - tall) / 2), angle
        )


def _draw_legend(picture: Pixels, words: Array, view: _View) -> None:
    """Draw the scale of confidences in the corner where it covers the fewest words."""
    tile = drawing.scale(max(view.size, max(picture.shape) / 120), _WHITE, _DARK)
    (width, height), (wide, tall) = tile.size, (picture.shape[1], picture.shape[0])
    gap = round(view.size / 2)
    if width + 2 * gap > wide or height + 2 * gap > tall / 4:
        return
    boxes = geometry.boxes(words)
    right, bottom = wide - width - gap, tall - height - gap
    corners = [(right, bottom), (gap, bottom), (right, gap), (gap, gap)]
    covered = [
        ((boxes[:, :2] < (x + width, y + height)) & (boxes[:, 2:] > (x, y))).all(axis=1).sum()
        for x, y in corners
    ]
    drawing.paste(picture, tile, corners[int(np.argmin(covered))], 0)
