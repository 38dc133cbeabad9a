"""A paragraph on one line, an item of a list on its own, a row of a table with tabs."""

from ocrlayout.model import Page
from ocrlayout.writers._flow.division import Vocabulary
from ocrlayout.writers._flow.items import items
from ocrlayout.writers._flow.joining import Joiner
from ocrlayout.writers._flow.parts import Part, parts
from ocrlayout.writers._flow.tables import rows_of

__all__ = ["paragraphs"]


def paragraphs(page: Page, texts: list[str], vocabulary: Vocabulary | None) -> list[list[str]]:
    """Return the lines of text that each block of a page becomes.

    Parameters
    ----------
    page : Page
    texts : list of str
        Of the page's lines.
    vocabulary : Vocabulary or None
        Words of the document, to join divided words by; None: only soft hyphens go.
    """
    join = Joiner(texts, vocabulary)
    return [_lines(page, part, texts, join) for part in parts(page)]


def _lines(page: Page, part: Part, texts: list[str], join: Joiner) -> list[str]:
    if part.block >= 0 and page.blocks.role[part.block] == "table":
        return ["\t".join(row) for row in rows_of(page, part, join)]
    return [join(lines) for lines, _ in items(part.lines, texts)]
