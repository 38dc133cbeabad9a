"""Several jobs: what ``--jobs 2`` gains, what the local engine takes, and how a long run grows.

    python bench/jobs.py [--answers 1000] [--pages 20] [--small 10000] [--rows 1000000]

The pages are made here, of the prose of this project's documents: A4 at 150 dpi, with a little
noise, blur and slope, so their words are known. Walls are wall seconds of whole commands; cores are
processor seconds (of all processes) for each of them. On a machine of two cores that does nothing
else, two runs side by side over half of the files each are the most that two jobs can reach.

Words right are those that stand in the truth, in its order, as a share of its words; bare RapidOCR
is asked for words as it comes (its own lines from top to bottom), Tesseract by its program.
"""

import argparse
import difflib
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

COMMAND = [sys.executable, "-m", "ocrlayout"]
DOCS = Path(__file__).parent.parent / "docs"
A4, DPI, MARGIN = (1240, 1754), 150, 110  # pixels, dots per inch, pixels
SIZES = (15, 17, 19)  # pixels of an em: 7 to 9 points
LINES = 30  # of a page
STEP = 50  # pixels from one to the next


class Took(NamedTuple):
    """Seconds of a command, and the processor seconds of all its processes."""

    wall: float
    work: float

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s {self.work / self.wall:5.2f} cores"


def took(line: list[str], **environment: str) -> Took:
    """Run a command to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(line, check=True, env=os.environ | environment, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Took(wall, work)


def prose() -> list[str]:
    """The words of the documents, without marks of Markdown, code and tables."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(DOCS.glob("*.md")))
    lines = (
        line
        for text in texts
        for line in re.sub(r"```.*?```", "", text, flags=re.DOTALL).split("\n")
    )
    words = (word for line in lines if not line.startswith(("|", "#")) for word in line.split())
    return [word for word in words if re.fullmatch(r"[A-Za-z]+[,.;:]?", word)]


def page(chance: random.Random, words: Iterator[str]) -> tuple[Image.Image, list[str]]:
    """A page as a scanner would give it, and its words."""
    sheet, truth = Image.new("L", A4, 245), []
    draw = ImageDraw.Draw(sheet)
    font = ImageFont.truetype("DejaVuSerif.ttf", chance.choice(SIZES))
    for row in range(LINES):
        line = next(words)
        while draw.textlength(f"{line} {(word := next(words))}", font) < A4[0] - 2 * MARGIN:
            line = f"{line} {word}"
        draw.text((MARGIN, MARGIN + row * STEP), line, 30, font)
        truth += line.split()
    sheet = sheet.rotate(chance.uniform(-0.8, 0.8), Image.Resampling.BICUBIC, fillcolor=245)
    sheet = sheet.filter(ImageFilter.GaussianBlur(1.0))
    noise = np.random.default_rng(chance.randrange(99)).normal(0, 16, sheet.size[::-1])
    return Image.fromarray((np.asarray(sheet) + noise).clip(0, 255).astype(np.uint8)), truth


def make_pages(folder: Path, count: int) -> dict[str, list[str]]:
    """Make pages, and return the words of each."""
    folder.mkdir()
    chance, words, truths = random.Random(1), iter(prose() * 9), {}
    for number in range(count):
        image, truths[f"{number:03}"] = page(chance, words)
        image.save(folder / f"{number:03}.png", dpi=(DPI, DPI))
    return truths


def answer(chance: random.Random, words: list[str], count: int) -> dict[str, object]:
    """An answer of Azure's Read with a page of words, in lines of ten."""
    lines = []
    for row in range(count // 10):
        boxes = [[100 + 220 * column, 150 + 60 * row] for column in range(10)]
        found = [
            {"text": chance.choice(words), "boundingBox": box(x, y, 200), "confidence": 0.9}
            for x, y in boxes
        ]
        text = " ".join(str(word["text"]) for word in found)
        lines.append({"text": text, "boundingBox": box(100, 150 + 60 * row, 2180), "words": found})
    size = {"page": 1, "angle": 0, "width": 2480, "height": 3508, "unit": "pixel"}
    result = {"version": "3.2.0", "readResults": [{**size, "lines": lines}]}
    return {"status": "succeeded", "analyzeResult": result}


def box(x: int, y: int, width: int) -> list[int]:
    return [x, y, x + width, y, x + width, y + 40, x, y + 40]


def make_answers(folder: Path, count: int, words: int, scans: Path | None = None) -> None:
    """Make answers, and a scan of each: one file under many names."""
    chance, known = random.Random(2), prose()
    folder.mkdir()
    if scans:
        scans.mkdir()
        scan = Image.new("L", (2480, 3508), 235)
        scan.save(scans / f"{0:05}.jpg", quality=80, dpi=(300, 300))
    for number in range(count):
        name = f"{number:05}"
        (folder / f"{name}.json").write_text(json.dumps(answer(chance, known, words)))
        if scans and number:
            (scans / f"{name}.jpg").hardlink_to(scans / f"{0:05}.jpg")


def convert(*words: object) -> list[str]:
    return [*COMMAND, "convert", *map(str, words), "-q", "--overwrite"]


def beside(line: Callable[[int], list[str]], repeat: int) -> None:
    """Show a command with one job and with two, in turns; the fastest of each counts."""
    runs = {1: [], 2: []}
    for _ in range(repeat):
        for jobs, found in runs.items():
            found.append(took(line(jobs)))
    one, two = (min(found) for found in runs.values())
    print(f"    --jobs 1 {one}\n    --jobs 2 {two}   × {one.wall / two.wall:.2f}")


def answers_to_pdf(root: Path, count: int) -> None:
    print(f"{count} answers of 500 words to PDF")
    make_answers(root / "answers", count, 500, root / "scans")

    def line(jobs: int) -> list[str]:
        out = root / f"pdf{jobs}"
        shutil.rmtree(out, ignore_errors=True)
        given = root / "answers", "--images", root / "scans"
        return convert(*given, "-o", f"{out}/", "--to", "pdf", "--jobs", jobs)

    beside(line, repeat=3)
    halves(root)


def halves(root: Path) -> None:
    """Two runs side by side, of half of the answers each."""
    files = sorted((root / "answers").iterdir())
    processes, began = [], time.perf_counter()
    for number in range(2):
        part, scans = root / f"half{number}", root / f"scans{number}"
        part.mkdir(), scans.mkdir()
        for file in files[number::2]:
            (part / file.name).hardlink_to(file)
            (scans / f"{file.stem}.jpg").hardlink_to(root / "scans" / f"{file.stem}.jpg")
    began = time.perf_counter()
    for number in range(2):
        given = root / f"half{number}", "--images", root / f"scans{number}"
        line = convert(*given, "-o", f"{root}/out{number}/", "--to", "pdf", "--jobs", 1)
        processes.append(subprocess.Popen(line))
    for process in processes:
        process.wait()
    print(f"    two runs side by side {time.perf_counter() - began:.1f} s")


def local_engine(root: Path, pages: Path, count: int) -> None:
    print(f"{count} pages, local engine, to PDF")

    def line(jobs: int) -> list[str]:
        return convert(
            pages, "-o", f"{root}/local{jobs}/", "--to", "pdf", "--engine", "local", "--jobs", jobs
        )

    beside(line, repeat=1)
    one = convert(pages / "000.png", "-o", root / "one.pdf", "--engine", "local")
    core = str(min(os.sched_getaffinity(0)))
    print(
        f"    a page {took(one)}\n    a page, taskset -c {core} {took(['taskset', '-c', core, *one])}"
    )


OURS = """
import json, os, sys, time
from pathlib import Path
import ocrlayout as ol
from ocrlayout.engines import rapidocr, tesseract
engine = {"ours": rapidocr, "ours, tesseract": tesseract}[sys.argv[1]]
engine.read(sys.argv[2] + "/000.png")
began, before = time.perf_counter(), sum(os.times()[:4])
found = {path.stem: [word.text for page in ol.tidy(ol.load(engine.read(path))) for word in page.words]
         for path in sorted(Path(sys.argv[2]).glob("*.png"))}
print(json.dumps([time.perf_counter() - began, sum(os.times()[:4]) - before, found]))
"""
BARE = """
import json, os, sys, time
from pathlib import Path
from rapidocr import RapidOCR
engine = RapidOCR(params={"Global.log_level": "critical"})
def words(path):
    found = engine(str(path), return_word_box=False)
    return [word for line in found.txts or () for word in line.split()]
words(sys.argv[2] + "/000.png")
began, before = time.perf_counter(), sum(os.times()[:4])
found = {path.stem: words(path) for path in sorted(Path(sys.argv[2]).glob("*.png"))}
print(json.dumps([time.perf_counter() - began, sum(os.times()[:4]) - before, found]))
"""
TESSERACT = """
import json, os, subprocess, sys, time
from pathlib import Path
began, before = time.perf_counter(), sum(os.times()[:4])
found = {path.stem: subprocess.run(["tesseract", path, "-"], capture_output=True, text=True).stdout.split()
         for path in sorted(Path(sys.argv[2]).glob("*.png"))}
print(json.dumps([time.perf_counter() - began, sum(os.times()[:4]) - before, found]))
"""


def engines(pages: Path, truths: dict[str, list[str]]) -> None:
    """The local engines beside the programs that they are made of."""
    total = sum(map(len, truths.values()))
    print(f"{len(truths)} pages, {total} words: seconds a page, cores, words right")
    scripts = {"ours": OURS, "RapidOCR": BARE, "ours, tesseract": OURS, "tesseract": TESSERACT}
    for name, script in scripts.items():
        line = [sys.executable, "-c", script, name, str(pages)]
        environment = os.environ | {"OMP_THREAD_LIMIT": "1"}
        said = subprocess.run(line, check=True, capture_output=True, text=True, env=environment)
        wall, work, found = json.loads(said.stdout)
        right = sum(matching(truths[stem], words) for stem, words in found.items())
        each = Took(wall / len(truths), work / len(truths))
        print(f"    {name:16} {each} {right / total:8.2%}")


def matching(truth: list[str], found: list[str]) -> int:
    blocks = difflib.SequenceMatcher(None, truth, found, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def growth(root: Path, count: int) -> None:
    """How a run over small answers begins and grows: processor seconds, and of its journal."""
    print("small answers to text: seconds until the first is done, and a file; again")
    for number in (count // 4, count // 2, count):
        folder = root / f"small{number}"
        make_answers(folder, number, 10)
        line = [*COMMAND, "convert", folder, "-o", f"{root}/text{number}/", "--to", "text"]
        with subprocess.Popen([*map(str, line), "--jobs", "1"], stderr=subprocess.PIPE) as process:
            process.stderr.readline()
            start = worked(process.pid)
            process.stderr.read()
        whole = took([*map(str, line), "--overwrite", "-q", "--jobs", "1"])
        again = took([*map(str, line), "-q"])
        each = (whole.work - start) / number * 1000
        print(f"    {number:6} files: {start:5.2f} s, {each:5.2f} ms; {again.work:5.2f} s again")


def worked(number: int) -> float:
    """The processor seconds of a process that runs."""
    fields = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def status(root: Path, rows: int) -> None:
    from ocrlayout import journal

    folder = root / "rows"
    folder.mkdir()
    with journal.locked(folder) as known:
        keys = [f"{number // 1000:04}/{number % 1000:03}.tif" for number in range(rows)]
        known.expect({key: [folder / f"{key[:-4]}.pdf"] for key in keys})
        for key in keys[: rows * 9 // 10]:
            known.finish(key, [folder / f"{key[:-4]}.pdf"], 1, 0.1)
        for key in keys[-rows // 100 :]:
            known.fail(key, journal.State.FAILED if key[-5] == "0" else journal.State.WAITING, "x")
    line = [*COMMAND, "status", str(folder)]
    began = time.perf_counter()
    subprocess.run(line, check=False, stdout=subprocess.DEVNULL)
    print(f"status of {rows:,} files: {time.perf_counter() - began:.2f} s")


def main() -> None:
    """Measure all of it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    for name, most in (("answers", 1000), ("pages", 20), ("small", 10_000), ("rows", 10**6)):
        parser.add_argument(f"--{name}", type=int, default=most)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        if args.answers:
            answers_to_pdf(root, args.answers)
        if args.pages:
            truths = make_pages(root / "pages", args.pages)
            local_engine(root, root / "pages", args.pages)
            engines(root / "pages", truths)
        if args.small:
            growth(root, args.small)
        if args.rows:
            status(root, args.rows)


if __name__ == "__main__":
    main()
