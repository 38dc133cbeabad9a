"""Pages with old layers of text, hidden in every way that is known, and what becomes of them.

Each page shows a picture and the typed words ``Typed header``; the words ``old words`` are hidden.
"""

import io
import subprocess
import tempfile

import numpy as np
import pikepdf
import pypdfium2
from conftest import needs
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

WIDE, HIGH = 300, 200  # points
BOX = (0.0, 0.0, float(WIDE), float(HIGH))
SCAN = b"q 300 0 0 200 0 0 cm /Scan Do Q\n"
TYPED = b"BT 0 Tr /Seen 14 Tf 20 170 Td (Typed header) Tj ET\n"
OLD = b"BT /Old 14 Tf 20 100 Td (old words) Tj ET\n"


def scan(value=230):
    """A picture with something to see everywhere."""
    x, y = np.meshgrid(np.linspace(0, 60, 150), np.linspace(0, 40, 100))
    return (value - x - y).astype(np.uint8)


def image(pdf, array, **entries):
    made = pdf.make_stream(array.tobytes(), Type=Name.XObject, Subtype=Name.Image)
    made.Width, made.Height = array.shape[1], array.shape[0]
    made.BitsPerComponent, made.ColorSpace = 8, Name.DeviceGray
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def font(pdf, name="Helvetica"):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name(f"/{name}"),
            Encoding=Name.WinAnsiEncoding,
        )
    )


def drawn_font(pdf):
    """A font of Type 3, whose every glyph is a box much larger than the font size says."""
    glyph = pdf.make_stream(b"50 0 0 0 40 40 d1 0 0 40 40 re f")
    names = ["o", "l", "d", "w", "r", "s", "space"]
    codes = [ord(name) if len(name) == 1 else 32 for name in names]
    made = Dictionary(Type=Name.Font, Subtype=Name.Type3, FontMatrix=[1, 0, 0, 1, 0, 0])
    made.FontBBox, made.Resources = Array([0, 0, 40, 40]), Dictionary()
    made.CharProcs = Dictionary({f"/{name}": glyph for name in names})
    pairs = [
        part for code, name in zip(codes, names, strict=True) for part in (code, Name(f"/{name}"))
    ]
    made.Encoding = Dictionary(Type=Name.Encoding, Differences=Array(pairs))
    made.FirstChar, made.LastChar, made.Widths = 32, 127, Array([50] * 96)
    return pdf.make_indirect(made)


def form(pdf, content, resources=None, **entries):
    made = pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=Array(BOX))
    if resources is not None:
        made.Resources = resources
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def layer(pdf, name, *, off):
    """An optional-content group."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(name)))
    usual = Dictionary(OFF=Array([group] if off else []))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=usual)
    return group


def add_page(pdf, content, **resources):
    """Add a page with two fonts, a picture and whatever else."""
    pdf.add_blank_page(page_size=(WIDE, HIGH))
    page = pdf.pages[-1]
    fonts = Dictionary(Seen=font(pdf), Old=font(pdf, "Courier"))
    drawn = Dictionary(Scan=image(pdf, scan()), **resources.pop("XObject", {}))
    page.Resources = Dictionary(Font=fonts, XObject=drawn, **resources)
    page.Contents = pdf.make_stream(content)
    return page


def saved(pdf):
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def looks(data):
    """Every page as PDFium and as poppler draw it."""
    with pypdfium2.PdfDocument(data) as document:
        drawn = [np.asarray(sheet.render(scale=2).to_pil()) for sheet in document]
    needs("pdftoppm", "poppler-utils")
    with tempfile.TemporaryDirectory() as folder:
        command = ["pdftoppm", "-r", "100", "-", f"{folder}/page"]
        subprocess.run(command, input=data, check=True, capture_output=True)
        from pathlib import Path

        return drawn + [np.asarray(Image.open(path)) for path in sorted(Path(folder).iterdir())]


def same_look(one, other):
    return all(np.array_equal(*pair) for pair in zip(looks(one), looks(other), strict=True))


def pdfium_words(data):
    with pypdfium2.PdfDocument(data) as document:
        return [sheet.get_textpage().get_text_range().split() for sheet in document]


def raw_words(data):
    """What stands between parentheses in any content stream: what no reader can find any more."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [part for part in pdf.objects if isinstance(part, pikepdf.Stream)]
        contents = [part.read_bytes() for part in streams if part.get("/Subtype") != "/Image"]
    return b"\n".join(contents)
