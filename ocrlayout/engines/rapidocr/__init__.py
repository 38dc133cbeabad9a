"""The local engine: RapidOCR, which recognizes a page without a network.

Reads Latin script with accents, Chinese and Japanese, and Greek without accents. Other scripts come
back as nonsense of low confidence or not at all.

================ ===============================================================================
``models``       RapidOCR itself: detector and recognizer
``quads``        the detector's quads: how they lie, and in what order
``recognition``  each line read in the direction in which it reads best
``columns``      columns of Chinese and Japanese
``ink, words``   words cut from the lines, where characters were seen and the ink has gaps
``answers``      the payload
================ ===============================================================================

RapidOCR's own way with turned pages (a classifier that turns single lines, but not their words) is
not used. Words are as high as their line, and lines of one font are of one height. A line whose
score is below 0.5 is left out, as RapidOCR does by itself: what the detector takes for text there
is mostly something else.
"""

import json
from typing import Any

from ocrlayout import images
from ocrlayout.engines._frames import Pages, Progress, each_page, joined
from ocrlayout.engines.rapidocr import answers, models
from ocrlayout.engines.rapidocr.models import ready
from ocrlayout.errors import EngineError
from ocrlayout.language_tags import is_language_code, language_tag
from ocrlayout.sources import Scans

__all__ = ["REMOTE", "joined", "read", "ready"]

REMOTE = False

# languages written in scripts that the models do not know
_UNREAD = (
    *("am", "ar", "be", "bg", "bn", "bo", "fa", "gu", "he", "hi", "hy", "ka", "kk", "km", "kn"),
    *("ko", "ky", "lo", "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ps", "ru", "sr", "ta"),
    *("te", "tg", "th", "ti", "uk", "ur", "yi"),
)
_SCRIPTS = ("Latn", "Hans", "Hant", "Hani", "Jpan", "Grek")  # of the models, by ISO 15924
_SCRIPT = 4  # letters of a subtag that names a script
_LONGEST = 40  # characters of a language that a message repeats


def read(
    source: Scans,
    *,
    pages: Pages = None,
    language: str | None = None,
    password: str | None = None,
    dpi: float = 200.0,
    limit: float = images.LIMIT,
    progress: Progress = None,
    threads: int | None = None,
    raw: bool = False,
) -> dict[str, Any] | bytes:
    """Recognize an image, a TIFF or a PDF.

    Images are read as they are displayed, with their EXIF orientation applied.

    Parameters
    ----------
    source : path, bytes, file object, ndarray (RGB), PIL.Image.Image, or list of these
    pages : str, int or list of int, optional
        Which pages, counted from 1: ``"1-3,5"``, ``"7-"``. All by default.
    language : str, optional
        A language code (``"en"``, ``"sr-Latn"``). The models read all their languages at once and
        need no hint; one that they cannot read is an error.
    password : str, optional
        Of a PDF.
    dpi : float
        Resolution at which PDF pages are rendered.
    limit : float
        The most pixels that an image, or a rendered PDF page, may have.
    progress : callable, optional
        Called as ``progress(done, total)`` after each page.
    threads : int, optional
        That work on a page at once; as many as this process may use cores by default. The first
        call in a process decides.
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
        The image cannot be opened. Of a PDF or TIFF: none of its pages; those that are broken are
        left out, and the log names them.
    ValueError
        `pages` names none, or one that is not there.

    Examples
    --------
    >>> read("scan.jpg")  # doctest: +SKIP
    """
    _check(language)
    models.engine(threads)
    found = each_page(
        source,
        lambda number, frame: {"page": number, **answers.page(frame, dpi)},
        pages=pages,
        password=password,
        limit=limit,
        progress=progress,
    )
    answer = {"engine": "rapidocr", **models.names(), "pages": found}
    return json.dumps(answer, ensure_ascii=False).encode() if raw else answer


def _check(language: str | None) -> None:
    """Refuse a language that the models do not know, and what is not a language at all."""
    if language is None or _is_read(language_tag(language)):
        return
    raise EngineError(
        f"the local engine does not read {language[:_LONGEST]!r}: it takes language codes such as"
        " en, fr-CA or ja, and knows Latin script, Chinese, Japanese and unaccented Greek. Leave"
        " the language out to try it all the same, or use the engine tesseract or azure"
    )


def _is_read(tag: str) -> bool:
    primary, *subtags = tag.split("-")
    scripts = [subtag.title() for subtag in subtags if len(subtag) == _SCRIPT]
    if scripts:
        return scripts[0] in _SCRIPTS
    return is_language_code(primary) and primary.lower() not in _UNREAD
