r"""Plain text: the lines in the order they have, a blank line between blocks, a form feed between pages.

Loses everything but the text: places, confidences, roles.
"""

from dataclasses import dataclass
from typing import Any, BinaryIO

from ocrlayout.model import Document, Page

SUFFIXES = (".txt",)


@dataclass(frozen=True, slots=True)
class Options:
    r"""How the text is put together.

    Attributes
    ----------
    page_break : str
        Stands between pages; a form feed on its own line by default, as ``pdftotext`` has it.
    """

    page_break: str = "\f"


def render(document: Document, options: Options = Options()) -> str:  # frozen
    r"""Return a document's text.

    Parameters
    ----------
    document : Document
    options : Options

    Returns
    -------
    str
        Every line ends in a line feed; blank lines stand between blocks.

    Examples
    --------
    >>> from ocrlayout.model import Blocks, Lines
    >>> blocks = Blocks(["heading", "paragraph"])
    >>> render(Document([Page(lines=Lines(["One", "two", "three"], block=[0, 1, 1]), blocks=blocks)]))
    'One\n\ntwo\nthree\n'
    """
    return options.page_break.join(_page(page) for page in document.pages)


def write(document: Document, out: BinaryIO, *, images: Any = None, options: Options = Options()) -> None:  # noqa: ARG001
    """Write a document's text as UTF-8.

    Parameters
    ----------
    document : Document
    out : binary file object
    images : ignored
        Text needs no pixels.
    options : Options
    """
    out.writelines(
        ((options.page_break if index else "") + _page(page)).encode() for index, page in enumerate(document.pages)
    )


def _page(page: Page) -> str:
    parts: list[str] = []
    before: int | None = None
    for text, block in zip(page.lines.text, page.lines.block.tolist(), strict=True):
        if before is not None and block != before:
            parts.append("\n")
        parts.append(f"{text}\n")
        before = block
    return "".join(parts)
