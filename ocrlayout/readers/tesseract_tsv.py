"""Tesseract's TSV: a table of boxes, a row for each page, block, paragraph, line and word.

The file, or the same columns as lists in JSON: pytesseract's ``image_to_data`` as a dictionary, and
the answers of :mod:`ocrlayout.engines.tesseract`, which say version and languages too.

Kept: lines, words, confidences, page sizes; blocks, which have no role, and their paragraphs.

Choices:

* Nothing is quoted: a ``"`` is a ``"``, and the last column is all that is left of its line.
* A word of white space, which stands for a ruling line, is left out; its line has the text ``""``.
* A confidence of −1 is unknown.
* Boxes lie along the axes, and the file never says an angle. Where the words of most lines stand
  one below the other and are taller than wide, the page lies on its side.
* The text of a line is its words, apart by blanks, as Tesseract writes it.
* Rows of a level may be missing: a line then ends where its number changes, and a page without a
  row gets its size from `sizes`, else from the extent of its text.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry
from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages
from ocrlayout.readers._around import filled
from ocrlayout.readers._blocks import BlockBuilder
from ocrlayout.readers._boxes import turn_of
from ocrlayout.readers._lines import LineBuilder, WordColumns
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import FARTHEST, UNKNOWN, Item, Json, Place, kind, shorten

PROVIDER = "tesseract_tsv"
_LEVELS = ("level", "page_num", "block_num", "par_num", "line_num")
_NAMES = (*_LEVELS, "left", "top", "width", "height", "conf")
_NUMBERS, _SIDES = slice(1, 5), slice(5, 9)  # columns: of pages, blocks …; of boxes
_TEXT = "text"
_HEADER = re.compile("\t".join(_LEVELS[:3]) + "\t")
_PAGE, _BLOCK, _PARAGRAPH, _LINE, _WORD = range(1, 6)  # levels
_PERCENT = 100
Array = npt.NDArray[np.float64]


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, str):
        return _HEADER.match(payload) is not None
    if not isinstance(payload, dict):
        return False
    return all(isinstance(payload.get(name), list) for name in (*_NAMES, _TEXT))


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    r"""Read a payload.

    Parameters
    ----------
    payload : str or dict
        The table, or its columns.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    ReadError
        A row is not what Tesseract writes; the message says which.

    Examples
    --------
    >>> names = "level page_num block_num par_num line_num word_num left top width height conf text"
    >>> page, word = "1 1 0 0 0 0 0 0 50 20 -1 ", "5 1 1 1 1 1 0 0 40 10 93.5 dog"
    >>> page = read("\n".join((names, page, word)).replace(" ", "\t"))[0]
    >>> page.size, page.lines.text, page.words.confidence.tolist()
    ((50.0, 20.0), ('dog',), [0.935])
    """
    place = Place(PROVIDER)
    table = _of_text(place, payload) if isinstance(payload, str) else _of_columns(place, payload)
    pages = [
        _page(table, rows, _pages.given(sizes, index, PROVIDER))
        for index, rows in enumerate(_page_rows(table))
    ]
    return Document(_pages.numbered(pages), _origin(place, payload))


def _origin(place: Place, payload: Json) -> Origin:
    """Return the origin; only the engine's own answers say which version read which languages."""
    said = payload if isinstance(payload, dict) else {}
    return Origin(PROVIDER, place.text(said, "tesseract"), place.text(said, "languages"))


class _Table(NamedTuple):
    """The rows: their numbers, a column for each of ``_NAMES``, and texts.

    Attributes
    ----------
    numbers : (n, 10) ndarray
    texts : sequence of str
    place : function of int
        Place of each row.
    """

    numbers: Array
    texts: Sequence[str]
    place: Callable[[int], Place]

    def column(self, name: str) -> Array:
        """Return a column of numbers."""
        column: Array = self.numbers[:, _NAMES.index(name)]
        return column


def _of_text(place: Place, text: str) -> _Table:
    head, *lines = text.replace("\r\n", "\n").split("\n")
    names = head.split("\t")
    if not {*_NAMES} <= {*names} or names[-1] != _TEXT:
        raise (place / "line 1").error(f"the columns are not Tesseract's: {shorten(head)}")
    numbered = enumerate(lines, 2)  # of files that were joined, each has its head
    kept = [(at, line) for at, line in numbered if line.strip() and line != head]
    places = [place / f"line {at}" for at, _ in kept]
    rows = [_cells(at, line, len(names)) for at, (_, line) in zip(places, kept, strict=True)]
    columns = [names.index(name) for name in _NAMES]
    numbers = [[cells[column] for column in columns] for cells in rows]
    return _checked(numbers, [cells[-1] for cells in rows], places.__getitem__)


def _cells(place: Place, line: str, count: int) -> list[str]:
    cells = line.split("\t", count - 1)
    if len(cells) == count - 1:
        cells.append("")  # an empty text, whose tab an editor took away
    if len(cells) != count:
        raise place.error(f"expected {count} columns, found {len(cells)}")
    return cells


def _of_columns(place: Place, payload: Item) -> _Table:
    names = (*_NAMES, _TEXT)
    count = len(payload[_TEXT])
    for name in names:
        if len(payload[name]) != count:
            message = f"expected {count} values, as many as texts, found {len(payload[name])}"
            raise (place / name).error(message)
    rows = [*zip(*(payload[name] for name in _NAMES), strict=True)]
    texts = [_text(place / _TEXT / row, text) for row, text in enumerate(payload[_TEXT])]
    return _checked(rows, texts, lambda row: place / f"row {row}")


def _text(place: Place, value: Json) -> str:
    """Take a text; a number is one that was parsed, and NaN (in pandas) or null are none."""
    if value is None or value != value:  # noqa: PLR0124  # NaN differs from itself
        return ""
    if isinstance(value, (list, dict)):
        raise place.error(f"expected text, found {kind(value)}")
    return str(value)


def _checked(
    rows: Sequence[Sequence[Any]], texts: Sequence[str], at: Callable[[int], Place]
) -> _Table:
    """Make numbers of the rows.

    Raises
    ------
    ReadError
        One is not finite, or there is no such level.
    """
    try:
        numbers = np.array(rows, np.float64).reshape(-1, len(_NAMES))
    except (ValueError, TypeError, OverflowError):
        numbers = np.array([[_number(value) for value in row] for row in rows])
    sure = np.nan_to_num(numbers[:, -1], nan=-1)  # as pandas has what is not known
    numbers[:, -1] = np.where(sure < 0, UNKNOWN, sure / _PERCENT)
    wrong = ~(np.abs(numbers[:, :-1]) <= FARTHEST).all(axis=1) | (numbers[:, -1] > 1)
    wrong |= ~np.isin(numbers[:, 0], range(_PAGE, _WORD + 1))
    if wrong.any():
        row = int(np.argmax(wrong))
        message = "expected a level from 1 to 5, finite numbers, and a confidence up to 100"
        raise at(row).error(f"{message}; found {shorten(list(rows[row]))}")
    return _Table(numbers, texts, at)


def _number(value: Json) -> float:
    """Return a number; NaN for null, and infinity, which is refused, for what is not one."""
    try:
        return UNKNOWN if value is None else float(value)
    except (ValueError, TypeError, OverflowError):
        return math.inf


def _page_rows(table: _Table) -> list[range]:
    """Return the rows of each page: it begins with its own row, or where the number changes."""
    page = table.column("page_num")
    begins = (table.column("level") == _PAGE) | (np.diff(page, prepend=UNKNOWN) != 0)
    starts = np.flatnonzero(begins).tolist()
    return [range(*pair) for pair in zip(starts, [*starts[1:], len(page)], strict=True)]


class _Line(NamedTuple):
    """A line: its own row, −1 without, the row of its block, and the rows of its words."""

    row: int
    block: int
    words: list[int]

    @property
    def is_there(self) -> bool:
        """Whether it has a row or words."""
        return self.row >= 0 or bool(self.words)


def _page(table: _Table, rows: range, size: Size | None) -> Page:
    first, place = rows[0], table.place(rows[0])
    sides = table.numbers[rows.start : rows.stop, _SIDES]
    boxes = np.column_stack([sides[:, :2], sides[:, :2] + sides[:, 2:]])
    blocks = BlockBuilder()
    level = geometry.leaning(boxes, 0.0).reshape(-1, 8).tolist()
    found = [*_lines(table, rows, blocks, level)]
    angle = turn_of([boxes[np.array(line.words, np.int64) - first] for line in found])
    corners = geometry.leaning(boxes, angle).reshape(-1, 8).tolist()
    builder = LineBuilder()
    for line in found:
        _add(builder, table, line, corners, first)
    has_row = table.column("level")[first] == _PAGE
    return _pages.made(
        place,
        dict(zip(("width", "height"), sides[0, 2:].tolist(), strict=True)) if has_row else {},
        filled(builder.lines()),
        number=max(1, int(table.column("page_num")[first])),
        size=size,
        angle=angle or UNKNOWN,
        blocks=blocks.blocks(),
    )


def _numbers_of(table: _Table, rows: range) -> tuple[list[float], list[list[float]]]:
    """Return the level of each row, and the numbers that its line has."""
    numbers = table.numbers[rows.start : rows.stop]
    return numbers[:, _NAMES.index("level")].tolist(), numbers[:, _NUMBERS].tolist()


def _lines(
    table: _Table, rows: range, blocks: BlockBuilder, corners: Sequence[Any]
) -> Iterator[_Line]:
    """Yield the lines; their blocks are added as they are met."""
    outer = block = -1
    line, key = _Line(-1, -1, []), None
    levels, keys = _numbers_of(table, rows)
    for row, here, numbered in zip(rows, levels, keys, strict=True):
        if here == _BLOCK:
            outer = block = blocks.add(table.place(row), "", -1, corners[row - rows[0]])
        elif here == _PARAGRAPH:
            block = blocks.add(table.place(row), "paragraph", outer, corners[row - rows[0]])
        elif here == _LINE or (here == _WORD and numbered != key):
            yield from [line] if line.is_there else []
            line, key = _Line(row if here == _LINE else -1, block, []), numbered
        if here == _WORD and table.texts[row].strip():
            line.words.append(row)
    yield from [line] if line.is_there else []


def _add(
    lines: LineBuilder, table: _Table, line: _Line, corners: Sequence[Any], first: int
) -> None:
    texts = [" ".join(table.texts[row].split()) for row in line.words]
    boxes = [corners[row - first] for row in line.words]
    has_row = line.row >= 0
    lines.add(
        table.place(line.row if has_row else line.words[0]),
        " ".join(texts),
        corners[line.row - first] if has_row else None,
        WordColumns(texts, boxes, table.column("conf")[line.words].tolist()),
        word_places=lambda row: table.place(line.words[row]),
        block=line.block,
    )
