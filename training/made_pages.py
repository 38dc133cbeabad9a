"""Pages made up to train the reading order on: layouts of every kind, composed at random.

A *block* is a function ``(setter, x, y, width) -> bottom`` that sets lines in the order in which
they are read. Blocks stand in blocks: columns hold paragraphs, lists and tables, pages hold all. So
no two pages have one template. Lengths are in pixels, `y` grows downwards.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

Line = tuple[str, float, float, float, float]  # text, left, top, right, height

_ONSETS = "b br c ch d f fl g gr h j k l m n p pl r s st t tr v w".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = ["", "", "n", "r", "s", "l", "t", "nd", "st", "m"]
_HAN = "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
_ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_GLYPH = 0.5  # width of a Latin letter, in line heights


@dataclass
class Setter:
    """What sets lines: a source of chance, the type, and the lines that were set."""

    rng: random.Random
    size: float = 20.0  # height of a line
    lead: float = 1.3  # from line to line, in line heights
    script: str = "latin"
    justify: bool = True
    hyphens: float = 0.1
    indent: float = 1.0
    between: float = 0.0  # from paragraph to paragraph, in line heights
    lines: list[Line] = field(default_factory=list)
    tables: list[tuple[int, int]] = field(default_factory=list)  # first line and behind the last

    def scaled(self, factor: float) -> "Setter":
        """Return one that sets smaller or larger type onto the same page."""
        made = Setter(**{**self.__dict__, "size": self.size * factor})
        return made

    @property
    def pitch(self) -> float:
        return self.size * self.lead

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def word(self) -> str:
        rng = self.rng
        if self.script == "han":
            return "".join(rng.choice(_HAN) for _ in range(rng.randint(1, 3)))
        if self.script == "arabic":
            return "".join(rng.choice(_ARABIC) for _ in range(rng.randint(2, 7)))
        if rng.random() < 0.3:
            return rng.choice("the of and to in is for with on a by at der und die de la".split())
        return "".join(
            rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS)
            for _ in range(rng.choice([1, 1, 2, 2, 3]))
        )

    def words(self, least: int, most: int) -> str:
        made = " ".join(self.word() for _ in range(self.rng.randint(least, most)))
        return made.replace(" ", "") if self.script == "han" else made

    def title(self, least: int = 1, most: int = 4) -> str:
        made = self.words(least, most)
        how = self.rng.random()
        return made.title() if how < 0.5 else made.upper() if how < 0.6 else made.capitalize()

    def sentence(self) -> str:
        made = self.words(5, 18).split(" ")
        if len(made) > 8 and self.chance(0.5):
            made[4] += ","
        if self.chance(0.2):
            made[-2:-1] = [str(self.rng.randint(2, 2000))]
        end = "。" if self.script == "han" else self.rng.choice("......?!")
        text = ("" if self.script == "han" else " ").join(made)
        return text[0].upper() + text[1:] + end

    def sentences(self, least: int, most: int) -> str:
        joint = "" if self.script == "han" else " "
        return joint.join(self.sentence() for _ in range(self.rng.randint(least, most)))

    def amount(self) -> str:
        rng = self.rng
        value = rng.choice([rng.uniform(1, 99), rng.uniform(100, 9999)])
        made = f"{value:,.2f}" if rng.random() < 0.7 else f"{value:.0f}"
        return made if rng.random() < 0.8 else rng.choice(["EUR ", "$", "£ ", "– "]) + made

    def date(self) -> str:
        rng = self.rng
        day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1900, 2030)
        named = rng.choice("Jan Feb March April May June Sept Oct".split())
        return rng.choice(
            [
                f"{day:02}.{month:02}.{year}",
                f"{year}-{month:02}-{day:02}",
                f"{day} {named} {year}",
                f"{year} – {year + rng.randint(1, 9)}",
                f"{named} {year}",
                f"{day:02} {named}",
            ]
        )

    def wide(self, text: str) -> float:
        glyph = 1.0 if self.script == "han" else _GLYPH
        return max(len(text), 1) * glyph * self.size

    def put(self, text: str, x: float, y: float, width: float | None = None) -> None:
        wide = self.wide(text) if width is None else width
        self.lines.append((text, x, y, x + max(wide, 4.0), self.size))

    def aligned(self, text: str, x: float, y: float, width: float, how: str) -> None:
        room = max(width - self.wide(text), 0.0)
        self.put(text, x + {"left": 0.0, "right": room, "center": room / 2}[how], y)

    def wrapped(self, text: str, width: float, first: float = 0.0) -> list[str]:
        """Cut a text into lines that fill a width."""
        han = self.script == "han"
        todo, rows, row = list(text) if han else text.split(" "), [], ""
        room = width - first
        while todo:
            part = todo.pop(0)
            more = row + ("" if han or not row else " ") + part
            if self.wide(more) <= room or not row:
                row = more
                continue
            fits = int((room - self.wide(row)) / (self.size * _GLYPH)) - 2
            if not han and fits >= 3 and len(part) >= 6 and self.chance(self.hyphens):
                fits = min(fits, len(part) - 3)
                rows.append(row + " " + part[:fits] + "-")
                todo.insert(0, part[fits:])
            else:
                rows.append(row)
                todo.insert(0, part)
            row, room = "", width
        return [*rows, row] if row else rows

    def flow(self, text: str, x: float, y: float, width: float, how: str = "left") -> float:
        """Set a text as a paragraph without an indent; return its bottom."""
        for row in self.wrapped(text, width):
            self.aligned(row, x, y, width, how)
            y += self.pitch
        return y

    def paragraph(self, text: str, x: float, y: float, width: float) -> float:
        first = self.indent * self.size
        rows = self.wrapped(text, width, first)
        for at, row in enumerate(rows):
            left = first if at == 0 else 0.0
            full = self.justify and at < len(rows) - 1
            self.put(row, x + left, y, width - left if full else None)
            y += self.pitch
        return y + self.between * self.size


Block = Callable[[Setter, float, float, float], float]


# --- text


def prose(s: Setter, x: float, y: float, width: float) -> float:
    for _ in range(s.rng.randint(1, 5)):
        y = s.paragraph(s.sentences(1, 6), x, y, width)
    return y


def heading(s: Setter, x: float, y: float, width: float) -> float:
    big = s.scaled(s.rng.choice([1.0, 1.0, 1.2, 1.5, 2.0]))
    y += s.rng.choice([0.0, 0.3, 0.8]) * s.size
    how = s.rng.choice(["left", "left", "center"])
    y = big.flow(big.title(1, 7), x, y, width, how)
    return y + s.rng.choice([0.0, 0.2, 0.5]) * s.size


def section(s: Setter, x: float, y: float, width: float) -> float:
    return prose(s, x, heading(s, x, y, width), width)


def listing(s: Setter, x: float, y: float, width: float) -> float:
    """Items with their marks, in the line or beside it."""
    rng, apart, gap = s.rng, s.chance(0.5), s.rng.choice([0, 0, 0.3, 0.8]) * s.size
    style, hang = rng.randrange(4), s.size * rng.uniform(1.2, 2.6)
    for at in range(1, rng.randint(3, 9)):
        mark = ["•", f"{at}.", f"{chr(96 + at)})", f"{rng.randint(1, 9)}.{at}"][style]
        rows = s.wrapped(s.sentences(1, 2) if s.chance(0.6) else s.title(2, 6), width - hang)
        if apart:
            s.put(mark, x, y)
        else:
            rows[0] = f"{mark} {rows[0]}"
        for row in rows:
            s.put(row, x + hang if apart or row != rows[0] else x, y)
            y += s.pitch
        y += gap
    return y


def caption(s: Setter, x: float, y: float, width: float) -> float:
    small = s.scaled(s.rng.uniform(0.75, 0.95))
    y += s.rng.uniform(3, 12) * s.size  # the figure
    kind = s.rng.choice(["Figure", "Fig.", "Table"])
    return small.flow(f"{kind} {s.rng.randint(1, 9)}: {s.sentence()}", x, y, width) + s.size


def footnotes(s: Setter, x: float, y: float, width: float) -> float:
    small = s.scaled(s.rng.uniform(0.7, 0.85))
    y += s.rng.uniform(0.4, 1.5) * s.size
    for at in range(1, s.rng.randint(2, 4)):
        y = small.flow(f"{at} {s.sentences(1, 2)}", x, y, width)
    return y


def verse(s: Setter, x: float, y: float, width: float) -> float:
    """Lines of a poem, every fifth with its number at one side."""
    right, number = s.chance(0.7), s.rng.randint(1, 400)
    for _ in range(s.rng.randint(2, 5)):
        for _ in range(s.rng.choice([3, 4, 4, 6])):
            text = s.words(4, 7).capitalize()
            left = 3 * s.size if not right else 0.0
            if number % 5 == 0 and not right:
                s.put(str(number), x, y)
            s.put(text, x + left, y)
            if number % 5 == 0 and right:
                s.put(str(number), x + min(width, 26 * s.size) - s.wide(str(number)), y)
            number += 1
            y += s.pitch
        y += s.rng.choice([0.5, 1.0]) * s.size
    return y


def stamp(s: Setter, x: float, y: float, width: float) -> float:
    """A date or a place at the right, above text."""
    s.aligned(f"{s.title(1, 1)}, {s.date()}", x, y, width, "right")
    return y + s.rng.uniform(1.5, 3) * s.pitch


# --- tables


def _cell(s: Setter, kind: str, row: int) -> str:
    if kind == "word":
        return s.title(1, 3)
    if kind == "text":
        return s.sentences(1, 2) if s.chance(0.5) else s.words(3, 12).capitalize()
    if kind == "number":
        return s.amount()
    if kind == "small":
        return str(s.rng.randint(0, 99))
    if kind == "date":
        return s.date()
    if kind == "code":
        return f"{s.rng.choice('ABCNX')}-{s.rng.randint(100, 99999)}"
    if kind == "place":
        return f"p. {s.rng.randint(1, 400)}"
    if kind == "rate":
        return f"{s.rng.randint(1, 199)} — {s.rng.choice(['1', '1 ½', '2'])} {s.rng.choice('GBZ')}"
    if kind == "index":
        return str(row + 1)
    return s.rng.choice(["–", "x", "yes", "no", "mg/l", "%", "pcs", "H"])


def _table(s: Setter, x: float, y: float, width: float) -> float:
    """Columns of cells, read row by row; a cell of several lines is read whole."""
    rng = s.rng
    count = rng.choice([2, 2, 3, 3, 4, 4, 5, 6, 7, 9])
    first = rng.choice(["word", "word", "text", "date", "index", "code"])
    rest = rng.choice(
        [["number"], ["number", "small"], ["word"], ["text"], ["text", "word"]]
        + [["word", "number", "code", "date", "mark"]] * 3
        + [["place"], ["small"], ["mark", "small"]]
    )
    kinds = [first] + [rng.choice(rest) for _ in range(count - 1)]
    weight = {"text": 5.0, "word": 2.2, "date": 1.8, "number": 1.3, "code": 1.5}
    share = [weight.get(kind, 0.8) * rng.uniform(0.8, 1.4) for kind in kinds]
    gutter = rng.choice([0.8, 1.2, 1.8, 3.0]) * s.size
    filled = 1.0 if s.chance(0.6) else rng.uniform(0.5, 1.0)
    room = filled * width - gutter * (count - 1)
    wides = [max(room * part / sum(share), 2 * s.size) for part in share]
    how = ["right" if kind in ("number", "small") and s.chance(0.85) else "left" for kind in kinds]
    if s.chance(0.15):
        how = ["left"] + [rng.choice(["left", "center"])] * (count - 1)
    gap = rng.choice([0.0, 0.0, 0.1, 0.3, 0.6, 1.0, 1.6]) * s.size
    missing = rng.choice([0.0, 0.0, 0.1, 0.3])
    place = rng.choice([0.0, 0.0, 0.0, 0.5])  # rows set at the top or in the middle
    leaders = first == "word" and s.chance(0.15)
    rows = rng.randint(2, 6 if "text" in kinds[1:] else 16)
    if s.chance(0.75):
        heads = [s.title(1, 2) for _ in kinds]
        y = _row(s, x, y, heads, wides, gutter, how, 0.0) + gap + rng.choice([0, 0, 0.4]) * s.size
    for row in range(rows):
        cells = [_cell(s, kind, row) for kind in kinds]
        cells = [c if at == 0 or not s.chance(missing) else "" for at, c in enumerate(cells)]
        if leaders:
            dots = int((wides[0] - s.wide(cells[0])) / (s.size * _GLYPH)) - 2
            cells[0] += " " + "." * max(dots, 0)
        y = _row(s, x, y, cells, wides, gutter, how, place) + gap
    if s.chance(0.25):
        cells = ["Total"] + ["" if k != "number" else s.amount() for k in kinds[1:]]
        y = _row(s, x, y, cells, wides, gutter, how, 0.0)
    return y


def _row(
    s: Setter,
    x: float,
    y: float,
    cells: Sequence[str],
    wides: Sequence[float],
    gutter: float,
    how: Sequence[str],
    place: float,
) -> float:
    """Set one row of cells; `place` is 0 for rows set at the top, 0.5 for centered ones."""
    parts = [s.wrapped(cell, wide) if cell else [] for cell, wide in zip(cells, wides, strict=True)]
    most = max(map(len, parts))
    for part, wide, side in zip(parts, wides, how, strict=True):
        top = y + place * (most - len(part)) * s.pitch
        for at, text in enumerate(part):
            s.aligned(text, x, top + at * s.pitch, wide, side)
        x += wide + gutter
    return y + most * s.pitch


def _tabled(block: Block) -> Block:
    """Return a block that notes which lines are its table."""

    def noted(s: Setter, x: float, y: float, width: float) -> float:
        first = len(s.lines)
        bottom = block(s, x, y, width)
        s.tables.append((first, len(s.lines)))
        return bottom

    return noted


def _register(s: Setter, x: float, y: float, width: float) -> float:
    """Rows of figures without white between them, as in gazettes and balance sheets."""
    rng = s.rng
    tight = s.scaled(1.0)
    tight.lead = rng.choice([0.95, 1.0, 1.05, 1.12, 1.25])
    count = rng.choice([2, 3, 3, 4, 4, 5, 6, 8])
    kinds = [rng.choice(["word", "word", "index", "date", "code"])]
    kinds += [rng.choice(["number", "number", "small", "rate", "mark"]) for _ in range(count - 1)]
    gutter = rng.choice([0.8, 1.5, 3.0]) * s.size
    first = rng.uniform(0.2, 0.6) * width
    other = (width - first - gutter * (count - 1)) / (count - 1)
    wides = [first] + [max(other * rng.uniform(0.7, 1.3), 3 * s.size) for _ in kinds[1:]]
    how = ["left"] + [rng.choice(["left", "center", "right"])] * (count - 1)
    leaders, missing = s.chance(0.3), rng.choice([0.0, 0.05, 0.2])
    if s.chance(0.6):
        y = _row(tight, x, y, [s.title(1, 2) for _ in kinds], wides, gutter, how, 0.0)
    for row in range(rng.randint(4, 40)):
        cells = [_cell(s, kind, row) for kind in kinds]
        cells = [c if at == 0 or not s.chance(missing) else "" for at, c in enumerate(cells)]
        if leaders:
            cells[0] += " " + "." * max(int((first - s.wide(cells[0])) / (s.size * _GLYPH)) - 2, 0)
        y = _row(tight, x, y, cells, wides, gutter, how, 0.0)
        if s.chance(0.05):
            y += 0.8 * s.size
    return y


table, register = _tabled(_table), _tabled(_register)


def totals(s: Setter, x: float, y: float, width: float) -> float:
    """Sums at the right, below a table."""
    left = x + width * s.rng.uniform(0.5, 0.7)
    for _ in range(s.rng.randint(2, 4)):
        s.put(s.title(1, 2), left, y)
        s.aligned(s.amount(), left, y, x + width - left, "right")
        y += s.pitch
    return y


def contents(s: Setter, x: float, y: float, width: float) -> float:
    """Titles, and numbers far to the right: contents, receipts, price lists."""
    money, gap = s.chance(0.5), s.rng.choice([0, 0, 0.3, 0.7]) * s.size
    low, below = s.chance(0.2), s.rng.choice([0.0, 0.0, 0.4])
    small = s.scaled(0.85)
    for _ in range(s.rng.randint(4, 18)):
        name = s.words(2, 7)
        rows = s.wrapped(name if low else name.capitalize(), 0.75 * width)
        level = 0 if s.chance(0.7) else len(rows) - 1
        indent = s.rng.choice([0, 0, 1.5]) * s.size
        for at, row in enumerate(rows):
            if at == level and level == 0:
                s.put(row, x + indent, y)
                page = s.amount() if money else str(s.rng.randint(1, 400))
                s.aligned(page, x, y, width, "right")
            else:
                s.put(row, x + indent, y)
                if at == level:
                    s.aligned(str(s.rng.randint(1, 400)), x, y, width, "right")
            y += s.pitch
        if s.chance(below):
            y = small.flow(small.words(3, 9), x + indent, y, 0.7 * width)
        y += gap
    return y


# --- labels and values


def pairs(s: Setter, x: float, y: float, width: float) -> float:
    """Labels beside their values, one to three pairs in a row."""
    rng, across = s.rng, s.rng.choice([1, 1, 1, 2, 2, 3])
    colon = ":" if s.chance(0.6) else ""
    gap, long = rng.choice([0, 0, 0.2, 0.5, 1.0, 1.6]) * s.size, rng.choice([0.0, 0.2, 0.6])
    part = width / across
    room = part * rng.choice([0.25, 0.35, 0.45])
    close = s.chance(0.15)  # each value right behind its label
    for _ in range(rng.randint(2, 10)):
        bottom = y
        for at in range(across):
            left = x + at * part
            label = s.title(1, 3) + colon
            at_x = left + (s.wide(label) + 1.5 * s.size if close else room)
            value = s.sentence() if s.chance(long) else _value(s)
            rows = s.wrapped(label, max(room - s.size, 3 * s.size))
            for k, row in enumerate(rows):
                s.put(row, left, y + k * s.pitch)
            end = s.flow(value, at_x, y, max(part - (at_x - left) - 1.5 * s.size, 4 * s.size))
            bottom = max(bottom, end, y + len(rows) * s.pitch)
        y = bottom + gap
    return y


def _value(s: Setter) -> str:
    make = s.rng.choice([s.title, s.title, s.amount, s.date, lambda: s.words(1, 5)])
    return make()


def boxes(s: Setter, x: float, y: float, width: float) -> float:
    """A form's grid: in each box a label in small print above the value."""
    rng, small = s.rng, s.scaled(s.rng.uniform(0.55, 0.85))
    gap, empty = rng.choice([0.2, 0.4, 0.8, 1.5]) * s.size, rng.choice([0.0, 0.0, 0.2])
    number = rng.randint(1, 9) if s.chance(0.4) else 0
    fixed = rng.choice([0, 2, 3, 4])
    for _ in range(rng.randint(1, 6)):
        count = fixed or rng.randint(1, 4)
        cuts = sorted(rng.uniform(0.15, 0.85) for _ in range(count - 1))
        if fixed or any(b - a < 0.15 for a, b in zip([0.0, *cuts], [*cuts, 1.0], strict=True)):
            cuts = [at / count for at in range(1, count)]
        for left in [0.0, *cuts]:
            label = small.title(1, 3)
            if number:
                label, number = f"{number} {label}", number + 1
            small.put(label, x + left * width, y)
            if not s.chance(empty):
                s.put(_value(s)[: int(width / count / s.size * 1.6)], x + left * width, y + small.pitch)
        y += small.pitch + s.pitch + gap
    return y


def dialogue(s: Setter, x: float, y: float, width: float) -> float:
    """Speakers, questions, terms or dates at the left; what belongs to them beside."""
    rng = s.rng
    kind, gap = rng.randrange(4), rng.choice([0, 0.1, 0.4, 0.8, 1.2]) * s.size
    left = width * rng.uniform(0.14, 0.3)
    titled = s.chance(0.4)
    names = [s.title(1, 1) for _ in range(3)]
    for at in range(rng.randint(3, 8)):
        label = [rng.choice(names) + ":", s.date(), s.title(1, 2), f"§ {at + 1}"][kind]
        rows = s.wrapped(label, left - s.size)
        for k, row in enumerate(rows):
            s.put(row, x, y + k * s.pitch)
        end = y
        if titled:
            s.put(s.title(2, 4), x + left, y)
            end += s.pitch
        end = s.flow(s.sentences(1, 3), x + left, end, width - left)
        y = max(end, y + len(rows) * s.pitch) + gap
    return y


def jobs(s: Setter, x: float, y: float, width: float) -> float:
    """Entries with a date or an amount at the right of their first line."""
    second = s.chance(0.4)
    for _ in range(s.rng.randint(2, 6)):
        for _ in range(1 + second):
            s.put(s.title(2, 4), x, y)
            s.aligned(s.date() if s.chance(0.7) else s.title(1, 2), x, y, width, "right")
            y += s.pitch
        y = s.flow(s.sentences(1, 3), x, y, width * s.rng.choice([1.0, 1.0, 0.8]))
        y += s.rng.choice([0.3, 0.6, 1.0]) * s.size
    return y


def options(s: Setter, x: float, y: float, width: float) -> float:
    """Questions, each with answers in a row or below."""
    below = s.chance(0.4)
    for at in range(1, s.rng.randint(3, 7)):
        y = s.flow(f"{at}. {s.sentences(1, 2)}", x, y, width)
        answers = [f"{mark} {s.words(1, 3)}" for mark in s.rng.choice(["ABCD", "☐☐☐", "abc"])]
        for k, answer in enumerate(answers):
            if below:
                s.put(answer, x + 2 * s.size, y)
                y += s.pitch
            else:
                s.put(answer, x + s.size + k * width / len(answers), y)
        y += (0 if below else s.pitch) + s.rng.choice([0.3, 0.8]) * s.size
    return y


def signatures(s: Setter, x: float, y: float, width: float) -> float:
    """Lines to sign on, side by side, each with what stands below it."""
    y += 2 * s.size
    count = s.rng.randint(2, 3)
    for at in range(count):
        left = x + at * width / count
        s.put("_" * s.rng.randint(12, 20), left, y)
        s.put(s.title(1, 2), left, y + s.pitch)
    return y + 2 * s.pitch


# --- side by side


def beside(s: Setter, x: float, y: float, width: float, blocks: Sequence[Block], **how) -> float:
    """Set blocks side by side, read one after the other; `shares` of the width, `gutter`."""
    shares = how.get("shares") or [1.0] * len(blocks)
    gutter = how.get("gutter") or s.rng.choice([1.0, 1.3, 1.8, 2.5]) * s.size
    room = width - gutter * (len(blocks) - 1)
    bottom, uneven = y, len(blocks) < 4 and s.chance(how.get("uneven", 0.5))
    for block, share in zip(blocks, shares, strict=True):
        wide = room * share / sum(shares)
        top = y + uneven * s.rng.uniform(0, 0.9) * s.pitch  # baselines of columns need not agree
        bottom = max(bottom, block(s, x, top, wide))
        x += wide + gutter
    return bottom


def _lines_of(s: Setter, count: int, side: str = "left") -> Block:
    def block(s: Setter, x: float, y: float, width: float) -> float:
        for at in range(count):
            text = s.title(1, 3) if at == 0 or s.chance(0.6) else f"{s.title(1, 2)} {s.rng.randint(1, 9999)}"
            for row in s.wrapped(text, width):
                s.aligned(row, x, y, width, side)
                y += s.pitch
        return y

    return block


def addresses(s: Setter, x: float, y: float, width: float) -> float:
    """Short lines in two to four groups side by side, each read as a whole."""
    count = s.rng.choice([2, 2, 2, 3, 3, 4])
    level = s.rng.randint(2, 6) if s.chance(0.5) else 0
    sides = ["left"] * (count - 1) + [s.rng.choice(["left", "right"])]
    groups = [_lines_of(s, level or s.rng.randint(1, 6), side) for side in sides]
    if s.chance(0.3):
        groups[-1] = pairs_of_one
    y = beside(s, x, y, width, groups, uneven=0.2, gutter=s.rng.choice([1.5, 3]) * s.size)
    return y + s.rng.choice([0.3, 1.0]) * s.size


def pairs_of_one(s: Setter, x: float, y: float, width: float) -> float:
    for _ in range(s.rng.randint(2, 5)):
        s.put(s.title(1, 2), x, y)
        s.put(_value(s), x + 0.5 * width, y)
        y += s.pitch
    return y


def cards(s: Setter, x: float, y: float, width: float) -> float:
    """Cards in a grid, read one after the other."""
    rng, across = s.rng, s.rng.choice([2, 3, 3, 4, 5])
    ragged, gap = rng.randrange(4), rng.choice([0.6, 1.0, 2.0, 4.0]) * s.size
    side = rng.choice(["left", "left", "center"])
    gutter = rng.choice([1.0, 1.6, 3.0]) * s.size
    big = s.scaled(rng.choice([1.0, 1.2, 1.6]))
    small = s.scaled(rng.choice([0.8, 1.0]))

    def card(s: Setter, x: float, y: float, width: float) -> float:
        y = big.flow(s.title(1, 3), x, y, width, side)
        if ragged == 0:
            return small.flow(s.sentences(1, 3), x, y, width, side)
        if ragged == 1:
            return _lines_of(s, 3, side)(small, x, y, width)
        if ragged == 2:
            y = small.flow(s.words(2, 6).capitalize(), x, y, width, side)
            s.aligned(s.amount(), x, y, width, side)
            return y + s.pitch
        return pairs_of_one(s, x, y, width)

    for _ in range(rng.randint(1, 4)):
        y = beside(s, x, y, width, [card] * across, gutter=gutter, uneven=0.1) + gap
    return y


def names(s: Setter, x: float, y: float, width: float) -> float:
    """Columns of short entries, read down: indexes, members with their numbers."""
    count, numbered = s.rng.choice([2, 2, 3, 4]), s.chance(0.5)
    rows = s.rng.randint(6, 30)

    def entries(s: Setter, x: float, y: float, width: float) -> float:
        for _ in range(rows - s.rng.randint(0, 2)):
            name = s.words(1, 3).capitalize() if s.chance(0.6) else s.title(2, 2)
            if numbered:
                s.put(name, x, y)
                s.aligned(f"{s.rng.randint(100, 999)}-{s.rng.randint(1000, 9999)}", x, y, width, "right")
            else:
                s.put(f"{name}, {s.rng.randint(1, 400)}", x + s.rng.choice([0, 0, 1]) * s.size, y)
            y += s.pitch
        return y

    return beside(s, x, y, width, [entries] * count, uneven=0.3, gutter=s.rng.choice([1.5, 2.5, 4]) * s.size)


def parallel(s: Setter, x: float, y: float, width: float) -> float:
    """Two languages side by side, paragraph by paragraph."""
    gap, gutter = s.rng.choice([0.2, 0.5, 1.0]) * s.size, s.rng.choice([1.2, 2.0]) * s.size
    wide = (width - gutter) / 2
    for at in range(s.rng.randint(3, 8)):
        mark = f"§ {at + 1} "
        left = s.flow(mark + s.sentences(1, 3), x, y, wide)
        y = max(left, s.flow(mark + s.sentences(1, 3), x + wide + gutter, y, wide)) + gap
    return y


def margin(s: Setter, x: float, y: float, width: float) -> float:
    """Notes in small type beside text, each with its paragraph: before it at the left, else behind."""
    small = s.scaled(s.rng.uniform(0.65, 0.85))
    left, share = s.chance(0.5), s.rng.uniform(0.14, 0.24)
    gutter = s.size * s.rng.uniform(0.8, 1.5)
    note = share * width
    body = width - note - gutter
    start = x + note + gutter if left else x
    aside = x if left else x + body + gutter
    for _ in range(s.rng.randint(3, 6)):
        text, bottom = small.words(3, 9), y
        noted = s.chance(0.6)
        if noted and left:
            bottom = small.flow(text, aside, y, note)
        end = s.paragraph(s.sentences(2, 6), start, y, body)
        if noted and not left:
            bottom = small.flow(text, aside, y, note)
        y = max(end, bottom)
    return y


def sidebar(s: Setter, x: float, y: float, width: float) -> float:
    """A narrow column of small blocks beside the text, at the left or the right."""
    parts = stacked(2, 4, (pairs_of_one, listing, heading, _lines_of(s, 4), section))
    main = stacked(2, 4, (section, prose, section, listing, jobs))
    left = s.chance(0.5)
    share = s.rng.uniform(0.25, 0.5)
    blocks, shares = ([parts, main], [share, 1.0]) if left else ([main, parts], [1.0, share])
    return beside(s, x, y, width, blocks, shares=shares)


def stacked(least: int, most: int, choice: Sequence[Block]) -> Block:
    """Return a block of blocks one below the other."""

    def block(s: Setter, x: float, y: float, width: float) -> float:
        for _ in range(s.rng.randint(least, most)):
            y = s.rng.choice(choice)(s, x, y, width) + s.rng.choice([0, 0.4, 0.8, 1.5]) * s.size
        return y

    return block


_TEXT: tuple[Block, ...] = (prose, prose, section, section, listing, caption, heading)
_PARTS: tuple[Block, ...] = (table, register, pairs, contents, dialogue, jobs, options, verse, boxes)


def columns(s: Setter, x: float, y: float, width: float) -> float:
    """Two to five columns of text, with now and then a table or a list in one."""
    count = s.rng.choice([2, 2, 2, 2, 3, 3, 4, 5])
    column = stacked(2, 5, (*_TEXT, *_TEXT, *_TEXT, table, contents, pairs, footnotes))
    plain = stacked(1, 4, (prose, section))
    if s.chance(0.3):
        return _even(s, x, y, width, count)
    return beside(s, x, y, width, [column if s.chance(0.7) else plain for _ in range(count)])


def _even(s: Setter, x: float, y: float, width: float, count: int) -> float:
    """Text that runs on from column to column, all of one height."""
    gutter = s.rng.choice([0.9, 1.3, 2.0]) * s.size
    wide = (width - gutter * (count - 1)) / count
    draft = Setter(**{**s.__dict__, "lines": [], "tables": []})
    bottom = stacked(3, 9, (prose, section, prose))(draft, 0.0, 0.0, wide)
    high = bottom / count
    taken, start, drop = 0, 0.0, 0.0
    uneven = s.chance(0.5)
    for text, x0, top, x1, size in draft.lines:
        if top - start > high and taken < count - 1:
            taken, start = taken + 1, top
            drop = uneven * s.rng.uniform(0, 0.9) * s.pitch
        shift = x + taken * (wide + gutter)
        s.lines.append((text, x0 + shift, y + top - start + drop, x1 + shift, size))
    return y + high + s.pitch


def twins(s: Setter, x: float, y: float, width: float) -> float:
    """Tables or lists of pairs side by side, each read whole."""
    kinds = s.rng.choice([(table, table), (table, section), (pairs_of_one, pairs_of_one), (contents, contents), (section, table), (boxes, section)])
    return beside(s, x, y, width, kinds, gutter=s.rng.choice([1.5, 2.5, 4]) * s.size)


def newspaper(s: Setter, x: float, y: float, width: float) -> float:
    """Articles under headlines of different width."""
    gutter = s.rng.choice([0.9, 1.2, 1.6]) * s.size

    def article(s: Setter, x: float, y: float, width: float) -> float:
        big = s.scaled(s.rng.choice([1.3, 1.8, 2.4]))
        y = big.flow(big.title(3, 8), x, y, width) + 0.4 * s.size
        count = max(1, round(width / (18 * s.size)))
        return _even(s, x, y, width, count) if count > 1 else stacked(1, 3, (prose, section))(s, x, y, width)

    for _ in range(s.rng.randint(1, 3)):
        shares = s.rng.choice([[1.0], [2.0, 1.0], [1.0, 2.0], [1.0, 1.0], [1.0, 2.0, 1.0], [3.0, 1.0]])
        y = beside(s, x, y, width, [article] * len(shares), shares=shares, gutter=gutter)
        y += s.rng.choice([0.5, 1.0, 2.0]) * s.size
    return y


_WHOLE: tuple[Block, ...] = (
    columns,
    columns,
    columns,
    sidebar,
    newspaper,
    cards,
    names,
    parallel,
    margin,
    twins,
    addresses,
    addresses,
)


def made(seed: int) -> Setter:
    """Make a page up; its lines are in the order in which they are read."""
    rng = random.Random(seed)
    s = Setter(
        rng,
        size=20.0,
        lead=rng.choice([1.0, 1.08, 1.15, 1.25, 1.35, 1.5, 1.7]),
        script=rng.choice(["latin"] * 12 + ["han", "arabic"]),
        justify=rng.random() < 0.6,
        hyphens=rng.choice([0.0, 0.2, 0.6]),
        indent=rng.choice([0.0, 0.0, 1.0, 1.8]),
        between=rng.choice([0.0, 0.0, 0.3, 0.7, 1.0]),
    )
    width = s.size * rng.choice([18, 28, 36, 44, 52, 64])
    x, y = 100.0, 100.0
    if s.chance(0.35):
        y = _head(s, x, y, width)
    if s.chance(0.5):
        y = heading(s.scaled(rng.choice([1.0, 1.5, 2.2])), x, y, width)
        if s.chance(0.3):
            y = s.flow(s.sentence(), x, y, width, "center") + s.size
    if s.chance(0.15):
        rng.choice([register, register, table])(s, x, y, width)
        return s
    narrow = width < 30 * s.size
    for _ in range(rng.choice([1, 1, 2, 2, 3, 4])):
        choice = (*_TEXT, *_PARTS) if narrow else (*_TEXT, *_PARTS, *_WHOLE)
        block = rng.choice(choice if s.chance(0.5) or narrow else _WHOLE)
        y = block(s, x, y, width) + rng.choice([0.3, 0.8, 1.5, 2.5]) * s.size
        if block is table and s.chance(0.3):
            y = totals(s, x, y, width)
        if s.chance(0.15):
            y = stamp(s, x, y, width)
    if s.chance(0.15):
        y = signatures(s, x, y, width)
    _foot(s, x, y, width)
    if s.script == "arabic":
        s.lines = [(text, -x1, top, -x0, size) for text, x0, top, x1, size in s.lines]
    return s


def _head(s: Setter, x: float, y: float, width: float) -> float:
    """A running head, a page number on either side or none."""
    small = s.scaled(s.rng.choice([0.8, 1.0]))
    number, how = str(s.rng.randint(2, 400)), s.rng.randrange(4)
    if how == 0:
        small.put(number, x, y)
    if how < 3:
        small.aligned(small.title(2, 5), x, y, width, ["right", "center", "left"][how])
    if how >= 1:
        small.aligned(number, x, y, width, "right")
    return y + small.pitch + s.rng.choice([0.1, 0.5, 1.0, 2.0]) * s.size


def _foot(s: Setter, x: float, y: float, width: float) -> None:
    """A page number close below or far, or small print in columns, or nothing."""
    how, small = s.rng.randrange(4), s.scaled(s.rng.choice([0.7, 0.85, 1.0]))
    y += s.rng.choice([0.0, 0.3, 1.0, 3.0]) * s.size
    if how == 0:
        text = s.rng.choice(["{}", "– {} –", "Page {}"]).format(s.rng.randint(1, 400))
        small.aligned(text, x, y, width, s.rng.choice(["center", "center", "left", "right"]))
    elif how == 1:
        addresses(small, x, y, width)
