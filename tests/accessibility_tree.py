"""What a browser tells a screen reader of a PDF: pdf.js in headless Chromium, its accessibility tree.

pdf.js makes elements of the structure, which own those of the text (``aria-owns``).
"""

import contextlib
import functools
import http.server
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

from browser import Browser, browser
from validators import pdfjs

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
        browser(folder, _Tree) as page,
    ):
        page.open(address)
        return page.nodes(), page.value("document.documentElement.lang")


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


class _Tree(Browser):
    """A page, and what it tells a screen reader."""

    def open(self, address):
        self.call("Page.navigate", url=address)
        wait = "new Promise(done => { const look = () => document.title == 'loading' ? setTimeout(look, 50) : done(document.title); look() })"
        title = ""
        while title in ("", "about:blank"):
            title = self.value(wait)
        assert title == "ready"

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
