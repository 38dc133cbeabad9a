"""Azure's OCR: Computer Vision Read of every generation, Image Analysis 4.0, Form Recognizer, Document Intelligence.

::

    from ocrlayout.engines import azure

    client = azure.Client("https://name.cognitiveservices.azure.com", key)
    payload = client.read("scan.jpg", language="en")     # submit, poll, return the JSON untouched

Endpoint and key come from ``COMPUTER_VISION_ENDPOINT`` and ``COMPUTER_VISION_SUBSCRIPTION_KEY``, or
from ``VISION_ENDPOINT`` and ``VISION_KEY``, where nobody passes them.
"""

import os
from collections.abc import Callable
from typing import Any

import requests

from ocrlayout.engines.azure.client import Client, Progress
from ocrlayout.engines.azure.origin import Endpoint
from ocrlayout.engines.azure.secret import Secret
from ocrlayout.engines.azure.versions import VERSIONS, Api
from ocrlayout.errors import EngineError

__all__ = ["REMOTE", "VERSIONS", "Api", "Client", "Progress", "destination", "read", "ready"]

REMOTE = True
_VARIABLES = (
    ("COMPUTER_VISION_ENDPOINT", "COMPUTER_VISION_SUBSCRIPTION_KEY"),
    ("VISION_ENDPOINT", "VISION_KEY"),
)


def ready() -> bool:
    """Tell whether the environment names an endpoint and a key."""
    endpoint, key = _environment()
    return bool(endpoint and key)


def destination() -> str:
    """Name where the environment sends what is read: the endpoint's scheme and host.

    Raises
    ------
    EngineError
        The environment names no endpoint, or no key.
    ValueError
        The endpoint is none.
    """
    endpoint, key = _environment()
    if not endpoint or not key:
        raise _unset(endpoint, key)
    return Endpoint.parse(endpoint).origin


def read(
    source: Any,
    *,
    language: str | None = None,
    pages: Any = None,
    api: str = "3.2",
    endpoint: str | None = None,
    key: str | None = None,
    token: Callable[[], Any] | None = None,
    deadline: float = 600.0,
    interval: float = 1.0,
    rate: float | None = None,
    session: requests.Session | None = None,
    operation_origin: str | None = None,
    operation: str | None = None,
    raw: bool = False,
    progress: Progress | None = None,
    **options: Any,
) -> Any:
    """Have one document read, by a client made of arguments or of the environment.

    Parameters
    ----------
    source : path, bytes, binary file object or URL
        Not looked at when `operation` is given.
    language, pages, **options
        Options of the version; see :meth:`Client.read`.
    api, endpoint, key, token, deadline, interval, rate, session, operation_origin
        Of the :class:`Client`. An endpoint needs its key with it, unless the environment has it
        beside that endpoint.
    operation : str, optional
        URL of an operation that was submitted before: only its result is asked for.
    raw : bool
        Return the bytes of the answer, not its parsed JSON.
    progress : callable, optional
        See :meth:`Client.read`.

    Returns
    -------
    dict or bytes

    Raises
    ------
    EngineError
        Neither arguments nor environment name an endpoint and a key.
    ServiceError, OcrFailed, ValueError, OSError
        See :meth:`Client.read`.

    Examples
    --------
    >>> read("scan.jpg", language="en")["status"]  # doctest: +SKIP
    'succeeded'
    """
    key = None if key is None else Secret(key)  # hidden before a traceback can show it
    endpoint, key = _resource(endpoint, key, token)
    with Client(
        endpoint,
        key,
        api=api,
        deadline=deadline,
        interval=interval,
        rate=rate,
        session=session,
        token=token,
        operation_origin=operation_origin,
    ) as client:
        if operation is not None:
            return client.result(operation, raw=raw, progress=progress)
        return client.read(
            source, raw=raw, progress=progress, language=language, pages=pages, **options
        )


def _resource(
    endpoint: str | None, key: str | None, token: Callable[[], Any] | None
) -> tuple[str, str | None]:
    """Complete what was passed from the environment, without ever putting two resources together."""
    if endpoint and not key and not token:
        return endpoint, _key_for(endpoint)
    found = _environment()
    endpoint, key = endpoint or found[0], key if key or token else found[1]
    if not endpoint or not (key or token):
        raise _unset(endpoint, key or token)
    return endpoint, key


def _unset(endpoint: Any, key: Any) -> EngineError:
    """Say which variables are to be set, of the pair that has one set already."""
    half = next(
        (names for names in _VARIABLES if any(os.environ.get(name) for name in names)),
        _VARIABLES[0],
    )
    missing = " and ".join(
        name for name, value in zip(half, (endpoint, key), strict=True) if not value
    )
    other = " and ".join(next(names for names in _VARIABLES if names != half))
    return EngineError(
        f"Azure is not configured: set {missing} (or {other}) in the environment, to what"
        " the resource's page 'Keys and Endpoint' shows; a shell shows the change in new windows only"
    )


def _environment() -> tuple[str, Secret]:
    """Endpoint and key of one pair of variables, of a whole one if there is one; ``""`` for what is missing."""
    pairs = _pairs()
    return next(
        (pair for pair in pairs if all(pair)), next((pair for pair in pairs if any(pair)), pairs[0])
    )


def _pairs() -> list[tuple[str, Secret]]:
    return [
        (os.environ.get(endpoint, ""), Secret(os.environ.get(key, "")))
        for endpoint, key in _VARIABLES
    ]


def _key_for(endpoint: str) -> Secret:
    """Find the environment's key for an endpoint that was passed: that of its own pair, never another resource's.

    Raises
    ------
    EngineError
        The environment has none.
    """
    origin = Endpoint.parse(endpoint).origin
    for named, key in _pairs():
        if (
            named
            and key
            and Endpoint.parse(named, "the endpoint of the environment").origin == origin
        ):
            return key
    raise EngineError(
        f"no key for {origin}: an endpoint that is passed needs its own key= (or token=) with it; a key of the"
        " environment goes to the endpoint that stands beside it there and nowhere else"
    )
