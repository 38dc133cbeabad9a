"""The pages as files: JSON in a ZIP, one line of text for each line of a page."""

import json
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
PAGES, OCR = HERE / "pages.zip", HERE / "ocr.zip"


def dump(page):
    """JSON of a page, a line of it on each line."""
    head = json.dumps({key: value for key, value in page.items() if key != "lines"})
    rows = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in page["lines"])
    return head[:-1] + ', "lines": [\n' + ",\n".join(rows) + "\n]}\n"


def save(file, made):
    """A ZIP without dates: the same pages are the same bytes."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as kept:
        for page in made:
            kept.writestr(zipfile.ZipInfo(page["name"] + ".json"), dump(page), zipfile.ZIP_DEFLATED)


def load(file=PAGES):
    with zipfile.ZipFile(file) as kept:
        return [json.loads(kept.read(name)) for name in sorted(kept.namelist())]
