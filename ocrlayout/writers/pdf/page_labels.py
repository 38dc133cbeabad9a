"""What the pages of a PDF are called: i, ii, iii, 1, 2 …, as a book numbers them.

References
----------
ISO 32000-1:2008, 12.4.2 "Page Labels". The notation is that of qpdf's ``--set-page-labels``.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import pikepdf

from ocrlayout.writers.pdf.font import text_string
from ocrlayout.writers.pdf.objects import Entries, Value

__all__ = ["carry_over", "page_labels"]

_LABEL = re.compile(  # styles: 1, i, I, a, A; none for a prefix alone
    r"(?P<page>[1-9]\d*):(?P<style>[DrRaA]?)(/(?P<start>([1-9]\d*)?)(/(?P<prefix>.*))?)?"
)


def page_labels(text: str) -> Entries:
    """Read how pages are called, as qpdf has it: ``page:style/start/prefix``, with commas between.

    Parameters
    ----------
    text : str
        ``""`` for pages that are called as they are counted.

    Returns
    -------
    dict
        The number tree of a PDF; empty without labels.

    Raises
    ------
    ValueError
        It is something else.

    Examples
    --------
    >>> page_labels("1:r, 5:D")
    {'Nums': [0, {'St': 1, 'S': '/r'}, 4, {'St': 1, 'S': '/D'}]}
    """
    if not text:
        return {}
    found = [_LABEL.fullmatch(part.strip()) for part in text.split(",")]
    labels = [match for match in found if match]
    pages = [int(match["page"]) - 1 for match in labels]
    if len(labels) < len(found) or pages != sorted(set(pages)) or pages[0] != 0:
        raise ValueError(
            "page_labels gives the first page of each style, beginning with page 1:"
            f" '1:r, 5:D' for i to iv and then 1, 2 … (styles D r R a A), not {text!r}"
        )
    entries = map(_entry, labels)
    return {"Nums": [part for pair in zip(pages, entries, strict=True) for part in pair]}


def _entry(label: re.Match[str]) -> Value:
    entry: Entries = {"St": int(label["start"] or 1)}
    if label["style"]:
        entry["S"] = f"/{label['style']}"
    if label["prefix"]:
        entry["P"] = text_string(label["prefix"])
    return entry


def carry_over(pdf: pikepdf.Pdf, pages: Sequence[tuple[pikepdf.Pdf | None, int]]) -> None:
    """Let pages be called as in the PDFs that they come from.

    Pages that have no label there, or come from none, are called as they are counted.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        Has these pages, or will.
    pages : sequence of (PDF or None, int)
        Where each comes from, and its old place there, from 0.
    """
    ranges = {id(source): _ranges(source) for source, _ in pages if source}
    if not any(ranges.values()):
        return
    origins = [_origin(ranges.get(id(source), {}), source, page) for source, page in pages]
    numbers: list[Any] = []
    for position, origin in enumerate(origins):
        if position == 0 or not origin.follows(origins[position - 1]):
            numbers += [position, origin.label(position)]
    pdf.Root["/PageLabels"] = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


class _Origin(NamedTuple):
    """The range of labels that a page comes from, by its source and first page, and its place."""

    source: int
    first: int
    entry: Any
    place: int

    def follows(self, other: "_Origin") -> bool:
        """Return whether a page's label is the next one after that of another."""
        if self.entry is None:
            return other.entry is None
        return self[:2] == other[:2] and self.place == other.place + 1

    def label(self, position: int) -> pikepdf.Dictionary:
        """Return the label of a range that begins with this page, at a position from 0."""
        if self.entry is None:
            return pikepdf.Dictionary(S=pikepdf.Name.D, St=position + 1)
        label = pikepdf.Dictionary(St=int(self.entry.get("/St", 1)) + self.place - self.first)
        if "/S" in self.entry:
            label["/S"] = pikepdf.Name(str(self.entry.S))
        if "/P" in self.entry:
            label["/P"] = pikepdf.String(str(self.entry.P))
        return label


def _ranges(pdf: pikepdf.Pdf) -> dict[int, Any]:
    """Return the ranges of labels that a PDF has, by their first page."""
    tree = pdf.Root.get("/PageLabels")
    return dict(pikepdf.NumberTree(tree).items()) if isinstance(tree, pikepdf.Dictionary) else {}


def _origin(ranges: Mapping[int, Any], source: pikepdf.Pdf | None, page: int) -> _Origin:
    first = max((start for start in ranges if start <= page), default=-1)
    return _Origin(id(source), first, ranges.get(first), page)
