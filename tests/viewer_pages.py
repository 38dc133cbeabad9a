"""Pages for the viewer's tests, and the viewer as a browser shows it."""

import base64
import json
import time
from pathlib import Path

import numpy as np
from browser import Browser

import ocrlayout as ol
from ocrlayout.model import Document, Lines, Page, Words
from ocrlayout.writers import viewer

EXAMPLES = Path(__file__).parents[1] / "examples" / "pages"
ANSWERS = Path(__file__).parent / "data" / "rapidocr"
SECONDS = 20  # until what is waited for is given up
LETTER = 10  # units of a letter's width


def quad(x, y, width, height=16.0):
    return [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]


def page_of(*lines, confidence=None, number=1, angle=0.0):
    """A page of lines, each of words; lines stand below each other, `angle` degrees about the middle."""
    words = [word for line in lines for word in line]
    quads = []
    for row, line in enumerate(lines):
        starts = np.cumsum([0, *(LETTER * (len(word) + 1) for word in line)])
        quads += [
            quad(60 + x, 60 + 30 * row, LETTER * len(word))
            for x, word in zip(starts, line, strict=False)
        ]
    offsets = np.cumsum([0, *map(len, lines)])
    bounds = [
        quad(60, 60 + 30 * row, LETTER * (sum(map(len, line)) + len(line) - 1))
        for row, line in enumerate(lines)
    ]
    columns = Words(words, np.reshape(quads, (-1, 4, 2)), confidence)
    texts = [" ".join(line) for line in lines]
    found = Lines(texts, np.reshape(bounds, (-1, 4, 2)), columns, offsets)
    page = Page(number=number, width=800, height=800, unit="pixel", lines=found)
    return (
        page.replace(lines=found.move(ol.geometry.rotation(angle, (400, 400)))) if angle else page
    )


def answered(name):
    """A page of the demo, as the local engine reads it; and its scan."""
    scan = next(path for path in EXAMPLES.glob(f"{name}.*") if path.suffix != ".json")
    return ol.tidy(ol.load(ANSWERS / f"{name}.json")), scan


def written(folder, documents, images=None, **options):
    """The path of a viewer."""
    path = Path(folder, "page.view.html")
    with path.open("wb") as out:
        viewer.write(documents, out, images=images, options=viewer.Options(**options))
    return path


def document(*pages):
    return Document(pages)


class Shown(Browser):
    """The viewer in a browser: what a person does, and what is seen."""

    def prepare(self, folder):
        self.folder = Path(folder)
        for domain in ("Runtime", "Page", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.resize(1400, 900)
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def resize(self, width, height):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def show(self, path, *, again=False):
        """Open a file; what an earlier test left in the browser is forgotten."""
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        self.wait("document.readyState === 'complete'")
        if not again:
            self.value("localStorage.clear()")
            self.call("Page.reload")
        self.wait(
            "document.readyState === 'complete' && document.querySelector('#list p') !== null"
        )

    def wait(self, condition):
        end = time.monotonic() + SECONDS
        while not self.value(condition):
            assert time.monotonic() < end, condition
            time.sleep(0.02)

    def press(self, key, text=None, modifiers=0):
        typed = text if text is not None else (key if len(key) == 1 else "")
        shift = 8 if key.isupper() and len(key) == 1 else 0
        facts = {"key": key, "modifiers": modifiers or shift}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=typed, **facts)
        self.call("Input.dispatchKeyEvent", type="keyUp", **facts)

    def click(self, selector):
        self.value(f"document.querySelector({json.dumps(selector)}).click()")

    def type(self, text):
        """Put a text in the field of the chosen word, and press Enter."""
        self.value(
            "document.getElementById('reading').focus(),"
            f" document.getElementById('reading').value = {json.dumps(text)}, 0"
        )
        self.press("Enter", "")

    def choose(self, row, page=0):
        """Click a word, in its middle."""
        word = f'[data-page="{page}"] .word[data-row="{row}"]'
        self.wait(f"document.querySelector('{word}') !== null")
        x, y = self.value(
            f"(() => {{ const box = document.querySelector('{word}').getBoundingClientRect();"
            " return [box.left + box.width / 2, box.top + box.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def drag(self, box, page=0):
        """Drag the mouse over a part of a page: left, top, right, bottom, as shares of its scan."""
        x, y, width, height = self.value(
            f"(() => {{ const at = document.querySelector('[data-page=\"{page}\"] .frame').getBoundingClientRect();"
            " return [at.x, at.y, at.width, at.height]; })()"
        )
        ends = [(x + width * box[at], y + height * box[at + 1]) for at in (0, 2)]
        steps = (("mousePressed", 0), ("mouseMoved", 1), ("mouseReleased", 1))
        for kind, end in steps:
            at = dict(zip("xy", ends[end], strict=True))
            self.call(
                "Input.dispatchMouseEvent", type=kind, button="left", buttons=1, clickCount=1, **at
            )

    def insert(self, box, text, page=0):
        """Draw a box where nothing was read, and type what stands there."""
        self.click("#draw")
        self.drag(box, page)
        self.wait("document.activeElement.id === 'reading'")
        self.type(text)

    @property
    def chosen(self):
        return self.value("document.getElementById('reading').value")

    def items(self):
        return self.value("[...document.querySelectorAll('#list li bdi')].map(e => e.textContent)")

    def search(self, phrase):
        self.value(
            f"document.getElementById('phrase').value = {json.dumps(phrase)},"
            " document.getElementById('phrase').dispatchEvent(new Event('input')), 0"
        )
        self.wait("document.getElementById('tab-found').ariaSelected === 'true'")

    def copied(self, script):
        """What is copied after a script has selected something."""
        return self.value(
            f"(() => {{ {script};"
            " const data = new DataTransfer();"
            " document.dispatchEvent(new ClipboardEvent('copy', {clipboardData: data, cancelable: true}));"
            " return data.getData('text/plain'); })()"
        )

    def downloaded(self):
        """The document as it is downloaded."""
        self.click("#download")
        end = time.monotonic() + SECONDS
        while not (files := list(self.folder.glob("*.json"))):
            assert time.monotonic() < end, "nothing was downloaded"
            time.sleep(0.02)
        found = ol.load(files[0])
        files[0].unlink()  # or the next one could not be told from it
        return found

    def printed(self, **paper):
        """The PDF that the browser prints; inches of paper, where it is not Letter."""
        answer = self.call("Page.printToPDF", printBackground=True, **paper)
        return base64.b64decode(answer["data"])

    def faults(self):
        """What the browser complained of."""
        self.value("0")
        kinds = ("Runtime.exceptionThrown", "Log.entryAdded")
        return [event["params"] for event in self.events if event["method"] in kinds]

    def requests(self):
        """Addresses that were asked for, but for pictures that stand in the file."""
        sent = [each for each in self.events if each["method"] == "Network.requestWillBeSent"]
        urls = [each["params"]["request"]["url"] for each in sent]
        return [url for url in urls if not url.startswith("data:")]
