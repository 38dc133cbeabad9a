"""Pages of science and technology: papers, theses, posters, tables, manuals, patents, slides."""

from t_science_parts import (
    FORMULAS,
    SYMBOLS,
    UNITS,
    axis,
    bullets,
    caption,
    cells,
    chance,
    empty,
    equation,
    facts,
    figure,
    flow,
    framed,
    gap,
    heading,
    notes,
    numbered,
    pages_foot,
    pages_head,
    prose,
    some,
    split,
    stats,
    value,
)
from template import el, family, lines, page, table

HEADS = "Introduction Methods Results Discussion Conclusions Background Model Experiment".split()


def sheet(t, *parts, css="", width=None, size=None, **more):
    """A page of a common size; line height by chance."""
    size = size or t.pick((13, 14, 15, 16, 18))
    css = f"body {{ line-height: {t.pick((1.12, 1.2, 1.3, 1.45))}; }}" + css
    width = width or t.pick((800, 860, 920, 1000))
    pad = more.pop("pad", None) or t.pick((30, 45, 60, 80))
    parts = [part for part in parts if part]
    if "<page-no" in parts[-1] or "<footer" in parts[-1]:  # by chance at the foot of a whole page
        if chance(t, 0.4):
            tall = f"min-height: {width * t.pick((1.29, 1.41)):.0f}px; display: flex"
            css += f"body {{ {tall}; flex-direction: column; }} body > * {{ flex: none; }}"
            parts[-1] = el("div", parts[-1], style="margin-top: auto")
    return page(t, "".join(parts), css, width=width, size=size, pad=pad, **more)


def section(t, number="", low=2, high=6):
    """A heading and what stands below it in a paper."""
    parts = [heading(t, 2, number), prose(t, low, high)]
    for make in (
        equation,
        figure,
        lambda t: heading(t, 3),
        lambda t: stats(t, t.number(3, 7), 2, narrow=True),
    ):
        if chance(t, 0.25):
            parts += [make(t), prose(t, 2, 5)]
    return parts


def sections(t, low, high):
    mark = t.pick(("{}", "{}.", "", "", "§ {}"))
    first = t.number(1, 5)
    return sum((section(t, mark.format(first + k)) for k in range(t.number(low, high))), [])


def author(t, mail=True):
    parts = [t.name(), t.phrase(2, 4), f"{t.place()}, {t.pick('UK Germany France Japan')}"]
    if mail and chance(t):
        parts.append(f"{t.surname().lower()}@{t.place().lower()}.edu")
    return el("div", *(el("div", part) for part in parts))


def authors(t):
    """Blocks of authors side by side, or one line of names with the places below."""
    count = t.number(1, 6)
    align = t.pick(("text-align: center", ""))
    space = f"margin: {t.number(6, 24)}px 0;"
    if chance(t, 0.6):
        made = [author(t) for _ in range(count)]
        return cells(
            made, min(count, t.pick((2, 3, 4))), t.pick((8, 14, 24)), space + align, any=True
        )
    names = el("p", ", ".join(f"{t.name()}<sup>{k + 1}</sup>" for k in range(count)))
    places = (
        el("p", f"{k + 1} {t.phrase(3, 6)}, {t.place()}", cls="small")
        for k in range(t.number(1, 3))
    )
    return el("div", names, *places, style=space + align)


@family(10)
def paper_first(t, v):
    """First page of a paper: title, authors, abstract, columns, notes in a column."""
    size = t.pick((13, 14, 15))
    middle = t.pick(("center", "center", ""))
    mark = t.pick((1.5, 1.8, 2.2))
    title = el(
        "main-title", t.title(5, 14), cls=middle, style=f"font-size: {mark}em; line-height: 1.15"
    )
    word = el(
        "h2", t.pick("Abstract ABSTRACT Summary".split()), cls=middle, style="font-size: 100%"
    )
    text = el("p", t.text(4, 9), style="text-align: justify")
    keys = el("p", f"Keywords: {t.words(5)}") if chance(t) else ""
    kind = t.pick("over over boxed beside column wide".split())
    parts = sections(t, 2, 4)
    foot = notes(t) if chance(t, 0.5) else ""
    top = []
    if kind == "beside":
        info = facts(
            t, [("Received", t.date()), ("Accepted", t.date())], t.pick(("over", "inline")), "80px"
        )
        top = [
            split(
                t, el("h2", "Article info", style="font-size: 100%") + info + keys, word + text, 30
            )
        ]
    elif kind == "column":
        parts = [word, text, keys, *parts]
    else:
        inner = el("div", word, text, keys, style=f"padding: 0 {t.pick((0, 40, 90))}px")
        top = [framed(t, inner) if kind == "boxed" else inner]
    space = el("div", style=f"height: {t.pick((6, 14, 24))}px")
    count = t.pick((2, 2, 2, 2, 3))
    head = pages_head(t) if chance(t, 0.6) else ""
    body = flow(t, parts, count, t.pick((14, 18, 24, 32)), foot=foot)
    return sheet(t, head, title, authors(t), *top, space, body, pages_foot(t), size=size)


@family(10)
def paper_inner(t, v):
    """Inner page of a paper: columns, with figures and tables in one or over both."""
    count = t.pick((2, 2, 2, 3))
    between = t.pick((12, 15, 18, 24, 32))
    wide = [
        lambda: figure(t, 120, 300),
        lambda: stats(t, t.number(3, 9), t.number(4, 7)),
        lambda: cells([figure(t, 80, 160, False) for _ in range(count)], count, between),
    ]
    top = t.pick(wide)() if chance(t) else ""
    last = t.pick(wide)() if chance(t, 0.35) else ""
    parts = [prose(t), *sections(t, 1, 3)]
    foot = notes(t) if chance(t, 0.4) else ""
    if chance(t, 0.3):
        parts.insert(t.number(0, 3), figure(t))
    middle = t.pick(wide)() + flow(t, sections(t, 1, 2), count, between) if chance(t, 0.2) else ""
    size = t.pick((12, 13, 14, 15))
    return sheet(
        t,
        pages_head(t),
        top,
        flow(t, parts, count, between, foot=foot),
        last,
        middle,
        pages_foot(t),
        size=size,
    )


@family(8)
def references(t, v):
    """The list of references: numbers, hanging lines or authors first."""

    def one():
        names = ", ".join(f"{t.surname()} {t.pick('A B C D E')}" for _ in range(t.number(1, 4)))
        where = f"<i>{t.title(1, 3)}</i> {t.number(1, 90)}, {t.number(1, 400)}–{t.number(401, 900)}"
        return f"{names} ({t.number(1950, 2024)}) {t.sentence(4, 12)} {where}."

    items = some(t, 12, 40, one)
    count = t.pick((1, 2, 2, 3))
    if chance(t, 0.7):
        body = el("div", numbered(t, items), style=f"column-count: {count}; column-gap: {gap(t)}px")
    else:
        hang = "padding-left: 1.2em; text-indent: -1.2em; margin-bottom: 3px"
        body = flow(t, [el("p", item, style=hang) for item in items], count)
    before = flow(t, section(t), count) if chance(t, 0.4) else ""
    title = el("h2", t.pick("References Literature Bibliography".split()))
    return sheet(t, pages_head(t), before, title, body, pages_foot(t), size=t.pick((12, 13, 15)))


@family(8)
def preprint(t, v):
    """One column: theorems, equations, tables, footnotes; the date turned in the margin by chance."""
    parts = [pages_head(t) if chance(t) else ""]
    if v % 2 == 0:
        parts += [
            el("main-title", t.title(4, 10), cls="center", style="font-size: 170%"),
            authors(t),
        ]
        parts += [
            el("p", t.date(), cls="center") if chance(t) else "",
            el("h2", "Abstract", cls="center"),
        ]
        parts.append(el("p", t.text(3, 7), style="margin: 0 50px 16px; font-size: 90%"))
    for k in range(t.number(2, 4)):
        parts += section(t, f"{k + 1}")
        if chance(t, 0.5):
            word = t.pick("Theorem Lemma Definition Remark Proof".split())
            text = f"<b>{word} {k + 1}.{t.number(1, 9)}.</b> {t.text(1, 3)}"
            parts += [el("p", text, style="margin: 10px 0"), equation(t), prose(t, 1, 3)]
            if word == "Proof":
                parts.append(el("div", "□", cls="right"))
    if chance(t, 0.4):
        parts.append(notes(t))
    parts.append(pages_foot(t))
    return sheet(t, *parts, width=t.pick((720, 800, 900)), pad=t.pick((60, 90, 120)))


@family(8)
def thesis(t, v):
    """A page of a thesis: start of a chapter, contents or text with figures, one column."""
    parts = [pages_head(t)]
    kind = v % 4
    if kind == 0:
        number = el("div", f"Chapter {t.number(1, 9)}", role="heading", style="font-size: 150%")
        parts += [number, el("h1", t.title(2, 5), style="font-size: 200%; margin: 10px 0 60px")]
    if kind == 1:
        parts.append(el("h1", t.pick(("Contents", "List of Figures", "Table of Contents"))))
        tabbed = chance(t)
        for k in range(t.number(3, 6)):
            for j in range(t.number(2, 7)):
                mark = f"{k + 1}" + (f".{j}" if j else "")
                said = (
                    el("span", mark, style="display: inline-block; width: 60px") if tabbed else mark
                )
                first = el("div", f"{said} {t.title(2, 7)}" if not tabbed else said + t.title(2, 7))
                style = (
                    f"padding-left: {t.pick((0, 24)) if j else 0}px; margin-top: {0 if j else 8}px"
                )
                page_at = el("div", str(10 * k + j + 1))
                parts.append(
                    el("div", first, page_at, cls="between", style=style, role="list_item")
                )
        return sheet(t, *parts, pages_foot(t), pad=t.pick((70, 100)))
    for _ in range(t.number(1, 2)):
        parts += section(t, f"{t.number(1, 5)}.{t.number(1, 9)}", 3, 7)
    if kind == 3:
        parts += [axis(t), prose(t)]
    parts += [notes(t) if chance(t) else "", pages_foot(t)]
    return sheet(t, *parts, pad=t.pick((70, 100, 120)), width=t.pick((760, 840)))


@family(10)
def poster(t, v):
    """Panels in three or four columns under a title that spans them."""

    def panel():
        parts = [heading(t, 2)]
        for _ in range(t.number(1, 2)):
            make = t.pick(
                (
                    prose,
                    bullet_texts,
                    figure,
                    axis,
                    lambda t: stats(t, t.number(3, 6), 2, narrow=True),
                    prose,
                )
            )
            parts.append(make(t))
        return el("div", framed(t, *parts), style=f"margin-bottom: {t.pick((6, 14, 24))}px")

    count, between = t.pick((3, 3, 4, 2, 5)), t.pick((12, 18, 26, 40))
    title = el("main-title", t.title(5, 12), cls=t.pick(("center", "")), style="font-size: 220%")
    columns = [el("div", *some(t, 1 if count > 3 else 2, 3, panel)) for _ in range(count)]
    shares = " ".join(f"minmax(0, {t.pick((1, 1, 1, 1.4))}fr)" for _ in range(count))
    style = f"grid-template-columns: {shares}; gap: {between}px"
    foot = ""
    if chance(t, 0.4):
        foot = cells([el("footer", t.sentence(4, 8)), el("footer", t.phone())], 2, between)
    head = el("header", t.title(1, 2)) if chance(t, 0.3) else ""
    body = el("div", *columns, cls="grid", style=style)
    width = max(320 * count, t.pick((1000, 1200, 1400)))
    return sheet(t, head, title, authors(t), body, foot, width=width, size=t.pick((12, 13, 14)))


def bullet_texts(t, low=2, high=6):
    return bullets(t, some(t, low, high, lambda: t.sentence(3, 14)))


@family(8)
def abstracts(t, v):
    """A book of abstracts: numbers, titles, speakers, texts; or a programme with times."""

    def one():
        number = f"{t.pick('P O T S')}{t.number(1, 99)}"
        names = ", ".join(some(t, 1, 5, t.name))
        order = t.pick(("line", "beside", "over"))
        head = el("h3", f"{number} {t.title(4, 10)}" if order == "line" else t.title(4, 10))
        rest = (
            el("p", f"<i>{names}</i>")
            + el("p", f"{t.title(2, 4)}, {t.place()}")
            + el("p", t.text(3, 8))
        )
        if order == "beside":
            return split(t, el("div", number), head + rest, 12, 10)
        return (el("p", number, cls=t.pick(("right", ""))) if order == "over" else "") + head + rest

    style = f"margin-bottom: {t.pick((10, 18, 30))}px; break-inside: {t.pick(('avoid', 'auto'))}"
    title = el("h1", t.title(2, 4), cls=t.pick(("", "center"))) if chance(t) else ""
    body = flow(
        t, [el("div", one(), style=style) for _ in range(t.number(3, 8))], t.pick((1, 2, 2, 3))
    )
    return sheet(t, pages_head(t), title, body, pages_foot(t))


@family(10)
def statistics(t, v):
    """Tables in many designs, one below the other, with text between by chance."""
    parts = []
    for _ in range(t.number(1, 3)):
        parts += [prose(t, 1, 4, (1, 1)) if chance(t, 0.6) else "", stats(t)]
        if chance(t, 0.4):
            parts.append(notes(t))
    return sheet(t, pages_head(t) if chance(t) else "", *parts, pages_foot(t))


@family(10)
def tables_beside(t, v):
    """Two or three tables side by side, a table continued in a second column, a table by text."""
    kind = v % 5
    between = t.pick((16, 24, 36, 60))
    size, space = t.pick((12, 13, 14)), dict(width="100%", stub=(1, 2))
    if kind == 0:
        count = t.pick((2, 2, 3))
        many = [stats(t, None, t.number(1, 3), **space) for _ in range(count)]
        body = cells(many, count, between)
    elif kind == 1:  # one list of figures, continued
        heads, kinds = (
            [t.phrase(1), t.pick(UNITS), t.phrase(1)],
            some(t, 2, 2, lambda: t.pick(("whole", "part"))),
        )
        ruled, count = t.pick(("", "ruled")), t.number(14, 34)
        head = heads if chance(t, 0.7) else ""
        lists = [
            [[t.phrase(1, 2), *(value(t, k) for k in kinds)] for _ in range(count)] for _ in "ab"
        ]
        body = cells(
            [table(head, part, "", ruled, style="width: 100%") for part in lists], 2, between
        )
        body = el("p", caption(t)) + body
    elif kind == 2:
        left, right = prose(t, 3, 7, (1, 3)), stats(t, None, 2, **space)
        body = split(t, *((left, right) if chance(t) else (right, left)), 50, between)
    elif kind == 3:
        tables = [stats(t, t.number(3, 6), t.number(1, 2), **space) for _ in range(4)]
        body = cells(tables, 2, between)
    else:
        body = split(t, stats(t, 8, 2, **space), axis(t) + prose(t, 1, 3, (1, 1)), 55, between)
    first = el("h1", t.title(2, 5)) if chance(t) else ""
    before = prose(t, 2, 4, (1, 1)) if chance(t) else ""
    return sheet(
        t, pages_head(t) if chance(t) else "", first, before, body, pages_foot(t), size=size
    )


@family(10)
def loose_tables(t, v):
    """Tables without rules or heads: label and amounts, cells of prose, cells that are empty."""
    kind = (
        t.pick("amounts prose sparse lines groups".split())
        if v > 4
        else ("amounts prose sparse lines groups".split()[v])
    )
    count, space = t.number(5, 14), t.pick((1, 3, 6, 12))
    if kind == "amounts":
        across = t.number(1, 4)
        body = [[t.phrase(1, 7), *(t.money() for _ in range(across))] for _ in range(count)]
        css = "td + td { text-align: right; }"
    elif kind == "prose":
        across = t.number(1, 3)
        body = [
            [t.phrase(1, 3), *(t.text(1, 3) for _ in range(across))] for _ in range(count // 2 + 1)
        ]
        css = "td:first-child { width: 20%; }"
    elif kind == "sparse":
        across, holes = t.number(4, 8), t.pick((0.4, 0.6, 0.75))
        body = [
            [t.phrase(1, 3), *("" if chance(t, holes) else value(t, "part") for _ in range(across))]
            for _ in range(count)
        ]
        css = f"td + td {{ text-align: {t.pick(('right', 'center', 'left'))}; }}"
    elif kind == "lines":
        across = t.number(2, 4)
        body = [
            [lines(*some(t, 1, 3, lambda: t.phrase(1, 3))) for _ in range(across)]
            for _ in range(count)
        ]
        css = f"td {{ width: {100 // across}%; }}"
    else:
        body = []
        for _ in range(t.number(2, 4)):
            body.append([f"<b>{t.title(1, 3)}</b>", "", "", ""])
            body += [
                ["", t.phrase(1, 3), value(t, "unit"), t.phrase(1, 5)]
                for _ in range(t.number(2, 5))
            ]
        css = "td:first-child { width: 18%; }"
    wide = t.pick(("100%", "90%", "70%"))
    css += f"td {{ padding: {space}px {t.pick((4, 8, 14, 24))}px; }}"
    head = [t.phrase(1) for _ in body[0]] if chance(t, 0.3) else ""
    before = prose(t, 1, 4, (1, 2)) if chance(t, 0.6) else ""
    after = prose(t, 1, 4, (1, 2)) if chance(t, 0.5) else ""
    made = table(
        head, body, caption(t) if chance(t) else "", "", style=f"width: {wide}; margin: 12px 0"
    )
    return sheet(t, heading(t, 1), before, made, after, pages_foot(t), css=css)


@family(8)
def comparison(t, v):
    """A matrix of products or methods: marks, words and notes in cells."""
    across, count = t.number(3, 6), t.number(6, 16)
    marks = t.pick(("✓ – ✓", "yes no yes", "● ○ ●", "+ – ++"))
    long = chance(t, 0.4)

    def one():
        if chance(t, 0.15):
            return ""
        return t.phrase(1, 6) if long or chance(t, 0.2) else t.pick(marks)

    body = [[t.phrase(1, 4), *(one() for _ in range(across))] for _ in range(count)]
    head = [t.pick(("", t.phrase(1))), *(lines(t.surname(), t.code()) for _ in range(across))]
    css = f"td, th {{ padding: {t.pick((2, 5, 9))}px; text-align: {t.pick(('center', 'left'))}; }}"
    css += f"td:first-child {{ text-align: left; width: {t.pick((22, 30))}%; }}"
    made = table(
        head, body, caption(t) if chance(t) else "", t.pick(("ruled", "")), style="width: 100%"
    )
    before = prose(t, 1, 3, (1, 2)) if chance(t) else ""
    return sheet(
        t, heading(t, 1), before, made, notes(t) if chance(t) else "", pages_foot(t), css=css
    )


@family(10)
def data_sheet(t, v):
    """Part of a data sheet: parameter tables beside drawings, features in columns."""
    code = t.code()
    bar = el(
        "div", el("main-title", f"{code} {t.title(2, 4)}", style="font-size: 140%"), cls="between"
    )
    feats = el("h2", t.pick("Features Description Advantages".split())) + bullet_texts(t, 4, 9)
    uses = el("h2", t.pick("Applications Uses Ordering".split())) + bullet_texts(t, 3, 7)
    params = [
        [
            t.phrase(1, 3),
            t.pick(SYMBOLS),
            *(value(t, "part") if chance(t, 0.7) else "" for _ in "abc"),
            t.pick(UNITS),
        ]
        for _ in range(t.number(5, 12))
    ]
    ruled = t.pick(("", "ruled", "ruled"))
    wide = table(
        "Parameter,Symbol,Min,Typ,Max,Unit".split(","),
        params,
        caption(t),
        ruled,
        style="width: 100%; margin: 10px 0",
    )
    rated = facts(
        t, [(t.phrase(1, 3), value(t, "unit")) for _ in range(t.number(4, 9))], "grid", "60%"
    )
    drawing = figure(t, 120, 220)
    rows = [
        split(t, feats, uses if chance(t) else drawing),
        split(t, el("h2", t.title(1, 3)) + rated, drawing if chance(t) else axis(t), 50),
        wide,
        cells([axis(t, 90, 150) for _ in range(2)], 2, 20),
        el("h2", t.title(1, 3)) + prose(t, 2, 4, (1, 2)),
    ]
    t.rng.shuffle(rows)
    css = "td, th { padding: 2px 6px; } h2 { font-size: 115%; }"
    keep = rows[: t.number(2, 4)]
    return sheet(t, pages_head(t), bar, *keep, pages_foot(t), css=css, size=t.pick((12, 13, 14)))


@family(8)
def pinout(t, v):
    """Pins or terminals: drawings with labels at both sides, and a table of what they do."""
    count = t.number(4, 10)
    left = [el("div", t.code().split("-")[0] if chance(t) else t.phrase(1)) for _ in range(count)]
    right = [el("div", t.phrase(1)) for _ in range(count)]
    space = f"gap: {t.pick((2, 6, 12))}px"
    chip = el(
        "div",
        el("div", *left, cls="grid right", style=space),
        empty(t, 60, 70, "border: 1px solid #333; height: auto;"),
        el("div", *right, cls="grid", style=space),
        cls="grid",
        style=f"grid-template-columns: 1fr {t.number(90, 200)}px 1fr; gap: 12px; margin: 12px 0",
    )
    pins = [
        [str(k + 1), t.phrase(1), t.pick("I O I/O –".split()), t.sentence(2, 12)]
        for k in range(2 * count)
    ]
    head = "Pin,Name,Type,Description".split(",") if chance(t, 0.8) else ""
    rest = table(head, pins, "", t.pick(("", "ruled")), style="width: 100%")
    css = f"td, th {{ padding: {t.pick((1, 3, 5))}px 8px; }}"
    name = el("figcaption", caption(t, "Figure"), cls="center")
    if chance(t, 0.5):
        body = el("h2", t.title(1, 3)) + el("figure", chip, name) + rest
    else:
        body = split(t, el("figure", chip, name), el("h2", t.title(1, 3)) + rest, 45)
    return sheet(t, pages_head(t), body, pages_foot(t), css=css, size=13)


@family(10)
def manual_steps(t, v):
    """Steps of a manual beside, under or over pictures, with warnings in boxes."""
    kind = ("beside", "beside", "over", "cards", "wide")[v % 5]
    form = t.pick(("{}", "{}.", "Step {}", "{})"))
    parts, count = [el("h1", t.title(2, 4)), el("p", t.text(1, 2))], t.number(3, 7)

    def warning():
        word = el("div", el("b", t.pick("WARNING CAUTION NOTE DANGER Achtung".split())))
        text = el("div", t.text(1, 3))
        side = "grid-template-columns: auto minmax(0, 1fr); gap: 10px"
        inner = el("div", word, text, cls="grid", style=side) if chance(t, 0.4) else word + text
        return framed(t, inner, style="border: 1px solid #222; margin: 8px 0;")

    steps = []
    for k in range(count):
        text = el("p", t.text(1, 4)) + (bullet_texts(t, 2, 3) if chance(t, 0.2) else "")
        mark = form.format(k + 1)
        hung = chance(t)
        if hung:
            words = split(t, el("div", mark), text, 12, 6)
        else:
            words = el("p", f"{mark} {t.text(1, 4)}")
        note = warning() if chance(t, 0.25) else ""
        picture = empty(t, 70, 150)
        shown = el("figcaption", t.phrase(1, 3)) if chance(t, 0.3) else ""
        if kind == "beside":
            sides = (picture + shown, words + note)
            steps.append(
                split(
                    t, *(sides if v % 2 else sides[::-1]), t.pick((35, 50)), style="margin: 8px 0"
                )
            )
        elif kind in ("over", "cards"):
            steps.append(el("div", picture, words, note, shown))
        else:
            steps.append(
                el("div", words, note, picture if chance(t, 0.4) else "", style="margin: 8px 0")
            )
    if kind == "cards":
        parts.append(cells(steps, t.pick((2, 3)), gap(t)))
    elif kind == "over":
        parts.append(flow(t, steps, t.pick((1, 2)), style="break-inside: avoid"))
    else:
        parts += steps
    return sheet(t, pages_head(t) if chance(t) else "", *parts, pages_foot(t))


@family(8)
def margin_headings(t, v):
    """Headings in the margin at the left, the text at their right; or notes at the right."""
    left = v % 3 != 2
    share, between = t.pick((18, 22, 28, 33)), t.pick((12, 20, 30))
    parts = [pages_head(t), heading(t, 1) if chance(t) else ""]
    for _ in range(t.number(3, 7)):
        text = prose(t, 1, 5, (1, 3))
        if chance(t, 0.3):
            text += bullet_texts(t, 2, 4)
        style = f"margin-bottom: {t.pick((6, 12, 20))}px"
        if left:
            head = el("h3", t.title(1, 4), cls=t.pick(("", "right"))) if chance(t, 0.8) else ""
            parts.append(split(t, head, text, share, between, style))
        else:
            note = el("aside", t.text(1, 2), cls="small") if chance(t, 0.6) else ""
            parts.append(split(t, text, note, 100 - share, between, style))
    return sheet(t, *parts, pages_foot(t))


@family(8)
def parts_list(t, v):
    """An exploded drawing with numbers about it, and the list of its parts."""
    width, height, wide = t.number(300, 700), t.number(200, 420), t.pick((3, 4, 5))
    high = t.number(3, 6)
    labels = []
    for row in range(high):
        for column in range(wide):
            if chance(t, 0.6):
                x = (column + 0.6 * t.rng.random()) * width / wide
                y = (row + 0.5 * t.rng.random()) * height / high
                labels.append((x, y))
    word = chance(t, 0.3) and width > 500 and wide < 5
    scattered = [
        el(
            "div",
            t.phrase(1) if word else str(k + 1),
            style=f"position: absolute; left: {x:.0f}px; top: {y:.0f}px",
        )
        for k, (x, y) in enumerate(labels)
    ]
    drawing = el(
        "div",
        *scattered,
        style=f"position: relative; height: {height}px; width: {width}px",
        any=True,
    )
    head = "No.,Part no.,Description,Qty".split(",")
    body = [
        [str(k + 1), t.code(), t.phrase(1, 5), str(t.number(1, 12))]
        for k in range(max(6, len(labels)))
    ]
    css = f"td, th {{ padding: {t.pick((1, 3, 5))}px 6px; }} td:last-child {{ text-align: right; }}"
    css += f"table {{ width: 100%; font-size: {t.pick((85, 100))}%; }}"
    ruled, heads = t.pick(("", "ruled")), head if chance(t, 0.75) else ""
    if len(body) > 9 and chance(t):
        half = (len(body) + 1) // 2
        made = cells([table(heads, part, "", ruled) for part in (body[:half], body[half:])], 2, 24)
    else:
        made = table(heads, body, "", ruled)
    text = el("figcaption", f"Fig. {t.number(1, 30)} {t.title(1, 3)}") if chance(t, 0.6) else ""
    size = t.pick((13, 15))
    first = heading(t, 1)
    return sheet(
        t,
        pages_head(t),
        first,
        drawing,
        text,
        made,
        pages_foot(t),
        css=css,
        size=size,
        width=max(820, width + 120),
    )


@family(8)
def patent_text(t, v):
    """Two columns of a patent: numbers of columns over them, numbers of lines between them."""
    count, step = t.number(48, 80), 1.3
    size = t.pick((12, 13, 14))
    between = t.pick((26, 34, 44))

    def column(first):
        parts, left = [], count
        while left > 6:
            if left < count - 3 and chance(t, 0.15):
                parts.append(el("h3", t.title(2, 4).upper(), cls="center", style="font-size: 100%"))
                left -= 2
            text = t.text(2, 5)
            left -= len(text) // 46 + 1
            if left > 1:
                mark = f"{first + len(parts)}. " if v % 3 == 2 else ""
                parts.append(el("p", mark + text, style="text-indent: 1.5em; text-align: justify"))
        return el("div", *parts)

    first = 2 * t.number(1, 9) - 1
    marks = [
        el(
            "div",
            str(k),
            style=f"position: absolute; top: {(k - 1) * step * size:.0f}px; width: 100%",
        )
        for k in range(5, 7 * count // 10, 5)
    ]
    middle = el("div", *marks, style="position: relative; text-align: center", free=True)
    numbers = [el("page-no", str(first + k), cls="center") for k in range(2)]
    number = f"US {t.number(4, 11)},{t.number(100, 999)},{t.number(100, 999)} B2"
    grid = f"grid-template-columns: 1fr {between}px 1fr; line-height: {step}"
    body = el("div", column(1), middle, column(9), cls="grid", style=grid)
    top = cells(numbers, 2, between) if chance(t, 0.8) else ""
    return sheet(
        t,
        el("header", number, cls="center"),
        top,
        body,
        size=size,
        width=t.pick((760, 840)),
        pad=60,
    )


@family(8)
def patent_front(t, v):
    """Front page of a patent: codes and values in two columns, abstract, drawing."""
    codes = "(21) Appl. No.:,(22) Filed:,(71) Applicant:,(72) Inventors:,(73) Assignee:,(51) Int. Cl.:".split(
        ","
    )

    def item(code):
        said = t.pick(
            (t.code(), t.date(), f"{t.name()}, {t.place()} (GB); {t.name()}, {t.place()} (DE)")
        )
        return (code, said) if "Inv" not in code else (code, "; ".join(some(t, 2, 5, t.name)))

    form = t.pick(("grid", "grid", "inline"))
    known = facts(t, [item(code) for code in codes], form, t.pick(("120px", "140px")))
    title = el(
        "main-title", f"(54) {t.title(3, 8).upper()}", style="margin: 10px 0; font-size: 115%"
    )
    cites = el("h3", "References Cited", cls="center", style="font-size: 100%") + table(
        "",
        [
            [
                f"{t.number(2, 9)},{t.number(100, 999)},{t.number(100, 999)}",
                t.short_date(),
                t.surname(),
            ]
            for _ in range(5)
        ],
        "",
        "",
        style="width: 100%",
    )
    abstract = (
        el("h3", "(57) ABSTRACT", cls="center", style="font-size: 100%; margin-top: 10px")
        + el("p", t.text(4, 8), style="text-align: justify")
        + el("p", f"{t.number(4, 30)} Claims, {t.number(1, 20)} Drawing Sheets", cls="center")
    )
    head = el(
        "div",
        el("header", "(12) United States Patent"),
        el("header", f"(10) Patent No.: US {t.code()}"),
        cls="between",
    )
    head += el(
        "div",
        el("header", t.surname() + " et al."),
        el("header", f"(45) Date of Patent: {t.date()}"),
        cls="between",
    )
    style = "margin-top: 12px; font-size: 105%"
    if chance(t, 0.3):
        body = title + known + cites + abstract
    else:
        body = split(t, title + known, cites + abstract, 50)
    return sheet(t, head, el("div", body, style=style), empty(t, 150, 320), size=t.pick((13, 14)))


def slide_inner(t, small=False):
    """What stands on one slide, as pieces: title, content in one of several ways, footer row."""
    kind = t.pick("bullets bullets two picture table callouts chart".split())
    title = el(
        "h2", t.title(2, 6), style=f"font-size: {t.pick((130, 160))}%", cls=t.pick(("", "center"))
    )
    low, high = (2, 4) if small else (3, 6)
    tall = (30, 60) if small else (120, 240)

    def listed():
        items = some(t, low, high, lambda: t.phrase(2, 4 if small else 9))
        if chance(t, 0.3) and not small:
            items = [
                item + (bullets(t, some(t, 1, 3, lambda: t.phrase(2, 6))) if chance(t) else "")
                for item in items
            ]
        return bullets(t, items)

    if kind == "two":
        heads = [el("h3", t.title(1, 2)) if chance(t, 0.6) else "" for _ in "ab"]
        body = split(t, heads[0] + listed(), heads[1] + listed(), 50, 24)
    elif kind == "picture":
        sides = [listed(), empty(t, *tall)]
        body = split(t, *(sides if chance(t) else sides[::-1]), 50, 24)
    elif kind == "table" and not small:
        body = stats(t, t.number(3, 6), t.number(2, 4), title=False)
    elif kind == "callouts" and not small:
        notes_left = [
            el("div", t.phrase(1, 4), style="margin-bottom: 40px") for _ in range(t.number(2, 4))
        ]
        notes_right = [
            el("div", t.phrase(1, 4), style="margin-bottom: 40px") for _ in range(t.number(2, 4))
        ]
        three = f"grid-template-columns: 1fr {t.pick((1.5, 2))}fr 1fr; gap: 20px"
        body = el(
            "div",
            el("div", *notes_left, cls="right"),
            empty(t, 150, 240),
            el("div", *notes_right),
            cls="grid",
            style=three,
        )
    elif kind == "chart" and not small:
        body = axis(t)
    else:
        body = listed()
    return title, el(
        "div", body, style=f"margin: {t.pick((6, 10) if small else (10, 20, 40))}px 0; flex: 1"
    )


@family(10)
def slide(t, v):
    """A slide: title, content, a row of date, name and number at the foot."""
    title, body = slide_inner(t)
    if v == 0:
        title = el(
            "main-title", t.title(3, 7), style="font-size: 200%; margin-top: 120px", cls="center"
        )
        body = (
            el("p", t.name(), cls="center")
            + el("p", t.place(), cls="center")
            + el("p", t.date(), cls="center")
        )
    foot = [
        el("footer", t.pick((t.date(), t.short_date()))),
        el("footer", t.title(2, 4)),
        el("page-no", str(t.number(1, 60))),
    ]
    foot = foot[t.pick((0, 0, 1, 2)) :]
    style = "display: flex; flex-direction: column; height: var(--tall)"
    end = (
        el("div", *foot, cls="between", style=f"font-size: {t.pick((60, 70))}%")
        if chance(t, 0.85)
        else ""
    )
    tall = t.pick((560, 620, 700))
    inner = el("div", title, body, end, style=style + f"; --tall: {tall}px")
    return page(t, inner, width=t.pick((960, 1000)), size=t.pick((20, 22, 24)), pad=40)


@family(10)
def handout(t, v):
    """Two to nine slides on a page, lines for notes or notes at the side by chance."""
    count, across = ((6, 2), (4, 2), (3, 1), (9, 3), (2, 1))[v % 5]
    made = []
    for k in range(count):
        title, body = slide_inner(t, True)
        foot = el(
            "div",
            el("footer", t.title(1, 3)),
            el("page-no", str(k + 1)),
            cls="between",
            style="font-size: 75%",
        )
        style = f"padding: 12px; min-height: {t.number(130, 220)}px; {t.pick(('border: 1px solid #333', ''))}"
        one = el("div", title, body, foot if chance(t, 0.6) else "", style=style)
        if across == 1:
            note = el("p", t.text(1, 4)) if chance(t, 0.6) else ""
            one = split(t, one, note, 55, 24)
        made.append(one)
    grid = cells(made, across, t.pick((10, 16, 24, 40)))
    return sheet(
        t,
        pages_head(t) if chance(t) else "",
        grid,
        pages_foot(t),
        size=t.pick((11, 12)),
        width=t.pick((800, 900)),
    )


@family(8)
def spreadsheet(t, v):
    """A spreadsheet that was printed: letters and numbers of its cells by chance, many columns."""
    across, count = t.number(4, 9), t.number(12, 40)
    kinds = ["word", *(t.pick("word whole part percent".split()) for _ in range(across - 1))]
    holes, letters = t.pick((0, 0.1, 0.35)), chance(t, 0.4)
    body = []
    if letters:
        body.append(["", *"ABCDEFGHIJ"[:across]])
    body.append((["1"] if letters else []) + [t.phrase(1, 2) for _ in range(across)])
    for k in range(count):
        row = [
            "" if chance(t, holes) else t.phrase(1) if kind == "word" else value(t, kind)
            for kind in kinds
        ]
        if chance(t, 0.08):
            row = [""] * across
        body.append(([str(k + 2)] if letters else []) + row)
    css = f"td {{ padding: {t.pick((1, 3))}px {t.pick((4, 8))}px; white-space: nowrap; }}"
    sides = [t.pick(("left", "right", "right")) for _ in kinds]
    for k, side in enumerate(sides):
        css += f"td:nth-child({k + 1 + letters}) {{ text-align: {side if k else 'left'}; }}"
    made = table("", body, "", t.pick(("ruled", "")), style=f"width: {t.pick(('100%', 'auto'))}")
    head = el("header", f"{t.title(1, 2)}.xls", cls="center") if chance(t) else ""
    return sheet(
        t, head, made, pages_foot(t), css=css, size=t.pick((10, 11, 12)), width=t.pick((900, 1100))
    )


@family(8)
def code_listing(t, v):
    """Code with numbers of lines, within prose or by itself, in one or two columns."""
    names = [t.words(1) for _ in range(12)]

    def code(count, first=1):
        made, depth = [], 0
        for k in range(count):
            a, b = t.pick(names), t.pick(names)
            said = t.pick(
                (
                    f"{a} = {b}({t.number(1, 99)})",
                    f"if {a} > {b}:",
                    f"return {a}",
                    f"# {t.words(4)}",
                    f"{a}.{b}({a}, {b})",
                    "",
                )
            )
            depth = (
                min(4, depth + 1) if said.startswith("if") else max(0, depth - t.pick((0, 0, 1)))
            )
            mark = el("div", str(first + k), cls="right") if numbers else ""
            made.append(
                mark
                + el(
                    "pre",
                    said,
                    style=f"padding-left: {22 * depth}px; font: inherit; white-space: pre-wrap; min-height: 1.2em",
                )
            )
        wide = f"grid-template-columns: {'34px ' if numbers else ''}minmax(0, 1fr); gap: 0 {t.pick((8, 14))}px"
        return el(
            "div",
            *made,
            cls="grid",
            style=f"{wide}; font-family: 'DejaVu Sans Mono'; font-size: 88%; margin: 10px 0",
        )

    numbers = v % 3 != 2
    if v % 4 == 1:
        body = cells([code(t.number(20, 40), 1), code(t.number(20, 40), 41)], 2, 24)
    elif v % 4 == 2:
        body = flow(
            t,
            [
                heading(t),
                prose(t),
                code(t.number(5, 10)),
                prose(t),
                heading(t),
                code(8),
                prose(t, count=(1, 2)),
            ],
            2,
        )
    elif v % 4 == 3:
        body = "".join(
            split(t, code(t.number(4, 9)), el("p", t.text(1, 4)), 55) for _ in range(t.number(2, 5))
        )
    else:
        body = prose(t) + el("p", caption(t, "Listing")) + code(t.number(8, 30)) + prose(t)
    return sheet(t, pages_head(t), heading(t, 1), body, pages_foot(t))


@family(8)
def flow_chart(t, v):
    """Boxes below each other; where there are branches the left one is read whole, then the right."""
    border = t.pick(("border: 1px solid #333;", "", "background: #eee;"))

    def node(low=1, high=6):
        wide = t.pick((120, 150, 190))
        style = f"{border} width: {wide}px; max-width: 100%; margin: 0 auto {t.pick((16, 24, 36))}px; padding: 6px; text-align: center"
        return el("div", t.phrase(low, high), style=style)

    parts = [el("h1", t.title(2, 5), cls="center")] if chance(t) else []
    for _ in range(t.number(2, 4)):
        if chance(t, 0.5):
            count = t.pick((2, 2, 3))
            branches = []
            for _ in range(count):
                word = (
                    el("div", t.pick("yes no else A B".split()), cls="center")
                    if chance(t, 0.5)
                    else ""
                )
                branches.append(el("div", word, *(node() for _ in range(t.number(1, 3)))))
            parts.append(cells(branches, count, t.pick((10, 30, 60)), "padding: 0 20px"))
        else:
            parts += [node() for _ in range(t.number(1, 2))]
    chart = el("div", *parts)
    text = el("figcaption", caption(t, "Figure")) if chance(t, 0.6) else ""
    if v % 3 == 1:
        body = split(t, chart + text, prose(t, 3, 7, (2, 3)), 50)
    elif v % 3 == 2:
        body = prose(t) + chart + text + prose(t)
    else:
        body = chart + text
    return sheet(t, pages_head(t) if chance(t) else "", body, pages_foot(t))


@family(8)
def organisation(t, v):
    """A chart of an organisation: the head, then its departments, each with what is below it."""
    border = t.pick(("border: 1px solid #333;", "", "background: #eee;"))

    def unit(wide="100%"):
        said = [el("div", el("b", t.title(1, 3))), el("div", t.name())]
        if chance(t, 0.3):
            said.append(el("div", t.phone()))
        return el(
            "div",
            *said,
            style=f"{border} padding: 6px; width: {wide}; margin: 0 auto 14px; text-align: {side}",
        )

    side = t.pick(("center", "center", "left"))
    count = t.number(3, 5)
    parts = [el("h1", t.title(2, 4), cls="center") if chance(t, 0.7) else "", unit("240px")]
    if chance(t, 0.4):
        parts.append(cells([unit("200px"), unit("200px")], 2, t.pick((20, 120))))
    columns = [el("div", unit(), *(unit() for _ in range(t.number(0, 5)))) for _ in range(count)]
    parts.append(
        cells(columns, count, t.pick((14, 24, 36)), f"margin-top: {t.pick((6, 20))}px", any=True)
    )
    if chance(t, 0.4):
        parts.append(prose(t, 2, 4, (1, 2)))
    return sheet(t, *parts, pages_foot(t), width=t.pick((900, 1050)), size=t.pick((13, 14)))


@family(8)
def timeline(t, v):
    """Years and events: down the page, at both sides of a line, or across it."""
    count = t.number(5, 9)
    year = t.number(1700, 1950)
    years = [str(year + 7 * k + t.number(0, 5)) for k in range(count)]
    kind = v % 4
    title = heading(t, 1)

    def text():
        return (el("h3", t.title(1, 4)) if chance(t, 0.4) else "") + el("p", t.text(1, 3))

    space = f"margin-bottom: {t.pick((8, 16, 28))}px"
    if kind == 0:
        body = "".join(split(t, el("dt", y), text(), 15, 16, space) for y in years)
    elif kind == 1:
        made = []
        for k, y in enumerate(years):
            style = f"width: 46%; margin-left: {0 if k % 2 == 0 else 54}%; {space}"
            made.append(
                el(
                    "div",
                    el("dt", y),
                    text(),
                    style=style,
                    cls="right" if k % 2 == 0 and chance(t) else "",
                )
            )
        body = el("div", *made)
    elif kind == 2:
        across = t.number(3, 5)
        body = cells([el("div", el("dt", y), text()) for y in years], across, t.pick((12, 20, 30)))
    else:
        body = table(
            "", [[y, t.title(1, 3), t.text(1, 2)] for y in years], "", "", style="width: 100%"
        )
    before = prose(t, 2, 4, (1, 1)) if chance(t) else ""
    css = "td { padding: 4px 10px; }"
    return sheet(t, pages_head(t) if chance(t) else "", title, before, body, pages_foot(t), css=css)


@family(10)
def chart_report(t, v):
    """Charts with marks and legends beside or between text."""
    parts = [pages_head(t) if chance(t) else "", heading(t, 1)]
    if v % 4 == 3:
        body = [prose(t), axis(t), heading(t), prose(t, count=(1, 3)), axis(t), prose(t)]
        return sheet(t, *parts, flow(t, body, t.pick((2, 3))), pages_foot(t))
    for _ in range(t.number(2, 3)):
        text, chart = heading(t) + prose(t, 2, 5, (1, 2)), axis(t)
        kind = t.pick("beside beside two under".split())
        if kind == "beside":
            parts.append(split(t, *((text, chart) if chance(t) else (chart, text))))
        elif kind == "two":
            parts += [text, cells([axis(t) for _ in range(t.pick((2, 2, 3)))], t.pick((2, 3)), 20)]
        else:
            parts += [text, chart]
    return sheet(t, *parts, pages_foot(t))


@family(8)
def map_sheet(t, v):
    """A map: names scattered on it, a legend under or beside it, a title, a scale."""
    width, height = t.number(420, 620), t.number(320, 520)
    across, high = t.pick((2, 3, 4)), t.number(4, 8)
    names = []
    for row in range(high):
        for column in range(across):
            if chance(t, 0.7):
                x = (column + 0.4 * t.rng.random()) * width / across
                y = (row + 0.5 * t.rng.random()) * height / high
                size = t.pick((75, 85, 100, 120))
                name = t.place() if chance(t, 0.8) else t.title(1, 2)
                names.append(
                    el(
                        "div",
                        name,
                        style=f"position: absolute; left: {x:.0f}px; top: {y:.0f}px; font-size: {size}%",
                    )
                )
    drawn = el(
        "div", *names, style=f"position: relative; width: {width}px; height: {height}px", any=True
    )
    keys = some(
        t,
        4,
        10,
        lambda: el(
            "div", t.phrase(1, 4), style=f"padding-left: {t.pick((40, 40))}px; margin-bottom: 5px"
        ),
    )
    legend = el("h3", t.pick("Legend Key Legende".split())) + el("div", *keys)
    if chance(t, 0.6):
        legend += el("p", f"Scale 1 : {t.pick((25, 50, 100))} 000", style="margin-top: 12px")
    title = el(
        "main-title",
        t.title(2, 4),
        style="font-size: 150%; margin-bottom: 12px",
        cls=t.pick(("", "center")),
    )
    if v % 3 == 0:
        body = el(
            "div",
            drawn,
            el("div", legend),
            cls="grid",
            style=f"grid-template-columns: {width}px 1fr; gap: 20px",
        )
    elif v % 3 == 1:
        body = drawn + el("div", legend, style=f"column-count: {t.pick((2, 3))}")
    else:
        body = el(
            "div",
            el("div", legend, prose(t, 1, 3, (1, 1))),
            drawn,
            cls="grid",
            style=f"grid-template-columns: 1fr {width}px; gap: 20px",
        )
    foot = (
        el("footer", f"{t.title(2, 4)} {t.number(1950, 2020)}", cls=t.pick(("", "right")))
        if chance(t)
        else ""
    )
    return sheet(t, title, body, foot, width=width + t.number(300, 380), size=t.pick((13, 14, 16)))


@family(8)
def weather(t, v):
    """Tables of weather: days down or across, heads that are turned, averages, remarks."""
    days, across = t.number(10, 31), t.number(4, 8)
    heads = "Max Min Mean Rain Wind Sun Cloud Dew".split()[:across]
    units = "°C °C °C mm km/h h oktas °C".split()[:across]
    turned = chance(t, 0.4)
    holes = t.pick((0, 0, 0.2))
    first = t.pick(("Day", "Date", ""))
    if turned:
        top = [
            el("th", first),
            *(el("th", el("div", f"{t.phrase(1, 2)} {u}", cls="up")) for u in units),
        ]
    else:
        top = [
            el("th", first),
            *(el("th", lines(*both)) for both in zip(heads, units, strict=True)),
        ]
    made = [el("tr", *top)]
    for day in range(1, days + 1):
        name = t.pick("Mon Tue Wed Thu Fri Sat Sun".split()) + f" {day}" if v % 2 else str(day)
        row = ["" if chance(t, holes) else f"{t.number(-5, 30)}.{t.number(0, 9)}" for _ in heads]
        if v % 3 == 2:
            row[-1] = t.phrase(1, 4)
        made.append(el("tr", *(el("td", cell) for cell in [name, *row])))
        if chance(t, 0.1):
            made.append(el("tr", el("td", "", style="height: 12px")))
    for name in t.pick(((), ("Mean",), ("Total", "Mean"))):
        made.append(el("tr", el("td", name), *(el("td", value(t, "part")) for _ in heads)))
    css = f"td, th {{ padding: {t.pick((0, 1, 3))}px 6px; text-align: {t.pick(('right', 'center'))}; }}"
    css += "td:first-child { text-align: left; } th { vertical-align: bottom; }"
    body = el("table", *made, cls=t.pick(("", "ruled")), style=f"width: {t.pick(('100%', '75%'))}")
    title = el(
        "h1",
        f"{t.pick('January March June October'.split())} {t.number(1900, 2020)}",
        cls=t.pick(("center", "")),
    )
    place = facts(t, [("Station", t.place()), ("Height", "120 m"), ("Observer", t.name())])
    after = prose(t, 1, 3, (1, 2)) if chance(t) else ""
    return sheet(t, title, place, body, after, css=css, size=t.pick((12, 13, 15)))


@family(8)
def notebook(t, v):
    """A page of a laboratory notebook: date, aim, what was weighed, times and what was seen."""
    parts = [el("page-no", str(t.number(1, 200)), cls="right") if chance(t) else ""]
    parts.append(
        facts(t, [("Date", t.date()), ("Experiment", t.code()), ("Page", str(t.number(1, 99)))])
    )
    for name in t.rng.sample(
        "Aim Materials Procedure Observations Yield Conclusion Safety".split(), t.number(3, 5)
    ):
        parts.append(el("h3", name, style=f"margin-top: {t.pick((6, 14))}px"))
        kind = t.pick("text times weights sums".split())
        if kind == "text":
            parts.append(prose(t, 1, 4, (1, 2)))
        elif kind == "times":
            rows = [[t.time(), t.sentence(3, 14)] for _ in range(t.number(3, 8))]
            parts.append(table("", rows, "", "", style="width: 100%"))
        elif kind == "weights":
            rows = [
                [
                    t.pick(FORMULAS),
                    value(t, "unit"),
                    value(t, "unit"),
                    t.phrase(1, 3) if chance(t) else "",
                ]
                for _ in range(t.number(3, 6))
            ]
            parts.append(
                table(
                    ["Substance", "Mass", "Amount", "Remarks"] if chance(t) else "",
                    rows,
                    "",
                    t.pick(("", "ruled")),
                )
            )
        else:
            parts += [equation(t, False) for _ in range(t.number(1, 4))]
    if chance(t, 0.4):
        parts.append(axis(t))
    sign = [el("div", el("div", name), el("div", t.date())) for name in ("Signed", "Witness")]
    parts.append(cells(sign, 2, 40, "margin-top: 30px") if chance(t, 0.7) else "")
    return sheet(t, *parts, css=f"td {{ padding: 2px {t.pick((8, 16, 24))}px; }}")


@family(8)
def safety_sheet(t, v):
    """A safety data sheet: numbered sections with labels and values, lists and tables."""
    head = cells(
        [el("header", t.title(2, 4)), el("header", f"Revision: {t.short_date()}", cls="right")],
        2,
        20,
    )
    parts, first = [head], t.number(1, 9)
    form, width = t.pick("grid grid inline right".split()), t.pick(("160px", "220px", "35%"))
    for k in range(t.number(2, 5)):
        style = f"margin: {t.pick((8, 16))}px 0 4px; font-size: 110%; {t.pick(('background: #ddd', ''))}"
        parts.append(
            el("h2", f"{t.pick(('', 'SECTION '))}{first + k}. {t.title(2, 5)}", style=style)
        )
        for j in range(t.number(1, 3)):
            parts.append(
                el("h3", f"{first + k}.{j + 1} {t.title(2, 4)}", style="font-size: 100%")
                if chance(t, 0.6)
                else ""
            )
            kind = t.pick("pairs pairs text list table".split())
            if kind == "pairs":

                def one():
                    return t.text(1, 2) if chance(t, 0.3) else t.phrase(1, 6)

                parts.append(facts(t, some(t, 3, 9, lambda: (t.phrase(1, 4), one())), form, width))
            elif kind == "text":
                parts.append(prose(t, 1, 3, (1, 2)))
            elif kind == "list":
                marks = [f"{t.pick('H P')}{t.number(200, 450)}" for _ in range(t.number(2, 6))]
                parts.append(numbered(t, [t.sentence(3, 14) for _ in marks], marks))
            else:
                rows = [
                    [
                        t.pick(FORMULAS),
                        f"{t.number(50, 99999)}-{t.number(10, 99)}-{t.number(0, 9)}",
                        value(t, "percent"),
                        t.phrase(1, 4),
                    ]
                    for _ in range(t.number(2, 5))
                ]
                heads = "Substance,CAS No.,Content,Class".split(",")
                parts.append(table(heads, rows, "", t.pick(("", "ruled")), style="width: 100%"))
    return sheet(
        t, *parts, pages_foot(t), css="td, th { padding: 2px 8px; }", size=t.pick((13, 14, 16))
    )


@family(8)
def standard(t, v):
    """Numbered clauses with notes and examples, numbers hanging or in the line."""
    hang, share = chance(t), t.pick((10, 13, 16))
    first = t.number(3, 9)
    parts = [pages_head(t)]

    def clause(number, text, tag="p"):
        if hang:
            return split(t, el("div", number), el(tag, text), share, 8, f"margin-bottom: {space}px")
        return el(tag, f"{number} {text}", style=f"margin-bottom: {space}px")

    space = t.pick((4, 8, 14))
    for k in range(t.number(1, 3)):
        parts.append(clause(f"{first + k}", t.title(1, 4), "h2"))
        for j in range(t.number(2, 5)):
            number = f"{first + k}.{j + 1}"
            parts.append(
                clause(number, t.title(1, 4), "h3") + prose(t, 1, 3, (1, 1))
                if chance(t, 0.5)
                else clause(number, t.text(1, 4))
            )
            kind = t.pick("none none note list example table terms".split())
            if kind in ("note", "example"):
                style = f"font-size: 88%; margin: 6px 0 10px {t.pick((0, 24))}px"
                parts.append(
                    el("p", f"{kind.upper()} {t.pick(('', '1 ', '2 '))}{t.text(1, 2)}", style=style)
                )
            elif kind == "list":
                parts.append(
                    numbered(
                        t,
                        some(t, 2, 5, lambda: t.sentence(3, 14)),
                        [f"{c})" for c in "abcde"],
                        "margin-left: 20px",
                    )
                )
            elif kind == "table":
                parts.append(stats(t, t.number(3, 6), t.number(2, 4)))
            elif kind == "terms":
                parts += [
                    el("p", el("b", t.phrase(1, 3))),
                    el("p", t.sentence(5, 16), style="margin-bottom: 8px"),
                ]
    return sheet(t, *parts, pages_foot(t), pad=t.pick((60, 90)))


@family(8)
def requirements(t, v):
    """Requirements of a specification: tables with texts that wrap, one table for each, or clauses."""

    def row():
        return [
            f"{t.pick(('REQ', 'SYS', 'R'))}-{t.number(1, 400):03}",
            t.text(1, 3),
            t.pick("must should may".split()),
            t.phrase(1, 4) if chance(t, 0.6) else "",
        ]

    title = heading(t, 1, t.pick(("", "3.2")))
    ruled = t.pick(("", "ruled"))
    if v % 3 == 1:
        made = []
        for _ in range(t.number(2, 4)):
            labels = t.rng.sample(
                "ID,Title,Description,Rationale,Source,Priority,Verification".split(","),
                t.number(4, 6),
            )
            made.append(
                table(
                    "",
                    [
                        [label, t.text(1, 2) if chance(t, 0.4) else t.phrase(1, 5)]
                        for label in labels
                    ],
                    "",
                    ruled,
                    style="width: 100%; margin-bottom: 18px",
                )
            )
        css = f"td {{ padding: 3px 8px; }} td:first-child {{ width: {t.pick((18, 25))}%; }}"
        return sheet(t, pages_head(t), title, *made, pages_foot(t), css=css)
    if v % 3 == 2:
        made = [
            split(t, el("div", r[0]), el("p", r[1]), t.pick((14, 20)), 10, "margin-bottom: 10px")
            for r in some(t, 6, 12, row)
        ]
        return sheet(t, pages_head(t), title, prose(t, 1, 3, (1, 1)), *made, pages_foot(t))
    heads = "ID,Requirement,Level,Remarks".split(",") if chance(t, 0.8) else ""
    made = table(
        heads, some(t, 5, 12, row), caption(t) if chance(t) else "", ruled, style="width: 100%"
    )
    css = f"td, th {{ padding: {t.pick((2, 5, 9))}px 8px; }} td:nth-child(2) {{ width: 50%; }} td:first-child {{ white-space: nowrap; }}"
    return sheet(t, pages_head(t), title, prose(t, 1, 2, (1, 1)), made, pages_foot(t), css=css)


@family(10)
def bilingual_manual(t, v):
    """Two to four languages: aligned row by row, or each in a column of its own."""
    tongues = [t, *(t.of(name) for name in t.rng.sample(("de", "fr", "it", "ru", "el"), 3))]
    count = t.pick((2, 2, 3, 4))
    tongues, between = tongues[:count], t.pick((14, 20, 30))
    own = {
        "en": "English",
        "de": "Deutsch",
        "fr": "Français",
        "it": "Italiano",
        "ru": "Русский",
        "el": "Ελληνικά",
    }
    names = [own[tongue.language] for tongue in tongues]
    if v % 2:
        made = []
        for k in range(t.number(4, 9)):
            hang = f"{k + 1}. " if chance(t) else ""
            low = t.pick((1, 1, 2))
            made.append([hang + tongue.text(low, low + 1) for tongue in tongues])
        heads = names if chance(t) else ""
        css = f"td, th {{ width: {100 // count}%; padding: 0 {between // 2}px {t.pick((4, 10, 18))}px; }}"
        body = table(heads, made, "", t.pick(("", "", "ruled")))
        return sheet(t, heading(t, 1), body, pages_foot(t), css=css, size=t.pick((12, 13, 15)))
    columns = []
    for tongue, name in zip(tongues, names, strict=True):
        parts = [el("h2", name if chance(t, 0.6) else tongue.title(1, 3))]
        for _ in range(t.number(2, 4)):
            if chance(t):
                parts.append(el("h3", tongue.title(1, 4)))
            texts = [tongue.text(1, 2) for _ in range(t.number(2, 5))]
            parts.append(
                numbered(t, texts) if chance(t, 0.5) else "".join(el("p", x) for x in texts)
            )
        columns.append(el("div", *parts))
    picture = figure(t, 100, 220) if chance(t) else ""
    body = cells(columns, count, between)
    return sheet(
        t,
        pages_head(t) if chance(t) else "",
        picture,
        body,
        pages_foot(t),
        size=t.pick((12, 13, 14)),
    )


@family(8)
def leaflet(t, v):
    """The leaflet of a medicine: many narrow columns of small text."""
    count = t.number(3, 6)
    parts = []
    mark = t.pick(("{}. ", "", ""))
    for k in range(t.number(5, 9)):
        parts.append(
            el(
                "h3",
                mark.format(k + 1) + t.title(2, 7),
                style=f"margin-top: {t.pick((2, 6, 10))}px",
            )
        )
        parts.append(prose(t, 1, 4, (1, 2)))
        if chance(t, 0.5):
            parts.append(bullet_texts(t, 2, 6))
        if chance(t, 0.15):
            parts.append(
                table(
                    ["Age", "Dose"],
                    [[t.phrase(1), f"{t.number(1, 9)} ml"] for _ in range(4)],
                    "",
                    t.pick(("", "ruled")),
                )
            )
        if chance(t, 0.1):
            parts.append(framed(t, el("p", t.text(1, 2))))
    title = el(
        "main-title",
        f"{t.surname()}in {t.number(5, 500)} mg tablets",
        cls=t.pick(("", "center")),
        style="font-size: 150%",
    )
    lead = el("p", t.text(1, 2), cls=t.pick(("", "center")))
    inside = chance(t)
    body = flow(t, ([title, lead] if inside else []) + parts, count, t.pick((10, 12, 16, 22)))
    if not inside:
        body = title + lead + body
    foot = el("footer", t.code(), cls="right") if chance(t) else ""
    return sheet(
        t,
        body,
        foot,
        css="td, th { padding: 1px 4px; }",
        size=t.pick((9, 10, 11)),
        width=t.pick((800, 950, 1100)),
        pad=30,
    )


@family(8)
def crystal(t, v):
    """Tables of crystals: data and values, places of atoms side by side, lengths and angles."""
    small = t.pick((11, 12, 13))
    labels = "Formula,Formula weight,Crystal system,Space group,a (Å),b (Å),c (Å),β (°),V (Å³),Z,Radiation,R factor".split(
        ","
    )
    across = t.pick((1, 1, 2))
    data = [
        [label, *(t.pick((value(t, "part"), t.pick(FORMULAS))) for _ in range(across))]
        for label in labels[: t.number(7, 12)]
    ]

    def atoms(count):
        made = []
        for k in range(count):
            spots = [f"{t.pick(('', '–'))}0.{t.number(100, 9999)}({t.number(1, 9)})" for _ in "xyz"]
            made.append(
                [f"{t.pick('C N O S')}({k + 1})", *spots, f"{t.number(10, 60)}({t.number(1, 3)})"]
            )
        return made

    def bonds(count):
        return [
            [
                f"C({t.number(1, 20)})–{t.pick('N O C')}({k})",
                f"1.{t.number(200, 600)}({t.number(2, 9)})",
            ]
            for k in range(count)
        ]

    heads = ["Atom", "x", "y", "z", "U(eq)"] if chance(t, 0.8) else ""
    ruled, wide = t.pick(("", "", "ruled")), {"style": "width: 100%"}
    count, between = t.number(10, 26), t.pick((20, 30, 50))
    parts = []
    if v % 3 != 2:
        parts += [
            el("p", caption(t)),
            table("", data, "", ruled, style="width: 100%; margin-bottom: 14px"),
        ]
    if v % 3 != 1:
        parts.append(el("p", caption(t)))
        if chance(t, 0.6):
            parts.append(
                cells([table(heads, atoms(count), "", ruled, **wide) for _ in "ab"], 2, between)
            )
        else:
            parts.append(table(heads, atoms(count), "", ruled, **wide))
    if v % 3 == 1 or chance(t, 0.3):
        parts.append(el("p", caption(t), style="margin-top: 14px"))
        parts.append(
            cells(
                [table("", bonds(count), "", ruled, **wide) for _ in range(t.pick((2, 3)))],
                3,
                between,
            )
        )
    css = f"td, th {{ padding: {t.pick((0, 1, 3))}px 5px; }}"
    flowed = flow(t, [prose(t, 2, 5), heading(t), prose(t)], 2) if chance(t, 0.4) else ""
    return sheet(t, pages_head(t), *parts, flowed, pages_foot(t), css=css, size=small)


@family(10)
def yearbook(t, v):
    """Tables of statistics yearbooks: long stubs with points, turned or numbered heads, groups."""
    across, dots = t.number(4, 9), chance(t, 0.5)
    kinds = [t.pick("whole part percent".split()) for _ in range(across)]
    made = []
    stub = el("th", t.phrase(1, 3), rowspan=t.pick((1, 2)) if v % 2 else 1)
    if v % 2:
        half = across // 2
        stub = el("th", t.phrase(1, 3), rowspan=2)
        made.append(
            el(
                "tr",
                stub,
                el("th", t.phrase(1, 3), colspan=half),
                el("th", t.phrase(1, 3), colspan=across - half),
            )
        )
        made.append(
            el("tr", *(el("th", t.pick((t.phrase(1), str(1950 + k)))) for k in range(across)))
        )
    elif v % 4 == 0:
        made.append(
            el("tr", stub, *(el("th", el("div", t.phrase(2, 4), cls="up")) for _ in range(across)))
        )
    else:
        made.append(el("tr", stub, *(el("th", str(1960 + 5 * k)) for k in range(across))))
    if chance(t, 0.4):
        made.append(el("tr", *(el("td", str(k + 1), cls="center") for k in range(across + 1))))
    indent = t.pick((0, 14, 20))
    for _ in range(t.number(2, 5)):
        over = t.pick("span plain none".split())
        if over == "span":
            made.append(
                el(
                    "tr",
                    el(
                        "td",
                        t.title(1, 4),
                        colspan=across + 1,
                        style="text-align: center; padding: 8px 0 4px",
                    ),
                )
            )
        elif over == "plain":
            made.append(
                el("tr", el("td", t.title(1, 4)), *(el("td", value(t, kind)) for kind in kinds))
            )
        for _ in range(t.number(2, 8)):
            name = t.phrase(1, 4) + (" . . . . ." if dots else "")
            row = (el("td", "–" if chance(t, 0.06) else value(t, kind)) for kind in kinds)
            made.append(el("tr", el("td", name, style=f"padding-left: {indent}px"), *row))
    css = (
        f"td, th {{ padding: {t.pick((0, 1, 3))}px 5px; text-align: right; font-weight: normal; }}"
    )
    css += "td:first-child { text-align: left; width: 28%; } th { text-align: center; vertical-align: bottom; }"
    body = el("table", *made, cls=t.pick(("", "", "ruled")), style="width: 100%")
    title = el("h2", f"{t.number(1, 300)}. {t.title(3, 7)}", cls=t.pick(("center", "")))
    unit = (
        el(
            "p",
            t.pick(("in 1,000", "in thousand tons", "per cent")),
            cls=t.pick(("right", "center")),
        )
        if chance(t)
        else ""
    )
    return sheet(
        t,
        pages_head(t),
        title,
        unit,
        body,
        notes(t) if chance(t, 0.7) else "",
        pages_foot(t),
        css=css,
        size=t.pick((11, 12, 13)),
    )


@family(10)
def exercises(t, v):
    """Exercises of mathematics: numbers, parts (a) (b) (c) in a row, below each other or in a grid."""

    def sum_text():
        a, b, c = (t.number(2, 99) for _ in "abc")
        return t.pick(
            (
                f"{a}x + {b} = {c}",
                f"{a} × {b} =",
                f"{a} + {b} − {c} =",
                f"√{a} · {b}",
                f"{a}/{b} + {c}/{a}",
                f"{a} : {b} =",
            )
        )

    def parts():
        letters, kind = "abcdefgh"[: t.number(2, 8)], t.pick("rows grid grid down".split())
        form = t.pick(("({})", "{})", "{}."))
        made = [el("div", f"{form.format(letter)} {sum_text()}") for letter in letters]
        if kind == "down":
            return "".join(made)
        return cells(
            made,
            t.pick((2, 3, 4) if count == 1 else (2, 2, 3)),
            t.pick((4, 8, 16)),
            "font-size: 92%",
        )

    count, hang = t.pick((1, 2, 2, 3)), chance(t)
    space, room = t.pick((8, 14, 22)), t.pick((0, 0, 0, 40, 80))
    made, first = [], t.number(1, 60)
    for k in range(t.number(4, 7) * count):
        said = el("p", t.text(1, 2)) if chance(t, 0.7) else ""
        rest = parts() if chance(t, 0.65) or not said else ""
        if chance(t, 0.12):
            rest += figure(t, 60, 110)
        style = f"margin-bottom: {space + room}px; break-inside: avoid"
        if hang or not said:
            made.append(
                el("div", split(t, el("div", f"{first + k}."), said + rest, 9, 4), style=style)
            )
        else:
            made.append(el("div", el("p", f"<b>{first + k}</b> {t.text(1, 2)}"), rest, style=style))
    title = heading(t, 1)
    points = (
        el(
            "div",
            *(el("div", x) for x in ("Name:", "Class:", "Date:")),
            cls="between",
            style="margin: 12px 0",
        )
        if chance(t, 0.3)
        else ""
    )
    return sheet(
        t,
        pages_head(t),
        points,
        title,
        flow(t, made, count),
        pages_foot(t),
        size=t.pick((13, 15, 16)),
    )


@family(8)
def symbols(t, v):
    """Symbols, chemicals or shortenings and what they mean, in one to three columns."""
    count = t.pick((1, 2, 2, 3))
    kind = t.pick("symbol formula short".split())

    def key():
        if kind == "symbol":
            return t.pick(SYMBOLS) + (
                f"<sub>{t.pick('0 i max rel')}</sub>" if chance(t, 0.4) else ""
            )
        return (
            t.pick(FORMULAS)
            if kind == "formula"
            else "".join(t.pick(list("ABCDEFGHILMNOPRST")) for _ in range(t.number(2, 5)))
        )

    third = chance(t, 0.4) and count < 3
    wide = f"minmax(min-content, {t.pick((60, 80, 100)) if count < 3 else 62}px) minmax(0, 1fr){' 60px' if third else ''}"
    space = t.pick((0, 3, 6))
    parts = [el("h1", t.pick(("List of symbols", "Nomenclature", "Abbreviations", "Chemicals")))]
    for _ in range(t.number(1, 4)):
        parts.append(el("h3", t.title(1, 2), style="margin-top: 12px"))
        made = []
        for _ in range(t.number(5, 14)):
            last = el("dd", t.pick(UNITS) if chance(t, 0.8) else "") if third else ""
            style = f"grid-template-columns: {wide}; gap: 8px; margin-bottom: {space}px; break-inside: avoid"
            made.append(
                el("div", el("dt", key()), el("dd", t.phrase(1, 9)), last, cls="grid", style=style)
            )
        parts.append(flow(t, made, count))
    return sheet(t, pages_head(t), *parts, pages_foot(t))


@family(8)
def bill_materials(t, v):
    """A bill of materials: levels, many narrow columns, a title block in a corner by chance."""
    heads = "Item,Part number,Rev,Description,Qty,Unit,Material,Remarks".split(",")
    keep = sorted(t.rng.sample(range(8), t.number(4, 8)) + [3])
    keep = sorted(set(keep))
    body = []
    for k in range(t.number(10, 30)):
        full = [
            f"{10 * (k + 1)}",
            t.code(),
            t.pick("A B C –".split()),
            t.phrase(1, 6),
            str(t.number(1, 40)),
            t.pick("pcs m kg".split()),
            t.phrase(1, 2) if chance(t, 0.6) else "",
            t.phrase(1, 5) if chance(t, 0.3) else "",
        ]
        body.append([full[at] for at in keep])
    made = table(
        [heads[at] for at in keep] if chance(t, 0.85) else "",
        body,
        "",
        t.pick(("ruled", "ruled", "")),
        style="width: 100%",
    )
    rest = [
        ("Drawn", t.name()),
        ("Date", t.short_date()),
        ("Checked", t.name()),
        ("Scale", "1:5"),
        ("Sheet", "1 of 3"),
        ("Title", t.title(2, 4)),
    ]
    block = facts(t, rest[: t.number(3, 6)], t.pick(("over", "grid")), "90px")
    block = el("div", block, style=f"margin: 14px 0 14px {t.pick((0, 40, 50))}%")
    css = f"td, th {{ padding: {t.pick((1, 3, 5))}px 6px; }}"
    over = chance(t)
    return sheet(
        t,
        block if over else heading(t, 1),
        made,
        "" if over else block,
        css=css,
        size=t.pick((12, 13)),
        width=t.pick((900, 1050)),
    )


@family(10)
def certificate(t, v):
    """A certificate of calibration: letterhead, facts, results, two signatures."""
    name = el(
        "header",
        el("div", t.surname() + " Laboratories"),
        el("div", t.street()),
        el("div", t.phone()),
    )
    number = (
        el("div", "Certificate no. " + t.code())
        if chance(t)
        else el("dl", el("dt", "Certificate"), el("dd", t.code()))
    )
    top = split(t, name, number, t.pick((50, 65, 75)))
    title = el(
        "main-title",
        t.pick(("Certificate of Calibration", "Calibration Certificate", "Test Certificate")),
        cls=t.pick(("center", "")),
        style="font-size: 170%; margin: 18px 0",
    )
    labels = (
        "Object,Manufacturer,Type,Serial number,Customer,Order no.,Date of calibration,Pages".split(
            ","
        )
    )

    def said():
        return (
            lines(t.phrase(1, 3), t.street())
            if chance(t, 0.15)
            else t.pick((t.code(), t.phrase(1, 4), t.date()))
        )

    known = [(label, said()) for label in labels[: t.number(4, 8)]]
    if chance(t, 0.6):
        info = facts(t, known)
        if chance(t, 0.3):
            info = split(t, info, el("p", t.text(2, 4), cls="small"), 55)
    else:
        info = split(
            t, facts(t, known[::2], "grid", "110px"), facts(t, known[1::2], "grid", "110px"), 50
        )
    results = stats(t, t.number(4, 9), t.number(2, 5)) if v % 3 else ""
    text = prose(t, 1, 4, (1, 2))
    sign = [
        el("div", *(el("div", x) for x in t.pick(((t.date(), "Date"), (t.name(), t.phrase(1, 2))))))
        for _ in range(t.pick((1, 2, 3)))
    ]
    signs = cells(sign, len(sign), 40, f"margin-top: {t.pick((20, 50))}px")
    mid = [info, text, results]
    if chance(t, 0.3):
        mid = [text, info, results]
    return sheet(t, top, title, *mid, signs, pages_foot(t))


@family(8)
def test_report(t, v):
    """A report of tests: header table, results with limits and verdicts, pictures in a grid."""
    known = [
        (label, t.pick((t.code(), t.date(), t.phrase(1, 3))))
        for label in "Report,Date,Client,Sample,Method,Operator".split(",")
    ]
    parts = [pages_head(t), heading(t, 1)]
    if v % 3 == 0:  # labels and values in the cells of a row, twice
        body = [[a, b, c, d] for (a, b), (c, d) in zip(known[::2], known[1::2], strict=True)]
        parts.append(
            table("", body, "", t.pick(("ruled", "")), style="width: 100%; margin: 10px 0")
        )
    else:
        parts.append(facts(t, known))
    for _ in range(t.number(1, 3)):
        parts.append(heading(t, 2, f"{t.number(1, 6)}.{t.number(1, 9)}"))
        kind = t.pick("results results photos steps chart text".split())
        if kind == "results":
            body = [
                [
                    t.phrase(1, 4),
                    t.pick(UNITS),
                    value(t, "part"),
                    value(t, "part") if chance(t, 0.6) else "",
                    t.pick("pass pass fail –".split()),
                ]
                for _ in range(t.number(4, 10))
            ]
            heads = "Test,Unit,Result,Limit,Verdict".split(",") if chance(t, 0.8) else ""
            parts.append(
                table(
                    heads,
                    body,
                    caption(t) if chance(t) else "",
                    t.pick(("", "ruled")),
                    style="width: 100%",
                )
            )
        elif kind == "photos":
            count = t.pick((2, 3))
            parts.append(
                cells(
                    [figure(t, 80, 140, False) for _ in range(count * t.number(1, 2))],
                    count,
                    gap(t),
                )
            )
        elif kind == "steps":
            parts.append(numbered(t, some(t, 3, 6, lambda: t.text(1, 2))))
        elif kind == "chart":
            parts.append(split(t, axis(t), prose(t, 2, 4), 60))
        else:
            parts.append(prose(t))
    return sheet(t, *parts, pages_foot(t), css=f"td, th {{ padding: {t.pick((1, 3, 6))}px 6px; }}")


@family(8)
def readme(t, v):
    """A document of a project that was printed: headings, commands, lists, tables of options."""
    parts = [el("h1", t.words(1) + "-" + t.words(1)), prose(t, 1, 3, (1, 1))]
    for _ in range(t.number(3, 6)):
        parts.append(heading(t, 2))
        kind = t.pick("code list options text faq".split())
        if kind == "code":
            style = "margin: 8px 0; padding: 8px; font-family: 'DejaVu Sans Mono'; font-size: 85%;"
            style += t.pick(("background: #eee", "border: 1px solid #ccc", "padding-left: 40px"))
            commands = some(
                t, 1, 6, lambda: el("div", f"$ {t.words(1)} --{t.words(1)} {t.words(1)}.txt")
            )
            parts += [el("p", t.sentence()), el("div", *commands, style=style)]
        elif kind == "list":
            parts.append(bullet_texts(t, 3, 7))
        elif kind == "options":
            items = some(t, 4, 8, lambda: (f"--{t.words(1)}", t.sentence(3, 18)))
            under = "".join(
                el("dt", a) + el("dd", b, style="margin: 0 0 6px 40px") for a, b in items
            )
            parts.append(under if chance(t, 0.4) else facts(t, items, "grid", "170px"))
        else:
            parts.append(prose(t, 1, 4))
    return sheet(t, *parts, pages_foot(t) if chance(t) else "", width=t.pick((760, 860)))


@family(8)
def email_print(t, v):
    """A mail that was printed: heads, text, signature, quoted mails, address of the page."""

    def mail(depth):
        known = [
            ("From", t.name()),
            ("Sent", f"{t.date()} {t.time()}"),
            ("To", "; ".join(some(t, 1, 4, t.name))),
        ]
        known += [("Cc", t.name())] if chance(t, 0.4) else []
        known += [("Subject", t.title(2, 7))]
        head = facts(t, known, t.pick(("grid", "inline")), t.pick(("70px", "110px")))
        texts = [
            el("p", t.phrase(1) + ","),
            *(el("p", t.text(1, 5)) for _ in range(t.number(1, 4))),
        ]
        if chance(t, 0.3):
            texts.append(bullet_texts(t, 2, 5))
        if chance(t, 0.2):
            texts.append(stats(t, t.number(3, 5), 2, title=False))
        sign = [t.name(), t.phrase(2, 3), t.phone()][: t.number(1, 3)]
        style = f"padding-left: {20 * depth * indent}px"
        rest = el("div", *(el("div", x) for x in sign), style="margin-top: 10px")
        return el("div", head, el("div", *texts, style="margin-top: 14px"), rest, style=style)

    indent = t.pick((0, 1))
    parts = []
    if chance(t):
        parts.append(
            el(
                "div",
                el("header", t.short_date()),
                el("header", t.title(2, 4)),
                cls="between small",
            )
        )
    if chance(t):
        parts.append(el("h1", t.title(2, 6), style="font-size: 140%; margin: 10px 0"))
    for k in range(t.pick((1, 1, 2, 3))):
        parts.append(mail(k) + el("div", style="height: 22px"))
    if chance(t, 0.3):
        parts.append(
            cells(
                [
                    el("div", f"{t.words(1)}.pdf ({t.number(2, 900)} kB)")
                    for _ in range(t.number(2, 5))
                ],
                3,
                12,
            )
        )
    foot = el(
        "div",
        el("footer", f"https://mail.{t.words(1)}.org/{t.code()}"),
        el("page-no", "1/2"),
        cls="between small",
    )
    css = f"p {{ margin-bottom: {t.pick((0, 8, 14))}px; }}"
    return sheet(t, *parts, foot if chance(t, 0.7) else "", css=css, width=t.pick((720, 820)))


@family(10)
def web_page(t, v):
    """A page of the web that was printed: navigation over or at the left, main, side, footer."""

    def links(low, high, tag="div"):
        space = f"margin-bottom: {t.pick((2, 6, 10))}px"
        return "".join(some(t, low, high, lambda: el(tag, t.phrase(1, 3), style=space)))

    bar = el(
        "div",
        *some(t, 3, 7, lambda: el("div", t.phrase(1))),
        cls="flex",
        style=f"gap: {t.pick((24, 36, 50))}px; margin: 8px 0 16px",
    )
    top = el("header", t.title(1, 2), style="font-size: 140%")
    main = [
        el("p", " › ".join(some(t, 2, 4, lambda: t.phrase(1)))) if chance(t, 0.4) else "",
        el("h1", t.title(3, 8)),
    ]
    main.append(el("p", f"{t.name()} | {t.date()}", cls="small") if chance(t) else "")
    for _ in range(t.number(2, 4)):
        kind = t.pick("text text cards list table picture".split())
        if kind == "text":
            main.append(heading(t) + prose(t, 2, 5))
        elif kind == "cards":
            made = [
                el("div", empty(t, 50, 90), el("h4", t.title(2, 4)), el("p", t.sentence()))
                for _ in range(t.pick((2, 3, 4, 6)))
            ]
            main.append(cells(made, t.pick((2, 3)), gap(t), "margin: 12px 0", any=True))
        elif kind == "list":
            main.append(bullet_texts(t, 3, 7))
        elif kind == "table":
            main.append(stats(t, t.number(3, 6), t.number(2, 3)))
        else:
            main.append(figure(t))
    main = el("main", *main)
    side = "".join(
        el("h3", t.title(1, 3)) + links(3, 7) + el("p", t.text(1, 2), style="margin-bottom: 12px")
        for _ in range(t.number(1, 3))
    )
    side = el("div", side, free=True, style=f"font-size: {t.pick((80, 90))}%")
    left = el("div", links(6, 14, "li"), style=f"font-size: {t.pick((80, 90))}%")
    kind = v % 4
    if kind == 0:
        body = el(
            "div",
            left,
            main,
            side,
            cls="grid",
            style=f"grid-template-columns: 150px minmax(0, 1fr) 180px; gap: {gap(t)}px",
        )
    elif kind == 1:
        body = el(
            "div",
            left,
            main,
            cls="grid",
            style=f"grid-template-columns: {t.pick((150, 200))}px minmax(0, 1fr); gap: {gap(t)}px",
        )
    elif kind == 2:
        body = el(
            "div",
            main,
            side,
            cls="grid",
            style=f"grid-template-columns: minmax(0, 1fr) {t.pick((180, 240))}px; gap: {gap(t)}px",
        )
    else:
        body = main
    fat = cells(
        [el("div", el("h4", t.title(1, 2)), links(3, 5)) for _ in range(t.number(3, 4))],
        4,
        20,
        "margin-top: 24px",
    )
    foot = el(
        "footer",
        fat if chance(t, 0.6) else "",
        el("div", f"© {t.number(1998, 2024)} {t.title(2, 3)}", style="margin-top: 12px"),
    )
    last = (
        el(
            "div",
            el("footer", f"https://www.{t.words(1)}.org/{t.code()}"),
            el("page-no", f"{t.number(1, 3)}/3"),
            cls="between small",
        )
        if chance(t)
        else ""
    )
    return sheet(
        t,
        top,
        bar if kind != 1 or chance(t) else "",
        body,
        foot,
        last,
        width=t.pick((900, 1000, 1150)),
        pad=30,
        size=t.pick((13, 14, 16)),
    )


@family(8)
def faq(t, v):
    """Questions and answers: in columns, answers beside or under, letters Q and A by chance."""
    kind = v % 4
    made, space = [], t.pick((8, 14, 24))
    mark = chance(t, 0.4)
    for k in range(t.number(6, 12)):
        question = t.sentence(4, 12)[:-1] + "?"
        answer = t.text(1, 4)
        style = f"margin-bottom: {space}px; break-inside: avoid"
        if kind == 1:
            made.append(
                split(
                    t,
                    el("h3", question, style="font-size: 100%"),
                    el("p", answer),
                    t.pick((30, 36)),
                    20,
                    style,
                )
            )
        elif mark:
            said = [
                split(t, el("div", a), el(tag, b), 8, 4)
                for a, tag, b in (("Q:", "h3", question), ("A:", "p", answer))
            ]
            made.append(el("div", *said, style=style))
        else:
            hang = "" if kind else f"{k + 1}. "
            made.append(
                el(
                    "div",
                    el("h3", hang + question, style="font-size: 105%"),
                    el("p", answer),
                    style=style,
                )
            )
    count = 1 if kind in (0, 1) else t.pick((2, 2, 3))
    body = cells(made, count, gap(t)) if kind == 3 and not mark else flow(t, made, count)
    return sheet(t, pages_head(t) if chance(t) else "", heading(t, 1), body, pages_foot(t))


@family(8)
def specification(t, v):
    """A sheet of a product: picture, groups of label and value, dimensions, icons with words."""
    form = t.pick("grid right table over".split())
    groups = []
    for _ in range(t.number(3, 6)):
        items = some(
            t,
            3,
            8,
            lambda: (
                t.phrase(1, 3),
                t.pick(
                    (
                        value(t, "unit"),
                        t.phrase(1, 5),
                        lines(*some(t, 2, 3, lambda: t.phrase(1, 3))),
                    )
                ),
            ),
        )
        inner = (
            table("", [list(item) for item in items], "", "", style="width: 100%")
            if form == "table"
            else facts(t, items, form, "45%")
        )
        groups.append(
            el(
                "div",
                el("h3", t.title(1, 3)),
                inner,
                style="margin-bottom: 14px; break-inside: avoid",
            )
        )
    title = el("main-title", t.title(2, 4), style="font-size: 170%") + el("p", t.sentence())
    top = split(t, title + bullet_texts(t, 3, 5), empty(t, 140, 240)) if chance(t) else title
    icons = (
        cells(
            [
                el("div", empty(t, 30, 50), t.phrase(1, 2), cls="center")
                for _ in range(t.number(3, 6))
            ],
            6,
            10,
            any=True,
        )
        if chance(t)
        else ""
    )
    body = flow(t, groups, t.pick((1, 2, 2, 3)))
    return sheet(
        t,
        top,
        icons,
        body,
        notes(t) if chance(t, 0.4) else "",
        pages_foot(t),
        css="td { padding: 2px 6px; width: 50%; }",
        size=t.pick((12, 14)),
    )


@family(10)
def science_news(t, v):
    """Short pieces in columns with a box: at a side, over some of the columns, or below."""
    count, between = t.pick((3, 3, 4, 2)), t.pick((14, 18, 24))

    def piece():
        by = el("p", f"By {t.name()}", cls="small") if chance(t, 0.4) else ""
        return [heading(t), by, prose(t, 2, 5, (2, 4))]

    box = el(
        "div",
        el("h3", t.title(2, 5)),
        t.pick((prose, bullet_texts, axis, lambda t: stats(t, 5, 2, narrow=True)))(t),
    )
    style = f"padding: 10px; {t.pick(('border: 1px solid #222', 'background: #eee', ''))}"
    box = el("div", box, style=style, free=True)
    title = el("h1", t.title(4, 8), style="font-size: 200%; margin-bottom: 8px")
    lead = el("p", t.text(1, 2), style="font-size: 120%; margin-bottom: 10px") if chance(t) else ""
    kind = v % 4
    if kind == 0:  # the box takes the last column
        wide = f"grid-template-columns: {count - 1}fr 1fr; gap: {between}px"
        text = el("div", title, lead, flow(t, sum(some(t, 1, 3, piece), []), count - 1, between))
        body = el("div", text, box, cls="grid", style=wide)
    elif kind == 1:  # text, then the box over all columns
        body = title + lead + flow(t, sum(some(t, 2, 3, piece), []), count, between) + box
    elif kind == 2:  # two pieces, each with its own headline over its columns
        first = [el("h1", t.title(3, 6)), flow(t, [prose(t, 3, 6, (2, 4))], 2, between)]
        second = [el("h2", t.title(2, 5)), prose(t, 2, 5, (2, 3))]
        body = split(t, "".join(first), "".join(second), 67, between) + box
    else:  # the box stands within a column
        parts = piece() + piece()
        parts.insert(t.number(2, 4), box)
        body = title + lead + flow(t, parts + piece(), count, between)
    width = max(280 * count, t.pick((900, 1000, 1100)))
    return sheet(t, pages_head(t), body, pages_foot(t), size=t.pick((13, 14, 15)), width=width)


@family(8)
def programme(t, v):
    """The programme of a conference: times and talks, sessions that are parallel in a table."""
    title = el("h1", t.title(2, 4), cls=t.pick(("", "center")))

    def talk():
        return (
            el("b", t.title(3, 7))
            + "<br>"
            + el("i", t.name())
            + (", " + t.place() if chance(t) else "")
        )

    if v % 3 == 0:
        rooms = t.number(2, 4)
        body = []
        for _ in range(t.number(4, 8)):
            if chance(t, 0.2):
                body.append(
                    el(
                        "tr",
                        el("td", t.time()),
                        el("td", t.pick("Lunch Coffee Break".split()), colspan=rooms, cls="center"),
                    )
                )
            else:
                body.append(
                    el(
                        "tr",
                        el("td", t.time()),
                        *(el("td", talk() if chance(t, 0.9) else "") for _ in range(rooms)),
                    )
                )
        head = el("tr", el("th", ""), *(el("th", f"Room {k + 1}") for k in range(rooms)))
        made = el("table", head, *body, cls=t.pick(("", "ruled")), style="width: 100%")
    else:
        parts = []
        for _ in range(t.number(2, 4)):
            parts.append(el("h2", t.title(2, 5), style="margin: 12px 0 4px"))
            chair = f"Chair: {t.name()}"
            parts.append(el("p", chair) if chance(t) else "")
            wide, form = t.pick((54, 70, 120)), t.pick("time both".split())
            for _ in range(t.number(3, 6)):
                time = t.time() + (f" – {t.time()}" if wide == 120 else "")
                number = el("div", f"{t.pick('A B C')}{t.number(1, 30)}") if form == "both" else ""
                style = f"grid-template-columns: {wide}px {'40px ' if number else ''}minmax(0, 1fr); gap: 8px; break-inside: avoid"
                parts.append(
                    el("div", el("div", time), number, el("div", talk()), cls="grid", style=style)
                )
        made = flow(t, parts, t.pick((1, 1, 2)))
    css = "td, th { padding: 4px 8px; }"
    return sheet(t, pages_head(t) if chance(t) else "", title, made, pages_foot(t), css=css)


@family(10)
def examination(t, v):
    """Questions with answers to choose from: in a row, in two columns, below; marks at the right."""
    count, points = t.pick((1, 1, 2)), chance(t, 0.4)
    form, made = t.pick(("{}", "{}.", "({})", "{})")), []
    way = t.pick("row two down mixed".split())
    for k in range(t.number(5, 9) * count):
        options = [
            f"{form.format(letter)} {t.phrase(1, 3 if count > 1 else 5)}"
            for letter in "ABCD"[: t.pick((3, 4, 4))]
        ]
        kind = t.pick("row two down".split()) if way == "mixed" else way
        across = {"row": 2 if count > 1 else 4, "two": 2, "down": 1}[kind]
        answers = cells([el("div", option) for option in options], across, t.pick((2, 6, 10)))
        picture = figure(t, 50, 120, False) if chance(t, 0.1) else ""
        worth = el("div", f"[{t.number(1, 8)}]", cls="right") if points else ""
        inner = el("p", t.text(1, 2)) + picture + answers + worth
        style = f"margin-bottom: {t.pick((8, 14, 22))}px; break-inside: avoid"
        made.append(split(t, el("div", f"{k + 1}."), inner, 7, 4, style))
    top = (
        cells([el("div", el("label", x)) for x in ("Name", "Number", "Score")], 3, 20)
        if chance(t)
        else ""
    )
    head = (
        [el("h1", t.title(2, 4), cls="center"), el("p", t.text(1, 3))] if chance(t, 0.6) else [""]
    )
    return sheet(t, pages_head(t), top, *head, flow(t, made, count), pages_foot(t))


@family(6)
def answer_key(t, v):
    """Answers: many short entries in many columns, or lists of figures in columns."""
    count, kind = t.number(4, 9), t.pick("letter number short".split())
    made = []
    for group in range(t.number(1, 4)):
        entries = []
        for k in range(t.number(12, 40)):
            said = {
                "letter": t.pick("A B C D"),
                "number": str(t.number(1, 999)),
                "short": f"{t.number(1, 9)}x + {t.number(1, 9)}",
            }[kind]
            style = f"grid-template-columns: {t.pick((26, 30))}px 1fr"
            entries.append(
                el("div", el("div", f"{k + 1}."), el("div", said), cls="grid", style=style)
                if v % 2
                else el("div", f"{k + 1}. {said}")
            )
        made += [
            el("h3", f"{t.phrase(1)} {group + 1}", style="margin-top: 12px"),
            flow(t, entries, count if kind != "short" else 4, t.pick((12, 20, 30))),
        ]
    return sheet(t, pages_head(t), heading(t, 1), *made, pages_foot(t))


@family(8)
def formulas(t, v):
    """A sheet of formulas: boxes in columns with headings, formulas with words beside or under."""
    count, made = t.pick((2, 3, 3, 4)), []
    for _ in range(t.number(2, 4) * count):
        parts = [el("h3", t.title(1, 3), style="font-size: 105%")]
        for _ in range(t.number(2, 6)):
            kind = t.pick("formula formula beside words".split())
            if kind == "formula":
                parts.append(equation(t, chance(t, 0.2), (2, 3)))
            elif kind == "beside":
                parts.append(split(t, el("div", t.phrase(1, 2)), equation(t, False, (1, 2)), 40, 6))
            else:
                parts.append(el("p", t.sentence(4, 10)))
        style = f"margin-bottom: {t.pick((6, 12, 20))}px; break-inside: avoid"
        made.append(el("div", framed(t, *parts), style=style))
    between = t.pick((10, 16, 28))
    grid = chance(t, 0.4)
    body = cells(made, count, between, any=True) if grid else flow(t, made, count, between)
    return sheet(t, heading(t, 1), body, pages_foot(t), size=t.pick((12, 13, 14)))


@family(8)
def plate(t, v):
    """A plate of pictures with letters or numbers, the long caption under or beside them."""
    across, count, long = t.pick((2, 2, 3, 4)), t.number(3, 9), chance(t, 0.6)
    mark = t.pick(("{}", "({})", "Fig. {}", "{}."))
    panels = []
    for k in range(count):
        name = el(
            "figcaption",
            mark.format("ABCDEFGHI"[k] if v % 2 else k + 1)
            + (" " + t.phrase(1, 4) if chance(t, 0.3) else ""),
        )
        box = empty(t, 90, 180)
        panels.append(el("figure", *((name, box) if v % 3 else (box, name))))
    text = el(
        "figcaption",
        f"Plate {t.number(1, 40)}. {t.text(4, 10) if long else t.text(1, 2)}",
        style="margin: 10px 0",
    )
    pictures = cells(panels, across, t.pick((4, 10, 20)))
    if chance(t, 0.25):
        body = split(t, pictures, text, 70)
    elif chance(t, 0.3):
        body = pictures + el("div", text, style="column-count: 2")
    else:
        body = pictures + text
    rest = flow(t, [prose(t, 2, 5, (2, 4))], t.pick((1, 2))) if chance(t) else ""
    return sheet(t, pages_head(t), body, rest, pages_foot(t))


@family(8)
def inspection(t, v):
    """A list to be ticked off: groups, numbers, boxes, remarks; head of labels, signature."""
    marks = t.pick((("OK", "Fault", "n/a"), ("yes", "no"), ("1", "2", "3", "4", "5"), ("☐", "☐")))
    body = []
    for group in range(t.number(2, 4)):
        body.append(el("tr", el("td", f"{group + 1} {t.title(1, 3)}", colspan=3 + len(marks))))
        for k in range(t.number(3, 8)):
            ticked = t.number(0, len(marks) - 1)
            inside = [
                t.pick(("x", "✓")) if k == ticked and v % 2 else m if v % 2 == 0 else ""
                for k, m in enumerate(marks)
            ]
            note = t.phrase(1, 5) if chance(t, 0.3) else ""
            said = t.sentence(3, 12) if chance(t, 0.6) else t.phrase(2, 4)
            row = [f"{group + 1}.{k + 1}", said, *inside, note]
            body.append(el("tr", *(el("td", cell) for cell in row)))
    head = rows_head(["", "", *marks, t.pick(("Remarks", ""))]) if v % 2 or chance(t, 0.3) else ""
    known = facts(
        t,
        [
            (x, t.pick((t.code(), t.name(), t.short_date())))
            for x in "Plant,Serial no.,Inspector,Date,Place".split(",")
        ],
    )
    made = el("table", head, *body, cls=t.pick(("ruled", "")), style="width: 100%; margin: 12px 0")
    sign = cells(
        [el("div", el("label", x)) for x in ("Date", "Signature")], 2, 60, "margin-top: 40px"
    )
    css = f"td, th {{ padding: {t.pick((1, 3, 6))}px 8px; }}"
    return sheet(
        t,
        heading(t, 1),
        known,
        made,
        prose(t, 1, 2, (1, 1)) if chance(t) else "",
        sign,
        pages_foot(t),
        css=css,
    )


def rows_head(names):
    return el("tr", *(el("th", name) for name in names))


@family(8)
def identification(t, v):
    """A key to species: pairs of choices, what follows at the right; or species one by one."""
    parts = [heading(t, 1)]
    if v % 2 == 0:
        made = []
        for k in range(1, t.number(8, 16)):
            for letter in ("a", "b"):
                mark = f"{k}{letter}" if letter == "a" or chance(t) else "–"
                end = str(t.number(2, 30)) if chance(t, 0.6) else t.of("la").phrase(2)
                style = f"grid-template-columns: 34px minmax(0, 1fr) {t.pick((60, 120))}px; gap: 8px; margin-bottom: {t.pick((1, 3))}px"
                made.append(
                    el(
                        "div",
                        el("div", mark),
                        el("div", t.text(1, 2)),
                        el("div", end, cls="right"),
                        cls="grid",
                        style=style,
                    )
                )
        parts.append(flow(t, made, t.pick((1, 1, 2))))
    else:
        for _ in range(t.number(2, 5)):
            name = el(
                "h2",
                f"<i>{t.of('la').phrase(2)}</i> {t.surname()}, {t.number(1758, 1950)}",
                style="font-size: 110%",
            )
            info = facts(
                t,
                [
                    (x, t.phrase(2, 9))
                    for x in "Habitat Range Size Flight Food".split()[: t.number(2, 5)]
                ],
                None,
                "90px",
            )
            inner = name + prose(t, 2, 4, (1, 1)) + info
            if chance(t, 0.5):
                sides = (empty(t, 100, 180), inner)
                inner = split(t, *(sides if chance(t) else sides[::-1]), 35)
            parts.append(el("div", inner, style="margin-bottom: 16px; break-inside: avoid"))
    return sheet(t, pages_head(t), *parts, pages_foot(t))


@family(8)
def drawing_sheet(t, v):
    """A drawing: measures scattered over it, notes at a side, a block with a title in the corner."""
    width, height = t.number(900, 1100), t.number(440, 640)
    across, high, made = t.number(3, 6), t.number(4, 8), []
    for row in range(high):
        for column in range(across):
            if chance(t, 0.45):
                x = (column + 0.5 * t.rng.random()) * (width - 120) / across
                y = (row + 0.5 * t.rng.random()) * height / high
                said = t.pick(
                    (
                        str(t.number(5, 400)),
                        f"Ø{t.number(5, 90)}",
                        f"R{t.number(1, 30)}",
                        "A – A",
                        f"M{t.number(3, 20)}",
                    )
                )
                turn = ' class="up"' if chance(t, 0.15) else ""
                made.append(
                    f'<div{turn} style="position: absolute; left: {x:.0f}px; top: {y:.0f}px">{said}</div>'
                )
    drawing = el("div", *made, style=f"position: relative; height: {height}px", any=True)
    texts = el("h3", t.pick("Notes Remarks".split())) + numbered(
        t, some(t, 3, 7, lambda: t.sentence(3, 12))
    )
    labels = "Title,Drawn,Checked,Date,Scale,Material,Drawing no.,Sheet".split(",")
    fields = [
        el(
            "td",
            el("label", x, cls="small"),
            el("output", t.pick((t.code(), t.name(), t.short_date(), "1:2"))),
        )
        for x in labels
    ]
    per = t.pick((2, 4))
    grid = [el("tr", *fields[k : k + per]) for k in range(0, 8, per)]
    block = el("table", *grid, cls=t.pick(("ruled", "")), style="width: 100%")
    revisions = table(
        ["Rev", "Change", "Date"],
        [[c, t.phrase(2, 4), t.short_date()] for c in "ABC"[: t.number(1, 3)]],
        "",
        "ruled",
        style="width: 100%",
    )
    left = texts if chance(t, 0.7) else revisions
    low = split(t, left, block, 50, 40, "align-items: end")
    css = "td, th { padding: 2px 8px; }"
    return page(t, drawing + low, css, width=width, size=t.pick((12, 13)), pad=30)


@family(8)
def lab_results(t, v):
    """Results of a laboratory: facts about the sample, groups of tests with unit and range."""
    known = [
        (x, t.pick((t.code(), t.name(), t.short_date(), t.time())))
        for x in "Patient,Born,Sample,Received,Doctor,Order".split(",")
    ]
    if chance(t):
        top = split(t, facts(t, known[:3], "grid", "90px"), facts(t, known[3:], "grid", "90px"), 50)
    else:
        top = facts(t, known)

    def group(narrow):
        body = []
        for _ in range(t.number(3, 8)):
            row = [
                t.phrase(1, 3),
                value(t, "part") + (t.pick((" H", " L", " *")) if chance(t, 0.2) else ""),
                t.pick(UNITS),
                f"{t.number(1, 9)} – {t.number(10, 90)}",
            ]
            body.append(row[: 2 if narrow else 4])
            if chance(t, 0.1) and not narrow:
                body.append([el("i", t.text(1, 1)), "", "", ""])
        return el("h3", t.title(1, 2), style="margin-top: 10px") + table(
            "", body, "", "", style="width: 100%"
        )

    narrow = v % 3 == 1
    groups = [el("div", group(narrow), style="break-inside: avoid") for _ in range(t.number(2, 6))]
    heads = (
        el("div", *(el("div", x) for x in "Test Result Unit Range".split()), cls="between")
        if not narrow and chance(t)
        else ""
    )
    body = flow(t, groups, 2 if narrow else 1)
    css = f"td {{ padding: {t.pick((0, 2, 4))}px 6px; width: {50 if narrow else 25}%; }} td + td {{ text-align: {t.pick(('left', 'right'))}; }}"
    name = split(
        t,
        el("header", el("div", t.title(2, 3)), el("div", t.street())),
        el("header", t.phone(), cls="right"),
        60,
    )
    end = el("p", t.sentence()) + el("p", t.name(), style="margin-top: 20px")
    return sheet(t, name, heading(t, 1), top, heads, body, end, pages_foot(t), css=css)


@family(8)
def journal_contents(t, v):
    """Contents of a journal: page numbers at the left or right, authors over, under or before."""
    place, order = t.pick("left right right inline".split()), t.pick("over under line".split())
    parts, number = [], t.number(1, 400)
    for _ in range(t.number(2, 4)):
        parts.append(
            el("h2", t.title(1, 3), style=f"margin: {t.pick((8, 16))}px 0 6px; font-size: 110%")
        )
        for _ in range(t.number(2, 7)):
            number += t.number(1, 14)
            title, names = (
                el("div", t.title(3, 12)),
                el("div", el("i", ", ".join(some(t, 1, 4, t.name)))),
            )
            text = names + title if order == "over" else title + names
            if order == "line":
                text = el("div", f"{t.surname()}: {t.title(3, 10)}")
            if chance(t, 0.15):
                text += el("div", t.text(1, 2), cls="small")
            at = el("div", str(number))
            space = f"margin-bottom: {t.pick((2, 6, 10))}px; break-inside: avoid; gap: 10px"
            if place == "left":
                one = el(
                    "div",
                    at,
                    el("div", text),
                    cls="grid",
                    style=f"grid-template-columns: 44px minmax(0, 1fr); {space}",
                )
            elif place == "right":
                low = f"align-self: {t.pick(('start', 'end'))}"
                at = el("div", str(number), cls="right", style=low)
                wide = f"grid-template-columns: minmax(0, 1fr) 44px; {space}"
                one = el("div", el("div", text), at, cls="grid", style=wide)
            else:
                one = el("div", text, at, style=space)
            parts.append(one)
    count = t.pick((1, 1, 2))
    title = el("main-title", t.title(1, 3), style="font-size: 220%") + el(
        "p", f"Volume {t.number(1, 90)}, Number {t.number(1, 12)}"
    )
    body = flow(t, parts, count)
    if chance(t, 0.3):
        side = el("div", el("h3", t.title(1, 3)), prose(t, 1, 3), bullet_texts(t, 2, 5))
        body = split(t, body, side, 68)
    return sheet(
        t, title if chance(t, 0.7) else pages_head(t), body, pages_foot(t), width=t.pick((800, 920))
    )


@family(7)
def editorial_board(t, v):
    """Names of editors in groups and columns, with places, below each other or in the line."""
    count, long = t.pick((1, 2, 3, 4)), chance(t)
    middle = t.pick(("text-align: center", ""))

    def person():
        return (
            el("p", f"<b>{t.name()}</b>, {t.title(2, 4)}, {t.place()}")
            if long
            else el("div", el("div", t.name()), el("div", t.place()), style="margin-bottom: 6px")
        )

    parts = []
    for _ in range(t.number(2, 4)):
        group = some(t, 4, 14, person)
        head = el("h3", t.title(1, 3), style=f"margin: 10px 0 4px; {middle}")
        body = (
            cells(group, count, 10, middle, any=True)
            if chance(t, 0.4)
            else flow(t, group, count, style=middle)
        )
        parts.append(head + body)
    notes_at = prose(t, 2, 5, (1, 3))
    title = el("main-title", t.title(2, 4), style=f"font-size: 180%; {middle}")
    return sheet(
        t, title, *parts, notes_at if chance(t) else "", pages_foot(t), size=t.pick((12, 14))
    )


@family(10)
def textbook(t, v):
    """A page of a textbook: a wide margin with words, figures and notes, boxes within the text."""
    side, share = v % 2, t.pick((22, 26, 32))
    parts = [pages_head(t)]
    for k in range(t.number(3, 6)):
        kind = t.pick("text text box equation example".split())
        text = prose(t, 2, 5, (1, 3))
        if k == 0 or chance(t, 0.4):
            text = heading(t, 2, t.pick(("", f"{t.number(1, 9)}.{k + 1}"))) + text
        if kind == "box":
            text += framed(
                t,
                el("h4", t.pick("Definition Summary Remember Law".split())),
                prose(t, 1, 3, (1, 1)),
                style="margin: 8px 0",
            )
        elif kind == "equation":
            text += equation(t) + prose(t, 1, 3, (1, 1))
        elif kind == "example":
            text += (
                el("h4", f"Example {t.number(1, 9)}.{k + 1}")
                + el("p", t.text(1, 3))
                + "".join(equation(t, False) for _ in range(t.number(1, 3)))
            )
        note = t.pick("none word figure text".split())
        if note == "figure":
            note = el(
                "aside",
                empty(t, 60, 120),
                el("figcaption", f"Fig. {k + 1} {t.text(1, 1)}"),
                cls="small",
            )
        elif note == "none":
            note = ""
        else:
            note = el("aside", t.phrase(1, 3) if note == "word" else t.text(1, 2), cls="small")
        sides, wide = ((text, note), 100 - share) if side else ((note, text), share)
        parts.append(
            split(t, *sides, wide, t.pick((14, 20, 28)), f"margin-bottom: {t.pick((2, 8))}px")
        )
    if chance(t, 0.3):
        parts.append(figure(t, 100, 200))
    return sheet(t, *parts, pages_foot(t))


@family(7)
def log_tables(t, v):
    """Dense tables of figures: logarithms, squares; columns in groups, white after five rows."""
    across, count = t.number(8, 13), t.number(15, 40)
    digits = t.pick((2, 3, 4))
    group, every = t.pick((0, 5)), t.pick((5, 10, 0))
    made = [el("tr", el("th", t.pick("N x n".split())), *(el("th", str(k)) for k in range(across)))]
    for k in range(count):
        row = [str(10 + k)]
        for column in range(across):
            full = str(t.number(10 ** (digits - 1), 10**digits - 1))
            row.append(full if column % 5 == 0 or not group else full[-3:])
        last = every and k % every == every - 1
        style = f"padding-bottom: {t.pick((9, 12))}px" if last else ""
        made.append(el("tr", *(el("td", cell, style=style) for cell in row)))
    css = f"td, th {{ text-align: right; padding: 0 {t.pick((4, 7, 10))}px; }}"
    css += (
        f"td:nth-child(6), th:nth-child(6) {{ padding-right: {t.pick((10, 22))}px; }}"
        if group
        else ""
    )
    css += f"table {{ width: {t.pick(('100%', 'auto'))}; }}"
    body = el("table", *made, cls=t.pick(("", "", "ruled")))
    if v % 3 == 2:
        small = el(
            "table",
            *(el("tr", *(el("td", str(t.number(1, 99))) for _ in range(3))) for _ in range(count)),
        )
        body = el("div", body, small, cls="flex", style="gap: 40px")
    title = el("h1", t.title(1, 4), cls="center")
    return sheet(
        t,
        pages_head(t) if chance(t) else "",
        title,
        body,
        pages_foot(t),
        css=css,
        size=t.pick((11, 12, 14)),
        width=t.pick((820, 960)),
    )


@family(7)
def element_grid(t, v):
    """A grid of small cells, each of a number, a symbol, a name; some places are empty."""
    across, high, holes = t.number(5, 9), t.number(3, 7), t.pick((0, 0.1, 0.3))
    order = t.pick("number symbol".split())
    made, n = [], t.number(1, 30)
    border = t.pick(("border: 1px solid #444;", ""))
    for _ in range(across * high):
        n += 1
        if chance(t, holes):
            made.append(el("div"))
            continue
        symbol = el(
            "div",
            t.pick("He Li Be Ne Na Mg Al Si Cl Ar Ca Sc Ti Fe Co Ni Cu Zn".split()),
            style="font-size: 140%",
        )
        number = el("div", str(n))
        if chance(t, 0.5) and v % 2:
            number = el(
                "div", el("div", str(n)), el("div", f"{2 * n}.{t.number(0, 9)}"), cls="between"
            )
        parts = [number, symbol] if order == "number" else [symbol, number]
        parts += [el("div", t.phrase(1), cls="small")] if v % 3 else []
        made.append(el("div", *parts, style=f"{border} padding: 3px 5px"))
    body = cells(made, across, t.pick((0, 4, 10)), t.pick(("text-align: center", "")), any=True)
    title = el("h1", t.title(2, 4), cls=t.pick(("center", "")))
    legend = notes(t) if chance(t, 0.4) else prose(t, 1, 3, (1, 1))
    return sheet(t, title, body, legend, size=t.pick((11, 12, 13)), width=max(800, 115 * across))


@family(8)
def tide_table(t, v):
    """Tides or rise and set: months side by side, each day with several times and heights."""
    months, days = t.number(2, 4), t.number(10, 16)
    many, split_cells = t.pick((2, 3, 4)), chance(t)

    def month(name):
        made = (
            [el("tr", el("th", ""), el("th", t.pick(("Time", "h m"))), el("th", "m"))]
            if heads
            else []
        )
        for day in range(days):
            times, heights = (
                some(t, many, many, t.time),
                some(t, many, many, lambda: f"{t.number(0, 6)}.{t.number(0, 9)}"),
            )
            date = (
                lines(str(day + 1), t.pick("Mo Tu We Th Fr Sa Su".split()))
                if many > 1
                else str(day + 1)
            )
            if split_cells:
                made.append(
                    el(
                        "tr",
                        el("td", date),
                        el("td", lines(*times)),
                        el("td", lines(*heights), cls="right"),
                    )
                )
            else:
                for k in range(many):
                    made.append(
                        el(
                            "tr",
                            el("td", str(day + 1) if k == 0 else ""),
                            el("td", times[k]),
                            el("td", heights[k], cls="right"),
                        )
                    )
        return el(
            "div", el("h3", name, cls="center"), el("table", *made, cls=ruled, style="width: 100%")
        )

    heads, ruled, pad = chance(t, 0.6), t.pick(("", "", "ruled")), t.pick((0, 2, 5))
    days = days if many < 4 else days // 2 + 1
    body = cells(
        [month(name) for name in "January February March April".split()[:months]],
        months,
        t.pick((14, 24, 40)),
    )
    title = el("h1", f"{t.place()} {t.number(1950, 2024)}", cls=t.pick(("center", "")))
    place = el(
        "p",
        f"Lat {t.number(40, 60)}°{t.number(10, 59)}' N  Long {t.number(0, 9)}°{t.number(10, 59)}' W",
        cls=t.pick(("", "center")),
    )
    return sheet(
        t,
        title,
        place,
        body,
        prose(t, 1, 2, (1, 1)) if chance(t) else "",
        pages_foot(t),
        css=f"td, th {{ padding: {pad}px 5px; }}",
        size=t.pick((11, 12, 13)),
    )


@family(8)
def screen(t, v):
    """A picture of a program: menu, tree at the left, fields with labels, list, buttons, status."""
    menu = el(
        "div",
        *(el("div", x) for x in "File Edit View Tools Window Help".split()[: t.number(4, 6)]),
        cls="flex",
        style=f"gap: {t.pick((26, 34))}px; margin: 6px 0",
    )
    title = el("div", t.title(2, 4), role="heading")
    tabs = (
        el(
            "div",
            *some(t, 2, 5, lambda: el("div", t.phrase(1, 2))),
            cls="flex",
            style="gap: 36px; margin-bottom: 8px",
        )
        if chance(t)
        else ""
    )
    tree = el(
        "div",
        *some(
            t,
            6,
            18,
            lambda: el("div", t.phrase(1, 2), style=f"padding-left: {t.pick((0, 14, 28))}px"),
        ),
    )

    def field():
        return (t.phrase(1, 2), t.pick((t.code(), t.phrase(1, 3), t.short_date(), "")))

    form = facts(t, some(t, 4, 10, field), t.pick("grid over right".split()), "120px")
    if chance(t, 0.3):
        form = split(t, form, facts(t, some(t, 4, 8, field), "grid", "100px"), 50)
    grid = table(
        [t.phrase(1) for _ in range(4)],
        [
            [t.phrase(1, 2), t.code(), t.short_date(), value(t, "part")]
            for _ in range(t.number(4, 14))
        ],
        "",
        t.pick(("", "ruled")),
        style="width: 100%; margin-top: 12px",
    )
    buttons = el(
        "div",
        *(el("div", x) for x in "OK Cancel Apply Help".split()[: t.number(2, 4)]),
        cls="flex",
        style="gap: 40px; justify-content: flex-end; margin: 12px 0",
    )
    main = tabs + t.pick((form, grid, form + grid)) + (buttons if chance(t, 0.6) else "")
    body = split(t, tree, main, t.pick((20, 26)), 20) if v % 2 == 0 else el("div", main)
    status = (
        el(
            "div",
            *(el("footer", x) for x in (t.phrase(2), t.time(), f"{t.number(1, 99)} of 120")),
            cls="between",
        )
        if chance(t, 0.6)
        else ""
    )
    return sheet(
        t,
        title,
        menu,
        body,
        status,
        font=t.pick(("DejaVu Sans", "Noto Sans", "Nimbus Sans")),
        size=t.pick((12, 13, 14)),
        pad=20,
        css="td, th { padding: 2px 8px; }",
    )


@family(7)
def log_printout(t, v):
    """A printout of an instrument or program: times, levels, messages in columns of one pitch."""
    count, kind = t.number(18, 60), v % 3
    made = []
    for _ in range(count):
        row = [f"{t.short_date()}", f"{t.time()}:{t.number(10, 59)}"][kind == 1 :]
        if kind != 2:
            row += [t.pick("INFO WARN ERROR".split()), t.sentence(3, 14)]
        else:
            row += [value(t, "part") for _ in range(4)]
        made.append(row)
    css = f"td, th {{ padding: 0 {t.pick((6, 12, 20))}px 0 0; }} td {{ white-space: {t.pick(('nowrap', 'normal')) if kind == 2 else 'normal'}; }}"
    top = facts(
        t,
        [(x, t.code()) for x in ("Instrument", "Run", "Operator", "File")],
        t.pick(("grid", "inline")),
    )
    totals = (
        facts(t, [(t.phrase(1, 2), value(t, "unit")) for _ in range(t.number(2, 6))], "grid")
        if chance(t)
        else ""
    )
    body = table("", made, "", "", style=f"width: {t.pick(('100%', 'auto'))}; margin: 14px 0")
    if kind == 1 and chance(t):
        body = "".join(el("p", " ".join(row)) for row in made)
    return sheet(
        t,
        top,
        body,
        totals,
        pages_foot(t),
        css=css,
        size=t.pick((11, 12)),
        font=t.pick(("DejaVu Sans Mono", "Nimbus Mono PS")),
    )


@family(8)
def labelled_drawing(t, v):
    """A drawing with names at both sides or numbers within, and its key below in columns."""
    height = t.number(260, 420)

    def side(end):
        names = some(t, 3, 8, lambda: el("div", t.phrase(1, 3)))
        style = f"display: flex; flex-direction: column; justify-content: space-between; height: {height}px; text-align: {end}"
        return el("div", *names, style=style)

    three = f"grid-template-columns: 1fr {t.pick((1.5, 2.2, 3))}fr 1fr; gap: 14px; margin: 10px 0"
    box = el("div", style=f"height: {height}px; {t.pick(('border: 1px solid #444', ''))}")
    if v % 2:
        drawn = el("div", side("right"), box, side("left"), cls="grid", style=three)
    else:
        drawn = el(
            "div",
            box,
            side("left"),
            cls="grid",
            style=f"grid-template-columns: {t.pick((2, 3))}fr 1fr; gap: 14px",
        )
    text = el("figcaption", caption(t, "Figure"))
    keys = [el("div", f"{k + 1} {t.phrase(1, 4)}") for k in range(t.number(6, 20))]
    key = flow(t, keys, t.pick((2, 3, 4))) if chance(t, 0.6) else ""
    rest = flow(t, [prose(t, 2, 5, (1, 2)), heading(t), prose(t, 2, 5, (1, 2))], t.pick((1, 2, 2)))
    figure_at = el("figure", drawn, text) + key
    order = [figure_at, rest] if chance(t) else [rest, figure_at]
    return sheet(t, pages_head(t), heading(t, 1) if chance(t) else "", *order, pages_foot(t))


@family(8)
def quick_start(t, v):
    """A quick start: numbered panels in a grid, each a number, a title, a picture and words."""
    across, count = t.pick((2, 3, 3, 4)), t.number(4, 9)
    order, beside = t.pick("picture text".split()), chance(t, 0.3)
    panels = []
    for k in range(count):
        number = el("div", str(k + 1), style=f"font-size: {t.pick((150, 220))}%")
        words = (
            (el("h3", t.title(1, 3)) if v % 2 else "")
            + el("p", t.text(1, 2))
            + (bullet_texts(t, 1, 3) if chance(t, 0.2) else "")
        )
        inner = words + empty(t, 60, 130) if order == "text" else empty(t, 60, 130) + words
        if beside:
            inner = el(
                "div",
                number,
                el("div", inner),
                cls="grid",
                style="grid-template-columns: 32px minmax(0, 1fr)",
            )
        else:
            inner = number + inner
        panels.append(framed(t, inner))
    title = (
        split(
            t, el("main-title", t.title(2, 4), style="font-size: 180%"), el("p", t.text(1, 2)), 55
        )
        if chance(t)
        else heading(t, 1)
    )
    box = framed(t, el("h3", "What is in the box"), bullet_texts(t, 3, 6)) if chance(t, 0.5) else ""
    foot = el("footer", f"{t.phone()} www.{t.words(1)}.com", cls="center") if chance(t) else ""
    return sheet(
        t,
        title,
        box,
        cells(panels, across, t.pick((6, 14, 24))),
        foot,
        width=max(800, 270 * across),
        size=t.pick((13, 14)),
    )


@family(6)
def review_report(t, v):
    """Remarks of referees and the replies: below each other, in a table, with numbers."""
    parts = [el("p", t.date()), el("h1", t.title(3, 8)), prose(t, 1, 3, (1, 1))]
    for k in range(t.number(1, 3)):
        parts.append(el("h2", f"Reviewer {k + 1}", style="margin: 12px 0 4px"))
        if v % 2:
            body = [[f"{k + 1}.{j + 1}", t.text(1, 3), t.text(1, 3)] for j in range(t.number(2, 6))]
            heads = ["No.", "Comment", "Reply"] if chance(t, 0.7) else ""
            parts.append(table(heads, body, "", t.pick(("", "ruled")), style="width: 100%"))
        else:
            for j in range(t.number(2, 5)):
                style = f"margin: 0 0 {t.pick((6, 12))}px {t.pick((0, 30))}px"
                parts += [
                    el("p", f"{j + 1}. {t.text(1, 3)}"),
                    el("p", f"Reply: {t.text(1, 3)}", style=style),
                ]
    return sheet(t, *parts, pages_foot(t), css="td, th { padding: 4px 8px; }")


@family(8)
def instrument_catalogue(t, v):
    """A catalogue: entries of picture, name, text, and rows of order numbers with prices."""

    def entry():
        rows = [[t.code(), t.phrase(1, 4), t.money()] for _ in range(t.number(1, 5))]
        order = table("", rows, "", t.pick(("", "ruled")), style="width: 100%")
        text = el("h3", t.title(1, 4)) + el("p", t.text(1, 3))
        kind = ("beside", "under", "right", "none")[v % 4]
        if kind == "beside":
            return split(t, empty(t, 80, 140), text + order, 30)
        if kind == "right":
            return split(t, text, order, 50)
        return (empty(t, 60, 120) if kind == "under" else "") + text + order

    count = (1, t.pick((2, 3)), 1, 2)[v % 4]
    style = f"margin-bottom: {t.pick((10, 18, 28))}px; break-inside: avoid"
    made = [el("div", entry(), style=style) for _ in range(t.number(3, 5) * count)]
    grid = count > 1 and chance(t)
    body = cells(made, count, gap(t), any=True) if grid else flow(t, made, count)
    css = "td { padding: 2px 6px; } td:last-child { text-align: right; }"
    return sheet(
        t,
        pages_head(t),
        heading(t, 1),
        body,
        pages_foot(t),
        css=css,
        width=t.pick((860, 980)),
        size=t.pick((12, 13, 15)),
    )
