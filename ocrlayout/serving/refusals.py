"""Errors, as the service words them: an HTTP status, a code, a message."""

from typing import Any

__all__ = [
    "Refusal",
    "denied",
    "not_allowed",
    "not_found",
    "not_supported",
    "too_fast",
    "too_large",
    "unreadable",
    "unreadable_json",
    "wrong_pages",
    "wrong_type",
    "wrong_url",
]


class Refusal(Exception):
    """A call that is not answered with what was asked for.

    Parameters
    ----------
    status : int
        Of HTTP.
    code, message : str
    inner_code : str
        The closer code that Document Intelligence puts inside.
    retry_after : int
        Seconds; 0 where the caller need not wait.
    """

    def __init__(
        self, status: int, code: str, message: str, *, inner_code: str = "", retry_after: int = 0
    ) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message
        self.inner_code, self.retry_after = inner_code, retry_after

    def body(self) -> dict[str, Any]:
        """Return the body, in the shape that gateways and Document Intelligence send.

        Examples
        --------
        >>> not_found().body()
        {'error': {'code': '404', 'message': 'Resource not found'}}
        """
        error: dict[str, Any] = {"code": self.code, "message": self.message}
        if self.inner_code:
            error["message"] = "Invalid request."
            error["innererror"] = {"code": self.inner_code, "message": self.message}
        return {"error": error}


def denied() -> Refusal:
    """Refuse a call without a key, or with a wrong one."""
    return Refusal(
        401,
        "401",
        "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide"
        " a valid key for an active subscription and use a correct regional API endpoint for your"
        " resource.",
    )


def not_found() -> Refusal:
    """Refuse an address that does not exist."""
    return Refusal(404, "404", "Resource not found")


def not_allowed() -> Refusal:
    """Refuse a call of the wrong kind."""
    return Refusal(405, "405", "Method not allowed")


def too_fast(seconds: int) -> Refusal:
    """Refuse a call beyond the rate."""
    return Refusal(
        429,
        "429",
        "Requests to the API have exceeded rate limit of your current pricing tier. Please retry"
        f" after {seconds} seconds.",
        retry_after=seconds,
    )


def too_large(limit: int) -> Refusal:
    """Refuse a body that is too long."""
    return Refusal(
        413, "InvalidContentLength", f"The input image is too large; the limit is {limit} bytes."
    )


def wrong_type() -> Refusal:
    """Refuse a body whose type says that it is not a document."""
    return Refusal(415, "UnsupportedMediaType", "The Media Type is not supported.")


def unreadable() -> Refusal:
    """Refuse a body that does not hold an image or PDF."""
    return Refusal(
        400,
        "InvalidRequest",
        "The file is corrupted or format is unsupported. Refer to documentation for the list of"
        " supported formats.",
        inner_code="InvalidContent",
    )


def unreadable_json(wanted: str) -> Refusal:
    """Refuse a JSON body that does not say where the document is."""
    return Refusal(400, "BadArgument", f"JSON format error: expected {wanted}.")


def wrong_url(reason: str) -> Refusal:
    """Refuse an address whose document cannot be had."""
    return Refusal(
        400,
        "InvalidRequest",
        f"Failed to download image from input URL: {reason}",
        inner_code="InvalidImageURL",
    )


def wrong_pages(reason: str) -> Refusal:
    """Refuse a list of pages that is not one."""
    return Refusal(400, "InvalidPageRange", f"The page range is invalid: {reason}")


def not_supported(what: str) -> Refusal:
    """Refuse what the service does and this stand-in does not."""
    return Refusal(400, "NotSupportedFeature", f"The local stand-in does not have {what}.")
