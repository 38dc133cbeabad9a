"""A rate that processes share, by a small file that every system can lock."""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from ocrlayout.engines.azure.rate_limit import RateLimit

__all__ = ["SharedRate"]

_LONGEST_LOCK = 60.0  # seconds to wait for a file that other processes write to
_FARTHEST = 3600.0  # seconds: a turn further ahead was taken before the clock was set back


class SharedRate(RateLimit):
    """Turns to call, evenly spaced, for all processes of a machine that name the same file.

    The next turn stands in the file. A call that is refused holds all of them up, for as long as
    the service asks.

    Parameters
    ----------
    path : path
        Of the file, which is made when it is needed.
    rate : float
        Calls a second, of all of them together.
    clock, wall_clock, sleep : callable
        `clock` is that of the deadline, `wall_clock` the one that processes have in common.

    Examples
    --------
    >>> import tempfile
    >>> slept = []
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     one, other = (
    ...         SharedRate(f"{folder}/turns", 2, lambda: 0.0, lambda: 0.0, slept.append)
    ...         for _ in range(2)
    ...     )
    ...     [one.wait(until=1.0), other.wait(until=1.0), one.wait(until=1.0)], slept
    ([True, True, False], [0.525])
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        rate: float,
        clock: Callable[[], float] = time.monotonic,
        wall_clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(rate, clock, sleep)
        self._path, self._wall_clock = path, wall_clock

    def wait(self, until: float) -> bool:
        """Wait for the next turn; False, at once and without taking it, if it is after `until`."""
        longest = until - self._clock()
        with self._turns() as (now, turn, put):
            if turn - now >= longest:
                return False
            put(turn + self._gap)
        if turn > now:
            self._sleep(turn - now)
        return True

    def refused(self, wait: float) -> None:
        """Hear that a call was refused, and let no process call for `wait` seconds."""
        with self._turns() as (now, turn, put):
            put(max(turn, now + wait))

    @contextmanager
    def _turns(self) -> Iterator[tuple[float, float, Callable[[float], None]]]:
        """Lock the file; yield the time, the next turn, and what puts another in its place."""
        with closing(sqlite3.connect(self._path, _LONGEST_LOCK, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous=OFF")  # nobody needs it after a power cut
            file.execute("BEGIN IMMEDIATE")
            file.execute("CREATE TABLE IF NOT EXISTS turns (id INTEGER PRIMARY KEY, next REAL)")
            now = self._wall_clock()
            (taken,) = file.execute("SELECT max(next) FROM turns").fetchone()
            is_ahead = taken is not None and now < taken < now + _FARTHEST
            yield now, float(taken) if is_ahead else now, lambda turn: _put(file, turn)
            file.execute("COMMIT")


def _put(file: sqlite3.Connection, turn: float) -> None:
    file.execute("INSERT OR REPLACE INTO turns VALUES (1, ?)", (turn,))
