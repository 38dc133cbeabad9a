"""RapidOCR's detector and recognizer, loaded once a process and never from the network."""

import importlib.metadata
import importlib.util
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout import cores
from ocrlayout.engines.rapidocr import words
from ocrlayout.errors import EngineError, MissingExtra

__all__ = ["Reading", "detect", "engine", "names", "ready", "recognize"]

Array = npt.NDArray[np.float64]
Pixels = npt.NDArray[np.uint8]

_ENGINE = "EngineConfig.onnxruntime"

_lock = threading.RLock()
_loaded: list[Any] = []


@dataclass(frozen=True, slots=True)
class Reading:
    """What the recognizer saw in a strip.

    Attributes
    ----------
    text : str
    score : float
        Of the whole, 0 to 1.
    places : (len(text),) ndarray
        Center of each character, in shares of the strip's length.
    scores : (len(text),) ndarray
        Of each character.
    """

    text: str
    score: float
    places: Array
    scores: Array


def ready() -> bool:
    """Return whether RapidOCR is installed."""
    return all(importlib.util.find_spec(name) is not None for name in ("rapidocr", "onnxruntime"))


def engine(threads: int | None = None) -> Any:
    """Return the one engine of this process; its models are those in the wheel.

    Parameters
    ----------
    threads : int, optional
        With which it is started; the cores that this process may use by default.

    Raises
    ------
    MissingExtra
        It is not installed.
    EngineError
        It does not start, or its models are missing.
    """
    with _lock:
        if not _loaded:
            if not ready():
                raise MissingExtra(
                    "the local engine is not installed; type: pip install 'ocrlayout-kit[local]'"
                )
            try:
                _loaded.append(_started(threads or cores.available()))
            except EngineError:
                raise
            except Exception as error:
                raise EngineError(f"the local engine does not start: {error}") from error
        return _loaded[0]


def _started(threads: int) -> Any:
    import rapidocr

    # by itself, onnxruntime binds a thread to each core of the machine, also to those that this
    # process may not use
    own = f"{_ENGINE}.intra_op_num_threads", f"{_ENGINE}.inter_op_num_threads"
    params = {"Global.log_level": "critical", "Global.use_cls": False}
    started = rapidocr.RapidOCR(params=params | dict.fromkeys(own, threads))
    folder = Path(rapidocr.__file__).parent / "models"
    for part, task in ((started.cfg.Det, "det"), (started.cfg.Rec, "rec")):
        part.model_path = _model(folder, part, task)
    return started


def _model(folder: Path, part: Any, task: str) -> str:
    """Find the file of a model; RapidOCR by itself would fetch one that is missing."""
    pattern = f"*{part.ocr_version.value}*{task}*{part.model_type.value}*.onnx"
    fitting = sorted(folder.glob(pattern))
    if not fitting:
        raise EngineError(
            f"the models are missing in {folder}; type:"
            " pip install --force-reinstall --no-deps rapidocr"
        )
    return str(fitting[0])


def names() -> dict[str, str]:
    """Name the engine's version and the model that recognizes."""
    model = Path(engine().cfg.Rec.model_path).stem
    return {"version": importlib.metadata.version("rapidocr"), "model": model}


def detect(image: Pixels) -> Array:
    """Find where a page has lines.

    Returns
    -------
    (n, 4, 2) ndarray
        Their corners, clockwise from any of them.
    """
    boxes = _asked(image, use_det=True, use_rec=False, return_word_box=False).boxes
    return np.asarray(boxes if boxes is not None else [], np.float64).reshape(-1, 4, 2)


def recognize(strip: Pixels) -> Reading:
    """Read a line that was cut out upright."""
    answer = _asked(strip, use_det=False, use_rec=True, return_word_box=True)
    if not answer.txts or not answer.txts[0]:
        return Reading("", 0.0, np.empty(0), np.empty(0))
    text, score, seen = str(answer.txts[0]), float(answer.scores[0]), answer.word_results[0]
    scores = getattr(seen, "confs", ())
    each = scores if len(scores) == len(text) else [score] * len(text)
    return Reading(text, score, _places(text, seen), np.array(each))


def _places(text: str, seen: Any) -> Array:
    """Return where the recognizer saw each character; a guess for those it does not say."""
    places = words.centers(text)
    solid = [index for index, character in enumerate(text) if not character.isspace()]
    columns = [column for word in getattr(seen, "word_cols", ()) for column in word]
    if len(columns) == len(solid) and getattr(seen, "line_txt_len", 0) > 0:
        places[solid] = (np.array(columns) + 0.5) / seen.line_txt_len
    return places


def _asked(image: Pixels, **steps: bool) -> Any:
    loaded = engine()
    bgr = np.ascontiguousarray(image[..., ::-1])
    try:
        with _lock:
            return loaded(bgr, use_cls=False, **steps)
    except Exception as error:
        size = f"{image.shape[1]} × {image.shape[0]} pixels"
        raise EngineError(f"the local engine failed on an image of {size}: {error}") from error
