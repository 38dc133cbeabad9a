"""A PDF that is written page by page, with reportlab's objects.

``reportlab`` collects a whole document and writes it at the end. Here an object is written as soon
as its page is complete, an image with the bytes it has, so that a thousand scans never sit in
memory. The font of the text layer, whose characters are known only at the end, is written last,
with the catalog and the page tree. Nothing depends on the clock: the same pages give the same
bytes.
"""

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from ocrlayout.writers.pdf import font
from ocrlayout.writers.pdf.highlights import Highlight
from ocrlayout.writers.pdf.image_xobject import ImageXObject
from ocrlayout.writers.pdf.objects import Value
from ocrlayout.writers.pdf.text_layer import FONT

__all__ = ["DocumentStream"]

_VERSION = (1, 5)  # of PDF: JPEG 2000 came with it
_DEFLATE_LEVEL = 6  # 9 takes three times as long for 3 % less
_CHANNELS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}


class _Stream(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab comes without types
    """A stream whose bytes are ready; reportlab's own would encode and hold them."""

    __RefOnly__ = True

    def __init__(self, entries: dict[str, Any], data: tuple[bytes, ...]) -> None:
        self.entries = pdfdoc.PDFDictionary({**entries, "Length": sum(map(len, data))})
        self.data = data


class DocumentStream(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A PDF that grows: pages are written as they come, :meth:`close` writes the rest.

    Parameters
    ----------
    out : binary file object
        Only written to.
    title : str
        ``""`` for a document without one.

    Attributes
    ----------
    glyphs : Glyphs
        The characters of all pages.
    """

    def __init__(self, out: BinaryIO, *, title: str = "") -> None:
        super().__init__(invariant=1, pdfVersion=_VERSION)
        self.glyphs = font.Glyphs()
        self._file = pdfdoc.PDFFile(self._pdfVersion)
        out.write(b"".join(self._file.strings))
        self._file.write = out.write
        self._written = 0  # the number of the last object that was looked at
        self._profiles: dict[bytes, Any] = {}
        self._font = pdfdoc.PDFDictionary()
        self._describe(title)
        late = (self.Catalog, self.Pages, self.info, self._font)
        self._late = [self.Reference(part).name for part in late]

    def _describe(self, title: str) -> None:
        self.Catalog.Outlines = None
        self.info = pdfdoc.PDFDictionary({"Producer": pdfdoc.PDFString("ocrlayout")})
        if title:
            self.info["Title"] = pdfdoc.PDFString(title)
            self.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})

    def add(
        self,
        size: tuple[float, float],
        operators: bytes,
        image: ImageXObject | None = None,
        highlights: Sequence[Highlight] = (),
    ) -> None:
        """Write a page.

        Parameters
        ----------
        size : (width, height)
            In points.
        operators : bytes
            The page's content; it names the image ``/Scan``.
        image : ImageXObject, optional
        highlights : sequence of Highlight
        """
        page = pdfdoc.PDFPage()
        page.Override_default_compilation = True  # it would add fonts and a content of its own
        page.Parent = self.Reference(self.Pages)
        page.MediaBox = pdfdoc.PDFArray([0, 0, *(round(side, 3) for side in size)])
        resources: dict[str, Any] = {"Font": {FONT: self.Reference(self._font)}}
        if image:
            resources["XObject"] = {"Scan": self._image(image)}
        page.Resources = _value(resources)
        if operators:
            page.Contents = self._stream({}, operators)
        if highlights:
            page.Annots = _value([self._annotation(each) for each in highlights])
        self.updateSignature(operators)
        self.Pages.addPage(self.Reference(page))
        self._flush()

    def close(self, language: str = "") -> None:
        """Write the font, the catalog, the page tree and the cross references.

        Parameters
        ----------
        language : str
            Of the document, as a language tag; ``""`` where it is not known.
        """
        if language:
            self.Catalog.Lang = pdfdoc.PDFString(language)
        for name, value in self._font_entries().items():
            self._font[name] = value
        self._flush()
        for name in self._late:
            self._write(name)
        self._flush()
        self._finish()

    def _finish(self) -> None:
        """Write the cross references and the trailer."""
        names = [self.numberToId[number] for number in range(1, self.objectcounter + 1)]
        references = pdfdoc.PDFCrossReferenceTable()
        references.addsection(0, names)
        start = self._file.add(references.format(self))
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=self.objectcounter + 1,
            Root=self.Reference(self.Catalog),
            Info=self.Reference(self.info),
            ID=self.ID(),
        )
        self._file.add(trailer.format(self))

    def _stream(self, entries: dict[str, Any], data: bytes) -> Any:
        packed = zlib.compress(data, _DEFLATE_LEVEL)
        return self.Reference(_Stream({**entries, "Filter": "/FlateDecode"}, (packed,)))

    def _image(self, image: ImageXObject) -> Any:
        entries: dict[str, Any] = {name: _value(value) for name, value in image.entries.items()}
        entries.update(Type="/XObject", Subtype="/Image")
        if image.mask:
            entries["SMask"] = self._image(image.mask)
        if image.profile:
            entries["ColorSpace"] = self._profiled(image.entries["ColorSpace"], image.profile)
        return self.Reference(_Stream(entries, image.data))

    def _profiled(self, space: Value, profile: bytes) -> Any:
        """Give a profile to a color space, or to that of a palette."""
        if not isinstance(space, list):
            return self._color_space(profile, str(space))
        kind, base, *table = space
        return _value([kind, self._color_space(profile, str(base)), *table])

    def _color_space(self, profile: bytes, alternate: str) -> Any:
        """Write a profile once, however many images have it."""
        digest = hashlib.sha256(profile).digest()
        if digest not in self._profiles:
            entries = {"N": _CHANNELS[alternate], "Alternate": alternate}
            stream = self._stream(entries, profile)
            self._profiles[digest] = self.Reference(pdfdoc.PDFArray(["/ICCBased", stream]))
        return self._profiles[digest]

    def _annotation(self, highlight: Highlight) -> Any:
        form = {name: _value(value) for name, value in highlight.appearance.items()}
        appearance = {"N": self._stream(form, highlight.operators)}
        return self.Reference(_value({**highlight.entries, "AP": appearance}))

    def _font_entries(self) -> dict[str, Any]:
        program = self.glyphs.truetype()
        file = self._stream({"Length1": len(program)}, program)
        unicode_map = self._stream({}, self.glyphs.unicode_map())
        descriptor = self.Reference(_value({**font.DESCRIPTOR, "FontFile2": file}))
        descendant = _value(
            {**font.DESCENDANT, "FontDescriptor": descriptor, "W": [0, self.glyphs.widths]}
        )
        return {
            **font.COMPOSITE,
            "DescendantFonts": _value([self.Reference(descendant)]),
            "ToUnicode": unicode_map,
        }

    def _flush(self) -> None:
        """Write every new object but the late ones, and forget it."""
        while self._written < self.objectcounter:  # formatting an object may add others
            self._written += 1
            name = self.numberToId[self._written]
            if name not in self._late:
                self._write(name)

    def _write(self, name: str) -> None:
        part, self.idToObject[name] = self.idToObject[name], None
        self.idToOffset[name] = self._file.offset
        if not isinstance(part, _Stream):
            self._file.add(pdfdoc.PDFIndirectObject(name, part).format(self))
            return
        number, version = self.idToObjectNumberAndVersion[name]
        head = f"{number} {version} obj\n".encode("ascii")
        self._file.add(head + part.entries.format(self) + b"\nstream\n")
        for piece in part.data:
            self._file.add(piece)
        self._file.add(b"\nendstream\nendobj\n")


def _value(value: Any) -> Any:
    """Turn lists and dicts into reportlab's own, whatever they hold."""
    if isinstance(value, dict):
        return pdfdoc.PDFDictionary({name: _value(part) for name, part in value.items()})
    if isinstance(value, list):
        return pdfdoc.PDFArrayCompact([_value(part) for part in value])
    return value
