"""A PDF that is written page by page, carried by reportlab.

``reportlab`` collects a whole document and writes it at the end. Here an object goes out as soon as
its page is complete, an image with the bytes it has, so that a thousand scans never sit in memory.
The font of the text layer, which knows its characters only at the end, goes out last, with the page
tree. Nothing depends on the clock: the same pages give the same bytes.
"""

import hashlib
import zlib
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from ocrlayout.writers.pdf import font
from ocrlayout.writers.pdf.scan import Picture
from ocrlayout.writers.pdf.text_layer import FONT

__all__ = ["Book"]


class _Stream(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A stream whose bytes are ready: reportlab's own encodes them, and holds them until the end."""

    __RefOnly__ = True

    def __init__(self, entries: dict[str, Any], data: tuple[bytes, ...]) -> None:
        self.entries = pdfdoc.PDFDictionary({**entries, "Length": sum(map(len, data))})
        self.data = data


class Book(pdfdoc.PDFDocument):  # type: ignore[misc]
    """A PDF under way: pages go out as they come, :meth:`close` writes the rest.

    Parameters
    ----------
    out : binary file object
        Only written to.
    glyphs : Glyphs
        The characters of all pages; read at the end.
    title, language : str
        ``""`` where there is none.
    """

    def __init__(
        self, out: BinaryIO, glyphs: font.Glyphs, *, title: str = "", language: str = ""
    ) -> None:
        super().__init__(invariant=1, pdfVersion=(1, 5), lang=language or None)
        self._glyphs = glyphs
        self._file = pdfdoc.PDFFile(self._pdfVersion)
        header = b"".join(self._file.strings)
        out.write(header)
        self._file.write = out.write
        self._seen = 0
        self._profiles: dict[bytes, Any] = {}
        self.Catalog.Outlines = None
        self.info = pdfdoc.PDFDictionary({"Producer": pdfdoc.PDFString("ocrlayout")})
        if title:
            self.info["Title"] = pdfdoc.PDFString(title)
            self.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})
        self._font = pdfdoc.PDFDictionary()
        late = (self.Catalog, self.Pages, self.info, self._font)
        self._late = [self.Reference(part).name for part in late]

    def add(self, size: tuple[float, float], operators: bytes, picture: Picture) -> None:
        """Write a page.

        Parameters
        ----------
        size : (width, height)
            In points.
        operators : bytes
            The page's content; it names the image ``/Scan``.
        picture : Picture
        """
        page = pdfdoc.PDFPage()
        page.MediaBox = pdfdoc.PDFArray([0, 0, *(round(side, 3) for side in size)])
        page.Resources = _value(
            {"Font": {FONT: self.Reference(self._font)}, "XObject": {"Scan": self._image(picture)}}
        )
        page.Contents = self._stream({}, operators)
        self.updateSignature(operators)
        self.Pages.addPage(self.Reference(page))
        self._flush()

    def close(self) -> None:
        """Write the font, the page tree and the cross references."""
        entries = self._font_entries()
        for name, value in entries.items():
            self._font[name] = value
        self._flush()
        for name in self._late:
            self._write(name)
        self._flush()
        xref = pdfdoc.PDFCrossReferenceTable()
        xref.addsection(0, [self.numberToId[number] for number in range(1, self.objectcounter + 1)])
        start = self._file.add(xref.format(self))
        trailer = pdfdoc.PDFTrailer(
            startxref=start,
            Size=self.objectcounter + 1,
            Root=self.Reference(self.Catalog),
            Info=self.Reference(self.info),
            ID=self.ID(),
        )
        self._file.add(trailer.format(self))

    def _stream(self, entries: dict[str, Any], data: bytes) -> Any:
        packed = zlib.compress(data, 6)
        return self.Reference(_Stream({**entries, "Filter": "/FlateDecode"}, (packed,)))

    def _image(self, picture: Picture) -> Any:
        entries = {name: _value(value) for name, value in picture.entries.items()}
        entries.update(Type="/XObject", Subtype="/Image")
        if picture.mask:
            entries["SMask"] = self._image(picture.mask)
        if picture.profile:
            entries["ColorSpace"] = self._color_space(
                picture.profile, picture.entries["ColorSpace"]
            )
        return self.Reference(_Stream(entries, picture.data))

    def _color_space(self, profile: bytes, alternate: str) -> Any:
        digest = hashlib.sha256(profile).digest()
        if digest not in self._profiles:
            channels = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}[alternate]
            stream = self._stream({"N": channels, "Alternate": alternate}, profile)
            self._profiles[digest] = self.Reference(pdfdoc.PDFArray(["/ICCBased", stream]))
        return self._profiles[digest]

    def _font_entries(self) -> dict[str, Any]:
        program = self._glyphs.truetype()
        file = self._stream({"Length1": len(program)}, program)
        mapped = self._stream({}, self._glyphs.unicode_map())
        described = self.Reference(_value({**font.DESCRIPTOR, "FontFile2": file}))
        descendant = _value(
            {**font.DESCENDANT, "FontDescriptor": described, "W": [0, self._glyphs.widths]}
        )
        return {
            **font.COMPOSITE,
            "DescendantFonts": _value([self.Reference(descendant)]),
            "ToUnicode": mapped,
        }

    def _flush(self) -> None:
        """Write every new object but the late ones, and forget it."""
        while self._seen < self.objectcounter:  # formatting an object may add others
            self._seen += 1
            name = self.numberToId[self._seen]
            if name not in self._late:
                self._write(name)

    def _write(self, name: str) -> None:
        part, self.idToObject[name] = self.idToObject[name], None
        self.idToOffset[name] = self._file.offset
        if not isinstance(part, _Stream):
            self._file.add(pdfdoc.PDFIndirectObject(name, part).format(self))
            return
        number, version = self.idToObjectNumberAndVersion[name]
        self._file.add(
            f"{number} {version} obj\n".encode("ascii") + part.entries.format(self) + b"\nstream\n"
        )
        for piece in part.data:
            self._file.add(piece)
        self._file.add(b"\nendstream\nendobj\n")


def _value(value: Any) -> Any:
    """Turn lists and dicts into reportlab's own."""
    if isinstance(value, dict):
        return pdfdoc.PDFDictionary({name: _value(part) for name, part in value.items()})
    if isinstance(value, list):
        return pdfdoc.PDFArrayCompact([_value(part) for part in value])
    return value
