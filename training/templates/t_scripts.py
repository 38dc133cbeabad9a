"""Pages in other scripts: from right to left, in vertical lines, of several languages."""

import texts
from parts_every import across, chance, figure, flowing, form, gridded, many, sheet, some, tick
from template import FONTS, each, el, family, lines, table
from texts import Text

texts.WORDS.update(
    ko="집 정원 다리 시장 편지 창문 학교 마을 강물 종이 겨울 여름 도서관 정류장 날씨가"
    " 아침에 저녁에 그리고 작은 오래된 새로운 조용한 기록했다 보았다 걸어갔다 있었다 사람들은"
    " 사이에서 정부에서는 회의록을 관찰하였다 특별하게",
    hi="घर बगीचा पुल परिषद बाज़ार पत्र खिड़की पुराना नया छोटा बड़ी था थी और में के लिए से पर नदी पत्थर"
    " काग़ज़ गाँव विद्यालय मौसम सर्दी गर्मी सरकार पुस्तकालय स्टेशन रास्ता शहर लिखा गया देखा अवलोकन तापमान",
    th="บ้าน สวน สะพาน ตลาด จดหมาย หน้าต่าง เก่า ใหม่ เล็ก ใหญ่ โรงเรียน หมู่บ้าน แม่น้ำ กระดาษ"
    " ฤดูหนาว ห้องสมุด สถานี อากาศ รัฐบาล การประชุม และ ของ ใน ที่ จาก เป็น มี ได้ ไป มา อุณหภูมิ รายงาน",
)
texts.NAMES.update(
    ko="김민수 이서연 박지훈 최은영 정하늘 강도윤 조수아",
    hi="शर्मा वर्मा गुप्ता पटेल सिंह मेहता जोशी",
    th="สมชาย สุดา ประเสริฐ วิชัย มาลี อนงค์",
    fr="Lefèvre Moreau Girard Dubois Perrin Roux",
)
FACES = {
    "ar": ("Noto Naskh Arabic", "Noto Sans Arabic", "Noto Kufi Arabic", "DejaVu Sans"),
    "he": ("Noto Serif Hebrew", "Noto Sans Hebrew", "DejaVu Sans"),
    "ja": ("Noto Serif CJK JP", "Noto Sans CJK JP"),
    "zh": ("Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Serif CJK TC", "Noto Sans CJK TC"),
    "ko": ("Noto Serif CJK KR", "Noto Sans CJK KR"),
    "hi": ("Noto Serif Devanagari", "Noto Sans Devanagari"),
    "th": ("Noto Serif Thai", "Noto Sans Thai", "Noto Looped Thai"),
}
MONTHS = {
    "ar": "يناير فبراير مارس أبريل مايو يونيو",
    "he": "בינואר בפברואר במרץ באפריל במאי ביוני",
    "ru": "января февраля марта апреля мая июня",
    "el": "Ιανουαρίου Μαρτίου Απριλίου Μαΐου",
    "de": "Januar Februar März April Mai Juni",
    "fr": "janvier février mars avril mai juin",
    "hi": "जनवरी मार्च अप्रैल मई जून",
    "th": "มกราคม มีนาคม เมษายน พฤษภาคม",
}
SIGNS = {"ja": "年月日", "zh": "年月日", "ko": "년월일"}
CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Local(Text):
    """Text whose names, places and dates are of its language too."""

    def of(self, language):
        return Local(self.rng, language)

    def words(self, count):
        if self.language == "th":  # words stand together, phrases apart
            gaps = self.rng.choices(("\u200b", "\u200b", "\u200b", " "), k=count)
            return "".join(
                a + b for a, b in zip(self.rng.choices(self.lexicon, k=count), gaps)
            ).strip()
        return super().words(count)

    def phrase(self, low, high=None):
        scale = 2 if self.glyphs else 1
        return super().phrase(low * scale, (high or low) * scale)

    def title(self, low, high=None):
        if self.glyphs or self.language in ("th", "ko"):
            return self.phrase(low, high)
        return super().title(low, high)

    def name(self):
        if self.language == "en":
            return super().name()
        return self.surname() + (
            "" if self.glyphs else " " + self.surname() * (self.number(0, 2) > 0)
        )

    def place(self):
        return super().place() if self.language == "en" else self.title(1)

    def street(self):
        number = str(self.number(2, 180))
        return self.words(4) + number if self.glyphs else f"{self.phrase(1, 2)} {number}"

    def date(self):
        year, month, day = (str(self.number(*pair)) for pair in ((1920, 2024), (1, 12), (1, 28)))
        if self.language in SIGNS:
            a, b, c = SIGNS[self.language]
            return f"{year}{a}{month}{b}{day}{c}"
        if self.language in MONTHS:
            return f"{day} {self.pick(MONTHS[self.language])} {year}"
        return super().date()


def local(t, languages):
    return Local(t.rng, t.pick(languages))


def face(t):
    return t.pick(FACES.get(t.language, FONTS))


def leaf(t, *body, css="", **more):
    """A page of the language of the text, its sides as that language has them."""
    own = "td, th { text-align: start } .right, td.right, th.right { text-align: end }"
    return sheet(t, *body, css=own + css, lang=t.language, font=face(t), **more)


def facts_of(t, low, high):
    def value():
        return t.pick(
            (t.name(), t.date(), t.phone(), t.street(), t.phrase(1, 4), str(t.number(1, 999)))
        )

    return [(t.phrase(1, 2), value()) for _ in range(t.number(low, high))]


def headline(t, low=2, high=7):
    return t.title(low, high)


def story(t, low=1, high=4, tag="h2"):
    """A heading, perhaps a name, paragraphs, perhaps a picture with its caption."""
    by = el("p", t.name(), cls=t.pick(("", "right"))) if chance(t, 0.3) else ""
    parts = many(t, low, high, lambda: el("p", t.text(2, 5)))
    if chance(t, 0.2):
        shot = el(
            "div", figure(t, 60, 150), el("figcaption", t.phrase(2, 7)), style="break-inside: avoid"
        )
        parts.insert(t.number(0, len(parts)), shot)
    return el(tag, headline(t)) + by + "".join(parts)


def letter(t, *more, **measures):
    """Sender, receiver, date, subject, paragraphs, greeting; sides by chance."""
    side = t.pick(("", "right", "center"))
    head = el(
        "header", each("p", (t.title(2, 4), t.street(), t.phone())[: t.number(1, 3)]), cls=side
    )
    to = el("p", lines(t.name(), t.street(), t.place()))
    when = el("p", t.date(), cls=t.pick(("", "right")))
    refs = form(t, facts_of(t, 2, 4)) if chance(t, 0.4) else ""
    text = many(t, 2, 7, lambda: el("p", t.text(2, 6)))
    point = el("p", lines(t.phrase(1, 2), t.name()), cls=t.pick(("", "right")))
    two = across(*(el("div", el("p", t.name()), el("p", t.phrase(1, 2))) for _ in "ab"), gap="4em")
    foot = el(
        "footer", across(*(el("p", lines(t.phrase(1, 2), t.phone()), cls="small") for _ in "abc"))
    )
    body = [
        head,
        to,
        when,
        refs,
        el("h1", headline(t)),
        el("p", t.name() + "،" if t.language == "ar" else t.name() + ","),
    ]
    body += [*text, *more, t.pick((point, two)), foot if chance(t, 0.3) else ""]
    return leaf(t, *body, **measures)


def news(t, v, **measures):
    """A page of news: columns under a headline, boxes, a column of short notices at one side."""
    gap = t.pick(("1em", "1.3em", "2em", "3em"))
    mast = el(
        "main-title",
        t.title(1, 3),
        cls=t.pick(("", "center")),
        style=f"font-size: {t.number(180, 320)}%",
    )
    line = el(
        "div",
        el("span", t.date()),
        el("span", t.phrase(1, 3)),
        el("span", str(t.number(2, 999))),
        cls="between",
    )
    count = v % 3 + 2
    body = [mast, line if chance(t) else ""] if chance(t, 0.7) else [el("header", line)]
    lead = el("h1", headline(t, 3, 8)) + (el("p", t.text(1, 3)) if chance(t) else "")
    notes = el("div", *(story(t, 1, 2, "h3") for _ in range(t.number(2, 3))))
    kind = t.number(0, 3)
    flow = [el("p", t.text(2, 5)) for _ in range(t.number(5, 10))]
    if kind == 0:
        body += [lead, flowing(t, *flow, count=count, gap=gap)]
        body += [flowing(t, *(story(t) for _ in range(count)), count=count, gap=gap)]
    elif kind == 1:
        main = el("div", lead, flowing(t, *flow, count=count - 1, gap=gap))
        body.append(across(main, notes, widths=f"{count - 1}fr 1fr", gap=gap))
    elif kind == 2:
        main = el("div", lead, flowing(t, *flow, count=count - 1, gap=gap))
        body.append(across(notes, main, widths=f"1fr {count - 1}fr", gap=gap))
    else:
        body.append(across(*(el("div", story(t), story(t, 1, 2)) for _ in range(count)), gap=gap))
    body.append(
        el("page-no", str(t.number(1, 40)), cls=t.pick(("center", "right"))) if chance(t) else ""
    )
    css = f"p {{ text-align: {t.pick(('start', 'justify'))}; margin: {t.number(0, 10)}px 0 }}"
    css += " h2, h3 { break-after: avoid }"
    return leaf(
        t,
        *body,
        css=css,
        width=(640 + 90 * count, 800 + 110 * count),
        size=(12, 16),
        pad=(20, 60),
        **measures,
    )


def filled(t, v, **measures):
    """A form: sections of labels and values, boxes to tick, signatures."""
    body = [el("h1", headline(t, 2, 4)), el("p", t.text(1, 2)) if chance(t) else ""]
    parts = [
        el("div", el("h2", t.title(1, 3)), form(t, facts_of(t, 3, 8)))
        for _ in range(t.number(2, 4))
    ]
    if v % 2:
        body += [across(*parts[:2], gap=t.pick(("1.5em", "3em"))), *parts[2:]]
    else:
        body += parts
    ticks = [el("div", tick(), t.phrase(1, 3)) for _ in range(t.number(2, 9))]
    body += [el("p", t.phrase(2, 5)), gridded(t, ticks, t.number(2, 4), "4px 20px")]
    if chance(t):
        head = [t.phrase(1, 2) for _ in range(t.number(2, 5))]
        body.append(
            table(
                head,
                [[t.pick((t.phrase(1, 3), "")) for _ in head] for _ in range(t.number(2, 6))],
                style="width: 100%",
            )
        )
    body.append(
        across(
            *(el("div", el("p", t.date()), el("p", t.phrase(1, 2))) for _ in range(t.number(1, 3)))
        )
    )
    return leaf(t, *body, **measures)


def listed(t, v, **measures):
    """A table of a page: names, words and figures, with or without a head, notes under it."""
    wide = t.number(3, 8)
    kinds = [
        t.pick((t.phrase, t.name, t.money, t.short_date, t.code, t.place, None))
        for _ in range(wide)
    ]

    def value(kind):
        if kind is None:
            return t.pick(("", str(t.number(1, 900))))
        return kind(1, 4) if kind == t.phrase else kind()

    rows = [[str(n), *(value(kind) for kind in kinds)] for n in range(1, t.number(6, 26))]
    rows = rows if chance(t) else [row[1:] for row in rows]
    head = [t.phrase(1) for _ in rows[0]] if chance(t, 0.8) else []
    grid = table(head, rows, cls=t.pick(("ruled", "ruled", "")), style=t.pick(("", "width: 100%")))
    body = [el("h1", headline(t)), el("p", t.text(1, 2)) if chance(t) else "", grid]
    if v % 3 == 2 and wide < 5:
        half = len(rows) // 2
        body[-1] = across(
            table(head, rows[:half]), table(head, rows[half:]), gap=t.pick(("1.5em", "3em"))
        )
    body += many(t, 0, 3, lambda: el("p", t.text(1, 2), cls="small"))
    return leaf(t, *body, width=(820, 1150), size=(12, 16), **measures)


def bill(t, v, **measures):
    """An invoice: firm, customer and particulars side by side or over one another, items, sums."""
    firm = el(
        "header",
        el("h2", t.title(1, 3)),
        each("p", (t.street(), t.phone())),
        cls=t.pick(("", "center", "right")),
    )
    to = el("div", el("p", t.phrase(1)), el("p", lines(t.name(), t.street(), t.place())))
    facts = form(t, facts_of(t, 3, 5), t.pick((1, 2, 3)))
    top = (
        across(to, facts, widths=f"1fr {t.number(34, 50)}%", gap="3em")
        if chance(t, 0.7)
        else to + facts
    )
    wide = t.number(3, 5)
    rows = [
        [t.phrase(2, 6), str(t.number(1, 20)), t.money(1, 90), t.money(1, 900), t.code()]
        for _ in range(t.number(3, 14))
    ]
    rows = [row[:wide] for row in rows]
    css = (
        "table { width: 100% } td:nth-child(n+2) { text-align: end }"
        if chance(t)
        else "table { width: 100% }"
    )
    sums = form(t, [(t.phrase(1, 2), t.money(50, 9000)) for _ in range(t.number(2, 4))], 3)
    sums = el("div", sums, style=f"margin-inline-start: {t.number(45, 70)}%")
    grid = table([t.phrase(1) for _ in range(wide)], rows, cls=t.pick(("ruled", "")))
    end = el("p", t.text(1, 3)) + el("p", t.name(), cls=t.pick(("", "right")))
    return leaf(
        t, firm, el("h1", t.title(1, 2)), top, grid, sums, end, css=css, size=(12, 17), **measures
    )


def entries(t, v, other="en", **measures):
    """Dictionary or word list: columns of short entries under guide words."""
    foreign = t.of(other)
    flip = "ltr" if other in ("en", "de", "fr") else "rtl"

    def entry():
        said = f"<b>{t.phrase(1)}</b> " + t.pick(
            (foreign.text(1, 2), t.text(1, 2), foreign.phrase(1, 4))
        )
        return el("p", said, style=f"padding-inline-start: {hang}em; text-indent: -{hang}em")

    hang = t.pick((0, 1, 2))
    count = v % 2 + 2
    head = el("header", el("span", t.phrase(1)), el("span", t.phrase(1)), cls="between")
    if v % 4 == 3:
        words = [
            [t.phrase(1, 2), el("span", foreign.phrase(1, 3), dir=flip)]
            for _ in range(t.number(16, 40))
        ]
        half = len(words) // 2
        body = across(table([], words[:half], cls=""), table([], words[half:], cls=""), gap="3em")
    else:
        body = flowing(t, *many(t, 18, 50, entry), count=count)
    number = el("page-no", str(t.number(2, 900)), cls="center")
    top = [number, head] if chance(t, 0.2) else [head]
    css = "p { margin: 1px 0 }"
    return leaf(
        t,
        *top,
        body,
        number if len(top) == 1 else "",
        css=css,
        size=(12, 16),
        width=(700, 1000),
        **measures,
    )


def book(t, v, **measures):
    """A page of a book, or two facing: running head, notes in the margin and at the foot."""

    def one(notes):
        parts = []
        for _ in range(t.number(3, 7)):
            text = el("p", t.text(3, 7))
            said = el("aside", t.phrase(2, 5), cls="small")
            parts.append(
                across(said, text, widths="16% 1fr", gap="1.5em")
                if notes and chance(t)
                else across(el("div"), text, widths="16% 1fr", gap="1.5em")
                if notes
                else text
            )
        if chance(t, 0.6):
            parts.insert(t.number(0, len(parts)), el("h2", headline(t), cls=t.pick(("", "center"))))
        feet = [
            el("foot-note", f"{n} " + t.text(1, 2), cls="small") for n in range(1, t.number(1, 4))
        ]
        head = (
            el("header", t.title(2, 4), cls=t.pick(("", "center", "right")))
            if chance(t, 0.8)
            else ""
        )
        return el(
            "div",
            head,
            *parts,
            *feet,
            el("page-no", str(t.number(3, 400)), cls=t.pick(("center", "right", ""))),
        )

    first, align = t.pick((0, 0, 1.5, 2)), t.pick(("start", "justify"))
    indent = f"p {{ text-indent: {first}em; text-align: {align} }}"
    if v % 3 == 2:
        return leaf(
            t,
            across(one(False), one(False), gap=f"{t.number(3, 7)}em"),
            css=indent,
            width=(1050, 1350),
            **measures,
        )
    return leaf(t, one(v % 3 == 1), css=indent, **measures)


def daily(t, v, **measures):
    """Menus, timetables, cards, notices, invitations, vitae: one of them."""
    kind = v % 6
    head = el("h1", headline(t, 1, 4))
    if kind == 0:

        def dish():
            more = el("p", t.phrase(3, 7), cls="small") if chance(t, 0.4) else ""
            return (
                el("div", el("span", t.phrase(1, 4)), el("span", t.money(2, 60)), cls="between")
                + more
            )

        parts = [
            el("div", el("h2", t.title(1, 2)), *many(t, 3, 8, dish), style="break-inside: avoid")
            for _ in range(t.number(2, 6))
        ]
        count = t.number(1, 3)
        return leaf(
            t, head, flowing(t, *parts, count=count), width=(600 + 100 * count, 1000), **measures
        )
    if kind == 1:
        days = [t.phrase(1) for _ in range(t.number(5, 7))]
        rows = [
            [
                f"{7 + n}:00",
                *(t.pick(("", t.phrase(1, 2), lines(t.phrase(1, 2), t.name()))) for _ in days),
            ]
            for n in range(t.number(5, 10))
        ]
        grid = table(["", *days], rows, style="width: 100%; table-layout: fixed")
        return leaf(
            t,
            head,
            form(t, facts_of(t, 2, 4)),
            grid,
            el("p", t.text(1, 2)),
            width=(850, 1150),
            size=(12, 15),
            **measures,
        )
    if kind == 2:
        rim = f"border: {t.pick((0, 1))}px solid; padding: {t.number(8, 24)}px"
        rim += f"; text-align: {t.pick(('center', 'start'))}"
        cards = [
            el(
                "div",
                el("p", t.title(1, 3)),
                el("h2", t.name()),
                each("p", (t.street(), t.phone())[: t.number(0, 2)]),
                style=rim,
            )
            for _ in range(t.number(4, 14))
        ]
        return leaf(t, gridded(t, cards, t.number(2, 4), any=True), pad=(10, 40), **measures)
    if kind == 3:
        notes = [
            el("div", el("h2", t.title(1, 3)), el("p", t.text(1, 4)), el("p", t.phone()))
            for _ in range(t.number(4, 9))
        ]
        return leaf(
            t,
            head if chance(t) else "",
            gridded(t, notes, t.number(2, 3), any=True),
            width=(800, 1050),
            **measures,
        )
    if kind == 4:
        words = [
            el("p", t.phrase(1, 4)),
            el("p", t.name()),
            el("main-title", headline(t, 1, 3), style="font-size: 220%"),
        ]
        words += many(t, 3, 6, lambda: el("p", t.pick((t.phrase(2, 6), t.date(), t.street()))))
        signed = across(*(el("div", lines(t.name(), t.phrase(1))) for _ in range(t.number(2, 3))))
        return leaf(t, el("div", *words, signed, cls="center"), size=(16, 23), **measures)
    side = [
        el("h2", t.title(1, 2)) + each("li", many(t, 2, 7, lambda: t.phrase(1, 3)))
        for _ in range(t.number(2, 4))
    ]

    def job():
        return (
            el("h3", t.title(1, 3))
            + el("p", f"{t.number(1980, 2000)}–{t.number(2001, 2024)}")
            + el("p", t.text(1, 2))
        )

    main = [el("h2", t.title(1, 2)) + "".join(many(t, 1, 3, job)) for _ in range(t.number(2, 4))]
    narrow = t.number(22, 36)
    name = el("main-title", t.name(), style="font-size: 200%")
    first, second = el("div", *side), el("div", *main)
    if chance(t):
        body = across(first, second, widths=f"{narrow}% 1fr")
    else:
        body = across(second, first, widths=f"1fr {narrow}%")
    return leaf(t, name, body, **measures)


@family(8)
def sc_rtl_letter(t, v):
    """Letters in Arabic and Hebrew."""
    return letter(local(t, ("ar", "he")))


@family(10)
def sc_rtl_news(t, v):
    """News in Arabic and Hebrew: the right column is read first."""
    return news(local(t, ("ar", "he")), v)


@family(8)
def sc_rtl_form(t, v):
    """Forms in Arabic and Hebrew: labels at the right of their values."""
    return filled(local(t, ("ar", "he")), v)


@family(8)
def sc_rtl_table(t, v):
    """Tables from right to left."""
    return listed(local(t, ("ar", "he")), v)


@family(8)
def sc_rtl_bill(t, v):
    """Invoices in Arabic and Hebrew."""
    return bill(local(t, ("ar", "he")), v)


@family(8)
def sc_rtl_words(t, v):
    """Dictionaries and word lists in columns from the right."""
    return entries(local(t, ("ar", "he")), v, t.pick("en fr de"))


@family(8)
def sc_rtl_book(t, v):
    """Pages of books in Arabic and Hebrew; facing pages, the right one first."""
    return book(local(t, ("ar", "he")), v)


@family(12)
def sc_rtl_daily(t, v):
    """Everyday paper in Arabic and Hebrew."""
    return daily(local(t, ("ar", "he")), v)


@family(9)
def sc_two_scripts(t, v):
    """English at the left and Arabic or Hebrew at the right: contracts, forms, letters."""
    own, other = Local(t.rng, "en"), local(t, ("ar", "he"))
    gap = t.pick(("1.3em", "2em", "4em"))

    def right(tag, text, **more):
        return el(tag, text, dir="rtl", **more)

    heads = across(el("h1", own.title(2, 4)), right("h1", other.title(2, 4)), gap=gap)
    if v % 3 == 0:  # the clauses of both stand in one row
        clauses = [
            (el("div", el("p", own.text(1, 4))), el("div", right("p", other.text(1, 4))))
            for _ in range(t.number(4, 9))
        ]
        body = [
            heads,
            *(
                el("div", across(*pair, gap=gap), style=f"margin-bottom: {t.number(6, 20)}px")
                for pair in clauses
            ),
        ]
    elif v % 3 == 1:  # each runs by itself
        left = [el("h1", own.title(2, 4)), *many(t, 3, 8, lambda: el("p", own.text(2, 4)))]
        side = [el("h1", other.title(2, 4)), *many(t, 3, 8, lambda: el("p", other.text(2, 5)))]
        body = [across(el("div", *left), el("div", *side, dir="rtl"), gap=gap)]
    else:  # labels at both sides of the value
        facts = [
            [
                own.phrase(1, 2),
                t.pick((own.name(), t.code(), t.date())),
                right("div", other.phrase(1, 2)),
            ]
            for _ in range(t.number(6, 16))
        ]
        middle = t.pick(("td:nth-child(2) { text-align: center }", ""))
        body = [
            heads,
            f"<style>{middle}</style>",
            table([], facts, cls=t.pick(("ruled", "")), style="width: 100%"),
        ]
    signed = across(
        el("div", lines(own.name(), own.phrase(1, 2))),
        right("div", lines(other.name(), other.phrase(1, 2))),
        gap=gap,
    )
    size = t.number(13, 17)
    return sheet(
        own,
        *body,
        signed if chance(t) else "",
        size=(size, size),
        width=(800, 1080),
        font=t.pick(FACES[other.language]),
    )


@family(8)
def sc_cjk_news(t, v):
    """News in level lines: Chinese, Japanese, Korean."""
    return news(local(t, ("zh", "ja", "ko")), v)


@family(8)
def sc_cjk_form(t, v):
    """Forms of ruled cells, labels and values in turn; or as elsewhere."""
    t = local(t, ("zh", "ja", "ja", "ko"))
    if v % 2:
        return filled(t, v // 2)
    rows = []
    for _ in range(t.number(5, 12)):
        fields = t.number(1, 3)
        cells = ""
        for k in range(fields):
            cells += el("th", t.phrase(1, 2))
            cells += el(
                "td", t.pick((t.name(), t.date(), t.street(), "")), colspan=6 // fields * 2 - 1
            )
        rows.append(cells)
        if chance(t, 0.15):
            rows.append(el("th", t.phrase(1, 2)) + el("td", t.text(2, 5), colspan=11))
    grid = el("table", each("tr", rows), cls="ruled", style="width: 100%")
    css = f"td, th {{ height: {t.number(24, 50)}px }}"
    top = across(el("h1", t.title(1, 3)), el("p", t.date(), cls="right"))
    return leaf(
        t, top, grid, el("p", t.text(1, 2)) if chance(t) else "", css=css, width=(800, 1050)
    )


@family(8)
def sc_cjk_table(t, v):
    """Tables and invoices in level lines."""
    t = local(t, ("zh", "ja", "ko"))
    return bill(t, v) if v % 2 else listed(t, v)


@family(12)
def sc_cjk_daily(t, v):
    """Everyday paper in level lines."""
    return daily(local(t, ("zh", "ja", "ko")), v)


@family(8)
def sc_cjk_letter(t, v):
    """Letters and pages of books in level lines."""
    t = local(t, ("zh", "ja", "ko"))
    return book(t, v // 2) if v % 2 else letter(t)


@family(10)
def sc_north_news(t, v):
    """News in Russian, Greek, Hindi and Thai."""
    return news(local(t, ("ru", "el", "hi", "th")), v)


@family(8)
def sc_north_form(t, v):
    """Forms, tables and bills in Russian, Greek, Hindi, Thai."""
    return (filled, listed, bill, filled)[v % 4](local(t, ("ru", "el", "hi", "th")), v)


@family(8)
def sc_north_letter(t, v):
    """Letters, books, word lists in Russian, Greek, Hindi, Thai."""
    t = local(t, ("ru", "el", "hi", "th"))
    return letter(t) if v % 3 == 0 else book(t, v) if v % 3 == 1 else entries(t, v)


@family(12)
def sc_north_daily(t, v):
    """Everyday paper in Russian, Greek, Hindi, Thai."""
    return daily(local(t, ("ru", "el", "hi", "th")), v)


@family(10)
def sc_west(t, v):
    """German and French pages of every kind."""
    t = local(t, ("de", "fr"))
    kinds = (
        lambda: letter(t),
        lambda: news(t, v),
        lambda: filled(t, v),
        lambda: bill(t, v),
        lambda: listed(t, v),
    )
    return kinds[v % 5]()


@family(8)
def sc_west_daily(t, v):
    """Everyday paper in German and French."""
    return daily(local(t, ("de", "fr")), v)


@family(8)
def sc_leaflet(t, v):
    """The same words in many languages: blocks in rows, columns, or rows of a table."""
    tongues = some(t, "en de fr ru el ar he ja zh ko hi th".split(), 3, 6)
    made = [Local(t.rng, tongue) for tongue in tongues]

    def part(own, *inner):
        return el(
            "div", *inner, lang=own.language, dir="rtl" if own.language in ("ar", "he") else "ltr"
        )

    title = el("main-title", made[0].title(1, 3), style="font-size: 190%")
    if v % 3 == 0:
        blocks = [
            part(
                own,
                el("h2", own.title(1, 3)),
                *many(t, 1, 3, lambda own=own: el("p", own.text(1, 4))),
            )
            for own in made
        ]
        body = gridded(t, blocks, t.number(2, 3)) if chance(t) else "".join(blocks)
    elif v % 3 == 1:
        made = made[:4]
        blocks = [
            part(
                own,
                el("h2", own.title(1, 2)),
                *many(t, 2, 6, lambda own=own: el("li", "• " + own.phrase(3, 8))),
            )
            for own in made
        ]
        body = across(*blocks, gap=t.pick(("1.3em", "2em", "3em")))
    else:
        made = made[:5]
        rows = [[part(own, own.phrase(1, 4)) for own in made] for _ in range(t.number(6, 20))]
        body = table([], rows, cls=t.pick(("ruled", "")), style="width: 100%; table-layout: fixed")
    return sheet(
        Local(t.rng, "en"),
        title if chance(t, 0.7) else "",
        body,
        width=(800, 1080),
        size=(12, 17),
        font=t.pick(("Noto Sans", "Noto Serif", "DejaVu Sans")),
    )


# Pages of vertical lines, read from the right; tiers of them from the top.


def kanji(t, low, high):
    return str(t.number(low, high)).translate(CHINESE)


def era(t):
    name = t.pick(("昭和", "平成", "令和", "大正"))
    return f"{name}{kanji(t, 2, 30)}年{kanji(t, 1, 12)}月{kanji(t, 1, 28)}日"


def upright(t, *parts, height, tiers=1, gap=0, style=""):
    """Vertical lines so high altogether, in so many tiers."""
    columns = f"column-count: {tiers}; column-gap: {gap}px;" if tiers > 1 else ""
    return el(
        "div",
        *parts,
        style=f"writing-mode: vertical-rl; direction: ltr; height: {height}px; {columns} {style}",
    )


def right_first(*parts, gap=24, align="start"):
    return el(
        "div",
        *parts,
        style=f"display: flex; flex-direction: row-reverse; gap: {gap}px; align-items: {align}",
    )


def level(*parts, wide=None, style=""):
    wide = f"width: {wide}px;" if wide else ""
    return el("div", *parts, style=f"writing-mode: horizontal-tb; {wide} {style}")


def stand(t, *body, css="", size=(13, 18), **more):
    """A page as wide as its vertical lines."""
    lead, indent = t.pick((1.4, 1.6, 1.8, 2.0)), t.pick((0, 1, 1))
    own = f"""
    body {{ width: max-content; line-height: {lead}; }}
    p {{ margin: 0 {t.pick((0, 0, 0, 8))}px; text-indent: {indent}em; }}
    p {{ text-align: {t.pick(("start", "justify"))}; }}
    h1 {{ font-size: {t.number(150, 260)}%; line-height: 1.3; margin: 0 {t.number(4, 24)}px; }}
    h2 {{ font-size: {t.number(110, 170)}%; line-height: 1.3; margin: 0 {t.number(4, 24)}px; }}
    h2 {{ text-indent: {t.pick((0, 1, 2))}em; }}
    h2, h3 {{ break-after: avoid; }}
    page-no, footer {{ margin-top: {t.number(8, 50)}px; text-indent: 0; }}
    header {{ margin-bottom: {t.number(8, 40)}px; }}
    td, th {{ padding: {t.number(3, 14)}px {t.number(1, 6)}px; }}
    figcaption {{ font-size: 80%; line-height: 1.3; text-indent: 0; }}
    """
    return sheet(
        t, *body, css=own + css, lang=t.language, font=face(t), size=size, pad=(24, 80), **more
    )


def picture(t, wide=None):
    """A picture with its caption in level lines below or above, or upright beside it."""
    wide, tall = wide or t.number(90, 220), t.number(60, 130)
    box = el("div", style=f"width: {wide}px; height: {tall}px; border: 1px solid #888")
    kind = t.number(0, 2)
    said = el("figcaption", t.phrase(3, 8))
    if kind == 2:
        said = el("figcaption", t.phrase(2, 4), style="writing-mode: vertical-rl")
        return level(right_first(said, box, gap=6), style="margin: 6px; break-inside: avoid")
    return level(
        *((box, said) if kind else (said, box)), wide=wide, style="margin: 6px; break-inside: avoid"
    )


@family(10)
def sc_v_novel(t, v):
    """Novels: one or two tiers; running head and number in level lines; facing pages."""
    t = local(t, ("ja", "ja", "zh"))
    tall, tiers, gap = t.number(420, 820), t.pick((1, 1, 2)), t.number(20, 40)

    def one(count):
        parts = [el("p", t.text(2, 6)) for _ in range(count)]
        if chance(t):
            place = t.pick((0, 0, t.number(1, count)))
            parts.insert(
                place, el("h2", t.pick((kanji(t, 1, 9), t.title(1, 4))), style="margin: 0 1.5em")
            )
        head = (
            el("header", t.title(1, 4), cls=t.pick(("", "center", "right")))
            if chance(t, 0.7)
            else ""
        )
        number = el("page-no", str(t.number(5, 400)), cls=t.pick(("", "center", "right")))
        top = chance(t, 0.15)
        text = upright(t, *parts, height=tall, tiers=tiers, gap=gap)
        return el("div", number if top else "", head, text, "" if top else number)

    count = t.number(5, 12)
    return stand(
        t,
        right_first(one(count), one(count), gap=t.number(40, 110))
        if v % 3 == 2
        else one(count + 3),
    )


@family(10)
def sc_v_tiers(t, v):
    """A newspaper page of tiers: the text runs on from tier to tier, heads stand in it."""
    t = local(t, ("ja", "ja", "ja", "zh"))
    tiers, gap = t.number(3, 8), t.number(10, 26)
    tall = tiers * t.number(120, 190)
    parts = []
    for _ in range(t.number(3, 8)):
        parts.append(el("h2", t.title(2, 5)))
        parts.append(el("h3", t.title(2, 5)) if chance(t, 0.3) else "")
        parts += many(t, 1, 4, lambda: el("p", t.text(2, 6)))
        parts.append(picture(t) if chance(t, 0.3) else "")
    head = el(
        "header",
        el("span", t.title(1, 3)),
        el("span", t.date()),
        el("span", str(t.number(1, 30))),
        cls="between",
    )
    head = head if chance(t) else ""
    foot = el("page-no", str(t.number(1, 40)), cls="center") if chance(t, 0.4) else ""
    return stand(
        t, head, upright(t, *parts, height=tall, tiers=tiers, gap=gap), foot, size=(12, 15)
    )


def article(t, tall, tiers, gap, low=2, high=6):
    """A title column at the right of its tiers; a second title, a picture within."""
    title = [el("h1", t.title(3, 6))]
    title += [el("h2", t.title(3, 7))] if chance(t) else []
    title += [el("p", t.name())] if chance(t, 0.4) else []
    text = many(t, low, high, lambda: el("p", t.text(2, 6)))
    if chance(t, 0.3):
        text.insert(t.number(0, len(text)), picture(t))
    body = upright(t, *text, height=tall, tiers=tiers, gap=gap)
    return right_first(upright(t, *title, height=tall), body, gap=t.number(4, 24))


@family(10)
def sc_v_articles(t, v):
    """Articles one under another and side by side, each a title column and its tiers."""
    t = local(t, ("ja", "ja", "zh"))
    gap, between = t.number(12, 26), t.number(20, 50)
    made = []
    for _ in range(t.number(1, 3)):
        tiers = t.number(1, 4)
        tall = tiers * t.number(140, 210)
        row = [article(t, tall, tiers, gap) for _ in range(t.number(1, 2))]
        made.append(el("div", right_first(*row, gap=between), style=f"margin-bottom: {between}px"))
    top = (
        el("header", el("span", t.title(1, 3)), el("span", t.date()), cls="between")
        if chance(t)
        else ""
    )
    name = el(
        "main-title",
        t.words(t.number(3, 5)),
        style="writing-mode: vertical-rl; font-size: 300%; letter-spacing: .2em",
    )
    if v % 4 == 3:
        facts = upright(t, each("p", (era(t), t.phrase(2, 4))), height=t.number(120, 200))
        side = el("div", name, facts)
        return stand(t, top, right_first(side, el("div", *made), gap=between), size=(12, 15))
    return stand(t, top, *made, size=(12, 16))


@family(8)
def sc_v_magazine(t, v):
    """Pages of magazines: a level heading over tiers, pictures, a level box."""
    t = local(t, ("ja", "ja", "zh"))
    tiers, gap = t.number(2, 4), t.number(16, 34)
    tall = tiers * t.number(160, 240)
    parts = []
    for _ in range(t.number(2, 4)):
        parts += [el("h2", t.title(2, 5)), *many(t, 2, 4, lambda: el("p", t.text(2, 6)))]
        parts.append(picture(t) if chance(t) else "")
    text = upright(t, *parts, height=tall, tiers=tiers, gap=gap)
    head = el(
        "main-title",
        t.title(3, 7),
        style=f"font-size: {t.number(180, 280)}%",
        cls=t.pick(("", "center")),
    )
    lead = el("p", t.text(1, 2)) if chance(t) else ""
    facts = form(t, facts_of(t, 3, 7), t.pick((1, 2)))
    box = level(
        el("h3", t.title(1, 3)),
        t.pick((facts, each("p", many(t, 1, 3, lambda: t.text(1, 3))))),
        wide=t.number(240, 360),
    )
    foot = el("page-no", str(t.number(1, 200)), cls=t.pick(("right", "", "center")))
    css = "main-title, .lead { width: 0; min-width: 100%; }"
    lead = el("div", lead, cls="lead")
    kind = v % 4
    if kind == 0:
        return stand(t, head, lead, text, foot, css=css)
    if kind == 1:
        return stand(t, head, lead, right_first(text, box), foot, css=css)
    if kind == 2:
        return stand(t, head, right_first(box, text), foot, css=css)
    return stand(t, text, el("div", box, style="margin-top: 20px"), foot, css=css)


@family(8)
def sc_v_letter(t, v):
    """Upright letters, notices, poems: date, name of the sender low, receiver high."""
    t = local(t, ("ja", "zh"))
    tall = t.number(400, 720)
    low = f"text-align: end; padding-bottom: {t.number(0, 60)}px"
    if v % 3 == 2:
        poems = []
        for _ in range(t.number(3, 9)):
            poem = [el("p", t.phrase(3, 6)) for _ in range(t.number(1, 4))]
            poems.append(
                el(
                    "div",
                    *poem,
                    el("p", t.name(), style=low),
                    style=f"margin: 0 {t.number(4, 30)}px",
                )
            )
        return stand(t, upright(t, el("h1", t.title(1, 3)), *poems, height=tall), size=(15, 22))
    text = many(t, 2, 6, lambda: el("p", t.text(2, 6)))
    date, sender = (
        el("p", era(t), style=f"padding-top: {t.number(1, 6)}em"),
        el("p", t.name(), style=low),
    )
    to = el("p", t.name() + "様", style="font-size: 120%")
    if v % 3:
        body = [el("h1", t.title(2, 4)), *text, date, sender, to]
    else:
        body = [date, to, sender, el("h2", t.title(2, 4)), *text, el("p", "以上", style=low)]
    if chance(t):
        body += [el("p", f"{'一二三四五六'[n]}、{t.phrase(2, 8)}") for n in range(t.number(2, 5))]
    return stand(t, upright(t, *body, height=tall), size=(15, 21))


@family(8)
def sc_v_list(t, v):
    """Upright tables, lists of names, tables of contents, menus: rows from the right."""
    t = local(t, ("ja", "ja", "zh"))
    tall = t.number(380, 760)
    kind = v % 4
    title = el("h1", t.title(1, 3))
    if kind == 0:
        wide = t.number(2, 5)
        rows = [
            [t.pick((t.phrase(1, 4), t.name(), kanji(t, 1, 900), "")) for _ in range(wide)]
            for _ in range(t.number(8, 24))
        ]
        head = [t.phrase(1) for _ in range(wide)] if chance(t, 0.7) else []
        body = table(head, rows, cls=t.pick(("ruled", "")), style="white-space: nowrap")
        tall = max(tall, wide * 170)
    elif kind == 1:

        def line():
            return el("li", el("span", t.phrase(2, 6)), el("span", kanji(t, 2, 400)), cls="between")

        groups = [
            (el("h2", t.title(1, 3)) if chance(t, 0.6) else "") + "".join(many(t, 3, 8, line))
            for _ in range(t.number(1, 4))
        ]
        body = "".join(groups)
    elif kind == 2:

        def dish():
            return el(
                "p",
                el("span", t.phrase(2, 4)),
                el("span", kanji(t, 300, 2800) + "円"),
                cls="between",
            )

        groups = [
            el("h2", t.title(1, 2)) + "".join(many(t, 3, 8, dish)) for _ in range(t.number(2, 6))
        ]
        tiers = t.number(2, 3)
        return stand(
            t,
            upright(t, title, height=tall) if chance(t, 0.2) else "",
            upright(t, *groups, height=tall, tiers=tiers, gap=40),
            size=(14, 20),
        )
    else:
        names = [el("p", t.name()) for _ in range(t.number(20, 70))]
        tiers = t.number(3, 7)
        body = upright(t, *names, height=tall, tiers=tiers, gap=14)
        return stand(t, right_first(upright(t, title, height=tall), body), size=(13, 18))
    return stand(t, upright(t, title, body, height=tall), size=(13, 19))


@family(8)
def sc_v_cards(t, v):
    """Upright name cards, envelopes and postcards: receiver in the middle, sender at the left."""
    t = local(t, ("ja", "zh"))

    def card():
        tall = t.number(200, 330)
        firm = [el("p", t.title(2, 4)), el("p", t.phrase(1, 3))][: t.number(1, 2)]
        where = [
            el("p", t.street().translate(CHINESE), cls="small"),
            el("p", "電話 " + t.phone().replace(" ", "").translate(CHINESE), cls="small"),
        ]
        name = el("p", t.name(), style="font-size: 180%; letter-spacing: .3em; padding-top: 2em")
        return el(
            "div",
            upright(t, *firm, name, *where, height=tall),
            style=f"border: {t.pick((0, 1))}px solid; padding: {t.number(10, 26)}px",
        )

    if v % 2:
        many_cards = [card() for _ in range(t.number(2, 8))]
        columns, space = f"repeat({t.number(2, 3)}, max-content)", t.number(0, 40)
        grid = f"display: grid; direction: rtl; grid-template-columns: {columns}; gap: {space}px"
        return stand(t, el("div", *many_cards, style=grid, any=True))
    tall = t.number(480, 680)
    post = el(
        "p",
        " ".join(str(t.number(100, 999)) + str(t.number(1000, 9999))),
        cls="center",
        style="margin-bottom: 30px",
    )
    to = [el("p", t.street().translate(CHINESE)), el("p", t.phrase(3, 6), style="padding-top: 4em")]
    to += [
        el("p", t.name() + "様", style="font-size: 220%; padding-top: 2em; letter-spacing: .2em")
    ]
    sender = [el("p", t.street().translate(CHINESE)), el("p", t.name(), style="padding-top: 3em")]
    sender = upright(
        t, *sender, height=tall // 2, style=f"margin-top: {tall // 2}px; font-size: 85%"
    )
    if v % 4 == 0:
        text = [el("p", t.text(1, 3)) for _ in range(t.number(2, 4))]
        sender = upright(t, *text, el("p", era(t)), height=tall)
    return stand(
        t,
        post,
        right_first(upright(t, *to, height=tall), sender, gap=t.number(20, 70)),
        size=(15, 20),
    )


@family(8)
def sc_v_mixed(t, v):
    """Upright articles with level parts: a table, a column of notices, a programme at the foot."""
    t = local(t, ("ja", "ja", "zh"))
    gap, tiers = t.number(14, 26), t.number(2, 4)
    tall = tiers * t.number(130, 190)
    main = article(t, tall, tiers, gap, 3, 6)
    rows = [[t.time(), t.phrase(2, 7)] for _ in range(t.number(5, 14))]
    wide = t.number(200, 300)
    grid = level(el("h3", t.title(1, 3)), table([], rows, cls=t.pick(("", "ruled"))), wide=wide)
    notes = level(
        *(el("div", el("h3", t.title(1, 3)), el("p", t.text(1, 2))) for _ in range(t.number(2, 4))),
        wide=wide,
    )
    head = level(
        el("h1", t.title(3, 6), cls=t.pick(("", "center"))), style="width: 0; min-width: 100%"
    )
    side = t.pick((grid, notes))
    foot = el("page-no", str(t.number(1, 40)), cls=t.pick(("center", "right")))
    below = article(t, t.number(150, 200), 1, gap, 1, 3)
    below = el("div", below, style=f"margin-top: {t.number(gap, 50)}px")
    if v % 4 == 0:
        body = [right_first(main, side)]
    elif v % 4 == 1:
        body = [right_first(side, main), below]
    elif v % 4 == 2:
        body = [head, main, right_first(notes, grid)]
    else:
        body = [main, el("div", right_first(below, side), style="margin-top: 24px")]
    return stand(t, *body, foot if chance(t) else "", size=(12, 16))


@family(8)
def sc_v_words(t, v):
    """Upright dictionaries, calendars of the year, short notices: entries in tiers."""
    t = local(t, ("ja", "ja", "zh"))
    tiers, gap = t.number(2, 5), t.number(10, 30)
    tall = tiers * t.number(150, 230)
    hang = t.pick((0, 1, 1, 2))

    def entry():
        said = f"<b>{t.phrase(1, 2)}</b>　" + t.pick((t.text(1, 2), t.phrase(3, 8)))
        return el("p", said, style=f"padding-top: {hang}em; text-indent: -{hang}em")

    def notice():
        return (
            el("h3", t.title(1, 4), style="margin-right: 10px")
            + el("p", t.text(1, 2))
            + el("p", "電話" + kanji(t, 10000, 99999))
        )

    make = entry if v % 2 else notice
    head = el(
        "header", el("span", t.phrase(1)), el("span", t.phrase(1, 2)), cls=t.pick(("between", ""))
    )
    head = head if chance(t, 0.7) else el("h1", t.title(1, 3))
    text = upright(t, *many(t, 12, 36, make), height=tall, tiers=tiers, gap=gap)
    return stand(
        t,
        head,
        text,
        el("page-no", str(t.number(1, 900)), cls=t.pick(("center", "", "right"))),
        size=(12, 15),
    )


@family(8)
def sc_v_front(t, v):
    """Front pages: the paper's name upright at the right, a level headline over the lead."""
    t = local(t, ("ja", "ja", "zh"))
    gap, between = t.number(12, 24), t.number(18, 40)
    tiers = t.number(3, 6)
    tall = tiers * t.number(110, 160)
    name = el(
        "main-title",
        t.words(4),
        style="writing-mode: vertical-rl; font-size: 280%; white-space: nowrap",
    )
    facts = level(
        each(
            "div",
            (t.date(), "第" + str(t.number(1000, 30000)) + "号", t.words(5), t.phone())[
                : t.number(2, 4)
            ],
        ),
        style="font-size: 80%",
    )
    index = upright(t, *many(t, 2, 6, lambda: el("p", t.phrase(2, 5))), height=t.number(120, 180))
    mast = el(
        "div",
        name,
        facts,
        index if chance(t) else "",
        style="display: grid; gap: 16px; justify-items: center",
    )
    top = level(el("h1", t.title(4, 7)), style="width: 0; min-width: 100%; padding-bottom: 12px")
    lead = article(t, tall, tiers, gap, 5, 9)
    lead = el("div", top, lead) if chance(t, 0.6) else lead
    side = article(t, tall, tiers, gap, 2, 3)
    row = (
        right_first(mast, lead, side, gap=between)
        if v % 2
        else right_first(mast, lead, gap=between)
    )
    lower = [article(t, t.number(2, 3) * 130, 2, gap, 2, 4) for _ in range(t.number(0, 2))]
    lower = (
        el("div", right_first(*lower, gap=between), style=f"margin-top: {between}px")
        if lower
        else ""
    )
    return stand(t, row, lower, size=(11, 14))
