"""A book of 1,000 pages: load its answer, tidy it, write text and searchable PDF.

Seconds and peak memory of each step.

    python bench/document.py [--pages 1000] [--words 500] [--megabytes 1.0]

Every step runs in a process of its own, so that its peak is its own. The limit beside the PDF is
the same disk: the images' bytes copied into one file.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np


def make_answer(path, pages, words):
    """A Read 3.2 answer of so many pages; written page by page, with lines of ten words."""
    rng = np.random.default_rng(7)
    with path.open("w", encoding="utf-8") as out:
        out.write('{"status": "succeeded", "analyzeResult": {"version": "3.2.0", "readResults": [')
        for number in range(1, pages + 1):
            out.write("," if number > 1 else "")
            json.dump(make_page(number, words, rng), out)
        out.write("]}}")


def make_page(number, words, rng):
    lines = []
    for row in range(words // 10):
        y, made = 150 + row * 60, []
        for column in range(10):
            x = 100 + column * 220
            text = "".join(
                chr(97 + letter) for letter in rng.integers(0, 26, 3 + (row + column) % 7)
            )
            box = [x, y, x + 200, y, x + 200, y + 40, x, y + 40]
            made.append(
                {"boundingBox": box, "text": text, "confidence": round(float(rng.random()), 3)}
            )
        box = [100, y, 2280, y, 2280, y + 40, 100, y + 40]
        lines.append(
            {"boundingBox": box, "text": " ".join(word["text"] for word in made), "words": made}
        )
    return {
        "page": number,
        "angle": 0,
        "width": 2480,
        "height": 3508,
        "unit": "pixel",
        "lines": lines,
    }


def make_scans(folder, pages, megabytes):
    """So many names of one A4 JPEG of this size."""
    from PIL import Image

    rng = np.random.default_rng(3)
    sheet = np.full((3508, 2480), 250, np.uint8)
    rows = int(3508 * min(1.0, megabytes / 4.6))
    sheet[:rows] = rng.integers(0, 255, (rows, 2480))
    first = folder / "page0001.jpg"
    Image.fromarray(sheet).save(first, quality=75, dpi=(300, 300))
    for number in range(2, pages + 1):
        os.link(first, folder / f"page{number:04}.jpg")
    return first.stat().st_size / 1e6


STEPS = {
    "import": "",
    "load": "document = ol.load(answer)",
    "tidy": "document = ol.tidy(ol.load(answer))",
    "text": "ol.save(ol.tidy(ol.load(answer)), out + '.txt')",
    "native": "ol.save(ol.load(answer), out + '.json')",
    "pdf": "ol.save(ol.tidy(ol.load(answer)), out + '.pdf', images=scans)",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--megabytes", type=float, default=1.0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_answer(folder / "answer.json", args.pages, args.words)
        size = make_scans(folder, args.pages, args.megabytes)
        copied = copy_limit(folder)
        answer = (folder / "answer.json").stat().st_size / 1e6
        print(
            f"{args.pages} pages of {args.words} words; the answer has {answer:.0f} MB, a scan {size:.2f} MB"
        )
        print(f"{'step':8} {'seconds':>8} {'pages/s':>8} {'peak MB':>8}")
        for step, code in STEPS.items():
            seconds, peak = run(code, folder)
            note = (
                f"   {seconds / copied:.1f} times the copy of the scans' bytes ({copied:.1f} s)"
                if step == "pdf"
                else ""
            )
            print(
                f"{step:8} {seconds:8.2f} {args.pages / seconds if seconds > 0.01 else 0:8.0f} {peak:8.0f}{note}",
                flush=True,
            )


def copy_limit(folder):
    started = time.perf_counter()
    with (folder / "copy.bin").open("wb") as out:
        for scan in sorted(folder.glob("*.jpg")):
            out.write(scan.read_bytes())
    (folder / "copy.bin").unlink()
    return time.perf_counter() - started


def run(code, folder):
    """Run a step in a process of its own; returns its seconds and its peak in MB."""
    program = (
        "import sys, time, glob, resource\nimport ocrlayout as ol\n"
        "answer, out = sys.argv[1] + '/answer.json', sys.argv[1] + '/out'\n"
        "scans = sorted(glob.glob(sys.argv[1] + '/*.jpg'))\n"
        f"started = time.perf_counter()\n{code}\n"
        "print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stderr)
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak


if __name__ == "__main__":
    main()
