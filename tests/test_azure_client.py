"""The Azure client, against a local service that speaks every generation and fails in every way."""

import contextlib
import datetime as dt
import email.utils
import errno
import hashlib
import http.client
import importlib
import io
import ipaddress
import itertools
import json
import logging
import pickle
import random
import socket
import ssl
import threading
import time
import traceback
import tracemalloc
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import azure_server as server
import pytest
import requests
from azure_server import KEY, ROWS, UUID, Service, status
from rich.console import Console
from rich.traceback import Traceback

import ocrlayout
from ocrlayout.engines import azure
from ocrlayout.engines.azure import transport
from ocrlayout.engines.azure.endpoint import Endpoint
from ocrlayout.engines.azure.rate_limit import RateLimit
from ocrlayout.errors import (
    AccessDenied,
    EngineError,
    ImageError,
    OcrFailed,
    RateLimited,
    ServiceError,
    ServiceTimeout,
)

JPEG = b"\xff\xd8\xff\xe0" + b"no picture, but it starts like one" * 10
CLOUD = "https://name.cognitiveservices.azure.com"
PATH = "/vision/v3.2/read/analyzeResults/1?x=2"
LATE = {"Location": "https://elsewhere.example/login?x=1"}


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def service():
    with Service() as running:
        yield running


@pytest.fixture
def elsewhere():
    """A server of somebody else."""
    with Service(key="another") as running:
        yield running


@pytest.fixture
def clock():
    return Time()


@pytest.fixture
def client(service, clock):
    with azure.Client(service.origin, KEY, clock=clock, sleep=clock.sleep) as made:
        yield made


@pytest.fixture(autouse=True)
def _environment(monkeypatch):
    for name in (
        "COMPUTER_VISION_ENDPOINT",
        "COMPUTER_VISION_SUBSCRIPTION_KEY",
        "VISION_ENDPOINT",
        "VISION_KEY",
    ):
        monkeypatch.delenv(name, raising=False)


def quick(service, **options):
    """A client in real time whose pauses are short."""
    return azure.Client(service.origin, KEY, **{"deadline": 20.0, "interval": 0.001, **options})


# ------------------------------------------------------------------------------------------------
# every generation


def test_the_table_has_the_rows_that_the_service_has():
    assert set(azure.VERSIONS) == set(ROWS)


def test_the_manual_names_every_version_and_option():
    manual = (Path(__file__).parents[1] / "docs" / "azure.md").read_text()
    table = manual.partition("## Versions")[2].partition("## What is sent")[0]
    assert [name for name in azure.VERSIONS if f'`"{name}"`' not in table] == []
    options = {option for api in azure.VERSIONS.values() for option in api.options}
    assert [option for option in options if f"`{option}`" not in table] == []


@pytest.mark.parametrize("api", ROWS)
@pytest.mark.parametrize("source", [JPEG, "https://example.com/scan.jpg"], ids=["bytes", "url"])
def test_every_version_reads(service, clock, api, source):
    with azure.Client(service.origin + "/", KEY, api=api, clock=clock, sleep=clock.sleep) as client:
        assert client.read(source) == ROWS[api].body
    polled = bool(ROWS[api].poll)
    assert [call.method for call in service.calls] == ["POST", "GET", "GET"][: 3 if polled else 1]
    sent = service.calls[0]
    if source is JPEG:
        assert sent.body == JPEG
    else:
        assert json.loads(sent.body) == {ROWS[api].url_key: source}


@pytest.mark.parametrize(
    ("api", "options", "query"),
    [
        ("recognizeText-2.1", {"mode": "Handwritten"}, {"mode": "Handwritten"}),
        ("3.0", {"language": "es"}, {"language": "es"}),
        ("3.1-preview.2", {"pages": "1-3"}, {"CustomPage": "1-3"}),
        (
            "3.2",
            {
                "language": "en",
                "pages": [1, "3-5"],
                "reading_order": "natural",
                "model_version": "2022-04-30",
            },
            {
                "language": "en",
                "pages": "1,3-5",
                "readingOrder": "natural",
                "model-version": "2022-04-30",
            },
        ),
        (
            "image-4.0",
            {"language": "en"},
            {"language": "en", "features": "read", "api-version": "2024-02-01"},
        ),
        (
            "layout-2.1",
            {"pages": 2, "reading_order": "basic"},
            {"pages": "2", "readingOrder": "basic"},
        ),
        (
            "di-2024-11-30",
            {
                "locale": "de-DE",
                "features": ["languages", "styleFont"],
                "output_content_format": "markdown",
            },
            {
                "api-version": "2024-11-30",
                "locale": "de-DE",
                "features": "languages,styleFont",
                "outputContentFormat": "markdown",
            },
        ),
    ],
)
def test_options_have_python_names(service, clock, api, options, query):
    with azure.Client(service.origin, KEY, api=api, clock=clock, sleep=clock.sleep) as client:
        client.read(JPEG, **options)
    assert service.calls[0].query == query


@pytest.mark.parametrize("api", ["3.2", "layout-2.1", "di-2024-11-30", "3.0-preview.2"])
def test_pages_are_sent_in_the_service_s_own_grammar(service, clock, api):
    with azure.Client(service.origin, KEY, api=api, clock=clock, sleep=clock.sleep) as client:
        client.read(JPEG, pages=" 1 - 3, 07,-2,9 - ")
    name = "CustomPage" if api == "3.0-preview.2" else "pages"
    assert service.calls[0].query[name] == "1-3,7,1-2,9-"


@pytest.mark.parametrize("pages", ["", "0", "3-1", "one", [0], [], True])
def test_what_is_not_a_list_of_pages_is_not_sent(service, client, pages):
    with pytest.raises(ValueError, match="pages are numbers and ranges"):
        client.read(JPEG, pages=pages)
    assert not service.calls


def test_the_model_of_document_intelligence_is_part_of_the_path(service):
    service.fail("POST", status(404, {"error": {"code": "ModelNotFound", "message": "No."}}))
    with (
        quick(service, api="di-2023-07-31") as client,
        pytest.raises(ServiceError, match="ModelNotFound"),
    ):
        client.read(JPEG, model="prebuilt-layout")
    assert service.calls[0].path == "/formrecognizer/documentModels/prebuilt-layout:analyze"


@pytest.mark.parametrize(
    ("api", "options", "known"),
    [
        ("2.1", {"language": "en"}, "none"),
        ("3.0", {"pages": "1", "language": "en"}, "language"),
        ("3.2", {"locale": "en"}, "language, model_version, pages, reading_order"),
        ("di-2022-08-31", {"features": "languages"}, "locale, model, pages, string_index_type"),
    ],
)
def test_an_option_the_version_does_not_have_names_those_it_has(service, api, options, known):
    with (
        quick(service, api=api) as client,
        pytest.raises(ValueError, match=f"no option .*: {known}$"),
    ):
        client.read(JPEG, **options)
    assert service.calls == []


@pytest.mark.parametrize("model", ["../x", "a b", "x?y", ""])
def test_a_model_is_a_name(service, model):
    with (
        quick(service, api="di-2024-11-30") as client,
        pytest.raises(ValueError, match="model is the name"),
    ):
        client.read(JPEG, model=model)


def test_an_unknown_version_lists_those_there_are():
    with pytest.raises(
        ValueError, match=r"'4\.1'; there are recognizeText-2\.0, .*3\.2.*di-2024-11-30"
    ):
        azure.Client(CLOUD, KEY, api="4.1")


def test_a_version_that_answers_at_once_has_no_operations(service):
    with quick(service, api="image-4.0") as client, pytest.raises(ValueError, match="use read"):
        client.submit(JPEG)


# -------------------------------------------------------------------------------------------------------
# the talk


def test_submit_and_result_are_the_two_halves_of_read(service, client):
    operation = client.submit(JPEG, language="en")
    assert operation == f"{service.origin}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
    assert client.result(operation) == server.READ
    assert service.count("POST") == 1


def test_raw_is_the_answer_byte_for_byte(service, client):
    body = (server.DATA / "quickstart_v3.json").read_bytes()
    service.fail("GET", status(200, body))
    assert client.read(JPEG, raw=True) == body


def test_progress_hears_of_the_operation_at_once(service, client):
    service.running = 3
    heard = []
    client.read(JPEG, progress=lambda *event: heard.append(event))
    assert heard[0] == (
        "submitted",
        f"{service.origin}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001",
    )
    assert [state for state, _ in heard[1:]] == ["running"] * 3
    assert [seconds for _, seconds in heard[1:]] == pytest.approx([1.0, 2.0, 3.5])


def test_the_pauses_between_polls_grow(service, client, clock):
    service.running = 8
    client.read(JPEG)
    assert clock.slept == pytest.approx([1, 1, 1.5, 2.25, 3.375, 5.0625, 7.59375, 8, 8])


def test_document_intelligence_is_asked_every_two_seconds_at_most(service, clock):
    service.running = 2
    with azure.Client(
        service.origin, KEY, api="di-2024-11-30", clock=clock, sleep=clock.sleep
    ) as client:
        client.read(JPEG)
    assert clock.slept == [2, 2, 3]


@pytest.mark.parametrize(
    "word", ["Running", "notStarted", "Not Started", "not_started", "NotStarted"]
)
def test_words_of_waiting_are_one_in_any_spelling(service, client, word):
    service.fail("GET", status(200, {"status": word}))
    assert client.read(JPEG) == server.READ


def test_running_for_ever_ends_at_the_deadline_and_says_how_to_resume(service, clock):
    service.running = 10**9
    with azure.Client(service.origin, KEY, deadline=60, clock=clock, sleep=clock.sleep) as client:
        with pytest.raises(ServiceTimeout) as caught:
            client.read(JPEG)
        operation = f"{service.origin}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
        assert f"client.result({operation!r})" in str(caught.value)
        assert "60 seconds" in str(caught.value)
        assert isinstance(caught.value, TimeoutError)
        assert 58 <= clock.now <= 60
        service.running = 0
        assert client.result(operation) == server.READ  # tomorrow
    assert service.count("POST") == 1


@pytest.mark.parametrize("word", ["creating", "ready", "", "partiallySucceeded"])
def test_an_unknown_status_is_an_error_not_a_loop(service, client, word):
    service.fail("GET", status(200, {"status": word}))
    with pytest.raises(ServiceError, match="operation is http"):
        client.read(JPEG)
    assert service.count("GET") == 1


def test_an_error_with_status_200_is_told_in_the_service_s_words(service, client):
    service.fail("GET", status(200, {"error": {"code": "InternalServerError", "message": "Oh."}}))
    with pytest.raises(
        ServiceError, match=r"no status and no result InternalServerError \(Oh\.\)"
    ) as caught:
        client.read(JPEG)
    assert caught.value.code == "InternalServerError"


def test_a_result_without_a_status_is_a_result(service, client):
    service.fail("GET", status(200, {"analyzeResult": server.READ["analyzeResult"]}))
    assert client.read(JPEG) == {"analyzeResult": server.READ["analyzeResult"]}


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ({"status": "Failed"}, "", "no reason"),
        (
            {"status": "failed", "analyzeResult": {"errors": [{"code": "2005", "message": "Bad"}]}},
            "2005",
            "2005: Bad",
        ),
        (
            {"status": "failed", "error": {"code": "InternalServerError", "message": "Oh"}},
            "InternalServerError",
            "Oh",
        ),
        (
            {
                "status": "failed",
                "error": {
                    "code": "InvalidRequest",
                    "message": "Invalid request.",
                    "innererror": {"code": "InvalidContent", "message": "The file is corrupted."},
                },
            },
            "InvalidContent",
            "The file is corrupted",
        ),
        ({"status": "canceled"}, "", "'canceled'"),
        (
            {
                "status": "failed",
                "error": None,
                "analyzeResult": {"errors": [{"code": "2005", "message": "Bad"}]},
            },
            "2005",
            "2005: Bad",
        ),
    ],
)
def test_a_job_that_failed_says_why_in_the_service_s_words(service, client, body, code, message):
    service.fail("GET", status(200, body))
    with pytest.raises(OcrFailed, match=message) as caught:
        client.read(JPEG)
    assert (caught.value.code, caught.value.status) == (code, body["status"].lower())
    assert service.count("GET") == 1


def test_a_synchronous_answer_can_fail_too(service):
    service.fail("POST", status(200, {"status": "failed", "analyzeResult": {"errors": []}}))
    with quick(service, api="syncAnalyze-3.2") as client, pytest.raises(OcrFailed):
        client.read(JPEG)


# -----------------------------------------------------------------------------------------------------
# try again


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize(
    ("fault", "waits"),
    [
        (server.busy(12), 12),
        (status(429, {"error": {"code": "429", "message": server.BUSY}}), 30),
        (
            status(
                429,
                {"statusCode": 429, "message": "Rate limit is exceeded. Try again in 26 seconds."},
            ),
            26,
        ),
        (status(503, server.HTML, {"Content-Type": "text/html", "Retry-After": "7"}), 7),
        (server.busy(), None),
        (server.busy(0), None),
        (server.busy("soon"), None),
        (server.page(503), None),
        (
            status(
                500,
                {
                    "code": "FailedToProcess",
                    "message": "Could not process the image.",
                    "requestId": "r",
                },
            ),
            None,
        ),
        (server.page(502), None),
        (server.reset, None),
    ],
)
def test_what_passes_is_waited_for(service, client, clock, method, fault, waits):
    heard = []
    service.fail(method, fault)
    assert client.read(JPEG, progress=lambda *event: heard.append(event)) == server.READ
    assert (service.count("POST"), service.count("GET")) == ((2, 2) if method == "POST" else (1, 3))
    assert len(service.accepted) == 1
    waited = [seconds for state, seconds in heard if state == "waiting"]
    assert len(waited) == 1
    assert waited[0] == waits or (waits is None and 0.5 <= waited[0] <= 1.5)
    assert waited[0] in clock.slept


def test_retry_after_may_be_a_date_by_the_service_s_own_clock(service, client, clock):
    # send_response writes a Date header by this machine's clock; the second one, of a day ago, is
    # what counts
    moment = time.time() + 40
    service.fail(
        "GET", status(429, {}, {"Retry-After": email.utils.formatdate(moment, usegmt=True)})
    )
    client.read(JPEG)
    assert 35 <= max(clock.slept) <= 42


def test_retry_after_is_obeyed_on_202_and_while_it_runs(service, client, clock):
    location = f"{service.origin}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
    service.fail("POST", status(202, b"", {"Operation-Location": location, "Retry-After": "5"}))
    service.fail("GET", status(200, {"status": "running"}, {"Retry-After": "9"}))
    client.read(JPEG)
    assert clock.slept == [5, 9, 1.5]


def test_a_service_that_asks_for_next_to_nothing_is_not_hammered(service, client, clock):
    service.fail("GET", *[status(200, {"status": "running"}, {"Retry-After": "0.0001"})] * 5)
    client.read(JPEG)
    assert clock.slept[1:6] == [0.1] * 5


def test_waits_double_and_differ_by_chance(service, client, clock):
    service.fail("POST", *[server.page(500)] * 7)
    client.read(JPEG)
    for tries, wait in enumerate(clock.slept[:7]):
        assert 0.5 <= wait / min(30, 2**tries) <= 1.5
    assert len({wait / min(30, 2**tries) for tries, wait in enumerate(clock.slept[:7])}) == 7


@pytest.mark.parametrize("fault", [server.busy(), server.page(503), server.reset, status(504)])
def test_a_poll_never_gives_the_operation_up_before_the_deadline(service, client, clock, fault):
    service.fail("GET", *[fault] * 18)
    assert client.read(JPEG) == server.READ
    assert service.count("GET") == 20
    assert service.count("POST") == 1
    assert clock.now > 100


@pytest.mark.parametrize(
    ("fault", "kind", "code", "said"),
    [
        (server.busy(), RateLimited, 429, "429"),
        (server.page(503), ServiceTimeout, 503, "503 Service Temporarily Unavailable"),
        (server.reset, ServiceTimeout, None, "connection broke"),
        (status(200, b'{"status": "succ'), ServiceTimeout, 200, "JSON of the answer breaks off"),
    ],
)
def test_trouble_up_to_the_deadline_keeps_the_operation(
    service, client, clock, fault, kind, code, said
):
    service.fail("GET", *[fault] * 500)
    with pytest.raises(kind, match=said) as caught:
        client.read(JPEG)
    assert caught.value.status_code == code
    assert f"client.result('{service.origin}/vision" in str(caught.value)
    assert clock.now <= 600
    assert service.count("POST") == 1


@pytest.mark.parametrize("seconds", [3600, 99999999999])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_wait_that_the_deadline_leaves_no_time_for_is_not_begun(
    service, client, clock, method, seconds
):
    service.fail(method, server.busy(seconds))
    with pytest.raises(RateLimited, match=r"to wait .* seconds") as caught:
        client.read(JPEG)
    assert caught.value.retry_after == seconds
    assert (caught.value.status_code, caught.value.code, caught.value.request_id) == (
        429,
        "429",
        "r-17",
    )
    assert clock.now <= 1
    assert service.count(method) == 1


def test_a_service_that_stays_broken_ends_in_an_error_at_the_deadline(service, client, clock):
    service.fail("POST", *[server.page(503)] * 500)
    with pytest.raises(ServiceError, match="503 Service Temporarily Unavailable") as caught:
        client.read(JPEG)
    assert caught.value.status_code == 503
    assert clock.now <= 600


@pytest.mark.parametrize("method", ["POST", "GET"])
@pytest.mark.parametrize("code", [403, 429])
def test_a_quota_that_is_used_up_is_not_asked_again(service, client, method, code):
    service.fail(
        method,
        status(code, {"error": {"code": str(code), "message": server.QUOTA}}, {"Retry-After": "9"}),
    )
    with pytest.raises(AccessDenied if code == 403 else RateLimited, match="quota is used up"):
        client.read(JPEG)
    assert service.count(method) == 1


@pytest.mark.parametrize("fault", [server.reset_after_202])
def test_a_post_that_was_accepted_is_not_repeated(service, client, fault):
    service.fail("POST", fault)
    assert client.read(JPEG) == server.READ
    assert service.count("POST") == 1


DAMAGED = {
    "two lengths": b"Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
    "a long line": b"X-Long: " + b"x" * 70_000 + b"\r\n\r\n",
    "many lines": b"".join(b"X-%d: 1\r\n" % number for number in range(200)) + b"\r\n",
    "they break off": b"Content-Le",
}


@pytest.mark.parametrize("headers", DAMAGED.values(), ids=DAMAGED)
@pytest.mark.parametrize("api", ["3.2", "image-4.0"])
def test_a_post_that_was_accepted_with_damaged_headers_is_not_repeated(
    service, clock, api, headers
):
    service.fail("POST", *[server.literally(b"HTTP/1.1 202 Accepted\r\n" + headers)] * 3)
    with (
        azure.Client(service.origin, KEY, api=api, clock=clock, sleep=clock.sleep) as client,
        pytest.raises(ServiceError) as caught,
    ):
        client.read(JPEG)
    assert caught.value.status_code == 202
    assert service.count("POST") == 1


def test_damaged_headers_are_named(service, client):
    service.fail("POST", server.literally(b"HTTP/1.1 202 Accepted\r\n" + DAMAGED["two lengths"]))
    with pytest.raises(
        ServiceError, match="accepted it, but the headers of the answer 202 are damaged"
    ):
        client.read(JPEG)


@pytest.mark.parametrize("headers", DAMAGED.values(), ids=DAMAGED)
def test_a_poll_whose_headers_are_damaged_is_made_again(service, client, headers):
    service.fail("GET", server.literally(b"HTTP/1.1 200 OK\r\n" + headers))
    assert client.read(JPEG) == server.READ
    assert service.count("POST") == 1


@pytest.mark.parametrize(
    "fault",
    [server.cut_off(b'{"modelVersion":'), status(200, b'{"modelVersion":'), server.page(200)],
)
def test_a_synchronous_answer_that_is_lost_is_not_paid_twice(service, fault):
    service.fail("POST", fault)
    with quick(service, api="image-4.0") as client, pytest.raises(ServiceError):
        client.read(JPEG)
    assert service.count("POST") == 1


@pytest.mark.parametrize(
    "fault", [server.cut_off(b'{"status": "succeeded"'), status(200, b'{"status"'), status(200)]
)
def test_an_answer_that_breaks_off_is_asked_for_again(service, client, fault):
    service.fail("GET", fault)
    assert client.read(JPEG) == server.READ
    assert service.count("GET") == 3


def test_an_endpoint_without_anything_behind_it_is_given_up_soon(clock):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with (
        azure.Client(f"http://127.0.0.1:{port}", KEY, clock=clock, sleep=clock.sleep) as client,
        pytest.raises(ServiceError, match="no connection to the endpoint") as caught,
    ):
        client.read(JPEG)
    assert caught.value.status_code is None
    assert len(clock.slept) == 4
    assert clock.now < 30


@pytest.mark.parametrize(
    "fault",
    [server.trickle("headers"), server.trickle("body"), server.trickle("end"), server.silent],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_server_that_trickles_does_not_outlive_the_deadline(service, method, fault):
    service.fail(method, *[fault] * 100)
    with quick(service, deadline=0.5) as client, pytest.raises(ServiceError):
        client.read(JPEG)
    assert not service.heard_out
    assert service.count(method) < 10


def test_what_is_cut_off_at_the_deadline_is_no_result_however_whole_it_looks(service):
    service.fail("GET", *[server.trickle("end")] * 100)
    with (
        quick(service, deadline=0.5) as client,
        pytest.raises(ServiceTimeout, match=r"cut off .*client\.result"),
    ):
        client.read(JPEG)


def test_a_proxy_that_trickles_does_not_outlive_the_deadline(elsewhere, monkeypatch):
    monkeypatch.setenv("https_proxy", elsewhere.origin)
    elsewhere.fail("CONNECT", *[server.trickle("status")] * 100)
    with azure.Client(CLOUD, KEY, deadline=0.5) as client, pytest.raises(ServiceTimeout):
        client.read(JPEG)
    assert elsewhere.count("CONNECT") >= 1
    assert not elsewhere.heard_out


def test_a_call_that_is_over_does_not_cut_the_one_that_uses_its_connection_now(service):
    with quick(service) as client:
        client.submit(JPEG)
        earlier = transport._this.exchange
        client.submit(JPEG)
        connection = transport._this.exchange.connection
        assert earlier.connection is connection
        earlier.cut()
        first = connection.sock
        client.submit(JPEG)
        assert connection.sock is first
        transport._this.exchange.cut()
        client.submit(JPEG)
    assert connection.sock is not first


def test_a_server_that_takes_no_bytes_does_not_outlive_the_deadline():
    with (
        socket.create_server(
            ("127.0.0.1", 0)
        ) as deaf,  # the system connects and fills its buffers, nobody reads
        azure.Client(
            f"http://127.0.0.1:{deaf.getsockname()[1]}", KEY, deadline=0.5, interval=0.01
        ) as client,
        pytest.raises(ServiceTimeout),
    ):
        client.read(JPEG * 100_000)


def test_addresses_that_are_silent_share_the_time_and_leave_some(service, monkeypatch):
    """A host of four addresses: three take no connections, and do not say so; the fourth works."""
    port = service.server_address[1]
    ask, addresses = socket.getaddrinfo, [f"127.0.0.{last}" for last in (2, 3, 4, 1)]

    def resolve(host, *arguments, **options):
        hosts = addresses if host == "localhost" else [host]
        return [found for name in hosts for found in ask(name, *arguments, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with contextlib.ExitStack() as stack:
        for address in addresses[:3]:
            stack.enter_context(server.full(address, port))
        with azure.Client(f"http://localhost:{port}", KEY, deadline=4.0, interval=0.01) as client:
            service.location = (
                f"http://localhost:{port}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
            )
            assert client.read(JPEG) == server.READ
    assert service.count("POST") == 1


def test_a_synchronous_answer_has_all_the_time_there_is(service):
    service.fail("POST", server.slow(2.2))
    with quick(service, api="syncAnalyze-3.2", deadline=4.0) as client:
        assert client.read(JPEG) == server.READ
    assert service.count("POST") == 1


def test_a_poll_that_hangs_is_made_again(service):
    service.fail("GET", server.silent)
    with quick(service, deadline=8.0) as client:  # a quarter of it is the patience with one poll
        assert client.read(JPEG) == server.READ
    assert service.count("POST") == 1


# --------------------------------------------------------------------------------------------------------
# errors

SHAPES = {
    "flat": {
        "code": "InvalidImageUrl",
        "message": "Image URL is badly formatted.",
        "requestId": "r-18",
    },
    "wrapped": {"error": {"code": "InvalidImageUrl", "message": "Image URL is badly formatted."}},
    "inner": {
        "error": {
            "code": "InvalidRequest",
            "message": "Invalid request.",
            "innererror": {"code": "InvalidImageUrl", "message": "Image URL is badly formatted."},
        }
    },
    "innerError": {
        "error": {
            "code": "InvalidImageUrl",
            "message": "Image URL is badly formatted.",
            "innerError": {"requestId": "r-18"},
        }
    },
    "old": {"statusCode": "InvalidImageUrl", "message": "Image URL is badly formatted."},
    "details": {
        "error": {
            "code": "InvalidImageUrl",
            "message": "Invalid request.",
            "details": [{"message": "Image URL is badly formatted."}],
        }
    },
    "list": [{"code": "InvalidImageUrl", "message": "Image URL is badly formatted."}],
    "list inside": {
        "error": [{"code": "InvalidImageUrl", "message": "Image URL is badly formatted."}]
    },
    "capital": {"code": "InvalidImageUrl", "Message": "Image URL is badly formatted."},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_errors_carry_code_message_and_request_id_in_every_shape(service, client, shape):
    service.fail("POST", status(400, SHAPES[shape]))
    with pytest.raises(
        ServiceError, match=r"400 InvalidImageUrl .*badly formatted.*reach the URL"
    ) as caught:
        client.read("https://example.com/scan.jpg")
    error = caught.value
    assert (error.status_code, error.code) == (400, "InvalidImageUrl")
    assert error.request_id == ("r-18" if "r-18" in json.dumps(SHAPES[shape]) else "r-17")
    assert service.count("POST") == 1


@pytest.mark.parametrize(
    ("fault", "kind", "advice"),
    [
        (
            status(401, {"error": {"code": "401", "message": server.DENIED}}),
            AccessDenied,
            "same resource",
        ),
        (
            status(403, {"error": {"code": "403", "message": "Public access is disabled."}}),
            AccessDenied,
            "firewall",
        ),
        (
            status(415, {"code": "UnsupportedMediaType", "message": "No."}),
            ServiceError,
            "JPEG, PNG, BMP, TIFF and PDF",
        ),
        (status(413, server.HTML), ServiceError, "too large"),
        (
            status(400, {"code": "InvalidImageSize", "message": "Too big."}),
            ServiceError,
            "4 MB in the free tier",
        ),
        (status(400, {"code": "InvalidPageRange", "message": "No."}), ServiceError, "pages="),
        (status(400, b"\xff\xfe[[[["), ServiceError, "own words"),
        (status(400, b"[" * 100_000), ServiceError, "own words"),
        (status(400, {"error": "No."}), ServiceError, "No\\."),
        (status(302, b"", LATE), ServiceError, "points to elsewhere.example;"),
        (status(304), ServiceError, "304; the service has no such answer of its own"),
        (
            server.literally(b"HTTP/1.1 101 Switching Protocols\r\n\r\n"),
            ServiceError,
            "101; the service has no such",
        ),
        (status(418), ServiceError, "418; the service has no such answer of its own"),
    ],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_errors_say_what_to_do_next_and_are_not_tried_again(
    service, client, method, fault, kind, advice
):
    service.fail(method, fault)
    with pytest.raises(kind, match=advice):
        client.read(JPEG)
    assert service.count(method) == 1


NOT_FOUND = status(404, {"error": {"code": "404", "message": "Resource not found"}})


def test_an_operation_that_is_not_known_yet_is_asked_for_again(service, client, clock):
    service.fail("GET", NOT_FOUND, NOT_FOUND)
    assert client.read(JPEG) == server.READ
    assert clock.now < 10


def test_an_operation_that_stays_unknown_is_kept_and_not_submitted_again(service, client, clock):
    service.fail("GET", *[NOT_FOUND] * 50)
    with pytest.raises(ServiceError, match=r"not known there.* ask again before") as caught:
        client.read(JPEG)
    assert 10 <= clock.now < 60
    assert service.count("POST") == 1
    assert caught.value.operation in str(caught.value)
    assert "submit the document again" not in str(caught.value)


def test_an_operation_of_yesterday_is_asked_for_once(service, client):
    service.fail("GET", NOT_FOUND)
    with pytest.raises(ServiceError, match="not known there"):
        client.result(service.origin + PATH)
    assert service.count("GET") == 1


@pytest.mark.parametrize("code", [404, 410])
def test_what_is_retired_is_said_where_an_address_is_gone(service, client, code):
    service.fail("POST", status(code, {"error": {"code": str(code), "message": "Gone."}}))
    with pytest.raises(ServiceError, match=r"retired in September 2026: use api='3\.2'"):
        client.read(JPEG)
    assert service.count("POST") == 1


@pytest.mark.parametrize(
    ("fault", "kind"),
    [(server.busy(3600), RateLimited), (status(503, b"", {"Retry-After": "3600"}), ServiceTimeout)],
)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_wait_that_is_longer_than_the_deadline_is_said(service, client, method, fault, kind):
    service.fail(method, fault)
    with pytest.raises(kind, match="asks to wait 3600 seconds, longer than the deadline of 600"):
        client.read(JPEG)
    assert service.count(method) == 1


def test_errors_survive_pickling_with_what_they_carry(service, client):
    service.fail("POST", server.busy(3600))
    with pytest.raises(RateLimited) as caught:
        client.read(JPEG)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), vars(again)) == (str(caught.value), vars(caught.value))


@pytest.mark.parametrize("code", [200, 202, 201])
def test_an_answer_without_operation_location_is_hardly_the_service(service, client, code):
    service.fail("POST", server.page(code))
    with pytest.raises(ServiceError, match="names no Operation-Location"):
        client.read(JPEG)
    assert service.count("POST") == 1


def test_a_page_with_status_200_in_place_of_a_result_keeps_the_operation(service, client):
    service.fail("GET", server.page(200))
    with pytest.raises(ServiceError, match=r"503 Service Temporarily.*client\.result"):
        client.read(JPEG)
    assert service.count("GET") == 1


@pytest.mark.parametrize("start", [b"not here: ", b"<h1>400</h1>\x1b[2J your request was: "])
def test_what_an_error_page_repeats_of_the_request_is_struck_out(service, client, start):
    service.fail("POST", status(400, start + KEY.encode(), {"Content-Type": "text/html"}))
    with pytest.raises(ServiceError, match=r"\*\*\*") as caught:
        client.read(JPEG)
    assert KEY not in str(caught.value)
    assert str(caught.value).isprintable()


SLASHED = "ab/cd+ef==" * 5
ECHOES = {
    "page": status(200, f"<html>GET\nocp-apim-subscription-key: {KEY}</html>".encode()),
    "failed": status(
        200, {"status": "failed", "error": {"code": KEY, "message": f"not with {KEY}"}}
    ),
    "strange": status(200, {"status": f"weird {KEY}", "message": KEY}),
    "cut": status(200, {"status": "x" * 60 + KEY}),
    "error": status(200, {"error": {"code": "401", "message": KEY}}),
    "denied": status(401, {"error": {"code": "401", "message": "x" * 980 + KEY}}),
    "busy": status(429, {"error": {"code": "429", "message": KEY}}, {"Retry-After": "3600"}),
    "header": status(400, {}, {"apim-request-id": KEY}),
    "redirect": status(302, b"", {"Location": f"https://{KEY}.example/"}),
}


@pytest.mark.parametrize("echo", ECHOES)
def test_what_an_answer_repeats_of_the_key_is_not_told(service, client, echo):
    service.fail("GET", ECHOES[echo])
    with pytest.raises((ServiceError, OcrFailed), match=r"\*\*\*|400") as caught:
        client.read(JPEG)
    assert_hidden(caught.value)


@pytest.mark.parametrize(
    "spelt",
    [
        SLASHED,
        SLASHED.upper(),
        SLASHED.replace("/", "\\\\/"),
        urllib.parse.quote(SLASHED, safe=""),
        urllib.parse.quote(SLASHED, safe="").lower(),
    ],
)
@pytest.mark.parametrize("code", [200, 401])
def test_the_key_is_found_as_urls_and_json_escape_it(service, clock, code, spelt):
    service.fail(
        "POST",
        status(code, b'{"error": {"code": "401", "message": "bad key: %b;"}}' % spelt.encode()),
    )
    with (
        azure.Client(
            service.origin, SLASHED, api="syncAnalyze-3.2", clock=clock, sleep=clock.sleep
        ) as client,
        pytest.raises(ServiceError, match=r"\*\*\*") as caught,
    ):
        client.read(JPEG)
    assert "cd" not in str(caught.value).lower().replace("bad key", "")


def test_a_page_in_place_of_a_synchronous_result_does_not_tell_the_key(service):
    service.fail("POST", status(200, f"<html>{KEY}</html>".encode()))
    with (
        quick(service, api="syncAnalyze-3.2") as client,
        pytest.raises(ServiceError, match=r"\*\*\*") as caught,
    ):
        client.read(JPEG)
    assert_hidden(caught.value)


@pytest.mark.parametrize(
    "place", [f"https://{KEY}.example/x", f"https://example.com/{'x' * 180}{KEY}", PATH + KEY]
)
def test_an_operation_that_repeats_the_key_does_not_tell_it(service, client, place):
    service.location = place
    with pytest.raises(ServiceError) as caught:
        client.read(JPEG)
    assert_hidden(caught.value)


def test_the_word_that_a_container_is_given_is_no_secret(service, clock):
    service.key = "read"
    with azure.Client(service.origin, "read", clock=clock, sleep=clock.sleep) as client:
        assert client.read(JPEG) == server.READ


def test_a_result_that_holds_the_key_is_left_as_it_came(service, client):
    body = {**server.READ, "note": KEY}
    service.fail("GET", status(200, body))
    assert client.read(JPEG) == body


def test_of_an_error_page_the_beginning_is_enough(service, client):
    service.fail("POST", server.endless(400), server.endless(302))
    for code in (400, 302):
        with pytest.raises(ServiceError, match=str(code)):
            client.read(JPEG)


@pytest.mark.parametrize("body", [b"[]", b"17", b'"text"', b"{}"])
def test_json_that_is_no_answer_is_an_error(service, client, body):
    service.fail("GET", status(200, body))
    with pytest.raises(ServiceError):
        client.read(JPEG)


def test_answers_are_bounded(service, monkeypatch):
    monkeypatch.setattr("ocrlayout.engines.azure.transport._LARGEST", 1000)
    with quick(service) as client, pytest.raises(ServiceError, match=r"larger than .*pages="):
        client.read(JPEG)
    assert service.count("GET") == 2


# -------------------------------------------------------------------------------------------------------
# secrets


def saw_key(service):
    return any(
        KEY in str(call.headers) + str(call.query) + call.path + call.body.decode("latin-1")
        for call in service.calls
    )


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_redirects_are_not_followed(service, elsewhere, method, code):
    for session in (None, requests.Session()):
        service.fail(
            method, status(code, b"", {"Location": f"{elsewhere.origin}/vision/v3.2/read/analyze"})
        )
        with (
            quick(service, session=session) as client,
            pytest.raises(ServiceError, match=elsewhere.origin.removeprefix("http://")),
        ):
            client.read(JPEG)
        if session is not None:
            session.close()
    assert elsewhere.calls == []


def test_an_operation_elsewhere_is_an_error_that_shows_the_host(service, elsewhere, client):
    service.location = f"{elsewhere.origin}/vision/v3.2/read/analyzeResults/{UUID}"
    with pytest.raises(ServiceError, match=elsewhere.origin) as caught:
        client.read(JPEG)
    assert KEY not in str(caught.value)
    assert elsewhere.calls == []
    with pytest.raises(ServiceError, match=elsewhere.origin):
        client.result(service.location)
    assert elsewhere.calls == []


@pytest.mark.parametrize(
    "host", ["westus.api.cognitive.microsoft.com", "name.cognitiveservices.azure.com"]
)
def test_the_region_s_host_is_asked_at_the_endpoint(service, client, host):
    service.location = f"https://{host}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
    assert client.read(JPEG) == server.READ
    assert service.count("GET") == 2


def test_operation_endpoint_is_the_way_round_a_proxy(service):
    service.location = f"http://container:5000/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
    with quick(service, operation_endpoint=service.origin) as client:
        assert client.read(JPEG) == server.READ


def test_operation_endpoint_may_be_another_server():
    with Service() as front, Service() as back:
        front.location = f"{back.origin}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
        with quick(front, operation_endpoint=back.origin) as client:
            assert client.read(JPEG) == server.READ
        assert (front.count("GET"), back.count("GET")) == (0, 2)


@pytest.mark.parametrize(
    ("endpoint", "operation"),
    [
        (CLOUD, CLOUD + PATH),
        (CLOUD, CLOUD + ":443" + PATH),
        (CLOUD, CLOUD.upper() + PATH),
        (CLOUD, "https://westus.api.cognitive.microsoft.com" + PATH),
        (CLOUD, "https://other.cognitiveservices.azure.com:443" + PATH),
        (CLOUD, PATH),
        (
            "https://name.cognitiveservices.azure.us",
            "https://usgovvirginia.api.cognitive.microsoft.us" + PATH,
        ),
        (
            "https://name.cognitiveservices.azure.cn",
            "https://chinaeast2.api.cognitive.azure.cn" + PATH,
        ),
        ("https://gateway.example/ocr", "https://westus.api.cognitive.microsoft.com" + PATH),
    ],
)
def test_operations_of_the_same_cloud_are_asked_for_at_the_endpoint(endpoint, operation):
    place = Endpoint.parse(endpoint).operation_url(operation, endpoint + "/vision")
    assert place == endpoint + PATH


@pytest.mark.parametrize(
    "operation",
    [
        "https://evil.example" + PATH,
        "https://evil-cognitiveservices.azure.com" + PATH,
        "https://cognitiveservices.azure.com.evil.example" + PATH,
        "https://name.cognitiveservices.azure.com.evil.example" + PATH,
        "https://name.cognitiveservices.azure.com:8443" + PATH,
        "http://name.cognitiveservices.azure.com" + PATH,
        "https://name.cognitiveservices.azure.us" + PATH,
        "https://name.cognitiveservices.azure.com@evil.example" + PATH,
        "https://evil.example\\.cognitiveservices.azure.com" + PATH,
        "https://evil.example#.cognitiveservices.azure.com" + PATH,
        "https://evil.example?.cognitiveservices.azure.com" + PATH,
        "https://evil.example;.cognitiveservices.azure.com" + PATH,
        "https://evil.example%2f.cognitiveservices.azure.com" + PATH,
        "//evil.example" + PATH,
        "https://user:word@name.cognitiveservices.azure.com" + PATH,
        "https://name.cognitiveservices.azure.com:0" + PATH,
        "https://name.cognitiveservices.azure.com:x" + PATH,
        "ftp://name.cognitiveservices.azure.com" + PATH,
        "javascript:alert(1)",
        "https://[::1" + PATH,
        "https://",
    ],
)
def test_operations_anywhere_else_are_refused(operation):
    with pytest.raises(ServiceError):
        Endpoint.parse(CLOUD).operation_url(operation, CLOUD + "/vision")


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "name.cognitiveservices.azure.com",
        "http://name.cognitiveservices.azure.com",
        "ftp://name.cognitiveservices.azure.com",
        f"https://{KEY}@name.cognitiveservices.azure.com",
        f"https://user:{KEY}@name.cognitiveservices.azure.com",
        f"https://name.cognitiveservices.azure.com/?key={KEY}",
        f"https://name.cognitiveservices.azure.com/#{KEY}",
        f"https://name.cognitiveservices.azure.com/vision/v3.2?subscription-key={KEY}",
        "https://name.cognitiveservices.azure.com/vision/v3.2/read/analyze",
        f" {KEY}",
        KEY,
        f"https://name.cognitiveservices.azure.com:{KEY}",
        f"https://na me/{KEY}",
        "https://[::1",
        "https:///vision",
        None,
    ],
)
@pytest.mark.parametrize("name", ["endpoint", "operation_endpoint"])
def test_an_endpoint_that_is_none_is_not_repeated(endpoint, name):
    given = {"endpoint": CLOUD, "operation_endpoint": CLOUD, name: endpoint}
    if name == "operation_endpoint" and endpoint is None:
        return  # it is not given
    with pytest.raises(ValueError, match=r"endpoint|operation_endpoint") as caught:
        azure.Client(given.pop("endpoint"), KEY, **given)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "endpoint", [CLOUD + "/", CLOUD + " \r\n", CLOUD + ":443", CLOUD.replace("name", "NAME")]
)
def test_an_endpoint_is_taken_as_people_paste_it(endpoint):
    assert Endpoint.parse(endpoint) == (CLOUD, "")


@pytest.mark.parametrize("host", ["a" * 70 + ".example", "a..example", "-", "1.2.3.4.5"])
def test_a_host_that_cannot_be_is_an_error_of_ours(host, clock):
    with (
        azure.Client(f"https://{host}", KEY, clock=clock, sleep=clock.sleep) as client,
        pytest.raises(ServiceError, match=r"host|endpoint"),
    ):
        client.read(JPEG)


@pytest.mark.parametrize(
    "endpoint", ["http://localhost:5000", "http://127.0.0.1:5000/", "http://[::1]:5000"]
)
def test_http_is_for_this_machine(endpoint):
    with azure.Client(endpoint, KEY) as client:
        assert repr(client) == f"Client({endpoint.rstrip('/')!r}, api='3.2')"


@pytest.mark.parametrize(
    "key", ["", KEY + "\n", f"{KEY}\r\nX-More: 1", f" {KEY}", KEY + "é", KEY + "\0", KEY.encode()]
)
def test_a_key_that_is_none_is_not_repeated(key):
    with pytest.raises(ValueError, match=r"the key (is empty|holds)") as caught:
        azure.Client(CLOUD, key)
    assert_hidden(caught.value)


def test_a_key_or_a_token_is_needed():
    with pytest.raises(ValueError, match="needs a key, or a token"):
        azure.Client(CLOUD)
    with pytest.raises(ValueError, match="needs a key, or a token"):
        azure.Client(CLOUD, KEY, token=lambda: "x")


def test_a_token_is_fetched_for_each_call(service):
    tokens = (f"token-{number}" for number in itertools.count())
    service.fail("POST", status(503))
    service.key = None
    with azure.Client(service.origin, token=lambda: next(tokens), interval=0.001) as client:
        client.read(JPEG)
    assert [call.headers["Authorization"] for call in service.calls] == [
        f"Bearer token-{n}" for n in range(4)
    ]


def test_netrc_gives_no_login_away(service, client, tmp_path, monkeypatch):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login somebody password something\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    assert requests.utils.get_netrc_auth(service.origin) == ("somebody", "something")
    client.read(JPEG)
    assert all("Authorization" not in call.headers for call in service.calls)


def test_calls_to_this_machine_do_not_go_through_a_proxy(service, elsewhere, client, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, elsewhere.origin)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert client.read(JPEG) == server.READ
    assert elsewhere.calls == []


@pytest.mark.parametrize("spell", [str.upper, str.title, str.swapcase])
def test_the_service_s_spelling_of_its_origin_opens_no_way_to_a_proxy(
    service, elsewhere, monkeypatch, spell
):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, elsewhere.origin)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    service.location = f"{spell(service.origin)}/vision/v3.2/read/analyzeResults/{UUID[:-6]}000001"
    with quick(service) as client:
        assert client.submit(JPEG).startswith(f"{service.origin}/")
        assert client.result(service.location) == server.READ
    assert elsewhere.calls == []


def test_a_proxy_of_the_environment_is_used_and_sees_no_key(elsewhere, clock, monkeypatch):
    proxy = elsewhere.origin.replace("http://", f"http://user:{KEY[::-1]}@")
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, proxy)
    elsewhere.fail("CONNECT", *[status(403)] * 9)
    with (
        azure.Client(CLOUD, KEY, clock=clock, sleep=clock.sleep) as client,
        pytest.raises(ServiceError, match="proxy") as caught,
    ):
        client.read(JPEG)
    assert elsewhere.count("CONNECT") == 5
    assert not saw_key(elsewhere)
    assert KEY[::-1] not in str(caught.value)


def test_cookies_are_not_kept(service, client):
    service.fail("GET", status(200, {"status": "running"}, {"Set-Cookie": "a=b"}))
    client.read(JPEG)
    assert all("Cookie" not in call.headers for call in service.calls)


def links(error):
    """An exception, and all that hang on it."""
    seen = []
    while error is not None and error not in seen:
        seen.append(error)
        error = error.__cause__ or error.__context__
    return seen


def assert_hidden(error, *, ours=True):
    """Look for the key in an exception: its words, its attributes, its pickle, the variables of our frames."""
    for link in links(error):
        assert (
            not ours
            or not isinstance(link, (requests.RequestException, OSError))
            or isinstance(link, ServiceError)
        )
        assert not isinstance(link, requests.RequestException)
        frames = link.__traceback__
        while frames is not None and Path(frames.tb_frame.f_code.co_filename) == Path(__file__):
            frames = frames.tb_next
        shown = "".join(
            traceback.TracebackException(type(link), link, frames, capture_locals=True).format()
        )
        terminal = io.StringIO()
        colored = Traceback.from_exception(type(link), link, frames, show_locals=True)
        Console(width=200, file=terminal).print(colored)
        for text in (str(link), repr(link), repr(vars(link)), shown, terminal.getvalue()):
            assert KEY[:24] not in text
        assert KEY[:24].encode() not in pickle.dumps(link)


FAULTS = {
    "denied": status(401, {"error": {"code": "401", "message": server.DENIED}}),
    "busy": server.busy(3600),
    "broken": server.page(503),
    "reset": server.reset,
    "html": server.page(200),
    "redirect": status(307, b"", LATE),
    "failed": status(200, {"status": "failed"}),
    "silent": server.silent,
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_the_key_is_shown_nowhere(service, method, fault, monkeypatch, caplog, capfd):
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    caplog.set_level(logging.DEBUG)
    service.fail(method, *[FAULTS[fault]] * 200)
    with (
        pytest.raises((ServiceError, OcrFailed)) as caught,
        azure.Client(service.origin, KEY, deadline=0.6, interval=0.05) as client,
    ):
        client.read(JPEG)
    assert_hidden(caught.value)
    assert KEY not in repr(client) + str(vars(client)) + caplog.text + "".join(capfd.readouterr())
    assert "urllib3" in caplog.text


def test_the_key_is_shown_nowhere_by_the_module_s_own_read(service, monkeypatch):
    service.key = "another"
    with pytest.raises(AccessDenied) as caught:
        azure.read(JPEG, endpoint=service.origin, key=KEY)
    assert_hidden(caught.value)
    monkeypatch.setenv("VISION_ENDPOINT", service.origin)
    monkeypatch.setenv("VISION_KEY", KEY)
    with pytest.raises(AccessDenied) as caught:
        azure.read(JPEG)
    assert_hidden(caught.value)
    monkeypatch.setenv("VISION_KEY", KEY + "\n")
    with pytest.raises(ValueError, match="line break") as caught:
        azure.read(JPEG)
    assert_hidden(caught.value)


def test_the_key_is_shown_by_no_exception_of_a_source_or_of_the_caller(service, client, tmp_path):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 5:
                raise RuntimeError("the tape is torn")
            return super().read(size)

    with pytest.raises(RuntimeError, match="torn") as caught:
        client.read(Broken(JPEG))
    assert_hidden(caught.value)
    with pytest.raises(KeyboardInterrupt) as caught:
        client.read(JPEG, progress=interrupt)
    assert_hidden(caught.value)


def interrupt(*_):
    raise KeyboardInterrupt


def test_a_client_is_not_pickled(client):
    with pytest.raises(TypeError, match="one in each process"):
        pickle.dumps(client)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(client._key)


# -------------------------------------------------------------------------------------------------------
# sources


class Stream(io.RawIOBase):
    """A pipe: it gives a few bytes at a time and cannot go back."""

    def __init__(self, data):
        self.left = io.BytesIO(data)

    def readable(self):
        return True

    def readinto(self, buffer):
        return self.left.readinto(memoryview(buffer)[:100])


def sources(folder):
    path = folder / "scan.jpg"
    path.write_bytes(JPEG)
    behind = io.BytesIO(b"something before" + JPEG)
    behind.seek(16)
    return {
        "path": path,
        "str": str(path),
        "bytes": JPEG,
        "bytearray": bytearray(JPEG),
        "memoryview": memoryview(JPEG),
        "file": io.BytesIO(JPEG),
        "in the middle": behind,
        "stream": Stream(JPEG),
    }


@pytest.mark.parametrize(
    "kind", ["path", "str", "bytes", "bytearray", "memoryview", "file", "in the middle", "stream"]
)
def test_every_source_arrives_whole_the_second_time_too(service, client, tmp_path, kind):
    service.fail("POST", status(503), server.busy(1))
    assert client.read(sources(tmp_path)[kind]) == server.READ
    assert [call.body for call in service.calls if call.method == "POST"] == [JPEG] * 3


def test_a_file_object_stays_open(client):
    file = io.BytesIO(JPEG)
    client.read(file)
    assert not file.closed


@pytest.mark.parametrize(
    ("source", "kind", "match"),
    [
        ("missing.jpg", FileNotFoundError, "no such file"),
        ("nul\0l.jpg", FileNotFoundError, "no file can have this name"),
        (".", IsADirectoryError, "name the files in it"),
        ("empty.jpg", ImageError, "empty.jpg is empty"),
        (b"", ImageError, "empty"),
        (io.BytesIO(), ImageError, "empty"),
        (Stream(b""), ImageError, "empty"),
        (io.StringIO("text"), TypeError, "mode 'rb'"),
        (None, TypeError, "not NoneType"),
        (17, TypeError, "not int"),
    ],
)
def test_a_source_is_looked_at_before_anything_is_sent(
    service, client, tmp_path, monkeypatch, source, kind, match
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty.jpg").touch()
    with pytest.raises(kind, match=match):
        client.read(source)
    assert service.calls == []


def test_form_recognizer_wants_the_media_type(service, clock):
    with azure.Client(
        service.origin, KEY, api="layout-2.1", clock=clock, sleep=clock.sleep
    ) as client:
        for start, kind in (
            (b"%PDF-1.7", "application/pdf"),
            (b"\x89PNG\r\n", "image/png"),
            (b"II*\0", "image/tiff"),
        ):
            client.read(start + b"more")
            assert service.accepted[-1].headers["Content-Type"] == kind
        with pytest.raises(ImageError, match="convert it"):
            client.read(b"GIF89a")


def test_a_file_that_becomes_shorter_while_it_is_sent(service, client, tmp_path):
    class Shrinking(io.BytesIO):
        def read(self, size=-1):
            return super().read(size) if self.tell() < 10_000 else b""

    with pytest.raises(ImageError, match="became shorter"):
        client.read(Shrinking(JPEG * 1000))


@pytest.mark.parametrize(
    "trouble", [OSError(errno.EIO, "disk"), TimeoutError("tape"), ConnectionResetError("share")]
)
@pytest.mark.parametrize("after", [0, 70_000])
def test_a_source_that_cannot_be_read_is_no_trouble_of_the_network(
    service, client, clock, trouble, after
):
    class Torn(io.BytesIO):
        def read(self, size=-1):
            if size and self.tell() >= after:
                raise trouble
            return super().read(size)

    with pytest.raises(OSError) as caught:
        client.read(Torn(JPEG * 1000))
    assert caught.value is trouble
    assert_hidden(caught.value, ours=False)
    assert clock.slept == []
    assert service.accepted == []


def test_a_large_file_is_sent_from_disk(service, client, tmp_path):
    size = 96 * 2**20
    with (tmp_path / "large.tif").open("wb") as out:
        out.write(b"II*\0")
        out.truncate(size)
    service.fail("POST", status(503))
    tracemalloc.start()
    try:
        client.read(tmp_path / "large.tif")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [call.size for call in service.calls if call.method == "POST"] == [size] * 2
    assert peak < 16 * 2**20  # the server, in the same process, keeps the first megabyte of each


# --------------------------------------------------------------------------------------------------
# environment


def test_the_environment_configures(service, monkeypatch):
    assert not azure.ready()
    monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", service.origin + "/")
    assert not azure.ready()
    monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", KEY)
    assert azure.ready()
    assert azure.read(JPEG, language="en", interval=0.001) == server.READ
    assert service.calls[0].query == {"language": "en"}
    assert azure.read(JPEG, raw=True, api="image-4.0") == json.dumps(server.IMAGE).encode()


def test_the_face_reads_through_the_environment(service, monkeypatch):
    monkeypatch.setenv("VISION_ENDPOINT", service.origin)
    monkeypatch.setenv("VISION_KEY", KEY)
    assert ocrlayout.read(JPEG, interval=0.001) == ocrlayout.load(
        server.DATA / "quickstart_v3.json"
    )


def test_endpoint_and_key_come_from_one_pair(service, monkeypatch):
    monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", "of-another-resource")
    monkeypatch.setenv("VISION_ENDPOINT", service.origin)
    monkeypatch.setenv("VISION_KEY", KEY)
    assert azure.ready()
    assert azure.read(JPEG, interval=0.001) == server.READ


def test_a_key_of_the_environment_goes_to_its_own_endpoint_only(service, elsewhere, monkeypatch):
    monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", elsewhere.origin)
    monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", "of-another-resource")
    with pytest.raises(EngineError, match=f"no key for {service.origin}: .*key="):
        azure.read(JPEG, endpoint=service.origin + "/")
    monkeypatch.setenv("VISION_ENDPOINT", service.origin)
    monkeypatch.setenv("VISION_KEY", KEY)
    assert service.calls == []
    assert azure.read(JPEG, endpoint=service.origin + "/", interval=0.001) == server.READ
    assert elsewhere.calls == []


@pytest.mark.parametrize(
    ("endpoint", "key", "missing"),
    [
        (
            "COMPUTER_VISION_ENDPOINT",
            "VISION_KEY",
            r"COMPUTER_VISION_SUBSCRIPTION_KEY \(or VISION_ENDPOINT",
        ),
        (
            "VISION_ENDPOINT",
            "COMPUTER_VISION_SUBSCRIPTION_KEY",
            r"COMPUTER_VISION_ENDPOINT \(or VISION_ENDPOINT",
        ),
        ("VISION_ENDPOINT", None, r"VISION_KEY \(or COMPUTER_VISION_ENDPOINT"),
    ],
)
def test_halves_of_two_pairs_make_no_pair(service, monkeypatch, endpoint, key, missing):
    monkeypatch.setenv(endpoint, service.origin)
    if key:
        monkeypatch.setenv(key, KEY)
    assert not azure.ready()
    with pytest.raises(EngineError, match=f"set {missing}"):
        azure.read(JPEG)
    with pytest.raises(EngineError, match=f"set {missing}"):
        azure.destination()
    assert service.calls == []


def test_a_key_that_is_passed_goes_to_the_endpoint_of_the_environment(service, monkeypatch):
    monkeypatch.setenv("VISION_ENDPOINT", service.origin)
    assert azure.read(JPEG, key=KEY, interval=0.001) == server.READ


def test_what_is_missing_is_said_with_how_to_set_it(monkeypatch):
    with pytest.raises(
        EngineError, match="COMPUTER_VISION_ENDPOINT and COMPUTER_VISION_SUBSCRIPTION_KEY"
    ):
        azure.read(JPEG)
    monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", CLOUD)
    with pytest.raises(EngineError, match=r"set COMPUTER_VISION_SUBSCRIPTION_KEY \(or"):
        azure.read(JPEG)


def test_an_operation_is_resumed_without_a_source(service):
    with quick(service) as client:
        operation = client.submit(JPEG)
    assert (
        azure.read(None, operation=operation, endpoint=service.origin, key=KEY, interval=0.001)
        == server.READ
    )
    assert service.count("POST") == 1


@pytest.mark.parametrize("operation", ["", UUID, "/vision/v3.2/read/analyzeResults/1", None])
def test_an_operation_is_an_address(client, operation):
    with pytest.raises(ValueError, match="operation is the https address"):
        client.result(operation)


@pytest.mark.parametrize("name", ["deadline", "interval", "rate"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), "1", True])
def test_numbers_that_make_no_sense(name, value):
    with pytest.raises(ValueError, match=f"{name} is a number greater than 0"):
        azure.Client(CLOUD, KEY, **{name: value})


@pytest.mark.parametrize("method", ["POST", "GET"])
def test_a_session_that_was_passed_in_reads_no_endless_redirect_and_keeps_no_cookies(
    service, method
):
    service.fail(method, status(503, b"", {"Set-Cookie": "a=b"}), server.endless(302))
    with requests.Session() as session:
        with (
            quick(service, session=session, deadline=5.0) as client,
            pytest.raises(ServiceError, match="302"),
        ):
            client.read(JPEG)
        assert not session.cookies
    assert all("Cookie" not in call.headers for call in service.calls)


def test_the_settings_of_a_session_are_taken_over(secure):
    service, pem = secure
    heard = []
    with requests.Session() as session:
        session.verify = str(pem)
        session.trust_env = False
        session.headers["User-Agent"] = "archive/1"
        session.hooks["response"].append(lambda response, **_: heard.append(response.status_code))
        with quick(service, session=session) as client:
            assert client.read(JPEG) == server.READ
    assert {call.headers["User-Agent"] for call in service.calls} == {"archive/1"}
    assert heard == [202, 200, 200]


def test_an_adapter_of_one_s_own_is_used_and_not_closed(service):
    class Counting(requests.adapters.HTTPAdapter):
        sent = closed = 0

        def send(self, *arguments, **options):
            self.sent += 1
            return super().send(*arguments, **options)

        def close(self):
            self.closed += 1
            super().close()

    with requests.Session() as session:
        session.mount("http://", adapter := Counting())
        with quick(service, session=session) as client:
            assert client.read(JPEG) == server.READ
        assert (adapter.sent, adapter.closed) == (3, 0)


def test_a_session_that_was_passed_in_stays_open(service):
    with requests.Session() as session:
        with quick(service, session=session) as client:
            assert client.read(JPEG) == server.READ
        assert (
            session.get(
                f"{service.origin}/x", headers={"Ocp-Apim-Subscription-Key": KEY}
            ).status_code
            == 404
        )
        assert "Ocp-Apim-Subscription-Key" not in session.headers


# ----------------------------------------------------------------------------------------------------
# many at once


def test_threads_share_a_rate():
    """32 threads, 10 turns each: no second holds more than 20 of them."""
    turns, lock = [0.0], threading.Lock()

    def sleep(seconds):
        with lock:
            turns.append(seconds)

    limit = RateLimit(20, lambda: 0.0, sleep)  # time stands still, so a turn is as long as its wait
    with ThreadPoolExecutor(32) as pool:
        assert all(pool.map(lambda _: limit.wait(1e9), range(320)))
    turns.sort()
    assert len(turns) == 320
    assert max(sum(start <= turn < start + 1 for turn in turns) for start in turns) <= 20
    assert turns[-1] == pytest.approx(319 / 20, rel=0.1)


def test_every_call_takes_a_turn(service):
    turns = []
    service.fail("POST", status(503))
    service.running = 2
    with azure.Client(
        service.origin, KEY, rate=20 / 60, clock=lambda: 0.0, sleep=turns.append
    ) as client:
        client.read(JPEG)
    waits = [turn for turn in turns if turn > 2]
    assert waits == pytest.approx([3.15, 6.3, 9.45, 12.6])  # POST, POST again, GET, GET, GET
    assert len(service.calls) == 5


def test_a_turn_after_the_deadline_is_not_taken(service):
    with azure.Client(
        service.origin, KEY, rate=0.001, deadline=60, clock=lambda: 0.0, sleep=print
    ) as client:
        client.submit(JPEG)
        with pytest.raises(ServiceTimeout):
            client.submit(JPEG)
    assert len(service.calls) == 1


def test_two_hundred_documents_arrive_once_though_a_third_of_all_calls_fails():
    chance, lock = random.Random(7), threading.Lock()
    failing = (server.busy(), server.page(503), status(500), server.reset)

    class Failing(Service):
        def next_fault(self, call):
            super().next_fault(call)
            with lock:
                return chance.choice(failing) if chance.random() < 1 / 3 else None

    with (
        Failing() as service,
        azure.Client(service.origin, KEY, sleep=lambda _: time.sleep(0), rate=10_000) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        documents = [JPEG + str(number).encode() for number in range(200)]
        outcomes = list(ocrlayout.run(client.read, documents, executor=pool))
    assert [outcome.error for outcome in outcomes] == [None] * 200
    assert all(outcome.value == server.READ for outcome in outcomes)
    arrived = Counter(hashlib.sha256(call.body).digest() for call in service.accepted)
    assert arrived == Counter(hashlib.sha256(document).digest() for document in documents)
    assert len(service.calls) > 200 * 4


# -----------------------------------------------------------------------------------------------------------
# TLS


def behind_tls(listening, pem):
    """A socket that listens for TLS, with the certificate of a file and the key beside it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, pem.with_name("key.pem"))
    return context.wrap_socket(listening, server_side=True, do_handshake_on_connect=False)


@pytest.fixture
def secure(service, tmp_path):
    """The service behind TLS, and the file of the authority that vouches for it."""
    x509 = importlib.import_module("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "authority.pem"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (tmp_path / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    service.socket = behind_tls(service.socket, pem)
    service.origin = service.origin.replace("http:", "https:")
    return service, pem


def test_tls_with_an_authority_of_the_environment(secure, monkeypatch, capfd):
    service, pem = secure
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    service.fail("GET", server.trickle("headers"))
    with quick(service, deadline=6.0) as client:
        assert client.read(JPEG) == server.READ
    assert KEY not in "".join(capfd.readouterr())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_tls_goes_through_a_proxy_that_sees_no_key(secure, monkeypatch, scheme):
    service, pem = secure
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(pem))
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    service.fail("GET", server.trickle("headers"))
    proxy = server.Proxy()
    if scheme == "https":
        proxy.socket = behind_tls(proxy.socket, pem)
    with proxy:
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.origin.replace("http:", f"{scheme}:"))
        with quick(service, deadline=4.0) as client:
            assert client.read(JPEG) == server.READ
    assert proxy.seen.count(b"CONNECT 127.0.0.1:") >= 1
    assert KEY.encode() not in proxy.seen


def test_a_certificate_that_nobody_vouches_for_is_not_tried_twice(secure, clock):
    service, _ = secure
    with (
        azure.Client(service.origin, KEY, clock=clock, sleep=clock.sleep) as client,
        pytest.raises(ServiceError, match="REQUESTS_CA_BUNDLE"),
    ):
        client.read(JPEG)
    assert clock.slept == []
    assert service.calls == []


# ------------------------------------------------------------------------------------- the official
# SDKs as judges


def test_the_official_computer_vision_sdk_agrees(service, client):
    sdk = importlib.import_module("azure.cognitiveservices.vision.computervision")
    credentials = importlib.import_module("msrest.authentication").CognitiveServicesCredentials(KEY)
    theirs = sdk.ComputerVisionClient(service.origin, credentials)
    try:
        submitted = theirs.read_in_stream(
            io.BytesIO(JPEG), language="en", reading_order="natural", raw=True
        )
        operation = submitted.headers["Operation-Location"]
        answer = theirs.get_read_result(operation.rsplit("/", 1)[-1])
        while answer.status in ("notStarted", "running"):
            answer = theirs.get_read_result(operation.rsplit("/", 1)[-1])
    finally:
        theirs.close()
    their_post, ours = service.calls[0], client.read(JPEG, language="en", reading_order="natural")
    our_post = next(call for call in service.calls[1:] if call.method == "POST")
    assert (their_post.path, their_post.body) == (our_post.path, our_post.body)
    assert their_post.headers["Content-Type"] == our_post.headers["Content-Type"]
    assert their_post.query == {**our_post.query, "model-version": "latest"}
    mine, judged = ocrlayout.load(ours), ocrlayout.load(answer.as_dict())
    assert mine.pages == judged.pages


def test_files_beside_a_result_are_those_that_the_official_sdk_gets(service, clock):
    sdk = importlib.import_module("azure.ai.documentintelligence")
    credential = importlib.import_module("azure.core.credentials").AzureKeyCredential(KEY)
    with azure.Client(
        service.origin, KEY, api="2024-11-30", clock=clock, sleep=clock.sleep
    ) as client:
        operation = client.submit(JPEG, output=["pdf", "figures"])
        ours = [client.pdf(operation), client.figure(operation, "1.1")]
    of_ours = service.calls[1:]
    result_id = operation.partition("?")[0].rpartition("/")[2]
    with sdk.DocumentIntelligenceClient(service.origin, credential) as theirs:
        pdf = theirs.get_analyze_result_pdf("prebuilt-read", result_id)
        figure = theirs.get_analyze_result_figure("prebuilt-read", result_id, "1.1")
        assert ours == [b"".join(pdf), b"".join(figure)]
    asked = [(call.path, call.query, call.headers["Accept"]) for call in service.calls[1:]]
    assert asked[:2] == asked[2:]
    assert len(of_ours) == 2
    assert ours == [content for _, content in server.FILES.values()]


def test_a_file_that_was_not_asked_for_is_an_error_that_says_so(service, clock):
    with azure.Client(
        service.origin, KEY, api="di-2024-11-30", clock=clock, sleep=clock.sleep
    ) as client:
        operation = client.submit(JPEG, output="figures")
        with pytest.raises(ServiceError, match="asking for pdf, which is made where output= asks"):
            client.pdf(operation)
        assert client.figure(operation, "1.1") == server.FILES["figures/1.1"][1]
        service.fail("GET", server.busy(3), server.cut_off(b"half of it"))
        assert client.figure(operation, "1.1") == server.FILES["figures/1.1"][1]
        for name in ("", "../x", "1/2", "1?x"):
            with pytest.raises(ValueError, match="the id of a figure"):
                client.figure(operation, name)
    assert service.count("POST") == 1


def test_versions_that_make_no_files_say_so(service, client):
    with pytest.raises(ValueError, match=r"3\.2 of the service does not make files"):
        client.pdf(service.origin + PATH)
    assert service.calls == []


@pytest.mark.parametrize("model", ["prebuilt-read"])
def test_the_official_document_intelligence_sdk_agrees(service, clock, model):
    sdk = importlib.import_module("azure.ai.documentintelligence")
    credential = importlib.import_module("azure.core.credentials").AzureKeyCredential(KEY)
    options = {"pages": "1-2", "locale": "de-DE"}
    with sdk.DocumentIntelligenceClient(service.origin, credential, polling_interval=0) as theirs:
        answer = theirs.begin_analyze_document(
            model, JPEG, content_type="application/octet-stream", features=["languages"], **options
        ).result()
    with azure.Client(
        service.origin, KEY, api="di-2024-11-30", clock=clock, sleep=clock.sleep
    ) as client:
        ours = client.read(JPEG, model=model, features=["languages"], **options)
    their_post, our_post = (call for call in service.calls if call.method == "POST")
    assert (their_post.path, their_post.body, their_post.query) == (
        our_post.path,
        our_post.body,
        our_post.query,
    )
    assert answer.as_dict() == ours["analyzeResult"]
    assert ocrlayout.load({"analyzeResult": answer.as_dict()}).pages == ocrlayout.load(ours).pages
