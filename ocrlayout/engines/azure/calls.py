"""Calls that are made again while that may help: their deadline, their rate, their pauses."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import NoReturn, Self, TypeAlias
from urllib.parse import urlsplit

import requests

from ocrlayout.engines.azure import responses, transport
from ocrlayout.engines.azure.credentials import (
    Credentials,
    Key,
    Token,
    of_key,
    of_token,
    told_apart,
)
from ocrlayout.engines.azure.endpoint import Endpoint
from ocrlayout.engines.azure.fork_safety import renew_in_children
from ocrlayout.engines.azure.rate_limit import RateLimit, backoff
from ocrlayout.engines.azure.responses import Response
from ocrlayout.errors import ServiceError

__all__ = ["Calls", "Progress", "Task"]

Progress: TypeAlias = Callable[[str, str | float], object]
"""What is called with a state, and the operation or seconds."""

_TOO_MANY = 429  # the status of a call that was refused for their number
# tries of a POST in a row without any connection: then the endpoint is wrong rather than busy
_UNREACHABLE = 5
_SPARE = 1.0  # seconds before the deadline at which the last call is made, but
_SPARE_SHARE = 0.1  # at most this share of the deadline
_LEAST_WAIT = 0.1  # share of `interval`, for a service that asks for next to nothing
_NOT_FOUND = 404
_SETTLING = 10.0  # seconds after a document was accepted in which it may mean "not yet"
_GET_SILENCE = 60.0  # seconds, at most, after which a poll is made again
_POST_SILENCE = 150.0  # seconds, at most, after which a document is sent again


@dataclass(frozen=True, slots=True)
class Task:
    """One read, submit or result: what it is for, who hears of it, and when it is to be over."""

    doing: str
    started: float
    until: float
    progress: Progress | None
    operation: str = ""
    accepted: float = -math.inf  # when the service took the document

    def report(self, state: str, value: str | float) -> None:
        """Tell the caller, who may want to know."""
        if self.progress is not None:
            self.progress(state, value)


class Calls:
    """What a client is made of below its documents; what is passed in is described there."""

    def __init__(
        self,
        endpoint: Endpoint,
        key: Key | None,
        token: Token | None,
        *,
        deadline: float,
        interval: float,
        rate: float | None,
        pace: RateLimit | None,
        session: requests.Session | None,
        sleep: Callable[[float], None],
        clock: Callable[[], float],
    ) -> None:
        self.endpoint = endpoint
        self._key, self._token = told_apart(key, token)
        self.deadline = _positive(deadline, "deadline")
        self.interval = _positive(interval, "interval")
        self._sleep, self._clock = sleep, clock
        rate = None if rate is None else _positive(rate, "rate")
        self._rate_limit = pace or RateLimit(rate, clock, sleep)
        self._session = transport.new_session(session)
        renew_in_children(self, Calls._renew)

    def _renew(self) -> None:
        """Get connections and locks of its own, in a forked child."""
        self._rate_limit.renew()
        self._session = transport.renewed(self._session)

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError(
            "a client holds a key and connections, so it is not pickled; make one in each process"
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections, but for those of adapters that were passed in."""
        transport.close(self._session)

    def _task(self, doing: str, progress: Progress | None) -> Task:
        now = self._clock()
        return Task(doing, now, now + self.deadline, progress)

    def _call(self, task: Task, sent: requests.Request, *, is_json: bool) -> Response:
        """Call, and call again while that may help and the deadline allows it.

        A response that should be JSON is parsed.

        A loop and not urllib3's ``Retry``: that one does not know a deadline, waits where a
        ``sleep`` cannot be passed in, does not count against the rate, and cannot tell a quota that
        is used up from a moment's rush.
        """
        response, unsent = None, 0
        for tries in count():
            if not self._rate_limit.wait(task.until):
                raise self._timed_out(task, response)
            response = self._once(task, sent, is_json=is_json)
            unsent = unsent + 1 if response.unsent else 0
            if self._is_final(task, sent.method, response, unsent):
                self._rate_limit.succeeded()
                return response
            wait = backoff(self.interval, tries)
            if response.status == _TOO_MANY:
                self._rate_limit.refused(responses.retry_after(response) or wait)
            self._pause(task, response, wait, again=True)
        raise AssertionError("the tries never end")

    def _once(self, task: Task, sent: requests.Request, *, is_json: bool) -> Response:
        sent.auth = self._credentials()
        left, silence = task.until - self._clock(), self._longest_silence(sent.method, is_json)
        response = transport.call(self._session, sent, timeout=left, longest_silence=silence)
        return responses.parsed(response) if is_json else response

    def _longest_silence(self, method: str, is_json: bool) -> float:
        """Seconds after which a call is made again.

        A POST gets more, as it may have been accepted; all of them where it brings the result.
        """
        if method == "GET":
            return min(_GET_SILENCE, self.deadline / 4)
        return self.deadline if is_json else min(_POST_SILENCE, self.deadline / 2)

    def _is_final(self, task: Task, method: str, response: Response, unsent: int) -> bool:
        if response.status == _NOT_FOUND and self._clock() - task.accepted < _SETTLING:
            return False  # not every server of the service hears of an operation at once
        if not responses.is_transient(response):
            return True
        if method == "POST":  # once accepted it is billed, whatever became of the response
            return response.accepted or unsent >= _UNREACHABLE
        return response.whole

    def _pause(self, task: Task, response: Response, wait: float, *, again: bool = False) -> None:
        """Wait as long as the service asks, else as long as we would.

        Raises
        ------
        ServiceError
            The deadline comes first.
        """
        spare = min(_SPARE, self.deadline * _SPARE_SHARE)
        left = task.until - self._clock() - spare
        asked = responses.retry_after(response)
        if left <= 0 or (asked and asked >= left + spare):
            raise self._timed_out(task, response)
        least = min(self.interval * _LEAST_WAIT, left)
        wait = max(asked, least) if asked else min(wait, left)
        if again:
            task.report("waiting", wait)
        self._sleep(wait)

    def _timed_out(self, task: Task, response: Response | None) -> ServiceError:
        return responses.timed_out(response, task.doing, self.deadline, task.operation)

    def _credentials(self) -> Credentials:
        if self._key is not None:
            return of_key(self._key)
        return of_token(self._token, urlsplit(self.endpoint.base_url).hostname or "")


def _positive(value: float, name: str) -> float:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or not 0 < value < float("inf"):
        raise ValueError(f"{name} is a number greater than 0, not {value!r:.40}")
    return float(value)
