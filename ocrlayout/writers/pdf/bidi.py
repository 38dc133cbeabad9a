"""Right-to-left words as a page shows them: from left to right.

Readers of PDFs take a text layer as it lies on the page, and turn right-to-left runs around by
themselves. So a word is written in the order in which its characters stand from left to right:
reversed, except for numbers and for Latin in it, which keep theirs. Brackets are not mirrored: of
the readers that were measured only PDFium mirrors them back.

References
----------
The Unicode Consortium: Unicode Standard Annex #9, Unicode Bidirectional Algorithm (2023), of which
this is what a single word needs: no embeddings, no paragraphs.
"""

import unicodedata

from ocrlayout.scripts import has_right_to_left

__all__ = ["visual_order"]

_RIGHT_TO_LEFT = ("R", "AL")
_LEFT_TO_RIGHT = ("L", "EN", "AN")


def visual_order(text: str) -> str:
    """Put a word's characters in the order in which they stand from left to right.

    Examples
    --------
    >>> visual_order("abc"), visual_order("אב-12") == "12-בא"
    ('abc', True)
    """
    if not has_right_to_left(text):
        return text
    keeps_order = _keep_order([unicodedata.bidirectional(character) for character in text])
    parts: list[str] = []
    end = len(text)
    while end:
        start = end - 1
        while start and keeps_order[start] and keeps_order[start - 1]:
            start -= 1
        parts.append(text[start:end])
        end = start
    return "".join(parts)


def _keep_order(classes: list[str]) -> list[bool]:
    """Find the characters that keep their order: Latin, numbers, and what two of these enclose."""
    before = _nearest_strong(classes)
    after = _nearest_strong(classes[::-1])[::-1]
    return [
        left in _LEFT_TO_RIGHT and (kind == "NSM" or right in _LEFT_TO_RIGHT)
        for kind, left, right in zip(classes, before, after, strict=True)
    ]


def _nearest_strong(classes: list[str]) -> list[str]:
    """Find the last class with a direction at or before each character; ``""`` without any."""
    nearest: list[str] = []
    last = ""
    for kind in classes:
        last = kind if kind in _LEFT_TO_RIGHT + _RIGHT_TO_LEFT else last
        nearest.append(last)
    return nearest
