"""Pages of offices, courts, clinics, schools and archives, to learn the order from."""

import re

from template import each, el, family, lines, page

DITTO = ("″", "do.", "„", "id.", "— “ —", "ditto", "idem")
MONO = ("Nimbus Mono PS", "DejaVu Sans Mono")
COMMON = """
* { overflow-wrap: break-word; min-width: 0; }
.fig { border: 1px solid #888; } .ct { text-align: center; } b.n { display: inline-block; }
.stack { display: flex; flex-direction: column; }
h1, h2, h3, h4, li, label { text-align: left; } .center { text-align: center; }
.right { text-align: right; } h2, h3, h4 { break-after: avoid; }
table { width: 100%; } .cut { break-inside: avoid; }
"""
FACTS = (
    "Name;First name;Surname;Maiden name;Date of birth;Place of birth;Nationality;Occupation;"
    "Street;"
    "Town;Postcode;Telephone;Religion;Marital status;Reference;Office;File number;District;Parish;"
    "Height;Sex;Signature of applicant;Date of entry;Employer;Account no.;Father's name and trade;"
    "Mother's name;Previous address;Purpose of journey;Valid until;Issued by;Remarks;Total amount"
).split(";")


HOUSES = ("The Green", "Mill Lane", "Church St.", "High St.", "Back Row", "Ferry Ho.", "New Rd.")


GIVEN = "Ada Basil Clara Denis Edith Frank Greta Hugo Irene Jonas Kate Leo Mabel Neil".split()


def maybe(t, chance=0.5):
    return t.rng.random() < chance


def tongue(t):
    return t.of(t.pick("en en en en de fr it"))


def whole(t, *counts):
    """A list of random length, of what the function in front of the counts makes."""
    make, low, high = counts
    return [make() for _ in range(t.number(low, high))]


def mount(t, body, css="", *, width=None, size=None, pad=None, bare=False, mono=0.12, em=0):
    """A page whose running head, footer and page number stand where chance puts them."""
    width = width or t.number(640, 1060)
    size = size or t.number(12, 18)
    pad = t.number(24, 96) if pad is None else pad
    font = t.pick(MONO) if maybe(t, mono) else None
    width = max(width, int(size * em * (1.25 if font else 1)) + 2 * pad)
    signs = len(re.sub(r"<[^>]*>", "", body))  # a long text has a wide page
    width = max(width, min(int(size * 64), int((signs * size * size * 0.75) ** 0.5)))
    side = t.pick(("", "center", "right"))
    number = t.pick(("{}", "- {} -", "– {} –", "Page {}", "{}.", "[{}]")).format(t.number(1, 480))
    number = el("page-no", number, cls=side)
    running = el("p", t.pick((t.title(2, 5), t.title(1, 2).upper(), t.place() + ", " + t.date())))
    gap = f"margin-bottom: {t.pick((2, 8, 20, 40, 70))}px"
    low = f"margin-top: {t.pick((3, 10, 24, 60, 120))}px"
    first, last = "", ""
    chance = 1 if bare else t.rng.random()
    if chance < 0.15:
        first = el("div", number, style=gap)
    elif chance < 0.3:
        two = [el("header", running), number] if maybe(t, 0.6) else [number, el("header", running)]
        first = el("div", *two, cls="between", style=gap)
    elif chance < 0.42:
        first = el("header", running, cls=t.pick(("", "center", "right")), style=gap)
        last = el("div", number, style=low) if maybe(t) else ""
    elif chance < 0.62:
        last = el("div", number, style=low)
    elif chance < 0.75:
        foot = el("footer", el("p", t.pick((t.title(2, 4), t.code(), "Form " + t.code()))))
        last = el("div", foot, number, cls=t.pick(("between", "", "center")), style=low)
    elif chance < 0.8:
        small = each("p", [t.sentence(4, 9) for _ in range(t.number(1, 3))])
        last = el("footer", small, cls="small", style=low)
    spread = f"body {{ line-height: {t.pick((1.05, 1.15, 1.25, 1.35, 1.5))} }}"
    return page(
        t, first + body + last, COMMON + spread + css, width=width, size=size, pad=pad, font=font
    )


def widths(t, count, low=1.0, high=2.5):
    """Columns of a grid, of chance widths."""
    return " ".join(f"minmax(min-content, {t.rng.uniform(low, high):.2f}fr)" for _ in range(count))


def listing(t, cols, body, head=None, *, caption="", gap=None, cls=None, size=""):
    """A table; ``cols`` is pairs of weight and alignment; its looks are chance."""
    total = sum(weight for weight, _ in cols)
    group = "".join(f'<col style="width: {weight / total:.2%}">' for weight, _ in cols)
    gap = t.pick((0, 0, 1, 2, 4, 7, 12)) if gap is None else gap
    side = t.pick((5, 6, 8, 12))
    valign = t.pick("top top top middle bottom baseline")

    def row(cells, tag, look):
        made = ""
        for (_, align), cell in zip(cols, cells):
            style = f"padding: {gap}px {side}px; text-align: {align}; vertical-align: {look}"
            made += el(tag, cell, style=style)
        return el("tr", made)

    made = el("caption", caption) if caption else ""
    made += el("colgroup", group)
    made += row(head, "th", t.pick("top bottom middle")) if head else ""
    made += "".join(
        each_row if isinstance(each_row, str) else row(each_row, "td", valign) for each_row in body
    )
    cls = t.pick(("", "", "ruled")) if cls is None else cls
    return el("table", made, cls=cls, style=size)


def span(t, text, count, cls="", gap=6):
    """A row of a table that is one cell."""
    return el("tr", el("td", text, colspan=count, cls=cls, style=f"padding: {gap}px 4px"))


def answer(t, low=1, high=4):
    """What somebody filled in."""
    kind = t.number(0, 8)
    made = (
        t.name,
        t.date,
        t.place,
        t.street,
        t.code,
        t.phone,
        t.money,
        lambda: t.phrase(low, high),
        lambda: t.phrase(low, high),
    )
    return made[kind]()


def field(t, label, value, kind, wide=120):
    """A label and a value: above, left, inline, or with the label under the value."""
    if kind == "inline":
        return el("div", el("b", label + ": "), value)
    if kind == "below":
        return el("div", el("output", value), el("label", label, cls="small"), cls="stack")
    if kind == "left":
        style = (
            f"display: grid; grid-template-columns: minmax(min-content, {wide}px) minmax(0, 1fr); "
            "column-gap: 8px"
        )
        return el("div", el("label", label), el("output", value), style=style)
    look = t.pick(("small", "small", ""))
    return el("div", el("label", label, cls=look), el("output", value), cls="stack")


def facts(t, count):
    return [(label, answer(t)) for label in t.rng.sample(FACTS, min(count, len(FACTS)))]


def deflist(t, items, wide=None):
    """Labels and values in rows."""
    wide = wide or t.number(90, 190)
    made = "".join(el("dt", a) + el("dd", b) for a, b in items)
    style = (
        f"grid-template-columns: minmax(min-content, {wide}px) minmax(0, 1fr); "
        f"gap: {t.pick((0, 2, 5, 9))}px 10px"
    )
    return el("dl", made, cls="grid", style=style)


def signatures(t, count=None):
    """Signatures side by side, each whole; or one at the right or left."""
    count = count or t.pick((1, 1, 2, 2, 3))

    def one():
        parts = [t.name(), t.pick(("Secretary", "Chairman", "Notary", "Registrar", "Witness"))]
        if maybe(t, 0.4):
            parts.insert(0, t.place() + ", " + t.date())
        if maybe(t, 0.3):
            parts.append(t.title(2, 3))
        return el("div", each("p", parts), cls=t.pick(("", "center")))

    shift = t.pick((0, 0, 45, 60)) if count == 1 else 0
    style = f"grid-template-columns: repeat({count}, 1fr); margin: {t.number(15, 60)}px 0 10px"
    return el(
        "div",
        *(one() for _ in range(count)),
        cls="grid",
        style=f"{style} {shift}%; column-gap: 30px",
    )


def letterhead(t):
    parts = [t.title(2, 4), t.street(), t.place() + " " + t.postcode(), "Telephone " + t.phone()]
    return el(
        "header",
        each("p", parts[: t.number(1, 4)]),
        cls=t.pick(("", "center", "right")),
        style=f"margin-bottom: {t.number(8, 40)}px",
    )


def hung(t, number, text, wide=34, tag="li", **more):
    """A number hanging left of a text."""
    style = f"display: grid; grid-template-columns: {wide}px minmax(0, 1fr)"
    return el(tag, el("div", number), el("div", text), style=style + more.pop("extra", ""), **more)


def rest(t):
    """White at the end of columns, so that the last is shorter."""
    return el("div", style=f"height: {t.number(20, 400)}px") if maybe(t, 0.4) else ""


def facing(t, *lists, gap=None):
    """Parts side by side, each to its end."""
    gap = gap or t.pick((14, 24, 50))
    style = f"grid-template-columns: {widths(t, len(lists), 1, 1.5)}; column-gap: {gap}px"
    return el("div", *(el("div", part) for part in lists), cls="grid", style=style)


# Forms


@family(10)
def form_fields(t, v):
    """A form: rows of one to four fields, sections with heads above or at the side."""
    kind = t.pick("above above left inline below")
    beside = maybe(t, 0.35)
    row_gap, col_gap = t.pick((3, 8, 14, 22)), t.pick((10, 18, 30, 50))
    made = [el(t.pick("h1 main-title"), t.title(2, 6), cls=t.pick(("", "center")))]
    if maybe(t):
        made.append(el("p", t.text(1, 3), cls="small"))
    number = 0
    for section in range(t.number(2, 5)):
        rows = ""
        for _ in range(t.number(1, 5)):
            number += 1
            count = t.pick((1, 2, 2, 3, 4)) if kind in ("above", "below") else t.pick((1, 2, 2))
            some = facts(t, count)
            if maybe(t, 0.4):
                some = [
                    (f"{number}{'abcd'[k] if count > 1 else ''} {a}", b)
                    for k, (a, b) in enumerate(some)
                ]
            style = f"grid-template-columns: {widths(t, count)}; column-gap: {col_gap}px"
            cells = "".join(
                field(t, a, b if maybe(t, 0.85) else "", kind, t.number(80, 130)) for a, b in some
            )
            rows += el("div", cells, cls="grid", style=f"{style}; margin-bottom: {row_gap}px")
        head = el("h3", f"{'ABCDEF'[section]}. " * (v % 2) + t.title(1, 3))
        if beside:
            style = f"grid-template-columns: {t.number(90, 170)}px minmax(0, 1fr); column-gap: 20px"
            made.append(el("section", head, el("div", rows), cls="grid", style=style))
        else:
            made += [head, rows]
    made.append(signatures(t) if maybe(t) else "")
    css = (
        f"h3 {{ margin: {t.pick((4, 12, 20))}px 0 {t.pick((2, 8))}px }} "
        f"h1 {{ margin-bottom: 14px }}"
    )
    return mount(t, "".join(made), css, em=42)


@family(10)
def form_numbered_boxes(t, v):
    """Boxes with numbers in a grid of twelve columns: customs, tax, consignment."""
    cells, number = "", 0
    for _ in range(t.number(5, 12)):
        for part in t.pick(
            ((12,), (6, 6), (4, 4, 4), (3, 3, 6), (8, 4), (5, 7), (3, 3, 3, 3), (2, 4, 3, 3))
        ):
            number += 1
            label = f"{number} {t.pick(FACTS)}" if v % 3 else f"{number}. {t.phrase(1, 3)}"
            rows = [
                answer(t) for _ in range(t.pick((0, 1, 1, 1, 2, 3)) if part > 3 else t.pick((0, 1)))
            ]
            inner = el("label", label, style="font-size: 75%")
            inner += "".join(el("output", row) for row in rows)
            cells += el(
                "div", inner, style=f"grid-column: span {part}; border: 1px solid; padding: 2px 5px"
            )
    top = el("main-title", t.title(2, 5)) if maybe(t) else ""
    if maybe(t):
        style = "grid-template-columns: 2fr 1fr; margin-bottom: 6px"
        top = el(
            "div", el("h1", t.title(2, 4)), el("p", "No. " + t.code()), cls="grid", style=style
        )
    gap = t.pick((0, 0, 4, 10))
    body = el(
        "div", cells, cls="grid", style=f"grid-template-columns: repeat(12, 1fr); gap: {gap}px"
    )
    return mount(
        t,
        top + body + (el("p", t.text(1, 3), cls="small") if maybe(t) else ""),
        size=t.number(11, 15),
    )


@family(10)
def form_check_boxes(t, v):
    """Questions with boxes to tick, the choices in rows, in columns or under each other."""
    made = [el("h1", t.title(3, 6)), el("p", t.text(1, 4))]
    mark = t.pick(("☐ ", "□ ", "[ ] ", "O ", "( ) "))
    how = t.pick("row grid list beside")
    across = t.number(2, 4)
    for number in range(1, t.number(5, 11)):
        choices = []
        for k in range(t.number(2, 7)):
            text = t.phrase(1, 3 if how == "row" else 6)
            choices.append(el("li", (mark if k or maybe(t, 0.7) else "☒ ") + text))
        if maybe(t, 0.2):
            choices.append(el("li", mark + "other: " + t.phrase(1, 2)))
        question = f"{number}. {t.sentence(4, 12)[:-1]}?"
        if how == "row":
            body = el(
                "ul",
                *choices[:4],
                cls="flex",
                style=f"gap: 2px {t.number(28, 50)}px; flex-wrap: wrap",
            )
        elif how == "grid":
            body = el(
                "ul",
                *choices,
                cls="grid",
                style=f"grid-template-columns: repeat({across}, minmax(0, 1fr)); gap: 2px 20px",
            )
        else:
            body = el("ul", *choices, style=f"margin-left: {t.pick((0, 20, 40))}px")
        ask = el("p", question) if maybe(t, 0.6) or how != "beside" else el("h4", question)
        if how == "beside":
            style = f"grid-template-columns: {t.number(30, 55)}% minmax(0, 1fr); column-gap: 24px"
            made.append(el("section", ask, body, cls="grid", style=style))
        else:
            made.append(el("section", ask, body))
    css = f"section {{ margin: {t.pick((4, 10, 18, 26))}px 0 }}"
    return mount(t, "".join(made), css)


@family(9)
def form_scales(t, v):
    """A questionnaire with scales: statements at the left, numbers or words over columns."""
    points = t.number(4, 7)
    words = ("never", "rarely", "some- times", "often", "very often", "always", "not known")
    lettered, fill, mark = maybe(t), maybe(t), t.pick(("○", "☐", "o"))
    head = ["", *(words[:points] if lettered else [str(n) for n in range(1, points + 1)])]
    cols = [(t.number(4, 6 if lettered else 9), "left"), *[(1, "center")] * points]
    made = [el("h1", t.title(2, 5)), el("p", t.text(2, 4))]
    for section in range(t.number(1, 3)):
        body = []
        for n in range(t.number(5, 11)):
            cells = [str(k + 1) if fill else mark for k in range(points)]
            body.append([f"{n + 1}. {t.phrase(4, 16)}", *cells])
        made += [
            el("h3", f"Part {section + 1}: {t.title(2, 4)}") if maybe(t, 0.7) else "",
            listing(t, cols, body, head if maybe(t, 0.7) else None),
        ]
        if maybe(t, 0.3):
            made.append(el("div", el("p", t.phrase(1, 2)), el("p", t.phrase(1, 2)), cls="between"))
    if maybe(t, 0.4):
        made.append(el("p", t.sentence()))
    return mount(
        t, "".join(made), f"h3 {{ margin: {t.number(8, 24)}px 0 4px }} p {{ margin: 8px 0 }}"
    )


@family(8)
def tax_return(t, v):
    """Lines with numbers at the left, text, and amounts in boxes at the right."""
    made = [
        el(
            "div",
            el("div", el("p", "Form " + t.code()), el("p", t.title(2, 3)), cls="small"),
            el("main-title", t.title(3, 5)),
            el("p", str(t.number(1920, 2020))),
            cls="grid",
            style="grid-template-columns: 1fr 3fr 70px; column-gap: 20px",
        )
    ]
    number, twice, side = 0, maybe(t), maybe(t, 0.4)
    cols = [(1, t.pick("left right")), (12, "left")] + ([(1, "center"), (3, "right")] * (1 + twice))
    for section in range(t.number(2, 4)):
        body = []
        for _ in range(t.number(4, 9)):
            number += 1
            cells = [f"{number}{t.pick(('', 'a')) if v % 2 else ''}", t.phrase(3, 15 - 3 * twice)]
            for k in range(1 + twice):
                cells += [str(number), t.money(1, 9000)] if maybe(t, 0.65) else ["", ""]
            body.append(cells)
        grid = listing(t, cols, body, cls="")
        head = el("h3", t.title(1, 3))
        if side:
            made.append(
                el(
                    "div",
                    head,
                    grid,
                    cls="grid",
                    style="grid-template-columns: 110px minmax(0, 1fr); margin-top: 12px",
                )
            )
        else:
            made += [head, grid]
    made.append(signatures(t))
    return mount(
        t,
        "".join(made),
        "h3 { margin-top: 8px }",
        size=t.number(11, 15),
        width=t.number(760, 1000),
        em=50,
    )


@family(8)
def permit(t, v):
    """A permit or licence: number, photograph, fields, conditions with numbers, stamp."""
    some = facts(t, t.number(4, 10))
    kind = t.pick("left above inline")
    across = t.number(1, 2)
    grid = "".join(field(t, a, b, kind, t.number(90, 140)) for a, b in some)
    grid = el(
        "div",
        grid,
        cls="grid",
        style=f"grid-template-columns: repeat({across}, minmax(0, 1fr));"
        f" gap: {t.pick((3, 8, 14))}px 24px",
    )
    photo = el("div", cls="fig", style=f"height: {t.number(90, 170)}px")
    if maybe(t):
        right = maybe(t)
        style = (
            "grid-template-columns: "
            f"{'minmax(0, 1fr) 120px' if right else '120px minmax(0, 1fr)'}; "
            "gap: 24px"
        )
        grid = el("div", *((grid, photo) if right else (photo, grid)), cls="grid", style=style)
    rules = "".join(hung(t, f"{k + 1}.", t.text(1, 2)) for k in range(t.number(0, 7)))
    two = maybe(t, 0.3)
    rules = el("ol", rules, style=f"columns: {2 if two else 1}; margin: 16px 0; column-gap: 26px")
    seal = el(
        "div",
        lines(t.title(1, 2), t.place(), t.short_date()),
        cls="ct",
        style="width: 150px; padding: 30px 10px",
        free=True,
    )
    body = [
        letterhead(t),
        el("main-title", t.title(1, 3), cls=t.pick(("", "center"))),
        el("p", "No. " + t.code(), cls=t.pick(("", "center", "right"))),
        grid,
        rules,
        el("p", t.place() + ", " + t.date()),
        signatures(t),
        seal if maybe(t) else "",
    ]
    return mount(t, "".join(body), "main-title { font-size: 150%; margin: 12px 0 }")


@family(9)
def form_two_columns(t, v):
    """A form in two or three columns of boxes: each column to its end, numbers run down it."""
    count, number, kind = t.pick((2, 2, 2, 3)), 0, t.pick("left above inline below")
    columns, gap = [], t.pick((2, 6, 12, 20))
    for _ in range(count):
        column = ""
        for _ in range(t.number(1, 3)):
            column += el("h3", t.title(1, 3)) if maybe(t, 0.75) else ""
            if maybe(t, 0.2):
                column += el("p", t.text(1, 2))
            for label, value in facts(t, t.number(2, 6)):
                number += 1
                label = f"{number}. {label}" if v % 2 else label
                column += el(
                    "div",
                    field(t, label, value if maybe(t, 0.8) else "", kind, 100),
                    style=f"margin-bottom: {gap}px",
                )
            if maybe(t, 0.25):
                column += each("li", ["☐ " + t.phrase(1, 4) for _ in range(t.number(2, 5))])
        columns.append(column + (signatures(t, 1) if maybe(t, 0.2) else ""))
    top = el("main-title", t.title(2, 5), cls=t.pick(("", "center"))) if maybe(t, 0.8) else ""
    top += el("p", t.text(1, 2), style="margin: 8px 0") if maybe(t, 0.5) else ""
    body = top + facing(t, *columns) + (signatures(t, 2) if maybe(t, 0.4) else "")
    return mount(t, body, f"h3 {{ margin: {t.pick((4, 12))}px 0 4px }}", em=24 * count)


# Registers and tables


@family(10)
def census(t, v):
    """A census sheet: many rows, ditto marks, wrapped cells, some rows with white between."""
    kinds = ["no", "house", "name", "relation", "age", "trade", "born", "note"]
    drop = t.rng.sample(["no", "house", "relation", "note", "born"], t.number(0, 3))
    kinds = [kind for kind in kinds if kind not in drop]
    weigh = {
        "no": 1,
        "house": 1.6,
        "name": 4,
        "relation": 2,
        "age": 1,
        "trade": 3,
        "born": 2.6,
        "note": 3,
    }
    heads = {
        "no": "No.",
        "house": "House",
        "name": "Name and Surname",
        "relation": "Relation to head",
        "age": "Age",
        "trade": "Rank, Profession or Occupation",
        "born": "Where born",
        "note": "Remarks",
    }
    cols = [
        (weigh[k] * t.rng.uniform(0.8, 1.3), "right" if k == "age" and v % 2 else "left")
        for k in kinds
    ]
    ditto, body, number, left = t.pick(DITTO), [], t.number(1, 80), 0
    for _ in range(t.number(14, 44)):
        fresh = not left
        left = t.number(1, 6) if fresh else left - 1
        number += fresh
        said = {
            "no": str(number) if fresh else "",
            "house": t.pick(HOUSES) if fresh else t.pick(("", ditto)),
            "name": t.name() if fresh else f"{t.pick(GIVEN)} {ditto}",
            "relation": "Head"
            if fresh
            else t.pick(("Wife", "Son", "Daur.", ditto, "Servant", "Lodger")),
            "age": str(t.number(1, 88)),
            "trade": t.phrase(1, 5) if fresh or maybe(t, 0.3) else t.pick(("", ditto)),
            "born": t.place() if fresh or maybe(t, 0.4) else ditto,
            "note": t.phrase(1, 6) if maybe(t, 0.2) else "",
        }
        if fresh and body and v % 3 == 0:
            body.append(span(t, "", len(kinds)))
        body.append([said[k] for k in kinds])
    head = [heads[k] for k in kinds] if maybe(t, 0.7) else None
    top = [el("h1", t.title(2, 5))] if maybe(t) else []
    if maybe(t):
        some = "".join(field(t, a, b, t.pick(("above", "inline"))) for a, b in facts(t, 4))
        top.append(
            el(
                "div",
                some,
                cls="grid",
                style="grid-template-columns: repeat(4, 1fr); gap: 16px; margin-bottom: 14px",
            )
        )
    return mount(
        t,
        "".join(top) + listing(t, cols, body, head),
        width=t.number(760, 1200),
        em=60,
        size=t.number(11, 16),
    )


@family(10)
def parish_register(t, v):
    """Entries of baptisms and burials: names at the margin, or a number, a date and a text."""
    said = t.of(t.pick("la la en de"))
    how = t.pick("margin margin dated columns inline right")
    made = [
        el(
            "h2",
            t.pick(("Anno Domini ", "Baptisms ", "Sepulti ", "Geburten "))
            + str(t.number(1640, 1890)),
            cls="center",
        )
    ]
    gap = t.pick((3, 10, 18, 30))
    side = t.number(90, 170)
    if how == "columns":
        heads = ["No.", "Dies", "Infans", "Parentes", "Patrini", "Notae"]
        cols = [(1, "left"), (2, "left"), (2.5, "left"), (4, "left"), (3.5, "left"), (2, "left")]
        body = [
            [
                str(n + 1),
                f"{t.number(1, 28)} {t.pick('Jan Feb Mar Apr Maj')}",
                said.phrase(1, 2),
                said.phrase(4, 14),
                said.phrase(2, 9),
                said.phrase(1, 3) if maybe(t, 0.3) else "",
            ]
            for n in range(t.number(6, 18))
        ]
        made.append(listing(t, cols, body, heads if maybe(t, 0.8) else None))
        return mount(t, "".join(made), width=t.number(800, 1150))
    for number in range(1, t.number(8, 20)):
        text = el("p", said.text(1, 4))
        name = said.name() + (lines("", said.surname()) if maybe(t, 0.4) else "")
        if how == "margin":
            parts, style = el("aside", name) + text, f"{side}px minmax(0, 1fr)"
        elif how == "right":
            parts, style = text + el("aside", name), f"minmax(0, 1fr) {side}px"
        elif how == "dated":
            parts = el("div", f"{number}.") + el(
                "div", t.pick(("die ", "den ", "")) + str(t.number(1, 28))
            )
            parts, style = parts + text, "34px 70px minmax(0, 1fr)"
        else:
            parts, style = el("p", f"{number}. {said.text(1, 4)}"), "minmax(0, 1fr)"
        style = (
            f"grid-template-columns: {style}; "
            f"column-gap: {t.pick((10, 18)) if number < 2 else 14}px"
        )
        made.append(el("div", parts, cls="grid", style=f"{style}; margin-bottom: {gap}px"))
        if maybe(t, 0.06):
            made.append(
                el("h3", t.pick("Januarius Februarius Martius Aprilis"), cls=t.pick(("center", "")))
            )
    return mount(t, "".join(made), width=t.number(560, 860))


@family(9)
def ledger_double(t, v):
    """An open ledger: debit at the left page, credit at the right, each a table of its own."""
    gutter = t.pick((14, 24, 50, 90))

    def side(name):
        cols = [(1.6, "left"), (5, "left"), (1, "center"), (1.8, "right")]
        cols += [(1, "right"), (1, "right")] if v % 3 == 0 else []
        body = []
        for n in range(t.number(9, 26)):
            extra = [str(t.number(0, 19)), str(t.number(0, 11))] if v % 3 == 0 else []
            amount = str(t.number(1, 900)) if v % 3 == 0 else t.money()
            day = (
                f"{t.pick('Jan Feb Mar')} {t.number(1, 28)}"
                if maybe(t, 0.4) or not n
                else t.pick(("", "″"))
            )
            body.append(
                [
                    day,
                    t.pick(("To ", "By ", "")) + t.phrase(1, 6),
                    str(t.number(1, 99)) if maybe(t, 0.6) else "",
                    amount,
                    *extra,
                ]
            )
        empty = [""] * (2 if v % 3 == 0 else 0)
        body.append(
            ["", t.pick(("Carried forward", "Total", "Balance")), "", t.money(900, 9000), *empty]
        )
        head = (
            ["Date", "Particulars", "Fo.", "£", *(["s.", "d."] if empty else [])]
            if maybe(t, 0.6)
            else None
        )
        title = el("h2", name, cls=t.pick(("", "center"))) if maybe(t, 0.7) else ""
        number = el("page-no", str(t.number(1, 300)), cls="right") if v % 2 else ""
        return el("div", number, title, listing(t, cols, body, head, gap=gap))

    gap = t.pick((0, 1, 3, 6))
    top = el("h1", t.title(2, 5), cls="center") if maybe(t, 0.4) else ""
    body = el(
        "div",
        side("Dr. " + t.title(1, 3)),
        side("Cr."),
        cls="grid",
        style=f"grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); column-gap: {gutter}px",
    )
    return mount(t, top + body, width=t.number(980, 1300), em=76, size=t.number(12, 16), bare=True)


@family(8)
def ship_manifest(t, v):
    """A wide list of passengers with column numbers and heads of several lines."""
    count = t.number(7, 11)
    makers = [
        lambda: t.name(),
        lambda: str(t.number(1, 70)),
        lambda: t.pick("m f"),
        lambda: t.pick("S M W"),
        lambda: t.phrase(1, 2),
        lambda: t.pick(("yes", "no", "″")),
        lambda: t.place(),
        lambda: lines(t.place(), t.phrase(1, 3)),
        lambda: t.pick(("$" + str(t.number(2, 60)), "")),
        lambda: t.phrase(2, 7),
        lambda: t.street(),
    ]
    weigh = (3, 1, 0.8, 1.5, 2, 1.3, 2, 2.5, 1.2, 3, 3)
    heads = (
        "Name in full",
        "Age Yrs. Mos.",
        "Sex",
        "Married or single",
        "Calling or occupation",
        "Able to read",
        "Nationality",
        "Last residence: province, city or town",
        "Money",
        "Going to join a relative; name and address",
        "Final destination",
    )
    number = maybe(t, 0.7)
    cols = [(0.7, "right")] * number + [
        (weigh[k], t.pick("left left center")) for k in range(count)
    ]
    body = []
    if maybe(t):
        body.append([""] * number + [str(k + 1) for k in range(count)])
    for n in range(t.number(10, 30)):
        cells = [
            makers[k]() if maybe(t, 0.85) or not k else t.pick(("", "″", "do."))
            for k in range(count)
        ]
        body.append([str(n + 1)] * number + cells)
    head = ["No."] * number + list(heads[:count])
    top = el("h1", t.title(5, 9).upper(), cls=t.pick(("center", "")))
    top += el(
        "p",
        f"S.S. {t.place()} sailing from {t.place()}, {t.date()}. "
        f"Arriving at {t.place()}, {t.date()}.",
    )
    return mount(
        t,
        top + listing(t, cols, body, head),
        width=t.number(1000, 1400),
        em=84,
        size=t.number(11, 14),
    )


@family(8)
def muster_roll(t, v):
    """Names under ranks, in two or three columns or as a table with service notes."""
    made = [el("h1", t.title(2, 5), cls="center")]
    if maybe(t):
        made.append(el("p", t.text(1, 2)))
    if v % 2:
        blocks = ""
        for rank in ("Captain", "Lieutenants", "Serjeants", "Corporals", "Drummers", "Privates"):
            names = whole(t, t.name, 1, 3 if rank == "Captain" else 14)
            if v % 4 == 1:
                names = [
                    el("li", el("span", n), el("span", str(t.number(1, 99))), cls="between")
                    for n in names
                ]
            else:
                names = [el("li", f"{k + 1}. {n}") for k, n in enumerate(names)]
            blocks += el("h3", rank) + el("ul", *names)
        made.append(
            el("div", blocks, style=f"columns: {t.number(2, 4)}; column-gap: {t.number(20, 60)}px")
        )
    else:
        cols = [(0.8, "right"), (1.6, "left"), (3, "left"), (1.8, "left"), (5, "left")]
        body = []
        for n in range(t.number(12, 30)):
            note = t.phrase(3, 18) if maybe(t, 0.5) else ""
            body.append([str(n + 1), t.pick(("Pte.", "″", "Cpl.")), t.name(), t.short_date(), note])
        made.append(
            listing(
                t, cols, body, ["No.", "Rank", "Name", "Enlisted", "Service"] if maybe(t) else None
            )
        )
    return mount(t, "".join(made), "h3 { margin: 10px 0 3px }")


@family(9)
def land_register(t, v):
    """A folio of a land register: parts with entries of several lines, areas, encumbrances."""
    head = [
        el(
            "div",
            el("p", t.pick(("Grundbuch von ", "Register of ")) + t.place()),
            el("p", "Band " + str(t.number(1, 90))),
            el("p", "Blatt " + str(t.number(1, 900))),
            cls="between",
        )
    ]
    said = tongue(t)
    cols = [
        (1, "center"),
        (1.6, "left"),
        (7, "left"),
        (0.9, "right"),
        (0.9, "right"),
        (0.9, "right"),
    ]
    body = [
        [
            str(n + 1),
            f"{t.number(1, 90)}/{t.number(1, 9)}",
            said.phrase(3, 24),
            str(t.number(0, 9)) if maybe(t, 0.4) else "",
            f"{t.number(0, 99):02}",
            f"{t.number(0, 99):02}",
        ]
        for n in range(t.number(2, 8))
    ]
    top = ["Lfd. Nr.", "Parcel", "Description of use and situation", "ha", "a", "m²"]
    made = head + [
        el("h3", "I. " + said.title(2, 4)),
        listing(t, cols, body, top if maybe(t, 0.7) else None),
    ]
    for part in ("II. ", "III. "):
        entries = []
        for n in range(t.number(1, 5)):
            note = said.sentence() if maybe(t, 0.4) else ""
            entries.append(
                [
                    str(n + 1),
                    t.pick(("1, 2", "3", "″")),
                    t.money(100, 900) if part == "III. " else "",
                    said.text(1, 5),
                    note,
                ]
            )
        widths_ = [
            (1, "left"),
            (1.2, "left"),
            (1.8 if part == "III. " else 0.2, "right"),
            (8, "left"),
            (4, "left"),
        ]
        made += [
            el("h3", part + said.title(2, 4), cls=t.pick(("", "center"))),
            listing(t, widths_, entries, gap=t.pick((2, 8, 16))),
        ]
    return mount(
        t, "".join(made), f"h3 {{ margin: {t.number(10, 30)}px 0 6px }}", width=t.number(760, 1150)
    )


# Archives and genealogy


@family(9)
def index_cards(t, v):
    """One card, or a sheet of cards: heading, number at the right, lines indented."""

    def card():
        head, number = el("h4", t.surname() + ", " + t.phrase(1, 2)), el("p", t.code())
        top = el("div", head, number, cls="between") if maybe(t, 0.6) else number + head
        text = el("p", t.text(1, 3), style=f"margin-left: {t.pick((0, 20, 34))}px")
        rest = "".join(el("p", line) for line in whole(t, lambda: answer(t), 1, 4))
        see = el("p", "See also: " + t.title(1, 3)) if maybe(t, 0.3) else ""
        return el(
            "div",
            top,
            *t.pick(((text, rest), (rest, text), (rest,), (text,))),
            see,
            cls="box cut",
            style=f"padding: {inner}px",
        )

    inner = t.number(6, 24)
    if v % 3 == 0:
        some = deflist(t, facts(t, t.number(4, 8)))
        two = el(
            "div",
            deflist(t, facts(t, t.number(2, 5)), 90),
            deflist(t, facts(t, t.number(2, 5)), 90),
            cls="grid",
            style="grid-template-columns: 1fr 1fr; column-gap: 30px",
        )
        head = el(
            "div", el("h2", t.surname().upper() + ", " + t.name()), el("p", t.code()), cls="between"
        )
        parts = t.rng.sample(
            [some, two, el("p", t.text(1, 4), style="margin: 12px 0")], t.number(2, 3)
        )
        return mount(
            t,
            head + "".join(parts),
            width=t.number(560, 820),
            pad=t.number(16, 50),
            bare=True,
            mono=0.4,
        )
    across = t.number(1, 3)
    cards = el(
        "div",
        *(card() for _ in range(across * t.number(2, 5))),
        cls="grid",
        any=True,
        style=(
            f"grid-template-columns: repeat({across}, minmax(0, 1fr)); gap: {t.pick((6, 16, 30))}px"
        ),
    )
    return mount(t, cards, bare=True, mono=0.3)


@family(10)
def finding_aid(t, v):
    """Call number left or right, title and scope, dates at the right or under the title."""
    call = t.pick("left left right above")
    dates = t.pick("right under inline")
    side, far, gap = t.number(60, 130), t.number(80, 130), t.pick((3, 8, 14, 22))
    made = [el("h1", t.title(2, 5))]
    if maybe(t):
        made.append(
            deflist(t, [(a, t.phrase(2, 12)) for a in ("Creator", "Extent", "Access", "Language")])
        )
    number = t.number(1, 300)
    for section in range(t.number(2, 5)):
        made.append(
            el("h3", f"{section + 1}.{t.number(1, 4)} {t.title(2, 5)}" if v % 2 else t.title(1, 4))
        )
        if maybe(t, 0.4):
            made.append(el("p", t.text(1, 3)))
        for _ in range(t.number(2, 7)):
            number += 1
            year = f"{t.number(1780, 1900)}" + (f"–{t.number(1901, 1960)}" if maybe(t) else "")
            text = el("p", t.phrase(3, 14) + (", " + year if dates == "inline" else ""))
            if dates == "under":
                text += el("p", year)
            if maybe(t, 0.5):
                text += el("p", t.text(1, 2), cls="small", style="margin-left: 18px")
            text = el("div", text)
            number_ = el("div", f"{t.pick(('Box ', 'Nr. ')) if v % 3 == 0 else ''}{number}")
            parts, cols = [text], ["minmax(0, 1fr)"]
            if dates == "right":
                parts, cols = [*parts, el("div", year)], [*cols, f"{far}px"]
            if call == "left":
                parts, cols = [number_, *parts], [f"{side}px", *cols]
            elif call == "right":
                parts, cols = [*parts, number_], [*cols, f"{side}px"]
            else:
                made.append(number_)
            made.append(
                el(
                    "div",
                    *parts,
                    cls="grid",
                    style=f"grid-template-columns: {' '.join(cols)};"
                    f" column-gap: 14px; margin-bottom: {gap}px",
                )
            )
    return mount(t, "".join(made), "h3 { margin: 14px 0 6px }")


@family(9)
def inventory(t, v):
    """Rooms and what stands in them: number, description, count and value at the right."""
    said, how = tongue(t), t.pick("table lots leaders")
    made = [el("h1", t.title(3, 6), cls=t.pick(("", "center"))), el("p", said.text(1, 4))]
    number = 0
    for _ in range(t.number(2, 5)):
        made.append(
            el("h3", "In the " + t.title(1, 2), cls=t.pick(("", "center")) if v % 2 else "")
        )
        body = []
        for _ in range(t.number(3, 9)):
            number += 1
            body.append(
                [
                    str(number),
                    said.phrase(3, 26),
                    str(t.number(1, 12)) if maybe(t) else "",
                    t.money(),
                ]
            )
        if how == "table":
            made.append(listing(t, [(1, "left"), (9, "left"), (1, "center"), (2, "right")], body))
        elif how == "lots":
            for cells in body:
                text = el(
                    "div",
                    el("p", cells[1]),
                    el("p", said.text(1, 3), cls="small"),
                    el(
                        "p",
                        t.pick(("Estimate ", "Valued at ")) + cells[3],
                        cls=t.pick(("", "right")),
                    ),
                )
                made.append(
                    el(
                        "div",
                        el("div", cells[0]),
                        text,
                        cls="grid cut",
                        style="grid-template-columns: 46px minmax(0, 1fr); margin-bottom: 10px",
                    )
                )
        else:
            for cells in body:
                made.append(
                    el(
                        "div",
                        el("p", "Item, " + cells[1]),
                        el("p", cells[3]),
                        cls="flex",
                        style=(
                            "justify-content: space-between; align-items: flex-end; "
                            "column-gap: 40px"
                        ),
                    )
                )
        if maybe(t, 0.4):
            made.append(el("div", el("p", "Sum"), el("p", t.money(900, 9000)), cls="between"))
    css = "h3 { margin: 14px 0 4px }"
    if how == "lots" and maybe(t, 0.6):
        parts = el("div", *made[2:], style=f"columns: 2; column-gap: {t.number(18, 40)}px")
        made = [*made[:2], parts]
    return mount(t, "".join(made), css)


@family(9)
def family_sheet(t, v):
    """A family group: facts of husband and wife, children in a table, or side by side."""

    def person(name):
        some = [
            (a, t.pick((t.date() + ", " + t.place(), t.place(), t.name(), "")))
            for a in t.rng.sample(
                ["Born", "Christened", "Married", "Died", "Buried", "Father", "Mother", "Trade"],
                t.number(4, 8),
            )
        ]
        return el("div", el("h3", name + ": " + t.name()), deflist(t, some, t.number(70, 110)))

    pair = person("Husband") + person("Wife")
    if maybe(t):
        pair = el(
            "div",
            pair,
            cls="grid",
            style=f"grid-template-columns: 1fr 1fr; column-gap: {t.number(14, 60)}px",
        )
    kids = []
    table_like = maybe(t, 0.6)
    for n in range(t.number(2, 9)):
        if table_like:
            kids.append(
                [
                    str(n + 1),
                    t.name(),
                    lines(t.date(), t.place()),
                    lines(t.date(), t.place()) if maybe(t) else "",
                    t.name() if maybe(t) else "",
                ]
            )
        else:
            some = [("Born", t.date()), ("Married", t.name()), ("Died", t.date())][: t.number(1, 3)]
            kids.append(
                hung(
                    t,
                    f"{n + 1}.",
                    el("p", t.name()) + deflist(t, some, 80),
                    extra="; margin-bottom: 8px",
                )
            )
    head = ["", "Children", "Born", "Died", "Married to"] if maybe(t, 0.7) else None
    cols = [(1, "left"), (4, "left"), (4, "left"), (4, "left"), (4, "left")]
    kids = listing(t, cols, kids, head) if table_like else el("ol", *kids)
    notes = el("h3", "Notes") + el("p", t.text(2, 6)) if maybe(t) else ""
    return mount(
        t,
        el("h1", t.title(2, 3)) + pair + el("div", kids, style="margin-top: 20px") + notes,
        "h3 { margin: 10px 0 4px }",
        width=t.number(700, 1050),
    )


@family(8)
def descendants(t, v):
    """Generations, each entry indented further; numbers hanging; marriages under it."""
    step = t.pick((16, 28, 44))
    style = t.pick(("1.2", "a", "gen"))
    made, number = [el("h1", "The descendants of " + t.name())], 0
    depth = 0
    for _ in range(t.number(12, 34)):
        number += 1
        said = {
            "1.2": ".".join(str(t.number(1, 6)) for _ in range(depth + 1)),
            "a": "abcdefg"[depth] + ")",
            "gen": f"{number}.",
        }[style]
        text = t.name() + f", * {t.place()} {t.date()}" + (f", † {t.date()}" if maybe(t) else "")
        if maybe(t, 0.4):
            text += ", " + t.phrase(4, 20)
        wed = el("p", "∞ " + t.name() + ", " + t.date()) if maybe(t, 0.4) else ""
        inner = el("p", text) + wed
        made.append(
            hung(
                t,
                said,
                inner,
                30 + 12 * depth * (style == "1.2"),
                extra=f"; margin: 0 0 {v % 4 * 3}px {depth * step}px",
            )
        )
        depth = max(0, min(5, depth + t.pick((1, 1, 0, 0, -1, -2))))
    return mount(t, "".join(made))


# Law


@family(9)
def minutes(t, v):
    """Minutes of a meeting: those present, items with numbers, summaries at the margin."""
    how = t.pick("left right none")
    side, gap = t.number(90, 160), t.pick((6, 12, 20))
    made = [
        el(
            "h1",
            t.pick(("Minutes of the ", "Meeting of the ")) + t.title(2, 3),
            cls=t.pick(("", "center")),
        ),
        el("p", f"held at {t.place()} on {t.date()}", cls=t.pick(("", "center"))),
    ]
    names = whole(t, t.name, 3, 9)
    present = t.pick("inline list grid facing")
    if present == "inline":
        made.append(el("p", "Present: " + ", ".join(names) + "."))
    elif present == "list":
        made.append(
            el(
                "div",
                el("dt", "Present:"),
                el("div", each("p", names)),
                cls="grid",
                style="grid-template-columns: 100px 1fr",
            )
        )
    elif present == "grid":
        made.append(
            el("p", "Present:") + el("ul", each("li", names), style=f"columns: {t.number(2, 3)}")
        )
    else:
        one = el("div", el("h4", "Present"), each("p", names))
        two = el("div", el("h4", "Absent"), each("p", whole(t, t.name, 1, 4)))
        made.append(el("div", one, two, cls="grid", style="grid-template-columns: 1fr 1fr"))
    number = t.number(1, 200)
    for _ in range(t.number(4, 10)):
        number += 1
        note, body = (
            el("aside", t.phrase(1, 4)),
            el("div", each("p", [t.text(1, 4) for _ in range(t.number(1, 2))])),
        )
        if how == "left":
            parts, cols = (note, body), f"{side}px minmax(0, 1fr)"
        elif how == "right":
            parts, cols = (body, note), f"minmax(0, 1fr) {side}px"
        elif v % 2:
            parts, cols = (el("div", f"{number}."), body), "44px minmax(0, 1fr)"
        else:
            parts, cols = (
                (el("div", el("h4", f"{number}. {t.title(1, 4)}"), body),),
                "minmax(0, 1fr)",
            )
        if maybe(t, 0.3) and how != "right":
            parts, cols = (*parts, el("div", t.pick("ACTION XY KM"))), cols + " 70px"
        made.append(
            el(
                "div",
                *parts,
                cls="grid",
                style=f"grid-template-columns: {cols}; column-gap: 16px; margin-top: {gap}px",
            )
        )
    made.append(signatures(t))
    return mount(t, "".join(made), width=t.number(600, 900))


@family(10)
def ordinance(t, v):
    """Paragraph signs, heads centred or at the left, numbered subsections; one or two columns."""
    said = t.of(t.pick("de de en fr la"))
    two, centre, how = maybe(t, 0.35), maybe(t), t.pick("line run hang")
    made, number = "", t.number(1, 90)
    deep = t.pick((0, 18, 30))
    for _ in range(t.number(3, 8)):
        if maybe(t, 0.25):
            made += el(
                "h2",
                t.pick(("Abschnitt ", "Part ", "Titre ")) + str(t.number(1, 9)),
                cls="center" if centre else "",
            )
            made += el("h2", said.title(2, 4), cls="center" if centre else "") if maybe(t) else ""
        number += 1
        sign = t.pick("§") + f" {number}"
        parts = [said.text(1, 3) for _ in range(t.number(1, 4))]
        if how == "run":
            made += el("p", f"{sign}. {parts[0]}") + each(
                "p", [f"({k + 2}) {p}" for k, p in enumerate(parts[1:])]
            )
        else:
            text = ""
            for k, part in enumerate(parts):
                points = ""
                if maybe(t, 0.25):
                    points = "".join(
                        hung(
                            t,
                            f"{n + 1}.",
                            said.phrase(3, 14) + ",",
                            26,
                            extra=f"; margin-left: {deep}px",
                        )
                        for n in range(t.number(2, 5))
                    )
                text += el("p", f"({k + 1}) " * (len(parts) > 1) + part) + points
            if how == "hang":
                made += el(
                    "div",
                    el("h4", sign),
                    el("div", text),
                    cls="grid",
                    style="grid-template-columns: 64px minmax(0, 1fr)",
                )
            else:
                name = (
                    [el("h4", sign), el("h4", said.title(1, 4))]
                    if maybe(t)
                    else [el("h4", f"{sign} {said.title(1, 4)}")]
                )
                made += (
                    el("div", *name, cls="center" if centre else "", style="margin-top: 10px")
                    + text
                )
    if two:
        made = el("div", made + rest(t), style=f"columns: 2; column-gap: {t.number(16, 44)}px")
    top = (
        el(
            "main-title",
            said.title(3, 7),
            cls="center",
            style="font-size: 140%; margin-bottom: 14px",
        )
        if maybe(t, 0.7)
        else ""
    )
    if top and maybe(t, 0.5):
        top += el("p", t.pick(("Vom ", "Of ")) + t.date() + ".", cls="center")
    notes = "".join(
        el("foot-note", f"{n + 1}) {said.sentence()}", cls="small")
        for n in range(t.pick((0, 0, 1, 3)))
    )
    return mount(
        t, top + made + notes, f"p {{ margin: {t.pick((0, 3, 8))}px 0 }}", width=t.number(580, 1000)
    )


@family(10)
def contract(t, v):
    """Parties, clauses 1., 1.1, (a) with hanging numbers, signatures."""
    hang, step = t.number(30, 60), t.pick((0, 20, 40))
    style = t.pick("hang indent runin")
    made = [
        el("main-title", t.title(2, 4).upper(), cls=t.pick(("center", ""))),
        el("p", "dated " + t.date(), cls=t.pick(("center", ""))),
    ]
    parties = [
        el(
            "div",
            el("p", t.name()),
            el("p", t.street()),
            el("p", t.place()),
            el("p", f"(“the {t.pick('Lessor Buyer Agent')}”)"),
        )
        for _ in range(2)
    ]
    how = t.pick("facing under text")
    if how == "facing":
        made.append(
            el("div", *parties, cls="grid", style="grid-template-columns: 1fr 1fr; margin: 20px 0")
        )
    elif how == "under":
        made.append(parties[0] + el("p", "and", cls="center") + parties[1])
    else:
        made += [
            el("p", f"Between ({n}) {t.name()} of {t.street()}, {t.phrase(4, 12)};") for n in (1, 2)
        ]
    for clause in range(1, t.number(4, 8)):
        title = t.title(1, 4)
        made.append(
            hung(
                t,
                f"{clause}.",
                title.upper() if v % 2 else title,
                hang,
                "h3",
                extra="; margin-top: 10px",
            )
            if style == "hang"
            else el("h3", f"{clause}. {title}", style="margin-top: 10px")
        )
        for sub in range(1, t.number(2, 5)):
            text, number = t.text(1, 3), f"{clause}.{sub}"
            if style == "hang":
                made.append(hung(t, number, text, hang))
            elif style == "indent":
                made.append(el("li", f"{number} {text}", style=f"margin-left: {step}px"))
            else:
                made.append(el("p", f"{number} {text}"))
            if maybe(t, 0.3):
                for k in range(t.number(2, 4)):
                    more = f"; margin-left: {hang}px"
                    made.append(hung(t, f"({'abcd'[k]})", t.sentence(4, 14), 30, extra=more))
                    if maybe(t, 0.15):
                        made += [
                            hung(
                                t,
                                f"({'i' * n})",
                                t.sentence(4, 8),
                                30,
                                extra=f"; margin-left: {hang + 30}px",
                            )
                            for n in (1, 2)
                        ]
    made.append(signatures(t, 2))
    css = f"li, p {{ margin-bottom: {t.pick((0, 4, 10))}px }}"
    body = "".join(made)
    if v % 5 == 4:
        body = made[0] + el("div", *made[1:], style="columns: 2; column-gap: 26px")
    return mount(t, body, css)


@family(9)
def court_decision(t, v):
    """Court, parties at one side and the case at the other, numbered paragraphs."""
    party = []
    for role in ("Plaintiff", "Defendant"):
        party += [
            el("p", t.name() + ", " + t.place() + ("," if maybe(t) else " and " + t.name())),
            el(
                "p",
                role + (", " + t.phrase(1, 3) if maybe(t) else ""),
                style=f"margin-left: {t.pick((0, 60, 120))}px",
            ),
        ]
        party.append(
            el("p", t.pick(("v.", "against", "— v —")), cls=t.pick(("", "center")))
            if role == "Plaintiff"
            else ""
        )
    case = [
        el("p", "Case No. " + t.code()),
        el("p", t.title(1, 3).upper()),
        el("p", "Judge " + t.surname()),
        el("p", t.date()),
    ]
    case = case[: t.number(1, 4)]
    head = [
        el(
            "h2",
            t.pick(("IN THE COURT OF ", "Court of ")) + t.title(1, 3),
            cls=t.pick(("center", "")),
        )
    ]
    how = t.pick("facing facing above listed")
    if how == "facing":
        head.append(
            el(
                "div",
                el("div", *party),
                el("div", *case),
                cls="grid",
                style=(
                    f"grid-template-columns: {t.number(4, 6)}fr 4fr; "
                    f"column-gap: {t.number(14, 60)}px; margin: 16px 0; "
                    f"align-items: {t.pick('start center end')}"
                ),
            )
        )
    elif how == "above":
        head += [
            el("div", *case, cls=t.pick(("right", "center", ""))),
            el("div", *party, style="margin: 14px 0"),
        ]
    else:
        some = [
            (f"{role}:", f"{t.name()}, {t.street()}; {t.phrase(2, 8)}")
            for role in ("Appellant", "Respondent", "Before", "Counsel")
        ]
        head.append(deflist(t, some, t.number(110, 190)))
    body, number, mode = (
        el("h1", t.pick("JUDGMENT ORDER OPINION DECISION"), cls="center"),
        0,
        t.pick("hang run plain right"),
    )
    for _ in range(t.number(5, 14)):
        number += 1
        if maybe(t, 0.2):
            body += el("h3", t.title(1, 4), cls=t.pick(("", "center")))
        text = t.text(2, 5)
        if mode == "hang":
            body += hung(
                t,
                f"[{number}]" if v % 2 else str(number),
                text,
                44,
                "div",
                extra="; margin-bottom: 8px",
            )
        elif mode == "right":
            body += el(
                "div",
                el("p", text),
                el("aside", str(number)),
                cls="grid",
                style=(
                    "grid-template-columns: minmax(0, 1fr) 24px; column-gap: 24px; "
                    "margin-bottom: 6px"
                ),
            )
        else:
            body += el(
                "p", (f"{number}. " if mode == "run" else "") + text, style="margin-bottom: 8px"
            )
        if maybe(t, 0.15):
            body += el("p", t.text(1, 2), style=f"margin: 6px {t.number(30, 70)}px")
    if maybe(t, 0.25):
        body = el("div", body, style=f"columns: 2; column-gap: {t.number(18, 36)}px")
    foot = "".join(
        el("foot-note", f"{n + 1} {t.sentence()}", cls="small") for n in range(t.pick((0, 0, 2, 4)))
    )
    return mount(t, "".join(head) + body + foot)


@family(9)
def parallel_law(t, v):
    """A law in two languages: articles aligned in rows, or each language running by itself."""
    one, other = t.rng.sample(["en", "fr", "de", "it", "la"], 2)
    pair = [t.of(one), t.of(other)]
    gutter, aligned = t.number(14, 60), v % 2 == 0
    count, number = t.number(4, 9), t.number(1, 60)
    head = [el("h2", said.title(2, 4), cls=t.pick(("", "center"))) for said in pair]
    style = (
        f"grid-template-columns: {t.pick(('1fr 1fr', '1.2fr 1fr', '1fr 1.15fr'))}; "
        f"column-gap: {gutter}px"
    )
    if aligned:
        parts = head if maybe(t, 0.7) else []
        gap = t.pick((4, 10, 20))
        for k in range(count):
            low = t.number(1, 4)
            for said in pair:
                name = el("h4", f"Art. {number + k}") if v % 4 else ""
                parts.append(
                    el(
                        "div",
                        name,
                        *(el("p", f"{n + 1}. " * (low > 1) + said.text(1, 2)) for n in range(low)),
                    )
                )
        body = el("div", *parts, cls="grid", style=f"{style}; row-gap: {gap}px")
    else:
        columns = []
        for said, top in zip(pair, head):
            text = top
            for k in range(count):
                text += el(
                    "h4", f"Art. {number + k}", cls=t.pick(("", "center")) if not k else ""
                ) + each("p", [said.text(1, 3) for _ in range(t.number(1, 3))])
            columns.append(el("div", text))
        body = el("div", *columns, cls="grid", style=style)
    top = el("main-title", t.title(3, 5), cls="center") if maybe(t, 0.3) else ""
    return mount(
        t,
        top + body,
        f"p {{ margin: {t.pick((0, 4, 9))}px 0; text-align: {t.pick('left justify')} }}",
        width=t.number(680, 1100),
    )


@family(10)
def gazette(t, v):
    """Official notices in two to four columns; heads in the columns or over all."""
    count, made = t.number(2, 4), []
    if maybe(t, 0.7):
        row = [
            el("p", "No. " + str(t.number(1, 60000))),
            el("p", t.date()),
            el("p", "Price " + str(t.number(1, 9)) + "d."),
        ]
        made.append(
            el(
                "main-title",
                "The " + t.title(1, 2) + " Gazette",
                cls="center",
                style="font-size: 230%",
            )
        )
        made.append(el("div", *row, cls="between", style="margin: 4px 0 14px"))
    css = (
        f"p {{ margin: {t.pick((0, 3, 8))}px 0; text-indent: {t.pick((0, 14))}px; "
        f"text-align: inherit }} article {{ text-align: inherit }} "
        f"body {{ text-align: {t.pick('left justify')} }}"
    )

    def notice():
        head = el("h4", t.pick((t.title(2, 4).upper(), t.title(1, 3))), cls=t.pick(("", "center")))
        number = (
            el("p", f"({t.number(1, 999)})", cls=t.pick(("", "center", "right")))
            if maybe(t, 0.3)
            else ""
        )
        text = each("p", [t.text(1, 3) for _ in range(t.number(1, 3))])
        some = (
            "".join(
                el("div", el("p", t.name()), el("p", t.place()), cls="between")
                for _ in range(t.number(2, 6))
            )
            if maybe(t, 0.2)
            else ""
        )
        sign = el(
            "p",
            t.name() + ", " + t.pick(("Clerk", "Registrar", "Solicitor")),
            cls=t.pick(("right", "")),
        )
        return el(
            "article",
            number,
            head,
            text,
            some,
            sign if maybe(t, 0.6) else "",
            style=f"margin-bottom: {t.number(6, 18)}px",
        )

    for part in range(t.number(1, 3)):
        if maybe(t, 0.6):
            made.append(el("h2", t.title(2, 5), cls="center", style="margin: 8px 0"))
        many = count if not part or maybe(t) else t.number(2, 4)
        body = "".join(notice() for _ in range(t.number(3, 8)))
        loose = "; text-align: left" if (many > 2 and maybe(t, 0.8)) or many > 3 else ""
        made.append(
            el(
                "div",
                body + rest(t),
                style=f"columns: {many}; column-gap: {t.pick((14, 18, 26, 40))}px{loose}",
            )
        )
    return mount(t, "".join(made), css, width=t.number(780, 1150), size=t.number(11, 15), mono=0)


@family(9)
def debates(t, v):
    """Parliamentary debates in two columns, column numbers on top, speakers in bold."""
    count = t.pick((2, 2, 2, 3, 1))
    first = t.number(1, 1200)
    parts = ""
    for _ in range(t.number(6, 14)):
        kind = t.rng.random()
        if kind < 0.15:
            parts += el("h3", t.title(2, 4), cls="center")
        elif kind < 0.2:
            parts += el("p", f"[{t.phrase(2, 6)}.]", cls="right")
        elif kind < 0.25:
            parts += el("p", f"({t.phrase(1, 4)}.)", cls="center")
        who = (
            t.pick(("Mr. ", "Sir ", "Mrs. ", "Dr. ", ""))
            + t.name()
            + (f" ({t.place()})" if maybe(t, 0.4) else "")
        )
        if v % 4 == 3:
            parts += el("h4", who + ":") + each("p", [t.text(1, 4)])
        else:
            parts += el("p", el("b", who + ": "), t.text(1, 4)) + each(
                "p", [t.text(1, 3) for _ in range(t.number(0, 1))]
            )
    gap, width, size = t.pick((16, 22, 34)), t.number(640, 960), t.number(12, 16)
    spread = width / size / count > 24 and maybe(t, 0.7)
    body = el(
        "div",
        parts + rest(t),
        style=f"columns: {count}; column-gap: {gap}px;"
        f" text-align: {'justify' if spread else 'left'}",
    )
    top = ""
    if maybe(t, 0.75) and count > 1:
        middle = el("header", el("p", t.pick((t.title(2, 3), t.date())))) if maybe(t, 0.7) else ""
        numbers = [el("page-no", str(first)), middle, el("page-no", str(first + 1))]
        top = el("div", *numbers, cls="between", style=f"margin-bottom: {t.number(4, 18)}px")
    indent = t.pick((0, 14))
    return mount(
        t,
        top + body,
        f"p {{ text-indent: {indent}px; margin: {t.pick((0, 0, 5))}px 0 }} h3 {{ margin: 8px 0 }}",
        bare=bool(top),
        mono=0,
        width=width,
        size=size,
    )


@family(8)
def statute_sidenotes(t, v):
    """Sections of an act with short summaries at the margin, left or right, and a long title."""
    left, side, number = v % 2 == 0, t.number(84, 150), t.number(1, 60)
    made = [
        el("p", t.pick(("CHAPTER ", "Chap. ")) + str(t.number(1, 90)) + ".", cls="center"),
        el("h1", "An Act for " + t.title(3, 6), cls=t.pick(("", "center"))),
        el("p", "[" + t.date() + ".]", cls=t.pick(("right", "center"))) if maybe(t, 0.6) else "",
    ]
    gap, col, note_size = t.pick((0, 4, 12)), t.pick((10, 16, 26)), t.pick((70, 80, 100))
    for _ in range(t.number(4, 9)):
        number += 1
        paras = el("p", f"{number}. " * (maybe(t, 0.8)) + t.text(1, 5))
        for k in range(t.pick((0, 0, 0, 2, 3))):
            paras += hung(t, f"({'abcd'[k]})", t.sentence(), 32, extra="; margin-left: 26px")
        main = el("div", paras)
        note = el("aside", t.phrase(2, 7) + ".") if maybe(t, 0.8) else "<div></div>"
        if maybe(t, 0.12):
            made.append(el("h3", t.title(1, 4), cls="center"))
        cols = f"{side}px minmax(0, 1fr)" if left else f"minmax(0, 1fr) {side}px"
        made.append(
            el(
                "div",
                *((note, main) if left else (main, note)),
                cls="grid",
                style=f"grid-template-columns: {cols}; column-gap: {col}px; margin-bottom: {gap}px",
            )
        )
    css = f"aside {{ font-size: {note_size}% }} p {{ text-indent: {t.pick((0, 20))}px }}"
    return mount(t, "".join(made), css, width=t.number(540, 820))


@family(8)
def cause_list(t, v):
    """A list of the court: rooms as heads, hours, case numbers, parties over several lines."""
    made = [
        el("h1", t.title(2, 4), cls=t.pick(("", "center"))),
        el("p", t.date(), cls=t.pick(("", "center", "right"))),
    ]
    style, gap = (
        t.pick(
            (
                "70px 110px minmax(0, 1fr)",
                "110px minmax(0, 1fr) 130px",
                "40px minmax(0, 1fr) minmax(0, 1fr)",
            )
        ),
        t.pick((3, 9, 16)),
    )
    number = 0
    parts = []
    for _ in range(t.number(2, 5)):
        part = el("h3", f"Court {t.number(1, 40)}", cls=t.pick(("", "center")))
        part += el("p", "Before " + t.name()) if maybe(t, 0.6) else ""
        for _ in range(t.number(2, 7)):
            number += 1
            sides = (
                lines(t.name(), "v.", t.name())
                if v % 3 == 0
                else f"{t.name()} v. {t.name()}" + (", " + t.phrase(1, 6) if maybe(t, 0.4) else "")
            )
            cells = {
                "7": (t.time(), t.code(), sides),
                "1": (t.code(), sides, t.pick((t.surname(), t.phrase(1, 4)))),
                "4": (f"{number}.", sides, lines(t.name(), t.phrase(1, 3))),
            }[style[0]]
            part += el(
                "div",
                *(el("div", cell) for cell in cells),
                cls="grid",
                style=f"grid-template-columns: {style}; column-gap: 12px; margin-bottom: {gap}px",
            )
        parts.append(part)
    if maybe(t, 0.4):
        half = (len(parts) + 1) // 2
        made.append(facing(t, "".join(parts[:half]), "".join(parts[half:])))
        return mount(t, "".join(made), "h3 { margin: 12px 0 4px }", em=72, size=t.number(11, 14))
    return mount(t, "".join(made + parts), "h3 { margin: 12px 0 4px }", em=44)


# Medicine


@family(9)
def lab_report(t, v):
    """Patient, sender, then tests with results, units and references, in groups."""
    made = [letterhead(t)]
    kind = t.pick("left inline above")

    def some(labels):
        if kind == "left":
            return deflist(t, [(a, answer(t)) for a in labels], t.number(70, 110))
        return "".join(field(t, a, answer(t), kind) for a in labels)

    one, two = ["Patient", "Born", "Sex", "Ward"], ["Sample no.", "Taken", "Received", "Doctor"]
    low = t.number(2, 4)
    made.append(
        facing(t, some(one[:low]), some(two[:low])) if maybe(t, 0.7) else some(one + two[:2])
    )
    made.append(
        el(
            "h1",
            t.pick(("Laboratory report", "Findings", t.title(2, 3))),
            style="margin: 14px 0 8px",
        )
    )
    order = t.pick(("trur", "trru", "turr", "tfrur"))
    weights = {
        "t": (4, "left"),
        "r": (1.6, t.pick("left right")),
        "u": (1.4, "left"),
        "f": (0.6, "center"),
    }
    names = {"t": "Test", "r": "Result", "u": "Unit", "f": ""}
    cols, head, seen = [], [], False
    for mark in order:
        cols.append((2.4, "left") if mark == "r" and seen else weights[mark])
        head.append("Reference" if mark == "r" and seen else names[mark])
        seen = seen or mark == "r"
    body = []
    for _ in range(t.number(2, 5)):
        if maybe(t, 0.75):
            body.append(span(t, el("b", t.title(1, 2)), len(order), gap=t.pick((2, 6, 12))))
        for _ in range(t.number(3, 9)):
            cells, seen = [], False
            for mark in order:
                value = f"{t.number(0, 200)}.{t.number(0, 9)}"
                if mark == "r" and seen:
                    value = t.pick(
                        (
                            f"{t.number(0, 20)}.0 – {t.number(21, 200)}.0",
                            f"< {t.number(2, 90)}",
                            "negative",
                        )
                    )
                seen = seen or mark == "r"
                cells.append(
                    {
                        "t": t.phrase(1, 4),
                        "u": t.pick("mmol/l g/dl % U/l /µl mg/l"),
                        "f": t.pick(("+", "-", "", "*")),
                    }.get(mark, value)
                )
            body.append(cells)
            if maybe(t, 0.06):
                body.append(span(t, t.sentence(), len(order), "small", 2))
    made.append(listing(t, cols, body, head if maybe(t, 0.8) else None, gap=t.pick((0, 1, 3, 6))))
    made.append(el("h4", "Comment") + el("p", t.text(1, 4)) if maybe(t) else "")
    made.append(signatures(t))
    return mount(t, "".join(made), width=t.number(620, 920), em=46)


@family(8)
def prescription(t, v):
    """A small sheet: insurer, patient, doctor's stamp at the right, drugs with directions."""
    pair = [
        el(
            "div",
            each(
                "p",
                [t.title(2, 3), t.name(), t.street(), t.place(), t.short_date()][: t.number(3, 5)],
            ),
        ),
        el(
            "div",
            each(
                "p",
                ["Dr. " + t.name(), t.title(1, 2), t.street(), "Tel. " + t.phone()][
                    : t.number(2, 4)
                ],
            ),
        ),
    ]
    ticks = each(
        "div",
        [
            t.pick(("☐ ", "")) + str(n) + t.pick(("", " " + t.pick("free noct other")))
            for n in range(5, t.number(7, 10))
        ],
    )
    made = []
    if maybe(t, 0.35):
        made = [
            el(
                "div",
                el("div", ticks, style="width: 90px"),
                *pair,
                cls="grid",
                style="grid-template-columns: 100px 1fr 1fr; column-gap: 24px",
            )
        ]
    elif maybe(t):
        made = [facing(t, *pair)]
    else:
        made = [
            el(
                "header",
                each("p", ["Dr. " + t.name(), t.street(), t.phone()]),
                cls=t.pick(("center", "right")),
            ),
            el("p", f"For {t.name()}, {t.street()}"),
            el("p", t.date(), cls="right"),
        ]
    made.append(el("p", "Rp.", style=f"margin: {t.number(10, 40)}px 0 6px; font-size: 140%"))
    for n in range(t.number(1, 5)):
        text = el("p", t.title(1, 2) + f" {t.number(5, 500)} mg")
        say = el(
            "p",
            t.pick(("S. ", "D.S. ", "")) + t.phrase(3, 9),
            style=f"margin-left: {t.pick((0, 30, 60))}px",
        )
        amount = el("p", f"No. {t.number(1, 60)}")
        made.append(
            el("div", el("div", text, say), amount, cls="between", style="margin-bottom: 10px")
            if v % 2
            else el("div", text, amount, say, style="margin-bottom: 10px")
        )
    made.append(signatures(t, t.pick((1, 1, 2))))
    return mount(t, "".join(made), width=t.number(480, 760), pad=t.number(18, 50), bare=True)


@family(9)
def patient_chart(t, v):
    """A sparse table of hours and measures, days along the top; notes under or beside it."""
    days = t.number(4, 10)
    first = t.number(1, 20)
    cols = [(2.4, "left"), *[(1, t.pick("center right left"))] * days]
    body = []
    chance = t.pick((0.25, 0.5, 0.85))
    for label in t.rng.sample(
        [
            "Pulse",
            "Temperature",
            "Resp.",
            "Weight",
            "Fluids in",
            "Fluids out",
            "Blood pressure",
            "Sleep",
            "Diet",
            "Stool",
            "Bath",
            "Dressing",
            "Sugar",
            "Morphia",
            "Walked",
        ],
        t.number(6, 14),
    ):
        cells = [
            (f"{t.number(10, 140)}" if maybe(t, 0.8) else t.pick(("yes", "M E", "120/ 80")))
            if maybe(t, chance)
            else ""
            for _ in range(days)
        ]
        body.append([label, *cells])
    head = [t.pick(("Day", "")), *(f"{first + k}.{t.pick(('', '4.'))}" for k in range(days))]
    chart = listing(t, cols, body, head)
    top = facing(t, *(deflist(t, facts(t, t.number(2, 4)), 90) for _ in range(t.number(1, 3))))
    notes = ""
    for _ in range(t.number(2, 7)):
        parts = (
            el("div", t.short_date()),
            el("div", t.time() if v % 2 else t.surname()),
            el("div", t.text(1, 3)),
        )
        notes += el(
            "div",
            *parts,
            cls="grid",
            style=(
                "grid-template-columns: 92px 80px minmax(0, 1fr); column-gap: 12px; "
                f"margin-bottom: {t.pick((2, 8))}px"
            ),
        )
    notes = el("div", el("h3", "Course") + notes, style="margin-top: 18px")
    parts = [el("h1", t.title(1, 3)), top] + t.pick(([chart, notes], [notes, chart], [chart]))
    return mount(t, "".join(parts), "dl { margin: 10px 0 }", width=t.number(720, 1050), em=58)


@family(8)
def vaccination_card(t, v):
    """Date, vaccine and batch, doctor and stamp; rows left free; parts side by side or under."""

    def part():
        cols = [(2, "left"), (3, "left"), (2, "left"), (3, "left")][: t.number(3, 4)]
        head = ["Date", "Vaccine and batch no.", "Dose", "Doctor's signature and stamp"][
            : len(cols)
        ]
        body = []
        for _ in range(t.number(3, 8)):
            row = [
                t.short_date(),
                lines(t.title(1), t.code()) if two else t.title(1, 2),
                f"{t.number(1, 5)} ml",
                lines("Dr. " + t.surname(), t.place()) if two else t.surname(),
            ]
            body.append(
                [cell if maybe(t, 0.85) else "" for cell in row[: len(cols)]]
                if maybe(t, 0.8)
                else [t.pick(("", f"{t.number(1, 4)}."))] + [""] * (len(cols) - 1)
            )
        return el("h3", t.title(1, 4)) + listing(
            t, cols, body, head if maybe(t, 0.7) else None, gap=gap
        )

    two, gap, em = maybe(t), t.pick((2, 6, 12, 20)), 50
    made = [
        el("main-title", t.title(1, 3), cls=t.pick(("", "center"))),
        deflist(t, facts(t, t.number(2, 5))),
    ]
    parts = [part() for _ in range(t.number(1, 4))]
    if maybe(t, 0.45) and len(parts) > 1:
        made.append(facing(t, *parts[:2]))
        em = 72
        parts = parts[2:]
    return mount(
        t,
        "".join(made + parts),
        "h3 { margin: 14px 0 4px }",
        width=t.number(600, 1000),
        size=t.number(12, 15),
        em=em,
    )


# Papers and certificates


@family(9)
def identity_papers(t, v):
    """A passport or identity card: photograph, labels in two languages, lines for machines."""
    other = t.of(t.pick("fr de it"))

    def label(text):
        return f"{text} / {other.phrase(1, 2)}" if v % 2 else text

    kind = t.pick("above above left")
    some = [(label(a), b.upper() if v % 3 else b) for a, b in facts(t, t.number(5, 10))]
    across = t.pick((1, 2, 2, 3)) if kind == "above" else 1
    grid = "".join(field(t, a, b, kind, t.number(120, 160)) for a, b in some)
    grid = el(
        "div",
        grid,
        cls="grid",
        style=(
            f"grid-template-columns: repeat({across}, minmax(0, 1fr)); "
            f"gap: {t.pick((3, 7, 12))}px 18px"
        ),
    )
    photo = el(
        "div",
        el("div", cls="fig", style=f"height: {t.number(120, 190)}px"),
        el("p", t.name(), cls="small") if maybe(t, 0.3) else "",
    )
    left = maybe(t, 0.7)
    style = (
        f"grid-template-columns: {'140px minmax(0, 1fr)' if left else 'minmax(0, 1fr) 140px'}; "
        f"column-gap: {t.pick((12, 24))}px"
    )
    middle = el("div", *((photo, grid) if left else (grid, photo)), cls="grid", style=style)
    head = [el("main-title", t.title(1, 2).upper()), el("p", "PASSPORT"), el("p", t.code())]
    head = el("div", *head, cls=t.pick(("between", "center", ""))) if maybe(t, 0.8) else head[0]
    zone = ""
    if maybe(t, 0.6):
        zone = el(
            "p",
            ("P<" + t.surname() + "<<" + t.pick(GIVEN) + "<" * 20)[:36]
            .upper()
            .replace("<", "&lt;"),
        )
        zone += el(
            "p",
            (t.code().replace("-", "<") + str(t.number(10**8, 10**9)) + "<" * 20)[:36].replace(
                "<", "&lt;"
            ),
        )
        zone = el("div", zone, style="font-family: 'Nimbus Mono PS'; margin-top: 12px")
    sheet = el("section", head, middle, zone)
    if maybe(t, 0.3):
        extra = "".join(field(t, label(a), b, "left", 150) for a, b in facts(t, t.number(2, 6)))
        sheet += el("section", extra, style="margin-top: 40px")
    if maybe(t, 0.3):
        sheet = facing(
            t, sheet, each("p", [t.text(1, 3) for _ in range(t.number(1, 4))]) + signatures(t, 1)
        )
        return mount(t, sheet, width=t.number(900, 1200), pad=t.number(20, 50), bare=True)
    return mount(t, sheet, width=t.number(560, 760), pad=t.number(16, 50), bare=True)


@family(9)
def certificate(t, v):
    """Centred lines with white between; facts; signatures, seal; or an extract in columns."""
    align = t.pick(("center", "center", ""))
    made = [
        el("p", t.pick((t.title(2, 4), "No. " + t.code())), cls=t.pick(("center", "right", ""))),
        el(
            "main-title",
            t.pick(("CERTIFICATE", t.title(1, 3))),
            cls=align,
            style=f"font-size: {t.number(140, 260)}%",
        ),
    ]
    big = t.pick((4, 10, 22))
    if maybe(t, 0.3):
        count = t.number(5, 9)
        cols = [(t.rng.uniform(1, 2), "left") for _ in range(count)]
        head = [f"{t.phrase(1, 4)}" for _ in range(count)]
        body = [
            [
                t.pick((lines(t.name(), t.surname()), t.phrase(2, 6), t.date(), t.place()))
                for _ in range(count)
            ]
            for _ in range(t.number(1, 4))
        ]
        made.append(
            listing(
                t,
                cols,
                ([[str(n + 1) for n in range(count)]] if maybe(t) else []) + body,
                head,
                gap=6,
            )
        )
        wide = t.number(850, 1150)
    else:
        wide = t.number(560, 860)
        for _ in range(t.number(2, 5)):
            made.append(el("p", t.phrase(3, 12), cls=align, style=f"margin: {big}px 0"))
            made.append(el("h2", t.name(), cls=align) if maybe(t, 0.4) else "")
        kind = t.pick("left inline above below")
        some = "".join(
            field(t, a, b, kind, t.number(100, 150)) for a, b in facts(t, t.number(0, 7))
        )
        made.append(
            el(
                "div",
                some,
                cls="grid",
                style=(
                    f"grid-template-columns: repeat({t.number(1, 2)}, minmax(0, 1fr)); "
                    f"gap: {big}px 20px"
                ),
            )
        )
    made.append(el("p", t.text(1, 2), style=f"margin: {big}px 0"))
    if maybe(t):
        made.append(el("p", t.place() + ", " + t.date(), cls=t.pick(("", "center", "right"))))
    if maybe(t, 0.4):
        style = (
            "grid-template-columns: 1fr 120px 1fr; column-gap: 20px; margin-top: 30px; "
            "align-items: center"
        )
        ends = [el("div", el("p", t.name()), el("p", t.title(1, 2))) for _ in range(2)]
        made.append(
            el(
                "div",
                ends[0],
                el("div", lines("Seal of", t.place()), cls="ct"),
                ends[1],
                cls="grid",
                style=style,
            )
        )
    else:
        made.append(signatures(t))
    return mount(t, "".join(made), width=wide)


@family(8)
def deed(t, v):
    """A will or deed: an opening, long text, docket at the margin, witnesses, an attestation."""
    side, how = t.number(80, 150), t.pick("left right none none")
    top = [
        el("p", t.pick((t.code(), "Stamp " + t.money())), cls=t.pick(("", "right"))),
        el(
            "h1",
            t.pick(("The last Will of ", "Deed between ", "Know all men: ")) + t.name(),
            cls=t.pick(("", "center")),
        ),
    ]
    paras = [
        el("p", t.pick(("I ", "Item, ", "Also ", "Thirdly, ", "And ")) + t.text(2, 7))
        for _ in range(t.number(3, 8))
    ]
    made = []
    for para in paras:
        note = el("aside", *each("p", whole(t, lambda: t.phrase(1, 3), 1, 2)))
        if how == "none" or (maybe(t, 0.4) and how != "none"):
            parts = {
                "left": ("<div></div>", para),
                "right": (para, "<div></div>"),
                "none": (para,),
            }[how]
        else:
            parts = (note, para) if how == "left" else (para, note)
        cols = {
            "left": f"{side}px minmax(0, 1fr)",
            "right": f"minmax(0, 1fr) {side}px",
            "none": "minmax(0, 1fr)",
        }[how]
        made.append(
            el("div", *parts, cls="grid", style=f"grid-template-columns: {cols}; column-gap: 18px")
        )
    witness = el("div", el("p", "Signed in the presence of"), *each("p", whole(t, t.name, 2, 4)))
    sign = el("div", el("p", t.name()), el("p", "(L.S.)"))
    ends = facing(t, witness, sign, gap=60) if maybe(t) else witness + el("div", sign, cls="right")
    proof = (
        el("p", "Proved at " + t.place() + ", " + t.date() + ". " + t.text(1, 2))
        if maybe(t)
        else ""
    )
    css = f"p {{ margin: {t.pick((0, 5, 12))}px 0; text-indent: {t.pick((0, 0, 24))}px }}"
    return mount(t, "".join(top + made) + ends + proof, css, width=t.number(560, 860))


@family(9)
def personnel_file(t, v):
    """A sheet of a person's service: facts, then dates with posts; entries of several lines."""
    said = tongue(t)
    made = [
        el("h1", t.title(1, 3)),
        facing(
            t,
            *(
                deflist(t, facts(t, t.number(3, 7)), t.number(80, 120))
                for _ in range(t.number(1, 2))
            ),
        ),
    ]
    for section in range(t.number(2, 4)):
        made.append(
            el(
                "h3",
                t.pick((f"{section + 1}. ", "")) + said.title(1, 3),
                cls=t.pick(("", "center")) if v % 3 == 0 else "",
            )
        )
        if maybe(t, 0.5):
            gap, far = t.pick((2, 8, 14)), t.pick((150, 150, 190))
            for _ in range(t.number(2, 6)):
                year = t.number(1900, 1990)
                when = t.pick(
                    (
                        f"{year}–{year + 4}",
                        f"{t.number(1, 12):02}/{year} – {t.number(1, 12):02}/{year + 2}",
                    )
                )
                text = el(
                    "div", el("p", said.phrase(2, 9)), el("p", said.text(1, 2)) if maybe(t) else ""
                )
                made.append(
                    el(
                        "div",
                        el("div", when),
                        text,
                        cls="grid",
                        style=(
                            f"grid-template-columns: {far}px minmax(0, 1fr); "
                            f"column-gap: 16px; margin-bottom: {gap}px"
                        ),
                    )
                )
        else:
            count = t.number(3, 6)
            cols = [(t.rng.uniform(1, 1.8), "left") for _ in range(count)]
            body = [
                [
                    t.pick((t.short_date(), said.phrase(1, 8), t.place(), t.code(), ""))
                    for _ in range(count)
                ]
                for _ in range(t.number(3, 9))
            ]
            made.append(
                listing(
                    t,
                    cols,
                    body,
                    [said.phrase(1, 2) for _ in range(count)] if maybe(t, 0.7) else None,
                )
            )
    return mount(
        t,
        "".join(made),
        "h3 { margin: 16px 0 5px } h1 { margin-bottom: 10px }",
        width=t.number(640, 960),
        mono=0.3,
        em=54,
    )


# Schools


SUBJECTS = (
    "Reading;Writing;Arithmetic;Algebra;Geometry;History;"
    "Geography;Religious instruction;Natural history;"
    "Physics;"
    "Chemistry;German;French;English language and literature;Latin;Drawing;"
    "Singing;Gymnastics;Needlework;Conduct"
).split(";")


@family(9)
def school_report(t, v):
    """Pupil, subjects and marks in one table or two side by side, remarks, absences, signatures."""
    subjects = t.rng.sample(SUBJECTS, t.number(9, 19))
    words = maybe(t)

    def mark():
        return (
            t.pick(("good", "very good", "fair", "satisfactory", "—"))
            if words
            else str(t.number(1, 6))
        )

    made = [
        el("header", el("p", t.title(2, 4))) if maybe(t) else "",
        el("main-title", "Report", cls=t.pick(("", "center"))),
        t.pick(
            (
                el("p", f"{t.name()}, born {t.date()} at {t.place()}, Form {t.number(1, 9)}"),
                deflist(t, facts(t, 3)),
            )
        ),
    ]
    terms = t.pick((1, 1, 2, 3))

    def block(some):
        body = [
            [s, *(mark() for _ in range(terms)), *([t.phrase(2, 14)] if remarks else [])]
            for s in some
        ]
        cols = [
            (3, "left"),
            *[(1.4, t.pick("left center"))] * terms,
            *([(6, "left")] if remarks else []),
        ]
        head = [
            "Subject",
            *(f"Term {k + 1}" for k in range(terms)),
            *(["Remarks"] if remarks else []),
        ]
        return listing(t, cols, body, head if maybe(t, 0.6) else None, gap=gap)

    gap, two = t.pick((1, 3, 7, 12)), maybe(t, 0.45)
    remarks = not two and maybe(t)
    half = (len(subjects) + 1) // 2
    made.append(
        facing(t, block(subjects[:half]), block(subjects[half:])) if two else block(subjects)
    )
    some = [
        ("Days absent", str(t.number(0, 30))),
        ("Late", str(t.number(0, 9))),
        ("Place in class", str(t.number(1, 40))),
    ]
    kind = t.pick("left inline above")
    made.append(el("div", *(field(t, a, b, kind) for a, b in some), cls=t.pick(("between", ""))))
    made.append(el("p", el("b", "Remarks: "), t.text(1, 4), style="margin: 12px 0"))
    made += [el("p", t.place() + ", " + t.date()), signatures(t, t.pick((2, 2, 3)))]
    if maybe(t, 0.3):
        made.append(
            el("p", "1 = very good, 2 = good, 3 = fair, 4 = sufficient, 5 = poor", cls="small")
        )
    return mount(t, "".join(made), "table { margin: 12px 0 }", width=t.number(600, 1000))


@family(8)
def grade_table(t, v):
    """Pupils by subjects: short figures, sparse or full, totals; names at the left."""
    subjects = [s[: t.number(3, 5)] + "." for s in t.rng.sample(SUBJECTS, t.number(5, 12))]
    number = maybe(t, 0.7)
    cols = [(0.8, "right")] * number + [
        (3.6, "left"),
        *[(1, t.pick("center right"))] * len(subjects),
        (1.3, "right"),
        (3, "left"),
    ]
    chance, body = t.pick((0.6, 0.9, 1)), []
    for n in range(t.number(10, 30)):
        marks = [
            str(t.number(1, 100)) if maybe(t, chance) else t.pick(("", "–", "abs."))
            for _ in subjects
        ]
        body.append(
            [str(n + 1)] * number
            + [
                t.surname() + ", " + t.pick(GIVEN),
                *marks,
                str(t.number(100, 900)),
                t.phrase(1, 3) if maybe(t, 0.3) else "",
            ]
        )
        if maybe(t, 0.05):
            body.append(span(t, "", len(cols)))
    head = ["No."] * number + ["Name", *subjects, "Total", "Remarks"]
    top = el("h1", f"Class {t.number(1, 9)}{t.pick('a b c')}, {t.date()}") + (
        el("p", t.sentence()) if maybe(t) else ""
    )
    return mount(
        t,
        top + listing(t, cols, body, head if maybe(t, 0.85) else None),
        width=t.number(820, 1200),
        em=62,
        size=t.number(11, 14),
    )


@family(8)
def lesson_timetable(t, v):
    """Days over columns, hours at the left; cells of one to three lines, some empty."""
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][: t.number(5, 6)]
    low, parts = t.number(1, 3), t.number(1, 2)
    made = []
    for part in range(parts):
        body, hour = [], 8
        for n in range(t.number(5, 8)):
            cells = []
            for _ in days:
                cell = [t.pick(SUBJECTS).split()[0], t.surname(), f"R {t.number(1, 40)}"][:low]
                cells.append(lines(*cell) if maybe(t, 0.8) else "")
            when = t.pick((f"{hour}–{hour + 1}", f"{hour}.00")) if v % 2 else f"{n + 1}"
            body.append([when, *cells])
            hour += 1
            if maybe(t, 0.12):
                body.append(span(t, "Recess", len(days) + 1, t.pick(("", "ct"))))
        made += [
            el("h2", f"Form {t.number(1, 9)}", style="margin: 12px 0 6px"),
            listing(t, [(1, "left"), *[(2, t.pick("left center"))] * len(days)], body, ["", *days]),
        ]
    if maybe(t, 0.4):
        made.append(el("p", t.text(1, 3), cls="small"))
    return mount(t, "".join(made), width=t.number(760, 1100), size=t.number(12, 15))


# Lists


@family(10)
def telephone_directory(t, v):
    """Three to five columns of names and numbers; addresses wrap, letters stand between."""
    count, entries = t.number(3, 5), ""
    how = t.pick("between between inline under left")
    indent = t.pick((0, 10))
    for n in range(t.number(40, 90)):
        name, number = t.surname() + " " + t.pick("A B C D E F G") + ".", str(t.number(200, 99999))
        address = t.street().split(" ", 1)[1] if maybe(t, 0.5) else t.phrase(1, 2)
        if maybe(t, 0.04):
            entries += el("h3", t.pick("A B C D E F G H K L M"), cls=t.pick(("center", "")))
        if how == "between":
            text = f"{name}, {address}" if maybe(t, 0.7) else name
            entries += el(
                "div",
                el("p", text, style=f"padding-left: {indent}px; text-indent: -{indent}px"),
                el("p", number, style="flex: none"),
                cls="flex cut",
                style="justify-content: space-between; align-items: flex-end; column-gap: 8px",
            )
        elif how == "inline":
            entries += el(
                "p",
                f"{name}, {address} .. {number}",
                style=f"padding-left: {indent}px; text-indent: -{indent}px",
            )
        elif how == "under":
            entries += el(
                "div",
                el("p", name),
                el("p", f"{address} {number}", style=f"margin-left: {indent}px"),
                cls="cut",
            )
        else:
            entries += hung(t, number, f"{name}, {address}", 52, "div")
    top = el("h1", t.title(2, 3), cls="center") if maybe(t, 0.3) else ""
    if maybe(t, 0.5):
        top = (
            el(
                "header",
                el("p", t.surname()),
                el("p", t.surname()),
                cls="between",
                style="margin-bottom: 8px",
            )
            + top
        )
    body = el(
        "div",
        entries + rest(t),
        style=f"columns: {count}; column-gap: {t.pick((12, 16, 22, 30))}px",
    )
    foot = ""
    if maybe(t, 0.3):
        foot = facing(
            t,
            el("h4", t.title(1, 3)) + el("p", t.sentence()),
            el("h4", t.title(1, 2)) + el("p", t.sentence()),
        )
    return mount(
        t,
        top + body + foot,
        width=count * t.number(195, 250),
        size=t.number(10, 13),
        mono=0,
        pad=t.number(18, 50),
    )


@family(9)
def electoral_roll(t, v):
    """Two to four columns: number, name, house; streets as heads."""
    count, entries = t.number(2, 4), ""
    number = t.number(1, 900)
    kinds = t.pick(("nah", "na", "nh", "hna", "nxa"))
    style = {
        "nah": "40px minmax(0, 1fr) 34px",
        "na": "40px minmax(0, 1fr)",
        "nh": "minmax(0, 1fr) 34px",
        "hna": "32px 40px minmax(0, 1fr)",
        "nxa": "40px 14px minmax(0, 1fr)",
    }[kinds]
    for n in range(t.number(36, 84)):
        number += 1
        if n % 11 == 0 or maybe(t, 0.03):
            entries += el(
                "h3",
                t.street().split(" ", 1)[1].upper(),
                cls=t.pick(("", "center")),
                style="margin: 5px 0 2px",
            )
        no, name, house = (
            el("div", str(number)),
            el("div", t.surname() + ", " + t.name()),
            el("div", str(t.number(1, 190))),
        )
        parts = {
            "nah": (no, name, house),
            "na": (no, name),
            "nh": (name, house),
            "hna": (house, no, name),
            "nxa": (no, el("div", t.pick("A L P")), name),
        }[kinds]
        entries += el(
            "div", *parts, cls="grid cut", style=f"grid-template-columns: {style}; column-gap: 5px"
        )
    head = [
        el("h1", t.title(2, 4), cls="center"),
        el(
            "p",
            f"Polling district {t.pick('A B C D')}{t.number(1, 9)}, Ward {t.place()}",
            cls="center",
        ),
    ]
    head = head[: t.number(0, 2)]
    body = el(
        "div", entries + rest(t), style=f"columns: {count}; column-gap: {t.pick((14, 22, 34))}px"
    )
    return mount(
        t,
        "".join(head) + body,
        width=count * t.number(215, 270) + 40,
        size=t.number(10, 13),
        pad=t.number(18, 44),
    )


@family(9)
def numbered_names(t, v):
    """Names with numbers in two or three columns: by columns, or as rows of one table."""
    count, length = t.number(2, 3), t.number(10, 26)
    number = t.number(0, 300)
    wide = maybe(t)
    made = [el("h1", t.title(2, 5)), el("p", t.text(1, 2)) if maybe(t) else ""]
    columns = []
    for _ in range(count):
        part = ""
        for _ in range(length - t.number(0, 3)):
            number += 1
            text = t.name() + (", " + t.phrase(1, 6) if wide and maybe(t, 0.6) else "")
            inner = el("div", f"{number}{t.pick(('.', '.', ')'))}") + el("div", text)
            if v % 3 == 2:
                inner = el("div", text) + el("div", str(number), cls="right")
            part += el(
                "li",
                inner,
                cls="grid",
                style=(
                    "grid-template-columns: "
                    + ("minmax(0, 1fr) 2.6em" if v % 3 == 2 else "3em minmax(0, 1fr)")
                ),
            )
        columns.append(el("ul", part))
    made.append(facing(t, *columns))
    return mount(
        t,
        "".join(made),
        f"li {{ margin-bottom: {t.pick((0, 3, 8))}px }} p {{ margin: 8px 0 }}",
        width=t.number(600, 1000),
        em=26 * count if wide else 18 * count,
    )


@family(9)
def person_index(t, v):
    """An index of persons: two to four columns, entries that wrap with an indent, subentries."""
    count, entries, indent = t.number(2, 4), "", t.pick((10, 16, 24))
    for n in range(t.number(26, 60)):
        if maybe(t, 0.06):
            entries += el(
                "h3",
                t.pick("A B C D E F G H K L M"),
                cls=t.pick(("", "center")),
                style="margin: 8px 0 3px",
            )
        pages_ = ", ".join(str(t.number(1, 480)) for _ in range(t.number(1, 7)))
        text = f"{t.surname()}, {t.pick(GIVEN)}" + (
            f", {t.phrase(1, 4).lower()}" if maybe(t) else ""
        )
        if maybe(t, 0.07):
            entries += el("p", text + ", see " + t.surname())
        else:
            entries += el("p", f"{text}, {pages_}")
        for _ in range(t.pick((0, 0, 0, 2, 3)) if v % 2 else 0):
            entries += el(
                "p", f"{t.words(2)}, {t.number(1, 480)}", style=f"margin-left: {indent}px"
            )
    css = f"p {{ padding-left: {indent}px; text-indent: -{indent}px }}"
    top = (
        el(
            "h1",
            t.pick(("Index of Persons", "Names")),
            cls=t.pick(("", "center")),
            style="margin-bottom: 20px",
        )
        if maybe(t)
        else ""
    )
    return mount(
        t,
        top
        + el(
            "div",
            entries + rest(t),
            style=f"columns: {count}; column-gap: {t.pick((14, 20, 32))}px",
        ),
        css,
        width=count * t.number(190, 260) + 60,
        size=t.number(11, 15),
        mono=0,
    )


@family(8)
def address_book(t, v):
    """Entries of several lines in columns or rows of a sheet; telephones at the right or under."""

    def entry():
        parts = [
            el("b", t.name()) if v % 2 else t.name(),
            t.street(),
            t.place() + " " + t.postcode(),
            "Tel. " + t.phone(),
        ]
        parts = parts[: t.number(3, 4)] + ([t.phrase(1, 5)] if maybe(t, 0.2) else [])
        if how == "wide":
            return el(
                "div",
                el("div", parts[0]),
                el("div", each("p", parts[1:3])),
                el("div", t.phone()),
                cls="grid",
                style=(
                    "grid-template-columns: 2fr 3fr 130px; column-gap: 14px; "
                    f"margin-bottom: {gap}px"
                ),
            )
        return el("div", each("p", parts), cls="cut", style=f"margin-bottom: {gap}px")

    how, gap, count = t.pick("columns grid wide"), t.pick((4, 10, 18, 28)), t.number(2, 4)
    entries = "".join(entry() for _ in range(t.number(10, 26)))
    if how == "columns":
        entries = el("div", entries, style=f"columns: {count}; column-gap: {t.pick((18, 30))}px")
    elif how == "grid":
        entries = el(
            "div",
            entries,
            cls="grid",
            any=True,
            style=(
                f"grid-template-columns: repeat({count}, minmax(0, 1fr)); "
                f"column-gap: {t.pick((18, 40))}px"
            ),
        )
    top = el("h2", t.pick("A B C D E"), cls=t.pick(("", "right"))) if maybe(t) else ""
    return mount(t, top + entries, width=t.number(680, 1000), size=t.number(12, 15))


# Orders, agendas, letters


@family(9)
def military_order(t, v):
    """Unit and place, copies and date, numbered paragraphs, distribution at the foot."""
    left = [t.title(2, 3), "Ia " + t.code(), "Section " + t.pick("A B C")]
    right = [t.place() + ", " + t.date(), f"Copy No. {t.number(1, 40)}", "SECRET"]
    left, right = left[: t.number(1, 3)], right[: t.number(1, 3)]
    made = [
        facing(t, each("p", left), each("p", right, cls=t.pick(("", "right")))),
        el(
            "h1",
            t.pick(("Order No. ", "Operation Order ")) + str(t.number(1, 99)),
            cls=t.pick(("", "center")),
        ),
    ]
    some = [(a, t.phrase(1, 6)) for a in ("Ref.:", "Maps:", "To:")]
    made.append(deflist(t, some[: t.number(1, 3)], 70) if maybe(t) else "")
    hang, run = t.number(30, 50), maybe(t, 0.4)
    for n in range(1, t.number(5, 10)):
        name = el("b", t.title(1).upper() + ". ") if maybe(t, 0.6) else ""
        text = name + t.text(1, 4)
        made.append(el("p", f"{n}. " + text) if run else hung(t, f"{n}.", text, hang, "div"))
        for k in range(t.pick((0, 0, 2, 3))):
            extra = f"; margin-left: {hang}px"
            inner = (
                t.sentence()
                if maybe(t, 0.6)
                else el("div", el("p", t.title(1, 2)), el("p", t.time() + " hrs"), cls="between")
            )
            made.append(hung(t, f"{'abcd'[k]})", inner, 28, "div", extra=extra))
    made.append(signatures(t, 1))
    copies = each("p", [f"{t.title(1, 2)} {t.number(1, 12)}" for _ in range(t.number(3, 9))])
    style = f"columns: {t.number(1, 3)}"
    made.append(
        t.pick(
            (
                el("p", "Distribution:") + el("div", copies, style=style),
                el(
                    "div",
                    el("div", "Distribution:"),
                    el("div", copies, style=style),
                    cls="grid",
                    style="grid-template-columns: 120px 1fr",
                ),
                "",
            )
        )
    )
    return mount(
        t,
        "".join(made),
        f"p, li {{ margin: {t.pick((0, 3, 8))}px 0 }} h1 {{ margin: 14px 0 }}",
        width=t.number(600, 860),
        mono=0.5,
    )


@family(9)
def agenda(t, v):
    """Numbers or hours at the left, items, who speaks, papers and minutes at the right."""
    kinds = t.pick(("nt", "ht", "htw", "ntp", "htwp", "ntw", "th"))
    wide = {"n": "40px", "h": "105px", "t": "minmax(0, 1fr)", "w": "130px", "p": "64px"}
    style = " ".join(wide[k] for k in kinds)
    gap = t.pick((3, 8, 16, 26))
    made = [
        letterhead(t) if maybe(t, 0.4) else "",
        el("h1", t.pick(("Agenda", t.title(2, 4))), cls=t.pick(("", "center"))),
    ]
    kind = t.pick("left inline")
    made.append(
        "".join(
            field(t, a, b, kind, 80)
            for a, b in (("Date", t.date()), ("Place", t.street()), ("Chair", t.name()))
        )
    )
    hour = 8
    for n in range(t.number(5, 14)):
        if maybe(t, 0.15):
            made.append(el("h3", t.title(1, 3)))
        sub = "".join(
            el("p", f"{'abcd'[k]}) {t.phrase(2, 7)}", style="margin-left: 16px")
            for k in range(t.pick((0, 0, 0, 2, 3)))
        )
        hour = hour + maybe(t)
        cells = {
            "n": f"{n + 1}.",
            "h": t.pick((f"{hour}.15", f"{hour}.00–{hour}.45")),
            "t": el("p", t.phrase(2, 12)) + sub,
            "w": lines(t.name(), t.place()) if maybe(t, 0.3) else t.name() if maybe(t, 0.8) else "",
            "p": t.pick((str(t.number(1, 90)), "")),
        }
        made.append(
            el(
                "div",
                *(el("div", cells[k]) for k in kinds),
                cls="grid",
                style=f"grid-template-columns: {style}; column-gap: 16px; margin-bottom: {gap}px",
            )
        )
    made.append(el("p", t.text(1, 2)) if maybe(t) else "")
    return mount(
        t,
        "".join(made),
        "h3 { margin: 10px 0 5px } h1 { margin: 10px 0 }",
        width=t.number(560, 880),
        em=44,
    )


@family(9)
def stamped_letter(t, v):
    """A letter to an office: sender, stamp of receipt at the right, marginal notes, copies."""
    made = []
    sender = el("div", each("p", [t.name(), t.street(), t.place()]))
    right = el(
        "div",
        el("p", t.place() + ", " + t.date()),
        *(el("p", a + " " + t.code()) for a in ("Our ref.", "File")[: t.number(0, 2)]),
    )
    stamp = el(
        "div",
        lines("RECEIVED", t.short_date(), "No. " + str(t.number(1, 900))),
        cls="ct",
        free=True,
        style="padding: 8px",
    )
    how = t.pick("facing facing lines three")
    if how == "facing":
        made.append(facing(t, sender, right))
    elif how == "three":
        made.append(facing(t, sender, stamp, right))
    else:
        made += [sender, el("div", right, cls="right")]
    to = el(
        "div",
        each("p", ["To", t.title(2, 3), t.street(), t.place()][t.number(0, 1) :]),
        style=f"margin: {t.number(14, 40)}px 0",
    )
    made.append(facing(t, to, stamp) if maybe(t) and how != "three" else to)
    if maybe(t, 0.7):
        made.append(el("p", t.pick(("Re: ", "Subject: ", "")) + t.title(3, 7)))
    made.append(el("p", t.pick(("Sir,", "Gentlemen,", "Dear Sir,")), style="margin: 10px 0"))
    where, side = t.pick("left right none"), t.number(90, 150)
    for _ in range(t.number(2, 6)):
        para = el("p", t.text(2, 5))
        note = (
            el("aside", each("p", [t.phrase(1, 4), t.surname()][: t.number(1, 2)]))
            if maybe(t, 0.5)
            else ""
        )
        if where == "left":
            made.append(
                el(
                    "div",
                    note or "<div></div>",
                    para,
                    cls="grid",
                    style=f"grid-template-columns: {side}px minmax(0, 1fr); column-gap: 18px",
                )
            )
        elif where == "right":
            made.append(
                el(
                    "div",
                    para,
                    note,
                    cls="grid",
                    style=f"grid-template-columns: minmax(0, 1fr) {side}px; column-gap: 18px",
                )
            )
        else:
            made.append(para)
    made += [
        el("p", "Yours faithfully,", style="margin-top: 10px", cls=t.pick(("", "right"))),
        signatures(t, t.pick((1, 1, 2))),
    ]
    if maybe(t, 0.5):
        made.append(el("p", "Encl.: " + t.phrase(1, 4)))
    if maybe(t, 0.3):
        made.append(
            el("div", *(el("p", f"{n + 1}. {t.phrase(2, 5)}") for n in range(3)), cls="small")
        )
    css = (
        f"p {{ text-indent: {t.pick((0, 0, 26))}px }} "
        f".grid > p {{ margin-bottom: {t.pick((2, 8, 14))}px }}"
    )
    return mount(t, "".join(made), css, width=t.number(600, 880), mono=0.4)


@family(8)
def sworn_translation(t, v):
    """A translation of a certificate: brackets say what stood there; fields, notes, oath, stamp."""
    notes = (
        "[Round stamp: ",
        "[Signature: ",
        "[Coat of arms: ",
        "[At the left margin: ",
        "[Overleaf: ",
    )
    made = [
        el(
            "p",
            t.pick(("Certified translation from the German", "Traduction certifiée")),
            cls=t.pick(("", "center", "right")),
        ),
        el("h1", t.title(2, 5), cls=t.pick(("", "center"))),
    ]
    kind = t.pick("left inline grid")
    for part in range(t.number(2, 4)):
        made.append(el("p", t.pick(notes) + t.phrase(2, 7) + "]"))
        some = facts(t, t.number(3, 7))
        if kind == "grid":
            made.append(
                listing(
                    t,
                    [(1, "center"), (4, "left"), (6, "left")],
                    [
                        [f"{k + 1}.", a, b + ("" if maybe(t) else ", " + t.phrase(2, 10))]
                        for k, (a, b) in enumerate(some)
                    ],
                )
            )
        elif kind == "left":
            made.append(deflist(t, some))
        else:
            made.append("".join(field(t, a, b, "inline") for a, b in some))
        made.append(el("p", t.text(1, 4)))
    oath = el("p", "I, " + t.name() + ", " + t.text(1, 3))
    stamp = el("div", lines(t.name(), "sworn translator", t.place(), t.phone()), cls="ct")
    made.append(facing(t, oath, stamp) if maybe(t) else oath + stamp)
    made.append(
        "".join(
            el("foot-note", f"{n + 1} Translator's note: {t.sentence()}", cls="small")
            for n in range(t.pick((0, 0, 1, 2)))
        )
    )
    return mount(t, "".join(made), "p, dl { margin: 7px 0 }", width=t.number(600, 860), mono=0.25)


@family(8)
def exam_certificate(t, v):
    """Results by subject: written, oral, mark in words; the board at the foot."""
    made = [
        el("p", t.title(2, 4), cls="center"),
        el(
            "main-title",
            t.pick(("Diploma", "Certificate of Examination", t.title(2, 3))),
            cls=t.pick(("", "center")),
            style="font-size: 170%",
        ),
        el("p", t.name() + ", " + t.text(1, 2)),
    ]
    count = t.number(2, 4)
    heads = ["Subject", "Written", "Oral", "Mark"][:count]

    def block(section):
        body = [
            [
                t.pick(SUBJECTS),
                *(
                    t.pick(
                        (
                            f"{t.number(1, 20)}/20",
                            t.pick("good fair pass"),
                            f"{t.number(40, 100)} (in words: {t.pick('forty fifty sixty')})",
                            "",
                        )
                    )
                    for _ in heads[1:]
                ),
            ]
            for _ in range(t.number(3, 8))
        ]
        cols = [(3, "left"), *[(t.rng.uniform(1, 2.5), t.pick("left center right"))] * (count - 1)]
        return el("h3", f"{'I' * (section + 1)}. {t.title(1, 3)}") + listing(
            t, cols, body, heads if section == 0 or maybe(t, 0.3) else None
        )

    blocks = [block(n) for n in range(t.number(1, 3))]
    made += [facing(t, *blocks[:2])] + blocks[2:] if maybe(t, 0.35) else blocks
    made.append(
        el(
            "div",
            el("p", "Average"),
            el("p", f"{t.number(1, 19)}.{t.number(10, 99)}"),
            cls=t.pick(("between", "flex")),
            style="column-gap: 40px; margin: 10px 0",
        )
    )
    board = el("p", "The Board of Examiners", cls=t.pick(("", "center"))) + el(
        "div",
        *(
            el("div", el("p", t.name()), el("p", t.title(1, 2), cls="small"))
            for _ in range(t.number(3, 6))
        ),
        cls="grid",
        style="grid-template-columns: repeat(3, 1fr); gap: 20px",
    )
    made += [el("p", t.place() + ", " + t.date()), board]
    return mount(
        t,
        "".join(made),
        "p { margin: 4px 0 } h3 { margin-top: 10px }",
        width=t.number(640, 980),
        em=46,
    )
