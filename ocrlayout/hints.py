"""What a mistyped name may mean."""

import difflib
from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(word: str, known: Iterable[str]) -> str:
    """Return a question after the known word that is meant, for the end of a message.

    Examples
    --------
    >>> nearest("pfd", ["pdf", "text"])
    '; did you mean pdf?'
    >>> nearest("docx", ["pdf", "text"])
    ''
    """
    found = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {found[0]}?" if found else ""
