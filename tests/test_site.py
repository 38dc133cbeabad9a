"""The site: it is built strictly, its generated pages are true, and its pages can be followed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import cookbook_files
import lxml.html
import pytest
import site_pages

from ocrlayout.cli.grammar import COMMANDS

HOME = Path(__file__).parent.parent
PAGES = HOME / "examples" / "pages"
SCANS = ("letter.png", "sideways.png")
FOLLOWED = ("install", "start", "tutorials/archive", "tutorials/data", "tutorials/checking")
SHORT = ("doubt",)  # with the small files of the cookbook, and no engine


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Build the site as `make docs` does."""
    folder = tmp_path_factory.mktemp("site")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=HOME,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return folder


def test_the_site_is_built_without_a_warning(built):
    assert (built / "index.html").exists()
    assert (built / "decisions" / "0001-columns" / "index.html").exists()


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_the_page_about_the_terminal_is_what_help_prints(command, built):
    page = lxml.html.parse(str(built / "reference" / "terminal" / "index.html"))
    shown = [code.text_content().strip() for code in page.findall(".//code")]
    run = subprocess.run(
        [sys.executable, "-m", "ocrlayout", *command, "--help"],
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "100"},
    )
    assert run.stdout.strip() in shown


def test_nothing_on_the_site_comes_from_another_host(built):
    loaded = re.compile(r"""<(?:script|link|img)[^>]*(?:src|href)=["']?(https?://[^"' >]+)""")
    for page in built.rglob("*.html"):
        assert not loaded.findall(page.read_text(encoding="utf-8")), page


@pytest.mark.engine
@pytest.mark.parametrize("name", FOLLOWED)
def test_a_page_can_be_followed(name, tmp_path):
    for scan in SCANS:
        shutil.copy(PAGES / scan, tmp_path)
    (tmp_path / "letter.txt").write_text("the true text of the letter", encoding="utf-8")
    follow(name, tmp_path)


@pytest.mark.engine
def test_the_readme_can_be_followed(tmp_path):
    (tmp_path / "archive").mkdir()
    for scan in SCANS:
        shutil.copy(PAGES / scan, tmp_path / "archive")
    shutil.copy(PAGES / "two-columns-skewed.jpg", tmp_path / "scan.jpg")
    start, _, _ = (HOME / "README.md").read_text(encoding="utf-8").partition("## What it does")
    type_all(start, tmp_path)


@pytest.mark.parametrize("name", SHORT)
def test_a_page_can_be_followed_without_an_engine(name, tmp_path):
    cookbook_files.write(tmp_path)
    truth = "\n".join(cookbook_files.LETTER).replace("tbe", "the").replace("dag", "dog")
    (tmp_path / "letter.txt").write_text(truth, encoding="utf-8")
    follow(name, tmp_path)


def follow(name, folder):
    type_all((HOME / "docs" / f"{name}.md").read_text(encoding="utf-8"), folder)


def type_all(page, folder):
    """Type all that a page says, and compare what is printed."""
    reader = site_pages.Reader(folder)
    found = site_pages.steps(page)
    assert found
    for step in found:
        printed = reader.follow(step)
        if (
            step.printed is not None
        ):  # messages and results come by two ways: their lines, in any order
            assert sorted(printed.splitlines()) == sorted(step.printed.splitlines()), step.code
