"""What the blocks of a page are called: by their type, their white, their place and their marks.

A heading is weighed (``headings``). The other roles have rules, each for one kind: a caption says
its number, or is small beside a picture's white; a note stands under the text with a mark, in the
margin, or says that it is one; an item has a bullet, a number among others, or is set in under what
introduces it.
"""

import itertools
import re

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.headings import is_heading
from ocrlayout.order.looks import OPEN, Look, looks

Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_DASHES = "*–—·-"  # at the start of a line not only bullets
_CAPTION = re.compile(
    r"\s*(fig(ure|ura|\.)?|abb(ildung|\.)?|tab(le|elle|leau|ella|\.)?|plate|plan|map|chart|scheme"
    r"|karte|bild|photo|рис(унок|\.)?|табл(ица|\.)?|карта|εικόνα|πίνακας|σχήμα"
    r"|図|表|图|圖|شكل|جدول|איור|טבלה|תמונה)\s*[.:]?\s*([\dIVX]{1,4}|[一二三四五六七八九十]+)\b",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*(photo(graph)?|foto|bild|image|source|quelle|above|below|left|right)\s*:", re.IGNORECASE
)
_MARK = re.compile(r"\s*([*†‡§¹²³⁴-⁹]+|\(?\d{1,3}\)?|\[\d{1,3}\]|[a-z]\))\s*\D")
_NOTE = re.compile(
    r"\s*(notes?|nb|n\.b\.|hinweis|anmerkung|achtung|nota|remarque|примечание|注|注意|備考)\s*[.:：]",
    re.IGNORECASE,
)

# Lengths are in heights of the page's body text; sizes are logarithms over that of its type.
_SMALL, _SMALLER = -0.07, -0.105  # size of notes and captions; of notes without a mark
_LARGE = 0.2  # size of a title, also at the top of a page
_CAPTION_ROWS, _CAPTION_LENGTH = 5, 12  # at most; at least, in characters
_PICTURE = 3.5  # white that a picture may fill
_TEXT, _TEXT_LINES = 25, 5  # characters of a line of running text; lines of a page that has it
_NARROW, _MARGIN = 0.4, 0.05  # of the text's width: a note in the margin, and its distance from it
_NEAR = 1.5  # above and below a note: the text that it stands beside
_INDENT = (0.8, 6.0)  # of an item, from the text above it
_FLUSH = 0.5  # lines that start at one place


def named(
    sheet: Sheet, blocks: list[Index], kinds: list[str], texts: list[str], in_table: Mask
) -> list[str]:
    """Name the blocks of a page; see :func:`~ocrlayout.order.looks.looks`."""
    if not blocks:
        return []
    seen = looks(sheet, blocks, kinds, texts, in_table)
    found: list[str] = []
    for before, block, behind in zip([None, *seen[:-1]], seen, [*seen[1:], None], strict=True):
        follows_note = found[-1:] == ["note"]
        role = _layout_role(block)
        if not role and _is_note(sheet, block, before, follows_note=follows_note):
            role = "note"
        found.append(role or _own_role(sheet, block, before, behind))
    _name_captions(seen, found)
    _name_set_in(seen, found)
    return [role or "paragraph" for role in found]


def _own_role(sheet: Sheet, block: Look, before: Look | None, behind: Look | None) -> str:
    """Return what a block is that is neither a note nor named by the layout; "": a paragraph."""
    if _is_caption(sheet, block):
        return "caption"
    if is_heading(block, before, behind):
        return "heading"
    return "list_item" if _is_marked(block, before, behind) else ""


def _layout_role(block: Look) -> str:
    """Return the role of a block that the layout has named."""
    if block.kind == "footer" and block.length > _TEXT and _MARK.match(block.opening):
        return "note"
    return "heading" if block.kind == "header" and block.size > _LARGE else block.kind


def _is_caption(sheet: Sheet, block: Look) -> bool:
    """Return whether a block is a caption: with a number, or small beside a picture's white."""
    if block.rows > _CAPTION_ROWS:
        return False
    if _CAPTION.match(block.opening) or (block.size < 0 and _CREDIT.match(block.opening)):
        return True
    is_small = block.size < _SMALL and block.length > _CAPTION_LENGTH and not block.low
    return is_small and _has_text(sheet) and _is_at_picture(sheet, block)


def _has_text(sheet: Sheet) -> bool:
    """Return whether a page has running text: cards and labels do not have captions."""
    return bool((sheet.cues.extent > _TEXT).sum() >= _TEXT_LINES)


def _is_at_picture(sheet: Sheet, block: Look) -> bool:
    """Return whether there is a picture's white above a block, and text beyond."""
    over = (sheet.x0 < block.right) & (sheet.x1 > block.left)
    y = sheet.y[over]
    above = block.top - float(y[y < block.top].max(initial=-np.inf))
    below = float(y[y > block.bottom].min(initial=np.inf)) - block.bottom
    return bool(np.isfinite(above) and above > _PICTURE * sheet.body and below < above)


def _is_note(sheet: Sheet, block: Look, before: Look | None, *, follows_note: bool) -> bool:
    """Return whether a block is a note: under the text, in the margin, or named so."""
    if _NOTE.match(block.opening):
        return True
    is_last = block.below >= OPEN and block.size < _SMALLER
    is_foot = is_last or _MARK.match(block.opening) is not None
    is_under = follows_note or (before is not None and _is_text_over(before, block))
    if block.size < _SMALL and block.length > _TEXT and is_foot and is_under:
        return True
    return (block.size < _SMALL or block.number) and _is_in_margin(sheet, block)


def _is_text_over(before: Look, block: Look) -> bool:
    return before.size > block.size - _SMALL and before.length > _TEXT


def _is_in_margin(sheet: Sheet, block: Look) -> bool:
    """Return whether a block is narrow, at an edge, and has running text beside it alone."""
    left, right = float(sheet.x0.min()), float(sheet.x1.max())
    room = _MARGIN * (right - left)
    if block.right - block.left > _NARROW * (right - left):
        return False
    if block.left > left + room and block.right < right - room:
        return False
    text = (sheet.cues.extent > _TEXT) & (sheet.height > 0.85 * sheet.body)
    near = _NEAR * sheet.body
    level = text & (sheet.y > block.top - near) & (sheet.y < block.bottom + near)
    aside = (sheet.x0 > block.right) | (sheet.x1 < block.left)
    return bool((level & aside).sum() > 1 and not (level & ~aside).any())


def _is_marked(block: Look, before: Look | None, behind: Look | None) -> bool:
    """Return whether a block has a bullet, or a number, letter or dash as a neighbor has."""
    if not block.is_item or block.length <= 3:  # the mark and little else
        return False
    sign = block.opening.lstrip()[0]
    if not sign.isalnum() and sign not in "(" + _DASHES:
        return True
    return any(near is not None and near.is_item for near in (before, behind))


def _name_captions(seen: list[Look], found: list[str]) -> None:
    """Name numbered blocks under pictures, on a page that has little else."""
    alone = [
        block.is_item and block.rows <= _CAPTION_ROWS and block.above > 3 and block.below > 1.5
        for block in seen
    ]
    if 2 * sum(alone) > len(seen):
        found[:] = [
            "caption" if is_one else role for is_one, role in zip(alone, found, strict=True)
        ]


def _name_set_in(seen: list[Look], found: list[str]) -> None:
    """Name the items without marks: set in alike, under a heading or a colon."""
    set_in = _set_in(seen, found)
    for one, two in itertools.pairwise(set_in):
        if two == one + 1 and abs(seen[one].left - seen[two].left) < _FLUSH:
            for at in (one, two):
                found[at] = found[at] or ("" if _is_one_sentence(seen[at]) else "list_item")


def _is_one_sentence(block: Look) -> bool:
    """Return whether a block may be a short paragraph, its first line set in."""
    return block.rows == 1 and block.ended


def _set_in(seen: list[Look], found: list[str]) -> list[int]:
    """Return the blocks that are set in from the heading or the colon that they stand under."""
    inside, base = [], -1
    for at, block in enumerate(seen):
        if base < 0 or block.above >= OPEN or found[at] == "heading":
            base = at
            continue
        introduced = found[base] == "heading" or seen[base].closing.rstrip()[-1:] in (":", "：")
        if introduced and _INDENT[0] < block.left - seen[base].left < _INDENT[1]:
            inside.append(at)
        else:
            base = at
    return inside
