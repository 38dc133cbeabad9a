"""A PDF that is written page by page, with reportlab's objects.

``reportlab`` collects a whole document and writes it at the end. Here an object is written as soon
as its page is complete, an image with the bytes it has, so that a thousand scans never sit in
memory. The font of the text layer, whose characters are known only at the end, is written last,
with the catalog and the page tree. Nothing depends on the clock: the same pages give the same
bytes.

A PDF/A also says what it is, in XMP, and which colors it is made for. These are known at the end,
too: all its pages name one late dictionary of color spaces (``output_intent``).
"""

import dataclasses
import hashlib
import zlib
from collections.abc import Sequence
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfdoc

from ocrlayout.errors import WriteError
from ocrlayout.writers.pdf import font, output_intent
from ocrlayout.writers.pdf.annotations import Annotation
from ocrlayout.writers.pdf.image_xobject import ImageXObject
from ocrlayout.writers.pdf.metadata import Metadata
from ocrlayout.writers.pdf.object_streams import ENTRY_WIDTHS, PackedObjects, cross_references
from ocrlayout.writers.pdf.objects import Entries, Value
from ocrlayout.writers.pdf.tagging.elements import Element
from ocrlayout.writers.pdf.tagging.structure_tree import StructureTree
from ocrlayout.writers.pdf.tagging.tagger import PageTags, Tagger
from ocrlayout.writers.pdf.text_layer import FONT

__all__ = ["DocumentStream"]

_VERSION = (1, 5)  # of PDF: JPEG 2000 came with it
_SHORTEST = 3  # points of a side of a PDF/A's page
_DEFLATE_LEVEL = 6  # 9 takes three times as long for 3 % less
_UNDETERMINED = "und"  # the language that is not known (BCP 47)
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
    metadata : Metadata or None
        What it says of itself.
    pdfa : str
        Which PDF/A it is: ``"2b"``; ``""`` for an ordinary PDF.
    tagger : Tagger or None
        Makes the tags of its pages; None for a PDF without tags.
    is_accessible : bool
        Whether it says that it is PDF/UA.
    font_name : str
        What the font is called among a page's resources.

    Attributes
    ----------
    glyphs : Glyphs
        The characters of all pages.
    """

    def __init__(
        self,
        out: BinaryIO,
        *,
        metadata: Metadata | None = None,
        pdfa: str = "",
        tagger: Tagger | None = None,
        is_accessible: bool = False,
        font_name: str = FONT,
    ) -> None:
        super().__init__(invariant=1, pdfVersion=_VERSION)
        self.glyphs, self.tagger = font.Glyphs(), tagger
        self._metadata, self._pdfa = metadata or Metadata(), pdfa
        self._is_accessible, self._has_inks = is_accessible, False
        self.font_name = font_name
        self._packed = PackedObjects(self._next_number)
        self._tree = StructureTree(self._packed) if tagger else None
        self._profiles: dict[bytes, Any] = {}
        self._written = 0  # the number of the last object that was looked at
        self._begin(out)
        self._late = self._late_objects()

    def _begin(self, out: BinaryIO) -> None:
        """Write how the file begins, and go on writing there."""
        self._file = pdfdoc.PDFFile(self._pdfVersion)
        out.write(b"".join(self._file.strings))
        self._file.write = out.write

    def _late_objects(self) -> list[str]:
        """Make the objects that are complete, and written, at the end."""
        self._font, self._spaces = pdfdoc.PDFDictionary(), pdfdoc.PDFDictionary()
        self.info, self.Catalog.Outlines = pdfdoc.PDFDictionary(), None
        spaces = [self._spaces] if self._pdfa else []
        late = (self.Catalog, self.Pages, self.info, self._font, *spaces)
        return [self.Reference(part).name for part in late]

    def _next_number(self) -> int:
        """Reserve an object number for what reportlab does not know."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def _describe(self) -> None:
        for key, text in self._metadata.info().items():
            self.info[key] = pdfdoc.PDFString(text)
        if self._metadata.title:
            self.Catalog.ViewerPreferences = pdfdoc.PDFDictionary({"DisplayDocTitle": "true"})

    def add(
        self,
        size: tuple[float, float],
        operators: bytes,
        image: ImageXObject | None = None,
        annotations: Sequence[Annotation] = (),
        tags: PageTags | None = None,
    ) -> None:
        """Write a page.

        Parameters
        ----------
        size : (width, height)
            In points.
        operators : bytes
            The page's content; it names the image ``/Scan``.
        image : ImageXObject, optional
        annotations : sequence of Annotation
        tags : PageTags, optional
            Those of the operators, in a PDF that has tags.

        Raises
        ------
        WriteError
            It is too small for a PDF/A.
        """
        self._check(size)
        page = self._new_page(size, image)
        if operators:
            page.Contents = self._stream({}, operators)
        dictionaries = [self._annotation(each) for each in annotations]
        if dictionaries:
            page.Annots = _value([self.Reference(each) for each in dictionaries])
        self.updateSignature(operators)
        self.Pages.addPage(self.Reference(page))
        if self._tree and tags:
            elements = [each.element for each in annotations if each.element]
            self._tag_annotations(dictionaries, elements, self._tree.next_key + 1)
            self._tag(page, elements, self._tree, tags)
        self._flush()

    def _check(self, size: tuple[float, float]) -> None:
        """Refuse a page that is too small for a PDF/A."""
        if self._pdfa and min(size) < _SHORTEST:
            raise WriteError(
                f"a page would be {size[0]:.3g} × {size[1]:.3g} points, but those of a PDF/A have"
                f" at least {_SHORTEST} (rule 6.1.13-11): say its resolution (dpi=, --dpi)"
            )

    def _new_page(self, size: tuple[float, float], image: ImageXObject | None) -> Any:
        """Make a page without content."""
        page = pdfdoc.PDFPage()
        page.Override_default_compilation = True  # it would add fonts and a content of its own
        page.Parent = self.Reference(self.Pages)
        page.MediaBox = pdfdoc.PDFArray([0, 0, *(round(side, 3) for side in size)])
        resources: dict[str, Any] = {"Font": {self.font_name: self.Reference(self._font)}}
        if image:
            resources["XObject"] = {"Scan": self._image(image)}
        if self._pdfa:
            resources["ColorSpace"] = self.Reference(self._spaces)
        page.Resources = _value(resources)
        return page

    def _tag_annotations(
        self, annotations: Sequence[Any], elements: Sequence[Element], first: int
    ) -> None:
        """Say in annotations, by keys from a first one on, and in their elements what belongs."""
        for key, (annotation, element) in enumerate(zip(annotations, elements, strict=True), first):
            annotation["StructParent"], element.annotation = key, self._number(annotation)

    def _tag(
        self, page: Any, annotations: Sequence[Element], tree: StructureTree, tags: PageTags
    ) -> None:
        """Write the elements of a page, and say in the page where they are."""
        # reportlab's page lists what it may have
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.Tabs = "/S"  # in the order of the structure
        page.StructParents = tree.next_key
        tree.add(self._number(page), tags.top, tags.marks.owners, annotations)
        if self._packed.are_enough:
            self._pack()

    def _number(self, part: Any) -> int:
        number, _ = self.idToObjectNumberAndVersion[self.Reference(part).name]
        return int(number)

    def _pack(self) -> None:
        """Write the small objects that wait."""
        number = self.objectcounter + 1
        count, first, data = self._packed.pack(number)
        self._stream({"Type": "/ObjStm", "N": count, "First": first}, data)

    def close(self, language: str = "", labels: Entries | None = None) -> None:
        """Write the font, the catalog, the page tree and the cross references.

        Parameters
        ----------
        language : str
            Of the document, as a language tag; ``""`` where it is not known.
        labels : dict, optional
            What its pages are called, as a number tree.
        """
        if self.tagger:
            title = self._metadata.title or self.tagger.title
            self._metadata = dataclasses.replace(self._metadata, title=title)
            language = language or _UNDETERMINED
        self._describe()
        if labels:
            self.Catalog.PageLabels = _value(labels)
        if language:
            self.Catalog.Lang = pdfdoc.PDFString(language)
        for name, value in self._font_entries().items():
            self._font[name] = value
        if self._pdfa:
            self._archive()
        if self._tree:
            self._close_tree(self._tree)
        self._flush()
        for name in self._late:
            self._write(name)
        self._flush()
        self._finish()

    def _close_tree(self, tree: StructureTree) -> None:
        tree.close()
        self._pack()
        self.Catalog.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        self.Catalog.StructTreeRoot = f"{tree.number} 0 R"

    def _archive(self) -> None:
        """Say which PDF/A it is, and which colors it is made for."""
        packet = self._metadata.xmp(self._pdfa, is_accessible=self._is_accessible)
        # not compressed: found without a PDF reader
        self.Catalog.Metadata = _Stream({"Type": "/Metadata", "Subtype": "/XML"}, (packet,))
        channels = output_intent.CMYK if self._has_inks else output_intent.RGB
        profile = self._stream({"N": channels}, output_intent.profile(channels))
        condition = font.text_string(output_intent.condition(channels))
        intent: dict[str, Any] = {"Type": "/OutputIntent", "S": "/GTS_PDFA1"}
        intent |= {"OutputConditionIdentifier": condition, "Info": condition}
        intent["DestOutputProfile"] = profile
        # reportlab's catalog lists what it may have
        self.Catalog.__NoDefault__ = [*self.Catalog.__NoDefault__, "OutputIntents"]
        self.Catalog.OutputIntents = pdfdoc.PDFArray([self.Reference(_value(intent))])
        if self._has_inks:
            srgb = output_intent.profile(output_intent.RGB)
            self._spaces["DefaultRGB"] = self._color_space(srgb, "/DeviceRGB")

    def _finish(self) -> None:
        """Write the cross references and the trailer."""
        if self._packed.numbers:
            self._finish_with_stream()
            return
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

    def _finish_with_stream(self) -> None:
        """Write cross references that find packed objects, too, and what a trailer says."""
        start, number = self._file.offset, self.objectcounter + 1
        offsets = {each: self.idToOffset[name] for each, name in self.numberToId.items()} | {
            number: start
        }
        references = cross_references(number, offsets, self._packed)
        entries = {"Type": "/XRef", "Size": number + 1, "W": _value(list(ENTRY_WIDTHS))}
        entries |= {"Root": self.Reference(self.Catalog), "Info": self.Reference(self.info)}
        self._stream({**entries, "ID": self.ID()}, references)
        self._flush()
        self._file.add(f"startxref\n{start}\n%%EOF\n".encode("ascii"))

    def _stream(self, entries: dict[str, Any], data: bytes) -> Any:
        packed = zlib.compress(data, _DEFLATE_LEVEL)
        return self.Reference(_Stream({**entries, "Filter": "/FlateDecode"}, (packed,)))

    def _image(self, image: ImageXObject) -> Any:
        entries: dict[str, Any] = {name: _value(value) for name, value in image.entries.items()}
        entries.update(Type="/XObject", Subtype="/Image")
        if image.mask:
            entries["SMask"] = self._image(image.mask)
        self._has_inks |= image.entries["ColorSpace"] == "/DeviceCMYK" and not image.profile
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

    def _annotation(self, annotation: Annotation) -> Any:
        form = {name: _value(value) for name, value in annotation.appearance.items()}
        if not form:
            return _value(annotation.entries)
        if self._pdfa:
            form["Resources"]["ColorSpace"] = self.Reference(self._spaces)
        appearance = {"N": self._stream(form, annotation.operators)}
        return _value({**annotation.entries, "AP": appearance})

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
            name = self.numberToId.get(self._written, "")  # "": a packed object
            if name and name not in self._late:
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
        # A carriage return before a line feed would be taken for the line's end, not for data.
        end = b"\r\n" if part.data[-1].endswith(b"\r") else b"\n"
        self._file.add(end + b"endstream\nendobj\n")


def _value(value: Any) -> Any:
    """Turn lists and dicts into reportlab's own, whatever they hold."""
    if isinstance(value, dict):
        return pdfdoc.PDFDictionary({name: _value(part) for name, part in value.items()})
    if isinstance(value, list):
        return pdfdoc.PDFArrayCompact([_value(part) for part in value])
    return value
