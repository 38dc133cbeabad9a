"""The viewer in a browser: what is seen, selected, found, checked, corrected and downloaded."""

import base64
import dataclasses
import io
import json
import unicodedata
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from browser import browser
from pdf_pages import run
from PIL import Image, ImageOps
from validators import axe
from viewer_pages import Shown, answered, document, page_of, quad, written

import ocrlayout as ol
from ocrlayout.errors import WriteError
from ocrlayout.model import Blocks, Fields, Lines, Page, Words
from ocrlayout.scripts import ends_divided, is_unspaced
from ocrlayout.writers.viewer import Options, program

CASES = json.loads((Path(__file__).parent / "data" / "find_cases.json").read_text("utf-8"))
HOSTILE = [
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"'&amp;",
    "\u202eevil\u202c",
    "\U0001f600\U00020000",
    "<!--<script>",
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = tmp_path_factory.mktemp("viewer")
    with browser(folder, Shown, seconds=600) as page:
        page.prepare(folder)
        yield page


def opened(shown, documents, images=None, **options):
    shown.show(written(shown.folder, documents, images, **options))
    return shown


def texts(page):
    """Every word, with the line that it stands in."""
    return [
        (page.words.text[row], page.lines.text[line])
        for row, line in enumerate(page.lines.word_line)
    ]


# What is seen


def test_the_scan_and_its_words_are_shown_and_nothing_is_requested(shown):
    letter, scan = answered("letter")
    opened(shown, [letter], [scan])
    shown.wait("document.querySelector('.scan')?.naturalWidth > 1000")
    assert shown.value("document.querySelectorAll('.scanned .word').length") == len(letter[0].words)
    assert shown.faults() == []
    assert [url.rpartition("/")[2] for url in shown.requests()] in (
        ["page.view.html"],
        ["page.view.html"] * 2,
    )


@pytest.mark.parametrize("name", ["letter", "sideways", "two-columns-skewed"])
@pytest.mark.parametrize("upright", [False, True])
def test_words_stand_on_their_ink(shown, name, upright):
    found, scan = answered(name)
    opened(shown, [found], [scan])
    if upright:
        shown.click("#view [value=upright]")
    shown.wait("document.querySelector('.scan')?.complete")
    shown.click("#fit")
    boxes = shown.value(
        "(() => { const sheet = document.querySelector('.frame').getBoundingClientRect();"
        " return [...document.querySelectorAll('.scanned .word')].map(word => {"
        " const box = word.getBoundingClientRect();"
        " return [box.left - sheet.left, box.top - sheet.top, box.right - sheet.left, box.bottom - sheet.top]"
        ".map((value, at) => value / (at % 2 ? sheet.height : sheet.width)); }); })()"
    )
    page = found[0]
    quads, size = (
        (page.words.polygon, page.size)
        if upright
        else (page.to_source(page.words.polygon), page.source_size)
    )
    expected = ol.geometry.boxes(quads) / np.tile(size, 2)
    assert np.abs(np.array(boxes) - expected).max() < 0.01


def test_a_rotated_page_has_its_words_at_their_angle(shown):
    opened(shown, [document(page_of(["level", "words"], angle=30))])
    transforms = shown.value("[...document.querySelectorAll('.word')].map(e => e.style.transform)")
    angles = [float(each.split("rotate(")[1].split("rad")[0]) for each in transforms]
    assert np.degrees(angles) == pytest.approx([30, 30])


def test_vertical_text_runs_down_and_right_to_left_text_to_the_left(shown):
    tall = Lines(
        ["東京都に"],
        [quad(100, 60, 20, 160)],
        Words(["東京都に"], [quad(100, 60, 20, 160)]),
        [0, 1],
    )
    opened(shown, [document(Page(width=600, height=800, lines=tall), page_of(["שלום", "עולם"]))])
    shown.wait("document.querySelectorAll('.word').length === 3")
    mode = "getComputedStyle(document.querySelector('.word')).writingMode"
    assert shown.value(mode) == "vertical-rl"
    box = shown.value(
        "(() => { const b = document.querySelector('.word').getBoundingClientRect(); return b.height / b.width })()"
    )
    assert box == pytest.approx(8, rel=0.05)
    direction = "getComputedStyle(document.querySelector('[data-page=\"1\"] .word')).direction"
    assert shown.value(direction) == "rtl"


def test_hostile_text_is_shown_and_never_run(shown):
    page = page_of(HOSTILE, confidence=[0.5] * len(HOSTILE))
    opened(shown, [document(page)], title="</title><script>alert(2)</script>")
    assert shown.value("[...document.querySelectorAll('.word')].map(e => e.textContent)") == HOSTILE
    assert "<img src=x onerror=alert(1)>" in shown.items()
    assert "‹U+202E›evil‹U+202C›" in shown.items()
    assert shown.value("document.title") == "</title><script>alert(2)</script>"
    shown.choose(0)
    assert shown.chosen == HOSTILE[0]
    assert shown.faults() == []
    assert len({*shown.requests()}) == 1
    assert shown.downloaded() == document(page)


def test_markup_that_slips_in_is_not_run(shown):
    opened(shown, [document(page_of(["word"]))])
    shown.value(
        "document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran = 1\">'), 0"
    )
    shown.value(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'})), 0"
    )
    shown.wait("true")
    assert shown.value("window.ran === undefined")
    assert any("Content Security Policy" in each["entry"]["text"] for each in shown.faults())


def test_what_is_hovered_says_what_it_is(shown):
    page = page_of(["box"], ["jugs"], confidence=[0.9, np.nan])
    page = page.replace(
        blocks=Blocks(["heading"]), lines=dataclasses.replace(page.lines, block=[-1, 0])
    )
    opened(shown, [document(page)])
    hover = "document.querySelector('.word[data-row=\"{}\"]').dispatchEvent(new PointerEvent('pointerover', {{bubbles: true}})), 0"
    shown.value(hover.format(0))
    assert (
        shown.value("document.getElementById('hover').textContent")
        == "box · confidence 90 % · line 1 of 2"
    )
    shown.value(hover.format(1))
    told = shown.value("document.getElementById('hover').textContent")
    assert told == "jugs · confidence unknown · line 2 of 2 · in a heading"


def test_layers_are_shown_when_they_are_wanted(shown):
    opened(shown, [document(page_of(["box"]))])
    seen = "getComputedStyle(document.querySelector('svg {}')).display !== 'none'"
    layers = {
        "order": ".order",
        "polygons": ".polygons",
        "tables": ".tables",
        "blocks": "path.blocks",
    }
    for name, selector in layers.items():
        assert not shown.value(seen.format(selector))
        shown.click(f"#view [value={name}]")
        assert shown.value(seen.format(selector))


def test_a_page_is_set_beside_its_scan(shown):
    opened(shown, [document(page_of(["pack", "my", "box"], confidence=[1, 1, 0.2]))])
    shown.press("f")
    shown.wait("document.querySelectorAll('.frame').length === 2")
    frames = "[...document.querySelectorAll('.frame')].map(e => e.querySelectorAll('.word').length)"
    shown.wait(f"{frames}.join() === '3,3'")
    widths = shown.value(
        "[...document.querySelectorAll('.frame:last-child .word')].map(e => e.getBoundingClientRect().width)"
    )
    assert np.array(widths) / widths[1] == pytest.approx([2, 1, 1.5], rel=0.02)
    assert (
        shown.value("document.querySelector('.frame:last-child [data-row=\"2\"]').className")
        == "word tint-4"
    )


# Selection


def columns():
    """Two columns, read one after the other, which lie side by side."""
    texts = [["left", "one"], ["left", "two"], ["right", "one"], ["right", "two"]]
    page = page_of(*texts)
    shift = np.array([0, 0, 0, 0, 250, 250, 250, 250.0])[:, None, None] * [1, 0]
    shift += np.array([0, 0, 0, 0, -60, -60, -60, -60.0])[:, None, None] * [0, 1]
    words = dataclasses.replace(page.words, polygon=page.words.polygon + shift)
    return page.replace(
        lines=dataclasses.replace(page.lines, words=words, polygon=page.lines.polygon + shift[::2])
    )


def test_a_column_that_is_selected_is_copied_alone(shown):
    opened(shown, [document(columns())])
    select = (
        'const at = row => document.querySelector(`.word[data-row="${row}"]`).firstChild;'
        " getSelection().setBaseAndExtent(at(%d), %d, at(%d), %d)"
    )
    assert shown.copied(select % (0, 0, 3, 3)) == "left one\nleft two"
    assert shown.copied(select % (1, 1, 4, 2)) == "ne\nleft two\nri"


def test_a_mouse_drawn_down_a_column_selects_that_column(shown):
    opened(shown, [document(columns())])
    places = shown.value(
        '[0, 3].map(row => { const b = document.querySelector(`.word[data-row="${row}"]`).getBoundingClientRect();'
        " return row ? [b.right - 1, b.top + b.height / 2] : [b.left + 1, b.top + b.height / 2]; })"
    )
    mouse = {"button": "left", "buttons": 1, "clickCount": 1}
    (x0, y0), (x1, y1) = places
    shown.call("Input.dispatchMouseEvent", type="mousePressed", x=x0, y=y0, **mouse)
    shown.call("Input.dispatchMouseEvent", type="mouseMoved", x=(x0 + x1) / 2, y=y0, **mouse)
    shown.call("Input.dispatchMouseEvent", type="mouseMoved", x=x1, y=y1, **mouse)
    shown.call("Input.dispatchMouseEvent", type="mouseReleased", x=x1, y=y1, **mouse)
    assert shown.copied("") == "left one\nleft two"


# Search


def test_what_is_found_is_what_find_finds(shown):
    found = shown.value(
        f"(() => {{ {program.joined('folding', 'finding')};"
        f" return {json.dumps(CASES)}.map(({{lines, phrase, case: withCase}}) => {{"
        " const words = lines.map(line => line.trim().split(/ +/)), offsets = [0];"
        " for (const each of words) offsets.push(offsets.at(-1) + each.length);"
        " const text = words.flat(), spaced = text.map(() => true);"
        " return find({text: lines, offsets, words: {text, spaced}}, phrase, withCase)"
        ".map(match => match.text); }); })()"
    )
    assert found == [case["found"] for case in CASES]


def test_every_character_is_folded_as_find_folds_it(shown):
    import importlib

    finding = importlib.import_module("ocrlayout.finding")
    known = [
        chr(code)
        for code in range(0x110000)
        if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")
    ]
    told = shown.value(
        f"(() => {{ {program.joined('folding')};"
        f" return [...{json.dumps(''.join(known), ensure_ascii=False)}].map(c =>"
        " [foldedText(c, false), foldedText(c, true), composes(c), isUnspaced(c), isCombining(c), endsDivided(c + '-')]); })()"
    )
    wrong = []
    for character, said in zip(known, told, strict=True):
        expected = [
            finding._folded(character, case=False),
            finding._folded(character, case=True),
            finding._composes(character),
            is_unspaced(character),
            unicodedata.combining(character)
            != 0,  # of those that stay as they are in a folded text
            ends_divided(character + "-"),
        ]
        if unicodedata.normalize("NFKC", character) != character:
            said[4] = expected[4]
        if said != expected:
            wrong.append((f"{ord(character):04X}", said, expected))
    assert wrong[:9] == []


def test_hits_are_listed_marked_and_gone_through(shown):
    opened(
        shown,
        [document(page_of(["a", "recog-"], ["nition", "box"]), page_of(["Recognition"], number=2))],
    )
    shown.search("recognition")
    assert shown.items() == ["recog- nition", "Recognition"]
    assert (
        shown.value("document.querySelector('path.hits').getAttribute('d').split('M').length - 1")
        == 2
    )
    shown.press("n")
    assert shown.chosen == "recog-"
    shown.press("n")
    assert shown.chosen == "Recognition"
    shown.press("n")
    assert shown.chosen == "recog-"


# Doubt


def test_a_reviewer_reaches_the_most_doubtful_words_first(shown):
    random = np.random.default_rng(7)
    confidence = random.permutation(np.linspace(0.3, 0.999, 60))
    names = [f"w{row}" for row in range(60)]
    pages = [
        page_of(*np.reshape(names[:30], (-1, 5)).tolist(), confidence=confidence[:30]),
        page_of(*np.reshape(names[30:], (-1, 5)).tolist(), confidence=confidence[30:], number=2),
    ]
    opened(shown, [document(*pages)])
    reached = []
    for _ in range(20):
        shown.press("n")
        reached.append(shown.chosen)
    values = np.concatenate(ol.doubt(document(*pages))).round(4)  # as the file has them
    assert reached == [names[row] for row in np.argsort(-values, kind="stable")[:20]]
    shown.press("p")
    assert shown.chosen == reached[-2]


def test_words_of_unknown_doubt_are_a_list_of_their_own(shown):
    page = page_of(["pack", "my", "box"], confidence=[0.4, np.nan, 1.0])
    opened(shown, [document(page)])
    assert shown.items() == ["pack", "box"]
    shown.click("#tab-unknown")
    assert shown.items() == ["my"]
    assert shown.value("document.querySelectorAll('svg .tint-unknown').length") == 1


def test_the_crop_is_the_word_level_and_enlarged(shown):
    page = page_of(["box"], angle=90)
    scan = np.full((800, 800, 3), 255, np.uint8)
    x0, y0, x1, y1 = ol.geometry.boxes(page.words.polygon[0]).round().astype(int)
    scan[y0:y1, x0:x1] = 0
    opened(shown, [document(page)], [scan])
    shown.choose(0)
    dark = (
        "(() => { const c = document.getElementById('crop'), d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        " let n = 0; for (let i = 0; i < d.length; i += 4) n += d[i + 3] > 0 && d[i] < 60 && d[i + 2] < 60; return n / (c.width * c.height); })()"
    )
    shown.wait(f"{dark} > 0.1")  # three letters wide, 56 pixels high on 100
    assert 0.12 < shown.value(dark) < 0.3


def test_two_readings_stand_beside_each_other_with_their_differences(shown):
    own, other = page_of(["rnodern", "times"]), page_of(["modern!", "times", "more"])
    opened(shown, [document(own)], against=document(other))
    assert shown.items() == ["rnodern"]
    shown.click("#view [value=other]")
    shown.wait("document.querySelectorAll('.other .word').length === 3")
    states = shown.value("[...document.querySelectorAll('.other .word')].map(e => e.className)")
    assert states == ["word state-1", "word state-0", "word state-2"]


# Corrections


def corrected_page():
    page = page_of(["Pack", "rny", "boxwith"], ["five", "doz", "en", "ugly"], ["jugs"])
    fields = Fields(["mark", "mark"], word=[2, 7])
    return page.replace(fields=fields)


def test_words_are_changed_split_joined_deleted_and_added(shown):
    page = corrected_page()
    opened(shown, [document(page)])
    shown.choose(1)
    shown.type("my")
    shown.choose(2)
    shown.value(
        "document.getElementById('reading').focus(), document.getElementById('reading').setSelectionRange(3, 3), 0"
    )
    shown.click("#split")
    shown.choose(5)
    shown.press("j")
    shown.choose(6)
    shown.press("d")
    shown.value("window.prompt = () => 'of'")
    shown.choose(6)
    shown.press("a")
    (found,) = shown.downloaded()
    assert found.lines.text == ("Pack my box with", "five dozen", "jugs of")
    assert found.words.text == ("Pack", "my", "box", "with", "five", "dozen", "jugs", "of")
    assert found.words.corrected.tolist() == [False, True, True, True, False, True, False, True]
    assert found.lines.offsets.tolist() == [0, 4, 6, 8]
    assert found.fields.word.tolist() == [2, 6]
    assert ol.geometry.boxes(found.words.polygon[2:4]) == pytest.approx(
        np.array([[150, 60, 180, 76], [180, 60, 220, 76]])
    )
    assert ol.geometry.boxes(found.words.polygon[5]) == pytest.approx([110, 90, 170, 106])
    assert found.words.polygon[7, 0, 0] > found.words.polygon[6, 1, 0]


def test_a_line_whose_last_word_is_deleted_goes_too(shown):
    opened(shown, [document(corrected_page())])
    shown.choose(7)
    shown.press("d")
    (found,) = shown.downloaded()
    assert found.lines.text == ("Pack rny boxwith", "five doz en ugly")
    assert found.fields.word.tolist() == [2, -1]


def test_the_text_of_a_line_keeps_what_its_words_do_not_say(shown):
    page = page_of(["Pack", "rny"])
    page = page.replace(lines=dataclasses.replace(page.lines, text=["Pack,  rny …"]))
    opened(shown, [document(page)])
    shown.choose(1)
    shown.type("my")
    assert shown.downloaded()[0].lines.text == ("Pack,  my …",)


def test_corrections_are_undone_done_again_and_kept_in_the_browser(shown):
    page = corrected_page()
    path = written(shown.folder, [document(page)])
    shown.show(path)
    shown.choose(1)
    shown.type("my")
    shown.choose(7)
    shown.press("d")
    shown.press("u")
    assert shown.value("document.getElementById('download').textContent") == "Download (1)"
    shown.show(path, again=True)
    assert shown.downloaded()[0].words.text == ("Pack", "my", *page.words.text[2:])
    shown.press("u")
    assert shown.downloaded() == document(page)
    shown.press("U")
    assert shown.downloaded()[0].words.text[1] == "my"


def test_what_is_right_is_marked_and_leaves_the_list(shown):
    opened(shown, [document(page_of(["a", "b", "c"], confidence=[0.1, 0.2, 0.3]))])
    shown.press("n")
    shown.press("e")
    shown.press("Enter", "")
    assert (shown.chosen, shown.items()) == ("b", ["b", "c"])
    assert shown.downloaded()[0].words.corrected.tolist() == [True, False, False]


def test_an_unchanged_document_comes_back_equal(shown):
    documents = [answered(name)[0] for name in ("letter", "two-columns-skewed")]
    opened(shown, documents)
    assert shown.downloaded() == ol.Document.join(documents)


# What was not read


def inserted(shown, page, box, text):
    opened(shown, [document(page)])
    shown.insert(np.array(box) / 800, text)
    (found,) = shown.downloaded()
    return found


def test_what_stands_in_a_box_below_all_lines_becomes_a_line(shown):
    found = inserted(shown, corrected_page(), (60, 150, 180, 170), "  of  old ")
    assert found.lines.text == ("Pack rny boxwith", "five doz en ugly", "jugs", "of old")
    assert found.words.text[-2:] == ("of", "old")
    assert found.words.corrected[-2:].all()
    assert np.isnan(found.words.confidence[-2:]).all()
    boxes = ol.geometry.boxes(found.words.polygon[-2:])
    assert boxes == pytest.approx(np.array([[60, 150, 100, 170], [120, 150, 180, 170]]), abs=1.5)
    assert shown.chosen == "of"


@pytest.mark.parametrize(
    ("box", "row", "line"),
    [
        ((101, 60, 109, 76), 1, "Pack my rny boxwith"),
        ((40, 60, 58, 76), 0, "my Pack rny boxwith"),
        ((222, 61, 240, 77), 3, "Pack rny boxwith my"),
    ],
)
def test_what_stands_in_a_line_becomes_a_word_of_it(shown, box, row, line):
    page = corrected_page()
    found = inserted(shown, page, box, "my")
    assert found.lines.text == (line, *page.lines.text[1:])
    assert found.words.text == (*page.words.text[:row], "my", *page.words.text[row:])
    assert found.fields.word.tolist() == [2 + (row <= 2), 8]
    own, words = ol.geometry.boxes(found.lines.polygon[:1])[0], found.words.polygon[:4]
    assert own == pytest.approx(ol.geometry.boxes(np.reshape(words, (1, -1, 2)))[0], abs=1.5)
    shown.press("Escape")
    shown.press("u")
    assert shown.downloaded() == document(page)


def test_a_line_that_was_not_read_is_put_between_those_around_it(shown):
    page = page_of(["pack"], ["my"], ["box"])
    page = page.replace(
        blocks=Blocks(["paragraph"]), lines=dataclasses.replace(page.lines, block=[0, 0, 0])
    )
    kept = page.replace(lines=page.lines.take([0, 2]))
    found = inserted(shown, kept, (60, 90, 80, 106), "my")
    assert found.lines.text == page.lines.text
    assert found.lines.block.tolist() == [0, 0, 0]
    assert found.lines.polygon == pytest.approx(page.lines.polygon, abs=1.5)


def test_a_page_without_any_text_gets_its_first_line(shown):
    found = inserted(shown, Page(width=800, height=800), (100, 100, 200, 120), "box")
    assert (found.lines.text, found.lines.offsets.tolist()) == (("box",), [0, 1])
    assert ol.geometry.boxes(found.words.polygon[0]) == pytest.approx([100, 100, 200, 120], abs=1)


def test_what_stands_in_an_empty_cell_becomes_a_line_of_the_cell(shown):
    cells = np.reshape([quad(50 + 200 * at, 50, 200, 40) for at in range(2)], (2, 4, 2))
    table = np.reshape(quad(50, 50, 400, 40), (1, 4, 2))
    blocks = Blocks(
        ["table", "cell", "cell"],
        [-1, 0, 0],
        cell=[[-1] * 4, [0, 0, 1, 1], [0, 1, 1, 1]],
        polygon=np.concatenate([table, cells]),
    )
    page = page_of(["pack"], ["below"])
    page = page.replace(blocks=blocks, lines=dataclasses.replace(page.lines, block=[1, -1]))
    found = inserted(shown, page, (260, 60, 300, 76), "box")
    assert found.lines.text == ("pack", "box", "below")
    assert found.lines.block.tolist() == [1, 2, -1]


def test_words_that_run_to_the_left_are_put_there(shown):
    page = page_of(["עולם"])
    found = inserted(shown, page, (10, 60, 58, 76), "טוב מאוד")
    assert found.lines.text == ("עולם טוב מאוד",)
    left = ol.geometry.boxes(found.words.polygon)[:, 0]
    assert left[0] > left[1] > left[2]


def test_characters_that_run_down_and_are_not_spaced_stay_so(shown):
    down = Lines(
        ["東京都"], [quad(100, 60, 20, 60)], Words(["東京都"], [quad(100, 60, 20, 60)]), [0, 1]
    )
    page = Page(width=800, height=800, lines=down)
    found = inserted(shown, page, (100, 124, 120, 164), "港区")
    assert found.lines.text == ("東京都港区",)
    assert found.words.spaced.tolist() == [False, True]


@pytest.mark.parametrize("upright", [False, True])
def test_a_box_on_a_sideways_scan_lies_as_its_text_does(shown, upright):
    ferry, scan = answered("sideways")
    opened(shown, [ferry], [scan])
    if upright:
        shown.click("#view [value=upright]")
    page = ferry[0]
    left, _, right, bottom = ol.geometry.boxes(page.lines.polygon[-1:])[0]
    below = np.array([[left, bottom + 40], [right, bottom + 70]])
    shape = page.size if upright else page.source_size
    corners = below if upright else page.to_source(below)
    drawn = np.sort(corners, axis=0) / shape
    shown.insert(drawn.reshape(-1), "Ask the purser.")
    (found,) = shown.downloaded()
    assert found.lines.text == (*page.lines.text, "Ask the purser.")
    expected = [
        [left, bottom + 40],
        [right, bottom + 40],
        [right, bottom + 70],
        [left, bottom + 70],
    ]
    assert found.lines.polygon[-1] == pytest.approx(np.array(expected), abs=3)


def test_a_box_is_drawn_with_keys(shown):
    opened(shown, [document(page_of(["pack"]))])
    shown.press("w")
    for key in ("ArrowRight", "ArrowDown", "ArrowDown"):
        shown.press(key)
    shown.press("ArrowRight", modifiers=8)
    shown.press("Enter", "")
    shown.type("box")
    (found,) = shown.downloaded()
    assert found.lines.text == ("pack", "box")
    left, top, right, bottom = ol.geometry.boxes(found.words.polygon[1])
    units = 800 / 820  # of a page that is 820 pixels wide at 100 %
    assert (right - left, bottom - top) == pytest.approx((114 * units, 22 * units), abs=0.1)


def test_a_box_that_is_left_changes_nothing(shown):
    page = page_of(["pack"])
    opened(shown, [document(page)])
    shown.press("w")
    shown.drag((0.2, 0.4, 0.3, 0.43))
    shown.press("Escape")
    assert shown.value("document.querySelector('.marquee') === null")
    assert shown.value("document.getElementById('reading').disabled")
    shown.press("n")
    assert shown.downloaded() == document(page)


# Scans that are linked


def beside(folder, name, picture, **saved):
    """A scan in a folder beside that of the viewer."""
    path = folder / "scans" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path, **saved)
    return path


def linked(folder, documents, scans):
    home = folder / "checked"
    home.mkdir(exist_ok=True)
    return written(home, documents, scans, link_scans=True)


def test_linked_scans_are_shown_also_when_all_has_moved(shown, tmp_path):
    letter, scan = answered("letter")
    before = tmp_path / "before"
    path = beside(before, "a ß#1?.png", Image.open(scan))
    file = linked(before, [letter], [path])
    assert file.stat().st_size < 400_000
    assert b"base64" in file.read_bytes()  # thumbnails only
    after = before.rename(tmp_path / "after")
    shown.show(after / "checked" / file.name)
    shown.wait(f"document.querySelector('.scan')?.naturalWidth === {letter[0].width}")
    assert shown.faults() == []
    assert {url.rpartition("/")[2] for url in shown.requests()} == {
        "page.view.html",
        "a%20%C3%9F%231%3F.png",
    }
    (page,) = pypdfium2.PdfDocument(shown.printed())
    assert (page.render().to_numpy().max(axis=2) < 90).mean() > 0.002


def test_pictures_of_the_network_are_not_loaded_where_scans_are_linked(shown, tmp_path):
    letter, scan = answered("letter")
    shown.show(linked(tmp_path, [letter], [beside(tmp_path, "a.png", Image.open(scan))]))
    shown.value(
        "document.body.append(Object.assign(new Image(), {src: 'http://127.0.0.1:9/x.png'})), 0"
    )
    shown.wait("document.querySelector('body > img').complete")
    (said,) = [each["entry"]["text"] for each in shown.faults()]
    assert "http://127.0.0.1:9/x.png" in said
    assert "Content Security Policy directive: \"img-src data: 'self' file:\"" in said


# Whether a picture that keeps its shape was turned, a page does not tell.
@pytest.mark.parametrize(
    ("turned", "as_stored"),
    [(turned, False) for turned in range(1, 9)] + [(turned, True) for turned in range(5, 9)],
)
def test_linked_photographs_lie_as_the_service_saw_them(shown, tmp_path, turned, as_stored):
    picture = Image.new("RGB", (400, 300), "white")
    picture.paste("black", (40, 30, 120, 60))  # near the top left, as stored
    exif = Image.Exif()
    exif[0x0112] = turned
    path = beside(tmp_path, "photo.jpg", picture, exif=exif)
    seen = picture if as_stored else ImageOps.exif_transpose(Image.open(path))
    ink = ImageOps.invert(seen.convert("L")).point(lambda value: 255 * (value > 128))
    left, top, right, bottom = ink.getbbox()
    corners = [[left, top], [right, top], [right, bottom], [left, bottom]]
    lines = Lines(["ink"], [corners], Words(["ink"], [corners]), [0, 1])
    page = Page(width=seen.width, height=seen.height, unit="pixel", lines=lines)
    shown.show(linked(tmp_path, [document(page)], [path]))
    shown.wait("document.querySelector('.scan')?.naturalWidth > 0")
    shown.click("#fit")
    shown.press("f")
    box = shown.value(
        "(() => { const b = document.querySelector('.scanned .word').getBoundingClientRect();"
        " return [b.x, b.y, b.width, b.height]; })()"
    )
    clip = dict(zip(("x", "y", "width", "height"), box, strict=True), scale=1)
    data = shown.call("Page.captureScreenshot", clip=clip)["data"]
    shot = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("L"))
    assert (shot < 120).mean() > 0.9


def test_a_linked_scan_that_is_not_there_is_named_and_its_text_shown(shown, tmp_path):
    letter, scan = answered("letter")
    path = beside(tmp_path, "gone.png", Image.open(scan))
    file = linked(tmp_path, [letter], [path])
    path.unlink()
    shown.show(file)
    told = "Page 1: the scan ../scans/gone.png cannot be shown"
    shown.wait(f"document.querySelector('.caption').textContent === {told!r}")
    assert shown.value("getComputedStyle(document.querySelector('.word')).color") != "transparent"
    shown.choose(0)
    assert shown.value("document.getElementById('crop').hidden")


def test_what_browsers_do_not_show_is_refused(tmp_path):
    letter, scan = answered("letter")
    picture, exif = Image.open(scan).convert("L"), Image.Exif()
    exif[0x0112] = 6
    turned = beside(
        tmp_path, "turned.webp", picture.transpose(Image.Transpose.ROTATE_90), exif=exif
    )
    refused = [
        (beside(tmp_path, "letter.tif", picture), "letter.tif is TIFF, which browsers do not show"),
        (turned, "turned.webp is a WEBP that is turned by EXIF"),
        (np.asarray(picture), "is not a file"),
    ]
    for path, what in refused:
        with pytest.raises(WriteError, match=what):
            linked(tmp_path, [letter], [path])
    with pytest.raises(ValueError, match="choose one"):
        Options(link_scans=True, scan_kb=0)


# Paper


A4 = {"paperWidth": 8.27, "paperHeight": 11.69}


def printed_words(data):
    """The words of each page of a PDF, sorted: PDF readers find columns of their own."""
    pages = run("pdftotext", "poppler-utils", "-", "-", data=data).stdout.decode().split("\f")
    return [sorted(page.split()) for page in pages[:-1]]


def are_wide(data):
    return [page.get_width() > page.get_height() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("paper", [A4, {}], ids=["A4", "Letter"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_page_is_printed_whole_on_a_page_of_its_own(shown, paper, theme):
    letter, scan = answered("letter")
    ferry, wide_scan = answered("sideways")
    opened(shown, [letter, ferry], [scan, wide_scan])
    shown.click(f"#view [value={theme}]")
    data = shown.printed(**paper)
    assert are_wide(data) == [False, True]
    assert printed_words(data) == [sorted(each[0].words.text) for each in (letter, ferry)]
    for page in pypdfium2.PdfDocument(data):
        pixels = page.render().to_numpy()
        assert (pixels[0] == 255).all()
        black = pixels.max(axis=2) < 90
        assert black.mean() > 0.002  # the ink of the scan: tints have colors


def test_a_page_beside_its_scan_is_printed_on_paper_that_is_turned(shown):
    opened(shown, [document(page_of(["pack", "my"]), page_of(["box"], number=2))])
    shown.press("f")
    data = shown.printed()
    assert are_wide(data) == [True, True]
    assert printed_words(data) == [["my", "my", "pack", "pack"], ["box", "box"]]


def test_pages_out_of_view_are_printed_and_put_away_again(shown):
    opened(shown, [document(*(page_of([f"word{at}"], number=at) for at in range(1, 31)))])
    built = "document.querySelectorAll('.word').length"
    before = shown.value(built)
    assert len(pypdfium2.PdfDocument(shown.printed())) == 30
    assert shown.value(built) == before < 30


# Everybody, and much of it


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 500])
def test_axe_finds_no_serious_fault(shown, theme, width):
    letter, scan = answered("letter")
    shown.resize(width, 900)
    opened(shown, [letter], [scan])
    shown.click(f"#view [value={theme}]")
    shown.press("n")
    shown.wait("document.getAnimations().length === 0")
    shown.value(f"{axe()}; 0")
    faults = shown.value(
        "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"
    )
    shown.resize(1400, 900)
    serious = [each for each in faults if each["impact"] in ("serious", "critical")]
    assert [(each["id"], each["nodes"][0]["html"]) for each in serious] == []


def test_a_screen_reader_is_told_of_each_word_that_is_chosen(shown):
    opened(shown, [document(page_of(["pack", "rny"], confidence=[1, 0.3]))])
    shown.press("n")
    assert (
        shown.value("document.getElementById('status').textContent")
        == "rny, confidence 30 %, line 1 of 1"
    )
    roles = shown.value(
        "[...document.querySelectorAll('[role], main, nav, aside, header')].map(e => e.role ?? e.localName)"
    )
    assert {"main", "nav", "aside", "header", "status", "tablist"} <= {*roles}


def test_all_can_be_done_with_keys(shown):
    opened(shown, [document(page_of(["pack", "rny"], ["box"], confidence=[1, 0.3, 1]))])
    shown.press("n")
    shown.press("ArrowRight")
    assert shown.chosen == "box"
    shown.press("ArrowLeft")
    assert shown.chosen == "rny"
    shown.press("/")
    assert shown.value("document.activeElement.id") == "phrase"
    shown.press("Escape")
    assert shown.value("document.activeElement.id") == "stage"


def test_a_hundred_pages_are_built_as_they_come_into_view(shown):
    lines = [[f"word{row}{at}" for at in range(10)] for row in range(100)]
    confidence = np.linspace(0.5, 1, 1000)
    pages = [page_of(*lines, confidence=confidence, number=number) for number in range(1, 101)]
    opened(shown, [document(*pages)])
    assert shown.value("document.querySelectorAll('.page').length") == 100
    assert shown.value("document.querySelectorAll('.word').length") < 10_000
    shown.value("document.querySelector('#thumbnails button:last-child').click()")
    shown.wait("document.querySelector('[data-page=\"99\"] .word') !== null")
    assert shown.value("document.getElementById('position').textContent") == "Page 100 of 100"
    assert shown.value("document.querySelectorAll('.word').length") <= 12_000
    assert shown.faults() == []
