"""A document as Read answers it: Batch Read 2.0 and 2.1, Read 3.0 to 3.2."""

from collections.abc import Mapping
from typing import Any

from ocrlayout import skew
from ocrlayout.model import Document, Line, Page
from ocrlayout.order import reorder
from ocrlayout.serving.dialects.places import Item, confidence, corners, size

__all__ = ["read_2", "read_3"]

_LOW = 0.5  # Read 2.1 marks words of which it is less sure, and says nothing of the others
_MODEL = "local"  # the version of the model, where the service says its own


def read_2(document: Document, asked: Mapping[str, Any]) -> Item:
    """Answer as Batch Read 2.0 and 2.1 do."""
    has_confidence = asked["version"] == "2.1"
    return {"recognitionResults": [_page_2(page, has_confidence) for page in document]}


def _page_2(page: Page, has_confidence: bool) -> Item:
    return {
        "page": page.number,
        "clockwiseOrientation": round(skew.page_angle(page) % 360, 2),
        **size(page),
        "lines": [_line_2(page, line, has_confidence) for line in page.lines],
    }


def _line_2(page: Page, line: Line, has_confidence: bool) -> Item:
    words = []
    for word in line.words:
        low = {"confidence": "Low"} if has_confidence and word.confidence < _LOW else {}
        box = corners(page, word.polygon, line)
        words.append({"boundingBox": box, "text": word.text, **low})
    return {"boundingBox": corners(page, line.polygon), "text": line.text, "words": words}


def read_3(document: Document, asked: Mapping[str, Any]) -> Item:
    """Answer as Read 3.0 to 3.2 do."""
    document = reorder(document) if asked["order"] == "natural" else document
    version = asked["version"].partition("-")[0]
    model = {"modelVersion": _MODEL} if version == "3.2" else {}
    pages = list(map(_page_3, document))
    return {"analyzeResult": {"version": f"{version}.0", **model, "readResults": pages}}


def _page_3(page: Page) -> Item:
    return {
        "page": page.number,
        "angle": round(skew.page_angle(page), 4),
        **size(page),
        "lines": [_line_3(page, line) for line in page.lines],
    }


def _line_3(page: Page, line: Line) -> Item:
    words = []
    for word in line.words:
        box = corners(page, word.polygon, line)
        words.append({"boundingBox": box, "text": word.text, **confidence(word)})
    return {"boundingBox": corners(page, line.polygon), "text": line.text, "words": words}
