"""The plug-in, in the real OCRmyPDF: the answers come from a stand-in for the service that knows the pages."""

import io
import multiprocessing
import os
import pickle
import re
import subprocess
import sys
from importlib import metadata

import pikepdf
import pytest
import true_pages
import validators
from conftest import needs
from ocrmypdf.cli import get_options_and_plugins
from ocrmypdf.exceptions import ExitCodeException
from PIL import Image
from true_pages import NAMES, PAGES

import ocrlayout
from ocrlayout import serving
from ocrlayout.engines.azure import SharedRate
from ocrlayout.model import Document
from ocrlayout.plugins import ocrmypdf as plugin

KEY = "0b5cured" * 5
TURNED = "two-columns-skewed.jpg"
NOT_ASKED = {
    "COMPUTER_VISION_ENDPOINT",
    "COMPUTER_VISION_SUBSCRIPTION_KEY",
    "VISION_ENDPOINT",
    "VISION_KEY",
}


@pytest.fixture
def service():
    with serving.Service(key=KEY, recognize=true_pages.recognize) as running:
        yield running


def ocrmypdf(service, folder, *arguments):
    """Run the program as people do; it finds the plug-in by its entry point."""
    needs("tesseract", "tesseract-ocr")  # OCRmyPDF looks for it before anything else
    needs("gs", "ghostscript")
    variables = {name: value for name, value in os.environ.items() if name not in NOT_ASKED}
    if service is not None:
        variables["COMPUTER_VISION_ENDPOINT"] = service.origin
        variables["COMPUTER_VISION_SUBSCRIPTION_KEY"] = KEY
    done = subprocess.run(
        [sys.executable, "-m", "ocrmypdf", *map(str, arguments)],
        cwd=folder,
        env={**variables, "no_proxy": "*"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
    )
    assert KEY not in done.stdout + done.stderr
    return done


def scans(folder, names=NAMES, *, first="in.pdf"):
    """A PDF of scanned pages; the tilted one is stored on its side, and /Rotate sets it upright."""
    path, stored = folder / first, []
    for name in names:
        with Image.open(PAGES / name) as image:
            upright = image.convert("RGB")
        stored.append(upright.rotate(90, expand=True) if name == TURNED else upright)
    out = io.BytesIO()
    stored[0].save(out, "PDF", resolution=150, save_all=True, append_images=stored[1:])
    with pikepdf.open(out) as pdf:
        for name, page in zip(names, pdf.pages, strict=True):
            page.Rotate = 90 if name == TURNED else 0
        pdf.save(path)
    return path


def expected(names=NAMES):
    """The document that the answers make."""
    pages = [true_pages.page(name, number) for number, name in enumerate(names, 1)]
    return ocrlayout.tidy(Document(pages))


def checked(path, names=NAMES):
    return ocrlayout.check_pdf(expected(names), path, images=[PAGES / name for name in names])


def own(folder, names=NAMES):
    path = folder / "own.pdf"
    ocrlayout.save(expected(names), path, images=[PAGES / name for name in names])
    return checked(path, names)


def same(theirs, ours):
    """Whether as many words and lines are found, each once and in its place."""
    names = ("words", "found", "misplaced", "missing", "doubled", "lines", "whole_lines")
    return [getattr(theirs, name) for name in names] == [getattr(ours, name) for name in names]


# page-validation's, where the last byte of a stream happens to be a carriage return; not veraPDF's
MISCOUNTED = "PDFA2B-STREAM-LENGTH-001"
PLAIN = ["-O0", "--output-type", "pdf"]
MODES = [
    ["--output-type", "pdfa", "--jobs", "2"],
    ["--skip-text", "--no-use-threads", "--jobs", "2", "--ocrlayout-rate", "50", *PLAIN],
    ["--redo-ocr", *PLAIN],
    ["--force-ocr", "--jobs", "1", *PLAIN],
]


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode[0])
def test_words_and_lines_are_those_of_our_own_pdf(service, tmp_path, mode):
    names = NAMES if "pdfa" in mode else [TURNED, "sideways.png", "scripts.png"]
    scans(tmp_path, names)
    done = ocrmypdf(
        service,
        tmp_path,
        "--ocrlayout",
        "azure",
        *mode,
        "--sidecar",
        "out.txt",
        "in.pdf",
        "out.pdf",
    )
    assert done.returncode == 0, done.stderr
    ours = own(tmp_path, names)
    assert ours.is_sound
    assert same(checked(tmp_path / "out.pdf", names), ours)
    written = (tmp_path / "out.txt").read_text(encoding="utf-8").split("\f")
    assert written == [page.text for page in expected(names)]
    if "pdfa" in mode:
        passes(tmp_path / "out.pdf")


def passes(path):
    data = path.read_bytes()
    assert validators.faults(data, "2b").keys() <= {MISCOUNTED}
    assert validators.broken_rules({"out": data}, "2b") == {"out": []}
    with pikepdf.open(path) as pdf:
        assert f"ocrlayout {ocrlayout.__version__} (azure)" in str(pdf.docinfo["/Creator"])


def test_their_own_renderer_gets_every_word(service, tmp_path):
    names = [TURNED, "sideways.png"]
    scans(tmp_path, names)
    done = ocrmypdf(
        service, tmp_path, "--ocrlayout", "azure", "--pdf-renderer", "fpdf2", "-O0",
        "--output-type", "pdf", "in.pdf", "out.pdf",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = checked(tmp_path / "out.pdf", names)
    assert found.is_sound
    assert found.whole_lines >= 0.9 * found.lines  # what their layer makes of them


def test_an_old_layer_gives_way_and_typed_text_stays(service, tmp_path):
    names = ["letter.png"]
    scans(tmp_path, names)
    wrong = true_pages.page("letter.png")
    wrong = wrong.replace(lines=wrong.lines.take([0]))
    ocrlayout.save(Document([wrong]), tmp_path / "old.pdf", images=PAGES / "letter.png")
    done = ocrmypdf(
        service, tmp_path, "--ocrlayout", "azure", "--redo-ocr", "-O0", "--output-type", "pdf",
        "old.pdf", "out.pdf",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert checked(tmp_path / "out.pdf", names).is_sound  # a word found twice would be a fault


def test_pages_with_text_are_not_sent(service, tmp_path, monkeypatch):
    scans(tmp_path, ["letter.png", "languages.png"])
    asked = []
    monkeypatch.setattr(
        service.operations,
        "_recognize",
        lambda *given: asked.append(1) or true_pages.recognize(*given),
    )
    ocrlayout.save(expected(["letter.png"]), tmp_path / "text.pdf", images=PAGES / "letter.png")
    with pikepdf.open(tmp_path / "in.pdf") as pdf, pikepdf.open(tmp_path / "text.pdf") as text:
        pdf.pages[0] = text.pages[0]
        pdf.save(tmp_path / "mixed.pdf")
    done = ocrmypdf(
        service, tmp_path, "--ocrlayout", "azure", "--skip-text", "-O0", "--output-type", "pdf",
        "mixed.pdf", "out.pdf",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(asked) == 1
    assert checked(tmp_path / "out.pdf", ["letter.png", "languages.png"]).is_sound


def test_a_page_that_fails_is_named_and_nothing_is_written(tmp_path):
    def recognize(data, asked):
        found = true_pages.recognize(data, asked)
        if "languages" in true_pages.name_of(Image.open(io.BytesIO(data))):
            raise ValueError("the page is upside down in a way of its own")
        return found

    scans(tmp_path, ["letter.png", "languages.png"])
    with serving.Service(key=KEY, recognize=recognize) as service:
        done = ocrmypdf(service, tmp_path, "--ocrlayout", "azure", "in.pdf", "out.pdf")
    assert done.returncode == 7
    assert re.search(r"page 2: .*upside down in a way of its own", done.stderr)
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.pdf").exists()


def test_without_its_option_it_does_nothing(service, tmp_path):
    options, plugins = get_options_and_plugins(["in.pdf", "out.pdf"])
    assert "ocrlayout" not in str(plugins.get_ocr_engine(options=options))
    assert options.pdf_renderer == "auto"
    plugin.check_options(options)
    assert options.pdf_renderer == "auto"


def test_it_is_found_by_its_entry_point():
    (found,) = (
        each for each in metadata.entry_points(group="ocrmypdf") if each.name == "ocrlayout"
    )
    assert found.load().get_ocr_engine(options=None) is None


def test_options_pickle_and_the_engine_is_the_same_in_another_process(monkeypatch):
    monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", "https://name.cognitiveservices.azure.com")
    monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", KEY)
    words = ["--ocrlayout", "azure", "--ocrlayout-api", "2.1", "--ocrlayout-rate", "0.33"]
    options, plugins = get_options_and_plugins([*words, "in.pdf", "out.pdf"])
    plugin.check_options(options)
    there = pickle.loads(pickle.dumps(options))
    assert KEY.encode() not in pickle.dumps(options)
    assert (there.ocrlayout.engine, there.ocrlayout.api, there.ocrlayout.rate) == (
        "azure",
        "2.1",
        0.33,
    )
    assert there.pdf_renderer == "sandwich"
    assert "ocrlayout" in str(pickle.loads(pickle.dumps(plugins)).get_ocr_engine(options=there))


@pytest.mark.parametrize(
    ("words", "message", "code"),
    [
        (["azur"], "did you mean azure", 1),
        (["text"], "does not recognize anything", 1),
        (["azure", "--ocr-engine", "tesseract"], "both name an engine", 1),
        (["azure", "--ocrlayout-api", "9.9"], "no version of the service is named", 1),
        (["azure", "--ocrlayout-rate", "-1"], "greater than 0", 1),
        (["tesseract", "--ocrlayout-rate", "1"], "for azure only", 1),
        (["tesseract", "--ocrlayout-insecure"], "for azure only", 1),
        (["azure"], "Azure is not configured", 3),
    ],
)
def test_what_cannot_be_done_is_said_before_any_page(monkeypatch, words, message, code):
    for name in NOT_ASKED:
        monkeypatch.delenv(name, raising=False)
    options, _ = get_options_and_plugins(["--ocrlayout", *words, "in.pdf", "out.pdf"])
    with pytest.raises(ExitCodeException, match=message) as caught:
        plugin.check_options(options)
    assert caught.value.exit_code == code


def test_it_ends_with_a_message_of_ours(tmp_path):
    scans(tmp_path, ["letter.png"])
    done = ocrmypdf(None, tmp_path, "--ocrlayout", "azure", "in.pdf", "out.pdf")
    assert done.returncode == 3
    assert done.stderr.startswith("Azure is not configured: set COMPUTER_VISION_ENDPOINT")


def test_what_the_engine_is_told(monkeypatch, tmp_path):
    told = {}

    class Engine:
        __name__, REMOTE = "ocrlayout.engines.azure", True

        def read(self, _, **options):
            told.update(options)
            return {
                "analyzeResult": {
                    "readResults": [
                        {"page": 1, "width": 9, "height": 9, "unit": "pixel", "lines": []}
                    ]
                }
            }

    monkeypatch.setattr("ocrlayout.registry.engine_for", lambda name: Engine())
    words = ["--ocrlayout", "azure", "--ocrlayout-insecure", "--ocrlayout-language", "de"]
    options, plugins = get_options_and_plugins(
        [*words, "--ocrlayout-api", "3.2", "in.pdf", "out.pdf"]
    )
    image = tmp_path / "000007_ocr.png"
    Image.new("L", (90, 90), 255).save(image, dpi=(150, 150))
    engine = plugins.get_ocr_engine(options=options)
    engine.generate_pdf(image, tmp_path / "out.pdf", tmp_path / "out.txt", options)
    told.pop("progress")("waiting", 3.0)
    assert told == {"insecure": True, "language": "de", "api": "3.2"}
    assert (tmp_path / "out.pdf").read_bytes() == b""  # no text, as OCRmyPDF wants it said
    assert (tmp_path / "out.txt").read_text() == ""


def test_an_older_ocrmypdf_goes_on_without_it(tmp_path):
    (tmp_path / "ocrmypdf.py").write_text("hookimpl = None\n")
    code = "import ocrlayout.plugins.ocrmypdf as plugin; print(plugin.__all__)"
    variables = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def _turns(path, count, found):
    slept = []
    rate = SharedRate(path, 2, clock=lambda: 0.0, wall_clock=lambda: 1000.0, sleep=slept.append)
    found.put([rate.wait(until=60.0) for _ in range(count)] + slept)


def test_processes_share_one_rate(tmp_path):
    context = multiprocessing.get_context("spawn")
    found = context.Queue()
    workers = [
        context.Process(target=_turns, args=(tmp_path / "turns", 4, found)) for _ in range(3)
    ]
    for worker in workers:
        worker.start()
    answers = [found.get(timeout=60) for _ in workers]
    for worker in workers:
        worker.join()
    waits = sorted(round(wait, 6) for answer in answers for wait in answer if wait is not True)
    # the clock stands still: 12 turns of theirs together, each half a second and 5 % after the last
    assert waits == [round(0.525 * turn, 6) for turn in range(1, 12)]
