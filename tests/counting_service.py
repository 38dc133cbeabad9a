"""A local stand-in for Azure's Read that looks at the PDFs it is sent, and counts the pages it is asked for.

A page is known by its width (`scanned_pages.pdf`), so it is known too in a file that holds it alone.
"""

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pikepdf
from scanned_pages import WIDTH

from ocrlayout import page_ranges

KEY = "0" * 32


def recognized(number):
    """What the service reads on a page."""
    return f"Recognized on page {number}"


class Service(ThreadingHTTPServer):
    """Read 3.2, which takes pages, and 2.1, which does not.

    Attributes
    ----------
    asked : list of int
        Numbers of the pages that the service was to read, by what the pages are.
    answers_at_most : int
        Pages of one file; the rest is left out, as in the free tier.
    trouble : int or None
        The status that is answered to whoever asks for a result.
    """

    daemon_threads = True

    def __init__(self, answers_at_most=1000):
        super().__init__(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server_port}"
        self.answers_at_most, self.trouble = answers_at_most, None
        self.asked, self.queries, self.bodies, self.results = [], [], [], {}

    def __enter__(self):
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}).start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        where = urlsplit(self.path)
        query = parse_qs(where.query)
        is_old = where.path == "/vision/v2.1/read/core/asyncBatchAnalyze"
        if not (is_old and not query) and where.path != "/vision/v3.2/read/analyze":
            self.send(400, {"error": {"code": "BadArgument", "message": "not that"}})
            return
        try:
            widths = widths_of(body)
        except pikepdf.PasswordError:
            self.send(400, {"error": {"code": "InvalidImage", "message": "it is locked"}})
            return
        chosen = page_ranges.parse(query.get("pages", ["1-"])[0]).among(range(1, len(widths) + 1))
        numbers = {place: widths[place - 1] - WIDTH + 1 for place in chosen}
        self.server.asked += numbers.values()
        self.server.queries.append(query)
        self.server.bodies.append(body)
        kept = list(numbers.items())[: self.server.answers_at_most]
        pages = [page(place, number) for place, number in kept]
        key = f"/result/{len(self.server.results)}"
        self.server.results[key] = (
            {"status": "Succeeded", "recognitionResults": pages}
            if is_old
            else {
                "status": "succeeded",
                "analyzeResult": {"version": "3.2.0", "readResults": pages},
            }
        )
        self.send(202, None, {"Operation-Location": self.server.origin + key})

    def do_GET(self):
        if self.server.trouble:
            self.send(self.server.trouble, {"error": {"code": "NotFound", "message": "trouble"}})
        else:
            self.send(200, self.server.results[self.path])

    def send(self, status, payload, headers=()):
        data = json.dumps(payload).encode() if payload is not None else b""
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def widths_of(body):
    """The widths of the pages of a PDF that opens without a password; of anything else, that of page 1."""
    if not body.startswith(b"%PDF-"):
        return [WIDTH]
    with pikepdf.open(io.BytesIO(body)) as file:
        return [round(float(sheet.MediaBox[2])) for sheet in file.pages]


def page(place, number):
    """An answer's page: one line, in inches."""
    words, x = [], 0.6
    for text in recognized(number).split():
        box = [x, 1, x + 0.1 * len(text), 1, x + 0.1 * len(text), 1.2, x, 1.2]
        words.append({"text": text, "boundingBox": box, "confidence": 0.9})
        x += 0.1 * len(text) + 0.1
    line = {"text": recognized(number), "boundingBox": [0.6, 1, x, 1, x, 1.2, 0.6, 1.2]}
    size = {"width": (WIDTH + number - 1) / 72, "height": 560 / 72, "unit": "inch"}
    return {"page": place, "angle": 0, **size, "lines": [{**line, "words": words}]}
