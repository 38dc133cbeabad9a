"""Rules of what a file must not hold: keys of its catalog, pages, images, forms and layers."""

from collections.abc import Callable, Iterator
from typing import Any

import pikepdf

from ocrlayout.check.profiles.facts import Facts
from ocrlayout.check.profiles.rules import Rule
from ocrlayout.language_tags import is_language_tag

__all__ = ["RULES"]

_LEAST, _MOST = 3, 14_400  # units of a page's width and height (PDF/A-2, 6.1.13)
_BOXES = ("/MediaBox", "/CropBox", "/TrimBox", "/ArtBox", "/BleedBox")
_PDF = b"%PDF-"
_ROUNDING = 0.01  # units


def _in_catalog(key: str) -> Callable[[Facts], int]:
    def count(facts: Facts) -> int:
        return key in facts.catalog

    return count


def _in_pages(key: str) -> Callable[[Facts], int]:
    def count(facts: Facts) -> int:
        return sum(key in page.obj for page in facts.pdf.pages)

    return count


def _in_form(key: str) -> Callable[[Facts], int]:
    """Count a key of the interactive form, where it is not false."""

    def count(facts: Facts) -> int:
        form = facts.catalog.get("/AcroForm", pikepdf.Dictionary())
        return form.get(key, False) is not False

    return count


def _in_images(key: str) -> Callable[[Facts], int]:
    def count(facts: Facts) -> int:
        streams = (each for each in facts.pdf.objects if isinstance(each, pikepdf.Stream))
        return sum(each.get("/Subtype") == "/Image" and key in each for each in streams)

    return count


def _odd_sizes(facts: Facts) -> int:
    """Count pages that are too small or too large to be displayed everywhere."""
    return sum(any(map(_is_odd, _boxes(page.obj))) for page in facts.pdf.pages)


def _boxes(page: Any) -> Iterator[list[float]]:
    return ([float(side) for side in page[name]] for name in _BOXES if name in page)


def _is_odd(box: list[float]) -> bool:
    sides = abs(box[2] - box[0]), abs(box[3] - box[1])
    return min(sides) < _LEAST - _ROUNDING or max(sides) > _MOST + _ROUNDING


def _other_intents(facts: Facts) -> int:
    """Count output intents that have another profile than the first one."""
    intents: Any = facts.catalog.get("/OutputIntents", [])
    profiles = [each.DestOutputProfile for each in intents if "/DestOutputProfile" in each]
    return sum(profile.objgen != profiles[0].objgen for profile in profiles)


def _attached(facts: Facts) -> int:
    """Count attached files that are not PDFs, and so not PDF/A."""
    files = (each for each in facts.pdf.objects if isinstance(each, pikepdf.Dictionary))
    held = (each.EF.get("/F") for each in files if "/EF" in each)
    streams = [each for each in held if isinstance(each, pikepdf.Stream)]
    return sum(not each.read_bytes().startswith(_PDF) for each in streams)


def _unnamed_layers(facts: Facts) -> int:
    """Count settings of layers that do not have a name."""
    layers = facts.catalog.get("/OCProperties", pikepdf.Dictionary())
    settings = [*layers.get("/Configs", []), *([layers.D] if "/D" in layers else [])]
    return sum(not str(each.get("/Name", "")) for each in settings)


def _odd_languages(facts: Facts) -> int:
    """Count languages that are not tags."""
    said = [str(facts.catalog.get("/Lang", "")), *(node.text("/Lang") for node in facts.nodes)]
    return sum(bool(language) and not is_language_tag(language) for language in said)


def _links(facts: Facts) -> list[Any]:
    return [each for each, _ in facts.annotations if each.get("/Subtype") == "/Link"]


def _untagged_links(facts: Facts) -> int:
    return sum("/StructParent" not in each for each in _links(facts))


def _silent_links(facts: Facts) -> int:
    return sum(not str(each.get("/Contents", "")) for each in _links(facts))


RULES = (
    Rule("ua1", "7.2-29", "a language that is not a tag of BCP 47", _odd_languages),
    Rule("ua1", "7.10-1", "settings of layers without a name", _unnamed_layers),
    Rule("ua1", "7.18.5-1", "a link is not tagged", _untagged_links),
    Rule("ua1", "7.18.5-2", "a link without a description (/Contents)", _silent_links),
    Rule("2b", "6.1.13-11", "a page that is too small or too large", _odd_sizes),
    Rule("2b", "6.2.3-2", "output intents with different profiles", _other_intents),
    Rule("2b", "6.2.8-1", "an image with alternate images", _in_images("/Alternates")),
    Rule("2b", "6.2.8-2", "an image that a server replaces (/OPI)", _in_images("/OPI")),
    Rule("2b", "6.4.1-3", "a form that viewers draw anew", _in_form("/NeedAppearances")),
    Rule("2b", "6.4.2-1", "an XFA form", _in_form("/XFA")),
    Rule("2b", "6.4.2-2", "an XFA form that has to be rendered", _in_catalog("/NeedsRendering")),
    Rule("2b", "6.5.2-1", "actions of the document (/AA)", _in_catalog("/AA")),
    Rule("2b", "6.5.2-2", "actions of a page (/AA)", _in_pages("/AA")),
    Rule("2b", "6.8-5", "an attached file that is not PDF/A", _attached),
    Rule("2b", "6.9-1", "settings of layers without a name", _unnamed_layers),
    Rule("2b", "6.10-2", "steps of a presentation in a page", _in_pages("/PresSteps")),
    Rule("2b", "6.11-1", "requirements to viewers", _in_catalog("/Requirements")),
    Rule("2a", "6.7.4-1", "a language that is not a tag of BCP 47", _odd_languages),
)
