"""A document as Document Intelligence and Form Recognizer 3 answer it, in reading order."""

from collections.abc import Iterator, Mapping
from typing import Any

from ocrlayout import skew
from ocrlayout.model import Document, Line, Page
from ocrlayout.order import reorder
from ocrlayout.serving.dialects.content import Content, Span, whole
from ocrlayout.serving.dialects.places import Item, confidence, corners, region, size
from ocrlayout.serving.dialects.tables import rows_in, tables

__all__ = ["document_intelligence"]

_WITH_LAYOUT = "prebuilt-layout"  # the model that finds roles and tables, too
_WITH_FORMAT = "2024"  # versions from here on say the format of the content
_ROLES = {
    "heading": "sectionHeading",
    "header": "pageHeader",
    "footer": "pageFooter",
    "page_number": "pageNumber",
    "note": "footnote",
}


def document_intelligence(document: Document, asked: Mapping[str, Any]) -> Item:
    """Answer as ``prebuilt-read`` and ``prebuilt-layout`` do."""
    content, has_layout = Content(asked["index_type"]), asked["model"] == _WITH_LAYOUT
    pages, paragraphs, found = list[Item](), list[Item](), list[Item]()
    for page in reorder(document):
        spans = [content.add(text) for text in page.lines.text]
        pages.append(_page(page, spans, content))
        paragraphs += _paragraphs(page, spans, has_roles=has_layout)
        found += tables(page, spans) if has_layout else ()
    result = {**_head(asked), "content": content.text, "pages": pages}
    result |= {"paragraphs": paragraphs, "styles": []}
    return {"analyzeResult": {**result, "tables": found} if has_layout else result}


def _head(asked: Mapping[str, Any]) -> Item:
    head = {"apiVersion": asked["version"], "modelId": asked["model"]}
    head["stringIndexType"] = asked["index_type"]
    has_format = asked["version"] >= _WITH_FORMAT
    return {**head, "contentFormat": "text"} if has_format else head


def _page(page: Page, spans: list[Span], content: Content) -> Item:
    """Make a page, whose words stand beside its lines."""
    pairs = list(zip(page.lines, spans, strict=True))
    return {
        "pageNumber": page.number,
        "angle": round(skew.page_angle(page), 4),
        **size(page),
        "words": [word for line, span in pairs for word in _words(page, line, span, content)],
        "lines": [_line(page, line, span) for line, span in pairs],
        "spans": [whole(spans, content.length).item()],
    }


def _line(page: Page, line: Line, span: Span) -> Item:
    where = corners(page, line.polygon)
    return {"content": line.text, "polygon": where, "spans": [span.item()]}


def _words(page: Page, line: Line, span: Span, content: Content) -> Iterator[Item]:
    """Yield the words of a line, each found in the line's text after the one before."""
    end = 0
    for word in line.words:
        start = max(line.text.find(word.text, end), end)
        end = start + len(word.text)
        offset = span.offset + content.count(line.text[:start])
        place = {"polygon": corners(page, word.polygon, line)}
        here = {"span": Span(offset, content.count(word.text)).item()}
        yield {"content": word.text, **place, **confidence(word), **here}


def _paragraphs(page: Page, spans: list[Span], *, has_roles: bool) -> Iterator[Item]:
    """Yield the blocks of a page that hold lines: paragraphs, and cells of tables."""
    for number, block in enumerate(page.blocks):
        rows = rows_in(page, number)
        role = _ROLES.get(block.role) if has_roles else None
        if rows:
            yield {
                "spans": [spans[row].item() for row in rows],
                "boundingRegions": [region(page, block.polygon, rows)],
                **({"role": role} if role else {}),
                "content": " ".join(page.lines.text[row] for row in rows),
            }
