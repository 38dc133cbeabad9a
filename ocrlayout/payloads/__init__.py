"""From what people have to a payload: a file's bytes, what they are, and the JSON in them."""

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

from ocrlayout.errors import ReadError
from ocrlayout.payloads import lazy_json
from ocrlayout.payloads.objects import dumped
from ocrlayout.payloads.sniffing import ANSWERS, HEAD, declared_encoding, is_pdf, is_scan, kind
from ocrlayout.payloads.unpacking import unpacked
from ocrlayout.sources import Source

__all__ = ["ANSWERS", "HEAD", "is_pdf", "is_scan", "parse", "payload_of", "text_of"]

_LONG = 4_000_000  # bytes of JSON, about 60 pages: above it memory counts for more than speed
_LONGEST_NAME = 255  # characters of a file's name, on every common file system
_JSON_STARTS = ("{", "[")
_JSON_BYTES = (b"{", b"[")
_ENCODED = re.compile(r'\s*"[\\"]*(?:\\+ufeff)?[{\[]')  # JSON as the text of JSON
_DEEPEST = 3  # times that an answer is JSON within JSON
_EXTRA = "Extra data"  # what JSON Lines are to a parser of JSON


def payload_of(source: Source, *, lazily: bool = False) -> Any:
    """Return the payload that a source holds.

    Parameters
    ----------
    source : path, bytes, file object, dict, list or object of an SDK
        A ``str`` is always a path. A dict or a list is parsed JSON.
    lazily : bool
        As for :func:`parse`.

    Raises
    ------
    ReadError
        The source does not hold text, or it is JSON text where a path is expected.
    TypeError
        The source is something else.
    OSError
        The file cannot be read.

    Examples
    --------
    >>> payload_of(b'[1, 2]')
    [1, 2]
    """
    if isinstance(source, (dict, list)):
        return _parsed(source)
    if isinstance(source, str):
        _refuse_text(source)
    if isinstance(source, (str, os.PathLike)):
        return parse(Path(source).read_bytes(), str(source), lazily=lazily)
    made = dumped(source)
    return made if made is not None else parse(_bytes(source), lazily=lazily)


def _parsed(source: Any) -> Any:
    """Return parsed JSON as it is; of a list, objects of an SDK as what they dump."""
    first = next(iter(source), None) if isinstance(source, list) else None
    made = None if first is None or isinstance(first, (dict, list, str)) else dumped(source)
    return source if made is None else made


def parse(data: bytes, name: str = "", *, lazily: bool = False) -> Any:
    """Parse a payload's bytes: JSON as dict or list, JSON Lines as a list, else as text.

    What gzip compressed is unpacked, and JSON that is the text of JSON is parsed again.

    Parameters
    ----------
    data : bytes
    name : str
        Of the file, for messages.
    lazily : bool
        Long lists are decoded as they are read, and cannot be changed.

    Raises
    ------
    ReadError
        The bytes are an image, broken JSON, or not text at all.

    Examples
    --------
    >>> parse(b'{"lines": []}')
    {'lines': []}
    """
    plain = unpacked(data, name)
    if plain[:HEAD].lstrip()[:1] in _JSON_BYTES and json.detect_encoding(plain) == "utf-8":
        with contextlib.suppress(*lazy_json.REFUSED):
            is_long = lazily and len(plain) > _LONG
            return lazy_json.parse(plain) if is_long else lazy_json.decode(plain)
    text = text_of(plain, name)
    for _ in range(_DEEPEST):
        if not _ENCODED.match(text):
            break
        text = str(_json(text.lstrip(), name)).lstrip("\ufeff")
    return _json(text, name) if text.lstrip().startswith(_JSON_STARTS) else text


def _json(text: str, name: str) -> Any:
    """Parse JSON of any kind, or say what is wrong with it."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == _EXTRA:
            return _lines(text, name)
        message = _broken(error)
    except RecursionError:
        message = "the JSON is nested too deeply to be an OCR answer"
    except ValueError as error:  # an integer of thousands of digits
        message = f"broken JSON: {error}"
    raise ReadError(message, where=name)  # here, so that it does not carry the text as its context


def _lines(text: str, name: str) -> list[Any]:
    """Return the values of JSON Lines, or of JSON texts that follow each other in another way."""
    try:
        return lazy_json.values(text)
    except json.JSONDecodeError as error:
        message = _broken(error)
    except RecursionError:
        message = "the JSON is nested too deeply to be an OCR answer"
    raise ReadError(message, where=name)


def _broken(error: json.JSONDecodeError) -> str:
    place = f"line {error.lineno}, column {error.colno}"
    return f"broken JSON: {error.msg} at {place}; is the file complete?"


def text_of(data: bytes, name: str) -> str:
    """Decode a payload's bytes, which have to be text."""
    what = kind(data)
    if what:
        advice = "; to recognize it use `ocrlayout.read`" if is_scan(data[:HEAD]) else ""
        raise ReadError(f"this is {what}, not an OCR answer{advice}", where=name)
    if not data.strip(b" \t\r\n\0"):
        raise ReadError("the file is empty", where=name)
    for encoding in filter(None, (json.detect_encoding(data), declared_encoding(data))):
        with contextlib.suppress(UnicodeError, LookupError):
            return data.decode(encoding).lstrip("\ufeff")
    raise ReadError(
        "the bytes are not text in UTF-8, UTF-16 or UTF-32, nor in an encoding that they name, so"
        " not an OCR answer",
        where=name,
    )


def _refuse_text(path: str) -> None:
    """Refuse a text that was passed in the place of a path; it is never quoted."""
    if _is_text(path):
        raise ReadError(
            "load takes a str as the path of a file, and this is the text itself:"
            " pass text.encode() or json.loads(text)"
        )


def _is_text(path: str) -> bool:
    """Return whether a str cannot be a path, or is JSON that is not a file's name."""
    longest = max(map(len, path.replace("\\", "/").split("/")))
    if longest > _LONGEST_NAME or any(mark in path for mark in "\n\0"):
        return True
    return path.lstrip().startswith(_JSON_STARTS) and not Path(path).exists()


def _bytes(source: Any) -> bytes:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if hasattr(source, "read"):
        data = source.read()
        return data.encode() if isinstance(data, str) else bytes(data)
    raise TypeError(
        f"load takes a path, bytes, a file object, a dict or a list, not {type(source).__name__}"
    )
