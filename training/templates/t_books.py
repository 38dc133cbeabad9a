"""Books, editions and teaching: novels, plays, verse, dictionaries, exam papers and the like."""

from template import FONTS, each, el, family, lines, page, pairs, rows, table
from texts import MONTHS, PLACES, divisible

GAPS = ("1em", "1.2em", "1.5em", "2em", "2.6em", "3.5em", "5em")
STOPS = (",", ",", ",", ";", ".", "", "", "!", "?", ":")


def chance(t, share=0.5):
    return t.rng.random() < share


def some(t, low, high, make):
    return [make() for _ in range(t.number(low, high))]


def paras(t, low, high, short=2, long=6):
    return some(t, low, high, lambda: el("p", t.text(short, long)))


def join(*parts):
    return "".join(map(str, parts))


def letters(t):
    """A word in the form of an entry of a dictionary."""
    return t.pick([word for word in t.lexicon if len(word) > 3])


def framed(t, *parts):
    """The parts between a running head and a page number, where there are any."""
    style = t.pick("outer outer outer inner both split foot foot corner none".split())
    number = t.number(2, 480)
    odd = number % 2
    gap = t.pick((3, 6, 10, 16, 26, 45))
    name = t.pick((t.title(2, 5), t.title(2, 4).upper(), t.name().upper(), t.words(3)))
    no = el("page-no", t.pick((number, number, number, f"– {number} –", f"[{number}]")))
    head, foot = "", ""
    here = f"margin-bottom: {gap}px"
    name = el("header", name)
    if style in ("outer", "inner"):
        empty = "<i></i>" if style == "outer" else ""
        parts_of = (empty, name, no) if odd else (no, name, empty)
        head = el("div", *parts_of, cls="between", style=here)
    elif style == "both":
        head = el("div", name, cls="center", style=here)
        foot = el("div", no, cls="center", style=f"margin-top: {gap}px")
    elif style == "split":
        names = el("header", t.title(1, 3)) + el("header", t.title(2, 4))
        head = el("div", names, cls="between", style=here)
        foot = el("div", no, cls=t.pick(("center", "right", "")), style=f"margin-top: {gap}px")
    elif style == "foot":
        foot = el("div", no, cls="center", style=f"margin-top: {gap}px")
    elif style == "corner":
        foot = el("div", no, cls="right" if odd else "", style=f"margin-top: {gap}px")
    if head and chance(t, 0.3):
        head += "<hr>"
    return join(head, *parts, foot)


def book(t, body, css="", ems=(30, 44), size=(12, 19), indent=None, pad=(25, 90), **more):
    """A page of a book: its measure in em, its paragraphs indented or apart."""
    size = t.number(*size)
    indent = chance(t) if indent is None else indent
    apart = "0; text-indent: 1.4em" if indent else f"0 0 {t.pick((0, 0.4, 0.7, 1, 1.4))}em"
    pad = t.number(*pad)
    own = f"""
    body {{ line-height: {t.pick((1.1, 1.2, 1.25, 1.35, 1.5, 1.7))} !important }}
    p {{ margin: {apart}; text-align: {t.pick(("justify", "justify", "left"))}; hyphens: manual }}
    h1 {{ font-size: {t.number(13, 26) / 10}em;
        margin: {t.number(2, 20) / 10}em 0;
        line-height: 1.15 }}
    h2 {{ font-size: {t.number(10, 17) / 10}em;
        margin: {t.number(3, 15) / 10}em 0;
        line-height: 1.2 }}
    h3 {{ font-size: {t.number(9, 13) / 10}em; margin: {t.number(2, 10) / 10}em 0 }}
    h1, h2 {{ text-align: {t.pick(("left", "center", "left"))} }}
    header, page-no {{ font-size: {t.pick((80, 90, 100))}% }}
    .n, .n p {{ text-indent: 0; text-align: left }}
    .h {{ padding-left: 1.5em; text-indent: -1.5em }}
    figure > div {{ border: 1px solid #555; background: #eee }}
    """
    return page(
        t, body, own + css, width=int(t.number(*ems) * size + 2 * pad), size=size, pad=pad, **more
    )


def columns(t, parts, count, gap=None, rule=True):
    """Parts in columns: evened out by the browser, or split by hand with uneven feet."""
    gap = gap or t.pick(GAPS)
    parts = list(parts)
    line = "column-rule: 1px solid #777;" if rule and chance(t, 0.3) else ""
    if count == 1 or len(parts) < 2 * count or chance(t, 0.6):
        return el("div", *parts, style=f"column-count: {count}; column-gap: {gap}; {line}")
    cuts = [0]
    for k in range(1, count):
        even = len(parts) * k / count
        cuts.append(max(cuts[-1] + 1, round(even + t.rng.uniform(-0.1, 0.25) * len(parts) / count)))
    cuts.append(len(parts))
    made = [
        el("div", *parts[a:b], style="flex: 1; min-width: 0")
        for a, b in zip(cuts, cuts[1:], strict=False)
    ]
    return el("div", *made, cls="flex", style=f"gap: {gap}")


def figure(t, height=(60, 220), caption=None, beside=False, style="", **more):
    """An empty box with a caption under, over or beside it."""
    box = el("div", style=f"height: {t.number(*height)}px; min-width: 45%; flex: 1")
    text = el("figcaption", caption or f"Fig. {t.number(1, 90)}. {t.sentence(3, 9)}")
    if beside:
        inner = (box, text) if chance(t) else (text, box)
        return el("figure", *inner, cls="flex", style=f"gap: 1em; {style}", **more)
    parts = (box, text) if chance(t, 0.85) else (text, box)
    return el("figure", *parts, style=style, **more)


def verse(t, low=4, high=7):
    return t.phrase(low, high) + t.pick(STOPS)


def numbered(t, count, first=1, every=5, side="right", indent=False):
    """Lines of verse, every fifth with its number in the margin."""
    made = []
    for k in range(first, first + count):
        step = f"padding-left: {1.5 * (k % 2)}em" if indent else ""
        line = el("p", verse(t), style=step)
        no = el("aside", k) if k % every == 0 else ""
        made.append(el("div", *((no, line) if side == "left" else (line, no)), cls="vl"))
    return made


def numbering(side, room="3em"):
    return f""".vl {{ position: relative; padding-{side}: {room} }}
    .vl p {{ margin: 0; text-indent: 0; text-align: left }}
    .vl aside {{ position: absolute; top: 0; {side}: 0; font-size: 85% }}"""


NARROW = ("Nimbus Roman", "Nimbus Sans", "P052", "C059")


def leader(room, title, dots, font, bold=False):
    """A line of contents with dots as far as about so many em."""
    letter, dot = (0.52, 0.29) if font in NARROW else (0.61, 0.34)
    count = int((room - letter * (1.12 if bold else 1) * len(title) - 3) / (dot * len(dots or ".")))
    if not dots or count < 3:
        return title
    return f'{title} <span style="font-weight: normal">{(dots * count).strip()}</span>'


# --- prose ----------------------------------------------------------------------------------------


def chapter(t, low=4, high=9):
    """Prose of a novel with or without the start of a chapter."""
    made = []
    if chance(t, 0.45):
        made.append(el("div", style=f"height: {t.pick((0, 20, 80, 160))}px"))
        kind = t.number(0, 3)
        if kind < 2:
            made.append(el("h1", t.pick(("Chapter ", "CHAPTER ", "")) + t.pick("I II IV XII 3 21")))
        if kind:
            made.append(el("h2", t.title(2, 6)))
        if chance(t, 0.25):
            made.append(
                el("p", t.sentence(8, 14), cls="n", style="margin: 1em 3em; font-style: italic")
            )
    for k in range(t.number(low, high)):
        if k and chance(t, 0.12):
            made.append(
                el(
                    "p",
                    t.pick(("* * *", "*", "—", "***")),
                    style="text-align: center; margin: .8em",
                )
            )
        if chance(t, 0.45):
            made.append(el("p", t.pick("“ ‘ —".split()) + t.sentence(3, 9) + t.pick("” ’".split())))
        else:
            made.append(el("p", t.text(2, 9)))
    return made


@family(10)
def novel(t, v):
    """A page of a novel, with dialogue."""
    return book(t, framed(t, *chapter(t)), indent=chance(t, 0.85), ems=(24, 38))


@family(8)
def novel_spread(t, v):
    """Two pages of an open book on one picture."""
    gap = t.pick(("2em", "3em", "4em", "7em"))
    sides = []
    for side in range(2):
        no = el("page-no", 40 + 2 * v + side)
        name = el("header", t.title(2, 4).upper())
        where = t.pick(("head", "head", "foot"))
        both = (no, name) if side == 0 else (name, no)
        top = el(
            "div", *(both if where == "head" else (name,)), cls="between", style="margin: 0 0 1em"
        )
        foot = el("div", no, cls="center") if where == "foot" else ""
        notes = each(
            "foot-note", some(t, 1, 3, lambda: f"{t.number(1, 9)} {t.sentence()}"), cls="small"
        )
        notes = notes if chance(t, 0.3) else ""
        sides.append(el("div", top, *chapter(t, 4, 7), notes, foot, style="flex: 1; min-width: 0"))
    return book(t, el("div", *sides, cls="flex", style=f"gap: {gap}"), ems=(54, 72), size=(11, 16))


@family(8)
def chapter_opening(t, v):
    """A number far from its title, a motto, a large initial, space over the text."""
    drop = t.number(20, 240)
    initial = t.pick((2.2, 3, 4))
    place = t.pick(("left", "right", "center"))
    no = t.pick(
        (
            str(t.number(1, 40)),
            "PART " + t.pick("ONE TWO THREE"),
            "Chapter " + t.pick("One Six Ten"),
        )
    )
    motto = el(
        "blockquote",
        el("p", t.text(1, 2)),
        el("p", "— " + t.name(), cls="right"),
        cls="n",
        style=f"width: {t.number(40, 70)}%; margin: 1em 0 2em {t.pick(('auto', '0', '15%'))}",
    )
    first = t.text(3, 6)
    if chance(t, 0.6):
        big = el(
            "span",
            first[0],
            style=f"float: left; font-size: {initial}em; line-height: .9; padding: 0 .1em",
        )
        first = big + first[1:]
    outline = el(
        "ul", each("li", some(t, 3, 7, lambda: "• " + t.phrase(3, 8))), style="margin: 1em 0"
    )
    body = [
        el(
            "div",
            el("h1", no),
            style=f"margin: {drop}px 0 {t.number(0, 40)}px; font-size: {t.pick((1, 1.6))}em",
        ),
        el("h1", t.title(2, 7)),
        el("p", t.name(), style="margin: .5em 0 1.5em") if chance(t, 0.4) else "",
        motto if chance(t, 0.5) else "",
        el("p", " — ".join(some(t, 4, 9, lambda: t.phrase(2, 4))), cls="small")
        if chance(t, 0.3)
        else "",
        outline if chance(t, 0.3) else "",
        el("p", first, cls="n", style=f"margin-top: {t.number(0, 90)}px"),
    ]
    text = paras(t, 2, 5)
    body += [columns(t, text, 2)] if chance(t, 0.25) else text
    css = f"h1 {{ text-align: {place} }}"
    return book(
        t, join(*body, el("page-no", t.number(1, 300), cls=t.pick(("center", "right")))), css
    )


# --- plays and verse ------------------------------------------------------------------------------


def cast(t):
    return [
        name.upper() if chance(t, 0.9) else name
        for name in t.rng.sample(PLACES.split(), t.number(2, 5))
    ]


def direction(t):
    said = t.pick(("Exit.", "Enter ", "Exeunt.", "Aside.", "He rises and ")) + t.words(
        t.number(0, 9)
    )
    return t.pick(("[%s]", "(%s)", "%s")) % said


@family(8)
def play_beside(t, v):
    """Speakers in a column of their own, their speeches beside them.

    Directions across or indented.
    """
    people = cast(t)
    grid = (
        f"display: grid; grid-template-columns: {t.pick(('5em', '7em', '9em', 'max-content'))} 1fr"
    )
    grid += f"; column-gap: {t.pick(('1.6em', '2em', '3em'))}; row-gap: {t.pick((0, 4, 10))}px"
    made, speeches = [], []
    end = lambda: made.append(el("dl", *speeches, style=grid)) or speeches.clear()  # noqa: E731
    for _ in range(t.number(8, 18)):
        if chance(t, 0.2):
            end()
            made.append(el("p", direction(t), cls="dir"))
        speeches += [el("dt", t.pick(people)), el("dd", t.text(1, t.pick((1, 2, 5))))]
    end()
    top = (
        join(el("h1", "ACT " + t.pick("I II III")), el("h2", "Scene " + t.pick("1 2 3")))
        if chance(t)
        else ""
    )
    place = t.pick(
        ("margin: .6em 0", "margin: .6em 4em", "text-align: center !important", "padding-left: 8em")
    )
    css = (
        f"dt {{ text-align: {t.pick(('left', 'left', 'right'))} }} "
        f".dir {{ font-style: italic; {place} }}"
    )
    return book(t, framed(t, top, *made), css, indent=False)


@family(8)
def play_above(t, v):
    """Speakers over their speeches, or run in; now and then in two columns."""
    places = ("text-align: center !important", "text-align: right", "margin: .5em 2em")
    people = cast(t)
    run_in = v % 3 == 2
    made = []
    if chance(t, 0.4):
        made.append(el("h2", f"SCENE {t.pick('I II III IV')}. {t.phrase(3, 7)}"))
    for _ in range(t.number(8, 16)):
        if chance(t, 0.25):
            made.append(el("p", direction(t), cls="dir"))
        speech = t.text(1, t.pick((1, 2, 4)))
        who = t.pick(people)
        if chance(t, 0.2):
            who += f" ({t.words(2)})"
        if run_in:
            made.append(el("p", f"<b>{who}.</b> {speech}", cls="h"))
        else:
            made += [el("p", who, cls="who"), el("p", speech, cls="say")]
    count = 2 if chance(t, 0.3) else 1
    css = f""".who {{ text-align: {t.pick(("center", "left", "center"))} !important; text-indent: 0;
    margin: {t.number(0, 12)}px 0 {t.number(0, 6)}px;
    {t.pick(("", "font-weight: bold", "padding-left: 6em"))} }}
    .say {{ text-indent: 0; margin: 0 0 {t.number(0, 12)}px; padding-left: {t.pick((0, 0, 2))}em }}
    .dir {{ font-style: italic; {t.pick(places)} }}"""
    return book(
        t,
        framed(t, columns(t, made, count)),
        css,
        ems=(30, 40) if count == 1 else (46, 60),
        indent=False,
    )


@family(8)
def verse_drama(t, v):
    """Verse with speakers, directions and the numbers of lines at the right or left."""
    side = "left" if v % 3 == 1 else "right"
    people, made, at = cast(t), [], 5 * t.number(1, 60) + t.number(0, 4)
    beside = chance(t, 0.45)
    for _ in range(t.number(4, 9)):
        if chance(t, 0.25):
            made.append(el("p", direction(t), cls="dir"))
        count = t.pick((1, 2, 3, 5, 9))
        said = join(*numbered(t, count, at, t.pick((5, 5, 10)) if v == 3 else 5, side))
        who = el("label", t.pick(people))
        at += count
        made.append(el("div", who, el("div", said), cls="sp"))
    gloss = each(
        "foot-note",
        some(t, 3, 9, lambda: f"{t.number(1, at)} <i>{t.words(2)}</i>] {t.words(t.number(2, 9))}"),
    )
    gloss = (
        el("div", gloss, style=t.pick(("", "column-count: 2; column-gap: 1.5em")), cls="small")
        if chance(t)
        else ""
    )
    how = "display: grid; grid-template-columns: 7em 1fr" if beside else ""
    css = f""".sp {{ margin-bottom: {t.pick((0, 5, 12))}px; {how} }}
    .dir {{ font-style: italic; padding-left: 4em }}
    label {{ text-align: {t.pick(("left", "center")) if not beside else "left"} }}"""
    made += ["<hr>" if gloss and chance(t) else "", gloss]
    return book(t, framed(t, *made), css + numbering(side), ems=(28, 36), indent=False)


def poem(t, side="", first=1, stanzas=(2, 6), sizes=(2, 3, 4, 4, 6, 8)):
    """A poem: title, stanzas, perhaps the poet."""
    size, indent, at, made = t.pick(sizes), chance(t, 0.3), first, []
    for k in range(t.number(*stanzas)):
        if side:
            inner = numbered(t, size, at, 5, side, indent)
        else:
            inner = [
                el("p", verse(t), cls="n", style=f"margin: 0 0 0 {1.5 * indent * (j % 2)}em")
                for j in range(size)
            ]
        at += size
        head = (
            el("p", t.pick(("I II III IV V VI".split()[k % 6], str(k + 1))), cls="center n")
            if made and size == 8
            else ""
        )
        made.append(el("div", head, *inner, cls="st"))
    return el("h2", t.title(1, 5)), made, el("p", t.name(), cls="right n") if chance(t, 0.3) else ""


@family(10)
def poems(t, v):
    """Poems: one column, two, stanzas flowing or two poems side by side; line numbers."""
    side = t.pick(("", "right", "left"))
    css = f".st {{ margin-bottom: {t.pick((0.7, 1, 1.6))}em; break-inside: avoid }}" + numbering(
        side or "right"
    )
    indent = f"padding-left: {t.pick((0, 0, 3, 7))}em"
    kind = v % 4
    if kind == 0:
        body = [
            join(title, el("div", *st, by, style=indent))
            for title, st, by in some(t, 1, 2, lambda: poem(t, side))
        ]
    elif kind == 1:
        title, st, by = poem(t, side, stanzas=(6, 12))
        body = [title, columns(t, st, 2, t.pick(GAPS[1:])), by]
    elif kind == 2:
        halves = [
            el("div", *map(join, (title, *st, by)), style="flex: 1")
            for title, st, by in (poem(t, side, stanzas=(3, 6)) for _ in range(2))
        ]
        body = [
            el("h1", t.title(1, 3)) if chance(t) else "",
            el("div", *halves, cls="flex", style="gap: " + t.pick(GAPS)),
        ]
    else:
        made = []
        for title, st, by in some(t, 4, 7, lambda: poem(t, "", stanzas=(1, 4))):
            made += [title, *st, by]
        body = [columns(t, made, t.pick((2, 2, 3)))]
    wide = kind in (1, 2, 3)
    return book(
        t,
        framed(t, *body),
        css + "p { break-inside: avoid }",
        ems=(46, 62) if wide else (24, 34),
        size=(11, 17),
    )


@family(10)
def parallel(t, v):
    """A text and its translation.

    Lines in rows, stanzas in rows, or columns that run by themselves.
    """
    other = t.of(t.pick("de fr it la ru el".split()))
    gap = t.pick(GAPS)
    heads = [el("h3", other.title(2, 4)), el("h3", t.title(2, 4))]
    heads = heads if chance(t, 0.6) else ["", ""]
    kind = v % 5
    if kind == 0:  # each line beside its line
        cells = [(verse(other, 3, 5), verse(t, 4, 6)) for _ in range(t.number(12, 32))]
        top = [[re(h) for h in heads]] if heads[0] else []
        body = el("table", rows(top, "th"), rows(cells), style="width: 100%", cls="wide")
    elif kind == 1:  # paragraphs in rows
        made = [*heads] if heads[0] else []
        for k in range(t.number(4, 9)):
            no = f"{k + 1} " if v > 4 else ""
            made += [el("p", no + other.text(1, 4)), el("p", no + t.text(1, 4))]
        body = el(
            "div",
            *made,
            cls="grid",
            style=f"grid-template-columns: 1fr 1fr; gap: {t.pick((2, 10, 20))}px {gap}",
        )
    elif kind == 2:  # columns of verse
        halves = [
            join(h, *(poem(x, stanzas=(5, 5), sizes=(4, 6))[1]))
            for x, h in ((other, heads[0]), (t, heads[1]))
        ]
        body = el("div", each("div", halves, style="flex: 1"), cls="flex", style=f"gap: {gap}")
    elif kind == 3:  # columns of prose
        halves = [join(h, *paras(x, 4, 8)) for x, h in ((other, heads[0]), (t, heads[1]))]
        body = el(
            "div",
            each("div", halves, style="flex: 1; min-width: 0"),
            cls="flex",
            style=f"gap: {gap}",
        )
    else:  # three languages by verses
        third = t.of(t.pick("la fr it".split()))
        cells = [
            [k + 1, *(el("p", x.sentence(6, 14)) for x in (other, t, third))]
            for k in range(t.number(7, 14))
        ]
        body = el("table", rows(cells), cls=t.pick(("wide", "wide ruled")), style="width: 100%")
    css = (
        f".wide td, .wide th {{ padding: {t.pick((0, 2, 6))}px {t.pick((8, 14, 22))}px "
        f"{t.pick((0, 6))}px 0; }}"
    )
    css += ".st { margin-bottom: 1em }"
    top = el("h1", t.title(2, 5)) if chance(t, 0.5) else ""
    return book(t, framed(t, top, body), css, ems=(46, 64), size=(11, 16), indent=False)


def re(heading):
    """The words of a heading without its tags."""
    return heading.split(">", 1)[1].rsplit("<", 1)[0]


# --- dictionaries and other works of reference ----------------------------------------------------


def entry(t, other, long=3):
    kind = t.pick("n. v.t. adj. adv. n.pl. conj.".split())
    body = "; ".join(other.words(t.number(1, 5)) for _ in range(t.number(1, long)))
    if chance(t, 0.4):
        body += ". " + " ".join(
            f"<b>{k}</b> {t.phrase(3, 9)}: <i>{other.words(3)}</i>."
            for k in range(1, t.number(2, 4))
        )
    said = t.pick((f" [{t.words(1)}]", "", ""))
    return el("p", f"<b>{letters(t)}</b>{said} <i>{kind}</i> {divisible(body)}", cls="h")


@family(10)
def dictionary(t, v):
    """Entries in two to four columns, guide words at the head, letters between."""
    count = t.pick((2, 2, 3, 3, 4))
    other = t.of(t.pick("en de fr it la ru".split()))
    made = some(t, 8 * count, 15 * count, lambda: entry(t, other))
    if chance(t, 0.4):
        at = t.number(3, len(made) - 3)
        made.insert(at, el("h1", t.pick(list("BCDKLMPR")), cls="center"))
    left, right, no = (
        el("header", letters(t)),
        el("header", letters(t)),
        el("page-no", t.number(2, 1200)),
    )
    top = t.pick(
        (
            (left, no, right),
            (left, right),
            (no, left),
            (left, no),
            (el("header", letters(t) + " – " + letters(t)), no),
            (),
        )
    )
    top = el("div", *top, cls="between", style=f"margin-bottom: {t.pick((2, 8, 18))}px")
    foot = (
        el("footer", t.phrase(6, 12), cls=t.pick(("center small", "small")))
        if chance(t, 0.3)
        else ""
    )
    css = (
        ".h { text-indent: -1em; padding-left: 1em }"
        if chance(t, 0.7)
        else ".h { padding: 0; text-indent: 0 }"
    )
    wide = count * t.number(14, 21)
    gap = t.pick(("1em", "1.2em", "1.5em", "2em"))
    return book(
        t,
        join(top, columns(t, made, count, gap), foot),
        css,
        ems=(wide, wide),
        size=(10, 14),
        indent=False,
        pad=(20, 60),
    )


@family(8)
def glossary(t, v):
    """Terms beside or over their explanations; one or two such lists."""
    items = some(t, 10, 24, lambda: (t.phrase(1, 3), t.text(1, 2)))
    stacked = v % 3 == 1
    count = 1 if v % 2 == 0 else 2
    width = t.pick(("6em", "8em", "11em"))
    css = (
        ""
        if stacked
        else f"dl {{ display: grid; grid-template-columns: {width} 1fr; "
        f"gap: {t.pick((0, 4, 12))}px {t.pick((18, 26, 40))}px }}"
    )
    css += (
        f" dt {{ font-weight: bold; "
        f"text-align: {t.pick(('left', 'left', 'right')) if not stacked else 'left'} }} "
        f"dd {{ margin-bottom: {t.pick((0, 6))}px }}"
    )
    if count == 1:
        body = el("dl", pairs(items))
    elif stacked:
        body = columns(t, [el("dl", pairs([x])) for x in items], 2)
    else:
        half = len(items) // 2 + 1
        body = el(
            "div",
            each(
                "dl",
                (pairs(items[:half]), pairs(items[half:])),
                style="flex: 1; align-content: start",
            ),
            cls="flex",
            style="gap: " + t.pick(GAPS[2:]),
        )
    top = el("h1", t.pick(("Glossary", "List of terms", "Abbreviations"))) if chance(t, 0.7) else ""
    top += el("p", t.text(1, 2), style="margin-bottom: 1em") if chance(t, 0.3) else ""
    return book(
        t, framed(t, top, body), css, ems=(34, 44) if count == 1 else (54, 66), size=(11, 16)
    )


@family(8)
def lexicon_margin(t, v):
    """Keywords hanging in the margin, the text of each article beside."""
    width = t.pick((8, 9, 11))
    made = []
    for _ in range(t.number(4, 8)):
        word = el("dt", t.pick((t.phrase(1, 2), t.phrase(1).upper())))
        made.append(el("dl", word, el("dd", *paras(t, 1, 3, 1, 5)), cls="grid"))
    count = t.pick((1, 1, 2))
    css = (
        f".grid {{ grid-template-columns: {width}em 1fr; "
        f"column-gap: {t.pick((1.5, 2, 3))}em; margin-bottom: {t.pick((0, 8, 18))}px }}"
    )
    css += (
        f"dt {{ font-weight: {t.pick(('bold', 'normal'))}; "
        f"text-align: {t.pick(('left', 'right'))} }}"
    )
    return book(
        t,
        framed(t, columns(t, made, count)),
        css,
        ems=(34, 46) if count == 1 else (62, 74),
        size=(11, 16),
    )


@family(10)
def encyclopedia(t, v):
    """Articles in columns with pictures, headings, little tables and names of authors."""
    count = t.pick((2, 2, 3, 3, 4))
    made = []
    for _ in range(t.number(2 + count, 3 + 2 * count)):
        head = t.pick((t.title(1, 3), t.surname() + ", " + t.name(), t.phrase(1).upper()))
        if chance(t, 0.5):
            made.append(el("p", f"<b>{head}</b>, {t.text(2, 6)}"))
        else:
            made += [el("h2", head), *paras(t, 1, 3)]
        if chance(t, 0.3):
            made.append(figure(t, style="margin: .7em 0; break-inside: avoid"))
        if chance(t, 0.15):
            cells = some(t, 3, 7, lambda: (t.phrase(1, 2), t.number(100, 9000)))
            made.append(
                table(
                    [t.phrase(1), t.phrase(1)],
                    cells,
                    t.phrase(2, 4),
                    style="width: 100%; margin: .5em 0",
                )
            )
        if chance(t, 0.3):
            made.append(el("p", t.pick((t.name(), "See also " + t.title(1, 2))), cls="right"))
    top = el("h1", t.title(1, 2)) + figure(t, (120, 260)) if chance(t, 0.2) else ""
    low = figure(t, (100, 200), beside=chance(t)) if chance(t, 0.25) else ""
    guide = el(
        "div",
        el("header", letters(t).upper()),
        el("page-no", t.number(9, 900)),
        cls="between",
        style="margin-bottom: 8px",
    )
    body = join(guide if chance(t) else "", top, columns(t, made, count, t.pick(GAPS[:5])), low)
    wide = count * t.number(16, 22)
    return book(t, body, "figcaption { font-size: 85% }", ems=(wide, wide), size=(10, 15))


@family(10)
def index(t, v):
    """An index with subentries in one to four columns."""
    count = t.pick((2, 2, 2, 3, 3, 4))
    nos = lambda: ", ".join(
        str(t.number(1, 400)) + t.pick(("", "", "n", f"–{t.number(401, 440)}"))
        for _ in range(t.number(1, 5))
    )  # noqa: E731
    made = []
    right = chance(t, 0.2)
    for k in range(t.number(16 * count, 26 * count)):
        if k % 18 == 0 and v % 2:
            made.append(
                el("h3", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[k // 18 % 26], cls=t.pick(("center", "")))
            )
        name = t.pick((t.surname() + ", " + t.pick("A. B. C. J. M.".split()), t.phrase(1, 3)))
        if right:
            made.append(el("p", el("span", name), el("span", t.number(1, 400)), cls="between n"))
            continue
        made.append(el("p", f"{name}, {nos()}", cls="h"))
        if chance(t, 0.25):
            made += [
                el("p", f"{t.words(t.number(1, 4))}, {nos()}", cls="h sub")
                for _ in range(t.number(1, 6))
            ]
    top = (
        el("h1", t.pick(("Index", "INDEX", "Index of names", "General Index"))) if chance(t) else ""
    )
    top += el("p", t.text(1, 2), style="margin-bottom: 1em") if top and chance(t, 0.4) else ""
    css = (
        f".h {{ padding-left: 2.4em; text-indent: -2.4em }} "
        f".sub {{ padding-left: {t.pick((3.4, 4))}em }} p {{ text-align: left !important; "
        f"margin: 0 !important }}"
    )
    wide = count * t.number(14, 22)
    return book(
        t,
        framed(t, top, columns(t, made, count, rule=False)),
        css,
        ems=(wide, wide),
        size=(10, 14),
        indent=False,
    )


@family(10)
def contents(t, v):
    """Tables of contents: dots or none, levels, authors, one column or two."""
    count = 2 if v % 4 == 3 else 1
    wide = t.number(28, 42)
    dots, font, bold = t.pick((False, ".", ".", ". ")), t.pick(FONTS), chance(t, 0.4)
    joined = dots and chance(t, 0.4)
    author, apart, at, made = chance(t, 0.3), chance(t, 0.4), 1, []
    levels = t.pick((1, 2, 2, 3))
    long = wide * 1.5 if chance(t, 0.3) else wide

    def line(cls, no, text, indent):
        nonlocal at
        at += t.number(0, 15)
        text = text[: int(long * 1.4)] if not no else f"{no} {text}"
        if chance(t, 0.3) and author:
            text += f" / {t.surname()}"
        said = leader(wide - indent - 1, text, dots, font, bold and cls == "a")
        if joined:
            return el("li", f"{said} {at}", cls=cls)
        if apart and no:
            rest = leader(wide - indent - 5, text.split(" ", 1)[1], dots, font, bold)
            return el(
                "li",
                el("span", no, cls="no"),
                el("span", rest, cls="t"),
                el("span", at),
                cls=f"flex {cls}",
            )
        return el("li", el("span", said, cls="t"), el("span", at), cls=f"flex {cls}")

    for k in range(1, t.number(6, 13)):
        no = t.pick((f"{k}", f"{k}.", f"Chapter {k}")) if apart else t.pick((f"{k}.", ""))
        made.append(line("a", no.split(" ")[-1], t.title(2, 7), 0))
        for j in range(1, t.number(1, 6) if levels > 1 else 1):
            made.append(line("b", f"{k}.{j}" if apart else "", t.phrase(2, 7), 2))
            if levels > 2 and chance(t, 0.4):
                made += [line("c", "", t.phrase(2, 5), 4) for _ in range(t.number(1, 3))]
        if author and chance(t, 0.5):
            made.append(el("li", t.name(), style="font-style: italic; padding-left: 1em"))
    top = el("h1", t.pick(("Contents", "CONTENTS", "Table of Contents")))
    css = f"""li {{ line-height: {t.pick((1.2, 1.4, 1.8))} }}
    .t {{ flex: 1; padding-right: {t.pick((0.5, 2))}em }}
    .no {{ width: 3em }}
    .a {{ margin-top: {t.pick((0, 0, 6, 14))}px; font-weight: {"bold" if bold else "normal"} }}
    .b {{ padding-left: {t.pick((1, 2))}em }}
    .c {{ padding-left: {t.pick((2, 4))}em }}"""
    body = columns(t, made, count, t.pick(GAPS[2:])) if count > 1 else el("ul", *made)
    total = wide if count == 1 else wide * 2 + 2
    return book(t, framed(t, top, body), css, ems=(total + 1, total + 2), size=(11, 16), font=font)


def work(t):
    names = t.surname() + ", " + t.pick("A. B. C. J. M. K.-L.".split())
    return (
        f"{names} "
        f"({t.number(1850, 2020)}): {t.title(4, 10)}. {t.place()}: {t.surname()} Press, "
        f"pp. {t.number(1, 99)}–{t.number(100, 400)}."
    )


@family(8)
def bibliography(t, v):
    """Works with hanging indents, numbers in brackets, years or names in the margin."""
    kind = v % 4
    count = t.pick((1, 1, 2))
    made = []
    for k in range(t.number(14, 30)):
        if k % 9 == 0 and chance(t, 0.4):
            made.append(el("h2", t.title(1, 3)))
        if kind == 0:
            made.append(el("li", work(t), cls="h"))
        elif kind == 1:
            made.append(
                el(
                    "li",
                    el("span", f"[{k + 1}]", style="width: 3em; flex: none"),
                    el("span", work(t)),
                    cls="flex",
                )
            )
        elif kind == 2:
            made.append(el("li", f"{k + 1}. {work(t)}"))
        else:
            made.append(
                el(
                    "li",
                    el("span", t.number(1880, 2020), style="width: 5em; flex: none"),
                    el("span", t.title(4, 9) + ". " + t.text(0, 1)),
                    cls="flex",
                )
            )
    css = (
        f"li {{ margin-bottom: {t.pick((0, 4, 10))}px; break-inside: avoid }} "
        f".h {{ padding-left: 2em; text-indent: -2em }}"
    )
    top = (
        el("h1", t.pick(("Bibliography", "Works Cited", "Further Reading", "Sources")))
        if chance(t, 0.7)
        else ""
    )
    return book(
        t,
        framed(t, top, columns(t, made, count)),
        css,
        ems=(34, 46) if count == 1 else (56, 68),
        size=(11, 16),
    )


@family(8)
def title_page(t, v):
    """A title page: author, title, subtitle, volume, place and year with much white."""
    white = lambda low=0, high=160: el("div", style=f"height: {t.number(low, high)}px")  # noqa: E731
    place = t.pick(("center", "center", "left", "right"))
    author = el(
        "p",
        t.pick((t.name(), t.name().upper(), f"By {t.name()}, {t.phrase(2, 4)}")),
        style=f"font-size: {t.pick((1, 1.4))}em",
    )
    name = el(
        "main-title",
        t.pick((t.title(1, 4), t.title(2, 6).upper())),
        style=f"font-size: {t.pick((2, 2.8, 3.6))}em; line-height: 1.1",
    )
    parts = [author, white(20, 120), name] if chance(t) else [name, white(10, 120), author]
    parts.insert(0, el("p", t.title(2, 5)) + white(20, 90) if chance(t, 0.3) else "")
    parts += [
        white(5, 40),
        el("h2", t.phrase(4, 12)) if chance(t, 0.7) else "",
        el("p", lines(*some(t, 1, 4, lambda: t.phrase(3, 6)))) if chance(t, 0.5) else "",
        white(),
        el("p", f"Edited by {t.name()}<br>with {t.words(4)}") if chance(t, 0.4) else "",
        el("p", "Volume " + t.pick("One Two III")) if chance(t, 0.4) else "",
        el("blockquote", el("p", t.sentence()), el("p", t.name()), style="margin: 30px 20%")
        if chance(t, 0.3)
        else "",
        white(60, 300),
        el("p", t.surname().upper() + " & " + t.surname().upper()),
    ]
    if chance(t, 0.35):
        parts.append(
            el(
                "div",
                *(el("p", lines(t.place().upper(), t.street())) for _ in range(2)),
                cls="between",
            )
        )
    else:
        parts.append(el("p", f"{t.place()} · {t.place()}<br>{t.number(1750, 2020)}"))
    css = (
        f"p, h2, main-title {{ text-align: {place} !important; text-indent: 0 !important }} "
        f"h2 {{ font-weight: normal }}"
    )
    return book(t, join(*parts), css, ems=(26, 38), size=(14, 19))


@family(8)
def imprint(t, v):
    """The back of a title page: rights, printer, numbers; in one column, or in two, at the foot."""
    facts = some(
        t, 3, 8, lambda: (t.phrase(1, 3) + ":", t.pick((t.name(), t.phrase(2, 5), t.street())))
    )
    kind = t.number(0, 2)
    if kind == 0:
        credits = el(
            "dl",
            pairs(facts),
            cls="grid",
            style=f"grid-template-columns: {t.number(8, 12)}em 1fr; gap: {t.pick((0, 5))}px 1.6em",
        )
    elif kind == 1:
        credits = each("p", (f"{a} {b}" for a, b in facts))
    else:
        credits = el("dl", pairs(facts), style="margin: 1em 0")
    legal = [el("p", t.text(1, 5)) for _ in range(t.number(1, 4))]
    first = [el("p", lines(*some(t, 1, 4, lambda: t.phrase(3, 8)))) for _ in range(t.number(2, 5))]
    isbn = el(
        "p",
        lines(
            f"ISBN 978-{t.number(10000, 99999)}-{t.number(100, 999)}-X", f"Printed in {t.place()}"
        ),
    )
    cip = el(
        "p",
        lines(t.surname() + ", " + t.name(), *some(t, 2, 5, lambda: t.phrase(4, 7))),
        cls="box",
        style="padding: 10px",
    )
    rest = [
        *legal,
        credits,
        cip if chance(t, 0.3) else "",
        isbn,
        el("p", "10 9 8 7 6 5 4 3 2 1") if chance(t) else "",
    ]
    drop = el("div", style=f"height: {t.pick((0, 60, 300, 600))}px")
    if v % 4 == 3:
        body = join(
            drop,
            el(
                "div",
                el("div", *first, *legal),
                el("div", *rest[len(legal) :]),
                cls="grid",
                style=f"grid-template-columns: 1fr 1fr; gap: {t.pick(GAPS)}",
            ),
        )
    else:
        body = join(*first, drop, *rest)
    css = f"p {{ text-align: {t.pick(('left', 'left', 'center'))} !important }}"
    return book(t, body, css, ems=(28, 40), size=(10, 15), indent=False)


# --- editions and notes ---------------------------------------------------------------------------


def notes(t, count, first=1, tag="foot-note"):
    """Footnotes, with citations, long ones and short ones."""
    made = []
    for k in range(first, first + count):
        said = t.pick((t.sentence(4, 14), t.text(1, 4), f"Ibid., p. {t.number(1, 300)}.", work(t)))
        made.append(el(tag, f"{k}{t.pick(('.', '', ')'))} {said}"))
    return made


@family(10)
def footnotes(t, v):
    """Text in one or two columns over footnotes in one, two or three, or under each column."""
    kind = v % 5
    rule = (
        "<hr style='width: 25%; margin: .5em 0'>"
        if chance(t)
        else el("div", style=f"height: {t.pick((8, 16, 30))}px")
    )
    small = f"font-size: {t.pick((75, 85, 92))}%; line-height: 1.2"
    top = el("h2", t.title(2, 5)) if chance(t, 0.4) else ""
    text = paras(t, 2, 6, 3, 7)
    below = notes(t, t.number(2, 9), t.number(1, 40))
    ems = (32, 42)
    if kind < 3:  # one column of text
        body = join(
            *text,
            rule,
            el(
                "div",
                columns(t, below, kind + 1 if kind < 2 else t.pick((1, 3)), rule=False),
                style=small,
            ),
        )
        ems = (36, 48)
    elif kind == 3:  # two over one
        body = join(columns(t, text + paras(t, 1, 2), 2), rule, el("div", *below, style=small))
        ems = (48, 60)
    else:  # under each column
        sides = [
            el(
                "div",
                *paras(t, 2, 4, 3, 7),
                rule,
                el("div", *notes(t, t.number(1, 4), 1 + 4 * k), style=small),
                style="flex: 1; min-width: 0",
            )
            for k in range(2)
        ]
        body = el("div", *sides, cls="flex", style="gap: " + t.pick(GAPS[:5]))
        ems = (48, 60)
    return book(t, framed(t, top, body), ems=ems, size=(11, 17))


@family(8)
def endnotes(t, v):
    """Notes at the end of a book: by chapters, numbers hanging, running on or in two columns."""
    made, count, hang = [], t.pick((1, 1, 2)), v % 3
    for k in range(t.number(1, 3)):
        made.append(el("h2", t.pick((f"Chapter {k + 1}", t.title(2, 5)))))
        for n in range(1, t.number(5, 16)):
            said = t.pick((t.text(1, 3), work(t), f"See p. {t.number(2, 200)}; {t.words(4)}."))
            if hang == 0:
                made.append(
                    el(
                        "li",
                        el("span", f"{n}.", style="width: 2.5em; flex: none"),
                        el("span", said),
                        cls="flex",
                    )
                )
            elif hang == 1:
                made.append(el("p", f"{n} {said}"))
            else:
                made.append(
                    el(
                        "p",
                        el("label", f"{t.number(1, 300)}", cls="pg"),
                        el("span", f"<i>{t.words(3)}</i>: {said}"),
                        cls="flex",
                    )
                )
    css = (
        f".pg {{ width: 3.5em; flex: none }} "
        f"li, p {{ margin-bottom: {t.pick((0, 4, 9))}px !important; "
        f"text-indent: 0 !important }}"
    )
    top = el("h1", "Notes") if chance(t, 0.7) else ""
    return book(
        t,
        framed(t, top, columns(t, made, count)),
        css,
        ems=(34, 42) if count == 1 else (50, 64),
        size=(10, 15),
    )


@family(8)
def marginal(t, v):
    """Text with glosses, summaries or dates in the margin, at the left, the right or both."""
    side = ("left", "right", "both")[v % 3]
    width = t.number(5, 8) if side == "both" else t.number(6, 12)
    gap = t.pick((1.2, 1.6, 2.5))
    size, place = t.pick((75, 85, 100)), t.pick(("left", "left", "right"))
    made = []
    for _ in range(t.number(5, 10)):
        note = lambda: t.pick(
            (
                t.phrase(2, 5),
                t.sentence(4, 9),
                str(t.number(1200, 1900)),
                f"cf. p. {t.number(1, 99)}",
            )
        )  # noqa: E731
        left = el("aside", note()) if side != "right" and chance(t, 0.6) else ""
        right = el("aside", note()) if side != "left" and chance(t, 0.6) else ""
        text = el("p", t.text(2, 6))
        parts = (
            ([left or "<i></i>"] if side != "right" else [])
            + [text]
            + ([right] if side != "left" else [])
        )
        made.append(el("div", *parts, cls="grid"))
    cols = {
        "left": f"{width}em 1fr",
        "right": f"1fr {width}em",
        "both": f"{width}em 1fr {width}em",
    }[side]
    css = (
        f".grid {{ grid-template-columns: {cols}; column-gap: {gap}em; "
        f"align-items: {t.pick(('start', 'start', 'center'))} }}"
    )
    css += (
        f" aside {{ font-size: {size}%; text-align: {place}; line-height: 1.15; "
        f"font-style: {t.pick(('italic', 'normal'))} }}"
    )
    css += f" .grid {{ margin-bottom: {t.pick((0, 0, 6, 14))}px }}"
    top = el("h1", t.title(2, 5)) if chance(t, 0.4) else ""
    below = el("div", *notes(t, t.number(1, 4)), cls="small") if chance(t, 0.3) else ""
    return book(t, framed(t, top, *made, below), css, ems=(38, 52), size=(12, 18))


@family(8)
def commentary(t, v):
    """A text in the middle with its commentary beside and below, in smaller type."""
    large = t.number(120, 170)
    small = t.number(70, 95)
    latin = t.of("la") if chance(t, 0.5) else t
    kind = v % 4
    gap = t.pick(GAPS[1:5])
    said = lambda n: join(*(el("p", f"<b>{latin.words(2)}</b> {t.text(1, 3)}") for _ in range(n)))  # noqa: E731
    main = el(
        "main",
        *(el("p", latin.text(1, 3)) for _ in range(t.number(2, 4))),
        style=f"font-size: {large}%",
    )
    if kind == 0:  # between two
        inner = [el("aside", said(4)), main, el("aside", said(4))]
        body = el(
            "div",
            *inner,
            cls="grid",
            style=f"grid-template-columns: 1fr {t.pick((1.2, 1.8))}fr 1fr; gap: {gap}",
        )
    elif kind == 1:  # above its commentary in columns
        body = main + columns(
            t,
            [el("p", f"<b>{latin.words(2)}</b> {t.text(1, 4)}") for _ in range(t.number(8, 16))],
            t.pick((2, 2, 3)),
        )
    elif kind == 2:  # beside, and the rest below
        inner = [main, el("aside", said(5))]
        if chance(t):
            inner.reverse()
        cols = "1.5fr 1fr" if inner[0] is main else "1fr 1.5fr"
        body = el(
            "div", *inner, cls="grid", style=f"grid-template-columns: {cols}; gap: {gap}"
        ) + columns(t, [said(1) for _ in range(6)], 2)
    else:  # by sections: text, then what is said of it
        made = []
        for k in range(t.number(3, 6)):
            made += [
                el(
                    "p",
                    f"{k + 1}. {latin.text(1, 2)}",
                    style=f"font-size: {large - 10}%; margin: .8em 0 .3em",
                ),
                columns(t, [el("p", t.text(1, 4)) for _ in range(t.number(2, 4))], 1 + v // 4),
            ]
        body = join(*made)
    css = f"aside, div > p {{ font-size: {small}% }} main p {{ font-size: 100% }}"
    return book(
        t,
        framed(t, el("h1", latin.title(2, 4)) if chance(t) else "", body),
        css,
        ems=(46, 62),
        size=(13, 18),
    )


@family(6)
def interlinear(t, v):
    """A line of the text and its gloss under it, word by word or as lines."""
    other = t.of(t.pick("la el ru de".split()))
    made = []
    loose = v % 2
    for k in range(1, t.number(7, 15)):
        count = t.number(4, 6)
        cells = [[other.words(1) for _ in range(count)], [t.words(1) for _ in range(count)]]
        if chance(t, 0.4) and v > 2:
            cells.append(
                [t.pick("N.SG V.3SG ADJ DET P CONJ ACC GEN".split()) for _ in range(count)]
            )
        free = el("p", f"‘{t.sentence(5, 9)}’", cls="n") if chance(t, 0.8) else ""
        no = el("span", f"({k})", cls="no")
        if loose:  # each word over its gloss is a cell of a table
            body = el("table", rows(cells), style=f"width: {t.pick(('auto', '95%'))}")
        else:
            body = each("p", (" ".join(c) for c in cells), cls="n")
        made.append(el("div", no, el("div", body, free, style="flex: 1"), cls="flex ex"))
        if chance(t, 0.25):
            made.append(el("p", t.text(1, 3), style="margin: .6em 0"))
    css = (
        f".no {{ width: {t.pick((2.5, 3.5))}em; flex: none }} "
        f".ex {{ margin-bottom: {t.pick((6, 12, 22))}px }} "
        f"td {{ padding-right: {t.pick((0.6, 1, 1.6))}em }} "
        f".ex p {{ margin: 0 !important }}"
    )
    return book(
        t, framed(t, el("h1", t.title(2, 4)) if chance(t) else "", *made), css, ems=(40, 50)
    )


@family(8)
def apparatus(t, v):
    """An edition: text with numbers of lines, apparatus under it in one or two bands."""
    latin = t.of(t.pick("la el de fr".split()))
    side = t.pick(("left", "right"))
    first = 5 * t.number(0, 30) + 1
    if v % 2:
        text = join(*numbered(latin, t.number(14, 30), first, 5, side))
    else:  # prose with numbers beside
        count = t.number(3, 6)
        made = []
        for k in range(count):
            no, p = el("aside", first + 4 + 5 * k), el("p", latin.text(2, 5))
            made.append(el("div", *((no, p) if side == "left" else (p, no)), cls="vl"))
        text = join(*made)
    reading = lambda: (
        f"{t.number(first, first + 30)} "
        f"{latin.words(t.number(1, 2))}] {latin.words(t.number(1, 3))} "
        f"<i>{t.pick('A B C AB codd. om. M')}</i>"
    )  # noqa: E731
    bands = []
    for _ in range(t.pick((1, 2, 2, 3))):
        if chance(t, 0.6):
            inner = el("foot-note", " ‖ ".join(some(t, 5, 24, reading)))
        else:
            inner = columns(
                t,
                [el("foot-note", reading()) for _ in range(t.number(8, 20))],
                t.pick((2, 3)),
                rule=False,
            )
        bands.append(
            el(
                "div",
                inner,
                style=f"font-size: {t.pick((75, 85))}%; margin-top: {t.pick((6, 12, 24))}px",
            )
        )
    css = numbering(side) + " .vl p { text-align: left }"
    top = el("h2", latin.title(1, 3)) if chance(t) else ""
    return book(t, framed(t, top, text, *bands), css, ems=(34, 44))


@family(10)
def bible(t, v):
    """Scripture in two columns, references between or below, chapters.

    Verses run in or each apart.
    """
    kind = v % 5
    at = iter(range(1, 400))
    verses_apart = chance(t, 0.4)

    def passage(low, high):
        made = [el("h2", f"CHAPTER {t.number(1, 50)}")] if chance(t, 0.6) else []
        for _ in range(t.number(low, high)):
            if chance(t, 0.4):
                made.append(el("h3", t.phrase(3, 6)))
            if verses_apart:
                made += [el("p", f"{next(at)} {t.text(1, 2)}") for _ in range(t.number(3, 6))]
            else:
                made.append(
                    el(
                        "p",
                        " ".join(
                            f"<sup>{next(at)}</sup>{t.sentence()}" for _ in range(t.number(3, 8))
                        ),
                    )
                )
            if chance(t, 0.2):
                made += [
                    el("p", verse(t), cls="n", style=f"padding-left: {1 + j % 2}em")
                    for j in range(4)
                ]
        return made

    ref = lambda: (
        f"{t.pick('a b c d e f g')} "
        f"{t.pick('Gen Ex Ps Is Mt Lk Jn Ac'.split())} {t.number(1, 50)}. "
        f"{t.number(1, 30)}"
    )  # noqa: E731
    refs = lambda n: each("p", [ref() for _ in range(n)], cls="n")  # noqa: E731
    gap = t.pick(GAPS[:4])
    small = f"font-size: {t.pick((65, 75, 85))}%"
    if kind in (0, 1):  # references between the columns, or at the outer sides
        mid = el("aside", refs(t.number(10, 26)), style=small)
        inner = [el("div", *passage(2, 4)), mid, el("div", *passage(2, 4))]
        cols = f"1fr {t.pick((5.5, 7))}em 1fr"
        if kind:
            inner[1:2], cols = [], f"1fr 1fr {t.pick((6, 7))}em"
            inner.append(mid)
        body = el("div", *inner, cls="grid", style=f"grid-template-columns: {cols}; gap: {gap}")
    else:
        body = columns(t, passage(5, 8), 2 if kind < 4 else t.pick((1, 3)), gap)
    low = el("foot-note", " ".join(ref() for _ in range(t.number(8, 40)))) if kind > 2 else ""
    low = el("div", low, style=f"{small}; margin-top: 1em")
    name = el("header", f"{t.phrase(1)} {t.number(1, 50)}. {t.number(1, 30)}")
    top = t.pick(
        (
            (name, el("page-no", t.number(1, 1200))),
            (name, name),
            (el("page-no", 9 + v), name, "<i></i>"),
        )
    )
    top = el("div", *top, cls="between", style="margin-bottom: " + t.pick(GAPS))
    book_name = el("h1", "The Book of " + t.surname()) if chance(t, 0.3) else ""
    css = "sup { font-size: 65%; line-height: 1 }"
    return book(
        t, join(top, book_name, body, low), css, ems=(46, 60), size=(11, 16), indent=chance(t)
    )


# --- teaching -------------------------------------------------------------------------------------


@family(10)
def textbook(t, v):
    """A lesson: a sidebar, boxed definitions, figures, questions, margin terms."""
    side = t.pick(("left", "right", "none", "right"))
    heading = lambda: el(
        t.pick(("h2", "h3")), t.pick((f"{t.number(1, 9)}.{t.number(1, 9)} ", "")) + t.title(2, 6)
    )  # noqa: E731

    def boxed():
        name = t.pick(
            ("Definition", "Remember", "Example " + str(t.number(1, 9)), "Key idea", "Theorem")
        )
        inner = (
            [el("h3", name), *paras(t, 1, 2, 1, 3)]
            if chance(t, 0.7)
            else [el("p", f"<b>{name}.</b> {t.text(1, 3)}")]
        )
        return el(
            "div",
            *inner,
            cls=t.pick(("box", "")),
            style=f"padding: {t.pick((8, 14, 22))}px; margin: .8em {t.pick((0, 1, 2))}em",
        )

    def listed():
        marks = t.pick(("• ", "1", "a"))
        items = [t.phrase(3, 16) for _ in range(t.number(3, 6))]
        mark = lambda k: (
            "• " if marks == "• " else f"{k + 1}. " if marks == "1" else f"{'abcdefgh'[k]}) "
        )  # noqa: E731
        return el(
            "ul",
            *(el("li", mark(k) + x) for k, x in enumerate(items)),
            style="margin: .5em 0 .5em 1.5em",
        )

    main = []
    for _ in range(t.number(2, 4)):
        main += [heading(), *paras(t, 1, 3)]
        if chance(t, 0.5):
            main.append(boxed())
        if chance(t, 0.4):
            main.append(listed())
        if chance(t, 0.4):
            main.append(
                figure(
                    t,
                    beside=chance(t, 0.3),
                    style=f"margin: .8em 0; width: {t.pick((60, 80, 100))}%",
                )
            )
    block = el(
        "aside",
        el("h3", t.title(1, 3)),
        *paras(t, 1, 4, 1, 4),
        listed() if chance(t, 0.4) else "",
        figure(t, (50, 130)) if chance(t, 0.4) else "",
        cls=t.pick(("box", "")),
        style="padding: 10px; font-size: 88%; align-self: start",
    )
    two = side == "none" and chance(t)
    body = columns(t, main, 2) if two else join(*main)
    if side != "none":
        width = t.number(11, 17)
        body = el("div", body)
        inner, cols = (
            ((block, body), f"{width}em 1fr")
            if side == "left"
            else ((body, block), f"1fr {width}em")
        )
        body = el(
            "div", *inner, cls="grid", style=f"grid-template-columns: {cols}; gap: {t.pick(GAPS)}"
        )
    top = el(
        "div", el("h1", t.pick((f"Unit {v + 1}", f"Lesson {v + 12}", "")) + " " + t.title(2, 5))
    )
    top += el("p", t.text(1, 2), style="margin-bottom: 1em") if chance(t, 0.4) else ""
    css = "figcaption { font-size: 85% } h1, h2, h3 { text-align: left }"
    return book(t, framed(t, top if chance(t, 0.7) else "", body), css, ems=(44, 62), size=(11, 16))


def paper_head(t):
    """The top of an exam or work sheet: names, time, marks."""
    made = [
        el(
            "h1",
            t.pick(
                (t.title(1, 4), "Final Examination", "Test " + str(t.number(1, 12)), "Worksheet")
            ),
        )
    ]
    if chance(t, 0.5):
        gap = t.pick((20, 60, 160))
        said = [
            "Name: " + "_" * t.pick((12, 20, 30)),
            t.pick(("Class: ____", "Date: ________", "Form: ______")),
        ]
        if chance(t, 0.4):
            said.append("Score: ___ / " + str(t.number(20, 100)))
        made.append(
            el(
                "div",
                each("p", said, cls="n"),
                cls=t.pick(("flex", "between")),
                style=f"gap: {gap}px; margin: 8px 0 18px",
            )
        )
    if chance(t, 0.4):
        made.append(
            el(
                "div",
                el("p", f"Time allowed: {t.number(1, 3)} hours"),
                el("p", f"Maximum marks: {t.number(4, 20) * 5}"),
                cls="between",
            )
        )
    if chance(t, 0.5):
        made.append(el("p", t.text(1, 3), cls="n", style="font-style: italic; margin: 10px 0"))
    if chance(t):
        made.reverse()
    return join(*made) if chance(t, 0.8) else ""


def question(t, no, inner, marks="", room=0):
    """A question whose number hangs, with its marks at the right."""
    hang = el("span", no, style=f"width: {t.pick((2.2, 2.6))}em; flex: none")
    mark = (
        el("span", marks, style="flex: none; align-self: flex-end; padding-left: 2em")
        if marks
        else ""
    )
    return el(
        "div",
        hang,
        el("div", inner, style="flex: 1; min-width: 0"),
        mark,
        cls="flex q",
        style=f"margin-bottom: {room}px",
    )


@family(10)
def exam(t, v):
    """Questions with parts, marks in brackets at the right, sections, room to answer."""
    marks = t.pick(("[%d]", "(%d marks)", "[%d marks]", "%d"))
    at_right, room, hang = chance(t, 0.75), t.pick((0, 6, 14, 30)), chance(t, 0.7)
    made = [paper_head(t)]
    for no in range(1, t.number(5, 9)):
        if chance(t, 0.25):
            made.append(
                el("h2", t.pick(("Section A", "Part II", "SECTION " + t.phrase(1).upper())))
            )
        inner = el("p", t.text(1, t.pick((1, 2, 4))), cls="n")
        mark = marks % t.number(1, 15)
        for k in range(t.pick((0, 0, 2, 3, 4))):
            sub = marks % t.number(1, 9) if at_right and chance(t, 0.8) else ""
            inner += question(
                t, f"({'abcd'[k]})", el("p", t.text(1, 2), cls="n"), sub, t.pick((2, 8, room))
            )
            mark = ""
        if chance(t, 0.2):
            cells = [
                [t.words(1), *(t.number(1, 99) for _ in range(4))] for _ in range(t.number(2, 4))
            ]
            inner += table("", cells, style="margin: 8px 0; width: 70%")
        if chance(t, 0.15):
            inner += figure(t, (60, 140), style="width: 60%; margin: 8px 0")
        if hang:
            made.append(question(t, f"{no}.", inner, mark if at_right else "", room))
        else:
            made.append(
                el(
                    "div",
                    el("p", f"<b>Question {no}</b> {mark}", cls="n"),
                    inner,
                    style=f"margin-bottom: {room + 6}px",
                )
            )
    if chance(t, 0.3):
        made.append(
            el(
                "p",
                t.pick(("END OF PAPER", "Turn over", "Please turn over →")),
                style=f"text-align: {t.pick(('center', 'right'))}",
            )
        )
    css = ".q p { margin-bottom: 3px !important } td { padding: 2px 8px }"
    return book(t, framed(t, *made), css, ems=(40, 54), size=(12, 17), indent=False)


@family(10)
def choices(t, v):
    """Multiple choice: answers under one another, in two columns or four, or in one line.

    One or two columns.
    """
    form = t.pick("A) a) (A) A. ☐ (1)".split())
    across = (1, 2, 4, 1, 0)[v % 5]
    two = chance(t, 0.4) and across != 4
    down = across == 2 and chance(t, 0.4)
    made = []
    low, high = (1, 2) if across == 4 else (1, 4) if across == 2 else (1, 7)
    for no in range(1, t.number(8, 15)):
        text = t.sentence(5, 14)[:-1] + t.pick(("?", ":", " ______."))
        count = 4 if across else t.number(3, 4)
        mark = lambda k: (
            form
            if form == "☐"
            else form.replace("A", "ABCDE"[k]).replace("a", "abcde"[k]).replace("1", str(k + 1))
        )  # noqa: E731
        items = [
            f"{mark(k)} {t.phrase(low, high)}"
            for k in range(t.pick((3, 4, 5)) if across == 1 else count)
        ]
        if across == 0:
            inner = el("p", "   ".join(f"{mark(k)} {t.words(1)}" for k in range(count)), cls="n")
        elif down:
            inner = el("ul", each("li", items), style="column-count: 2; column-gap: 2em")
        else:
            inner = el(
                "ul",
                each("li", items),
                cls="grid",
                style=f"grid-template-columns: repeat({across}, 1fr); "
                f"gap: {t.pick((0, 3))}px 1.6em",
            )
        if v % 2:
            made.append(
                el(
                    "div",
                    el("p", f"{no}. {text}", cls="n"),
                    el("div", inner, style="padding-left: 1.6em"),
                    cls="q",
                )
            )
        else:
            made.append(question(t, f"{no}.", el("p", text, cls="n") + inner))
        if chance(t, 0.1):
            made.append(figure(t, (50, 120), style="width: 50%; margin: 6px 0"))
    css = (
        f".q {{ break-inside: avoid; margin-bottom: {t.pick((4, 10, 18))}px !important }} "
        f".q p {{ margin: 0 0 {t.pick((0, 4))}px }}"
    )
    body = columns(t, made, 2) if two else join(*made)
    return book(
        t,
        framed(t, paper_head(t), body),
        css,
        ems=(52, 64) if two else (36, 48),
        size=(11, 16),
        indent=False,
    )


@family(10)
def worksheet(t, v):
    """Exercises: sentences with gaps, matching, columns of sums, lines to write on, a word bank."""
    gap = lambda: "_" * t.pick((6, 9, 14))  # noqa: E731

    def gaps():
        words = lambda: f"{t.phrase(2, 5)} {gap()} {t.words(t.number(2, 5))}."  # noqa: E731
        items = [f"{k}. {words()}" for k in range(1, t.number(5, 11))]
        if chance(t, 0.3):
            return el(
                "p",
                " ".join(f"{t.phrase(3, 7)} ({k}) {gap()} {t.words(5)}." for k in range(1, 7)),
                cls="n wide",
            )
        return el(
            "ul",
            each("li", items),
            style=f"column-count: {t.pick((1, 1, 2))}; column-gap: 2.4em",
            cls="wide",
        )

    def match():
        cells = [
            [f"{k + 1}. {t.words(1)}", f"{'abcdefghij'[k]}) {t.phrase(2, 5)}"]
            for k in range(t.number(4, 9))
        ]
        return el(
            "table",
            rows(cells),
            cls=t.pick(("wide", "wide ruled")),
            style=f"width: {t.pick((60, 80, 100))}%",
        )

    def sums():
        n = t.pick((2, 3, 4, 5))
        items = [
            f"{k + 1}) {t.number(2, 99)} "
            f"{t.pick('+ − × ÷'.split())} {t.number(2, 99)} = {t.pick(('', '____'))}"
            for k in range(n * t.number(2, 5))
        ]
        return el(
            "div",
            each("p", items, cls="n"),
            cls="grid",
            style=f"grid-template-columns: repeat({n}, 1fr); gap: {t.pick((4, 16, 40))}px 1.8em",
        )

    def bank():
        if chance(t):
            return el(
                "p",
                " · ".join(some(t, 6, 12, lambda: t.words(1))),
                cls="box n",
                style="padding: 8px; text-align: center",
            )
        return el(
            "div",
            each("span", some(t, 8, 12, lambda: t.words(1))),
            cls="box grid",
            any=True,
            style="grid-template-columns: repeat(4, 1fr); padding: 8px; gap: 4px 2em",
        )

    def grid():
        cells = [
            [t.words(1), *(t.words(1) if chance(t, 0.35) else "" for _ in range(3))]
            for _ in range(t.number(4, 8))
        ]
        return table([t.words(1) for _ in range(4)], cells, style="width: 100%")

    def answer():
        return join(
            *(
                el(
                    "div",
                    el("p", f"{k}. {t.sentence()[:-1]}?", cls="n"),
                    each("p", ["_" * 40] * t.number(1, 3), cls="n wide"),
                )
                for k in range(1, t.number(3, 5))
            )
        )

    made = [paper_head(t)]
    for k, make in enumerate(
        t.rng.sample([gaps, match, sums, bank, grid, answer, gaps], t.number(2, 4))
    ):
        made.append(
            el(
                "h3",
                f"{t.pick((str(k + 1), 'ABCDEF'[k], 'Exercise ' + str(k + 1)))}. {t.phrase(3, 8)}.",
            )
            if chance(t, 0.85)
            else ""
        )
        made.append(
            el(
                "div",
                make(),
                style=f"margin: 6px 0 {t.pick((10, 22, 40))}px {t.pick((0, 0, 1.5))}em",
            )
        )
    css = (
        f".wide {{ line-height: {t.pick((1.3, 1.8, 2.2))} }} "
        f"td {{ padding: {t.pick((3, 7))}px 12px; height: {t.pick((20, 34))}px }}"
    )
    return book(
        t,
        framed(t, *made),
        css + "h1, h2, h3 { text-align: left }",
        ems=(38, 52),
        size=(12, 18),
        indent=False,
    )


@family(8)
def vocabulary(t, v):
    """Words and what they mean.

    Two or three columns, one list or lists side by side, units as heads.
    """
    other = t.of(t.pick("de fr it la ru el".split()))
    extra = v % 3 == 2
    item = lambda: [
        other.words(t.number(1, 2)),
        *([f"[{other.words(1)}]"] if extra else []),
        t.words(t.number(1, 4)),
    ]  # noqa: E731
    spread = chance(t, 0.6)

    def listing(n):
        cells = [item() for _ in range(n)]
        if v % 4 == 0 and chance(t, 0.2):
            cells[0] += [] if extra else [f"{other.sentence(3, 6)}"]
        return el(
            "table",
            rows([c + [""] * (max(map(len, cells)) - len(c)) for c in cells]),
            style="width: 100%" if spread else "",
        )

    if v % 4 == 0:
        body = join(*(join(el("h2", t.title(1, 3)), listing(t.number(8, 16))) for _ in range(2)))
    elif v % 4 == 3:
        flow = []
        for k in range(t.number(40, 70)):
            flow.append(
                el("h3", f"Unit {k // 15 + 1}")
                if k % 15 == 0
                else el("p", f"<b>{other.words(1)}</b> {t.words(t.number(1, 4))}", cls="n")
            )
        body = columns(t, flow, t.pick((2, 3)))
    else:
        n = t.pick((2, 2, 3))
        halves = [
            join(el("h3", t.title(1, 2)) if chance(t, 0.5) else "", listing(t.number(12, 24)))
            for _ in range(n)
        ]
        body = el(
            "div",
            each("div", halves, style="flex: 1"),
            cls="flex",
            style="gap: " + t.pick(GAPS[1:]),
        )
    css = f"td {{ padding: {t.pick((0, 2, 5))}px {t.pick((1, 1.6, 2.4))}em {t.pick((0, 3))}px 0 }}"
    top = el("h1", t.pick(("Vocabulary", "New words", t.title(2, 4)))) if chance(t, 0.6) else ""
    return book(t, framed(t, top, body), css, ems=(44, 60), size=(11, 16), indent=False)


@family(8)
def flashcards(t, v):
    """A sheet of cards: word and meaning, question and answer, or a word alone."""
    n = t.pick((2, 2, 3, 4))
    other = t.of(t.pick("de fr it la".split()))
    kind = t.number(0, 3)
    place, big, pad = t.pick(("center", "left")), t.pick((1.2, 1.6)), t.pick((10, 18))
    cards = []
    for k in range(n * t.number(3, 6)):
        word = el("p", other.words(t.number(1, 2)), style=f"font-size: {big}em; margin: 0 0 .4em")
        if kind == 0:
            inner = word + el("p", t.words(t.number(1, 3)))
        elif kind == 1:
            inner = (
                el("label", f"Card {k + 1}")
                + el("p", t.sentence(4, 9)[:-1] + "?")
                + el("p", "A: " + t.phrase(1, 4))
            )
        elif kind == 2:
            inner = (
                word + el("p", t.pick("noun verb adjective".split())) + el("p", t.sentence(3, 8))
            )
        else:
            inner = word
        cards.append(el("div", inner, cls="box" if v % 2 else "", style=f"padding: {pad}px"))
    height = t.pick((70, 110, 160))
    body = el(
        "div",
        *cards,
        cls="grid",
        any=True,
        style=f"grid-template-columns: repeat({n}, 1fr); "
        f"grid-auto-rows: minmax({height}px, auto); "
        f"gap: {t.pick((0, 8, 20))}px {t.pick((14, 24, 40))}px",
    )
    css = (
        f".grid p, .grid label {{ text-align: {place} !important; text-indent: 0; "
        f"margin-bottom: {t.pick((0, 8))}px }}"
    )
    return book(
        t, el("h1", t.title(2, 3)) * chance(t, 0.3) + body, css, ems=(n * 13, n * 17), size=(12, 17)
    )


# --- kitchen, songs, collections ------------------------------------------------------------------

FOOD = (
    "flour|butter|milk|eggs|sugar|salt|pepper, ground|onions, finely chopped|parsley|vinegar|yeast"
)
FOOD = FOOD.split("|")


def amount(t):
    return (
        f"{t.pick(('1', '2', '½', '3', '250', '100', '1½'))} "
        f"{t.pick('g ml cups tbsp tsp lb oz'.split())}"
    )


def dish(t):
    return t.title(1, 2) + " " + t.pick("Soup Cake Pie Stew Bread Pudding Salad Tart".split())


def ingredients(t, kind, low=6, high=12):
    """A list of ingredients; amounts in line or in a column of their own, with groups."""
    made = []
    for k in range(t.number(low, high)):
        if k and chance(t, 0.1):
            made.append(el("h4", "For the " + t.words(1), style="margin-top: .6em"))
        if kind == 0:
            made.append(el("li", f"{amount(t)} {t.pick(FOOD)}"))
        elif kind == 1:
            made.append(
                el(
                    "li",
                    el("span", amount(t), style="width: 5.5em; flex: none"),
                    el("span", t.pick(FOOD)),
                    cls="flex",
                )
            )
        else:
            made.append(el("li", el("span", t.pick(FOOD)), el("span", amount(t)), cls="between"))
    return el("ul", *made)


def steps(t, low=3, high=8):
    kind = t.number(0, 2)
    made = []
    for k in range(1, t.number(low, high) + 1):
        text = t.text(1, 4)
        if kind == 0:
            made.append(el("li", f"{k}. {text}"))
        elif kind == 1:
            made.append(
                el(
                    "li",
                    el("span", k, style="width: 2.2em; flex: none; font-size: 120%"),
                    el("span", text),
                    cls="flex",
                )
            )
        else:
            made.append(el("p", text))
    return join(*made)


@family(10)
def recipe(t, v):
    """Recipes: ingredients beside, over or between the steps; facts in a row; two on a page."""
    kind = v % 5

    def one():
        facts = [
            (x, t.pick((f"{t.number(1, 12)}", f"{t.number(10, 90)} min")))
            for x in t.rng.sample(["Serves", "Preparation", "Cooking", "Makes", "Oven"], 3)
        ]
        how = t.number(0, 3)
        if how == 0:
            said = el("p", " · ".join(f"{a}: {b}" for a, b in facts), cls="n")
        elif how == 1:
            said = el(
                "dl",
                *(el("div", pairs([x])) for x in facts),
                cls=t.pick(("flex", "between")),
                style="gap: 3em",
            )
        elif how == 2:
            said = each("p", (f"{a}: {b}" for a, b in facts), cls="n")
        else:
            said = ""
        return [
            el(t.pick(("h1", "h2")), dish(t)),
            el("p", t.text(1, 3)) if chance(t) else "",
            el("div", said, style=f"margin: {t.pick((4, 14))}px 0"),
        ]

    form = t.number(0, 2)
    list_head = el("h3", t.pick(("Ingredients", "You will need"))) if chance(t, 0.6) else ""
    step_head = (
        el("h3", t.pick(("Method", "Directions", "To make")))
        if list_head and chance(t, 0.7)
        else ""
    )
    gap = t.pick(GAPS[1:])
    if kind in (0, 1):
        width = t.number(11, 16)
        if kind and form:
            form = 0
        inner = [el("div", list_head, ingredients(t, form)), el("div", step_head, steps(t))]
        body = el(
            "div", *inner, cls="grid", style=f"grid-template-columns: {width}em 1fr; gap: {gap}"
        )
        body = join(*one(), figure(t) if chance(t, 0.4) else "", body)
    elif kind == 2:
        listing = (
            columns(
                t, [x + "</li>" for x in ingredients(t, form, 8, 14)[4:-5].split("</li>") if x], 2
            )
            if not form
            else ingredients(t, form)
        )
        body = join(*one(), list_head, listing, step_head, steps(t))
    elif kind == 3:  # action form: the ingredients of each step beside it
        cells = []
        for _ in range(t.number(3, 6)):
            cells += [ingredients(t, 0, 1, 4), el("div", steps(t, 1, 1))]
        body = join(
            *one(),
            el(
                "div",
                *cells,
                cls="grid",
                style=f"grid-template-columns: 12em 1fr; gap: {t.pick((8, 20))}px {gap}",
            ),
        )
    else:
        halves = [
            join(*one(), list_head, ingredients(t, form), step_head, steps(t, 2, 5))
            for _ in range(2)
        ]
        body = el(
            "div",
            each("div", halves, style="flex: 1; min-width: 0"),
            cls="flex",
            style=f"gap: {gap}",
        )
    if chance(t, 0.35):
        body += el(
            "div",
            el("h3", t.pick(("Note", "Tip", "Variation"))),
            el("p", t.text(1, 3)),
            cls="box",
            style="padding: 10px; margin-top: 16px",
        )
    css = (
        f"li {{ margin-bottom: {t.pick((0, 3, 9))}px }} h1, h2, h3 {{ text-align: left }} "
        f"dt {{ font-size: 85% }}"
    )
    return book(t, framed(t, body), css, ems=(40, 54) if kind < 4 else (56, 68), size=(12, 17))


@family(8)
def kitchen_tables(t, v):
    """Tables for cooks: times, weights, measures, seasons, menus.

    One, two side by side or stacked.
    """
    kinds = {
        0: (
            ["Joint", "Weight", "Time", "Oven"],
            lambda: [
                t.pick(FOOD).title(),
                amount(t),
                f"{t.number(10, 90)} min",
                f"{t.number(15, 24)}0 °C",
            ],
        ),
        1: (
            ["Cups", "Grams", "Ounces"],
            lambda: [t.pick(("½", "1", "2¼")), t.number(50, 900), t.number(1, 30)],
        ),
        2: (
            ["Food", "How to prepare", "Minutes"],
            lambda: [t.title(1, 2), t.sentence(4, 14), t.number(3, 90)],
        ),
        3: (
            ["Month", "Fruit", "Vegetables", "Fish"],
            lambda: [
                t.pick(MONTHS),
                *(", ".join(t.words(1) for _ in range(t.number(1, 5))) for _ in range(3)),
            ],
        ),
        4: (
            ["Day", "Breakfast", "Dinner", "Supper"],
            lambda: [
                t.pick("Mon Tue Wed Thu Fri".split()),
                *(lines(*some(t, 1, 3, lambda: t.phrase(1, 3))) for _ in range(3)),
            ],
        ),
    }

    def one(kind):
        head, make = kinds[kind]
        head = head if chance(t, 0.8) else ""
        return table(
            head,
            some(t, 5, 14, make),
            t.phrase(2, 5) if chance(t, 0.5) else "",
            cls=t.pick(("ruled", "")),
            style="width: 100%; margin-bottom: 18px",
        )

    body = [el("h1", t.title(2, 5)) if chance(t, 0.7) else "", *(paras(t, 0, 2))]
    if v % 3 == 1:
        halves = [
            join(el("h3", t.phrase(1, 3)) if chance(t) else "", one(t.pick((1, 1, 0))))
            for _ in range(2)
        ]
        body.append(
            el(
                "div",
                each("div", halves, style="flex: 1"),
                cls="flex",
                style="gap: " + t.pick(GAPS[2:]),
            )
        )
    else:
        for _ in range(t.number(1, 2)):
            body += [one(t.pick((0, 2, 3, 4))), el("p", t.text(1, 3)) if chance(t) else ""]
    css = (
        f"td, th {{ padding: {t.pick((1, 4, 8))}px {t.pick((8, 16))}px }} "
        f"td:last-child {{ text-align: {t.pick(('left', 'right'))} }}"
    )
    return book(t, framed(t, *body), css, ems=(44, 58), size=(12, 16))


@family(10)
def songs(t, v):
    """Hymns and songs: verses in columns, a refrain, numbers, two to a page.

    Author and tune in a line.
    """
    kind = v % 4
    hang = chance(t, 0.5)

    def strophe(k, size, name=""):
        inner = [
            el("p", verse(t), cls="n", style=f"padding-left: {t.pick((0, 0, 1.2))}em")
            for _ in range(size)
        ]
        if name:
            inner[0:0] = [el("p", name, cls="n", style="font-style: italic")]
            return el("div", *inner, cls="st", style=f"padding-left: {t.pick((0, 2))}em")
        if hang:
            return el(
                "div",
                el("span", k, style="width: 1.8em; flex: none"),
                el("div", *inner),
                cls="st flex",
            )
        return el(
            "div", *([el("p", k, cls="n center")] if chance(t, 0.15) else []), *inner, cls="st"
        )

    def song(low, high):
        size = t.pick((4, 4, 6, 8))
        made = [strophe(k, size) for k in range(1, t.number(low, high) + 1)]
        if chance(t, 0.4):
            made.insert(1, strophe(0, t.number(2, 4), t.pick(("Refrain", "Chorus:"))))
        no = t.pick((f"{t.number(1, 600)} ", f"{t.number(1, 600)}. ", ""))
        top = el("h2", no + t.title(2, 5))
        if chance(t, 0.5):
            top += el(
                "div",
                el("p", t.name(), cls="n"),
                el("p", t.pick((t.place().upper(), "8.7.8.7", t.name())), cls="n"),
                cls="between small",
            )
        return top, made

    pages = []
    if kind == 0:
        for _ in range(t.number(1, 2)):
            top, made = song(3, 5)
            pages += [top, *made]
    elif kind == 1:
        for _ in range(t.number(1, 2)):
            top, made = song(4, 6)
            pages += [top, columns(t, made, 2, t.pick(GAPS[1:]))]
    elif kind == 2:
        flow = []
        for _ in range(t.number(3, 5)):
            top, made = song(2, 4)
            flow += [top, *made]
        pages = [columns(t, flow, t.pick((2, 2, 3)))]
    else:  # under a picture of the notes
        top, made = song(3, 6)
        pages = [
            top,
            figure(t, (90, 300), " ") if chance(t, 0.7) else "",
            columns(t, made, t.pick((1, 2, 3))),
        ]
        pages.append(
            el(
                "footer",
                f"Words: {t.name()}. Music: {t.name()}, {t.number(1600, 1950)}",
                cls="small",
            )
        )
    css = (
        f".st {{ margin-bottom: {t.pick((0.5, 0.9, 1.4))}em; break-inside: avoid }} "
        f"p {{ margin: 0 !important }} h2 {{ break-after: avoid }}"
    )
    return book(
        t,
        framed(t, *pages),
        css,
        ems=(28, 36) if kind == 0 else (46, 62),
        size=(12, 17),
        indent=False,
    )


@family(8)
def chords(t, v):
    """A song sheet: chords over the lines, parts with names, in one or two columns."""
    count = t.pick((1, 2, 2))
    names = "C G Am F Dm Em7 D7 A E Bm B♭ Gsus4".split()
    label_beside = chance(t, 0.3)
    made = []
    for k in range(t.number(4, 7)):
        inner = []
        for _ in range(t.pick((2, 4, 4))):
            pad = lambda: "\u00a0" * t.pick((3, 6, 9, 12))  # noqa: E731
            inner.append(
                el(
                    "p",
                    pad() * t.number(0, 1)
                    + "".join(t.pick(names) + pad() + " " for _ in range(t.number(1, 4))),
                    cls="n",
                    style="font-weight: bold",
                )
            )
            inner.append(el("p", verse(t), cls="n"))
        name = el("label", t.pick((f"Verse {k + 1}", "Chorus", "Bridge", f"{k + 1}.", "Intro")))
        made.append(el("div", name, el("div", *inner), cls="st grid" if label_beside else "st"))
    top = join(
        el("h1", t.title(1, 4)),
        el("p", t.name()),
        el(
            "div",
            el("p", f"Key: {t.pick(names)}", cls="n"),
            el("p", f"Capo {t.number(1, 5)}", cls="n"),
            cls=t.pick(("between", "")),
        ),
    )
    css = (
        f".st {{ break-inside: avoid; margin: {t.pick((8, 18))}px 0 }} "
        f".st.grid {{ grid-template-columns: 5.5em 1fr; column-gap: 1.6em }} "
        f"p {{ margin: 0 !important }}"
    )
    return book(
        t,
        join(
            top,
            columns(t, made, count),
            el("page-no", t.number(1, 90), cls="right") if chance(t) else "",
        ),
        css,
        ems=(30, 38) if count == 1 else (52, 64),
        size=(12, 17),
    )


@family(10)
def catalog(t, v):
    """An exhibition catalog: number, title, material, size, lender.

    Pictures over, beside or none.
    """
    kind = v % 5
    made = []

    def facts():
        size = f"{t.number(10, 200)} × {t.number(10, 200)} cm"
        said = [
            t.name(),
            f"<i>{t.title(1, 5)}</i>, {t.number(1500, 1990)}",
            f"{t.phrase(2, 4)}, {size}",
            f"{t.place()}, {t.surname()} Collection",
        ]
        return said[t.number(0, 1) :]

    n = {0: 4, 1: 4, 2: 8, 3: t.pick((4, 6, 9)), 4: 14}[kind]
    for k in range(1, n + 1):
        no = t.pick((f"{k}", f"{k}.", f"Cat. {k}"))
        data = el("p", lines(*facts()), cls="n")
        text = join(*paras(t, 1, 2, 1, 5))
        below = el("p", f"Lit.: {work(t)}", cls="n small") if chance(t, 0.4) else ""
        if kind == 0:
            made.append(
                el(
                    "div",
                    figure(t, (90, 200), " ", style="width: 14em"),
                    el("div", el("h3", no), data, text, below),
                    cls="grid",
                    style="grid-template-columns: auto 1fr",
                )
            )
        elif kind == 1:
            made.append(
                el(
                    "div",
                    el("h3", no),
                    el("div", data, text, below),
                    cls="grid",
                    style="grid-template-columns: 3.5em 1fr",
                )
            )
        elif kind == 2:
            made.append(
                el(
                    "div",
                    el("h3", no),
                    data,
                    text,
                    below,
                    style="break-inside: avoid; margin-bottom: 1em",
                )
            )
        elif kind == 3:
            made.append(
                el(
                    "div",
                    el("div", style=f"height: {90 + v * 12}px; background: #ddd"),
                    el("p", lines(no, *facts()), cls="n", role="caption"),
                )
            )
        else:
            made.append(
                [
                    no,
                    lines(*facts()),
                    f"{t.number(1500, 1990)}",
                    t.pick(("", f"pl. {t.number(1, 50)}")),
                ]
            )
    if kind == 2:
        body = columns(t, made, t.pick((2, 3)))
    elif kind == 3:
        body = el(
            "div",
            *made,
            cls="grid",
            any=True,
            style=f"grid-template-columns: repeat({t.pick((2, 3))}, 1fr); gap: 22px {t.pick(GAPS)}",
        )
    elif kind == 4:
        body = table(
            t.pick(("", ["No.", "Work", "Date", "Plate"])),
            made,
            cls=t.pick(("", "ruled")),
            style="width: 100%",
        )
    else:
        body = join(*made)
    css = (
        f".grid {{ column-gap: {t.pick((1.6, 2.5))}em }} "
        f"p + p {{ margin-top: {t.pick((2, 8))}px }} h1, h2, h3 {{ text-align: left }} "
        f"div > .grid, body > .grid {{ margin-bottom: {t.pick((8, 22))}px }} "
        f"td {{ padding: 3px 12px }}"
    )
    return book(
        t,
        framed(t, el("h1", t.title(2, 4)) if chance(t) else "", body),
        css,
        ems=(40, 58),
        size=(11, 16),
    )


@family(10)
def chronology(t, v):
    """Years beside, over or in line with what happened.

    In two columns, or as a table of several fields.
    """
    kind = v % 5
    year = t.number(1100, 1900)
    items = []
    for _ in range(t.number(10, 24)):
        year += t.number(1, 9)
        when = t.pick(
            (
                str(year),
                str(year),
                f"{year}–{(year + 3) % 100:02}",
                f"{t.pick(MONTHS)} {year}",
                f"c. {year}",
            )
        )
        items.append((when, [t.sentence(4, 18) for _ in range(t.pick((1, 1, 1, 2, 3)))]))
    width = t.pick((6.5, 8, 10))
    gap = t.pick((1.6, 2.2, 3.5))
    space = t.pick((0, 4, 12))
    css = (
        f"dt {{ font-weight: {t.pick(('bold', 'normal'))} }} .g {{ display: grid; "
        f"grid-template-columns: {width}em 1fr; column-gap: {gap}em; "
        f"margin-bottom: {space}px; break-inside: avoid }} h1, h2 {{ text-align: left }}"
    )
    entry_of = lambda x, cls: el("dl", el("dt", x[0]), el("dd", each("p", x[1], cls="n")), cls=cls)  # noqa: E731
    if kind == 0:
        body = join(*(entry_of(x, "g") for x in items))
    elif kind == 1:
        body = columns(t, [entry_of(x, "g") for x in items], 2)
        css += ".g { grid-template-columns: 6.5em 1fr; column-gap: 1.6em }"
    elif kind == 2:
        body = columns(t, [entry_of(x, "o") for x in items], t.pick((1, 2, 3)))
        css += f".o {{ margin-bottom: {space + 4}px; break-inside: avoid }}"
    elif kind == 3:
        cells = [
            [x[0], x[1][0], *(t.sentence(3, 9) if chance(t, 0.6) else "" for _ in range(2))]
            for x in items[:14]
        ]
        body = table(
            ["Year", *(t.title(1, 2) for _ in range(3))] if chance(t, 0.8) else "",
            cells,
            cls=t.pick(("", "ruled")),
            style="width: 100%",
        )
        css += f"td, th {{ padding: {t.pick((2, 7))}px 12px {t.pick((2, 7))}px 0 }}"
    else:
        body = columns(
            t, [el("p", f"<b>{a}</b> {' '.join(b)}", cls="h") for a, b in items], t.pick((1, 2))
        )
    top = (
        el("h1", t.pick(("Chronology", "Important Dates", t.title(2, 4)))) if chance(t, 0.7) else ""
    )
    two = kind in (1, 2, 3)
    return book(
        t, framed(t, top, body), css, ems=(50, 64) if two else (34, 46), size=(11, 16), indent=False
    )


def person(t):
    return (
        t.name(),
        f"{t.pick(('b.', '*', 'born'))} {t.number(1700, 1850)}",
        f"d. {t.number(1850, 1930)}",
    )


@family(8)
def family_tree(t, v):
    """Persons in boxes: generations in rows, or from left to right in columns."""
    place = t.pick(("center", "left"))
    pad = t.pick((4, 10))

    def box(extra=True):
        name, born, died = person(t)
        said = [name] + (
            [born, died] if extra else [f"{t.number(1700, 1800)}–{t.number(1810, 1890)}"]
        )
        if chance(t, 0.2):
            said.append("m. " + t.name())
        return el(
            "div",
            lines(*said),
            cls=t.pick(("box", "box")) if v % 4 else "",
            style=f"padding: {pad}px; text-align: {place}",
        )

    extra = chance(t)
    if v % 2 == 0:
        count, made = 1, []
        for _ in range(t.number(3, 4)):
            inner = [box(extra) for _ in range(count)]
            made.append(
                el(
                    "div",
                    *inner,
                    any=True,
                    cls="flex",
                    style=f"justify-content: space-around; gap: {t.pick((22, 34))}px; "
                    f"margin-bottom: {t.pick((24, 50))}px",
                )
            )
            count = min(count + t.number(1, 2), 5)
        body = join(*made)
    else:
        depth = t.pick((3, 4))
        made = [
            el(
                "div",
                *(box(extra) for _ in range(2**k)),
                style="flex: 1; display: flex; flex-direction: column; "
                "justify-content: space-around; gap: 12px",
            )
            for k in range(depth)
        ]
        body = el("div", *made, cls="flex", style=f"gap: {t.pick((24, 40, 60))}px")
    top = (
        el("h1", t.pick(("The Family of ", "Pedigree of ")) + t.surname()) if chance(t, 0.8) else ""
    )
    return book(
        t,
        join(top, body, el("p", t.sentence()) if chance(t, 0.4) else ""),
        ems=(54, 66),
        size=(11, 15),
        indent=False,
    )


@family(8)
def genealogy(t, v):
    """Descendants by indents, with numbers hanging; sheets of a family; registers of names."""
    kind = v % 4
    name = lambda: (
        f"{t.name()}, {t.pick(('b.', '*'))} "
        f"{t.date()}, {t.pick(('d.', '†'))} {t.place()} {t.number(1800, 1950)}"
    )  # noqa: E731
    css = "h1, h2 { text-align: left } td, th { padding: 3px 10px }"
    if kind == 0:
        made, depth = [], 0
        step = t.pick((1.5, 2.5, 4))
        for k in range(t.number(16, 34)):
            made.append(
                el(
                    "p",
                    f"{t.pick(('I', 'II', 'III', 'IV')) if not depth else k}. "
                    f"{name()}{t.pick(('', '; m. ' + t.name()))}",
                    cls="n",
                    style=f"margin-left: {depth * step}em",
                )
            )
            depth = max(0, min(5, depth + t.pick((-2, -1, 0, 0, 1, 1))))
        body = join(*made)
    elif kind == 1:
        facts = lambda: el(
            "dl",
            pairs(
                [
                    (x, t.pick((t.date(), f"{t.date()}, {t.place()}")))
                    for x in ("Born", "Married", "Died", "Buried")[: t.number(2, 4)]
                ]
            ),
            cls="grid",
            style="grid-template-columns: 5em 1fr; column-gap: 1.6em",
        )  # noqa: E731
        both = [el("div", el("h2", x), el("p", t.name()), facts()) for x in ("Husband", "Wife")]
        cells = [
            [k, t.name(), t.date(), t.place(), t.pick(("", t.name()))]
            for k in range(1, t.number(4, 11))
        ]
        body = el(
            "div",
            *both,
            cls=t.pick(("grid", "")),
            style=f"grid-template-columns: 1fr 1fr; gap: {t.pick(GAPS)}",
        )
        body += el("h2", "Children") + table(
            ["", "Name", "Born", "Place", "Married"], cells, style="width: 100%"
        )
    elif kind == 2:
        made = []
        for k in range(1, t.number(4, 7)):
            made.append(el("p", f"<b>{k}.</b> {name()}. {t.text(1, 4)} Children:"))
            made += [
                el(
                    "div",
                    el("span", r, style="width: 3em; text-align: right; flex: none"),
                    el("span", name(), style="padding-left: 1.6em"),
                    cls="flex",
                )
                for r in ("i.", "ii.", "iii.", "iv.")[: t.number(2, 4)]
            ]
        body = join(*made)
    else:
        cells = [
            [
                t.surname(),
                t.pick("Ada Hugo Clara Neil".split()),
                t.number(1780, 1900),
                t.pick(("", t.number(1801, 1950))),
                t.pick(("", t.place())),
                t.pick(("", t.words(3))),
            ]
            for _ in range(t.number(14, 30))
        ]
        body = table(
            ["Name", "", "Born", "Died", "Place", "Notes"],
            cells,
            cls=t.pick(("", "ruled")),
            style="width: 100%",
        )
    return book(
        t,
        framed(t, el("h1", "Descendants of " + t.name()) if chance(t, 0.6) else "", body),
        css,
        ems=(42, 56),
        size=(11, 16),
        indent=False,
    )


@family(8)
def quotations(t, v):
    """Sayings with their authors at the right, below, or in line; by subjects.

    One to three columns; riddles.
    """
    kind = v % 4
    made = []
    for k in range(t.number(10, 20)):
        if k % 6 == 0 and chance(t, 0.6):
            made.append(el("h2", t.title(1, 2)))
        text = t.text(1, 3)
        if kind == 0:
            made.append(
                el(
                    "div",
                    el("p", f"“{text}”"),
                    el(
                        "p",
                        "— " + t.name() + t.pick(("", ", " + t.title(1, 3))),
                        style="text-align: right !important",
                    ),
                    cls="q",
                )
            )
        elif kind == 1:
            made.append(
                el(
                    "div",
                    el("p", f"{k + 1} {text}", cls="n"),
                    el(
                        "p",
                        f"<i>{t.title(1, 4)}</i> ({t.number(1600, 1950)})",
                        cls="n",
                        style="padding-left: 2em",
                    ),
                    cls="q",
                )
            )
        elif kind == 2:
            made.append(
                el(
                    "div",
                    el("h3", t.name().upper()),
                    el("p", f"{t.number(1500, 1800)}–{t.number(1801, 1900)}", cls="n"),
                    el("p", text),
                    cls="q",
                )
            )
        else:
            made.append(
                el(
                    "div",
                    el("p", f"{k + 1}. {text[:-1]}?"),
                    *(
                        [
                            el(
                                "p",
                                f"({t.words(t.number(1, 3))})",
                                style=f"text-align: {t.pick(('right', 'center'))} !important",
                            )
                        ]
                    ),
                    cls="q",
                )
            )
    count = t.pick((1, 2, 2, 3))
    css = (
        f".q {{ margin-bottom: {t.pick((6, 14, 24))}px; break-inside: avoid }} "
        f".q p {{ margin: 0 }} h2 {{ break-after: avoid }}"
    )
    wide = count * t.number(18, 24) + (12 if count == 1 else 0)
    return book(
        t, framed(t, columns(t, made, count)), css, ems=(wide, wide), size=(12, 17), indent=False
    )


@family(10)
def almanac(t, v):
    """Calendars and almanacs: days in rows, in a grid of weeks, small months, feasts beside."""
    kind = v % 5
    days = "Mon Tue Wed Thu Fri Sat Sun".split()
    month = t.pick(MONTHS)
    css = (
        f"td, th {{ padding: {t.pick((2, 5))}px {t.pick((5, 10))}px }} "
        f"h1, h2 {{ text-align: {t.pick(('left', 'center'))} }}"
    )

    def small(name):
        first = t.number(0, 6)
        flat = [""] * first + list(range(1, 31))
        weeks = [
            flat[k : k + 7] + [""] * (7 - len(flat[k : k + 7])) for k in range(0, len(flat), 7)
        ]
        return el("div", el("h3", name), table([d[:2] for d in days], weeks, cls="mo"))

    if kind == 0:
        fast = lambda k: [
            k,
            days[k % 7],
            t.pick(("", t.phrase(1, 4), "St. " + t.name())),
            t.time(),
            t.time(),
            t.pick(("", f"{t.number(0, 23)}.{t.number(10, 59)}")),
        ]  # noqa: E731
        body = table(
            t.pick(("", ["", "", "Feasts", "Sun rises", "Sets", "Moon"])),
            [fast(k) for k in range(1, t.pick((16, 29, 32)))],
            cls=t.pick(("", "ruled")),
            style="width: 100%",
        )
    elif kind == 1:
        cells = []
        first = t.number(0, 6)
        for k in range(-first + 1, 36 - first):
            inner = (
                (
                    el("p", k, cls="n"),
                    *some(t, 0, 2, lambda: el("p", t.phrase(1, 3), cls="n small")),
                )
                if 0 < k < 31
                else ()
            )
            cells.append(el("div", *inner, cls="box", style="padding: 4px"))
        heads = each("div", days) if chance(t, 0.8) else ""
        body = el(
            "div",
            heads,
            *cells,
            cls="grid",
            style=f"grid-template-columns: repeat(7, 1fr); "
            f"grid-auto-rows: minmax({t.pick((10, 40))}px, auto)",
        )
    elif kind == 2:
        n = t.pick((2, 3))
        body = el(
            "div",
            *(small(m) for m in MONTHS[: n * t.pick((1, 2))]),
            cls="grid",
            style=f"grid-template-columns: repeat({n}, 1fr); gap: 20px {t.pick((24, 44))}px",
        )
        css += ".mo td, .mo th { text-align: right; padding: 2px 5px }"
    elif kind == 3:  # the month beside the advice
        said = [el("h2", "In the garden"), *paras(t, 2, 4), el("h2", "Weather"), *paras(t, 1, 2)]
        dates = [
            el(
                "li",
                el("span", k, style="width: 2.5em; flex: none"),
                el("span", t.phrase(2, 9)),
                cls="flex",
            )
            for k in range(1, t.number(12, 29), t.pick((1, 2)))
        ]
        body = el(
            "div",
            el("div", *dates),
            el("div", *said),
            cls="grid",
            style=f"grid-template-columns: 1fr {t.pick((1, 1.5))}fr; gap: {t.pick(GAPS[2:])}",
        )
    else:  # a week of a diary
        inner = [
            el(
                "div",
                el("h3", f"{k + t.number(1, 2)} {d}day"),
                *some(t, 0, 3, lambda: el("p", f"{t.time()} {t.phrase(2, 5)}", cls="n")),
                style=f"min-height: {t.pick((60, 110))}px",
            )
            for k, d in enumerate(days)
        ]
        halves = [join(*inner[:3]), join(*inner[3:])]
        body = el(
            "div",
            each("div", halves),
            cls="grid",
            style="grid-template-columns: 1fr 1fr; gap: " + t.pick(GAPS[2:]),
        )
    top = el("h1", f"{month} {t.number(1850, 2024)}") if chance(t, 0.8) else ""
    return book(t, framed(t, top, body), css, ems=(48, 60), size=(11, 15), indent=False)


@family(8)
def phrasebook(t, v):
    """Phrases in two, three or four columns: what is meant, what is said, how it sounds."""
    other = t.of(t.pick("de fr it ru el".split()))
    count = (3, 3, 2, 4)[v % 4]
    made = [el("h1", t.title(1, 3)) if chance(t, 0.6) else ""]
    form = "" if chance(t, 0.7) else "ruled"
    stacked = v == 5
    for _ in range(t.number(1, 2)):
        made.append(el("h2", t.phrase(1, 3)) if chance(t, 0.8) else "")
        cells = []
        for _ in range(t.number(7, 14)):
            low, high = t.pick(((1, 2), (2, 5), (5, 9)))
            sound = "-".join(t.words(t.number(2, 4)).split())
            cells.append([t.phrase(low, high), other.phrase(low, high), sound, t.words(2)][:count])
        if stacked:
            made.append(
                columns(
                    t,
                    [
                        el(
                            "div",
                            each("p", x, cls="n"),
                            style="break-inside: avoid; margin-bottom: 8px",
                        )
                        for x in cells
                    ],
                    2,
                )
            )
        else:
            made.append(
                table(
                    "" if chance(t, 0.6) else ["English", "Foreign", "Say", "Note"][:count],
                    cells,
                    cls=form,
                    style="width: 100%; table-layout: fixed",
                )
            )
    css = f"td {{ padding: {t.pick((1, 3, 7))}px {t.pick((12, 20, 30))}px {t.pick((1, 3))}px 0 }}"
    return book(t, framed(t, *made), css, ems=(42, 58), size=(11, 16), indent=False)


@family(8)
def crossword(t, v):
    """Clues across and down, beside each other or under the grid, in two to four columns."""
    clue = lambda k: f"{k} {t.phrase(2, 8)} ({t.number(3, 9)}{t.pick(('', '', ',4', '-3'))})"  # noqa: E731
    hang = chance(t, 0.35)

    def clues(name, split):
        k, made = 0, []
        for _ in range(t.number(9, 17)):
            k += t.number(1, 3)
            no, text = clue(k).split(" ", 1)
            made.append(
                el(
                    "li",
                    el("span", no, style="width: 2.2em; flex: none"),
                    el("span", text),
                    cls="flex",
                )
                if hang
                else el("li", f"{no} {text}", cls="h")
            )
        inner = columns(t, made, 2, rule=False) if split else join(*made)
        return el(t.pick(("h2", "h3")), name) + inner

    grid = el(
        "div",
        style=f"height: {t.number(200, 380)}px; width: {t.number(200, 380)}px; "
        f"border: 1px solid; margin: 12px auto",
    )
    kind = v % 4
    split = kind == 1 and chance(t, 0.6)
    across, down = clues("Across", split), clues("Down", split)
    if kind in (0, 1):
        body = el(
            "div",
            el("div", across),
            el("div", down),
            cls="grid",
            style=f"grid-template-columns: 1fr 1fr; gap: {t.pick(GAPS)}",
        )
        body = grid + body if chance(t, 0.8) else body + grid
    elif kind == 2:
        body = el(
            "div",
            el("div", grid),
            el("div", across),
            el("div", down),
            cls="grid",
            style=f"grid-template-columns: 1.3fr 1fr 1fr; gap: {t.pick(GAPS)}",
        )
    else:
        body = grid + across + down
    low = ""
    if chance(t, 0.5):
        low = el(
            "div",
            el("h3", "Solution to No. " + str(t.number(10, 900))),
            el("p", f"Across: {', '.join(f'{k} {t.words(1)}' for k in range(1, 12))}.", cls="n"),
            cls="small",
            style="margin-top: 18px",
        )
    top = el("h1", f"Crossword {t.number(1, 999)}") + (
        el("p", "Set by " + t.name()) if chance(t) else ""
    )
    css = ".h { padding-left: 1.6em; text-indent: -1.6em } h2, h3 { text-align: left }"
    return book(
        t,
        join(top, body, low),
        css,
        ems=(46, 60) if kind < 3 else (24, 32),
        size=(11, 16),
        indent=False,
    )


@family(8)
def quiz(t, v):
    """Questions by rounds in one to three columns, and the answers.

    Below, in a box, in a table, beside.
    """
    count = t.pick((1, 2, 3))
    made, total = [], 0
    for r in range(t.number(1, 3)):
        made.append(el("h2", t.pick((f"Round {r + 1}", t.title(1, 3)))))
        for k in range(1, t.number(6, 11)):
            total += 1
            made.append(el("li", f"{k}. {t.sentence(5, 13)[:-1]}?", cls="h"))
            if chance(t, 0.25):
                made.append(
                    el(
                        "li",
                        f"a) {t.words(1)}&nbsp; b) {t.words(1)}&nbsp; c) {t.words(1)}",
                        style="padding-left: 1.5em",
                    )
                )
    answers = [f"{k}. {t.phrase(1, 3)}" for k in range(1, min(total, 12) + 1)]
    body = columns(t, made, count)
    kind = v % 4
    if kind == 0:
        low = el("p", "Answers: " + "; ".join(answers), cls="n small")
    elif kind == 1:
        low = el("h3", "Answers") + el(
            "ul",
            each("li", answers),
            cls="small",
            style=f"column-count: {t.pick((2, 3, 4))}; column-gap: 1.6em",
        )
    elif kind == 2:
        low = table(
            "",
            [[k + 1 for k in range(8)], [t.pick(list("ABCD")) for _ in range(8)]],
            style=f"width: {t.pick((50, 100))}%",
        )
    else:
        low = ""
        side = el(
            "aside",
            el("h3", "Answers"),
            el("ul", each("li", answers)),
            cls="box",
            style="padding: 10px; align-self: start",
        )
        body = el(
            "div",
            el("div", columns(t, made, 1)),
            side,
            cls="grid",
            style=f"grid-template-columns: 1fr 13em; gap: {t.pick(GAPS[1:])}",
        )
    low = el("div", low, style=f"margin-top: {t.pick((14, 40))}px")
    css = (
        f"li {{ margin-bottom: {t.pick((0, 3, 8))}px }} td {{ padding: 3px }} "
        f"h2, h3 {{ break-after: avoid }}"
    )
    return book(
        t,
        framed(t, el("h1", t.title(1, 3)), body, low),
        css,
        ems=(max(32, count * 18), max(38, count * 22)),
        size=(12, 17),
        indent=False,
    )


@family(8)
def diary(t, v):
    """Entries of a diary: the date over the text, in the margin, run in, or at the right.

    Places, notes.
    """
    kind = v % 4
    made = []
    for _ in range(t.number(4, 8)):
        day = t.pick(
            (
                t.date(),
                f"{t.pick('Monday Friday Sunday'.split())}, {t.date()}",
                f"{t.number(1, 30)} {t.pick(MONTHS)[:3]}.",
            )
        )
        text = paras(t, 1, 2, 1, 5)
        if kind == 0:
            made += [el("h3", day), *text]
        elif kind == 1:
            made.append(el("div", el("label", day), el("div", *text), cls="grid"))
        elif kind == 2:
            made += [el("p", f"<i>{day}.</i> {t.text(1, 6)}"), *text[1:]]
        else:
            made += [
                el("div", el("label", t.place()), el("label", day), cls="between")
                if chance(t)
                else el("p", day, style="text-align: right !important"),
                *text,
            ]
        if chance(t, 0.2):
            made.append(el("p", f"[{t.text(1, 2)}]", cls="n small", style="margin: .5em 2em"))
    css = (
        f".grid {{ grid-template-columns: {t.pick((6, 8))}em 1fr; "
        f"column-gap: {t.pick((1.6, 2.5))}em; margin-bottom: {t.pick((4, 16))}px }} "
        f"h3 {{ text-align: {t.pick(('left', 'right', 'center'))} }}"
    )
    low = (
        el("div", *notes(t, t.number(1, 4)), cls="small", style="margin-top: 14px")
        if chance(t, 0.4)
        else ""
    )
    count = 2 if chance(t, 0.2) and kind != 1 else 1
    return book(
        t, framed(t, columns(t, made, count), low), css, ems=(30, 42) if count == 1 else (48, 60)
    )


@family(8)
def correspondence(t, v):
    """Letters in an edition: number, to whom, place and date, text, farewell, source, notes."""
    made = []
    place = t.pick(("right", "left", "center"))
    for k in range(t.number(1, 3)):
        no = str(t.number(1, 300))
        head = f"To {t.name()}"
        form = t.number(0, 2)
        if form == 0:
            made += [el("h2", no), el("h3", head)]
        elif form == 1:
            made.append(
                el("div", el("h3", no), el("h3", head), el("p", t.date(), cls="n"), cls="between")
            )
        else:
            made.append(el("h2", f"{no}. {head}"))
        if form != 1:
            made.append(
                el(
                    "p",
                    lines(t.street(), t.date()) if chance(t) else f"{t.place()}, {t.date()}",
                    cls="n",
                    style=f"text-align: {place} !important",
                )
            )
        made.append(el("p", f"{t.pick(('My dear', 'Dear', 'Sir,'))} {t.surname()},", cls="n"))
        made += paras(t, 2, 5)
        made.append(el("p", t.phrase(3, 6) + ",", style="padding-left: 40%"))
        made.append(el("p", t.name(), style="text-align: right !important"))
        if chance(t, 0.5):
            made.append(el("p", "P.S. " + t.text(1, 2)))
        if chance(t, 0.5):
            made.append(
                el(
                    "p",
                    f"MS {t.place()}; {t.sentence(4, 9)}",
                    cls="n small",
                    style="margin: .6em 0",
                )
            )
    low = (
        el(
            "div",
            columns(t, notes(t, t.number(3, 8)), t.pick((1, 1, 2)), rule=False),
            cls="small",
            style="margin-top: 16px",
        )
        if chance(t, 0.6)
        else ""
    )
    return book(t, framed(t, *made, low), ems=(32, 46))


@family(6)
def concordance(t, v):
    """A word in its contexts, lined up in the middle, with the places at the left or right."""
    made = []
    for _ in range(t.number(1, 3)):
        word = letters(t)
        made.append(el("h3", f"{word} ({t.number(8, 90)})") if chance(t, 0.8) else "")
        cells = []
        for _ in range(t.number(8, 18)):
            row = [t.words(t.number(3, 4)), f"<b>{word}</b>", t.words(t.number(3, 4))]
            where = f"{t.pick('Ps Ex Lk'.split())} {t.number(1, 90)}.{t.number(1, 30)}"
            row = row if v % 3 == 0 else [where, *row] if v % 3 == 1 else [*row, where]
            cells.append(
                "".join(el("td", x, cls="right" if x == row[v % 3 == 1] else "") for x in row)
            )
        made.append(el("table", each("tr", cells), style="width: 100%"))
    css = f"td {{ padding: {t.pick((0, 2))}px {t.pick((0.4, 1, 1.7))}em 0 0; white-space: nowrap }}"
    return book(t, framed(t, *made), css, ems=(54, 64), size=(11, 15))


@family(8)
def grammar(t, v):
    """A grammar: paragraphs with numbers, examples with meanings, tables of forms side by side."""
    other = t.of(t.pick("la de ru el fr".split()))
    kind = t.pick((0, 1))
    made = []

    def forms(full=True):
        head = ["", "Singular", "Plural"]
        cells = [
            [x, *(other.words(1) for _ in range(2))]
            for x in ("Nom.", "Gen.", "Dat.", "Acc.", "Abl.")[: t.number(3, 5)]
        ]
        return table(
            head if full else "",
            cells,
            t.phrase(1, 3) if chance(t, 0.4) else "",
            cls=t.pick(("", "ruled")),
            style="width: 100%",
        )

    for k in range(t.number(4, 7)):
        no = t.number(10, 20) + 10 * k
        if chance(t, 0.3):
            made.append(el("h2", t.title(2, 4)))
        if kind:
            made.append(
                el(
                    "div",
                    el("span", f"§ {no}", style="width: 3.5em; flex: none"),
                    el("p", t.text(1, 4)),
                    cls="flex",
                )
            )
        else:
            made.append(el("p", f"<b>{no}.</b> {t.text(1, 4)}"))
        how = t.number(0, 3)
        if how == 0:
            made.append(
                el(
                    "div",
                    forms(),
                    forms(),
                    cls="grid",
                    style=f"grid-template-columns: 1fr 1fr; gap: {t.pick(GAPS[2:])}; "
                    f"margin: 10px 0",
                )
            )
        elif how == 1:
            made.append(el("div", forms(), style="width: 60%; margin: 10px 3em"))
        elif how == 2:
            cells = [
                (f"<i>{other.phrase(2, 5)}</i>", t.phrase(2, 6)) for _ in range(t.number(3, 8))
            ]
            made.append(
                el(
                    "table",
                    rows(cells),
                    style=f"margin: 8px 0 8px {t.pick((0, 2, 4))}em; width: {t.pick((60, 90))}%",
                )
            )
    css = (
        f"td, th {{ padding: {t.pick((1, 4))}px 14px {t.pick((1, 4))}px 0 }} "
        f".ruled td {{ padding-left: 6px }}"
    )
    return book(t, framed(t, *made), css, ems=(38, 50), size=(12, 17))


@family(8)
def publisher_list(t, v):
    """The last pages of a book.

    Works by the same author, new books with prices and opinions, errata.
    """
    kind = v % 4
    if kind == 0:
        groups = [
            join(el("h3", t.title(1, 2)), *some(t, 3, 8, lambda: el("p", t.title(2, 6), cls="n")))
            for _ in range(t.number(2, 4))
        ]
        body = columns(t, groups, t.pick((1, 1, 2)))
        body = el("p", f"By {t.name()}") + body
    elif kind == 1:
        made = []
        for _ in range(t.number(4, 8)):
            price = f"{t.number(1, 30)}s. {t.number(1, 11)}d."
            top = (
                el("div", el("h3", t.title(2, 5)), el("p", price, cls="n"), cls="between")
                if v > 3
                else el("h3", t.title(2, 6))
            )
            made.append(
                el(
                    "div",
                    top,
                    el("p", t.name(), cls="n"),
                    el("p", t.text(1, 4)),
                    "" if v > 3 else el("p", price, style="text-align: right !important"),
                    style="break-inside: avoid; margin-bottom: 14px",
                )
            )
        body = columns(t, made, t.pick((1, 2)))
    elif kind == 2:
        cells = [
            [t.number(1, 300), t.number(1, 40), t.words(t.number(1, 4)), t.words(t.number(1, 4))]
            for _ in range(t.number(8, 22))
        ]
        body = table(
            ["Page", "Line", "For", "Read"] if chance(t, 0.8) else "",
            cells,
            cls=t.pick(("", "ruled")),
            style=f"width: {t.pick((70, 100))}%",
        )
    else:
        made = [
            el(
                "li",
                el("span", k, style="width: 2.5em; flex: none"),
                el("span", t.name() + ": ", el("i", t.title(2, 5)), style="flex: 1"),
                el("span", t.money(1, 30)),
                cls="flex",
            )
            for k in range(1, t.number(16, 40))
        ]
        body = columns(t, made, t.pick((1, 2)))
    top = el(
        "h1",
        t.pick(
            ("Errata",)
            if kind == 2
            else ("New Books", "The " + t.surname() + " Library", "Also published")
        ),
    )
    css = "td, th { padding: 2px 14px 2px 0 } h3 { margin-bottom: 2px }"
    wide = (46, 60) if "column-count: 2" in body or "flex: 1; min" in body else (30, 42)
    return book(t, framed(t, top, body), css, ems=wide, size=(12, 16), indent=False)


@family(8)
def language_course(t, v):
    """A lesson of a language: a dialogue, words beside it, notes, exercises in columns."""
    other = t.of(t.pick("de fr it ru".split()))
    people = t.rng.sample(["Ada", "Hugo", "Clara", "Leo", "Frau K.", "M. Dupont"], 2)
    said = [(people[k % 2], other.sentence(3, 12)) for k in range(t.number(6, 14))]
    form = t.number(0, 2)
    if form == 0:
        talk = el(
            "dl",
            *(el("dt", a) + el("dd", b) for a, b in said),
            cls="grid",
            style="grid-template-columns: 5em 1fr; column-gap: 1.6em",
        )
    elif form == 1:
        talk = each("p", (f"<b>{a}:</b> {b}" for a, b in said), cls="h")
    else:
        talk = el(
            "table", rows([(f"{a}: {b}", t.sentence(3, 10)) for a, b in said]), style="width: 100%"
        )
    words = each(
        "p",
        [f"<b>{other.words(1)}</b> {t.words(t.number(1, 3))}" for _ in range(t.number(8, 18))],
        cls="n",
    )
    gap = t.pick(GAPS[1:])
    if v % 3 == 0 and form < 2:
        body = el(
            "div",
            el("div", talk),
            el("aside", words),
            cls="grid",
            style=f"grid-template-columns: 1fr {t.number(11, 15)}em; gap: {gap}",
        )
    elif v % 3 == 1 and form < 2:
        body = el(
            "div",
            el("aside", words),
            el("div", talk),
            cls="grid",
            style=f"grid-template-columns: {t.number(11, 15)}em 1fr; gap: {gap}",
        )
    else:
        body = (
            talk
            + el("h3", "Words")
            + el("div", words, style=f"column-count: {t.pick((2, 3))}; column-gap: {gap}")
        )
    more = []
    for k in range(t.number(1, 3)):
        items = [f"{j}. {other.sentence(3, 7)}" for j in range(1, t.number(5, 9))]
        more += [
            el("h3", f"{t.pick(('Exercise', 'Drill', 'Note'))} {k + 1}"),
            el("p", t.sentence()),
            el("ul", each("li", items), style=f"column-count: {t.pick((1, 2))}; column-gap: {gap}"),
        ]
    css = (
        f"td {{ padding: 2px 18px 2px 0 }} h1, h2, h3 {{ text-align: left }} "
        f"dd {{ margin-bottom: {t.pick((0, 5))}px }}"
    )
    return book(
        t,
        framed(t, el("h1", f"Lesson {t.number(1, 40)}: {t.title(1, 3)}"), body, *more),
        css,
        ems=(40, 54),
        size=(12, 17),
        indent=False,
    )


# --- mixed pages ----------------------------------------------------------------------------------


def half(t):
    """One page of an open book, of one kind or another."""
    kind = t.number(0, 6)
    small = "font-size: 80%; margin-top: 1em"
    if kind == 0:
        return join(*chapter(t, 4, 8))
    if kind == 1:
        return join(
            el("h2", t.title(1, 4)),
            *paras(t, 2, 4),
            el("div", *notes(t, t.number(2, 6)), style=small),
        )
    if kind == 2:
        return columns(
            t, some(t, 20, 40, lambda: el("p", f"{t.phrase(1, 3)}, {t.number(1, 400)}", cls="h")), 2
        )
    if kind == 3:
        title, stanzas, by = poem(t, "right")
        return join(title, *stanzas, by)
    if kind == 4:
        return join(figure(t, (160, 420)), *paras(t, 0, 3))
    if kind == 5:
        cells = [[t.phrase(1, 3), t.number(1, 900), t.money()] for _ in range(t.number(6, 14))]
        return join(
            *paras(t, 1, 2),
            table(t.pick(("", ["", "No.", "Sum"])), cells, t.phrase(2, 5), style="width: 100%"),
            *paras(t, 1, 2),
        )
    return columns(t, paras(t, 4, 8), 2, t.pick(GAPS[:3]))


@family(10)
def open_book(t, v):
    """Two pages of different kinds side by side, each with its number and its running head."""
    sides = []
    low = chance(t, 0.4)
    for side in range(2):
        no = el("page-no", 2 * t.number(5, 200) + side)
        name = el("header", t.title(1, 4)) if chance(t, 0.8) else ""
        both = [no, name] if side == 0 else [name, no]
        top = el("div", *both, cls="between") if not low else el("div", name, cls="center")
        foot = el("div", no, cls=t.pick(("center", "right" if side else ""))) if low else ""
        sides.append(
            el(
                "div",
                top,
                el("div", half(t), style=f"margin: {t.pick((4, 14, 30))}px 0"),
                foot,
                style="flex: 1; min-width: 0",
            )
        )
    css = numbering("right") + ".st { margin-bottom: 1em } td, th { padding: 2px 8px }"
    return book(
        t,
        el("div", *sides, cls="flex", style=f"gap: {t.pick((24, 40, 70, 110))}px"),
        css,
        ems=(64, 84),
        size=(10, 15),
    )


@family(8)
def anthology(t, v):
    """An introduction, a poem or a piece of prose, notes and questions, in several measures."""
    intro = el("p", t.text(2, 5), style=f"font-style: italic; margin: 1em {t.pick((0, 3))}em")
    side = t.pick(("", "right", "left"))
    title, stanzas, by = poem(t, side, stanzas=(3, 7))
    middle = (
        columns(t, stanzas, t.pick((1, 2, 2)), t.pick(GAPS[2:]))
        if v % 2
        else columns(t, paras(t, 4, 8), t.pick((1, 2)))
    )
    words = [
        el("foot-note", f"<b>{t.words(1)}</b>: {t.words(t.number(2, 6))}")
        for _ in range(t.number(4, 14))
    ]
    words = el(
        "div",
        columns(t, words, t.pick((1, 2, 3)), rule=False),
        style=f"font-size: {t.pick((75, 90))}%; margin: 1em 0",
    )
    items = each(
        "li", [f"{k}. {t.sentence(6, 18)[:-1]}?" for k in range(1, t.number(4, 8))], cls="h"
    )
    asked = join(
        el("h3", t.pick(("Questions", "For discussion", "Think and write"))), el("ul", items)
    )
    life = el("div", el("h3", t.name()), *paras(t, 1, 2), style="font-size: 90%")
    last = [words, asked if chance(t, 0.6) else ""]
    if chance(t, 0.35):
        last = [
            el(
                "div",
                el("div", asked),
                life,
                cls="grid",
                style=f"grid-template-columns: 1fr 1fr; gap: {t.pick(GAPS[1:])}",
            )
        ]
    css = numbering(side or "right") + (
        f".st {{ margin-bottom: {t.pick((0.6, 1.1))}em; break-inside: avoid }} "
        f"h1, h2, h3 {{ text-align: left }}"
    )
    return book(
        t,
        framed(
            t,
            title,
            el("p", t.name()) if chance(t) else by,
            intro if chance(t, 0.8) else "",
            middle,
            *last,
        ),
        css,
        ems=(42, 58),
        size=(11, 17),
    )


@family(10)
def illustrated(t, v):
    """Prose round pictures.

    Floated with captions, in rows, across, with captions together at the side.
    """
    kind = v % 5
    made = [el("h2", t.title(2, 5)) if chance(t) else ""]
    if kind < 2:  # pictures let into the text
        for _ in range(t.number(2, 3)):
            side = t.pick(("left", "right"))
            other = "right" if side == "left" else "left"
            width = t.number(30, 48)
            made.append(
                figure(
                    t,
                    (90, 200),
                    style=f"float: {side}; width: {width}%; margin: 4px 0 8px; "
                    f"margin-{other}: {t.pick((14, 22, 34))}px",
                    free=True,
                )
            )
            made += paras(t, 2, 3, 4, 8)
        made = [columns(t, [el("div", *made)], 1)]
    elif kind == 2:  # a row of pictures
        n = t.pick((2, 3, 4))
        row = el(
            "div",
            *(figure(t, (110, 111), style="flex: 1") for _ in range(n)),
            cls="flex",
            style=f"gap: {t.pick((14, 30))}px; margin: 14px 0",
            any=True,
        )
        text = paras(t, 4, 7)
        at = t.number(0, len(text))
        made += [*text[:at], row, *text[at:]]
        if chance(t, 0.4):
            made = [made[0], row, columns(t, text, 2)]
    elif kind == 3:  # a column of captions beside a picture
        caps = each(
            "p",
            [f"<b>{k}</b> {t.sentence(4, 14)}" for k in range(1, t.number(4, 8))],
            cls="n",
            role="caption",
        )
        inner = [
            el("div", style=f"height: {t.number(200, 420)}px; background: #ddd"),
            el("div", caps),
        ]
        cols = ["2fr", "1fr"]
        if chance(t):
            inner.reverse()
            cols.reverse()
        made.append(
            el(
                "div",
                *inner,
                cls="grid",
                style=f"grid-template-columns: {' '.join(cols)}; gap: {t.pick(GAPS[:5])}; "
                f"margin: 12px 0",
            )
        )
        made.append(columns(t, paras(t, 3, 6), t.pick((1, 2))))
    else:  # text in columns, a picture across below or above
        wide = figure(t, (140, 300), style="margin: 12px 0")
        text = columns(t, paras(t, 4, 8), t.pick((2, 3)), t.pick(GAPS[:5]))
        made += [wide, text] if chance(t) else [text, wide]
    css = (
        f"figcaption {{ font-size: {t.pick((80, 90, 100))}%; "
        f"text-align: {t.pick(('left', 'center'))} }} h2 {{ text-align: left; "
        f"clear: both }}"
    )
    return book(
        t, framed(t, *made), css + ".between, page-no { clear: both }", ems=(40, 60), size=(11, 16)
    )


@family(6)
def glossed_verse(t, v):
    """Verse with prose beside it that tells the story, and numbers at the other side."""
    side = ("left", "right")[v % 2]
    made, at = [], 5 * t.number(0, 30) + 1
    for _ in range(t.number(5, 9)):
        count = t.pick((4, 4, 5, 6, 8))
        lines_of = el("div", *numbered(t, count, at, 5, "right" if side == "left" else "left"))
        at += count
        note = el("aside", t.sentence(5, 14)) if chance(t, 0.6) else "<i></i>"
        made.append(
            el("div", *((note, lines_of) if side == "left" else (lines_of, note)), cls="grid")
        )
    cols = "9em 1fr" if side == "left" else "1fr 9em"
    css = numbering("right" if side == "left" else "left") + (
        f".grid {{ grid-template-columns: {cols}; column-gap: {t.pick((1.6, 2.5))}em; "
        f"margin-bottom: {t.pick((8, 16))}px }} .grid > aside {{ font-size: 80%; "
        f"line-height: 1.15; font-style: italic }}"
    )
    return book(
        t,
        framed(t, el("h1", "Part the " + t.pick("First Second Third")) if chance(t) else "", *made),
        css,
        ems=(36, 44),
    )


@family(8)
def primer(t, v):
    """A first reader: words in rows, large letters, short sentences in two columns, a picture."""
    made = [
        el(
            "h1",
            t.pick((f"Lesson {t.number(1, 60)}", f"LESSON {t.pick('I. IV. XX.')}", t.title(1, 2))),
        )
    ]
    n = t.pick((3, 4, 5))
    for make in t.rng.sample(range(5), t.number(2, 4)):
        if make == 0:
            made.append(
                el(
                    "div",
                    each("span", [t.words(1) for _ in range(n * t.number(2, 4))]),
                    cls="grid w",
                    style=f"grid-template-columns: repeat({n}, 1fr)",
                )
            )
        elif make == 1:
            made.append(
                columns(
                    t,
                    [el("p", t.phrase(3, 6) + ".", cls="n") for _ in range(t.number(6, 14))],
                    2,
                    t.pick(GAPS[2:]),
                )
            )
        elif make == 2:
            made += paras(t, 2, 4, 1, 4)
        elif make == 3:
            shorts = [el("p", t.phrase(3, 5) + ".", cls="n") for _ in range(t.number(3, 7))]
            inner = [el("div", style="height: 170px; background: #ddd"), el("div", *shorts)]
            if chance(t):
                inner.reverse()
            made.append(
                el("div", *inner, cls="grid", style="grid-template-columns: 1fr 1fr; gap: 2em")
            )
        else:
            cells = [
                [f"{a.upper()} {a}", t.words(1), t.words(1)]
                for a in t.rng.sample("abcdefghiklm", t.number(3, 6))
            ]
            made.append(table("", cells, cls="", style=f"width: {t.pick((50, 100))}%"))
    css = (
        f".w {{ gap: {t.pick((4, 14))}px 1.6em }} "
        f"body > * + * {{ margin-top: {t.pick((8, 18))}px }} "
        f"td {{ padding: 3px 1.6em 3px 0 }}"
    )
    return book(t, framed(t, *made), css, ems=(24, 34), size=(16, 24), indent=False)


@family(8)
def reference_lists(t, v):
    """Short lists under heads that span or stand in their columns.

    Abbreviations, symbols, plates, subscribers.
    """
    count = t.pick((2, 3, 3, 4))
    kind = v % 4
    made = []
    for _ in range(t.number(2, 4)):
        n = count * t.number(5, 11)
        if kind == 0:
            flow = [
                el(
                    "p",
                    el("b", t.words(1)[:4] + ".", style="width: 4.5em; flex: none"),
                    el("span", t.phrase(1, 3)),
                    cls="flex n",
                )
                for _ in range(n)
            ]
        elif kind == 1:
            flow = [
                el(
                    "p",
                    f"{t.pick('Mr. Mrs. Rev. Dr. Miss'.split())} "
                    f"{t.name()}{t.pick(('', '', ', ' + t.place()))}",
                    cls="h",
                )
                for _ in range(n)
            ]
        elif kind == 2:
            flow = [
                el("p", el("span", t.phrase(1, 2)), el("span", t.number(1, 300)), cls="between n")
                for _ in range(n)
            ]
        else:
            flow = [el("li", f"{k}. {t.title(1, 4)}", cls="h") for k in range(1, n + 1)]
        made.append((el("h2", t.title(1, 3)), flow))
    gap = t.pick(GAPS[1:5])
    if chance(t, 0.6):
        body = join(*(head + columns(t, flow, count, gap, rule=False) for head, flow in made))
    else:
        body = columns(t, [x for head, flow in made for x in (head, *flow)], count, gap)
    wide = count * t.number(13, 20)
    return book(
        t,
        framed(t, el("h1", t.title(1, 3)) if chance(t) else "", body),
        "h2 { break-after: avoid }",
        ems=(wide, wide),
        size=(11, 15),
        indent=False,
    )
