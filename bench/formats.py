"""Readers beside the parsers they stand on, and writers beside plain f-strings.

    python bench/formats.py [--words 1000 10000] [--repeat 15]

A page of lines of ten words, five lines a paragraph. ``load`` is given the bytes, and compared with
what lxml (markup) or ``json.loads`` needs to parse the same bytes; ``save`` with f-strings that
write the same words, lines and numbers by hand, without a look at what they hold. Milliseconds
are of processor time, the fastest of all repetitions; those of ours and theirs take turns, so that
other work on the machine counts for both.
"""

import argparse
import io
import json
import time
from functools import partial

import numpy as np
from lxml import etree

import ocrlayout
from ocrlayout.model import Blocks, Document, Lines, Page, Words
from ocrlayout.serving.dialects import document_intelligence, read_3

IN_A_LINE, IN_A_PARAGRAPH = 10, 5
STEP, LEADING = 100, 24  # pixels from a word to the next, from a line to the next
WIDTH, HEIGHT = 88, 16  # of a word, in pixels
ASKED = {"version": "2024-11-30", "model": "prebuilt-read", "index_type": "unicodeCodePoint"}
ASKED_READ = {"version": "3.2", "model": "2022-04-30", "language": "", "order": "basic"}


def page_of(count):
    """A page of so many words."""
    at = np.arange(count)
    words = boxes(at % IN_A_LINE * STEP, at // IN_A_LINE * LEADING, WIDTH)
    texts = [f"word{number}" for number in at]
    sure = np.round(0.5 + at % 50 / 100, 2)
    rows = np.arange(count // IN_A_LINE)
    starts = np.arange(0, count + 1, IN_A_LINE)
    said = [" ".join(texts[start : start + IN_A_LINE]) for start in starts[:-1]]
    wide = (IN_A_LINE - 1) * STEP + WIDTH
    lines = Lines(
        said,
        boxes(0 * rows, rows * LEADING, wide),
        Words(texts, words, sure),
        starts,
        rows // IN_A_PARAGRAPH,
    )
    blocks = Blocks(["paragraph"] * (len(rows) // IN_A_PARAGRAPH))
    return Page(1, STEP * IN_A_LINE, LEADING * len(rows), "pixel", lines=lines, blocks=blocks)


def boxes(x, y, width):
    """Boxes of one size as quads, (n, 4, 2)."""
    right, bottom = x + width, y + HEIGHT
    corners = [(x, y), (right, y), (right, bottom), (x, bottom)]
    return np.stack([np.stack(corner, axis=1) for corner in corners], axis=1).astype(float)


def content_understanding(result):
    """What Content Understanding says of the words and lines in a Document Intelligence result."""
    page = result["pages"][0]

    def placed(item, span):
        corners = ",".join(map(str, item["polygon"]))
        rest = {"confidence": item["confidence"]} if "confidence" in item else {}
        return {"content": item["content"], "source": f"D(1,{corners})", "span": span, **rest}

    words = [placed(word, word["span"]) for word in page["words"]]
    lines = [placed(line, line["spans"][0]) for line in page["lines"]]
    frame = {key: page[key] for key in ("pageNumber", "angle", "width", "height", "spans")}
    content = {
        "kind": "document",
        "markdown": result["content"],
        "startPageNumber": 1,
        "endPageNumber": 1,
        "unit": "pixel",
        "pages": [{**frame, "words": words, "lines": lines}],
    }
    head = {
        "analyzerId": "prebuilt-read",
        "apiVersion": "2025-11-01",
        "stringEncoding": "codePoint",
    }
    return {"id": "1", "status": "Succeeded", "result": {**head, "contents": [content]}}


def inputs(document):
    """Bytes of each format that is read, and what parses them, by name."""
    answer = document_intelligence(document, ASKED)
    answers = {
        "document_intelligence": {"status": "succeeded", **answer},
        "content_understanding": content_understanding(answer["analyzeResult"]),
        "azure_read": {"status": "succeeded", **read_3(document, ASKED_READ)},
    }
    found = {name: (json.dumps(one).encode(), json.loads) for name, one in answers.items()}
    found["native"] = (saved(document, "native"), json.loads)
    for name in ("hocr", "alto", "page_xml"):
        found[name] = (saved(document, name), etree.fromstring)
    return found


def saved(document, to):
    out = io.BytesIO()
    ocrlayout.save(document, out, to=to)
    return out.getvalue()


def hocr_word(number, box, text, sure):
    x0, y0, x1, y1 = box
    title = f"bbox {x0} {y0} {x1} {y1}; x_wconf {sure * 100:.0f}"
    return f'<span class="ocrx_word" id="word_{number}" title="{title}">{text}</span>\n'


def hocr_line(number, box, _, inner):
    x0, y0, x1, y1 = box
    return (
        f'<span class="ocr_line" id="line_{number}" title="bbox {x0} {y0} {x1} {y1}">{inner}</span>'
    )


def alto_word(number, box, text, sure):
    x0, y0, x1, y1 = box
    place = f'HPOS="{x0}" VPOS="{y0}" WIDTH="{x1 - x0}" HEIGHT="{y1 - y0}"'
    return f'<String ID="word_{number}" {place} WC="{sure}" CONTENT="{text}"/><SP/>\n'


def alto_line(number, box, _, inner):
    x0, y0, x1, y1 = box
    place = f'HPOS="{x0}" VPOS="{y0}" WIDTH="{x1 - x0}" HEIGHT="{y1 - y0}"'
    return f'<TextLine ID="line_{number}" {place}>{inner}</TextLine>\n'


def page_word(number, box, text, sure):
    x0, y0, x1, y1 = box
    points = f'<Coords points="{x0},{y0} {x1},{y0} {x1},{y1} {x0},{y1}"/>'
    said = f'<TextEquiv conf="{sure}"><Unicode>{text}</Unicode></TextEquiv>'
    return f'<Word id="word_{number}">{points}{said}</Word>\n'


def page_line(number, box, text, inner):
    x0, y0, x1, y1 = box
    points = f'<Coords points="{x0},{y0} {x1},{y0} {x1},{y1} {x0},{y1}"/>'
    base = f'<Baseline points="{x0},{y1} {x1},{y1}"/>'
    said = f"<TextEquiv><Unicode>{text}</Unicode></TextEquiv>"
    return f'<TextLine id="line_{number}">{points}{base}{inner}{said}</TextLine>\n'


def markdown_word(_number, _box, text, _sure):
    return f"{text} "


def markdown_line(_number, _box, _text, inner):
    return f"{inner}\n"


BY_HAND = {
    "hocr": (hocr_word, hocr_line),
    "alto": (alto_word, alto_line),
    "page_xml": (page_word, page_line),
    "markdown": (markdown_word, markdown_line),
}


def by_hand(page, word_of, line_of):
    """The lines and words of a page as f-strings write them."""
    words, lines = page.words, page.lines
    rows = zip(corners(words.polygon), words.text, words.confidence.tolist(), strict=True)
    every = [word_of(number, *row) for number, row in enumerate(rows)]
    inner = ["".join(every[at : at + IN_A_LINE]) for at in range(0, len(every), IN_A_LINE)]
    rows = zip(corners(lines.polygon), lines.text, inner, strict=True)
    return "".join([line_of(number, *row) for number, row in enumerate(rows)]).encode()


def corners(quads):
    """Left, top, right and bottom in whole pixels."""
    return quads[:, [0, 2]].reshape(-1, 4).astype(int).tolist()


def turns(ours, theirs, repeat):
    """The fastest milliseconds of two functions that take turns."""
    found = [(clocked(ours), clocked(theirs)) for _ in range(repeat)]
    return [min(column) for column in zip(*found, strict=True)]


def clocked(function):
    started = time.process_time()
    function()
    return (time.process_time() - started) * 1e3


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--words", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--repeat", type=int, default=15)
    options = parser.parse_args()
    for count in options.words:
        page = page_of(count)
        document = Document([page])
        print(f"\n{count} words{'ours, ms':>32} {'theirs, ms':>11} {'ratio':>7}")
        for name, (data, parse) in inputs(document).items():
            pair = (partial(ocrlayout.load, data), partial(parse, data))
            show("read", name, turns(*pair, options.repeat))
        for name, functions in BY_HAND.items():
            pair = (partial(saved, document, name), partial(by_hand, page, *functions))
            show("write", name, turns(*pair, options.repeat))


def show(way, name, found):
    ours, theirs = found
    print(f"{way:6} {name:24} {ours:12.2f} {theirs:11.2f} {ours / theirs:7.1f}", flush=True)


if __name__ == "__main__":
    main()
