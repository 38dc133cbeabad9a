"""Formulas within the text of lines: kept apart while it is joined and escaped, then set in ``$``.

A formula is a word of its line, its LaTeX. A noncharacter of Unicode stands in its place meanwhile.
"""

import re
from collections.abc import Callable

from ocrlayout.model import Page
from ocrlayout.writers._flow.joining import clean

__all__ = ["Formulas"]

_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_PLACE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")
_NEVER = re.compile(f"[{_OPEN}{_CLOSE}]")  # in the text of a document


class Formulas:
    """The formulas of a page.

    Parameters
    ----------
    page : Page

    Attributes
    ----------
    texts : list of str
        Of the page's lines, with a place in each for its formulas.
    """

    def __init__(self, page: Page) -> None:
        self.texts = [_NEVER.sub("", clean(text)) for text in page.lines.text]
        self._written: list[str] = []
        for field in page.fields if "formula" in page.fields.kind else ():
            if field.kind == "formula" and field.word >= 0:
                self._take_out(page, field.word, is_display=field.name == "display")

    def _take_out(self, page: Page, word: int, *, is_display: bool) -> None:
        line = int(page.lines.word_line[word])
        latex = clean(page.words.text[word]).strip()
        if not latex or "$" in latex or latex not in self.texts[line]:
            return  # the text shows what stands there
        place = f"{_OPEN}{len(self._written)}{_CLOSE}"
        self.texts[line] = self.texts[line].replace(latex, place, 1)
        self._written.append(f"$${latex}$$" if is_display else f"${latex}$")

    def put_back(self, text: str, escape: Callable[[str], str] = str) -> str:
        """Set the formulas, escaped by a function, into a text that is escaped already."""
        return _PLACE.sub(lambda found: escape(self._written[int(found[1])]), text)
