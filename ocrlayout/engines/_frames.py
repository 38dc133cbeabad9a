"""What local engines share: the pages of a scan that are wanted, recognized one after the other."""

import logging
from collections.abc import Callable, Sequence
from typing import Any

from ocrlayout import images, page_ranges
from ocrlayout.errors import EngineError, ImageError
from ocrlayout.images import Frame
from ocrlayout.sources import Scans

__all__ = ["Pages", "Progress", "Recognize", "each_page", "joined"]

_log = logging.getLogger("ocrlayout")

Pages = str | int | Sequence[int] | None
Progress = Callable[[int, int], object] | None
Recognize = Callable[[int, Frame], Any]
"""What is asked for each page: ``recognize(number, frame)``, the number from 1."""


def each_page(
    source: Scans,
    recognize: Recognize,
    *,
    pages: Pages = None,
    password: str | None = None,
    limit: float = images.LIMIT,
    progress: Progress = None,
) -> list[Any]:
    """Recognize the pages of a scan.

    Parameters
    ----------
    source : path, bytes, file object, ndarray, PIL.Image.Image, or list of these
    recognize : callable
    pages : str, int or list of int, optional
        Which pages, from 1; all by default.
    password : str, optional
        Of a PDF.
    limit : float
        The most pixels that an image, or a rendered PDF page, may have.
    progress : callable, optional
        Called as ``progress(done, total)`` after each page.

    Returns
    -------
    list
        What `recognize` returned, without the pages of a file that are broken: the log names them.

    Raises
    ------
    EngineError
        The source is a URL.
    ImageError
        The source cannot be opened, or none of its pages.
    ValueError
        `pages` names none, or one that is not there.
    """
    _refuse_url(source)
    frames = images.expand(source, password=password, limit=limit)
    chosen = _chosen(pages, len(frames))
    found, broken = [], list[ImageError]()
    for done, number in enumerate(chosen, 1):
        try:
            found.append(recognize(number, frames[number - 1]))
        except ImageError as error:
            broken.append(error)
        if progress is not None:
            progress(done, len(chosen))
    _check_broken(broken, frames, is_any_read=bool(found))
    return found


def joined(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Put answers that have some pages each together, as if all had been asked for at once.

    Examples
    --------
    >>> joined([{"engine": "rapidocr", "pages": [1]}, {"engine": "rapidocr", "pages": [2, 3]}])
    {'engine': 'rapidocr', 'pages': [1, 2, 3]}
    """
    rows = {
        name: [row for answer in answers for row in answer[name]]
        for name, value in answers[0].items()
        if isinstance(value, list)
    }
    return answers[0] | rows


def _refuse_url(source: Scans) -> None:
    if isinstance(source, str) and source.lower().startswith(("http://", "https://")):
        raise EngineError(
            "the local engine fetches nothing from the network;"
            f" download {source} and pass the file"
        )


def _chosen(pages: Pages, count: int) -> list[int]:
    """Choose page numbers of a file, each once, in order; all where none is asked for."""
    there = range(1, count + 1)
    return page_ranges.parse(pages).among(there) if pages is not None else list(there)


def _check_broken(broken: list[ImageError], frames: list[Frame], *, is_any_read: bool) -> None:
    """Name the broken pages of a file in the log; raise the first error where nothing is left."""
    if broken and not (is_any_read and images.is_one_file(frames)):
        raise broken[0]
    for error in broken:
        _log.warning("%s; the page is left out", error)
