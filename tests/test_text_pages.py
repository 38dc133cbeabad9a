"""Floors of bench/text.py on the pages of bench/order_templates."""

import importlib.util
import shutil
import sys
from pathlib import Path

import numpy as np
import pytest

BENCH = Path(__file__).parent.parent / "bench"
NAMES = (
    "papers-2 fronts-1 fronts-3 laws-1 indexes-1 bank_statements-1 invoices-2 plays-3 calendars-1"
    " result_tables-2 chinese-1 arabic-1 hebrew-3 bus_timetables-1 price_lists-3 newsletters-3"
).split()
FLOORS = {"doubled": 0.06, "paragraphs of true blocks": 0.001}  # not more
LEAST = {"aligned": 0.97, "apart": 0.99}

if not BENCH.exists():
    pytest.skip("the source distribution has no benchmarks", allow_module_level=True)

sys.path.insert(0, str(BENCH / "order_templates"))
spec = importlib.util.spec_from_file_location("bench_text", BENCH / "text.py")
bench = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bench)
sys.path.remove(str(BENCH / "order_templates"))


@pytest.fixture(scope="module")
def pages():
    return {truth["name"]: (truth, answer) for truth, answer in bench.inputs.under("lines")}


@pytest.fixture(scope="module")
def figures(pages):
    found = [bench.figures(*pages[name]) for name in NAMES]
    return {name: float(np.nanmean([page[name] for page in found])) for name in found[0]}


def test_text_of_pages_is_not_worse(figures):
    print(figures)
    assert all(figures[name] <= most for name, most in FLOORS.items())
    assert all(figures[name] >= least for name, least in LEAST.items())


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not installed")
@pytest.mark.parametrize("name", ["papers-2", "fronts-1"])
def test_two_columns_are_not_set_in_double_space_as_pdftotext_sets_them(pages, name):
    found = bench.figures(*pages[name], poppler=True)
    assert found["doubled"] <= found["pdftotext doubled"]
    assert found["rows"] <= found["pdftotext rows"] + 2
