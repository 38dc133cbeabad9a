"""Processes and threads that work for this one, and how many of them there may be."""

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ocrlayout import cores
from ocrlayout.errors import ImageError, ServiceTimeout
from ocrlayout.workers import Here, Threads, WorkerDied, Workers, _Worker


class Host:
    def __init__(self):
        self.heard = []

    def double(self, number):
        self.heard.append((number, threading.current_thread()))
        return 2 * number

    def refuse(self):
        raise ImageError("not that")


def ask(host, number):
    return host.double(number) + 1, os.getpid()


def fail(host, error):
    raise error


def ask_in_vain(host):
    try:
        host.refuse()
    except ImageError as error:
        return str(error)


def die(host):
    os._exit(3)


def lock(host):
    return threading.Lock()


class Odd(Exception):
    """An error that cannot be made anew from its message."""

    def __init__(self, one, two):
        super().__init__(f"{one} {two}")


def fail_oddly(host):
    raise Odd("one", "two")


@pytest.fixture(scope="module")
def workers():
    started = Workers(1)
    yield started
    started.close()


def test_a_task_asks_the_thread_that_waits_for_it(workers):
    host = Host()
    value, number = workers.call(ask, 20, host=host)
    assert value == 41
    assert number != os.getpid()
    assert host.heard == [(20, threading.current_thread())]
    assert Here().call(ask, 20, host=host) == (41, os.getpid())


def test_errors_come_back_with_what_they_carry(workers):
    with pytest.raises(ServiceTimeout) as caught:
        workers.call(fail, ServiceTimeout("late", operation="https://here"), host=None)
    assert caught.value.operation == "https://here"
    assert "test_workers.py" in caught.value.__notes__[0]
    with pytest.raises(FileNotFoundError):
        workers.call(fail, FileNotFoundError(2, "gone", "a.jpg"), host=None)
    assert workers.call(ask_in_vain, host=Host()) == "not that"


def test_what_cannot_be_sent_is_an_error_of_its_call(workers):
    with pytest.raises(RuntimeError, match="Odd: one two"):
        workers.call(fail_oddly, host=None)
    with pytest.raises(TypeError, match="pickle"):
        workers.call(lock, host=None)
    assert workers.call(ask, 1, host=Host())[0] == 3


def test_a_worker_that_dies_fails_its_call_and_no_other(workers):
    with pytest.raises(WorkerDied, match="ended by itself"):
        workers.call(die, host=None)
    assert workers.call(ask, 1, host=Host())[0] == 3


def variable(host, name):
    return os.environ.get(name)


def test_matrices_are_multiplied_in_one_thread(monkeypatch):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)  # dask's clusters leave it set
    workers = Workers(1)
    try:
        assert workers.call(variable, "OPENBLAS_NUM_THREADS", host=None) == "1"
        assert "OPENBLAS_NUM_THREADS" not in os.environ
    finally:
        workers.close()


def test_closed_workers_interrupt_whoever_calls_them():
    workers = Workers(1)
    workers.close()
    with pytest.raises(KeyboardInterrupt):
        workers.call(ask, 1, host=None)


SLEEPERS = """
import os, sys, threading, time
from ocrlayout.workers import Workers

def sleep(host):
    host.tell(os.getpid())
    time.sleep(600)

class Host:
    def tell(self, number):
        print(number, flush=True)

if __name__ == "__main__":
    workers = Workers(2)
    threading.Thread(target=workers.call, args=(sleep,), kwargs={"host": Host()}).start()
    workers.call(sleep, host=Host())
"""


def is_alive(number):
    """Whether a process runs; one that has ended and was not fetched does not."""
    try:
        return ") Z " not in Path(f"/proc/{number}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_workers_end_with_the_process_that_is_killed(tmp_path):
    script = tmp_path / "sleepers.py"
    script.write_text(SLEEPERS)
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as process:
        numbers = [int(process.stdout.readline()) for _ in range(2)]
        process.kill()
    until = time.monotonic() + 30
    while any(map(is_alive, numbers)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(is_alive, numbers))


def test_threads_give_results_and_errors():
    threads = Threads(2)
    futures = [threads.submit(int, text) for text in ("1", "x", "3")]
    assert (futures[0].result(), futures[2].result()) == (1, 3)
    with pytest.raises(ValueError, match="invalid literal"):
        futures[1].result()
    # an error that looks like one of the wait
    with pytest.raises(TimeoutError):
        threads.submit(fail, None, TimeoutError()).result()
    threads.close()


def test_what_threads_have_not_begun_is_dropped_when_they_are_closed():
    threads, go = Threads(1), threading.Event()
    first, second = threads.submit(go.wait), threads.submit(int, "1")
    while threads._asked.qsize() != 1:
        time.sleep(0.001)
    threads.close()
    go.set()
    assert first.result()
    assert not second.done()


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="Linux")
def test_cores_follow_the_affinity():
    one = str(min(os.sched_getaffinity(0)))
    code = "from ocrlayout import cores; print(cores.available())"
    line = ["taskset", "-c", one, sys.executable, "-c", code]
    assert subprocess.run(line, capture_output=True, text=True, check=True).stdout == "1\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"job/cpu.max": "150000 100000", "cpu.max": "max 100000"}, 2),
        ({"job/cpu.max": "max 100000", "cpu.max": "100000 100000"}, 1),
        ({"cpu/cpu.cfs_quota_us": "300000", "cpu/cpu.cfs_period_us": "100000"}, 3),
        ({"cpu/cpu.cfs_quota_us": "-1", "cpu/cpu.cfs_period_us": "100000"}, 8),
        ({"job/cpu.max": "50000 100000"}, 1),
        ({"job/cpu.max": "nonsense"}, 8),
    ],
)
def test_cores_follow_the_quota_of_a_container(tmp_path, monkeypatch, files, expected):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text + "\n")
    (tmp_path / "own").write_text("12:cpu:/old\n0::/job\n")
    monkeypatch.setattr(cores, "_CGROUPS", tmp_path)
    monkeypatch.setattr(cores, "_OURS", tmp_path / "own")
    monkeypatch.setattr(cores, "_affinity", lambda: 8)
    assert cores.available() == expected


def test_several_may_end_a_worker_at_once():
    """A connection that is closed twice may be the file of another thread by then."""
    troubles = []

    def end(worker):
        try:
            worker.end()
        except OSError as error:
            troubles.append(error)

    for _ in range(20):
        worker = _Worker(None)
        worker.process.terminate()
        threads = [threading.Thread(target=end, args=(worker,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not troubles
