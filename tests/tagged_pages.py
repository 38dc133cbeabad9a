"""Pages with blocks, to be written with tags."""

import dataclasses

import numpy as np
from pdf_pages import page

from ocrlayout.model import Blocks

NO_CELL = [-1] * 4
SCRIPTS = {  # a sentence in each of twelve scripts, of lines of words
    "Latin": ("fr", ["Portez ce vieux", "whisky au juge"]),
    "Greek": ("el", ["Ξεσκεπάζω την", "ψυχοφθόρα βδελυγμία"]),
    "Cyrillic": ("ru", ["Съешь же ещё", "этих мягких булок"]),
    "Arabic": ("ar", ["نص حكيم له", "سر قاطع (12)"]),
    "Hebrew": ("he", ["עטלף אבק נס", "דרך מזגן abc"]),
    "Devanagari": ("hi", ["ऋषियों को सताने", "वाले दुष्ट"]),
    "Thai": ("th", ["เป็นมนุษย์", "สุดประเสริฐ"]),
    "Chinese": ("zh-Hans", ["天地玄黃", "宇宙洪荒"]),
    "Japanese": ("ja", ["いろはにほへと", "ちりぬるを"]),
    "Korean": ("ko", ["키스의 고유조건은", "입술끼리"]),
    "Armenian": ("hy", ["Բել դղյակի", "ձախ ժամն"]),
    "Emoji": ("", ["𝔉𝔯𝔞𝔨 😀", "𝟙𝟚 🏳️‍🌈"]),
}


def laid(blocks, **options):
    """Set blocks below one another: (role, lines of text), or (role, lines, {parent=, cell=, level=})."""
    rows, home, columns = [], [], []
    for role, texts, *more in blocks:
        said = {"parent": -1, "cell": NO_CELL, "level": 0, **(more[0] if more else {})}
        columns.append((role, said["parent"], said["cell"], said["level"]))
        rows += [text.split(" ") for text in texts]
        home += [len(columns) - 1] * len(texts)
    sheet = page(rows, **options)
    role, parent, cell, level = zip(*columns, strict=True)
    lines = dataclasses.replace(sheet.lines, block=home)
    made = Blocks(role, parent, np.array(cell), level=np.array(level))
    return sheet.replace(lines=lines, blocks=made)


def plain(texts, *, language="", **options):
    """Set lines of text as one paragraph."""
    sheet = laid([("paragraph", texts)], **options)
    languages = [language] * len(texts)
    return sheet.replace(lines=dataclasses.replace(sheet.lines, language=languages))


def table(cells):
    """A table of [(row, column, row span, column span, role, text)] as blocks."""
    kids = [
        (kind, [text] if text else [], {"parent": 0, "cell": place}) for *place, kind, text in cells
    ]
    return [("table", []), *kids]


def spoken(sheet, *languages):
    """Say the languages of a page's lines."""
    return sheet.replace(lines=dataclasses.replace(sheet.lines, language=languages))
