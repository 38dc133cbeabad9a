"""Pages made up for the tests of page angle and reading order, their lines in true order."""

import random
from collections.abc import Callable

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Document, Lines, Page, Words

WORDS = (
    "the of and to in that is was he for it with as his on be at by had not are but from or"
    " have an they which one you were her all she there would their we him been has when who"
    " will more no if out so said what up its about into than them can only other new some could"
    " time these two may then do first any my now such like our over man me even most made after"
    " also did many before must through years where much your way well down should because each"
    " just"
).split()
HAN = (
    "天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
    "闰余成岁律吕调阳云腾致雨露结为霜金生丽水玉出昆冈"
)
ARABIC = (
    "في من على إلى هذا كان الذي عن مع كل بعد قال بين أو ما لا"
    " هو ذلك قد عند حتى أن لم يوم كما منذ وقد ثم"
).split()
HEIGHT, PITCH = 20.0, 26.0
Row = tuple[str, list[list[float]]]


def quad(x: float, y: float, width: float, height: float = HEIGHT) -> list[list[float]]:
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]


def sentence(rng: random.Random, width: float, words: list[str] = WORDS) -> str:
    """Words that fill a width at half a line height a character."""
    text = rng.choice(words)
    while (len(text) + 6) * HEIGHT / 2 < width:
        text += " " + rng.choice(words)
    return text


def text(
    rng: random.Random, x: float, y: float, width: float, rows: int, words: list[str] = WORDS
) -> list[Row]:
    """A column of running text: paragraphs with an indent and a short last line."""
    made, left = [], 0
    for row in range(rows):
        first, left = left == 0, left - 1 if left else rng.randint(3, 9)
        last = left == 0 or row == rows - 1
        indent = HEIGHT if first else 0.0
        length = width * rng.uniform(0.3, 0.8) if last else width - indent
        content = sentence(rng, length, words)
        content = content.capitalize() if first else content
        made.append((content + "." if last else content, quad(x + indent, y + row * PITCH, length)))
    return made


def single(rng: random.Random) -> list[Row]:
    head = [("A running head", quad(350, 60, 200)), ("17", quad(860, 60, 20))]
    return head + text(rng, 100, 140, 780, 40) + [("18", quad(480, 1320, 20))]


def columns(rng: random.Random, count: int = 2, rows: int = 40, lead: int = 3) -> list[Row]:
    """A heading and some lines across, columns with gutters of 1.5 line heights, a foot."""
    width = 420.0
    whole = count * (width + 30) - 30
    made = [("Of many things".upper(), quad(100 + whole / 2 - 200, 50, 400, 40))]
    made += text(rng, 100, 130, whole, lead)
    for column in range(count):
        shift = rng.uniform(0, PITCH)  # baselines of columns need not agree
        made += text(
            rng,
            100 + column * (width + 30),
            160 + lead * PITCH + shift,
            width,
            rows - rng.randint(0, 4),
        )
    return [*made, ("Foot of the page", quad(100, 260 + (lead + rows) * PITCH, 180))]


def table(rng: random.Random, rows: int = 12, cells: int = 4) -> list[Row]:
    made = [("Table of what there is", quad(100, 60, 320))]
    for row in range(rows):
        y = 120 + row * PITCH * 1.1
        made.append((rng.choice(WORDS).capitalize(), quad(100, y, rng.uniform(80, 240))))
        places = [quad(100 + cell * 200 + rng.uniform(100, 120), y, 70) for cell in range(1, cells)]
        made += [(f"{rng.uniform(1, 999):.2f}", place) for place in places]
    return made


def form(rng: random.Random) -> list[Row]:
    """Labels and values in groups, with white between the rows."""
    made = [("Application".upper(), quad(100, 40, 300, 36))]
    for row, pair in enumerate(
        [("Name", "Given name"), ("Street", "Town"), ("Telephone", "E-mail"), ("Date", "Sign")]
    ):
        y = 140 + row * 70
        made += [
            (label + ":", quad(100 + column * 450, y, 90)) for column, label in enumerate(pair)
        ]
    return [*made, *text(rng, 100, 440, 800, 4)]


def cards(rng: random.Random) -> list[Row]:
    """Three cards beside each other, then three more: a title and sentences that run on."""
    made = []
    for band in range(2):
        for card in range(3):
            x, y = 80 + card * 400, 100 + band * 300
            made.append((rng.choice(WORDS).capitalize() + " title here", quad(x, y, 200, 24)))
            made += text(rng, x, y + 40, 330, 6)
    return made


def sidebar(rng: random.Random) -> list[Row]:
    """Notes in the margin, in small type, beside running text."""
    body = text(rng, 100, 100, 700, 30)
    notes = [
        (rng.choice(WORDS) + " " + rng.choice(WORDS), quad(830, 200 + row * 16, 110, 13))
        for row in range(5)
    ]
    return body + notes


def margin(rng: random.Random) -> list[Row]:
    """Paragraphs, each with a note in the margin beside its first lines."""
    rows, y = [], 100.0
    for _ in range(rng.randint(3, 5)):
        count = rng.randint(5, 9)
        rows += text(rng, 100, y, 520, count)
        size = rng.choice((13, 15, 18))
        lines = range(rng.randint(1, 3))
        rows += [
            (f"note {k} to it", quad(650, y + 3 + 1.3 * size * k, 7 * size, size)) for k in lines
        ]
        y += count * 26 + rng.choice((14, 26, 40))
    return rows


def right_to_left(rng: random.Random) -> list[Row]:
    """Two columns of Arabic, the right one first."""
    made: list[Row] = []
    for x in (600, 100):
        rows = text(rng, 100, 100, 440, 25, ARABIC)
        for content, polygon in rows:
            mirrored = [
                [540 - px + x, py] for px, py in (polygon[1], polygon[0], polygon[3], polygon[2])
            ]
            made += [(content, mirrored)]
    return made


def vertical(rng: random.Random) -> list[Row]:
    """Columns of Han from right to left."""
    made = []
    for column in range(14):
        rows = 24 if rng.random() > 0.2 else rng.randint(6, 20)
        content = "".join(rng.choice(HAN) for _ in range(rows))
        made.append((content, quad(900 - column * 50, 100, 40, rows * 40)))
    return made


def contents(rng: random.Random) -> list[Row]:
    """A table of contents: titles, and numbers of pages far to the right."""
    made = [("Contents", quad(100, 40, 160, 36))]
    for row in range(18):
        y = 120 + row * PITCH * 1.2
        made.append(
            (sentence(rng, rng.uniform(200, 600)).capitalize(), quad(100, y, rng.uniform(200, 600)))
        )
        made.append((str(10 + 7 * row), quad(850, y, 30)))
    return made


def receipt(rng: random.Random) -> list[Row]:
    made = [("The Corner Shop", quad(160, 20, 200)), ("12 High Street", quad(180, 46, 160))]
    for row in range(8):
        y = 110 + row * PITCH
        made.append(
            (f"{rng.randint(1, 3)} x {rng.choice(WORDS)} {rng.choice(WORDS)}", quad(40, y, 180))
        )
        made.append((f"{rng.uniform(1, 90):.2f}", quad(420, y, 60)))
    made += [
        ("Total", quad(40, 360, 60)),
        ("81.20", quad(420, 360, 60)),
        ("Thank you", quad(200, 420, 110)),
    ]
    return made


def index(rng: random.Random) -> list[Row]:
    """Four columns of entries at one pitch: read down, not across."""
    made = [("Index", quad(100, 40, 120, 36))]
    for column in range(4):
        for row in range(30):
            entry = f"{rng.choice(WORDS).capitalize()} {rng.choice(WORDS)}, {rng.randint(2, 400)}"
            made.append((entry, quad(100 + column * 280, 110 + row * PITCH, len(entry) * 10)))
    return made


def han(rng: random.Random) -> list[Row]:
    """Three columns of level Chinese: no spaces, no capitals."""
    made = []
    for column in range(3):
        for row in range(24):
            count = 16 if rng.random() < 0.85 else rng.randint(3, 12)
            content = "".join(rng.choice(HAN) for _ in range(count))
            made.append((content, quad(100 + column * 360, 100 + row * 30, count * 20)))
    return made


def articles(rng: random.Random) -> list[Row]:
    """A news page: a title, an article under a headline over two columns, one beside, one below."""
    made = [("THE MORNING NEWS", quad(300, 20, 700, 70))]
    made.append((sentence(rng, 600).capitalize(), quad(80, 120, 780, 44)))
    for column in range(2):
        made += text(rng, 80 + column * 410, 190, 380, 22)
    made.append((sentence(rng, 200).capitalize(), quad(900, 120, 360, 30)))
    made += text(rng, 900, 170, 380, 22)
    made.append((sentence(rng, 800).capitalize(), quad(80, 810, 1100, 44)))
    for column in range(3):
        made += text(rng, 80 + column * 410, 880, 380, 15)
    return made


def letter(rng: random.Random) -> list[Row]:
    """A typed letter: sender and reference side by side, then the text, a small table in it."""
    made = [
        (line, quad(100, 60 + k * PITCH, 220))
        for k, line in enumerate(["Smith and Sons", "4 Mill Lane", "York"])
    ]
    made += [
        (line, quad(650, 60 + k * PITCH, 200))
        for k, line in enumerate(["Our reference: ab", "Your letter: may"])
    ]
    made += text(rng, 100, 220, 780, 8)
    for row in range(4):
        y = 470 + row * PITCH
        made.append((f"{rng.choice(WORDS)} {rng.choice(WORDS)}", quad(160, y, 160)))
        made += [
            (f"{rng.randint(10, 99)},{rng.randint(10, 99)}", quad(x, y, 60)) for x in (460, 640)
        ]
    return made + text(rng, 100, 620, 780, 10) + [("Yours truly", quad(560, 920, 120))]


def in_words(rows: list[Row]) -> list[Row]:
    """Make a line of each word, as engines without lines answer."""
    made = []
    for content, polygon in rows:
        x, y = polygon[0]
        glyph = (polygon[1][0] - x) / len(content)
        for part in content.split(" "):
            made.append((part, quad(x, y, len(part) * glyph, polygon[2][1] - y)))
            x += (len(part) + 1) * glyph
    return made


def broken(rows: list[Row], rng: random.Random, share: float = 0.3) -> list[Row]:
    """Cut some of the longer lines in two at a space."""
    made = []
    for content, polygon in rows:
        cut = rng.choice([at for at, mark in enumerate(content) if mark == " "] or [0])
        if len(content) < 20 or rng.random() > share or not 4 < cut < len(content) - 4:
            made.append((content, polygon))
            continue
        x, y = polygon[0]
        glyph, high = (polygon[1][0] - x) / len(content), polygon[2][1] - y
        made.append((content[:cut], quad(x, y, cut * glyph, high)))
        rest = content[cut + 1 :]
        made.append((rest, quad(x + (cut + 1) * glyph, y, len(rest) * glyph, high)))
    return made


LAYOUTS: dict[str, Callable[[random.Random], list[Row]]] = {
    "single": single,
    "two columns": columns,
    "three columns": lambda rng: columns(rng, 3),
    "table": table,
    "form": form,
    "cards": cards,
    "sidebar": sidebar,
    "right to left": right_to_left,
    "vertical": vertical,
    "contents": contents,
    "receipt": receipt,
    "index": index,
    "level Chinese": han,
    "articles": articles,
    "letter": letter,
}


def page(
    rows: list[Row], *, angle: float = 0.0, scale: float = 1.0, shuffle: int | None = None
) -> tuple[Page, list[int]]:
    """Make a page of rows, turned and scaled; return it with the true order of its lines."""
    place = list(range(len(rows)))
    if shuffle is not None:
        random.Random(shuffle).shuffle(place)
    polygons = np.array([rows[at][1] for at in place], np.float64).reshape(-1, 4, 2)
    polygons = geometry.apply(geometry.rotation(angle, (700, 700)), polygons)
    low = polygons.reshape(-1, 2).min(axis=0) - 50 if len(rows) else np.zeros(2)
    polygons = (polygons - low) * scale
    high = polygons.reshape(-1, 2).max(axis=0) + 50 * scale if len(rows) else np.ones(2)
    texts = [rows[at][0] for at in place]
    lines = Lines(texts, polygons, Words(texts, polygons), np.arange(len(texts) + 1))
    unit = "pixel" if scale == 1 else "inch"
    return Page(1, float(high[0]), float(high[1]), unit, lines=lines), np.argsort(place).tolist()


def document(rows: list[Row], **options: float) -> Document:
    return Document([page(rows, **options)[0]])
