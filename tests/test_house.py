"""The rooms of the package: who may import whom.

``python tests/test_house.py`` writes the table into docs/architecture.md.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ocrlayout

HOME = Path(ocrlayout.__file__).parent
FILES = sorted(HOME.rglob("*.py"))
STDLIB = sys.stdlib_module_names

# room: (ours, third parties)
ROOMS = {
    "errors": (set(), set()),
    "geometry": (set(), {"numpy", "shapely"}),
    "scripts": (set(), set()),
    "language_tags": (set(), set()),
    "page_ranges": (set(), set()),
    "model": ({"scripts"}, {"numpy"}),
    "slope": ({"geometry"}, {"numpy"}),
    "skew": ({"model", "geometry", "slope"}, {"numpy", "shapely"}),
    "order": ({"model", "geometry", "skew", "scripts"}, {"numpy", "shapely"}),
    "filters": ({"model", "geometry"}, {"numpy", "shapely"}),
    "finding": ({"model", "geometry", "scripts"}, {"numpy"}),
    "doubts": ({"model", "geometry", "order"}, {"numpy"}),
    "comparison": ({"model", "geometry"}, {"numpy", "rapidfuzz"}),
    "flow": ({"model", "skew", "order", "filters"}, set()),
    "sources": (set(), {"numpy"}),
    "images": ({"model", "geometry", "errors", "sources"}, {"numpy", "PIL"}),
    "images/pdf_drawing": ({"errors"}, {"numpy", "pypdfium2"}),
    "images/pdf_pages": ({"errors", "page_ranges"}, {"numpy", "pypdfium2"}),
    "images/pdf_structure": ({"errors"}, {"pikepdf"}),
    "images/pdf_traps": ({"errors"}, {"pikepdf"}),
    "images/pdf_text": ({"errors", "scripts"}, {"numpy", "pypdfium2"}),
    "images/warping": ({"errors"}, {"numpy", "cv2"}),
    "azure_status": (set(), set()),
    "readers": ({"model", "geometry", "errors", "azure_status"}, {"numpy"}),
    "readers/_numbers": (set(), {"msgspec"}),
    "readers/_trees": (set(), {"lxml"}),
    "writers": (
        {"model", "geometry", "images", "errors", "language_tags", "scripts", "sources"},
        {"numpy"},
    ),
    "writers/_native": ({"model"}, {"numpy", "msgspec"}),
    "writers/markdown": (
        {"model", "geometry", "images", "errors", "scripts", "sources"},
        {"numpy", "PIL"},
    ),
    "writers/picture": (
        {"comparison", "doubts", "model", "geometry", "images", "errors", "scripts", "sources"},
        {"numpy", "cv2", "PIL"},
    ),
    "writers/viewer": (
        {"comparison", "doubts", "model", "geometry", "images", "errors", "sources"},
        {"numpy", "PIL"},
    ),
    "writers/pdf": (
        {
            "finding",
            "model",
            "geometry",
            "images",
            "errors",
            "language_tags",
            "page_ranges",
            "scripts",
            "slope",
            "sources",
        },
        {"numpy", "PIL", "reportlab", "pikepdf", "linkify_it"},
    ),
    "engines/azure": (
        {"azure_status", "errors", "images", "page_ranges", "sources"},
        {"requests", "urllib3"},
    ),
    "engines/rapidocr": (
        {"cores", "errors", "images", "language_tags", "geometry", "scripts", "sources"},
        {"numpy", "rapidocr", "onnxruntime"},
    ),
    "engines/text": (
        {"errors", "images", "page_ranges", "scripts", "sources"},
        {"numpy", "pypdfium2"},
    ),
    "engines/tesseract": ({"errors", "images", "sources"}, set()),
    "engines": (
        {"errors", "images", "geometry", "page_ranges", "scripts", "sources"},
        {"numpy"},
    ),
    "check": (
        {"engines", "geometry", "images", "model", "scripts", "sources"},
        {"numpy"},
    ),
    "check/profiles": ({"images", "language_tags"}, {"pikepdf"}),
    "payloads": ({"errors", "sources"}, set()),
    "payloads/lazy_json": ({"errors"}, {"msgspec"}),
    "hints": (set(), set()),
    "registry": ({"hints", "model", "errors", "sources"}, set()),
    "answers": ({"errors", "registry"}, set()),
    "formats": (
        {"answers", "model", "errors", "file_tree", "payloads", "registry", "sources"},
        set(),
    ),
    "recognition": (
        {"errors", "formats", "model", "page_ranges", "payloads", "registry", "sources"},
        set(),
    ),
    "serving": (
        {"errors", "formats", "geometry", "model", "order", "page_ranges", "skew"},
        {"numpy", "requests"},
    ),
    "plugins": (set(), set()),
    "plugins/mcp": (
        {
            "__init__",
            "errors",
            "file_tree",
            "geometry",
            "images",
            "model",
            "page_ranges",
            "payloads",
        },
        {"PIL", "mcp", "numpy"},
    ),
    "plugins/ocrmypdf": (
        {
            "__init__",
            "engines",
            "errors",
            "flow",
            "formats",
            "geometry",
            "images",
            "model",
            "registry",
            "scripts",
            "writers",
        },
        {"numpy", "ocrmypdf", "pydantic"},
    ),
    "batch": ({"errors"}, set()),
    "cores": (set(), set()),
    "workers": ({"errors"}, set()),
    "cluster": ({"errors", "workers"}, {"distributed"}),
    "file_tree": (set(), set()),
    "journal": ({"errors"}, set()),
    "__main__": ({"cli"}, set()),
    "cli": (
        {
            "__init__",
            "answers",
            "check",
            "comparison",
            "doubts",
            "finding",
            "hints",
            "formats",
            "registry",
            "payloads",
            "payloads/lazy_json",
            "images",
            "batch",
            "cluster",
            "cores",
            "errors",
            "file_tree",
            "journal",
            "model",
            "order",
            "page_ranges",
            "recognition",
            "serving",
            "skew",
            "sources",
            "workers",
        },
        {"argcomplete", "numpy", "rich"},
    ),
}
# room: what it is for, in a sentence
SENTENCES = {
    "errors": "the names of what can go wrong",
    "geometry": "quads and boxes as arrays",
    "scripts": "what a character's script says: direction, width, spaces, hyphens",
    "language_tags": "languages as BCP 47 has them",
    "page_ranges": "lists of pages: `1-3,7`, `5-`, `-2`",
    "model": "what a document is: frozen columns",
    "slope": "level boxes on a tilted page: how steeply their lines rise",
    "skew": "how the text of a page lies; a page turned upright",
    "order": "the order in which lines are read, and their blocks",
    "filters": "which words stay",
    "finding": "where a phrase stands",
    "doubts": "which words are most likely misread",
    "comparison": "where two readings differ; how far one is from the true text",
    "flow": "`tidy`: the usual order of the three",
    "images": "pixels: frames of scans, PDF pages",
    "images/pdf_drawing": "a page drawn within a time, by PDFium",
    "images/pdf_pages": "pages of PDFs, through PDFium",
    "images/pdf_structure": "PDFs repaired and taken apart, through qpdf",
    "images/pdf_traps": "pages measured before they are drawn, through qpdf",
    "images/pdf_text": "words of PDF pages, and whether they cover what is seen",
    "images/warping": "pixels turned and cut out, through OpenCV",
    "sources": "types of what is handed in: answers, scans",
    "azure_status": "Azure's words about a job or a call: states, errors",
    "readers": "payload → Document; one vendor's dialect each",
    "readers/_numbers": "numbers in many texts at once, through msgspec",
    "readers/_trees": "XML and HTML, through lxml; loaded for markup only",
    "writers": "Document → bytes; one format's grammar each",
    "writers/_native": "a page in the project's own JSON, through msgspec",
    "writers/markdown": "Markdown, and figures as PNG",
    "writers/picture": "the annotated picture",
    "writers/viewer": "the viewer: one HTML file to check and correct what was read",
    "writers/pdf": "the searchable PDF",
    "engines": "image → payload; the only rooms that reach outside",
    "engines/azure": "Azure's services: submit and poll",
    "engines/rapidocr": "the local engine that a Python package brings along",
    "engines/tesseract": "the program Tesseract, and the languages that it has",
    "engines/text": "the text that a PDF has",
    "check": "a PDF that was written, read back and compared with its document",
    "check/profiles": "rules of PDF/A and PDF/UA, and which of them a PDF breaks",
    "payloads": "a file's bytes → JSON, or text: what bytes are",
    "payloads/lazy_json": "JSON, through msgspec: long lists item by item",
    "hints": "what a mistyped name may mean",
    "registry": "finds reader, writer or engine by content, suffix or name",
    "answers": "where in a payload the answers stand: lists, envelopes, records",
    "formats": "load, save, fetch; engines, readers, writers and images are loaded by name",
    "recognition": "scans → documents: pages with text are read, others recognized",
    "serving": "a stand-in for Azure's OCR on this machine, over HTTP",
    "plugins": "doors into other programs, which load them",
    "plugins/mcp": "documents of a folder, for assistants (Model Context Protocol)",
    "plugins/ocrmypdf": "the engines and the text layer, in OCRmyPDF",
    "batch": "many jobs, one order",
    "cores": "how many cores this process may use",
    "workers": "processes that work for this one, and ask back as they run",
    "cluster": "the workers of a cluster in their place, through dask",
    "file_tree": "the files below a folder",
    "journal": "what became of each input of an output folder, in SQLite",
    "__main__": "what the command `ocrlayout` runs",
    "cli": "the terminal: the only room that prints and exits",
}
NAMES = {"PIL": "Pillow"}  # as people know them
ARCHITECTURE = HOME.parent / "docs" / "architecture.md"
BEGIN, END = "<!-- rooms: made by tests/test_house.py -->", "<!-- end of rooms -->"
OPTIONAL = {
    "argcomplete",
    "distributed",
    "rapidocr",
    "onnxruntime",
}  # the only imports that may stand inside a function


def table():
    """The rooms as a table in Markdown."""
    rows = ["| room | what for | ours | third parties |", "|---|---|---|---|"]
    for room, (ours, third) in ROOMS.items():
        columns = [sorted(ours), sorted(NAMES.get(name, name) for name in third)]
        shown = [", ".join(f"`{name}`" for name in column) or "–" for column in columns]
        rows.append(f"| `{room}` | {SENTENCES.get(room, '')} | {' | '.join(shown)} |")
    return "\n".join(rows)


def with_table(text):
    """The page about the architecture with the table as it is now."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n\n{END}{after}"


def room_of(path):
    parts = path.relative_to(HOME).with_suffix("").parts
    parts = parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts
    deep = "/".join(parts[:2])
    return deep if deep in ROOMS else parts[0]


def imported(tree):
    """Yield (module, is inside a function) of every import."""
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef))
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in inside) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                deep = (
                    f"{node.module}.{alias.name}"
                    if node.module.startswith("ocrlayout")
                    else node.module
                )
                yield deep, id(node) in inside


def neighbor(module):
    """Name the room of one of our modules: `ocrlayout.readers._lines.LineBuilder` -> `readers`."""
    first = (module.split(".")[1:] or [""])[0]
    return (
        first
        if first and ((HOME / first).is_dir() or (HOME / f"{first}.py").exists())
        else "__init__"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOME)))
def test_imports_follow_the_table(path):
    room = room_of(path)
    if room == "__init__":
        return  # the face: see test_face.py
    ours, third = ROOMS[room]
    for module, is_inside in imported(ast.parse(path.read_text(encoding="utf-8"))):
        top = module.split(".")[0]
        assert not is_inside or top in OPTIONAL, f"{module} is imported inside a function"
        if top == "ocrlayout":
            target = neighbor(module)
            at_home = target == room.split("/")[0]
            assert at_home or target in ours, f"{room} imports {module}"
            if at_home and target in ("readers", "writers", "engines"):
                other = module.split(".")[2] if module.count(".") >= 2 else ""
                same = other.startswith("_") or other == path.relative_to(HOME).parts[
                    1
                ].removesuffix(".py")
                assert same, f"{path.name} imports its neighbor {module}"
        elif top not in STDLIB:
            assert top in third, f"{room} imports {module}"


def test_every_room_has_a_sentence_and_stands_in_the_documents():
    assert SENTENCES.keys() == ROOMS.keys()
    text = ARCHITECTURE.read_text(encoding="utf-8")
    assert text == with_table(text), "run: python tests/test_house.py"


def test_the_table_can_fail():
    tree = ast.parse("def f():\n    import cv2\nfrom ocrlayout.readers import azure_read")
    assert list(imported(tree)) == [("ocrlayout.readers.azure_read", False), ("cv2", True)]


def test_no_forbidden_file_names():
    forbidden = {"utils", "helpers", "common", "base", "manager", "handler", "process"}
    assert not [path for path in FILES if forbidden & set(path.stem.split("_"))]


def test_import_is_light():
    heavy = (
        "cv2",
        "reportlab",
        "pikepdf",
        "requests",
        "PIL",
        "lxml",
        "pypdfium2",
        "rich",
        "rapidocr",
    )
    code = f"import sys, ocrlayout; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_pixels_are_loaded_when_they_are_drawn():
    code = (
        "import sys, numpy as np\n"
        "from ocrlayout import images\n"
        "scan = np.zeros((20, 30), np.uint8)\n"
        "images.pixels(images.expand(scan)[0])\n"
        "print([name for name in ('cv2', 'pypdfium2') if name in sys.modules])\n"
        "images.crop(scan, [[0, 0], [9, 0], [9, 9], [0, 9]])\n"
        "print('cv2' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.split("\n")[:2] == ["[]", "True"]


if __name__ == "__main__":
    page = with_table(ARCHITECTURE.read_text(encoding="utf-8"))
    ARCHITECTURE.write_text(page, encoding="utf-8")
