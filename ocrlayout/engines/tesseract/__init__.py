"""Tesseract, where the program is installed: over a hundred languages, without a network.

================ ===============================================================================
``program``      the program: where it is, its version, what it says
``languages``    the languages that it has data for, and what to install for others
``columns``      its table becomes the columns that ``readers/tesseract_tsv`` reads
================ ===============================================================================

The program is not part of any Python package: ``apt-get install tesseract-ocr``, ``brew install
tesseract``, or ``winget install UB-Mannheim.TesseractOCR``; version 4 or later.
"""

import json
from typing import Any

from ocrlayout import images
from ocrlayout.engines._frames import Pages, Progress, each_page, joined
from ocrlayout.engines.tesseract import columns, program
from ocrlayout.engines.tesseract.languages import languages, spelled
from ocrlayout.engines.tesseract.program import ready
from ocrlayout.images import Frame
from ocrlayout.sources import Scans

__all__ = ["REMOTE", "joined", "languages", "read", "ready"]

REMOTE = False
_WITH_DIRECTION, _WITHOUT = 1, 3  # modes: automatic, with and without a look at how the page lies
_MODES = (1, *range(3, 14))  # 0 and 2 recognize nothing
_DIRECTION = "osd"  # the data that it takes for that


def read(
    source: Scans,
    *,
    pages: Pages = None,
    language: str | None = None,
    psm: int | None = None,
    timeout: float = 300.0,
    password: str | None = None,
    dpi: float = 200.0,
    limit: float = images.LIMIT,
    progress: Progress = None,
    raw: bool = False,
) -> dict[str, Any] | bytes:
    """Recognize an image, a TIFF or a PDF.

    Images are read as they are displayed, with their EXIF orientation applied. The program runs
    once a page, in one thread: its own threads hinder each other.

    Parameters
    ----------
    source : path, bytes, file object, ndarray (RGB), PIL.Image.Image, or list of these
    pages : str, int or list of int, optional
        Which pages, counted from 1: ``"1-3,5"``, ``"7-"``. All by default.
    language : str, optional
        A language as in BCP 47 (``"ru"``, ``"zh-Hant"``) or as Tesseract calls it (``"rus"``,
        ``"chi_tra"``), or several, of which the first is the main one: ``"ru+en"``. English by
        default. :func:`languages` lists those that are installed.
    psm : int, optional
        Tesseract's page segmentation mode: 1, or 3 to 13. By default pages are also looked at for
        how they lie (1) where the data for that, ``osd``, is installed, else not (3).
    timeout : float
        Seconds that a page may take.
    password : str, optional
        Of a PDF.
    dpi : float
        Resolution at which PDF pages are rendered.
    limit : float
        The most pixels that an image, or a rendered PDF page, may have.
    progress : callable, optional
        Called as ``progress(done, total)`` after each page.
    raw : bool
        Return the answer as JSON in UTF-8.

    Returns
    -------
    dict or bytes
        The columns of Tesseract's table as lists (``level``, ``page_num``, …, ``conf``, ``text``),
        a row for each page, block, paragraph, line and word; boxes in pixels. And ``tesseract``,
        its version, and ``languages``.

    Raises
    ------
    EngineError
        The program, or the data of a language, is not installed: the message says what to install.
        Or it failed, or took too long.
    ImageError
        The image cannot be opened. Of a PDF or TIFF: none of its pages; those that are broken are
        left out, and the log names them.
    ValueError
        `pages` names none, or one that is not there; `psm` is not a mode.

    Examples
    --------
    >>> read("scan.jpg", language="ru+en")  # doctest: +SKIP
    """
    version = program.version()
    installed = languages()
    chosen = spelled(language or "eng", installed)
    mode = _mode(psm, installed)

    def table(number: int, frame: Frame) -> columns.Table:
        image, resolution = _image(frame, dpi)
        said = program.recognized(
            image, frame.name, chosen, mode=mode, dpi=resolution, timeout=timeout
        )
        return columns.table(said, number)

    tables = each_page(
        source, table, pages=pages, password=password, limit=limit, progress=progress
    )
    answer = {"tesseract": version, "languages": chosen, **columns.joined(tables)}
    return json.dumps(answer, ensure_ascii=False).encode() if raw else answer


def _mode(psm: int | None, installed: tuple[str, ...]) -> int:
    if psm is None:
        return _WITH_DIRECTION if _DIRECTION in installed else _WITHOUT
    if psm not in _MODES:
        raise ValueError(f"psm is a mode of Tesseract's that reads: 1, or 3 to 13, not {psm!r:.40}")
    return psm


def _image(frame: Frame, dpi: float) -> tuple[bytes, float | None]:
    """Return a page as a PPM, which packs nothing, and its resolution.

    Where an image does not say one, Tesseract measures its letters.
    """
    image = images.pixels(frame, dpi=dpi)
    height, width = image.shape[:2]
    data = b"P6 %d %d 255\n" % (width, height) + image.tobytes()
    if frame.kind == "pdf":
        return data, dpi
    said = frame.dpi if images.is_believable(frame.dpi) else None
    return data, min(said) if said is not None else None
