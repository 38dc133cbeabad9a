"""What bytes are, by how they start."""

import re

__all__ = ["ANSWERS", "HEAD", "declared_encoding", "is_pdf", "is_scan", "kind"]

ANSWERS = (".json", ".jsonl", ".ndjson", ".hocr", ".html", ".htm", ".xml", ".tsv")
"""Suffixes that saved answers have."""
HEAD = 1024  # bytes that are looked at: a PDF's header may stand anywhere in the first kilobyte
_MAGIC = {
    b"\xff\xd8\xff": "a JPEG image",
    b"\x89PNG": "a PNG image",
    b"II*\0": "a TIFF image",
    b"MM\0*": "a TIFF image",
    b"II+\0": "a TIFF image",
    b"BM": "a BMP image",
    b"GIF8": "a GIF image",
    b"RIFF": "a WebP image",
    b"\0\0\0\x0cjP": "a JPEG 2000 image",
    b"PK\x03\x04": "a ZIP archive",
}
_PDF = "a PDF"
_ENCODING = re.compile(
    rb"""(?:encoding|charset)\s*=\s*["']?"""
    rb"((?:iso|windows|cp|us-ascii|ascii|latin|koi|mac|gb|big5|euc|shift|sjis)[a-z0-9._-]{0,20})",
    re.IGNORECASE,
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def is_scan(head: bytes) -> bool:
    """Tell an image or a PDF from an OCR answer by its first bytes (``HEAD`` are enough).

    Examples
    --------
    >>> is_scan(b"%PDF-1.7"), is_scan(b'{"status": "succeeded"}')
    (True, False)
    """
    return kind(head) not in ("", "a ZIP archive")


def is_pdf(head: bytes) -> bool:
    """Tell a PDF by its first bytes (``HEAD`` are enough).

    Examples
    --------
    >>> is_pdf(b"%PDF-1.7"), is_pdf(b"GIF89a")
    (True, False)
    """
    return kind(head) == _PDF


def kind(data: bytes) -> str:
    """Name what bytes are by how they start; ``""`` where the start is not known.

    Examples
    --------
    >>> kind(b"GIF89a"), kind(b"{}")
    ('a GIF image', '')
    """
    if b"%PDF-" in data[:HEAD] and not _is_json(data):  # a text of an answer may hold "%PDF-" too
        return _PDF
    if data[4:8] == b"ftyp":
        return "an image in HEIF or AVIF"
    if data[:1] == b"P" and data[1:2] in b"123456" and data[2:3].isspace():
        return "a PNM image"
    return next((name for magic, name in _MAGIC.items() if data.startswith(magic)), "")


def _is_json(data: bytes) -> bool:
    return data[:64].removeprefix(_BYTE_ORDER_MARK).lstrip()[:1] in (b"{", b"[")


def declared_encoding(data: bytes) -> str:
    """Return the encoding that XML or HTML says it has; ``""`` where it does not say.

    Examples
    --------
    >>> declared_encoding(b'<?xml version="1.0" encoding="ISO-8859-1"?><alto/>')
    'ISO-8859-1'
    >>> declared_encoding(b'{"encoding": "latin-1"}')
    ''
    """
    head = data[:HEAD]
    found = _ENCODING.search(head) if head.lstrip().startswith(b"<") else None
    return found[1].decode("ascii") if found else ""
