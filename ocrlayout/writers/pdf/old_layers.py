"""Old layers of text that OCR has left under or over the pages of a PDF, taken out.

What counts as one: text that does not leave ink (:mod:`content_walk`), and text under pictures
that cover it. So it is with Tesseract, OCRmyPDF, Acrobat ("searchable image"), FineReader, Foxit
and others, which use render mode 3, and with older ones that paint text and then the scan over it.
What is seen stays: the fonts that Acrobat's ClearScan makes of a scan, and a layer that shows.
Nothing of a page looks different afterwards.

Forms are copied before they are changed, for other pages may draw them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pikepdf

from ocrlayout.writers.pdf.content_edit import Edited, edited
from ocrlayout.writers.pdf.content_state import Show, met
from ocrlayout.writers.pdf.content_walk import Drawing, Part, operator
from ocrlayout.writers.pdf.objects import Box

__all__ = ["OldLayers", "copied", "dictionaries"]

Boxes = npt.NDArray[np.float64]  # (n, 4)
Side = npt.NDArray[np.float64]  # (n,)

_SEAM = 0.01  # points between the strips of a scan, by which producers round their places
_ENGINE = re.compile(
    r"\bocr|text ?layer|hidden ?text|invisible|recogni[sz]ed|searchable", re.IGNORECASE
)
"""Names of optional-content layers that hold what an OCR engine has read."""


class OldLayers:
    r"""The old layers of a PDF.

    Parameters
    ----------
    pdf : pikepdf.Pdf

    Attributes
    ----------
    is_changed : bool
        Something was taken out.

    Examples
    --------
    >>> pdf = pikepdf.new()
    >>> page = pdf.add_blank_page()
    >>> page.Contents = pdf.make_stream(b"BT 3 Tr /F 9 Tf 9 9 Td (fox) Tj ET 0 0 9 9 re f")
    >>> OldLayers(pdf).take_out(page.obj, (0, 0, 612, 792))
    1
    >>> page.Contents.read_bytes()
    b'3 Tr\n0 0 9 9 re\nf'
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._off = set(_off(pdf.Root.get("/OCProperties")))
        self._copies: dict[tuple[Any, ...], pikepdf.Object] = {}
        self._counts: dict[tuple[int, int], int] = {}  # by page, for one that is asked for again
        self.is_changed = False

    def take_out(self, page: pikepdf.Object, box: Box) -> int:
        """Take the hidden text out of a page.

        Parameters
        ----------
        page : pikepdf.Dictionary
        box : (x0, y0, x1, y1)
            What of it is displayed.

        Returns
        -------
        int
            How many instructions showed hidden text.

        Raises
        ------
        pikepdf.PdfError
            The content cannot be read; nothing is changed.
        TooDeepError
            Forms are drawn without end; nothing is changed.
        """
        if page.objgen not in self._counts:
            self._counts[page.objgen] = self._take_out(page, box)
        return self._counts[page.objgen]

    def _take_out(self, page: pikepdf.Object, box: Box) -> int:
        drawing = Drawing(self._is_off)
        part = drawing.page(page)
        _look_under_pictures(drawing, box)
        _keep_what_is_needed(drawing.shows)
        count = sum(show.hidden for show in drawing.shows)
        if count:
            found, resources = self._without(part, _used(drawing.shows))
            page["/Contents"] = self._pdf.make_stream(found.content)
            page["/Resources"] = resources
            self.is_changed = True
        return count

    def _without(self, part: Part, used: set[tuple[int, int]]) -> tuple[Edited, pikepdf.Dictionary]:
        """Write a content stream without its hidden text; returns its resources, too."""
        resources = copied(part.resources)
        names = self._forms(part, resources, used)
        found = edited(part, names, used)
        if not any(inner.borrows for inner in part.parts.values()):
            _drop(resources, "/Font", found.lost)
        return found, resources

    def _forms(
        self, part: Part, resources: pikepdf.Dictionary, used: set[tuple[int, int]]
    ) -> dict[int, str | None]:
        """Name the forms that a part draws from now on, and put new ones among its resources."""
        drawn = {at: self._form(inner, used) for at, inner in part.parts.items()}
        forms = copied(resources.get("/XObject"))
        names: dict[int, str | None] = {}
        for at, form in drawn.items():
            if form is None:
                names[at] = None
            elif form.objgen != part.parts[at].stream.objgen:
                names[at] = _named(form, forms)
        gone = {_name(part, at) for at in names} - set(_still_drawn(part, names))
        for name in gone:
            del forms[name]
        if names:
            resources["/XObject"] = forms
        return names

    def _form(self, part: Part, used: set[tuple[int, int]]) -> pikepdf.Object | None:
        """Return a form without its hidden text, which may be itself; None: nothing is left."""
        if not _is_changed(part):
            unchanged: pikepdf.Object = part.stream
            return unchanged
        found, resources = self._without(part, used)
        if found.is_empty:
            return None
        key = part.stream.objgen, found.content, resources.unparse()
        if key not in self._copies:
            copy = self._pdf.make_stream(found.content)
            for entry, value in part.stream.items():
                if entry not in ("/Length", "/Filter", "/DecodeParms"):
                    copy[entry] = value
            copy["/Resources"] = resources  # also of a form that had none of its own
            self._copies[key] = copy
        return self._copies[key]

    def _is_off(self, content: Any) -> bool:
        """Return whether optional content is a layer of an OCR engine, and not shown."""
        groups = content.get("/OCGs", content)
        groups = [groups] if isinstance(groups, pikepdf.Dictionary) else list(groups)
        names = (str(group.get("/Name", "")) for group in groups)
        is_hidden = bool(groups) and all(group.objgen in self._off for group in groups)
        return is_hidden and any(map(_ENGINE.search, names))


def copied(dictionary: Any) -> pikepdf.Dictionary:
    """Copy a dictionary, not what it holds; what is not a dictionary becomes an empty one."""
    copy = pikepdf.Dictionary()
    if isinstance(dictionary, pikepdf.Dictionary):
        # iterating a pikepdf dictionary gives no keys
        for key in dictionary.keys():  # noqa: SIM118
            copy[key] = dictionary[key]
    return copy


def dictionaries(array: Any) -> list[Any]:
    """List the dictionaries of an array; what is not an array has none."""
    parts: Iterable[Any] = array if isinstance(array, pikepdf.Array) else ()
    return [part for part in parts if isinstance(part, pikepdf.Dictionary)]


def _off(properties: Any) -> Iterator[tuple[int, int]]:
    """Yield the optional-content groups that are not shown when the PDF is opened."""
    usual = properties.get("/D") if isinstance(properties, pikepdf.Dictionary) else None
    if not isinstance(usual, pikepdf.Dictionary):
        return
    if usual.get("/BaseState") == "/OFF":
        shown = {group.objgen for group in dictionaries(usual.get("/ON"))}
        yield from {group.objgen for group in dictionaries(properties.get("/OCGs"))} - shown
    yield from (group.objgen for group in dictionaries(usual.get("/OFF")))


def _look_under_pictures(drawing: Drawing, page: Box) -> None:
    """Find text that pictures cover, as far as the page shows it."""
    orders = np.array([order for order, _ in drawing.covers], np.int64)
    covers = np.array([box for _, box in drawing.covers]).reshape(-1, 4)
    covers += (-_SEAM, -_SEAM, _SEAM, _SEAM)
    for show in drawing.shows if len(orders) else ():
        if show.coverable and not show.hidden:
            show.hidden = _is_covered(met(show.box, page), covers[orders > show.order])


def _is_covered(box: Box, covers: Boxes) -> bool:
    """Return whether a box lies in one of these, or in several together: strips, or tiles."""
    low, high = np.maximum(covers[:, :2], box[:2]), np.minimum(covers[:, 2:], box[2:])
    if ((low <= box[:2]) & (high >= box[2:])).all(axis=1).any():
        return True
    there = (low < high).all(axis=1)
    low, high = low[there], high[there]
    x, y = (_middles(box[side], box[side + 2], low[:, side], high[:, side]) for side in (0, 1))
    across = (low[:, :1] < x) & (x < high[:, :1])
    up = (low[:, 1:] < y) & (y < high[:, 1:])
    cells = across[:, :, None] & up[:, None, :]
    return bool(cells.any(axis=0).all())


def _middles(start: float, end: float, low: Side, high: Side) -> Side:
    """Cut a side of a box where covers begin and end; return the middle of each part."""
    cuts = np.unique(np.concatenate([[start, end], low, high]))
    middles: Side = (cuts[:-1] + cuts[1:]) / 2
    return middles


def _keep_what_is_needed(shows: list[Show]) -> None:
    """Keep hidden text behind which visible text stands, if nothing can take its place."""
    for show in reversed(shows):
        if show.leads and show.advance is None:
            show.hidden = False
        if show.follows and (show.leads or not show.hidden):
            show.follows.leads = True


def _used(shows: Iterable[Show]) -> set[tuple[int, int]]:
    """Return the choices of fonts that text depends on."""
    kept = (show.font for show in shows if show.font and not (show.hidden and not show.leads))
    return {(id(font.part), font.at) for font in kept}


def _is_changed(part: Part) -> bool:
    return any(show.hidden for show in part.shows.values()) or any(
        map(_is_changed, part.parts.values())
    )


def _name(part: Part, at: int) -> str:
    return str(part.instructions[at].operands[0])


def _still_drawn(part: Part, names: dict[int, str | None]) -> Iterator[str]:
    """Yield the names of forms and images that are drawn as before."""
    for at, row in enumerate(part.instructions):
        if operator(row) == "Do" and at not in names:
            yield str(row.operands[0])


def _named(form: pikepdf.Object, forms: pikepdf.Dictionary) -> str:
    """Find a form among resources, or put it there under a new name."""
    for name, other in forms.items():
        if other.objgen == form.objgen:
            return str(name)
    free = next(name for number in range(len(forms) + 1) if (name := f"/Fm{number}") not in forms)
    forms[free] = form
    return free


def _drop(resources: pikepdf.Dictionary, kind: str, names: set[str]) -> None:
    """Take names out of resources."""
    left = copied(resources.get(kind))
    for name in names & set(left.keys()):
        del left[name]
    if names:
        resources[kind] = left
