"""Where words stand in the text of a page, and so what stands behind each."""

from collections.abc import Sequence

__all__ = ["walked"]

_FARTHEST = 20  # characters: a word that first comes so far on is another with the same letters


def walked(text: str, words: Sequence[str]) -> tuple[list[str], list[str]]:
    r"""Walk words through the text that they stand in.

    Parameters
    ----------
    text : str
    words : sequence of str
        A word that is cut short or empty gets the letters up to the next.

    Returns
    -------
    list of str, list of str
        The words, and what stands behind each: ``"line_break"``, ``"space"`` or ``""``.

    Examples
    --------
    >>> walked("DATE: 1970\n$5.00", ["DAT", ":", "1970", "", "5.00"])
    (['DATE', ':', '1970', '$', '5.00'], ['', 'space', 'line_break', '', 'line_break'])
    """
    if not words:
        return [], []
    starts = _starts(text, words)
    ends = [*starts[1:], len(text)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    whole = [" ".join(piece.split()) or word for piece, word in zip(pieces, words, strict=True)]
    breaks = [_behind(piece) for piece in pieces]
    return whole, [*breaks[:-1], "line_break"]


def _starts(text: str, words: Sequence[str]) -> list[int]:
    found, at = [], 0
    for word in words:
        at = _skipped(text, at)
        start = text.find(word, at, at + _FARTHEST + len(word)) if word else at
        found.append(max(start, at))
        at = start + len(word) if start >= 0 else at
    return found


def _skipped(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _behind(piece: str) -> str:
    if "\n" in piece:
        return "line_break"
    return "space" if piece[-1:].isspace() else ""
