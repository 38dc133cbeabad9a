"""Azure's legacy synchronous OCR, ``/vision/v1.0…v3.2/ocr``.

The answer has ``regions`` of lines of words, with boxes as ``"x,y,w,h"``.

The boxes lie in a turned frame: that of the image after it was rotated clockwise by ``textAngle``
(radians) about its center, in which the text runs along an axis. They are brought back into the
frame of the image: with the center c, a corner p becomes c + R(−textAngle)(p − c), R clockwise as
seen. ``orientation`` tells where the top of the letters points in the turned frame, and so which
corner of a box is the text's own top-left:

===========  ============  ========================
Up           top-left      text runs to the right
Right        top-right     text runs down
Down         bottom-right  text runs to the left
Left         bottom-left   text runs up
===========  ============  ========================

``NotDetected`` counts as Up. The page's angle is that of the orientation less ``textAngle``, which
is in degrees where it is beyond π/4: the service never turns further, and Microsoft's own examples
have degrees there.

Few answers have a size (``metadata``). Else it comes from `sizes` (``load(…, images=scan)`` finds
them); without, an answer whose ``textAngle`` is 0 gets the extent of its text, any other cannot be
placed, and an error says so.

Kept: lines, words, regions as blocks, language, angle, model. A line's text is its words joined by
spaces; joined without them where the service says that the language is Chinese or Japanese, whose
characters it sends one by one. The service gives no confidence.
"""

import math
import re
from typing import NamedTuple

from ocrlayout import geometry
from ocrlayout.model import Blocks, Document, Lines, Origin
from ocrlayout.readers import _azure, _pages
from ocrlayout.readers._azure import AzurePlace
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import UNKNOWN, Item, Json, plain, shorten

PROVIDER = "azure_ocr"
_TURNS = {  # quarter turns, clockwise
    "": 0,
    "notdetected": 0,
    "up": 0,
    "right": 1,
    "down": 2,
    "left": 3,
}
_MOST_RADIANS = math.pi / 4  # the service never turns further: more can only be degrees
_NUMBER = r"\s*[0-9]+(?:\.[0-9]+)?\s*"
_SIGNED = r"\s*-?" + _NUMBER
_BOX = re.compile(f"{_SIGNED},{_SIGNED},{_NUMBER},{_NUMBER}")
_UNSPACED = ("zh", "ja")
_UNKNOWN_TURNS = ("", "notdetected")


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if not isinstance(payload, dict) or payload.get("regions") is None:
        return False
    return any(name in payload for name in ("orientation", "textAngle", "text_angle", "language"))


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict
        Parsed JSON.
    sizes : list of (width, height), optional
        The image's size in pixels.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The job still runs, or it failed.
    ReadError
        Something in it is not what the service documents, or its boxes are turned and the size is
        unknown; the message says where.

    Examples
    --------
    >>> words = [{"boundingBox": "0,0,40,10", "text": "dog"}]
    >>> lines = [{"boundingBox": "0,0,40,10", "words": words}]
    >>> regions = [{"boundingBox": "0,0,40,10", "lines": lines}]
    >>> read({"language": "en", "orientation": "Up", "regions": regions})[0].lines.text
    ('dog',)
    """
    _azure.check_done(payload, PROVIDER)
    place = AzurePlace(PROVIDER)
    frame, size = _size(place, payload, sizes)
    lies = _lies(place, payload)
    lines = _lines(place, payload, lies.turns)
    if lies.angle and not size:
        raise place.at(payload, "textAngle").error(
            f"the boxes lie in a frame turned by {lies.angle:.2f}° about the center of the image,"
            " whose size is not in the answer; pass images= or sizes="
        )
    if lies.angle and size is not None:
        lines = lines.move(geometry.rotation(-lies.angle, (size[0] / 2, size[1] / 2)))
    page = _pages.made(
        place / "metadata",
        frame,
        lines,
        size=size,
        angle=lies.of_page,
        blocks=Blocks(("",) * len(place.items(payload, "regions"))),
    )
    model = _azure.label(_azure.pick(payload, "modelVersion"))
    return Document((page,), Origin(PROVIDER, "", model))


def _size(place: AzurePlace, payload: Item, sizes: list[Size] | None) -> tuple[Item, Size | None]:
    """Find the image's size: in the metadata that some answers have, else as given."""
    metadata = payload.get("metadata")
    frame = metadata if isinstance(metadata, dict) else {}
    width, height = ((place / "metadata").number(frame, name, 0.0) for name in ("width", "height"))
    if width > 0 and height > 0:
        return frame, (width, height)
    return {}, _pages.given(sizes, 0, PROVIDER)


class _Lies(NamedTuple):
    """How the text lies: angle of the frame in degrees, quarter turns, whether either is given."""

    angle: float
    turns: int
    is_known: bool

    @property
    def of_page(self) -> float:
        """The angle of the text in the image."""
        return float(geometry.fold(90.0 * self.turns - self.angle)) if self.is_known else UNKNOWN


def _lies(place: AzurePlace, payload: Item) -> _Lies:
    given = place.number(payload, "textAngle", 0.0)
    angle = math.degrees(given) if abs(given) <= _MOST_RADIANS else given
    orientation = plain(place.text(payload, "orientation"))
    if orientation not in _TURNS:
        found = shorten(payload["orientation"])
        message = f"the orientation is Up, Right, Down, Left or NotDetected, found {found}"
        raise (place / "orientation").error(message)
    is_known = _azure.pick(payload, "textAngle") is not None or orientation not in _UNKNOWN_TURNS
    return _Lies(angle, _TURNS[orientation], is_known)


def _lines(place: AzurePlace, payload: Item, turns: int) -> Lines:
    language = place.text(payload, "language")
    language = "" if language == "unk" else language
    lines = LineBuilder()
    for row, (at, region) in enumerate(place.each(payload, "regions")):
        at.needed(region, ("lines",), "a region")
        for one, line in at.each(region, "lines"):
            _add_line(lines, one, line, turns=turns, language=language, block=row)
    return lines.lines()


def _add_line(
    lines: LineBuilder, place: AzurePlace, line: Item, *, turns: int, language: str, block: int
) -> None:
    place.needed(line, ("words",), "a line")
    texts, boxes = [], []
    for at, word in place.each(line, "words"):
        at.needed(word, ("text",), "a word")
        texts.append(at.text(word, "text"))
        boxes.append(_corners(at, word, turns))
    text = "".join(texts) if language.lower().startswith(_UNSPACED) else None
    words = WordColumns(texts, boxes, [None] * len(texts))
    polygon = _corners(place, line, turns)
    lines.add(place, text, polygon, words, language=language, block=block)


def _corners(place: AzurePlace, item: Item, turns: int) -> list[float] | None:
    """Turn ``"x,y,w,h"`` into four corners, the text's own top-left first."""
    box = _azure.pick(item, "boundingBox")
    if box is None:
        return None
    if not isinstance(box, str) or not _BOX.fullmatch(box):
        raise place.at(item, "boundingBox").error(
            'a box is a text of four numbers, "x,y,width,height", no side below 0,'
            f" found {shorten(box)}"
        )
    x, y, width, height = map(float, box.split(","))
    corners = [x, y, x + width, y, x + width, y + height, x, y + height]
    return corners[2 * turns :] + corners[: 2 * turns]
