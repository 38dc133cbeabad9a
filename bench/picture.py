"""The picture: where labels stand, and what drawing costs beside OpenCV's own calls.

    python bench/picture.py [FOLDER]

With a folder of saved answers that have their scans beside them (same stem), labels are measured on
those; else on the pages of examples/. Ratios of times are of the same run.
"""

import sys
import time
from pathlib import Path

import cv2
import numpy as np

import ocrlayout as ol
from ocrlayout.model import Lines, Page, Words
from ocrlayout.writers import picture
from ocrlayout.writers.picture import labelling
from ocrlayout.writers.picture.differences import Reading
from ocrlayout.writers.picture.labels import SCALES

HERE = Path(__file__).parent
SCANS = (".png", ".jpg", ".jpeg", ".tif", ".bmp", ".webp")
ONLY_WORDS = {"lines": False, "order": False}
OPACITY = 0.4


def pairs(folder: Path | None):
    """Answers with their scans."""
    if folder is None:
        for name in ("scripts",):
            yield (
                name,
                ol.load(HERE.parent / "examples/pages" / f"{name}.json"),
                HERE.parent / "examples/pages" / f"{name}.png",
            )
        for scan in sorted((HERE.parent / "examples/pages").glob("*.png")):
            if scan.stem != "scripts":
                yield scan.stem, ol.read(scan, engine="local"), scan
        return
    for answer in sorted(folder.rglob("*.json")):
        scan = next(
            (answer.with_suffix(end) for end in SCANS if answer.with_suffix(end).exists()), None
        )
        if scan:
            try:
                yield answer.stem, ol.load(answer, images=scan), scan
            except ol.OcrLayoutError as error:
                print(f"  {answer.name}: {error}"[:100])


def labels(folder: Path | None) -> None:
    """Share of lines with a label; the most of a line that labels change."""
    print("labels: lines with one at their place (the rest in the margin), size of the picture,")
    print("width of the margin, most of any line's area that changes, time")
    for name, document, scan in pairs(folder):
        page = ol.tidy(document)[0]
        if not len(page.lines):
            continue
        began = time.perf_counter()
        image = ol.annotate(scan, page, labels="all")
        took = time.perf_counter() - began
        base = ol.annotate(scan, page)
        scale = min(SCALES, key=lambda one: abs(one - image.shape[0] / base.shape[0]))
        plain = ol.annotate(scan, page, scale=scale) if scale != 1 else base
        margin = round(image.shape[1] - image.shape[0] / plain.shape[0] * plain.shape[1])
        image = image[:, : image.shape[1] - margin]
        if plain.shape != image.shape:
            plain = cv2.resize(plain, image.shape[1::-1])
        changed = (np.abs(image.astype(int) - plain).sum(axis=2) > 90).astype(np.uint8)
        to_pixels = np.array(image.shape[1::-1]) / page.source_size
        shares = []
        for quad in page.to_source(page.lines.polygon) * to_pixels:
            if np.isfinite(quad).all():
                inside = np.zeros_like(changed)
                cv2.fillPoly(inside, [quad.round().astype(np.int32)], 1)
                shares.append(float((changed & inside).sum() / max(inside.sum(), 1)))
        options = picture.Options(labels="all")
        reading = Reading(page, np.zeros(len(page.words), int))
        named = labelling.named_in(reading, options)
        raster, matrix = picture._placed(np.array(base), page, options)
        room = labelling.room_for(raster, page, named, matrix, options)
        placed = sum(place is not None for place in room.places) / max(len(named.texts), 1)
        print(
            f"  {name[:40]:40} {placed:5.2f} ×{scale:.1f} +{margin:4} px"
            f" {max(shares, default=0):7.4f} {took:6.2f} s"
        )


def page_of(count: int, width: int = 4000, height: int = 3000) -> Page:
    """A page of 12 megapixels with words."""
    across = 25
    rows = np.arange(count)
    x, y = (
        20 + (rows % across) * 155,
        20 + (rows // across) * (height - 60) / max(count // across, 1),
    )
    quads = np.stack([[x, y], [x + 130, y], [x + 130, y + 34], [x, y + 34]]).transpose(2, 0, 1)
    words = Words(["word"] * count, quads, np.random.default_rng(1).uniform(0.5, 1, count))
    return Page(
        width=width, height=height, unit="pixel", lines=Lines(["line"], None, words, [0, count])
    )


def opencv(image: np.ndarray, quads: np.ndarray) -> None:
    """The same with OpenCV: a copy, its polygons, one blend of the whole."""
    over = image.copy()
    for quad in quads.round().astype(np.int32):
        cv2.fillPoly(over, [quad], (220, 90, 28))
    cv2.addWeighted(over, OPACITY, image, 1 - OPACITY, 0, image)


def best(run, times: int = 5) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return min(taken)


def speed() -> None:
    """Words and labels on a large picture."""
    scan = np.full((3000, 4000, 3), 250, np.uint8)
    print("time of annotate with words alone, beside OpenCV's own calls on 12 megapixels")
    for count in (100, 1000, 10_000):
        page = page_of(count)
        ours = best(lambda page=page: ol.annotate(scan, page, **ONLY_WORDS))
        theirs = best(lambda page=page: opencv(scan.copy(), page.words.polygon))
        print(f"  {count:6} words: {ours * 1000:7.1f} ms, {ours / theirs:.2f} ×")


if __name__ == "__main__":
    speed()
    labels(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
