import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

import ocrlayout as ol
from ocrlayout import images, payloads, registry
from ocrlayout.model import Document, Lines, Page

LINE = {"boundingBox": [0, 0, 40, 0, 40, 10, 0, 10], "text": "dog"}
PAYLOAD = {"status": "Succeeded", "recognitionResult": {"lines": [LINE]}}
DOCUMENT = Document([Page(lines=Lines(["dog"]))])


def test_load_takes_what_people_have(tmp_path):
    path = tmp_path / "päyload ☃.json"
    path.write_text(json.dumps(PAYLOAD), encoding="utf-8")
    expected = ol.load(PAYLOAD)
    for source in (
        path,
        str(path),
        path.read_bytes(),
        bytearray(path.read_bytes()),
        path.open("rb"),
        path.open(encoding="utf-8"),
    ):
        assert ol.load(source) == expected
        if hasattr(source, "close"):
            source.close()


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(PAYLOAD),
        " \n" + json.dumps(PAYLOAD),
        " [1, 2]",
        "dog\nfox",
        "dog" * 100,
        "dog\0",
        "folder/" + "dog" * 100 + "/a.json",
    ],
)
def test_a_text_in_the_place_of_a_path_is_never_quoted(text):
    with pytest.raises(ol.ReadError, match=r"json\.loads") as caught:
        ol.load(text)
    error = caught.value
    assert "dog" not in f"{error} {error.args} {vars(error)}"
    assert error.__context__ is None


def test_a_str_is_a_path_whatever_it_starts_with(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("[1] {a}.json").write_text(json.dumps(PAYLOAD), encoding="utf-8")
    assert ol.load("[1] {a}.json") == ol.load(PAYLOAD)
    with pytest.raises(FileNotFoundError):
        ol.load("a/" * 200 + "gone.json")


@pytest.mark.parametrize("data", [b'{"secret": 1,}', b'{"secret": ' + b"1" * 10_000 + b"}"])
def test_an_error_does_not_carry_the_payload(data):
    with pytest.raises(ol.ReadError, match="broken JSON") as caught:
        ol.load(data)
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_every_encoding_of_json(encoding):
    assert ol.load(json.dumps(PAYLOAD).encode(encoding)) == ol.load(PAYLOAD)


def test_a_reader_of_the_callers_is_a_function():
    def mine(payload, *, sizes=None):
        return Document([Page(lines=Lines([payload["words"]]))])

    assert ol.load({"words": "mine"}, provider=mine)[0].lines.text == ("mine",)


def test_a_reader_by_name():
    assert ol.load(PAYLOAD, provider="azure_read") == ol.load(PAYLOAD)
    with pytest.raises(ol.UnknownFormat, match="no reader is named 'azure'"):
        ol.load(PAYLOAD, provider="azure")


@pytest.mark.parametrize("name", registry.names("readers"))
@pytest.mark.parametrize("payload", [{"quick": "fox"}, ["fox"], [], PAYLOAD], ids=repr)
def test_a_reader_that_is_named_refuses_what_is_not_its_own(name, payload):
    if registry.accepting(payload, name):
        return
    reader = registry.modules("readers")[name]
    if getattr(reader, "BLANK_LISTS", False) and payload == []:
        assert ol.load(payload, provider=name).text == ""
        return
    with pytest.raises(ol.UnknownFormat, match=f"this is not an answer of {name}"):
        ol.load(payload, provider=name)


def test_what_would_read_it_is_named():
    with pytest.raises(ol.UnknownFormat, match=r"of textract .*; azure_read would read it"):
        ol.load(PAYLOAD, provider="textract")


@pytest.mark.parametrize("function", [ol.tidy, ol.deskew, ol.reorder, ol.doubt])
def test_what_is_not_a_document_is_refused_by_name(function):
    with pytest.raises(TypeError, match=rf"{function.__name__} takes a document, not Page; Docu"):
        function(Page())
    with pytest.raises(TypeError, match="takes a document, not str; `load` and `read` make one"):
        function("answer.json")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "broken JSON"),
        (b'{"recognitionResults": [', "broken JSON"),
        (b"[" * 1_000_000, "nested too deeply"),
        (b'{"a":' * 100_000, "nested too deeply"),
        (b"\xff\xfe\xff", "not text"),
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff\xe0", "a JPEG image"),
        (b"%PDF-1.7", "a PDF"),
        (b'{"a": ' + b"1" * 10_000 + b"}", "broken JSON"),
        (b"hello", "no reader knows"),
        (b"{}", "an empty object"),
        (b"[]", "a list of 0"),
        (b'{"pages": 3}', "an object with pages"),
    ],
)
def test_what_is_no_answer_is_told(data, says):
    with pytest.raises(ol.ReadError, match=says):
        ol.load(data)


def test_load_of_something_else():
    with pytest.raises(TypeError, match="path, bytes"):
        ol.load(7)


def test_two_readers_that_accept_are_named(monkeypatch):
    readers = registry.modules("readers")
    monkeypatch.setattr(
        registry,
        "modules",
        lambda room: {"one": readers["azure_read"], "two": readers["azure_read"]},
    )
    with pytest.raises(ol.UnknownFormat, match="one, two accept"):
        ol.load(PAYLOAD)


def test_save_by_suffix_and_by_name(tmp_path):
    ol.save(DOCUMENT, tmp_path / "a.txt")
    ol.save(DOCUMENT, str(tmp_path / "B.TXT"))
    ol.save(DOCUMENT, tmp_path / "a.dat", to="text")
    out = io.BytesIO()
    ol.save(DOCUMENT, out, to="text")
    assert out.getvalue() == b"dog\n"
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"dog\n"}


def test_save_that_cannot_be(tmp_path):
    with pytest.raises(ol.WriteError, match=r"no writer for 'a.xyz'.*\.pdf.*\.txt"):
        ol.save(DOCUMENT, tmp_path / "a.xyz")
    for name, meant in (("docx", "word"), ("MD", "markdown"), ("txt", "text")):
        with pytest.raises(ol.WriteError, match=f"is named '{name}'; did you mean {meant}\\?"):
            ol.save(DOCUMENT, tmp_path / "a", to=name)
    with pytest.raises(ol.WriteError, match="to="):
        ol.save(DOCUMENT, io.BytesIO())
    with pytest.raises(TypeError, match="options of this format"):
        ol.save(DOCUMENT, tmp_path / "a.txt", bold=True)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_save_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"old")
    with pytest.raises(ol.WriteError):
        ol.save(Document([Page(1, 10, 10, "pixel"), Page(2, 10, 10, "pixel")]), path, images=[])
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
def test_a_new_file_has_the_usual_permissions_and_an_old_one_its_own(tmp_path):
    before = os.umask(0o027)
    try:
        ol.save(DOCUMENT, tmp_path / "new.txt")
        assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640
        (tmp_path / "new.txt").chmod(0o600)
        ol.save(DOCUMENT, tmp_path / "new.txt")
        assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o600
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="POSIX files")
def test_links_and_devices_stay_what_they_are(tmp_path):
    (tmp_path / "target.txt").write_text("old", encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("target.txt")
    ol.save(DOCUMENT, tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "target.txt").read_bytes() == b"dog\n"
    ol.save(DOCUMENT, "/dev/null", to="text")
    assert Path("/dev/null").is_char_device()


def test_a_scan_is_never_overwritten(tmp_path):
    scan = tmp_path / "scan.png"
    Image.new("L", (40, 30)).save(scan)
    before, document = scan.read_bytes(), Document([Page(width=40, height=30)])
    for scans in (scan, str(scan), [scan], images.expand(scan)):
        with pytest.raises(ol.WriteError, match="never overwritten"):
            ol.save(document, scan, images=scans)
    assert scan.read_bytes() == before


def test_save_and_load_tell_wrong_arguments(tmp_path):
    for document, target in (
        (Page(), tmp_path / "a.txt"),
        (None, tmp_path / "a.txt"),
        (DOCUMENT, None),
    ):
        with pytest.raises(TypeError, match="save"):
            ol.save(document, target, to="text")
    with pytest.raises(TypeError, match="reader returned NoneType"):
        ol.load(PAYLOAD, provider=lambda payload, *, sizes: None)


def test_an_error_names_the_target_and_not_the_temporary_file(tmp_path):
    with pytest.raises(OSError, match=r"a\.txt") as caught:
        ol.save(DOCUMENT, tmp_path / "missing" / "a.txt")
    assert caught.value.filename == str(tmp_path / "missing" / "a.txt")


def test_a_reader_of_the_callers_gets_plain_lists():
    rows = json.dumps({"rows": [{"text": "x" * 1000}] * 5000}).encode()

    def mine(payload, *, sizes=None):
        payload["rows"].append({"text": "end"})
        return Document([Page(lines=Lines([row["text"] for row in reversed(payload["rows"])]))])

    assert len(rows) > 4_000_000
    assert ol.load(rows, provider=mine)[0].lines.text[0] == "end"


def test_native_round_trip_is_exact(tmp_path):
    document = ol.load(PAYLOAD)
    ol.save(document, tmp_path / "a.json")
    assert ol.load(tmp_path / "a.json") == document


def test_suffixes_have_one_owner():
    owners = [
        suffix for module in registry.modules("writers").values() for suffix in module.SUFFIXES
    ]
    assert len(owners) == len(set(owners))
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in owners)


def test_contract_of_every_room():
    for module in registry.modules("readers").values():
        assert callable(module.accepts)
        assert callable(module.read)
    for module in registry.modules("writers").values():
        assert callable(module.write)
        assert module.Options() == module.Options()
    for module in registry.modules("engines").values():
        assert isinstance(module.REMOTE, bool)
        assert callable(module.ready)
        assert callable(module.read)


def test_engine_by_name_and_by_what_is_configured(monkeypatch):
    for name in (
        "COMPUTER_VISION_ENDPOINT",
        "COMPUTER_VISION_SUBSCRIPTION_KEY",
        "VISION_ENDPOINT",
        "VISION_KEY",
    ):
        monkeypatch.delenv(name, raising=False)
    assert registry.engine_for("local").__name__.endswith("rapidocr")
    assert registry.engine_for().__name__.endswith("rapidocr")
    monkeypatch.setenv("VISION_ENDPOINT", "https://example.cognitiveservices.azure.com")
    monkeypatch.setenv("VISION_KEY", "0" * 32)
    assert registry.engine_for().__name__.endswith("azure")
    assert registry.engine_for("local").__name__.endswith("rapidocr")
    with pytest.raises(ol.EngineError, match="no engine is named 'abbyy'"):
        registry.engine_for("abbyy")


def test_no_message_tells_to_install_the_other_project():
    home = Path(ol.__file__).parent
    assert not [
        path
        for path in home.rglob("*.py")
        if "pip install ocrlayout" in path.read_text(encoding="utf-8").replace("ocrlayout-kit", "")
    ]


def stream(count):
    """Documents of one page, and the scan of each."""
    for number in range(1, count + 1):
        page = Page(1, 40, 30, "pixel", lines=Lines([f"page {number}"], [[[5, 5]] * 4]))
        yield Document([page]), np.zeros((30, 40), np.uint8)


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.pdf", "a.tif"])
def test_a_stream_is_written_as_one_document(tmp_path, name):
    pairs = list(stream(3))
    scans = [scan for _, scan in pairs]
    ol.save((document for document, _ in pairs), tmp_path / name, images=iter(scans))
    joined = Document.join(document for document, _ in pairs)
    frames = images.expand(scans)
    ol.save(joined, tmp_path / f"joined-{name}", images=frames)
    if name == "a.json":
        assert ol.load(tmp_path / name) == joined
    elif name == "a.pdf":
        assert len(images.expand(tmp_path / name)) == 3
    else:
        assert (tmp_path / name).read_bytes() == (tmp_path / f"joined-{name}").read_bytes()


def test_the_first_document_keeps_its_page_numbers_and_the_rest_follow_on(tmp_path):
    document = Document([Page(7), Page(9)])
    ol.save([document, Document(), document], tmp_path / "a.json")
    assert [page.number for page in ol.load(tmp_path / "a.json")] == [7, 9, 10, 11]
    ol.save([document], tmp_path / "b.json")
    assert ol.load(tmp_path / "b.json") == document


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.pdf", "a.tif"])
@pytest.mark.parametrize(
    ("scans", "says"),
    [(2, "document 3 (of the stream )?(has no|does not have) scan"), (4, "more than the 3")],
)
def test_a_wrong_count_of_scans_leaves_nothing(tmp_path, name, scans, says):
    with pytest.raises(ol.WriteError, match=says):
        ol.save(
            (document for document, _ in stream(3)),
            tmp_path / name,
            images=(scan for _, scan in stream(scans)),
        )
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.pdf", "a.tif"])
def test_a_stream_that_breaks_off_leaves_nothing(tmp_path, name):
    def broken():
        yield next(stream(1))[0]
        raise ConnectionError("the line is cut")

    with pytest.raises(ConnectionError, match="the line is cut"):
        ol.save(broken(), tmp_path / name, images=(scan for _, scan in stream(9)))
    with pytest.raises(TypeError, match="not Page; Document"):
        ol.save(iter([Page()]), tmp_path / name)
    with pytest.raises(TypeError, match="not int"):
        ol.save(7, tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("to", ["text", "native", "pdf"])
def test_no_scan_of_a_stream_is_overwritten_by_any_format(tmp_path, to):
    scan = tmp_path / "scan.png"
    Image.new("L", (40, 30)).save(scan)
    before = scan.read_bytes()
    with pytest.raises(ol.WriteError, match="never overwritten"):
        ol.save((document for document, _ in stream(2)), scan, to=to, images=[scan, scan])
    assert scan.read_bytes() == before
    assert list(tmp_path.iterdir()) == [scan]


LONG_STREAM = """
import resource, sys
import numpy as np
import ocrlayout as ol

def documents(count):
    quad = [[[10, 10], [90, 10], [90, 20], [10, 20]]]
    for number in range(count):
        words = ol.Words([f"word{number}"] * 3, quad * 3)
        lines = ol.Lines([" ".join(words.text)], quad, words, [0, 3])
        yield ol.Document([ol.Page(1, 100, 100, "pixel", lines=lines)])

peaks = []
for count in (10, int(sys.argv[2])):
    scans = (np.full((20, 20), 255, np.uint8) for _ in range(count))
    ol.save(documents(count), sys.argv[1], images=scans)
    peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
print(peaks[1] - peaks[0])
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows does not have the module resource")
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.pdf"])
def test_ten_thousand_pages_take_the_memory_of_one(tmp_path, name):
    path = tmp_path / name
    command = [sys.executable, "-c", LONG_STREAM, str(path), "10000"]
    found = subprocess.run(command, capture_output=True, text=True, check=True)
    assert float(found.stdout) < 30  # MB; held at once, the documents take 49
    if name == "a.pdf":
        assert len(images.expand(path)) == 10_000
    else:
        assert b"word9999 word9999" in path.read_bytes()


@pytest.mark.parametrize(
    ("data", "scan"),
    [
        (b"%PDF-1.7", True),
        (b"junk before %PDF-1.7", True),
        (b' \n{"text": "%PDF-1.7"}', False),
        (b'\xef\xbb\xbf["%PDF-"]', False),
        (b"P5\n2 2 255", True),
        (b"P5x is a text", False),
        (b"\0\0\0\x1cftypavif", True),
        (b"PK\x03\x04", False),
        (b"", False),
    ],
)
def test_scans_are_known_by_their_first_bytes(data, scan):
    assert payloads.is_scan(data) is scan


def test_advice_fits_what_was_given():
    with pytest.raises(ol.ReadError, match="a PDF, not an OCR answer; to recognize it"):
        ol.load(b"%PDF-1.7")
    with pytest.raises(ol.ReadError, match=r"a ZIP archive, not an OCR answer$"):
        ol.load(b"PK\x03\x04")


def test_a_text_is_left_as_it_is():
    assert payloads.parse(b"\xef\xbb\xbf some text \n") == " some text \n"


def test_the_longest_suffix_wins(monkeypatch):
    writers = {
        "short": SimpleNamespace(SUFFIXES=(".xml",)),
        "long": SimpleNamespace(SUFFIXES=(".alto.xml", ".x")),
    }
    monkeypatch.setattr(registry, "modules", lambda room: writers)
    assert registry.writer_for("a.ALTO.xml") is writers["long"]
    assert registry.writer_for("a.xml") is writers["short"]


def test_sizes_come_before_those_of_the_scans():
    given = []

    def mine(payload, *, sizes):
        given.append(sizes)
        return Document()

    ol.load({}, provider=mine, sizes=[(4, 5)], images=np.zeros((30, 40)))
    ol.load({}, provider=mine, images=np.zeros((30, 40)))
    assert given == [[(4, 5)], [(40, 30)]]


def test_a_reader_that_goes_too_deep_is_an_error_of_ours():
    def deep(payload, *, sizes):
        return deep(payload, sizes=sizes)

    with pytest.raises(ol.ReadError, match="nested too deeply"):
        ol.load({}, provider=deep)


@pytest.mark.parametrize(
    ("find", "error", "says"),
    [
        (lambda: ol.load({}, provider="nativ"), ol.UnknownFormat, "did you mean native?"),
        (lambda: ol.save(DOCUMENT, "a", to="txet"), ol.WriteError, "did you mean text?"),
        (lambda: registry.engine_for("rapidorc"), ol.EngineError, "did you mean rapidocr?"),
        (lambda: registry.engine_for("xyz"), ol.EngineError, "there are azure, rapidocr"),
    ],
)
def test_a_wrong_name_is_answered_with_the_nearest(find, error, says):
    with pytest.raises(error) as caught:
        find()
    assert says in str(caught.value)
