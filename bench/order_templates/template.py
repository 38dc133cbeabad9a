"""What the templates are made with: the register of families, and pieces of HTML.

Reading order is the order of the elements. Roles are those of the tags (collect.js); ``h1`` to
``h6`` have a level. ``data-role`` says one that no tag has. Two marks say what is a choice:
``data-free`` is for a part that has no single place (asides, page numbers and footnotes are free by
themselves), ``data-any`` for a container whose children can come in any order, each of them whole.
"""

import importlib

MODULES = ("everyday", "commerce", "records", "books", "press", "science", "scripts")
FONTS = (
    "Nimbus Roman",
    "Nimbus Sans",
    "P052",
    "C059",
    "URW Bookman",
    "DejaVu Serif",
    "DejaVu Sans",
    "Noto Serif",
    "Noto Sans",
)
BASE = """
* { box-sizing: border-box; margin: 0; padding: 0; list-style: none; }
body { position: absolute; left: 0; top: 0; background: #fff; color: #111; }
main-title, page-no, foot-note, label, output, main { display: block; }
table { border-collapse: collapse; }
td, th { text-align: left; vertical-align: top; }
.grid { display: grid; } .flex { display: flex; } .between { display: flex; justify-content: space-between; }
.right, td.right, th.right { text-align: right; } .center { text-align: center; }
.ruled td, .ruled th { border: 1px solid #555; }
.up { writing-mode: sideways-lr; } .down { writing-mode: sideways-rl; }
.box { border: 1px solid #333; } .sc { font-variant: small-caps; } .small { font-size: 80%; }
"""
ATTRIBUTES = {"cls": "class", "role": "data-role", "free": "data-free", "any": "data-any"}
_families = {}


def family(variants=2):
    def enter(make):
        _families[make.__name__] = (make, variants)
        return make

    return enter


def load(modules=MODULES):
    """The families of some modules: how each is made, and its number of variants."""
    for module in modules:
        importlib.import_module(module)
    return _families


def page(t, body, css="", *, width=900, height=0, font=None, size=16, pad=60, lang="en"):
    """A page of so many pixels; its font by chance where none is given."""
    font = font or t.pick(FONTS)
    direction = ' dir="rtl"' if lang in ("ar", "he") else ""
    own = f"body {{ width: {width}px; min-height: {height}px; padding: {pad}px; font: {size}px/1.3 '{font}'; }}"
    head = f"<meta charset=utf-8><style>{BASE}{own}{css}</style>"
    return (
        f"<!doctype html><html lang={lang}{direction}><head>{head}</head><body>{body}</body></html>"
    )


def el(tag, *inner, **attributes):
    """An element: ``cls`` is its class, ``role``, ``free`` and ``any`` are the data attributes."""
    said = ""
    for key, value in attributes.items():
        name = ATTRIBUTES.get(key, key)
        said += f" {name}" if value is True else f' {name}="{value}"'
    return f"<{tag}{said}>{''.join(map(str, inner))}</{tag}>"


def each(tag, items, **attributes):
    return "".join(el(tag, item, **attributes) for item in items)


def rows(cells, tag="td"):
    return each("tr", (each(tag, row) for row in cells))


def table(head, body, caption="", cls="ruled", **attributes):
    caption = el("caption", caption) if caption else ""
    head = rows([head], "th") if head else ""
    return el("table", caption, head, rows(body), cls=cls, **attributes)


def pairs(items):
    return "".join(el("dt", label) + el("dd", value) for label, value in items)


def lines(*parts):
    return "<br>".join(parts)
