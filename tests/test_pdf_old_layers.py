"""Old layers of text are taken out, whatever hides them; what is seen stays, pixel by pixel."""

import io
import random

import pikepdf
import pytest
from old_layer_pages import (
    BOX,
    OLD,
    SCAN,
    TYPED,
    add_page,
    drawn_font,
    font,
    form,
    image,
    layer,
    pdfium_words,
    raw_words,
    same_look,
    saved,
    scan,
)
from pikepdf import Array, Dictionary, Name

from ocrlayout.writers.pdf.content_walk import TooDeepError
from ocrlayout.writers.pdf.old_layers import OldLayers

SEEN = ["Typed", "header"]
THROUGH = Dictionary(G=Dictionary(ca=0, CA=0), Half=Dictionary(ca=0.5))


def stripped(pdf):
    """Take the layers out; returns the PDF before and after, and the number of texts."""
    before = saved(pdf)
    with pikepdf.open(io.BytesIO(before)) as opened:
        layers = OldLayers(opened)
        counts = [layers.take_out(page.obj, BOX) for page in opened.pages]
        after = saved(opened)
    assert same_look(before, after)
    return before, after, counts


def page_of(content, **resources):
    pdf = pikepdf.new()
    resources.setdefault("ExtGState", Dictionary(THROUGH))
    add_page(pdf, content, **resources)
    return pdf


MODES = {
    "in the text object": SCAN + b"BT 3 Tr /Old 14 Tf 20 100 Td (old words) Tj ET\n" + TYPED,
    "set before the text object": SCAN + b"q 3 Tr " + OLD + b"Q " + TYPED,
    "inherited by q": b"3 Tr q " + SCAN + b"q " + OLD + b" Q Q " + TYPED,
    "kept after ET": SCAN + b"BT 3 Tr ET " + OLD + OLD + TYPED,
    "before the picture": b"q 3 Tr " + OLD + b"Q " + SCAN + TYPED,
    "as an array": SCAN + b"BT 3 Tr /Old 14 Tf 20 100 Td [(old) -600 (words)] TJ ET " + TYPED,
    "by quotes": SCAN
    + b"BT 3 Tr /Old 14 Tf 15 TL 20 120 Td (old) ' 1 2 (words) \" ET 0 Tw 0 Tc "
    + TYPED,
    "clip that holds nothing": SCAN
    + b"q BT 7 Tr /Old 14 Tf 20 100 Td (old words) Tj ET Q "
    + TYPED,
    "clip at the end": SCAN + TYPED + b"BT 7 Tr /Old 14 Tf 20 100 Td (old words) Tj ET",
    "clip that only holds hidden text": SCAN
    + b"q BT 7 Tr /Old 14 Tf 20 100 Td (old) Tj ET BT 3 Tr 90 0 Td (words) Tj ET Q "
    + TYPED,
    "transparent": SCAN + b"q /G gs " + OLD + b"Q " + TYPED,
    "transparent outlines": SCAN + b"q /G gs 1 Tr " + OLD + b" 2 Tr " + OLD + b"Q " + TYPED,
    "under the picture": OLD + SCAN + TYPED,
    "under the picture, clipped": OLD + b"q 0 0 300 200 re W n " + SCAN + b"Q " + TYPED,
    "under strips": OLD
    + b"q 300 0 0 104.004 0 0 cm /Scan Do Q q 300 0 0 96 0 104 cm /Scan Do Q "
    + TYPED,
    "under tiles": OLD
    + b"".join(
        b"q 75 0 0 50 %d %d cm /Scan Do Q " % (75 * (at % 4), at // 4 * 50) for at in range(16)
    )
    + TYPED,
    "under an inline image": OLD
    + b"q 300 0 0 200 0 0 cm BI /W 2 /H 2 /BPC 8 /CS /G ID \xf0\xe0\xd0\xc0 EI Q "
    + TYPED,
    "in an empty clip": SCAN + b"q 0 0 0 0 re W n " + OLD + b"Q " + TYPED,
    "outside of a clip": SCAN + b"q 0 0 300 50 re W n " + OLD + b"Q " + TYPED,
    "with replacement text": SCAN
    + b"/Span <</ActualText (old words)>> BDC BT 3 Tr /Old 14 Tf 20 100 Td (o) Tj ET EMC "
    + TYPED,
    "an artifact": SCAN + b"/Artifact BMC q 3 Tr " + OLD + b"Q EMC " + TYPED,
    "in the text object of what is seen": SCAN
    + b"BT /Old 14 Tf 3 Tr 20 100 Td (old words) Tj 0 Tr /Seen 14 Tf 1 0 0 1 20 170 Tm"
    b" (Typed header) Tj ET",
}


@pytest.mark.parametrize("content", MODES.values(), ids=MODES.keys())
def test_hidden_text_goes_and_what_is_seen_stays(content):
    before, after, counts = stripped(page_of(content))
    assert pdfium_words(after) == [SEEN]
    assert counts[0] >= 1
    assert b"old" in raw_words(before)
    assert b"old" not in raw_words(after)
    with pikepdf.open(io.BytesIO(after)) as pdf:
        assert [*pdf.pages[0].Resources.Font.keys()] == ["/Seen"]


VISIBLE = {
    "plain": SCAN + OLD + TYPED,
    "mode 3 that q takes back": SCAN + b"q 3 Tr Q " + OLD + TYPED,
    "half transparent": SCAN + b"q /Half gs " + OLD + b"Q " + TYPED,
    "fill without ink, outlines with": SCAN + b"q /F gs 2 Tr " + OLD + b"Q " + TYPED,
    "clip of a picture": b"q BT 7 Tr /Old 14 Tf 20 100 Td (old words) Tj ET "
    + SCAN
    + b"Q "
    + TYPED,
    "clip of a rectangle": b"q BT 7 Tr /Old 14 Tf 20 100 Td (old words) Tj ET 0 0 300 200 re f Q "
    + TYPED,
    "filled, and a clip": b"q BT 4 Tr /Old 14 Tf 20 100 Td (old words) Tj ET Q " + TYPED,
    "in a clip": SCAN + b"q 10 90 280 30 re W n " + OLD + b"Q " + TYPED,
    "partly outside of a clip": SCAN + b"q 0 0 60 200 re W n " + OLD + b"Q " + TYPED,
    "in a clip of any shape": SCAN + b"q 0 0 m 300 0 l 300 200 l h W n " + OLD + b"Q " + TYPED,
    "in a clip of two boxes": SCAN
    + b"q 0 0 9 9 re 10 90 280 30 re W n 0 0 1 1 re n "
    + OLD
    + b"Q "
    + TYPED,
    "under a picture in text that is filled": OLD
    + b"q BT 4 Tr /Seen 30 Tf 20 90 Td (T) Tj ET "
    + SCAN
    + b"Q "
    + TYPED,
    "beside the picture": OLD + b"q 100 0 0 100 150 50 cm /Scan Do Q " + TYPED,
    "between strips": OLD
    + b"q 300 0 0 103 0 0 cm /Scan Do Q q 300 0 0 96 0 104 cm /Scan Do Q "
    + TYPED,
    "under strips that are not all later": b"q 300 0 0 104 0 0 cm /Scan Do Q "
    + OLD
    + b"q 300 0 0 96 0 104 cm /Scan Do Q "
    + TYPED,
    "under an inline stencil": OLD
    + b"q 300 0 0 200 0 0 cm BI /W 8 /H 2 /IM true ID \xaa\x55 EI Q "
    + TYPED,
    "partly under the picture": OLD + b"q 40 0 0 100 10 50 cm /Scan Do Q " + TYPED,
    "under a picture that is clipped": OLD + b"q 0 0 300 50 re W n " + SCAN + b"Q " + TYPED,
    "under a picture in a triangle": OLD + b"q 0 0 m 300 0 l 0 200 l h W n " + SCAN + b"Q " + TYPED,
    "under a picture with a mask": OLD + b"q 300 0 0 200 0 0 cm /Masked Do Q " + TYPED,
    "under a stencil": OLD + b"q 300 0 0 200 0 0 cm /Stencil Do Q " + TYPED,
    "under a picture that is half transparent": OLD + b"q /Half gs " + SCAN + b"Q " + TYPED,
    "under a tilted picture": OLD + b"q 0.9 0.1 -0.1 0.9 0 0 cm " + SCAN + b"Q " + TYPED,
    "under a picture in a thin group": OLD + b"q /Half gs /Group Do Q " + TYPED,
}


@pytest.mark.parametrize("content", VISIBLE.values(), ids=VISIBLE.keys())
def test_text_that_is_seen_stays(content):
    pdf = pikepdf.new()
    array = scan()
    mask = image(pdf, array)
    stencil = pdf.make_stream(b"\xaa" * 8, Type=Name.XObject, Subtype=Name.Image, Width=8, Height=8)
    stencil.ImageMask, stencil.BitsPerComponent = True, 1
    group = form(
        pdf,
        SCAN,
        Dictionary(XObject=Dictionary(Scan=image(pdf, array))),
        Group=Dictionary(S=Name.Transparency),
    )
    drawn = {"Masked": image(pdf, array, SMask=mask), "Stencil": stencil, "Group": group}
    states = Dictionary(F=Dictionary(ca=0), Half=Dictionary(ca=0.5))
    add_page(pdf, content, XObject=drawn, ExtGState=states)
    before, after, counts = stripped(pdf)
    assert counts == [0]
    assert pdfium_words(after) == pdfium_words(before)
    assert {"old", "words"} <= set(pdfium_words(after)[0])


@pytest.mark.parametrize(
    ("content", "goes"),
    [
        (SCAN + b"q 3 Tr BT /Old 1 Tf 20 100 Td (old) Tj ET Q ", True),
        (b"BT /Old 1 Tf 20 100 Td (old) Tj ET " + SCAN, True),
        (b"BT /Old 1 Tf 20 100 Td (old) Tj ET q 300 0 0 110 0 0 cm /Scan Do Q ", False),
        (SCAN + b"q 0 110 300 90 re W n BT /Old 1 Tf 20 100 Td (old) Tj ET Q ", False),
        (SCAN + b"q BT 7 Tr /Old 1 Tf 20 100 Td (old) Tj ET Q ", False),
    ],
)
def test_glyphs_that_are_drawn_may_have_any_size(content, goes):
    pdf = pikepdf.new()
    page = add_page(pdf, content + TYPED)
    page.Resources.Font.Old = drawn_font(pdf)
    _, _, counts = stripped(pdf)
    assert counts == [int(goes)]


def own(pdf):
    return Dictionary(Font=Dictionary(Old=font(pdf, "Courier")))


FORMS = {
    "mode in the form": (b"/Old Do ", b"3 Tr " + OLD),
    "mode around the form": (b"q 3 Tr /Old Do Q ", OLD),
    "transparent around the form": (b"q /G gs /Old Do Q ", OLD),
}


@pytest.mark.parametrize(("content", "inside"), FORMS.values(), ids=FORMS.keys())
@pytest.mark.parametrize("group", [False, True])
def test_hidden_text_in_forms_goes(content, inside, group):
    pdf = pikepdf.new()
    old = form(pdf, inside, own(pdf))
    if group:
        old.Group = Dictionary(S=Name.Transparency)
    add_page(pdf, SCAN + content + TYPED, XObject={"Old": old}, ExtGState=Dictionary(THROUGH))
    _, after, _ = stripped(pdf)
    assert pdfium_words(after) == [SEEN]
    assert b"old" not in raw_words(after)
    with pikepdf.open(io.BytesIO(after)) as document:
        assert [*document.pages[0].Resources.XObject.keys()] == ["/Scan"]


def test_a_form_that_is_drawn_seen_and_hidden_is_copied():
    pdf = pikepdf.new()
    old = form(pdf, OLD + b"10 10 50 50 re f", own(pdf))
    add_page(pdf, b"/Old Do q 3 Tr /Old Do Q " + TYPED, XObject={"Old": old})
    _, after, _ = stripped(pdf)
    assert pdfium_words(after) == [["old", "words", *SEEN]]
    with pikepdf.open(io.BytesIO(after)) as document:
        assert len(document.pages[0].Resources.XObject.keys()) == 3


def test_a_form_of_several_pages_is_changed_only_where_it_is_hidden():
    pdf = pikepdf.new()
    old = form(pdf, OLD + b"10 10 50 50 re f", own(pdf))
    for content in (b"/Old Do ", b"q 3 Tr /Old Do Q ", b"3 Tr /Old Do "):
        add_page(pdf, content + TYPED, XObject={"Old": old})
    _, after, counts = stripped(pdf)
    assert counts == [0, 1, 1]
    assert pdfium_words(after) == [["old", "words", *SEEN], SEEN, SEEN]
    with pikepdf.open(io.BytesIO(after)) as document:
        _, one, other = (page.Resources.XObject for page in document.pages)
        assert {form.objgen for _, form in one.items()} & {form.objgen for _, form in other.items()}


def test_a_form_without_resources_leaves_those_of_the_page_alone():
    pdf = pikepdf.new()
    old = form(pdf, b"3 Tr " + OLD + b" 0 Tr 1 0 0 1 0 -40 cm " + OLD)
    add_page(pdf, b"/Old Do " + TYPED, XObject={"Old": old})
    _, after, _ = stripped(pdf)
    assert pdfium_words(after) == [["old", "words", *SEEN]]


@pytest.mark.parametrize(
    ("name", "off", "goes"),
    [
        ("OCR by borb", True, True),
        ("Text Layer", True, True),
        ("OCR", False, False),
        ("Deutsch", True, False),
    ],
)
@pytest.mark.parametrize("how", ["marked", "membership", "form"])
def test_layers_of_engines_go_where_they_are_not_shown(name, off, goes, how):
    pdf = pikepdf.new()
    group = layer(pdf, name, off=off)
    if how == "membership":
        group = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=group))
    drawn = {"Old": form(pdf, OLD, own(pdf), OC=group)}
    content = b"/Old Do " if how == "form" else b"/OC /L BDC " + OLD + b"EMC "
    add_page(pdf, SCAN + content + TYPED, XObject=drawn, Properties=Dictionary(L=group))
    _, after, counts = stripped(pdf)
    assert counts == [int(goes)]
    assert (pdfium_words(after) == [SEEN]) == goes


def test_visible_text_behind_hidden_text_keeps_its_place():
    pdf = pikepdf.new()
    content = b"BT /Old 14 Tf 3 Tr 20 100 Td (old words) Tj 0 Tr /Seen 14 Tf (Typed header) Tj ET"
    page = add_page(pdf, content)
    page.Resources.Font.Old.FirstChar = 0
    page.Resources.Font.Old.Widths = Array([600] * 256)
    _, after, counts = stripped(pdf)
    assert counts == [1]
    assert pdfium_words(after) == [SEEN]
    del page.Resources.Font.Old["/Widths"]
    _, after, counts = stripped(pdf)
    assert counts == [0]  # how far it moves is not known


def test_marked_content_of_the_tags_stays():
    content = b"/P <</MCID 0>> BDC BT 3 Tr /Old 14 Tf 20 100 Td (old words) Tj ET EMC "
    _, after, _ = stripped(page_of(SCAN + content + TYPED))
    assert pdfium_words(after) == [SEEN]
    assert b"/MCID 0" in raw_words(after)
    assert b"old" not in raw_words(after)


def test_forms_in_forms_without_resources_are_found_again():
    pdf = pikepdf.new()
    inner = form(pdf, b"3 Tr " + OLD + b"10 10 50 50 re f", own(pdf))
    outer = form(pdf, b"/Inner Do 3 Tr " + OLD)
    add_page(pdf, b"/Outer Do " + TYPED, XObject={"Inner": inner, "Outer": outer})
    _, after, _ = stripped(pdf)
    assert pdfium_words(after) == [SEEN]


def test_forms_without_end_are_left_alone():
    pdf = pikepdf.new()
    drawn = form(pdf, b"3 Tr " + OLD + b"/Old Do", own(pdf))
    drawn.Resources.XObject = Dictionary(Old=drawn)
    page = add_page(pdf, b"/Old Do", XObject={"Old": drawn})
    content = page.Contents.read_bytes()
    with pytest.raises(TooDeepError):
        OldLayers(pdf).take_out(page.obj, BOX)
    assert page.Contents.read_bytes() == content


@pytest.mark.parametrize(
    "broken",
    [
        b"3 Tr (x) Tj",
        b"BT /Nobody 9 Tf (x) Tj ET",
        b"/Nobody Do /Nobody gs",
        b"Q Q Q EMC ET",
        b"BT q ET Q",
        b"(x) Tr /a /b Td [ Tf",
        b"/OC /Nobody BDC EMC",
        b"1 0 0 1 cm re W n",
        b"<</A ",
        b"3 Tr (\x9c) Tj a\x9cb",
    ],
)
def test_broken_content_does_not_stop_it(broken):
    pdf = page_of(SCAN + broken + b" " + TYPED)
    try:
        assert OldLayers(pdf).take_out(pdf.pages[0].obj, BOX) <= 2
    except pikepdf.PdfError:
        assert raw_words(saved(pdf)).count(b"Typed") == 1


TEXTS = [
    b"(one) Tj",
    b"[(t) -200 (wo)] TJ",
    b"0 -15 Td (three) Tj",
    b"20 TL (four) '",
    b"T* (five) Tj",
]
CHANGES = [
    *(b"3 Tr", b"0 Tr", b"7 Tr", b"1 Tr", b"/G gs", b"/Half gs", b"/Solid gs"),
    *(b"1 0 0 1 10 5 cm", b"0.98 0.1 -0.1 0.98 0 0 cm", b"0 0 1 rg 30 90 40 30 re f"),
    *(b"20 20 200 150 re W n", b"0 0 m 300 0 l 0 200 l W n", SCAN, b"/Form Do", b"/Form Do"),
]


def random_content(chance, depth):
    """Text, states, clips, pictures and forms, one after the other and one in the other."""
    parts = []
    for _ in range(chance.randint(3, 6)):
        kind = chance.random()
        if kind < 0.4:
            place = b"%d %d Td" % (chance.randint(0, 200), chance.randint(10, 190))
            mode = chance.choice([b"", b"3 Tr", b"7 Tr", b"0 Tr", b"4 Tr"])
            texts = chance.choices([*TEXTS, b"3 Tr", b"0 Tr"], k=chance.randint(1, 4))
            font_name = chance.choice([b"/Seen", b"/Old"])
            parts.append(b" ".join([b"BT", font_name, b"14 Tf", place, mode, *texts, b"ET"]))
        elif kind < 0.6 and depth:
            parts.append(b"q " + random_content(chance, depth - 1) + b" Q")
        else:
            parts.append(chance.choice(CHANGES))
    return b"\n".join(parts)


@pytest.mark.parametrize("seed", range(40))
def test_no_page_looks_different_afterwards(seed):
    chance = random.Random(seed)
    pdf = pikepdf.new()
    states = Dictionary(THROUGH)
    states.Solid = Dictionary(ca=1, CA=1)
    fonts = Dictionary(Seen=font(pdf), Old=font(pdf, "Courier"))
    drawn = Dictionary(Scan=image(pdf, scan()), Form=form(pdf, b""))
    resources = Dictionary(Font=fonts, ExtGState=states, XObject=drawn)
    inner = form(pdf, random_content(chance, 1), resources)
    if seed % 3 == 0:
        inner.Group = Dictionary(S=Name.Transparency)
    content = random_content(chance, 3)
    add_page(pdf, content, XObject={"Form": inner}, ExtGState=states)
    stripped(pdf)  # looks before and after
