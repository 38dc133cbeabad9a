"""Azure's OCR: Computer Vision Read, Image Analysis 4.0, Form Recognizer, Document Intelligence.

::

    from ocrlayout.engines import azure

    client = azure.Client("https://name.cognitiveservices.azure.com", key)
    payload = client.read("scan.jpg", language="en")     # submit, poll, return the JSON untouched

Endpoint and key come from ``COMPUTER_VISION_ENDPOINT`` and ``COMPUTER_VISION_SUBSCRIPTION_KEY``, or
from ``VISION_ENDPOINT`` and ``VISION_KEY``, where nobody passes them.
"""

import os

import requests

from ocrlayout.engines.azure import upload
from ocrlayout.engines.azure.client import Answer, Client, Progress, Token
from ocrlayout.engines.azure.credentials import Key, Secret, hidden
from ocrlayout.engines.azure.endpoint import Endpoint
from ocrlayout.engines.azure.rate_limit import Pace, RateLimit
from ocrlayout.engines.azure.shared_rate import SharedRate
from ocrlayout.engines.azure.upload import Encoded
from ocrlayout.engines.azure.versions import VERSIONS, Api, find
from ocrlayout.errors import EngineError

__all__ = [
    "REMOTE",
    "VERSIONS",
    "Api",
    "Client",
    "Progress",
    "SharedRate",
    "destination",
    "read",
    "ready",
    "takes_pages",
    "together",
]

REMOTE = True
_VARIABLES = (
    ("COMPUTER_VISION_ENDPOINT", "COMPUTER_VISION_SUBSCRIPTION_KEY"),
    ("VISION_ENDPOINT", "VISION_KEY"),
)
_Pair = tuple[str, Secret]


def ready() -> bool:
    """Return whether the environment names an endpoint and a key."""
    return all(_environment())


def destination() -> str:
    """Name where the environment sends what is read: the endpoint's scheme and host.

    Raises
    ------
    EngineError
        The environment does not name an endpoint and a key.
    ValueError
        The endpoint is not an address.
    """
    endpoint, key = _environment()
    if not endpoint or not key:
        raise _unset(endpoint, key)
    return Endpoint.parse(endpoint, insecure=True).base_url  # the client says whether it will do


def takes_pages(*, api: str = "3.2", **_: object) -> bool:
    """Return whether a version takes ``pages=``.

    Examples
    --------
    >>> takes_pages(api="3.2"), takes_pages(api="2.1")
    (True, False)
    """
    return "pages" in find(api).options


def together(*, rate: float | None = None, **_: object) -> dict[str, Pace]:
    """Return the options by which calls of several threads keep to one rate.

    Parameters
    ----------
    rate : float, optional
        Calls a second that are never exceeded. Up to it, or without it, the calls find out
        together how many the service takes.

    Examples
    --------
    >>> together(rate=5)["pace"].rate
    5
    """
    return {"pace": Pace(rate)}


def read(
    source: Encoded | None,
    *,
    language: str | None = None,
    pages: str | int | list[int] | None = None,
    password: str | None = None,
    api: str = "3.2",
    endpoint: str | None = None,
    key: Key | None = None,
    token: Token | None = None,
    deadline: float = 600.0,
    interval: float = 1.0,
    rate: float | None = None,
    session: requests.Session | None = None,
    operation_endpoint: str | None = None,
    operation: str | None = None,
    raw: bool = False,
    progress: Progress | None = None,
    pace: RateLimit | None = None,
    insecure: bool = False,
    **options: object,
) -> Answer:
    """Have one document read, by a client made of arguments or of the environment.

    Parameters
    ----------
    source : path, bytes, binary file object or URL
        Not looked at when `operation` is given.
    language, pages, **options
        Options of the version; see :meth:`Client.read`.
    password : str, optional
        Of a PDF. The service is sent a copy that opens without it.
    api, endpoint, key, token, deadline, interval, rate, session, operation_endpoint, pace, insecure
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
    TypeError
        Neither a source nor an operation is given.
    ImageError
        The PDF does not open with the password.
    ServiceError, OcrFailed, ValueError, OSError
        See :meth:`Client.read`.

    Examples
    --------
    >>> read("scan.jpg", language="en")["status"]  # doctest: +SKIP
    'succeeded'
    """
    key = hidden(key)  # before a traceback can show it
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
        operation_endpoint=operation_endpoint,
        pace=pace,
        insecure=insecure,
    ) as client:
        if operation is not None:
            return client.result(operation, raw=raw, progress=progress)
        if source is None:
            raise TypeError("read takes a source, or the operation= of one that was submitted")
        options = {**options, "language": language, "pages": pages}
        source = upload.unlocked(source, password) if password else source
        return client.read(source, raw=raw, progress=progress, **options)


def _resource(endpoint: str | None, key: Key | None, token: Token | None) -> tuple[str, Key | None]:
    """Complete what was passed from the environment, without mixing two resources."""
    if endpoint and not key and not token:
        return endpoint, _key_for(endpoint)
    own_endpoint, own_key = _environment()
    endpoint = endpoint or own_endpoint
    key = key if key or token else own_key
    if not endpoint or not (key or token):
        raise _unset(endpoint, key or token)
    return endpoint, key


def _unset(endpoint: object, key: object) -> EngineError:
    """Say which variables are to be set, of the pair that has one set already."""
    halves = (names for names in _VARIABLES if any(map(os.environ.get, names)))
    half = next(halves, _VARIABLES[0])
    values = zip(half, (endpoint, key), strict=True)
    missing = " and ".join(name for name, value in values if not value)
    other = " and ".join(next(names for names in _VARIABLES if names != half))
    return EngineError(
        f"Azure is not configured: set {missing} (or {other}) in the environment, to what the"
        " resource's page 'Keys and Endpoint' shows; a shell shows the change in new windows only"
    )


def _environment() -> _Pair:
    """Endpoint and key of one pair of variables, a whole one if there is one; else with ``""``."""
    pairs = _pairs()
    whole = [pair for pair in pairs if all(pair)]
    begun = [pair for pair in pairs if any(pair)]
    return (whole or begun or pairs)[0]


def _pairs() -> list[_Pair]:
    get = os.environ.get
    return [(get(endpoint, ""), Secret(get(key, ""))) for endpoint, key in _VARIABLES]


def _key_for(endpoint: str) -> Secret:
    """Find the environment's key for an endpoint that was passed: that of its own pair only.

    Raises
    ------
    EngineError
        The environment does not have one.
    """
    base_url = Endpoint.parse(endpoint, insecure=True).base_url
    for named, key in _pairs():
        what = "the endpoint of the environment"
        if named and key and Endpoint.parse(named, what, insecure=True).base_url == base_url:
            return key
    raise EngineError(
        f"no key for {base_url}: an endpoint that is passed needs its own key= (or token=) with it;"
        " a key of the environment goes to the endpoint that stands beside it there and nowhere"
        " else"
    )
