"""The local engine: RapidOCR, which recognizes a page with no network at all.

Reads Latin script with accents, Chinese and Japanese, and Greek without accents. Other scripts come
back as nonsense of low confidence or not at all.

The detector is asked once a page, the recognizer once a line. RapidOCR's own way with turned pages
(a classifier that turns single lines, but not their words) is not used. Instead the direction of
the page's text is found by reading its longest lines: text that stands on its head scores about
0.7, upright text 0.95 and more; only where the first direction does not convince is the opposite
one read too, so an upright page costs nothing more. A line that scores low is also tried the other
way round. Columns of Chinese and Japanese are told from sideways text by setting their characters
up and reading them once more.

Words are cut from the lines where the recognizer saw their characters and where the ink has gaps;
they are as high as their line, and lines of one font are of one height. A line whose score is below
0.5 is left out, as RapidOCR does by itself: what the detector takes for text there is mostly none.
"""

import importlib.metadata
import importlib.util
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import geometry, images, page_ranges
from ocrlayout.engines import _strips
from ocrlayout.errors import EngineError, MissingExtra

REMOTE = False

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]
_SURE = 0.92  # mean score of upright text; on its head it scores 0.6 to 0.8
# mean score of text that the recognizer cannot read, for its script or because it stands on its
# head
_GUESSED = 0.75
_BETTER = 0.1  # by so much must a direction win that is not the page's own
_LEAST = 0.5  # score under which RapidOCR drops a line
_SAMPLE = 5  # lines that decide the direction of a page
_COLUMN = 0.85  # mean score of a column whose characters were set up
_ROOM = 368  # pixels, half of what the detector scales the short side of an image up to
_SHORT = 3.0  # times as high as wide: still perhaps an upright "1"
_UNREAD = "am ar be bg bn bo fa gu he hi hy ka kk km kn ko ky lo mk ml mn mr my ne or pa ps ru sr ta te tg th ti uk ur yi"
_lock = threading.RLock()
_loaded: list[Any] = []


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the recognizer saw in a strip; of each character its place in shares of the length, and its score."""

    text: str
    score: float
    places: Array
    scores: Array


@dataclass(frozen=True, slots=True)
class _Line:
    """A line read in one direction; a column of ideographs is read in its strip, from top to bottom."""

    quad: Array
    strip: Pixels
    reading: _Reading
    column: bool = False


def ready() -> bool:
    """Tell whether the engine is installed.

    Examples
    --------
    >>> ready() in (True, False)
    True
    """
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def read(
    source: Any,
    *,
    pages: str | int | list[int] | None = None,
    language: str | None = None,
    password: str | None = None,
    dpi: float = 200.0,
    limit: float = images.LIMIT,
    progress: Callable[[int, int], object] | None = None,
    raw: bool = False,
) -> Any:
    """Recognize an image, a TIFF or a PDF.

    Images are read as they are displayed, with their EXIF orientation applied.

    Parameters
    ----------
    source : path, bytes, file object, ndarray (RGB), PIL.Image.Image, or list of these
    pages : str, int or list of int, optional
        Which pages, counted from 1: ``"1-3,5"``, ``"7-"``. All by default.
    language : str, optional
        The models read all their languages at once and need no hint; one that they cannot read is
        an error.
    password : str, optional
        Of a PDF.
    dpi : float
        Resolution at which PDF pages are rendered.
    limit : float
        The most pixels that an image may have.
    progress : callable, optional
        Called as ``progress(done, total)`` after each page.
    raw : bool
        Return the answer as JSON in UTF-8.

    Returns
    -------
    dict or bytes
        ``{"engine": "rapidocr", "version": …, "model": …, "pages": [{"page", "width", "height",
        "unit", "lines"}]}``; a line has ``text``, ``polygon`` (eight numbers from the text's own
        top-left clockwise; pixels, or inches for a PDF), ``score`` and ``words`` of the same.

    Raises
    ------
    MissingExtra
        The engine is not installed.
    EngineError
        It could not run, or does not read this language.
    ImageError
        The image cannot be opened.
    ValueError
        `pages` names none, or one that is not there.

    Examples
    --------
    >>> read("scan.jpg")  # doctest: +SKIP
    """
    if language and language.lower().replace("_", "-").split("-")[0] in _UNREAD.split():
        raise EngineError(
            f"the local engine does not read {language!r}: it knows Latin script, Chinese, Japanese and unaccented"
            " Greek. Leave language= out to try it all the same, or use engine='azure'"
        )
    engine = _engine()
    frames = images.expand(_opened(source), password=password, limit=limit)
    chosen = _chosen(pages, len(frames))
    found = []
    for done, number in enumerate(chosen, 1):
        found.append({"page": number, **_page(frames[number - 1], dpi)})
        if progress is not None:
            progress(done, len(chosen))
    model = Path(engine.cfg.Rec.model_path).stem
    version = importlib.metadata.version("rapidocr")
    answer = {"engine": "rapidocr", "version": version, "model": model, "pages": found}
    return json.dumps(answer, ensure_ascii=False).encode() if raw else answer


def _opened(source: Any) -> Any:
    """Take what `images.expand` takes; a file object is read, a URL refused."""
    if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
        raise EngineError(
            f"the local engine fetches nothing from the network; download {source} and pass the file"
        )
    if hasattr(source, "read"):
        return source.read()
    return bytes(source) if isinstance(source, (bytearray, memoryview)) else source


def _chosen(pages: str | int | list[int] | None, count: int) -> list[int]:
    """Choose page numbers of a file, each once, in order; all where none is asked for."""
    there = range(1, count + 1)
    return list(there) if pages is None else page_ranges.parse(pages).among(there)


def _engine() -> Any:
    """Return the one engine of this process; its models are those in the wheel, never a download."""
    with _lock:
        if not _loaded:
            if not ready():
                raise MissingExtra(
                    "the local engine is not installed; type: pip install 'ocrlayout-kit[local]'"
                )
            try:
                _loaded.append(_started())
            except EngineError:
                raise
            except Exception as error:
                raise EngineError(f"the local engine does not start: {error}") from error
        return _loaded[0]


def _started() -> Any:
    import rapidocr

    engine = rapidocr.RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})
    folder = Path(rapidocr.__file__).parent / "models"
    for part, task in ((engine.cfg.Det, "det"), (engine.cfg.Rec, "rec")):
        fitting = sorted(
            folder.glob(f"*{part.ocr_version.value}*{task}*{part.model_type.value}*.onnx")
        )
        if not fitting:  # RapidOCR would fetch it from the network
            raise EngineError(
                f"the models are missing in {folder}; type: pip install --force-reinstall --no-deps rapidocr"
            )
        part.model_path = str(fitting[0])
    return engine


def _asked(image: Pixels, *, detect: bool) -> Any:
    """Run the detector on a page, or the recognizer on a strip."""
    engine = _engine()
    bgr = np.ascontiguousarray(image[..., ::-1])
    try:
        with _lock:
            return engine(
                bgr, use_det=detect, use_cls=False, use_rec=not detect, return_word_box=not detect
            )
    except Exception as error:
        size = f"{image.shape[1]} × {image.shape[0]} pixels"
        raise EngineError(f"the local engine failed on an image of {size}: {error}") from error


def _page(frame: images.Frame, dpi: float) -> dict[str, Any]:
    image = images.pixels(frame, dpi=dpi)
    height, width = image.shape[:2]
    lines = [_answer(line) for line in _lines(image)]
    if frame.kind != "pdf":
        return {"width": width, "height": height, "unit": "pixel", "lines": lines}
    inches = (frame.size[0] / 72, frame.size[1] / 72)
    for part in [*lines, *(word for line in lines for word in line["words"])]:
        scaled = np.reshape(part["polygon"], (4, 2)) * inches / (width, height)
        part["polygon"] = scaled.reshape(8).round(4).tolist()
    return {
        "width": round(inches[0], 4),
        "height": round(inches[1], 4),
        "unit": "inch",
        "lines": lines,
    }


def _lines(image: Pixels) -> list[_Line]:
    """Detect and recognize the lines of a page."""
    boxes = _asked(_roomy(image), detect=True).boxes
    if boxes is None or not len(boxes):
        return []
    quads = np.minimum(np.asarray(boxes, np.float64).reshape(-1, 4, 2), image.shape[1::-1])
    axis = _strips.axis(quads)
    quads = _strips.steadied(quads, axis)

    @cache
    def look(row: int, angle: float) -> _Line:
        return _look(image, _strips.upright(quads[row], angle))

    direction = _direction(quads, axis, look)
    lines = [
        _best(quads[row], direction, partial(look, row))
        for row in _strips.downward(quads, direction)
    ]
    return _set_up(
        [line for line in lines if line.reading.text.strip() and line.reading.score >= _LEAST]
    )


def _roomy(image: Pixels) -> Pixels:
    """Give a small or narrow image margins at its right and bottom; the detector would blow it up beyond reason."""
    height, width = image.shape[:2]
    least = max(_ROOM, max(width, height) // 6)
    if min(width, height) >= least:
        return image
    paper = np.median(image.reshape(-1, 3), axis=0).astype(np.uint8)
    sheet = np.full((max(height, least), max(width, least), 3), paper)
    sheet[:height, :width] = image
    return sheet


def _direction(quads: Array, axis: float, look: Callable[[int, float], _Line]) -> float:
    """Angle in which the text of a page runs: of its axis, the end where its longest lines read better."""
    rows = _strips.longest(quads, axis)
    if np.mean([look(row, axis).reading.score for row in rows[:_SAMPLE]]) >= _SURE:
        return axis

    def evidence(
        angle: float,
    ) -> float:  # the characters that were read for certain; a long line may be a rule
        read = [look(row, angle).reading for row in rows[: 2 * _SAMPLE]]
        return sum(len("".join(one.text.split())) * max(one.score - _GUESSED, 0.0) for one in read)

    opposite = _turn(axis, 180)
    return opposite if evidence(opposite) > evidence(axis) else axis


def _turn(angle: float, by: float) -> float:
    return float(geometry.fold(angle + by))


def _best(quad: Array, direction: float, look: Callable[[float], _Line]) -> _Line:
    """Read a line the way of the page; where that does not convince, other ways too."""
    length, height = geometry.sizes(_strips.upright(quad, direction))
    angles = [direction, _turn(direction, 180)]
    if height >= _strips.TALL * length:
        across = [_turn(direction, 90), _turn(direction, -90)]
        angles = [direction, *across] if height < _SHORT * length else across
    best = look(angles[0])
    for angle in angles[1:]:
        if best.reading.score >= _SURE:
            break
        other = look(angle)
        best = other if other.reading.score > best.reading.score + _BETTER else best
    return best


def _set_up(lines: list[_Line]) -> list[_Line]:
    """Mark the columns of ideographs among the lines that run down, where they are most of these."""
    marked = [replace(line, column=_is_column(line)) for line in lines]
    down = [(len(line.reading.text), line.column) for line in marked if _runs_down(line)]
    most = 2 * sum(count for count, column in down if column) > sum(count for count, _ in down)
    return marked if most else lines


def _runs_down(line: _Line) -> bool:
    return abs(float(geometry.angles(line.quad)) - 90) < 20


def _is_column(line: _Line) -> bool:
    """Tell whether a line that runs down reads well too with each of its characters set up."""
    if not _runs_down(line) or not _strips.ideographic(line.reading.text):
        return False
    return _recognized(_strips.re_laid(line.strip, line.reading.places)).score >= _COLUMN


def _look(image: Pixels, quad: Array) -> _Line:
    strip = _strips.strip(image, quad)
    return _Line(quad, strip, _recognized(strip))


def _recognized(strip: Pixels) -> _Reading:
    """Read a strip."""
    answer = _asked(strip, detect=False)
    text = str(answer.txts[0]) if answer.txts else ""
    score = float(answer.scores[0]) if text else 0.0
    seen = answer.word_results[0] if text else None
    columns = [column for word in getattr(seen, "word_cols", ()) for column in word]
    solid = [index for index, character in enumerate(text) if not character.isspace()]
    places = _strips.centers(text)
    if seen is not None and len(columns) == len(solid) and seen.line_txt_len > 0:
        places[solid] = (np.array(columns) + 0.5) / seen.line_txt_len
    scores = getattr(seen, "confs", ())
    return _Reading(
        text, score, places, np.array(scores if len(scores) == len(text) else [score] * len(text))
    )


def _answer(line: _Line) -> dict[str, Any]:
    """Put a line into the payload: its words cut, their scores the mean of their characters'."""
    reading = line.reading
    quad, words = _strips.cut(line.quad, line.strip, reading.text, reading.places)
    return {
        "text": reading.text.strip(),
        "polygon": _corners(quad, line),
        "score": round(min(reading.score, 1.0), 4),
        "words": [
            {
                "text": reading.text[start:end],
                "polygon": _corners(word, line),
                "score": round(min(float(reading.scores[start:end].mean()), 1.0), 4),
            }
            for (start, end), word in zip(_strips.tokens(reading.text), words, strict=True)
        ],
    }


def _corners(quad: Array, line: _Line) -> list[float]:
    """Eight numbers; those of a column start at its own top-left, not at that of its strip."""
    turned = np.roll(quad, 1, axis=0) if line.column else quad
    corners: list[float] = turned.reshape(8).round(1).tolist()
    return corners
