"""The recorded and hand-written payloads in ``data/``, one folder a vendor; ``data/README.md`` tells their origin."""

import re
from pathlib import Path

import ocrlayout

DATA = Path(__file__).parent / "data"
SUFFIXES = {".json", ".xml", ".hocr", ".html", ".tsv"}
NO_PAYLOADS = {"golden", "images"}  # folders of what writers make, and of scans

FILES = [
    path
    for path in sorted(DATA.glob("*/*"))
    if path.suffix in SUFFIXES and path.parent.name not in NO_PAYLOADS
]


def sizes(path):
    """A payload that has no page size, and needs one, has it in its name: ``turned.400x300.json``."""
    found = re.search(r"\.(\d+)x(\d+)\.\w+$", path.name)
    return [(int(found[1]), int(found[2]))] if found else None


def load(path):
    return ocrlayout.load(path, sizes=sizes(path))


def name(path):
    return f"{path.parent.name}/{path.name}"
