"""What is marked within a line: its language, a divided word, a link, text from right to left.

A divided word is one element over both its parts, with the whole word as its text. A line with
right-to-left text stands on the page from left to right, and has its text as it is read.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ocrlayout.model import Fields, Lines
from ocrlayout.scripts import HYPHENS, gap, has_right_to_left, run_on
from ocrlayout.writers._flow.division import Vocabulary, seam
from ocrlayout.writers.pdf.tagging.elements import Element, Slot, readable
from ocrlayout.writers.pdf.tagging.languages import UNDETERMINED, line_languages
from ocrlayout.writers.pdf.tagging.marked_content import BLANK, LAYOUT, NO_BLANK, MarkedContent

__all__ = ["Named", "marked", "named_by"]

Integers = npt.NDArray[np.int64]

_MARKS = {"selected": "selected", "unselected": "not selected"}
_NONE = -1  # in place of a line


class Named(NamedTuple):
    """What is read for a word: the type of its element, a text and the text's language."""

    kind: str
    alt: str
    language: str = ""


def named_by(fields: Fields) -> dict[int, Named]:
    """Return what is read for the words that are formulas or marks.

    Parameters
    ----------
    fields : Fields

    Examples
    --------
    >>> named_by(Fields(["formula", "mark"], ["inline", "selected"], ["x^2", "☒"], word=[4, 7]))
    {4: Named(kind='Formula', alt='x^2', language=''), \
7: Named(kind='Span', alt='selected', language='en')}
    """
    rows = zip(fields.kind, fields.name, fields.text, fields.word.tolist(), strict=True)
    found = {}
    for kind, name, text, word in rows:
        if word >= 0 and kind == "formula" and text:
            found[word] = Named("Formula", text)
        elif word >= 0 and kind == "mark" and name in _MARKS:
            found[word] = Named("Span", _MARKS[name], "en")
    return found


def marked(
    lines: Lines,
    slots: list[Slot],
    labels: Mapping[int, Element],
    language: str = "",
    *,
    named: Mapping[int, Named] = MappingProxyType({}),
    links: Sequence[tuple[Integers, Element]] = (),
) -> MarkedContent:
    """Put the words of lines into elements.

    Parameters
    ----------
    lines : Lines
    slots : list of Element or Artifact
        One for each line.
    labels : dict of int to Element
        Elements of the first words of some lines.
    language : str
        Of the document, which need not be said again; ``""`` where it is not known.
    named : dict of int to Named
        Words for which something else is read.
    links : sequence of (words, Element)
        Words, and the link that they are to be part of; it gets a parent where they are in the
        tree.

    Returns
    -------
    MarkedContent

    Examples
    --------
    >>> from ocrlayout.model import Words
    >>> lines = Lines(["a fox", "ran"], words=Words(["a", "fox", "ran"]), offsets=[0, 2, 3])
    >>> paragraph = Element("P")
    >>> marked(lines, [paragraph, paragraph], {}).line_end.tolist() == [BLANK, LAYOUT]
    True
    """
    inline = _Inline(lines, slots)
    inline.say_languages(language)
    for line, label in labels.items():
        inline.put([int(lines.offsets[line])], label)
    inline.turn_right_to_left()
    for words, link in links:
        inline.link(words, link)
    inline.name(named)
    inline.say_what_is_unknown()
    inline.end_lines(Vocabulary(inline.texts))
    inline.say_what_is_unknown_within()
    return MarkedContent(inline.slots, inline.of_word, inline.line_end)


class _Inline:
    """Elements of words, as they are found; of each line the element before parts were made."""

    def __init__(self, lines: Lines, leaves: list[Slot]) -> None:
        self._lines, self._leaves = lines, leaves
        self.slots = list(dict.fromkeys(leaves))
        row = {slot: row for row, slot in enumerate(self.slots)}
        self.of_word = np.array([row[leaf] for leaf in leaves], np.int64)[lines.word_line]
        self.line_end = np.full(len(lines), LAYOUT)
        self.texts = [line.words.join().strip() for line in lines]
        self._following = _following(leaves, self.texts)

    def put(self, words: Iterable[int], slot: Slot) -> None:
        """Put words into an element of their own."""
        self.of_word[list(words)] = len(self.slots)
        self.slots.append(slot)

    def say_languages(self, known: str) -> None:
        """Say the language of each element; in one with several, that of each of its lines."""
        for leaf, lines in self._elements().items():
            own = line_languages(self._lines[lines], self._texts_of(lines), known)
            main = Counter(own).most_common(1)[0][0]
            leaf.language = leaf.language or ("" if main == known else main)
            if len(set(own)) > 1:
                for tag, group in itertools.groupby(zip(own, lines, strict=True), itemgetter(0)):
                    part = self._part(leaf, (line for _, line in group))
                    part.language = tag or UNDETERMINED

    def _texts_of(self, lines: Iterable[int]) -> list[str]:
        return [self.texts[line] for line in lines]

    def _elements(self) -> dict[Element, list[int]]:
        """List the lines of each element."""
        lines: dict[Element, list[int]] = {}
        for line, leaf in enumerate(self._leaves):
            if isinstance(leaf, Element):
                lines.setdefault(leaf, []).append(line)
        return lines

    def _part(self, leaf: Element, lines: Iterable[int]) -> Element:
        """Put lines into a part of their element."""
        part = leaf.within("Span")
        self.put([word for line in lines for word in self._words(line)], part)
        return part

    def turn_right_to_left(self) -> None:
        """Give elements with right-to-left text their text in the order in which it is read."""
        if not any(map(has_right_to_left, self.texts)):
            return
        for row, slot in enumerate(list(self.slots)):
            words = np.flatnonzero(self.of_word == row)
            if isinstance(slot, Element) and len(words):
                self._say_in_order(slot, words)

    def _say_in_order(self, slot: Element, words: Integers) -> None:
        lines = self._lines.word_line[words]
        texts = [self._lines.words[words[lines == line]].join() for line in np.unique(lines)]
        if any(map(has_right_to_left, texts)):
            last = int(lines[-1])
            following = self._following[last]
            after = gap(self.texts[last], self.texts[following]) if following != _NONE else ""
            self._replace(slot, words.tolist(), run_on(texts) + after)

    def link(self, words: Integers, link: Element) -> None:
        """Put words into a link; those outside of the tree stay there."""
        if not len(words):
            return
        own = np.unique(self.of_word[words])
        around = self._leaves[int(self._lines.word_line[words[0]])]
        slot = self.slots[own[0]] if len(own) == 1 else around
        if isinstance(slot, Element):
            link.parent = slot
            self.put(words.tolist(), link)

    def name(self, named: Mapping[int, Named]) -> None:
        """Say what is read for some words, where it is not said already."""
        for word, (kind, alt, language) in named.items():
            slot = self.slots[self.of_word[word]]
            if isinstance(slot, Element) and self._replaced(word) is None:
                self.put([word], Element(kind, slot, alt=alt, language=language))

    def say_what_is_unknown(self) -> None:
        """Say of characters for private use that nobody knows them (PDF/A-2, 6.2.11.7.3)."""
        for word, text in enumerate(self._lines.words.text):
            known = readable(text)
            if known != text and self._replaced(word) is None:
                after = " " if self._is_spaced(word) else ""
                slot = self.slots[self.of_word[word]]
                self.put([word], slot.instead(known + after))

    def say_what_is_unknown_within(self) -> None:
        """Say it also inside of elements that have a text: the rule is about each word's own."""
        for word, text in enumerate(self._lines.words.text):
            known, slot = readable(text), self.slots[self.of_word[word]]
            if known != text and isinstance(slot, Element) and not slot.actual_text:
                self.put([word], slot.instead(known))

    def _replace(self, element: Element, words: Iterable[int], text: str) -> None:
        """Let a text be read in place of words.

        They are put into a part of the element: MuPDF would take the text of the element that
        holds them for what stands on the page, and turn right-to-left text round.
        """
        element.actual_text = text
        self.put(words, element.within("Span"))

    def end_lines(self, vocabulary: Vocabulary) -> None:
        """Find what stands between lines of one element: a space, nothing, or a word's middle."""
        for line, following in enumerate(self._following):
            if following != _NONE and not has_right_to_left(self.texts[line]):
                self._end_line(line, following, vocabulary)

    def _end_line(self, line: int, following: int, vocabulary: Vocabulary) -> None:
        last, first = self._words(line)[-1], self._words(following)[0]
        if self.slots[self.of_word[last]] is self._link_of(first):
            self.line_end[line] = NO_BLANK  # an address that goes on in the next line
            return
        replaced = self._replaced(last)
        if replaced is not None and replaced is self._replaced(first):
            return
        is_divided, between = seam(self.texts[line], self.texts[following], vocabulary)
        if is_divided and self._join(last, first):
            return
        self.line_end[line] = BLANK if between else NO_BLANK
        if replaced is not None and not replaced.actual_text.endswith(" "):
            replaced.actual_text += between  # it stands for the space, too

    def _replaced(self, word: int) -> Element | None:
        """Return the element whose text is read in place of a word; None without one."""
        slot = self.slots[self.of_word[word]]
        element = slot if isinstance(slot, Element) else None
        while element and not element.actual_text:
            element = element.parent
        return element

    def _link_of(self, word: int) -> Element | None:
        """Return the link that a word is part of; None without one."""
        slot = self.slots[self.of_word[word]]
        return slot if isinstance(slot, Element) and slot.kind == "Link" else None

    def _join(self, left: int, right: int) -> bool:
        """Put the parts of a divided word into one element; return whether that can be done."""
        word = self._divided(left, right)
        if word is None:
            return False
        before = word.actual_text or self._lines.words.text[left]
        after = " " if self._is_spaced(right) else ""
        self._replace(word, [left, right], before[:-1] + self._lines.words.text[right] + after)
        return True

    def _divided(self, left: int, right: int) -> Element | None:
        """Return an element for two parts of a word; None where they do not belong together."""
        one, other = (self.slots[self.of_word[part]] for part in (left, right))
        if not isinstance(other, Element) or not self._are_apart(left, right):
            return None
        if (word := self._replaced(left)) is not None:
            return word if word.parent is other else None  # "inter-", "na-", "tional"
        return other.within("Span") if one is other else None

    def _are_apart(self, left: int, right: int) -> bool:
        """Return whether parts stand by themselves: what touches them may be written with them."""
        before, words = left - 1, self._lines.words
        is_first = left == self._lines.offsets[self._lines.word_line[left]]
        is_free = is_first or bool(words.spaced[before])
        return is_free and words.text[left][-1:] in HYPHENS and self._ends(right)

    def _ends(self, word: int) -> bool:
        """Return whether nothing touches the end of a word."""
        end = self._lines.offsets[self._lines.word_line[word] + 1]
        return bool(word + 1 == end or self._lines.words.spaced[word])

    def _is_spaced(self, word: int) -> bool:
        """Return whether a space follows a word in its line."""
        end = self._lines.offsets[self._lines.word_line[word] + 1]
        return bool(word + 1 < end and self._lines.words.spaced[word])

    def _words(self, line: int) -> range:
        return range(*self._lines.offsets[line : line + 2].tolist())


def _following(leaves: list[Slot], texts: list[str]) -> list[int]:
    """Return for each line the next one of its element; none for those without text."""
    later: dict[Slot, int] = {}
    found = [_NONE] * len(leaves)
    for line in reversed(range(len(leaves))):
        leaf = leaves[line]
        if texts[line] and isinstance(leaf, Element):
            found[line] = later.get(leaf, _NONE)
            later[leaf] = line
    return found
