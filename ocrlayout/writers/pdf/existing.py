"""Text under the pages of PDFs that exist: the pages stay as they are.

The text goes in front of a page's own content, so that an unbalanced ``q`` or a clipping path there
cannot move or hide it. What a page inherits, pikepdf hands down to it when it opens the PDF; a
resource dictionary that it shares is copied, so that no other page changes. Compressed streams,
images above all, are not touched; bookmarks, forms, attachments and encryption stay. A signature
stays too, but no longer holds, and the log says so.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 3.6.2 "Page Tree", 4.2.1 "Coordinate Spaces".
"""

import contextlib
import io
import itertools
import logging
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple

import pikepdf

from ocrlayout import images
from ocrlayout.errors import ImageError
from ocrlayout.images import Frame
from ocrlayout.model import Page
from ocrlayout.writers.pdf import placement, turning
from ocrlayout.writers.pdf.objects import Box
from ocrlayout.writers.pdf.placement import Upright
from ocrlayout.writers.pdf.text_layer import FONT

__all__ = ["ExistingPage", "ExistingPdfs"]

_LETTER = (0.0, 0.0, 612.0, 792.0)  # points: what viewers take for a page without a box
_SIGNED = 1  # flag of a form
_log = logging.getLogger("ocrlayout")


class Turn(NamedTuple):
    """How a page is turned upright.

    Attributes
    ----------
    shown : (x0, y0, x1, y1)
        What of it is displayed as it lies, in points of its user space.
    upright : Upright
    around : turning.Wrapping
    """

    shown: Box
    upright: Upright
    around: turning.Wrapping


class ExistingPage(NamedTuple):
    """A page of a PDF that exists.

    Attributes
    ----------
    name : str
        For messages.
    pdf : pikepdf.Pdf
    number : int
        In its PDF, from 0.
    box : (x0, y0, x1, y1)
        What of it is displayed, in points of its user space.
    rotation : int
        Degrees, clockwise, by which it is displayed: 0, 90, 180 or 270.
    font : str
        A name for our font that is free among its resources.
    turn : Turn or None
        Box and rotation are those after it; None for a page that stays as it lies.
    """

    name: str
    pdf: pikepdf.Pdf
    number: int
    box: Box
    rotation: int
    font: str
    turn: Turn | None = None


class ExistingPdfs:
    """The PDFs among the scans, each opened once and held open.

    Parameters
    ----------
    opened : contextlib.ExitStack
        Closes them.
    """

    def __init__(self, opened: contextlib.ExitStack) -> None:
        self._opened = opened
        self._pdfs: dict[int, tuple[Frame, pikepdf.Pdf]] = {}
        self._pages: dict[int, ExistingPage] = {}

    def open(self, frame: Frame, position: int, upright: Page | None = None) -> ExistingPage:
        """Open the page of a frame, which is to be the one at `position` of the result, from 0.

        Parameters
        ----------
        frame : Frame
        position : int
        upright : Page or None
            As which the page is to be turned, where that is possible.

        Raises
        ------
        ImageError
            The PDF is broken, or encrypted and its password missing or wrong.
        """
        key = id(frame.source)
        if key not in self._pdfs:  # with the frame, which keeps the source, and so its id
            self._pdfs[key] = frame, self._opened.enter_context(_open(frame))
        pdf = self._pdfs[key][1]
        with _readable(frame.name):
            page = pdf.pages[frame.index].obj
            box, rotation, font = _box(page), _rotation(page), _free_name(page)
            turn = _turn(page, upright, box, rotation, frame.name) if upright else None
        if turn:
            box, rotation = turn.upright.box, turn.upright.rotation
        opened = ExistingPage(frame.name, pdf, frame.index, box, rotation, font, turn)
        self._pages[position] = opened
        return opened

    def save(self, layers: BinaryIO, out: BinaryIO, *, title: str = "", language: str = "") -> None:
        """Write the pages, with what was drawn for them.

        Parameters
        ----------
        layers : binary file object
            A PDF of as many pages as the result has: new ones as they are to be; of the others the
            text and the annotations that are added to them.
        out : binary file object
        title, language : str
            ``""`` keeps what the PDF has.

        Raises
        ------
        ImageError
            A PDF is broken.
        """
        name = next(iter(self._pages.values())).name
        with pikepdf.open(layers) as drawn, _readable(name):
            pages = [self._pages.get(position) for position in range(len(drawn.pages))]
            pdf = _in_place(pages) or self._opened.enter_context(_put_together(pages, drawn))
            turned = {}
            for page, target, layer in zip(pages, pdf.pages, drawn.pages, strict=True):
                if page:
                    with _readable(page.name):
                        if page.turn:
                            turning.turn(pdf, target.obj, *page.turn)
                            turned[target.obj.objgen] = page.turn.upright.matrix
                        _add_text(pdf, target.obj, layer.obj, page.font)
                        _add_annotations(pdf, target.obj, layer.obj)
            turning.turn_destinations(pdf, turned)
            _describe(pdf, title, language)
            _warn_of_signature(pdf, name)
            _save(pdf, out)


def _open(frame: Frame) -> pikepdf.Pdf:
    source = io.BytesIO(frame.source) if isinstance(frame.source, bytes) else frame.source
    with _readable(frame.name):
        password = frame.password or ""
        return pikepdf.open(source, password=password, inherit_page_attributes=True)


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    """Turn whatever pikepdf raises on a broken file into one error."""
    with images.reading(name, pikepdf.PdfError):
        try:
            yield
        except pikepdf.PasswordError:
            raise ImageError(
                f"{name} is encrypted, and its password is missing or wrong"
                " (password=, or --password)"
            ) from None


def _in_place(pages: Sequence[ExistingPage | None]) -> pikepdf.Pdf | None:
    """Use a PDF itself where its pages keep their order, and take out those that are not wanted."""
    found = [page for page in pages if page]
    pdf = found[0].pdf
    is_alone = len(found) == len(pages) and all(page.pdf is pdf for page in found)
    if not is_alone or any(one.number >= other.number for one, other in itertools.pairwise(found)):
        return None
    wanted = {page.number for page in found}
    for index in reversed(range(len(pdf.pages))):
        if index not in wanted:
            del pdf.pages[index]
    return pdf


def _put_together(pages: Sequence[ExistingPage | None], layers: pikepdf.Pdf) -> pikepdf.Pdf:
    """Make a new PDF of pages of others and new ones."""
    pdf = pikepdf.new()
    for page, layer in zip(pages, layers.pages, strict=True):
        with _readable(page.name) if page else contextlib.nullcontext():
            pdf.pages.append(page.pdf.pages[page.number] if page else layer)
    return pdf


def _box(page: pikepdf.Object) -> Box:
    """Find what of a page is displayed: the crop box, inside the media box."""
    media = _rectangle(page.get("/MediaBox")) or _LETTER
    crop = _rectangle(page.get("/CropBox")) or media
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else media


def _rectangle(value: Any) -> Box | None:
    try:
        x0, y0, x1, y1 = (float(side) for side in value)
    except (TypeError, ValueError):
        return None
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _rotation(page: pikepdf.Object) -> int:
    try:
        return int(page.get("/Rotate") or 0) // 90 * 90 % 360
    except (TypeError, ValueError):
        return 0


def _turn(page: pikepdf.Object, upright: Page, box: Box, rotation: int, name: str) -> Turn | None:
    """Find how a page is turned upright; name one that cannot be."""
    try:
        around = turning.wrapping(page, name)
    except turning.CannotTurn as error:
        _log.warning("%s stays as it lies: %s", name, error)
        return None
    return Turn(box, placement.turn_upright(upright, box, rotation), around)


def _free_name(page: pikepdf.Object) -> str:
    """Choose a name for our font that none of the page's own has."""
    fonts = _copied(_copied(page.get("/Resources")).get("/Font"))
    names = (f"{FONT}{number or ''}" for number in range(len(fonts) + 1))
    return next(name for name in names if f"/{name}" not in fonts)


def _add_text(
    pdf: pikepdf.Pdf, page: pikepdf.Object, layer: pikepdf.Object, font_name: str
) -> None:
    """Put a text layer in front of a page's content, and its font among resources of its own."""
    if "/Contents" not in layer:
        return
    resources = _copied(page.get("/Resources"))
    fonts = _copied(resources.get("/Font"))
    fonts[f"/{font_name}"] = pdf.copy_foreign(layer.Resources.Font[f"/{FONT}"])
    resources["/Font"] = fonts
    page["/Resources"] = resources
    text: Any = pdf.copy_foreign(layer.Contents)
    pikepdf.Page(page).contents_add(text, prepend=True)


def _copied(dictionary: Any) -> pikepdf.Dictionary:
    copy = pikepdf.Dictionary()
    if isinstance(dictionary, pikepdf.Dictionary):
        # iterating a pikepdf dictionary gives no keys
        for key in dictionary.keys():  # noqa: SIM118
            copy[key] = dictionary[key]
    return copy


def _add_annotations(pdf: pikepdf.Pdf, page: pikepdf.Object, layer: pikepdf.Object) -> None:
    new = [pdf.copy_foreign(annotation) for annotation in layer.get("/Annots", [])]
    if new:
        old = page.get("/Annots")
        page["/Annots"] = pikepdf.Array([*(old if isinstance(old, pikepdf.Array) else []), *new])


def _describe(pdf: pikepdf.Pdf, title: str, language: str) -> None:
    if title:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
    if language and "/Lang" not in pdf.Root:
        pdf.Root["/Lang"] = pikepdf.String(language)


def _warn_of_signature(pdf: pikepdf.Pdf, name: str) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and int(form.get("/SigFlags", 0)) & _SIGNED:
        _log.warning("%s is signed; with a text layer its signature no longer holds", name)


def _save(pdf: pikepdf.Pdf, out: BinaryIO) -> None:
    """Save with nothing else changed: no stream compressed anew, the encryption kept."""
    pdf.trailer["/Size"] = len(pdf.objects)  # qpdf updates it, but does not add it
    pdf.save(
        out,
        compress_streams=True,
        fix_metadata_version=False,
        linearize=pdf.is_linearized,
        encryption=pdf.is_encrypted,
        deterministic_id=not pdf.is_encrypted,
    )
