"""Which pages of a PDF are recognized: a counting service sees no page that has text."""

import io
import shutil

import counting_service
import pytest
from counting_service import recognized
from scanned_pages import line, locked, pdf, scanned, typed
from test_cli import folder, said  # noqa: F401  (a fixture)

import ocrlayout as ol
from ocrlayout.cli import main
from ocrlayout.errors import EngineError, ImageError, ReadError

TYPED = typed(line(1, "text"), line(2, "text"))
SCAN = scanned(line(1), line(2))
LAYERED = scanned(line(1), line(2), hidden=[line(1, "layer"), line(2, "layer")])
HEADED = scanned(line(1), line(2), header=line(0, "header"))
MIXED = (TYPED, SCAN, LAYERED, HEADED)


@pytest.fixture
def service(folder, monkeypatch):  # noqa: F811
    """The service, named by the environment."""
    with counting_service.Service() as running:
        monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", running.origin)
        monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", counting_service.KEY)
        yield running


@pytest.fixture
def mixed(folder):  # noqa: F811
    """A file with pages of each kind: of text, a scan, a scan with a layer, one with a header."""
    path = folder / "mixed.pdf"
    path.write_bytes(pdf(*MIXED))
    return path


SOON = ["--option", "interval=0.01"]


def read(source, *engine, **options):
    """Read a file, by a service that is asked for its answer at once."""
    return ol.read(source, *engine, interval=0.01, **options)


def texts(document):
    return [(page.number, page.origin.provider, page.text.split("\n")[0]) for page in document]


# The library


def test_pages_with_text_are_read_and_the_others_recognized(service, mixed):
    assert texts(read(mixed)) == [
        (1, "text", line(1, "text")),
        (2, "azure_read", recognized(2)),
        (3, "text", line(1, "layer")),
        (4, "azure_read", recognized(4)),
    ]
    assert service.asked == [2, 4]
    assert service.queries == [{"pages": ["2,4"]}]


def test_a_file_whose_pages_all_have_text_needs_no_engine(folder):  # noqa: F811
    data = pdf(TYPED, LAYERED)
    assert [each[1] for each in texts(read(data))] == ["text", "text"]
    document = read(data, "azure")
    assert [each[1] for each in texts(document)] == ["text", "text"]
    with pytest.raises(EngineError):
        read(pdf(TYPED, SCAN), "azure")


@pytest.mark.parametrize(
    ("existing_text", "asked"),
    [
        *(("auto", [2, 4]), ("skip", [2]), ("redo", [2, 3, 4])),
        *((mode, [1, 2, 3, 4]) for mode in ("force", "add")),
    ],
)
def test_the_ways_to_deal_with_text(service, mixed, existing_text, asked):
    document = read(mixed, "azure", existing_text=existing_text)
    assert service.asked == asked
    assert [page.number for page in document] == [1, 2, 3, 4]
    assert [page.number for page in document if page.origin.provider != "text"] == asked


def test_another_way_is_refused(mixed):
    with pytest.raises(ValueError, match=r"existing_text is one of auto, skip, .* not 'keep'"):
        read(mixed, existing_text="keep")


def test_a_version_that_takes_no_pages_gets_a_file_of_those_pages(service, mixed):
    assert texts(read(mixed, "azure", api="2.1"))[1::2] == [
        (2, "azure_read", recognized(2)),
        (4, "azure_read", recognized(4)),
    ]
    assert service.asked == [2, 4]
    assert service.queries == [{}]
    assert len(service.bodies[0]) < mixed.stat().st_size


def test_a_file_without_text_is_sent_as_it_is(service):
    data = pdf(SCAN, SCAN)
    assert len(read(data, "azure", api="2.1")) == 2
    assert service.bodies == [data]


def test_pages_that_are_asked_for_are_narrowed(service, mixed):
    assert [page.number for page in read(mixed, pages="3-")] == [3, 4]
    assert service.asked == [4]
    with pytest.raises(ValueError, match="there is no page 9"):
        read(mixed, pages="9")


def test_file_objects_of_every_kind(service, mixed):
    with mixed.open("rb") as file:
        assert len(read(file)) == 4
    assert len(read(Stream(mixed.read_bytes()))) == 4
    with pytest.raises(TypeError, match="mode 'rb'"):
        read(io.StringIO("text"))


class Stream(io.BytesIO):
    """What cannot seek."""

    def seekable(self):
        return False


def test_the_text_engine_recognizes_nothing(service, mixed):
    assert {page.origin.provider for page in ol.read(mixed, "text")} == {"text"}
    assert not service.asked


def test_pages_of_an_answer_that_were_not_sent_are_an_error(service, mixed, monkeypatch):
    monkeypatch.setattr(counting_service, "page", lambda place, number: PAGE(place + 5, number))
    with pytest.raises(ReadError, match="was sent 2 pages, and its answer has page 6"):
        read(mixed, "azure", api="2.1")


PAGE = counting_service.page


# Locked files


def test_a_service_gets_a_copy_without_the_password(service):
    data = locked(pdf(SCAN, TYPED), "open sesame")
    assert len(read(data, "azure", password="open sesame", existing_text="force")) == 2
    assert service.asked == [1, 2]
    read(data, "azure", password="open sesame")
    read(data, "azure", password="open sesame", api="2.1")
    assert service.asked == [1, 2, 1, 1]


def test_a_wrong_password_is_told_before_anything_is_sent(service):
    data = locked(pdf(SCAN), "open sesame")
    for password in (None, "wrong"):
        with pytest.raises(ImageError, match="password"):
            read(data, "azure", password=password)
    assert not service.bodies


def test_what_is_not_locked_is_sent_as_it_is_whatever_the_password(service, recwarn):
    data = pdf(SCAN)
    read(data, "azure", password="open sesame")
    assert service.bodies == [data]
    assert not recwarn.list


# The terminal


def test_text_of_a_pdf_needs_no_engine(folder, capsys, monkeypatch):  # noqa: F811
    (folder / "report.pdf").write_bytes(pdf(TYPED, TYPED, typed()))
    code, words = said(
        capsys, "convert", *SOON, "report.pdf", "-o", "report.txt", "--engine", "azure"
    )
    assert code == 0
    assert "report.pdf: pages 1-3 have text: not recognized" in words
    assert "uploading" not in words
    assert line(1, "text") in (folder / "report.txt").read_text(encoding="utf-8")


def test_a_scan_needs_an_engine_when_it_is_met(folder, capsys):  # noqa: F811
    (folder / "a.pdf").write_bytes(pdf(TYPED))
    (folder / "b.pdf").write_bytes(pdf(SCAN))
    line_ = ["convert", *SOON, "a.pdf", "b.pdf", "--engine", "azure", "-o", "out/", "--to", "text"]
    code, words = said(capsys, *line_)
    assert code == 1
    assert "b.pdf: Azure is not configured" in words
    assert (folder / "out" / "a.txt").exists()


def test_what_is_done_is_said(service, mixed, capsys, folder):  # noqa: F811
    code, words = said(capsys, "convert", *SOON, "mixed.pdf", "-o", "mixed.txt")
    assert code == 0
    assert service.asked == [2, 4]
    assert "mixed.pdf: pages 1, 3 have text: not recognized" in words
    assert f"uploading 1 file to {service.origin}" in words
    text = (folder / "mixed.txt").read_text(encoding="utf-8")
    assert [found.split("\n")[0] for found in text.split("\f")] == [
        line(1, "text"),
        recognized(2),
        line(1, "layer"),
        recognized(4),
    ]


@pytest.mark.parametrize(("mode", "asked"), [("skip", [2]), ("redo", [2, 3, 4])])
def test_the_way_is_chosen_on_the_line(service, mixed, capsys, mode, asked):
    line_ = ["convert", *SOON, "mixed.pdf", "-o", "mixed.txt", "--existing-text", mode]
    assert said(capsys, *line_)[0] == 0
    assert service.asked == asked


def test_pages_that_are_chosen_on_the_line(service, mixed, capsys):
    assert said(capsys, "show", *SOON, "mixed.pdf", "--pages", "1-2", "--api", "2.1")[0] == 0
    assert service.asked == [2]
    code, words = said(capsys, "find", *SOON, "harbor", "mixed.pdf", "--pages", "5")
    assert code == 1
    assert "there is no page 5" in words


def test_find_looks_into_both_kinds_of_pages(service, mixed, capsys):
    assert main(["find", *SOON, "page", "mixed.pdf"]) == 0
    assert "mixed.pdf: page 2" in capsys.readouterr().out
    assert main(["find", *SOON, "harbor", "mixed.pdf"]) == 0
    assert "mixed.pdf: page 1" in capsys.readouterr().out


def test_a_locked_file_with_its_password(service, folder, capsys):  # noqa: F811
    (folder / "locked.pdf").write_bytes(locked(pdf(SCAN), "open sesame"))
    before = sorted(folder.iterdir())
    line_ = ["locked.pdf", "--password", "open sesame"]
    assert said(capsys, "convert", *SOON, *line_, "-o", "a.txt")[0] == 0
    assert said(capsys, "read", *SOON, *line_, "-o", "b.json")[0] == 0
    assert service.asked == [1, 1]
    assert sorted(folder.iterdir()) == sorted([*before, folder / "a.txt", folder / "b.json"])


def test_read_keeps_the_answer_to_the_whole_file(service, mixed, capsys):
    code, words = said(capsys, "read", *SOON, "mixed.pdf", "-o", "mixed.json")
    assert code == 0
    assert service.asked == [1, 2, 3, 4]
    assert "not recognized" not in words


def test_read_names_pages_that_were_not_answered(service, mixed, capsys, folder):  # noqa: F811
    service.answers_at_most = 2
    code, words = said(capsys, "read", *SOON, "mixed.pdf", "-o", "mixed.json")
    assert code == 1
    assert "mixed.pdf: no answer for pages 3-4 of the scan" in words
    assert (folder / "mixed.json").exists()
    assert said(capsys, "read", *SOON, "mixed.pdf", "--pages", "3-4", "-o", "b.json")[0] == 0
    shutil.rmtree(folder / "out", ignore_errors=True)
    code, words = said(capsys, "read", *SOON, "mixed.pdf", "--pages", "2-4", "-o", "out/")
    assert code == 1
    assert "no answer for page 4 of the scan" in words
