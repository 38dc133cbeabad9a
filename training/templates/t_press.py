"""Newspapers, magazines, posters, programmes: pages to learn the order from."""

import template
from template import each, el, lines, page, pairs, rows, table

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SIGNS = "Aries Taurus Gemini Cancer Leo Virgo Libra Scorpio Sagittarius Capricorn Aquarius Pisces"
WORKS = "Sonata Symphony Overture Quartet Fantasia Suite Concerto Nocturne Mass Serenade".split()
TEMPI = "Allegro Andante Largo Presto Scherzo Adagio Moderato Rondo Menuetto Vivace".split()


def chance(t, share=0.5):
    return t.rng.random() < share


def family(variants):
    """A family of pages, now and then in another language."""

    def enter(make):
        def in_tongue(t, v):
            return make(t.of(t.pick("de fr it ru el")) if chance(t, 0.2) else t, v)

        in_tongue.__name__ = make.__name__
        return template.family(variants)(in_tongue)

    return enter


def look(t):
    """Chance styles of paragraphs and headings."""
    lead = t.pick((1.1, 1.15, 1.2, 1.3, 1.4, 1.55))
    margin, indent = t.pick(((0, 1), (0, 1.6), (0, 0), (0.4, 0), (0.7, 0), (1, 0), (0.3, 1)))
    side, big = t.pick(("left", "left", "center")), t.pick((1.8, 2.2, 2.8, 3.4))
    return f"""
    p {{ margin: 0 0 {margin}em; text-indent: {indent}em; line-height: {lead};
         text-align: {t.pick(("left", "justify", "justify"))}; }}
    h1, h2, h3, h4 {{ line-height: {t.pick((1, 1.1, 1.25))}; text-align: {side};
         margin: {t.pick((0, 0.2, 0.5))}em 0 {t.pick((0.15, 0.3, 0.6))}em; break-after: avoid;
         overflow-wrap: break-word; font-weight: {t.pick(("bold", "bold", "normal"))}; }}
    h1 {{ font-size: {big}em; }} h2 {{ font-size: {t.pick((1.4, 1.7, 2))}em; }}
    h3 {{ font-size: {t.pick((1.1, 1.2, 1.35))}em; }} h4 {{ font-size: 1em; }}
    .by, .kick, .deck, .no {{ text-indent: 0; text-align: {side}; }}
    .kick {{ font-size: .85em; text-transform: {t.pick(("none", "uppercase"))}; }}
    .deck {{ font-size: 1.2em; margin: .2em 0 .5em; }} .by {{ margin: .2em 0 .4em; }}
    .right, .right p {{ text-align: right; text-indent: 0; }}
    .center, .center p, .center h1, .center h2, .center h3, .center h4 {{ text-align: center;
         text-indent: 0; }}
    .box {{ padding: {t.number(4, 14)}px; }} .pic {{ border: 1px solid #999; background: #ddd; }}
    figcaption, caption {{ font-size: {t.pick((0.8, 0.9, 1))}em; line-height: 1.2; }}
    figcaption, .plain p, td p, li p {{ text-indent: 0; }}
    caption {{ text-align: left; margin-bottom: 4px; font-weight: bold; }}
    aside {{ text-indent: 0; }} figure {{ break-inside: avoid; margin: 0 0 .7em; }}
    .keep {{ break-inside: avoid; }}
    """


def prose(t, chars, subheads=0.0, first=""):
    """Paragraphs of about so many characters; subheads between them by chance."""
    short, made = chance(t, 0.4), []
    while chars > 0 or not made:
        said = t.text(1, 2 if short or chars < 250 else 5)
        if made and chance(t, subheads):
            made.append(el("h4", t.title(2, 4)))
        made.append(el("p", (first if not made else "") + said))
        chars -= len(said)
    return "".join(made)


def flow(columns, gap, *inner, style=""):
    """Text in so many balanced columns."""
    if columns == 1:
        return el("div", *inner)
    return el("div", *inner, style=f"column-count: {columns}; column-gap: {gap}; {style}")


def side(widths, gap, *parts, style="", **attributes):
    """Parts side by side, of these widths."""
    style = f"grid-template-columns: {widths}; column-gap: {gap}; {style}"
    return el("div", *parts, cls="grid", style=style, **attributes)


def equal(count):
    return f"repeat({count}, minmax(0, 1fr))"


def gutter(t):
    return f"{t.pick((0.9, 1, 1.2, 1.5, 2, 2.5, 3.5))}em"


def picture(t, height, caption=True, beside=False):
    """An empty picture with its caption under it, over it or beside it."""
    said = el("figcaption", t.sentence(4, 14)) if caption else ""
    box = el("div", cls="pic", style=f"height: {height}px")
    if beside and caption:
        widths = t.pick(("2fr 1fr", "1fr 1fr", "3fr 1fr"))
        parts = (box, said)
        return el("figure", side(widths, "1em", *parts, style=t.pick(("", "align-items: end"))))
    return el("figure", box, said)


def number(t, low=1, high=90, place="center"):
    said = t.pick(("{}", "{}", "- {} -", "Page {}")).format(t.number(low, high))
    return el("page-no", said, cls=place)


def running(t, *said):
    """A running head: a line or parts at both sides, the page number among them by chance."""
    said = said or (t.title(2, 3), t.date())
    if chance(t, 0.4):
        said = (*said, el("page-no", t.number(2, 60)))
    style = f"margin-bottom: {t.pick((4, 10, 20, 40))}px"
    if len(said) > 1 and chance(t, 0.8):
        return el("header", each("div", said), cls="between", style=style)
    return el("header", each("div", said), cls=t.pick(("", "center", "right")), style=style)


def ending(t):
    """The foot of a page: nothing, a number, or a line."""
    top = f"margin-top: {t.pick((6, 14, 30, 60))}px"
    kind = t.number(0, 3)
    if kind == 1:
        return el("div", number(t, place=t.pick(("center", "right", ""))), style=top)
    if kind == 2:
        parts = [el("div", t.title(2, 3)), number(t)]
        if chance(t):
            parts.reverse()
        return el("footer", *parts, cls="between", style=top)
    return el("footer", t.sentence(4, 9), cls=t.pick(("", "center")), style=top) if kind else ""


def dots(t, left, right, room=46):
    """A row with leaders, in one line of text."""
    return f"{left} {'.' * max(3, room - len(left) - len(right))} {right}"


class Sheet:
    """The measures of a newspaper page: columns of one width with one gutter."""

    def __init__(self, t, columns, wide=None):
        self.t, self.columns = t, columns
        self.size = t.number(11, 15)
        self.wide = wide or t.number(int(self.size * 11), int(self.size * 17))
        self.gap = round(self.size * t.pick((0.9, 1.1, 1.4, 1.8, 2.4)))
        self.letters = self.wide / (0.47 * self.size)
        self.width = self.across(columns)

    def across(self, count):
        return count * self.wide + (count - 1) * self.gap

    def split(self, counts, parts, style=""):
        widths = " ".join(f"{self.across(count)}px" for count in counts)
        return side(widths, f"{self.gap}px", *parts, style=style)

    def story(self, columns, deep):
        """A headline with what goes with it, and text in columns of about so many lines."""
        t, level = self.t, 3 if columns == 1 else 2 if columns < 4 else 1
        words = {3: (2, 6), 2: (3, 8), 1: (4, 7)}[level]
        over = [el("p", t.phrase(1, 4), cls="kick")] if chance(t, 0.2) else []
        over.append(el(f"h{level}", t.title(*words)))
        if chance(t, 0.3):
            over.append(el("p", t.sentence(5, 12), cls="deck"))
        by = el("p", t.pick(("By {}", "{}", "From {}", "{}, our correspondent")).format(t.name()))
        by, room = by.replace("<p", '<p class="by"') if chance(t) else "", max(4, deep - 4)
        start = (
            t.place().upper() + ", " + t.pick(("", "Monday — ", "June 4. ")) if chance(t) else ""
        )
        body = prose(t, room * columns * self.letters, t.pick((0, 0, 0.15, 0.3)), start)
        if by and chance(t):
            return el("div", *over, by, flow(columns, f"{self.gap}px", body))
        if columns > 1 and deep > 14 and chance(t, 0.3):
            body = picture(t, t.number(60, 140)) + body
        elif columns == 1 and deep > 20 and chance(t, 0.25):
            over.insert(t.pick((0, len(over))), picture(t, t.number(60, 140)))
        return el("div", *over, flow(columns, f"{self.gap}px", by, body))

    def small(self, deep):
        """A box: weather, index, numbers to call, a picture."""
        t = self.t
        count = max(3, min(deep - 2, 9))
        kind = t.number(0, 4)
        if kind == 0:
            said = el("h4", t.pick(("Weather", "The Weather", "Forecast"))) + prose(t, 120)
        elif kind == 1:
            items = [(t.phrase(1, 2), str(t.number(2, 40))) for _ in range(count)]
            inner = [dots(t, *item, int(self.letters * 0.75)) for item in items]
            said = el("h4", t.pick(("Index", "Inside", "In this issue"))) + each("li", inner)
        elif kind == 2:
            items = [
                [t.place(), str(t.number(-5, 33)), t.pick("fair rain cloud sun")]
                for _ in range(count)
            ]
            said = el("h4", "Temperatures") + table([], items, cls="", style="width: 100%")
        elif kind == 3:
            items = [
                el("li", t.sentence(4, 8), " ", el("b", "Page ", t.number(2, 30))) for _ in range(3)
            ]
            said = el("h4", t.title(1, 2)) + "".join(items)
        else:
            return picture(t, t.number(70, 180))
        return el("div", said, cls=t.pick(("box plain", "plain")), style="margin: 0 0 8px")

    def block(self, columns, deep, depth=0):
        """A part of a page: one story, or parts side by side or over each other."""
        t = self.t
        if columns == 1:
            parts = []
            while deep > 6:
                some = min(deep, t.number(9, 30))
                small = some < 14 and chance(t, 0.4)
                parts.append(self.small(some) if small else self.story(1, some))
                deep -= some
            return el("div", *parts)
        if deep < 12 or depth > 3 or chance(t, 0.2 if depth else 0.05):
            return self.story(columns, deep)
        if columns > 2 and deep > 28 and chance(t, 0.5):
            first = t.number(deep // 3, deep * 2 // 3)
            over = self.block(columns, first, depth + 1)
            under = self.block(columns, deep - first, depth + 1)
            return el("div", over, el("div", style="height: 10px"), under)
        left = t.number(1, columns - 1)
        counts = (left, columns - left)
        return self.split(counts, [self.block(count, deep, depth + 1) for count in counts])


def masthead(t):
    """The name of a newspaper with the line under it or at its sides."""
    name = "The " + t.place() + " " + t.pick("Herald Gazette Courier Echo Mercury Chronicle Argus")
    facts = [
        f"No. {t.number(90, 9999):,}",
        t.pick(DAYS) + ", " + t.date(),
        t.pick(("Price 1d.", "60p")),
    ]
    title = el(
        "main-title", name, style=f"font-size: {t.pick((2.4, 3.2, 4.2))}em; line-height: 1.1"
    )
    kind = t.number(0, 3)
    if kind == 0:
        ears = [el("div", t.sentence(3, 6), cls="box", style="width: 130px") for _ in range(2)]
        return el("div", ears[0], title, ears[1], cls="between") + el("div", facts[1], cls="center")
    line = el("div", each("div", facts), cls="between", style="margin: 4px 0 12px")
    if kind == 1:
        return line + el("div", title, cls="center")
    return el("div", title, cls=t.pick(("", "center"))) + line


@family(10)
def front_page(t, v):
    """A front page: name, stories in blocks of columns, boxes at the foot."""
    sheet = Sheet(t, t.number(3, 8))
    deep = t.number(26, 48) if sheet.columns < 6 else t.number(22, 36)
    body = [masthead(t)]
    if chance(t, 0.4):
        body += [el("h1", t.title(4, 8)), el("p", t.sentence(8, 14), cls="deck")]
    body.append(sheet.block(sheet.columns, deep))
    if chance(t, 0.4):
        counts = [1] * sheet.columns if sheet.columns < 5 else [2] * (sheet.columns // 2)
        foot = [el("div", el("h4", t.title(2, 4)), prose(t, 90)) for _ in counts]
        body.append(sheet.split(counts, foot, "margin-top: 14px"))
    pad = t.number(24, 60)
    return page(t, "".join(body), look(t), width=sheet.width + 2 * pad, size=sheet.size, pad=pad)


@family(8)
def old_paper(t, v):
    """A page of the 19th century: small items one below the other through narrow columns."""
    sheet = Sheet(t, t.number(3, 7))
    items = []
    for _ in range(t.number(6 + sheet.columns, 8 + 2 * sheet.columns)):
        head = t.pick(("h3", "h4", "h4"))
        said = el(head, t.title(1, 5).upper() if chance(t) else t.title(2, 6) + ".")
        if chance(t, 0.15):
            said += el("h4", t.title(2, 4))
        said += prose(t, t.number(60, 450))
        if chance(t, 0.2):
            figures = [(t.phrase(1, 2), t.money(1, 90)) for _ in range(t.number(3, 8))]
            room = int(sheet.letters * 0.75)
            said += "".join(el("p", dots(t, *pair, room), cls="no") for pair in figures)
        if chance(t, 0.2):
            said += el("p", t.name().upper(), cls="right")
        items.append(said)
    css = look(t) + "h1, h2, h3, h4 { text-align: center }"
    top = running(t) if chance(t) else masthead(t)
    pad = t.number(20, 50)
    body = top + flow(sheet.columns, f"{sheet.gap}px", *items)
    return page(t, body, css, width=sheet.width + 2 * pad, size=sheet.size, pad=pad)


def advert(t, big=False):
    """An advertisement: centered or flush lines of several sizes."""
    parts = []
    if chance(t, 0.8):
        parts.append(el("h3", t.title(1, 4)))
    parts += [el("p", t.phrase(2, 6)) for _ in range(t.number(1, 4 if big else 2))]
    if chance(t):
        parts.append(el("p", t.sentence(6, 14)))
    if chance(t, 0.4):
        parts.append(el("p", t.surname(), " &amp; Co.", style="font-size: 1.2em"))
    parts.append(el("p", t.pick((t.street(), "Tel. " + t.phone(), t.street() + ". " + t.phone()))))
    return el("div", *parts, cls=t.pick(("box center", "box center", "box plain", "plain")))


@family(8)
def inside_page(t, v):
    """An inside page: a story, a column of short items at one side, advertisements at the foot."""
    sheet = Sheet(t, t.number(4, 7))
    deep, narrow = t.number(20, 40), t.pick((1, 1, 2))
    main = sheet.block(sheet.columns - narrow, deep, 1)
    brief = [el("h4", t.title(1, 3)) + prose(t, 120) for _ in range(t.number(3, deep // 6 + 1))]
    brief = el("div", el("h3", t.title(1, 2)), flow(narrow, f"{sheet.gap}px", *brief))
    counts, parts = [sheet.columns - narrow, narrow], [main, brief]
    if chance(t):
        counts.reverse(), parts.reverse()
    body = [running(t), sheet.split(counts, parts)]
    if chance(t, 0.7):
        count = t.number(2, sheet.columns)
        ads = [advert(t) for _ in range(count * t.number(1, 2))]
        body.append(side(equal(count), f"{sheet.gap}px", *ads, style="row-gap: 8px", any=True))
    body.append(ending(t))
    pad = t.number(24, 60)
    return page(t, "".join(body), look(t), width=sheet.width + 2 * pad, size=sheet.size, pad=pad)


@family(8)
def classifieds(t, v):
    """Classified advertisements: many short paragraphs under headings in many columns."""
    sheet = Sheet(t, t.number(3, 8), t.number(115, 170))
    groups, lead = [], t.pick((True, False))
    for _ in range(t.number(2, 7)):
        items = []
        for _ in range(t.number(2, 8)):
            first = t.words(t.number(1, 2)).upper()
            said = first + " " + t.sentence(4, 14)
            said += " " + t.pick(
                ("Tel. " + t.phone(), "£" + t.money(), t.place(), "Box " + t.code())
            )
            items.append(advert(t) if chance(t, 0.06) else el("p", said, cls="keep"))
        groups.append(el("h4" if lead else "h3", t.title(1, 3).upper()) + "".join(items))
    body = running(t) if chance(t, 0.6) else el("h1", t.title(1, 3))
    if chance(t, 0.3):
        body += el("p", t.sentence(8, 18), cls="by")
    css = look(t) + f"p {{ margin-bottom: {t.pick((0, 3, 7, 12))}px; text-indent: 0 }}"
    body += flow(sheet.columns, f"{sheet.gap}px", *groups) + ending(t)
    pad = t.number(20, 50)
    return page(t, body, css, width=sheet.width + 2 * pad, size=sheet.size, pad=pad)


@family(8)
def notices(t, v):
    """Births, marriages, deaths, thanks; a longer obituary beside or over them by chance."""
    sheet = Sheet(t, t.number(2, 6))
    groups = []
    for kind in ("Births", "Marriages", "Deaths", "In Memoriam", "Acknowledgments"):
        if chance(t, 0.2):
            continue
        items = []
        for _ in range(t.number(2, 8)):
            said = t.surname().upper() + t.pick((". — ", " — ", ", ")) + t.sentence(8, 20)
            box = chance(t, 0.15)
            cross = el("p", "+", cls="center") if box and chance(t) else ""
            named = el("p", el("b", t.name()), cls="center") if box else ""
            items.append(
                el("div", cross, named, el("p", said), cls="box keep") if box else el("p", said)
            )
        groups.append(el("h3", kind.upper() if v % 2 else kind) + "".join(items))
    part = flow(sheet.columns, f"{sheet.gap}px", *groups)
    body = [running(t)] if chance(t) else []
    if chance(t, 0.5) and sheet.columns > 2:
        obituary = el("div", picture(t, 120) if chance(t) else "", sheet.story(1, t.number(20, 40)))
        left = el("div", flow(sheet.columns - 1, f"{sheet.gap}px", *groups))
        parts, counts = [left, obituary], [sheet.columns - 1, 1]
        if chance(t):
            parts.reverse(), counts.reverse()
        body.append(sheet.split(counts, parts))
    else:
        body += [sheet.story(sheet.columns, t.number(8, 16)) if chance(t) else "", part]
    body.append(ending(t))
    pad = t.number(24, 60)
    return page(t, "".join(body), look(t), width=sheet.width + 2 * pad, size=sheet.size, pad=pad)


@family(7)
def letters_page(t, v):
    """Letters to the editor with signatures; a box on how to write; a leader at the left."""
    sheet = Sheet(t, t.number(2, 5), t.number(170, 260))
    letters = []
    sign = t.pick(("right", "right", "plain", "center"))
    for _ in range(t.number(3, 8)):
        head = el(t.pick(("h3", "h4")), t.title(2, 6)) if chance(t, 0.8) else ""
        hello = el("p", "Sir, — ") if chance(t, 0.4) else ""
        name = el("p", el("b", t.name()), cls=sign)
        place = el("p", t.place() + (", " + t.date() if chance(t, 0.3) else ""), cls=sign)
        letters.append(head + hello + prose(t, t.number(150, 900)) + name + place)
    how = el("div", el("h4", "Write to us"), each("p", (t.sentence(6, 12), t.street(), t.phone())))
    how = how.replace("<div", '<div class="box plain keep" style="margin: 8px 0"', 1)
    letters.insert(t.pick((0, len(letters), len(letters) // 2)), how)
    body = running(t) + el(
        "h1", t.pick(("Letters to the Editor", "Your Letters", "Points of view"))
    )
    if chance(t, 0.4) and sheet.columns > 2:
        leader = el("div", el("h2", t.title(1, 3)), prose(t, t.number(600, 1500)))
        rest = flow(sheet.columns - 1, f"{sheet.gap}px", *letters)
        body += sheet.split((1, sheet.columns - 1), [leader, rest])
    else:
        body += flow(sheet.columns, f"{sheet.gap}px", *letters)
    pad = t.number(24, 60)
    body += ending(t)
    return page(t, body, look(t), width=sheet.width + 2 * pad, size=sheet.size, pad=pad)


def clock(kind, minutes):
    """The time of day, written in one of four ways."""
    hour, minute = minutes // 60 % 24, minutes % 60
    if kind == 1:
        return f"{(hour - 1) % 12 + 1}.{minute:02}"
    if kind == 2:
        return f"{(hour - 1) % 12 + 1}.{minute:02} {'am' if hour < 12 else 'pm'}"
    return f"{hour:02}{':' if kind else '.'}{minute:02}"


@family(9)
def tv_listings(t, v):
    """Channels side by side; the time beside, before or over the programme."""
    count, kind, hour = t.number(2, 5), t.pick((0, 1, 2, 3)), t.pick((0, 1, 2))
    gap, size = gutter(t), t.number(12, 16)
    teaser = t.pick((0, 0.3, 0.8))
    own = f"{t.pick((3.2, 3.8, 4.6)) + 1.2 * (hour == 2)}em 1fr"
    channels = []
    for channel in range(t.number(count, count * 2) if chance(t, 0.3) else count):
        now, shows = t.number(5, 8) * 60, []
        for _ in range(t.number(8, 20)):
            said = el("b", t.title(1, 4))
            more = t.sentence(4, 10) if chance(t, teaser) else ""
            if kind == 0:
                shows.append(el("p", clock(hour, now), " ", said, " ", more))
            elif kind == 1:
                inner = el("div", said, el("p", more) if more else "")
                shows.append(side(own, ".4em", el("div", clock(hour, now)), inner))
            elif kind == 2:
                shows.append(
                    el("p", clock(hour, now)) + el("p", said) + (el("p", more) if more else "")
                )
            else:
                inner = el("div", said, " ", more)
                shows.append(side(own, ".4em", el("div", clock(hour, now)), inner))
            now += t.pick((5, 15, 20, 30, 45, 60, 90))
        head = el("h3", t.pick(("BBC", "ITV", "Channel", "Radio", "TV")), " ", channel + 1)
        channels.append(el("div", head, *shows))
    css = (
        look(t) + f"p {{ text-indent: 0; margin: 0 0 {t.pick((0, 2, 5, 9))}px; text-align: left }}"
    )
    body = running(t) if chance(t) else el("h1", t.pick(DAYS))
    if chance(t, 0.4):
        picks = [el("div", el("h4", t.title(2, 4)), prose(t, 150)) for _ in range(count)]
        body += side(equal(count), gap, *picks, style="margin-bottom: 12px")
    body += side(equal(count), gap, *channels, style="row-gap: 14px") + ending(t)
    width = count * t.number(size * 13, size * 19)
    return page(t, body, css, width=width, size=size, pad=t.number(20, 50))


@family(7)
def cinema_listings(t, v):
    """Cinemas with films and times: runs of text, lists in columns, or tables."""
    columns, gap, kind = t.number(1, 4), gutter(t), t.number(0, 2)
    houses = []
    for _ in range(t.number(4, 5 + columns * 3)):
        head = el("h4", t.pick("Odeon Rex Palace Regal Tivoli Gaumont".split()), ", ", t.place())
        where = el("p", t.street(), " ", t.phone()) if chance(t) else ""
        films = []
        for _ in range(t.number(1, 6)):
            hours = [t.time() for _ in range(t.number(1, 4))]
            grade = t.pick(("U", "12", "15", "PG"))
            if kind == 0:
                films.append(el("p", el("b", t.title(1, 5)), f" ({grade}) ", ", ".join(hours)))
            elif kind == 1:
                films.append([t.title(1, 4), grade, " ".join(hours)])
            else:
                films.append(
                    el("p", t.title(1, 5)) + el("p", "  ".join(hours), style="padding-left: 1em")
                )
        inner = table([], films, cls="", style="width: 100%") if kind == 1 else "".join(films)
        houses.append(el("div", head, where, inner, cls="keep" if chance(t) else ""))
    css = (
        look(t)
        + f"p {{ text-indent: 0; text-align: left }} td {{ padding: 0 {t.number(9, 18)}px 2px 0 }}"
    )
    css += f" .keep, h4 {{ margin-top: {t.pick((2, 8, 16))}px }}"
    body = running(t) + el("h1", t.pick(("Cinemas", "At the pictures", "Now showing")))
    body += flow(columns, gap, *houses) + ending(t)
    return page(
        t, body, css, width=t.number(230, 300) * columns + 160, size=t.number(12, 15), pad=40
    )


@family(9)
def results_tables(t, v):
    """Results and league tables: tables side by side, or through columns, with text above."""
    columns, gap, size = t.number(1, 4), gutter(t), t.number(11, 15)
    heads = t.pick(("P W D L F A Pts", "P W L Pts", "Pl W D L GD Pts")).split()
    parts = []
    for _ in range(t.number(columns, columns + 2)):
        if chance(t):
            teams = []
            for _ in range(t.number(5, 10)):
                team = t.place() + (" " + t.pick("Town City Rovers United") if chance(t) else "")
                teams.append([team, *(t.number(0, 60) for _ in heads)])
            head = ["", *heads] if chance(t, 0.8) else []
            inner = table(head, teams, "" if chance(t, 0.4) else t.title(1, 3), cls="league")
        elif chance(t):
            games = []
            for _ in range(t.number(4, 12)):
                row = [t.place(), t.number(0, 5), t.place(), t.number(0, 5)]
                games.append(row)
            inner = el("h4", t.title(1, 3)) + table([], games, cls="")
        else:
            games = [
                f"{t.place()} {t.number(0, 4)}, {t.place()} {t.number(0, 4)}" for _ in range(6)
            ]
            inner = el("h4", t.title(1, 3)) + each("p", games)
            if chance(t, 0.4):
                inner += prose(t, 150)
        parts.append(el("div", inner, cls="keep", style=f"margin-bottom: {t.pick((8, 14, 26))}px"))
    css = (
        look(t)
        + f"""table {{ width: 100% }} td, th {{ padding: {t.pick((0, 1, 3))}px 3px }}
    .league td + td, .league th + th {{ text-align: {t.pick(("right", "right", "center"))} }}
    p {{ text-indent: 0 }}"""
    )
    body = running(t) if chance(t) else el("h1", t.title(1, 4))
    if chance(t, 0.4):
        body += flow(columns, gap, prose(t, 350 * columns))
    if chance(t):
        body += flow(columns, gap, *parts)
    else:
        body += side(equal(columns), gap, *parts, style="align-items: start; row-gap: 10px")
    width = columns * t.number(size * 19, size * 24) + 100
    return page(t, body + ending(t), css, width=width, size=size, pad=t.number(24, 50))


@family(8)
def stock_prices(t, v):
    """Share prices: one table per column of the page, with heads of trades between rows."""
    columns, gap, size = t.number(2, 5), t.pick(("1em", "1.3em", "2em", "3em")), t.number(10, 13)
    heads = t.pick(
        ([], ["High", "Low", "", "Price", "+/-"], ["", "Last", "Chg"], ["", "Bid", "Offer", "Yld"])
    )
    names_at = heads.index("") if heads else 0
    wide = len(heads) or t.number(2, 4)
    deep = min(t.number(12, 34), 280 // (columns * wide))
    made = []
    for _ in range(columns):
        lines_, left = [], deep
        while left > 0:
            if chance(t, 0.12):
                lines_.append(el("tr", el("th", t.title(1, 2), colspan=wide)))
            else:
                row = []
                for at in range(wide):
                    name = t.surname() + (
                        " " + t.pick(("Inv", "Tst", "Grp", "Hldgs")) if chance(t) else ""
                    )
                    figure = t.pick(
                        (f"{t.number(9, 900)}", f"{t.number(9, 99)}½", "—", t.money(1, 99))
                    )
                    row.append(el("td", name) if at == names_at else el("td", figure, cls="right"))
                lines_.append(el("tr", *row))
            left -= 1
        head = rows([heads], "th") if heads and chance(t, 0.8) else ""
        made.append(el("table", head, *lines_, style="width: 100%"))
    css = (
        look(t)
        + f"td, th {{ padding: {t.pick((0, 1, 2))}px 2px; line-height: {t.pick((1.1, 1.25))} }}"
    )
    body = running(t) + (el("h2", t.title(2, 4)) if chance(t) else "")
    if chance(t, 0.4):
        body += flow(t.number(2, 4), gap, prose(t, 700))
    body += side(equal(columns), gap, *made, style="align-items: start") + ending(t)
    width = columns * size * (9 + 4 * wide) + 80
    return page(t, body, css, width=width, size=size, pad=40)


@family(9)
def newsletter(t, v):
    """A newsletter: a sidebar left or right with contents, dates, names; articles beside it."""
    size, gap, left = t.number(12, 17), gutter(t), chance(t)
    width = t.number(size * 46, size * 64)
    boxes = []
    for _ in range(t.number(1, 4)):
        kind = t.number(0, 4)
        count = t.number(3, 7)
        if kind == 0:
            inner = [
                side("1fr auto", "6px", el("span", t.phrase(2, 5)), el("span", at + 1))
                for at in range(count)
            ]
            inner = el("h4", t.pick(("Inside", "Contents", "In this issue"))) + each("li", inner)
        elif kind == 1:
            dates = [
                (f"{t.number(1, 28)} {t.pick('Jan Mar May Sept')}", t.phrase(2, 5))
                for _ in range(count)
            ]
            inner = el("h4", "Dates for your diary") + "".join(
                el("p", el("b", day)) + el("p", what) for day, what in dates
            )
        elif kind == 2:
            people = [
                (t.pick(("Chair", "Secretary", "Editor", "Treasurer")), t.name())
                for _ in range(count)
            ]
            inner = el("h4", t.title(1, 2)) + el("dl", pairs(people))
        elif kind == 3:
            inner = el("h4", t.title(1, 3)) + prose(t, 250)
        else:
            inner = el("h4", t.title(1, 3)) + each(
                "li", ("• " + t.phrase(2, 6) for _ in range(count))
            )
        boxes.append(
            el("div", inner, cls=t.pick(("box plain", "plain")), style="margin-bottom: 1em")
        )
    bar = el("div", *boxes)
    columns = t.pick((1, 1, 2, 2, 3)) if width > size * 52 else t.pick((1, 1, 2))
    parts = []
    for _ in range(t.number(1, 4)):
        text = prose(t, t.number(300, 1100), t.pick((0, 0.2)))
        if chance(t, 0.3):
            text += picture(t, t.number(70, 160), beside=columns == 1 and chance(t))
        parts.append(el(t.pick(("h2", "h2", "h3")), t.title(2, 6)) + flow(columns, gap, text))
    main = el("div", *parts)
    narrow = t.pick(("1fr 2fr", "1fr 3fr", "2fr 3fr"))
    widths = narrow if left else " ".join(reversed(narrow.split()))
    head = el("main-title", t.title(2, 3), style="font-size: 2.6em; line-height: 1.2")
    facts = [f"Volume {t.number(1, 40)}, No. {t.number(1, 12)}", t.date()]
    head += el(
        "div", each("div", facts), cls=t.pick(("between", "right", "")), style="margin-bottom: 12px"
    )
    body = (head if chance(t, 0.7) else running(t)) + side(
        widths, gap, *((bar, main) if left else (main, bar))
    )
    return page(t, body + ending(t), look(t), width=width, size=size, pad=t.number(30, 60))


@family(8)
def parish_magazine(t, v):
    """Services, rotas, registers, a letter of the vicar, names with telephone numbers."""
    size, parts = t.number(13, 18), []
    for kind in t.rng.sample(range(6), t.number(2, 4)):
        count = t.number(3, 8)
        if kind == 0:
            said = el("h2", "Services in ", t.pick(("March", "Advent", t.place())))
            when = [
                [t.time(), t.phrase(1, 3), t.surname() if chance(t) else ""] for _ in range(count)
            ]
            for _ in range(t.number(1, 4)):
                said += el("h4", t.pick(("Sunday ", "")) + t.date())
                said += table([], when[: t.number(1, count)], cls="")
        elif kind == 1:
            names = [
                [f"{t.number(1, 28)}th", *(t.surname() for _ in range(3))] for _ in range(count)
            ]
            said = el("h3", "Rota") + table(
                ["", "Flowers", "Reader", "Coffee"], names, cls=t.pick(("", "ruled"))
            )
        elif kind == 2:
            said = el("h2", t.title(2, 4)) + flow(
                t.pick((1, 1, 2)), "1.5em", prose(t, t.number(500, 1600))
            )
            said += el("p", t.name(), cls=t.pick(("right", "")))
        elif kind == 3:
            said = el("h3", "From the registers")
            for what in ("Baptisms", "Weddings", "Funerals"):
                said += el("h4", what)
                said += each(
                    "p", (f"{t.number(1, 28)} June  {t.name()}" for _ in range(t.number(1, 4)))
                )
        elif kind == 4:
            people = [
                [
                    t.pick(("Vicar", "Warden", "Organist", "Verger", "Treasurer")),
                    t.name(),
                    t.phone(),
                ]
                for _ in range(count)
            ]
            if chance(t):
                said = table([], people, cls="", style="width: 100%")
            else:
                said = "".join(
                    side(
                        "1fr auto",
                        "1em",
                        el("dt", what),
                        el("dd", name, lines("", tel) if chance(t) else ""),
                    )
                    for what, name, tel in people
                )
        else:
            notes = (el("b", t.title(1, 3)) + " " + t.text(1, 3) for _ in range(count))
            said = el("h3", t.title(1, 3)) + each("p", notes)
        parts.append(el("div", said, style=f"margin-bottom: {t.pick((8, 18, 30))}px", cls="keep"))
    css = look(t) + f"td, th {{ padding: 1px {t.number(8, 24)}px 1px 0 }}"
    body = (running(t) if chance(t) else el("h1", t.title(2, 4))) + flow(
        t.pick((1, 1, 2)), "2em", *parts
    )
    return page(
        t, body + ending(t), css, width=t.number(40, 54) * size, size=size, pad=t.number(30, 70)
    )


@family(9)
def feature(t, v):
    """A magazine article: intro, columns with crossheads, quotes set in or between them."""
    columns, size, gap = t.pick((2, 3, 3, 4)), t.number(13, 17), gutter(t)
    quote = "line-height: 1.15; margin: .7em 0; text-align: center; "
    quote += f"font-size: {t.pick((1.3, 1.6, 1.9))}em"
    parts = []
    for _ in range(t.number(4, 8)):
        parts.append(prose(t, t.number(300, 700), 0.1))
        if chance(t, 0.35):
            words = "“" + t.sentence(5, 9) + "”"
            parts.append(el("aside", words, style=quote, cls="keep"))
        elif chance(t, 0.25):
            parts.append(picture(t, t.number(80, 200)))
    width = columns * t.number(size * 14, size * 20) + 120
    over = [el("p", t.phrase(1, 2).upper(), cls="kick")] if chance(t) else []
    over += [el("h1", t.title(2, 6))]
    if chance(t, 0.7):
        over.append(el("p", t.text(1, 2), cls="deck"))
    if chance(t, 0.6):
        over.append(el("p", t.pick(("Words {}", "By {}", "{} reports")).format(t.name()), cls="by"))
    kind = t.number(0, 3)
    if kind == 0:  # the opening stands in a column of its own
        body = side(
            t.pick(("1fr 2fr", "1fr 1fr")),
            gap,
            el("div", *over),
            flow(max(1, columns - 1), gap, *parts),
        )
    elif kind == 1:  # a picture over part of the columns
        body = (
            el("div", *over)
            + picture(t, t.number(120, 260), beside=chance(t))
            + flow(columns, gap, *parts)
        )
    elif kind == 2:  # bands: a quote over all columns between two runs of columns
        half = len(parts) // 2
        band = el("p", "“" + t.sentence(6, 12) + "”", style=quote)
        body = (
            el("div", *over)
            + flow(columns, gap, *parts[:half])
            + band
            + flow(columns, gap, *parts[half:])
        )
    else:
        body = el("div", *over) + flow(columns, gap, *parts)
    if chance(t, 0.3):
        fact = el(
            "div",
            el("h4", t.title(1, 3)),
            each("p", (t.sentence(4, 9) for _ in range(3))),
            cls="box plain",
        )
        body += el("div", fact, style="margin-top: 1em")
    body = (running(t) if chance(t, 0.4) else "") + body + ending(t)
    return page(t, body, look(t), width=width, size=size, pad=t.number(30, 60))


@family(8)
def interview(t, v):
    """Questions and answers, in columns; marks or names before them, in line or hanging."""
    columns, size, kind = t.pick((1, 2, 2, 3)), t.number(13, 18), t.number(0, 4)
    who, guest = t.surname(), t.surname()
    parts = []
    for _ in range(t.number(4, 10)):
        ask = t.phrase(4, 12) + "?"
        answer = prose(t, t.number(60, 500))
        if kind == 0:
            parts += [el("p", el("b", ask)), answer]
        elif kind == 1:
            parts += [el("p", el("b", "Q: "), ask), el("p", el("b", "A: "), t.text(1, 5))]
        elif kind == 2:
            for mark, said in (("Q", el("p", ask)), ("A", answer)):
                parts.append(side("1.6em 1fr", "0", el("b", mark), el("div", said)))
        elif kind == 3:
            parts += [el("h4", ask), answer]
        else:
            wide = f"{t.number(5, 6)}em 1fr"
            for mark, said in ((who, el("p", ask)), (guest, answer)):
                parts.append(side(wide, ".5em", el("dt", mark + ":"), el("div", said)))
        if chance(t, 0.1):
            parts.append(
                el("aside", "“" + t.sentence(4, 8) + "”", style="font-size: 1.5em; margin: .5em 0")
            )
    over = [el("h1", t.title(2, 5)), el("p", t.text(1, 3), cls="deck")]
    if chance(t):
        over.append(picture(t, t.number(100, 220), beside=chance(t)))
    gap = gutter(t)
    width = columns * t.number(size * 17, size * 23) + 100 + (200 if columns == 1 else 0)
    profile = [(label, t.phrase(1, 4)) for label in ("Born", "Lives in", "Works as", "Reads")]
    box = el("div", el("h4", guest), el("dl", pairs(profile)), cls="box")
    main = flow(columns, gap, *parts)
    kind = t.number(0, 3)
    if kind == 0:
        main = side("1fr 3fr", gap, el("div", box), main)
    elif kind == 1:
        main = side("3fr 1fr", gap, main, el("div", box))
    body = (running(t) if chance(t) else "") + "".join(over) + main + ending(t)
    return page(
        t, body, look(t), width=width + (200 if kind < 2 else 0), size=size, pad=t.number(30, 60)
    )


@family(8)
def around_box(t, v):
    """Two columns that leave room for a box or a picture with caption in the middle of the page."""
    size, gap = t.number(13, 17), t.pick((16, 22, 30, 40))
    wide = t.number(size * 18, size * 24)
    cut, tall, top = t.number(size * 5, size * 7), t.number(size * 10, size * 14), t.number(40, 420)
    room = size * 0.8
    columns = []
    for floats, chars in (("right", 1900), ("left", 1800)):
        push = f"float: {floats}; width: 0; height: {top}px"
        hole = f"float: {floats}; clear: {floats}; width: {cut}px; height: {tall + 2 * room}px"
        text = (
            el("div", style=push) + el("div", style=hole) + prose(t, chars + t.number(0, 600), 0.1)
        )
        columns.append(el("div", text))
    full = 2 * cut + gap - 2 * room
    place = f"position: absolute; left: {wide - cut + room}px; top: {top + room}px; "
    place += f"width: {full}px; height: {tall}px"
    if chance(t):
        inner = el("p", "“" + t.phrase(4, 7) + ".”", style="font-size: 1.25em; line-height: 1.2")
        box = el("aside", inner, cls="center", style=place)
    elif chance(t):
        said = el("figcaption", t.phrase(3, 6), style="font-size: .8em")
        box = el(
            "div",
            el("div", cls="pic", style=f"height: {tall - 4 * size}px"),
            said,
            style=place,
            free=True,
        )
    else:
        inner = el("h4", t.title(1, 2)) + each(
            "li", (t.phrase(1, 3) for _ in range(t.number(2, 4)))
        )
        box = el("div", inner, cls="box", style=place, free=True)
    parts = [columns[0], box, columns[1]]
    both = side(f"{wide}px {wide}px", f"{gap}px", *parts, style="position: relative")
    over = [running(t)] if chance(t) else []
    if chance(t, 0.7):
        over.append(el("h1", t.title(2, 5)))
    pad = t.number(30, 60)
    css = look(t) + "p { text-align: left } .center, .center p { text-align: center }"
    return page(
        t, "".join(over) + both + ending(t), css, width=2 * wide + gap + 2 * pad, size=size, pad=pad
    )


@family(9)
def picture_page(t, v):
    """Pictures with captions under, over or beside each; a short text with a heading."""
    size, gap, count = t.number(12, 17), t.pick((10, 18, 30)), t.pick((1, 2, 2, 3, 4))
    width = t.number(620, 1150)
    pictures, kind = [], t.number(0, 3)
    names = chance(t, 0.4)
    for at in range(t.number(max(2, count), count * 3)):
        said = t.sentence(3, 16)
        said = el("b", t.title(1, 3)) + " " + said if names else said
        said = el("p", el("b", t.title(1, 3))) + el("p", said) if names and v % 2 else said
        cap = el("figcaption", said, cls=t.pick(("center", "plain")) if at == 0 else "plain")
        box = el(
            "div",
            cls="pic",
            style=f"height: {t.number(90, 130) if count > 2 else t.number(120, 240)}px",
        )
        if kind == 0:
            pictures.append(el("figure", side("1fr 1fr", "10px", box, cap)))
        elif kind == 1 and count < 4:
            pictures.append(el("figure", cap, box))
        else:
            pictures.append(el("figure", box, cap))
    grid = side(
        equal(count), f"{gap}px", *pictures, style=f"row-gap: {t.pick((6, 16, 30))}px", any=True
    )
    text = el("h1", t.title(2, 5)) + prose(t, t.number(150, 700))
    body = [running(t)] if chance(t, 0.4) else []
    order = t.number(0, 3)
    if order == 0:
        body += [side("1fr 3fr", "24px", el("div", text), grid)]
    elif order == 1:
        body += [text, grid]
    elif order == 2:
        body += [grid, el("h2", t.title(2, 4)), flow(t.number(2, 3), "24px", prose(t, 900))]
    else:
        body += [grid]
    body.append(ending(t))
    css = look(t) + "figcaption p { margin: 0 }"
    return page(
        t, "".join(body), css, width=width + 160 * (order == 0), size=size, pad=t.number(24, 60)
    )


@family(8)
def three_panels(t, v):
    """A folded brochure: two to four panels side by side, each a small page of its own."""
    count, size, gap = t.pick((2, 3, 3, 3, 4)), t.number(12, 16), t.pick((24, 40, 60, 90))
    tall, panels = t.number(420, 700), []
    for _ in range(count):
        kind = t.number(0, 5)
        items = range(t.number(3, 7))
        if kind == 0:  # cover
            top = el("div", style=f"height: {t.number(20, 160)}px")
            said = [
                top,
                el("h1", t.title(1, 4)),
                el("p", t.sentence(4, 8)),
                el("p", t.street(), cls="no"),
            ]
            panels.append(el("div", *said, cls="center"))
            continue
        if kind == 1:
            said = el("h2", t.title(1, 3)) + prose(t, t.number(300, 800), 0.4)
        elif kind == 2:
            said = el("h3", t.title(1, 3)) + each("li", ("• " + t.sentence(3, 10) for _ in items))
            said += prose(t, 250)
        elif kind == 3:
            hours = [[day, f"{t.time()} – {t.time()}"] for day in DAYS[: len(items)]]
            said = el("h3", t.pick(("Opening hours", "Visit us"))) + table([], hours, cls="")
            said += el("h3", t.title(1, 2)) + prose(t, 250)
        elif kind == 4:
            said = (
                picture(t, t.number(80, 180))
                + el("h3", t.title(1, 3))
                + prose(t, t.number(250, 500))
            )
        else:
            prices = [(t.phrase(1, 3), "£" + t.money(1, 60)) for _ in items]
            said = (
                el("h3", t.pick(("Prices", "Admission", "Tickets")))
                + "".join(el("div", each("div", pair), cls="between") for pair in prices)
                + prose(t, 200)
            )
            said += each("p", (t.place() + " " + t.title(1, 1), t.street(), t.phone()), cls="no")
        panels.append(el("div", said))
    body = side(
        equal(count), f"{gap}px", *panels, style=f"align-items: {t.pick(('start', 'center'))}"
    )
    css = look(t) + "td { padding-right: 12px }"
    width = count * t.number(size * 15, size * 21) + gap * (count - 1) + 70
    return page(t, body, css, width=width, height=tall, size=size, pad=35)


@family(8)
def leaflet(t, v):
    """A leaflet: heading, blocks of text in a grid, steps, a strip with addresses at the foot."""
    size, count, gap = t.number(13, 19), t.pick((1, 2, 2, 3)), t.pick((14, 24, 40))
    body = [el("h1", t.title(2, 5)), el("p", t.sentence(8, 16), cls="deck")]
    blocks = []
    for at in range(t.number(2, 6)):
        head = el("h3", (f"{at + 1}. " if v % 3 == 0 else "") + t.title(2, 5))
        said = each("li", ("– " + t.phrase(3, 9) for _ in range(t.number(2, 5))))
        blocks.append(el("div", head, prose(t, t.number(100, 350)) if chance(t, 0.7) else said))
    body.append(side(equal(count), f"{gap}px", *blocks, style=f"row-gap: {t.pick((4, 16, 30))}px"))
    if chance(t):
        body.append(picture(t, t.number(80, 180), beside=chance(t)))
    if chance(t, 0.5):
        steps = []
        for at in range(t.number(3, 5)):
            steps.append(el("div", el("b", at + 1), el("p", t.sentence(4, 8))))
        body.append(side(equal(len(steps)), "16px", *steps, style="margin-top: 10px"))
    if chance(t, 0.7):
        feet = [
            each("p", (t.title(1, 2), t.street(), t.phone())[: t.number(1, 3)])
            for _ in range(t.number(1, 4))
        ]
        style = f"margin-top: {t.pick((10, 30, 60))}px"
        body.append(el("footer", each("div", feet), cls="between plain small", style=style))
    css = look(t) + "footer p { text-indent: 0; margin: 0 }"
    return page(
        t, "".join(body), css, width=t.number(34, 60) * size, size=size, pad=t.number(24, 70)
    )


@family(8)
def poster(t, v):
    """A poster: centered lines of many sizes; facts and prices in small columns at the foot."""
    width, size = t.number(500, 900), t.number(15, 20)
    parts = []
    for _ in range(t.number(4, 11)):
        big = t.pick((0.9, 1, 1.3, 1.8, 2.4, 3.2))
        words = t.title(1, 3) if big > 1.5 else t.phrase(2, 8)
        tag = "h1" if big > 2.3 else "h2" if big > 1.5 else "p"
        space = t.pick((0, 4, 12, 30))
        parts.append(
            el(tag, words, style=f"font-size: {big}em; margin: 0 0 {space}px; line-height: 1.1")
        )
    when = (
        lines(t.pick(DAYS), t.date(), t.time() + " pm") if chance(t) else t.date() + ", " + t.time()
    )
    parts.insert(t.number(1, len(parts)), el("p", when, style="font-size: 1.4em"))
    kind = t.number(0, 3)
    if kind == 0:
        names = [t.name() if chance(t) else t.title(1, 3) for _ in range(t.number(4, 12))]
        parts.append(side(equal(t.pick((2, 3))), "1em", *each_div(names)))
    elif kind == 1:
        prices = [(t.phrase(1, 3), "£" + t.money(1, 40)) for _ in range(t.number(2, 5))]
        inner = "".join(el("div", each("div", pair), cls="between") for pair in prices)
        parts.append(el("div", inner, style=f"width: {t.number(45, 90)}%; margin: 10px auto"))
    elif kind == 2:
        blocks = [
            each("p", [t.phrase(1, 4) for _ in range(t.number(2, 4))])
            for _ in range(t.pick((2, 3)))
        ]
        parts.append(side(equal(len(blocks)), "1.5em", *each_div(blocks)))
    parts.append(
        el("p", t.pick((t.phone(), t.street(), t.surname() + " & Co., Printers, " + t.place())))
    )
    kind = "center" if chance(t, 0.8) else ""
    body = el("div", *parts, cls=kind)
    return page(
        t, body, look(t) + "p { text-indent: 0 }", width=width, size=size, pad=t.number(30, 90)
    )


def each_div(items):
    return [el("div", item) for item in items]


@family(9)
def theatre_programme(t, v):
    """Roles and actors with leaders, at two edges or centered; scenes, staff; one page or two."""
    size, kind = t.number(14, 19), t.number(0, 4)
    wide = t.number(22, 34) * size

    def cast(count):
        pairs_ = [(t.title(1, 3), t.name()) for _ in range(count)]
        if kind == 0:
            return "".join(el("p", dots(t, *pair, t.number(50, 52)), cls="no") for pair in pairs_)
        if kind == 1:
            return "".join(el("div", each("div", pair), cls="between") for pair in pairs_)
        if kind == 2:
            style = "grid-template-columns: 1fr 1fr; column-gap: 1.2em"
            return el(
                "div",
                *(
                    el("div", x, cls="right" if at == 0 else "")
                    for pair in pairs_
                    for at, x in enumerate(pair)
                ),
                cls="grid",
                style=style,
            )
        if kind == 3:
            return "".join(
                el("p", lines(role, el("b", name)), cls="center") for role, name in pairs_
            )
        return table(
            [],
            [[role + " " + "." * t.number(3, 12), name] for role, name in pairs_],
            cls="",
            style="width: 100%",
        )

    def leaf():
        parts = (
            [el("main-title", t.title(1, 4), style="font-size: 2em; line-height: 1.1")]
            if chance(t)
            else []
        )
        if chance(t):
            parts += [el("p", "by"), el("p", t.name())]
        parts = [el("div", *parts, cls="center", style="margin-bottom: 12px")] if parts else []
        parts.append(el("h3", t.pick(("Cast", "Characters", "Persons of the Play"))))
        if chance(t, 0.3):
            parts.append(el("p", "(in order of appearance)", cls="no"))
        parts.append(cast(t.number(4, 14)))
        if chance(t, 0.6):
            for act in range(t.number(1, 4)):
                parts.append(el("h4", f"Act {'I' * (act + 1)}"))
                parts += [
                    el("p", f"Scene {at + 1}: ", t.sentence(3, 8)) for at in range(t.number(1, 3))
                ]
        if chance(t, 0.4):
            parts.append(el("p", "There will be an interval of fifteen minutes.", cls="center"))
        if chance(t, 0.6):
            staff = ("Director", "Designer", "Lighting", "Stage Manager", "Wardrobe")[
                : t.number(2, 5)
            ]
            parts.append(el("dl", pairs((x, t.name()) for x in staff), cls="grid staff"))
        if chance(t, 0.4):
            parts.append(prose(t, t.number(150, 500)))
        return el("div", *parts)

    leaves = t.pick((1, 1, 2))
    gap = t.pick((30, 60, 100))
    body = side(equal(leaves), f"{gap}px", *(leaf() for _ in range(leaves)))
    staff = t.pick(("auto 1fr", "1fr 1fr", "8em 1fr"))
    css = (
        look(t) + f".staff {{ grid-template-columns: {staff}; column-gap: 1em; margin-top: 12px }}"
    )
    css += f".between {{ margin-bottom: {t.pick((0, 3, 8))}px }}"
    return page(t, body, css, width=leaves * wide + gap * (leaves - 1) + 90, size=size, pad=45)


@family(8)
def concert_programme(t, v):
    """Works and movements with composers at the right or left; performers; notes."""
    size, kind = t.number(14, 19), t.number(0, 3)
    parts = []
    for at in range(t.number(3, 9)):
        work = f"{t.pick(WORKS)} in {t.pick(list('CDEFGAB'))} {t.pick(('major', 'minor'))}"
        work += f", Op. {t.number(1, 120)}"
        composer = t.name() + (
            f" ({t.number(1650, 1880)}–{t.number(1881, 1960)})" if chance(t) else ""
        )
        moves = [t.pick(TEMPI) + t.pick(("", " assai", " con moto")) for _ in range(t.number(0, 4))]
        inner = each("li", (f"{x + 1}. {move}" if v % 2 else move for x, move in enumerate(moves)))
        inner = el("ul", inner, style=f"padding-left: {t.pick((0, 2, 4))}em")
        if kind == 0:
            parts.append(el("div", el("h4", work), el("div", composer), cls="between") + inner)
        elif kind == 1:
            parts.append(
                side("1fr 2fr", "1em", el("div", composer), el("div", el("h4", work), inner))
            )
        elif kind == 2:
            parts.append(el("div", el("h3", composer), el("p", work), inner, cls="center"))
        else:
            row = (
                el("span", at + 1),
                el("div", el("b", work), inner),
                el("div", composer, cls="right"),
            )
            parts.append(side("2em 2fr 1fr", ".5em", *row))
        if chance(t, 0.2):
            parts.append(
                el("p", t.pick(("INTERVAL", "Interval of twenty minutes", "* * *")), cls="center")
            )
    air = f"margin-bottom: {t.pick((4, 12, 22))}px"
    parts = [el("div", part, style=air) for part in parts]
    over = [
        el("h1", t.title(1, 3)),
        el("p", t.pick(DAYS) + ", " + t.date() + ", " + t.time(), cls="by"),
    ]
    if chance(t):
        people = "".join(
            el("p", lines(t.name(), el("i", t.pick("piano violin soprano cello conductor"))))
            for _ in range(t.number(1, 4))
        )
        over.append(el("div", people, cls=t.pick(("center", ""))))
    notes = ""
    if chance(t):
        notes = el("h3", "Notes") + flow(t.pick((1, 2)), "1.5em", prose(t, t.number(400, 1200)))
    css = look(t) + "h4 { margin: 0; text-align: left }"
    body = "".join(over + parts) + notes + ending(t)
    return page(t, body, css, width=t.number(32, 48) * size, size=size, pad=t.number(40, 80))


@family(9)
def conference(t, v):
    """Sessions: time, title and speaker in rows; parallel rooms side by side; breaks over all."""
    size, rooms = t.number(12, 16), t.pick((1, 1, 2, 3, 4))
    kind, parts, now = t.number(0, 2), [], 9 * 60
    cls, three = t.pick(("", "ruled")), t.pick(("", "", "right", "plain"))
    if rooms > 1 and kind == 0:  # one table, a column for each room
        head = ["", *(f"Room {chr(65 + at)}" for at in range(rooms))]
        body = []
        for _ in range(t.number(4, 10)):
            hour = clock(3, now)
            now += t.pick((20, 30, 45))
            if chance(t, 0.2):
                body.append(
                    el(
                        "tr",
                        el("td", hour),
                        el("td", t.pick(("Coffee", "Lunch", "Break")), colspan=rooms),
                    )
                )
                continue
            cells = []
            for _ in range(rooms):
                talk = el("p", el("b", t.title(2, 6))) + el("p", t.name())
                cells.append(talk if chance(t, 0.85) else "")
            body.append(rows([[hour, *cells]]))
        inner = el(
            "table", rows([head], "th"), *body, cls=cls, style="width: 100%; table-layout: fixed"
        )
        parts.append(inner)
    else:
        for _ in range(t.number(2, 4)):
            tracks = []
            for track in range(rooms):
                talks, at = [], now
                for _ in range(t.number(3, 7)):
                    said = el("b", t.title(2, 7)) if chance(t, 0.8) else t.title(2, 7)
                    who = t.name() + (", " + t.place() if chance(t) else "")
                    until = f"–{clock(3, at + 20)}" if kind == 2 else ""
                    row = (el("div", clock(3, at), until), el("div", el("p", said), el("p", who)))
                    if rooms == 1 and three:
                        row = (row[0], el("div", said), el("div", who, cls=three))
                    talks.append(side("6em 1fr" if len(row) == 2 else "6em 2fr 1fr", ".7em", *row))
                    at += 20
                head = el("h3", f"Session {t.number(1, 9)}{chr(65 + track)}: ", t.title(1, 4))
                chair = el("p", "Chair: ", t.name()) if chance(t) else ""
                tracks.append(el("div", head, chair, *talks))
            when = (
                el("h2", t.pick(DAYS), ", ", f"{clock(3, now)}–{clock(3, now + 90)}")
                if chance(t, 0.7)
                else ""
            )
            parts.append(when + side(equal(rooms), gutter(t), *tracks))
            now += 120
            if chance(t):
                parts.append(
                    el(
                        "p",
                        f"{clock(3, now - 20)} ",
                        t.pick(("Coffee", "Lunch")),
                        cls=t.pick(("", "center")),
                    )
                )
    css = look(t) + f"p {{ text-indent: 0; margin: 0 0 {t.pick((0, 3, 6))}px; text-align: left }}"
    css += f"td, th {{ padding: {t.pick((2, 5, 9))}px 6px }} td:first-child {{ width: 5em }}"
    top = el("h1", t.title(2, 4)) if chance(t, 0.7) else running(t)
    width = max(34 * size, rooms * t.number(size * 19, size * 25))
    return page(t, top + "".join(parts) + ending(t), css, width=width + 80, size=size, pad=40)


@family(9)
def train_times(t, v):
    """Stations down, trains across; turned or plain heads; several such tables on a page."""
    size, parts = t.number(11, 15), []
    form, turned, cls = t.pick((0, 1, 3)), chance(t, 0.25), t.pick(("", "", "ruled"))
    for _ in range(t.pick((1, 1, 2))):
        trains, stops = t.number(4, 11), t.number(5, 15)
        body = []
        for at in range(stops):
            cells = []
            for train in range(trains):
                here = 300 + train * 65 + at * 9
                cells.append(
                    clock(form, here) if chance(t, 0.85) else t.pick(("", "...", "|", "—"))
                )
            name = t.place() + t.pick(("", "", " Junction", " Road"))
            mark = t.pick(("dep.", "arr.")) if v % 2 else ""
            body.append([name, mark, *cells] if v % 2 else [name, *cells])
        lead = ["", ""] if v % 2 else [""]
        head = [t.pick(("SX", "SO", "A", "B", "Sats", "am", "pm", "")) for _ in range(trains)]
        if turned:
            tall = "height: 13em; white-space: nowrap"
            head = [el("div", t.phrase(1, 2), cls="up", style=tall) for _ in range(trains)]
        inner = el("h3", f"{t.place()} – {t.place()}") + table(lead + head, body, cls=cls)
        if chance(t, 0.6):
            notes = [
                f"{mark} — {t.sentence(3, 7)}" for mark in t.rng.sample("ABCDE", t.number(1, 4))
            ]
            inner += flow(
                t.pick((1, 2)), "2em", each("p", notes, cls="no"), style="margin-top: 4px"
            )
        parts.append(el("div", inner, style="margin-bottom: 18px"))
    css = (
        look(t)
        + f"td, th {{ padding: {t.pick((0, 1, 3))}px {t.pick((4, 7, 11))}px; white-space: nowrap }}"
    )
    body = (running(t) if chance(t) else el("h1", t.title(1, 3))) + "".join(parts) + ending(t)
    return page(t, body, css, width=size * 72, size=size, pad=40)


@family(8)
def tide_table(t, v):
    """Months or days side by side, each with rows of times and heights; or one wide table."""
    size, blocks = t.number(11, 15), t.pick((1, 2, 3, 4))
    two, cls, days = (
        chance(t),
        t.pick(("", "", "ruled")),
        t.pick((7, 10, 14, 16, 31 if blocks == 1 else 12)),
    )
    made = []
    for _ in range(blocks):
        body = []
        for day in range(1, days + 1):
            name = [str(day), t.pick("M Tu W Th F Sa Su")] if v % 3 else [str(day)]
            tides = [
                [
                    f"{t.number(0, 23):02}{t.pick(('', '.'))}{t.number(0, 59):02}",
                    f"{t.number(0, 60) / 10}",
                ]
                for _ in range(2)
            ]
            if two:  # times over each other within a day
                body.append([*name, *(lines(tides[0][k], tides[1][k]) for k in range(2))])
            else:
                body.append([*name, *tides[0], *tides[1]])
        half = ["Time", "m"] * (1 if two else 2)
        head = ([""] * len(name) + half) if chance(t, 0.7) else []
        title = el("h3", t.pick("January April June October").upper())
        made.append(el("div", title if chance(t, 0.8) else "", table(head, body, cls=cls)))
    css = (
        look(t)
        + f"""td, th {{ padding: {t.pick((0, 1, 3))}px {t.pick((3, 6, 9))}px; text-align: right }}
    td {{ line-height: {t.pick((1.1, 1.25, 1.5))} }}"""
    )
    body = el("h1", t.pick(("Tide Tables", t.place(), "High Water at " + t.place())))
    if chance(t):
        body += el("p", t.sentence(8, 18))
    gap = t.pick((12, 24, 40))
    style = f"column-gap: {gap}px; align-items: start"
    body += el("div", *made, cls="flex", style=style) + ending(t)
    return page(t, body, css, width=max(480, blocks * size * 20 + 100), size=size, pad=40)


@family(9)
def calendar_events(t, v):
    """What is on: the date in the margin, over or in line; months in columns."""
    size, columns, kind = t.number(12, 17), t.pick((1, 1, 2, 2, 3)), t.number(0, 4)
    parts = []
    for _ in range(t.number(1, 4)):
        parts.append(el(t.pick(("h2", "h3")), t.pick(("March", "July", "OCTOBER", "December"))))
        for _ in range(t.number(3, 9)):
            day, week = t.number(1, 31), t.pick(DAYS)
            what, where = el("b", t.title(2, 6)), f"{t.place()} {t.title(1)}, {t.time()}"
            more = el("p", t.text(1, 2)) if chance(t, 0.4) else ""
            inner = el("div", el("p", what), el("p", where), more)
            if kind == 0:
                item = side(
                    f"{t.pick((3, 3, 6))}em 1fr", ".6em", el("div", f"{week[:3]} {day}"), inner
                )
            elif kind == 1:
                big = el("b", day, style="font-size: 2em; line-height: 1; display: block")
                item = side("3.6em 1fr", ".8em", el("div", big, el("div", week[:3])), inner)
            elif kind == 2:
                item = el("h4", f"{week} {day}") + inner
            elif kind == 3:
                item = el(
                    "p", f"{week[:3]} {day}: ", what, ". ", where, ". ", t.pick(("", t.sentence()))
                )
            else:
                cells = (
                    el("div", f"{day}.{t.number(1, 12)}."),
                    el("div", what),
                    el("div", where, cls="right"),
                )
                item = side("3em 1fr 1fr", ".8em", *cells)
            parts.append(
                el("div", item, cls="keep", style=f"margin-bottom: {t.pick((2, 8, 14))}px")
            )
    css = look(t) + "p { text-indent: 0; margin: 0; text-align: left }"
    top = (
        el("h1", t.pick(("What’s On", "Diary of Events", "Calendar"))) if chance(t) else running(t)
    )
    width = columns * t.number(size * 18, size * 25) + (180 if columns == 1 else 80)
    body = top + flow(columns, gutter(t), *parts) + ending(t)
    return page(t, body, css, width=width, size=size, pad=40)


@family(8)
def race_card(t, v):
    """Races with their conditions and runners: number, horse, owner, colours, weight."""
    size, columns, parts = t.number(11, 15), t.pick((1, 1, 2)), []
    form, second = chance(t), t.pick((0, 1, 2))
    for race in range(t.number(1, 2 + columns)):
        head = el(
            "h3",
            f"{race + 1}. " if v % 2 else "",
            clock(1, 840 + 35 * race),
            " — The ",
            t.title(2, 3),
            " Stakes",
        )
        rules = el("p", t.text(1, 3), cls="no") if chance(t, 0.7) else ""
        body = []
        for horse in range(1, t.number(5, 12)):
            name = el("b", t.title(1, 2).upper() if v % 3 else t.title(1, 2))
            if second == 1:
                name = el("p", name) + el("p", t.words(3))
            elif second == 2:
                name = (
                    el("p", name) + el("p", "Owner: ", t.name()) + el("p", "Trainer: ", t.surname())
                )
            row = [
                str(horse),
                *([f"{t.number(0, 9)}{t.number(0, 9)}-{t.number(0, 9)}"] if form else []),
            ]
            row += [name, t.name(), str(t.number(3, 9)), f"{t.number(8, 11)}-{t.number(0, 13)}"]
            body.append(row)
        heads = (
            ["", *(["Form"] if form else []), "Horse", "Owner", "Age", "st lb"]
            if chance(t, 0.4)
            else []
        )
        foot = el("p", "Betting: ", t.sentence(8, 16)) if chance(t) else ""
        parts.append(
            el(
                "div",
                head,
                rules,
                table(heads, body, cls="", style="width: 100%"),
                foot,
                cls="keep",
            )
        )
    css = (
        look(t)
        + f"""td, th {{ padding: {t.pick((0, 2, 5))}px 5px }} p {{ text-indent: 0 }}
    td p {{ margin: 0; text-align: left }} .keep {{ margin-bottom: {t.pick((8, 20))}px }}"""
    )
    body = (running(t) if chance(t) else "") + flow(columns, "2em", *parts) + ending(t)
    return page(t, body, css, width=columns * size * t.number(32, 40) + 80, size=size, pad=40)


@family(9)
def auction_catalog(t, v):
    """Lots: the number beside the description or over it, estimates at the right or below."""
    size, columns, kind = t.number(12, 17), t.pick((1, 1, 2, 2, 3)), t.number(0, 4)
    lot, parts = t.number(1, 700), []
    for _ in range(t.number(5, 9) * columns):
        lot += 1
        low = t.number(2, 90) * 10
        price = f"£{low}–{low * 2}"
        title = el("p", el("b", t.title(2, 6))) if chance(t, 0.7) else ""
        facts = el("p", t.text(1, 3))
        size_ = el("p", f"{t.number(9, 90)} x {t.number(9, 90)} cm") if chance(t, 0.4) else ""
        inner = el("div", title, facts, size_)
        if kind == 0:
            item = side(
                "2.6em 1fr", ".7em", el("b", lot), el("div", inner, el("p", price, cls="right"))
            )
        elif kind == 1:
            item = side("2.6em 1fr auto", ".8em", el("b", lot), inner, el("div", price))
        elif kind == 2:
            item = el("h4", "Lot " if v % 2 else "", lot) + inner + el("p", price)
        elif kind == 3:
            item = el("p", el("b", lot), " ", t.text(1, 3), " ", el("b", price))
        else:
            row = (
                picture(t, t.number(50, 110), False),
                el("div", el("h4", lot), inner, el("p", price)),
            )
            item = side("1fr 2fr", "10px", *row)
        parts.append(el("div", item, cls="keep", style=f"margin-bottom: {t.pick((2, 9, 18))}px"))
        if chance(t, 0.08):
            parts.append(el("h3", t.title(1, 3)))
    css = look(t) + "p { text-indent: 0; margin: 0 }"
    top = running(t) if chance(t, 0.6) else el("h2", t.title(1, 4))
    width = columns * t.number(size * 20, size * 27) + (200 if columns == 1 else 90)
    if columns == 1:
        main = "".join(parts)
    else:
        main = flow(columns, gutter(t), *parts)
    return page(t, top + main + ending(t), css, width=width, size=size, pad=45)


@family(8)
def travel_brochure(t, v):
    """Journeys: text, day by day beside, what is in the price, table of prices and dates."""
    size, gap = t.number(12, 16), gutter(t)
    days, wide = [], t.pick((0, 5))
    for day in range(1, t.number(4, 9)):
        said = el("p", el("b", t.place(), " – ", t.place(), ". "), t.text(1, 2))
        mark = el("b", f"Day {day}")
        days.append(side("4em 1fr", ".5em", mark, said) if wide else el("h4", mark) + said)
    included = el("h4", "Included") + each(
        "li", ("• " + t.phrase(2, 6) for _ in range(t.number(3, 7)))
    )
    prices = [[t.short_date(), t.money(200, 900), t.money(200, 900)] for _ in range(t.number(3, 9))]
    prices = table(["Departs", "Twin", "Single"], prices, t.title(1, 3), cls=t.pick(("", "ruled")))
    bar = [included, prices, el("h4", t.title(1, 2)) + el("p", t.text(1, 2))]
    t.rng.shuffle(bar)
    bar = el(
        "div", *(el("div", part, style="margin-bottom: 1em") for part in bar[: t.number(1, 3)])
    )
    text = prose(t, t.number(300, 800))
    main = el("div", text, *days)
    over = el("h1", t.place()) + el("p", t.sentence(5, 12), cls="deck")
    kind = t.number(0, 3)
    if kind == 0:
        body = over + side("2fr 1fr", gap, main, bar)
    elif kind == 1:
        body = over + side("1fr 2fr", gap, bar, main)
    elif kind == 2:
        hotels = []
        for _ in range(t.number(2, 6)):
            facts = pairs([("Rooms:", t.number(9, 90)), ("Beach:", f"{t.number(1, 900)} m")])
            hotels.append(
                el(
                    "div",
                    picture(t, 90, False),
                    el("h3", t.title(1, 2)),
                    el("p", t.text(1, 2)),
                    el("dl", facts, cls="grid", style="grid-template-columns: 5em 1fr"),
                    el("p", "from £" + t.money(90), cls="right"),
                )
            )
        body = over + side(equal(t.pick((2, 3))), gap, *hotels, style="row-gap: 16px", any=True)
    else:
        body = (
            picture(t, t.number(100, 200), beside=chance(t))
            + over
            + flow(2, gap, text, *days)
            + bar
        )
    css = look(t) + "td, th { padding: 1px 8px 1px 2px } p { text-indent: 0 }"
    top = running(t) if chance(t, 0.4) else ""
    return page(
        t,
        top + body + ending(t),
        css,
        width=size * t.number(44, 62),
        size=size,
        pad=t.number(30, 60),
    )


@family(8)
def menu_poster(t, v):
    """A bill of fare: centered or with prices at the right; courses in some columns."""
    size, columns, kind = t.number(14, 20), t.pick((1, 1, 2, 3)), t.number(0, 3)
    parts = []
    for _ in range(t.number(2, 3 + columns)):
        dishes = [el("h3", t.title(1, 2))]
        for _ in range(t.number(2, 7)):
            name, price = t.title(1, 5), f"{t.number(2, 40)}.{t.pick(('50', '00', '90'))}"
            more = el("p", t.phrase(4, 12)) if chance(t, 0.4) else ""
            if kind == 0:
                dishes.append(el("div", el("p", name), more, cls="center"))
            elif kind == 1:
                dishes.append(
                    side("1fr auto", "1em", el("div", el("p", name), more), el("div", price))
                )
            elif kind == 2:
                dishes.append(el("div", el("p", name), more, el("p", price), cls="center"))
            else:
                dishes.append(
                    el("p", dots(t, name, price, 44 if columns == 1 else 30), cls="no") + more
                )
        parts.append(el("div", *dishes, cls="keep", style="margin-bottom: 1.2em"))
    over = el("main-title", t.title(1, 3), style="font-size: 2.5em; line-height: 1.1", cls="center")
    if chance(t):
        over += el("p", t.sentence(4, 9), cls="center")
    if columns > 1 and chance(t):
        main = side(equal(columns), "2.5em", *parts)
    else:
        main = flow(columns, "2.5em", *parts)
    foot = el("footer", t.pick((t.phone(), t.street(), t.sentence(6, 12))), cls="center")
    css = look(t) + f"p {{ text-indent: 0; margin: 0 0 {t.pick((0, 3, 8))}px; text-align: left }}"
    css += ".center p { text-align: center } h3 { text-align: inherit }"
    width = columns * size * t.number(21, 26) + 100
    return page(
        t,
        over + main + (foot if chance(t) else ""),
        css,
        width=width,
        size=size,
        pad=t.number(40, 70),
    )


@family(8)
def ad_grid(t, v):
    """A page of advertisements in a grid of even or uneven boxes."""
    size, count = t.number(12, 17), t.number(2, 5)
    ads = []
    for _ in range(t.number(2, 5) * count):
        style = f"grid-column: span {2}" if count > 2 and chance(t, 0.15) else ""
        ads.append(el("div", advert(t, True), style=style))
    css = (
        look(t) + f"p {{ text-indent: 0; margin: 0 0 {t.pick((1, 4))}px }} .box {{ height: 100% }}"
    )
    gap = t.pick((6, 12, 24, 40))
    grid = side(equal(count), f"{gap}px", *ads, style=f"row-gap: {gap}px", any=True)
    if chance(t, 0.3):
        strip = el(
            "div",
            *(el("div", advert(t), style="margin-bottom: 12px") for _ in range(t.number(2, 5))),
            any=True,
        )
        text = flow(t.pick((1, 2)), "1.2em", el("h2", t.title(2, 4)), prose(t, 1300))
        grid = side("2fr 1fr", "1.3em", text, strip)
    body = (running(t) if chance(t, 0.7) else "") + grid + ending(t)
    return page(
        t, body, css, width=max(560, count * t.number(170, 260)), size=size, pad=t.number(20, 50)
    )


@family(7)
def comic_panels(t, v):
    """A comic strip: panels with captions above or below and words in the pictures."""
    size, count, kind = t.number(12, 17), t.number(2, 4), t.number(0, 2)
    panels = []
    for at in range(count * t.number(1, 4)):
        tall = t.number(90, 150)
        talk = ""
        if kind:
            said = each("p", (t.sentence(2, 6).upper() for _ in range(t.number(0, 2))))
            talk = el(
                "div", said, style=f"width: 75%; {t.pick(('', 'margin-left: 25%'))}; padding: 4px"
            )
        box = el("div", talk, cls="pic", style=f"min-height: {tall}px")
        cap = el("figcaption", (f"{at + 1}. " if v % 3 == 1 else "") + t.sentence(3, 12))
        if kind == 2:
            cap = cap if chance(t, 0.2) else ""
            panels.append(el("div", cap, box))
        else:
            panels.append(el("div", *((box, cap) if v % 2 else (cap, box))))
    gap = t.pick((5, 12, 24))
    body = el("h2", t.title(1, 4)) + (el("p", "by ", t.name()) if chance(t) else "")
    body += side(equal(count), f"{gap}px", *panels, style=f"row-gap: {gap}px") + ending(t)
    css = look(t) + "p { text-indent: 0; margin: 0 0 4px; text-align: left }"
    return page(t, body, css, width=count * t.number(190, 260), size=size, pad=t.number(20, 40))


@family(8)
def service_order(t, v):
    """An order of service: items with names at the right, hymns, responses said in turn."""
    size, parts = t.number(14, 19), []
    kind = t.number(0, 2)
    for _ in range(t.number(4, 10)):
        what = t.number(0, 4)
        name = t.pick("HYMN PSALM READING ANTHEM PRAYERS COLLECT BLESSING ADDRESS".split())
        if what == 0:
            head = el("h3", name, " ", t.number(1, 500)) if chance(t, 0.8) else ""
            verses = []
            for verse in range(1, t.number(3, 6)):
                text = lines(*(t.phrase(4, 7) for _ in range(4)))
                verses.append(
                    side("1.6em 1fr", "0", el("span", verse), el("p", text))
                    if v % 2
                    else el("p", text)
                )
            parts.append(
                head + flow(t.pick((1, 1, 2)), "2em", *(el("div", x, cls="keep") for x in verses))
            )
        elif what == 1:
            who = t.pick((("Minister", "All"), ("V.", "R."), ("Priest", "People")))
            said = [(who[at % 2], t.sentence(4, 14)) for at in range(t.number(2, 6))]
            if kind == 0:
                wide = f"{t.number(5, 7)}em 1fr"
                parts.append("".join(side(wide, ".5em", el("b", a), el("p", b)) for a, b in said))
            elif kind == 1:
                parts.append("".join(el("p", el("i", a), " ", b) for a, b in said))
            else:
                parts.append("".join(el("p", el("b", b) if a == who[1] else b) for a, b in said))
        elif what == 2:
            row = (el("h3", name.title()), el("div", t.name()))
            parts.append(
                el("div", *row, cls="between")
                + el("p", t.place(), f" {t.number(1, 20)}, {t.number(1, 30)}")
            )
        elif what == 3:
            parts.append(el("p", el("i", t.sentence(3, 8)), cls=t.pick(("", "center"))))
        else:
            parts.append(el("h3", name, cls="") + prose(t, t.number(100, 500)))
    air = f"margin-bottom: {t.pick((6, 14, 26))}px"
    parts = [el("div", part, style=air) for part in parts]
    cover = [el("main-title", t.title(2, 4), style="font-size: 1.8em"), el("p", t.date())]
    if chance(t):
        cover.insert(0, el("p", "Church of St ", t.place()))
    css = look(t) + "p { text-indent: 0 }"
    if chance(t, 0.35):
        half = len(parts) // 2
        inner = side("1fr 1fr", "70px", el("div", *cover, *parts[:half]), el("div", *parts[half:]))
        return page(t, inner, css, width=size * t.number(56, 66), size=size, pad=45)
    body = el("div", *cover, cls="center") + "".join(parts) + ending(t)
    return page(t, body, css, width=size * t.number(28, 42), size=size, pad=t.number(40, 80))


@family(8)
def election_leaflet(t, v):
    """A candidate's leaflet: portrait with name, pledges, quotes, imprint at the foot."""
    size, gap = t.number(13, 18), t.pick((16, 26, 40))
    who = [
        el("h1", t.name()),
        el("p", "for ", t.place(), " ", t.title(1)),
        el("p", t.sentence(4, 9)),
    ]
    portrait = el("div", cls="pic", style=f"height: {t.number(120, 220)}px")
    top = [portrait, el("div", *who)]
    if chance(t):
        top.reverse()
    body = [
        side(t.pick(("1fr 2fr", "1fr 1fr")) if top[0] is portrait else "2fr 1fr", f"{gap}px", *top)
    ]
    count = t.pick((1, 2, 3))
    pledges = []
    for at in range(count * t.number(1, 3)):
        head = el("h3", f"{at + 1}. " if v % 2 else "", t.title(1, 4))
        pledges.append(el("div", head, el("p", t.text(1, 2))))
    if count == 1:
        body += pledges
    else:
        body.append(side(equal(count), f"{gap}px", *pledges, style="row-gap: 10px"))
    letter = el("div", el("p", "Dear Neighbour,"), prose(t, t.number(300, 900)), el("p", t.name()))
    quotes = [
        el("p", "“" + t.sentence(5, 12) + "”") + el("p", "— " + t.name(), cls="right")
        for _ in range(t.number(1, 4))
    ]
    quotes = el("div", *quotes, cls=t.pick(("box plain", "plain")))
    kind = t.number(0, 3)
    if kind == 0:
        body.append(side("2fr 1fr", f"{gap}px", letter, quotes))
    elif kind == 1:
        body.append(side("1fr 2fr", f"{gap}px", quotes, letter))
    elif kind == 2:
        body.append(flow(2, f"{gap}px", letter))
    else:
        body.append(quotes)
    if chance(t, 0.5):
        tear = pairs([("Name", "." * 40), ("Address", "." * 40), ("Telephone", "." * 24)])
        form = el("h4", t.title(2, 4)) + el(
            "dl", tear, cls="grid", style="grid-template-columns: 6em 1fr"
        )
        body.append(el("div", form, cls="box plain"))
    said = f"Printed by {t.surname()} & Co., {t.street()}. "
    said += f"Published by {t.name()}, {t.street()}, {t.place()}."
    body.append(el("footer", said, cls=t.pick(("small", "small center")), style="margin-top: 14px"))
    css = look(t) + "p { text-indent: 0 }"
    return page(
        t, "".join(body), css, width=size * t.number(34, 52), size=size, pad=t.number(30, 60)
    )


@family(9)
def crossword(t, v):
    """A crossword: the grid empty or with numbers, clues across and down in columns, a solution."""
    size, square, cell = t.number(12, 16), t.number(8, 13), t.number(16, 24)
    numbered, n, cells = chance(t, 0.3), 0, ""
    for _ in range(square * square):
        n, said = (n + 1, n + 1) if numbered and chance(t, 0.18) else (n, "")
        cells += el("div", said, style="border: 1px solid #333")
    style = f"grid: auto-flow {cell}px / repeat({square}, {cell}px); font-size: 9px; line-height: 1"
    grid = el("div", cells, cls="grid", style=style)
    if not numbered:
        grid = el("div", cls="pic", style=f"width: {square * cell}px; height: {square * cell}px")

    def clues(name):
        made, at, hang = [el("h4", name)], 0, v % 2
        for _ in range(t.number(7, 16)):
            at += t.number(1, 3)
            said = t.phrase(2, 9) + f" ({t.number(3, 9)})"
            if hang:
                made.append(el("li", el("span", at), el("div", said), cls="flex clue"))
            else:
                made.append(el("li", f"{at}{t.pick(('', '.'))} {said}"))
        return "".join(made)

    across, down = clues("Across"), clues("Down")
    kind, gap = t.number(0, 3), gutter(t)
    head = el("h2", "Crossword ", t.pick((f"No. {t.number(90, 9999)}", "by " + t.surname())))
    last = (
        el("div", el("h4", "Solution to last week"), el("p", t.sentence(10, 20)))
        if chance(t, 0.6)
        else ""
    )
    if kind == 0:
        body = head + grid + side("1fr 1fr", gap, el("div", across), el("div", down)) + last
        wide = max(size * 34, square * cell + 40)
    elif kind == 1:
        body = head + side(
            f"{square * cell}px 1fr", "1.6em", el("div", grid, last), flow(2, gap, across, down)
        )
        wide = square * cell + size * 36
    elif kind == 2:
        body = (
            head
            + side(f"1fr 1fr {square * cell}px", "1.6em", el("div", across), el("div", down), grid)
            + last
        )
        wide = square * cell + size * 32
    else:
        body = head + grid + flow(t.pick((2, 3, 4)), gap, across, down) + last
        wide = size * t.number(44, 56)
    css = look(t) + "p { text-indent: 0 } .clue span { flex: 0 0 2.2em } li { line-height: 1.25 }"
    body = (running(t) if chance(t, 0.4) else "") + body + ending(t)
    return page(t, body, css, width=wide + 80, size=size, pad=40)


@family(8)
def horoscopes(t, v):
    """Twelve signs with dates and a text: a grid of boxes, columns, or signs at the left."""
    size, columns, kind = t.number(12, 17), t.pick((1, 2, 3, 4)), t.number(0, 3)
    parts, day = [], t.number(19, 23)
    for sign in SIGNS.split()[: t.pick((6, 12, 12, 12))]:
        when = f"{t.pick('Jan Mar May July')} {day} – {t.pick('Feb Apr June Aug')} {day - 1}"
        text = el("p", t.text(1, 4))
        name = sign.upper() if v % 2 else sign
        if kind == 0:
            parts.append(el("h4", name) + el("p", when) + text)
        elif kind == 1:
            parts.append(el("h4", f"{name} ({when})") + text)
        elif kind == 2:
            mark = el("div", el("b", name), el("div", when, cls="small"))
            parts.append(side("8em 1fr", ".8em", mark, text))
        else:
            parts.append(el("p", el("b", name), f" ({when}): ", t.text(1, 4)))
    parts = [el("div", part, cls="keep", style="margin-bottom: .7em") for part in parts]
    if kind == 2:
        columns = min(columns, 2)
    gap = gutter(t)
    top = el("h1", t.pick(("Your Stars", "Horoscope", "The Week Ahead")))
    if chance(t):
        top += el("p", "with ", t.name(), cls="by")
    if chance(t):
        main = side(equal(columns), gap, *parts, style="align-items: start")
    else:
        main = flow(columns, gap, *parts)
    css = look(t) + "p { text-indent: 0 }"
    width = columns * size * t.number(15, 20) + (size * 14 if columns == 1 or kind == 2 else 80)
    return page(t, top + main + ending(t), css, width=width, size=size, pad=t.number(24, 50))


@family(9)
def recipe_page(t, v):
    """Recipes: ingredients beside or over the method, facts in a row, tips in a box."""
    size, parts = t.number(13, 18), []
    kind, numbered, gap = t.number(0, 4), t.number(0, 2), gutter(t)
    for _ in range(t.pick((1, 1, 2, 3))):
        over = [el("h2", t.title(1, 4))]
        if chance(t):
            over.append(el("p", t.sentence(6, 14), cls="deck"))
        facts = [
            ("Serves", str(t.number(2, 8))),
            ("Time", f"{t.number(2, 9)}0 min"),
            ("Oven", f"{t.number(15, 23)}0 °C"),
        ]
        if chance(t):
            shown = (el("div", el("dt", a), el("dd", b)) for a, b in facts)
            over.append(el("div", *shown, cls="flex", style="column-gap: 3em"))
        else:
            over.append(el("p", f"Serves {facts[0][1]}", cls="by"))
        needs = []
        for _ in range(t.number(4, 12)):
            much, what = (
                f"{t.number(1, 50)}{t.pick(('0 g', ' oz', ' tsp', ' cups'))}",
                t.words(t.number(1, 4)),
            )
            if v % 3 == 0:
                needs.append(side("4.5em 1fr", ".3em", el("span", much), el("span", what)))
            else:
                needs.append(f"{much} {what}")
        needs = el("div", el("h4", "Ingredients") if chance(t, 0.7) else "", each("li", needs))
        steps = [t.text(1, 3) for _ in range(t.number(3, 7))]
        if numbered == 0:
            steps = each("p", steps)
        elif numbered == 1:
            steps = each("li", (f"{at + 1}. {step}" for at, step in enumerate(steps)))
        else:
            hang = (el("span", at + 1) + el("div", step) for at, step in enumerate(steps))
            steps = "".join(el("li", step, cls="flex step") for step in hang)
        steps = el("div", el("h4", "Method") if chance(t) else "", steps)
        pic = picture(t, t.number(90, 220), beside=chance(t, 0.3)) if chance(t) else ""
        if kind == 0:
            parts.append(el("div", *over, pic, side("1fr 2fr", gap, needs, steps)))
        elif kind == 1:
            parts.append(el("div", *over, needs, steps, pic))
        elif kind == 2:
            parts.append(el("div", *over, flow(t.pick((2, 3)), "1.5em", needs), steps))
        elif kind == 3:
            parts.append(el("div", pic, *over, needs, flow(2, gap, steps)))
        else:
            parts.append(side("1fr 2fr", gap, el("div", pic, needs), el("div", *over, steps)))
    tip = (
        el("div", el("h4", t.title(1, 2)), el("p", t.text(1, 2)), cls="box plain")
        if chance(t)
        else ""
    )
    if len(parts) > 1 and kind == 1:
        main = side(equal(len(parts)), gap, *parts)
    else:
        main = each("div", parts, style="margin-bottom: 22px")
    css = (
        look(t)
        + "p { text-indent: 0 } .step span { flex: 0 0 1.8em }"
        + "li { margin-bottom: 2px; line-height: 1.25 }"
    )
    body = (running(t) if chance(t) else "") + main + tip + ending(t)
    wide = t.number(40, 54) * size if kind != 1 or len(parts) == 1 else len(parts) * size * 24
    return page(t, body, css, width=wide, size=size, pad=t.number(30, 60))


@family(8)
def in_brief(t, v):
    """Short news: headings over, or run in, with rules; columns or a strip beside a story."""
    size, columns, kind = t.number(12, 16), t.number(1, 5), t.number(0, 3)
    parts = []
    for _ in range(t.number(3, 5) * columns):
        said = t.text(1, 3)
        if kind == 0:
            parts.append(el("h4", t.title(2, 5)) + el("p", said))
        elif kind == 1:
            parts.append(el("p", el("b", t.title(1, 3).upper()), " ", said))
        elif kind == 2:
            parts.append(side("1em 1fr", ".3em", el("span", t.pick(("•", "■"))), el("p", said)))
        else:
            parts.append(
                el("p", t.time() + " " + t.place()) + el("h4", t.title(3, 7)) + el("p", said)
            )
    parts = [
        el("div", part, style=f"margin-bottom: {t.pick((3, 9, 18))}px", cls="keep")
        for part in parts
    ]
    gap, wide = gutter(t), size * t.number(13, 19)
    head = el("h2", t.pick(("In brief", "News in brief", "Round-up", "Short notes")))
    css = look(t) + "p { text-indent: 0 }"
    if columns < 3 and chance(t):
        story = el("div", el("h1", t.title(3, 6)), flow(2, gap, prose(t, 1800, 0.2)))
        strip = el("div", head, *parts)
        inner = (
            side(f"{wide}px 1fr", gap, strip, story)
            if chance(t)
            else side(f"1fr {wide}px", gap, story, strip)
        )
        width = wide * 3.4
    else:
        inner, width = head + flow(columns, gap, *parts), wide * columns
    body = (running(t) if chance(t) else "") + inner + ending(t)
    return page(
        t, body, css, width=int(width) + 90 + (150 if columns == 1 else 0), size=size, pad=40
    )


@family(9)
def contents_page(t, v):
    """Contents of a magazine: page number left or right of title and teaser; parts in columns."""
    size, columns, kind = t.number(13, 18), t.pick((1, 1, 2, 2, 3)), t.number(0, 4)
    parts, at = [], 3
    for _ in range(t.number(2, 4)):
        parts.append(el("h3", t.pick(("Features", "Regulars", "News", "Reviews", t.title(1, 2)))))
        for _ in range(t.number(3, 7)):
            title = el("b", t.title(2, 6))
            more = el("p", t.sentence(5, 14)) if chance(t, 0.6) else ""
            who = el("p", el("i", t.name())) if chance(t, 0.3) else ""
            inner = el("div", el("p", title), more, who)
            if kind == 0:
                item = side("2.6em 1fr", ".6em", el("b", at), inner)
            elif kind == 1:
                item = side("1fr auto", "1em", inner, el("b", at))
            elif kind == 2:
                item = el("p", f"{at} ", title) + more
            elif kind == 3:
                item = el("p", dots(t, t.title(2, 4), str(at), 44 if columns == 1 else 30)) + more
            else:
                item = el("div", el("div", at, style="font-size: 1.7em; line-height: 1.1"), inner)
            parts.append(
                el("div", item, cls="keep", style=f"margin-bottom: {t.pick((2, 7, 15))}px")
            )
            at += t.number(1, 9)
    gap = gutter(t)
    top = el("h1", t.pick(("Contents", "In this issue", "Inside")))
    if chance(t):
        issue = f"{t.pick(('Spring', 'May', 'Winter'))} {t.number(1950, 2024)}, "
        top += el("p", issue + f"Issue {t.number(1, 300)}", cls="by")
    main = flow(columns, gap, *parts)
    wide = columns * size * t.number(17, 23)
    if chance(t, 0.4):
        names = [
            (t.pick(("Editor", "Art", "Sales", "Print")), t.name()) for _ in range(t.number(3, 6))
        ]
        names = "".join(el("dt", a) + el("dd", b) for a, b in names)
        bar = el(
            "div", el("h4", t.title(1, 2)), el("dl", names), el("p", t.text(1, 3)), cls="small"
        )
        pic = picture(t, t.number(90, 200))
        bars = el("div", *t.pick(((pic, bar), (bar,), (pic, pic))))
        first = chance(t)
        main = side(*(("1fr 2fr", gap, bars, main) if first else ("2fr 1fr", gap, main, bars)))
        wide = int(wide * 1.45)
    css = look(t) + "p { text-indent: 0; margin: 0 0 2px; text-align: left }"
    return page(t, top + main + ending(t), css, width=max(wide, size * 26) + 90, size=size, pad=45)


@family(7)
def imprint(t, v):
    """Masthead of a magazine: offices and names in many forms, legal text, addresses in columns."""
    size, columns, kind = t.number(11, 15), t.pick((1, 1, 2, 3)), t.number(0, 3)
    parts = []
    for _ in range(t.number(2, 5)):
        names = [(t.title(1, 3), t.name()) for _ in range(t.number(2, 6))]
        head = el("h4", t.title(1, 2)) if chance(t, 0.6) else ""
        if kind == 0:
            shown = el("dl", pairs(names))
        elif kind == 1:
            shown = el(
                "dl",
                pairs(names),
                cls="grid",
                style="grid-template-columns: 1fr 1fr; column-gap: 1em",
            )
        elif kind == 2:
            shown = el("div", *(el("p", el("b", a), ": ", b) for a, b in names))
        else:
            shown = el(
                "div",
                *(el("p", el("b", a)) + el("p", b, ", ", t.name()) for a, b in names),
                cls="center",
            )
        parts.append(el("div", head, shown, cls="keep"))
        if chance(t):
            place = (
                t.surname() + " Press Ltd",
                t.street(),
                t.place() + " " + t.postcode(),
                t.phone(),
            )
            parts.append(
                el("div", el("p", lines(*place)), cls="keep center" if kind == 3 else "keep")
            )
    for _ in range(t.number(0, 3)):
        parts.append(el("p", t.text(2, 5)))
    t.rng.shuffle(parts)
    parts = [el("div", part, style="margin-bottom: .9em") for part in parts]
    head = el(
        "main-title", t.title(1, 3), style="font-size: 2em", cls="center" if kind == 3 else ""
    )
    main = flow(columns, gutter(t), *parts)
    if chance(t, 0.4):
        text = el(
            "div",
            el("h1", t.title(2, 5)),
            flow(t.pick((1, 2)), "1.4em", prose(t, 1600)),
            el("p", t.name()),
        )
        strip = el("div", head, *parts)
        main, head = side("1fr 3fr", gutter(t), strip, text), ""
        columns = 4
    css = look(t) + "p { text-indent: 0 } h4 { text-align: inherit }"
    width = columns * size * t.number(16, 21) + (size * 14 if columns == 1 else 80)
    return page(t, head + main + ending(t), css, width=width, size=size, pad=40)


@family(8)
def handbill(t, v):
    """A hand bill of the 19th century: centered lines, columns and lists between them."""
    size, parts = t.number(14, 19), []

    def shout(count):
        made = []
        for _ in range(count):
            big = t.pick((0.9, 1, 1.2, 1.6, 2.2, 3))
            words = t.title(1, 2) if big > 1.5 else t.phrase(3, 10)
            words = words.upper() if chance(t) else words
            made.append(
                el("p", words, style=f"font-size: {big}em; margin-bottom: {t.pick((0, 3, 9))}px")
            )
        return el("div", *made, cls="center")

    parts.append(shout(t.number(3, 7)))
    for _ in range(t.number(1, 3)):
        kind = t.number(0, 4)
        if kind == 0:
            items = each("p", (t.phrase(2, 7) + ";" for _ in range(t.number(6, 18))))
            parts.append(flow(t.pick((2, 2, 3)), "1.4em", items))
        elif kind == 1:
            parts.append(prose(t, t.number(200, 700)))
        elif kind == 2:
            names = [
                el("div", t.pick("Mr Mrs Miss".split()), " ", t.surname().upper())
                for _ in range(t.number(4, 10))
            ]
            parts.append(side(equal(2), "2em", *names))
        elif kind == 3:
            prices = [("Boxes", "3s."), ("Pit", "2s."), ("Gallery", "1s.")]
            parts.append(el("div", *(el("div", a, " ", b) for a, b in prices), cls="between"))
        else:
            sums = [
                (t.phrase(2, 4), f"{t.number(1, 90)}l. {t.number(0, 19)}s.")
                for _ in range(t.number(3, 7))
            ]
            parts.append("".join(el("p", dots(t, *pair, 44)) for pair in sums))
        parts.append(shout(t.number(1, 4)))
    parts.append(
        el("p", t.surname() + ", Printer, " + t.place() + ".", cls=t.pick(("right", "center")))
    )
    body = "".join(
        el("div", part, style=f"margin-bottom: {t.pick((4, 12, 24))}px") for part in parts
    )
    css = look(t) + "p { line-height: 1.15 }"
    return page(t, body, css, width=size * t.number(26, 40), size=size, pad=t.number(30, 70))


@family(8)
def gazette(t, v):
    """Official notices: headings, numbers, names in lists, signatures; in some columns."""
    size, columns, parts = t.number(12, 16), t.pick((1, 2, 2, 3)), []
    gap = t.pick(("1.1em", "1.6em", "2.5em"))
    for _ in range(t.number(3, 5 + 2 * columns)):
        head = [el("h3", t.pick((t.title(2, 5), t.title(1, 3).upper())))]
        if chance(t, 0.5):
            head.append(
                el("p", t.place(), ", ", t.date(), ".", cls=t.pick(("right", "plain", "center")))
            )
        text = prose(t, t.number(120, 600), first=f"({t.number(100, 999)}) " if v % 2 else "")
        extra, kind = "", t.number(0, 4)
        if kind == 0:
            names = (f"{t.surname()}, {t.name()}, {t.place()}" for _ in range(t.number(3, 10)))
            extra = el("div", each("p", names), style="padding-left: 1.5em")
        elif kind == 1:
            items = [(f"({chr(97 + at)})", t.sentence(5, 14)) for at in range(t.number(2, 5))]
            extra = "".join(
                el("li", el("span", a), el("div", b), cls="flex item") for a, b in items
            )
        elif kind == 2:
            facts = [[t.place(), t.surname(), t.money()] for _ in range(t.number(3, 7))]
            extra = table(
                ["Place", "Name", "£"] if chance(t) else [], facts, cls="", style="width: 100%"
            )
        sign = [el("p", t.name().upper() if v % 3 else t.name(), cls="right")]
        if chance(t, 0.6):
            sign.append(el("p", t.title(1, 3), cls="right"))
        parts.append(el("div", *head, text, extra, *sign, style="margin-bottom: .8em"))
    css = look(t) + ".item span { flex: 0 0 2em } h3 { text-align: center }"
    top = running(t)
    if chance(t, 0.4):
        name = el(
            "main-title", "The ", t.place(), " Gazette", cls="center", style="font-size: 2.4em"
        )
        top = name + el("div", each("div", (f"No. {t.number(9, 999)}", t.date())), cls="between")
    width = columns * size * t.number(20, 27) + (size * 12 if columns == 1 else 90)
    return page(
        t, top + flow(columns, gap, *parts) + ending(t), css, width=width, size=size, pad=45
    )


@family(8)
def school_letter(t, v):
    """A school's newsletter: cards, dates, a menu of the week, results, a message of the head."""
    size, columns, blocks = t.number(13, 18), t.pick((1, 2, 2, 3)), []
    for _ in range(t.number(3, 4 + columns)):
        kind = t.number(0, 5)
        if kind == 0:
            said = (
                el("h3", t.title(2, 4))
                + prose(t, t.number(200, 600))
                + el("p", t.name(), cls="right")
            )
        elif kind == 1:
            dates = [
                (f"{t.number(1, 30)} {t.pick('Feb May Nov')}", t.phrase(2, 6))
                for _ in range(t.number(3, 8))
            ]
            wide = "grid-template-columns: 5em 1fr"
            said = el("h3", "Dates") + el("dl", pairs(dates), cls="grid", style=wide)
        elif kind == 2:
            said = el("h3", "Lunch") + "".join(
                el("h4", day) + el("p", t.phrase(3, 8)) for day in DAYS[:5]
            )
        elif kind == 3:
            stars = [[f"Class {at + 1}", t.name()] for at in range(t.number(3, 7))]
            said = el("h3", t.title(1, 3)) + table([], stars, cls=t.pick(("", "ruled")))
        elif kind == 4:
            said = picture(t, t.number(70, 150)) + el("p", t.text(1, 3))
        else:
            said = el("h3", t.title(1, 3)) + each(
                "li", ("• " + t.phrase(3, 9) for _ in range(t.number(3, 6)))
            )
        blocks.append(
            el("div", said, cls=t.pick(("box keep", "keep")), style="margin-bottom: 14px")
        )
    head = el("main-title", t.place() + " School", style="font-size: 2em")
    facts = el("div", *each_div((t.street(), t.phone())), cls="right")
    top = el("header", head, facts, cls=t.pick(("between", "")), style="margin-bottom: 10px")
    if chance(t, 0.5):
        top += el("p", t.date())
    gap = gutter(t)
    main = flow(columns, gap, *blocks) if chance(t, 0.6) else side(equal(columns), gap, *blocks)
    css = look(t) + "td, th { padding: 1px 10px 1px 2px }"
    width = columns * size * t.number(19, 26) + (size * 14 if columns == 1 else 90)
    return page(t, top + main + ending(t), css, width=width, size=size, pad=t.number(30, 60))


@family(8)
def club_circular(t, v):
    """A club's circular: committee at the side, fixtures, notes and a slip to return."""
    size, gap, parts = t.number(13, 18), gutter(t), []
    officers = [
        (t.pick(("President", "Hon. Sec.", "Captain", "Treasurer")), t.name())
        for _ in range(t.number(3, 7))
    ]
    kind = t.number(0, 2)
    parts.append(el("p", "Dear Member,") + prose(t, t.number(300, 1000), 0.15))
    if chance(t, 0.8):
        games = []
        for _ in range(t.number(4, 12)):
            games.append(
                [
                    f"{t.number(1, 30)} {t.pick('Apr May June')}",
                    t.place(),
                    t.pick("H A"),
                    t.pick(("", t.time())),
                ]
            )
        head = ["Date", "Against", "", "Start"] if chance(t) else []
        parts.append(el("h3", "Fixtures") + table(head, games, cls=t.pick(("", "ruled"))))
    for at in range(t.number(0, 4)):
        parts.append(
            el("h4", f"{at + 1}. " if v % 2 else "", t.title(1, 4)) + prose(t, t.number(80, 300))
        )
    sign = el("p", t.name()) + el("p", "Hon. Secretary")
    if chance(t, 0.3):
        sign = side(
            "1fr 1fr", "2em", el("div", sign), el("div", el("p", t.name()), el("p", "Chairman"))
        )
    parts.append(sign)
    if chance(t):
        slip = pairs([("Name", "_" * 30), ("Members", "_" * 8), ("Guests", "_" * 8)])
        slip = el("dl", slip, cls="grid", style="grid-template-columns: 8em 1fr")
        parts.append(el("p", t.sentence(6, 12)) + slip)
    parts = [el("div", part, style="margin-bottom: 1em") for part in parts]
    top = el("h1", t.place(), " ", t.pick("Cricket Chess Rowing Garden".split()), " Club")
    if kind == 0:
        bar = el("div", *(el("p", lines(el("i", a), b)) for a, b in officers))
        body = top + side("1fr 3fr", gap, bar, el("div", *parts))
    elif kind == 1:
        half = len(officers) // 2 + 1
        sides = [el("dl", pairs(some)) for some in (officers[:half], officers[half:])]
        body = top + el("div", *sides, cls="between", style="margin-bottom: 14px") + "".join(parts)
    else:
        body = (
            top + el("p", t.date(), cls=t.pick(("right", ""))) + flow(t.pick((1, 2)), gap, *parts)
        )
    css = look(t) + "td, th { padding: 1px 12px 1px 2px }"
    return page(
        t, body + ending(t), css, width=size * t.number(38, 54), size=size, pad=t.number(40, 70)
    )


@family(8)
def spread(t, v):
    """Two facing pages of a magazine: the left whole, then the right; a heading over each."""
    size, gap, fold = t.number(11, 15), gutter(t), t.pick((50, 80, 120))

    def leaf(place):
        columns, parts = t.pick((1, 2, 2, 3)), []
        top = el("header", t.title(1, 3), cls=place) if chance(t, 0.6) else ""
        if chance(t, 0.6):
            parts.append(el("h1", t.title(2, 5)))
        if chance(t, 0.4):
            parts.append(picture(t, t.number(90, 240), beside=chance(t, 0.3)))
        main = flow(columns, gap, prose(t, t.number(1200, 2600), 0.12))
        if chance(t, 0.3):
            box = el(
                "div",
                el("h4", t.title(1, 3)),
                each("li", (t.sentence(3, 8) for _ in range(4))),
                cls="box",
            )
            main = flow(columns, gap, prose(t, 1300)) + box
        return el("div", top, *parts, main, number(t, 2, 99, place))

    body = side("1fr 1fr", f"{fold}px", leaf("left"), leaf("right"))
    return page(
        t, body, look(t), width=size * t.number(64, 88) + fold, size=size, pad=t.number(30, 50)
    )


@family(7)
def programme_grid(t, v):
    """Programmes in a grid with hours down and channels or days across; cells of several lines."""
    size, count, cls = t.number(11, 15), t.number(3, 7), t.pick(("", "ruled"))
    days = t.pick(
        (DAYS, [f"Channel {at}" for at in range(1, 8)], [f"Hall {at}" for at in range(1, 8)])
    )
    body, now = [], t.number(6, 17) * 60
    for _ in range(t.number(4, 9)):
        row, left = [el("td", clock(v % 4, now))], count
        while left:
            span = min(left, t.pick((1, 1, 1, 1, 2)))
            said = el("p", el("b", t.title(1, 3)))
            said += el("p", t.phrase(2, 7)) if chance(t, 0.5) else ""
            row.append(el("td", said if chance(t, 0.85) else "", colspan=span))
            left -= span
        body.append(el("tr", *row))
        now += t.pick((15, 30, 60))
    head = rows([["", *days[:count]]], "th")
    inner = el("table", head, *body, cls=cls, style="width: 100%; table-layout: fixed")
    css = (
        look(t)
        + f"""p {{ text-indent: 0; margin: 0; text-align: {t.pick(("left", "center"))} }}
    td, th {{ padding: {t.pick((2, 5, 10))}px {t.pick((3, 6, 10))}px }}
    tr > :first-child {{ width: 5.5em }}"""
    )
    top = el("h1", t.title(1, 3)) if chance(t) else running(t)
    notes = flow(2, "2em", prose(t, 400)) if chance(t, 0.4) else ""
    width = count * size * t.number(10, 13) + 150
    return page(t, top + inner + notes + ending(t), css, width=width, size=size, pad=40)


@family(8)
def team_sheet(t, v):
    """A match programme: two teams side by side with numbers, officials, a word of welcome."""
    size, count, kind = t.number(13, 18), t.number(9, 15), t.number(0, 3)
    home, away = t.place(), t.place() + " United"
    posts = ("Goal", "Back", "Half", "Wing", "Forward")

    def team(name, right=False):
        body = []
        for at in range(count):
            row = [str(at + 1), t.name().upper() if v % 2 else t.name()]
            if kind == 1:
                row.append(posts[at * len(posts) // count])
            body.append(list(reversed(row)) if right and kind == 2 else row)
        extra = el("p", el("b", "Colours: "), t.words(3)) if chance(t) else ""
        return el("div", el("h3", name), extra, table([], body, cls="", style="width: 100%"))

    if kind == 3:  # one table, the names at both sides of the number
        body = [[t.name(), str(at + 1), t.name()] for at in range(count)]
        teams = table([home, "", away] if chance(t) else [], body, cls="", style="margin: 0 auto")
    else:
        teams = side("1fr 1fr", gutter(t), team(home), team(away, True))
    officials = pairs(
        [("Referee", t.name()), ("Linesmen", f"{t.name()}, {t.name()}"), ("Kick-off", t.time())]
    )
    officials = el("dl", officials, cls=t.pick(("center", "")))
    top = el(
        "div", el("h1", f"{home} v. {away}"), el("p", t.pick(DAYS) + ", " + t.date(), cls="by")
    )
    parts = [teams, officials]
    if chance(t):
        parts.insert(
            t.number(0, 2), flow(t.pick((1, 2)), "1.5em", el("h4", t.title(2, 4)), prose(t, 700))
        )
    body = top + each("div", parts, style="margin-bottom: 18px") + ending(t)
    css = (
        look(t)
        + f"td, th {{ padding: {t.pick((0, 2, 5))}px 9px {t.pick((0, 2, 5))}px 0 }}"
        + "p { text-indent: 0 }"
    )
    return page(t, body, css, width=size * t.number(36, 52), size=size, pad=t.number(30, 60))


@family(8)
def houses(t, v):
    """Houses and goods for sale: picture, place, price and text in a grid or in rows."""
    size, count, kind = t.number(12, 16), t.pick((1, 2, 3, 4)), t.number(0, 3)
    cards = []
    for _ in range(max(3, count * t.number(2, 3))):
        place, price = el("h4", t.street()), "£" + f"{t.number(40, 900)},000"
        facts = each("li", (f"• {t.phrase(1, 4)}" for _ in range(t.number(2, 5))))
        pic = el("div", cls="pic", style=f"height: {t.number(80, 140)}px; margin-bottom: 5px")
        if kind == 0:
            inner = pic + place + el("p", t.sentence(8, 20)) + el("p", el("b", price))
        elif kind == 1:
            head = el("div", place, el("div", price), cls="between")
            inner = head + el("p", t.text(1, 2)) if count < 3 else place + el("p", price) + facts
        elif kind == 2:
            text = el("div", place, el("p", price), facts)
            inner = side("1fr 1fr", "10px", pic, text) if count < 4 else pic + text
        else:
            facts = [
                ("Rooms", t.number(2, 9)),
                ("Plot", f"{t.number(200, 900)} m²"),
                ("Price", price),
            ]
            inner = (
                pic
                + place
                + el("dl", pairs(facts), cls="grid", style="grid-template-columns: 1fr 1fr")
            )
        cards.append(el("div", inner, cls=t.pick(("", "box"))))
    gap = t.pick((8, 16, 30))
    body = running(t) if chance(t) else el("h1", t.surname(), " & Sons")
    body += side(
        equal(count), f"{gap}px", *cards, style=f"row-gap: {t.pick((8, 20, 36))}px", any=True
    )
    foot = " · ".join((t.surname() + " & Sons", t.street(), t.phone()))
    body += el("footer", foot, cls="center") if chance(t) else ending(t)
    width = max(size * 36, count * size * t.number(15, 21)) + 60
    css = look(t) + "p { text-indent: 0; margin-bottom: 2px } h4 { text-align: left }"
    return page(t, body, css, width=width, size=size, pad=30)


@family(8)
def reviews(t, v):
    """Reviews: title, author, publisher and price over the text; a name under it."""
    size, columns, kind = t.number(12, 17), t.pick((1, 2, 2, 3, 4)), t.number(0, 2)
    gap, parts = gutter(t), []
    for _ in range(t.number(2, 2 + 2 * columns)):
        title, who = t.title(2, 5), t.name()
        press = f"{t.surname()} Press, {t.number(90, 600)} pp., £{t.money(5, 40)}"
        if kind == 0:
            head = el("h3", title) + el("p", "by ", who) + el("p", press)
        elif kind == 1:
            head = el("p", el("b", title), f". {who}. {press}")
        else:
            label = pairs([("Title:", title), ("Author:", who), ("From:", press)])
            head = el(
                "dl",
                label,
                cls="grid",
                style="grid-template-columns: 4.5em 1fr; margin-bottom: 4px",
            )
        text = prose(t, t.number(250, 1100))
        if kind != 2 and columns < 3 and chance(t, 0.2):
            pic = el("div", cls="pic", style="height: 110px")
            head = side("80px 1fr", "12px", pic, el("div", head))
        rated = el("p", "*" * t.number(1, 5)) if chance(t, 0.3) else ""
        parts.append(head + rated + text + el("p", t.name().upper(), cls="right") + "<br>")
    top = el("h1", t.pick(("Books", "Reviews", "New books", "On record")))
    css = look(t) + "p { text-indent: 0 }"
    width = columns * size * t.number(16, 22) + (size * 14 if columns == 1 else 90)
    main = flow(columns, gap, *parts)
    if chance(t, 0.3) and columns > 1:
        best = [(str(at + 1), t.title(1, 4), t.surname()) for at in range(t.number(5, 10))]
        rows_ = "".join(
            side("1.6em 1fr", ".3em", el("span", a), el("div", el("p", b), el("p", c)))
            for a, b, c in best
        )
        bar = el("div", el("h4", t.title(1, 2)), rows_)
        first = chance(t)
        main = side(*(("1fr 3fr", gap, bar, main) if first else ("3fr 1fr", gap, main, bar)))
        width = int(width * 1.3)
    body = (running(t) if chance(t) else "") + top + main + ending(t)
    return page(t, body, css, width=width, size=size, pad=40)


@family(7)
def weather_page(t, v):
    """The weather: regions in text, a map, towns with figures in tables, sun and moon."""
    size, gap = t.number(12, 16), gutter(t)
    regions = [(t.place(), t.text(1, 2)) for _ in range(t.number(3, 7))]
    if chance(t):
        text = "".join(el("p", el("b", a + ": "), b) for a, b in regions)
    else:
        text = "".join(el("h4", a) + el("p", b) for a, b in regions)
    text = el("div", el("h3", t.title(1, 3)), text)
    columns = t.pick((1, 2, 3))
    towns = []
    for _ in range(columns):
        body = [
            [t.place(), t.pick("c f r s sn".split()), str(t.number(-9, 36)), str(t.number(15, 99))]
            for _ in range(t.number(8, 18))
        ]
        head = ["", "", "C", "F"] if chance(t, 0.6) else []
        towns.append(table(head, body, cls="", style="width: 100%"))
    towns = el(
        "div", el("h3", "Abroad"), side(equal(columns), "1.6em", *towns, style="align-items: start")
    )
    sky = [
        ("Sun rises", t.time()),
        ("Sun sets", t.time()),
        ("Moon rises", t.time()),
        ("New moon", t.date()),
    ]
    shown = "".join(el("div", el("dt", a), el("dd", b), cls="between") for a, b in sky)
    sky = el("div", el("dl", shown) if chance(t) else el("dl", pairs(sky)), cls="box")
    days = [
        el("div", el("h4", day), el("p", t.phrase(1, 4)), el("p", f"{t.number(0, 30)}°"))
        for day in DAYS[: t.number(3, 6)]
    ]
    days = side(equal(len(days)), "10px", *days)
    kind = t.number(0, 2)
    if kind == 0:
        body = side("1fr 2fr", gap, text, el("div", picture(t, 240), sky)) + towns + days
    elif kind == 1:
        body = side("1fr 1fr", gap, el("div", text, sky), towns) + days
    else:
        body = days + picture(t, 200, chance(t)) + side("2fr 1fr", gap, text, sky) + towns
    css = look(t) + "td, th { padding: 0 6px } p { text-indent: 0 }"
    top = running(t) if chance(t) else el("h1", "Weather")
    return page(
        t, top + body + ending(t), css, width=size * t.number(46, 60) + 60, size=size, pad=36
    )


@family(8)
def clipping(t, v):
    """One cut-out story: headline, columns, perhaps a small table or picture."""
    sheet = Sheet(t, t.pick((1, 1, 2, 2, 3, 4)), t.number(150, 260))
    parts = [sheet.story(sheet.columns, t.number(12, 40))]
    if chance(t, 0.3):
        body = [[t.name(), t.place(), str(t.number(1, 90))] for _ in range(t.number(3, 9))]
        parts.append(
            table(["Name", "Town", "Points"] if chance(t) else [], body, t.title(1, 3), cls="")
        )
    if chance(t, 0.3):
        parts.append(sheet.story(sheet.columns, t.number(8, 14)))
    css = look(t) + "td, th { padding: 0 10px 0 0 }"
    pad = t.number(8, 30)
    body = "".join(el("div", part, style="margin-bottom: 12px") for part in parts)
    return page(t, body, css, width=sheet.width + 2 * pad, size=sheet.size, pad=pad)


@family(8)
def market_report(t, v):
    """Markets: short heads with runs of entries and leaders in narrow columns."""
    sheet = Sheet(t, t.number(2, 6), t.number(150, 210))
    parts = []
    for _ in range(t.number(4, 4 + 2 * sheet.columns)):
        kind, count = t.number(0, 4), t.number(3, 9)
        head = el("h4", t.title(1, 3).upper() if v % 2 else t.title(1, 3))
        if kind == 0:
            room = int(sheet.letters * 0.72)
            said = "".join(
                el("p", dots(t, t.phrase(1, 2), t.money(1, 99), room)) for _ in range(count)
            )
        elif kind == 1:
            said = el(
                "p",
                "; ".join(
                    f"{t.words(2)}, {t.number(1, 40)}s. {t.number(0, 11)}d." for _ in range(count)
                )
                + ".",
            )
        elif kind == 2:
            said = table(
                [],
                [[t.surname(), t.place(), t.number(40, 900)] for _ in range(count)],
                cls="",
                style="width: 100%",
            )
        elif kind == 3:
            said = "".join(
                el("div", el("span", t.phrase(1, 2)), el("span", t.money(1, 60)), cls="between")
                for _ in range(count)
            )
        else:
            said = prose(t, t.number(120, 400), first=f"{t.place().upper()}, {t.pick(DAYS)}. — ")
        parts.append(head + said)
    css = look(t) + "td { padding-right: 6px }"
    pad = t.number(20, 50)
    body = (
        (running(t) if chance(t, 0.6) else "")
        + flow(sheet.columns, f"{sheet.gap}px", *parts)
        + ending(t)
    )
    return page(t, body, css, width=sheet.width + 2 * pad, size=sheet.size, pad=pad)
