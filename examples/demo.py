"""Read every page in pages/ with the local engine; make a PDF, a picture, text and JSON of each.

One page is blurred and read again, so that doubt is seen; a viewer shows all of them.

    python examples/demo.py [folder]

The folder is demo/ unless you name one. Nothing leaves this machine. A page with a payload beside
it (scripts.json: it has scripts that the local engine cannot read) is not read again.
"""

import argparse
import sys
import time
from pathlib import Path

from PIL import Image, ImageFilter
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

import ocrlayout as ol
from ocrlayout.skew import page_angle

PAGES = Path(__file__).parent / "pages"
BLURRED = "letter.png"
BLUR = 3.2  # pixels: a person reads it with some effort, and the engine with errors
VIEWER = "demo.view.html"
KINDS = {
    ".pdf": "the scan with its text beneath: search it, select it, copy it",
    ".annotated.png": "the scan with what was read drawn over it",
    ".txt": "the text in reading order",
    ".json": "the document: every line and word with its place and confidence",
}


def main() -> int:
    """Make the demo."""
    parser = argparse.ArgumentParser(description="Read the sample pages with the local engine.")
    parser.add_argument(
        "folder", nargs="?", type=Path, default=Path("demo"), help="where to write (demo)"
    )
    folder = parser.parse_args().folder
    console = Console(highlight=False, soft_wrap=True)
    scans = sorted(path for path in PAGES.iterdir() if path.suffix in (".png", ".jpg"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scans.append(blurred(PAGES / BLURRED, folder))
        with Progress(
            *columns(), console=console, transient=True, disable=not console.is_terminal
        ) as progress:
            tracked = progress.track(scans, description="reading")
            documents = [make(scan, folder, console) for scan in tracked]
        names = tuple(scan.name for scan in scans)
        ol.save(documents, folder / VIEWER, images=scans, names=names, title="Demo")
    except (ol.OcrLayoutError, OSError) as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"demo: {error}", markup=False)
        return 1
    console.print(f"\nEach page is in {folder} as", markup=False)
    for suffix, what in KINDS.items():
        console.print(f"  {'*' + suffix:<16} {what}", markup=False)
    console.print(
        f"Open {folder / VIEWER} first: all pages in the browser, doubtful words first (press n)."
        f"\nThen open {folder / scans[0].stem}.pdf and search it.",
        markup=False,
    )
    return 0


def blurred(scan: Path, folder: Path) -> Path:
    """Blur a scan, and return the file."""
    path = folder / f"{scan.stem}-blurred{scan.suffix}"
    with Image.open(scan) as image:
        image.filter(ImageFilter.GaussianBlur(BLUR)).save(path, dpi=image.info["dpi"])
    return path


def columns() -> list[TextColumn | BarColumn | MofNCompleteColumn | TimeElapsedColumn]:
    """What stands in the progress bar."""
    return [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    ]


def make(scan: Path, folder: Path, console: Console) -> ol.Document:
    """Read one scan and write it in every format."""
    started, saved = time.monotonic(), scan.with_suffix(".json")
    document = ol.load(saved) if saved.exists() else ol.read(scan, engine="local")
    took = (
        "from its saved payload"
        if saved.exists()
        else f"read in {time.monotonic() - started:.1f} s"
    )
    angle = page_angle(document[0])
    document = ol.tidy(document)
    for suffix in KINDS:
        ol.save(document, folder / f"{scan.stem}{suffix}", images=scan)
    words, lines = len(document[0].words), len(document[0].lines)
    console.print(
        f"{scan.name}: {lines} lines, {words} words, turned by {angle:.1f}°, {took}", markup=False
    )
    return document


if __name__ == "__main__":
    sys.exit(main())
