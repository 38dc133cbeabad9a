"""Pages whose lines have a known role: type of several sizes, set line by line."""

import random
from dataclasses import dataclass, field

import order_pages

from ocrlayout.model import Document, Lines, Page

# Widths of a sans-serif's characters, of its size.
NARROW, WIDE, USUAL, CAPITAL = 0.28, 0.83, 0.55, 0.67
BOLD = 1.11
LEADING = 1.35
LEFT, WIDTH, HEIGHT = 120.0, 760.0, 1414.0


def width_of(text, size, *, bold=False):
    """How wide a text is set."""
    widths = (
        NARROW
        if letter in " iljtf.,:;'|I!()-"
        else WIDE
        if letter in "mwMW—"
        else CAPITAL
        if letter.isupper()
        else USUAL
        for letter in text
    )
    return sum(widths) * size * (BOLD if bold else 1.0)


@dataclass
class Sheet:
    """A page that is filled from the top, in one column at a time."""

    seed: int = 0
    x: float = LEFT
    y: float = 90.0
    width: float = WIDTH
    rows: list = field(default_factory=list)  # (role, text, quad)
    block: list = field(default_factory=list)  # of each row, the text it was set with

    def __post_init__(self):
        self.rng = random.Random(self.seed)

    def words(self, count):
        return " ".join(self.rng.choice(order_pages.WORDS) for _ in range(count))

    def title(self, count=4):
        """A few words, the first and some others with capitals."""
        return self.words(count).capitalize()

    def prose(self, sentences=4):
        return " ".join(
            self.words(self.rng.randint(7, 16)).capitalize() + "." for _ in range(sentences)
        )

    def put(self, role, text, x, y, size, *, bold=False):
        """Place one line; its box has room for what hangs below, as a detector's has."""
        box = order_pages.quad(x, y, width_of(text, size, bold=bold), 0.95 * size)
        self.rows.append((role, text, box))

    def add(self, role, text, size=20.0, *, bold=False, align="left", white=0.5, **indents):
        """Set a text in lines below the last; `white` is that above, in sizes."""
        self.y += white * size
        first, rest = indents.get("first", 0.0), indents.get("rest", 0.0)
        block = len(self.block)
        for at, line in enumerate(self._wrapped(text, size, bold, first, rest)):
            self.block.append(block)
            indent = rest if at else first
            free = self.width - indent - width_of(line, size, bold=bold)
            shift = {"left": 0.0, "center": 0.5, "right": 1.0}[align] * free
            self.put(role, line, self.x + indent + shift, self.y, size, bold=bold)
            self.y += LEADING * size
        return self

    def _wrapped(self, text, size, bold, first, rest):
        lines, indent = [""], first
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and width_of(longer, size, bold=bold) > self.width - indent:
                lines.append(word)
                indent = rest
            else:
                lines[-1] = longer
        return lines

    def across(self, role, texts, size=16.0, *, white=0.5):
        """Set texts at the left, the right and the middle of one row."""
        self.y += white * size
        for text, share in zip(texts, (0.0, 1.0, 0.5), strict=False):
            free = self.width - width_of(text, size)
            self.block.append(len(self.block))
            self.put(role_of(role, text), text, self.x + share * free, self.y, size)
        self.y += LEADING * size
        return self

    def at(self, x, y, width):
        """Go on in another column."""
        self.x, self.y, self.width = x, y, width
        return self


def role_of(role, text):
    return "page_number" if text.strip(" –-[]").isdigit() else role


def report(seed):
    """A running head, headings with numbers, lists, a caption, notes, a number."""
    s = Sheet(seed)
    s.across("header", (s.title(3), "Annual report"), 15)
    s.add("heading", f"3 {s.title(3)}", 34, bold=True, white=1)
    s.add("paragraph", s.prose(5)).add("paragraph", s.prose(4))
    s.add("heading", f"3.1 {s.title(2)}", 25, bold=True, white=0.9)
    s.add("paragraph", s.prose(3))
    for _ in range(4):
        s.add("list_item", "• " + s.title(9) + ".", first=26, rest=42, white=0.2)
    s.add("paragraph", s.prose(3))
    s.add("heading", f"3.2 {s.title(3)}", 25, bold=True, white=0.9)
    s.add("paragraph", s.prose(5))
    s.y += 180
    s.add("caption", f"Figure {seed + 1}. {s.prose(2)}", 16)
    s.add("paragraph", s.prose(3), white=1)
    s.add("note", f"1 {s.prose(2)}", 15, white=2)
    s.add("note", f"2 {s.prose(1)}", 15, white=0.2)
    s.add("page_number", f"– {seed + 11} –", 16, align="center", white=1.4)
    return s


def letter(seed):
    """Sender, address, date, subject, paragraphs, small columns at the foot."""
    s = Sheet(seed)
    s.add("paragraph", f"{s.title(2)}, 12 March 20{seed + 10}", align="right")
    for text in (s.title(2), f"{seed + 3} {s.title(2)}", f"{s.title(1)} 22{seed + 10}"):
        s.add("paragraph", text, white=0)
    s.add("heading", f"Your letter of {seed + 2} May", 22, bold=True, white=3)
    s.add("paragraph", "Dear Ms. Nair,", white=1)
    for count in (4, 5, 3, 4):
        s.add("paragraph", s.prose(count))
    s.add("paragraph", "Yours faithfully,", white=1)
    s.add("paragraph", s.title(2), white=3).add("paragraph", s.title(2), white=0)
    y = s.y + 90
    for column in range(3):
        s.at(LEFT + 270 * column, y, 240)
        for _ in range(3):
            s.add("footer", s.title(2), 15, white=0)
    return s


def paper(seed):
    """Two columns with captions and footnotes under a running head."""
    s = Sheet(seed)
    s.across("header", (str(seed + 30), s.title(4)), 16)
    top = s.y + 14
    for column in range(2):
        s.at(LEFT + 395 * column, top, 365)
        s.add("paragraph", s.words(30) + ".", 18)
        s.add("heading", f"{column + 1} {s.title(2)}", 20, bold=True, white=0.9)
        s.add("paragraph", s.prose(4), 18, white=0.3).add("paragraph", s.prose(4), 18, first=18)
        s.y += 170
        s.add("caption", f"Fig. {column + 1}: {s.prose(1)}", 15)
        s.add("paragraph", s.words(25) + ".", 18, white=0.9)
        s.add("heading", s.title(3), 20, bold=True, white=0.9)
        s.add("paragraph", s.prose(5), 18, white=0.3)
        s.add("note", "* " + s.prose(1), 14, white=1.2)
    return s


def book(seed):
    """A running head beside a number close to the text, paragraphs with indents."""
    s = Sheet(seed)
    s.across("header", (s.title(3).upper(), str(seed + 120)), 17)
    s.add("paragraph", s.words(40) + ".", white=0.7)
    for _ in range(3):
        s.add("paragraph", s.prose(4), first=24, white=0)
    s.add("heading", "CHAPTER " + "IVXL"[seed % 4], align="center", white=2)
    s.add("heading", s.title(4).upper(), align="center", white=0.5)
    for _ in range(4):
        s.add("paragraph", s.prose(5), first=24, white=0.6 if _ == 0 else 0)
    return s


def slide(seed):
    """A large title, items in two levels, a line at the foot."""
    s = Sheet(seed, width=1100)
    s.add("heading", s.title(5), 52, bold=True)
    for _ in range(3):
        s.add("list_item", "• " + s.title(6), 28, first=20, white=0.8)
        for _ in range(2):
            s.add("list_item", "– " + s.title(5), 24, first=60, white=0.3)
    s.y = 720
    s.across("footer", (s.title(3), str(seed + 4), s.title(2)), 16)
    return s


def steps(seed):
    """Numbered steps of several lines, ingredients without marks set in."""
    s = Sheet(seed)
    s.add("heading", s.title(3), 36, bold=True)
    s.add("paragraph", s.prose(3))
    s.add("heading", "Ingredients", 23, bold=True, white=1)
    s.add("paragraph", "For four persons you need:")
    for _ in range(5):
        s.add("list_item", f"{s.rng.randint(2, 900)} g {s.words(2)}", first=40, white=0.1)
    s.add("heading", "Method", 23, bold=True, white=1)
    for at in range(5):
        s.add("list_item", f"{at + 1}. {s.prose(2)}", rest=26, white=0.3)
    s.add("note", "Note: " + s.prose(1), 16, white=1)
    s.add("footer", s.title(6), 14, align="center", white=3)
    return s


def references(seed):
    """Entries without marks, all but their first lines set in."""
    s = Sheet(seed)
    s.across("header", (s.title(2), s.title(3)), 15)
    s.add("heading", "References", 24, bold=True, white=1)
    for _ in range(9):
        s.add("paragraph", s.prose(2), rest=30, white=0.25)
    s.add("page_number", f"{seed + 60}", 16, align="center", white=2)
    return s


def margin(seed):
    """Notes in small type beside the paragraphs."""
    s = Sheet(seed)
    s.add("heading", s.title(4), 30, bold=True)
    y = s.y + 20
    for _ in range(4):
        s.at(LEFT, y, 150).add("note", s.prose(1), 13)
        s.at(LEFT + 190, y, 570).add("paragraph", s.prose(5))
        y = s.y + 6
    s.at(LEFT, y + 30, WIDTH).add("page_number", f"Page {seed + 2} of 9", 15, align="right")
    return s


def minutes(seed):
    """Headings in bold of the text's own size, close to the text; footers with a number."""
    s = Sheet(seed)
    s.add("heading", s.title(4), 28, bold=True, align="center")
    s.add("paragraph", f"Held on {seed + 1} April in the hall of the town.", align="center")
    for at in range(5):
        s.add("heading", f"{at + 1}. {s.title(3)}", bold=True, white=0.8)
        s.add("paragraph", s.prose(3), white=0.1)
    s.add("paragraph", f"Signed: {s.title(2)}", white=2)
    s.at(LEFT, 1330, WIDTH).across("footer", (s.title(4), f"{seed + 1}"), 15)
    return s


def magazine(seed):
    """A large title, a lead, three columns with small headings, a credit under a picture."""
    s = Sheet(seed)
    s.add("heading", s.title(6), 60, bold=True)
    s.add("paragraph", s.prose(2), 25, white=0.4)
    s.y += 210
    s.add("caption", s.prose(1), 14, white=0.3)
    top = s.y + 24
    for column in range(3):
        s.at(LEFT + 262 * column, top, 236)
        s.add("paragraph", s.prose(3), 17)
        s.add("heading", s.title(2), 18, bold=True, white=0.8)
        s.add("paragraph", s.prose(4), 17, white=0.2)
    s.at(LEFT, s.y + 60, WIDTH).across("footer", (s.title(2), f"{seed + 40}"), 14)
    return s


def contract(seed):
    """Sections with numbers in bold, clauses with numbers."""
    s = Sheet(seed)
    s.add("header", f"Contract no. 44{seed}", 15, align="right")
    s.add("heading", s.title(3).upper(), 28, bold=True, align="center", white=1)
    for at in range(4):
        s.add("heading", f"§ {at + 1} {s.title(2)}", 21, bold=True, white=1)
        for clause in range(2):
            s.add("list_item", f"({clause + 1}) {s.prose(2)}", rest=30, white=0.3)
    s.add("footer", f"{s.title(3)} · Page {seed + 1} of 12", 14, align="center", white=2.4)
    return s


def essay(seed):
    """Paragraphs that only white parts; the text at their ends breaks off."""
    s = Sheet(seed)
    s.across("header", (s.title(3), str(seed + 12)), 16)
    white = 0.3 + 0.15 * (seed % 4)
    for count in (38, 47, 29, 52, 44):
        s.add("paragraph", s.words(count).capitalize(), white=white)
    s.add("paragraph", s.words(25).capitalize(), white=8)  # below a picture without a caption
    s.add("paragraph", f"{seed % 7 + 1}. {s.prose(2)}", white=white)
    s.add("paragraph", s.prose(4), white=white)
    return s


def lead(seed):
    """Larger type above the text and inside it, without white."""
    s = Sheet(seed)
    s.add("heading", s.title(4), 40, bold=True)
    s.add("paragraph", s.words(30).capitalize(), 30, white=0.6)
    s.add("paragraph", s.prose(5), white=0.1)
    s.add("paragraph", s.words(22).capitalize(), 30, white=0.1)
    s.add("paragraph", s.prose(6), white=0.1)
    s.at(LEFT, s.y + 300, WIDTH).across("footer", (s.title(4), str(seed + 3)), 20)
    return s


def entries(seed):
    """Entries of two and three lines, all but the first set in, without white."""
    s = Sheet(seed)
    for _ in range(14):
        s.add("paragraph", s.prose(2), rest=26 + 4 * (seed % 3), white=0)
    return s


def statute(seed):
    """Sections with small headings in the middle, paragraphs with numbers, a note at the foot."""
    s = Sheet(seed)
    s.across("header", (str(seed + 200), s.title(3)), 15)
    for at in range(3):
        s.add("heading", f"Article {seed + at + 4}", 19, bold=True, align="center", white=1.2)
        s.add("heading", s.title(3), 19, align="center", white=0.1)
        for clause in range(3):
            s.add("list_item", f"{clause + 1}. {s.prose(2)}", 19, rest=24, white=0.25)
    s.add("note", f"{seed + 1} {s.prose(1)}", 14, white=2.5)
    return s


def pamphlet(seed):
    """A letterhead, headings in capitals, items with dashes, contact at the foot."""
    s = Sheet(seed)
    s.add("header", s.title(3), 17, align="center")
    s.add("header", f"{seed + 4} {s.title(2)} · www.example.org", 15, align="center", white=0.1)
    for _ in range(3):
        s.add("heading", s.title(2).upper(), 21, bold=True, white=1.4)
        s.add("paragraph", s.prose(3), white=0.3)
        for _ in range(3):
            s.add("list_item", "– " + s.title(7), first=20, rest=36, white=0.15)
    s.at(LEFT, 1320, WIDTH).across("footer", (s.title(3), "info@example.org"), 14)
    return s


PAGES = {
    made.__name__: made
    for made in (
        report,
        letter,
        paper,
        book,
        slide,
        steps,
        references,
        margin,
        minutes,
        magazine,
        contract,
        essay,
        lead,
        entries,
        statute,
        pamphlet,
    )
}


def document(rows, *, noise=0.0, seed=0):
    """A page of these rows, shuffled; each side of a box is off by `noise` of its height."""
    rng = random.Random(seed)
    rows = rng.sample(rows, len(rows))
    quads = [_rough(quad, noise, rng) for _, _, quad in rows]
    page = Page(lines=Lines([text for _, text, _ in rows], quads))
    return Document([page]), [role for role, _, _ in rows]


def _rough(quad, noise, rng):
    (left, top), (right, bottom) = quad[0], quad[2]
    off = [rng.gauss(0, noise * (bottom - top)) for _ in range(4)]
    left, top, right, bottom = (v + d for v, d in zip((left, top, right, bottom), off, strict=True))
    return [[left, top], [right, top], [right, bottom], [left, bottom]]
