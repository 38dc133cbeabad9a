"""AWS Textract: detected text, analysis of documents, identity documents, expenses and lending.

``Blocks`` joined by their ids; ``IdentityDocuments`` and ``ExpenseDocuments``, whose blocks may be
missing; ``Results`` of the analysis of lending, which has fields only. The parts of one
asynchronous answer, which each but the last have a ``NextToken``, come as a list of them, in order;
several answers in a list become one document, pages numbered anew. A bare list of blocks is read,
too. Keys may be in camelCase or snake_case, as SDKs of other languages dump them.

Kept: lines, words, confidences, handwriting, page numbers, the version of the model; tables with
their cells, key-value pairs, queries, marks, signatures, layout; the fields of identity documents,
expenses and lending, and what kind of page each is. Roles become ours:

==================================  =======================================================
``LAYOUT_TITLE``, ``…HEADER``        ``heading`` (``LAYOUT_HEADER``: ``header``)
``LAYOUT_FOOTER``, ``…PAGE_NUMBER``  ``footer``, ``page_number``
``LAYOUT_LIST``                      a block without a role; what stands in it is ``list_item``
``LAYOUT_FIGURE``                    ``figure``
``TABLE``, ``LAYOUT_TABLE``          ``table``; the layout's only where no ``TABLE`` stands there
``TABLE_TITLE``, ``TABLE_FOOTER``    ``caption`` and ``note``, in the table
``CELL``, ``MERGED_CELL``            ``cell``; with ``COLUMN_HEADER`` ``column_header``
every other layout                   ``paragraph``
==================================  =======================================================

Choices:

* The service counts in shares of the page and does not say its size. It comes from `sizes`; without
  them the page is 1 × 1 without a unit, and angles are those of that square.
* A merged cell has the words of all cells that it covers, which are left out. A line that runs
  through several cells is cut at their borders. A title inside the grid stays in its cell.
* A mark is the word ☒ or ☐, in the line that it stands on or before, else a line of its own.
* Words of no line are lines of their own. Without a ``Page`` all is on page 1; the identity
  documents of one answer are a page each.
* A field of an expense is named by its type, ``OTHER`` by its label; those of an item by its place
  among the items: ``LineItems[0].PRICE``.

Not kept: aliases of queries, kinds of tables, labels of typed expense fields (their places are),
currencies, groups of items and of summary fields.
"""

from collections.abc import Iterator

from ocrlayout.errors import OcrFailed
from ocrlayout.model import Document, Origin
from ocrlayout.readers import _pages
from ocrlayout.readers._fields import Found
from ocrlayout.readers._pages import Size
from ocrlayout.readers._payload import Item, Json, Place, shorten
from ocrlayout.readers.textract import documents
from ocrlayout.readers.textract.graph import Graph, Part
from ocrlayout.readers.textract.page import read_page
from ocrlayout.readers.textract.spelling import pascal, pascal_keys

PROVIDER = "textract"
_DOCUMENTS = ("IdentityDocuments", "ExpenseDocuments")
_LISTS = ("Blocks", "Results", *_DOCUMENTS)
_VERSIONS = tuple(
    f"{name}ModelVersion"
    for name in (
        "AnalyzeDocument",
        "DetectDocumentText",
        "AnalyzeID",
        "AnalyzeExpense",
        "AnalyzeLending",
    )
)
_NOT_DONE = ("IN_PROGRESS", "FAILED")
_ENVELOPE = frozenset({
    *_LISTS, *_VERSIONS, "JobStatus", "StatusMessage", "Warnings", "NextToken", "DocumentMetadata",
    "ResponseMetadata",
})  # fmt: skip


def accepts(payload: Json) -> bool:
    """Return whether a payload is one of these."""
    first = payload[0] if isinstance(payload, list) and payload else payload
    if not isinstance(first, dict):
        return False
    item = pascal_keys(first)
    return "BlockType" in item or _is_answer(item)


def _is_answer(item: Item) -> bool:
    is_state = "JobStatus" in item and item.keys() <= _ENVELOPE  # other services have jobs, too
    if is_state or any(name in item for name in _DOCUMENTS) or _is_lending(item):
        return True
    blocks = item.get("Blocks")
    if not isinstance(blocks, list):
        return False
    if not blocks:
        return "DocumentMetadata" in item
    return isinstance(blocks[0], dict) and "BlockType" in pascal_keys(blocks[0])


def _is_lending(item: Item) -> bool:
    results = item.get("Results")
    first = results[0] if isinstance(results, list) and results else None
    return isinstance(first, dict) and "PageClassification" in pascal_keys(first)


def read(payload: Json, *, sizes: list[Size] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The job still runs, or it failed.
    ReadError
        A part of the answer is missing, or something in it is not what the service documents; the
        message says where.

    Examples
    --------
    >>> points = [{"X": 0.1, "Y": 0.1}, {"X": 0.3, "Y": 0.1}, {"X": 0.3, "Y": 0.2}]
    >>> place = {"Polygon": [*points, {"X": 0.1, "Y": 0.2}]}
    >>> line = {"BlockType": "LINE", "Id": "1", "Text": "dog", "Geometry": place}
    >>> page = read({"Blocks": [line]}, sizes=[(200, 100)])[0]
    >>> page.lines.text, page.lines[0].polygon[2]
    (('dog',), (60.0, 20.0))
    """
    made: list[Document] = []
    for job in _jobs(_as_sent(payload)):
        done = sum(map(len, made))
        made.append(_document(job, sizes[done:] if sizes is not None else None))
    return made[0] if len(made) == 1 else Document.join(made)


def _as_sent(payload: Json) -> Json:
    """Return a payload with the service's own spelling of keys."""
    first = payload[0] if isinstance(payload, list) and payload else payload
    is_spelt = not isinstance(first, dict) or pascal_keys(first).keys() == first.keys()
    return payload if is_spelt else pascal(payload)


def _jobs(payload: Json) -> Iterator[list[tuple[Place, Item]]]:
    """Gather the parts of each answer: all with a ``NextToken``, and the one that follows."""
    top = Place(PROVIDER)
    if isinstance(payload, dict):
        parts = [(top, payload)]
    elif payload and "BlockType" in top.objects(payload)[0]:
        parts = [(top, {"Blocks": payload})]
    else:
        parts = [(top / index, item) for index, item in enumerate(top.objects(payload))]
    job: list[tuple[Place, Item]] = []
    for place, item in parts:
        job.append((place, item))
        _check_done(place, item)
        if not item.get("NextToken"):
            yield job
            job = []
    if job:
        message = "the answer goes on in another part, which is not here; load a list of all parts"
        raise (job[-1][0] / "NextToken").error(message)


def _check_done(place: Place, item: Item) -> None:
    status = place.text(item, "JobStatus")
    if status in _NOT_DONE or not any(item.get(name) is not None for name in _LISTS):
        words = shorten(place.text(item, "StatusMessage") or "the service gave no reason")
        message = f"the service reports {status or 'no state'!r} without a result: {words}"
        at = str(place / "JobStatus")
        raise OcrFailed(message, provider=PROVIDER, where=at, status=status.lower())


def _document(job: list[tuple[Place, Item]], sizes: list[Size] | None) -> Document:
    """Read the parts of one answer."""
    graph = Graph([part for place, item in job for part in _parts(place, item)])
    fields: dict[int, list[Found]] = {}
    for place, item in job:
        for found in documents.fields(place, item):
            fields.setdefault(found.page or 1, []).append(found)
    numbers = sorted({*graph.pages, *fields})
    is_whole = sizes is None or len(sizes) <= len(numbers)
    pages = []
    for index, number in enumerate(numbers):
        size = _pages.given(sizes, index if is_whole else number - 1, PROVIDER)
        pages.append(read_page(graph, number, size, fields.get(number, [])))
    return Document(pages, Origin(PROVIDER, _version(*job[0])))


def _parts(place: Place, item: Item) -> Iterator[Part]:
    """Yield the lists of blocks of an answer, each with its page where blocks do not say theirs."""
    yield Part(place / "Blocks", list(place.items(item, "Blocks")), 1)
    for document in documents.held(place, item):
        at = document.place / "Blocks"
        yield Part(at, list(document.place.items(document.item, "Blocks")), document.page)


def _version(place: Place, item: Item) -> str:
    found = (place.text(item, name) for name in _VERSIONS)
    return next(filter(None, found), "")
