"""Our own JSON: everything the model holds, columns as they are in memory. Loses nothing.

Numbers are written as Python's shortest exact form, unknown ones as null, so that reading the file
back gives an equal document. Written page by page: a long document never sits in memory twice.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from ocrlayout.model import Blocks, Document, Fields, Lines, Page, Words
from ocrlayout.sources import Scans
from ocrlayout.writers._numbering import numbered_on

SUFFIXES = (".json",)
VERSION = 1


@dataclass(frozen=True, slots=True)
class Options:
    """No options: the format has one form."""


def write(
    documents: Iterable[Document],
    out: BinaryIO,
    *,
    images: Iterable[Scans] | None = None,  # noqa: ARG001  # the format does not hold pixels
    options: Options = Options(),  # noqa: ARG001
) -> None:
    r"""Write documents as native JSON, page by page as they come.

    Parameters
    ----------
    documents : iterable of Document
        The pages of the first keep their numbers, those of the rest follow on.
    out : binary file object
    images : ignored
        The format does not hold pixels.
    options : Options

    Examples
    --------
    >>> import io
    >>> out = io.BytesIO()
    >>> write([Document()], out)
    >>> out.getvalue()
    b'{"ocrlayout": 1, "pages": [\n]}\n'
    """
    out.write(f'{{"ocrlayout": {VERSION}, "pages": ['.encode())
    before = b"\n"
    for page in numbered_on(documents):
        out.write(before + json.dumps(_page(page), ensure_ascii=False, allow_nan=False).encode())
        before = b",\n"
    out.write(b"\n]}\n")


def _page(page: Page) -> dict[str, Any]:
    return {
        "number": page.number,
        "width": _number(page.width),
        "height": _number(page.height),
        "unit": page.unit,
        "angle": _number(page.angle),
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


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def _numbers(values: Any) -> list[float | None]:
    flat = np.asarray(values, np.float64).reshape(-1)
    # NaN differs from itself
    return [None if value != value else value for value in flat.tolist()]  # noqa: PLR0124
