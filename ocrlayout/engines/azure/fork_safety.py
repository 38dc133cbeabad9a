"""What a forked child must not share with its parent: connections, and locks that were held.

A connection that two processes use gives one the answer to the other's call. A lock that another
thread held at the time of the fork is never released in the child, where that thread is not.
"""

import os
import queue
import weakref
from collections.abc import Callable
from typing import Protocol, TypeVar

__all__ = ["ConnectionQueue", "renew_in_children"]

T = TypeVar("T")
_renewals: "weakref.WeakKeyDictionary[object, Callable[[object], None]]" = (
    weakref.WeakKeyDictionary()
)


class _Closable(Protocol):
    def close(self) -> None: ...


def renew_in_children(item: T, renew: Callable[[T], None]) -> None:
    """Have `renew` called with an object in every child that is forked while the object lives.

    The child has one thread only at that time. A `renew` must not take a lock that was there
    before.
    """
    _renewals[item] = renew  # type: ignore[assignment]


class ConnectionQueue(queue.LifoQueue[_Closable | None]):
    """The idle connections of a pool; a forked child begins without any."""

    def __init__(self, maxsize: int = 0) -> None:
        super().__init__(maxsize)
        renew_in_children(self, ConnectionQueue.forget)

    def forget(self) -> None:
        """Start anew, with a new lock; closing a connection closes this process's end only."""
        connections = list(self.queue)
        super().__init__(self.maxsize)
        for connection in filter(None, connections):
            connection.close()


def _renew_all() -> None:
    for item, renew in list(_renewals.items()):
        renew(item)


if hasattr(os, "register_at_fork"):  # Windows cannot fork
    os.register_at_fork(after_in_child=_renew_all)
