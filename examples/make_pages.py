"""Draw the pages that the demo reads: text of our own and of the Universal Declaration of Human Rights, in Noto fonts.

A browser lays the text out and tells where every word stands; so the true text and the true boxes
of each page are known and kept in ``pages/truth.json``. Needs Chromium and the Noto fonts (in
Debian: chromium, fonts-noto-core, fonts-noto-cjk). The same versions draw the same pages.

    python examples/make_pages.py
"""

import html
import json
import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image

Pixels = npt.NDArray[np.uint8]
Points = npt.NDArray[np.float64]
Line = dict[str, Any]
PAGES = Path(__file__).parent / "pages"
DPI = 150
SIZE = (1240, 1754)  # A4
BROWSER = [
    *(
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
    ),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *(
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        "--font-render-hinting=none",
        "--disable-lcd-text",
    ),
]
STYLE = """
* { margin: 0; box-sizing: border-box }
body { width: 1240px; height: 1754px; background: #fff; color: #111; overflow: hidden; padding: 130px 150px;
       font: 25px/1.5 "Noto Serif"; font-variant-ligatures: none }
h1 { font-size: 44px; line-height: 1.4; margin-bottom: 26px }
h2 { font-size: 30px; line-height: 1.4; margin: 22px 0 10px }
p { margin-bottom: 20px }
.right { text-align: right }
.small { font-size: 19px }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 56px }
.sans { font-family: "Noto Sans" }
"""
# Words as a service gives them: split at white space, Han and Kana one by one; the lines of a block
# in its order.
MEASURE = r"""
const lines = [];
const word = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー、。，]|[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}ー、。，]+/gu;
const walk = (block) => {
  const nodes = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let line = null;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    for (const found of node.data.matchAll(word)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const box = range.getBoundingClientRect();
      if (!line || Math.abs(box.top - line.top) > 4) {
        line = {top: box.top, rtl: getComputedStyle(block).direction == "rtl", words: []};
        lines.push(line);
      }
      const after = node.data[found.index + found[0].length];
      line.words.push([found[0], box.left, box.top, box.right, box.bottom, !after || /\s/.test(after)]);
    }
  }
};
document.querySelectorAll("h1, h2, p").forEach(walk);
const out = document.createElement("pre");
out.id = "measured";
out.textContent = JSON.stringify(lines);
document.body.append(out);
"""

LETTER = """
<p class="right">Riverside Observatory<br>12 Lantern Street<br>Wexcombe</p>
<p>14 March</p>
<p>Dear Professor Okafor,</p>
<p>Thank you for the box of glass plates that reached us on Monday. Of the 48 plates you listed, 46 came through the
journey unbroken; numbers 17 and 31 are cracked along one edge, but the emulsion has held and both can still be
scanned.</p>
<p>We began with the series from the winter of 1911. Each plate is cleaned with a soft brush, laid on the light table
and photographed four times, once from every side, so that scratches can be told from stars. A plate takes about
twenty minutes, and the whole collection should be finished by the end of May at a cost of $1,260.50, a little
below the estimate.</p>
<p>Your notes on the paper sleeves turned out to be as valuable as the pictures. They give the exposure, the state of
the sky and, now and then, a remark that no instrument would have made: "clouds from 22:40, owls all night". We would
like to print them beside the images. May we have your permission?</p>
<p>One question remains. The sleeve of plate 39 says "see the other book", yet no book was in the box. If it is still
on your shelf, please send it with the next parcel, or simply call me on 555-0148 and I will drive over to fetch
it.</p>
<p>With kind regards,</p>
<p>Ingrid Halvorsen<br>Keeper of the plate archive</p>
<p class="small">Enclosed: list of plates (3 pages), condition report, receipt no. 2207</p>
"""

COLUMNS = """
<h1>How a river draws its own map</h1>
<p class="sans small">From the notebook of the Wexcombe walking club, number 7</p>
<div class="columns sans"><div>
<p>A river on flat land never runs straight for long. A fallen tree or a bank of clay pushes the current to one side,
and from then on the water does the rest. On the outside of a bend it runs fast and cuts into the bank; on the inside
it slows down and leaves its sand behind. So each bend grows wider year by year.</p>
<h2>The short cut</h2>
<p>In the end the neck between two bends is so thin that a single flood breaks through. The river takes the short cut,
and the old bend is left as a curved lake that slowly fills with reeds. On our map of 1890 there are five such lakes
near the mill. Two of them are meadows today.</p>
<p>Anyone can see where the river used to be. After rain the old bed stays dark for a day longer than the fields
around it.</p>
</div><div>
<h2>What to look for</h2>
<p>Start at the stone bridge and keep to the left bank. The first thing to notice is the colour of the soil: brown
where the river has been lately, red where it has not been for ages.</p>
<p>Then count the rows of willows. They sprout on fresh sand, so each row marks the edge of the water in one good
summer. We counted eleven rows in 350 metres.</p>
<h2>A warning</h2>
<p>The bank below the mill is hollow. Keep two metres away from the edge, above all after frost, and do not trust the
grass. It looks firm and hangs over nothing.</p>
<p>The walk takes three hours. The last bus leaves the bridge at 18:25.</p>
</div></div>
"""

SIDEWAYS = """
<h1>Timetable of the island ferry</h1>
<p>The ferry sails every day from the first of April to the last Sunday in October. In winter please ask at the
harbour office, because ice on the landing stage can stop the service without notice.</p>
<h2>From the town</h2>
<p>First boat at 6:15, then every forty minutes until 20:55. The crossing takes eighteen minutes when the sea is
calm.</p>
<h2>From the island</h2>
<p>First boat at 6:45, last boat at 21:25. Bicycles travel free of charge, dogs need a ticket and a lead.</p>
<h2>Fares</h2>
<p>Adults pay 4.80, children under twelve pay 2.40. A book of ten tickets costs 40.00 and is valid for two years.
Tickets are sold on board; the purser cannot change large notes.</p>
<p>Lost property is kept at the harbour office for six weeks.</p>
"""

CHINESE = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"
JAPANESE = (
    "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"
    "人間は、理性と良心とを授けられており、互いに同胞の精神をもって行動しなければならない。"
)
LANGUAGES = """
<h1>One sentence, four languages</h1>
<h2>English</h2>
<p lang="en">All human beings are born free and equal in dignity and rights. They are endowed with reason and
conscience and should act towards one another in a spirit of brotherhood.</p>
<h2>Deutsch</h2>
<p lang="de">Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit Vernunft und Gewissen begabt
und sollen einander im Geist der Brüderlichkeit begegnen.</p>
<h2 lang="zh-Hans" style="font-family: 'Noto Sans CJK SC'">中文</h2>
<p lang="zh-Hans" style="font-family: 'Noto Sans CJK SC'; font-size: 30px">CHINESE</p>
<h2 lang="ja" style="font-family: 'Noto Sans CJK JP'">日本語</h2>
<p lang="ja" style="font-family: 'Noto Sans CJK JP'; font-size: 30px">JAPANESE</p>
<p class="small">Universal Declaration of Human Rights, article 1 (Resolution 217 A of 10 December 1948)</p>
""".replace("CHINESE", CHINESE).replace("JAPANESE", JAPANESE)

SCRIPTS = """
<h1 class="sans">Five scripts</h1>
<p lang="el" class="sans">Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα. Είναι
προικισμένοι με λογική και συνείδηση, και οφείλουν να συμπεριφέρονται μεταξύ τους με πνεύμα αδελφοσύνης.</p>
<p lang="ru" class="sans">Все люди рождаются свободными и равными в своём достоинстве и правах. Они наделены разумом и
совестью и должны поступать в отношении друг друга в духе братства.</p>
<p lang="ar" dir="rtl" style="font-family: 'Noto Naskh Arabic'; font-size: 30px">يولد جميع الناس أحرارًا متساوين في
الكرامة والحقوق. وقد وهبوا عقلاً وضميرًا وعليهم أن يعامل بعضهم بعضًا بروح الإخاء.</p>
<p lang="he" dir="rtl" style="font-family: 'Noto Sans Hebrew'; font-size: 28px">כל בני אדם נולדו בני חורין ושווים
בערכם ובזכויותיהם. כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש ברעהו ברוח של אחווה.</p>
<p lang="hi" style="font-family: 'Noto Sans Devanagari'; font-size: 28px">सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात
स्वतन्त्रता और समानता प्राप्त है। उन्हें बुद्धि और अन्तरात्मा की देन प्राप्त है और परस्पर उन्हें भाईचारे के भाव से
बर्ताव करना चाहिए।</p>
"""


def draw(body: str) -> tuple[Pixels, list[Line]]:
    """Render a page; returns its gray pixels and its lines, words boxed in pixels."""
    size = f"--window-size={SIZE[0]},{SIZE[1]}"
    page = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style><body>{body}"
    with tempfile.TemporaryDirectory() as folder:
        profile = f"--user-data-dir={folder}/profile"
        source, picture = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page, encoding="utf-8")
        browse(profile, size, f"--screenshot={picture}", str(source))
        pixels = cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE)
        source.write_text(f"{page}<script>{MEASURE}</script>", encoding="utf-8")
        dumped = browse(profile, size, "--dump-dom", str(source))
    measured = re.search(r'<pre id="measured">(.*?)</pre>', dumped.decode(), re.DOTALL)
    return pixels, [tight(line, pixels) for line in json.loads(html.unescape(measured[1]))]


def browse(*arguments: str) -> bytes:
    """Run the browser; returns what it prints."""
    # nobody else's input
    done = subprocess.run([*BROWSER, *arguments], check=True, capture_output=True)  # noqa: S603
    return done.stdout


def tight(line: Line, pixels: Pixels) -> Line:
    """Cut a line's boxes, which are as high as the font, to the height of its ink; the text is joined."""
    boxes = np.array([word[1:5] for word in line["words"]])
    left, top, right, bottom = (
        *np.floor(boxes[:, :2].min(axis=0)),
        *np.ceil(boxes[:, 2:].max(axis=0)),
    )
    inked = np.flatnonzero(
        (pixels[int(top) : int(bottom), int(left) : int(right)] < 160).any(axis=1)
    )
    boxes[:, 1], boxes[:, 3] = top + inked[0] - 1, top + inked[-1] + 2
    text = "".join(word[0] + " " * word[5] for word in line["words"]).strip()
    return {
        "text": text,
        "words": [[word[0], quad(box)] for word, box in zip(line["words"], boxes, strict=True)],
    }


def quad(box: Points) -> Points:
    """Corners of a box, from the top left clockwise."""
    x0, y0, x1, y1 = box
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


def moved(lines: list[Line], matrix: Points) -> list[Line]:
    """Map the boxes of lines through an affine matrix."""
    turn, by = matrix[:, :2].T, matrix[:, 2]
    return [
        {**line, "words": [[text, points @ turn + by] for text, points in line["words"]]}
        for line in lines
    ]


def scanned(pixels: Pixels, lines: list[Line], angle: float = 3.2) -> tuple[Pixels, list[Line]]:
    """Turn a page as a careless hand lays it on the glass: gray, uneven, with grain; seeded."""
    height, width = pixels.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 0.97)
    paper = cv2.warpAffine(255 - pixels, matrix, SIZE, flags=cv2.INTER_AREA)
    across, down = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    light = 236 - 22 * across - 12 * down**2
    grain = cv2.GaussianBlur(np.random.default_rng(7).normal(0, 14, pixels.shape), (0, 0), 1.1)
    gray = light - cv2.GaussianBlur(paper, (0, 0), 0.7) * 0.78 + grain
    return np.clip(gray, 0, 255).round().astype(np.uint8), moved(lines, matrix)


def turned(pixels: Pixels, lines: list[Line]) -> tuple[Pixels, list[Line]]:
    """Lay a page on its side: a quarter turn clockwise."""
    matrix = np.array([[0.0, -1.0, pixels.shape[0]], [1.0, 0.0, 0.0]])
    return np.ascontiguousarray(np.rot90(pixels, -1)), moved(lines, matrix)


def union(line: Line) -> Points:
    """Bound a line: from the corners of its leftmost word to those of its rightmost, along the text."""
    points = np.array([points for _, points in line["words"]])
    way = points[0, 1] - points[0, 0]
    first, last = points[np.argmin(points[:, 0] @ way)], points[np.argmax(points[:, 1] @ way)]
    return np.array([first[0], last[1], last[2], first[3]])


def flat(points: Points) -> list[float]:
    """Eight numbers, to a tenth of a pixel."""
    return [round(float(value), 1) for value in points.reshape(8)]


def payload(lines: list[Line]) -> dict[str, Any]:
    """Dress true lines as an answer of Azure Read 3.2; no engine was asked, so there is no confidence."""
    answer = [
        {
            "boundingBox": flat(union(line)),
            "text": line["text"],
            "words": [
                {"boundingBox": flat(points), "text": text} for text, points in line["words"]
            ],
        }
        for line in lines
    ]
    page = {
        "page": 1,
        "angle": 0,
        "width": SIZE[0],
        "height": SIZE[1],
        "unit": "pixel",
        "lines": answer,
    }
    return {
        "generated": "by examples/make_pages.py: the page's true text, not an answer of the service",
        "status": "succeeded",
        "analyzeResult": {"version": "3.2.0", "readResults": [page]},
    }


def keep(name: str, pixels: Pixels) -> None:
    """Write an image with its resolution."""
    options = {"quality": 60} if name.endswith(".jpg") else {"optimize": True}
    Image.fromarray(pixels).save(PAGES / name, dpi=(DPI, DPI), **options)


def main() -> None:
    """Draw every page and write its truth."""
    pages = {
        "letter.png": draw(LETTER),
        "two-columns-skewed.jpg": scanned(*draw(COLUMNS)),
        "sideways.png": turned(*draw(SIDEWAYS)),
        "languages.png": draw(LANGUAGES),
        "scripts.png": draw(SCRIPTS),
    }
    truth = {}
    for name, (pixels, lines) in pages.items():
        keep(name, pixels)
        truth[name] = [
            {
                "text": line["text"],
                "words": [[text, flat(points)] for text, points in line["words"]],
            }
            for line in lines
        ]
        print(name, pixels.shape[::-1], len(lines), "lines")
    write_json("scripts.json", payload(pages["scripts.png"][1]))
    write_json("truth.json", truth)


def write_json(name: str, value: Any) -> None:
    (PAGES / name).write_text(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
