"""The snippets of the pages in docs/ that are not a story: each runs on files of the names they use.

Python runs in one namespace a page; of shell snippets, the lines that begin with ``ocrlayout``. What
needs another machine, a service's own address or another program is left out by name: `ELSEWHERE`.
"""

import io
import re
import shlex
import shutil
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cookbook_files
import numpy as np
import pytest
import site_pages
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

import ocrlayout
import ocrlayout as ol
from ocrlayout import serving
from ocrlayout.cli import main
from ocrlayout.engines import azure

DOCS = Path(__file__).parent.parent / "docs"
PAGES = (
    "accessibility",
    "archiving",
    "azure",
    "coordinates",
    "long-runs",
    "picture",
    "reading-order",
    "searchable-pdf",
    "viewer",
)
# the last: the stand-in makes no files beside its answers, and tests/test_azure_client.py asks for them
ELSEWHERE = ("--cluster", "serve ", "--watch", "import page\n", "quickstart_v3.py", "output=[")
SERVICE = "https://YOUR-RESOURCE.cognitiveservices.azure.com"


def written(folder):
    """Write every file that the snippets name."""
    letter = cookbook_files.letter()
    document = ol.Document([letter])
    scan = cookbook_files.scan(letter).convert("RGB")
    for name in ("scan", "other", "azure", "tesseract", "answer", "scan.corrected", "scans/a"):
        path = folder / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        ol.save(document, path)
    for name in ("scan.jpg", "scan.tif", "scans/a.jpg", "pages/a.jpg", "archive/a.jpg"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        scan.save(path)
    for name in ("pages/a.json", "archive/a.json"):
        ol.save(document, folder / name)
    canvas = Canvas(str(folder / "report.pdf"))
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))  # comes with reportlab; it is embedded
    for number in (1, 2, 3):
        canvas.setFont("Vera", 12)
        canvas.drawString(72, 700, f"Report, page {number}")
        canvas.showPage()
    canvas.save()
    shutil.copytree(Path(__file__).parent / "data" / "azure", folder / "tests" / "data" / "azure")
    return ol.tidy(document)


@pytest.fixture
def names(tmp_path, monkeypatch):
    """What the snippets take for granted, in a folder with the files that they name."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(webbrowser, "open", lambda *_, **__: True)
    document = written(tmp_path)
    return {
        "ol": ol,
        "ocrlayout": ocrlayout,
        "np": np,
        "azure": azure,
        "document": document,
        "page": document[0].replace(blocks=ol.Blocks(["paragraph"] * 6)),
        "pages": ["scan.jpg"],
        "folder": ["scan.jpg"],
        "paths": ["scan.jpg"],
        "key": "a-key-of-some-length",
        "scan": np.asarray(Image.open(io.BytesIO(Path("scan.jpg").read_bytes()))),
        "ThreadPoolExecutor": ThreadPoolExecutor,
    }


def commands(code):
    """The lines of a shell snippet that are ours, without remarks."""
    lines = [re.sub(r"\s+#.*", "", line) for line in code.splitlines()]
    ours = [line for line in lines if line.startswith("ocrlayout ")]
    return [f"{line} --overwrite" if " convert " in line else line for line in ours]


@pytest.mark.engine
@pytest.mark.parametrize("name", PAGES)
def test_the_snippets_run(name, names, capsys):
    found = site_pages.steps((DOCS / f"{name}.md").read_text(encoding="utf-8"), skipped=True)
    assert found
    with serving.Service(engine="local") as service:
        names["endpoint"] = service.origin
        for step in found:
            if any(word in step.code for word in ELSEWHERE):
                continue
            if step.kind == "python":
                exec(compile(step.code.replace(SERVICE, service.origin), name, "exec"), names)
            for line in commands(step.code) if step.kind == "sh" else ():
                code = main(shlex.split(f"{line} --quiet")[1:])
                assert code == 0, f"{line}\n{capsys.readouterr().err}"
