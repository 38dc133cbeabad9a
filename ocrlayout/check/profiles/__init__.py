"""What of PDF/A and PDF/UA a file does not meet, by a list of rules of our own.

================  ==============================================================================
``rules``         a rule, and how it is said that it is broken
``facts``         a PDF opened: catalog, metadata, structure, content, each read once
``structure``     the structure tree as nodes
``content``       what pages draw, and whether it is tagged
``of_document``   rules of the catalog, metadata, colors, fonts, annotations
``of_parts``      rules of keys that a file must not have, of links and languages
``of_structure``  rules of the tree
================  ==============================================================================

The list holds what a writer of searchable PDFs can break, and what readers of tags trip over. It is
no validator: a file without a fault here may break a rule that is not listed. Rules are numbered as
veraPDF numbers them: clause of the standard, and test.

References
----------
ISO 14289-1:2014 (PDF/UA-1). ISO 19005-2:2011 (PDF/A-2).
"""

from pathlib import Path

from ocrlayout.check.profiles import of_document, of_parts, of_structure
from ocrlayout.check.profiles.facts import Facts
from ocrlayout.check.profiles.rules import BrokenRule
from ocrlayout.images import pdf_structure

__all__ = ["BrokenRule", "broken_rules"]

_LEVELS = {"2b": ("2b",), "2u": ("2b", "2u"), "2a": ("2b", "2u", "2a")}  # each holds those before
_UA = "ua1"


def broken_rules(
    source: Path | bytes, password: str | None = None, *, pdfa: str = "", accessible: bool = False
) -> tuple[BrokenRule, ...]:
    """Find the rules of profiles that a PDF breaks.

    Parameters
    ----------
    source : Path or bytes
    password : str, optional
    pdfa : str
        ``"2a"``, ``"2b"`` or ``"2u"``; ``""`` for none of them.
    accessible : bool
        Also PDF/UA-1.

    Returns
    -------
    tuple of BrokenRule
        In the order of the list.

    Raises
    ------
    ImageError
        The PDF cannot be opened.
    """
    asked = {*_LEVELS.get(pdfa, ()), *([_UA] if accessible else [])}
    listed = (*of_document.RULES, *of_parts.RULES, *of_structure.RULES)
    rules = [rule for rule in listed if rule.profile in asked]
    if not rules:
        return ()
    name = source.name if isinstance(source, Path) else "the PDF"
    with pdf_structure.readable(name), pdf_structure.opened(source, password) as pdf:
        facts = Facts(pdf)
        counts = [(rule, rule.broken(facts)) for rule in rules]
    broken = [
        BrokenRule(_named(rule.profile, pdfa), rule.number, rule.fault, int(times))
        for rule, times in counts
        if times
    ]
    return tuple({(each.profile, each.number): each for each in broken}.values())


def _named(profile: str, pdfa: str) -> str:
    return "PDF/UA-1" if profile == _UA else f"PDF/A-{pdfa}"
