"""Everyday paper: what lies on kitchen tables, hangs on boards and comes with the post."""

from parts_every import across, chance, figure, flowing, form, gridded, many, sheet, some, tick
from template import each, el, family, lines, pairs, table

TONGUES = "en en en en de fr it"
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
GOODS = (
    "Flour|Brown sugar|Butter|Eggs|Milk|Salt|Olive oil|Onions|Garlic|Rice|Black pepper|Lemons|Yeast"
    "|Tomatoes, chopped|Parsley|Cream|Potatoes|Carrots|Honey|Vanilla|Almonds|Cheese, grated|Apples"
    "|Tea|Coffee beans|Soap|Candles|Matches|Bread|Cat food|Batteries|String|Oatmeal|Mustard"
).split("|")
SUBJECTS = (
    "Mathematics|English|History|Geography|Art|Music|Science|Physical Education|French|Reading"
    "|Handwriting|Religious Studies|Computing|Biology|Chemistry|Physics|German|Drama"
).split("|")
TASKS = (
    "Cook|Washing-up|Bar|Door|Car park|First aid|Cash desk|Tidying|Setting up|Gate|Tea|Keys|Floor"
).split("|")
UNITS = "200 g|1 tsp|2 tbsp|3|½ l|1 pinch|450 ml|12|1 kg|2 cups|a little|75 g".split("|")


def tongue(t):
    return t.of(t.pick(TONGUES))


def person(t):
    facts = [
        ("Name", t.name()),
        ("Street", t.street()),
        ("Town", f"{t.postcode()} {t.place()}"),
        ("Telephone", t.phone()),
        ("Born", t.short_date()),
        ("E-mail", f"{t.surname().lower()}@{t.place().lower()}.org"),
        ("Occupation", t.phrase(1, 2)),
        ("Number", t.code()),
    ]
    return facts[: t.number(4, 8)]


def years(t):
    start = t.number(1975, 2018)
    return f"{start}–{start + t.number(1, 6)}"


def sections(t, low, high):
    names = "Experience|Education|Projects|Awards|Volunteering|Publications|Training|Interests"
    return some(t, names.split("|"), low, high)


def job(t):
    points = many(t, 0, 3, lambda: el("li", "• " + t.phrase(4, 16)))
    place = el("p", t.pick(("", f"<i>{t.place()} {t.surname()} Ltd</i>")))
    return el("h3", t.title(2, 4)), place, el("ul", *points) or ""


@family(8)
def ev_cv_sidebar(t, v):
    """CV with a sidebar at the left or right; the name over all or over the main part."""
    t = tongue(t)
    head = el("main-title", t.name(), style=f"font-size: {t.number(150, 280)}%") + el(
        "p", t.title(2, 3)
    )
    side = [figure(t, 80, 150, "width: 110px")] if chance(t, 0.4) else []
    side += [el("h2", "Contact"), each("p", (t.phone(), t.street(), t.place()))]
    for name in some(t, ["Skills", "Languages", "Hobbies", "Tools", "References"], 2, 4):
        items = many(t, 2, 7, lambda: t.phrase(1, 3))
        side.append(
            el("h2", name) + (each("li", items) if chance(t, 0.7) else el("p", ", ".join(items)))
        )
    main = []
    for name in sections(t, 2, 4):
        main.append(el("h2", name))
        for _ in range(t.number(1, 3)):
            title, place, points = job(t)
            when = el("p", years(t), cls=t.pick(("", "small")))
            flush = el("div", title, el("span", years(t)), cls="between")
            main.append(t.pick((title + when, flush)) + place + points)
    profile = el("h2", "Profile") + el("p", t.text(2, 4)) if chance(t) else ""
    main = el("div", "" if v % 2 else head, profile, *main)
    side = el("div", *side)
    narrow, gap = t.number(22, 36), t.pick(("1.2em", "2em", "3em"))
    if chance(t):
        body = across(side, main, widths=f"{narrow}% minmax(0, 1fr)", gap=gap)
    else:
        body = across(main, side, widths=f"minmax(0, 1fr) {narrow}%", gap=gap)
    return sheet(t, head if v % 2 else "", body)


@family(8)
def ev_cv_dates(t, v):
    """CV whose dates stand in a column at the left, or at the right; skills in columns."""
    t = tongue(t)
    contact = " · ".join((t.street(), t.place(), t.phone()))
    body = [el("main-title", t.name(), cls=t.pick(("", "center")), style="font-size: 190%")]
    body.append(el("p", contact, cls="center") if chance(t) else form(t, person(t)))
    left, date = v % 3, t.number(13, 24)
    for name in sections(t, 3, 5):
        entries = []
        for _ in range(t.number(1, 4)):
            first, *rest = t.pick((job(t), (el("p", t.phrase(4, 18)),)))
            said = el("div", first, *rest)
            if left == 0:
                entries.append(
                    across(el("div", years(t)), said, widths=f"{date}% 1fr", gap="1.5em")
                )
            elif left == 1:
                when = el("div", years(t), cls="right")
                beside = across(first, when, widths=f"1fr {date}%", gap="1em")
                entries.append(beside + "".join(rest))
            else:
                entries.append(el("p", years(t)) + said)
        if left == 2 and chance(t):
            body.append(across(el("h2", name), el("div", *entries), widths="25% 1fr"))
        else:
            body.append(el("h2", name) + "".join(entries))
    skills = many(t, 4, 12, lambda: el("li", t.phrase(1, 3)))
    count = t.number(2, 4)
    body.append(el("h2", "Skills"))
    body.append(
        flowing(t, *skills, count=count) if chance(t) else gridded(t, skills, count, "4px 20px")
    )
    body.append(
        el("page-no", f"{v + 1}", cls=t.pick(("center", "right"))) if chance(t, 0.4) else ""
    )
    return sheet(t, *body)


@family(8)
def ev_letter(t, v):
    """Private letters; some open like a folded sheet with two pages side by side."""
    t = tongue(t)
    sender = el(
        "p", lines(t.name(), t.street(), t.place()), style=f"margin-left: {t.number(0, 65)}%"
    )
    head = [
        sender if chance(t) else "",
        el("p", f"{t.place()}, {t.date()}", cls=t.pick(("", "right"))),
    ]
    head.append(el("p", f"Dear {t.name()},"))
    indent = t.pick((0, 0, 2, 3))
    text = many(t, 3, 8, lambda: el("p", t.text(2, 8), style=f"text-indent: {indent}em"))
    end = f"margin-left: {t.pick((0, 30, 55))}%"
    tail = [el("p", "With love from"), el("p", t.name())]
    tail = [el("div", *tail, style=end), el("p", "P.S. " + t.text(1, 2)) if chance(t) else ""]
    if v % 4 == 3:
        pages = (
            el("div", *head, *text),
            el("div", *many(t, 2, 5, lambda: el("p", t.text(2, 6))), *tail),
        )
        return sheet(t, across(*pages, gap=f"{t.number(2, 6)}em"), width=(1000, 1300))
    return sheet(t, *head, *text, *tail, size=(15, 24))


@family(7)
def ev_invitation(t, v):
    """Invitations: lines in the middle of the page, order of the day, whom to answer."""
    big = f"font-size: {t.number(150, 300)}%; margin: {t.number(10, 50)}px 0"
    body = [el("p", t.name() + " and " + t.name()), el("p", "request the pleasure of your company")]
    body += [el("main-title", t.title(2, 4), style=big)]
    body += [each("p", (t.date(), "at " + t.time(), t.street(), t.place()))]
    if chance(t, 0.7):
        plan = [(t.time(), t.phrase(2, 5)) for _ in range(t.number(3, 7))]
        wide = f"margin: 20px auto; width: {t.number(45, 90)}%; text-align: left"
        body.append(el("div", form(t, plan, t.pick((1, 3))), style=wide))
    answer = el("div", el("h3", "R.S.V.P."), el("p", lines(t.name(), t.phone(), t.short_date())))
    where = el("div", el("h3", "How to get there"), el("p", t.text(1, 4)))
    third = el("div", el("h3", "Dress"), el("p", t.phrase(2, 6)))
    foot = [answer, where, third][: t.number(1, 3)]
    left = "text-align: left" if chance(t) else ""
    foot = across(*foot, gap=f"{t.number(1, 5)}em") if chance(t, 0.8) else "".join(foot)
    return sheet(t, el("div", *body, cls="center"), el("div", foot, style=left), size=(15, 24))


@family(8)
def ev_badges(t, v):
    """Sheets of name badges, place cards, bookplates, price tags, raffle and voting slips."""
    kind = v % 4

    def badge():
        if kind == 0:
            parts = [el("p", t.title(1, 3)), el("h2", t.name()), el("p", t.place())]
            return parts if chance(t) else parts[1:]
        if kind == 1:
            return [el("p", t.title(1, 2)), el("h2", "£ " + t.money(1, 80)), el("p", t.code())]
        if kind == 2:
            parts = [el("h3", "Voting slip"), el("p", t.phrase(4, 9) + "?")]
            choice = across(*(el("div", tick(), a) for a in ("Yes", "No", "Abstain")), gap="8px")
            return [*parts, choice]
        return [el("p", "Ex libris"), el("h2", t.name()), el("p", f"No. {t.number(1, 900)}")]

    align = t.pick(("center", "center", "left"))
    size = f"border: {t.pick((0, 1))}px solid; padding: {t.number(6, 30)}px; text-align: {align}"
    cards = [el("div", *badge(), style=size) for _ in range(t.number(4, 18))]
    count = t.number(2, 4)
    gap = t.pick(("0", "0 12px", "14px 14px", "30px 30px", "50px 10px"))
    return sheet(t, gridded(t, cards, count, gap, any=True), pad=(10, 40))


@family(8)
def ev_questionnaire(t, v):
    """Questions with boxes to tick in rows, in columns or as a matrix; lines for free answers."""
    t = tongue(t)
    body = [el("h1", t.title(2, 5)), el("p", t.text(1, 3))]
    answers = ["never", "seldom", "sometimes", "often", "always"][: t.number(3, 5)]
    made = []
    for number in range(1, t.number(6, 12)):
        ask = el("p", f"{number}. {t.phrase(5, 14)}?", style="font-weight: bold")
        kind = t.number(0, 4)
        options = [el("div", tick(), t.phrase(1, 4)) for _ in range(t.number(2, 6))]
        if kind == 0:
            ask += gridded(t, options, t.number(2, 3), "3px 20px")
        elif kind == 1:
            ask += "".join(options)
        elif kind == 2:
            marks = [
                [t.phrase(3, 7), *("1 2 3 4 5".split()[: len(answers)])]
                for _ in range(t.number(2, 6))
            ]
            ask += table(["", *answers], marks, cls=t.pick(("ruled", "")), style="width: 100%")
        elif kind == 3:
            ask += el("p", t.text(1, 2))
        else:
            ask = across(
                ask, el("div", " ".join(tick() + a for a in ("Yes", "No"))), widths="1fr 9em"
            )
        made.append(el("div", ask, style=f"margin-top: {t.number(6, 24)}px; break-inside: avoid"))
    two = v % 3 == 2
    body += [flowing(t, *made)] if two else made
    body.append(el("footer", el("p", "Thank you! Please return to " + t.street())))
    return sheet(t, *body, width=(900, 1100) if two else (680, 950), size=(12, 16))


@family(8)
def ev_membership(t, v):
    """Forms of clubs: particulars, boxes to tick, bank details beside, signatures."""
    body = (
        [el("header", el("p", t.title(2, 3) + " Club"), el("p", t.street()))] if chance(t) else []
    )
    body += [el("h1", "Application for membership"), el("p", t.text(1, 2)) if chance(t) else ""]
    parts = []
    for name in some(t, ["Member", "Partner", "Child", "Bank details", "Emergency contact"], 2, 4):
        boxed = "border: 1px solid; padding: 8px" if chance(t, 0.3) else ""
        parts.append(el("div", el("h2", name), form(t, person(t), count=2), style=boxed))
    if v % 2:
        gap = t.pick(("1.3em", "2em", "4em"))
        body += [across(*parts[:2], gap=gap), *parts[2:]]
    else:
        body += parts
    kinds = [
        el("div", tick(), t.phrase(1, 3), " £ " + t.money(5, 90)) for _ in range(t.number(3, 8))
    ]
    body += [el("h2", "Kind of membership"), gridded(t, kinds, t.number(1, 4), "4px 24px")]
    body += [el("p", t.text(2, 4), cls="small")]
    signed = [
        el("div", el("p", f"{t.place()}, {t.short_date()}"), el("p", who, cls="small"))
        for who in ("Place, date", "Signature of the member", "For the club")
    ]
    body.append(across(*signed[: t.number(2, 3)], gap="3em"))
    return sheet(t, *body, size=(12, 17))


@family(8)
def ev_team_sheet(t, v):
    """Two teams side by side, as tables or lists, with the score over them and officials below."""

    def team():
        head = ["No.", "Player", "Pos.", "Goals"][: t.number(2, 4)]
        players = []
        for number in range(1, t.number(8, 16)):
            row = [str(number), t.name(), t.pick("GK D M F"), t.pick(("", "", "1", "2"))]
            players.append(row[: len(head)])
        if v % 3 == 2:
            items = [el("li", f"{row[0]}. {row[1]}") for row in players]
            return el("div", el("h2", t.place() + " United"), *items)
        head = head if chance(t, 0.7) else []
        return el("div", el("h2", t.place() + " Rovers"), table(head, players, style="width: 100%"))

    score = el("p", f"{t.number(0, 5)} : {t.number(0, 5)}", cls="center", style="font-size: 200%")
    top = form(
        t,
        [
            ("Venue", t.place()),
            ("Date", t.short_date()),
            ("Kick-off", t.time()),
            ("Referee", t.name()),
        ],
    )
    gap = t.pick(("1em", "1.5em", "3em", "5em"))
    body = [el("h1", t.title(2, 3) + " Cup"), top, score if chance(t) else ""]
    body.append(across(team(), team(), gap=gap))
    if chance(t):
        body.append(
            across(
                *(
                    el("div", el("h3", "Substitutes"), each("li", many(t, 2, 5, t.name)))
                    for _ in range(2)
                ),
                gap=gap,
            )
        )
    goals = [[f"{t.number(1, 90)}'", t.name(), t.phrase(1, 4)] for _ in range(t.number(0, 6))]
    body += [el("h3", "Report"), table([], goals, cls="") if goals else "", el("p", t.text(1, 4))]
    return sheet(t, *body, size=(12, 17))


@family(8)
def ev_scores(t, v):
    """League tables, results, score cards of holes and of rounds; some in two columns."""
    names = some(
        t, "Ashcombe Brindle Calder Dunmow Elstead Fenwick Garth Holme Kelso Lydd".split(), 6, 10
    )
    league = [
        [str(i + 1), n, *(str(t.number(0, 30)) for _ in range(v % 3 + 3))]
        for i, n in enumerate(names)
    ]
    head = ["", "Club", *"P W D L Pts".split()[: v % 3 + 3]]
    holes = t.number(6, 18)
    card = [
        [
            str(h + 1),
            str(t.number(90, 500)),
            str(t.number(3, 5)),
            *(t.pick(("", str(t.number(2, 8)))) for _ in "ab"),
        ]
        for h in range(holes)
    ]
    right = "td:nth-child(n+3) { text-align: right }" if chance(t) else ""
    league = el("h2", t.title(1, 3)) + table(
        head if chance(t, 0.8) else [], league, cls=t.pick(("ruled", ""))
    )
    card = table(["Hole", "Yards", "Par", t.surname(), t.surname()], card)
    results = [
        [a, str(t.number(0, 6)), "–", str(t.number(0, 6)), b] for a, b in zip(names, names[::-1])
    ]
    results = el("h2", "Results") + table([], results, cls="")
    wide = across(
        el("div", league), el("div", t.pick((card, results))), gap=t.pick(("1em", "2em", "4em"))
    )
    body = t.pick((wide, wide, league + results, card + results))
    signed = across(el("div", "Marker: " + t.name()), el("div", "Player: " + t.name()))
    return sheet(
        t, el("h1", t.title(2, 4)), el("p", t.date()), body, signed, css=right, width=(850, 1050)
    )


@family(8)
def ev_lists(t, v):
    """Shopping, packing and to-do lists: in columns, under headings, with quantities."""
    style = t.number(0, 3)

    def item():
        name = t.pick((t.pick(GOODS), t.phrase(1, 4)))
        if style == 0:
            return el("li", tick(), name)
        if style == 1:
            return el("li", el("span", name), el("span", t.pick(UNITS)), cls="between")
        if style == 2:
            return el(
                "li", el("span", t.pick(UNITS), style="width: 5em"), el("span", name), cls="flex"
            )
        return el("li", "– " + name)

    groups = []
    for _ in range(t.number(3, 8)):
        head = el("h2", t.title(1, 2)) if chance(t, 0.85) else ""
        groups.append(el("div", head, *many(t, 3, 9, item), style="break-inside: avoid"))
    count = t.number(1, 4)
    body = flowing(t, *groups, count=count) if chance(t) else gridded(t, groups, count)
    foot = el("p", t.text(1, 2)) if chance(t, 0.4) else ""
    return sheet(
        t, el("h1", t.title(1, 3)), body, foot, size=(13, 22), width=(500 + 90 * count, 980)
    )


@family(7)
def ev_budget(t, v):
    """Household budgets: sums under headings, income beside expenses, months across."""

    def block(name, columns):
        rows = [
            [t.phrase(1, 3), *(t.pick((t.money(), t.money(), "")) for _ in range(columns))]
            for _ in range(t.number(3, 10))
        ]
        rows.append(["Total", *(t.money(900, 9000) for _ in range(columns))])
        head = ["", *(t.pick("Planned Actual Left Jan Feb Mar") for _ in range(columns))]
        look = t.pick(("ruled", ""))
        return el(
            "div",
            el("h2", name),
            table(head if columns > 1 else [], rows, cls=look, style="width: 100%"),
        )

    names = some(t, "Income|Housing|Food|Car|Children|Insurance|Savings|Leisure".split("|"), 2, 5)
    if v % 3 == 0:
        parts = gridded(t, (block(name, t.number(1, 2)) for name in names), 2)
    elif v % 3 == 1:
        parts = "".join(block(name, 3 + v % 2) for name in names)
    else:
        parts = across(block("Income", 1), block("Expenses", 1), gap=t.pick(("1em", "3em")))
    css = "td:nth-child(n+2), th:nth-child(n+2) { text-align: right; }" if chance(t, 0.8) else ""
    notes = el("p", t.text(1, 3)) if chance(t) else ""
    return sheet(t, el("h1", t.title(2, 3)), parts, notes, css=css, size=(12, 17))


@family(8)
def ev_month(t, v):
    """Calendar of a month: days with entries; or the small months of a year."""
    if v % 4 == 3:
        months = []
        for name in "January February March April May June July August September".split()[
            : t.pick((4, 6, 9))
        ]:
            start = t.number(0, 6)
            days = [""] * start + [str(d) for d in range(1, 31)]
            days += [""] * (-len(days) % 7)
            weeks = [days[i : i + 7] for i in range(0, len(days), 7)]
            months.append(
                el("div", el("h3", name), table("Mo Tu We Th Fr Sa Su".split(), weeks, cls=""))
            )
        return sheet(
            t,
            el("h1", str(t.number(1950, 2026))),
            gridded(t, months, t.pick((2, 3))),
            css="td, th { padding: 1px 5px; text-align: right }",
            size=(11, 14),
            width=(800, 950),
        )
    start, full = t.number(0, 6), t.rng.random() * 0.7
    cells = [""] * start
    for day in range(1, 32):
        said = el("div", t.phrase(1, 4), cls="small") if chance(t, full) else ""
        said += el("div", t.time() + " " + t.name(), cls="small") if chance(t, full / 3) else ""
        cells.append(el("div", str(day), cls=t.pick(("right",)) if v % 2 else "") + said)
    cells += [""] * (-len(cells) % 7)
    weeks = [cells[i : i + 7] for i in range(0, len(cells), 7)]
    css = f"td {{ height: {t.number(50, 110)}px; width: 14.2%; }}"
    css += " table { width: 100%; table-layout: fixed }"
    head = DAYS if chance(t) else [day[:3] for day in DAYS]
    month = table(head, weeks, cls=t.pick(("ruled", "ruled", "")))
    notes = (
        el("h3", "Notes") + each("p", many(t, 1, 5, lambda: t.phrase(3, 8))) if chance(t) else ""
    )
    return sheet(
        t, el("h1", f"{t.date()[2:]}"), month, notes, css=css, width=(900, 1150), size=(12, 15)
    )


@family(8)
def ev_week(t, v):
    """Week planners: days as blocks on two facing pages, as columns of hours, or line by line."""

    def entries(low, high):
        return many(t, low, high, lambda: el("p", t.pick((t.time() + " ", "")) + t.phrase(1, 6)))

    days = [
        el(
            "div",
            el("h2", f"{day} {n + 3}"),
            *entries(0, 6),
            style=f"min-height: {t.number(60, 200)}px",
        )
        for n, day in enumerate(DAYS)
    ]
    notes = el("div", el("h2", "Notes"), *entries(1, 5))
    head = el("header", f"Week {t.number(1, 52)}") if chance(t) else ""
    gap = t.pick(("1.2em", "2em", "4em"))
    if v % 4 == 0:
        body = across(el("div", *days[:3]), el("div", *days[3:], notes), gap=gap)
    elif v % 4 == 1:
        body = gridded(t, [*days, notes], t.pick((2, 4)))
    elif v % 4 == 2:
        hours = range(t.number(6, 9), t.number(15, 20))
        rows = [[f"{h}:00", *(t.pick(("", "", t.phrase(1, 3))) for _ in range(5))] for h in hours]
        css = "table { width: 100%; table-layout: fixed } th:first-child { width: 4em }"
        return sheet(
            t, head, table(["", *DAYS[:5]], rows), css=css, width=(850, 1100), size=(12, 15)
        )
    else:
        wide = f"{t.number(80, 160)}px 1fr"
        body = "".join(
            across(el("h3", day), el("div", *entries(1, 4)), widths=wide) for day in DAYS
        )
    return sheet(t, head, body, el("page-no", str(t.number(1, 300)), cls="right"), size=(12, 17))


@family(8)
def ev_recipe(t, v):
    """A recipe or two: ingredients beside or over the method, in one column or two."""

    def recipe(narrow=False):
        facts = [
            ("Serves", str(t.number(2, 8))),
            ("Time", f"{t.number(10, 90)} min"),
            ("Oven", "180 °C"),
        ]
        items = [(t.pick(UNITS), name) for name in some(t, GOODS, 5, 12)]
        plain = each("li", (f"{a} {b.lower()}" for a, b in items))
        split = el(
            "dl", pairs(items), style="display: grid; grid-template-columns: 5em 1fr; gap: 2px 10px"
        )
        goods = el("div", el("h2", "Ingredients"), t.pick((plain, split)))
        number = chance(t)
        steps = [
            el("p" if not number else "li", f"{n}. " * number + t.text(1, 4))
            for n in range(1, t.number(4, 9))
        ]
        way = el("div", el("h2", "Method"), *steps)
        head = el("h1", t.title(2, 4)) + (el("p", t.text(1, 2)) if chance(t) else "")
        head += form(t, facts, t.pick((0, 2, 3)), 3) if chance(t, 0.6) else ""
        head += figure(t) if chance(t, 0.3) else ""
        gap = t.pick(("1em", "2em", "3em"))
        kind = t.number(0, 3)
        if narrow or kind == 0:
            return el("div", head, goods, way)
        if kind == 1:
            return el(
                "div",
                head,
                across(goods, way, widths=f"{t.number(25, 42)}% minmax(0, 1fr)", gap=gap),
            )
        if kind == 2:
            goods = el("h2", "Ingredients") + flowing(t, plain, count=t.number(2, 3))
            return el("div", head, goods, way)
        return el(
            "div", head, across(way, goods, widths=f"minmax(0, 1fr) {t.number(25, 40)}%", gap=gap)
        )

    tip = (
        el("div", el("h3", "Tip"), el("p", t.text(1, 3)), cls="box", style="padding: 8px")
        if chance(t)
        else ""
    )
    if v % 4 == 3:
        body = across(recipe(True), recipe(True), gap=t.pick(("1.5em", "3em")))
    else:
        body = recipe()
    number = el("page-no", str(t.number(4, 250)), cls=t.pick(("center", "right", "")))
    return sheet(t, body, tip, number if chance(t, 0.6) else "", size=(13, 17), width=(720, 1050))


@family(6)
def ev_small_cards(t, v):
    """Sheets of recipe cards, of game cards, of quiz cards with question and answer."""

    def card():
        if v % 3 == 0:
            goods = each("li", some(t, GOODS, 3, 6))
            return el("h3", t.title(1, 3)) + across(
                el("div", goods), el("p", t.text(1, 3)), gap="1em"
            )
        if v % 3 == 1:
            power = [(name, str(t.number(1, 20))) for name in ("Strength", "Speed", "Wit")]
            rank = el(
                "div", el("h3", t.title(1, 2)), el("span", str(t.number(1, 9))), cls="between"
            )
            return rank + figure(t, 30, 90) + el("p", t.text(1, 2)) + form(t, power, 3)
        asks = [el("li", f"{n}. {t.phrase(3, 9)}?") for n in range(1, t.number(3, 7))]
        answers = el("p", "; ".join(many(t, 2, 6, lambda: t.phrase(1, 2))), cls="small")
        return el("h3", t.title(1, 2)) + "".join(asks) + answers

    count = t.number(2, 3)
    rim = f"border: {t.pick((0, 1))}px solid; padding: {t.number(6, 18)}px"
    cards = [el("div", card(), style=rim) for _ in range(t.number(2, 4) * count)]
    return sheet(
        t,
        gridded(t, cards, count, t.pick(("0", "10px", "24px", "40px 12px")), any=True),
        size=(12, 15),
        width=(800, 1050),
        pad=(10, 40),
    )


@family(8)
def ev_package(t, v):
    """Backs of packages: directions in several languages, nutrition table, address, codes."""
    tongues = some(t, "en de fr it ru el".split(), 3, 6)
    blocks = []
    for language in tongues:
        other = t.of(language)
        mark = t.pick((el("h3", language.upper() + " " + other.title(1, 3)), ""))
        blocks.append(
            el(
                "div",
                mark,
                el("p", ("" if mark else f"<b>{language.upper()}</b> ") + other.text(2, 6)),
            )
        )
    facts = "Energy|Fat|of which saturates|Carbohydrate|of which sugars|Fibre|Protein|Salt".split(
        "|"
    )
    foods = [
        [name, f"{t.number(0, 90)} g", *([f"{t.number(0, 40)} g"] if v % 2 else [])]
        for name in facts
    ]
    head = ["Nutrition", "100 g", *(["Portion"] if v % 2 else [])]
    food = el("div", table(head, foods, cls=t.pick(("ruled", "")), style="width: 100%"))
    title = el("main-title", t.title(1, 3), style="font-size: 200%", cls=t.pick(("", "center")))
    steps = [
        el("div", figure(t, 30, 80), el("p", f"{n}. {t.phrase(3, 9)}"))
        for n in range(1, t.number(3, 5))
    ]
    steps = gridded(t, steps, len(steps)) if chance(t) else ""
    gap = t.pick(("1em", "1.5em", "2.5em"))
    kind = t.number(0, 3)
    if kind == 0:
        body = gridded(t, blocks, t.number(2, 3)) + food
    elif kind == 1:
        body = across(el("div", *blocks), food, widths=f"1fr {t.number(32, 42)}%", gap=gap)
    elif kind == 2:
        body = across(food, el("div", *blocks), widths=f"{t.number(30, 42)}% 1fr", gap=gap)
    else:
        body = flowing(t, *blocks, food, count=t.number(2, 3))
    foot = across(
        *(el("p", a) for a in (lines(t.surname() + " Ltd", t.street()), t.code(), "500 g e")),
        gap=gap,
    )
    return sheet(t, title, steps, body, foot, size=(11, 15), width=(700, 1000), pad=(16, 50))


@family(8)
def ev_rules(t, v):
    """Playing rules and assembly leaflets: columns of short sections, figures, boxed examples."""
    t = tongue(t)
    parts = []
    for number in range(1, t.number(5, 10)):
        mark = t.pick(("", f"{number}. "))
        part = el("h2", mark + t.title(1, 4))
        part += each("p", many(t, 1, 3, lambda: t.text(1, 5)))
        if chance(t, 0.3):
            part += each("li", many(t, 2, 5, lambda: "• " + t.phrase(3, 12)))
        if chance(t, 0.25):
            part += el(
                "div",
                figure(t, 40, 130),
                el("figcaption", f"Fig. {number}. {t.phrase(2, 6)}"),
                style="break-inside: avoid",
            )
        if chance(t, 0.25):
            part += el(
                "div",
                el("h3", "Example"),
                el("p", t.text(1, 3)),
                cls="box",
                style="padding: 8px; break-inside: avoid",
            )
        parts.append(part)
    facts = [
        ("Players", "2–4"),
        ("Age", f"{t.number(5, 12)} and up"),
        ("Time", f"{t.number(10, 90)} min"),
    ]
    head = el("main-title", t.title(2, 3), style="font-size: 220%", cls=t.pick(("", "center")))
    head += form(t, facts, t.number(0, 3), 3) if chance(t, 0.7) else ""
    goods = [el("li", f"{t.number(1, 60)} {t.phrase(1, 3).lower()}") for _ in range(t.number(3, 8))]
    goods = (
        el("h2", "Contents") + gridded(t, goods, t.number(1, 3), "2px 20px") if chance(t) else ""
    )
    count = v % 3 + 1
    body = flowing(t, *parts, count=count) if count > 1 else "".join(parts)
    css = "h2 { break-after: avoid; }"
    number = el("page-no", str(t.number(1, 20)), cls=t.pick(("center", "right")))
    return sheet(
        t, head, goods, body, number, css=css, size=(12, 16), width=(700 + 80 * count, 1060)
    )


@family(6)
def ev_seating(t, v):
    """Seating plans: tables with their guests, in rows or set apart; a head table over them."""

    def guests(number):
        seats = many(t, 4, 10, t.name)
        if v % 3 == 1:
            seats = [f"{n}. {name}" for n, name in enumerate(seats, 1)]
        title = el("h2", t.pick((f"Table {number}", t.title(1, 2))) if v % 2 else f"Table {number}")
        lift = f"margin-top: {t.number(0, 30)}px" if chance(t, 0.3) else ""
        return el("div", title, each("p", seats), style=lift)

    count = t.number(2, 5)
    high = el(
        "div",
        el("h2", "High table"),
        across(*(el("p", t.name()) for _ in range(count)), gap="1.2em"),
    )
    tables = [guests(number) for number in range(1, t.number(2, 3) * count + 1)]
    css = "p { margin: 1px 0 }" + (" body { text-align: center }" if chance(t) else "")
    return sheet(
        t,
        el("h1", t.title(2, 3)),
        high if chance(t) else "",
        gridded(t, tables, count, any=True),
        css=css,
        width=(800, 1100),
        size=(13, 17),
    )


@family(8)
def ev_tickets(t, v):
    """Tickets with a stub and boarding passes: values under their labels, twice."""

    def event(short):
        facts = [
            ("Date", t.short_date()),
            ("Time", t.time()),
            ("Row", t.pick("A B C D")),
            ("Seat", str(t.number(1, 60))),
        ]
        title = el("h2" if short else "h1", t.title(1, 3))
        price = el("p", "£ " + t.money(5, 90))
        more = "" if short else el("p", lines(t.title(2, 3) + " Hall", t.street()))
        return el(
            "div",
            title,
            more,
            form(t, facts, t.pick((0, 0, 2)), 2 if short else 4),
            price,
            el("p", t.code()),
        )

    def flight(short):
        top = [("Name of passenger", t.surname().upper() + "/" + t.pick("ADA BASIL CLARA MR"))]
        way = [
            ("From", t.place()),
            ("To", t.place()),
            ("Flight", t.pick("AB CK DL") + str(t.number(100, 999))),
        ]
        rest = [
            ("Date", t.short_date()[:5]),
            ("Boarding", t.time()),
            ("Gate", t.pick("A1 B7 C12")),
            ("Seat", "14C"),
        ]
        parts = (
            form(t, top, 0, 1),
            form(t, way, 0, 2 if short else 3),
            form(t, rest, 0, 2 if short else 4),
        )
        return el("div", el("h3", t.surname() + " Airways"), *parts, el("p", t.code()))

    def ticket():
        make = event if v % 2 else flight
        stub = t.number(24, 36)
        gap = t.pick(("1.4em", "2em", "4em"))
        return across(make(False), make(True), widths=f"1fr {stub}%", gap=gap)

    small = el("p", t.text(2, 5), cls="small") if chance(t) else ""
    made = each("div", (ticket() for _ in range(t.pick((1, 1, 2, 4)))), style="padding: 18px 0")
    made = el("div", made, any=True)
    return sheet(
        t, made, small, css="dt { font-size: 75%; font-weight: normal }", width=(850, 1050)
    )


@family(7)
def ev_post(t, v):
    """Postcards, envelopes, parcel labels: who sends, to whom, marks and numbers."""
    to = lines(
        t.name(),
        t.street(),
        f"{t.postcode()} {t.place()}",
        t.pick(("England", "Deutschland", "France")),
    )
    sender = lines("From: " + t.name(), t.street(), t.place())
    if v % 3 == 0:
        text = (
            el("p", t.date())
            + el("p", f"Dear {t.name()},")
            + each("p", many(t, 1, 3, lambda: t.text(2, 4)))
        )
        text = el("div", text, el("p", "Yours, " + t.name()))
        address = el(
            "p", to, style=f"margin-top: {t.number(90, 200)}px; line-height: {t.pick((1.3, 2))}"
        )
        body = across(
            text, address, widths=f"{t.number(48, 60)}% 1fr", gap=t.pick(("1.5em", "3em"))
        )
        return sheet(
            t,
            el("p", t.phrase(3, 6), cls="small") if chance(t) else "",
            body,
            pad=(20, 40),
            size=(15, 20),
        )
    if v % 3 == 1:
        down = f"margin: {t.number(60, 160)}px 0 0 {t.number(30, 55)}%"
        down += f"; font-size: {t.number(100, 170)}%"
        mark = el(
            "p",
            t.pick(("By air mail", "Registered", "")),
            style=f"margin-top: {t.number(10, 60)}px",
        )
        return sheet(
            t,
            el("p", sender, cls="small"),
            el("p", to, style=down),
            mark,
            pad=(20, 40),
            size=(15, 20),
        )

    def label():
        address = el(
            "p",
            lines(t.name(), t.street(), t.postcode() + " " + t.place()),
            style="font-size: 130%",
        )
        facts = [
            ("Weight", f"{t.number(1, 30)} kg"),
            ("Parcel", "1 / 1"),
            ("Depot", t.code()),
            ("Date", t.short_date()),
        ]
        return el(
            "div",
            el("p", sender, cls="small"),
            el("h3", "To"),
            address,
            form(t, facts, t.pick((0, 1)), t.pick((2, 4))),
            figure(t, 40, 90),
            el("p", f"{t.number(10**9, 10**10)}", cls="center"),
            el("p", t.phrase(1, 3)),
            style="border: 1px solid; padding: 14px",
        )

    count = t.number(1, 2)
    return sheet(
        t,
        gridded(t, [label() for _ in range(count * t.number(1, 2))], count, any=True),
        pad=(12, 40),
    )


@family(7)
def ev_board(t, v):
    """Notices on a board, and posters for what is lost with strips to tear off."""
    if v % 2:
        title = el(
            "main-title",
            t.pick(("LOST", "FOUND", "FOR SALE", "MISSING CAT")),
            cls="center",
            style="font-size: 340%",
        )
        text = each("p", many(t, 1, 3, lambda: t.text(1, 3)))
        photo = figure(t, 120, 320)
        pair = across(el("div", text), photo) if chance(t) else photo + text
        name, phone, count = t.name(), t.phone(), t.number(6, 12)
        strips = [
            el("div", lines(name, phone), cls=t.pick(("up",)) if v % 4 == 1 else "down")
            for _ in range(count)
        ]
        strips = gridded(
            t, strips, count, "0 4px", any=True, style="margin-top: 30px; justify-items: center"
        )
        return sheet(
            t,
            title,
            pair,
            el("p", "Call " + phone, cls="center", style="font-size: 170%"),
            strips,
            size=(15, 22),
        )
    notes = []
    for _ in range(t.number(4, 11)):
        more = el("p", t.phone()) if chance(t, 0.7) else ""
        look = f"border: {t.pick((0, 1))}px solid; padding: 10px"
        look += f"; text-align: {t.pick(('left', 'center'))}"
        look += f"; font-size: {t.number(85, 130)}%; margin-top: {t.number(0, 26)}px"
        notes.append(el("div", el("h2", t.title(1, 3)), el("p", t.text(1, 4)), more, style=look))
    count = t.number(2, 3)
    head = el("h1", "Notices") if chance(t) else ""
    return sheet(
        t, head, gridded(t, notes, count, any=True, style="align-items: start"), width=(800, 1080)
    )


@family(6)
def ev_phone_tree(t, v):
    """Phone trees: boxes in tiers; phone lists in columns, names before numbers."""

    def box():
        return el(
            "div",
            lines(*([t.title(1, 2)] * chance(t, 0.6)), t.name(), t.phone()),
            cls="box",
            style="padding: 6px; text-align: center",
        )

    if v % 2:
        tiers, gap = [], t.pick(("10px", "24px", "44px"))
        for count in (1, t.number(2, 3), t.number(3, 5)):
            wide = f"repeat({count}, 11em)"
            tiers.append(
                el(
                    "div",
                    across(*(box() for _ in range(count)), widths=wide, gap=gap),
                    style=f"display: flex; justify-content: center; margin: {t.number(16, 50)}px 0",
                )
            )
        return sheet(
            t,
            el("h1", t.title(2, 3)),
            *tiers,
            el("p", t.text(1, 3)),
            width=(980, 1150),
            size=(13, 15),
        )
    groups = []
    for _ in range(t.number(3, 6)):
        listed = [(t.name(), t.phone()) for _ in range(t.number(3, 9))]
        groups.append(
            el(
                "div",
                el("h2", t.title(1, 2)),
                form(t, listed, t.pick((1, 3))),
                style="break-inside: avoid",
            )
        )
    return sheet(
        t,
        el("h1", t.title(2, 3)),
        flowing(t, *groups, count=t.number(2, 3)),
        size=(12, 15),
        width=(950, 1150),
    )


@family(8)
def ev_roster(t, v):
    """Duty rosters and school timetables: names or hours by days, cells of one or more lines."""
    days = DAYS[: t.number(5, 7)] if chance(t) else [d[:3] for d in DAYS[: t.number(5, 7)]]
    full = t.number(3, 10) / 10
    school = v % 2

    def cell():
        if not chance(t, full):
            return t.pick(("", "", "–"))
        if school:
            return lines(t.pick(SUBJECTS), *([t.surname() + ", " + t.code()[:3]] * chance(t, 0.4)))
        return t.pick((t.pick(TASKS), f"{t.number(6, 14)}–{t.number(15, 22)}", t.name()))

    rows = []
    for number in range(1, t.number(6, 14)):
        first = lines(str(number), f"{7 + number}:00–{7 + number}:45") if school else t.name()
        rows.append([first, *(cell() for _ in days)])
        if school and chance(t, 0.15):
            rows.append([t.pick(("Break", "Lunch")), *[""] * len(days)])
    high = f"td {{ height: {t.number(20, 60)}px }} table {{ width: 100%; table-layout: fixed; }}"
    facts = form(
        t,
        [
            ("Class" if school else "Group", t.code()),
            ("From", t.short_date()),
            ("Teacher", t.name()),
        ],
    )
    center = " td, th { text-align: center }" if chance(t, 0.3) else ""
    notes = each("p", many(t, 0, 3, lambda: t.text(1, 2)))
    grid = table(["", *days], rows, cls=t.pick(("ruled", "ruled", "")))
    return sheet(
        t,
        el("h1", t.title(2, 3)),
        facts,
        grid,
        notes,
        css=high + center,
        width=(880, 1180),
        size=(11, 15),
    )


@family(8)
def ev_school(t, v):
    """Report cards and homework sheets: grades by subject, remarks, sums in columns."""
    if v % 2:
        sums = []
        for number in range(1, t.number(9, 24)):
            kind = f"{t.number(10, 99)} {t.pick('+ – × :')} {t.number(2, 60)} ="
            sums.append(el("div", f"{number}) {kind if v % 4 == 1 else t.phrase(3, 6) + ' ____'}"))
        count = t.number(2, 4) if v % 4 == 1 else 2
        top = across(el("p", "Name: " + t.name()), el("p", "Date: " + t.short_date()))
        task = el("p", "1. " + t.text(1, 2)), gridded(t, sums, count), el("p", "2. " + t.text(1, 3))
        asks = [
            el("p", f"{c}) {t.phrase(5, 12)}?", style=f"margin-bottom: {t.number(20, 60)}px")
            for c in "abcd"
        ]
        return sheet(t, top, el("h1", t.title(2, 3)), *task, *asks, size=(15, 20))
    remark = chance(t)
    rows = [
        [
            name,
            *(t.pick("A B C 1 2 3") for _ in range(v % 3 + 1)),
            *([t.text(1, 2)] if remark else []),
        ]
        for name in some(t, SUBJECTS, 6, 13)
    ]
    head = ["Subject", *["Term 1", "Term 2", "Year"][: v % 3 + 1], *(["Remarks"] if remark else [])]
    facts = form(t, person(t)[:4])
    if remark or chance(t):
        grades = table(head, rows, style="width: 100%" if remark else "")
    else:
        half = len(rows) // 2
        grades = across(table(head, rows[:half]), table(head, rows[half:]), gap="2em")
    signed = across(
        *(
            el("div", el("p", t.name()), el("p", who, cls="small"))
            for who in ("Class teacher", "Head", "Parent")
        )
    )
    return sheet(
        t,
        el("p", t.title(2, 3) + " School", cls="center"),
        el("h1", "Report"),
        facts,
        grades,
        el("h3", "General remarks"),
        el("p", t.text(2, 4)),
        signed,
        size=(12, 17),
    )


@family(6)
def ev_certificate(t, v):
    """Certificates: lines in the middle, signatures or seals side by side."""
    align = t.pick(("center", "center", "left"))
    space = f"p {{ margin: {t.number(8, 40)}px 0 }} body {{ text-align: {align} }}"
    big = f"font-size: {t.number(200, 330)}%"
    body = [
        el("p", t.title(2, 4)),
        el("main-title", t.pick(("Certificate", "Diploma", "Award of Merit")), style=big),
    ]
    body += [el("p", "This is to certify that"), el("h2", t.name()), el("p", t.text(1, 2))]
    if chance(t):
        body.append(
            form(
                t, [(t.phrase(1, 2), t.phrase(1, 3)) for _ in range(t.number(2, 5))], t.number(0, 3)
            )
        )
    signed = [
        el("div", el("div", t.name()), el("div", who, cls="small"))
        for who in ("Chair", "Secretary", "Trainer")
    ]
    body.append(el("p", f"{t.place()}, {t.date()}"))
    body.append(across(*signed[: t.number(1, 3)], gap="3em"))
    return sheet(t, *body, css=space, width=(750, 1150), size=(15, 22), pad=(50, 120))


@family(8)
def ev_album(t, v):
    """Pages of photo albums: captions under, over or beside the pictures; a story between."""

    def photo(kind):
        said = el(
            "figcaption",
            t.pick((t.phrase(2, 6), f"{t.place()}, {t.number(1920, 2015)}", t.text(1, 2))),
        )
        box = figure(t, 90, 260)
        if kind == 0:
            return el("div", box, said)
        if kind == 1:
            return el("div", said, box)
        wide = t.number(45, 70)
        if kind == 2:
            return across(box, said, widths=f"{wide}% 1fr", gap="1em")
        return across(said, box, widths=f"1fr {wide}%", gap="1em")

    same, own = t.number(0, 3), chance(t)
    photos = [photo(same if own else t.number(0, 3)) for _ in range(t.number(3, 9))]
    count = t.number(1, 3) if same < 2 and own else t.number(1, 2)
    text = el("p", t.text(2, 6)) if chance(t) else ""
    head = el("h1", t.title(1, 4)) if chance(t, 0.7) else ""
    body = gridded(t, photos, count, style="align-items: end" if chance(t, 0.3) else "")
    parts = (head, text, body) if chance(t) else (head, body, text)
    number = el("page-no", str(t.number(1, 60)), cls=t.pick(("center", "right")))
    return sheet(t, *parts, number if chance(t) else "", width=(600, 1100))


@family(8)
def ev_journey(t, v):
    """Itineraries and programmes of tours: days with hours, flights as tables, hotels beside."""
    body = [
        el("h1", t.title(2, 4)),
        form(t, [("Traveller", t.name()), ("Booking", t.code()), ("Agent", t.phone())]),
    ]
    for number in range(1, t.number(3, 7)):
        head = el("h2", f"Day {number}: {t.place()}" + t.pick(("", " – " + t.place())))
        plan = [(t.time(), t.phrase(3, 14)) for _ in range(t.number(2, 6))]
        kind = (v + t.pick((0, 0, 1))) % 4
        if kind == 0:
            day = head + form(t, plan, 1)
        elif kind == 1:
            stay = el(
                "div", el("h3", "Hotel"), el("p", lines(t.title(1, 2), t.street(), t.phone()))
            )
            day = head + across(
                el("div", form(t, plan, 2)), stay, widths=f"1fr {t.number(28, 40)}%"
            )
        elif kind == 2:
            flights = [
                [t.time(), t.place(), t.time(), t.place(), t.code()] for _ in range(t.number(1, 4))
            ]
            day = head + table(
                ["Dep.", "From", "Arr.", "To", "No."] if chance(t) else [],
                flights,
                cls=t.pick(("", "ruled")),
            )
        else:
            when = el("div", el("h3", f"Day {number}"), el("p", t.short_date()))
            day = across(
                when,
                el("div", el("h3", t.place()), el("p", t.text(2, 4))),
                widths="7em 1fr",
                gap="1.5em",
            )
        body.append(el("div", day, style=f"margin-top: {t.number(6, 30)}px"))
    body.append(el("p", t.text(1, 3), cls="small"))
    return sheet(t, *body, size=(12, 17))


@family(7)
def ev_hotel_bill(t, v):
    """Hotel and restaurant bills: guest and stay side by side, charges, sums at the right."""
    head = el(
        "header",
        el("h2", "Hotel " + t.surname()),
        el("p", t.street() + ", " + t.place()),
        cls=t.pick(("", "center", "right")),
    )
    guest = el("p", lines(t.name(), t.street(), t.postcode() + " " + t.place()))
    stay = [
        ("Room", str(t.number(1, 400))),
        ("Arrival", t.short_date()),
        ("Departure", t.short_date()),
        ("Bill", t.code()),
    ]
    stay = form(t, stay, t.pick((1, 3)))
    top = (
        across(guest, stay, gap="3em", widths=f"1fr {t.number(30, 45)}%")
        if chance(t, 0.7)
        else guest + stay
    )
    width = t.number(3, 5)
    rows = [
        [t.short_date(), t.phrase(1, 4), str(t.number(1, 4)), t.money(1, 90), t.money(1, 300)]
        for _ in range(t.number(3, 16))
    ]
    rows = [row[:2] + row[-(width - 2) :] for row in rows]
    heads = ["Date", "Item", "No.", "Price", "Amount"]
    css = "td:nth-child(n+3), th:nth-child(n+3) { text-align: right } table { width: 100% }"
    sums = [(name, t.money(20, 900)) for name in ("Sum", "VAT 19 %", "Paid", "To pay")]
    sums = el("div", form(t, sums, 3), style=f"margin-left: {t.number(50, 70)}%")
    foot = el(
        "footer",
        across(
            *(
                el("p", lines(t.phrase(1, 2), t.phone(), t.code()), cls="small")
                for _ in range(t.number(2, 4))
            )
        ),
    )
    bill = table(
        heads[:2] + heads[-(width - 2) :] if chance(t, 0.8) else [], rows, cls=t.pick(("", "ruled"))
    )
    return sheet(
        t,
        head,
        top,
        el("h1", "Bill"),
        bill,
        sums,
        el("p", t.text(1, 2)),
        foot if chance(t) else "",
        css=css,
        size=(12, 17),
    )


@family(8)
def ev_service(t, v):
    """Car service sheets and check lists: boxes to tick in columns, marks in tables."""

    def checks(name):
        kind = t.number(0, 2)
        items = many(t, 3, 9, lambda: t.phrase(1, 5))
        if kind == 0:
            listed = [el("p", tick(), item) for item in items]
        elif kind == 1:
            listed = [
                el(
                    "div",
                    el("span", item),
                    el("span", t.pick(("ok", "n/a", "X", "2.5 bar"))),
                    cls="between",
                )
                for item in items
            ]
        else:
            marks = [
                [item, t.pick(("x", "")), t.pick(("", "x")), t.pick(("", t.phrase(1, 3)))]
                for item in items
            ]
            listed = [table(["", "ok", "bad", "Remarks"], marks, style="width: 100%")]
        return el("div", el("h2", name), *listed, style="break-inside: avoid")

    facts = [
        ("Owner", t.name()),
        ("Registration", t.code()),
        ("Mileage", f"{t.number(1, 200)} 000"),
        ("Model", t.title(1, 2)),
        ("Date", t.short_date()),
        ("Mechanic", t.surname()),
    ][: t.number(3, 6)]
    parts = [
        checks(name)
        for name in some(
            t, "Engine|Brakes|Lights|Tyres|Body|Steering|Electrics|Test drive".split("|"), 3, 7
        )
    ]
    count = t.number(1, 3)
    body = flowing(t, *parts, count=count) if v % 2 else gridded(t, parts, count)
    next_one = el("p", "Next service: " + t.short_date())
    signed = across(el("p", "Workshop: " + t.name()), el("p", "Customer: " + t.name()))
    return sheet(
        t,
        el("h1", t.title(2, 3)),
        form(t, facts),
        body,
        next_one,
        signed,
        size=(12, 15),
        width=(750 + 70 * count, 1060),
    )


@family(8)
def ev_health(t, v):
    """Medication plans and emergency cards: doses by time of day, persons to call."""
    head = el("h1", t.pick(("Medication plan", "Emergency card", "Vaccinations")))
    patient, doctor = (
        el("div", el("h3", who), form(t, person(t)[:4], t.pick((1, 2))))
        for who in ("Patient", "Doctor")
    )
    top = across(patient, doctor, gap=t.pick(("1.5em", "3em"))) if chance(t) else patient
    names = ["Drug", "Strength", "Form", "Morning", "Noon", "Evening", "Night", "For"]
    rows = []
    for _ in range(t.number(3, 10)):
        doses = [t.pick(("0", "1", "½", "", "2")) for _ in range(4)]
        rows.append(
            [
                t.title(1, 2),
                f"{t.number(5, 500)} mg",
                t.pick(("tablet", "drops")),
                *doses,
                t.phrase(2, 6),
            ]
        )
        if chance(t, 0.1):
            rows.append([el("i", t.phrase(2, 4)), *[""] * 7])
    start = t.pick((0, 0, 2))
    keep = [0, *range(start + 1, 7 + (v % 2))]
    plan = table(
        [names[k] for k in keep], [[row[k] for k in keep] for row in rows], style="width: 100%"
    )
    calls = form(t, [(t.phrase(1, 2), t.phone()) for _ in range(t.number(3, 8))], t.number(0, 3))
    lists = across(
        *(
            el("div", el("h3", name), each("li", many(t, 1, 5, lambda: t.phrase(1, 4))))
            for name in ("Allergies", "Illnesses", "Blood")[: t.number(2, 3)]
        )
    )
    parts = [plan, *some(t, [calls, lists], 1, 2)]
    foot = el("p", f"Printed {t.short_date()} · {t.name()}", cls="right small")
    return sheet(t, head, top, *parts, foot if chance(t) else "", size=(12, 17), width=(760, 1050))


@family(6)
def ev_floor_plan(t, v):
    """Floor plans: rooms with name and size, a legend beside or below."""
    count, tall = t.number(2, 4), t.number(2, 4)
    rooms = []
    for _ in range(count * tall):
        size = (
            el("div", f"{t.number(5, 40)},{t.number(0, 9)} m²", cls="small")
            if chance(t, 0.7)
            else ""
        )
        name = el(
            "div",
            t.pick(
                ("Kitchen", "Bath", "Hall", "Bedroom", "Living room", "Store", "Study", "Terrace")
            ),
        )
        room = f"min-height: {t.number(80, 170)}px; padding-top: {t.number(10, 60)}px"
        room += "; border: 1px solid; text-align: center"
        rooms.append(el("div", name, size, style=room))
    wide = " ".join(f"{t.number(2, 5)}fr" for _ in range(count))
    across_all = f"display: grid; grid-template-columns: {wide}; margin-bottom: 20px"
    plan = el("div", *rooms, any=True, style=across_all)
    legend = [(str(n), t.phrase(1, 4)) for n in range(1, t.number(4, 12))]
    legend = el("div", el("h2", "Legend"), form(t, legend, t.pick((1, 2))))
    title = el("h1", t.title(1, 3)) + el("p", f"Scale 1:{t.pick((50, 100, 200))}")
    if v % 2:
        body = across(plan, legend, widths=f"1fr {t.number(22, 32)}%")
    else:
        body = plan + flowing(t, legend, count=t.number(1, 3))
    return (
        sheet(t, title, body, width=(850, 1100))
        if chance(t)
        else sheet(t, body, title, width=(850, 1100))
    )


@family(8)
def ev_newsletter(t, v):
    """Newsletters of families, parishes and clubs: columns with heads, dates in a side column."""
    t = tongue(t)
    head = el(
        "main-title",
        t.title(2, 3),
        style=f"font-size: {t.number(200, 340)}%",
        cls=t.pick(("", "center")),
    )
    head += el("div", el("span", t.date()), el("span", f"No. {t.number(1, 90)}"), cls="between")

    def story(low=1, high=4):
        parts = [el("h2", t.title(2, 6)), *many(t, low, high, lambda: el("p", t.text(2, 5)))]
        if chance(t, 0.3):
            shot = el(
                "div",
                figure(t, 60, 150),
                el("figcaption", t.phrase(3, 8)),
                style="break-inside: avoid",
            )
            parts.insert(t.number(1, len(parts)), shot)
        parts += [el("p", t.name(), cls="right")] if chance(t, 0.3) else []
        return "".join(parts)

    dates = form(
        t, [(t.short_date()[:6], t.phrase(2, 6)) for _ in range(t.number(4, 9))], t.pick((2, 3))
    )
    side = el(
        "div",
        el("h2", "Dates"),
        dates,
        el("h2", "Birthdays"),
        each("li", many(t, 3, 9, lambda: f"{t.number(1, 28)}. {t.name()}")),
    )
    main = "".join(story() for _ in range(t.number(2, 4)))
    lead = el("h1", t.title(3, 7)) + el("p", t.text(2, 4)) if chance(t) else ""
    gap = t.pick(("1.2em", "1.6em", "2.5em"))
    kind = v % 4
    if kind == 0:
        body = across(side, el("div", main), widths=f"{t.number(25, 34)}% 1fr", gap=gap)
    elif kind == 1:
        body = across(flowing(t, main, gap=gap), side, widths=f"1fr {t.number(24, 30)}%", gap=gap)
    elif kind == 2:
        body = flowing(t, main, story(), side, count=3, gap=gap)
    else:
        body = flowing(t, main, gap=gap) + el("h2", "Dates") + flowing(t, dates, gap=gap)
    align = t.pick(("left", "justify"))
    css = (
        f"h2, h3 {{ break-after: avoid }} p {{ text-align: {align}; margin: {t.number(0, 8)}px 0 }}"
    )
    foot = el("footer", el("p", t.street() + " · " + t.phone(), cls="center")) if chance(t) else ""
    return sheet(t, head, lead, body, foot, css=css, size=(12, 16), width=(820, 1100), pad=(24, 60))


@family(7)
def ev_minutes(t, v):
    """Minutes of a club: who was there, points with numbers, who does what by when."""
    t = tongue(t)
    body = [
        el("h1", t.title(2, 4)),
        form(
            t,
            [("Date", t.date()), ("Place", t.place()), ("Chair", t.name()), ("Minutes", t.name())],
        ),
    ]
    names = each("p", many(t, 4, 14, t.name))
    body += [
        el("h2", "Present"),
        flowing(t, names, count=t.number(2, 4))
        if chance(t)
        else el("p", ", ".join(many(t, 4, 12, t.name))),
    ]
    kind = v % 3
    if kind == 0:
        rows = [[str(n), t.text(1, 4), t.name(), t.short_date()] for n in range(1, t.number(5, 10))]
        body.append(table(["", "Point", "Who", "By"], rows, cls=t.pick(("ruled", ""))))
    for number in range(1, t.number(3, 8) if kind else 2):
        point = el(
            "div",
            el("h2", t.title(2, 5) if kind == 1 else f"{number}. {t.title(2, 5)}"),
            *many(t, 1, 2, lambda: el("p", t.text(1, 5))),
        )
        task = el("p", f"Action: {t.name()}", cls=t.pick(("", "right"))) if chance(t, 0.4) else ""
        body.append(
            across(el("h2", str(number)), el("div", point, task), widths="2.5em 1fr", gap="0.5em")
            if kind == 1
            else point + task
        )
    body.append(
        across(
            *(el("div", el("p", t.name()), el("p", who)) for who in ("Chair", "Secretary")),
            gap="4em",
        )
    )
    body.append(
        el("page-no", f"{t.number(1, 5)} / 5", cls=t.pick(("center", "right")))
        if chance(t, 0.6)
        else ""
    )
    return sheet(t, *body, size=(13, 18))


@family(8)
def ev_menu(t, v):
    """Menus of cafés and inns: dishes with prices behind, below or in columns of sizes."""
    t = tongue(t)
    kind = t.number(0, 3)

    def dish():
        name, price = t.title(1, 4), t.money(2, 40)
        more = el("p", t.phrase(4, 10), cls="small") if chance(t, 0.5) else ""
        if kind == 0:
            return el("div", el("span", name), el("span", price), cls="between") + more
        if kind == 1:
            return el("h3", name) + more + el("p", price)
        return el("div", el("p", name + " " + price), more)

    def part():
        if kind == 3:
            rows = [
                [t.phrase(1, 4), t.money(2, 9), t.pick((t.money(4, 20), ""))]
                for _ in range(t.number(3, 8))
            ]
            inner = table(
                ["", "small", "large"] if chance(t) else [], rows, cls="", style="width: 100%"
            )
        else:
            inner = "".join(many(t, 3, 7, dish))
        return el("div", el("h2", t.title(1, 2)), inner, style="break-inside: avoid")

    count = v % 3 + 1
    parts = [part() for _ in range(t.number(2, 3) * count)]
    head = el("main-title", t.title(1, 3), cls=t.pick(("", "center")), style="font-size: 210%")
    body = flowing(t, *parts, count=count) if chance(t) else gridded(t, parts, count)
    align = "body { text-align: center }" if kind == 1 and chance(t) else ""
    foot = el("footer", el("p", t.text(1, 1), cls="small"))
    return sheet(t, head, body, foot, css=align, width=(500 + 130 * count, 700 + 140 * count))


@family(7)
def ev_tv(t, v):
    """Listings: channels or stages in columns, times before the programmes."""
    count = t.number(2, 5)

    def show(hour):
        time, title = f"{hour:02}.{t.pick('00 05 15 30 45')}", t.title(1, 4)
        more = el("p", t.text(1, 1), cls="small") if chance(t, 0.25) else ""
        if v % 2:
            return across(
                el("span", time),
                el("div", el("div", title), more),
                widths="3.2em minmax(0, 1fr)",
                gap="0.3em",
            )
        return el("p", f"<b>{time}</b> {title}") + more

    columns = [
        el(
            "div",
            el("h2", t.title(1, 2)),
            *(show(hour) for hour in range(t.number(6, 9), t.number(17, 24))),
        )
        for _ in range(count)
    ]
    head = el("header", el("span", t.pick(DAYS)), el("span", t.date()), cls="between")
    tips = [
        el("div", el("h3", t.title(1, 4)), el("p", t.text(1, 3))) for _ in range(t.number(2, 4))
    ]
    tips = across(*tips, gap="1.5em") if chance(t) else ""
    css = f"p {{ margin: {t.number(0, 6)}px 0 }}"
    gap = t.pick(("1em", "1.4em", "2em"))
    body = across(*columns, gap=gap)
    parts = (head, tips, body) if chance(t) else (head, body, tips)
    return sheet(
        t, *parts, css=css, size=(11, 14), width=(620 + 80 * count, 760 + 100 * count), pad=(16, 50)
    )


@family(7)
def ev_receipt(t, v):
    """Receipts of shops: narrow, items with prices at the right, sums, thanks."""
    shop = each(
        "p",
        (t.title(2, 3), t.street(), t.phone(), f"VAT {t.code()}")[: t.number(2, 4)],
        cls="center",
    )
    items = []
    for _ in range(t.number(3, 22)):
        name, price = t.pick((t.phrase(1, 3), t.pick(GOODS))), t.money(1, 40)
        if chance(t, 0.2):
            items.append(el("p", f"{t.number(2, 9)} x {t.money(1, 20)}", style="padding-left: 2em"))
        items.append(el("div", el("span", name), el("span", price), cls="between"))
    sums = [
        (name, t.money(20, 200))
        for name in ("TOTAL", "Cash", "Change", "VAT 7 %", "Net")[: t.number(2, 5)]
    ]
    codes = [
        [t.code(), t.short_date(), t.time(), str(t.number(1, 99))][: t.number(2, 4)]
        for _ in range(2)
    ]
    foot = "".join(
        el("div", *(el("span", c) for c in row), cls="between") for row in codes[: t.number(1, 2)]
    )
    thanks = each("p", many(t, 1, 3, lambda: t.phrase(2, 6)), cls="center")
    css = "p { margin: 0 }" if chance(t, 0.7) else ""
    rows = form(t, sums, 3) if chance(t, 0.8) else table([], [list(pair) for pair in sums], cls="")
    return sheet(
        t, shop, *items, rows, foot, thanks, css=css, width=(300, 480), pad=(12, 40), size=(13, 17)
    )


@family(7)
def ev_puzzle(t, v):
    """Puzzle pages: clues across and down in columns by an empty grid; quizzes with answers."""

    def clues(name):
        listed = [
            el("li", f"{n}. {t.phrase(2, 8)} ({t.number(3, 9)})")
            for n in sorted(some(t, range(1, 40), 8, 16))
        ]
        return el("h2", name) + "".join(listed)

    grid = figure(t, 240, 420)
    gap = t.pick(("1.2em", "2em", "3em"))
    head = el("h1", f"{t.title(1, 3)} No. {t.number(1, 9000)}")
    kind = v % 4
    if kind == 0:
        body = grid + across(el("div", clues("Across")), el("div", clues("Down")), gap=gap)
    elif kind == 1:
        body = across(
            grid,
            el("div", clues("Across"), clues("Down")),
            widths=f"{t.number(45, 60)}% 1fr",
            gap=gap,
        )
    elif kind == 2:
        body = grid + flowing(t, clues("Across"), clues("Down"), count=t.number(2, 4))
    else:
        asks = [
            el(
                "div",
                el("p", f"<b>{n}.</b> {t.phrase(4, 11)}?"),
                each("li", (f"{c}) {t.phrase(1, 3)}" for c in "abc")),
                style="break-inside: avoid",
            )
            for n in range(1, t.number(6, 13))
        ]
        body = flowing(t, *asks, count=2) if chance(t) else gridded(t, asks, t.number(2, 3))
    answers = el("h3", "Solutions") + el(
        "p", " ".join(f"{n}. {t.words(1)}" for n in range(1, t.number(8, 30))), cls="small"
    )
    return sheet(
        t,
        head,
        el("p", t.text(1, 1)),
        body,
        answers if chance(t) else "",
        size=(12, 16),
        width=(760, 1050),
    )


@family(7)
def ev_diary(t, v):
    """Diaries and logs: dates in the margin or over the entries; weather and sums at the side."""
    t = tongue(t)
    wide = t.number(12, 22)
    body = [
        el(
            "header",
            t.pick((t.title(1, 3), str(t.number(1890, 2010)))),
            cls=t.pick(("", "center", "right")),
        )
    ]
    for _ in range(t.number(3, 8)):
        date = t.pick((t.date()[:-5], t.pick(DAYS) + f" {t.number(1, 28)}"))
        text = el("div", *many(t, 1, 2, lambda: el("p", t.text(1, 5))))
        if v % 4 == 0:
            part = across(el("h3", date), text, widths=f"{wide}% 1fr", gap="1.5em")
        elif v % 4 == 1:
            part = el("h3", date, cls=t.pick(("", "right"))) + text
        elif v % 4 == 2:
            note = el("aside", t.phrase(1, 4), cls="small")
            part = el("h3", date) + across(text, note, widths=f"1fr {wide}%", gap="1.5em")
        else:
            line = el("div", el("h3", date), el("span", t.phrase(1, 3)), cls="between")
            part = line + text
        body.append(el("div", part, style=f"margin-bottom: {t.number(6, 30)}px"))
    number = el("page-no", str(t.number(1, 300)), cls=t.pick(("center", "right")))
    return sheet(t, *body, number if chance(t, 0.6) else "", size=(14, 20))


@family(6)
def ev_family_tree(t, v):
    """Family trees: generations in rows, names with their dates."""

    def box():
        dates = f"* {t.number(1780, 1900)}  † {t.number(1901, 1990)}" if chance(t, 0.8) else ""
        return el(
            "div",
            *each_line(t.name(), t.place() if chance(t, 0.4) else "", dates),
            style="text-align: center",
        )

    def each_line(*said):
        return [el("div", line) for line in said if line]

    counts = (1, 2, 4, 6) if v % 2 else (4, 2, 1)
    tiers = []
    for count in counts[: t.number(3, 4)]:
        wide = f"repeat({count}, minmax(0, 1fr))"
        tiers.append(
            across(*(box() for _ in range(count)), widths=wide, gap=t.pick(("1.2em", "2em")))
        )
    space = f"margin: {t.number(20, 70)}px 0"
    text = each("p", many(t, 0, 3, lambda: t.text(1, 3)))
    return sheet(
        t,
        el("h1", "The " + t.surname() + " family", cls="center"),
        *(el("div", tier, style=space) for tier in tiers),
        text,
        width=(850, 1150),
        size=(12, 16),
    )


@family(8)
def ev_poster(t, v):
    """Posters and programmes of fêtes: big lines, blocks of events, sponsors in a row."""
    big = f"font-size: {t.number(220, 420)}%; line-height: 1.1; margin: {t.number(6, 40)}px 0"
    top = [
        el("p", t.title(2, 4)),
        el("main-title", t.title(1, 3), style=big),
        el("p", t.date() + " · " + t.time(), style="font-size: 150%"),
    ]

    def event():
        facts = each("p", (t.time(), t.title(1, 3), t.street())[: t.number(2, 3)])
        return el("div", el("h2", t.title(1, 3)), facts, el("p", t.text(1, 2)) if chance(t) else "")

    count = t.number(1, 3)
    events = [event() for _ in range(t.number(2, 7))]
    events = gridded(t, events, count) if count > 1 else "".join(events)
    picture = figure(t, 100, 400) if chance(t) else ""
    parts = [picture, events] if chance(t) else [events, picture]
    small = across(
        *(el("p", lines(t.title(1, 2), t.phone()), cls="small") for _ in range(t.number(2, 5))),
        gap="1.4em",
    )
    css = "body { text-align: center }" if chance(t, 0.6) else ""
    return sheet(
        t,
        *top,
        *parts,
        el("p", t.pick(("Free entry", "Tickets £ " + t.money(3, 30)))),
        small,
        css=css,
        size=(14, 20),
    )
