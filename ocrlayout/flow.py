"""The usual order of the thinking rooms, in one call."""

from ocrlayout.filters import filter_confidence
from ocrlayout.model import Document
from ocrlayout.order import reorder
from ocrlayout.skew import deskew

__all__ = ["tidy"]


def tidy(document: Document, *, minimum: float | None = None) -> Document:
    """Deskew a document, filter it when a minimum is given, and put its lines in reading order.

    Parameters
    ----------
    document : Document
    minimum : float, optional
        Words of lower confidence go; unknown ones stay. Without it nothing is dropped.

    Returns
    -------
    Document

    Raises
    ------
    ValueError
        When `minimum` is not in [0, 1].

    Examples
    --------
    >>> from ocrlayout.model import Lines, Page
    >>> low, high = [[0, 20], [9, 20], [9, 29], [0, 29]], [[0, 0], [9, 0], [9, 9], [0, 9]]
    >>> tidy(Document([Page(width=50, height=50, lines=Lines(["second", "first"], [low, high]))]))[0].lines.text
    ('first', 'second')
    """
    document = deskew(document)
    if minimum is not None:
        document = filter_confidence(document, minimum)
    return reorder(document)
