"""Markdown of pages that are known: floors for what comes back; bench/markdown.py has the figures."""

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench"
if not BENCH.exists():
    pytest.skip("the source distribution has no benchmarks", allow_module_level=True)

sys.path.insert(0, str(BENCH))
import markdown  # noqa: E402

sys.path.remove(str(BENCH))
PAGES = markdown.pages.load()[::3]


def figures(way):
    rows = [markdown.compared(markdown.documents(page)[way], page) for page in PAGES]
    shares = [markdown.summed([scores[at] for scores, _ in rows]).share for at in range(3)]
    return [*shares, sum(likeness for _, likeness in rows) / len(rows)]


@pytest.mark.parametrize(
    ("way", "floors"),
    [(0, (0.5, 0.5, 0.45, 0.8)), (1, (0.99, 0.98, 0.98, 0.97))],
    ids=["as found", "with the true blocks"],
)
def test_headings_items_cells_and_text_come_back(way, floors):
    found = figures(way)
    assert all(one >= floor for one, floor in zip(found, floors, strict=True)), found
