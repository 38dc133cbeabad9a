"""Right-to-left words as a page shows them: from left to right.

Readers of PDFs take a text layer as it lies on the page, and turn right-to-left runs around by
themselves. So a word is written in the order in which its characters stand from left to right:
reversed, but for numbers and for Latin in it, which keep theirs. Brackets are not mirrored: of the
readers that were measured only PDFium mirrors them back.

References
----------
The Unicode Consortium: Unicode Standard Annex #9, Unicode Bidirectional Algorithm (2023), of which
this is what a single word needs: no embeddings, no paragraphs.
"""

import unicodedata

__all__ = ["right_to_left", "visual"]

_RIGHT = ("R", "AL")
_LEFT = ("L", "EN", "AN")


def right_to_left(text: str) -> bool:
    """Tell whether a text has characters that are written from right to left.

    Examples
    --------
    >>> right_to_left("abc"), right_to_left("שלום")
    (False, True)
    """
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in _RIGHT for character in text
    )


def visual(text: str) -> str:
    """Put a word's characters in the order in which they stand from left to right.

    Examples
    --------
    >>> visual("abc"), visual("אב-12") == "12-בא"
    ('abc', True)
    """
    if not right_to_left(text):
        return text
    forward = _forward([unicodedata.bidirectional(character) for character in text])
    parts: list[str] = []
    end = len(text)
    while end:
        start = end - 1
        while forward[start] and start and forward[start - 1]:
            start -= 1
        parts.append(text[start:end])
        end = start
    return "".join(parts)


def _forward(kinds: list[str]) -> list[bool]:
    """Tell which characters keep their order: Latin and numbers, and what stands between two of these."""
    forward: list[bool] = []
    strong = [index for index, kind in enumerate(kinds) if kind in _LEFT or kind in _RIGHT]
    for index, kind in enumerate(kinds):
        before = [at for at in strong if at <= index][-1:]
        after = [at for at in strong if at >= index][:1]
        if kind == "NSM":
            after = before
        forward.append(bool(before and after) and all(kinds[at] in _LEFT for at in before + after))
    return forward
