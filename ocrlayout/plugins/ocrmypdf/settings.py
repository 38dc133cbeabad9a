"""What can be typed after ``ocrmypdf``, and whether it can be done."""

import logging
from argparse import ArgumentParser
from typing import cast

from ocrmypdf import OcrOptions
from ocrmypdf.exceptions import BadArgsError, MissingDependencyError
from ocrmypdf.pdfinfo import PdfInfo
from pydantic import BaseModel

from ocrlayout import registry
from ocrlayout.errors import OcrLayoutError
from ocrlayout.registry import Engine

__all__ = ["NAMESPACE", "Settings", "add_options", "check", "look_at", "of"]

# OCRmyPDF shows what is logged below its own name, and the number of the page with it.
_log = logging.getLogger("ocrmypdf.ocrlayout")

NAMESPACE = "ocrlayout"
"""What OCRmyPDF calls the options: ``options.ocrlayout``, ``ocrmypdf.ocr(ocrlayout_engine=…)``."""

_SERVICE = "azure"  # the engine that has versions and rates


class Settings(BaseModel):
    """What ``--ocrlayout`` and its neighbors say.

    Attributes
    ----------
    engine : str, optional
        None leaves OCRmyPDF as it is.
    api : str, optional
        Version of Azure's service.
    rate : float, optional
        Calls a second, of all workers together.
    language : str, optional
        What the engine is told; see :func:`add_options`.
    insecure : bool
        Whether the key may go over http to a container of a private network.
    moved : list of int
        Pages, from 1, on which OCRmyPDF turns or moves the text layer; nobody types it.
    """

    engine: str | None = None
    api: str | None = None
    rate: float | None = None
    language: str | None = None
    insecure: bool = False
    moved: list[int] = []


def add_options(parser: ArgumentParser) -> None:
    """Add the options to a parser."""
    group = parser.add_argument_group(
        "ocrlayout", "Other OCR engines, and a text layer of their words where they stand"
    )
    group.add_argument(
        "--ocrlayout",
        dest="ocrlayout_engine",
        metavar="ENGINE",
        help="recognize pages by azure, local, rapidocr or tesseract. For azure, the variables"
        " COMPUTER_VISION_ENDPOINT and COMPUTER_VISION_SUBSCRIPTION_KEY name the resource; every"
        " page is uploaded to it, and billed",
    )
    group.add_argument(
        "--ocrlayout-api",
        metavar="VERSION",
        help="version of Azure's service, such as 3.2 (default) or di-2024-11-30",
    )
    group.add_argument(
        "--ocrlayout-rate",
        type=float,
        metavar="N",
        help="calls a second to Azure, of all jobs together: 0.33 in the free tier",
    )
    group.add_argument(
        "--ocrlayout-insecure",
        action="store_true",
        help="allow http to a container of a private network; the key travels in the clear",
    )
    group.add_argument(
        "--ocrlayout-language",
        metavar="CODE",
        help="language that the engine is told, as it spells it (default: none; for tesseract"
        " that of -l)",
    )


def of(options: OcrOptions) -> Settings | None:
    """Return the settings of a run; None where it does not ask for the plug-in."""
    found = cast("Settings | None", getattr(options, NAMESPACE, None))
    return found if found is not None and found.engine else None


def check(chosen: Settings, options: OcrOptions) -> None:
    """Refuse what cannot be done, and have OCRmyPDF take our text layer.

    Raises
    ------
    BadArgsError
        Options that do not go together, or names that are not known.
    MissingDependencyError
        The engine is not installed, or not configured.
    """
    if options.ocr_engine != "auto":
        raise BadArgsError(
            f"--ocrlayout and --ocr-engine {options.ocr_engine} both name an engine; give one"
        )
    _check_ready(_engine(chosen))
    if options.pdf_renderer == "auto":
        options.pdf_renderer = "sandwich"  # the only one that lays a text layer of others


def look_at(pages: PdfInfo, options: OcrOptions) -> None:
    """Note the pages on which OCRmyPDF will turn or move a text layer, for all workers to know.

    It does so where the content stays as it is, and the page is shown turned, or has its origin
    somewhere else.
    """
    chosen = of(options)
    if chosen is None or not options.lossless_reconstruction:
        return
    moved = [
        number
        for number, page in enumerate(pages.pages, 1)
        if page is not None
        and (options.rotate_pages or page.rotation or any(map(round, page.mediabox[:2])))
    ]
    # what was made of the options, and the options themselves, of which workers make it anew
    chosen.moved = moved
    options.extra_attrs[f"{NAMESPACE}_moved"] = moved


def _engine(chosen: Settings) -> Engine:
    """Find the engine, and look at what is said of it."""
    try:
        engine = registry.engine_for(chosen.engine)
        if not registry.recognizes(engine):
            raise BadArgsError(f"--ocrlayout {chosen.engine} does not recognize anything")
        _check_service(chosen, engine)
    except (OcrLayoutError, ValueError) as error:
        raise BadArgsError(str(error)) from error
    return engine


def _check_service(chosen: Settings, engine: Engine) -> None:
    """Look at what only the service takes."""
    if not engine.REMOTE and (chosen.api or chosen.rate is not None or chosen.insecure):
        raise BadArgsError(f"--ocrlayout-api, -rate and -insecure are for {_SERVICE} only")
    if chosen.api:
        registry.takes_pages(engine, {"api": chosen.api})  # which knows the versions
    if chosen.rate is not None and not 0 < chosen.rate < float("inf"):
        raise BadArgsError(f"--ocrlayout-rate is a number greater than 0, not {chosen.rate:g}")


def _check_ready(engine: Engine) -> None:
    name = engine.__name__.rpartition(".")[2]
    try:
        if engine.REMOTE:
            _log.info("pages are uploaded to %s", engine.destination())
    except (OcrLayoutError, ValueError) as error:
        raise MissingDependencyError(str(error)) from error
    if not engine.ready():
        raise MissingDependencyError(f"the engine {name} of ocrlayout is not installed")
