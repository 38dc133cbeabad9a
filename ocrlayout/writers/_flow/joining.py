"""The lines of a paragraph on one line."""

import re
from collections.abc import Iterable, Sequence

from ocrlayout.model import Document
from ocrlayout.scripts import gap
from ocrlayout.writers._flow.division import Vocabulary, joined

__all__ = ["Joiner", "clean", "vocabulary_of"]

_SOFT_HYPHEN = "\u00ad"
_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_CONTROLS = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")


def clean(text: str) -> str:
    r"""Keep a line on its line: white space that would break it becomes a space.

    Examples
    --------
    >>> clean("one\ttwo\nthree\0")
    'one two three'
    """
    return _CONTROLS.sub("", _BREAKS.sub(" ", text))


def vocabulary_of(document: Document) -> Vocabulary:
    """Return the words of a document, as evidence for divided ones."""
    return Vocabulary(text for page in document for text in page.lines.text)


class Joiner:
    """Joins lines of a page to the text of a paragraph.

    Parameters
    ----------
    texts : sequence of str
        Of the page's lines.
    vocabulary : Vocabulary, optional
        Words of the document, to join divided words by; without it only soft hyphens go.

    Examples
    --------
    >>> join = Joiner(["two", "lines", "soft\u00ad", "ly"])
    >>> join([0, 1]), join([2, 3])
    ('two lines', 'softly')
    """

    def __init__(self, texts: Sequence[str], vocabulary: Vocabulary | None = None) -> None:
        self._texts, self._vocabulary = texts, vocabulary

    def __call__(self, lines: Iterable[int]) -> str:
        """Join lines, given by their rows, with a space where the script writes spaces."""
        done: list[str] = []
        line = ""  # the last one is still open: its hyphen may go
        for text in filter(None, (self._texts[row].strip() for row in lines)):
            both = self._both(line, text)
            done.append(both[: len(both) - len(text)])
            line = text
        return "".join([*done, line])

    def _both(self, line: str, text: str) -> str:
        if line.endswith(_SOFT_HYPHEN):
            return line[:-1] + text
        if self._vocabulary is not None and line:
            return joined(line, text, self._vocabulary)
        return line + gap(line, text) + text
