"""A page recognized, for either of OCRmyPDF's renderers.

OCRmyPDF calls from threads or processes, page by page and in any order.
"""

import contextlib
import logging
import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, NoReturn

from ocrmypdf import OcrOptions, hocrtransform
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import SubprocessOutputError
from ocrmypdf.pluginspec import OcrEngine, OrientationConfidence

import ocrlayout
from ocrlayout import flow, formats, registry
from ocrlayout.engines import tesseract
from ocrlayout.engines.azure import SharedRate
from ocrlayout.errors import OcrLayoutError
from ocrlayout.model import Document
from ocrlayout.plugins.ocrmypdf import elements, settings
from ocrlayout.plugins.ocrmypdf.settings import Settings
from ocrlayout.writers.pdf import text_only

__all__ = ["Engine"]

_log = logging.getLogger("ocrmypdf.ocrlayout")  # as in `settings`

_measure: Any = TesseractOcrEngine  # which comes without types
_FONT = "f-0-0"  # the one key of a font that OCRmyPDF takes over from a text layer
_TURNS = "turns.sqlite"  # beside the images of a run, where all of its workers find it


class Engine(OcrEngine):
    """What OCRmyPDF asks in place of Tesseract.

    How a page lies, for ``--rotate-pages`` and ``--deskew``, is measured by Tesseract as ever: a
    service would bill each look.
    """

    @staticmethod
    def version() -> str:
        """Return the version of this package."""
        return ocrlayout.__version__

    @staticmethod
    def creator_tag(options: OcrOptions) -> str:
        """Name what made the text."""
        return f"ocrlayout {ocrlayout.__version__} ({_chosen(options).engine})"

    def __str__(self) -> str:
        return f"ocrlayout {ocrlayout.__version__}"

    @staticmethod
    def languages(options: OcrOptions) -> AbstractSet[str]:
        """List what ``-l`` may say; an empty set leaves it unchecked, as it is not used."""
        chosen = _chosen(options)
        is_told = _is_tesseract(chosen) and not chosen.language
        return set(tesseract.languages()) if is_told else set()

    @staticmethod
    def get_orientation(input_file: Path, options: OcrOptions) -> OrientationConfidence:
        """Measure how a page lies."""
        measured: OrientationConfidence = _measure.get_orientation(input_file, options)
        return measured

    @staticmethod
    def get_deskew(input_file: Path, options: OcrOptions) -> float:
        """Measure the degrees by which a page is tilted."""
        return float(_measure.get_deskew(input_file, options))

    @staticmethod
    def supports_generate_ocr() -> bool:
        """Return that there is a tree for OCRmyPDF's own renderer."""
        return True

    @staticmethod
    def generate_ocr(
        input_file: Path, options: OcrOptions, page_number: int = 0
    ) -> tuple[hocrtransform.OcrElement, str]:
        """Recognize a page for OCRmyPDF's own renderer; pages count from 0."""
        with _named(page_number + 1):
            document = _recognized(input_file, options, page_number + 1)
            return elements.tree(document, input_file, page_number), document.text

    @staticmethod
    def generate_pdf(
        input_file: Path, output_pdf: Path, output_text: Path, options: OcrOptions
    ) -> None:
        """Recognize a page, and write its text layer and its text."""
        number = _number(input_file)
        with _named(number):
            document = _recognized(input_file, options, number)
            with output_pdf.open("wb") as out:
                if any(len(page.words) for page in document):  # an empty file means no text
                    is_moved = number in _chosen(options).moved
                    text_only.write(
                        [document], out, images=[input_file], font_name=_FONT, is_moved=is_moved
                    )
            output_text.write_text(document.text, encoding="utf-8")

    @staticmethod
    def generate_hocr(
        input_file: Path, output_hocr: Path, output_text: Path, options: OcrOptions
    ) -> NoReturn:
        """Raise: OCRmyPDF asks for hOCR only where there is no tree."""
        raise NotImplementedError("ocrlayout gives OCRmyPDF a tree or a text layer, not hOCR")


def _chosen(options: OcrOptions) -> Settings:
    return settings.of(options) or Settings()


def _is_tesseract(chosen: Settings) -> bool:
    return registry.engine_for(chosen.engine).__name__ == tesseract.__name__


def _number(image: Path) -> int:
    """Return the number of a page, with which the name of its image begins: ``000001_ocr.png``."""
    found = re.match(r"\d+", image.name)
    return int(found[0]) if found else 1


@contextlib.contextmanager
def _named(number: int) -> Iterator[None]:
    """Name the page in whatever goes wrong; OCRmyPDF prints this error without a traceback."""
    try:
        yield
    except (OcrLayoutError, OSError, ValueError) as error:
        raise SubprocessOutputError(f"page {number}: {error}") from error


def _recognized(image: Path, options: OcrOptions, number: int) -> Document:
    """Recognize the image of a page, and put its lines in order."""
    chosen = _chosen(options)
    payload = formats.fetch(image, chosen.engine, **_told(chosen, options, image, number))
    return flow.tidy(formats.load(payload, images=image))


def _told(chosen: Settings, options: OcrOptions, image: Path, number: int) -> dict[str, Any]:
    """List what the engine is told."""
    told: dict[str, Any] = {"language": chosen.language, "api": chosen.api}
    if _is_tesseract(chosen):
        told["language"] = chosen.language or "+".join(options.languages)
    if chosen.rate is not None:
        told["pace"] = SharedRate(image.with_name(_TURNS), chosen.rate)
    if chosen.insecure:
        told["insecure"] = True
    if registry.engine_for(chosen.engine).REMOTE:
        told["progress"] = lambda state, value: _heard(number, state, value)
    return {name: value for name, value in told.items() if value is not None}


def _heard(number: int, state: str, value: str | float) -> None:
    """Say how far a service is with a page: that it makes us wait, more loudly than the rest."""
    if state == "waiting":
        _log.info("page %d: asked again in %.3g seconds", number, value)
    else:
        _log.debug("page %d: %s (%s)", number, state, value)
