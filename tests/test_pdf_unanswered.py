"""Scans with more pages than the answer has: no page of the file is lost."""

import io
import json

import numpy as np
import pikepdf
import pytest
from pdf_pages import page, pdfium
from PIL import Image
from test_cli import folder, payload  # noqa: F401  (a fixture)
from test_pdf_existing import SIZE, drawn, layered, original

import ocrlayout as ol
from ocrlayout.cli import main
from ocrlayout.model import Document
from ocrlayout.writers import pdf

SHADES = (250, 200, 150, 100, 50)


def answered(*numbers):
    """Sheets with a word of ours for some pages of a file."""
    return [page([[f"ours{number}"]], size=SIZE, number=number) for number in numbers]


def tiff(size=SIZE):
    frames = [Image.new("L", size, shade) for shade in SHADES]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:], dpi=(150, 150))
    return out.getvalue()


def ours(data):
    """The words of ours on each page."""
    return [[text for text, _ in words if text.startswith("ours")] for words in pdfium(data)]


def contents(data):
    with pikepdf.open(io.BytesIO(data)) as document:
        return [
            [part.read_bytes() for part in pikepdf.Page(leaf).obj.Contents]
            if isinstance(leaf.Contents, pikepdf.Array)
            else [leaf.Contents.read_bytes()]
            for leaf in document.pages
        ]


def test_pages_of_a_pdf_without_an_answer_stay_as_they_are():
    source = original(5)
    data = layered(source, *answered(1, 2))
    assert ours(data) == [["ours1"], ["ours2"], [], [], []]
    before, after = drawn(source), drawn(data)
    assert all(np.array_equal(*each) for each in zip(before, after, strict=True))
    assert contents(data)[2:] == contents(source)[2:]
    with pikepdf.open(io.BytesIO(data)) as document:
        assert "/OcrLayout" not in document.pages[2].Resources.Font
        assert "/Outlines" in document.Root


def test_frames_of_a_tiff_without_an_answer_are_pages_without_text():
    data = layered(tiff(), *answered(2, 4))
    assert ours(data) == [[], ["ours2"], [], ["ours4"], []]
    assert [round(image.mean()) for image in drawn(data)] == list(SHADES)
    with pikepdf.open(io.BytesIO(data)) as document:
        assert len({tuple(map(float, leaf.MediaBox)) for leaf in document.pages}) == 1


def test_only_answered_pages_are_written_when_that_is_asked_for():
    for source in (original(5), tiff()):
        assert ours(layered(source, *answered(2, 4), pages="answered")) == [["ours2"], ["ours4"]]


def test_any_other_choice_of_pages_is_refused():
    with pytest.raises(ValueError, match="pages is 'all' or 'answered', not 'some'"):
        pdf.Options(pages="some")


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ((4, 2), [1, 4, 5, 2, 3]),  # each after the page that it follows in the file
        ((5,), [1, 2, 3, 4, 5]),
        ((3, 1, 5), [3, 4, 1, 2, 5]),
        ((), [1, 2, 3, 4, 5]),
    ],
)
def test_pages_without_an_answer_follow_the_page_before_them(numbers, order):
    out = io.BytesIO()
    added = pdf.Options(existing_text="add")
    pdf.write([Document(answered(*numbers))], out, images=[original(5)], options=added)
    data = out.getvalue()
    found = [next(text for text, _ in words if text.isdecimal()) for words in pdfium(data)]
    assert found == [str(number) for number in order]
    assert ours(data) == [[f"ours{number}"] if number in numbers else [] for number in order]


def test_the_log_names_the_pages_of_each_file(caplog, tmp_path):
    (tmp_path / "a.pdf").write_bytes(original(5))
    (tmp_path / "b.pdf").write_bytes(original(2))
    documents = [Document(answered(1, 3)), Document(answered(1))]
    scans = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    ol.save(iter(documents), tmp_path / "out.pdf", images=scans, existing_text="add")
    notes = [record.getMessage() for record in caplog.records if "answer" in record.msg]
    assert notes == [
        f"{tmp_path / 'a.pdf'}: no answer for pages 2, 4-5: in the PDF without text",
        f"{tmp_path / 'b.pdf'}: no answer for page 2: in the PDF without text",
    ]
    assert ours((tmp_path / "out.pdf").read_bytes()) == [
        *(["ours1"], [], ["ours3"], [], []),
        *(["ours1"], []),
    ]


def test_pages_without_an_answer_do_not_change_the_numbers_of_a_stream():
    documents = [Document(answered(1)), Document(answered(1))]
    (hit,) = ol.find(Document(answered(1)), "ours1")
    out = io.BytesIO()
    scans = [original(3), original(2)]
    pdf.write(documents, out, images=scans, options=pdf.Options(highlight=[Mark(2, hit)]))
    with pikepdf.open(io.BytesIO(out.getvalue())) as document:
        assert ["/Annots" in leaf for leaf in document.pages] == [False, False, False, True, False]


class Mark:
    """A passage on a page of another number."""

    def __init__(self, number, match):
        self.page, self.polygons = number, match.polygons


def test_a_list_of_single_images_still_has_to_have_as_many_as_the_answer():
    blank = np.full(SIZE[::-1], 255, np.uint8)
    with pytest.raises(ol.WriteError, match="3 images for 2 pages"):
        layered(None, *answered(1, 2), images=[blank] * 3)


# The terminal


def service_answer(count):
    """What a service answers of a file of which it reads so many pages."""
    answer = payload("ours", width=SIZE[0], height=SIZE[1])
    (first,) = answer["analyzeResult"]["readResults"]
    pages = [{**first, "page": number} for number in range(1, count + 1)]
    answer["analyzeResult"]["readResults"] = pages
    return json.dumps(answer)


@pytest.fixture
def two_of_five(folder):  # noqa: F811
    (folder / "two.json").write_text(service_answer(2), encoding="utf-8")
    (folder / "five.pdf").write_bytes(original(5))
    (folder / "five.tif").write_bytes(tiff())
    return folder


@pytest.mark.parametrize("scan", ["five.pdf", "five.tif"])
def test_the_terminal_names_the_pages_without_an_answer(two_of_five, capsys, scan):
    line = ["convert", "two.json", "--images", scan, "-o", "out.pdf", "-o", "out.txt"]
    assert main([*line, "--existing-text", "add"]) == 1
    said = capsys.readouterr().err
    assert "ocrlayout: two.json: no answer for pages 3-5 of the scan\n" in said
    assert f"note: {scan}: no answer for pages 3-5: in the PDF without text\n" in said
    assert ours((two_of_five / "out.pdf").read_bytes()) == [["ours"], ["ours"], [], [], []]
    assert (two_of_five / "out.txt").read_text() == "ours\n\fours\n"


@pytest.mark.parametrize(
    ("pages", "code", "there"),
    [("1-2", 0, 2), ("2", 0, 1), ("1-4", 1, 4), ("2-", 1, 4)],
)
def test_pages_that_were_asked_for_are_in_the_pdf_and_no_others(
    two_of_five, capsys, pages, code, there
):
    line = ["convert", "two.json", "--images", "five.pdf", "-o", "out.pdf", "--pages", pages]
    assert main(line) == code
    assert len(ours((two_of_five / "out.pdf").read_bytes())) == there
    assert ("no answer for" in capsys.readouterr().err) == bool(code)


def test_an_engine_that_answers_too_few_pages_is_noticed(two_of_five, capsys, monkeypatch):
    from ocrlayout.engines import text

    monkeypatch.setattr(text, "read", lambda source, *, pages=None: json.loads(service_answer(2)))
    for extra, code, there in (([], 1, 5), (["--pages", "1-2"], 0, 2), (["--pages", "1-3"], 1, 3)):
        line = ["convert", "five.pdf", "--engine", "text", "-o", "out.pdf", "--overwrite", *extra]
        assert main(line) == code
        assert len(ours((two_of_five / "out.pdf").read_bytes())) == there
    assert "no answer for pages 3-5" in capsys.readouterr().err


def test_joined_answers_keep_all_pages_of_their_scans(two_of_five, capsys):
    (two_of_five / "five.json").write_text(service_answer(1), encoding="utf-8")
    (two_of_five / "two.tif").write_bytes(tiff())
    line = ["convert", "five.json", "two.json", "--as-given", "-o", "book.pdf", "-q"]
    line += ["--existing-text", "add"]
    assert main([*line, "--images", "five.pdf", "two.tif"]) == 1
    found = ours((two_of_five / "book.pdf").read_bytes())
    assert [len(words) for words in found] == [1, 0, 0, 0, 0, 1, 1, 0, 0, 0]
    said = capsys.readouterr().err
    assert "two.json: no answer for pages 3-5" in said
    assert "five.json: no answer for pages 2-5" in said


def test_show_and_find_name_them_too(two_of_five, capsys):
    assert main(["show", "two.json", "--images", "five.pdf"]) == 1
    assert main(["find", "ours", "two.json", "--images", "five.pdf", "-o", "hits.pdf"]) == 1
    assert capsys.readouterr().err.count("ocrlayout: two.json: no answer for pages 3-5") == 2
    assert len(ours((two_of_five / "hits.pdf").read_bytes())) == 5
    assert main(["show", "two.json"]) == 0  # without the scan nobody knows of more pages
