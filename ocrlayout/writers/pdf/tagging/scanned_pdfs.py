"""Tags for pages of PDFs that are nothing but scans: what they draw becomes an artifact.

A page that shows text, or has marked content with a number, is refused: its own content would have
to be tagged, too; unless a picture takes its place. The links of a page become part of the tree;
a page with other annotations is refused.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from ocrlayout.errors import WriteError
from ocrlayout.sources import ExistingText
from ocrlayout.writers.pdf.old_layers import copied, dictionaries
from ocrlayout.writers.pdf.tagging.elements import SCAN

__all__ = ["HAS_TAGS", "OWN", "check", "fault_of", "give_tags", "put_aside", "refusal", "tag_link"]

HAS_TAGS = (
    "it has tags of its own, which are not completed (rule 7.1-3); existing_text='force' makes"
    " pictures of its pages, with new tags"
)
OWN = "/Own"  # which annotation of the original page one of its layer stands for

_TAKES_OUT = ("redo", "force")  # of existing_text
_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_BEGINS = ("BDC", "BMC")
_DEEPEST = 20  # forms in forms: deeper ones go round in a circle
_REDO = "existing_text='redo' replaces an old hidden layer, 'force' makes a picture of the page"


def check(
    pdf: pikepdf.Pdf, pages: Iterable[int], name: str, existing_text: ExistingText = "auto"
) -> None:
    """Refuse pages of a PDF that cannot be given tags, before any work is done for them.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    pages : iterable of int
        From 0.
    name : str
        For messages.
    existing_text : {"auto", "skip", "redo", "force", "add"}
        What becomes of text that pages have; what it takes out is not looked at.

    Raises
    ------
    WriteError
    """
    if existing_text != "force" and ("/StructTreeRoot" in pdf.Root or "/MarkInfo" in pdf.Root):
        raise refusal(name, HAS_TAGS)
    may_go = existing_text in _TAKES_OUT
    for number in sorted(pages):
        if fault := fault_of(pdf.pages[number].obj, is_pictured=may_go):
            raise refusal(f"{name} (page {number + 1})", fault)


def refusal(name: str, fault: str) -> WriteError:
    """Return the error that says why something cannot be given tags."""
    return WriteError(
        f"{name} cannot be given tags (accessible=, pdfa='2a'): {fault}; leave the tags out to"
        " write an ordinary PDF"
    )


def fault_of(page: pikepdf.Object, *, is_pictured: bool = False) -> str:
    """Say why a page cannot be given tags; ``""`` where it can.

    Parameters
    ----------
    page : pikepdf.Dictionary
    is_pictured : bool
        Whether a picture takes the place of its content.
    """
    if any(each.get("/Subtype") != "/Link" for each in dictionaries(page.get("/Annots"))):
        return "it has annotations that are not links, and are not tagged (rule 7.18.1-1)"
    return "" if is_pictured else _fault_of_content(page)


def _fault_of_content(page: pikepdf.Object) -> str:
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


def tag_link(pdf: pikepdf.Pdf, page: pikepdf.Object, link: Any) -> None:
    """Say in a link of a page where it is in the tree, and what it leads to.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    page : pikepdf.Dictionary
    link : pikepdf.Dictionary
        What stands for it in the layer of the page.
    """
    index = int(link[OWN])
    tagged: Any = copied(page.Annots[index])
    tagged["/StructParent"] = int(link.StructParent)
    if not str(tagged.get("/Contents", "")):
        tagged["/Contents"] = pikepdf.String(str(link.Contents))
    page.Annots[index] = pdf.make_indirect(tagged)


def give_tags(pdf: pikepdf.Pdf, layers: pikepdf.Pdf) -> None:
    """Give a PDF the structure tree that was written with its layers, page by page.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    layers : pikepdf.Pdf
        A tagged PDF of as many pages.
    """
    originals: dict[Any, Any] = {}
    for page, layer in zip(pdf.pages, layers.pages, strict=True):
        page.obj["/StructParents"], page.obj["/Tabs"] = layer.obj.StructParents, layer.obj.Tabs
        originals[layer.obj.objgen] = page.obj
        for link in layer.obj.get("/Annots", []):
            if OWN in link:
                originals[link.objgen] = page.obj.Annots[int(link[OWN])]
    drawn = layers.Root.StructTreeRoot
    tree = pdf.copy_foreign(drawn)
    _set_originals(drawn, tree, originals)
    pdf.Root["/StructTreeRoot"] = tree
    pdf.Root["/MarkInfo"] = pikepdf.Dictionary(Marked=True)
    if "/Lang" not in pdf.Root:
        pdf.Root["/Lang"] = pikepdf.String(str(layers.Root.Lang))
    wishes = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    wishes["/DisplayDocTitle"] = True
    pdf.Root["/ViewerPreferences"] = wishes


def _set_originals(drawn: Any, tree: Any, originals: Mapping[Any, Any]) -> None:
    """Say on which page elements are, and which links they are: copies do not know."""
    waiting = [(drawn, tree)]
    while waiting:
        one, other = waiting.pop()
        for key in ("/Pg", "/Obj"):
            if key in one and one[key].objgen in originals:
                other[key] = originals[one[key].objgen]
        both = zip(_elements(one), _elements(other), strict=True)
        waiting += both


def _elements(element: Any) -> Iterable[Any]:
    kids = element.get("/K", [])
    listed = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]
