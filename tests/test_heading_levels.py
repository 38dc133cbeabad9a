"""Levels of headings that services give."""

import io

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout.model import Blocks, Document, Lines, Page
from ocrlayout.order.heading_levels import with_levels


def levels(document):
    """Text and level of each heading."""
    return [
        (page.lines.text[np.flatnonzero(page.lines.block == row)[0]], int(page.blocks.level[row]))
        for page in document
        for row, role in enumerate(page.blocks.role)
        if role == "heading"
    ]


def markdown(document):
    out = io.BytesIO()
    ol.save(document, out, to="markdown")
    return out.getvalue().decode()


def spans(text, *parts):
    """Paragraphs of Document Intelligence, and the words of their page."""
    words, paragraphs = [], []
    for role, part in parts:
        offset = text.index(part)
        span = {"offset": offset, "length": len(part)}
        words.append({"content": part, "span": span, "confidence": 1, "polygon": [0] * 8})
        paragraphs.append({"role": role, "content": part.replace("\\", ""), "spans": [span]})
    page = {"pageNumber": 1, "words": words, "spans": [{"offset": 0, "length": len(text)}]}
    return {"content": text, "pages": [page], "paragraphs": paragraphs}


PARTS = (("title", "Tides"), ("sectionHeading", "June"), ("sectionHeading", "Ystad \\#2"))


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("text", "Tides\nJune\nYstad \\#2", [1, 0, 0]),
        ("markdown", "# Tides\n\n## June\n\ntext\n\n#### Ystad \\#2", [1, 2, 4]),
        ("markdown", "Tides\n\n# June\n\nYstad \\#2", [1, 1, 0]),
    ],
)
def test_document_intelligence(kind, text, expected):
    body = {"apiVersion": "2024-11-30", "contentFormat": kind, **spans(text, *PARTS)}
    assert [level for _, level in levels(ol.load(body))] == expected


def test_headings_of_one_text_stand_in_their_order():
    text = "# June\n\n## Heights\n\n# July\n\n### Heights."
    names = ("June", "Heights\n", "July", "Heights.")
    parts = [("sectionHeading", name) for name in names]
    body = {"apiVersion": "2024-11-30", "contentFormat": "markdown", **spans(text, *parts)}
    assert [level for _, level in levels(ol.load(body))] == [1, 2, 1, 3]


def test_content_understanding():
    word = {"content": "June", "span": {"offset": 5, "length": 4}, "source": "D(1,0,0,9,0,9,4,0,4)"}
    paragraph = {"role": "sectionHeading", **word, "span": {"offset": 0, "length": 9}}
    page = {"pageNumber": 1, "words": [word], "lines": [word]}
    content = {"kind": "document", "markdown": "#### June", "pages": [page]}
    body = {"analyzerId": "prebuilt-layout", "contents": [{**content, "paragraphs": [paragraph]}]}
    assert levels(ol.load(body)) == [("June", 4)]
    assert markdown(ol.load(body)) == "#### June\n"


def test_docling():
    place = [{"page_no": 1, "bbox": {"l": 0, "t": 9, "r": 9, "b": 0, "coord_origin": "TOPLEFT"}}]
    given = [
        ("title", None, "Tides"),
        ("section_header", 1, "June"),
        ("section_header", 3, "Ystad"),
    ]
    texts = [
        {"self_ref": f"#/texts/{at}", "label": label, "level": level, "text": text, "prov": place}
        for at, (label, level, text) in enumerate(given)
    ]
    body = {"schema_name": "DoclingDocument", "texts": texts}
    document = ol.load(body)
    assert levels(document) == [("Tides", 1), ("June", 2), ("Ystad", 4)]
    page = document[0].replace(width=99, height=99, source_size=(99, 99), unit="pixel")
    out = io.BytesIO()
    ol.save(Document([page]), out, to="docling")
    assert levels(ol.load(out.getvalue())) == levels(document)


def test_mistral():
    page = {"index": 0, "markdown": "# Tides\n\n### June\n\ntext", "dimensions": None}
    assert levels(ol.load({"pages": [page], "model": "mistral-ocr-2505"})) == [
        ("Tides", 1),
        ("June", 3),
    ]


def test_surya():
    blocks = [
        {"html": "<h1>Tides</h1>", "label": "SectionHeader"},
        {"html": "<p>June</p>", "label": "SectionHeader"},
        {"html": "<h3>Ystad</h3>", "label": "Text"},
    ]
    body = {"blocks": blocks, "image_bbox": [0, 0, 9, 9]}
    assert levels(ol.load(body)) == [("Tides", 1), ("June", 0)]


def test_layout_parser_of_document_ai():
    kinds = ("title", "subtitle", "heading-1", "heading-3", "heading", "heading-x")
    blocks = [{"blockId": kind, "textBlock": {"text": kind, "type": kind}} for kind in kinds]
    found = levels(ol.load({"documentLayout": {"blocks": blocks}}))
    assert [level for _, level in found] == [1, 2, 1, 3, 0, 0]


def test_tags_of_hocr():
    word = '<span class="ocrx_word" title="bbox 0 0 9 9">Tides</span>'
    line = f'<span class="ocr_line" title="bbox 0 0 9 9">{word}</span>'
    inside = f'<h3 class="ocr_par">{line}</h3><p class="ocr_title">{line}</p><h1>{line}</h1>'
    page = f'<div class="ocr_page" title="bbox 0 0 99 99">{inside}</div>'
    found = levels(ol.load(page.encode()))
    assert [level for _, level in found][-2:] == [0, 1]


def test_styles_of_abbyy():
    letters = "".join(
        f'<charParams l="{at}" t="0" r="{at + 1}" b="9">a</charParams>' for at in (1, 2)
    )
    line = f'<line l="0" t="0" r="9" b="9"><formatting>{letters}</formatting></line>'
    styles = (
        '<paragraphStyle id="1" role="heading" roleLevel="2"/><paragraphStyle id="2" role="text"/>'
    )
    pars = f'<par style="1">{line}</par><par style="2">{line}</par>'
    text = f'<block blockType="Text" l="0" t="0" r="9" b="9"><text>{pars}</text></block>'
    data = f"<documentData><paragraphStyles>{styles}</paragraphStyles></documentData>"
    page = f'<page width="99" height="99" resolution="300">{text}</page>'
    space = "http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml"
    body = f'<document xmlns="{space}">{data}{page}</document>'
    assert levels(ol.load(body.encode())) == [("aa", 2)]
    with pytest.raises(ol.ReadError, match="roleLevel"):
        ol.load(body.replace('roleLevel="2"', 'roleLevel="dog"').encode())


def test_layouts_of_textract_and_paddleocr():
    (title, *_) = levels(samples.load(samples.DATA / "textract" / "analyze.400x300.json"))
    assert title[1] == 1
    paddle = samples.DATA / "paddleocr"
    assert levels(samples.load(paddle / "v3_structure.300x400.json")) == [("Tides of June", 1)]
    assert levels(samples.load(paddle / "vl.json")) == [("Tides", 0)]


def test_levels_that_are_found_stand_below_those_that_are_given():
    quads = [
        [[0, top], [99, top], [99, top + size], [0, top + size]]
        for top, size in ((0, 30), (50, 12), (80, 12))
    ]
    lines = Lines(["Tides", "June", "July"], quads, block=[0, 1, 2])
    page = Page(lines=lines, blocks=Blocks(["heading"] * 3, level=[1, 0, 0]))
    assert with_levels(Document([page]))[0].blocks.level.tolist() == [1, 2, 2]
    given = page.replace(blocks=Blocks(["heading"] * 3, level=[3, 0, 0]))
    assert with_levels(Document([given]))[0].blocks.level.tolist() == [3, 2, 2]
