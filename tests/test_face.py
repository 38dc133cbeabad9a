"""The face: what `import ocrlayout` offers, and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ocrlayout
from ocrlayout import images
from ocrlayout.writers import picture

FACE = """
    Document Page Blocks Block Lines Line Words Word Fields Field Origin Table
    load load_all save read Source Scans  find Match  annotate crop  check_pdf Check
    doubt  compare Comparison error_rates ErrorRates
    deskew page_angle reorder reading_order filter_confidence filter_region tidy  run Outcome
    AccessDenied EngineError ImageError MissingExtra OcrFailed OcrLayoutError RateLimited ReadError
    ServiceError ServiceTimeout UnknownFormat WriteError  __version__
""".split()


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_all_is_the_face():
    assert sorted(ocrlayout.__all__) == sorted(FACE)


def test_every_name_is_there_and_documented():
    for name in ocrlayout.__all__:
        assert getattr(ocrlayout, name).__doc__, name


def test_names_that_need_pixels_are_those_of_their_rooms():
    assert ocrlayout.annotate is picture.annotate
    assert ocrlayout.crop is images.crop


@pytest.mark.parametrize("name", ["annotate", "crop"])
def test_names_that_need_pixels_are_loaded_when_they_are_used(name):
    code = f"""
import sys, ocrlayout
print(*(name in sys.modules for name in ("cv2", "PIL")), "{name}" in dir(ocrlayout))
ocrlayout.{name}
print("PIL" in sys.modules)
"""
    assert run(code).stdout.split() == ["False", "False", "True", "True"]


@pytest.mark.parametrize(
    "start", ["import ocrlayout", "from ocrlayout.cli import main; main(['--help'])"]
)
def test_to_import_it_and_to_ask_for_help_loads_nothing(start):
    """Not even numpy: a program that only may need it, or a person who asks, does not wait."""
    out = run(
        f"import sys; {start}; print(sorted({{'numpy', 'shapely', 'rich'}} & set(sys.modules)))"
    ).stdout
    assert out.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "first", ["ocrlayout.finding", "ocrlayout.doubts", "ocrlayout.cli.commands.find"]
)
def test_a_function_is_one_whatever_was_loaded_before(first):
    code = f"import {first}, ocrlayout as ol; print(callable(ol.find), callable(ol.doubt), ol.geometry.__name__)"
    assert run(code).stdout.split() == ["True", "True", "ocrlayout.geometry"]


def test_a_star_import_brings_all_of_them():
    assert run("from ocrlayout import *; print(annotate.__name__, find.__name__)").stdout == (
        "annotate find\n"
    )


def test_a_misspelled_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'ocrlayout' has no attribute 'anotate'"):
        _ = ocrlayout.anotate
    assert not hasattr(ocrlayout, "importlib_")


def test_a_type_checker_knows_all_of_them_and_no_other(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("import ocrlayout as ol\nreveal_type(ol.annotate)\nol.anotate\n")
    home = Path(ocrlayout.__file__).parent.parent
    found = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--cache-dir",
            str(home / ".mypy_cache"),
            str(program),
        ],
        capture_output=True,
        text=True,
        cwd=home,
    ).stdout
    assert re.search(r"Revealed type is .*def \(image: ", found), found
    assert "has no attribute" in found, found


def test_one_version():
    changelog = Path(__file__).parent.parent.joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(ocrlayout.__version__)}\b", changelog, re.MULTILINE)
