"""What can go wrong, by name.

::

    OcrLayoutError
    ├── ReadError (ValueError)          payload not understood; .provider .where
    │   ├── UnknownFormat               no reader, or two, accept it; names them
    │   └── OcrFailed                   the service says running or failed; .status .code .operation
    ├── WriteError (ValueError)         page 3 without an image; 4 images for 3 pages
    ├── ImageError (ValueError)         broken, encrypted or too large an image or PDF
    ├── EngineError (RuntimeError)      the local engine could not run
    ├── ServiceError (OSError)          .status_code .code .request_id .operation
    │   ├── AccessDenied                401, 403
    │   ├── RateLimited                 429; .retry_after
    │   └── ServiceTimeout (TimeoutError)
    ├── JournalError (OSError)          another run is at work there; the journal is damaged
    └── MissingExtra (ImportError)      what to type to get it

``.operation`` is the URL of a job that the service has accepted, and billed: its result can be
asked for later. It is ``""`` where nothing was accepted. Whatever else is raised while a client
waits for a result, ``KeyboardInterrupt`` too, carries the attribute as well.

Every message says what, where and what to do next. Wrong arguments stay ``ValueError`` or
``TypeError``. Every error survives pickling with its attributes: only the message is positional,
and ``BaseException`` carries ``__dict__`` along.
"""

__all__ = [
    "AccessDenied",
    "EngineError",
    "ImageError",
    "JournalError",
    "MissingExtra",
    "OcrFailed",
    "OcrLayoutError",
    "RateLimited",
    "ReadError",
    "ServiceError",
    "ServiceTimeout",
    "UnknownFormat",
    "WriteError",
]


class OcrLayoutError(Exception):
    """The base of every error that this package raises on purpose."""


class ReadError(OcrLayoutError, ValueError):
    """A payload is not what its format says it should be.

    Attributes
    ----------
    provider : str
        Name of the reader that met it, ``""`` before one was chosen.
    where : str
        Path inside the payload, such as ``analyzeResult.readResults[2].lines[0]``.
    """

    def __init__(self, message: str, *, provider: str = "", where: str = "") -> None:
        super().__init__(message)
        self.provider = provider
        self.where = where

    def __str__(self) -> str:
        """Return the message, led by the place it is about."""
        message = super().__str__()
        return f"{self.where}: {message}" if self.where else message


class UnknownFormat(ReadError):
    """No reader, or more than one, accepts a payload."""


class OcrFailed(ReadError):
    """The payload is not a result: the service says that the job runs, failed or was refused.

    Attributes
    ----------
    status : str
        The service's word for the state, in lower case; ``""`` when it only sent an error.
    code : str
        The service's error code, ``""`` when it did not send one.
    operation : str
        URL of the job at the service, ``""`` for a payload that was loaded.
    """

    def __init__(
        self,
        message: str,
        *,
        provider: str = "",
        where: str = "",
        status: str = "",
        code: str = "",
        operation: str = "",
    ) -> None:
        super().__init__(message, provider=provider, where=where)
        self.status = status
        self.code = code
        self.operation = operation


class WriteError(OcrLayoutError, ValueError):
    """A document cannot be written as asked: an image is missing, or the counts do not match."""


class ImageError(OcrLayoutError, ValueError):
    """An image or PDF is broken, encrypted or too large to open."""


class EngineError(OcrLayoutError, RuntimeError):
    """The local engine could not run."""


class ServiceError(OcrLayoutError, OSError):
    """A service answered with an error, or could not be reached.

    Attributes
    ----------
    status_code : int or None
        HTTP status, None when no response came.
    code : str
        The service's error code, ``""`` when it did not send one.
    request_id : str
        The service's id of the request, to quote to its support; ``""`` when it did not send one.
    operation : str
        URL of the job that the service accepted, ``""`` where it did not accept one. Pass it to
        ``Client.result`` within 48 hours.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = None,
        code: str = "",
        request_id: str = "",
        operation: str = "",
    ) -> None:
        super().__init__(message)
        self.status_code = status_code
        self.code = code
        self.request_id = request_id
        self.operation = operation


class AccessDenied(ServiceError):
    """The key, the region or the plan does not allow the call (401, 403)."""


class RateLimited(ServiceError):
    """Too many calls (429), and the deadline leaves no time to wait.

    Attributes
    ----------
    retry_after : float or None
        Seconds that the service asked to wait.
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int | None = 429,
        code: str = "",
        request_id: str = "",
        retry_after: float | None = None,
        operation: str = "",
    ) -> None:
        super().__init__(
            message,
            status_code=status_code,
            code=code,
            request_id=request_id,
            operation=operation,
        )
        self.retry_after = retry_after


class ServiceTimeout(ServiceError, TimeoutError):
    """The deadline passed before the result was there; the operation may still finish."""


class JournalError(OcrLayoutError, OSError):
    """The journal of an output folder cannot be used; without it, nothing is done there."""


class MissingExtra(OcrLayoutError, ImportError):
    """An optional dependency is not installed; the message says what to type."""
