"""Lines become the payload: plain JSON, with words cut from the lines."""

from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import images
from ocrlayout.engines.rapidocr import recognition, words
from ocrlayout.engines.rapidocr.recognition import Line

__all__ = ["page"]

Array = npt.NDArray[np.float64]

_POINTS = 72  # to the inch
_DIGITS = {"pixel": 1, "inch": 4}  # that a coordinate has after its point
_SCORE_DIGITS = 4


def page(frame: images.Frame, dpi: float) -> dict[str, Any]:
    """Recognize a frame.

    Parameters
    ----------
    frame : Frame
    dpi : float
        Resolution at which a PDF page is rendered.

    Returns
    -------
    dict
        ``{"width", "height", "unit", "lines"}``, in pixels as displayed, or inches of a PDF page.
    """
    image = images.pixels(frame, dpi=dpi)
    height, width = image.shape[:2]
    lines = [_line(line) for line in recognition.lines(image)]
    if frame.kind != "pdf":
        return {"width": width, "height": height, "unit": "pixel", "lines": lines}
    wide, high = (side / _POINTS for side in frame.size)
    for part in [*lines, *(word for line in lines for word in line["words"])]:
        corners = np.reshape(part["polygon"], (4, 2)) * (wide, high) / (width, height)
        part["polygon"] = _numbers(corners, "inch")
    digits = _DIGITS["inch"]
    size = {"width": round(wide, digits), "height": round(high, digits)}
    return {**size, "unit": "inch", "lines": lines}


def _line(line: Line) -> dict[str, Any]:
    """Put a line into the payload; the score of a word is the mean of its characters'."""
    reading = line.reading
    quad, quads = words.cut(line.quad, line.strip, reading.text, reading.places)
    spans = words.tokens(reading.text)
    parts = [
        _part(reading.text[start:end], line, word, float(reading.scores[start:end].mean()))
        for (start, end), word in zip(spans, quads, strict=True)
    ]
    return {**_part(reading.text.strip(), line, quad, reading.score), "words": parts}


def _part(text: str, line: Line, quad: Array, score: float) -> dict[str, Any]:
    # a column starts at its own top-left, not at that of its strip
    corners = np.roll(quad, 1, axis=0) if line.is_column else quad
    polygon = _numbers(corners, "pixel")
    return {"text": text, "polygon": polygon, "score": round(min(score, 1.0), _SCORE_DIGITS)}


def _numbers(corners: Array, unit: str) -> list[float]:
    numbers: list[float] = corners.reshape(8).round(_DIGITS[unit]).tolist()
    return numbers
