"""A job that is paid for is never lost: whatever is raised carries its operation."""

import pickle
import threading
from collections.abc import Callable

import azure_server as server
import pytest
from azure_server import KEY, ROWS, UUID, Service, status

from ocrlayout.engines import azure
from ocrlayout.errors import AccessDenied, OcrFailed, RateLimited, ServiceError, ServiceTimeout

JPEG = b"\xff\xd8\xff\xe0 starts like a picture"
PATH = ROWS["3.2"].poll.replace(UUID, f"{UUID[:-6]}000001")


class Time:
    """A clock that only moves when somebody sleeps."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


@pytest.fixture
def service():
    with Service() as running:
        yield running


def client_of(service, **options):
    clock = Time()
    return azure.Client(service.origin, KEY, **{"clock": clock, "sleep": clock.sleep, **options})


def raising(kind, *states):
    def progress(state, _value):
        if state in states:
            raise kind("what somebody raised")

    return progress


FAULTS = {
    "the deadline passes": (lambda service: setattr(service, "running", 10**9), ServiceTimeout),
    "too many calls": (lambda service: service.fail("GET", server.busy(3600)), RateLimited),
    "access denied": (lambda service: service.fail("GET", status(401)), AccessDenied),
    "forbidden": (lambda service: service.fail("GET", status(403)), AccessDenied),
    "expired": (lambda service: service.fail("GET", *[status(404)] * 20), ServiceError),
    "a redirect": (lambda service: service.fail("GET", status(302)), ServiceError),
    "a page": (lambda service: service.fail("GET", server.page(200)), ServiceError),
    "a bad request": (lambda service: service.fail("GET", status(400)), ServiceError),
    "nothing known": (
        lambda service: service.fail("GET", status(200, {"status": "dancing"})),
        ServiceError,
    ),
    "a failure": (
        lambda service: service.fail("GET", status(200, {"status": "failed"})),
        OcrFailed,
    ),
}


def assert_carried(error, operation):
    assert error.operation == operation
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.operation == operation


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("half", ["read", "result"])
def test_every_error_after_a_202_carries_the_operation(service, name, half):
    prepare, kind = FAULTS[name]
    with client_of(service) as client:
        operation = client.submit(JPEG) if half == "result" else service.origin + PATH
        prepare(service)
        with pytest.raises(kind) as caught:
            client.read(JPEG) if half == "read" else client.result(operation)
    assert type(caught.value) is kind
    assert_carried(caught.value, operation)


def test_a_202_that_asks_to_wait_past_the_deadline_carries_the_operation(service):
    headers = {"Operation-Location": service.origin + PATH, "Retry-After": "7200"}
    service.fail("POST", status(202, b"", headers))
    with client_of(service) as client, pytest.raises(ServiceTimeout) as caught:
        client.read(JPEG)
    assert_carried(caught.value, service.origin + PATH)


def test_a_rate_that_is_used_up_while_polling_carries_the_operation(service):
    with client_of(service, rate=0.001) as client, pytest.raises(ServiceTimeout) as caught:
        client.read(JPEG)
    assert_carried(caught.value, service.origin + PATH)


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, RuntimeError, OSError])
@pytest.mark.parametrize("state", ["submitted", "running", "waiting"])
def test_what_progress_raises_carries_the_operation(service, kind, state):
    service.fail("GET", server.busy())
    with client_of(service) as client, pytest.raises(kind) as caught:
        client.read(JPEG, progress=raising(kind, state))
    assert_carried(caught.value, service.origin + PATH)


def test_a_submission_that_is_interrupted_after_the_202_carries_the_operation(service):
    with client_of(service) as client, pytest.raises(KeyboardInterrupt) as caught:
        client.submit(JPEG, progress=raising(KeyboardInterrupt, "submitted"))
    assert_carried(caught.value, service.origin + PATH)


def test_an_interrupted_sleep_carries_the_operation(service):
    def sleep(_seconds):
        raise KeyboardInterrupt

    with client_of(service, sleep=sleep) as client, pytest.raises(KeyboardInterrupt) as caught:
        client.read(JPEG)
    assert_carried(caught.value, service.origin + PATH)


def test_a_token_that_cannot_be_renewed_carries_the_operation(service):
    tokens = iter([KEY])
    service.answer = lambda handler: handler.server.accept(handler, handler.call)
    with azure.Client(service.origin, token=lambda: next(tokens)) as client:
        operation = client.submit(JPEG)
        with pytest.raises(StopIteration) as caught:
            client.result(operation)
    assert caught.value.operation == operation


@pytest.mark.parametrize(
    ("named", "carried"),
    [
        ("https://elsewhere.example/read/1", "https://elsewhere.example/read/1"),
        ("https://user:word@{host}/read/1", "https://user:word@{host}/read/1"),
        ("ftp://{host}/read/1", "ftp://{host}/read/1"),
    ],
)
def test_an_operation_that_is_not_asked_for_is_carried_as_the_service_names_it(
    service, named, carried
):
    host = service.origin.removeprefix("http://")
    headers = {"Operation-Location": named.format(host=host)}
    service.fail("POST", status(202, b"", headers))
    with client_of(service) as client, pytest.raises(ServiceError) as caught:
        client.read(JPEG)
    assert_carried(caught.value, carried.format(host=host))


@pytest.mark.parametrize("fault", [status(400), status(401), server.busy(7200), status(202)])
def test_without_an_accepted_job_there_is_no_operation(service, fault):
    service.fail("POST", fault)
    with client_of(service) as client, pytest.raises(ServiceError) as caught:
        client.read(JPEG)
    assert_carried(caught.value, "")


def test_a_version_that_answers_at_once_has_no_operation_to_carry(service):
    service.fail("POST", status(200, {"status": "failed"}))
    with client_of(service, api="syncAnalyze-3.2") as client, pytest.raises(OcrFailed) as caught:
        client.read(JPEG)
    assert_carried(caught.value, "")


def test_an_exception_that_takes_no_attribute_is_raised_as_it_is(service):
    class Closed(Exception):
        operation = property(lambda _self: "its own")

    with client_of(service) as client, pytest.raises(Closed) as caught:
        client.read(JPEG, progress=raising(Closed, "running"))
    assert caught.value.operation == "its own"


def test_the_operation_of_an_error_is_what_result_takes(service):
    service.running = 10**9
    with client_of(service) as client:
        with pytest.raises(ServiceTimeout) as caught:
            client.read(JPEG)
        service.running = 0
        assert client.result(caught.value.operation) == server.READ


def test_each_thread_s_error_carries_its_own_operation(service):
    service.running = 10**9
    found: dict[int, str] = {}
    barrier = threading.Barrier(4)

    def work(row: int, read: Callable[..., object]) -> None:
        barrier.wait()
        operations = []

        def progress(state, value):
            operations.append(value) if state == "submitted" else None

        with pytest.raises(ServiceTimeout) as caught:
            read(JPEG, progress=progress)
        found[row] = caught.value.operation
        assert operations == [found[row]]

    clients = [client_of(service) for _ in range(4)]
    threads = [
        threading.Thread(target=work, args=(row, client.read)) for row, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for client in clients:
        client.close()
    assert len(set(found.values())) == 4
