"""Tags for pages of PDFs that are nothing but scans: what they draw becomes an artifact.

A page that shows text, has annotations, or has marked content with a number is refused: its own
content would have to be tagged, too.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from ocrlayout.errors import WriteError
from ocrlayout.writers.pdf.tagging.elements import SCAN

__all__ = ["HAS_TAGS", "check", "fault_of", "give_tags", "put_aside", "refusal"]

HAS_TAGS = "it has tags of its own, which are not completed (rule 7.1-3)"

_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_BEGINS = ("BDC", "BMC")
_DEEPEST = 20  # forms in forms: deeper ones go round in a circle
_REDO = "existing_text='redo' replaces an old hidden layer, 'force' makes a picture of the page"


def check(pdf: pikepdf.Pdf, pages: Iterable[int], name: str) -> None:
    """Refuse pages of a PDF that cannot be given tags, before any work is done for them.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    pages : iterable of int
        From 0.
    name : str
        For messages.

    Raises
    ------
    WriteError
    """
    if "/StructTreeRoot" in pdf.Root or "/MarkInfo" in pdf.Root:
        raise refusal(name, HAS_TAGS)
    for number in sorted(pages):
        if fault := fault_of(pdf.pages[number].obj):
            raise refusal(f"{name} (page {number + 1})", fault)


def refusal(name: str, fault: str) -> WriteError:
    """Return the error that says why something cannot be given tags."""
    return WriteError(
        f"{name} cannot be given tags (accessible=, pdfa='2a'): {fault}; leave the tags out to"
        " write an ordinary PDF"
    )


def fault_of(page: pikepdf.Object) -> str:
    """Say why a page cannot be given tags; ``""`` where it can.

    Parameters
    ----------
    page : pikepdf.Dictionary
    """
    if len(page.get("/Annots", [])):
        return "it has annotations, which would have to be tagged (rule 7.18.1-1)"
    marks = 0
    for operands, operator in _instructions(page, page.get("/Resources"), 0):
        name = str(operator)
        if name in _SHOWS_TEXT:
            return f"it has text of its own, which would have to be tagged (rule 7.1-3); {_REDO}"
        marks += (name in _BEGINS) - (name == "EMC")
        if marks < 0 or (name in _BEGINS and len(operands) > 1 and "/MCID" in str(operands[1])):
            return "it has marked content of its own (rule 7.1-2)"
    return "" if not marks else "it has marked content that does not end (rule 7.1-2)"


def _instructions(drawn: Any, resources: Any, depth: int) -> Iterator[tuple[Any, Any]]:
    """Yield what a page draws, and the forms in it."""
    instructions: Iterable[Any] = pikepdf.parse_content_stream(drawn)
    for operands, operator in instructions:
        yield operands, operator
        if str(operator) == "Do" and depth < _DEEPEST and isinstance(resources, pikepdf.Dictionary):
            form = resources.get("/XObject", pikepdf.Dictionary()).get(str(operands[0]))
            if isinstance(form, pikepdf.Stream) and form.get("/Subtype") == "/Form":
                yield from _instructions(form, form.get("/Resources", resources), depth + 1)


def put_aside(pdf: pikepdf.Pdf, page: pikepdf.Object, *, has_text: bool) -> None:
    """Put what a page draws outside of the tree; where no word was read, it is a figure.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    page : pikepdf.Dictionary
        Of it, so far without a text layer.
    has_text : bool
        Whether it gets one.
    """
    opening = SCAN.opening if has_text else "/Figure<</MCID 0>>BDC "
    content = pikepdf.Page(page)
    content.contents_add(pdf.make_stream(opening.encode("ascii")), prepend=True)
    content.contents_add(pdf.make_stream(b"EMC"))


def give_tags(pdf: pikepdf.Pdf, layers: pikepdf.Pdf) -> None:
    """Give a PDF the structure tree that was written with its layers, page by page.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    layers : pikepdf.Pdf
        A tagged PDF of as many pages.
    """
    pages = {}
    for page, layer in zip(pdf.pages, layers.pages, strict=True):
        page.obj["/StructParents"], page.obj["/Tabs"] = layer.obj.StructParents, layer.obj.Tabs
        pages[layer.obj.objgen] = page.obj
    drawn = layers.Root.StructTreeRoot
    tree = pdf.copy_foreign(drawn)
    _set_pages(drawn, tree, pages)
    pdf.Root["/StructTreeRoot"] = tree
    pdf.Root["/MarkInfo"] = pikepdf.Dictionary(Marked=True)
    if "/Lang" not in pdf.Root:
        pdf.Root["/Lang"] = pikepdf.String(str(layers.Root.Lang))
    wishes = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    wishes["/DisplayDocTitle"] = True
    pdf.Root["/ViewerPreferences"] = wishes


def _set_pages(drawn: Any, tree: Any, pages: Mapping[Any, Any]) -> None:
    """Say on which page elements are: copies do not know, for pages are not copied along."""
    waiting = [(drawn, tree)]
    while waiting:
        one, other = waiting.pop()
        if "/Pg" in one:
            other["/Pg"] = pages[one.Pg.objgen]
        both = zip(_elements(one), _elements(other), strict=True)
        waiting += both


def _elements(element: Any) -> Iterable[Any]:
    kids = element.get("/K", [])
    listed = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]
