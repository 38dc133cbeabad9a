"""The language of each line: the one that the service says, else the one its script is that of."""

import re
from collections import Counter
from collections.abc import Sequence

from ocrlayout.model import Lines
from ocrlayout.scripts import language_of_script

__all__ = ["UNDETERMINED", "SpokenLanguages", "language_tag", "line_languages"]

UNDETERMINED = "und"  # BCP 47: a language that nobody knows
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

# Other languages of the scripts that are taken for those of one: where a document is in one of
# them, its lines are, too.
_SAME_SCRIPT = {
    "el": ("grc",),
    "he": ("yi", "lad", "arc", "hbo", "jrb"),
    "hy": ("hyw", "xcl"),
    "ja": ("ain", "ryu"),
    "ka": ("xmf", "sva", "lzz"),
    "ko": ("jje",),
    "te": ("gon",),
    "kn": ("tcy", "kok"),
    "th": ("tts", "nod"),
}


def language_tag(language: str) -> str:
    """Return a language as PDF wants it (BCP 47), ``""`` for what is not a tag.

    Examples
    --------
    >>> language_tag("pt_BR"), language_tag("not a tag")
    ('pt-BR', '')
    """
    tag = language.replace("_", "-")
    return tag if _TAG.fullmatch(tag) else ""


def line_languages(lines: Lines, texts: Sequence[str], known: str = "") -> list[str]:
    """Return the language of each line of an element; ``""`` where nothing says it.

    Parameters
    ----------
    lines : Lines
    texts : sequence of str
        What each of them reads.
    known : str
        The language of the document; ``""`` where it is not known.

    Examples
    --------
    >>> texts = ["the word", "λόγος", "12"]
    >>> line_languages(Lines(texts), texts, "en")
    ['en', 'el', 'en']
    """
    said = [language_tag(language) for language in lines.language]
    usual = next(iter(_by_number(said)), known)
    found = [tag or _of_script(text, usual, known) for tag, text in zip(said, texts, strict=True)]
    main = next(iter(_by_number(found)), usual)
    return [main if tag is None else tag for tag in found]


def _of_script(text: str, usual: str, known: str) -> str | None:
    """Return the language of a line's script; `usual` where that is one of several languages'."""
    found = language_of_script(text)
    if not found:
        return None if found is None else usual
    return next((tag for tag in (usual, known) if _is_written_in(tag, found)), found)


def _is_written_in(tag: str, language: str) -> bool:
    """Return whether a language is written as another is: the same, a dialect, or a relative."""
    primary = tag.partition("-")[0].lower()
    return primary == language or primary in _SAME_SCRIPT.get(language, ())


def _by_number(tags: Sequence[str | None]) -> list[str]:
    """List tags, the most frequent first."""
    return [tag for tag, _ in Counter(filter(None, tags)).most_common()]


class SpokenLanguages:
    """The languages of a document's lines, counted page by page.

    Examples
    --------
    >>> languages = SpokenLanguages()
    >>> languages.look_at(Lines(["λόγος", "ἀρχή", "word"]))
    >>> languages.main
    'el'
    """

    def __init__(self) -> None:
        self._said, self._by_script = Counter[str](), Counter[str]()

    def look_at(self, lines: Lines) -> None:
        """Count the lines of a page; those of several languages' scripts as of none."""
        self._said.update(filter(None, lines.language))
        found = map(language_of_script, lines.text)
        self._by_script.update(language for language in found if language is not None)

    @property
    def main(self) -> str:
        """That of most lines that say theirs, else of most lines; ``""`` without one."""
        return language_tag(_majority(self._said or self._by_script))


def _majority(counts: Counter[str]) -> str:
    """Return what more than half of all are; else ``""``."""
    name, count = counts.most_common(1)[0] if counts else ("", 0)
    return name if count * 2 > counts.total() else ""
