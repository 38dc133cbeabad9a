"""What a PDF claims to be: PDF/A for archives, PDF/UA for screen readers.

Text keeps every claim: its font is embedded, with widths and characters, and in tagged files it is
an artifact. PDF/A-1 also wants a list of the font's glyphs. Highlights are transparent and bring a
color, and a picture in the place of a page has neither the colors that the file was made for nor
tags; links have no tags. Where a claim would be false then, it is taken out, which leaves an
ordinary PDF.

References
----------
ISO 19005-1:2005 (PDF/A-1), 6.3.5 "Font subsets", 6.4 "Transparency"; ISO 19005-2:2011 (PDF/A-2),
6.2.4 "Colour spaces"; ISO 19005-4:2020 (PDF/A-4), 6.1.3; ISO 14289-1:2014 (PDF/UA-1), 7.18.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pikepdf

from ocrlayout.writers.pdf.old_layers import dictionaries

__all__ = ["Claims", "claims_of", "list_glyphs", "settle"]

_ARCHIVE = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfaid:amd", "pdfaid:corr")
_READERS = ("pdfuaid:part", "pdfuaid:rev", "pdfuaid:amd", "pdfuaid:corr")
_SCHEMAS = "{http://www.aiim.org/pdfa/ns/extension/}schemas"
_OF_READERS = b"http://www.aiim.org/pdfua/ns/id/"
_DESCRIBED = re.compile(rb"namespaceURI>\s*([^<\s]+)")  # what an extension schema is of
_CHANNELS = {"/DeviceGray": 1, "/DeviceRGB": 3}
_COLOR = 3  # channels of highlights
_log = logging.getLogger("ocrlayout")


class Claims(NamedTuple):
    """What a PDF claims to be.

    Attributes
    ----------
    part : str
        Of PDF/A, ``""`` without a claim.
    level : str
        ``"A"`` (tagged), ``"B"``, ``"U"``, or ``""``.
    accessible : bool
        PDF/UA.
    """

    part: str = ""
    level: str = ""
    accessible: bool = False

    @property
    def allow_info(self) -> bool:
        """Whether the PDF may have an information dictionary."""
        return self.part != "4"

    @property
    def want_glyphs(self) -> bool:
        """Whether a font has to list its glyphs."""
        return self.part == "1"


class _Added(NamedTuple):
    annotations: bool
    highlights: bool
    pictures: bool
    channels: int  # the most of any color, 0 without one


def claims_of(pdf: pikepdf.Pdf) -> Claims:
    """Read what a PDF claims to be.

    Parameters
    ----------
    pdf : pikepdf.Pdf

    Examples
    --------
    >>> claims_of(pikepdf.new())
    Claims(part='', level='', accessible=False)
    """
    if "/Metadata" not in pdf.Root:
        return Claims()
    try:
        xmp = pdf.open_metadata()
        part, level = (str(xmp.get(name) or "") for name in _ARCHIVE[:2])
        return Claims(part, level.upper(), _READERS[0] in xmp)
    except (pikepdf.PdfError, ValueError, TypeError):
        return Claims()


def settle(pdf: pikepdf.Pdf, layers: pikepdf.Pdf, claims: Claims, name: str) -> None:
    """Take out claims that what was added makes false, and say so.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        With what was added.
    layers : pikepdf.Pdf
        What that is, page by page.
    claims : Claims
        Before.
    name : str
        For messages.
    """
    added = _added(layers)
    if claims.part and (why := _untrue(claims, added, _intended(pdf))):
        _take_out(pdf, _ARCHIVE)
        _log.warning("%s no longer says that it is PDF/A: %s", name, why)
    if claims.accessible and (added.annotations or added.pictures):
        _take_out(pdf, (*_READERS, _SCHEMAS) if _describes_readers_only(pdf) else _READERS)
        _log.warning("%s no longer says that it is PDF/UA: what is added has no tags", name)


def list_glyphs(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    """Say which glyphs our font has, as PDF/A-1 wants it: all that it has widths for.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    font : pikepdf.Dictionary
        Of the text layer, in this PDF.
    """
    descendant = font.DescendantFonts[0]
    if "/CIDSet" not in descendant.FontDescriptor:
        count = len(descendant.W[1])
        bits = ("1" * count).ljust(-(-count // 8) * 8, "0")
        glyphs = int(bits, 2).to_bytes(len(bits) // 8, "big")
        descendant.FontDescriptor["/CIDSet"] = pdf.make_stream(glyphs)


def _added(layers: pikepdf.Pdf) -> _Added:
    pictures = [picture for page in layers.pages for picture in _pictures(page)]
    annotations = [each for page in layers.pages for each in page.obj.get("/Annots", [])]
    highlights = any(each.Subtype == "/Highlight" for each in annotations)
    channels = [_CHANNELS.get(str(picture.ColorSpace), _COLOR) for picture in pictures]
    most = max([*channels, _COLOR * highlights])
    return _Added(bool(annotations), highlights, bool(pictures), most)


def _pictures(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """Yield the picture in the place of a page; pages whose content stays do not have one."""
    resources = page.obj.get("/Resources", pikepdf.Dictionary())
    yield from resources.get("/XObject", pikepdf.Dictionary()).values()


def _untrue(claims: Claims, added: _Added, intended: int) -> str:
    """Say why a claim of PDF/A does not hold any longer; ``""`` where it does."""
    if added.highlights and claims.part == "1":
        return "highlights are transparent"
    if added.pictures and claims.level == "A":
        return "a picture of a page has no tags"
    fits = intended == _COLOR or (intended > 0 and added.channels < _COLOR)
    if added.channels and not fits:
        return "it is not made for the colors that are added"
    return ""


def _intended(pdf: pikepdf.Pdf) -> int:
    """Return the number of channels that a PDF is made for, whose gray fits all; 0: unknown."""
    intents = dictionaries(pdf.Root.get("/OutputIntents"))
    profiles = [intent.get("/DestOutputProfile") for intent in intents]
    channels: list[Any] = [each.get("/N") for each in profiles if isinstance(each, pikepdf.Stream)]
    known: list[int] = [number for number in channels if isinstance(number, int)]
    return known[0] if known else 0


def _describes_readers_only(pdf: pikepdf.Pdf) -> bool:
    """Return whether the extension schemas of the XMP are those of PDF/UA alone."""
    return set(_DESCRIBED.findall(pdf.Root.Metadata.read_bytes())) == {_OF_READERS}


def _take_out(pdf: pikepdf.Pdf, names: Iterable[str]) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for name in names:
            if name in xmp:
                del xmp[name]
