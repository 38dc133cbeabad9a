"""Many documents as one searchable PDF: written as they come, in bounded memory, numbered on."""

import io
import itertools
import tracemalloc

import numpy as np
import pikepdf
import pytest
from pdf_pages import DPI, ROWS, SIZE, check, encoded, page, pdfium, picture
from PIL import Image
from test_pdf_existing import SIZE as PDF_SIZE
from test_pdf_existing import drawn, original

import ocrlayout as ol
from ocrlayout.errors import WriteError
from ocrlayout.model import Document, Lines, Words
from ocrlayout.writers import pdf
from ocrlayout.writers.pdf.font import Glyphs


class Pipe(io.RawIOBase):
    """A file that can only be written to, and that counts."""

    def __init__(self):
        self.count = 0

    def writable(self):
        return True

    def write(self, data):
        self.count += len(data)
        return len(data)


def one(text, *, size=SIZE, language="", number=1):
    sheet = page([[text, "words"]], size=size, number=number)
    lines = sheet.lines
    spoken = Lines(
        lines.text, lines.polygon, lines.words, lines.offsets, language=[language] * len(lines)
    )
    return Document([sheet.replace(lines=spoken)])


def written(documents, images, **options):
    out = io.BytesIO()
    chosen = pdf.Options(**{"dpi": DPI, **options})
    pdf.write(iter(documents), out, images=iter(images), options=chosen)
    return out.getvalue()


def first_words(data):
    return [words[0][0] for words in pdfium(data)]


def test_pages_go_out_before_the_next_document_comes():
    scan = encoded(
        Image.fromarray(np.random.default_rng(2).integers(0, 256, (310, 620), np.uint8)), "JPEG"
    )
    out, sizes = Pipe(), []

    def documents():
        for number in range(4):
            sizes.append(out.count)
            yield one(f"number{number}")

    pdf.write(documents(), out, images=[scan] * 4)
    assert all(after - before > len(scan) for before, after in itertools.pairwise(sizes))


# of tags the numbers of objects are kept, some bytes for each line
@pytest.mark.parametrize(("accessible", "scans_held"), [(False, 0.25), (True, 1)])
def test_memory_does_not_grow_with_the_documents(accessible, scans_held):
    noise = np.random.default_rng(2).integers(0, 256, (900, 1200), np.uint8)
    scan = encoded(Image.fromarray(noise), "JPEG", quality=90)

    def peak(count):
        documents = (Document([page(ROWS * 10, size=(1200, 900))]) for _ in range(count))
        out = Pipe()
        tracemalloc.start()
        try:
            scans = (bytes(scan) for _ in range(count))
            pdf.write(documents, out, images=scans, options=pdf.Options(accessible=accessible))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(2)
    assert peak(80) - peak(10) < scans_held * len(scan)


def test_pages_of_several_documents_follow_one_another():
    documents = [one("alpha"), Document(), Document([*one("beta"), *one("gamma", number=2)])]
    scans = [picture("L"), [], [picture("RGB"), encoded(picture("L"), "PNG")]]
    data = written(documents, scans)
    check(data)
    assert first_words(data) == ["alpha", "beta", "gamma"]


def test_a_fault_in_a_later_document_is_said_with_its_page_in_the_stream():
    lost = Document(
        [page(ROWS, size=SIZE).replace(lines=Lines(["a"], words=Words(["a"]), offsets=[0, 1]))]
    )
    with pytest.raises(WriteError, match="page 3 has no geometry"):
        written([one("alpha"), one("beta"), lost], [picture("L")] * 3)


def test_a_stream_that_starts_with_an_empty_document_is_written():
    assert first_words(written([Document(), one("alpha")], [[], picture("L")])) == ["alpha"]
    with pytest.raises(WriteError, match="at least one page"):
        written([Document(), Document()], [[], []])
    with pytest.raises(WriteError, match="at least one page"):
        written([], [])


def test_the_language_is_that_of_most_lines_of_all_documents():
    def language(*languages):
        documents = [one("word", language=each) for each in languages]
        with pikepdf.open(
            io.BytesIO(written(documents, [picture("L")] * len(documents)))
        ) as document:
            return str(document.Root.get("/Lang", ""))

    assert language("de", "fr", "fr") == "fr"
    assert language("", "", "nl") == "nl"
    assert language("de", "fr") == ""
    assert language("not a tag") == ""


def test_pages_of_pdfs_and_images_follow_one_another_when_a_pdf_comes_first():
    documents = [one("alpha", size=PDF_SIZE), one("beta"), one("gamma", size=PDF_SIZE)]
    data = written(documents, [original(), picture("L"), original()], existing_text="add")
    check(data)
    assert first_words(data) == ["alpha", "beta", "gamma"]


def test_a_pdf_may_come_after_images():
    documents = [one("alpha"), one("beta", size=PDF_SIZE), one("gamma")]
    scans = [encoded(picture("L"), "JPEG"), original(), picture("L")]
    data = written(documents, scans, existing_text="add", title="Three")
    check(data)
    assert first_words(data) == ["alpha", "beta", "gamma"]
    assert scans[0] in data, "the bytes of a scan that was written first stay"
    with pikepdf.open(io.BytesIO(data)) as document:
        assert document.open_metadata()["dc:title"] == "Three"


def test_a_pdf_may_come_after_images_in_a_file(tmp_path):
    path = tmp_path / "all.pdf"
    documents = [one("alpha"), one("beta", size=PDF_SIZE)]
    ol.save(documents, path, images=[picture("L"), original()], existing_text="add")
    assert first_words(path.read_bytes()) == ["alpha", "beta"]
    assert list(tmp_path.iterdir()) == [path]


def furnished(document, leaf):
    """Give a page a field, and an area that belongs to a layer which is off."""
    group = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Draft"))
    off = pikepdf.Dictionary(OFF=pikepdf.Array([group]))
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([group]), D=off)
    leaf.obj.Resources.Properties = pikepdf.Dictionary(Draft=group)
    leaf.contents_add(document.make_stream(b"/OC /Draft BDC 0 0 300 300 re f EMC"))
    field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget)
    field.FT, field.T, field.V = pikepdf.Name.Tx, pikepdf.String("owner"), pikepdf.String("Faust")
    field.Rect, field.P = pikepdf.Array([10, 10, 90, 30]), leaf.obj
    field = document.make_indirect(field)
    leaf.obj.Annots = pikepdf.Array([field])
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))


@pytest.mark.filterwarnings("error")
def test_pdfs_that_are_joined_keep_their_bookmarks_fields_and_layers():
    source = original(change=furnished)
    documents = [one("alpha", size=PDF_SIZE), one("beta"), one("gamma", size=PDF_SIZE)]
    data = written(documents, [source, picture("L"), source], existing_text="add")
    check(data)
    assert np.array_equal(drawn(data)[0], drawn(source)[0])
    assert np.array_equal(drawn(data)[2], drawn(source)[0])
    with pikepdf.open(io.BytesIO(data)) as document:
        with document.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Page 1", "Page 1"]
        assert [str(field.V) for field in document.Root.AcroForm.Fields] == ["Faust", "Faust"]


def test_a_signed_pdf_whose_pages_go_into_another_is_named(tmp_path, caplog):
    def sign(document, _leaf):
        field = pikepdf.Dictionary(FT=pikepdf.Name.Sig, T="Signature", V=pikepdf.Dictionary())
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]), SigFlags=3)

    (tmp_path / "deed.pdf").write_bytes(original(change=sign))
    documents = [one("alpha", size=PDF_SIZE), one("beta")]
    written(documents, [tmp_path / "deed.pdf", picture("L")])
    assert "deed.pdf is signed; its signature no longer holds" in caplog.text


def test_what_a_file_object_held_before_stays_when_a_pdf_comes_after_images():
    out = io.BytesIO(b"before")
    out.seek(0, io.SEEK_END)
    documents = [one("alpha"), one("beta", size=PDF_SIZE)]
    pdf.write(documents, out, images=[picture("L"), original()])
    assert out.getvalue().startswith(b"before%PDF-")


def test_a_pdf_after_images_is_refused_in_a_pipe_with_what_to_do():
    documents = [one("alpha"), one("beta", size=PDF_SIZE)]
    with pytest.raises(WriteError, match=r"page 2 is one of a PDF.*come first"):
        pdf.write(documents, Pipe(), images=[picture("L"), original()])


def test_a_stream_without_scans_is_refused_by_its_first_page():
    with pytest.raises(WriteError, match="page 5 has no image"):
        pdf.write(iter([Document(), one("alpha", number=5)]), io.BytesIO())


def test_passages_are_highlighted_by_their_page_in_the_stream():
    documents = [one("alpha"), one("beta")]
    (match,) = ol.find(Document.join(documents), "beta")
    data = written(documents, [picture("L")] * 2, highlight=[match])
    with pikepdf.open(io.BytesIO(data)) as document:
        assert [len(leaf.get("/Annots", [])) for leaf in document.pages] == [0, 1]


def test_words_of_a_long_stream_are_not_all_remembered():
    glyphs = Glyphs()
    codes = [glyphs.encode(str(number)) for number in range(70_000)]
    assert glyphs.encode.cache_info().currsize <= 65_536
    assert glyphs.encode("0") == codes[0]
