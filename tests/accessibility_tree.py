"""What a browser tells a screen reader of a PDF: pdf.js in headless Chromium, its accessibility tree.

pdf.js makes elements of the structure, which own those of the text (``aria-owns``).
"""

import contextlib
import fcntl
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from conftest import absent
from validators import pdfjs

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)
FREE = 10  # file descriptors from here on are not 3 or 4
# A browser reads commands from 3, and writes its answers to 4.
CONNECT = """
import os, sys
source, sink, *command = sys.argv[1:]
os.dup2(int(source), 3)
os.dup2(int(sink), 4)
os.execv(command[0], command)
"""
SECONDS = 120  # until a browser that does not answer is given up
VIEWER = """\
<!doctype html><title>loading</title><link rel="stylesheet" href="/pdfjs/web/pdf_viewer.css">
<style>#frame { position: absolute; inset: 0; overflow: auto }</style>
<div id="frame"><div id="viewer" class="pdfViewer"></div></div>
<script type="module">
import * as pdfjsLib from "/pdfjs/build/pdf.mjs";
globalThis.pdfjsLib = pdfjsLib;
const { EventBus, PDFViewer, PDFLinkService } = await import("/pdfjs/web/pdf_viewer.mjs");
pdfjsLib.GlobalWorkerOptions.workerSrc = "/pdfjs/build/pdf.worker.mjs";
const eventBus = new EventBus(), linkService = new PDFLinkService({ eventBus });
const viewer = new PDFViewer({ container: document.getElementById("frame"), eventBus, linkService });
eventBus.on("textlayerrendered", async ({ source }) => {
  await new Promise(done => setTimeout(done));
  if (!document.querySelector(".structTree")) await new Promise(done => setTimeout(done, 500));
  document.title = document.querySelector(".structTree") ? "ready" : "no structure";
});
linkService.setViewer(viewer);
const pdf = await pdfjsLib.getDocument("/file.pdf").promise;
document.documentElement.lang = (await pdf.getMetadata()).info.Language;
viewer.setDocument(pdf);
</script>
"""


@dataclass
class Said:
    """A node of the accessibility tree, with the text that it holds or owns."""

    role: str
    text: str
    level: int
    language: str


def accessibility_tree(data):
    """The nodes of a PDF's first page, and the language of the document."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _served(Path(folder), data) as address,
        _browser(folder) as browser,
    ):
        browser.open(address)
        return browser.nodes(), browser.value("document.documentElement.lang")


@contextlib.contextmanager
def _served(folder, data):
    (folder / "pdfjs").symlink_to(pdfjs())
    (folder / "file.pdf").write_bytes(data)
    (folder / "index.html").write_text(VIEWER, encoding="utf-8")
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/index.html"
        finally:
            server.shutdown()
            thread.join()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def guess_type(self, path):
        return "text/javascript" if str(path).endswith(".mjs") else super().guess_type(path)

    def log_message(self, *args):
        pass


@contextlib.contextmanager
def _browser(folder):
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        absent("chromium", "chromium")
    to_browser, commands = os.pipe()
    answers, from_browser = os.pipe()
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, FREE) for end in (to_browser, from_browser)]
    launch = [sys.executable, "-c", CONNECT, *map(str, ends)]
    command = [*launch, program, *SWITCHES, f"--user-data-dir={folder}/profile"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, pass_fds=ends, **quiet)
    for end in (to_browser, from_browser, *ends):
        os.close(end)
    give_up = threading.Timer(SECONDS, process.kill)
    give_up.start()
    try:
        with os.fdopen(answers, "rb") as source, os.fdopen(commands, "wb") as sink:
            yield _Browser(source, sink)
    finally:
        give_up.cancel()
        process.terminate()
        process.wait()


class _Browser:
    """A page of a browser, by the DevTools protocol over pipes: messages of JSON, each ended by a zero."""

    def __init__(self, source, sink):
        self.source, self.sink, self.count, self.session = source, sink, 0, None
        self.rest = b""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]

    def call(self, method, **params):
        self.count += 1
        said = {"id": self.count, "method": method, "params": params}
        if self.session:
            said["sessionId"] = self.session
        self.sink.write(json.dumps(said).encode() + b"\0")
        self.sink.flush()
        while True:
            answer = self.message()
            if answer.get("id") == self.count:
                assert "error" not in answer, answer
                return answer["result"]

    def message(self):
        while b"\0" not in self.rest:
            part = self.source.read1(65536)
            assert part, "the browser is gone"
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def open(self, address):
        self.call("Page.navigate", url=address)
        wait = "new Promise(done => { const look = () => document.title == 'loading' ? setTimeout(look, 50) : done(document.title); look() })"
        title = ""
        while title in ("", "about:blank"):
            title = self.value(wait)
        assert title == "ready"

    def value(self, expression):
        return self.call("Runtime.evaluate", expression=expression, awaitPromise=True)["result"][
            "value"
        ]

    def nodes(self):
        self.call("Accessibility.enable")
        self.call("DOM.enable")
        nodes = self.call("Accessibility.getFullAXTree")["nodes"]
        self.by_id = {node["nodeId"]: node for node in nodes}
        self.by_element = {node.get("backendDOMNodeId"): node for node in nodes}
        shown = (node for node in nodes if not node.get("ignored") and "backendDOMNodeId" in node)
        return [self.said(node) for node in shown]

    def said(self, node):
        level = next((each["value"]["value"] for each in _properties(node, "level")), 0)
        return Said(
            _value(node, "role"), " ".join(self.text(node).split()), level, self.language(node)
        )

    def text(self, node):
        if _value(node, "role") == "StaticText":
            return _value(node, "name")
        if _value(node, "role") in ("figure", "image"):
            return _value(node, "name")
        owned = [
            part["backendDOMNodeId"]
            for each in _properties(node, "owns")
            for part in each["value"]["relatedNodes"]
        ]
        kids = [self.by_id[kid] for kid in node.get("childIds", []) if kid in self.by_id]
        return " ".join(map(self.text, [*(self.by_element[each] for each in owned), *kids]))

    def language(self, node):
        """The language that an element of the structure says."""
        found = self.call("DOM.describeNode", backendNodeId=node["backendDOMNodeId"])["node"]
        attributes = found.get("attributes", [])
        return dict(zip(attributes[::2], attributes[1::2], strict=True)).get("lang", "")


def _value(node, key):
    return node.get(key, {}).get("value", "")


def _properties(node, name):
    return [each for each in node.get("properties", []) if each["name"] == name]
