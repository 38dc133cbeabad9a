"""Azure Document Intelligence, Form Recognizer 3: every version from 2021-09-30-preview to 2024-11-30.

``analyzeResult`` with ``pages`` whose words stand beside their lines, joined by spans. The same in
the snake_case and with the ``{x, y}`` points of SDK dumps, and bare sub-objects: an
``analyzeResult``, a list of pages, one page.

Kept: lines, words, confidences, language and handwriting by span, page number, size, unit, angle,
version, model id, and blocks: each line stands in its paragraph or table. Roles become ours:

============================  ===================
``title``, ``sectionHeading``  ``heading``
``pageHeader``                 ``header``
``pageFooter``                 ``footer``
``pageNumber``                 ``page_number``
``footnote``                   ``note``
caption of a table or figure   ``caption``
footnote of a table or figure  ``note``
table                          ``table``
every other paragraph          ``paragraph``
============================  ===================

Choices: all three ``stringIndexType`` are read alike, because offsets are only compared with each
other. Words of no line become lines of their own; those of a page without geometry (DOCX, XLSX,
PPTX, HTML) one line a paragraph. Where a line of markdown is not covered by its words (escapes,
comments), its text is its words joined. ``:selected:`` in a line is no text. A page without a size
gets it from `sizes`, else from the extent of its text; without text its size is NaN. Polygons of
more than four points become their minimum rotated rectangle.

Not kept: cells of tables, selection marks, barcodes, formulas, figures, sections, key-value pairs,
documents, fonts.
"""

from typing import Any

import numpy as np

from ocrlayout.errors import ReadError
from ocrlayout.model import Blocks, Document, Origin, Page
from ocrlayout.readers import _azure, _pages, _rows, _spans

PROVIDER = "document_intelligence"
_ROLES = {
    "title": "heading",
    "sectionheading": "heading",
    "pageheader": "header",
    "pagefooter": "footer",
    "pagenumber": "page_number",
    "footnote": "note",
}


def accepts(payload: Any) -> bool:
    """Return whether a payload is one of these."""
    if isinstance(payload, list):
        return bool(payload) and _is_page(payload[0])
    if not isinstance(payload, dict):
        return False
    prefix, result = _azure.results(payload)
    if prefix:
        return _azure.has_spans(result)
    return _is_page(payload) or _is_result(payload)


def _is_page(item: Any) -> bool:
    """Tell whether an object is a page of ours; Document AI's have a ``layout`` too."""
    if not isinstance(item, dict) or not ("pageNumber" in item or "page_number" in item):
        return False
    return "layout" not in item and any(
        isinstance(item.get(name), list) for name in ("words", "lines", "spans")
    )


def _is_result(payload: dict[str, Any]) -> bool:
    """Tell whether an object is a bare ``analyzeResult``."""
    pages = payload.get("pages")
    if not isinstance(pages, list) or "readResult" in payload or not _azure.has_spans(payload):
        return False
    return not pages or not isinstance(pages[0], dict) or _is_page(pages[0])


def read(payload: Any, *, sizes: list[tuple[float, float]] | None = None) -> Document:
    """Read a payload.

    Parameters
    ----------
    payload : dict or list
        Parsed JSON.
    sizes : list of (width, height), optional
        Page sizes in pixels, used where the payload has none.

    Returns
    -------
    Document

    Raises
    ------
    OcrFailed
        The job still runs, or it failed.
    ReadError
        Something in it is not what the service documents; the message says where.

    Examples
    --------
    >>> word = {"content": "dog", "span": {"offset": 0, "length": 3}}
    >>> line = {"content": "dog", "spans": [{"offset": 0, "length": 3}]}
    >>> page = {"pageNumber": 1, "words": [word], "lines": [line]}
    >>> read({"analyzeResult": {"content": "dog", "pages": [page]}})[0].lines.text
    ('dog',)
    """
    _azure.check_done(payload, PROVIDER)
    where, result = (
        _azure.results(payload) if isinstance(payload, dict) else ("", {"pages": payload})
    )
    place = f"{where}pages" if isinstance(payload, dict) else ""
    if "pages" not in result:
        result, place = {"pages": [result]}, ""
    if result["pages"] is None:
        raise ReadError("there are no pages in the answer", provider=PROVIDER, where=place)
    pages = _rows.items(result["pages"], place, PROVIDER)
    structure = _Structure(result, where)
    made = (
        _page(page, f"{place}[{index}]", index + 1, _pages.given(sizes, index, PROVIDER), structure)
        for index, page in enumerate(pages)
    )
    version, model = _azure.pick(result, "apiVersion"), _azure.pick(result, "modelId")
    return Document(tuple(made), Origin(PROVIDER, _azure.label(version), _azure.label(model)))


class _Structure:
    """What stands beside the pages and points into their text by spans."""

    def __init__(self, result: dict[str, Any], where: str) -> None:
        def column(name: str) -> list[dict[str, Any]]:
            return _rows.items(
                _azure.pick(result, name), f"{where}{_azure.key_of(result, name)}", PROVIDER
            )

        paragraphs, tables = column("paragraphs"), column("tables")
        self.paragraphs = _spans.Ranges.of(paragraphs, f"{where}paragraphs", PROVIDER)
        self.tables = _spans.Ranges.of(tables, f"{where}tables", PROVIDER)
        self.styles = _spans.styles(result, where, PROVIDER)
        self.markdown = _word(_azure.pick(result, "contentFormat")) == "markdown"
        self.roles = [_ROLES.get(_word(paragraph.get("role")), "") for paragraph in paragraphs]
        self._name_neighbors(f"{where}tables", tables)
        self._name_neighbors(f"{where}figures", column("figures"))
        languages = column("languages")
        self.locales = [
            _azure.label(item.get("locale") or _azure.pick(item, "languageCode"))
            for item in languages
        ]
        self.languages = _spans.Ranges.of(languages, f"{where}languages", PROVIDER)

    def _name_neighbors(self, where: str, framed: list[dict[str, Any]]) -> None:
        """Give the paragraphs that are captions or footnotes of tables or figures their role."""
        for index, item in enumerate(framed):
            captions = [item["caption"]] if isinstance(item.get("caption"), dict) else []
            notes = _rows.items(item.get("footnotes"), f"{where}[{index}].footnotes", PROVIDER)
            places = [f"{where}[{index}].caption"] * len(captions)
            places += [f"{where}[{index}].footnotes[{note}]" for note in range(len(notes))]
            owners = _spans.Ranges.of(captions + notes, places, PROVIDER).owner(
                self.paragraphs.starts
            )
            for paragraph, owner in zip(
                self.paragraphs.owners.tolist(), owners.tolist(), strict=True
            ):
                if owner >= 0 and not self.roles[paragraph]:
                    self.roles[paragraph] = "caption" if owner < len(captions) else "note"

    def blocks(self, starts: _spans.Integers) -> tuple[Blocks, list[int]]:
        """Blocks of a page, and the block of each of its lines: a paragraph that has a role, a table, a paragraph."""
        rows: dict[tuple[str, int], int] = {}
        roles: list[str] = []
        column = []
        owners = self.paragraphs.owner(starts).tolist(), self.tables.owner(starts).tolist()
        for paragraph, table in zip(*owners, strict=True):
            role = self.roles[paragraph] if paragraph >= 0 else ""
            if table >= 0 and role in ("", "heading"):
                role, key = "table", ("table", table)
            else:
                role, key = role or "paragraph", ("paragraph", paragraph)
            if max(paragraph, table) >= 0 and key not in rows:
                rows[key] = len(roles)
                roles.append(role)
            column.append(rows.get(key, -1))
        return Blocks(tuple(roles)), column


def _word(value: Any) -> str:
    """Spell a role or a format one way: ``"pageHeader"`` and ``"ParagraphRole.PAGE_HEADER"`` are one."""
    return _pages.plain(_azure.label(value)).replace("_", "")


def _page(page: dict[str, Any], where: str, number: int, size: Any, structure: _Structure) -> Page:
    if page.get("page") is not None:
        raise ReadError(
            "this is a page of Read among those of Document Intelligence",
            provider=PROVIDER,
            where=where,
        )
    joined = _spans.Joined(page, where, PROVIDER, structure.paragraphs, markdown=structure.markdown)
    starts = np.array(joined.starts, np.int64)
    blocks, joined.rows.block = structure.blocks(starts)
    joined.rows.handwritten = _spans.handwritten(joined, structure.styles)
    locales = [*structure.locales, ""]  # −1 is the last
    joined.rows.language = [locales[owner] for owner in structure.languages.owner(starts).tolist()]
    place = f"{where}.{_azure.key_of(page, 'pageNumber')}"
    number = _pages.page_number(_azure.pick(page, "pageNumber"), place, PROVIDER, number)
    return _pages.made(
        page, joined.rows.lines(), where, PROVIDER, number=number, size=size, blocks=blocks
    )
