"""A call that submits a document: what it holds, and what it asks for."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

import requests

from ocrlayout import page_ranges
from ocrlayout.serving import refusals
from ocrlayout.serving.routes import Found

__all__ = ["asked", "check_document", "document"]

_MAGIC = (b"\xff\xd8\xff", b"\x89PNG", b"BM", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_PDF_HEAD = 1024  # bytes before which "%PDF-" may stand
_PATIENCE = 30.0  # seconds without a byte from where a document is fetched
_BLOCK = 2**16  # bytes
_SHORT = 40  # characters that a message repeats
_TYPES = ("application/octet-stream", "application/pdf", "image/")
_ORDERS = ("basic", "natural")
_INDEX_TYPES = ("textElements", "unicodeCodePoint", "utf16CodeUnit")
_FORMATS = ("text",)


def document(found: Found, content_type: str, body: bytes, *, limit: int, may_fetch: bool) -> bytes:
    """Return the image or PDF that a body holds or names.

    Parameters
    ----------
    found : Found
    content_type : str
    body : bytes
    limit : int
        The most bytes of what is fetched.
    may_fetch : bool
        Whether addresses are fetched at all.

    Raises
    ------
    Refusal
        There is none.
    """
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/json":
        body = _named(found, body, limit, may_fetch=may_fetch)
    elif not kind.startswith(_TYPES):
        raise refusals.wrong_type()
    check_document(body)
    return body


def check_document(data: bytes) -> None:
    """Refuse what is neither an image nor a PDF.

    Examples
    --------
    >>> check_document(b"%PDF-1.7")
    """
    if not data.startswith(_MAGIC) and b"%PDF-" not in data[:_PDF_HEAD]:
        raise refusals.unreadable()


def asked(found: Found, query: Mapping[str, str]) -> dict[str, Any]:
    """Take what is asked for out of a query.

    Returns
    -------
    dict
        ``pages`` and ``language`` for the engine; ``version``, ``model``, ``order`` and
        ``index_type`` for the answer.

    Raises
    ------
    Refusal
        What is asked for is wrong, or what this stand-in does not have.
    """
    version = _version(found, query)
    _check(found, query)
    return {
        "pages": _pages(query.get("pages") or query.get("CustomPage")),
        "language": query.get("language") or query.get("locale"),
        "version": version,
        "model": found.parts.get("model", ""),
        "order": _one_of("readingOrder", query, _ORDERS),
        "index_type": _one_of("stringIndexType", query, _INDEX_TYPES),
    }


def _version(found: Found, query: Mapping[str, str]) -> str:
    """Return the version that is called: that of the path, or of the query."""
    known = found.route.versions
    version = query.get("api-version", "") if known else found.parts["version"]
    if known and version not in known:
        raise refusals.not_found()
    return version


def _check(found: Found, query: Mapping[str, str]) -> None:
    """Refuse what the service does not know, or adds to an answer as no local engine can."""
    for name in query:
        if name not in found.route.options:
            raise refusals.not_supported(f"the parameter {name[:_SHORT]!r}")
    for name in ("features", "queryFields", "output"):
        if query.get(name):
            raise refusals.not_supported(f"{name}={query[name][:_SHORT]}")
    _one_of("outputContentFormat", query, _FORMATS)


def _one_of(name: str, query: Mapping[str, str], known: tuple[str, ...]) -> str:
    """Take a value that is known; the first where none is given."""
    value = query.get(name, known[0])
    if value not in known:
        raise refusals.not_supported(f"{name}={value[:_SHORT]}")
    return value


def _pages(written: str | None) -> str | None:
    try:
        return str(page_ranges.parse(written)) if written else None
    except ValueError as error:
        raise refusals.wrong_pages(str(error)) from None


def _named(found: Found, body: bytes, limit: int, *, may_fetch: bool) -> bytes:
    """Return the document that a JSON body names or holds."""
    keys = found.route.url_keys
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        given = None
    key = next((key for key in keys if isinstance(given, dict) and given.get(key)), None)
    if key is None or not isinstance(given[key], str):
        raise refusals.unreadable_json(" or ".join(f'{{"{name}": …}}' for name in keys))
    if key == "base64Source":
        return _decoded(given[key])
    return _fetched(given[key], limit, may_fetch=may_fetch)


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise refusals.unreadable() from None


def _fetched(url: str, limit: int, *, may_fetch: bool) -> bytes:
    """Fetch a document, as the service does.

    Raises
    ------
    Refusal
        It cannot be had, or is too large.
    """
    if not may_fetch:
        raise refusals.wrong_url("this stand-in does not fetch anything (--fetch allows it)")
    if not url.lower().startswith(("http://", "https://")):
        raise refusals.wrong_url("it is not an http or https address")
    try:
        with requests.get(url, stream=True, timeout=_PATIENCE) as response:
            response.raise_for_status()
            data = bytearray()
            for block in response.iter_content(_BLOCK):
                data += block
                if len(data) > limit:
                    raise refusals.too_large(limit)
    except requests.RequestException as error:
        raise refusals.wrong_url(type(error).__name__) from None
    return bytes(data)
