"""Processes that work for this one: a call goes to one that is free, and asks back as it runs.

Those of ``concurrent.futures`` cannot ask back, all fail where one of them crashes, and go on where
this process is killed.
"""

import contextlib
import multiprocessing
import os
import pickle
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from ocrlayout.errors import OcrLayoutError

__all__ = ["Here", "Result", "Threads", "WorkerDied", "Workers"]

Value = TypeVar("Value")

_PATIENCE = 3.0  # seconds in which a process ends by itself, before it is killed
_LOOK = 0.5  # seconds: on Windows, Ctrl-C does not end a wait, so the wait ends now and then
_GONE = (EOFError, OSError)  # what a connection raises whose other end is gone
_BLAS = "OPENBLAS_NUM_THREADS"  # of numpy's wheels; it is read when numpy is loaded
# signals that a terminal sends to all of its processes; this one deals with them for the others
_OF_TERMINALS = [getattr(signal, name) for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]


class WorkerDied(OcrLayoutError, RuntimeError):
    """The process that worked on something crashed, or was killed from outside."""


class Here:
    """Calls in this process and thread."""

    def call(self, task: Callable[..., Value], *arguments: Any, host: Any) -> Value:
        """Return what a task returns; see :meth:`Workers.call`."""
        return task(host, *arguments)

    def close(self) -> None:
        """Do nothing: nothing was started."""


class Workers:
    """Processes that are started when they are needed, and end with this one.

    They are spawned, on every system: a fork of a process with threads may hang.

    Parameters
    ----------
    count : int
        Processes at most.
    prepare : callable, optional
        Called once in each process, with what its tasks get as their host.

    Examples
    --------
    >>> workers = Workers(2)  # doctest: +SKIP
    >>> workers.call(convert, "a.jpg", host=console)  # doctest: +SKIP
    """

    def __init__(self, count: int, prepare: Callable[[Any], None] | None = None) -> None:
        self._prepare, self._is_closed = prepare, False
        self._started: list[_Worker] = []
        self._starting = threading.Lock()
        # those that were started come first; None may be started
        self._free: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(None)

    def call(self, task: Callable[..., Value], *arguments: Any, host: Any) -> Value:
        """Return what a task returns, or raise what it raises; threads may call at once.

        Parameters
        ----------
        task : callable
            At the top of a module. Its first argument has the methods of `host`, which run here,
            in the thread that waits for the task.
        *arguments
            What can be pickled, as what is returned.
        host : object

        Raises
        ------
        WorkerDied
            The process crashed or was killed; the next call has another one.
        KeyboardInterrupt
            The workers were closed.
        """
        worker = self._free.get()
        try:
            worker = worker or self._start()
            result = worker.result(task, arguments, host)
        except _GONE as error:
            reason, worker = worker.ended() if worker else "", None
            if self._is_closed:
                raise KeyboardInterrupt from None
            raise WorkerDied(f"the process that worked on it {reason}") from error
        finally:
            self._free.put(worker)
        return result.value  # type: ignore[no-any-return]  # what the task returned

    def _start(self) -> "_Worker":
        with self._starting:
            if self._is_closed:
                raise EOFError
            worker = _Worker(self._prepare)
            self._started.append(worker)
        return worker

    def close(self) -> None:
        """End the processes; what one works on is interrupted."""
        with self._starting:
            self._is_closed = True
        for worker in self._started:
            worker.process.terminate()
        for worker in self._started:
            worker.end()


class _Worker:
    """A process, and the connection to it."""

    def __init__(self, prepare: Callable[[Any], None] | None) -> None:
        context = multiprocessing.get_context("spawn")
        self._ending = threading.Lock()
        self._connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, prepare), daemon=True)
        with _signals_held(), _one_thread():
            self.process.start()
        theirs.close()

    def result(self, task: Callable[..., Any], arguments: tuple[Any, ...], host: Any) -> "Result":
        """Have a task run, and answer what it asks meanwhile."""
        self._connection.send(_Question(task, arguments))
        while isinstance(said := self._connection.recv(), _Question):
            self._connection.send(Result.of(getattr(host, said.what), said.arguments))
        assert isinstance(said, Result)  # noqa: S101  # for mypy: there is nothing else
        return said

    def ended(self) -> str:
        """Say how a process ended that does not answer any more."""
        self.end()
        code = self.process.exitcode or 0
        if code == -getattr(signal, "SIGKILL", 0):
            return "was killed; was there too little memory?"
        return f"crashed (signal {-code})" if code < 0 else f"ended by itself ({code})"

    def end(self) -> None:
        """Wait for a process to end, for a time.

        Who closes the workers and who waits for this one may come at once: a connection that two
        threads close may close a file of a third.
        """
        with self._ending:
            self.process.join(_PATIENCE)
            if self.process.is_alive():
                self.process.kill()
                self.process.join()
            self._connection.close()


@dataclass(frozen=True)
class _Question:
    """A call for the other end of a connection: of a function, or of a method of its host."""

    what: Any
    arguments: tuple[Any, ...]


@dataclass(frozen=True)
class Result:
    """What a call returned or raised."""

    returned: Any = None
    error: Exception | None = None

    @classmethod
    def of(cls, call: Callable[..., Any], arguments: tuple[Any, ...]) -> "Result":
        """Make a call."""
        try:
            return cls(call(*arguments))
        except Exception as error:  # noqa: BLE001  # whatever it is goes to the other end
            return cls(error=_portable(error))

    @property
    def value(self) -> Any:
        """What was returned; what was raised is raised."""
        if self.error is not None:
            raise self.error
        return self.returned


def _portable(error: Exception) -> Exception:
    """Make an error such that it can be sent, with its traceback as a note."""
    trace = "".join(traceback.format_exception(error))
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301  # it was made here
    except Exception:  # noqa: BLE001  # some of other libraries cannot be made anew
        error = RuntimeError(f"{type(error).__name__}: {error}")
    error.add_note(trace)
    return error


class _Host:
    """In a worker, what its tasks talk to: each method is called in the process that waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            self._connection.send(_Question(name, arguments))
            return self._connection.recv().value

        return call


def _serve(connection: Connection, prepare: Callable[[Any], None] | None) -> None:
    """Work, in a process of its own, until the other end hangs up."""
    _behave()
    host = _Host(connection)
    with contextlib.suppress(KeyboardInterrupt, *_GONE):
        if prepare:
            prepare(host)
        while True:
            _reply(connection, _answered(connection, host))


def _answered(connection: Connection, host: _Host) -> Result:
    """Wait for a task and run it."""
    try:
        asked = connection.recv()
    except _GONE:
        raise
    except Exception as error:  # noqa: BLE001  # of the task: it is not to be found here
        return Result(error=_portable(error))
    return Result.of(asked.what, (host, *asked.arguments))


def _reply(connection: Connection, result: Result) -> None:
    try:
        connection.send(result)
    except (pickle.PicklingError, TypeError, AttributeError) as error:  # of what was returned
        connection.send(Result(error=_portable(error)))


def _behave() -> None:
    """Leave the signals of a terminal to the process that waits, and end with it."""
    for number in _OF_TERMINALS:
        signal.signal(number, signal.SIG_IGN)
    # an interrupt, so that no half-written file and no process of its own is left
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if hasattr(signal, "pthread_sigmask"):  # those that were held back when it was started
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [*_OF_TERMINALS, signal.SIGTERM])
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that started it does, however that ends."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGTERM)
        threading.Event().wait(_PATIENCE)
    os._exit(1)


@contextlib.contextmanager
def _signals_held() -> Iterator[None]:
    """Hold signals back for a process that is started here, until it can deal with them."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [*_OF_TERMINALS, signal.SIGTERM])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    """Have numpy's matrices multiplied in one thread, in a process that is started here.

    Matrices are small, and each process would have as many threads as there are cores: a tenth of
    the time went to their waiting for each other.
    """
    known = os.environ.get(_BLAS)
    os.environ.setdefault(_BLAS, "1")
    try:
        yield
    finally:
        if known is None:
            del os.environ[_BLAS]


class Threads:
    """Threads as an executor: a program that is interrupted ends without waiting for them.

    Parameters
    ----------
    count : int

    Examples
    --------
    >>> threads = Threads(2)
    >>> threads.submit(pow, 2, 3).result()
    8
    >>> threads.close()
    """

    def __init__(self, count: int) -> None:
        self._asked: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._work, daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def submit(self, function: Callable[..., Any], /, *arguments: Any) -> Future[Any]:
        """Have a function called; the result waits in what is returned."""
        future = _Interruptible()
        self._asked.put((future, function, arguments))
        return future

    def close(self) -> None:
        """End the threads after what they have begun; the rest is not begun any more."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._asked.get_nowait()
        for _ in self._threads:
            self._asked.put(None)

    def _work(self) -> None:
        while asked := self._asked.get():
            future, function, arguments = asked
            try:
                future.set_result(function(*arguments))
            except BaseException as error:  # noqa: BLE001  # it is raised where the result is asked
                future.set_exception(error)
            del asked, future  # or the last result would be kept until the next call


class _Interruptible(Future[Any]):
    """A result that can be waited for, and Ctrl-C ends that."""

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the result."""
        while timeout is None and not self.done():
            wait([self], timeout=_LOOK)
        return super().result(timeout)
