"""The usual order of what is done to a document, in one call."""

from ocrlayout import order, skew
from ocrlayout.filters import filter_confidence
from ocrlayout.model import Document, check_document
from ocrlayout.order.choices import Direction, Notes, Place, Tables

__all__ = ["tidy"]


def tidy(
    document: Document,
    *,
    minimum: float | None = None,
    angle: float | None = None,
    deskew: bool = True,
    reorder: bool = True,
    direction: Direction = "auto",
    tables: Tables = "row",
    notes: Notes = "after",
    headers: Place = "place",
    footers: Place = "place",
    join: bool = False,
) -> Document:
    """Deskew a document, filter it when a minimum is given, and put its lines in reading order.

    Parameters
    ----------
    document : Document
    minimum : float, optional
        Words of lower confidence go; unknown ones stay. Without it nothing is dropped.
    angle : float, optional
        Degrees, clockwise as seen, at which the text lies; measured on each page by default.
    deskew : bool
        False leaves every page at its angle.
    reorder : bool
        False keeps the lines in the service's order.
    direction, tables, notes, headers, footers, join
        As in :func:`~ocrlayout.reorder`.

    Returns
    -------
    Document

    Raises
    ------
    ValueError
        `minimum` is not in [0, 1], `angle` is not finite or given without `deskew`, or a choice of
        the order is not one of those that there are.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Page
    >>> low, high = [[0, 20], [9, 20], [9, 29], [0, 29]], [[0, 0], [9, 0], [9, 9], [0, 9]]
    >>> page = Page(width=50, height=50, lines=Lines(["second", "first"], [low, high]))
    >>> tidy(Document([page]))[0].lines.text
    ('first', 'second')
    >>> tidy(Document([page]), reorder=False)[0].lines.text
    ('second', 'first')
    """
    check_document(document, "tidy")
    if angle is not None and not deskew:
        raise ValueError("angle= is the angle to turn by, and deskew=False turns nothing")
    if deskew:
        document = skew.deskew(document, angle)
    if minimum is not None:
        document = filter_confidence(document, minimum)
    if not reorder:
        return document
    return order.reorder(
        document,
        direction=direction,
        tables=tables,
        notes=notes,
        headers=headers,
        footers=footers,
        join=join,
    )
