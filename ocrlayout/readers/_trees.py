"""Markup parsed by lxml: no entities, no DTD, no files, no network, no huge trees."""

import re
from typing import Any

from lxml import etree, html

from ocrlayout.readers._payload import Place, shorten

__all__ = ["parsed"]

_SAFE: dict[str, Any] = {
    "encoding": "utf-8",  # what the text is encoded as here, whatever it declares
    "no_network": True,
    "huge_tree": False,  # at most 256 levels, and 10 MB of text in one node
    "remove_comments": True,
    "remove_pis": True,
}
_INSTRUCTION = re.compile(rb"<\?(?!xml[\s:-])")  # text to HTML, which would swallow what follows
# libxml2 compares each attribute of a tag in HTML with all others: 30,000 of them take 11 s
_LONG_TAG = re.compile(rb"<(?:[^<>\s]++\s++){1000}")


def parsed(place: Place, text: str, *, is_html: bool) -> Any:
    """Parse markup; see :func:`ocrlayout.readers._markup.parsed`.

    Raises
    ------
    ReadError
        The markup is broken, nested too deeply, or declares entities.
    """
    if "<!ENTITY" in text:
        raise place.error("the markup declares entities, which no OCR answer needs")
    data = text.encode("utf-8", "replace")
    try:
        return etree.fromstring(data, _xml())
    except etree.XMLSyntaxError as error:
        message = _said(error)
    if not is_html:
        raise place.error(f"broken XML: {message}; is the file complete?")
    if _LONG_TAG.search(data):
        raise place.error("broken HTML: a tag has more attributes than any OCR answer needs")
    return _html(place, _INSTRUCTION.sub(b"&lt;?", data))


def _html(place: Place, data: bytes) -> Any:
    parser = html.HTMLParser(**_SAFE)
    try:
        root = html.document_fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        message = _said(error)
    else:
        # what is nested more deeply is cut off without an exception
        fatal = parser.error_log.filter_from_fatals()
        if not len(fatal):
            return root
        message = shorten(str(fatal[0].message)).strip("'\"")
    raise place.error(f"broken HTML: {message}")


def _xml() -> Any:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, **_SAFE)


def _said(error: Exception) -> str:
    return shorten(str(error)).strip("'\"")
