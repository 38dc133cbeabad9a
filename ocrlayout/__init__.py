"""What comes after OCR: answers become documents, ordered text, pictures and searchable PDFs.

::

    import ocrlayout as ol

    document = ol.load("response.json")  # which vendor? it looks
    document = ol.tidy(document)  # deskew, order (and filter, with minimum=)
    ol.save(document, "scan.pdf", images="scan.jpg")  # searchable PDF

``docs/cookbook.md`` has a snippet for what people do with it most. To import this package costs
next to nothing: whatever it offers is loaded when it is first used.
"""

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "AccessDenied",
    "Block",
    "Blocks",
    "Check",
    "Comparison",
    "Document",
    "EngineError",
    "ErrorRates",
    "Field",
    "Fields",
    "ImageError",
    "Line",
    "Lines",
    "Match",
    "MissingExtra",
    "OcrFailed",
    "OcrLayoutError",
    "Origin",
    "Outcome",
    "Page",
    "RateLimited",
    "ReadError",
    "Scans",
    "ServiceError",
    "ServiceTimeout",
    "Source",
    "Table",
    "UnknownFormat",
    "Word",
    "Words",
    "WriteError",
    "__version__",
    "annotate",
    "check_pdf",
    "compare",
    "crop",
    "deskew",
    "doubt",
    "error_rates",
    "filter_confidence",
    "filter_region",
    "find",
    "load",
    "load_all",
    "page_angle",
    "read",
    "reading_order",
    "reorder",
    "run",
    "save",
    "tidy",
]

_ROOMS = {
    "ocrlayout.batch": ("Outcome", "run"),
    "ocrlayout.check": ("Check", "check_pdf"),
    "ocrlayout.comparison": ("Comparison", "ErrorRates", "compare", "error_rates"),
    "ocrlayout.doubts": ("doubt",),
    "ocrlayout.errors": (
        "AccessDenied",
        "EngineError",
        "ImageError",
        "MissingExtra",
        "OcrFailed",
        "OcrLayoutError",
        "RateLimited",
        "ReadError",
        "ServiceError",
        "ServiceTimeout",
        "UnknownFormat",
        "WriteError",
    ),
    "ocrlayout.filters": ("filter_confidence", "filter_region"),
    "ocrlayout.finding": ("Match", "find"),
    "ocrlayout.flow": ("tidy",),
    "ocrlayout.formats": ("load", "load_all", "save"),
    "ocrlayout.images": ("crop",),
    "ocrlayout.model": (
        "Block",
        "Blocks",
        "Document",
        "Field",
        "Fields",
        "Line",
        "Lines",
        "Origin",
        "Page",
        "Table",
        "Word",
        "Words",
    ),
    "ocrlayout.order": ("reading_order", "reorder"),
    "ocrlayout.recognition": ("read",),
    "ocrlayout.skew": ("deskew", "page_angle"),
    "ocrlayout.sources": ("Scans", "Source"),
    "ocrlayout.writers.picture": ("annotate",),
}
_LOADED_WHEN_USED = {name: room for room, names in _ROOMS.items() for name in names}
# Modules that are asked for as attributes, such as `ol.geometry`.
_MODULES = ("engines", "errors", "geometry", "images", "model", "order", "readers", "writers")

if TYPE_CHECKING:
    from ocrlayout.batch import Outcome, run
    from ocrlayout.check import Check, check_pdf
    from ocrlayout.comparison import Comparison, ErrorRates, compare, error_rates
    from ocrlayout.doubts import doubt
    from ocrlayout.errors import (
        AccessDenied,
        EngineError,
        ImageError,
        MissingExtra,
        OcrFailed,
        OcrLayoutError,
        RateLimited,
        ReadError,
        ServiceError,
        ServiceTimeout,
        UnknownFormat,
        WriteError,
    )
    from ocrlayout.filters import filter_confidence, filter_region
    from ocrlayout.finding import Match, find
    from ocrlayout.flow import tidy
    from ocrlayout.formats import load, load_all, save
    from ocrlayout.images import crop
    from ocrlayout.model import (
        Block,
        Blocks,
        Document,
        Field,
        Fields,
        Line,
        Lines,
        Origin,
        Page,
        Table,
        Word,
        Words,
    )
    from ocrlayout.order import reading_order, reorder
    from ocrlayout.recognition import read
    from ocrlayout.skew import deskew, page_angle
    from ocrlayout.sources import Scans, Source
    from ocrlayout.writers.picture import annotate
else:  # a type checker would take every misspelled name for one of these

    def __getattr__(name: str) -> object:
        """Load what is not loaded yet (PEP 562)."""
        if name in _MODULES:
            return importlib.import_module(f"ocrlayout.{name}")
        if name not in _LOADED_WHEN_USED:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        globals()[name] = found = getattr(importlib.import_module(_LOADED_WHEN_USED[name]), name)
        return found

    def __dir__() -> list[str]:
        """List the names that are loaded, and those that are not yet."""
        return sorted({*globals(), *__all__, *_MODULES})
