"""Parts that pages of science and technology share: columns, figures, equations, lists, tables."""

from itertools import pairwise

from template import el, lines

UNITS = "mm kg V A mA °C kPa MHz ms % µm Nm dB W Ω mol/L s bar".split()
SYMBOLS = "α β γ δ ε λ μ ρ σ τ φ ω x y z k T p v E".split()
FORMULAS = "NaCl H2SO4 CH3OH KMnO4 Al2O3 SiO2 C6H6 NH4NO3 CaCO3 TiO2 Fe2O3 C2H5OH".split()


def chance(t, share=0.5):
    return t.rng.random() < share


def some(t, low, high, make):
    return [make() for _ in range(t.number(low, high))]


def gap(t):
    return t.pick((14, 16, 18, 20, 24, 28, 34, 44))


def prose(t, low=2, high=6, count=(1, 3), style=""):
    """Paragraphs, by chance with an indent or with white between."""
    style += t.pick(("text-indent: 1.2em;", "margin-bottom: 0.6em;", "margin-bottom: 1em;", ""))
    style += t.pick(("text-align: justify", ""))
    return "".join(el("p", t.text(low, high), style=style) for _ in range(t.number(*count)))


def heading(t, level=2, number=""):
    size = t.pick((100, 105, 115, 130))
    style = f"font-size: {size}%; margin: {t.pick((2, 6, 12, 18))}px 0 {t.pick((0, 2, 6, 10))}px;"
    style += t.pick(("", "", "text-align: center", "font-weight: normal; font-style: italic"))
    text = t.title(1, 5)
    return el(f"h{level}", f"{number} {text}" if number else text, style=style)


def flow(t, parts, count, between=None, style="", foot=""):
    """Columns of parts: run on from one to the next, or each filled by itself; notes below one."""
    between = between or gap(t)
    if count == 1:
        return el("div", *parts, foot)
    if len(parts) >= 2 * count and (foot or chance(t, 0.45)):
        cuts = [len(parts) * k // count for k in range(count + 1)]
        cuts = [k - 1 if 1 < k < len(parts) and parts[k - 1][:2] == "<h" else k for k in cuts]
        filled = [parts[a:b] for a, b in pairwise(cuts)]
        filled[t.number(0, count - 1)].append(foot)
        wide = "minmax(0, 1fr) " * count
        return el(
            "div",
            *(el("div", *part) for part in filled),
            cls="grid",
            style=f"grid-template-columns: {wide}; gap: {between}px; {style}",
        )
    return el("div", *parts, foot, style=f"column-count: {count}; column-gap: {between}px; {style}")


def split(t, left, right, share=None, between=None, style=""):
    """Two parts side by side; the share is what the left takes, in percent."""
    share = share or t.pick((30, 35, 40, 50, 50, 60, 65))
    between = gap(t) if between is None else between
    wide = f"grid-template-columns: minmax(0, {share}fr) minmax(0, {100 - share}fr)"
    return el(
        "div",
        el("div", left),
        el("div", right),
        cls="grid",
        style=f"{wide}; gap: {between}px; {style}",
    )


def cells(parts, count, between, style="", **attributes):
    """Parts in a grid of equal columns, row by row."""
    wide = f"grid-template-columns: repeat({count}, minmax(0, 1fr)); gap: {between}px; {style}"
    return el("div", *parts, cls="grid", style=wide, **attributes)


def empty(t, low=80, high=200, style=""):
    """The place of a picture."""
    line = t.pick(("border: 1px solid #444;", "background: #ddd;", ""))
    return el("div", style=f"height: {t.number(low, high)}px; {line} {style}")


def figure(t, low=80, high=220, beside=None):
    """An empty box with its caption under, over or beside it."""
    mark = t.pick(("Figure {}.", "Fig. {}:", "FIG. {}", "Abb. {}:")).format(t.number(1, 19))
    text = el("figcaption", f"{mark} {t.text(1, 3) if chance(t, 0.7) else t.title(2, 5)}")
    beside = chance(t, 0.12) if beside is None else beside
    style = (
        f"margin: {t.number(4, 20)}px 0; break-inside: avoid; font-size: {t.pick((82, 90, 100))}%"
    )
    if beside:
        return el("figure", split(t, empty(t, low, high), text, 60), style=style)
    inner = [empty(t, low, high, "margin: 4px 0;"), text]
    return el("figure", *(inner[::-1] if chance(t, 0.1) else inner), style=style)


def term(t):
    symbol = t.pick(SYMBOLS)
    return t.pick(
        (f"{symbol}²", f"{t.number(2, 9)}{symbol}", f"sin {symbol}", f"{symbol}/2π", symbol)
    )


def equation(t, number=True, parts=(2, 4)):
    """A formula in the middle, its number at the right."""
    text = f"{t.pick(SYMBOLS)} = " + t.pick((" + ", " − ", " · ")).join(
        some(t, *parts, lambda: term(t))
    )
    style = f"margin: {t.number(4, 14)}px 0;"
    if not number:
        return el("div", text, style=style + t.pick(("text-align: center", "padding-left: 2em")))
    place = t.pick(("1fr auto 1fr", "2em auto 1fr"))
    return el(
        "div",
        el("div", text, style="grid-column: 2"),
        el("div", f"({t.pick(('', '2.', '3.'))}{t.number(1, 40)})", cls="right"),
        cls="grid",
        style=f"{style} grid-template-columns: {place}",
    )


def numbered(t, items, marks=None, style=""):
    """A list: numbers or bullets in the line, or hanging before it as lines of their own."""
    form = t.pick(("{}.", "({})", "[{}]", "{}", "{})"))
    marks = marks or [form.format(k + 1) for k in range(len(items))]
    wide, space = t.pick((24, 30, 40)), t.pick((0, 2, 5, 9))
    wide = max(wide, 12 * max(map(len, marks)))
    if chance(t):
        one = f"display: grid; grid-template-columns: {wide}px minmax(0, 1fr); margin-bottom: {space}px"
        made = (
            el("li", el("span", mark, style="display: block"), el("div", item), style=one)
            for mark, item in zip(marks, items, strict=False)
        )
    else:
        hang = f"margin-bottom: {space}px; padding-left: {wide}px; text-indent: -{wide}px"
        made = (
            el("li", f"{mark} {item}", style=hang) for mark, item in zip(marks, items, strict=False)
        )
    return el("ul", *made, style=style)


def bullets(t, items, style=""):
    mark = t.pick("• – · ▪ *".split())
    return numbered(t, items, [mark] * len(items), style)


def pages_head(t, number=None):
    """Running head, page number by chance within it, at some distance from the text."""
    style = f"margin-bottom: {t.pick((6, 10, 18, 30, 44))}px; font-size: {t.pick((80, 90, 100))}%"
    number = chance(t, 0.4) if number is None else number
    said = t.pick((t.title(2, 5), f"{t.surname()} et al.", f"J. {t.title(1, 2)} {t.number(1, 80)}"))
    if not number:
        return el("header", said, style=style, cls=t.pick(("", "center", "right")))
    parts = [el("page-no", str(t.number(2, 900))), el("header", said)]
    if chance(t):
        return el("div", *parts[::-1], cls="between", style=style)
    if chance(t, 0.3):
        parts.append(el("header", t.title(1, 3)))
    return el("div", *parts, cls="between", style=style)


def pages_foot(t):
    """A footer, a page number, both or none."""
    style = f"margin-top: {t.pick((6, 12, 24, 40))}px;"
    number = el("page-no", t.pick(("{}", "– {} –", "Page {} of 40")).format(t.number(1, 300)))
    kind = t.pick("none number number both three".split())
    if kind == "none":
        return ""
    if kind == "number":
        return el("div", number, style=style, cls=t.pick(("center", "center", "right", "")))
    parts = [el("footer", t.title(2, 4)), number]
    if kind == "three":
        parts.insert(0, el("footer", t.pick((t.date(), t.code()))))
    return el("div", *parts, cls="between", style=style + f"font-size: {t.pick((75, 90))}%")


def notes(t, low=1, high=3):
    style = f"font-size: 80%; margin-top: {t.pick((6, 14, 24))}px"
    return el(
        "div",
        *(el("foot-note", f"{k + 1} {t.text(1, 2)}") for k in range(t.number(low, high))),
        style=style,
    )


def value(t, kind=None):
    """What stands in a cell of figures."""
    kind = kind or t.pick("whole part part error percent")
    if kind == "whole":
        return f"{t.number(1, 99999):,}"
    if kind == "part":
        return f"{t.number(0, 99)}.{t.number(0, 999)}"
    if kind == "error":
        return f"{t.number(1, 9)}.{t.number(10, 99)} ± 0.{t.number(1, 9)}"
    if kind == "percent":
        return f"{t.number(0, 100)}%"
    if kind == "unit":
        return f"{t.number(1, 900)} {t.pick(UNITS)}"
    return t.phrase(1, 3)


def caption(t, word="Table"):
    mark = t.pick((f"{word} {t.number(1, 30)}.", f"{word} {t.number(1, 9)}.{t.number(1, 9)}:", ""))
    return f"{mark} {t.pick((t.title(2, 6), t.sentence(6, 18)))}".strip()


def stats(t, count=None, across=None, head=None, stub=(1, 4), width=None, title=True, narrow=False):
    """A table of figures in one of many designs."""
    count, across = count or t.number(4, 14), across or t.number(2, 6)
    head = head or t.pick("none plain plain wrapped spanning turned units".split())
    forms = ("whole part percent" if narrow else "whole part part error percent unit").split()
    kinds = [t.pick(forms) for _ in range(across)]
    side = t.pick(("right", "right", "center", "left"))
    holes, every = t.pick((0, 0, 0.1, 0.4)), t.pick((0, 0, 3, 5))
    groups = t.pick(("", "", "", "row", "" if narrow else "span"))
    made = []
    names = {
        "none": [],
        "plain": some(t, across, across, lambda: t.phrase(1)),
        "wrapped": some(t, across, across, lambda: t.phrase(2, 4)),
        "spanning": some(t, across, across, lambda: t.phrase(1)),
        "turned": some(t, across, across, lambda: t.phrase(1, 2)),
        "units": [lines(t.phrase(1), f"({t.pick(UNITS)})") for _ in range(across)],
    }[head]
    first = "" if chance(t, 0.4) else t.phrase(1, 2)
    low = t.pick(("top", "bottom", "middle"))
    if head == "spanning":
        half = max(1, across // 2)
        over = [el("th", t.phrase(1, 3), colspan=half, cls="center")]
        if across > half:
            over.append(el("th", t.phrase(1, 3), colspan=across - half, cls="center"))
        made.append(el("tr", el("th", first, rowspan=2), *over))
        made.append(el("tr", *(el("th", name, style=f"text-align: {side}") for name in names)))
    elif names:
        turn = ' class="up"' if head == "turned" else ""
        inner = [f"<div{turn}>{name}</div>" if turn else name for name in names]
        style = f"text-align: {side}; vertical-align: {low if not turn else 'bottom'}"
        made.append(el("tr", el("th", first), *(el("th", name, style=style) for name in inner)))
    for k in range(count):
        if groups == "row" and k % 4 == 0:
            made.append(el("tr", el("td", t.title(1, 3), colspan=across + 1)))
        white = f"padding-bottom: {t.pick((12, 20))}px" if every and k % every == every - 1 else ""
        row = []
        if groups == "span" and k % 3 == 0:
            row.append(
                el("td", t.phrase(1, 2), rowspan=min(3, count - k), style=f"vertical-align: {low}")
            )
        row.append(el("td", t.phrase(*stub), style=white))
        for kind in kinds:
            said = t.pick(("", "", "–", "n.a.")) if chance(t, holes) else value(t, kind)
            row.append(el("td", said, style=f"text-align: {side}; white-space: nowrap; {white}"))
        made.append(el("tr", *row))
    if groups == "span" and made and names:  # the head has a place over the groups
        made[0] = made[0].replace(
            "<tr>", "<tr><th" + (" rowspan=2" * (head == "spanning")) + "></th>", 1
        )
    if chance(t, 0.25) and groups != "span":
        total = (el("td", value(t, kind), style=f"text-align: {side}") for kind in kinds)
        made.append(el("tr", el("td", t.pick("Total Mean Sum All".split())), *total))
    space, pad = t.pick((1, 2, 4, 8)), t.pick((4, 6, 10, 16))
    width = width or t.pick(("100%", "100%", "auto", "80%"))
    text = el("caption", caption(t), style=t.pick(("text-align: left", ""))) if title else ""
    ruled = t.pick(("", "", "ruled"))
    style = (
        f"width: {width}; margin: {t.number(4, 16)}px {t.pick(('0', 'auto'))}; break-inside: avoid;"
    )
    style += f"font-size: {t.pick((70, 78) if across > 4 or narrow else (82, 90, 100))}%;"
    body = "".join(made).replace("<td", "<td data-p").replace("<th", "<th data-p")
    once = "<style>[data-p] { padding: var(--pad); }</style>"
    style += f"--pad: {space}px {pad}px"
    return once + el("table", text, body, cls=ruled, style=style)


def facts(t, items, form=None, width=None):
    """Labels and values: a grid, label over value, in the line, or with points between."""
    form = form or t.pick("grid grid over inline right rows".split())
    space = t.pick((0, 2, 4, 8))
    if form == "over":
        made = (el("div", el("dt", a, cls="small"), el("dd", b)) for a, b in items)
        return cells(made, t.pick((1, 2, 3, 4)), t.pick((6, 10, 16)))
    if form == "inline":
        return "".join(el("p", f"{a}: {b}", style=f"margin-bottom: {space}px") for a, b in items)
    wide = width or t.pick(("110px", "140px", "190px", "35%", "50%"))
    end = "text-align: right" if form == "right" else ""
    made = (el("dt", a) + el("dd", b, style=end) for a, b in items)
    wide = wide if "%" in wide else f"minmax(min-content, {wide})"
    style = f"grid-template-columns: {wide} minmax(0, 1fr); gap: {space}px 12px"
    return el("dl", *made, cls="grid", style=style)


def framed(t, *inner, style=""):
    """Inside a box that may be seen, or only white around it."""
    line = t.pick(("border: 1px solid #333;", "background: #eee;", ""))
    return el("div", *inner, style=f"{line} padding: {t.number(6, 18)}px; {style}")


def axis(t, low=120, high=220, legend=None):
    """A chart: legend, marks of the axis at the left, marks below, name of the axis, caption."""
    height, steps, across = t.number(low, high), t.number(3, 6), t.number(3, 8)
    unit = t.pick((1, 5, 10, 50, 0.5))
    ticks = [f"{unit * (steps - k):g}" for k in range(steps)]
    style = "justify-content: space-between; flex-direction: column; text-align: right;"
    left = el("div", *(el("div", tick) for tick in ticks), cls="flex", style=style)
    named = chance(t, 0.6)
    name = el("div", t.phrase(1, 3), cls="up", style="text-align: center") if named else ""
    months = "Jan Feb Mar Apr May Jun Jul Aug".split()
    marks = t.pick(
        (
            months[: min(across, 6)],
            [f"{k + 12:02}" if across > 4 else str(1990 + 5 * k) for k in range(across)],
        )
    )
    under = el("div", *(el("div", mark) for mark in marks), cls="between")
    under += el("div", t.phrase(1, 3), cls="center") if chance(t, 0.6) else ""
    legend = t.pick(("", "right", "over", "under")) if legend is None else legend
    keys = "".join(
        el("div", key, style="margin-right: 2.5em") for key in some(t, 2, 4, lambda: t.phrase(1, 2))
    )
    row = el("div", keys, cls="flex", style="padding-left: 20px; flex-wrap: wrap")
    line = t.pick(("border: 1px solid #444", "border-left: 1px solid #444", ""))
    wide = (
        "grid-template-columns: "
        + ("18px " if named else "")
        + f"{len(ticks[0]) + 1}ch minmax(0, 1fr)"
    )
    wide += " minmax(min-content, 6em)" if legend == "right" else ""
    plot = el("div", style=f"height: {height}px; {line}")
    inner = name + left + plot + (el("div", keys) if legend == "right" else "")
    inner += el("div", under, style=f"grid-column: {3 if named else 2}")
    text = el("figcaption", caption(t, "Figure")) if chance(t, 0.7) else ""
    chart = el(
        "div", inner, cls="grid", style=f"{wide}; gap: 4px 6px; font-size: {t.pick((70, 80, 90))}%"
    )
    parts = [row if legend == "over" else "", chart, row if legend == "under" else "", text]
    if chance(t, 0.3):
        parts = [text, *parts[:-1]]
    return el("figure", *parts, style=f"break-inside: avoid; margin: {t.number(4, 14)}px 0")
