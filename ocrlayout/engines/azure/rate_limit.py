"""How fast to call: a rate that threads share, or learn together, and pauses that grow."""

import math
import random
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator

__all__ = ["Pace", "RateLimit", "backoff", "pauses"]

_SPARE = 1.05  # calls that set out evenly arrive a little unevenly
_LONGEST_WAIT = 30.0  # seconds before a call is repeated
_LONGEST_PAUSE = 8.0  # seconds between polls
_MOST_DOUBLINGS = 30  # the longest wait comes sooner; a power of thousands is not a float
_GROWTH = 1.5  # of each pause over the last
# What threads learn of a service that does not say its rate. It begins under the least that the
# paid plans allow (15 calls a second), and a call in some hundreds is refused at the top.
_FIRST = 10.0  # calls a second
# What each answer adds: a share of the rate, and calls a second at most.
_STEP, _STEP_NEAR = (0.01, 0.1), (0.0005, 0.005)
_NEAR, _PAST = 0.9, 1.1  # of the rate that was refused: between them, the step is small
_SLOWER = 0.7  # share of the rate that is kept when a call is refused
_SLOWEST = 0.05  # calls a second: others may use the same plan
_SMALLEST = 20 / 60  # calls a second of the smallest plan, which costs nothing
_SAME = 1.0  # seconds in which further refusals are of the same rush
# Plans count by the second or by the minute, and the wait that is asked for tells which
_SECOND, _MINUTE = 1.0, 60.0
_LONGEST_OF_SECOND = 5.0  # seconds: those that count by the second ask for less


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
        self._holds = 0
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
        while True:
            with self._lock:
                now, holds = self._clock(), self._holds
                turn = max(now, self._next)
                if turn >= until:
                    return False
                self._next = turn + self._gap
            if turn > now:
                self._sleep(turn - now)
            if holds == self._holds:  # else the turns were called off meanwhile
                return True

    def succeeded(self) -> None:
        """Hear that a call was answered; a rate that was given stays as it is."""

    def refused(self, wait: float) -> None:
        """Hear that a call was refused (429) and should be made again in `wait` seconds."""


class Pace(RateLimit):
    """A rate that threads find out together: it grows while calls are answered.

    One call that is refused slows all of them: none is made before the service's own time is over,
    and then fewer (multiplicative decrease, and an increase that is slow near the rate at which
    calls were refused before). They are never more than the service has just answered in a second,
    or in a minute if it counts by the minute: so the rate of a small plan is known at once.

    Parameters
    ----------
    most : float or None
        Calls a second that are never exceeded.
    clock, sleep : callable

    References
    ----------
    D.-M. Chiu, R. Jain: Analysis of the increase and decrease algorithms for congestion avoidance
    in computer networks. Computer Networks and ISDN Systems 17 (1989).
    """

    def __init__(
        self,
        most: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(most, clock, sleep)
        self._most, self._refused_at = most or math.inf, math.inf
        self._slowed = self._held = -math.inf  # when the rate was lowered; until when none calls
        self._answered: deque[float] = deque()  # when calls were, in the last minute
        self._set(_FIRST)

    @property
    def rate(self) -> float:
        """Calls a second, now."""
        return self._rate

    def succeeded(self) -> None:
        """Hear that a call was answered."""
        with self._lock:
            now = self._clock()
            self._answered.append(now)
            self._forget(now)
            is_near = _NEAR * self._refused_at <= self._rate <= _PAST * self._refused_at
            share, most = _STEP_NEAR if is_near else _STEP
            self._set(self._rate + min(share * self._rate, most))

    def refused(self, wait: float) -> None:
        """Hear that a call was refused, and call all turns off for `wait` seconds."""
        with self._lock:
            now = self._clock()
            if now > max(self._slowed + _SAME, self._held):
                self._slowed, self._refused_at = now, min(self._rate, self._counted(now, wait))
                self._set(max(_SLOWEST, min(self._rate * _SLOWER, self._refused_at)))
            self._next = self._held = max(now + wait, self._held)
            self._holds += 1

    def _forget(self, now: float) -> None:
        """Forget calls that no service counts any more."""
        while self._answered and self._answered[0] < now - _MINUTE:
            self._answered.popleft()

    def _counted(self, now: float, wait: float) -> float:
        """Return the calls a second that a service answered before it refused one.

        They are infinite where none was answered: then others have called, and nothing is known.
        """
        self._forget(now)
        if not self._answered:
            return math.inf
        by_minute = len(self._answered) / _MINUTE
        in_second = sum(moment >= now - _SECOND for moment in self._answered)
        by_second = in_second / _SECOND if wait <= _LONGEST_OF_SECOND else 0.0
        return max(by_minute, by_second, _SMALLEST)

    def _set(self, rate: float) -> None:
        self._rate = min(rate, self._most)
        self._gap = _SPARE / self._rate


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
