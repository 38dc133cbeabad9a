"""How fast to call: a rate that threads share, and pauses that grow."""

import random
import threading
from collections.abc import Callable, Iterator

__all__ = ["RateLimit", "backoff", "pauses"]

_SPARE = 1.05  # calls that set out evenly arrive a little unevenly
_LONGEST_WAIT = 30.0  # seconds before a call is repeated
_LONGEST_PAUSE = 8.0  # seconds between polls
_MOST_DOUBLINGS = 30  # the longest wait comes sooner; a power of thousands is not a float
_GROWTH = 1.5  # of each pause over the last


class RateLimit:
    """Turns to call, evenly spaced, for all threads of a process that share it.

    Even spacing holds the rate over any stretch of time, by whichever window the service counts.

    Parameters
    ----------
    rate : float or None
        Calls a second; 20 a minute are ``20 / 60``. None does not limit them.
    clock, sleep : callable
    """

    def __init__(
        self, rate: float | None, clock: Callable[[], float], sleep: Callable[[float], None]
    ) -> None:
        self._gap = _SPARE / rate if rate is not None else 0.0
        self._clock, self._sleep = clock, sleep
        self._next = clock()
        self._lock = threading.Lock()

    def renew(self) -> None:
        """Get a new lock: in a forked child, a thread that is not there may hold the old one."""
        self._lock = threading.Lock()

    def wait(self, until: float) -> bool:
        """Wait for the next turn; False, at once and without taking it, if it is after `until`.

        Examples
        --------
        >>> slept = []
        >>> limit = RateLimit(2, lambda: 0.0, slept.append)
        >>> [limit.wait(until=1.0) for _ in range(3)], slept
        ([True, True, False], [0.525])
        """
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            if turn >= until:
                return False
            self._next = turn + self._gap
        if turn > now:
            self._sleep(turn - now)
        return True


def backoff(interval: float, tries: int) -> float:
    """Seconds before a call that failed is made again: doubling, times a half to one and a half.

    Chance keeps clients that failed together from coming back together.
    """
    wait = min(_LONGEST_WAIT, interval * 2.0 ** min(tries, _MOST_DOUBLINGS))
    return wait * random.uniform(0.5, 1.5)  # noqa: S311 - chance, not a secret


def pauses(interval: float) -> Iterator[float]:
    """Yield the pauses between polls: each longer by half, up to 8 seconds or the first.

    Examples
    --------
    >>> from itertools import islice
    >>> list(islice(pauses(2.0), 5))
    [2.0, 3.0, 4.5, 6.75, 8.0]
    """
    pause = interval
    while True:
        yield pause
        pause = max(interval, min(_LONGEST_PAUSE, pause * _GROWTH))
