"""Newspapers, magazines, pictures, slides."""

from template import each, el, family, lines, page, pairs


def article(t, level, paragraphs, size=20, byline=True, words=(3, 7)):
    head = el(f"h{level}", t.title(*words), style=f"font-size: {size}px")
    by = el("p", el("em", f"By {t.name()}")) if byline else ""
    return head + by + each("p", (t.text(2, 4) for _ in range(paragraphs)))


PAPER = """p { text-align: justify; font-size: 13px; line-height: 1.2; margin-bottom: 4px } h1, h2, h3 { line-height: 1.1; margin: 6px 0 }
.advert { border: 2px solid; padding: 8px; text-align: center; margin: 8px 0; break-inside: avoid } .advert p { text-align: center } .photo { background: #bbb; height: 130px }
figcaption { font-size: 11px; margin: 3px 0 8px } figure { break-inside: avoid } header { border-bottom: 2px solid; margin-bottom: 8px }"""


def advert(t):
    return el(
        "div",
        el("p", t.title(1, 2).upper(), style="font-size: 18px"),
        el("p", t.phrase(3, 6)),
        el("p", f"{t.surname()} & Co., {t.street()}"),
        cls="advert",
        free=True,
        role="advert",
    )


def photo(t):
    return el("figure", el("div", cls="photo"), el("figcaption", t.sentence()), free=True)


def ears(*parts):
    return el(
        "header", *(el("span", part, style="display: block") for part in parts), cls="between"
    )


@family(3)
def fronts(t, v):
    """A masthead, headlines over parts of the width, adverts in boxes, articles that go on elsewhere."""
    mast = el(
        "main-title",
        f"The {t.place()} {t.pick('Gazette Herald Courier')}",
        style="font-size: 52px; text-align: center",
    )
    top = mast + ears(f"No. {t.number(1000, 9000)}", t.date(), "Two Pence")
    if v == 0:  # lead over four of five columns, a column of short news at the right
        lead = el(
            "div",
            article(t, 2, 0, 40, words=(4, 6)),
            el(
                "div",
                each("p", (t.text(3) for _ in range(8))),
                el("p", el("em", f"Continued on page {t.number(2, 8)}")),
                cls="c4",
            ),
        )
        side = el(
            "div", *(article(t, 3, 1, 15, byline=False, words=(2, 4)) for _ in range(5)), advert(t)
        )
        low = el(
            "div",
            el("div", article(t, 3, 4, 22), cls="c2h"),
            el("div", article(t, 3, 4, 22), cls="c2h"),
            cls="half",
        )
        body = el("div", el("div", lead, low), side, cls="lead")
    elif v == 1:  # three stories of unequal width in two rows, photo in the middle
        body = el(
            "div",
            el("div", article(t, 2, 4, 24)),
            el(
                "div",
                photo(t),
                el(
                    "div",
                    article(t, 2, 0, 30, words=(5, 8)),
                    el("div", each("p", (t.text(2, 3) for _ in range(6))), cls="c2"),
                ),
            ),
            el("div", article(t, 2, 3, 18), advert(t)),
            cls="tri",
        )
        body += el(
            "div",
            el("h2", t.title(6, 9), style="font-size: 28px"),
            el("div", each("p", (t.text(3) for _ in range(9))), cls="c4"),
        )
    else:  # the old way: one column after another, small heads in the columns
        body = el(
            "div",
            *(
                article(t, 3, t.number(1, 3), 15, byline=False) + (advert(t) if n % 3 == 2 else "")
                for n in range(9)
            ),
            cls="c5",
        )
    css = (
        PAPER
        + """ .c2, .c2h { columns: 2 } .c4 { columns: 4 } .c5 { columns: 5 } .c2, .c2h, .c4, .c5 { column-gap: 16px; column-rule: 1px solid #888 } .lead { display: grid; grid-template-columns: 4fr 1fr; gap: 18px }
    .half { display: grid; grid-template-columns: 1fr 1fr; gap: 18px; border-top: 2px solid; margin-top: 10px } .tri { display: grid; grid-template-columns: 1fr 2fr 1fr; gap: 18px } .c2h h3, .c2h em { }"""
    )
    return page(
        t, top + body, css, width=1180, pad=30, font=t.pick(["Nimbus Roman", "C059", "Noto Serif"])
    )


@family(2)
def inner_pages(t, v):
    """Several articles, heads across two of four columns, a box, a column of adverts; or letters to the editor."""
    top = ears(str(t.number(2, 12)), f"{t.title(2).upper()}", t.date())
    if v == 0:
        first = el(
            "div",
            article(t, 2, 0, 30),
            el("div", each("p", (t.text(3) for _ in range(5))), cls="c2"),
        )
        second = el(
            "div",
            article(t, 2, 0, 24),
            el("div", each("p", (t.text(3) for _ in range(4))), cls="c2"),
        )
        box = el(
            "div",
            el("h3", "In brief"),
            *(el("p", el("b", t.phrase(1, 2) + ".") + " " + t.text(1)) for _ in range(5)),
            cls="box",
            style="padding: 10px",
        )
        body = el(
            "div",
            el("div", first, second),
            el("div", article(t, 3, 3, 18), box),
            el("div", *(advert(t) for _ in range(5)), any=True),
            cls="g",
        )
    else:

        def letter():
            return el(
                "div",
                el("h3", t.title(2, 5), style="font-size: 16px"),
                el("p", "Sir, " + t.text(2, 4)),
                el("p", lines(t.name().upper(), t.street()), style="text-align: right"),
            )

        quote = el(
            "div",
            el("p", el("b", "“" + t.sentence() + "”", style="font-size: 20px")),
            free=True,
            role="note",
            style="border-top: 3px solid; border-bottom: 3px solid; padding: 8px 0",
        )
        body = el("h1", "Letters to the Editor", style="font-size: 34px") + el(
            "div",
            letter(),
            letter(),
            letter(),
            quote,
            letter(),
            letter(),
            photo(t),
            letter(),
            cls="c4",
        )
    css = (
        PAPER
        + " .c2 { columns: 2 } .c4 { columns: 3 } .c2, .c4 { column-gap: 18px } .g { display: grid; grid-template-columns: 2fr 1fr 190px; gap: 20px }"
    )
    return page(t, top + body, css, width=1100, pad=30, font="Nimbus Roman")


@family(3)
def newsletters(t, v):
    """Two or three columns, heads with dates at the right, a contents box, figures over two columns."""
    top = el("main-title", t.title(2, 3), style="font-size: 40px") + ears(
        f"Issue {t.number(2, 90)}", t.date()
    )
    inside = el(
        "div",
        el("h4", "In this issue"),
        *(
            el("p", el("span", t.phrase(2, 4)), el("span", str(n)), cls="between")
            for n in range(2, 7)
        ),
        cls="box",
        free=True,
        style="padding: 8px; break-inside: avoid",
    )
    if v == 0:

        def item():
            return el(
                "div", el("h3", t.title(2, 4)), el("p", t.short_date()), cls="between"
            ) + each("p", (t.text(2, 3) for _ in range(2)))

        body = "".join(item() for _ in range(5))
        return page(
            t,
            top + inside + body,
            PAPER
            + " .between h3 { font-size: 19px } p { font-size: 15px } span { display: block }",
            width=760,
        )
    blocks = article(t, 2, 4) + photo(t) + article(t, 2, 3)
    wide = el("figure", el("div", cls="photo"), el("figcaption", t.sentence()), free=True)
    body = el("div", blocks, inside, article(t, 2, 3), cls="cols") + (
        wide + el("div", article(t, 2, 4), cls="cols") if v == 2 else ""
    )
    return page(
        t,
        top + body + el("footer", lines(t.street(), t.phone()), cls="small center"),
        PAPER + f" .cols {{ columns: {1 + v}; column-gap: 24px }} span {{ display: block }}",
        width=860,
        pad=40,
    )


@family(3)
def picture_pages(t, v):
    """Captions under, beside or above the pictures of a grid."""

    def one(n):
        caption = el("figcaption", f"{n}. " + t.sentence(4, 10))
        inner = [el("div", cls="photo"), caption]
        return el("figure", *(inner[::-1] if v == 2 else inner))

    columns = ("repeat(3, 1fr)", "1fr 1fr", "repeat(4, 1fr)")[v]
    css = (
        f".pics {{ grid-template-columns: {columns}; gap: 26px }} .photo {{ background: #aaa; height: {170 if v != 1 else 120}px }} figcaption {{ font-size: 13px; margin-top: 5px }}"
        + (" figure { display: grid; grid-template-columns: 1fr 1fr; gap: 12px }" if v == 1 else "")
    )
    return page(
        t,
        el("h1", t.title(2, 3))
        + el("p", t.text(2), style="margin-bottom: 20px")
        + el("div", *(one(n) for n in range(1, (10, 9, 13)[v])), cls="grid pics")
        + el("page-no", t.number(3, 80), cls="center"),
        css,
    )


@family(3)
def slides(t, v):
    """Title, bullets in levels, a sidebar or two columns, footer with number."""

    def bullets(count):
        return el(
            "ul",
            *(
                el("li", f"• {t.phrase(3, 6)}")
                + (el("li", f"– {t.phrase(2, 5)}", cls="deep") if t.rng.random() < 0.5 else "")
                for _ in range(count)
            ),
        )

    if v == 0:
        body = el(
            "div", bullets(4), el("aside", el("h3", "Remember"), el("p", t.sentence())), cls="side"
        )
    elif v == 1:
        body = el(
            "div", *(el("div", el("h3", t.phrase(1, 2)), bullets(4)) for _ in range(2)), cls="half"
        )
    else:
        body = el(
            "div",
            *(
                el(
                    "div",
                    el("p", f"{t.number(2, 99)} %", style="font-size: 44px"),
                    el("p", t.phrase(2, 5)),
                )
                for _ in range(3)
            ),
            cls="three",
        ) + bullets(2)
    css = """.side { display: grid; grid-template-columns: 1fr 250px; gap: 30px } aside { background: #ddd; padding: 16px } li { margin: 10px 0 } .deep { padding-left: 30px; font-size: 90% }
    .half { display: grid; grid-template-columns: 1fr 1fr; gap: 30px } .three { display: grid; grid-template-columns: repeat(3, 1fr); gap: 30px; text-align: center } main-title { font-size: 40px; margin-bottom: 30px } footer { margin-top: 60px; font-size: 14px }"""
    foot = el(
        "footer",
        el("span", t.surname() + " Institute", style="display: block"),
        el("span", t.date(), style="display: block"),
        el("page-no", t.number(2, 40)),
        cls="between",
    )
    return page(
        t, el("main-title", t.title(3, 6)) + body + foot, css, width=1100, size=24, font="Noto Sans"
    )


@family(2)
def obituaries(t, v):
    """Notices in boxes, everything centered in them; or run-in names in columns."""

    def notice():
        if v:
            return el(
                "p",
                el("b", f"{t.surname().upper()}, {t.name().split()[0]}.")
                + f" On {t.date()}, at {t.place()}, "
                + t.text(1, 2),
            )
        parts = [
            el("p", t.phrase(4, 7)),
            el("h3", t.name()),
            el("p", f"* {t.short_date()}   † {t.short_date()}"),
            el("p", t.sentence()),
            el("p", lines(t.name(), t.name(), "and family")),
            el("p", f"{t.place()}, {t.date()}", cls="small"),
        ]
        return el("div", *parts, cls="box notice")

    css = f".cols {{ columns: {3 + v}; column-gap: 16px; font-size: 13px; text-align: {'justify' if v else 'center'} }} .notice {{ break-inside: avoid; padding: 12px; margin-bottom: 14px; border-width: 3px }} .notice p {{ margin: 6px 0 }} .cols > p {{ margin-bottom: 8px }}"
    return page(
        t,
        el("h1", "DEATHS", cls="center")
        + el("div", *(notice() for _ in range(9 + 8 * v)), cls="cols", any=True),
        css,
        pad=30,
    )


@family(2)
def listings(t, v):
    """What is on: channels in columns with times; or venues with dates."""

    def show():
        more = el("p", t.sentence(4, 9), cls="small") if t.rng.random() < 0.4 else ""
        return el(
            "div", el("p", t.time()), el("div", el("p", el("b", t.title(1, 4))), more), cls="show"
        )

    channels = [
        el("div", el("h3", name), *(show() for _ in range(10)))
        for name in ("One", "Two", "North", "Arts")[: 4 - v]
    ]
    css = f".cols {{ grid-template-columns: repeat({4 - v}, 1fr); gap: 22px }} .show {{ display: grid; grid-template-columns: 50px 1fr; font-size: 13px; margin: 4px 0 }} h3 {{ background: #ddd; padding: 3px }}"
    pick = (
        el(
            "div",
            el("h4", "Our choice"),
            el("p", t.text(2)),
            cls="box",
            style="padding: 10px; margin-top: 16px",
        )
        if v
        else ""
    )
    return page(
        t,
        el("h1", t.pick("Monday Friday Sunday") + f", {t.date()}")
        + el("div", *channels, cls="grid cols")
        + pick,
        css,
        width=980,
        pad=30,
    )


@family(2)
def leaflets(t, v):
    """A folded sheet: three panels, each with its own heads, lists and an address panel."""

    def text():
        return (
            el("h3", t.title(2, 3))
            + el("p", t.text(2))
            + el("ul", each("li", (f"• {t.phrase(2, 5)}" for _ in range(4))))
        )

    hours = el(
        "dl",
        pairs(
            (d, f"{t.number(8, 10)}:00–{t.number(15, 19)}:00")
            for d in ("Mon–Thu", "Friday", "Saturday")
        ),
        style="display: grid; grid-template-columns: 90px 1fr",
    )
    panels = [
        text() + text(),
        text() + el("h3", "Opening hours") + hours + text(),
        el("main-title", t.title(2, 3), style="font-size: 32px")
        + el("p", t.sentence())
        + el(
            "p",
            lines(t.surname() + " Museum", t.street(), t.place(), t.phone()),
            style="margin-top: 220px",
        ),
    ]
    css = ".three { grid-template-columns: repeat(3, 1fr); gap: 60px } h3 { margin: 12px 0 6px } li { margin: 3px 0 }"
    return page(
        t,
        el(
            "div",
            *(el("div", p) for p in (panels if v == 0 else [panels[2], panels[0], panels[1]])),
            cls="grid three",
        ),
        css,
        width=1200,
        pad=36,
        size=15,
    )
