"""What stands around a word speaks of it, too: the marks it ends with, and how the next begins.

Engines take a full stop for a comma, a capital letter for a small one, and specks for quotation
marks. Each of these leaves a word that is right by itself, and wrong where it stands.
"""

from collections.abc import Container, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Page

__all__ = ["CONTEXT", "around"]

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

CONTEXT = (  # the columns of `around`
    "stop_then_small",
    "pause_then_capital",
    "pause_then_common_capital",
    "no_stop_then_common_capital",
    "small_after_stop",
    "common_capital_after_no_stop",
    "quote_not_closed",
)
_STOPS, _PAUSES = frozenset(".?!…"), frozenset(",;")
_QUOTES = frozenset("'\"‘’“”„»«")
_OPENING, _CLOSING = "([‘“„«'\"", ")]’”»'\""
_MARKS = ".,;:?!…)]"  # behind the end of a quotation
_AROUND = _MARKS + _OPENING + _CLOSING
_QUOTED = 40  # words: few quotations are longer


def around(pages: Sequence[Page]) -> Array:
    """Return what stands around each word, ``(n, 7)``: a column for each of `CONTEXT`, 0 or 1.

    A capital letter is *common* where the document has the word with a small one, too: it is not a
    name. Time grows with the number of words.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> words = Words(["the", "tide,", "The", "bell"])
    >>> page = Page(lines=Lines([words.join()], words=words, offsets=[0, 4]))
    >>> around([page])[:, CONTEXT.index("pause_then_common_capital")].tolist()
    [0.0, 1.0, 0.0, 0.0]
    """
    texts = [page.words.text for page in pages]
    common = {_bare(word) for words in texts for word in words if word[:1].islower()}
    return np.vstack([_of(words, common) for words in texts])


def _of(texts: Sequence[str], common: Container[str]) -> Array:
    first = [text.lstrip(_OPENING)[:1] for text in texts]
    small, capital = _mask(map(str.islower, first)), _mask(map(str.isupper, first))
    is_common = capital & _mask(_bare(text) in common for text in texts)
    stop = _mask(text.rstrip(_CLOSING)[-1:] in _STOPS for text in texts)
    pause = _mask(text[-1:] in _PAUSES for text in texts)
    letter = _mask(text[-1:].islower() for text in texts)
    columns = (
        stop & _next(small),
        pause & _next(capital),
        pause & _next(is_common),
        letter & _next(is_common),
        small & _before(stop),
        is_common & _before(letter | pause),
        _not_closed(texts),
    )
    return np.column_stack(columns).astype(np.float64)


def _bare(text: str) -> str:
    return text.strip(_AROUND).lower()


def _mask(values: Iterable[bool]) -> Mask:
    return np.fromiter(values, np.bool_)


def _next(mask: Mask) -> Mask:
    """Return what holds for the word behind each."""
    return np.append(mask[1:], False)[: len(mask)]


def _before(mask: Mask) -> Mask:
    """Return what holds for the word before each."""
    return np.append(False, mask[:-1])[: len(mask)]


def _not_closed(texts: Sequence[str]) -> Mask:
    """Return which words open a quotation that no word soon after them closes."""
    opened = _mask(text[:1] in _QUOTES for text in texts)
    closed = np.flatnonzero(_mask(text.rstrip(_MARKS)[-1:] in _QUOTES for text in texts))
    rows = np.flatnonzero(opened)
    behind = np.append(closed, len(texts) + _QUOTED)[np.searchsorted(closed, rows)]
    opened[rows] = behind - rows >= _QUOTED
    return opened
