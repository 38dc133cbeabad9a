"""Archives, offices and courts: cards, registers, forms, minutes."""

from template import each, el, family, lines, page, pairs, rows, table


@family(3)
def catalog_cards(t, v):
    """Library cards: call number in the margin, author, title indented, tracings; one or four on a sheet."""

    def card():
        number = el("p", lines(f"{t.number(100, 999)}.{t.number(1, 99)}", t.surname()[:3].upper()))
        author = el("h4", f"{t.surname()}, {t.name().split()[0]}, {t.number(1800, 1890)}–")
        title = el(
            "p",
            f"{t.title(4, 8)}; {t.words(4)}. {t.place()}, {t.surname()}, {t.number(1890, 1970)}.",
            cls="deep",
        )
        extent = el("p", f"{t.number(80, 600)} p. illus. {t.number(18, 30)} cm.", cls="deep")
        notes = el("p", t.sentence(), cls="deep") if t.rng.random() < 0.6 else ""
        tracing = el("p", f"1. {t.title(2)}. 2. {t.title(2)}. I. Title.", cls="trace")
        return el("div", number, el("div", author, title, extent, notes, tracing), cls="card")

    css = """.card { display: grid; grid-template-columns: 90px 1fr; min-height: 300px; padding: 24px; align-content: start } .deep { text-indent: -20px; padding-left: 40px }
    .trace { margin-top: 40px } h4 { font-weight: normal; font-size: inherit } .sheet { grid-template-columns: 1fr 1fr; gap: 10px } .sheet .card { border: 1px solid #999 }"""
    if v < 2:
        return page(
            t,
            card() if v == 0 else card() + el("p", t.code(), cls="right"),
            css,
            width=600,
            pad=20,
            font="DejaVu Sans Mono" if v == 0 else None,
            size=14,
        )
    return page(
        t,
        el("div", *(card() for _ in range(4)), cls="grid sheet", any=True),
        css,
        width=980,
        pad=20,
        size=13,
    )


@family(3)
def data_sheets(t, v):
    """Keys and values: colons, keys at the right, two columns of pairs."""
    keys = "Model Serial Power Voltage Weight Width Height Depth Speed Range Accuracy Material Color Warranty".split()

    def value():
        return t.pick(
            [
                f"{t.number(1, 900)} {t.pick('mm kg W V Hz')}",
                t.phrase(1, 3),
                t.code(),
                f"{t.sentence(4, 14)}",
            ]
        )

    def part():
        return el("h3", t.title(1, 2)) + el(
            "dl",
            pairs((k + (":" if v != 1 else ""), value()) for k in t.rng.sample(keys, 6)),
            cls="kv",
        )

    css = f""".kv {{ display: grid; grid-template-columns: 150px 1fr; gap: 5px 20px; margin-bottom: 18px }} h3 {{ margin: 6px 0; break-after: avoid }}
    {"dt { text-align: right }" if v == 1 else ""} .cols {{ columns: 2; column-gap: 40px }} .cols .kv {{ grid-template-columns: 95px 1fr; break-inside: avoid }}"""
    return page(
        t,
        el("h1", t.title(2, 3))
        + el("div", *(part() for _ in range(4)), cls="cols" if v == 2 else ""),
        css,
        width=700 if v < 2 else 900,
    )


@family(2)
def passports(t, v):
    """Small labels in two languages over values, a photo at the left, lines for machines."""
    facts = [
        ("Type / Type", "P"),
        ("Code / Code", "UTO"),
        ("Passport No. / No. du passeport", t.code()),
        ("Surname / Nom", t.surname().upper()),
        ("Given names / Prénoms", "ANNA MARIA"),
        ("Nationality / Nationalité", "UTOPIAN"),
        ("Date of birth / Date de naissance", t.short_date()),
        ("Sex / Sexe", "F"),
        ("Place of birth / Lieu de naissance", t.place().upper()),
        ("Date of issue / Date de délivrance", t.short_date()),
        ("Authority / Autorité", t.place().upper()),
        ("Date of expiry / Date d'expiration", t.short_date()),
    ]
    wide = [1, 1, 2, 4, 4, 4, 2, 2, 4, 2, 2, 4] if v == 0 else [1, 1, 1, 3, 3, 3, 1, 1, 1, 1, 1, 1]
    boxes = [
        el("div", el("label", a), el("output", b), style=f"grid-column: span {w}")
        for (a, b), w in zip(facts, wide, strict=True)
    ]
    css = f""".main {{ display: grid; grid-template-columns: 190px 1fr; gap: 26px }} .photo {{ height: 240px; background: #ccc }}
    .facts {{ grid-template-columns: repeat({4 if v == 0 else 3}, 1fr); gap: 7px 14px }} label {{ font-size: 9px }} .mrz {{ font: 17px DejaVu Sans Mono; margin-top: 26px }}"""
    machine = each(
        "p",
        (
            "P&lt;UTO" + t.surname().upper() + "&lt;&lt;ANNA&lt;MARIA" + "&lt;" * 20,
            t.code().replace("-", "") + "&lt;UTO" + "7408122F1204159" + "&lt;" * 14,
        ),
        cls="mrz",
    )
    head = el(
        "header",
        el("span", "UTOPIA", style="display: block"),
        el("span", "PASSPORT / PASSEPORT", style="display: block"),
        cls="between",
    )
    return page(
        t,
        head
        + el("div", el("div", cls="photo"), el("div", *boxes, cls="grid facts"), cls="main")
        + machine,
        css,
        width=760,
        pad=26,
        size=14,
        font="Nimbus Sans",
    )


@family(3)
def minutes(t, v):
    """Dates, topics or names of who acts beside the paragraphs."""

    def item(n):
        side = (t.date(), f"{n}. {t.phrase(1, 2)}", t.surname())[v]
        text = el("p", t.text(2, 4)) + (el("p", t.text(1, 2)) if t.rng.random() < 0.4 else "")
        if v == 2:
            return el(
                "div",
                el("div", el("h3", f"{n}. {t.phrase(2, 4)}"), text),
                el("p", side),
                cls="item last",
            )
        return el("div", el("p", side), el("div", text), cls="item")

    present = el(
        "dl",
        pairs(
            (
                ("Present:", ", ".join(t.name() for _ in range(7))),
                ("Excused:", t.name()),
                ("Chair:", t.name()),
            )
        ),
        cls="kv",
    )
    css = """.item { display: grid; grid-template-columns: 150px 1fr; gap: 20px; margin: 14px 0 } .last { grid-template-columns: 1fr 110px }
    .kv { display: grid; grid-template-columns: 90px 1fr; gap: 3px 14px; margin: 16px 0 } h3 { font-size: 16px }"""
    head = el("h1", f"Minutes of the {t.phrase(2)}") + el("p", f"held at {t.place()} on {t.date()}")
    signed = el(
        "div",
        el("p", lines("____________________", t.name())),
        el("p", lines("____________________", t.name())),
        cls="between",
    )
    return page(
        t,
        head
        + (present if v else el("p", t.text(1)))
        + "".join(item(n) for n in range(1, 8))
        + signed,
        css,
    )


@family(3)
def lab_reports(t, v):
    """A patient's facts, then tests with results, units and ranges, in groups."""
    facts = [
        ("Patient", t.name()),
        ("Born", t.short_date()),
        ("Sample", t.code()),
        ("Taken", f"{t.short_date()} {t.time()}"),
        ("Doctor", t.name()),
        ("Reported", t.short_date()),
    ]
    kv = el("dl", pairs((a + ":", b) for a, b in facts), cls="kv")

    def group():
        head = el("tr", el("td", el("b", t.phrase(1)), colspan=4))
        return head + rows(
            [
                [
                    t.phrase(1, 2),
                    f"{t.number(1, 300)}.{t.number(0, 9)}" + t.pick(["", "", " H", " L"]),
                    t.pick("mmol/l g/dl % U/l"),
                    f"{t.number(1, 50)}–{t.number(60, 300)}",
                ]
                for _ in range(t.number(3, 6))
            ]
        )

    head = rows([["Test", "Result", "Unit", "Reference"]], "th")
    body = el("table", head, *(group() for _ in range(4)), cls="ruled" if v == 1 else "")
    css = f""".kv {{ display: grid; grid-template-columns: {"90px 1fr 90px 1fr" if v < 2 else "110px 1fr"}; gap: 3px 12px; margin: 18px 0 }} table {{ width: 100% }} td, th {{ padding: 3px 10px }}"""
    note = el("p", "Comment: " + t.text(2)) + el("p", el("em", "H above, L below the range"))
    head = el("header", el("b", t.surname() + " Laboratories"), cls="center") + el(
        "h2", "Report of findings"
    )
    return page(t, head + kv + body + note, css, size=15, width=800)


@family(3)
def tax_forms(t, v):
    """Numbered lines with amounts in boxes at the right; numbered boxes; parts with turned or plain heads."""
    if v == 1:
        boxes = [
            el(
                "div",
                el("label", f"{n} {t.phrase(2, 5)}"),
                el("output", t.money(10, 90000) if n % 4 else ""),
                cls="box",
            )
            for n in range(1, 19)
        ]
        left = el(
            "div",
            el("label", "Employer's name and address"),
            el("output", lines(t.surname() + " Ltd", t.street(), t.place())),
            cls="box",
        )
        right = el(
            "div",
            el("label", "Employee's name and address"),
            el("output", lines(t.name(), t.street(), t.place())),
            cls="box",
        )
        css = ".two { display: grid; grid-template-columns: 380px 1fr } .boxes { grid-template-columns: 1fr 1fr } .box { padding: 4px 6px; min-height: 52px } label { font-size: 10px } .two > div:first-child > .box { min-height: 150px }"
        body = el("div", el("div", left, right), el("div", *boxes, cls="grid boxes"), cls="two")
        return page(
            t,
            el("h3", "Statement of wages and tax 2019")
            + body
            + el("footer", f"Form {t.number(10, 99)}-A  {t.phrase(3)}", cls="small"),
            css,
            size=14,
            font="Nimbus Sans",
        )

    def line(n):
        return (
            el("p", str(n), cls="top")
            + el("p", t.phrase(5, 16) + (" ." * t.number(0, 6) if v == 0 else ""))
            + el("p", str(n))
            + el("p", t.money(10, 9000) if t.rng.random() < 0.7 else "", cls="right box")
        )

    parts, n = [], 1
    for part in ("I", "II", "III"):
        count = t.number(4, 7)
        parts.append(
            el("h3", f"Part {part}   {t.title(2, 3)}")
            + el("div", *(line(k) for k in range(n, n + count)), cls="grid lines")
        )
        n += count
    css = ".lines { grid-template-columns: 30px 1fr 34px 120px; gap: 3px 8px; align-items: end } .top { align-self: start } .lines .box { min-height: 22px; padding: 0 6px } h3 { background: #ddd; margin: 12px 0 6px; font-size: 15px }"
    head = el(
        "div",
        el("p", f"Form {t.number(100, 999)}"),
        el("h2", t.title(3)),
        el("p", str(t.number(1990, 2023))),
        cls="between",
    )
    name = (
        el(
            "div",
            el("div", el("label", "Name"), el("output", t.name())),
            el("div", el("label", "Identification number"), el("output", t.code())),
            cls="between",
        )
        if v == 2
        else ""
    )
    return page(
        t,
        head
        + name
        + "".join(parts)
        + el(
            "footer",
            el("span", "For notice see instructions.", style="display: block"),
            el("span", f"Form {t.number(100, 999)} (2020)", style="display: block"),
            cls="between small",
        ),
        css,
        size=14,
    )


@family(3)
def parish_registers(t, v):
    """Ruled entries with several lines in a cell, heads over them; in Latin, English or German."""
    u = t.of(("la", "en", "de")[v])
    heads = (
        ["Num.", "Dies", "Baptizatus", "Parentes", "Patrini", "Minister"],
        ["No.", "When buried", "Name", "Abode", "Age", "By whom"],
        ["Nr.", "Tag", "Bräutigam", "Braut", "Zeugen", "Bemerkungen"],
    )[v]

    def entry(n):
        cells = [
            str(n),
            lines(f"{t.number(1, 28)}", u.words(1)),
            lines(u.name(), u.words(2)),
            lines(u.words(3), u.words(2), u.words(3)),
            lines(u.words(2), u.name()),
            lines(u.words(1), u.name()),
        ]
        if v == 1:
            cells = [
                str(n),
                lines(t.date()),
                lines(t.name()),
                lines(t.place(), t.street()),
                str(t.number(1, 90)),
                lines(t.name(), "Curate"),
            ]
        return cells

    css = "td, th { padding: 5px 8px; font-size: 14px } table { width: 100% } td { height: 70px }"
    year = (
        el("p", f"Anno Domini {t.number(1690, 1860)}", cls="center")
        if v == 0
        else el("h2", f"Page {t.number(1, 90)}. {t.phrase(4, 6)}, {t.number(1810, 1880)}")
    )
    return page(
        t,
        year + table(heads, [entry(n) for n in range(41, 49)], cls="ruled"),
        css,
        pad=40,
        font="Z003" if v == 1 else None,
    )


@family(2)
def ledgers(t, v):
    """Debit and credit face each other: date, particulars, folio, pounds, shillings and pence."""

    def side(word):
        body = [
            [
                t.pick(["Jan", "Feb", "Mar", "″", "″"]),
                str(t.number(1, 28)),
                f"{word} {t.phrase(1, 4)}",
                str(t.number(1, 90)),
                str(t.number(1, 300)),
                str(t.number(0, 19)),
                str(t.number(0, 11)),
            ]
            for _ in range(14 if v else 11)
        ]
        body.append(
            ["", "", "", "", str(t.number(500, 900)), str(t.number(0, 19)), str(t.number(0, 11))]
        )
        return table(
            ["Date", "", "Particulars", "Fo.", "£", "s", "d"] if v == 0 else None,
            body,
            cls="" if v else "ruled",
        )

    css = ".two { display: grid; grid-template-columns: 1fr 1fr; gap: 24px } td, th { padding: 3px 6px; font-size: 14px } td:nth-child(n+4) { text-align: right }"
    head = el("div", el("p", "Dr."), el("h2", t.title(2, 3)), el("p", "Cr."), cls="between")
    return page(t, head + el("div", side("To"), side("By"), cls="two"), css, width=1000, pad=40)


@family(2)
def census_tables(t, v):
    """Wide tables of small numbers, two or three levels of heads, places in groups."""

    def numbers(count):
        return [f"{t.number(0, 9999):,}" for _ in range(count)]

    top = el(
        "tr",
        el("th", "District", rowspan=2 + v),
        el("th", "Males", colspan=4),
        el("th", "Females", colspan=4),
        el("th", "Total", rowspan=2 + v),
    )
    middle = (
        el("tr", *(el("th", h, colspan=2) for h in ("Under 20", "20 and over") * 2)) if v else ""
    )
    low = el(
        "tr", each("th", ("single", "married") * 4 if v else ("0–9", "10–19", "20–59", "60 +") * 2)
    )
    body = ""
    for _ in range(4):
        body += rows([[el("b", t.place().upper()), *([""] * 9)]]) if v == 0 else ""
        body += rows(
            [
                [("  " if v == 0 else "") + t.place() + " " + t.phrase(1), *numbers(9)]
                for _ in range(5)
            ]
        )
    css = "td, th { padding: 2px 8px; font-size: 13px } td:nth-child(n+2) { text-align: right } th { font-weight: normal; text-align: center } th, tr:last-child td { border-bottom: 1px solid }"
    head = el(
        "header",
        el("span", t.number(10, 300), style="display: block"),
        el("span", f"CENSUS OF {t.number(1850, 1930)}", style="display: block"),
        el("span", "", style="display: block"),
        cls="between",
    )
    return page(
        t,
        head
        + el("h3", f"Table {t.number(1, 30)}.—{t.sentence(8, 14)}", cls="center")
        + el("table", top, middle, low, body, cls="ruled" if v else "")
        + each("foot-note", (f"* {t.sentence()}",), cls="small"),
        css,
        width=940,
        pad=40,
    )


@family(2)
def certificates(t, v):
    """Centered lines with names in large, blanks filled in, signatures beside each other."""
    body = each(
        "p",
        (
            "This is to certify that",
            el("b", t.name(), style="font-size: 30px"),
            "has completed the course",
            el("b", t.title(3, 5), style="font-size: 22px"),
            f"at {t.place()} on {t.date()}",
            t.text(1) if v else f"with the mark {t.number(1, 6)}",
        ),
        cls="center line",
    )
    signs = el(
        "div",
        *(
            el("p", lines("_______________", t.name(), t.phrase(2)), cls="center")
            for _ in range(2 + v)
        ),
        cls="between signs",
    )
    css = ".line { margin: 18px 0 } .signs { margin-top: 90px } .frame { border: 6px double; padding: 50px }"
    head = el("p", t.title(3).upper(), cls="center") + el(
        "main-title", "Certificate", style="font-size: 44px; text-align: center"
    )
    return page(
        t,
        el("div", head, body, signs, el("p", f"No. {t.code()}", cls="small"), cls="frame"),
        css,
        width=820,
        pad=30,
    )


@family(2)
def agendas(t, v):
    """Time or number, item, who speaks, how long."""
    body = [
        (
            t.time() if v == 0 else f"{n}.",
            lines(el("b", t.phrase(2, 5)), *([t.sentence(4, 9)] if t.rng.random() < 0.5 else [])),
            t.name(),
            f"{t.number(5, 45)} min",
        )
        for n in range(1, 11)
    ]
    if v == 0:
        made = "".join(
            el("p", a) + el("p", b) + el("p", c) + el("p", d, cls="right") for a, b, c, d in body
        )
        made = el("div", made, cls="grid list")
    else:
        made = table(["", "Item", "Speaker", "Time"], body)
    css = ".list { grid-template-columns: 70px 1fr 150px 70px; gap: 12px 16px; margin-top: 20px } td, th { padding: 6px 12px } table { width: 100%; margin-top: 20px }"
    where = el(
        "dl",
        pairs((("Place:", t.street()), ("Date:", t.date()))),
        style="display: grid; grid-template-columns: 70px 1fr",
    )
    return page(t, el("h1", "Agenda") + where + made + el("p", t.sentence()), css, width=820)


@family(2)
def laws(t, v):
    """Sections of a statute with notes in the margin, at the left or at the right."""

    def section(n):
        note = el("aside", t.phrase(3, 7))
        text = el("p", f"{n}. " + t.text(2, 3)) + (
            each("p", (f"({letter}) {t.words(t.number(7, 15))};" for letter in "abc"), cls="deep")
            if t.rng.random() < 0.5
            else ""
        )
        inner = [note, el("div", text)] if v == 0 else [el("div", text), note]
        return el("div", *inner, cls="section")

    css = f""".section {{ display: grid; grid-template-columns: {"120px 1fr" if v == 0 else "1fr 120px"}; gap: 18px; margin: 10px 0 }}
    aside {{ font-size: 12px; line-height: 1.15 }} .deep {{ padding-left: 40px }} p {{ text-align: justify }} h2 {{ font-size: 20px; margin: 16px; text-align: center }}"""
    head = el(
        "header",
        el("span", t.number(2, 99), style="display: block"),
        el("em", f"{t.title(2)} Act {t.number(1850, 1990)}", style="display: block"),
        el("span", f"Ch. {t.number(1, 80)}", style="display: block"),
        cls="between",
    )
    body = (
        "".join(section(n) for n in range(1, 5))
        + el("h2", "Part II. " + t.title(2))
        + "".join(section(n) for n in range(5, 9))
    )
    return page(t, head + body, css, width=760)


@family(3)
def contracts_bilingual(t, v):
    """Two languages: rows side by side, columns that run, or one table of clauses."""
    a, b = t, t.of(("de", "ru", "fr")[v])
    clauses = [(f"{n}. {a.text(1, 3)}", f"{n}. {b.text(1, 3)}") for n in range(1, 9)]
    heads = (a.title(2, 3), b.title(2, 3))
    if v == 0:
        body = el(
            "div",
            *(el("h3", h) for h in heads),
            *(el("p", c) for pair in clauses for c in pair),
            cls="grid two",
        )
    elif v == 1:
        sides = zip(heads, zip(*clauses, strict=True), strict=True)
        body = el(
            "div", *(el("div", el("h3", h), each("p", side)) for h, side in sides), cls="grid two"
        )
    else:
        body = table(heads, clauses)
    css = ".two { grid-template-columns: 1fr 1fr; gap: 14px 36px } .two div p { margin: 10px 0 } td, th { padding: 8px; width: 50% }"
    sign = el(
        "div",
        el("p", lines("______________", t.name())),
        el("p", lines("______________", t.name())),
        cls="between",
        style="margin-top: 50px",
    )
    return page(
        t,
        el("h1", "Agreement", cls="center") + body + sign,
        css,
        font="DejaVu Serif" if v == 1 else None,
    )


@family(2)
def ballots(t, v):
    """Candidates with party and profession, boxes at the right."""

    def candidate(n):
        about = el(
            "div",
            el("b", t.surname().upper() + ", " + t.pick("Ada Hugo Leo Clara")),
            el("p", t.phrase(2, 4), cls="small"),
            el("p", t.street(), cls="small"),
        )
        return el("p", n, cls="n") + about + el("p", t.title(2, 3)) + el("p", "☐" if v else "")

    css = ".list { grid-template-columns: 50px 1fr 220px 60px; border: 2px solid; margin: 20px 0 } .list > * { border-bottom: 1px solid; padding: 8px 10px } b { display: block } .n { font-size: 26px }"
    head = (
        el("h1", "Ballot paper", cls="center")
        + el("p", f"for the election at {t.place()} on {t.date()}", cls="center")
        + el("p", "You have one vote", cls="center")
    )
    return page(
        t, head + el("div", *(candidate(n) for n in range(1, 8)), cls="grid list"), css, width=760
    )
