"""Pieces of everyday pages: parts side by side, forms, figures, and a page of chance measures."""

import re

from template import each, el, page, pairs


def chance(t, part=0.5):
    return t.rng.random() < part


def some(t, items, low, high=None):
    """Some of the items, each once."""
    items = list(items)
    return t.rng.sample(items, min(len(items), t.number(low, high or low)))


def many(t, low, high, make):
    return [make() for _ in range(t.number(low, high))]


def across(*parts, widths="", gap="2em", cls="", **attributes):
    """Parts side by side, of equal width where no widths are given."""
    widths = widths or f"repeat({len(parts)}, minmax(0, 1fr))"
    widths = re.sub(r"(?<!, )\b(\d)fr", r"minmax(0, \1fr)", widths)  # long words widen no column
    style = f"display: grid; grid-template-columns: {widths}; gap: {gap}; align-items: start"
    return el("div", *parts, style=style, cls=cls, **attributes)


def gridded(t, items, count, gap="", any=False, style=""):
    """Items in rows of so many."""
    gap = gap or f"{t.number(4, 40)}px {t.number(12, 50)}px"
    columns = f"repeat({count}, minmax(0, 1fr))"
    style = f"display: grid; grid-template-columns: {columns}; gap: {gap}; {style}"
    return el("div", *items, style=style, **({"any": True} if any else {}))


def flowing(t, *parts, count=2, gap="", style=""):
    """Columns that are filled one after the other."""
    gap = gap or t.pick(("1em", "1.3em", "1.8em", "2.5em", "3.5em"))
    return el("div", *parts, style=f"column-count: {count}; column-gap: {gap}; {style}")


def figure(t, low=60, high=220, more=""):
    return el("div", style=f"height: {t.number(low, high)}px; border: 1px solid #999; {more}")


def tick():
    return '<span style="display:inline-block;width:.8em;height:.8em;border:1px solid"></span> '


def form(t, facts, way=None, count=None):
    """Labels and values: over one another, in line, or in two columns."""
    way = t.number(0, 3) if way is None else way
    if way == 0:
        return gridded(t, (el("div", pairs([fact])) for fact in facts), count or t.number(2, 4))
    if way == 1:
        wide = t.pick(("max-content 1fr", "9em 1fr", "40% 1fr", "13em 1fr"))
        gap = f"{t.number(0, 14)}px {t.number(12, 40)}px"
        return el(
            "dl", pairs(facts), style=f"display: grid; grid-template-columns: {wide}; gap: {gap}"
        )
    if way == 2:
        return each("p", (f"{label}: {value}" for label, value in facts))
    return el("div", *(el("div", el("dt", a), el("dd", b), cls="between") for a, b in facts))


def sheet(t, *body, css="", width=(680, 1000), size=(13, 19), pad=(24, 90), height=0, **more):
    """A page whose measures are chance."""
    align = t.pick(("start", "start", "center"))
    own = f"""
    body {{ line-height: {t.pick((1.1, 1.2, 1.3, 1.45, 1.6))}; overflow-wrap: break-word; }}
    p {{ margin: {t.number(0, 16)}px 0; }}
    h1 {{ font-size: {t.number(120, 240)}%; margin-bottom: {t.number(4, 36)}px; }}
    h1 {{ text-align: {align}; }}
    h2 {{ font-size: {t.number(100, 150)}%; margin: {t.number(4, 26)}px 0 {t.number(0, 12)}px; }}
    h3 {{ font-size: {t.number(95, 120)}%; margin: {t.number(2, 14)}px 0 {t.number(0, 6)}px; }}
    td, th {{ padding: {t.number(1, 8)}px {t.number(5, 14)}px; }}
    table {{ margin: {t.number(0, 24)}px 0; }}
    li {{ margin: {t.number(0, 6)}px 0; }}
    .between {{ align-items: {t.pick(("baseline", "baseline", "start"))}; }}
    page-no, footer {{ margin-top: {t.number(8, 60)}px; }}
    header {{ margin-bottom: {t.number(6, 40)}px; }}
    dt {{ {t.pick(("font-weight: bold", "font-size: 75%", "font-style: italic", ""))} }}
    """
    wide, em, rim = t.number(*width), t.number(*size), t.number(*pad)
    return page(t, "".join(body), own + css, width=wide, size=em, pad=rim, height=height, **more)
