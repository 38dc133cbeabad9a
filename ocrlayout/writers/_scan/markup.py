"""Text of documents as XML can hold it."""

import re
from xml.sax.saxutils import quoteattr

from ocrlayout.writers._flow.joining import clean

__all__ = ["attribute", "text"]

_SPECIAL = re.compile('[&<>"\\s]')  # what is written otherwise in the value of an attribute
_NEVER = re.compile("[\ud800-\udfff\ufffe\uffff]")  # in XML; other controls are left out by `clean`


def text(value: str) -> str:
    """Return a text on one line, escaped for the content of an element.

    Examples
    --------
    >>> text("a<b>&c")
    'a&lt;b&gt;&amp;c'
    """
    plain = _plain(value)
    if "&" in plain or "<" in plain or ">" in plain:
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain


def attribute(value: str) -> str:
    """Return a text as the value of an attribute, with the quotes around it.

    Examples
    --------
    >>> attribute("a&b")
    '"a&amp;b"'
    """
    plain = _plain(value)
    return quoteattr(plain) if _SPECIAL.search(plain) else f'"{plain}"'


def _plain(value: str) -> str:
    return value if value.isprintable() else _NEVER.sub("", clean(value))
