"""A margin beside a picture, for labels that have no place on it: each at the level of its line."""

from collections.abc import Iterator, Sequence
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.errors import WriteError
from ocrlayout.images import LIMIT
from ocrlayout.writers.picture import drawing

__all__ = ["Entry", "beside"]

Pixels = npt.NDArray[np.uint8]
Flags = npt.NDArray[np.bool_]

_PAPER = 255
_GAP = 0.4  # label heights: between two labels, and around a column of them
_NEAR = (0, 1, -1)  # rows from that of its line that a label may stand in; else it is farther right


class Entry(NamedTuple):
    """A label, and how far down the middle of its line is.

    Attributes
    ----------
    level : float
        Pixels.
    tiles : sequence of Tile
        Side by side: the number of the line, the text.
    """

    level: float
    tiles: Sequence[drawing.Tile]

    @property
    def width(self) -> int:
        """Pixels of all tiles."""
        return sum(tile.size[0] for tile in self.tiles)


def beside(picture: Pixels, entries: Sequence[Entry]) -> Pixels:
    """Return a picture with labels to its right, in as many columns as they take.

    Parameters
    ----------
    picture : (h, w, 3) ndarray of uint8
    entries : sequence of Entry
        In the order of reading.

    Raises
    ------
    WriteError
        The picture would be too large.
    """
    if not entries:
        return picture
    tall = max(tile.size[1] for entry in entries for tile in entry.tiles)
    gap, height = round(_GAP * tall), picture.shape[0]
    slots = _slots(entries, tall + gap, height)
    columns: list[list[tuple[int, Entry]]] = []
    for entry, (row, column) in zip(entries, slots, strict=True):
        if column == len(columns):
            columns.append([])
        columns[column].append((row * (tall + gap), entry))
    widths = [max(entry.width for _, entry in column) + 2 * gap for column in columns]
    _check_size(picture, sum(widths))
    strips = map(_drawn, columns, widths, repeat(height), repeat(gap))
    return np.hstack([picture, *strips])


def _slots(entries: Sequence[Entry], pitch: int, height: int) -> Iterator[tuple[int, int]]:
    """Yield a row and a column for each label: at the level of its line, as far left as it can."""
    filled = [0] * max(1, height // pitch)
    for entry in entries:
        level = int(np.clip(entry.level / pitch, 0, len(filled) - 1))
        rows = [level + step for step in _NEAR if 0 <= level + step < len(filled)]
        row = min(rows, key=filled.__getitem__)
        yield row, filled[row]
        filled[row] += 1


def _check_size(picture: Pixels, more: int) -> None:
    height, width = picture.shape[0], picture.shape[1] + more
    if width * height > LIMIT:
        raise WriteError(
            f"with its labels, a picture of {width} × {height} pixels is too large; label the"
            " doubtful words alone (labels='doubtful')"
        )


def _drawn(column: list[tuple[int, Entry]], width: int, height: int, gap: int) -> Pixels:
    strip = np.full((height, width, 3), _PAPER, np.uint8)
    for top, entry in column:
        left = gap
        for tile in entry.tiles:
            drawing.paste(strip, tile, (left, top), 0)
            left += tile.size[0]
    return strip
