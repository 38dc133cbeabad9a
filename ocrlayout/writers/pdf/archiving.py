"""An existing PDF made a PDF/A, where that needs no change to what it shows; else refused.

It gets what is missing beside its pages: an output intent, XMP that agrees with its Info dictionary
and says what the file is, the flag by which links are printed. Images are no longer smoothed where
a viewer enlarges them. Then pikepdf's validator looks at all of it. It knows what conforms, not
what does not: whatever it does not know is refused, too, so that no file says of itself what was
not checked. Entries that many programs write, and that can do no harm, are kept from it.

References
----------
ISO 19005-2:2011 (PDF/A-2). James R. Barlow: pikepdf 10.18 (2026), ``pikepdf.pdfa``.
"""

import contextlib
import importlib
import importlib.util
import re
from collections.abc import Collection, Iterable, Iterator
from types import ModuleType
from typing import Any, cast

import pikepdf

from ocrlayout.errors import MissingExtra, WriteError
from ocrlayout.writers.pdf import fonts_shown, metadata, output_intent
from ocrlayout.writers.pdf.old_layers import dictionaries

__all__ = ["archive", "check"]

_STALE = ("pdfaid:rev", "pdfaid:amd", "pdfaid:corr")  # of an earlier claim
_COPIES = "{http://ns.adobe.com/pdfx/1.3/}"  # of entries of the Info dictionary
_DECLARED = re.compile(rb"""\s+xmlns:\w+=["']http://ns\.adobe\.com/pdfx/1\.3/["']""")
_HIDDEN, _PRINTED = 0b100100011, 4  # flags of annotations: invisible, hidden, no view …
_VALIDATED = "2b"  # what pikepdf knows; the rest of level U is looked at here
_WITH_CHARACTERS = ("u", "a")  # levels
_OTHER_LEVEL = "6.6.4-3"  # its finding where a file says level U
_NOT_THERE, _CHOICE_OF_FONT = "6.2.2-2", " content Tf "  # a rule, and a place
_NOT_EMBEDDED = "6.2.11.4.1-1"
_OF_FONT = " (Font"  # in a place
_FORCE = "existing_text='force' (--existing-text force) makes pictures of its pages; or "
_NEEDS = ("pikepdf.pdfa", "jsonschema", "referencing", "fontTools")


def check(pdf: pikepdf.Pdf, pages: Collection[int], pdfa: str, name: str) -> None:
    """Refuse pages of a PDF, which is changed, before any work is done for them.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    pages : collection of int
        From 0; the others do not matter.
    pdfa, name : str
        As for :func:`archive`.

    Raises
    ------
    WriteError, MissingExtra
        As :func:`archive`.
    """
    for index in reversed(range(len(pdf.pages))):
        if index not in pages:
            del pdf.pages[index]
    archive(pdf, pdfa, name)


def archive(pdf: pikepdf.Pdf, pdfa: str, name: str) -> dict[str, Any]:
    """Make a PDF a PDF/A.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    pdfa : {"2a", "2b", "2u"}
        For ``"2a"`` it has its tags already.
    name : str
        For messages.

    Returns
    -------
    dict
        How it is to be saved.

    Raises
    ------
    WriteError
        It does not conform; the message names the rule.
    MissingExtra
        The extra ``pdfa`` is not installed.
    """
    _check_ready()
    if pdf.is_encrypted:
        raise _refusal(pdfa, name, "it is encrypted (rule 6.1.3-2)")
    _print_links(pdf)
    _draw_as_stored(pdf)
    _write_out_titles(pdf)
    _settle_fonts(pdf)
    _declare(pdf, pdfa)
    with _without_harmless(pdf):
        fault, settings = _settled(pdf)
    if pdfa[1:] in _WITH_CHARACTERS:
        fault = fault or fonts_shown.fault_of(pdf)
    if fault:
        raise _refusal(pdfa, name, fault)
    return settings


def _check_ready() -> None:
    if not all(map(importlib.util.find_spec, _NEEDS)):
        raise MissingExtra(
            "the packages that check whether an existing PDF can be a PDF/A are not"
            " installed; type: pip install 'ocrlayout-kit[pdfa]'"
        )


def _settled(pdf: pikepdf.Pdf) -> tuple[str, dict[str, Any]]:
    """Find the colors that a PDF can be made for; return what is wrong, and how to save it."""
    if _has_intent(pdf):
        return _fault(pdf)
    first: tuple[str, dict[str, Any]] | None = None
    for channels in (output_intent.RGB, output_intent.CMYK):
        _intend(pdf, channels)
        found = _fault(pdf)
        first = first or found
        if not found[0]:
            return found
    return cast(tuple[str, dict[str, Any]], first)


def _fault(pdf: pikepdf.Pdf) -> tuple[str, dict[str, Any]]:
    """Return the first thing that is wrong, ``""`` without one; and the settings it holds for."""
    report = _validator().check(pdf, _VALIDATED, static_id=True, linearize=pdf.is_linearized)
    found = [each for each in report.findings if not each.rule.endswith(_OTHER_LEVEL)]
    if any(_is_of_font(each) for each in found):
        found = _without_invisible(pdf, found)
    found.sort(key=lambda each: each.kind != "violation")  # what is known to be wrong comes first
    return (_described(found[0]) if found else ""), report.save_kwargs


def _without_invisible(pdf: pikepdf.Pdf, findings: list[Any]) -> list[Any]:
    """Pass over fonts that are not in the file, and leave no ink: they need not be."""
    try:
        fonts = fonts_shown.fonts_of(pdf)
    except fonts_shown.UnknownFont:
        return findings
    seen = {f"obj {number} {generation} (Font)" for number, generation in _with_ink(fonts)}
    return [each for each in findings if not _is_of_font(each) or each.where in seen]


def _is_of_font(finding: Any) -> bool:
    """Return whether a finding is about a font that is not in the file."""
    is_missing = finding.rule.endswith(_NOT_THERE) and _CHOICE_OF_FONT in finding.where
    return is_missing or finding.rule.endswith(_NOT_EMBEDDED)


def _with_ink(fonts: dict[fonts_shown.Key, fonts_shown.Font]) -> list[fonts_shown.Key]:
    return [key for key, font in fonts.items() if font.has_ink]


def _described(finding: Any) -> str:
    where, _, rule = finding.rule.rpartition(":")
    if where != "pikepdf":
        return f"{finding.message} ({finding.where}; rule {rule})"
    return f"it cannot be checked: {finding.message} ({finding.where})"


def _validator() -> ModuleType:
    return importlib.import_module("pikepdf.pdfa")


def _refusal(pdfa: str, name: str, fault: str) -> WriteError:
    advice = _FORCE if _OF_FONT in fault else ""
    return WriteError(
        f"{name} cannot become PDF/A-{pdfa}: {fault}; {advice}leave out pdfa= (--pdfa) to write an"
        " ordinary PDF"
    )


def _print_links(pdf: pikepdf.Pdf) -> None:
    """Give links the flag that PDF/A wants of all annotations: they have no ink to print."""
    for page in pdf.pages:
        for annotation in dictionaries(page.obj.get("/Annots")):
            flags = annotation.get("/F", 0)
            if annotation.get("/Subtype") == "/Link" and not flags & _HIDDEN:
                annotation["/F"] = flags | _PRINTED


def _draw_as_stored(pdf: pikepdf.Pdf) -> None:
    """Take out the wish that images be smoothed, which PDF/A does not grant."""
    for part in pdf.objects:
        if isinstance(part, pikepdf.Stream) and "/Interpolate" in part:
            del part["/Interpolate"]


def _write_out_titles(pdf: pikepdf.Pdf) -> None:
    """Put the titles of bookmarks where they belong; LaTeX refers to them, which is not checked."""
    for part in pdf.objects:
        title = part.get("/Title") if isinstance(part, pikepdf.Dictionary) else None
        if isinstance(title, pikepdf.String) and title.is_indirect and "/Parent" in part:
            part["/Title"] = pikepdf.String(bytes(title))


def _settle_fonts(pdf: pikepdf.Pdf) -> None:
    """Say what fonts leave to a default, and take out lists of glyphs, which part 1 alone wants.

    cairo leaves out the map from codes to glyphs where it is the identity; the lists, which
    Ghostscript writes, have to be complete, and that is not checked.
    """
    for part in pdf.objects:
        if not isinstance(part, pikepdf.Dictionary):
            continue
        if part.get("/Subtype") == "/CIDFontType2" and "/CIDToGIDMap" not in part:
            part["/CIDToGIDMap"] = pikepdf.Name.Identity
        if part.get("/Type") == "/FontDescriptor" and "/CIDSet" in part:
            del part["/CIDSet"]


@contextlib.contextmanager
def _without_harmless(pdf: pikepdf.Pdf) -> Iterator[None]:
    """Take out entries that are not known to the validator and can do no harm, for a while."""
    held = [(part, key, part[key]) for part, key in _harmless(pdf)]
    for part, key, _ in held:
        del part[key]
    try:
        yield
    finally:
        for part, key, value in held:
            part[key] = value


def _harmless(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, str]]:
    """Yield dictionaries and their harmless keys: shows, types, old lists, places on opening."""
    catalog = ((pdf.Root.get(name), "/Type") for name in ("/MarkInfo", "/ViewerPreferences"))
    pages = ((page.obj, "/Trans") for page in pdf.pages)
    resources = ((page.obj.get("/Resources"), "/ProcSets") for page in pdf.pages)
    for part, key in (*catalog, *pages, *resources):
        if isinstance(part, pikepdf.Dictionary) and key in part and _is_plain(part[key]):
            yield part, key
    if _is_place(pdf.Root.get("/OpenAction")):
        yield pdf.Root, "/OpenAction"


def _is_place(action: Any) -> bool:
    """Return whether what is done on opening is no more than to go to a place of the file."""
    if isinstance(action, pikepdf.Dictionary):
        return action.get("/S") == "/GoTo" and "/Next" not in action
    return isinstance(action, pikepdf.Array)


def _is_plain(value: Any) -> bool:
    """Return whether a value holds nothing but names and numbers, which can do nothing."""
    parts: Iterable[Any] = (value,)
    if isinstance(value, pikepdf.Dictionary):
        parts = value.as_dict().values()
    elif isinstance(value, pikepdf.Array):
        parts = value.as_list()
    deep = (pikepdf.Array, pikepdf.Dictionary, pikepdf.Stream)
    return not any(isinstance(part, deep) for part in parts)


def _declare(pdf: pikepdf.Pdf, pdfa: str) -> None:
    """Say in XMP what the Info dictionary says, and which PDF/A it is."""
    said = metadata.info_of(pdf)
    with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
        metadata.fill(xmp, said)
        if isinstance(authors := xmp.get("dc:creator"), set):
            xmp["dc:creator"] = sorted(authors)  # an rdf:Bag, where an rdf:Seq belongs
        _take_out_copies(xmp, pdf)
        has_copies = any(name.startswith(_COPIES) for name in xmp)
        for stale in _STALE:
            xmp.pop(stale, None)
        for key, text in metadata.claim(pdfa):
            xmp[key] = text
    if not has_copies:
        packet = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(_DECLARED.sub(b"", packet))


def _take_out_copies(xmp: Any, pdf: pikepdf.Pdf) -> None:
    """Take out what Acrobat copies into XMP from entries of one's own in the Info dictionary.

    PDF/A allows these entries, but not their copies, whose schema is nowhere described.
    """
    own = pdf.docinfo if "/Info" in pdf.trailer else pikepdf.Dictionary()
    for name in [name for name in xmp if name.startswith(_COPIES)]:
        if str(own.get(f"/{name.removeprefix(_COPIES)}", "")) == xmp[name]:
            del xmp[name]


def _has_intent(pdf: pikepdf.Pdf) -> bool:
    intents = dictionaries(pdf.Root.get("/OutputIntents"))
    return any(intent.get("/S") == "/GTS_PDFA1" for intent in intents)


def _intend(pdf: pikepdf.Pdf, channels: int) -> None:
    """Say that a PDF is made for certain colors."""
    condition = pikepdf.String(output_intent.condition(channels))
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=condition,
        Info=condition,
        DestOutputProfile=pdf.make_stream(output_intent.profile(channels), N=channels),
    )
    pdf.Root["/OutputIntents"] = pikepdf.Array([pdf.make_indirect(intent)])
