"""How doubtful each word is: which of them a person should look at first.

A fixed threshold of confidence misses what matters: engines are sure of many errors. Here a small
network weighs the confidence, as it compares with that of the other words of the document, with how
a word is spelt, beside the other words of the document; there is no dictionary. It was trained on
pages of known text that two engines had misread (``training/train_doubt.py``); docs/doubt.md has
what it finds and what it does not.
"""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from ocrlayout.doubts.context import around
from ocrlayout.doubts.cues import spelling
from ocrlayout.doubts.places import placed
from ocrlayout.model import Document, Page, check_document
from ocrlayout.order.network import network

__all__ = ["WEIGHTS", "doubt", "known_doubt", "seen"]

Array = npt.NDArray[np.float64]

WEIGHTS = Path(__file__).parent / "weights.json"


def doubt(document: Document) -> list[Array]:
    """Return how doubtful each word of a document is.

    The more of a work the document holds, the better: a word that is spelt so elsewhere is less
    doubtful, and one that differs by a letter from a frequent one is more so.

    Parameters
    ----------
    document : Document
        In reading order or not.

    Returns
    -------
    list of (n,) ndarray of float64
        For each page a value for each word of ``page.words``: 0 sure, 1 doubtful. It ranks; it is
        not a probability. A word that a person has set is 0. Words without a confidence are ranked
        by all else.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> words = Words(["Yours", "faithhully"], confidence=[0.98, 0.91])
    >>> page = Page(lines=Lines(["Yours faithhully"], words=words, offsets=[0, 2]))
    >>> [sure, unsure] = doubt(Document([page]))[0].tolist()
    >>> sure < unsure
    True
    """
    check_document(document, "doubt")
    pages = document.pages
    if not sum(len(page.words) for page in pages):
        return [np.empty(0) for _ in pages]
    values = 1 / (1 + np.exp(-network(WEIGHTS, "doubt").logits(seen(pages))[:, 0]))
    values[np.concatenate([page.words.corrected for page in pages])] = 0
    ends = np.cumsum([len(page.words) for page in pages])
    return np.split(values, ends[:-1])


def known_doubt(document: Document) -> list[Array]:
    """Return the doubt of each word, NaN where neither engine nor person said how sure they were.

    For what is shown to people: a word without a confidence is not known to be sure.

    Examples
    --------
    >>> from ocrlayout.model import Lines, Words
    >>> page = Page(lines=Lines(["dog"], words=Words(["dog"]), offsets=[0, 1]))
    >>> known_doubt(Document([page]))[0].tolist()
    [nan]
    """
    return [
        np.where(np.isnan(page.words.confidence) & ~page.words.corrected, np.nan, values)
        for page, values in zip(document, doubt(document), strict=True)
    ]


def seen(pages: tuple[Page, ...]) -> Array:
    """Return what is known of each word of some pages, ``(n, m)``: one row a word."""
    texts = [text for page in pages for text in page.words.text]
    return np.hstack([spelling(texts), placed(pages), around(pages)])
