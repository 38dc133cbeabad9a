"""Tags for PDFs that are nothing but scans; others are refused with the rule."""

import io

import numpy as np
import pikepdf
import pytest
from pdf_pages import ROWS, check, encoded, page, pdfium_text, picture
from pdf_pages import SIZE as SMALL
from scanned_pages import HEIGHT, WIDTH, pdf, scanned, typed
from structure import structure
from tagged_pages import laid
from test_cli import folder, main  # noqa: F401  # a fixture
from test_pdf_images import rendered
from test_pdf_tags import REPORT
from validators import broken_rules, faults

from ocrlayout.errors import WriteError
from ocrlayout.images import expand
from ocrlayout.model import Document, Page
from ocrlayout.writers import pdf as writer

PIXELS = 3  # a point
SCAN = scanned("Bridges of the valley")


def sheet(number=1, blocks=REPORT):
    return laid(blocks, size=((WIDTH + number - 1) * PIXELS, HEIGHT * PIXELS), number=number)


def empty(number=1):
    return Page(number, (WIDTH + number - 1) * PIXELS, HEIGHT * PIXELS, "pixel")


def written(documents, scans, **options):
    out = io.BytesIO()
    chosen = writer.Options(**{"accessible": True, **options})
    writer.write(documents, out, images=scans, options=chosen)
    return out.getvalue()


def changed(data, change):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def turned(document):
    document.pages[0].Rotate = 180


def untidy(document):
    document.pages[0].contents_add(b"q q 1 0 0 1 5 5 cm")


def cropped(document):
    document.pages[0].CropBox = pikepdf.Array([0, 0, WIDTH, HEIGHT])
    document.pages[0].MediaBox = pikepdf.Array([-20, -20, WIDTH + 20, HEIGHT + 20])


def in_form(document):
    leaf = document.pages[0]
    form = document.make_stream(leaf.Contents.read_bytes(), Resources=leaf.Resources)
    form.Type, form.Subtype, form.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, leaf.MediaBox
    leaf.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Page=form))
    leaf.Contents = document.make_stream(b"/Page Do")


def with_title(document):
    document.docinfo.Title = "A ledger"
    document.Root.Lang = pikepdf.String("fr")


def image_and_pdf(*order):
    scans = {"image": encoded(picture("RGB"), "JPEG"), "pdf": pdf(SCAN)}
    sheets = {"image": page(ROWS, size=SMALL), "pdf": sheet()}
    return written([Document([sheets[each]]) for each in order], [[scans[each]] for each in order])


def with_links(document):
    """Over the first words to the web, over no word to a place, and shared by all pages."""
    web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org"))
    place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    heading = [word.text for word in sheet().words].index("Bridges")
    corners = sheet().words.polygon[[heading, heading + 1], [0, 2]] / PIXELS
    (x0, y0), (x1, y1) = corners.tolist()
    links = [
        pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, F=4, Rect=box)
        for box in ([x0, HEIGHT - y1, x1, HEIGHT - y0], [9, 9, 20, 20])
    ]
    links[0].A, links[1].Dest = web, place
    shared = document.make_indirect(pikepdf.Array(links))
    for leaf in document.pages:
        leaf.Annots = shared


def tagged_before(document):
    written_before = written([Document([sheet()])], [[pdf(SCAN)]])
    with pikepdf.open(io.BytesIO(written_before)) as other:
        document.Root.StructTreeRoot = document.copy_foreign(other.Root.StructTreeRoot)
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)
    document.pages[0].StructParents = 0


FILES = {
    "links": lambda: written(
        [Document([sheet(), sheet(2)])], [[changed(pdf(SCAN, SCAN), with_links)]]
    ),
    "links, without words": lambda: written(
        [Document([empty()])], [[changed(pdf(SCAN), with_links)]]
    ),
    "typed, with links, made a picture": lambda: written(
        [Document([sheet()])], [[changed(pdf(typed("Typed")), with_links)]], existing_text="force"
    ),
    "tagged, made a picture": lambda: written(
        [Document([sheet()])],
        [[changed(pdf(typed("Typed")), tagged_before)]],
        existing_text="force",
    ),
    "two pages": lambda: written([Document([sheet(), sheet(2)])], [[pdf(SCAN, SCAN)]]),
    "one of three": lambda: written(
        [Document([sheet(2)])], [[pdf(SCAN, SCAN, SCAN)]], pages="answered"
    ),
    "a page without an answer": lambda: written([Document([sheet()])], [[pdf(SCAN, SCAN)]]),
    "without words": lambda: written([Document([empty(), sheet(2)])], [[pdf(SCAN, SCAN)]]),
    "a page turned": lambda: written([Document([sheet()])], [[changed(pdf(SCAN), turned)]]),
    "a page cropped": lambda: written([Document([empty()])], [[changed(pdf(SCAN), cropped)]]),
    "states left open": lambda: written([Document([sheet()])], [[changed(pdf(SCAN), untidy)]]),
    "scan in a form": lambda: written([Document([sheet()])], [[changed(pdf(SCAN), in_form)]]),
    "an image, then a PDF": lambda: image_and_pdf("image", "pdf"),
    "a PDF, an image, a PDF": lambda: image_and_pdf("pdf", "image", "pdf"),
    "an old layer replaced": lambda: written(
        [Document([sheet()])], [[pdf(scanned("Bridges", hidden=["Bridgos"]))]], existing_text="redo"
    ),
    "typed, made a picture": lambda: written(
        [Document([sheet()])], [[pdf(typed("Typed"))]], existing_text="force"
    ),
    "with a title": lambda: written([Document([sheet()])], [[changed(pdf(SCAN), with_title)]]),
}


@pytest.fixture(scope="module")
def files():
    return {name: make() for name, make in FILES.items()}


@pytest.fixture(scope="module")
def broken(files):
    return broken_rules(files, "ua1", "2a")


@pytest.mark.parametrize("name", FILES)
def test_page_validation_finds_pdf_ua_and_pdf_a(name, files):
    assert faults(files[name], "ua1") == {}
    assert faults(files[name], "2a") == {}
    check(files[name])


@pytest.mark.parametrize("name", FILES)
def test_verapdf_finds_pdf_ua_and_pdf_a(name, broken):
    assert broken[name] == []


def test_the_tree_is_that_of_images_page_by_page(files):
    one, other = (structure(files[name]).shape()[1] for name in ("one of three", "two pages"))
    assert one[0] == ("H1", "Bridges of the valley")
    assert [kind for kind, _ in one] == ["H1", "P", "H2", "L", "Note"]
    assert other == [*one, *one]


def test_the_look_is_that_of_the_scan(files):
    assert (rendered(files["two pages"]) == rendered(pdf(SCAN, SCAN))).all()


def test_a_page_without_words_is_a_picture_of_all_that_it_draws(files):
    first, *_ = structure(files["without words"]).kids
    assert (first.kind, first.alt) == ("Figure", "Scanned page 1")
    box = structure(files["a page cropped"]).kids[0].attributes["BBox"]
    assert np.allclose([float(side) for side in box], [0, 0, WIDTH, HEIGHT])


def test_images_and_pdfs_share_one_tree(files):
    kinds = [node.kind for node in structure(files["a PDF, an image, a PDF"]).kids]
    assert kinds == ["H1", "P", "H2", "L", "Note", "P", "P", "H1", "P", "H2", "L", "Note"]
    assert "dozen" in pdfium_text(files["a PDF, an image, a PDF"])


def test_title_and_language_are_those_of_the_pdf_unless_others_are_given(files):
    def said(data):
        with pikepdf.open(io.BytesIO(data)) as document:
            assert document.Root.ViewerPreferences.DisplayDocTitle
            return document.open_metadata()["dc:title"], str(document.Root.Lang)

    assert said(files["with a title"]) == ("A ledger", "fr")
    assert said(files["two pages"]) == ("Bridges of the valley", "und")
    other = written(
        [Document([sheet()])], [[changed(pdf(SCAN), with_title)]], title="Faust", language="de"
    )
    assert said(other) == ("Faust", "de")


def test_a_file_of_level_a_does_not_claim_pdf_ua():
    data = written([Document([sheet()])], [[pdf(SCAN)]], accessible=False, pdfa="2a")
    assert faults(data, "2a") == {}
    assert b"pdfuaid" not in data


def test_links_of_a_page_are_in_its_tree(files):
    first, *_ = structure(files["links"]).kids
    assert [link.text for link in first.all("Link")] == ["Bridges of "]
    with pikepdf.open(io.BytesIO(files["links"])) as document:
        parents = dict(pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree).items())
        for leaf in document.pages:
            web, place = leaf.Annots
            assert (str(web.A.URI), str(web.Contents)) == ("https://example.org",) * 2
            assert (place.Dest[0].objgen, str(place.Contents)) == (
                document.pages[0].obj.objgen,
                "Link",
            )
            for link in (web, place):
                element = parents[int(link.StructParent)]
                assert (element.S, element.Pg.objgen) == ("/Link", leaf.obj.objgen)
                assert element.K[-1].Obj.objgen == link.objgen


# --- what is refused
def noted(document):
    box = pikepdf.Array([10, 10, 90, 30])
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=box, F=28)
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def marked(document):
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def numbered(document):
    document.pages[0].contents_add(b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC")


def unended(document):
    document.pages[0].contents_add(b"/P BMC 0 0 1 1 re f")


REFUSED = {
    "typed": (pdf(typed("Typed")), r"text of its own.*7\.1-3.*force"),
    "hidden": (pdf(scanned("Bridges", hidden=["Bridges"])), r"text of its own.*7\.1-3.*redo"),
    "annotations": (changed(pdf(SCAN), noted), r"annotations.*7\.18\.1-1"),
    "tags": (changed(pdf(SCAN), marked), r"tags of its own.*7\.1-3"),
    "numbered": (changed(pdf(SCAN), numbered), r"marked content of its own.*7\.1-2"),
    "unended": (changed(pdf(SCAN), unended), r"does not end.*7\.1-2"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_tagged_is_refused_with_the_rule_before_and_when_it_is_written(name):
    data, message = REFUSED[name]
    with pytest.raises(WriteError, match=rf"cannot be given tags.*{message}"):
        written([Document([sheet()])], [[data]])
    with pytest.raises(WriteError, match=rf"cannot be given tags.*{message}"):
        writer.check_scans(expand(data), writer.Options(accessible=True))


def test_annotations_of_a_page_that_becomes_a_picture_are_refused_too():
    with pytest.raises(WriteError, match=r"annotations that are not links.*7\.18\.1-1"):
        written([Document([sheet()])], [[changed(pdf(SCAN), noted)]], existing_text="force")
    with pytest.raises(WriteError, match=r"annotations that are not links.*7\.18\.1-1"):
        options = writer.Options(accessible=True, existing_text="force")
        writer.check_scans(expand(changed(pdf(SCAN), noted)), options)


@pytest.mark.parametrize("mode", ["redo", "force"])
def test_text_that_is_taken_out_is_not_refused_before(mode):
    hidden = pdf(scanned("Bridges", hidden=["Bridges"]))
    writer.check_scans(expand(hidden), writer.Options(accessible=True, existing_text=mode))


def test_a_title_that_only_the_xmp_has_stays():
    def describe(document):
        del document.docinfo.Title
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            xmp["dc:title"] = "A ledger"

    data = written([Document([sheet()])], [[changed(pdf(SCAN), describe)]])
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.open_metadata()["dc:title"] == document.docinfo.Title == "A ledger"


def test_the_command_line_refuses_a_pdf_with_text(folder, capsys):  # noqa: F811
    (folder / "typed.pdf").write_bytes(pdf(typed("Typed")))
    line = ["convert", "typed.pdf", "-o", "b.pdf", "--engine", "text", "--accessible"]
    assert main(line) == 1
    assert "typed.pdf (page 1) cannot be given tags" in capsys.readouterr().err
    assert not (folder / "b.pdf").exists()


@pytest.mark.parametrize("options", [{}, {"accessible": False, "pdfa": "2u"}])
def test_an_accessible_pdf_of_our_own_is_made_anew_from_its_picture(options):
    first = written([Document([sheet()])], [[pdf(SCAN)]])
    again = written([Document([sheet()])], [[first]], existing_text="force", **options)
    assert broken_rules({"out": again}, options.get("pdfa", "ua1")) == {"out": []}
