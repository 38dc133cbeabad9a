"""Text under the pages of PDFs that exist: the pages stay as they are.

The text goes in front of a page's own content, so that an unbalanced ``q`` or a clipping path there
cannot move or hide it. What the page inherits is looked up; a resource dictionary that it shares is
copied, so that no other page changes. Compressed streams, images above all, are not touched;
bookmarks, forms, attachments and encryption stay. A signature stays too, but no longer holds, and
the log says so.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 3.6.2 "Page Tree", 4.2.1 "Coordinate Spaces".
"""

import contextlib
import io
import logging
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pikepdf

from ocrlayout import geometry
from ocrlayout.errors import ImageError
from ocrlayout.images import Frame, Pair
from ocrlayout.model import Page
from ocrlayout.writers.pdf import font
from ocrlayout.writers.pdf.text_layer import FONT, Box, layer

__all__ = ["write"]

_LETTER = (0.0, 0.0, 612.0, 792.0)  # what viewers take when a page has no box
_DEEPEST = 64  # levels of a page tree; more is a loop
_BROKEN = (
    pikepdf.PdfError,
    RuntimeError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    IndexError,
    OSError,
)
_log = logging.getLogger("ocrlayout")


def write(
    pairs: Sequence[Pair],
    out: BinaryIO,
    scans: Callable[[Sequence[Pair], BinaryIO], None],
    *,
    title: str = "",
    language: str = "",
) -> None:
    """Write the pages of existing PDFs, with the text under their content.

    Parameters
    ----------
    pairs : sequence of (Page, Frame)
        Frames of images among them become pages too.
    out : binary file object
    scans : callable
        Writes the pages whose frames are images as a PDF of its own.
    title, language : str
        ``""`` keeps what the PDF has.

    Raises
    ------
    ImageError
        A PDF is broken, or encrypted and its password missing or wrong.
    """
    with contextlib.ExitStack() as opened:
        pdf = _target(pairs, scans, opened)
        name = pairs[0].frame.name
        with _readable(name):
            glyphs, reference = font.Glyphs(), pdf.make_indirect(pikepdf.Dictionary())
            for (page, frame, _), sheet in zip(pairs, pdf.pages, strict=True):
                if frame.kind == "pdf":
                    with _readable(frame.name):
                        _add(pdf, sheet, page, glyphs, reference)
            _finish(pdf, glyphs, reference)
            _describe(pdf, title, language, name)
            _save(pdf, out)


def _target(
    pairs: Sequence[Pair],
    scans: Callable[[Sequence[Pair], BinaryIO], None],
    opened: contextlib.ExitStack,
) -> pikepdf.Pdf:
    """Open or put together a PDF whose pages are those of the pairs, in their order."""
    sources = {id(frame.source): frame for _, frame, _ in pairs if frame.kind == "pdf"}
    pdfs = {key: opened.enter_context(_opened(frame)) for key, frame in sources.items()}
    images = [pair for pair in pairs if pair.frame.kind != "pdf"]
    wanted = [frame.index for _, frame, _ in pairs]
    if len(pdfs) == 1 and not images and all(np.diff(wanted) > 0):
        (pdf,) = pdfs.values()
        with _readable(pairs[0].frame.name):
            for index in sorted(set(range(len(pdf.pages))) - set(wanted), reverse=True):
                del pdf.pages[index]
            return pdf
    drawn: Iterator[Any] = iter(())
    if images:
        # closed with all the others
        file = opened.enter_context(tempfile.TemporaryFile())  # noqa: SIM115
        scans(images, file)
        drawn = iter(opened.enter_context(pikepdf.open(file)).pages)
    pdf = opened.enter_context(pikepdf.new())
    for _, frame, _ in pairs:
        with _readable(frame.name):
            pdf.pages.append(
                pdfs[id(frame.source)].pages[frame.index] if frame.kind == "pdf" else next(drawn)
            )
    return pdf


def _opened(frame: Frame) -> pikepdf.Pdf:
    source = io.BytesIO(frame.source) if isinstance(frame.source, bytes) else frame.source
    with _readable(frame.name):
        return pikepdf.open(source, password=frame.password or "")


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except ImageError:
        raise
    except pikepdf.PasswordError:
        raise ImageError(
            f"{name} is encrypted, and its password is missing or wrong (password=, or --password)"
        ) from None
    except FileNotFoundError:
        raise ImageError(f"{name}: no such file") from None
    except _BROKEN as error:
        raise ImageError(f"{name} is a PDF that cannot be changed: {error}") from None


def _add(pdf: pikepdf.Pdf, sheet: Any, page: Page, glyphs: font.Glyphs, reference: Any) -> None:
    """Put a page's text in front of its content."""
    box, turn = _box(sheet.obj), _turn(sheet.obj)
    width, height = page.source_size
    matrix = (
        _to_user(box, turn) @ geometry.scaling(1 / width, 1 / height) @ np.linalg.inv(page.matrix)
    )
    name = _with_font(sheet.obj, reference)
    operators = layer(page.lines, matrix, box, glyphs, name)
    stream = pikepdf.Stream(
        pdf, zlib.compress(b"q " + operators + b"Q\n", 9), Filter=pikepdf.Name.FlateDecode
    )
    sheet.contents_add(stream, prepend=True)


def _to_user(box: Box, turn: int) -> npt.NDArray[np.float64]:
    """Map fractions of the page as displayed, y down, to its user space."""
    x0, y0, x1, y1 = box
    wide, high = x1 - x0, y1 - y0
    rows = {
        0: [[wide, 0, x0], [0, -high, y1]],
        90: [[0, wide, x0], [high, 0, y0]],
        180: [[-wide, 0, x1], [0, high, y0]],
        270: [[0, -wide, x1], [-high, 0, y1]],
    }[turn]
    return np.array([*rows, [0, 0, 1]], np.float64)


def _inherited(page: Any, key: str) -> Any:
    """Look an entry up in a page, or above it in the tree."""
    for _ in range(_DEEPEST):
        if not isinstance(page, pikepdf.Dictionary):
            return None
        if key in page:
            return page[key]
        page = page.get("/Parent")
    return None


def _box(page: Any) -> Box:
    """Find what of a page is displayed: the crop box, inside the media box."""
    media = _rectangle(_inherited(page, "/MediaBox")) or _LETTER
    crop = _rectangle(_inherited(page, "/CropBox")) or media
    x0, y0, x1, y1 = (
        max(media[0], crop[0]),
        max(media[1], crop[1]),
        min(media[2], crop[2]),
        min(media[3], crop[3]),
    )
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else media


def _rectangle(value: Any) -> Box | None:
    try:
        x0, y0, x1, y1 = (float(side) for side in value)
    except (TypeError, ValueError):
        return None
    box = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    return box if box[0] < box[2] and box[1] < box[3] else None


def _turn(page: Any) -> int:
    try:
        return int(_inherited(page, "/Rotate") or 0) // 90 * 90 % 360
    except (TypeError, ValueError):
        return 0


def _with_font(page: Any, reference: Any) -> str:
    """Give a page resources of its own, with the font among them; return the font's name there."""
    resources = _copied(_inherited(page, "/Resources"))
    fonts = _copied(resources.get("/Font"))
    names = (f"{FONT}{number or ''}" for number in range(len(fonts) + 1))
    name = next(name for name in names if f"/{name}" not in fonts)
    fonts[f"/{name}"] = reference
    resources["/Font"] = fonts
    page["/Resources"] = resources
    return name


def _copied(dictionary: Any) -> Any:
    copy = pikepdf.Dictionary()
    if isinstance(dictionary, pikepdf.Dictionary):
        # iterating a pikepdf dictionary gives no keys
        for key in dictionary.keys():  # noqa: SIM118
            copy[key] = dictionary[key]
    return copy


def _finish(pdf: pikepdf.Pdf, glyphs: font.Glyphs, reference: Any) -> None:
    """Make the font, now that its characters are known."""
    program = glyphs.truetype()
    file = _value(
        pdf, {**font.DESCRIPTOR, "FontFile2": pdf.make_stream(program, Length1=len(program))}
    )
    widths = {"FontDescriptor": pdf.make_indirect(file), "W": [0, glyphs.widths]}
    descendant = pdf.make_indirect(_value(pdf, {**font.DESCENDANT, **widths}))
    mapped = pdf.make_stream(glyphs.unicode_map())
    for key, value in {
        **font.COMPOSITE,
        "DescendantFonts": [descendant],
        "ToUnicode": mapped,
    }.items():
        reference[f"/{key}"] = _value(pdf, value)


def _value(pdf: pikepdf.Pdf, value: Any) -> Any:
    """Turn plain values into pikepdf's own."""
    if isinstance(value, dict):
        return pikepdf.Dictionary({f"/{key}": _value(pdf, part) for key, part in value.items()})
    if isinstance(value, list):
        return pikepdf.Array([_value(pdf, part) for part in value])
    if isinstance(value, str):
        return pikepdf.Name(value) if value.startswith("/") else pikepdf.String(value[1:-1])
    return value


def _describe(pdf: pikepdf.Pdf, title: str, language: str, name: str) -> None:
    if title:
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
    if language and "/Lang" not in pdf.Root:
        pdf.Root["/Lang"] = pikepdf.String(language)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and int(form.get("/SigFlags", 0)) & 1:
        _log.warning("%s is signed; with a text layer its signature no longer holds", name)


def _save(pdf: pikepdf.Pdf, out: BinaryIO) -> None:
    """Save with nothing else changed: no stream compressed anew, the encryption kept."""
    pdf.save(
        out,
        compress_streams=True,
        fix_metadata_version=False,
        linearize=pdf.is_linearized,
        encryption=pdf.is_encrypted,
        deterministic_id=not pdf.is_encrypted,
    )
