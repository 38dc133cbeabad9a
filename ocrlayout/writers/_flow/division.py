"""Words that a hyphen divides at the end of a line: made whole where they are plainly one.

The document's own words are the evidence: a word that it writes elsewhere with a hyphen keeps it,
one that it writes elsewhere without is made whole. Where it says nothing, small letters on both
sides are one word; a hyphen beside a digit or a capital stays, and so do those of addresses.
"""

import re
from collections import Counter
from collections.abc import Iterable

from ocrlayout.scripts import ends_divided, gap

__all__ = ["Vocabulary", "joined", "seam"]

_DIVIDES_ONLY = "\u00ad\u00ac"  # soft hyphen, and the not sign that ABBYY writes for it
_STAYS = "\u2011"  # the hyphen at which no line ends: where one does, it is the word's own
_ALIKE = str.maketrans(dict.fromkeys("\u2010\u2011\u2e17\u2e40", "-"))
_EDGES = "\"'()[]{}<>.,;:!?/*…«»‹›‘’‚‛“”„·•¿¡"  # stands beside words
_ADDRESS = re.compile(r"@|://|\\|^www\.|[^\W\d]\.[a-z]{2,}|^~?/\w", re.ASCII)
_RANGE = re.compile(r"\d\u2013$")  # "1914–", which goes on with a digit

# What follows a hyphen that stands for the rest of a word: "Haupt- und Nebensatz".
_CONJUNCTIONS = frozenset(
    [
        *("und", "oder", "bzw", "beziehungsweise", "sowie", "wie", "als", "bis", "noch", "statt"),
        *("and", "or", "nor", "versus", "vs", "et", "ou", "e", "o", "y", "u", "i", "a", "en", "of"),
        *("och", "eller", "og", "samt", "tai", "sekä", "eli", "või", "és", "vagy", "illetve"),
        *("и", "или", "й", "та", "або", "lub", "oraz", "albo", "nebo", "či", "și", "sau"),
        *("και", "ή", "ve", "veya"),
    ]
)
_ENDINGS = frozenset(("en", "et", "of", "og", "ou"))  # of words, too, in English: "wood-en"
_ENGLISH = "the"  # a word that an English document has
_AFTER_NUMBERS = frozenset(("to", "by", "a", "al", "til"))  # "two-" and "to" may be a word: "3- to"


class Vocabulary:
    """How often a document writes each of its words, hyphens within them kept.

    Parameters
    ----------
    texts : iterable of str
        Lines in their order. The parts of words that a line's end divides are not counted.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._counts: Counter[str] | None = None

    def count(self, *parts: str) -> int:
        """Return how often these parts of a word stand together, in small letters."""
        if self._counts is None:
            self._counts = _counted(self._texts)
        return self._counts["".join(parts)]


def _counted(texts: Iterable[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    goes_on = False
    for text in texts:
        words = text.casefold().translate(_ALIKE).split()
        whole = words[goes_on:]
        goes_on = bool(words) and ends_divided(words[-1])
        counts.update(word.strip(_EDGES) for word in (whole[:-1] if goes_on else whole))
    return counts


def joined(line: str, following: str, vocabulary: Vocabulary) -> str:
    """Join two lines of a paragraph, and the word that a hyphen divides between them.

    Parameters
    ----------
    line, following : str
        Without white space around them.
    vocabulary : Vocabulary
        Words of the document.

    Examples
    --------
    >>> words = Vocabulary(["a well-known steamer"])
    >>> joined("Donau-", "dampf", words), joined("well-", "known", words)
    ('Donaudampf', 'well-known')
    >>> joined("Haupt-", "und", words), joined("E-", "Mail", words), joined("12-", "15", words)
    ('Haupt- und', 'E-Mail', '12-15')
    """
    goes, between = seam(line, following, vocabulary)
    return (line[:-1] if goes else line) + between + following


def seam(line: str, following: str, vocabulary: Vocabulary) -> tuple[bool, str]:
    """Return whether the hyphen at a line's end goes, and what stands between it and the next.

    Parameters
    ----------
    line, following : str
        Without white space around them.
    vocabulary : Vocabulary
        Words of the document.

    Examples
    --------
    >>> words = Vocabulary(["a well-known steamer"])
    >>> seam("Donau-", "dampf", words), seam("well-", "known", words), seam("two", "words", words)
    ((True, ''), (False, ''), (False, ' '))
    """
    if ends_divided(line) and following[:1].isalnum():
        hyphen = _hyphen(line, following, vocabulary)
        return not hyphen, hyphen[1:]
    if _RANGE.search(line) and following[:1].isdigit():
        return False, ""
    return False, gap(line, following)


def _hyphen(line: str, following: str, vocabulary: Vocabulary) -> str:
    """Return what becomes of a hyphen at the end of a line: itself, it and a space, or nothing."""
    hyphen = line[-1]
    if hyphen in _DIVIDES_ONLY:
        return ""
    left, right = line[:-1].rsplit(maxsplit=1)[-1], following.split(maxsplit=1)[0]
    if hyphen == _STAYS or _ADDRESS.search(left) or _ADDRESS.search(right.rstrip(_EDGES)):
        return hyphen
    return _between(left.strip(_EDGES), right.strip(_EDGES), line + following, hyphen, vocabulary)


def _between(left: str, right: str, context: str, hyphen: str, vocabulary: Vocabulary) -> str:
    """Return what stands between two parts of a word, by the document and by their letters."""
    is_bound = _is_bound(left, right)
    together, apart = (0, 0) if is_bound else _evidence(left, right, vocabulary)
    if together or apart:
        return "" if together >= apart else hyphen
    if _is_conjunction(left, right, vocabulary):
        return hyphen + " "
    return "" if not is_bound and _is_one_word(left, right, vocabulary, context) else hyphen


def _is_bound(left: str, right: str) -> bool:
    """Return whether a number, or a capital after small letters, needs the hyphen before it."""
    if left[-1:].isdigit() or right[:1].isdigit():
        return True
    return right[:1].isupper() and not (left.isupper() and right.isupper())


def _evidence(left: str, right: str, vocabulary: Vocabulary) -> tuple[int, int]:
    """Return how often the document writes the word in one, and how often with a hyphen."""
    before, after = left.casefold().translate(_ALIKE), right.casefold().translate(_ALIKE)
    tail, head = before.rsplit("-", 1)[-1], after.split("-", 1)[0]
    together = vocabulary.count(before, after) or vocabulary.count(tail, head)
    return together, vocabulary.count(before, "-", after) or vocabulary.count(tail, "-", head)


def _is_conjunction(left: str, right: str, vocabulary: Vocabulary) -> bool:
    word = right.split("/", 1)[0].rstrip(".")
    if left[-1:].isdigit() and word in _AFTER_NUMBERS:
        return True
    if word in _ENDINGS and not vocabulary.count(word) and vocabulary.count(_ENGLISH):
        return False
    return word in _CONJUNCTIONS


def _is_one_word(left: str, right: str, vocabulary: Vocabulary, context: str) -> bool:
    """Return whether two parts that the document writes nowhere else are plainly one word."""
    if len(left) < 2 or not right[:1].isalpha():  # "e-mail"
        return False
    if right[0].isupper():
        return context.isupper()  # a heading in capitals
    if not right[0].islower() or left[-1].isupper():  # scripts without case; "PDF-fähig"
        return False
    chain, _, tail = left.casefold().rpartition("-")
    return not chain or not (vocabulary.count(tail) or vocabulary.count(right.casefold()))
