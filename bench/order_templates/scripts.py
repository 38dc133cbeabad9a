"""Right to left, upright and other scripts than Latin."""

from template import each, el, family, lines, page, pairs, table

CJK = "Noto Serif CJK JP"


def letter(t, words):
    head = el("header", lines(t.title(2, 3), t.words(3)), cls="center")
    facts = el(
        "dl",
        pairs(((words[0], t.short_date()), (words[1], str(t.number(10, 900))))),
        style="display: grid; grid-template-columns: 90px 1fr; margin: 20px 0",
    )
    return (
        head
        + facts
        + el("p", t.phrase(3, 5) + "،" if t.language == "ar" else t.phrase(3, 5) + ",")
        + each("p", (t.text(3, 4) for _ in range(4)), style="margin: 12px 0")
        + el(
            "p",
            lines(t.name(), t.words(2)),
            style="width: 200px; margin: 40px auto 0 0; text-align: center",
        )
    )


def article(t, paragraphs):
    return el("h2", t.title(3, 5)) + each("p", (t.text(3, 4) for _ in range(paragraphs)))


def right_to_left(t, v, words, font):
    css = f".cols {{ columns: {2 if v == 1 else 3}; column-gap: 30px }} p {{ text-align: justify; margin-bottom: 6px }} h2 {{ font-size: 20px; margin: 8px 0 }} td, th {{ text-align: right; padding: 4px 12px }}"
    if v == 0:
        return page(t, letter(t, words), css, lang=t.language, font=font, width=720)
    if v == 1:
        notes = each("foot-note", (f"({n}) {t.sentence()}" for n in (1, 2)), cls="small")
        body = (
            el("main-title", t.title(4), style="font-size: 28px; text-align: center")
            + el("div", article(t, 4), article(t, 4), cls="cols")
            + "<hr>"
            + notes
            + el("page-no", t.number(2, 90), cls="center")
        )
        return page(t, body, css, lang=t.language, font=font)
    body = el("div", article(t, 3), article(t, 3), article(t, 2), cls="cols") + table(
        [t.words(1) for _ in range(4)],
        [[t.words(2), *(str(t.number(1, 900)) for _ in range(3))] for _ in range(6)],
        t.phrase(3),
    )
    return page(
        t,
        el(
            "header",
            el("b", t.title(2), style="display: block"),
            el("span", t.short_date(), style="display: block"),
            cls="between",
        )
        + body,
        css,
        lang=t.language,
        font=font,
        size=15,
    )


@family(3)
def arabic(t, v):
    """A letter; a page of two columns; a page of three with a table."""
    return right_to_left(t.of("ar"), v, ("التاريخ:", "الرقم:"), "Noto Naskh Arabic")


@family(3)
def hebrew(t, v):
    """As the Arabic ones."""
    return right_to_left(t.of("he"), v, ("תאריך:", "מספר:"), "Noto Serif Hebrew")


@family(3)
def japanese_vertical(t, v):
    """Columns from the right; two tiers; heading, captions and page number across."""
    j = t.of("ja")
    if v == 0:
        body = el("h2", j.words(6)) + each("p", (j.text(4) for _ in range(5)))
        body = el("div", body, cls="tate", style="height: 760px")
        top = el("page-no", t.number(10, 200), style="text-align: left")
    elif v == 1:
        tiers = el(
            "div",
            el("h2", j.words(5)),
            each("p", (j.text(5) for _ in range(3))),
            cls="tate",
            style="height: 380px",
        ) + el(
            "div",
            each("p", (j.text(5) for _ in range(3))),
            cls="tate",
            style="height: 380px; margin-top: 30px",
        )
        body, top = tiers, el("header", j.words(7), style="text-align: right; font-size: 12px")
    else:
        picture = el(
            "figure",
            el("div", style="height: 200px; background: #ccc"),
            el("figcaption", "写真 " + j.words(12), style="font-size: 12px"),
            free=True,
        )
        body = (
            el(
                "div",
                el("h1", j.words(9)),
                each("p", (j.text(3) for _ in range(3))),
                cls="tate",
                style="height: 420px",
            )
            + picture
            + el(
                "div",
                el("h2", j.words(6)),
                each("p", (j.text(4) for _ in range(3))),
                cls="tate",
                style="height: 380px",
            )
        )
        top = el(
            "header",
            el("span", f"第{t.number(10, 99)}号", style="display: block"),
            el("span", f"{t.number(1950, 2020)}年{t.number(1, 12)}月", style="display: block"),
            cls="between",
        )
    css = ".tate { writing-mode: vertical-rl; width: 100% } .tate p { text-indent: 1em; line-height: 1.7 } h1, h2 { margin: 0 8px } header { margin-bottom: 16px }"
    return page(t, top + body, css, font=CJK, lang="ja", width=720, size=17)


@family(3)
def chinese(t, v):
    """A newspaper across; one with upright articles and heads across; a book page with notes."""
    z = t.of("zh")

    def piece(n, level=3):
        return el(f"h{level}", z.words(t.number(6, 12))) + each(
            "p", (z.text(3, 5) for _ in range(n))
        )

    css = "p { text-indent: 2em; text-align: justify } .c4 { columns: 4; column-gap: 18px } .tate { writing-mode: vertical-rl; } .tate p { line-height: 1.6 } h3 { font-size: 18px } h2 { font-size: 28px } .box { padding: 8px }"
    mast = el("main-title", z.words(4), style="font-size: 44px; letter-spacing: 12px") + el(
        "header",
        el(
            "span",
            f"{t.number(1950, 2020)}年{t.number(1, 12)}月{t.number(1, 28)}日",
            style="display: block",
        ),
        el("span", f"第{t.number(100, 999)}期", style="display: block"),
        cls="between",
    )
    if v == 0:
        body = (
            mast
            + el("h2", z.words(14), cls="center")
            + el("div", each("p", (z.text(4) for _ in range(5))), cls="c4")
            + el(
                "div",
                el("div", piece(3)),
                el("div", piece(3), cls="box"),
                el("div", piece(3)),
                style="display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 24px; margin-top: 16px",
            )
        )
    elif v == 1:
        body = (
            mast
            + el("h2", z.words(10), cls="center")
            + el(
                "div",
                each("p", (z.text(4) for _ in range(5))),
                cls="tate",
                style="height: 300px; width: 100%",
            )
            + el("h2", z.words(9), cls="center")
            + el(
                "div",
                each("p", (z.text(4) for _ in range(5))),
                cls="tate",
                style="height: 300px; width: 100%",
            )
        )
    else:
        notes = each("foot-note", (f"（{n}）" + z.sentence() for n in (1, 2, 3)), cls="small")
        body = (
            el("header", z.words(8), cls="center small")
            + piece(4, 2)
            + piece(4)
            + "<hr>"
            + notes
            + el("page-no", t.number(2, 300), cls="center")
        )
    return page(
        t, body, css, font="Noto Serif CJK SC", lang="zh", width=940 if v < 2 else 680, size=15
    )


def two_columns(t, v, language, font=None):
    """A journal in one or two columns with a running head, notes and a table."""
    u = t.of(language)
    head = el(
        "header",
        el("page-no", t.number(2, 300)),
        el("em", u.title(2, 3), style="display: block"),
        cls="between small",
    )
    notes = "<hr>" + each("foot-note", (f"{n}) {u.sentence()}" for n in (1, 2, 3)), cls="small")
    text = (
        el("h2", u.title(3, 5))
        + each("p", (u.text(3, 4) for _ in range(4)))
        + el("h3", u.title(2))
        + each("p", (u.text(3) for _ in range(3)))
    )
    body = text if v == 0 else el("div", text, article(u, 3), cls="cols")
    small = (
        table(
            [u.phrase(1) for _ in range(4)],
            [[u.phrase(1, 2), *(str(t.number(1, 999)) for _ in range(3))] for _ in range(6)],
            u.phrase(4),
        )
        if v
        else ""
    )
    css = ".cols { columns: 2; column-gap: 26px } p { text-align: justify; margin-bottom: 5px } td, th { padding: 3px 10px } table { margin: 16px 0 }"
    return page(
        t, head + body + small + notes, css, lang=language, width=680 + 180 * v, font=font, size=15
    )


@family(2)
def german(t, v):
    return two_columns(t, v, "de")


@family(2)
def russian(t, v):
    return two_columns(t, v, "ru", "Noto Serif")


@family(2)
def greek(t, v):
    return two_columns(t, v, "el", "Noto Serif")


@family(2)
def french_forms(t, v):
    """A form of questions with answers written behind and under them."""
    f = t.of("fr")
    asked = [
        (
            f"{n}. {f.phrase(2, 6)} :",
            t.pick([f.phrase(1, 4), t.short_date(), t.code(), lines(f.phrase(5), f.phrase(3))]),
        )
        for n in range(1, 13)
    ]
    body = el(
        "dl",
        pairs(asked),
        cls="grid",
        style=f"grid-template-columns: {'300px 1fr' if v == 0 else '1fr'}; gap: {8 if v == 0 else 3}px 20px",
    )
    return page(
        t,
        el("h1", f.title(2, 4), cls="center")
        + el("p", f.text(1))
        + body
        + el("p", "Fait à " + t.place() + ", le " + t.short_date(), cls="right"),
        "dd { border-bottom: 1px dotted } dt { margin-top: 4px }",
        width=700,
    )
