"""Google Cloud Vision: text detection and document text detection, at once or in files.

=================================  =================================================================
``responses``                      of a call, or of a file (``output-1-to-2.json``); a list of such
``fullTextAnnotation``             one response, or the annotation itself: ``pages`` and ``text``
``textAnnotations``                words without pages: the first is the whole text
=================================  =================================================================

The same in the snake_case and with the numbers for enumerations that dumps of the Python client
have.

Kept: words, confidences, languages, blocks and paragraphs, page numbers, sizes. The service does
not say the angle or whether it is handwriting.

Choices:

* There are no lines: a line ends at a break of the service (``EOL_SURE_SPACE``, ``LINE_BREAK``,
  ``HYPHEN``) and at the end of a paragraph. Its quad bounds its words along their direction.
* A ``HYPHEN`` stands on the page and not in the text of the service: the word ends with ``-``.
* Where breaks are missing, or words have no symbols, the text of the whole page says where words
  and lines end; words then come from ``textAnnotations``.
* A coordinate that is left out is 0. A page in a PDF counts in points and its corners in shares:
  it becomes a page in inches. Confidences that are 0 for every word are unknown.
* A paragraph is a ``paragraph`` in a block without a role; a ``PICTURE`` is a ``figure``.
* A response without text is an empty page. One with an error is left out, and the pages beside it
  keep their numbers; it is the error of the whole answer where no other response is a page. Pages
  of several files are put in the order of their numbers, or numbered anew where two are the same.

Not kept: kinds of blocks, symbols and their places, orientation of symbols; labels, faces, objects.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ocrlayout.model import Document, Origin, Page
from ocrlayout.readers import _pages, _rpc_status
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json
from ocrlayout.readers._spelling import Spelled, pick
from ocrlayout.readers.google_vision.page import Beside, annotated, read_page

PROVIDER = "google_vision"
_TEXT, _WORDS = "fullTextAnnotation", "textAnnotations"
_OTHERS = (  # what else a response may hold; of a picture without text, it is all there is
    *("faceAnnotations", "landmarkAnnotations", "logoAnnotations", "labelAnnotations"),
    *("localizedObjectAnnotations", "safeSearchAnnotation", "imagePropertiesAnnotation"),
    *("cropHintsAnnotation", "webDetection", "productSearchResults"),
)
_RESPONSE = (_TEXT, _WORDS, "context", "error", "responses", *_OTHERS)


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, list):
        return bool(payload) and (_is_answer(payload[0]) or _is_word(payload[0]))
    return _is_answer(payload)


def _is_answer(item: Json) -> bool:
    if not isinstance(item, dict):
        return False
    if isinstance(item.get("responses"), list):
        first: Json = next(iter(item["responses"]), {})
        return isinstance(first, dict) and (not first or _has_any(first, _RESPONSE))
    return _has_any(item, (_TEXT, _WORDS)) or _is_annotation(item) or _is_error(item)


def _is_error(item: Item) -> bool:
    """Return whether an object is the body of a call that failed, as all of Google's are."""
    error = item.get("error")
    if item.keys() != {"error"} or not isinstance(error, dict):
        return False
    return type(error.get("code")) is int and isinstance(error.get("status"), str)


def _has_any(item: Item, names: tuple[str, ...]) -> bool:
    return any(pick(item, name) is not None for name in names)


def _is_word(item: Json) -> bool:
    return isinstance(item, dict) and "description" in item and _has_any(item, ("boundingPoly",))


def _is_annotation(item: Item) -> bool:
    """Return whether an object is a bare ``fullTextAnnotation``: many others have pages."""
    pages = item.get("pages")
    if not isinstance(pages, list) or not pages or not isinstance(pages[0], dict):
        return False
    blocks = pages[0].get("blocks")
    first = blocks[0] if isinstance(blocks, list) and blocks else None
    return isinstance(first, dict) and "paragraphs" in first


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload does not say.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        Every response is an error.
    ReadError
        Something in it is not what the service documents; the message says where.

    Examples
    --------
    >>> corners = [{}, {"x": 40}, {"x": 40, "y": 10}, {"y": 10}]
    >>> word = {"description": "dog", "boundingPoly": {"vertices": corners}}
    >>> read({"textAnnotations": [{**word, "description": "dog"}, word]})[0].lines.text
    ('dog',)
    """
    pages: list[Page] = []
    errors: list[_Response] = []
    for index, response in enumerate(_responses(Spelled(PROVIDER), payload)):
        if response.item.get("error"):
            errors.append(response)
        else:
            pages += _pages_of(response, index, sizes)
    if errors and not pages:
        raise _rpc_status.failed(errors[0].place / "error", errors[0].item["error"])
    return Document(_pages.numbered(pages), Origin(PROVIDER))


class _Response(NamedTuple):
    """A response for one image or page.

    ``is_bare``: what stands in it is the payload itself. ``is_pdf`` is None where nobody says.
    """

    place: Spelled
    item: Item
    is_pdf: bool | None = None
    is_bare: bool = False

    def at(self, name: str) -> Spelled:
        """Go down to a part of the response."""
        return self.place if self.is_bare else self.place.at(self.item, name)


def _responses(place: Spelled, payload: Json, is_pdf: bool | None = None) -> Iterator[_Response]:
    """Yield the responses of an answer, of files, and of files of files."""
    if isinstance(payload, list):
        if payload and _is_word(payload[0]):
            yield _Response(place, {_WORDS: payload}, is_bare=True)
            return
        count = len(payload)
        while count and payload[count - 1] is None:  # the client for Node.js has nulls behind
            count -= 1
        for index, one in enumerate(place.objects(payload[:count])):
            yield from _responses(place / index, one, is_pdf)
        return
    item = place.object(payload)
    if item.get("responses") is None:
        is_bare = not _has_any(item, (_TEXT, _WORDS)) and _is_annotation(item)
        yield _Response(place, {_TEXT: item} if is_bare else item, is_pdf, is_bare)
        return
    config = pick(item, "inputConfig", {})
    kind = place.at(item, "inputConfig").text(place.object(config), "mimeType")
    for at, one in place.each(item, "responses"):
        yield from _responses(at, one, kind.endswith("pdf") if kind else None)


def _pages_of(response: _Response, index: int, sizes: list[Size] | None) -> Iterator[Page]:
    place, item, is_pdf, _ = response
    context = pick(item, "context", {})
    at = place.at(item, "context")
    number = at.whole(at.object(context), "pageNumber", 0) or index + 1
    at = response.at(_TEXT)
    annotation = at.object(pick(item, _TEXT, {}))
    words = response.at(_WORDS).objects(pick(item, _WORDS))
    beside = Beside(at.text(annotation, "text"), words, is_pdf)
    for row, (one, page) in enumerate(at.each(annotation, "pages")):
        size = _pages.given(sizes, index + row, PROVIDER)
        yield read_page(one, page, number + row, size, beside)
    if not annotation.get("pages"):
        size = _pages.given(sizes, index, PROVIDER)
        yield annotated(response.at(_WORDS), beside, number, size)
