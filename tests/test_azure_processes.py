"""The Azure client in forked, spawned and threaded processes: nobody gets another's text."""

import contextlib
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import threading
import time
import warnings
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import requests
from azure_server import KEY, READ, Service

import ocrlayout
from ocrlayout.engines import azure
from ocrlayout.engines.azure import fork_safety

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
PATIENCE = 30  # seconds after which a child counts as dead-locked


class Echo(Service):
    """Answers each document with the number that the document holds, after a little while."""

    def poll(self, handler, call):
        row = int(call.path[-6:]) - 1
        text = re.search(rb"DOC\d+", self.accepted[row].body)[0].decode()
        time.sleep(0.005)
        body = json.loads(json.dumps(READ))
        line = body["analyzeResult"]["readResults"][0]["lines"][0]
        line["text"] = line["words"][0]["text"] = text
        handler.send(200, body)


@pytest.fixture
def service():
    with Echo() as running:
        yield running


def client_of(service, **options):
    return azure.Client(service.origin, KEY, interval=0.001, deadline=30.0, **options)


def wrong(client, numbers):
    """Read documents and return the numbers of those that came back with another text."""
    found = []
    for number in numbers:
        answer = client.read(b"\xff\xd8\xff\xe0 DOC%d " % number + b"0" * 3000)
        line = answer["analyzeResult"]["readResults"][0]["lines"][0]
        found += [number] if line["text"] != f"DOC{number}" else []
    return found


class Child:
    """A forked process that does something and reports what it returned or raised."""

    def __init__(self, work):
        self.reader, writer = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # fork beside threads
            self.pid = os.fork()
        if self.pid == 0:
            code = 1
            with contextlib.suppress(BaseException):
                os.write(writer, self.report(work).encode())
                code = 0
            os._exit(code)
        os.close(writer)

    @staticmethod
    def report(work):
        try:
            return json.dumps(work())
        except BaseException as error:
            return json.dumps(f"{type(error).__name__}: {error}")

    def result(self):
        timer = threading.Timer(PATIENCE, os.kill, (self.pid, signal.SIGKILL))
        timer.start()
        with os.fdopen(self.reader, "rb") as pipe:
            told = pipe.read()
        _, code = os.waitpid(self.pid, 0)
        timer.cancel()
        assert code == 0, "the child hung, or died"
        return json.loads(told)


def test_forked_children_get_their_own_documents(service):
    with client_of(service) as client:
        assert wrong(client, [1]) == []  # from now on there is a connection to inherit
        children = [
            Child(lambda start=start: wrong(client, range(start, start + 10)))
            for start in (100, 200, 300, 400)
        ]
        assert wrong(client, range(500, 510)) == []
        assert [child.result() for child in children] == [[], [], [], []]
        assert wrong(client, [2]) == []


def test_a_pool_of_forked_processes_gets_its_own_documents(service):
    global _shared
    with client_of(service) as _shared, warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        assert wrong(_shared, [1]) == []
        with ProcessPoolExecutor(4, multiprocessing.get_context("fork")) as pool:
            outcomes = list(ocrlayout.run(read_shared, range(100, 140), executor=pool))
    assert [outcome.error for outcome in outcomes] == [None] * 40
    assert [outcome.value for outcome in outcomes] == [[]] * 40


_shared = None


def read_shared(number):
    return wrong(_shared, [number])


def test_a_grandchild_gets_its_own_documents(service):
    with client_of(service) as client:
        assert wrong(client, [1]) == []

        def work():
            before = wrong(client, [10])
            grandchild = Child(lambda: wrong(client, range(20, 30)))
            return before + wrong(client, range(30, 40)) + grandchild.result()

        assert Child(work).result() == []


class Own(requests.adapters.HTTPAdapter):
    """An adapter of somebody's own, which knows what it has sent."""

    sent = 0

    def send(self, *arguments, **options):
        self.sent += 1
        return super().send(*arguments, **options)


def test_an_adapter_of_one_s_own_is_renewed_and_still_used(service):
    with requests.Session() as session:
        session.mount("http://", adapter := Own())
        with client_of(service, session=session) as client:
            assert wrong(client, [1]) == []
            sent = adapter.sent
            children = [
                Child(lambda start=start: [wrong(client, range(start, start + 10)), adapter.sent])
                for start in (100, 200, 300)
            ]
            assert wrong(client, range(400, 410)) == []
            for found, in_child in [child.result() for child in children]:
                assert found == []
                assert in_child >= sent + 20


def test_an_adapter_whose_connections_cannot_be_renewed_is_refused_in_a_child(service):
    class Opaque(requests.adapters.BaseAdapter):
        def __init__(self):
            super().__init__()
            self.inner = requests.adapters.HTTPAdapter()

        def send(self, *arguments, **options):
            return self.inner.send(*arguments, **options)

        def close(self):
            self.inner.close()

    with requests.Session() as session:
        session.mount("http://", Opaque())
        with client_of(service, session=session) as client:
            assert wrong(client, [1]) == []
            told = Child(lambda: wrong(client, [2])).result()
            assert told.startswith("ServiceError: ")
            assert "make a client in each process" in told
            assert wrong(client, [3]) == []


def locks_of(client):
    adapter = client._session.get_adapter("http://")
    pools = adapter.poolmanager.pools
    queues = [pool.pool for pool in pools._container.values()]
    assert queues
    cookies = client._session.cookies._cookies_lock
    return [client._rate_limit._lock, pools.lock, cookies, *(queue.mutex for queue in queues)]


@contextlib.contextmanager
def held(locks):
    """Hold locks in another thread."""
    ready, done = threading.Event(), threading.Event()

    def hold():
        with contextlib.ExitStack() as stack:
            for lock in locks:
                stack.enter_context(lock)
            ready.set()
            done.wait()

    thread = threading.Thread(target=hold)
    thread.start()
    ready.wait()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_locks_that_another_thread_holds_do_not_hang_a_child(service):
    with client_of(service, rate=1000) as client:
        assert wrong(client, [1]) == []
        with held(locks_of(client)):
            child = Child(lambda: [wrong(client, range(10, 15)), client.close()])
        assert child.result() == [[], None]


def test_threads_that_read_do_not_hang_children_that_read(service):
    with client_of(service) as client:
        stop, found = threading.Event(), []

        def work(start):
            number = start
            while not stop.is_set():
                found.extend(wrong(client, [number]))
                number += 1

        threads = [threading.Thread(target=work, args=(1000 * row,)) for row in (1, 2, 3)]
        for thread in threads:
            thread.start()
        try:
            for round_ in range(5):
                first = 10_000 + 100 * round_
                child = Child(lambda first=first: wrong(client, range(first, first + 3)))
                assert child.result() == []
        finally:
            stop.set()
            for thread in threads:
                thread.join()
    assert found == []


ENDING = """
import os, sys
sys.path.insert(0, sys.argv[1])
from test_azure_processes import Echo, client_of, held, locks_of, wrong
service = Echo().__enter__()
client = client_of(service)
assert wrong(client, [1]) == []
with held(locks_of(client)):
    pid = os.fork()
if pid:
    sys.exit(os.waitpid(pid, 0)[1])
"""


def test_a_child_that_ends_as_programs_do_does_not_hang_at_its_end():
    child = [sys.executable, "-W", "ignore", "-c", ENDING, str(Path(__file__).parent)]
    done = subprocess.run(child, timeout=PATIENCE, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_client_that_is_gone_is_not_renewed(service):
    client = client_of(service)
    assert client in fork_safety._renewals
    count = len(fork_safety._renewals)
    del client
    assert len(fork_safety._renewals) < count


def test_spawned_processes_are_refused_a_client(service):
    context = multiprocessing.get_context("spawn")
    with client_of(service) as client:
        process = context.Process(target=wrong, args=(client, [1]))
        with pytest.raises(TypeError, match="make one in each process"):
            process.start()
