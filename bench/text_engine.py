"""The text engine against what a browser laid out: words found, and their boxes.

    python bench/text_engine.py FOLDER [--keep DIR] [NAME ...]

Every ``*.html`` of FOLDER is laid out and printed to a PDF of one page by Chromium (Debian:
``chromium``, and the fonts that the pages ask for). The words of the DOM, with the boxes that the
browser gives them, are what the engine should find. With pdfplumber and poppler installed, the
order of the text is compared too: the DOM's order is the truth.
"""

import argparse
import difflib
import json
import logging
import re
import subprocess
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

import ocrlayout as ol
from ocrlayout.engines import text as engine
from ocrlayout.readers import text as reader

LEAST_WIDTH = 600  # pixels; Chromium's windows are not narrower
NEAR = 0.3  # IoU under which a word of the same text is another one
COLLECT = r"""
(function () {
  const CJK = '\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef';
  const one = new RegExp('[' + CJK + ']');
  const hidden = (el) => { const s = getComputedStyle(el);
    return s.visibility === 'hidden' || s.display === 'none'
      || /^(SCRIPT|STYLE)$/.test(el.tagName); };
  const block = (el) => { while (getComputedStyle(el).display === 'inline') el = el.parentElement;
    return el; };
  const words = []; let open = null;
  const close = () => { if (open) words.push(open); open = null; };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode());) {
    const el = node.parentElement;
    if (!el || hidden(el)) continue;
    const home = block(el), size = parseFloat(getComputedStyle(el).fontSize);
    const range = document.createRange();
    for (let k = 0; k < node.data.length;) {
      const character = String.fromCodePoint(node.data.codePointAt(k));
      range.setStart(node, k); range.setEnd(node, k + character.length); k += character.length;
      const box = range.getClientRects()[0];
      if (/\s/.test(character)) { close(); continue; }
      if (!box || character === '\u200b') continue;
      if (character === '\u00ad') { if (box.width) open && (open.t += '-'); continue; }
      const away = open && Math.abs((box.top + box.bottom - open.y0 - open.y1) / 2);
      const far = open && (open.home !== home || away > size * .6
        || Math.max(box.left - open.x1, open.x0 - box.right) > size);
      if (far || one.test(character) || (open && one.test(open.t))) close();
      if (!open) open = { t: '', x0: 1e9, y0: 1e9, x1: -1e9, y1: -1e9, home };
      open.t += character;
      open.x0 = Math.min(open.x0, box.left); open.y0 = Math.min(open.y0, box.top);
      open.x1 = Math.max(open.x1, box.right); open.y1 = Math.max(open.y1, box.bottom);
    }
  }
  close();
  const at = document.createElement('script'), root = document.documentElement;
  at.type = 'application/json'; at.id = 'words';
  at.textContent = JSON.stringify({ width: document.body.offsetWidth, wide: root.scrollWidth,
    height: Math.max(root.scrollHeight, document.body.offsetHeight),
    words: words.map((w) => [w.t, w.x0, w.y0, w.x1, w.y1]) });
  document.body.appendChild(at);
})();
"""


def chromium(folder, file, *options):
    """Run Chromium on a file; returns what it prints."""
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += ["--font-render-hinting=none", f"--user-data-dir={folder}/profile", *options]
    done = subprocess.run([*command, file.as_uri()], capture_output=True, check=True, timeout=90)
    return done.stdout.decode()


def printed(html):
    """Lay a page out and print it; returns the DOM's words, the page's size and the PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, "page.html")
        file.write_text(html + f"<script>{COLLECT}</script>", encoding="utf-8")

        def laid_out(width):
            shown = chromium(folder, file, "--dump-dom", f"--window-size={width},1800")
            return json.loads(re.search(r'id="words">(.*?)</script>', shown, re.DOTALL)[1])

        width = max(laid_out(1400)["width"], LEAST_WIDTH)
        found = laid_out(width)
        width, height = max(width, found["wide"]), found["height"] + 2
        style = f"<style>@page{{size:{width}px {height}px;margin:0}}</style>"
        file.write_text(html + style, encoding="utf-8")
        target = folder / "page.pdf"
        chromium(folder, file, "--no-pdf-header-footer", f"--print-to-pdf={target}")
        return found["words"], target.read_bytes()


def boxes(words):
    """Boxes of the engine's words, in CSS pixels."""
    return np.array([w["polygon"] for w in words]).reshape(-1, 4, 2) * 96


def iou(one, many):
    low, high = np.maximum(one[:2], many[:, :2]), np.minimum(one[2:], many[:, 2:])
    inner = np.prod(np.clip(high - low, 0, None), axis=1)
    area = np.prod(many[:, 2:] - many[:, :2], axis=1) + np.prod(one[2:] - one[:2])
    return inner / np.maximum(area - inner, 1e-9)


def judged(truth, page):
    """Return IoU of each of the DOM's words; 0 where it was not found; and what was lost."""
    words = [word for line in page["lines"] for word in line["words"]]
    corners = boxes(words)
    found = np.hstack([corners.min(axis=1), corners.max(axis=1)])
    rows = defaultdict(list)
    for row, word in enumerate(words):
        rows[plain(word["text"])].append(row)
    scores, lost = [], []
    for text, *box in truth:
        own = rows[plain(text)]
        scores.append(0.0)
        if own:
            fits = iou(np.array(box), found[own])
            best = int(fits.argmax())
            if fits[best] > NEAR:
                scores[-1] = float(fits[best])
                own.pop(best)
                continue
        lost.append(text)
    return scores, lost


def plain(text):
    return re.sub("[\u00ad\u2010\u2011]", "-", text).replace("\u200b", "")


def likeness(truth, other):
    return difflib.SequenceMatcher(None, truth, other, autojunk=False).ratio()


def orders(truth, data, page):
    """Return how like the DOM's text the text in each tool's order is."""
    told = [plain(word[0]) for word in truth]
    document = ol.reorder(reader.read({"engine": "text", "version": "", "pages": [page]}))
    ours = [plain(word.text) for line in document[0].lines for word in line.words]
    found = {"ours": likeness(told, ours)}
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        try:
            run = subprocess.run(["pdftotext", file.name, "-"], capture_output=True, check=True)
            found["pdftotext"] = likeness(told, split(run.stdout.decode()))
        except FileNotFoundError:
            pass
        try:
            import pdfplumber

            with pdfplumber.open(file.name) as pdf:
                found["pdfplumber"] = likeness(told, split(pdf.pages[0].extract_text()))
        except ImportError:
            pass
    return found


def split(text):
    """Split a tool's text as the engine's words are: ideographs one by one."""
    return [plain(word) for word in re.findall(f"[{CJK}]|[^\\s{CJK}]+", text)]


CJK = "\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--keep", type=Path, help="folder for the PDFs and the DOM's words")
    options = parser.parse_intermixed_args()
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    files = sorted(options.folder.glob("*.html"))
    every, order = [], defaultdict(list)
    for file in files:
        if options.names and file.stem not in options.names:
            continue
        kept = options.keep / file.stem if options.keep else None
        if kept and kept.with_suffix(".pdf").exists():
            truth = json.loads(kept.with_suffix(".json").read_text())
            data = kept.with_suffix(".pdf").read_bytes()
        else:
            truth, data = printed(file.read_text(encoding="utf-8"))
        if kept:
            options.keep.mkdir(parents=True, exist_ok=True)
            kept.with_suffix(".pdf").write_bytes(data)
            kept.with_suffix(".json").write_text(json.dumps(truth))
        began = time.perf_counter()
        pages = engine.read(data)["pages"]
        took = (time.perf_counter() - began) * 1e3
        scores, lost = judged(truth, pages[0])
        every += scores
        told = orders(truth, data, pages[0])
        for tool, value in told.items():
            order[tool].append(value)
        shown = " ".join(f"{tool} {value:.3f}" for tool, value in told.items())
        known = [score for score in scores if score]
        print(
            f"{file.stem:18}{len(truth):5} words {took:6.1f} ms  IoU {np.mean(known):.3f}  {shown}"
            + (f"  pages {len(pages)}" if len(pages) > 1 else ""),
            lost[:8],
        )
    found = [score for score in every if score]
    print(
        f"{len(every)} words: found {len(found) / len(every):.4f}, IoU mean {np.mean(found):.3f},"
        f" median {np.median(found):.3f}, at least .9: {np.mean(np.array(found) >= 0.9):.3f}"
    )
    print({tool: round(float(np.mean(values)), 4) for tool, values in order.items()})


if __name__ == "__main__":
    main()
