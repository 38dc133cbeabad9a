"""Books, the stage and music."""

from commerce import LEADERS
from template import each, el, family, lines, page


@family(3)
def contents(t, v):
    """Chapters and page numbers: leader dots, nested numbers, or a column of pages at the left."""
    made, number = [], 1
    for chapter in range(1, 9):
        entries = [(f"{chapter}", t.title(2, 5), 0)] + [
            (f"{chapter}.{k}", t.phrase(2, 7), 1) for k in range(1, t.number(2, 5))
        ]
        for n, name, depth in entries:
            number += t.number(1, 9)
            inner = (
                [el("span", f"{n} {name}"), el("i"), el("span", number)]
                if v == 0
                else [
                    el("span", n, style="width: 60px"),
                    el("span", name, style="flex: 1"),
                    el("span", number),
                ]
                if v == 1
                else [
                    el("span", number, style="width: 70px"),
                    el("span", el("b", name) + ("<br>" + t.name() if depth == 0 else "")),
                ]
            )
            made.append(
                el(
                    "p",
                    *inner,
                    cls="lead" if v != 2 else "flex",
                    style=f"padding-left: {30 * depth if v < 2 else 0}px; margin: 4px 0",
                )
            )
    return page(
        t,
        el("h1", "Contents") + el("div", *made) + el("page-no", "v", cls="center"),
        LEADERS + " .flex span { display: block } h1 { margin-bottom: 24px }",
        width=640,
    )


@family(3)
def indexes(t, v):
    """Entries and page numbers in two to four columns, with letters over the groups and sub-entries."""

    def entry():
        said = (
            t.words(t.number(1, 3))
            + ", "
            + ", ".join(str(t.number(1, 400)) for _ in range(t.number(1, 5)))
        )
        subs = each(
            "p",
            (
                t.words(t.number(1, 3)) + f", {t.number(1, 400)}"
                for _ in range(t.pick([0, 0, 1, 3]))
            ),
            cls="deep",
        )
        return el("p", said) + subs

    groups = [
        el(
            "div",
            el("h4", letter, cls="center") if v != 1 else "",
            *(entry() for _ in range(t.number(8, 12))),
        )
        for letter in "ABCDEFG"
    ]
    css = f".cols {{ columns: {3 if v == 0 else 4 if v == 1 else 2}; column-gap: 28px; font-size: {14 - v % 2}px }} .cols p {{ padding-left: 14px; text-indent: -14px }} .cols .deep {{ padding-left: 28px }} h4 {{ margin: 8px 0; break-after: avoid }}"
    head = el("header", "INDEX", cls="center") if v else el("h1", "Index")
    return page(
        t,
        head + el("div", *groups, cls="cols") + el("page-no", t.number(200, 400), cls="right"),
        css,
        pad=50,
    )


@family(3)
def dictionaries(t, v):
    """Entries with hanging heads in two or three columns, guide words above, page number between them."""
    u = t.of("de" if v == 1 else "en")

    def entry():
        head = el("b", u.words(1).lower())
        return el("p", head + f" {t.pick('n. v. adj. adv.')} " + u.text(1, 3).lower())

    guide = [
        el("b", u.words(1), style="display: block"),
        el("page-no", t.number(2, 900)),
        el("b", u.words(1), style="display: block"),
    ]
    css = f".cols {{ columns: {3 if v == 0 else 2}; column-gap: 24px; column-rule: {v % 2}px solid; font-size: 14px; text-align: justify }} .cols p {{ padding-left: 14px; text-indent: -14px; margin-bottom: 3px }} header {{ border-bottom: 1px solid; margin-bottom: 10px }}"
    return page(
        t,
        el("header", *guide, cls="between")
        + el("div", *(entry() for _ in range(24 if v < 2 else 20)), cls="cols"),
        css,
        pad=50,
    )


@family(3)
def plays(t, v):
    """Screenplay: centered names; play: names run in; interview: names in a column at the left."""
    who = [t.surname() for _ in range(3)]
    made = []
    for n in range(14):
        name, speech = who[n % len(who)], t.text(1, 3)
        if v == 0:
            made.append(
                el("p", name.upper(), cls="who")
                + (el("p", f"({t.words(2)})", cls="how") if n % 4 == 1 else "")
                + el("p", speech, cls="speech")
            )
            made.append(el("p", t.sentence(), cls="act") if n % 5 == 4 else "")
        elif v == 1:
            made.append(
                el("p", el("span", name + ".", cls="sc") + " " + speech)
                + (el("p", el("em", f"[{t.sentence(3, 7)}]"), cls="center") if n % 4 == 3 else "")
            )
        else:
            made.append(el("div", el("p", name + ":"), el("p", speech), cls="talk"))
    head = (
        el("p", "INT. " + t.place().upper() + " – NIGHT")
        if v == 0
        else el(
            "h2", f"Scene {t.number(1, 5)}. {t.place()}." if v == 1 else t.title(4), cls="center"
        )
    )
    css = """.who { margin: 14px 0 0 260px } .how { margin-left: 200px } .speech { margin: 0 150px 0 130px } .act { margin: 14px 0 }
    .talk { display: grid; grid-template-columns: 110px 1fr; margin: 10px 0 }"""
    top = el("page-no", f"{t.number(2, 90)}.", cls="right") if v != 2 else ""
    return page(
        t,
        top + head + "".join(made),
        css,
        width=720,
        font="DejaVu Sans Mono" if v == 0 else None,
        size=14 if v == 0 else 16,
    )


@family(3)
def verse(t, v):
    """Line numbers every five lines, at the right or the left; stanzas; a note below."""
    made, n = [], 0
    start = t.number(1, 60) * 10
    for _ in range(6):
        stanza = []
        for _ in range(t.number(4, 8)):
            n += 1
            number = el("aside", start + n, role="note") if (start + n) % 5 == 0 else ""
            text = el(
                "span",
                t.phrase(5, 8) + t.pick([",", ";", ".", ""]),
                cls="deep" if v == 2 and n % 2 else "",
            )
            stanza.append(
                el("div", *([text, number] if v != 1 else [number or el("i"), text]), cls="verse")
            )
        made.append(el("div", *stanza, cls="stanza"))
    css = f""".verse {{ display: grid; grid-template-columns: {"1fr 50px" if v != 1 else "50px 1fr"}; column-gap: 14px }} .verse span {{ display: block }} .deep {{ padding-left: 24px }}
    .stanza {{ margin-bottom: 20px }} aside {{ font-size: 13px; text-align: right }}"""
    notes = (
        each(
            "foot-note",
            (f"{start + k}. {t.words(1)}] {t.sentence(4, 8)}" for k in (2, 7, 11)),
            cls="small",
        )
        if v
        else ""
    )
    return page(
        t,
        el("header", f"BOOK {t.pick('I II III IV')}", cls="center")
        + el("h2", t.title(3))
        + "".join(made)
        + notes,
        css,
        width=600,
    )


@family(2)
def poems(t, v):
    """Poems in two columns, each with its title and author; or short ones in three."""

    def poem():
        stanzas = [
            el("p", lines(*(t.phrase(3, 5 - v) for _ in range(4)))) for _ in range(t.number(2, 4))
        ]
        return el(
            "div",
            el("h3", t.title(2, 3)),
            *stanzas,
            el("p", el("em", t.name()), cls="right"),
            cls="poem",
        )

    css = f".cols {{ columns: {2 + v}; column-gap: 40px }} .poem {{ break-inside: avoid; margin-bottom: 30px }} .poem p {{ margin: 10px 0 }}"
    return page(
        t,
        el("h1", "Poems", cls="center") + el("div", *(poem() for _ in range(6)), cls="cols"),
        css,
        pad=50,
        size=15,
    )


@family(2)
def hymns(t, v):
    """A number and a tune, verses numbered, in two columns read down; meter at the right."""

    def hymn(number):
        verses = [
            el(
                "p",
                lines(f"{n} {t.phrase(4, 6)},", *(t.words(t.number(4, 6)) for _ in range(3))),
                cls="verse",
            )
            for n in range(1, 7)
        ]
        head = el("div", el("h2", number), el("h3", t.title(2)), el("p", "8.6.8.6."), cls="between")
        by = el(
            "div",
            el("em", t.name()),
            el("em", f"{t.surname()}, {t.number(1650, 1880)}"),
            cls="between",
        )
        return head + by + el("div", *verses, cls="cols")

    css = ".cols { columns: 2; column-gap: 40px; margin-top: 16px } .verse { margin-bottom: 14px; break-inside: avoid } em { display: block }"
    refrain = el("p", el("em", lines(*(t.phrase(4, 5) for _ in range(4))))) if v else ""
    return page(t, hymn(t.number(10, 300)) + (refrain or hymn(t.number(301, 600))), css, width=700)


@family(3)
def concert_programs(t, v):
    """Composers at the left, works and movements at the right; performers with leaders; notes."""

    def work():
        composer = el(
            "p", el("b", t.name()) + f"<br>({t.number(1680, 1800)}–{t.number(1801, 1890)})"
        )
        moves = each(
            "p",
            (
                t.pick(
                    ["Allegro", "Andante con moto", "Adagio", "Presto", "Menuetto", "Rondo. Vivace"]
                )
                for _ in range(t.number(2, 4))
            ),
            cls="deep",
        )
        title = el(
            "p",
            f"{t.pick('Sonata Quartet Suite Symphony')} No. {t.number(1, 9)} in {t.pick('A B C D E F G')} {t.pick('major minor')}, op. {t.number(1, 130)}",
        )
        if v == 1:
            return el("div", title, el("p", t.surname(), cls="right"), cls="between") + moves
        return (
            el("div", composer, el("div", title, moves), cls="work")
            if v == 0
            else el("div", composer, title, moves, cls="center work2")
        )

    players = "".join(
        el("p", el("span", t.name()), el("i"), el("span", i), cls="lead")
        for i in ("Violin", "Viola", "Violoncello", "Pianoforte")
    )
    css = (
        LEADERS
        + " .work { display: grid; grid-template-columns: 220px 1fr; margin: 22px 0 } .deep { padding-left: 30px } .work2 { margin: 24px 0 } .work2 .deep { padding: 0 } .players { width: 70%; margin: 20px auto }"
    )
    head = each("p", (f"{t.place()} Hall", t.date() + ", at 8 o'clock"), cls="center") + el(
        "h1", "Program", cls="center"
    )
    return page(
        t,
        head
        + el("div", players, cls="players")
        + work()
        + work()
        + el("p", "INTERVAL", cls="center")
        + work()
        + work(),
        css,
        width=680,
    )


@family(3)
def conference_programs(t, v):
    """Times at the left, talks with speakers; or parallel sessions in columns."""

    def talk():
        return el("p", el("b", t.title(4, 8))) + el("p", t.name() + ", " + t.place(), cls="small")

    if v == 2:
        sessions = [
            el(
                "div",
                el("h3", f"Room {r}: {t.phrase(1, 2)}"),
                *(el("div", el("p", f"{9 + n}:30"), talk(), cls="talk") for n in range(6)),
            )
            for r in "ABC"
        ]
        body = el("div", *sessions, cls="grid three")
    else:

        def session(n):
            chair = el("p", el("em", "Chair: " + t.name())) if v else ""
            slots = [
                el(
                    "div",
                    el("p", f"{9 + n}:{15 * k:02}–{9 + n}:{15 * k + 14:02}"),
                    el("div", talk()),
                    cls="slot",
                )
                for k in range(3)
            ]
            return el("h3", f"Session {n}. {t.title(2, 3)}") + chair + "".join(slots)

        body = "".join(
            session(n)
            + (el("div", el("p", f"{10 + n}:00"), el("p", "Coffee"), cls="slot") if n == 2 else "")
            for n in range(1, 5)
        )
    css = ".slot { display: grid; grid-template-columns: 130px 1fr; margin: 8px 0 } .three { grid-template-columns: repeat(3, 1fr); gap: 26px } .talk { margin: 14px 0 } h3 { margin: 14px 0 4px }"
    return page(
        t,
        el("h1", t.title(3, 5)) + el("p", f"{t.place()}, {t.date()}") + body,
        css,
        width=760 if v < 2 else 940,
    )


@family(2)
def theatre_bills(t, v):
    """Everything centered, in every size; the cast with its parts."""
    cast = [(t.title(1, 3), t.pick("Mr Mrs Miss") + " " + t.surname().upper()) for _ in range(9)]
    if v:
        body = el("div", *(el("p", a) + el("p", b) for a, b in cast), cls="grid cast")
    else:
        body = each("p", (f"{a} {'.' * 14} {b}" for a, b in cast), cls="center")
    sizes = (20, 14, 46, 13, 26, 15)
    said = (
        f"THEATRE ROYAL, {t.place().upper()}",
        f"This evening, {t.date()}, will be performed",
        t.title(2).upper(),
        "a comedy in three acts, called",
        t.title(3, 4),
        "with new scenery and dresses",
    )
    head = "".join(
        el("p", s, cls="center", style=f"font-size: {z}px; margin: 10px")
        for s, z in zip(said, sizes, strict=True)
    )
    prices = el(
        "div",
        *(el("p", f"{a}, {n}s.") for a, n in (("Boxes", 5), ("Pit", 3), ("Gallery", 1))),
        cls="between",
    )
    tail = each(
        "p",
        (
            f"To conclude with {t.title(3).upper()}",
            "Doors open at Half-past Six, to begin at Seven.",
        ),
        cls="center",
        style="margin: 12px",
    )
    css = ".cast { grid-template-columns: 1fr 1fr; gap: 4px 40px; margin: 16px 0 } .cast p:nth-child(odd) { text-align: right }"
    return page(
        t,
        head
        + body
        + tail
        + prices
        + el("p", f"[{t.surname()}, Printer, {t.place()}]", cls="center small"),
        css,
        width=560,
        pad=30,
    )


@family(2)
def crosswords(t, v):
    """Clues across and down in columns beside or under a grid without text."""

    def clues(name):
        return el("h3", name) + each(
            "p",
            (
                f"{n} {t.phrase(2, 7)} ({t.number(3, 9)})"
                for n in sorted(t.rng.sample(range(1, 30), 13))
            ),
            cls="clue",
        )

    grid = el("div", cls="box pic")
    if v == 0:
        body = el(
            "div",
            el("div", grid),
            el("div", clues("Across")),
            el("div", clues("Down")),
            cls="grid three",
        )
    else:
        body = grid + el("div", clues("ACROSS"), clues("DOWN"), cls="cols")
    css = ".three { grid-template-columns: 300px 1fr 1fr; gap: 24px } .pic { height: 300px; width: 300px; margin-bottom: 16px } .cols { columns: 4; column-gap: 20px } .clue { padding-left: 22px; text-indent: -22px; font-size: 13px; margin: 2px 0 } h3 { font-size: 15px }"
    return page(
        t,
        el("h2", f"Crossword No. {t.number(100, 9999)}")
        + el("p", "Set by " + t.surname())
        + body
        + el("p", el("em", f"Solution {t.number(1, 40)}: {t.words(12)}"), cls="small"),
        css,
    )


@family(2)
def editions(t, v):
    """A page of prose with paragraph numbers in the margin, apparatus and footnotes in two columns."""
    paragraphs = [
        el("div", el("aside", n), el("p", t.text(3, 5)), cls="num") for n in range(12, 17)
    ]
    apparatus = el(
        "foot-note",
        " | ".join(f"{t.number(1, 30)} {t.words(2)} {t.pick('A B C')}" for _ in range(9)),
        cls="small",
    )
    notes = el(
        "div",
        *(el("foot-note", f"{n} {t.sentence()}") for n in range(1, 7)),
        cls="small" + (" cols" if v else ""),
    )
    css = ".num { display: grid; grid-template-columns: 40px 1fr; margin: 6px 0 } .num p { text-align: justify } aside { font-size: 12px } .cols { columns: 2 } hr { margin: 10px 0; width: 30% }"
    head = el(
        "header",
        el("page-no", t.number(2, 300)),
        el("span", t.title(2), style="display: block"),
        el("span", "", style="display: block"),
        cls="between",
    )
    return page(t, head + "".join(paragraphs) + "<hr>" + apparatus + "<hr>" + notes, css, width=680)
