"""What comes after OCR: answers of OCR services become documents, ordered text, pictures and searchable PDFs.

::

    import ocrlayout as ol

    document = ol.load("response.json")                    # which vendor? it looks
    document = ol.tidy(document)                           # deskew, order (and filter, with minimum=)
    ol.save(document, "scan.pdf", images="scan.jpg")       # searchable PDF
"""

from ocrlayout.batch import Outcome, run
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
from ocrlayout.flow import tidy
from ocrlayout.formats import load, read, save
from ocrlayout.model import Document, Line, Lines, Page, Word, Words
from ocrlayout.order import reorder
from ocrlayout.skew import deskew

__version__ = "0.1.0"

__all__ = [
    "AccessDenied",
    "Document",
    "EngineError",
    "ImageError",
    "Line",
    "Lines",
    "MissingExtra",
    "OcrFailed",
    "OcrLayoutError",
    "Outcome",
    "Page",
    "RateLimited",
    "ReadError",
    "ServiceError",
    "ServiceTimeout",
    "UnknownFormat",
    "Word",
    "Words",
    "WriteError",
    "__version__",
    "deskew",
    "filter_confidence",
    "filter_region",
    "load",
    "read",
    "reorder",
    "run",
    "save",
    "tidy",
]
