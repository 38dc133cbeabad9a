"""What a forked child must not share with its parent: connections, and locks that were held.

A connection that two processes use gives one the answer to the other's call. A lock that another
thread held at the time of the fork is never released in the child, where that thread is not.
"""

import os
import weakref
from collections.abc import Callable
from queue import LifoQueue
from typing import TypeVar

from urllib3 import HTTPConnectionPool

__all__ = ["renew_in_children", "without_connections"]

T = TypeVar("T")
_renewals: "weakref.WeakKeyDictionary[object, Callable[[object], None]]" = (
    weakref.WeakKeyDictionary()
)


def renew_in_children(item: T, renew: Callable[[T], None]) -> None:
    """Have `renew` called with an object in every child that is forked while the object lives.

    The child has one thread only at that time. A `renew` must not take a lock that was there
    before.
    """
    _renewals[item] = renew  # type: ignore[assignment]


def without_connections(pool: HTTPConnectionPool) -> None:
    """Start a pool's queue anew, with a new lock; closing closes this process's end only."""
    idle = pool.pool
    if idle is not None:
        connections = list(idle.queue)
        LifoQueue.__init__(idle, idle.maxsize)
        for connection in filter(None, connections):
            connection.close()


def _renew_all() -> None:
    for item, renew in list(_renewals.items()):
        renew(item)


if hasattr(os, "register_at_fork"):  # Windows cannot fork
    os.register_at_fork(after_in_child=_renew_all)
