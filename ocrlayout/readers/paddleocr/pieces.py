"""The lines of an answer: texts, scores and outlines in lists of one length."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._payload import Item, Json, Place, kind, shorten

__all__ = ["TEXTS", "Piece", "add", "flat", "listed", "pieces_of", "words_of"]

TEXTS = ("rec_texts", "rec_text")  # the second in betas
_SCORES = ("rec_scores", "rec_score")
_OUTLINES = ("rec_polys", "rec_boxes", "dt_polys")
_WORD_OUTLINES = ("text_word_region", "text_word_boxes")
_BOX = 4  # numbers: left, top, right, bottom


class Piece(NamedTuple):
    """Text, outline and score of a line."""

    text: str
    outline: list[Any]
    score: float


def pieces_of(place: Place, page: Item) -> list[Piece]:
    """Return the lines of an object of lists.

    Raises
    ------
    ReadError
        The lists differ in length, or a value is not what the library writes.
    """
    names = (TEXTS, _SCORES, _OUTLINES)
    texts, scores, outlines = (_column(place, page, one) for one in names)
    if not len(texts) == len(scores) == len(outlines):
        counts = f"{len(texts)} texts, {len(scores)} scores and {len(outlines)} outlines"
        raise place.error(f"a line has one of each, found {counts}")
    made = []
    for row, (text, score, outline) in enumerate(zip(texts, scores, outlines, strict=True)):
        if not isinstance(text, str):
            raise (place / TEXTS[0] / row).error(f"expected text, found {shorten(text)}")
        sure = (place / _SCORES[0] / row).certain(score)
        made.append(Piece(text, flat(place / _OUTLINES[0] / row, outline), sure))
    return made


def _column(place: Place, page: Item, names: Sequence[str]) -> list[Any]:
    """Return the first of some lists that is there; without any, none."""
    name = next((name for name in names if page.get(name) is not None), names[0])
    return listed(place / name, page.get(name) or [])


def listed(place: Place, value: Json) -> list[Any]:
    """Return a value that has to be a list."""
    if not isinstance(value, list):
        raise place.error(f"expected a list, found {kind(value)}")
    return value


def words_of(place: Place, page: Item, count: int) -> list[Any]:
    """Return texts and outlines of the words of each line; None where there are none."""
    texts, outlines = (_column(place, page, names) for names in (("text_word",), _WORD_OUTLINES))
    if not len(texts) == len(outlines) == count:
        return [None] * count
    return [*zip(texts, outlines, strict=True)]


def add(lines: LineBuilder, place: Place, piece: Piece, words: Any = None, block: int = -1) -> None:
    """Add a line; `words` are texts and outlines of its words."""
    text, outline, sure = piece
    columns = WordColumns([text], [outline], [sure]) if text.strip() else WordColumns()
    if words is not None and words[0]:
        texts, outlines = listed(place, words[0]), listed(place, words[1])
        if len(texts) != len(outlines):
            raise place.error(f"found {len(texts)} words and {len(outlines)} outlines of them")
        boxes = [flat(place, one) for one in outlines]
        columns = WordColumns(texts, boxes, [sure] * len(texts))
    lines.add(place, text, outline, columns, block=block, word_places=lambda _: place)


def flat(place: Place, outline: Json) -> list[Any]:
    """Return points, or a box, as a flat list."""
    given = listed(place, outline)
    if len(given) == _BOX and not any(isinstance(one, list) for one in given):
        x0, y0, x1, y1 = given
        return [x0, y0, x1, y0, x1, y1, x0, y1]
    if not all(isinstance(point, list) for point in given):
        raise place.error("an outline is points [x, y]")
    return [number for point in given for number in point]
