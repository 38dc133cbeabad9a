"""The file of the viewer: what stands in it, how large it is, and what is refused."""

import base64
import hashlib
import io
import re

import numpy as np
import pytest
from viewer_pages import page_of

import ocrlayout as ol
from ocrlayout.errors import WriteError
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.writers import viewer
from ocrlayout.writers.viewer import program


def text_of(*documents, images=None, **options):
    out = io.BytesIO()
    viewer.write(documents, out, images=images, options=viewer.Options(**options))
    return out.getvalue().decode()


def parts(text, name):
    return re.findall(rf'<script type="text/plain" class="{name}">(.*?)</script>', text, re.DOTALL)


def noise(width=1240, height=1754):
    return np.random.default_rng(3).integers(0, 255, (height, width), dtype=np.uint8)


def test_the_policy_names_the_one_style_and_the_one_program():
    text = text_of(Document([page_of(["box"])]))
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1]
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    (script,) = re.findall(r'<script type="module">(.*?)</script>', text, re.DOTALL)
    for name, part in (("style-src", style), ("script-src", script)):
        digest = base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()
        assert f"{name} 'sha256-{digest}'" in policy


def test_nothing_outside_of_the_file_is_named():
    text = text_of(Document([page_of(["box"])]))
    assert re.findall(r'(?:src|href)="|url\(|@import', text) == []
    assert set(re.findall(r"https?://[^\"' )]*", text)) == {"http://www.w3.org/2000/svg"}


def test_our_own_code_is_small():
    assert len(program.head("").encode() + program.tail().encode()) < 150_000


def test_every_module_is_in_the_program():
    files = sorted(path.stem for path in program._HOME.glob("*.js"))
    assert files == sorted(program.MODULES)
    assert not re.search(r"^(import|export) ", program.joined(*program.MODULES), re.MULTILINE)


@pytest.mark.parametrize("most", [250, 60])
def test_a_scan_takes_no_more_than_was_asked_for(most):
    (data,) = parts(
        text_of(Document([Page(width=1240, height=1754)]), images=[noise()], scan_kb=most), "scan"
    )
    scan = base64.b64decode(data)
    assert scan[8:12] == b"WEBP"
    assert most * 300 < len(scan) <= most * 1000


def test_scans_are_left_out_on_request():
    text = text_of(Document([Page(width=30, height=40)]), images=[noise(30, 40)], scan_kb=0)
    assert parts(text, "scan") == [""]


def test_pages_are_numbered_through_and_named_by_their_documents():
    documents = [Document([page_of(["a"]), page_of(["b"], number=2)]), Document([page_of(["c"])])]
    heads = parts(text_of(*documents, names=("one.png", "two.png")), "head")
    assert [re.search(r'"number": (\d), "name": "([^"]*)"', head).groups() for head in heads] == [
        ("1", "one.png"),
        ("2", "one.png"),
        ("3", "two.png"),
    ]


def test_each_page_is_written_before_the_next_is_asked_for():
    out, seen = io.BytesIO(), []

    def documents():
        for word in ("first", "second"):
            yield Document([page_of([word])])
            seen.append(word.encode() in out.getvalue())

    viewer.write(documents(), out)
    assert seen == [True, True]


def test_the_same_document_gives_the_same_bytes():
    document = Document([page_of(["box"], confidence=[0.5])])
    assert text_of(document) == text_of(document)


def test_a_file_without_pages_is_a_viewer_too():
    assert text_of().startswith("<!DOCTYPE html>")


def test_a_word_without_a_place_and_a_page_without_a_size_are_kept():
    page = Page(lines=Lines(["lost"], words=Words(["lost"]), offsets=[0, 1]))
    assert '"lost"' in parts(text_of(Document([page])), "body")[0]


def test_a_page_that_cannot_be_placed_is_refused():
    flat = Page(width=30, height=40, matrix=[[0, 0, 0], [0, 1, 0], [0, 0, 1]])
    with pytest.raises(WriteError, match="page 1 has a matrix that cannot be inverted"):
        text_of(Document([flat]))


def test_options_out_of_their_range_are_refused():
    with pytest.raises(ValueError, match="scan_kb is at least 10"):
        viewer.Options(scan_kb=5)
    with pytest.raises(ValueError, match="scan_kb is at least 10"):
        viewer.Options(scan_kb=float("nan"))
    with pytest.raises(ValueError, match="dpi is a positive number"):
        viewer.Options(dpi=0)


def test_save_knows_the_suffix(tmp_path):
    ol.save(Document([page_of(["box"])]), tmp_path / "a.view.html")
    ol.save(Document([page_of(["box"])]), tmp_path / "a.html")
    assert b"ocrlayout viewer" in (tmp_path / "a.view.html").read_bytes()
    assert b"ocrlayout viewer" not in (tmp_path / "a.html").read_bytes()
