"""The workers of a cluster: calls go to a scheduler of dask, on this machine or on others."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from ocrlayout.errors import EngineError, MissingExtra
from ocrlayout.workers import Result, WorkerDied

__all__ = ["Cluster"]

Value = TypeVar("Value")

_PATIENCE = 30  # seconds in which the scheduler has to answer


class Cluster:
    """Calls of tasks by the workers of a cluster; see `Workers`, in whose place it stands.

    A worker that is lost costs nothing but time: the scheduler gives its tasks to another.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``, or a file that it wrote.

    Raises
    ------
    MissingExtra
        dask is not installed.
    EngineError
        The scheduler does not answer, or has no workers.
    """

    def __init__(self, address: str) -> None:
        self._client = _client(address)
        self._is_closed = threading.Event()
        self.cores = sum(self._client.nthreads().values())
        if not self.cores:
            self.close()
            raise EngineError(f"the scheduler {address} does not have workers; start some first")

    def call(self, task: Callable[..., Value], *arguments: Any, host: Any) -> Value:
        """Return what a task returns; see :meth:`Workers.call`.

        What the task tells its host is heard when it has ended. Files that it has to claim are
        claimed here, and then it is begun anew.
        """
        claimed: tuple[Path, ...] = ()
        while True:
            result, told = self._run(task, arguments, claimed)
            for name, values in told:
                getattr(host, name)(*values)
            if not isinstance(result.error, _Unclaimed):
                return result.value  # type: ignore[no-any-return]  # what the task returned
            host.claim_pages(*result.error.args)
            claimed = (*claimed, result.error.args[1])

    def _run(
        self, task: Callable[..., Any], arguments: tuple[Any, ...], claimed: tuple[Path, ...]
    ) -> tuple[Result, list[tuple[str, tuple[Any, ...]]]]:
        """Have the scheduler find somebody for a task."""
        try:
            # pure: the same call twice would be one call
            future = self._client.submit(_run_there, task, arguments, claimed, pure=False)
            return future.result()  # type: ignore[no-any-return]
        except Exception as error:
            if self._is_closed.is_set():
                raise KeyboardInterrupt from None
            raise WorkerDied(f"the cluster gave no result: {error}") from error

    def close(self) -> None:
        """Leave the cluster; what it has not begun for this run is called off."""
        self._is_closed.set()
        self._client.close()


class _Unclaimed(Exception):
    """Files of single pages that are claimed first: their paths, and the whole."""


class _Notebook:
    """What a task talks to where nobody listens: what it says is written down."""

    def __init__(self, claimed: Sequence[Path]) -> None:
        self._claimed = claimed
        self.told: list[tuple[str, tuple[Any, ...]]] = []

    def say(self, message: str) -> None:
        """Write a message down."""
        self.told.append(("say", (message,)))

    def working(self, name: str, what: str) -> None:
        """Say nothing of what is under way: it would be heard too late."""

    def claim_pages(self, paths: Sequence[Path], whole: Path) -> None:
        """Break off where files were not claimed yet."""
        if whole not in self._claimed:
            raise _Unclaimed(list(paths), whole)


def _run_there(
    task: Callable[..., Any], arguments: tuple[Any, ...], claimed: tuple[Path, ...]
) -> tuple[Result, list[tuple[str, tuple[Any, ...]]]]:
    """Run a task, in a worker of the cluster."""
    host = _Notebook(claimed)
    result = Result.of(task, (host, *arguments))
    return result, [] if isinstance(result.error, _Unclaimed) else host.told


def _client(address: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise MissingExtra(
            "a cluster needs dask; type: pip install 'ocrlayout-kit[cluster]'"
        ) from error
    connect: Any = distributed.Client
    where = {"scheduler_file" if Path(address).is_file() else "address": address}
    try:
        return connect(**where, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise EngineError(f"the scheduler {address} does not answer: {error}") from error
