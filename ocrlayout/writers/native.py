"""Our own JSON: everything the model holds, columns as they are in memory. Loses nothing.

Numbers are written in their shortest exact form, unknown ones as null, so that reading the file
back gives an equal document. Written page by page: a long document never sits in memory twice.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from ocrlayout.model import Document
from ocrlayout.sources import Scans
from ocrlayout.writers._native import VERSION, page_json
from ocrlayout.writers._numbering import numbered_on

SUFFIXES = (".json",)


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
        out.write(before + page_json(page).encode())
        before = b",\n"
    out.write(b"\n]}\n")
