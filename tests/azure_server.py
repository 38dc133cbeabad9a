"""A local stand-in for Azure's OCR: every generation of the service, and every way in which it fails.

What it accepts and answers is written by hand after the service's own specifications, not taken
from the client.
"""

import contextlib
import json
import re
import socket
import struct
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

KEY = "5ecre7" * 14  # as long as the keys of today
DATA = Path(__file__).parent / "data" / "azure"
UUID = "4a2fa3c2-7c0c-4b5e-9f6b-0123456789ab"


def words(text, dx=40):
    return [
        ([i * dx, 0, i * dx + 30, 0, i * dx + 30, 20, i * dx, 20], word)
        for i, word in enumerate(text.split())
    ]


RECOGNIZED = json.loads((DATA / "quickstart_v2.json").read_text())
READ = json.loads((DATA / "quickstart_v3.json").read_text())
# The bodies below are written by hand.
BATCH = {
    "status": "Succeeded",
    "recognitionResults": [
        {
            "page": 1,
            "clockwiseOrientation": 349.59,
            "width": 600,
            "height": 400,
            "unit": "pixel",
            "lines": [
                {
                    "boundingBox": [0, 0, 70, 0, 70, 20, 0, 20],
                    "text": "lazy dog",
                    "words": [
                        {"boundingBox": box, "text": word} for box, word in words("lazy dog")
                    ],
                }
            ],
        }
    ],
}
LAYOUT = {**READ, "analyzeResult": {**READ["analyzeResult"], "version": "2.1.0", "pageResults": []}}
IMAGE = {
    "modelVersion": "2023-10-01",
    "metadata": {"width": 600, "height": 400},
    "readResult": {
        "blocks": [
            {
                "lines": [
                    {
                        "text": "lazy dog",
                        "boundingPolygon": [
                            {"x": 0, "y": 0},
                            {"x": 70, "y": 0},
                            {"x": 70, "y": 20},
                            {"x": 0, "y": 20},
                        ],
                        "words": [
                            {
                                "text": word,
                                "boundingPolygon": [
                                    {"x": x, "y": y}
                                    for x, y in zip(box[::2], box[1::2], strict=True)
                                ],
                                "confidence": 0.9,
                            }
                            for box, word in words("lazy dog")
                        ],
                    }
                ]
            }
        ]
    },
}


def document(version):
    offsets = (0, 5)
    return {
        "status": "succeeded",
        "createdDateTime": "2024-11-30T17:54:10Z",
        "lastUpdatedDateTime": "2024-11-30T17:54:11Z",
        "analyzeResult": {
            "apiVersion": version,
            "modelId": "prebuilt-read",
            "stringIndexType": "textElements",
            "content": "lazy dog",
            "pages": [
                {
                    "pageNumber": 1,
                    "angle": 0.5,
                    "width": 600,
                    "height": 400,
                    "unit": "pixel",
                    "spans": [{"offset": 0, "length": 8}],
                    "words": [
                        {
                            "content": word,
                            "polygon": box,
                            "confidence": 0.9,
                            "span": {"offset": o, "length": len(word)},
                        }
                        for (box, word), o in zip(words("lazy dog"), offsets, strict=True)
                    ],
                    "lines": [
                        {
                            "content": "lazy dog",
                            "polygon": [0, 0, 70, 0, 70, 20, 0, 20],
                            "spans": [{"offset": 0, "length": 8}],
                        }
                    ],
                }
            ],
            "styles": [],
        },
    }


@dataclass(frozen=True)
class Row:
    """What one generation accepts, and what it answers."""

    post: str
    poll: str
    query: frozenset[str]
    body: dict
    needs: dict = field(default_factory=dict)
    url_key: str = "url"
    types: tuple = ("application/octet-stream",)
    waiting: tuple = ("notStarted", "running")


def _read_row(version, *query):
    where = f"/vision/v{version}/read"
    return Row(f"{where}/analyze", f"{where}/analyzeResults/{UUID}", frozenset(query), READ)


def _document_row(version, room, *query):
    where = f"/{room}/documentModels/prebuilt-read"
    return Row(
        f"{where}:analyze",
        f"{where}/analyzeResults/{UUID}?api-version={version}",
        frozenset({"api-version", "pages", "locale", "stringIndexType", *query}),
        document(version),
        {"api-version": version},
        "urlSource",
        ("application/octet-stream", "application/pdf", "image/jpeg"),
    )


def _v2_row(version, post, poll, body, *query, waiting=("NotStarted", "Running"), needs=None):
    return Row(
        f"/vision/v{version}/{post}",
        f"/vision/v{version}/{poll}/{UUID}",
        frozenset(query),
        body,
        needs or {},
        waiting=waiting,
    )


_MODE = {"mode": "Printed|Handwritten"}
ROWS = {
    "recognizeText-2.0": _v2_row(
        "2.0",
        "recognizeText",
        "textOperations",
        RECOGNIZED,
        "mode",
        waiting=("Not Started", "Running"),
        needs=_MODE,
    ),
    "recognizeText-2.1": _v2_row(
        "2.1", "recognizeText", "textOperations", RECOGNIZED, "mode", needs=_MODE
    ),
    "2.0": _v2_row("2.0", "read/core/asyncBatchAnalyze", "read/operations", BATCH),
    "2.1": _v2_row("2.1", "read/core/asyncBatchAnalyze", "read/operations", BATCH),
    "3.0-preview": _read_row("3.0-preview", "language"),
    "3.0-preview.2": _read_row("3.0-preview.2", "language", "CustomPage"),
    "3.0": _read_row("3.0", "language"),
    "3.1-preview.2": _read_row("3.1-preview.2", "language", "CustomPage"),
    "3.1": _read_row("3.1", "language"),
    "3.2-preview.1": _read_row("3.2-preview.1", "language", "pages", "readingOrder"),
    "3.2-preview.2": _read_row("3.2-preview.2", "language", "pages", "readingOrder"),
    "3.2-preview.3": _read_row(
        "3.2-preview.3", "language", "pages", "readingOrder", "model-version"
    ),
    "3.2": _read_row("3.2", "language", "pages", "readingOrder", "model-version"),
    "Analyze-2.0": Row("/vision/v2.0/read/core/Analyze", "", frozenset(), BATCH),
    "syncAnalyze-3.0": Row("/vision/v3.0/read/syncAnalyze", "", frozenset({"language"}), READ),
    "syncAnalyze-3.1": Row("/vision/v3.1/read/syncAnalyze", "", frozenset({"language"}), READ),
    "syncAnalyze-3.2": Row(
        "/vision/v3.2/read/syncAnalyze",
        "",
        frozenset({"language", "pages", "readingOrder", "model-version"}),
        READ,
    ),
    "image-4.0": Row(
        "/computervision/imageanalysis:analyze",
        "",
        frozenset({"api-version", "features", "language", "model-version"}),
        IMAGE,
        {"api-version": "2024-02-01", "features": "read"},
    ),
    "layout-2.1": Row(
        "/formrecognizer/v2.1/layout/analyze",
        f"/formrecognizer/v2.1/layout/analyzeResults/{UUID}",
        frozenset({"language", "pages", "readingOrder"}),
        LAYOUT,
        {},
        "source",
        ("application/pdf", "image/jpeg", "image/png", "image/tiff", "image/bmp"),
    ),
    "di-2022-08-31": _document_row("2022-08-31", "formrecognizer"),
    "di-2023-07-31": _document_row("2023-07-31", "formrecognizer", "features"),
    "di-2024-11-30": _document_row(
        "2024-11-30",
        "documentintelligence",
        "features",
        "queryFields",
        "outputContentFormat",
        "output",
    ),
}


FILES = {
    "pdf": ("application/pdf", b"%PDF-1.7 as the service makes it"),
    "figures/1.1": ("image/png", b"\x89PNG of a figure"),
}


@dataclass
class Call:
    """One request, as the server saw it."""

    method: str
    path: str
    query: dict
    headers: dict
    body: bytes
    size: int


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        self.serve()

    def do_GET(self):
        self.serve()

    def do_CONNECT(self):
        self.serve()

    def serve(self):
        size, body = 0, b""
        for block in self.blocks():
            size += len(block)
            body = (body + block)[: 2**20]
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.call = Call(
            self.command,
            parts.path,
            query,
            {name.title(): value for name, value in self.headers.items()},
            body,
            size,
        )
        fault = self.server.next_fault(self.call)
        if fault is None or fault(self) == "go on":
            self.server.answer(self)

    def blocks(self):
        """The body's blocks: of a length that is announced, or chunked as some SDKs send it."""
        if self.headers.get("Transfer-Encoding") == "chunked":
            while length := int(self.rfile.readline(), 16):
                yield self.rfile.read(length)
                self.rfile.readline()
            self.rfile.readline()
        left = int(self.headers.get("Content-Length") or 0)
        while left > 0:
            block = self.rfile.read(min(left, 65536))
            if not block:
                raise ConnectionError
            left -= len(block)
            yield block

    def send(self, status, body=b"", headers=(), *, length=None):
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {
            "Content-Type": "application/json",
            "apim-request-id": "r-17",
            **dict(headers),
        }.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)


class Service(ThreadingHTTPServer):
    """The service. Faults are used up in turn, one for each call of their method; then it works."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, *, running=1, key=KEY):
        super().__init__(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        self.key, self.running = key, running
        self.calls, self.polls, self.lock = [], {}, threading.Lock()
        self.faults = {"POST": deque(), "GET": deque(), "CONNECT": deque()}
        self.accepted = []
        self.location = None
        self.heard_out = False

    def __enter__(self):
        self.thread = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True
        )
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.thread.join()
        self.server_close()

    def handle_error(self, request, client_address):
        """Clients that hang up are what many of these tests are about."""

    def fail(self, method, *faults):
        self.faults[method].extend(faults)

    def next_fault(self, call):
        with self.lock:
            self.calls.append(call)
            faults = self.faults[call.method]
            return faults.popleft() if faults else None

    def count(self, method):
        return sum(call.method == method for call in self.calls)

    def answer(self, handler):
        call = handler.call
        if call.headers.get("Ocp-Apim-Subscription-Key") != self.key:
            handler.send(401, {"error": {"code": "401", "message": DENIED}})
        elif call.method == "POST":
            self.accept(handler, call)
        else:
            self.poll(handler, call)

    def accept(self, handler, call):
        row = next(
            (row for row in ROWS.values() if row.post == call.path and _suits(row, call.query)),
            None,
        )
        if row is None:
            handler.send(404, {"error": {"code": "404", "message": "Resource not found"}})
            return
        kind = call.headers.get("Content-Type")
        if kind == "application/json" and list(json.loads(call.body)) != [row.url_key]:
            handler.send(
                400, {"code": "BadArgument", "message": "JSON format error.", "requestId": "r-18"}
            )
        elif kind not in (*row.types, "application/json"):
            handler.send(
                415, {"code": "UnsupportedMediaType", "message": "Not that.", "requestId": "r-18"}
            )
        else:
            with self.lock:
                self.accepted.append(call)
                number = len(self.accepted)
            if not row.poll:
                handler.send(200, row.body)
                return
            poll = row.poll.replace(UUID, f"{UUID[:-6]}{number:06d}")
            handler.send(202, b"", {"Operation-Location": self.location or self.origin + poll})

    def poll(self, handler, call):
        name = call.path.partition(UUID[:-6])[2][7:]  # after the number of the operation
        if name in FILES:
            self.file(handler, call, name)
            return
        row = next((row for row in ROWS.values() if row.poll and _polled(row, call)), None)
        if row is None:
            handler.send(404, {"error": {"code": "NotFound", "message": "Resource not found"}})
            return
        with self.lock:
            seen = self.polls[call.path] = self.polls.get(call.path, 0) + 1
        if seen <= self.running:
            handler.send(200, {"status": row.waiting[min(seen - 1, 1)]})
        else:
            handler.send(200, row.body)

    def file(self, handler, call, name):
        """Send a file beside a result, if the document was sent with the option for it."""
        number = int(call.path.partition(UUID[:-6])[2][:6])
        kind, asked = FILES[name][0], self.accepted[number - 1].query.get("output", "").split(",")
        if name.partition("/")[0] not in asked or call.query != {"api-version": "2024-11-30"}:
            handler.send(404, {"error": {"code": "NotFound", "message": "Resource not found."}})
        else:
            handler.send(200, FILES[name][1], {"Content-Type": kind})


class Proxy(ThreadingHTTPServer):
    """A proxy that tunnels, and keeps all that its clients send."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Tunnel)
        self.origin = f"http://127.0.0.1:{self.server_address[1]}"
        self.seen = b""

    __enter__, __exit__ = Service.__enter__, Service.__exit__


class Tunnel(BaseHTTPRequestHandler):
    def log_message(self, *arguments):
        pass

    def do_CONNECT(self):
        self.server.seen += self.raw_requestline + bytes(self.headers)
        host, port = self.path.split(":")
        with socket.create_connection((host, int(port)), timeout=10) as there:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=self.pump, args=(there, self.connection), daemon=True)
            back.start()
            self.pump(self.connection, there)
            back.join(10)
        self.close_connection = True

    def pump(self, source, target):
        with contextlib.suppress(OSError):
            while block := source.recv(65536):
                if source is self.connection:
                    self.server.seen += block
                target.sendall(block)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)


DENIED = (
    "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an"
    " active subscription and use a correct regional API endpoint for your resource."
)
BUSY = (
    "Requests to the Read Operation under Computer Vision API (v3.2) have exceeded rate limit of your current S0"
    " pricing tier. Please retry after 30 seconds. Please contact Azure support service if you would like to increase."
)
QUOTA = "Out of call volume quota for ComputerVision F0 pricing tier. Please retry after 12 days."
HTML = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body><h1>nginx</h1></body></html>"


def _suits(row, query):
    return query.keys() <= row.query and all(
        re.fullmatch(value, query.get(name, "")) for name, value in row.needs.items()
    )


def _polled(row, call):
    parts = urlsplit(row.poll)
    return re.fullmatch(
        re.escape(parts.path).replace(UUID[-6:], r"\d{6}"), call.path
    ) and call.query == dict(parse_qsl(parts.query))


# Faults: each takes the handler of one call, in place of the answer.


def status(code, body=b"", headers=()):
    return lambda handler: handler.send(code, body, headers)


def busy(seconds=None):
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    body = {
        "error": {
            "code": "429",
            "message": BUSY if isinstance(seconds, int) and seconds else "Rate limit is exceeded.",
        }
    }
    return status(429, body, headers)


def page(code):
    return status(code, HTML, {"Content-Type": "text/html"})


def nothing(_handler):
    """Work as usual."""
    return "go on"


def reset(handler):
    """Break the connection before anything was answered."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def reset_after_202(handler):
    """Accept the document, then break off inside the answer's body."""
    location = handler.server.origin + ROWS["3.2"].poll.replace(UUID, f"{UUID[:-6]}000001")
    handler.send(202, b"{", {"Operation-Location": location}, length=100)
    handler.close_connection = True


def cut_off(body):
    """Announce more than is sent."""

    def fault(handler):
        handler.send(200, body, length=len(body) + 1000)
        handler.close_connection = True

    return fault


def literally(data):
    """Answer with these bytes, and hang up."""

    def fault(handler):
        handler.close_connection = True
        handler.wfile.write(data)

    return fault


def endless(code):
    """Send an answer that never ends, as fast as it is taken."""

    def fault(handler):
        handler.close_connection = True
        handler.wfile.write(b"HTTP/1.1 %d X\r\nLocation: https://[::1\r\n\r\n" % code)
        while True:
            handler.wfile.write(b"x" * 65536)

    return fault


def trickle(part):
    """Send one byte after the other, for as long as somebody listens.

    `part` is "status", "headers", "body", or "end": all of a result, but that it is over.
    """
    starts = {
        "status": b"HTTP/1.1 2",
        "headers": b"HTTP/1.1 200 OK\r\nX-Slow: ",
        "body": b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{",
        "end": b"HTTP/1.1 200 OK\r\n\r\n" + json.dumps(READ).encode(),
    }

    def fault(handler):
        handler.close_connection = True
        handler.wfile.write(starts[part])
        for _ in range(600):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)
        handler.server.heard_out = True

    return fault


def slow(seconds):
    """Take time, then work as usual."""

    def fault(_handler):
        time.sleep(seconds)
        return "go on"

    return fault


def silent(handler):
    """Say nothing, until the other side has had enough."""
    handler.close_connection = True
    handler.connection.settimeout(60)
    handler.connection.recv(1)


@contextlib.contextmanager
def full(address, port):
    """Listen, but with a queue that is full: whoever connects hears nothing."""
    with socket.create_server((address, port), backlog=0), contextlib.ExitStack() as stack:
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex((address, port))
        yield
