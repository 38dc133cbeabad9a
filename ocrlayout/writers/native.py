"""Our own JSON: everything the model holds, columns as they are in memory. Loses nothing.

Numbers are written as Python's shortest exact form, unknown ones as null, so that reading the file
back gives an equal document. Written page by page: a long document never sits in memory twice.
"""

import json
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from ocrlayout.model import Blocks, Document, Fields, Page

SUFFIXES = (".json",)
VERSION = 1


@dataclass(frozen=True, slots=True)
class Options:
    """No options: the format has one form."""


def write(
    document: Document,
    out: BinaryIO,
    *,
    images: Any = None,  # noqa: ARG001
    options: Options = Options(),  # noqa: ARG001
) -> None:
    r"""Write a document as native JSON.

    Parameters
    ----------
    document : Document
    out : binary file object
    images : ignored
        The format holds no pixels.
    options : Options

    Examples
    --------
    >>> import io
    >>> out = io.BytesIO()
    >>> write(Document(), out)
    >>> out.getvalue()
    b'{"ocrlayout": 1, "pages": [\n]}\n'
    """
    head = f'{{"ocrlayout": {VERSION}, "pages": ['
    out.write(head.encode())
    for index, page in enumerate(document.pages):
        out.write(b",\n" if index else b"\n")
        out.write(json.dumps(_page(page), ensure_ascii=False, allow_nan=False).encode())
    out.write(b"\n]}\n")


def _page(page: Page) -> dict[str, Any]:
    lines, words = page.lines, page.lines.words
    return {
        "number": page.number,
        "width": _number(page.width),
        "height": _number(page.height),
        "unit": page.unit,
        "angle": _number(page.angle),
        "matrix": _numbers(page.matrix),
        "source": _numbers(page.source_size),
        "origin": page.origin,
        "blocks": _blocks(page.blocks),
        "fields": _fields(page.fields),
        "lines": {
            "text": lines.text,
            "polygon": _numbers(lines.polygon),
            "offsets": lines.offsets.tolist(),
            "block": lines.block.tolist(),
            "language": lines.language,
            "handwritten": _numbers(lines.handwritten),
            "words": {
                "text": words.text,
                "polygon": _numbers(words.polygon),
                "confidence": _numbers(words.confidence),
                "spaced": words.spaced.tolist(),
                "corrected": words.corrected.tolist(),
            },
        },
    }


def _blocks(blocks: Blocks) -> dict[str, Any]:
    return {
        "role": blocks.role,
        "parent": blocks.parent.tolist(),
        "cell": blocks.cell.reshape(-1).tolist(),
        "polygon": _numbers(blocks.polygon),
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


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def _numbers(values: Any) -> list[float | None]:
    flat = np.asarray(values, np.float64).reshape(-1)
    # NaN differs from itself
    return [None if value != value else value for value in flat.tolist()]  # noqa: PLR0124
