"""What a PDF is made of, by qpdf: broken files repaired, pages and passwords taken out."""

import contextlib
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pikepdf

from ocrlayout.errors import ImageError
from ocrlayout.images.opening import reading

__all__ = ["extracted", "opened", "readable", "repaired", "unlocked"]

_WHOLE = ("/Outlines", "/StructTreeRoot", "/Names", "/Dests", "/PageLabels")  # refer to all pages


def repaired(source: Path | bytes, name: str, password: str | None) -> bytes:
    """Write a PDF anew, with the objects and pages that qpdf finds in it.

    Raises
    ------
    ImageError
        qpdf does not find any pages either.
    """
    out = io.BytesIO()
    with readable(name), opened(source, password) as pdf:
        if not len(pdf.pages):
            raise ImageError(f"{name} does not have a page that can be read")
        pdf.trailer["/Size"] = len(pdf.objects)  # qpdf updates it, but does not add it
        pdf.save(out, encryption=pdf.is_encrypted)
    return out.getvalue()


def extracted(
    source: Path | bytes, name: str, password: str | None, numbers: Sequence[int]
) -> bytes:
    """Make a PDF of some pages of another, without its password.

    Parameters
    ----------
    source : Path or bytes
    name : str
        For messages.
    password : str or None
    numbers : sequence of int
        The pages, rising from 1.

    Raises
    ------
    ImageError
        The PDF is broken, or its password is missing or wrong.
    """
    out, wanted = io.BytesIO(), set(numbers)
    with readable(name), opened(source, password) as pdf:
        for index in reversed(range(len(pdf.pages))):
            if index + 1 not in wanted:
                del pdf.pages[index]
        for key in _WHOLE:
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.save(out)
    return out.getvalue()


def unlocked(source: Path | bytes, name: str, password: str) -> bytes | None:
    """Make a copy of a PDF that opens without a password; None where it does so already.

    Parameters and errors are those of :func:`extracted`.
    """
    out = io.BytesIO()
    with readable(name), opened(source, password) as pdf:
        if not pdf.is_encrypted:
            return None
        pdf.save(out)
    return out.getvalue()


@contextlib.contextmanager
def readable(name: str) -> Iterator[None]:
    """Turn whatever pikepdf raises on a broken or locked file into one error.

    Raises
    ------
    ImageError
    """
    with reading(name, pikepdf.PdfError):
        try:
            yield
        except pikepdf.PasswordError:
            raise ImageError(
                f"{name} is encrypted, and its password is missing or wrong"
                " (password=, or --password)"
            ) from None


def opened(source: Path | bytes, password: str | None) -> pikepdf.Pdf:
    """Open a PDF, with its password where it has one: pikepdf warns of one that is not needed."""
    for data in _encoded(password or ""):
        with contextlib.suppress(pikepdf.PasswordError):
            return _opened_with(source, data)
    return _opened_with(source, password or "")


def _encoded(password: str) -> Iterator[bytes]:
    """Yield the bytes that a password may be: UTF-8 since AES-256, PDF's own encoding before."""
    yield b""
    yield password.encode("utf-8", "surrogateescape")
    for encoding in ("pdfdoc", "latin-1"):  # the first is pikepdf's
        with contextlib.suppress(UnicodeEncodeError):
            yield password.encode(encoding)


def _opened_with(source: Path | bytes, password: str | bytes) -> pikepdf.Pdf:
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    return pikepdf.open(file, password=password, inherit_page_attributes=True)
