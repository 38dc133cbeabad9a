"""Prices, bills, accounts and plans of travel."""

from template import each, el, family, lines, page, pairs, rows, table

LEADERS = ".lead { display: flex } .lead i { flex: 1; border-bottom: 2px dotted #555; margin: 0 6px 5px } .lead span { display: block }"


@family(3)
def price_lists(t, v):
    """Names and prices with leader dots: drawn, or typed as text; one column or two."""

    def item():
        name, cost = t.phrase(2, 5), t.money(1, 99)
        if v == 1:
            return el("p", f"{name} {'.' * t.number(12, 40)} {cost}")
        return el("p", el("span", name), el("i"), el("span", cost), cls="lead")

    parts = [
        el("section", el("h3", t.title(1, 3)), *(item() for _ in range(t.number(5, 9))))
        for _ in range(4)
    ]
    css = (
        LEADERS
        + " section { margin: 14px 0; break-inside: avoid } .cols { columns: 2; column-gap: 50px }"
    )
    body = el("div", *parts, cls="cols" if v == 2 else "")
    return page(
        t,
        el("h1", "Price List", cls="center") + el("p", f"From {t.date()}", cls="center") + body,
        css,
        width=900 if v == 2 else 640,
    )


@family(2)
def invoices(t, v):
    """From, to, numbers at the right, positions, totals at the right, terms."""
    seller = el("p", lines(t.surname() + " Trading", t.street(), t.place()))
    facts = [
        ("Invoice No.", t.code()),
        ("Date", t.short_date()),
        ("Customer", t.number(1000, 9999)),
        ("Due", t.short_date()),
    ]
    kv = el("dl", pairs(facts), cls="kv")
    to = el("p", lines("Bill to:", t.name(), t.street(), t.place()))
    ship = el("p", lines("Ship to:", t.name(), t.street(), t.place()))
    body = [
        [
            n,
            lines(t.phrase(2, 4), t.words(4)) if t.rng.random() < 0.4 else t.phrase(3),
            t.number(1, 20),
            t.money(),
            t.money(20, 4000),
        ]
        for n in range(1, 9)
    ]
    totals = el(
        "dl",
        pairs((a, t.money(100, 9000)) for a in ("Net", "VAT 20 %", "Total due")),
        cls="kv totals",
    )
    css = """.kv { display: grid; grid-template-columns: 110px auto; gap: 2px 20px } .totals { width: 240px; margin: 16px 0 30px auto }
    td, th { padding: 5px 12px } table { width: 100%; margin-top: 30px } td:nth-child(n+3) { text-align: right } .between { margin-top: 20px }"""
    top = el("div", seller, kv, cls="between") if v == 0 else el("div", kv) + seller
    parties = el("div", to, ship, cls="between") if v else to
    head = el("h1", "INVOICE", cls="right" if v == 0 else "")
    return page(
        t,
        head
        + top
        + parties
        + table(["No.", "Description", "Qty", "Price", "Amount"], body, cls="" if v else "ruled")
        + totals
        + el("p", t.text(2), cls="small"),
        css,
        size=15,
    )


@family(2)
def receipts(t, v):
    """A narrow slip: what and how much, sums, a word of thanks."""

    def item():
        top = el(
            "div",
            el("p", t.phrase(1, 3)),
            el("p", t.money(1, 40) + (" A" if v else "")),
            cls="between",
        )
        return top + (
            el("p", f"{t.number(2, 5)} x {t.money(1, 9)}", cls="deep")
            if t.rng.random() < 0.4
            else ""
        )

    head = each("p", (t.surname().upper() + " STORES", t.street(), t.phone()), cls="center")
    sums = "".join(
        el("div", el("p", a), el("p", t.money(20, 90)), cls="between")
        for a in ("SUBTOTAL", "TOTAL", "CASH", "CHANGE")
    )
    tail = el("p", f"{t.short_date()}   {t.time()}   Till {t.number(1, 9)}") + each(
        "p", ("Thank you", "Please keep this slip"), cls="center"
    )
    css = ".deep { padding-left: 30px } hr { margin: 8px 0 } p { min-height: 20px }"
    return page(
        t,
        head + "<hr>" + "".join(item() for _ in range(9 + 5 * v)) + "<hr>" + sums + "<hr>" + tail,
        css,
        width=340,
        pad=20,
        font="DejaVu Sans Mono",
        size=14,
    )


@family(3)
def bank_statements(t, v):
    """Account and period, transactions with texts of several lines, a box of sums, small print."""

    def booking():
        text = [
            t.pick("TRANSFER CARD CASH DEBIT ORDER").upper() + " " + t.code(),
            *(t.phrase(2, 4) for _ in range(t.number(0, 2))),
        ]
        amount = t.money()
        inout = [amount, ""] if t.rng.random() < 0.4 else ["", amount]
        return [t.short_date()[:6], lines(*text), *inout, t.money(1000, 9000)]

    facts = el(
        "dl",
        pairs(
            (
                ("Account", t.code()),
                ("Sort code", "20-11-74"),
                ("Period", f"{t.short_date()} to {t.short_date()}"),
            )
        ),
        cls="kv",
    )
    address = el("p", lines(t.name(), t.street(), f"{t.place()} {t.postcode()}"))
    sums = el(
        "div",
        *(
            el("div", el("label", a), el("output", t.money(100, 9000)))
            for a in ("Opening balance", "Paid in", "Paid out", "Closing balance")
        ),
        cls="sums box" + (" between" if v else ""),
    )
    css = """.kv { display: grid; grid-template-columns: 90px auto; gap: 2px 16px } td, th { padding: 4px 10px } td:nth-child(n+3), th:nth-child(n+3) { text-align: right }
    table { width: 100%; margin: 20px 0 } .sums { padding: 10px; font-size: 14px } .sums label { font-size: 11px }"""
    head = el("header", el("b", f"{t.surname()}'s Bank")) + el("h1", "Statement of account")
    if v == 0:
        top = el("div", address, el("div", facts, sums), cls="between")
    else:
        top = el("div", address, facts, cls="between") + sums
    body = table(
        ["Date", "Details", "Paid in", "Paid out", "Balance"],
        [booking() for _ in range(12)],
        cls="ruled" if v == 2 else "",
    )
    return page(
        t,
        head
        + top
        + body
        + el("footer", t.text(2), cls="small")
        + el("page-no", f"Sheet {t.number(2, 9)}", cls="right small"),
        css,
        size=14,
    )


@family(2)
def payslips(t, v):
    """A grid of labels over values; payments and deductions side by side; totals."""
    facts = [
        ("Employee", t.name()),
        ("Number", t.number(1000, 9999)),
        ("Department", t.phrase(1)),
        ("Pay date", t.short_date()),
        ("Tax code", t.code()),
        ("Method", "Bank"),
        ("Period", t.number(1, 12)),
        ("Insurance", t.code()),
    ]
    grid = el(
        "div",
        *(el("div", el("label", a), el("output", b), cls="box") for a, b in facts),
        cls="grid facts",
    )
    pay = [
        [p, f"{t.number(5, 160)}.00", t.money()]
        for p in ("Basic pay", "Overtime", "Bonus", "Holiday pay")
    ]
    less = [
        [p, t.money(1, 300)]
        for p in ("Income tax", "Insurance", "Pension", "Union", "Student loan")
    ]
    two = el(
        "div",
        table(["Payments", "Hours", "Amount"], pay, cls="ruled" if v else ""),
        table(["Deductions", "Amount"], less, cls="ruled" if v else ""),
        cls="two",
    )
    sums = el(
        "div",
        *(
            el("div", el("label", a), el("output", t.money(500, 4000)), cls="box")
            for a in ("Gross to date", "Tax to date", "Net pay")
        ),
        cls="grid sums",
    )
    css = """.facts { grid-template-columns: repeat(4, 1fr) } .facts div, .sums div { padding: 5px 8px } label { font-size: 10px; color: #444 }
    .two { display: grid; grid-template-columns: 1.3fr 1fr; gap: 30px; margin: 24px 0; align-items: start } td, th { padding: 4px 8px }
    td:last-child { text-align: right } .sums { grid-template-columns: repeat(3, 1fr); width: 60%; margin-left: auto }"""
    return page(
        t,
        el("h2", t.surname() + " Works Ltd: Pay advice") + grid + two + sums,
        css,
        size=14,
        width=860,
    )


@family(2)
def waybills(t, v):
    """Small print over values in boxes of several widths."""

    def box(label, *value, wide=1):
        return el(
            "div",
            el("label", label),
            el("output", lines(*map(str, value))),
            cls="box",
            style=f"grid-column: span {wide}",
        )

    boxes = [
        box("1 Sender (name, address)", t.name(), t.street(), t.place(), wide=3),
        box("2 Waybill number", t.code()),
        box("3 Date", t.short_date(), wide=2),
        box("4 Consignee (name, address)", t.name(), t.street(), t.place(), wide=3),
        box("5 Carrier", t.surname() + " Lines", t.place(), wide=3),
        box("6 Place of loading", t.place(), wide=2),
        box("7 Place of delivery", t.place(), wide=2),
        box("8 Vehicle", t.code(), wide=2),
        box("9 Marks", t.code(), t.code()),
        box("10 Number", t.number(1, 50)),
        box("11 Packing", t.pick("crates boxes bags")),
        box("12 Goods", t.phrase(2, 3), t.phrase(2), wide=1),
        box("13 Weight kg", t.number(10, 900)),
        box("14 Volume m³", f"{t.number(1, 9)}.{t.number(1, 9)}"),
        box("15 Instructions of the sender", t.sentence(), t.sentence(4, 7), wide=4),
        box("16 Charges", t.money(), wide=2),
        box("17 Signature of sender", "", wide=2),
        box("18 Signature of carrier", "", wide=2),
        box("19 Received on", t.short_date(), wide=2),
    ]
    css = ".boxes { grid-template-columns: repeat(6, 1fr) } .boxes div { padding: 4px 6px; min-height: 62px; margin: 0 -1px -1px 0 } label { font-size: 10px } output { margin-top: 4px }"
    return page(
        t,
        el("h2", "CONSIGNMENT NOTE", cls="center") + el("div", *boxes, cls="grid boxes"),
        css,
        size=14,
        font="DejaVu Sans Mono" if v else None,
        width=940,
    )


@family(3)
def bus_timetables(t, v):
    """Stops and times; heads are numbers of runs, turned stops over columns, or two levels."""
    count = 9
    stops = [f"{t.place()}, {t.phrase(1, 2)}" for _ in range(13)]

    def run():
        hour, minute = t.number(5, 12), t.number(0, 20)
        return [
            f"{hour + (minute + 4 * n) // 60}:{(minute + 4 * n) % 60:02}"
            if t.rng.random() < 0.93
            else "|"
            for n in range(13)
        ]

    runs = [run() for _ in range(count)]
    css = "td, th { padding: 3px 7px; font-size: 14px } td { text-align: right } td:first-child { text-align: left } .up { display: inline-block; font-weight: normal }"
    title = el("h1", f"{t.number(2, 90)} {t.place()} – {t.place()}")
    if v == 0:
        body = table(
            ["Run", *(str(101 + 2 * n) for n in range(count))],
            [[s, *(r[k] for r in runs)] for k, s in enumerate(stops)],
            cls="",
        )
    elif v == 1:
        body = table([el("span", s, cls="up") for s in stops], runs)
    else:
        first = el(
            "tr",
            el("th", "Stop", rowspan=2),
            el("th", "Monday to Friday", colspan=5),
            el("th", "Saturday", colspan=4),
        )
        second = el("tr", each("th", (str(101 + 2 * n) for n in range(count))))
        body = el(
            "table",
            first,
            second,
            rows([s, *(r[k] for r in runs)] for k, s in enumerate(stops)),
            cls="ruled",
        )
    notes = each(
        "p", (f"{n}) {t.sentence(5, 9)}" for n in range(1, 4)), cls="small", role="footnote"
    )
    return page(t, title + el("p", f"Valid from {t.date()}") + body + notes, css, width=960, pad=40)


@family(2)
def departures(t, v):
    """Poster of departures: hours, then minutes in rows; or time, train, direction, platform in two columns."""
    if v == 0:
        body = table(
            ["Hour", "Monday to Friday", "Saturday", "Sunday"],
            [
                [
                    f"{h:02}",
                    *(
                        "  ".join(
                            f"{m:02}" for m in sorted(t.rng.sample(range(60), t.number(1, 5)))
                        )
                        for _ in range(3)
                    ),
                ]
                for h in range(5, 24)
            ],
        )
        return page(
            t,
            el("h1", t.place() + " Station") + el("p", "Towards " + t.place()) + body,
            "td, th { padding: 4px 14px }",
            width=760,
        )

    def side(first):
        return table(
            ["Time", "Train", "Direction", "Platform"],
            [
                [
                    f"{first + n // 3:02}:{n % 3 * 17 + 4:02}",
                    f"{t.pick('IC RE S')} {t.number(1, 900)}",
                    lines(el("b", t.place()), f"{t.place()} – {t.place()}"),
                    t.number(1, 12),
                ]
                for n in range(18)
            ],
            cls="",
        )

    css = "td, th { padding: 2px 8px; font-size: 13px } .two { display: grid; grid-template-columns: 1fr 1fr; gap: 40px }"
    return page(
        t, el("h1", "Departures") + el("div", side(5), side(12), cls="two"), css, width=980, pad=40
    )


@family(2)
def balances(t, v):
    """A label and three amounts, no heads; sums under rules; white between the groups."""

    def group():
        made = [
            [t.phrase(2, 5), *(t.money(10, 99999) for _ in range(3))] for _ in range(t.number(3, 5))
        ]
        made[-1][0] = "Total " + made[-1][0].lower()
        return [*made, ["", "", "", ""]]

    body = [row for _ in range(5) for row in group()]
    css = f"td {{ padding: 2px {30 if v else 14}px 2px 0; height: 22px }} td:nth-child(n+2) {{ text-align: right }} table {{ width: {'100%' if v else 'auto'} }}"
    head = el("h2", f"Accounts of the {t.title(2)} Society") if v == 0 else el("p", t.text(2))
    return page(t, head + table(None, body, cls="") + el("p", t.text(2)), css, width=780)


@family(2)
def auction_lists(t, v):
    """Lots with white between: number, description of several lines, estimate at the right."""

    def lot(n):
        about = el("h4", t.title(2, 4)) + el("p", t.text(1, 2)) + el("p", t.words(6), cls="small")
        return (
            el("p", n)
            + el("div", about)
            + el("p", f"£{t.number(1, 9)}00–{t.number(10, 30)}00", cls="right")
        )

    css = ".lots { grid-template-columns: 60px 1fr 130px; gap: 34px 20px; margin-top: 24px } h4 { font-size: 16px }"
    body = el("div", *(lot(n) for n in range(101 + 50 * v, 108 + 50 * v)), cls="grid lots")
    head = el(
        "header",
        el("span", f"Sale {t.number(100, 900)}", style="display: block"),
        el("span", t.date(), style="display: block"),
        cls="between",
    )
    return page(
        t,
        head + el("h2", t.title(2, 3)) + body + el("page-no", t.number(10, 90), cls="center"),
        css,
    )


@family(2)
def tables_side(t, v):
    """Two tables beside each other, each with its caption; then two more, or text."""

    def one(n, height):
        return table(
            ["Year", t.phrase(1), t.phrase(1)],
            [[str(1990 + k), t.number(10, 900), t.number(10, 900)] for k in range(height)],
            f"Table {n}. {t.phrase(3, 6)}",
            cls="ruled" if v else "",
        )

    css = ".two { display: grid; grid-template-columns: 1fr 1fr; gap: 50px; margin: 20px 0; align-items: start } td, th { padding: 3px 12px } caption { text-align: left; font-size: 13px; margin-bottom: 4px } table { width: 100% }"
    first = el("div", one(1, 8), one(2, 8 if v else 6), cls="two")
    second = el("div", one(3, 5), one(4, 5), cls="two") if v else el("p", t.text(5))
    return page(
        t, el("h2", t.title(3)) + el("p", t.text(3)) + first + second + el("p", t.text(2)), css
    )


@family(2)
def directories(t, v):
    """Names and numbers in three or four columns."""

    def entry():
        return el(
            "p",
            el(
                "span",
                f"{t.surname()} {t.pick('A B C D E')}."
                + (f" {t.street()}" if v == 0 and t.rng.random() < 0.5 else ""),
            ),
            el("span", str(t.number(2000, 9999))),
            cls="between",
        )

    css = f".cols {{ columns: {4 - (v == 0)}; column-gap: 26px; column-rule: {v}px solid }} .between span {{ display: block }} .between {{ gap: 8px; font-size: 13px }} span + span {{ align-self: end }} header {{ margin-bottom: 14px }}"
    body = el("div", *(entry() for _ in range(84)), cls="cols")
    head = el(
        "header",
        *(el("span", s, style="display: block") for s in ("ABB", t.number(10, 90), "DUN")),
        cls="between",
    )
    return page(t, head + body, css, pad=40)


@family(2)
def packing_lists(t, v):
    """Quantities to tick off, in two columns of groups."""
    parts = [
        el(
            "section",
            el("h3", t.phrase(1, 2)),
            el(
                "ul",
                *(
                    el("li", f"☐ {t.number(1, 9)} × {t.words(t.number(1, 3))}")
                    for _ in range(t.number(4, 8))
                ),
            ),
        )
        for _ in range(6)
    ]
    css = f".cols {{ columns: {2 + v}; column-gap: 40px; margin-top: 20px }} section {{ break-inside: avoid; margin-bottom: 20px }}"
    return page(t, el("h1", "What to take") + el("div", *parts, cls="cols", any=True), css)
