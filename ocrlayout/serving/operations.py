"""Documents that were submitted: they wait, run, are done, and are forgotten after a while.

One thread recognizes them, one after the other, as local engines do best.
"""

import queue
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ocrlayout.errors import ImageError, OcrLayoutError
from ocrlayout.model import Document

__all__ = ["KEPT", "Operation", "Operations", "Recognize"]

Recognize = Callable[[bytes, Mapping[str, Any]], Document]
"""Makes a document of an image or PDF: ``recognize(data, {"pages": "1-3"})``."""

KEPT = 3600.0
"""Seconds for which a result can be asked for; the service keeps it for 48 hours."""

_MOST = 1000  # operations that are remembered; the oldest that are done go first
_MOST_WAITING = 32  # documents that wait, each of them in memory
_ENDING = 5.0  # seconds that are given to the thread at the end


@dataclass
class Operation:
    """A document that was submitted.

    Attributes
    ----------
    family : str
        Of the route by which it came.
    asked : mapping
        What was asked for, for the engine and for the answer.
    state : str
        ``"notStarted"``, ``"running"``, ``"succeeded"`` or ``"failed"``.
    document : Document
        When it has succeeded.
    failure : (str, str)
        Code and message, when it has failed.
    """

    family: str
    asked: Mapping[str, Any]
    data: bytes | None = field(repr=False)
    submitted: float
    created: str
    updated: str
    state: str = "notStarted"
    document: Document | None = None
    failure: tuple[str, str] = ("", "")


class Operations:
    """The operations of a service.

    Parameters
    ----------
    recognize : callable
    delay : float
        Seconds that a document takes at least.
    clock : callable
    """

    def __init__(
        self,
        recognize: Recognize,
        *,
        delay: float = 0.0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._recognize, self._delay, self._clock = recognize, delay, clock
        self._known: dict[str, Operation] = {}
        self._lock = threading.Lock()
        self._waiting: queue.Queue[Operation | None] = queue.Queue(_MOST_WAITING)
        self._thread = threading.Thread(target=self._work, name="recognition", daemon=True)
        self._thread.start()

    def submit(self, family: str, data: bytes, asked: Mapping[str, Any]) -> str | None:
        """Take a document, and return its id; None where too many wait already."""
        now = _now()
        operation = Operation(family, asked, data, self._clock(), now, now)
        identifier = str(uuid.uuid4())
        try:
            self._waiting.put_nowait(operation)
        except queue.Full:
            return None
        with self._lock:
            self._forget()
            self._known[identifier] = operation
        return identifier

    def find(self, identifier: str, family: str) -> Operation | None:
        """Return an operation, if it is known by this family's address."""
        with self._lock:
            self._forget()
            operation = self._known.get(identifier)
        return operation if operation is not None and operation.family == family else None

    def state(self, operation: Operation) -> str:
        """Say how far an operation is; with a delay it runs for a while, however fast it was."""
        has_ended = operation.state in ("succeeded", "failed")
        is_early = self._clock() - operation.submitted < self._delay
        return "running" if has_ended and is_early else operation.state

    def close(self) -> None:
        """Forget what waits, and let the thread end after the document at hand."""
        while not self._waiting.empty():
            self._waiting.get_nowait()
        self._waiting.put(None)
        self._thread.join(_ENDING)

    def _forget(self) -> None:
        """Let go of what is old; where that is not enough, of what was done first."""
        oldest = self._clock() - KEPT
        done = [name for name, each in self._known.items() if each.data is None]
        excess = len(self._known) - _MOST + 1
        for at, name in enumerate(done):
            if at < excess or self._known[name].submitted < oldest:
                del self._known[name]

    def _work(self) -> None:
        while (operation := self._waiting.get()) is not None:
            data, operation.state, operation.updated = operation.data, "running", _now()
            try:
                operation.document = self._recognize(data or b"", operation.asked)
                state = "succeeded"
            # the thread goes on, whatever is wrong with a document
            except Exception as error:  # noqa: BLE001
                operation.failure, state = _failure(error), "failed"
            operation.updated, operation.data = _now(), None
            operation.state = state  # last: whoever sees it finds the rest


def _failure(error: Exception) -> tuple[str, str]:
    """Return code and message of a document that was not recognized."""
    if isinstance(error, ImageError):
        return "InvalidImage", str(error)
    if isinstance(error, (OcrLayoutError, ValueError)):
        return "FailedToProcess", str(error)
    return "InternalServerError", f"An internal error occurred: {type(error).__name__}: {error}"


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
