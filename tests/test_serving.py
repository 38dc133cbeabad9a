"""The stand-in for Azure's OCR: our client, Microsoft's SDKs and plain requests against it."""

import base64
import importlib
import io
import itertools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
import requests
import test_examples
import true_pages
from samples import DATA
from true_pages import PAGES

import ocrlayout
from ocrlayout import serving
from ocrlayout.cli import main
from ocrlayout.engines import azure
from ocrlayout.model import Blocks, Document, Lines, Page, Words
from ocrlayout.serving.dialects import document_intelligence, documents
from ocrlayout.serving.operations import KEPT, Operations

KEY = "0123456789abcdef" * 2
LETTER = (PAGES / "letter.png").read_bytes()
HEADERS = {"Ocp-Apim-Subscription-Key": KEY, "Content-Type": "application/octet-stream"}
READ_3, READ_2 = "/vision/v3.2/read/analyze", "/vision/v2.1/read/core/asyncBatchAnalyze"
LAYOUT = "/documentintelligence/documentModels/prebuilt-layout:analyze?api-version=2024-11-30"
APIS = ["2.0", "2.1", "3.0", "3.2", "di-2022-08-31", "di-2023-07-31", "di-2024-11-30"]


@pytest.fixture
def service():
    with serving.Service(recognize=true_pages.recognize) as running:
        yield running


def client(service, api, **options):
    return azure.Client(service.origin, KEY, api=api, sleep=lambda _: time.sleep(0.01), **options)


def post(service, path, data=LETTER, **headers):
    return requests.post(
        service.origin + path, data=data, headers={**HEADERS, **headers}, timeout=30
    )


def result(submitted):
    """Ask for a result until it is there, as the quickstarts do."""
    assert submitted.status_code == 202, submitted.text
    assert submitted.content == b""
    while True:
        answer = requests.get(submitted.headers["Operation-Location"], headers=HEADERS, timeout=30)
        assert answer.status_code == 200
        if answer.json()["status"].lower() not in ("notstarted", "running"):
            return answer.json()
        time.sleep(0.01)


def refused(response):
    return response.status_code, response.json()["error"]["code"]


@pytest.mark.parametrize("api", APIS)
@pytest.mark.parametrize("name", ["letter.png", "two-columns-skewed.jpg", "scripts.png"])
def test_our_client_reads_what_is_on_the_page(service, api, name):
    with client(service, api) as mine:
        page = ocrlayout.load(mine.read(PAGES / name))[0]
    truth = true_pages.page(name)
    order = [truth.lines.text.index(text) for text in page.lines.text]
    if not api.startswith("di-"):
        assert order == list(range(len(order)))
    truth = truth.replace(lines=truth.lines.take(order))
    assert page.lines.text == truth.lines.text
    assert page.words.text == truth.words.text
    assert np.abs(page.words.polygon - truth.words.polygon).max() <= 0.5  # whole pixels
    assert (page.width, page.height, page.unit) == (*truth.size, "pixel")
    # Read 2.1 says "Low" or nothing, and 2.0 nothing
    sure = page.words.confidence
    assert np.isnan(sure).all() if api.startswith("2") else np.allclose(sure, 0.9)


def keys(item, at=""):
    """The paths of an answer's keys, those of a list's items as one."""
    if isinstance(item, dict):
        for name, value in item.items():
            yield f"{at}/{name}"
            yield from keys(value, f"{at}/{name}")
    elif isinstance(item, list):
        for value in item:
            yield from keys(value, at)


@pytest.mark.parametrize(
    ("path", "recorded", "more"),
    [
        (READ_2, "read_2_1.json", set()),
        # recorded by an SDK, which spells keys its own way
        (READ_3, "quickstart_v3.json", {"/analyzeResult/modelVersion"}),
        (LAYOUT, "di_2024_11_30_tables.json", set()),
    ],
)
def test_keys_are_those_of_recorded_answers(service, path, recorded, more):
    answer = result(post(service, path))
    known = set(keys(json.loads((DATA / "azure" / recorded).read_text(encoding="utf-8"))))
    made = set(keys(answer))
    assert made - known <= more | {"/createdDateTime", "/lastUpdatedDateTime"}
    assert len(made) > 8


def test_the_official_computer_vision_sdk_reads_it(service):
    sdk = importlib.import_module("azure.cognitiveservices.vision.computervision")
    credentials = importlib.import_module("msrest.authentication").CognitiveServicesCredentials(KEY)
    theirs = sdk.ComputerVisionClient(service.origin, credentials)
    try:
        submitted = theirs.read_in_stream(io.BytesIO(LETTER), language="en", raw=True)
        operation = submitted.headers["Operation-Location"].rsplit("/", 1)[-1]
        while (answer := theirs.get_read_result(operation)).status in ("notStarted", "running"):
            time.sleep(0.01)
    finally:
        theirs.close()
    lines = answer.analyze_result.read_results[0].lines
    assert [line.text for line in lines] == list(true_pages.page("letter.png").lines.text)


@pytest.mark.parametrize("model", ["prebuilt-read", "prebuilt-layout"])
def test_the_official_document_intelligence_sdk_reads_it(service, model):
    sdk = importlib.import_module("azure.ai.documentintelligence")
    credential = importlib.import_module("azure.core.credentials").AzureKeyCredential(KEY)
    with sdk.DocumentIntelligenceClient(service.origin, credential, polling_interval=0) as theirs:
        poller = theirs.begin_analyze_document(
            model, io.BytesIO(LETTER), content_type="application/octet-stream", pages="1"
        )
        answer = poller.result()
    for page in answer.pages:
        for item in [*page.lines, *page.words]:
            spans = item.spans if hasattr(item, "spans") else [item.span]
            said = "".join(answer.content[one.offset : one.offset + one.length] for one in spans)
            assert said == item.content
    assert sum(len(paragraph.content.split()) for paragraph in answer.paragraphs) == 248


@pytest.mark.parametrize("version", [2, 3])
def test_the_quickstarts_run_unchanged(service, version, tmp_path):
    service.endpoint = service.origin
    done = test_examples.run(version, service, tmp_path, PAGES / "letter.png")
    assert done.returncode == 0, done.stderr
    assert "Dear Professor Okafor" in done.stdout
    assert len(test_examples.pictures(done.stdout)) == 1


class Pictures(BaseHTTPRequestHandler):
    def do_GET(self):
        found = self.path == "/letter.png"
        self.send_response(200 if found else 404)
        self.send_header("Content-Length", str(len(LETTER) * found))
        self.end_headers()
        self.wfile.write(LETTER * found)

    def log_message(self, *_):
        pass


@pytest.fixture
def pictures():
    with ThreadingHTTPServer(("127.0.0.1", 0), Pictures) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_two_slashes_are_one(service):
    """The quickstart of version 3 joins an endpoint that ends with a slash so."""
    assert ocrlayout.load(result(post(service, f"/{READ_3}")))[0].lines


@pytest.mark.parametrize(("path", "key"), [(READ_2, "url"), (READ_3, "url"), (LAYOUT, "urlSource")])
def test_a_url_is_fetched(service, pictures, path, key):
    headers = {"Ocp-Apim-Subscription-Key": KEY}
    where = service.origin + path
    there = requests.post(where, json={key: f"{pictures}/letter.png"}, headers=headers, timeout=30)
    assert ocrlayout.load(result(there))[0].lines.text[0] == "Riverside Observatory"
    for url in (f"{pictures}/missing.png", "file:///etc/passwd", "nonsense"):
        answer = requests.post(where, json={key: url}, headers=headers, timeout=30)
        assert refused(answer) == (400, "InvalidRequest")
        assert "Failed to download image" in answer.json()["error"]["innererror"]["message"]


def test_nothing_is_fetched_for_others(pictures):
    with serving.Service(recognize=true_pages.recognize, may_fetch=False) as service:
        body = json.dumps({"url": f"{pictures}/letter.png"})
        answer = post(service, READ_3, body, **{"Content-Type": "application/json"})
    assert refused(answer) == (400, "InvalidRequest")


def test_a_document_may_stand_in_the_json(service):
    body = json.dumps({"base64Source": base64.b64encode(LETTER).decode()})
    answer = result(post(service, LAYOUT, body, **{"Content-Type": "application/json"}))
    assert ocrlayout.load(answer)[0].lines.text[0] == "Riverside Observatory"


def test_a_body_in_chunks(service):
    pieces = (LETTER[at : at + 10_000] for at in range(0, len(LETTER), 10_000))
    assert ocrlayout.load(result(post(service, READ_3, pieces)))[0].lines


JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("path", "body", "headers", "wanted"),
    [
        (READ_3, LETTER, {"Ocp-Apim-Subscription-Key": ""}, (401, "401")),
        ("/vision/v9/read/analyze", LETTER, {}, (404, "404")),
        (LAYOUT.replace("2024-11-30", "1999-01-01"), LETTER, {}, (404, "404")),
        (LAYOUT.replace("prebuilt-layout", "prebuilt-invoice"), LETTER, {}, (404, "404")),
        (READ_3, LETTER, {"Content-Type": "text/plain"}, (415, "UnsupportedMediaType")),
        (READ_3, b"no picture", {}, (400, "InvalidRequest")),
        (READ_3, b"", {}, (400, "InvalidRequest")),
        (READ_3, b"{", JSON, (400, "BadArgument")),
        (READ_3, b"[" * 100_000, JSON, (400, "BadArgument")),
        (READ_3, b'{"urlSource": "http://x"}', JSON, (400, "BadArgument")),
        (LAYOUT, b'{"base64Source": "###"}', JSON, (400, "InvalidRequest")),
        (READ_3 + "?pages=x", LETTER, {}, (400, "InvalidPageRange")),
        (READ_3 + "?readingOrder=upward", LETTER, {}, (400, "NotSupportedFeature")),
        (LAYOUT + "&features=formulas", LETTER, {}, (400, "NotSupportedFeature")),
        (LAYOUT + "&outputContentFormat=markdown", LETTER, {}, (400, "NotSupportedFeature")),
        (READ_3 + "s/4a2fa3c2-7c0c-4b5e-9f6b-0123456789ab", LETTER, {}, (404, "404")),
    ],
)
def test_refusals(service, path, body, headers, wanted):
    assert refused(post(service, path, body, **headers)) == wanted


def test_a_key_of_its_own():
    with serving.Service(recognize=true_pages.recognize, key=KEY) as service:
        other = {"Ocp-Apim-Subscription-Key": "another", "Authorization": "Bearer another"}
        assert refused(post(service, READ_3, **other)) == (401, "401")
        token = {"Ocp-Apim-Subscription-Key": None, "Authorization": f"Bearer {KEY}"}
        assert post(service, READ_3, **token).status_code == 202


def test_a_body_that_is_too_long():
    with serving.Service(recognize=true_pages.recognize, limit=1000) as service:
        pieces = (b"x" * 400 for _ in range(4))
        for body in (b"x" * 1001, pieces):
            assert refused(post(service, READ_3, body)) == (413, "InvalidContentLength")
        assert refused(post(service, READ_3, b"x" * 1000))[0] == 400


def test_the_rate():
    with serving.Service(recognize=true_pages.recognize, rate=0.01) as service:
        assert post(service, READ_3).status_code == 202
        answer = post(service, READ_3)
        assert refused(answer) == (429, "429")
        assert 1 < int(answer.headers["Retry-After"]) <= 100
        mine = client(service, "3.2", deadline=1)
        with mine, pytest.raises(ocrlayout.RateLimited, match="retry after") as caught:
            mine.read(LETTER)
    assert 1 < caught.value.retry_after <= 100


def test_a_delay_is_running_first():
    with serving.Service(recognize=true_pages.recognize, delay=1000) as service:
        submitted = post(service, READ_2)
        where = submitted.headers["Operation-Location"]
        first = requests.get(where, headers=HEADERS, timeout=30)
        assert first.json() == {"status": "Running"} or first.json() == {"status": "NotStarted"}


def test_results_are_asked_for_by_their_own_address(service):
    where = post(service, READ_3).headers["Operation-Location"]
    other = where.replace("/vision/v3.2/read/analyzeResults", "/vision/v2.1/read/operations")
    for url in (other, where[:-4] + "0000", where + "/pdf"):
        assert refused(requests.get(url, headers=HEADERS, timeout=30)) == (404, "404")
    assert requests.get(where, timeout=30).status_code == 401


@pytest.mark.parametrize(
    ("path", "word"), [(READ_2, "Failed"), (READ_3, "failed"), (LAYOUT, "failed")]
)
def test_a_document_that_cannot_be_read(path, word):
    with serving.Service(engine="text") as service:  # the bytes are looked at, and are not a PDF
        answer = result(post(service, path, b"%PDF-1.7 and nothing more"))
        assert answer["status"] == word
        with pytest.raises(ocrlayout.OcrFailed, match="InvalidImage"):
            ocrlayout.load(answer)
        with pytest.raises(ocrlayout.OcrFailed):
            client(service, "3.2").read(b"%PDF-1.7 and nothing more")


def test_operations_are_forgotten_after_a_while():
    now = [0.0]
    operations = Operations(lambda data, asked: Document(), clock=lambda: now[0])
    old = operations.submit("read/3", LETTER, {})
    while operations.find(old, "read/3").state != "succeeded":
        time.sleep(0.01)
    assert operations.find(old, "read/3").data is None
    now[0] = KEPT + 1
    assert operations.find(old, "read/3") is None
    operations.close()


def test_what_waits_is_bounded():
    gate = threading.Event()
    operations = Operations(lambda data, asked: gate.wait(30) and Document())
    taken = list(
        itertools.takewhile(bool, (operations.submit("read/3", b"", {}) for _ in range(99)))
    )
    assert 30 < len(taken) < 40
    gate.set()
    operations.close()


def test_a_caller_that_hangs_up_does_no_harm(service, capfd):
    with socket.create_connection(service.server_address) as there:
        there.sendall(b"POST " + READ_3.encode() + b" HTTP/1.1\r\nContent-Length: 900\r\n\r\nhalf")
    with socket.create_connection(service.server_address) as there:
        there.sendall(b"\x16\x03\x01 not HTTP\r\n\r\n")
    assert post(service, READ_3).status_code == 202
    assert capfd.readouterr().err == ""


TABLE = Document([
    Page(
        1, 200, 100, "pixel",
        lines=Lines(
            ["Tea", "2.40"],
            [[[10, 10], [50, 10], [50, 20], [10, 20]], [[110, 10], [150, 10], [150, 20], [110, 20]]],
            Words(["Tea", "2.40"], [[[10, 10], [50, 10], [50, 20], [10, 20]], [[110, 10], [150, 10], [150, 20], [110, 20]]]),
            [0, 1, 2],
            block=[1, 2],
        ),
        blocks=Blocks(["table", "column_header", "cell"], [-1, 0, 0], [[-1] * 4, [0, 0, 1, 1], [0, 1, 1, 1]]),
    )
])  # fmt: skip


def test_tables_come_back_as_they_were(monkeypatch):
    monkeypatch.setattr(documents, "reorder", lambda document: document)
    asked = {"index_type": "textElements", "model": "prebuilt-layout", "version": "2024-11-30"}
    document = ocrlayout.load(document_intelligence(TABLE, asked))
    assert [table.rows() for table in document.tables] == [[["Tea", "2.40"]]]
    assert [block.role for block in document[0].blocks] == ["table", "column_header", "cell"]


@pytest.mark.parametrize("kind", ["textElements", "unicodeCodePoint", "utf16CodeUnit"])
def test_offsets_count_as_asked(service, kind):
    text, quad = "e\u0301 😀 x", [[10, 10], [50, 10], [50, 20], [10, 20]]
    parts = Words(text.split(), [quad] * 3, None, [True] * 3)
    page = Page(1, 200, 100, "pixel", lines=Lines([text], [quad], parts, [0, 3]))
    asked = {"index_type": kind, "model": "prebuilt-read", "version": "2024-11-30"}
    answer = document_intelligence(Document([page]), asked)["analyzeResult"]
    offsets = [word["span"]["offset"] for word in answer["pages"][0]["words"]]
    assert offsets == {"textElements": [0, 2, 4], "unicodeCodePoint": [0, 3, 5]}.get(
        kind, [0, 3, 6]
    )


@pytest.mark.engine
def test_the_local_engine_answers():
    with serving.Service() as service, client(service, "3.2") as mine:
        document = ocrlayout.load(mine.read(PAGES / "letter.png", pages="1"))
    assert document.pages[0].lines.text[0] == "Riverside Observatory"


def started(*arguments):
    variables = {**os.environ, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "ocrlayout", "serve", "--port", "0", *arguments]
    return subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=variables)


@pytest.mark.engine
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_the_command_serves_until_it_is_interrupted():
    running = started("--engine", "local", "--key", KEY)
    said = [running.stderr.readline() for _ in range(4)]
    origin = said[0].split()[-1]
    assert requests.get(origin, timeout=30).status_code == 401
    assert KEY not in "".join(said)
    running.send_signal(signal.SIGINT)
    _, rest = running.communicate(timeout=60)
    assert (running.returncode, rest) == (0, "ended\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--engine", "azure"], "cannot stand in for a service"),
        (["--engine", "text"], "cannot stand in for a service"),
        (["--engine", "lokal"], "did you mean local"),
        (["--port", "99999"], "not a port"),
        (["--rate", "0"], "not a positive number"),
    ],
)
def test_the_command_refuses(capsys, words, message):
    assert main(["serve", *words]) == 2
    assert message in capsys.readouterr().err


def test_a_port_that_is_taken(service, capsys):
    assert main(["serve", "--port", str(service.server_port)]) == 2
    assert "choose another --port" in capsys.readouterr().err
