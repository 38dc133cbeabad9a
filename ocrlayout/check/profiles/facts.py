"""A PDF opened: what rules ask of it, each read once."""

import contextlib
from functools import cached_property
from typing import Any

import pikepdf

from ocrlayout.check.profiles.content import Content, content_of
from ocrlayout.check.profiles.structure import Node, nodes_of

__all__ = ["Facts"]


class Facts:
    """What a PDF holds.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    """

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf, self.catalog = pdf, pdf.Root

    @cached_property
    def metadata(self) -> dict[str, str]:
        """XMP properties by their usual names; empty where there is none, or it is broken."""
        found: dict[str, str] = {}
        if not isinstance(self.catalog.get("/Metadata"), pikepdf.Stream):
            return found
        with contextlib.suppress(ValueError, TypeError, KeyError):
            xmp = self.pdf.open_metadata()
            for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title"):
                found[name] = str(xmp.get(name) or "")
        return found

    @cached_property
    def nodes(self) -> list[Node]:
        """All elements of the structure tree, parents before children."""
        return nodes_of(self.catalog.get("/StructTreeRoot"))

    @cached_property
    def content(self) -> Content:
        """What the pages draw."""
        return content_of(self.pdf)

    @cached_property
    def annotations(self) -> list[tuple[Any, Any]]:
        """Each annotation with its page."""
        both = ((each, page.obj) for page in self.pdf.pages for each in page.obj.get("/Annots", []))
        return [(each, page) for each, page in both if isinstance(each, pikepdf.Dictionary)]

    def of_kind(self, *kinds: str) -> list[Node]:
        """Return the elements of some types."""
        return [node for node in self.nodes if node.kind in kinds]
