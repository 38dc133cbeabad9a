"""The example scripts, run as people run them, against a local server that plays the service."""

import copy
import io
import json
import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

EXAMPLES = Path(__file__).parent.parent / "examples"
ANSWERS = Path(__file__).parent / "data" / "azure"
KEY = "0123456789abcdef0123456789abcdef"
SIZES = {2: (800, 154), 3: (1875, 361)}
PATHS = {2: "/vision/v2.1/read/core/asyncBatchAnalyze", 3: "/vision/v3.2/read/analyze"}
RUNNING = {2: {"status": "Running"}, 3: {"status": "running"}}


class Service(ThreadingHTTPServer):
    """Submit, one poll that says running, then the answer; and a picture for those who ask by URL."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Talk)
        self.answers, self.asked, self.refuse = [], [], False
        self.picture = b""

    @property
    def endpoint(self):
        return f"http://127.0.0.1:{self.server_port}"


class Talk(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, self.headers, body))
        if self.server.refuse or self.headers["Ocp-Apim-Subscription-Key"] != KEY:
            self.reply(
                401, json.dumps({"error": {"code": "401", "message": "Access denied"}}).encode()
            )
            return
        self.reply(
            202, b"", {"Operation-Location": f"{self.server.endpoint}/vision/operations/0b4c-1"}
        )

    def do_GET(self):
        self.server.asked.append((self.path, self.headers, b""))
        if self.path == "/picture.png":
            self.reply(200, self.server.picture)
        else:
            answers = self.server.answers
            self.reply(200, json.dumps(answers.pop(0) if len(answers) > 1 else answers[0]).encode())

    def reply(self, status, body, headers=()):
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def service():
    with Service() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def answer(version):
    return json.loads((ANSWERS / f"quickstart_v{version}.json").read_text())


def picture(version):
    out = io.BytesIO()
    Image.new("RGB", SIZES[version], (250, 246, 235)).save(out, "PNG")
    return out.getvalue()


def run(version, service, folder, *arguments, **environment):
    variables = {
        name: value
        for name, value in os.environ.items()
        if "VISION" not in name and name != "DISPLAY"
    }
    variables |= {
        "COMPUTER_VISION_ENDPOINT": service.endpoint,
        "COMPUTER_VISION_SUBSCRIPTION_KEY": KEY,
    }
    variables |= {"no_proxy": "*", "PYTHONIOENCODING": "utf-8"}
    script = str(EXAMPLES / f"quickstart_v{version}.py")
    return subprocess.run(
        [sys.executable, "-W", "error", script, *map(str, arguments)],
        cwd=folder,
        env={name: value for name, value in (variables | environment).items() if value is not None},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def pictures(output):
    return [Path(path) for path in re.findall(r"^annotated picture: (.+)$", output, re.MULTILINE)]


def is_marked(path, size):
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB")).astype(int)
        blue = (pixels[..., 2] - pixels[..., 0] > 120).mean()
        return image.size == size and blue > 0.005


@pytest.mark.parametrize("version", [2, 3])
def test_a_local_file(version, service, tmp_path):
    service.answers = [RUNNING[version], answer(version)]
    (tmp_path / "scan.png").write_bytes(picture(version))
    done = run(version, service, tmp_path, tmp_path / "scan.png")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert "The quick brown fox jumps over the lazy" in done.stdout
    assert re.search(r"^dog.? \[\(", done.stdout, re.MULTILINE)
    path, headers, body = service.asked[0]
    assert path.partition("?")[0] == PATHS[version]
    assert body == picture(version)
    assert headers["Ocp-Apim-Subscription-Key"] == KEY
    assert [asked for asked, *_ in service.asked[1:]] == ["/vision/operations/0b4c-1"] * 2
    (file,) = pictures(done.stdout)
    assert file.parent == tmp_path.resolve()
    assert file.suffix == ".png"
    assert KEY not in done.stdout


@pytest.mark.parametrize("version", [2, 3])
def test_a_url_is_fetched_by_the_service_and_by_us(version, service, tmp_path):
    service.answers, service.picture = [answer(version)], picture(version)
    url = f"{service.endpoint}/picture.png"
    done = run(version, service, tmp_path, url)
    assert done.returncode == 0, done.stderr
    assert [json.loads(body) for _, _, body in service.asked if body] == [{"url": url}]
    fetched = [headers for path, headers, _ in service.asked if path == "/picture.png"]
    assert len(fetched) == 1
    assert fetched[0]["Ocp-Apim-Subscription-Key"] is None
    assert len(pictures(done.stdout)) == 1


@pytest.mark.parametrize("version", [2, 3])
def test_the_scan_is_overlaid_as_it_is(version, service, tmp_path):
    service.answers = [answer(version)]
    (tmp_path / "scan.png").write_bytes(picture(version))
    (file,) = pictures(run(version, service, tmp_path, "scan.png").stdout)
    assert is_marked(file, SIZES[version])


def test_version_3_asks_for_a_language_and_names_doubtful_words(service, tmp_path):
    service.answers = [answer(3)]
    (tmp_path / "scan.png").write_bytes(picture(3))
    done = run(3, service, tmp_path, "scan.png")
    assert "language=en" in service.asked[0][0]
    assert re.search(r"^doubtful: .*dog\.", done.stdout, re.MULTILINE)


@pytest.mark.parametrize("version", [2, 3])
def test_every_page_and_not_only_the_first(version, service, tmp_path):
    service.answers = [two_pages(version)]
    sheet = Image.new("RGB", SIZES[version], (250, 246, 235))
    sheet.save(tmp_path / "scan.tif", save_all=True, append_images=[sheet])
    done = run(version, service, tmp_path, "scan.tif")
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("The quick brown fox") == 2
    files = pictures(done.stdout)
    assert len(set(files)) == 2
    assert all(file.exists() for file in files)


def two_pages(version):
    body = answer(version)
    if version == 2:  # Batch Read's key is plural, and lists pages
        page = body["recognitionResult"]
        width, height = SIZES[2]
        numbered = [
            dict(page, page=number, width=width, height=height, unit="pixel") for number in (1, 2)
        ]
        return {"status": "Succeeded", "recognitionResults": numbered}
    pages = body["analyzeResult"]["readResults"]
    pages.append(dict(copy.deepcopy(pages[0]), page=2))
    return body


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize("name", ["COMPUTER_VISION_ENDPOINT", "COMPUTER_VISION_SUBSCRIPTION_KEY"])
def test_what_is_not_set_is_said(version, name, service, tmp_path):
    done = run(version, service, tmp_path, "scan.png", **{name: None})
    assert done.returncode == 1
    assert name in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("version", [2, 3])
def test_a_refusal_is_said_without_the_key(version, service, tmp_path):
    service.refuse = True
    (tmp_path / "scan.png").write_bytes(picture(version))
    done = run(version, service, tmp_path, "scan.png")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "denied" in done.stderr.lower()
    assert KEY not in done.stderr
    assert not list(tmp_path.glob("quickstart*"))


@pytest.mark.parametrize("version", [2, 3])
def test_an_answer_that_was_paid_for_is_kept(version, service, tmp_path):
    service.answers = [answer(version)]
    Image.new("L", (30, 300)).save(tmp_path / "other.png")
    done = run(version, service, tmp_path, "other.png")
    kept = json.loads((tmp_path / f"quickstart_v{version}.json").read_text(encoding="utf-8"))
    assert kept == answer(version)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("version", [2, 3])
def test_a_url_that_leads_nowhere_costs_nothing(version, service, tmp_path):
    done = run(version, service, tmp_path, "http://127.0.0.1:9/none.jpg")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not service.asked


@pytest.mark.parametrize("version", [2, 3])
def test_a_missing_file_is_said(version, service, tmp_path):
    done = run(version, service, tmp_path, "no-such-scan.png")
    assert done.returncode == 1
    assert "no-such-scan.png" in done.stderr
    assert "Traceback" not in done.stderr
    assert not service.asked


@pytest.mark.parametrize("version", [2, 3])
def test_a_job_that_failed_is_said(version, service, tmp_path):
    service.answers = [{"status": "Failed" if version == 2 else "failed"}]
    (tmp_path / "scan.png").write_bytes(picture(version))
    done = run(version, service, tmp_path, "scan.png")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "failed" in done.stderr.lower()
