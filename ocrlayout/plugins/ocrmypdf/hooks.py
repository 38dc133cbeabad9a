"""What OCRmyPDF calls."""

import importlib
from argparse import ArgumentParser

from ocrmypdf import OcrOptions, hookimpl
from ocrmypdf.pdfinfo import PdfInfo
from ocrmypdf.pluginspec import OcrEngine
from pydantic import BaseModel

from ocrlayout.plugins.ocrmypdf import settings

__all__ = ["add_options", "check_options", "get_ocr_engine", "register_options", "validate"]


@hookimpl
def add_options(parser: ArgumentParser) -> None:
    """Add the options to those of the command ``ocrmypdf``."""
    settings.add_options(parser)


@hookimpl
def register_options() -> dict[str, type[BaseModel]]:
    """Name the class of the options, so that they travel to other processes."""
    return {settings.NAMESPACE: settings.Settings}


@hookimpl
def check_options(options: OcrOptions) -> None:
    """Refuse, before any page, what cannot be done; choose the renderer that lays our layer."""
    chosen = settings.of(options)
    if chosen is not None:
        settings.check(chosen, options)


@hookimpl
def validate(pdfinfo: PdfInfo, options: OcrOptions) -> None:
    """Look at the pages, before any is recognized."""
    settings.look_at(pdfinfo, options)


@hookimpl
def get_ocr_engine(options: OcrOptions | None) -> OcrEngine | None:
    """Return the engine where ``--ocrlayout`` asks for it; else None, which leaves it to others."""
    if options is None or settings.of(options) is None:
        return None
    # what recognizes and writes is loaded in runs that need it
    engine = importlib.import_module("ocrlayout.plugins.ocrmypdf.engine")
    made: OcrEngine = engine.Engine()
    return made
