"""How many of the misread words are among the most doubtful: by doubt, and by confidence alone.

    python bench/doubt.py [PAGES.jsonl]

The pages are those of training/doubt_pages.py; without a file, 40 pages that the training has not
seen (other fonts, other texts) are made and read by the local engine and by Tesseract, in some five
minutes. Of the pages at most 3 % are wrong: on others there is nothing to rank.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "training"))

import train_doubt  # noqa: E402

import ocrlayout as ol  # noqa: E402
from ocrlayout.model import Document  # noqa: E402

MOST = 0.03  # of the words of a page, wrong
SHARES = (0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3)
COUNT = 40
CLEAN, BAD = 0.005, (0.02, 0.1)  # shares of the words of a page, wrong


def made(folder: Path) -> Path:
    """Make pages, and have them read."""
    file = folder / "held.jsonl"
    line = [sys.executable, HERE.parent / "training" / "doubt_pages.py", "--held"]
    subprocess.run([*line, "--count", str(COUNT), "--out", file], check=True)
    return file


def found(values: np.ndarray, wrong: np.ndarray) -> list[float]:
    """The share of the wrong words that each share of the ranking holds."""
    order = np.argsort(-values, kind="stable")
    return [wrong[order[: round(len(order) * share)]].sum() / wrong.sum() for share in SHARES]


def together(pages: list) -> np.ndarray:
    """Doubt, where the pages of one engine and text are one document."""
    kinds: dict[tuple, list[int]] = {}
    for at, (about, _, _) in enumerate(pages):
        kinds.setdefault((about["engine"], about["source"]), []).append(at)
    values = [np.empty(0)] * len(pages)
    for rows in kinds.values():
        document = Document([pages[row][1] for row in rows])
        for row, value in zip(rows, ol.doubt(document), strict=True):
            values[row] = value
    return np.concatenate(values)


def apart(pages: list) -> None:
    """Print how often a page with many wrong words stands before one with few, as in a report."""
    wrong = np.array([each.mean() for _, _, each in pages])
    doubts = [ol.doubt(Document([page]))[0].mean() for _, page, _ in pages]
    unsure = [1 - page.words.confidence.mean() for _, page, _ in pages]
    clean, bad = wrong < CLEAN, (wrong >= BAD[0]) & (wrong <= BAD[1])
    print(
        f"pages of both engines: {bad.sum()} with 2 to 10 % wrong, {clean.sum()} with under 0.5 %"
    )
    for name, values in {"confidence": np.array(unsure), "doubt": np.array(doubts)}.items():
        share = (values[bad][:, None] > values[clean]).mean()
        print(f"  first by {name:21}{share:7.2f}")


def main() -> None:
    """Print the curves, and how pages are told apart."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(sys.argv[1]) if len(sys.argv) > 1 else made(Path(folder))
        all_pages = list(train_doubt.loaded(file))
    every = [page for page in all_pages if page[2].mean() <= MOST]
    print(f"{'':32}" + "".join(f"{share:7.0%}" for share in SHARES) + "  of the words")
    for engine in ("local", "tesseract", "both"):
        pages = [page for page in every if engine in ("both", page[0]["engine"])]
        wrong = np.concatenate([wrong for _, _, wrong in pages])
        alone = np.concatenate([1 - page.words.confidence for _, page, _ in pages])
        single = np.concatenate([ol.doubt(Document([page]))[0] for _, page, _ in pages])
        print(f"{engine}: {len(pages)} pages, {wrong.sum()} of {len(wrong)} words wrong")
        ranked = {
            "confidence": alone,
            "doubt, page by page": single,
            "doubt, as documents": together(pages),
        }
        for name, values in ranked.items():
            print(f"  {name:30}" + "".join(f"{share:7.2f}" for share in found(values, wrong)))
    apart(all_pages)


if __name__ == "__main__":
    main()
