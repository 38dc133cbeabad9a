"""Signed PDFs: what is added to them breaks their signatures."""

import logging
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
    form = pdf.Root.get("/AcroForm")
    if "/Perms" in pdf.Root:  # of a certified document, or one whose reader has more rights
        return True
    if not isinstance(form, pikepdf.Dictionary):
        return False
    return bool(_number(form.get("/SigFlags")) & _SIGNED) or _has_signature(form.get("/Fields"))


def _number(value: Any) -> int:
    return value if isinstance(value, int) else 0


def _has_signature(fields: Any) -> bool:
    """Return whether one of these fields, or of their parts, holds a signature."""
    left, seen = dictionaries(fields), set()
    while left:
        field = left.pop()
        if field.get("/FT") == "/Sig" and "/V" in field:
            return True
        if field.objgen not in seen:
            left += dictionaries(field.get("/Kids"))
        seen.add(field.objgen)
    return False
