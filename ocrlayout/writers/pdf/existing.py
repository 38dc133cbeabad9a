"""Text under the pages of PDFs that exist: the pages stay as they are.

A PDF to which nothing is added is copied byte by byte, so that its signature holds.

The text goes in front of a page's own content, so that an unbalanced ``q`` or a clipping path there
cannot move or hide it. What a page inherits, pikepdf hands down to it when it opens the PDF; a
resource dictionary that it shares is copied, so that no other page changes. Compressed streams,
images above all, are not touched; bookmarks, forms, attachments and encryption stay. A signature
would no longer hold: a signed PDF is refused, unless it was asked for. In tagged PDFs the text is
an artifact: what their tags say is complete.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 3.6.2 "Page Tree", 4.2.1 "Coordinate Spaces".
"""

import contextlib
import hashlib
import io
import itertools
import logging
import shutil
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, NamedTuple, cast

import numpy as np
import numpy.typing as npt
import pikepdf

from ocrlayout.images import Frame, pdf_structure
from ocrlayout.model import Page
from ocrlayout.writers.pdf import archiving, claims, page_labels, placement, signatures, turning
from ocrlayout.writers.pdf.file_id import SampledId
from ocrlayout.writers.pdf.metadata import (
    NO_CLAIM,
    Claim,
    Metadata,
    claim_accessible,
    fill,
    info_of,
    xmp_of,
)
from ocrlayout.writers.pdf.objects import Box
from ocrlayout.writers.pdf.old_layers import OldLayers, copied
from ocrlayout.writers.pdf.placement import Upright
from ocrlayout.writers.pdf.tagging import scanned_pdfs
from ocrlayout.writers.pdf.text_layer import FONT

__all__ = ["ExistingPage", "ExistingPdfs", "open_pdf", "rectangle"]

_UNTITLED = ("untitled", "Untitled")  # what programs write that were not given a title
_LETTER = (0.0, 0.0, 612.0, 792.0)  # points: what viewers take for a page without a box
_log = logging.getLogger("ocrlayout")


class Turn(NamedTuple):
    """How a page is turned upright.

    Attributes
    ----------
    shown : (x0, y0, x1, y1)
        What of it is displayed as it lies, in points of its user space.
    rotation : int
        By which it is displayed then.
    upright : Upright
    around : turning.Wrapping
    """

    shown: Box
    rotation: int
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
    layers : OldLayers
        Of its PDF.
    turn : Turn or None
        Box and rotation are those after it; None for a page that stays as it lies.
    """

    name: str
    pdf: pikepdf.Pdf
    number: int
    box: Box
    rotation: int
    font: str
    layers: OldLayers
    turn: Turn | None = None

    @property
    def shown(self) -> Box:
        """What of it is displayed as it lies, in points of its user space."""
        return self.turn.shown if self.turn else self.box

    @property
    def page(self) -> pikepdf.Object:
        """The page's dictionary."""
        return self.pdf.pages[self.number].obj

    @property
    def square(self) -> npt.NDArray[np.float64]:
        """Maps the unit square, y up, of the page as it lay to its user space as it is."""
        if not self.turn:
            return placement.page_square(self.box, self.rotation)
        square = placement.page_square(self.turn.shown, self.turn.rotation)
        turned: npt.NDArray[np.float64] = self.turn.upright.matrix @ square
        return turned

    @property
    def is_tagged(self) -> bool:
        """Whether its PDF has tags."""
        return "/StructTreeRoot" in self.pdf.Root or "/MarkInfo" in self.pdf.Root


class _Opened(NamedTuple):
    frame: Frame  # keeps the source, and so its id
    pdf: pikepdf.Pdf
    layers: OldLayers


class ExistingPdfs:
    """The PDFs among the scans, each opened once and held open.

    Parameters
    ----------
    opened : contextlib.ExitStack
        Closes them.
    invalidate_signatures : bool
        Whether text is added to signed PDFs, too.
    """

    def __init__(self, opened: contextlib.ExitStack, *, invalidate_signatures: bool) -> None:
        self._opened, self._may_invalidate = opened, invalidate_signatures
        self._pdfs: dict[int, _Opened] = {}
        self._pages: dict[int, ExistingPage] = {}

    @property
    def are_met(self) -> bool:
        """Whether a page was opened."""
        return bool(self._pages)

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
        _, pdf, layers = self._of(frame)
        with pdf_structure.readable(frame.name):
            page = pdf.pages[frame.index].obj
            box, rotation, font = _box(page), _rotation(page), _free_name(page)
            turn = _turn(page, upright, box, rotation, frame.name) if upright else None
        if turn:
            box, rotation = turn.upright.box, turn.upright.rotation
        opened = ExistingPage(frame.name, pdf, frame.index, box, rotation, font, layers, turn)
        self._pages[position] = opened
        return opened

    def _of(self, frame: Frame) -> _Opened:
        key = id(frame.source)
        if key not in self._pdfs:
            pdf = self._opened.enter_context(open_pdf(frame))
            self._pdfs[key] = _Opened(frame, pdf, OldLayers(pdf))
        return self._pdfs[key]

    def save(
        self,
        layers: BinaryIO,
        out: BinaryIO,
        metadata: Metadata,
        *,
        language: str = "",
        is_given: bool = False,
        claim: Claim = NO_CLAIM,
    ) -> None:
        """Write the pages, with what was drawn for them.

        Parameters
        ----------
        layers : binary file object
            A PDF of as many pages as the result has: new ones as they are to be; of the others the
            text and the annotations that are added to them.
        out : binary file object
        metadata : Metadata
            What the result says of itself.
        language : str
            In place of none, or of what the PDF has where it `is_given`.
        claim : Claim
            Which standards it is to meet.

        Raises
        ------
        ImageError
            A PDF is broken.
        WriteError
            A PDF is signed, and its signature would no longer hold; or it cannot be a PDF/A.
        """
        name = next(iter(self._pages.values())).name
        layers.seek(0)
        seed = hashlib.file_digest(cast(io.BufferedIOBase, layers), "blake2b").digest()
        with pikepdf.open(layers) as drawn, pdf_structure.readable(name):
            pages = [self._pages.get(position) for position in range(len(drawn.pages))]
            pdf = _alone(pages)
            if pdf and not (metadata or claim.pdfa) and _is_unchanged(pdf, pages, drawn):
                self._copy(pdf, out)
                return
            pdf = pdf or self._opened.enter_context(_put_together(pages, drawn))
            self._change(pdf, pages, drawn)
            if language and (is_given or "/Lang" not in pdf.Root):
                pdf.Root["/Lang"] = pikepdf.String(language)
            settings = self._claim(pdf, drawn, metadata, claim)
            _save(pdf, out, seed, settings)

    def _claim(
        self, pdf: pikepdf.Pdf, layers: pikepdf.Pdf, metadata: Metadata, claim: Claim
    ) -> dict[str, Any]:
        """Make a PDF say what it is, and be it; return how it is to be saved."""
        if claim.is_tagged:
            scanned_pdfs.give_tags(pdf, layers)
            metadata = metadata.or_title(_title(pdf) or str(layers.docinfo.Title))
        metadata.put_into(pdf, info=claims.claims_of(pdf).allow_info)
        name = self._file_name(pdf)
        settings = archiving.archive(pdf, claim.pdfa, name) if claim.pdfa else {}
        if claim.is_accessible:
            claim_accessible(pdf)
        return settings

    def _change(
        self,
        pdf: pikepdf.Pdf,
        pages: Sequence[ExistingPage | None],
        layers: pikepdf.Pdf,
    ) -> None:
        """Make a PDF what it is to be."""
        name, claimed = self._file_name(pdf), claims.claims_of(pdf)
        self._check_signatures(pdf)
        _take_out_others(pdf, pages)
        _add_layers(pdf, pages, layers, claimed)
        if "/PageLabels" in layers.Root:
            pdf.Root["/PageLabels"] = pdf.copy_foreign(layers.Root.PageLabels)
        claims.settle(pdf, layers, claimed, name)

    def _check_signatures(self, pdf: pikepdf.Pdf) -> None:
        """Refuse to change a signed PDF, or warn; also of those whose pages go into a new one."""
        for frame, original, _ in self._pdfs.values():
            may_invalidate = self._may_invalidate or original is not pdf
            signatures.check(original, frame.file_name, may_invalidate=may_invalidate)

    def _copy(self, pdf: pikepdf.Pdf, out: BinaryIO) -> None:
        """Write the bytes of a PDF as they are."""
        source = next(each.frame.source for each in self._pdfs.values() if each.pdf is pdf)
        if isinstance(source, bytes):
            out.write(source)
            return
        with source.open("rb") as file:
            shutil.copyfileobj(file, out)

    def _file_name(self, pdf: pikepdf.Pdf) -> str:
        names = (each.frame.file_name for each in self._pdfs.values() if each.pdf is pdf)
        return next(names, "the PDF")


def open_pdf(frame: Frame) -> pikepdf.Pdf:
    """Open the PDF of a frame.

    Raises
    ------
    ImageError
        It is broken, or encrypted and its password missing or wrong.
    """
    with pdf_structure.readable(frame.name):
        return pdf_structure.opened(frame.source, frame.password)


def _alone(pages: Sequence[ExistingPage | None]) -> pikepdf.Pdf | None:
    """Return the PDF that all pages are of, if they are in its order."""
    found = [page for page in pages if page]
    pdf = found[0].pdf
    is_alone = len(found) == len(pages) and all(page.pdf is pdf for page in found)
    if not is_alone or any(one.number >= other.number for one, other in itertools.pairwise(found)):
        return None
    return pdf


def _is_unchanged(
    pdf: pikepdf.Pdf, pages: Sequence[ExistingPage | None], layers: pikepdf.Pdf
) -> bool:
    """Return whether a PDF keeps all its pages, and nothing is added to them or taken out."""
    changed = (page.layers.is_changed or page.turn for page in pages if page)
    if len(pages) != len(pdf.pages) or any(changed) or "/PageLabels" in layers.Root:
        return False
    return not any("/Contents" in layer or "/Annots" in layer for layer in layers.pages)


def _take_out_others(pdf: pikepdf.Pdf, pages: Sequence[ExistingPage | None]) -> None:
    """Take out the pages of a PDF that are not wanted, if it is used itself."""
    wanted = {page.number for page in pages if page and page.pdf is pdf}
    others = [index for index in range(len(pdf.pages)) if index not in wanted]
    if not (wanted and others):
        return
    page_labels.carry_over(pdf, [(pdf, number) for number in sorted(wanted)])
    for index in reversed(others):
        del pdf.pages[index]


def _put_together(pages: Sequence[ExistingPage | None], layers: pikepdf.Pdf) -> pikepdf.Pdf:
    """Make a new PDF of pages of others, with their bookmarks, fields and layers, and new ones."""
    pdf = pikepdf.new()
    both = zip(pages, layers.pages, strict=True)
    for _, group in itertools.groupby(both, key=lambda each: id(each[0].pdf) if each[0] else None):
        originals, new = zip(*group, strict=True)
        found = [page for page in originals if page]
        with pdf_structure.readable(found[0].name) if found else contextlib.nullcontext():
            if found:
                pdf.add_pages_from(found[0].pdf, [page.number for page in found])
            else:
                pdf.pages.extend(new)
    page_labels.carry_over(pdf, [(page.pdf, page.number) if page else (None, 0) for page in pages])
    _keep_info(pdf, pages)
    return pdf


def _keep_info(pdf: pikepdf.Pdf, pages: Iterable[ExistingPage | None]) -> None:
    """Let a new PDF of the pages of one other say of itself what that says."""
    sources = {id(page.pdf): page.pdf for page in pages if page}
    source = next(iter(sources.values()))
    if len(sources) > 1:
        return
    if isinstance(language := source.Root.get("/Lang"), pikepdf.String):
        pdf.Root["/Lang"] = language
    if "/Info" in source.trailer:
        for key, text in source.docinfo.items():
            if isinstance(text, pikepdf.String):
                pdf.docinfo[key] = text
    if said := xmp_of(source):
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            fill(xmp, info_of(source) | said)


def _title(pdf: pikepdf.Pdf) -> str:
    """Return the title that a PDF has, ``""`` without one."""
    title = str((info_of(pdf) | xmp_of(pdf)).get("dc:title", ""))
    return "" if title in _UNTITLED else title


def _box(page: pikepdf.Object) -> Box:
    """Find what of a page is displayed: the crop box, inside the media box."""
    media = rectangle(page.get("/MediaBox")) or _LETTER
    crop = rectangle(page.get("/CropBox")) or media
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else media


def rectangle(value: Any) -> Box | None:
    """Read a rectangle of a PDF, whichever two corners it gives; None where it is not one."""
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
    return Turn(box, rotation, placement.turn_upright(upright, box, rotation), around)


def _add_layers(
    pdf: pikepdf.Pdf,
    pages: Sequence[ExistingPage | None],
    layers: pikepdf.Pdf,
    claimed: claims.Claims,
) -> None:
    """Turn the pages of a PDF that are to be, and add to each what was drawn for it."""
    turned = {}
    for page, target, layer in zip(pages, pdf.pages, layers.pages, strict=True):
        if not page:
            continue
        with pdf_structure.readable(page.name):
            if page.turn:
                _turn_page(pdf, target.obj, page.turn)
                turned[target.obj.objgen] = page.turn.upright.matrix
            if "/StructParents" in layer.obj and not _has_picture(layer.obj):
                scanned_pdfs.put_aside(pdf, target.obj, has_text="/Contents" in layer.obj)
            font = _add_text(pdf, target.obj, layer.obj, page.font)
            if font is not None and claimed.want_glyphs:
                claims.list_glyphs(pdf, font)
            _add_annotations(pdf, target.obj, layer.obj)
    turning.turn_destinations(pdf, turned)


def _turn_page(pdf: pikepdf.Pdf, page: pikepdf.Object, turn: Turn) -> None:
    turning.turn(pdf, page, turn.shown, turn.upright, turn.around)


def _free_name(page: pikepdf.Object) -> str:
    """Choose a name for our font that none of the page's own has."""
    fonts = copied(copied(page.get("/Resources")).get("/Font"))
    names = (f"{FONT}{number or ''}" for number in range(len(fonts) + 1))
    return next(name for name in names if f"/{name}" not in fonts)


def _add_text(
    pdf: pikepdf.Pdf, page: pikepdf.Object, layer: pikepdf.Object, font_name: str
) -> pikepdf.Object | None:
    """Put a text layer in front of a page's content, and its font among resources of its own.

    A layer with a picture takes the place of the content.
    """
    if "/Contents" not in layer:
        return None
    _replace_content(pdf, page, layer)
    resources = copied(page.get("/Resources"))
    fonts = copied(resources.get("/Font"))
    font: pikepdf.Object = pdf.copy_foreign(layer.Resources.Font[f"/{FONT}"])
    fonts[f"/{font_name}"] = font
    resources["/Font"] = fonts
    page["/Resources"] = resources
    text: Any = pdf.copy_foreign(layer.Contents)
    pikepdf.Page(page).contents_add(text, prepend=True)
    return font


def _replace_content(pdf: pikepdf.Pdf, page: pikepdf.Object, layer: pikepdf.Object) -> None:
    """Take out a page's content, if its layer has a picture of it."""
    if _has_picture(layer):
        picture = layer.Resources.XObject.Scan
        drawn = pikepdf.Dictionary(Scan=pdf.copy_foreign(picture))
        page["/Resources"], page["/Contents"] = pikepdf.Dictionary(XObject=drawn), pikepdf.Array()


def _has_picture(layer: pikepdf.Object) -> bool:
    """Return whether a layer has a picture that takes the place of a page's content."""
    return "/Scan" in layer.Resources.get("/XObject", pikepdf.Dictionary())


def _add_annotations(pdf: pikepdf.Pdf, page: pikepdf.Object, layer: pikepdf.Object) -> None:
    """Add annotations to those of a page, whose links are tagged where the layer says so."""
    drawn: list[Any] = list(layer.get("/Annots", []))
    if not drawn:
        return
    old = page.get("/Annots")
    page["/Annots"] = pikepdf.Array(list(old) if isinstance(old, pikepdf.Array) else [])
    for annotation in drawn:
        if scanned_pdfs.OWN in annotation:
            scanned_pdfs.tag_link(pdf, page, annotation)
        else:
            page.Annots.append(pdf.copy_foreign(annotation))


def _save(pdf: pikepdf.Pdf, out: BinaryIO, seed: bytes, settings: dict[str, Any]) -> None:
    """Save with nothing else changed: no stream compressed anew, the encryption kept.

    A PDF/A has settings of its own.
    """
    pdf.trailer["/Size"] = len(pdf.objects)  # qpdf updates it, but does not add it
    target: Any = out if pdf.is_encrypted else SampledId(out, seed)  # the ID makes the key
    usual = {
        "compress_streams": True,
        "fix_metadata_version": False,
        "linearize": pdf.is_linearized,
        "encryption": pdf.is_encrypted,
        "static_id": not pdf.is_encrypted,
    }
    pdf.save(target, **(settings or usual))
