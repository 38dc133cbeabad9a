"""Signed PDFs: what is added to them breaks their signatures."""

import logging
from collections.abc import Iterator
from typing import Any

import pikepdf

from ocrlayout.errors import WriteError
from ocrlayout.writers.pdf.old_layers import dictionaries

__all__ = ["check"]

_SIGNED = 1  # flag of a form
_log = logging.getLogger("ocrlayout")


def check(pdf: pikepdf.Pdf, name: str, *, may_invalidate: bool) -> None:
    """Refuse a signed PDF that is about to be changed, or warn.

    Raises
    ------
    WriteError
        It is signed, and may not be changed.
    """
    if not _is_signed(pdf):
        return
    if not may_invalidate:
        raise WriteError(
            f"{name} is signed, and a signature does not hold once text is added: recognize the"
            " file before it is signed, or give up the signature (invalidate_signatures=True, or"
            " --invalidate-signatures)"
        )
    _log.warning("%s is signed; its signature no longer holds", name)


def _is_signed(pdf: pikepdf.Pdf) -> bool:
    """Return whether a PDF has a signature; a field that waits for one does not count.

    The flag of a form only says that there are such fields. It counts where none is found.
    """
    form = pdf.Root.get("/AcroForm")
    if "/Perms" in pdf.Root:  # of a certified document, or one whose reader has more rights
        return True
    if not isinstance(form, pikepdf.Dictionary):
        return False
    fields = [field for field in _fields(form) if field.get("/FT") == "/Sig"]
    if not fields:
        return bool(_number(form.get("/SigFlags")) & _SIGNED)
    return any("/V" in field for field in fields)


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _fields(form: pikepdf.Object) -> Iterator[Any]:
    """Yield the fields of a form, and their parts."""
    left, seen = dictionaries(form.get("/Fields")), set[tuple[int, int]]()
    while left:
        field = left.pop()
        yield field
        if field.objgen not in seen:
            left += dictionaries(field.get("/Kids"))
        seen.add(field.objgen)
