"""A page in the project's own JSON: every column of the model, for files and for the viewer.

Numbers are written in their shortest exact form, unknown ones as null.
"""

from typing import Any

import numpy as np
from msgspec.json import Encoder

from ocrlayout.model import Blocks, Fields, Lines, Page, Words

__all__ = ["VERSION", "page_json"]

VERSION = 1
_encode = Encoder().encode  # writes NaN as null


def page_json(page: Page) -> str:
    """Return a page as JSON, on one line.

    Examples
    --------
    >>> page_json(Page(number=7))[:12]
    '{"number":7,'
    """
    return _encode(_page(page)).decode()


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": page.width,
        "height": page.height,
        "unit": page.unit,
        "angle": page.angle,
        "matrix": _numbers(page.matrix),
        "source": _numbers(page.source_size),
        "origin": page.origin,
        "refitted": page.refitted,
        "blocks": _blocks(page.blocks),
        "fields": _fields(page.fields),
        "lines": _lines(page.lines),
    }


def _lines(lines: Lines) -> dict[str, Any]:
    return {
        "text": lines.text,
        "polygon": _numbers(lines.polygon),
        "offsets": lines.offsets.tolist(),
        "block": lines.block.tolist(),
        "language": lines.language,
        "handwritten": _numbers(lines.handwritten),
        "words": _words(lines.words),
    }


def _words(words: Words) -> dict[str, Any]:
    return {
        "text": words.text,
        "polygon": _numbers(words.polygon),
        "confidence": _numbers(words.confidence),
        "spaced": words.spaced.tolist(),
        "corrected": words.corrected.tolist(),
    }


def _blocks(blocks: Blocks) -> dict[str, Any]:
    return {
        "role": blocks.role,
        "parent": blocks.parent.tolist(),
        "cell": blocks.cell.reshape(-1).tolist(),
        "polygon": _numbers(blocks.polygon),
        "level": blocks.level.tolist(),
    }


def _fields(fields: Fields) -> dict[str, Any]:
    return {
        "kind": fields.kind,
        "name": fields.name,
        "text": fields.text,
        "value": fields.value,
        "name_polygon": _numbers(fields.name_polygon),
        "polygon": _numbers(fields.polygon),
        "confidence": _numbers(fields.confidence),
        "word": fields.word.tolist(),
    }


def _numbers(values: Any) -> list[float]:
    flat: list[float] = np.asarray(values, np.float64).reshape(-1).tolist()
    return flat
