"""Errors as ``google.rpc.Status`` has them, which stand in answers in place of a result."""

from ocrlayout.errors import OcrFailed
from ocrlayout.readers._payload import Json, Place, shorten

__all__ = ["failed"]

_LONGEST_CODE = 40  # characters


def failed(place: Place, error: Json) -> OcrFailed:
    """Make the error of a status that stands here, in the service's own words.

    Examples
    --------
    >>> error = failed(Place("paperscan", "error"), {"code": 3, "message": "Bad image data."})
    >>> error.code, str(error)
    ('3', "error: the service reports an error in place of a result: 'Bad image data.'")
    """
    item = place.object(error)
    words = shorten(place.text(item, "message") or "the service gave no reason")
    code = item.get("code")
    known = str(code)[:_LONGEST_CODE] if type(code) in (str, int) else ""
    message = f"the service reports an error in place of a result: {words}"
    return OcrFailed(message, provider=place.provider, where=str(place), code=known)
