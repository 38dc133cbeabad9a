"""Trees: folders of folders come out as they went in."""

import json
import os
from pathlib import Path, PurePath

import pytest
from test_cli import folder, payload  # noqa: F401  # a fixture

from ocrlayout import file_tree
from ocrlayout.cli import main

posix = pytest.mark.skipif(os.name == "nt", reason="links and modes of POSIX")


def grow(root, *paths):
    """Make files, each of which says where it is."""
    for path in map(root.joinpath, paths):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(payload(path.as_posix())), encoding="utf-8")


def texts(root):
    """What was written below a folder, by path."""
    found = sorted(path for path in root.rglob("*.txt"))
    return {path.relative_to(root).as_posix(): path.read_text().strip() for path in found}


@pytest.fixture
def tree(folder):  # noqa: F811
    root = folder / "archive"
    grow(root, "a.json", "1871/a.json", "1871/maps/b.json", "1872/a.json", ".trash/c.json")
    return root


def convert(*arguments):
    return main(["convert", *map(str, arguments), "--to", "text"])


def test_folders_are_mirrored_and_equal_names_are_two_files(tree):
    assert convert("archive", "-r", "-o", "out/") == 0
    found = texts(Path("out"))
    assert list(found) == ["1871/a.txt", "1871/maps/b.txt", "1872/a.txt", "a.txt"]
    assert found["1872/a.txt"].endswith("archive/1872/a.json")


def test_without_r_only_the_folder_itself(tree):
    assert convert("archive", "-o", "out/") == 0
    assert list(texts(Path("out"))) == ["a.txt"]


def test_a_folder_of_folders_alone_says_how_to_look_in_them(tree, capsys):
    (tree / "a.json").unlink()
    assert convert("archive", "-o", "out/") == 2
    assert "-r looks in its folders, too" in capsys.readouterr().err


def test_several_folders_keep_their_names(tree):
    assert convert("archive/1871", "archive/1872/", "-r", "-o", "out/") == 0
    assert list(texts(Path("out"))) == ["1871/a.txt", "1871/maps/b.txt", "1872/a.txt"]


def test_folders_without_r_are_one(tree, capsys):
    (tree / "1872" / "a.json").rename(tree / "1872" / "c.json")
    assert convert("archive/1871", "archive/1872", "-o", "out/") == 0
    assert list(texts(Path("out"))) == ["a.txt", "c.txt"]


def test_a_tree_is_joined_in_natural_order(tree):
    grow(tree, "9/x.json", "10/x.json")
    assert convert("archive", "-r", "--include", "x.json", "-o", "book.txt") == 0
    assert [
        Path(page.strip()).parent.name for page in Path("book.txt").read_text().split("\f")
    ] == [
        "9",
        "10",
    ]


@pytest.mark.parametrize(
    ("arguments", "left"),
    [
        (["--include", "1871/*"], ["1871/a.txt", "1871/maps/b.txt"]),
        (["--include", "B.JSON"], ["1871/maps/b.txt"]),
        (["--exclude", "maps", "--exclude", "1872"], ["1871/a.txt", "a.txt"]),
        (["--include", "a.*", "--exclude", "1871/*"], ["1872/a.txt", "a.txt"]),
    ],
)
def test_globs_choose(tree, arguments, left):
    assert convert("archive", "-r", *arguments, "-o", "out/") == 0
    assert list(texts(Path("out"))) == left


def test_globs_that_leave_nothing_are_named(tree, capsys):
    assert convert("archive", "-r", "--include", "*.tif", "-o", "out/") == 2
    assert "--include and --exclude" in capsys.readouterr().err


def test_a_folder_that_is_written_to_is_not_read(tree):
    grow(tree, "out/old.json")
    assert convert("archive", "-r", "-o", "archive/out/") == 0
    assert "out/old.txt" not in texts(tree / "out")


@posix
def test_links_that_lead_back_are_entered_once(tree):
    (tree / "1871" / "again").symlink_to(tree)
    (tree / "1872" / "loop").symlink_to("loop")
    assert convert("archive", "-r", "-o", "out/") == 0
    assert len(texts(Path("out"))) == 4


@posix
def test_a_file_that_a_link_misses_is_an_error_of_its_own(tree, capsys):
    (tree / "1871" / "gone.json").symlink_to("nowhere.json")
    assert convert("archive", "-r", "-o", "out/") == 1
    assert "gone.json" in capsys.readouterr().err
    assert len(texts(Path("out"))) == 4


@posix
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_told_before_any_work(tree, capsys):
    (tree / "1872").chmod(0)
    try:
        assert convert("archive", "-r", "-o", "out/") == 2
        assert "--exclude" in capsys.readouterr().err
        assert convert("archive", "-r", "--exclude", "1872", "-o", "out/") == 0
    finally:
        (tree / "1872").chmod(0o755)


def test_scans_of_a_tree_of_answers_are_found_by_folder_and_name(tree):
    scan = Path("scan1.png").read_bytes()
    for answer in list(tree.rglob("[ab].json")):
        place = Path("scans") / answer.relative_to(tree).with_suffix(".png")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(scan)
    arguments = ["convert", "archive", "-r", "--images", "scans", "-o", "out/", "--to", "pdf"]
    assert main(arguments) == 0
    assert len(list(Path("out").rglob("*.pdf"))) == 4


def test_two_of_one_name_in_one_folder_are_told_before_any_work(tree, capsys):
    (tree / "1871" / "a.tsv").write_text("")
    assert convert("archive", "-r", "-o", "out/") == 2
    assert "would both become" in capsys.readouterr().err
    assert not Path("out").exists()


@pytest.mark.parametrize(
    ("path", "pattern", "is_fit"),
    [
        ("a/b.jpg", "*.JPG", True),
        ("a/b.jpg", "a", True),
        ("a/b.jpg", "b", False),
        ("a/b.jpg", "a/*", True),
        ("x/a/b.jpg", "a/*", False),
        ("x/a/b.jpg", "**/a/*", True),
        ("[1].jpg", "[[]1].jpg", True),
    ],
)
def test_patterns(path, pattern, is_fit):
    assert file_tree.fits(PurePath(path), [pattern]) == is_fit
