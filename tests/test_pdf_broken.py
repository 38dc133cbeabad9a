"""PDFs that are broken or mean harm: only errors of ours come out, or a sound PDF."""

import io
import random
import re
import subprocess
import sys
import zlib

import pikepdf
import pytest
from pdf_pages import check_structure, page
from test_images_hostile import LOOK, PAGE, PARENT, a_pdf, raw_pdf, zeros
from test_pdf_existing import original

import ocrlayout as ol
from ocrlayout import images
from ocrlayout.cli import main
from ocrlayout.engines import rapidocr
from ocrlayout.images import pdf_drawing
from ocrlayout.model import Document

MUTANTS = 300
HUGE = 300 << 20  # bytes that a small stream expands to
NAME = pikepdf.Name


def mutant(data, seed):
    """Flip, cut or repeat bytes at places that the seed says."""
    chance = random.Random(seed)
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(changed))
        kind = chance.choice(("flip", "flip", "cut", "digit", "repeat"))
        if kind == "flip":
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == "digit":
            changed[at] = chance.choice(b"0123456789")
        else:
            piece = changed[at : at + chance.randrange(1, 60)]
            changed[at : at + len(piece)] = piece * 2 if kind == "repeat" else b""
    return bytes(changed[: chance.randrange(1, len(changed))] if seed % 10 == 0 else changed)


def with_object_streams(data):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, static_id=True)
    return out.getvalue()


@pytest.fixture(scope="module")
def own():
    small = a_pdf(lambda pdf: None)
    return [original(3), with_object_streams(original(2)), small]


def outcome(data):
    """Open, render and write; the words of the error where one of ours came out."""
    try:
        frames = images.expand(data)
        sheet = page([["ours"]], size=[round(side * 2) for side in frames[0].size])
        images.pixels(frames[0], dpi=20)
    except ol.OcrLayoutError as error:
        return str(error)
    try:
        out = io.BytesIO()
        ol.save(Document([sheet]), out, to="pdf", images=data)
    except ol.OcrLayoutError as error:
        return str(error)
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) == len(frames)
    return ""


def test_mutants_give_errors_of_ours_or_a_sound_pdf(own):
    outcomes = [outcome(mutant(own[seed % len(own)], seed)) for seed in range(MUTANTS)]
    assert outcomes.count("") > MUTANTS / 3  # most damage is harmless, or repaired
    assert any(outcomes)


# Entries of a page, of the tree of pages, of the whole; and what does not belong there
PLACES = {
    "page": ("Resources", "Contents", "Annots", "MediaBox", "CropBox", "Rotate", "Parent", "Type"),
    "tree": ("Kids", "Count", "Type", "MediaBox", "Resources", "Rotate"),
    "root": ("Pages", "AcroForm", "Outlines", "Names", "Metadata", "StructTreeRoot", "Perms"),
    "font": ("Type", "Subtype", "Encoding", "ToUnicode", "Widths", "FontDescriptor"),
    "image": ("Width", "Filter", "ColorSpace", "BitsPerComponent", "SMask", "DecodeParms"),
}


def odd_values(pdf):
    numbers = [45, -1, 10**18, pikepdf.Array([0, 0, 0, 0]), pikepdf.Array([1e30, -1e30, 0, 9])]
    texts = [pikepdf.String("x"), NAME.Odd, pikepdf.Array([pikepdf.String("x")] * 4)]
    return [*numbers, *texts, pikepdf.Dictionary(), pikepdf.Array(), pdf.Root, pdf.pages[0].obj]


def owner(pdf, kind):
    leaf = pdf.pages[1].obj
    parts = {"font": leaf.Resources.Font, "image": leaf.Resources.XObject}
    if kind in parts:
        return next(iter(parts[kind].as_dict().values()))
    return {"page": leaf, "tree": pdf.Root.Pages, "root": pdf.Root}[kind]


def with_entry(data, kind, key, number):
    """Put an odd value into a dictionary of a PDF; None where it cannot be written."""
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            owner(pdf, kind)[f"/{key}"] = odd_values(pdf)[number]
            pdf.save(out)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return None
    return out.getvalue()


@pytest.mark.parametrize(("kind", "key"), [(kind, key) for kind in PLACES for key in PLACES[kind]])
def test_entries_of_a_wrong_type_give_errors_of_ours_or_a_sound_pdf(kind, key):
    data = original(3)
    first = PLACES[kind].index(key) % 2  # every other one of the twelve: it takes a while
    changed = [with_entry(data, kind, key, number) for number in range(first, 12, 2)]
    tried = [each for each in changed if each]
    assert tried
    for each in tried:
        outcome(each)
        try:
            found = ol.read(each, engine="text")
        except ol.OcrLayoutError:
            continue
        assert kind != "page" or "Printed on page 1" in found[0].text


def test_a_file_without_its_table_of_objects_is_repaired(tmp_path, caplog):
    (tmp_path / "scan.pdf").write_bytes(broken_trailer(original(3)))
    frames = images.expand(tmp_path / "scan.pdf")
    assert len(frames) == 3
    assert images.pixels(frames[2], dpi=20).any()


def broken_trailer(data):
    return data[: data.rindex(b"xref")] + b"startxref\n99999999\n%%EOF\n"


@pytest.mark.parametrize("kids", [(PAGE, "9 0 R"), ("9 0 R", PAGE), (PAGE, "7")])
def test_a_page_tree_with_a_hole_is_repaired_and_said(kids, tmp_path, caplog):
    path = tmp_path / "scan.pdf"
    path.write_bytes(raw_pdf(*kids))
    (frame,) = images.expand(path)
    assert images.pixels(frame).shape == (200, 200, 3)
    notes = [each.getMessage() for each in caplog.records if each.name == "ocrlayout"]
    assert notes == [f"{path} is broken; it is read as repaired; pages: 1"]


def test_a_page_tree_that_counts_too_many_is_repaired():
    assert len(images.expand(raw_pdf(PAGE, PAGE, count=3))) == 2


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_what_is_written_of_a_torn_file_is_whole(share):
    source = original(3)
    torn = source[: int(len(source) * share)]
    sheet = page([["ours"]], size=[round(side * 2) for side in images.expand(torn)[0].size])
    out = io.BytesIO()
    ol.save(Document([sheet]), out, to="pdf", images=torn)
    check_structure(out.getvalue())


def test_a_page_that_stays_broken_does_not_take_the_others_with_it(tmp_path, caplog):
    path = tmp_path / "scan.pdf"
    path.write_bytes(raw_pdf(PAGE, PARENT))
    first, second = images.expand(path)
    assert images.pixels(first).shape == (200, 200, 3)
    with pytest.raises(ol.ImageError, match=r"scan\.pdf \(page 2\) is broken"):
        images.pixels(second)
    assert "page 2; the others can be read" in caplog.text


def test_the_local_engine_leaves_a_broken_page_out_and_the_terminal_names_it(
    tmp_path, monkeypatch, capsys
):
    def recognized(frame, dpi):
        images.pixels(frame, dpi=dpi)
        return {"width": 6.9, "height": 4.9, "unit": "inch", "lines": []}

    monkeypatch.setattr(rapidocr.models, "engine", lambda threads: None)
    monkeypatch.setattr(rapidocr.models, "names", lambda: {"version": "1", "model": "m"})
    monkeypatch.setattr(rapidocr.answers, "page", recognized)
    monkeypatch.chdir(tmp_path)
    source = io.BytesIO()
    with pikepdf.open(io.BytesIO(original(3))) as pdf:
        pdf.pages[1].obj.Contents = pdf.make_indirect(flate(pdf, repeated(b" ", HUGE)))
        pdf.save(source)
    (tmp_path / "scan.pdf").write_bytes(source.getvalue())
    assert main(["convert", "scan.pdf", "--engine", "local", "-o", "out.pdf"]) == 1
    said = capsys.readouterr().err
    assert "note: the content of scan.pdf (page 2) has more than 31 million bytes" in said
    assert "ocrlayout: scan.pdf: no answer for page 2 of the scan" in said
    with pikepdf.open("out.pdf") as pdf:
        assert len(pdf.pages) == 3
    assert len(source.getvalue()) < 1e6 > (tmp_path / "out.pdf").stat().st_size
    with pytest.raises(ol.ImageError, match="the content of"):
        rapidocr.read(tmp_path / "scan.pdf", pages="2")


def test_an_encrypted_pdf_is_not_taken_for_a_broken_one():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(original(1))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(ol.ImageError, match="is encrypted; give its password"):
        images.expand(out.getvalue())


# Traps: small files that would fill the memory


def repeated(unit, count):
    """Compress so many bytes of one thing, again and again."""
    packer, block = zlib.compressobj(9), unit * ((1 << 20) // len(unit))
    first, again = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + again * (count >> 20)


def flate(pdf, data, **entries):
    return pikepdf.Stream(pdf, data, Filter=NAME.FlateDecode, **entries)


def drawn(pdf, part):
    leaf = pdf.pages[0].obj
    leaf.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=part))
    leaf.Contents = pdf.make_stream(b"q 72 0 0 72 0 0 cm /X Do Q")


def gray(pdf, side, data, **entries):
    size = {"Width": side, "Height": side, "ColorSpace": NAME.DeviceGray, "BitsPerComponent": 8}
    return flate(pdf, data, Type=NAME.XObject, Subtype=NAME.Image, **size, **entries)


def content(pdf):
    pdf.pages[0].obj.Contents = pdf.make_indirect(flate(pdf, repeated(b"0 0 9 9 re f\n", HUGE)))


def packed_twice(pdf):
    data = zlib.compress(repeated(b" ", HUGE), 9)
    stream = pikepdf.Stream(pdf, data, Filter=[NAME.FlateDecode, NAME.FlateDecode])
    pdf.pages[0].obj.Contents = pdf.make_indirect(stream)


def in_parts(pdf):
    part = pdf.make_indirect(flate(pdf, repeated(b" ", 20 << 20)))
    pdf.pages[0].obj.Contents = pikepdf.Array([part] * 20)


def form(pdf):
    box = {"Subtype": NAME.Form, "BBox": [0, 0, 72, 72]}
    inner = flate(pdf, repeated(b" ", HUGE), Type=NAME.XObject, **box)
    resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=pdf.make_indirect(inner)))
    outer = pikepdf.Stream(pdf, b"/X Do", Type=NAME.XObject, Resources=resources, **box)
    drawn(pdf, pdf.make_indirect(outer))


def mask(pdf):
    hidden = gray(pdf, 30_000, zeros(30_000**2))
    drawn(pdf, gray(pdf, 10, zlib.compress(bytes(100)), SMask=pdf.make_indirect(hidden)))


def picture(pdf):
    drawn(pdf, gray(pdf, 60_000, zeros(60_000**2)))


def a_form(pdf, data, **resources):
    box = {"Subtype": NAME.Form, "BBox": [0, 0, 72, 72]}
    entries = {"Resources": pikepdf.Dictionary(**resources)} if resources else {}
    return pdf.make_indirect(pikepdf.Stream(pdf, data, Type=NAME.XObject, **box, **entries))


def laughs(pdf):
    part = a_form(pdf, b"0 0 9 9 re f")
    for _ in range(9):
        part = a_form(pdf, b"/X#20Y Do " * 10, XObject=pikepdf.Dictionary({"/X Y": part}))
    drawn(pdf, part)


def groups(pdf):
    part = a_form(pdf, b"0 0 9 9 re f")
    for _ in range(6):
        part = a_form(pdf, b"/X Do\n" * 6, XObject=pikepdf.Dictionary(X=part))
        part.Group = pikepdf.Dictionary(S=NAME.Transparency, I=True)
    drawn(pdf, part)


def masks(pdf):
    part = a_form(pdf, b"0 0 9 9 re f")
    for _ in range(12):
        state = pikepdf.Dictionary(SMask=pikepdf.Dictionary(S=NAME.Luminosity, G=part))
        part = a_form(pdf, b"/G gs 0 0 9 9 re f\n" * 4, ExtGState=pikepdf.Dictionary(G=state))
    drawn(pdf, part)


def tiles(pdf):
    steps = {"XStep": 0.001, "YStep": 0.001, "BBox": [0, 0, 1, 1]}
    kind = {"PatternType": 1, "PaintType": 1, "TilingType": 1}
    tile = pikepdf.Stream(pdf, b"0 0 1 1 re f", **kind, **steps)
    leaf = pdf.pages[0].obj
    leaf.Resources = pikepdf.Dictionary(Pattern=pikepdf.Dictionary(P=pdf.make_indirect(tile)))
    leaf.Contents = pdf.make_stream(b"/Pattern cs /P scn 0 0 72 72 re f")


def annotation(pdf):
    box = {"Subtype": NAME.Form, "BBox": [0, 0, 72, 72]}
    look = pdf.make_indirect(flate(pdf, repeated(b" ", HUGE), Type=NAME.XObject, **box))
    note = {"Type": NAME.Annot, "Subtype": NAME.Stamp, "Rect": [0, 0, 72, 72]}
    states = pikepdf.Dictionary(N=pikepdf.Dictionary(On=look))
    pdf.pages[0].obj.Annots = [pikepdf.Dictionary(**note, AP=states)]


def odd_mask(pdf):
    """A mask whose size is not a number must not hide the form after it."""
    size = pikepdf.Stream(pdf, b"", Width=pikepdf.String("x"), Height=[1])
    image = gray(pdf, 10, zlib.compress(bytes(100)), SMask=pdf.make_indirect(size))
    form(pdf)
    parts = pdf.pages[0].obj.Resources.XObject
    parts["/A"], parts["/Z"] = pdf.make_indirect(image), parts["/X"]


RENDER = LOOK.replace("images.expand(data)", "images.expand(data); images.pixels(frames[0])")


@pytest.mark.parametrize(
    ("trap", "says"),
    [
        (content, "the content of .* has more than 31 million bytes"),
        (packed_twice, "the content of .* has more than 31 million bytes"),
        (in_parts, "the content of .* has more than 31 million bytes"),
        (form, "a form on .* has more than 31 million bytes"),
        (laughs, "a form on .* draws more than 31 million bytes"),
        (groups, "a form on .* draws more than 31 million bytes"),
        (masks, "a form on .* draws more than 31 million bytes"),
        (tiles, r"a pattern on .* has tiles of 0\.001 × 0\.001"),
        (annotation, "a form on .* has more than 31 million bytes"),
        (odd_mask, "a form on .* has more than 31 million bytes"),
        (mask, "the mask of an image on .* has 900 million pixels"),
        (picture, "an image on .* has 3600 million pixels"),
    ],
)
def test_a_trap_is_refused_before_it_fills_the_memory(trap, says):
    data = a_pdf(trap)
    assert len(data) < 4e6
    shown = subprocess.run(
        [sys.executable, "-c", RENDER], input=data, capture_output=True, check=True, timeout=60
    ).stdout.decode()
    said, megabytes = shown.rsplit(maxsplit=1)
    assert re.search(says, said)
    assert float(megabytes) < 150


def test_a_long_content_is_drawn_where_it_keeps_to_the_limit():
    data = a_pdf(lambda pdf: pdf.pages[0].obj.__setitem__("/Contents", blanks(pdf)))
    assert images.pixels(images.expand(data)[0], dpi=36).shape == (36, 36, 3)
    with pytest.raises(ol.ImageError, match="more than 1 million bytes"):
        images.pixels(images.expand(data, limit=1e6)[0], dpi=36)


def blanks(pdf):
    return pdf.make_indirect(flate(pdf, repeated(b" ", 2 << 20)))


def test_forms_that_are_drawn_often_are_drawn_where_they_keep_to_the_limit():
    def symbols(pdf):
        symbol = a_form(pdf, b"1 0 0 rg 0 0 72 72 re f")
        drawn(pdf, a_form(pdf, b"/X Do\n" * 5000, XObject=pikepdf.Dictionary(X=symbol)))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/X Do")

    assert (images.pixels(images.expand(a_pdf(symbols))[0], dpi=36)[18, 18] == (255, 0, 0)).all()


def test_a_page_that_takes_too_long_is_not_drawn_to_its_end(monkeypatch):
    data = a_pdf(lambda pdf: pdf.pages[0].obj.__setitem__("/Contents", boxes(pdf)))
    frame = images.expand(data)[0]
    assert images.pixels(frame, dpi=36).shape == (36, 36, 3)
    monkeypatch.setattr(pdf_drawing, "_SECONDS", 0.0)
    with pytest.raises(ol.ImageError, match=r"\(page 1\) takes more than 0 seconds to draw"):
        images.pixels(frame, dpi=36)
    monkeypatch.undo()
    assert images.pixels(frame, dpi=36).shape == (36, 36, 3)


def boxes(pdf):
    return pdf.make_stream(b"0 0 72 72 re f\n" * 20_000)


def test_ctrl_c_ends_a_page_that_is_being_drawn(monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    data = a_pdf(lambda pdf: pdf.pages[0].obj.__setitem__("/Contents", boxes(pdf)))
    frame = images.expand(data)[0]
    times = iter([1.0])  # the start; after it, a signal arrives
    monkeypatch.setattr(pdf_drawing.time, "monotonic", lambda: next(times, None) or interrupted())
    with pytest.raises(KeyboardInterrupt):
        images.pixels(frame, dpi=36)
