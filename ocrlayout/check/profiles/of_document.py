"""Rules of a document: what it says of itself, its colors, fonts and annotations."""

from typing import Any

import pikepdf

from ocrlayout.check.profiles.facts import Facts
from ocrlayout.check.profiles.rules import Rule

__all__ = ["RULES"]

_GRAY, _RGB, _CMYK = "/DeviceGray", "/DeviceRGB", "/DeviceCMYK"
_CHANNELS = {_GRAY: (1, 3, 4), _RGB: (3,), _CMYK: (4,)}  # of an output intent that serves a space
_DEFAULTS = {_GRAY: "/DefaultGray", _RGB: "/DefaultRGB", _CMYK: "/DefaultCMYK"}
_PRINT, _HIDDEN = 0b100, 0b100100011  # flags of annotations; invisible, hidden, no view, toggled
_FORBIDDEN = ("/JavaScript", "/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide")


def _is_true(value: Any) -> bool:
    return value is True


def _of_marks(facts: Facts, key: str) -> bool:
    return _is_true(facts.catalog.get("/MarkInfo", pikepdf.Dictionary()).get(key))


def _without_marks(facts: Facts) -> int:
    return not _of_marks(facts, "/Marked")


def _without_tree(facts: Facts) -> int:
    return "/StructTreeRoot" not in facts.catalog


def _without_metadata(facts: Facts) -> int:
    return not isinstance(facts.catalog.get("/Metadata"), pikepdf.Stream)


def _without_ua(facts: Facts) -> int:
    return bool(facts.metadata) and facts.metadata["pdfuaid:part"] != "1"


def _without_title(facts: Facts) -> int:
    return bool(facts.metadata) and not facts.metadata["dc:title"]


def _hides_title(facts: Facts) -> int:
    wishes = facts.catalog.get("/ViewerPreferences", pikepdf.Dictionary())
    return not _is_true(wishes.get("/DisplayDocTitle"))


def _without_part(facts: Facts) -> int:
    return bool(facts.metadata) and not facts.metadata["pdfaid:part"]


def _other_part(facts: Facts) -> int:
    return facts.metadata.get("pdfaid:part", "") not in ("", "2")


def _other_level(*levels: str) -> Any:
    def count(facts: Facts) -> int:
        said = facts.metadata.get("pdfaid:conformance", "").upper()
        return bool(facts.metadata.get("pdfaid:part")) and said not in levels

    return count


def _is_encrypted(facts: Facts) -> int:
    return facts.pdf.is_encrypted


def _uncalibrated(space: str) -> Any:
    """Count a color space of a device that no output intent and no default says the colors of."""

    def count(facts: Facts) -> int:
        return space in facts.content.colors and not (
            _intended(facts) in _CHANNELS[space] or _has_default(facts, _DEFAULTS[space])
        )

    return count


def _intended(facts: Facts) -> int:
    """Return the channels of the output that a PDF/A is made for; 0 without one."""
    for intent in facts.catalog.get("/OutputIntents", []):
        profile = intent.get("/DestOutputProfile")
        if intent.get("/S") == "/GTS_PDFA1" and isinstance(profile, pikepdf.Stream):
            return int(profile.get("/N", 0))
    return 0


def _has_default(facts: Facts, name: str) -> bool:
    """Return whether each page says the colors of a space by itself."""
    resources = (page.obj.get("/Resources", pikepdf.Dictionary()) for page in facts.pdf.pages)
    return all(name in each.get("/ColorSpace", pikepdf.Dictionary()) for each in resources)


def _smoothed(facts: Facts) -> int:
    streams = (each for each in facts.pdf.objects if isinstance(each, pikepdf.Stream))
    return sum(_is_true(each.get("/Interpolate")) for each in streams)


def _not_embedded(facts: Facts) -> int:
    return sum(not _is_embedded(font) for font in facts.content.fonts.values())


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    owner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = owner.get("/FontDescriptor", pikepdf.Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _without_characters(facts: Facts) -> int:
    """Count composite fonts whose codes are glyph numbers, and nobody says which characters."""
    return sum(
        font.get("/Encoding") in ("/Identity-H", "/Identity-V") and "/ToUnicode" not in font
        for font in facts.content.all_fonts.values()
    )


def _without_flag(facts: Facts) -> int:
    return sum("/F" not in each for each in _shown(facts))


def _not_printed(facts: Facts) -> int:
    """Count annotations that are not printed, or not seen."""
    flags = [each.F for each in _shown(facts) if "/F" in each]
    return sum(not each & _PRINT or bool(each & _HIDDEN) for each in flags)


def _shown(facts: Facts) -> list[Any]:
    return [each for each, _ in facts.annotations if each.get("/Subtype") != "/Popup"]


def _actions(facts: Facts) -> int:
    parts = (each for each in facts.pdf.objects if isinstance(each, pikepdf.Dictionary))
    return sum(str(each.get("/S", "")) in _FORBIDDEN for each in parts)


def _untabbed(facts: Facts) -> int:
    pages = (page.obj for page in facts.pdf.pages)
    return sum("/Annots" in page and page.get("/Tabs") != "/S" for page in pages)


def _suspect(facts: Facts) -> int:
    return _of_marks(facts, "/Suspects")


def _without_language(facts: Facts) -> int:
    """Count pieces of text for which neither the document nor an element says the language."""
    if str(facts.catalog.get("/Lang", "")):
        return 0
    said = set()
    for node in facts.nodes:
        if node.text("/Lang") or (node.parent and node.parent in said):
            said.add(node)
    return sum(node.has_content and node not in said for node in facts.nodes) or not facts.nodes


def _loose(facts: Facts) -> int:
    return facts.content.loose


def _artifacts_in_tags(facts: Facts) -> int:
    return facts.content.artifacts_in_tags


def _tags_in_artifacts(facts: Facts) -> int:
    return facts.content.tags_in_artifacts


RULES = (
    Rule("ua1", "5-1", "the metadata do not say that it is PDF/UA-1 (pdfuaid:part)", _without_ua),
    Rule("ua1", "6.2-1", "it does not say that it is tagged (/MarkInfo)", _without_marks),
    Rule("ua1", "7.1-1", "an artifact inside tagged content", _artifacts_in_tags),
    Rule("ua1", "7.1-2", "tagged content inside an artifact", _tags_in_artifacts),
    Rule("ua1", "7.1-3", "content that is neither tagged nor an artifact", _loose),
    Rule("ua1", "7.1-4", "it says that its tags are suspect (/Suspects)", _suspect),
    Rule("ua1", "7.1-8", "there are no metadata (XMP)", _without_metadata),
    Rule("ua1", "7.1-9", "the metadata do not have a title (dc:title)", _without_title),
    Rule("ua1", "7.1-10", "viewers show the file name, not the title", _hides_title),
    Rule("ua1", "7.1-11", "there is no structure tree", _without_tree),
    Rule("ua1", "7.2-34", "text whose language is not said (/Lang)", _without_language),
    Rule("ua1", "7.18.3-1", "a page with annotations is not in the order of the tags", _untabbed),
    Rule("ua1", "7.21.4.1-1", "a font that is not in the file", _not_embedded),
    Rule("ua1", "7.21.7-1", "a font that does not say its characters", _without_characters),
    Rule("2b", "6.1.3-2", "it is encrypted", _is_encrypted),
    Rule("2b", "6.2.4.3-2", "RGB without a profile or an output intent", _uncalibrated(_RGB)),
    Rule("2b", "6.2.4.3-3", "CMYK without a profile or an output intent", _uncalibrated(_CMYK)),
    Rule("2b", "6.2.4.3-4", "gray without a profile or an output intent", _uncalibrated(_GRAY)),
    Rule("2b", "6.2.8-3", "an image that is to be smoothed (/Interpolate)", _smoothed),
    Rule("2b", "6.2.11.4.1-1", "a font that is not in the file", _not_embedded),
    Rule("2b", "6.3.2-1", "an annotation that does not say whether it is printed", _without_flag),
    Rule("2b", "6.3.2-2", "an annotation that is hidden or not printed", _not_printed),
    Rule("2b", "6.5.1-1", "a script or another action that is not allowed", _actions),
    Rule("2b", "6.6.2.1-1", "there are no metadata (XMP)", _without_metadata),
    Rule("2b", "6.6.4-1", "the metadata do not say that it is PDF/A-2", _without_part),
    Rule("2b", "6.6.4-2", "the metadata say another part of PDF/A", _other_part),
    Rule("2b", "6.6.4-3", "the metadata do not say its level", _other_level("A", "B", "U")),
    Rule("2u", "6.6.4-3", "the metadata say another level", _other_level("A", "U")),
    Rule("2u", "6.2.11.7.2-1", "a font that does not say its characters", _without_characters),
    Rule("2a", "6.6.4-3", "the metadata say another level", _other_level("A")),
    Rule("2a", "6.7.2.2-1", "it does not say that it is tagged (/MarkInfo)", _without_marks),
    Rule("2a", "6.7.3.3-1", "there is no structure tree", _without_tree),
)
