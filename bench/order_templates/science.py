"""Papers, journals, patents, encyclopedias."""

from template import each, el, family, lines, page, table

COLUMNS = "p { text-align: justify; margin-bottom: 5px } h2 { font-size: 16px; margin: 10px 0 5px } h3 { font-size: 14px; margin: 8px 0 4px } figure, table { break-inside: avoid; margin: 12px 0 } .pic { height: 130px; background: #ccc } figcaption, caption { font-size: 12px; text-align: left; margin: 4px 0 } td, th { padding: 2px 8px; font-size: 13px } foot-note { font-size: 11px; line-height: 1.2 }"


def figure(t, n, where="under"):
    caption = el("figcaption", f"Figure {n}. {t.sentence()}")
    inner = [el("div", cls="pic"), caption]
    return el("figure", *(inner if where == "under" else inner[::-1]), free=True)


def small_table(t, n, columns=4, height=6):
    return table(
        [t.phrase(1) for _ in range(columns)],
        [
            [t.phrase(1), *(f"{t.number(0, 99)}.{t.number(0, 9)}" for _ in range(columns - 1))]
            for _ in range(height)
        ],
        f"Table {n}. {t.phrase(4, 8)}",
        cls="",
        free=True,
    )


@family(3)
def papers(t, v):
    """Two columns under title and abstract, floats, footnotes under a column, page number close by."""
    authors = ", ".join(t.name() for _ in range(3))
    if v == 1:
        authors = el(
            "div",
            *(
                el(
                    "p",
                    lines(
                        t.name(), t.place() + " University", f"{t.surname().lower()}@uni.example"
                    ),
                    cls="center small",
                )
                for _ in range(3)
            ),
            cls="between",
        )
    else:
        authors = el("p", authors, cls="center") + el(
            "p", el("em", f"University of {t.place()}"), cls="center small"
        )
    abstract = el(
        "div", el("h3", "Abstract", cls="center"), el("p", t.text(4)), style="margin: 14px 60px"
    )
    top = (
        el("main-title", t.title(6, 10), style="font-size: 26px; text-align: center; margin: 10px")
        + authors
        + abstract
    )
    left = (
        el("h2", "1 Introduction")
        + each("p", (t.text(4) for _ in range(3)))
        + el("h2", f"2 {t.title(2)}")
        + each("p", (t.text(3) for _ in range(2)))
    )
    right = (
        each("p", (t.text(4),))
        + el("h3", f"2.1 {t.title(2, 3)}")
        + each("p", (t.text(3) for _ in range(2)))
        + el("ul", each("li", (f"({n}) {t.sentence()}" for n in (1, 2, 3))))
        + el("p", t.text(3))
    )
    notes = each("foot-note", (f"{n} {t.sentence()}" for n in (1, 2)))
    if v == 0:
        body = el(
            "div",
            el("div", left, "<hr style='width: 40%'>", notes),
            el("div", figure(t, 1), right),
            cls="grid two",
        )
    elif v == 1:
        body = el(
            "div",
            el("div", small_table(t, 1), left),
            el("div", right, figure(t, 1), el("p", t.text(3))),
            cls="grid two",
        ) + el("div", figure(t, 2))
    else:
        body = el("div", figure(t, 1)) + el(
            "div", el("div", left), el("div", right, small_table(t, 1), notes), cls="grid two"
        )
    css = COLUMNS + f" .two {{ grid-template-columns: 1fr 1fr; gap: {16 if v == 0 else 28}px }}"
    head = (
        el(
            "header",
            el(
                "em",
                f"Journal of {t.title(2)} {t.number(1, 90)} ({t.number(1960, 2020)}) {t.number(1, 99)}–{t.number(100, 200)}",
            ),
            cls="center small",
        )
        if v != 1
        else ""
    )
    return page(
        t,
        head + top + body + el("page-no", t.number(1, 400), cls="center", style="margin-top: 4px"),
        css,
        width=880,
        size=14,
        pad=50,
        font=t.pick(["Nimbus Roman", "P052", "C059"]),
    )


@family(3)
def journals(t, v):
    """Three columns, with a figure over two of them, a box, or a running head close to the text."""
    head = el(
        "header",
        el("page-no", t.number(10, 900)),
        el("em", t.title(3), style="display: block"),
        cls="between",
        style="margin-bottom: 4px",
    )

    def column(n):
        return each("p", (t.text(3, 5) for _ in range(n)))

    if v == 0:
        wide = el(
            "div",
            figure(t, 1),
            el(
                "div",
                el("div", column(4)),
                el("div", el("h3", t.title(2)), column(3)),
                cls="grid two",
            ),
        )
        body = el("div", el("div", el("h2", t.title(3)), column(6)), wide, cls="grid one2")
    elif v == 1:
        box = el(
            "div",
            el("h3", "Box 1. " + t.title(2)),
            el("p", t.text(3)),
            cls="box",
            free=True,
            style="padding: 8px; break-inside: avoid; background: #eee",
        )
        body = el(
            "div",
            el("h2", t.title(3)),
            column(5),
            box,
            el("h2", t.title(2)),
            column(5),
            figure(t, 2),
            column(2),
            cls="cols",
        )
    else:
        body = el(
            "div",
            el("div", el("h2", t.title(2)), column(3), cls="cols"),
            el("div", figure(t, 1)),
            el("div", el("h2", t.title(2)), column(4), cls="cols"),
            el("div", small_table(t, 1, 7, 5)),
        )
    refs = (
        el(
            "div",
            el("h3", "References"),
            each(
                "p",
                (
                    f"{n}. {t.surname()}, {t.pick('A. B. C. D.')}: {t.title(3, 6)}. {t.place()} {t.number(1900, 2020)}."
                    for n in range(1, 10)
                ),
                cls="small",
            ),
            cls="cols",
        )
        if v == 2
        else ""
    )
    css = (
        COLUMNS
        + " .cols { columns: 3; column-gap: 18px } .two { grid-template-columns: 1fr 1fr; gap: 18px } .one2 { grid-template-columns: 1fr 2fr; gap: 18px }"
    )
    return page(t, head + body + refs, css, width=940, size=13, pad=40)


@family(2)
def patents(t, v):
    """Two columns with line numbers every five lines between them, column numbers above."""

    def column():
        return each("p", (t.text(3, 5) for _ in range(9)))

    count = t.number(1, 9)
    top = (
        el(
            "header",
            el("p", t.surname() + " et al."),
            el("p", f"US {t.number(2, 9)},{t.number(100, 999)},{t.number(100, 999)}"),
            cls="between",
        )
        if v == 0
        else ""
    )
    numbers = el(
        "aside",
        el(
            "div",
            *(el("p", n, style=f"height: {5 * 18}px") for n in range(5, 50, 5)),
            style=f"padding-top: {4 * 18}px",
        ),
    )
    left = el("div", el("page-no", 2 * count - 1, cls="center"), column())
    right = el(
        "div",
        el("page-no", 2 * count, cls="center"),
        column()
        if v == 0
        else el("h3", "CLAIMS", cls="center")
        + each("p", (f"{n}. {t.text(2, 3)}" for n in range(1, 9))),
    )
    css = "p { text-align: justify; line-height: 18px } .two { grid-template-columns: 1fr 24px 1fr; gap: 8px } aside p { text-align: center } h3 { line-height: 18px }"
    body = el("div", left, numbers, right, cls="grid two")
    return page(t, top + body, css, width=860, size=14, font="Nimbus Roman")


@family(2)
def encyclopedias(t, v):
    """Two columns of articles with run-in heads, marginal pictures with captions, side heads."""

    def entry():
        return el("p", el("b", t.title(1, 2).upper()) + ", " + t.text(3, 6))

    if v == 0:
        body = el(
            "div",
            entry(),
            entry(),
            figure(t, t.number(1, 90)),
            entry(),
            entry(),
            entry(),
            figure(t, 91),
            entry(),
            entry(),
            cls="cols",
        )
    else:

        def part():
            return el(
                "div",
                el("aside", el("b", t.phrase(1, 3))),
                el("div", entry(), el("p", t.text(3))),
                cls="side",
            )

        body = part() + part() + part()
    css = (
        COLUMNS
        + " .cols { columns: 2; column-gap: 26px } .side { display: grid; grid-template-columns: 150px 1fr; gap: 20px }"
    )
    head = el(
        "header",
        el("b", t.title(1), style="display: block"),
        el("page-no", t.number(10, 900)),
        cls="between",
    )
    return page(t, head + body, css, width=860, size=14, pad=50)


@family(2)
def result_tables(t, v):
    """Results of matches: teams, goals and tables of a league beside them; or ranks, names and times."""
    if v == 0:
        matches = el(
            "div",
            el("h3", "Results"),
            *(
                el(
                    "p",
                    el("span", f"{t.place()} – {t.place()}"),
                    el("span", f"{t.number(0, 5)}:{t.number(0, 5)}"),
                    cls="between",
                )
                for _ in range(9)
            ),
        )
        league = table(
            ["", "Team", "P", "W", "D", "L", "Goals", "Pts"],
            [
                [
                    f"{n}.",
                    t.place(),
                    *(t.number(0, 20) for _ in range(4)),
                    f"{t.number(5, 60)}:{t.number(5, 60)}",
                    60 - 3 * n,
                ]
                for n in range(1, 13)
            ],
            "Table",
            cls="",
        )
        body = el("div", matches, league, cls="grid two") + each("p", (t.text(3), t.text(2)))
    else:
        body = "".join(
            el("h3", f"{t.number(1, 15)}00 meters, {t.pick('men women')}")
            + table(
                None,
                [
                    [
                        f"{n}",
                        t.name(),
                        t.place(),
                        f"{t.number(1, 9)}:{t.number(10, 59)}.{t.number(0, 9)}",
                    ]
                    for n in range(1, 7)
                ],
                cls="",
            )
            for _ in range(4)
        )
        body = el("div", body, cls="cols")
    css = ".two { grid-template-columns: 1fr 1.4fr; gap: 40px } span { display: block } td, th { padding: 2px 7px } .cols { columns: 2 } .cols table { margin-bottom: 16px; break-inside: avoid }"
    return page(t, el("h1", t.title(2)) + body, css, size=15)


@family(2)
def lecture_notes(t, v):
    """Formulas set apart with numbers at the right, theorems, notes in the margin."""

    def formula(n):
        left = f"{t.pick('a x f y')}({t.pick('n t s')}) = {t.number(2, 9)}{t.pick('x y z')}² + {t.number(2, 90)}"
        return el("div", el("p", left), el("p", f"({n})"), cls="formula")

    def part(n):
        text = (
            el("p", t.text(2))
            + formula(n)
            + el("p", "where " + t.words(8) + ".")
            + (el("p", el("b", f"Theorem {n}.") + " " + el("em", t.text(1))) if n % 2 else "")
        )
        return el(
            "div",
            el("div", text),
            el("aside", t.sentence(3, 8)) if v and n % 2 else el("i"),
            cls="part",
        )

    css = f".formula {{ display: grid; grid-template-columns: 1fr 40px; margin: 10px 0 10px 120px }} .part {{ display: grid; grid-template-columns: 1fr {150 * v}px; gap: {20 * v}px; margin: 8px 0 }} aside {{ font-size: 12px }}"
    return page(
        t,
        el("h2", f"{t.number(1, 9)} {t.title(2, 4)}")
        + "".join(part(n) for n in range(1, 7))
        + el("page-no", t.number(2, 90), cls="center"),
        css,
        width=780,
    )
