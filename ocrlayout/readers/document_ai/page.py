"""A page of a document: its lines, blocks and fields, brought back to the scan."""

import dataclasses
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Blocks, Fields, Lines, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._around import filled
from ocrlayout.readers._fields import FieldBuilder
from ocrlayout.readers._lines import WordColumns
from ocrlayout.readers._mark_places import settled
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import FARTHEST, Item, plain
from ocrlayout.readers._spelling import Spelled
from ocrlayout.readers.document_ai.anchors import Anchors, layout_of
from ocrlayout.readers.document_ai.fields import Entity, Extra, entity_field, extras, pairs
from ocrlayout.readers.document_ai.frame import Frame, frame_of, to_scan
from ocrlayout.readers.document_ai.lines import PageLines
from ocrlayout.readers.document_ai.structure import Structure

__all__ = ["Given", "read_page"]

Array = npt.NDArray[np.float64]
_ANGLES = {"page_up": 0.0, "page_right": 90.0, "page_down": 180.0, "page_left": -90.0}
_ORIENTATIONS = ("", *_ANGLES)  # by their numbers in dumps


class Given(NamedTuple):
    """What is known of a page from elsewhere.

    Attributes
    ----------
    number : int
        Where the page does not say its own.
    size : (width, height) or None
        Of the scan.
    entities : sequence of Entity
        Those of the page.
    """

    number: int
    size: Size | None
    entities: Sequence[Entity]


def read_page(place: Spelled, page: Item, anchors: Anchors, given: Given) -> Page:
    """Read a page."""
    frame = frame_of(place, page, given.size)
    lines = PageLines(place, page, anchors, frame)
    count, fields = len(lines.builder.text), FieldBuilder()
    for extra in extras(place, page, anchors, frame):
        _add(fields, extra, _word_of(lines, extra))
    for extra in chain(pairs(place, page, anchors, frame), _found(given.entities, anchors, frame)):
        _add(fields, extra, lines.word_at(extra.spans))
    structure = Structure(place, page, anchors, frame, lines)
    made = _framed(place, frame, lines.builder.lines(), structure.blocks(), fields.fields())
    made = settled(made, count, structure.cells, structure.owners).replace(
        number=_pages.page_number(place, page, "pageNumber", given.number),
        angle=_angle(place, page),
    )
    back = to_scan(place, page)
    return _turned_back(place, made, back, given.size) if back is not None else made


def _framed(place: Spelled, frame: Frame, lines: Lines, blocks: Blocks, fields: Fields) -> Page:
    """Put a page together, and bring its boxes to its size."""
    is_placed = geometry.known(lines.polygon).any() or geometry.known(blocks.polygon).any()
    made = _pages.made(
        place,
        _size_of(frame, is_placed=bool(is_placed)),
        filled(lines.move(frame.scale)),
        blocks=blocks.move(frame.scale),
        fields=fields.move(frame.scale),
    )
    return made.replace(unit="pixel" if frame.has_pixels else frame.unit)


def _found(entities: Sequence[Entity], anchors: Anchors, frame: Frame) -> list[Extra]:
    return [entity_field(entity, anchors, frame) for entity in entities]


def _size_of(frame: Frame, *, is_placed: bool) -> Item:
    """Return the frame as a page has it: 1 × 1 where boxes are shares of an unknown size."""
    if frame.size is None and (frame.has_pixels or not is_placed):
        return {}
    width, height = frame.size or (1.0, 1.0)
    return {"width": width, "height": height}


def _angle(place: Spelled, page: Item) -> float:
    """Return how the text lies according to the service; NaN where it does not say."""
    given = layout_of(place, page).get("orientation")
    if type(given) is int and 0 <= given < len(_ORIENTATIONS):
        given = _ORIENTATIONS[given]
    return _ANGLES.get(plain(given), np.nan) if isinstance(given, str) else np.nan


def _word_of(lines: PageLines, extra: Extra) -> int:
    """Return the word that a mark is; one that is not in the text becomes a line of its own."""
    word, text = lines.word_at(extra.spans), " ".join(extra.text.split())
    if word >= 0 or not text:
        return word
    words = WordColumns([text], [extra.polygon], [extra.confidence])
    lines.builder.add(extra.place, text, extra.polygon, words, word_places=lambda _: extra.place)
    lines.starts.append(-1)
    return len(lines.starts) - 1


def _add(fields: FieldBuilder, extra: Extra, word: int) -> None:
    fields.add(
        *extra[:5],
        polygon=extra.polygon,
        name_polygon=extra.name_polygon,
        confidence=extra.confidence,
        word=word,
    )


def _turned_back(place: Spelled, page: Page, back: Array, size: Size | None) -> Page:
    """Bring a page back to the scan that the service had turned before it read it.

    Raises
    ------
    ReadError
        A corner would lie where no scan reaches.
    """
    angle = float(np.degrees(np.arctan2(back[1, 0], back[0, 0])))
    is_sideways = abs(abs(geometry.fold(angle)) - 90) < 45
    width, height = size or (page.size[::-1] if is_sideways else page.size)

    def moved(polygons: Array) -> Array:
        return _mapped(place / "transforms", polygons, back)

    words = dataclasses.replace(page.words, polygon=moved(page.words.polygon))
    lines = dataclasses.replace(page.lines, words=words, polygon=moved(page.lines.polygon))
    blocks = dataclasses.replace(page.blocks, polygon=moved(page.blocks.polygon))
    name_polygon, polygon = moved(page.fields.name_polygon), moved(page.fields.polygon)
    fields = dataclasses.replace(page.fields, polygon=polygon, name_polygon=name_polygon)
    turned = float(geometry.fold(np.nan_to_num(page.angle) + angle))
    page = page.replace(width=width, height=height, source_size=(width, height), angle=turned)
    return page.replace(lines=lines, blocks=blocks, fields=fields)


def _mapped(place: Spelled, polygons: Array, matrix: Array) -> Array:
    """Map corners through a matrix that may have a perspective."""
    points = polygons @ matrix[:, :2].T + matrix[:, 2]
    with np.errstate(all="ignore"):
        result: Array = points[..., :2] / points[..., 2:]
    known = np.isfinite(polygons)
    if not (np.abs(result[known]) <= FARTHEST).all():
        raise place.error("the way back to the scan leads to corners that no page has")
    return result
