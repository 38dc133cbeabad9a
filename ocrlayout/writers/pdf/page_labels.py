"""What the pages of a PDF are called: i, ii, iii, 1, 2 …, as a book numbers them.

References
----------
ISO 32000-1:2008, 12.4.2 "Page Labels". The notation is that of qpdf's ``--set-page-labels``.
"""

import re
from collections.abc import Sequence
from typing import Any

import pikepdf

from ocrlayout.writers.pdf.font import text_string
from ocrlayout.writers.pdf.objects import Entries, Value
from ocrlayout.writers.pdf.old_layers import copied

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


def carry_over(pdf: pikepdf.Pdf, kept: Sequence[int]) -> None:
    """Let pages be called as before when others are taken out.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    kept : sequence of int
        Its pages that stay, from 0, in order, by their old places.
    """
    tree = pdf.Root.get("/PageLabels")
    if not isinstance(tree, pikepdf.Dictionary):
        return
    ranges = dict(pikepdf.NumberTree(tree).items())
    numbers: list[Any] = []
    for position, page in enumerate(kept):
        first = max((start for start in ranges if start <= page), default=None)
        goes_on = position > 0 and kept[position - 1] == page - 1 and first != page
        if first is not None and not goes_on:
            numbers += [position, _moved(ranges[first], page - first)]
    pdf.Root["/PageLabels"] = pikepdf.Dictionary(Nums=pikepdf.Array(numbers))


def _moved(label: Any, by: int) -> pikepdf.Dictionary:
    """Return the label of a page further on in its range."""
    moved = copied(label)
    moved["/St"] = int(moved.get("/St", 1)) + by
    return moved
