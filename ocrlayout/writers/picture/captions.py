"""A caption below a picture: a text of the caller's, in as many lines as it takes."""

from collections.abc import Callable, Iterator

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.picture import drawing, lettering

__all__ = ["captioned"]

Pixels = npt.NDArray[np.uint8]

_SMALLEST = 14  # pixels of the font: somewhat more than that of labels
_SHARE = 1 / 70  # of the picture's long side
_MARGIN = 0.8  # font sizes, at all sides
_INK, _PAPER = (24, 28, 36), (255, 255, 255)
_LONGEST = 250  # characters of a line: fewer than one that is drawn may have


def captioned(picture: Pixels, text: str, font: str) -> Pixels:
    """Return a picture with a text below it, on paper of its width.

    Parameters
    ----------
    picture : (h, w, 3) ndarray of uint8
    text : str
        Line feeds divide it, and lines that are too long are divided at spaces.
    font : str
        Path of a font file to try first.
    """
    size = max(_SMALLEST, max(picture.shape[:2]) * _SHARE)
    margin = round(_MARGIN * size)
    room = picture.shape[1] - 2 * margin
    lines = [lettering.render(line, size, font) for line in _lines(text, room, size, font)]
    tall = sum(len(line) for line in lines)
    strip = np.full((tall + 2 * margin, picture.shape[1], 3), _PAPER, np.uint8)
    down = margin
    for line in lines:
        part = strip[down : down + len(line), margin : margin + line.shape[1]]
        drawing.blend(part, np.array(_INK, np.uint8), line[:, : part.shape[1]])
        down += len(line)
    return np.vstack([picture, strip])


def _lines(text: str, room: int, size: float, font: str) -> Iterator[str]:
    def fits(line: str) -> bool:
        return bool(lettering.render(line, size, font).shape[1] <= room)

    for paragraph in text.splitlines():
        yield from _divided(paragraph.strip(), fits)


def _divided(text: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Cut a text into lines that fit: at the last space that allows it, else within a word."""
    while text:
        count = _fitting(text, fits)
        space = text.rfind(" ", 1, count + 1) if count < len(text) else -1
        end = space if space > 0 else count
        yield text[:end].rstrip()
        text = text[end:].lstrip()


def _fitting(text: str, fits: Callable[[str], bool]) -> int:
    """Return how many characters fit, at least one: by halving, as widths grow with the text."""
    least, most = 1, min(len(text), _LONGEST)
    while least < most:
        middle = (least + most + 1) // 2
        if fits(text[:middle]):
            least = middle
        else:
            most = middle - 1
    return least
