"""What comes after OCR: answers become documents, ordered text, pictures and searchable PDFs.

::

    import ocrlayout as ol

    document = ol.load("response.json")  # which vendor? it looks
    document = ol.tidy(document)  # deskew, order (and filter, with minimum=)
    ol.save(document, "scan.pdf", images="scan.jpg")  # searchable PDF

``docs/cookbook.md`` has a snippet for what people do with it most. To import this package is cheap:
what draws, writes or recognizes is loaded when it is first used.
"""

import importlib
from typing import TYPE_CHECKING

from ocrlayout.batch import Outcome, run
from ocrlayout.doubt import doubt
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
from ocrlayout.find import Match, find
from ocrlayout.flow import tidy
from ocrlayout.formats import load, load_all, save
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

# What draws, cuts and reads pages needs OpenCV, Pillow and PDFium, which take longer to load than
# all the rest.
_LOADED_WHEN_USED = {
    "Check": "ocrlayout.check",
    "Comparison": "ocrlayout.comparison",
    "ErrorRates": "ocrlayout.comparison",
    "annotate": "ocrlayout.writers.picture",
    "check_pdf": "ocrlayout.check",
    "compare": "ocrlayout.comparison",
    "crop": "ocrlayout.images",
    "error_rates": "ocrlayout.comparison",
}

if TYPE_CHECKING:
    from ocrlayout.check import Check, check_pdf
    from ocrlayout.comparison import Comparison, ErrorRates, compare, error_rates
    from ocrlayout.images import crop
    from ocrlayout.writers.picture import annotate
else:  # a type checker would take every misspelled name for one of these

    def __getattr__(name: str) -> object:
        """Load what is not loaded yet (PEP 562)."""
        if name not in _LOADED_WHEN_USED:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(importlib.import_module(_LOADED_WHEN_USED[name]), name)

    def __dir__() -> list[str]:
        """List the names that are loaded, and those that are not yet."""
        return sorted({*globals(), *__all__})
