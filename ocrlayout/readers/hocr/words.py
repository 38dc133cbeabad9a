"""The words of a line of hOCR: what stands in it, in document order."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from ocrlayout.readers import _markup
from ocrlayout.readers._lines import WordColumns
from ocrlayout.readers._markup import Element
from ocrlayout.readers._numbers import rows_of
from ocrlayout.readers._payload import UNKNOWN, Place
from ocrlayout.readers.hocr.titles import Title, title_of

__all__ = ["LINES", "WORD", "LineWords", "at_once", "classes", "one_by_one"]

LINES = frozenset({"ocr_line", "ocrx_line", "ocr_textfloat"})
WORD = "ocrx_word"
_USUAL = re.compile(
    r"^bbox ([0-9]{1,6}(?: [0-9]{1,6}){3})(?:; x_wconf ([0-9]{1,2}|100))?"
    r"(?:; x_fsize [0-9]+)?;?[ \t]*$",
    re.MULTILINE,
)
_OTHER_READINGS = ("lstm_choices", "choice", "timestep", "symbol")  # how their ids begin
_HYPHENS = ("-", "\N{SOFT HYPHEN}", "\N{NOT SIGN}", "\N{DOUBLE OBLIQUE HYPHEN}")
_PERCENT = 100


def classes(element: Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split() if isinstance(element.tag, str) else []


class LineWords(NamedTuple):
    """The words of a line.

    Attributes
    ----------
    text : str
        Of the line.
    columns : WordColumns
    places : function of int
        Place of each word.
    has_words : bool
        Not only text.
    """

    text: str
    columns: WordColumns
    places: Callable[[int], Place]
    has_words: bool


def at_once(place: Place, line: Element) -> LineWords | None:
    """Take the words of a line as almost all are: each a box and a text; None of all other lines.

    Parameters
    ----------
    place : Place
        Of the payload.
    line : Element
    """
    words = list(line)
    values = _usual_values(words)
    texts, tails = [word.text for word in words], [word.tail or "" for word in words]
    has_more = "".join(tails).strip() or (line.text or "").strip() or not all(texts)
    boxes = rows_of([box for box, _ in values])
    if not boxes or has_more:
        return None
    text = " ".join("".join(map("".join, zip(texts, tails, strict=True))).split())
    if text != " ".join(texts):  # blanks within words, or none between them
        texts = [" ".join(one.split()) for one in texts]
    outlines = [(x0, y0, x1, y0, x1, y1, x0, y1) for x0, y0, x1, y1 in boxes]
    sure = [int(one) / _PERCENT if one else UNKNOWN for _, one in values]
    columns, places = WordColumns(texts, outlines, sure), partial(_place_of, place, words)
    return LineWords(text, columns, places, has_words=True)


def _usual_values(words: list[Element]) -> list[tuple[str, ...]]:
    """Return the box and the percent of words; none where one is not as almost all are."""
    titles = "\n".join([word.get("title") or "" for word in words])
    found = _USUAL.findall(titles)
    is_usual = len(found) == len(words) == titles.count("\n") + 1 and not any(map(len, words))
    return found if is_usual and {word.get("class") for word in words} == {WORD} else []


def _place_of(place: Place, words: list[Element], row: int) -> Place:
    return _markup.line_place(place, words[row])


class _Piece(NamedTuple):
    """A word of a line, or text between words."""

    text: str
    title: Title | None = None


def one_by_one(
    place: Place, line: Title, elements: Iterable[Element], inner: list[Element]
) -> LineWords:
    """Take the words of a line of any kind.

    Parameters
    ----------
    place : Place
        Of the payload.
    line : Title
    elements : iterable of Element
        The line, or words that stand in none.
    inner : list of Element
        Gets the lines that stand in the line: a tag that is not closed takes what follows.
    """
    pieces: list[_Piece] = []
    for one in elements:
        pieces += _pieces(place, one, inner)
        pieces += [_Piece(one.tail or "")] if WORD in classes(one) else []
    pieces = _hyphenated(_said_once([piece for piece in pieces if piece.text or piece.title]))
    text = " ".join("".join(piece.text for piece in pieces).split())
    words = [piece for piece in pieces if piece.text.strip()]
    titles = [piece.title or Title({}, line.place) for piece in words]
    columns = WordColumns(
        [" ".join(piece.text.split()) for piece in words],
        [title.corners() for title in titles],
        [title.confidence() for title in titles],
    )
    has_words = any(piece.title for piece in pieces)
    return LineWords(text, columns, lambda row: titles[row].place, has_words)


def _said_once(pieces: list[_Piece]) -> list[_Piece]:
    """Return pieces without a first one that is the text of all words after it.

    Google's toolbox for Document AI writes the text of a line and then its words.
    """
    rest = pieces[1:]
    words = "".join(piece.text for piece in rest)
    is_twice = bool(rest) and pieces[0].title is None and pieces[0].text.split() != []
    is_twice = is_twice and "".join(pieces[0].text.split()) == "".join(words.split())
    return rest if is_twice else pieces


def _hyphenated(pieces: list[_Piece]) -> list[_Piece]:
    """Return pieces where a hyphen right behind a word is its last character."""
    joined = pieces[:1]
    for piece in pieces[1:]:
        before, text = joined[-1], piece.text
        if before.title and piece.title is None and text.rstrip() in _HYPHENS:
            joined[-1:] = [before._replace(text=before.text + text[0]), _Piece(text[1:])]
        else:
            joined.append(piece)
    return joined


def _pieces(place: Place, element: Element, inner: list[Element]) -> Iterator[_Piece]:
    """Yield the words in an element, which may be one, and the text between and behind them."""
    names = classes(element)
    if WORD in names:
        yield _Piece(text_of(element), title_of(_markup.line_place(place, element), element))
        for child in element.iterchildren():
            yield from _within(place, child, inner)
    elif isinstance(element.tag, str) and not _is_other_reading(element):
        yield _Piece(element.text or "")
        for child in element.iterchildren():
            if LINES.isdisjoint(classes(child)):
                yield from _pieces(place, child, inner)
            else:
                inner.append(child)
            yield _Piece(child.tail or "")


def _within(place: Place, element: Element, inner: list[Element]) -> Iterator[_Piece]:
    """Yield the words that stand in another; lines go to `inner`."""
    names = classes(element)
    if WORD in names:
        yield from _pieces(place, element, inner)
        yield _Piece(element.tail or "")
    elif not LINES.isdisjoint(names):
        inner.append(element)
    else:
        for child in element.iterchildren():
            yield from _within(place, child, inner)


def text_of(word: Element) -> str:
    """Return the text of a word without other readings; white space between characters is none."""
    characters = [child for child in word.iterdescendants() if "ocrx_cinfo" in classes(child)]
    if not characters:
        return _own_text(word)
    return "".join(
        (child.text or "").strip() for child in characters if not _is_other_reading(child)
    )


def _own_text(element: Element) -> str:
    parts = [element.text or ""]
    for child in element.iterchildren():
        names = classes(child)
        if WORD not in names:
            if LINES.isdisjoint(names) and isinstance(child.tag, str):
                parts.append("" if _is_other_reading(child) else _own_text(child))
            parts.append(child.tail or "")
    return "".join(parts)


def _is_other_reading(element: Element) -> bool:
    """Return whether an element holds what a word could be, too."""
    if (element.get("id") or "").startswith(_OTHER_READINGS):
        return True
    return _markup.local_name(element).lower() == "del" and "alt" in classes(element)
