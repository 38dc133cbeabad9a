"""Letters, labels, kitchens, schools and offices."""

from template import each, el, family, lines, page, pairs, rows, table


@family(3)
def letters(t, v):
    """Letterhead, address, reference line, body, signature, footer in columns."""
    sender = lines(f"{t.surname()} & {t.surname()}", t.street(), t.place(), f"Tel. {t.phone()}")
    head = el("header", sender, cls="right" if v == 0 else "center" if v == 1 else "")
    to = el("p", lines(t.name(), t.street(), f"{t.place()} {t.postcode()}"), cls="to")
    labels = ("Your reference", "Our reference", "Telephone", "Date")
    values = (t.code(), t.code(), t.phone(), t.date())
    if v == 0:
        cells = "".join(
            el("div", el("label", a), el("output", b)) for a, b in zip(labels, values, strict=True)
        )
        reference = el("div", cells, cls="between ref")
    elif v == 1:
        reference = el("dl", pairs(zip((f"{a}:" for a in labels), values, strict=True)), cls="refs")
    else:
        reference = el("p", f"{t.place()}, {t.date()}", cls="right")
    body = el("h3", "Subject: " + t.phrase(4, 7)) + each("p", (t.text(2, 4) for _ in range(3 + v)))
    ending = el("p", "Yours faithfully,") + el("p", lines(t.name(), t.phrase(2)), cls="sign")
    foot = "".join(
        el("div", lines(*parts))
        for parts in (
            (t.surname() + " Ltd", t.street(), t.place()),
            ("Bank of " + t.place(), f"Account {t.code()}", f"Code {t.code()}"),
            (f"Registered in {t.place()}", f"No. {t.number(10000, 99999)}", "Director " + t.name()),
        )[: 3 if v < 2 else 2]
    )
    css = """header { margin-bottom: 50px; font-size: 90% } .to { margin-bottom: 30px }
    .ref { border-top: 1px solid; border-bottom: 1px solid; font-size: 13px; margin: 24px 0 }
    .ref label { font-size: 10px } p { margin: 10px 0 } .sign { margin-top: 60px } h3 { font-size: 16px }
    .refs { display: grid; grid-template-columns: auto auto; gap: 2px 14px; width: 330px; margin: 0 0 30px auto }
    footer { margin-top: 60px; font-size: 11px; border-top: 1px solid; padding-top: 6px }"""
    return page(t, head + to + reference + body + ending + el("footer", foot, cls="between"), css)


@family(2)
def badges(t, v):
    """Name badges on a sheet, everything centered."""
    one = [
        el("p", t.phrase(3), cls="small")
        + el("h2", t.name())
        + el("p", t.title(2, 4))
        + el("p", t.place())
        for _ in range(8)
    ]
    css = f""".sheet {{ grid-template-columns: 1fr 1fr; gap: {20 if v else 0}px }} .sheet > div {{ padding: 26px;
    text-align: center; height: 190px; border: {1 - v}px dashed #999 }} h2 {{ font-size: 28px; margin: 12px }}"""
    return page(t, el("div", each("div", one), cls="grid sheet", any=True), css, width=800, pad=30)


@family(2)
def address_labels(t, v):
    """Three columns of addresses of three to five rows."""

    def label():
        parts = [t.name(), t.street(), f"{t.place()} {t.postcode()}"]
        parts[1:1] = [t.title(2)] if t.rng.random() < 0.4 else []
        return el("p", lines(*parts, *(["Scotland"] if t.rng.random() < 0.3 else [])))

    css = f""".sheet {{ grid-template-columns: repeat(3, 1fr) }} .sheet > div {{ height: {118 if v else 140}px;
    padding: 12px 18px; {"display: flex; align-items: center" if v else ""} }}"""
    body = el("div", each("div", (label() for _ in range(21))), cls="grid sheet", any=True)
    return page(t, body, css, size=15, pad=24)


@family(2)
def business_cards(t, v):
    """Name at the left, what reaches one at the right; cards of a sheet."""

    def card():
        name = el("h3", t.name()) + el("p", t.phrase(2, 3), cls="small")
        firm = el("p", t.surname().upper() + " & SONS")
        mail = f"{t.surname().lower()}@{t.place().lower()}.example"
        reach = el(
            "p", lines(t.street(), f"{t.place()} {t.postcode()}", t.phone(), mail), cls="small"
        )
        if v:
            return el("div", firm, el("div", name)) + el("div", reach, cls="right")
        return el("div", firm) + el("div", el("div", name), el("div", reach), cls="low")

    css = """.sheet { grid-template-columns: 1fr 1fr; gap: 14px } .sheet > div { height: 190px; padding: 18px;
    border: 1px solid #aaa; display: flex; justify-content: space-between; %s } .low { display: flex;
    justify-content: space-between; align-items: end } p { line-height: 1.35 }"""
    css %= "align-items: center" if v else "flex-direction: column"
    return page(
        t,
        el("div", each("div", (card() for _ in range(10))), cls="grid sheet", any=True),
        css,
        pad=30,
    )


@family(3)
def recipes(t, v):
    """Ingredients in a column of their own, the method beside it."""
    things = (
        "flour butter sugar milk eggs salt cream apples almonds honey rice stock parsley".split()
    )
    ingredients = [
        f"{t.number(1, 500)} {t.pick('g ml tbsp cups')} {t.pick(things)}"
        + (", " + t.words(2) if t.rng.random() < 0.3 else "")
        for _ in range(9)
    ]
    method = [t.text(2, 3) for _ in range(5)]
    steps = (
        each("li", (f"{n}. {step}" for n, step in enumerate(method, 1))) if v else each("p", method)
    )
    left = el("div", el("h3", "Ingredients"), el("ul", each("li", ingredients)), cls="left")
    right = el("div", el("h3", "Method"), steps)
    facts = [
        ("Serves", t.number(2, 8)),
        ("Preparation", f"{t.number(10, 50)} min"),
        ("Oven", f"{t.number(160, 220)} °C"),
    ]
    if v == 2:
        info = el(
            "div",
            "".join(el("div", el("label", a), el("output", b)) for a, b in facts),
            cls="between info",
        )
    else:
        info = el("p", " · ".join(f"{a} {b}" for a, b in facts))
    note = el("aside", el("p", "Tip: " + t.sentence())) if v else ""
    css = """.two { display: grid; grid-template-columns: 240px 1fr; gap: 40px; margin-top: 24px } li, .two p { margin: 5px 0 }
    .info { width: 70%; margin: 14px 0 } .info label { font-size: 11px } aside { margin-top: 20px; border: 1px solid; padding: 8px }"""
    head = (
        el("main-title", t.title(3, 4), style="font-size: 34px")
        + el("p", el("em", t.sentence()))
        + info
    )
    return page(t, head + el("div", left, right, cls="two") + note, css)


@family(3)
def menus(t, v):
    """Courses with dishes and prices: centered, at the right edge, or in two columns."""

    def dish():
        name, cost = t.title(2, 5), f"{t.number(4, 30)}.{t.pick('00 50 90')}"
        about = el("p", t.words(t.number(4, 9)), cls="small") if t.rng.random() < 0.7 else ""
        if v == 0:
            return el("div", el("p", name), about, el("p", cost))
        return el("div", el("p", el("b", name), el("span", cost), cls="between"), about)

    courses = ("Starters", "Soups", "Main Dishes", "From the Grill", "Desserts", "Drinks")[
        : 4 if v == 0 else 6
    ]
    parts = [el("section", el("h2", c), "".join(dish() for _ in range(3 + v))) for c in courses]
    css = """section { margin-bottom: 22px; break-inside: avoid } section > div { margin: 9px 0 } h2 { font-size: 22px }
    .cols { columns: 2; column-gap: 60px } .between span { display: block } .between b { font-weight: normal; display: block }"""
    inner = el("div", *parts, cls="cols" if v == 2 else "center" if v == 0 else "")
    head = el("main-title", t.title(2, 3), style="font-size: 36px; text-align: center") + el(
        "p", t.date(), cls="center"
    )
    return page(
        t,
        head + inner + el("footer", t.sentence(), cls="center small"),
        css,
        width=640 if v < 2 else 860,
    )


@family(2)
def faqs(t, v):
    """Questions and answers, in one column or two; the letters may stand in a margin."""

    def entry(n):
        q, a = t.phrase(5, 10) + "?", t.text(2, 3)
        if v:
            return el("div", el("h4", f"{n}. {q}"), el("p", a))
        return el("div", el("b", "Q"), el("h4", q), cls="qa") + el(
            "div", el("b", "A"), el("p", a), cls="qa"
        )

    css = """.qa { display: grid; grid-template-columns: 34px 1fr; margin-bottom: 10px } h4 { font-size: inherit; margin-bottom: 4px }
    .cols { columns: 2; column-gap: 40px } .cols > div { margin-bottom: 18px; break-inside: avoid }"""
    body = el("div", *(entry(n) for n in range(1, 10)), cls="cols" if v else "")
    return page(t, el("h1", "Questions about " + t.phrase(2)) + body, css)


@family(3)
def cvs(t, v):
    """A sidebar; dates in a column at the left; headings with dates at the right."""

    def job():
        years = f"{t.number(1990, 2009)}–{t.number(2010, 2024)}"
        return (
            years,
            t.title(2, 3),
            f"{t.surname()} Ltd, {t.place()}",
            [t.sentence(5, 9) for _ in range(2)],
        )

    def section(name, count):
        made = []
        for years, what, where, did in (job() for _ in range(count)):
            done = el("ul", each("li", (f"• {d}" for d in did)))
            if v == 1:
                made.append(
                    el(
                        "div",
                        el("p", years),
                        el("div", el("h4", what), el("p", where), done),
                        cls="dated",
                    )
                )
            else:
                made.append(
                    el("div", el("h4", what), el("p", years), cls="between") + el("p", where) + done
                )
        return el("section", el("h2", name), *made)

    main = section("Experience", 3) + section("Education", 2)
    reach = el(
        "p",
        lines(
            t.street(),
            f"{t.place()} {t.postcode()}",
            t.phone(),
            f"{t.surname().lower()}@mail.example",
        ),
    )
    skills = el("h2", "Skills") + el("ul", each("li", (t.phrase(1, 2) for _ in range(6))))
    languages = el("h2", "Languages") + el(
        "dl",
        pairs((a, t.pick("fluent good basic")) for a in ("English", "French", "Polish")),
        cls="kv",
    )
    css = """.dated { display: grid; grid-template-columns: 120px 1fr; margin: 10px 0 } h2 { font-size: 18px; margin: 16px 0 6px }
    h4 { font-size: 16px } .kv { display: grid; grid-template-columns: 100px 1fr; row-gap: 4px } li { margin: 3px 0 }
    .side { display: grid; grid-template-columns: 220px 1fr; gap: 40px } .side > div:first-child { background: #ddd; padding: 16px }"""
    if v == 0:
        side = el("div", el("h2", "Contact"), reach, skills, languages)
        return page(
            t,
            el("main-title", t.name(), style="font-size: 32px")
            + el("div", side, el("div", main), cls="side"),
            css,
            pad=40,
        )
    head = el(
        "main-title", t.name(), style="font-size: 32px" + ("; text-align: center" if v == 2 else "")
    )
    contact = el(
        "p",
        " | ".join((t.street(), t.phone(), f"{t.surname().lower()}@mail.example")),
        cls="center" if v == 2 else "",
    )
    return page(t, head + contact + main + skills + languages, css)


@family(2)
def calendars(t, v):
    """A month with what is on; or half a year of small months."""
    days = "Mon Tue Wed Thu Fri Sat Sun".split()
    if v == 0:

        def day(n):
            if not 1 <= n <= 30:
                return ""
            events = each(
                "p",
                (f"{t.time()} {t.phrase(1, 3)}" for _ in range(t.pick([0, 0, 1, 2]))),
                cls="small",
            )
            return el("b", n) + events

        weeks = [[day(7 * w + d - 2) for d in range(1, 8)] for w in range(5)]
        css = "td { width: 125px; height: 105px; padding: 4px } th { padding: 4px; text-align: center } td b { display: block }"
        return page(
            t,
            el("h1", "November 2023", cls="center") + table(days, weeks),
            css,
            width=960,
            pad=40,
            size=14,
        )
    months = []
    for name in ("January", "February", "March", "April", "May", "June"):
        first = t.number(0, 6)
        weeks = [
            [
                str(7 * w + d - first + 1) if 0 < 7 * w + d - first + 1 <= 30 else ""
                for d in range(7)
            ]
            for w in range(6)
        ]
        months.append(
            el(
                "div",
                el("h3", name),
                table([d[:2] for d in days], [w for w in weeks if any(w)], cls=""),
            )
        )
    css = """.year { grid-template-columns: repeat(3, 1fr); gap: 30px } td, th { width: 32px; text-align: right }
    h3 { font-size: 17px; text-align: center }"""
    return page(
        t,
        el("h1", "First half of 2025", cls="center") + el("div", *months, cls="grid year"),
        css,
        width=860,
        size=14,
    )


@family(3)
def exams(t, v):
    """Numbered questions; choices under one another, in two columns or in one row; points at the right."""

    def question(n):
        choices = [f"{letter} {t.words(t.number(1, 4))}" for letter in ("a)", "b)", "c)", "d)")]
        asked = el("p", f"{n}. {t.sentence(8, 16)[:-1]}?")
        points = el("p", f"[{t.number(1, 5)}]", cls="right")
        top = el("div", asked, points, cls="asked") if v == 0 else asked
        return el("div", top, el("ul", each("li", choices), cls="choices"), cls="question")

    css = """.question { margin: 16px 0; break-inside: avoid } .asked { display: grid; grid-template-columns: 1fr 50px; column-gap: 20px; align-items: end }
    .choices { margin: 6px 30px; display: grid; gap: 4px 20px; grid-template-columns: %s } .cols { columns: 2; column-gap: 40px }"""
    css %= ("1fr", "1fr 1fr", "repeat(4, auto)")[v]
    name = el(
        "div",
        el("p", "Name: ____________________"),
        el("p", "Class: ______"),
        el("p", "Date: ________"),
        cls="between",
    )
    head = el("h1", t.title(2, 4)) + name + el("p", el("em", t.sentence()))
    body = el("div", *(question(n) for n in range(1, 11)), cls="cols" if v == 1 else "")
    return page(t, head + body + el("page-no", f"Page {v + 1} of 4", cls="center"), css)


@family(2)
def school_timetables(t, v):
    """Days and lessons; cells of two or three rows; times in the first column."""
    subjects = (
        "Mathematics English History Geography Music Art Sport Biology Chemistry French".split()
    )

    def lesson():
        if t.rng.random() < 0.12:
            return ""
        return lines(t.pick(subjects), *([f"Room {t.number(1, 40)}"] if v else []), t.surname())

    body = [
        [
            f"{n}. {8 + n}:00" if v else lines(str(n), f"{8 + n}:00–{8 + n}:45"),
            *(lesson() for _ in range(5)),
        ]
        for n in range(1, 8)
    ]
    body.insert(4, ["12:45", "Break", "Break", "Break", "Break", "Break"])
    head = el("h1", f"Timetable of form {t.number(5, 12)}{t.pick('A B C')}") + el(
        "p", f"Valid from {t.date()}"
    )
    css = "td, th { padding: 6px 10px; width: 125px } table { margin-top: 16px }"
    return page(
        t,
        head + table(["", *"Monday Tuesday Wednesday Thursday Friday".split()], body),
        css,
        pad=40,
    )


@family(2)
def shift_plans(t, v):
    """Two levels of heads: weeks over days, or days over early and late."""
    groups = (
        [f"Week {n}" for n in range(31, 34)]
        if v
        else "Monday Tuesday Wednesday Thursday Friday".split()
    )
    parts = ["Mo", "Tu", "We", "Th", "Fr"] if v else ["early", "late"]
    first = el(
        "tr",
        el("th", "Name", rowspan=2),
        *(el("th", g, colspan=len(parts), cls="center") for g in groups),
    )
    second = el("tr", each("th", parts * len(groups)))
    body = [
        [
            t.name() if v == 0 else t.surname(),
            *(
                t.pick("E L N – F") if v else t.pick([t.time(), "", "off"])
                for _ in range(len(parts) * len(groups))
            ),
        ]
        for _ in range(12)
    ]
    css = f"td, th {{ padding: 4px {5 if v else 10}px }}"
    tail = el("p", "E early, L late, N night, F free", cls="small") if v else el("p", t.sentence())
    return page(
        t,
        el("h1", "Plan of shifts") + el("table", first, second, rows(body), cls="ruled") + tail,
        css,
        size=14,
        width=980,
        pad=40,
    )


@family(2)
def manuals(t, v):
    """Steps with a number at the left, pictures between and beside them."""

    def step(n):
        picture = el(
            "figure", el("div", cls="pic box"), el("figcaption", f"Fig. {n} {t.phrase(2, 4)}")
        )
        if v:
            return el(
                "div", picture, el("div", el("h4", f"Step {n}"), el("p", t.text(1, 2))), cls="step"
            )
        return el(
            "div",
            el("p", n, cls="big"),
            el("div", el("h4", t.phrase(3, 5)), el("p", t.text(2))),
            picture,
            cls="step",
        )

    css = """.step { display: grid; grid-template-columns: %s; gap: 16px; margin: 16px 0; break-inside: avoid } .pic { height: 90px }
    .big { font-size: 34px } figcaption { font-size: 12px } .warn { border: 2px solid; padding: 10px; margin: 14px 0 }"""
    css %= "130px 1fr" if v else "50px 1fr 190px"
    warn = el("div", el("h4", "WARNING"), el("p", t.text(1)), cls="warn")
    return page(
        t,
        el("h1", t.title(3, 4))
        + warn
        + "".join(step(n) for n in range(1, 6))
        + el("page-no", t.number(3, 80), cls="right"),
        css,
    )


@family(2)
def surveys(t, v):
    """Statements with boxes to tick; the heads of the boxes turned, or said in words."""
    scale = ["strongly agree", "agree", "neither", "disagree", "strongly disagree"]
    heads = [el("span", s, cls="up") if v == 0 else s for s in scale]
    body = [
        [f"{n}. {t.sentence(6, 12)}", *("☐" if v == 0 else str(k) for k in range(1, 6))]
        for n in range(1, 11)
    ]
    css = """td, th { padding: 6px; vertical-align: bottom; text-align: center } td:first-child { width: 470px; text-align: left }
    th { font-weight: normal; font-size: 13px } .up { display: inline-block }"""
    tail = el("p", "Other remarks:") + el("p", "________________________________________")
    return page(
        t,
        el("h1", "Your opinion") + el("p", t.text(2)) + table(["", *heads], body) + tail,
        css,
        pad=50,
    )


@family(2)
def postcards(t, v):
    """The message at the left, the address at the right, print in small between and above."""
    message = (
        el("p", f"{t.place()}, {t.date()}")
        + el("p", f"Dear {t.pick('Ada Hugo Clara')},")
        + el("p", t.text(4, 5))
        + el("p", "Yours, " + t.pick("Leo Kate"))
    )
    address = each("p", (t.name(), t.street(), t.place(), t.pick("England France Italy")))
    printed = el("aside", f"{t.place()}: {t.phrase(3, 5)}", cls="small")
    css = """.two { display: grid; grid-template-columns: 1fr 1fr; min-height: 360px } .two > div { padding: 20px }
    .two > div:first-child { border-right: 1px solid } .to p { margin: 22px 0; border-bottom: 1px dotted }"""
    stamp = el("p", "POST CARD", cls="center") if v else ""
    return page(
        t,
        stamp + el("div", el("div", message), el("div", address, cls="to"), cls="two") + printed,
        css,
        width=820,
        pad=24,
        font="Z003" if v else "P052",
        size=20 if v else 16,
    )
