"""The language of each line: the one that the service says, else the one its script is that of."""

from collections import Counter
from collections.abc import Sequence

from ocrlayout.language_tags import language_tag
from ocrlayout.model import Lines
from ocrlayout.scripts import language_of_script, main_script

__all__ = ["UNDETERMINED", "SpokenLanguages", "line_languages"]

UNDETERMINED = "und"  # BCP 47: a language that nobody knows

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

# Scripts of several languages, as Unicode names their letters, and languages that are written in
# one script alone. Those of several (Serbian, Kazakh, Uzbek, Punjabi) are not among them.
_ONE_SCRIPT = {
    "ARABIC": "ar fa ps sd ug ur",
    "BENGALI": "as bn",
    "CYRILLIC": "be bg mk ru uk",
    "DEVANAGARI": "hi mr ne sa",
    "LATIN": "af ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv mt nb nl nn no pl pt"
    " ro sk sl sq sv sw tr vi",
    "": "am dv dz el gu he hy ja ka km kn ko lo ml my or si ta te th ti yi zh",  # of their own
}
_SCRIPT_TAG = 4  # letters of the part of a tag that says the script: "zh-Latn"
_SCRIPT_OF = {
    language: script for script, languages in _ONE_SCRIPT.items() for language in languages.split()
}


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
    if found is None:
        return None
    if not found:
        return UNDETERMINED if _is_foreign(text, usual) else usual
    return next((tag for tag in (usual, known) if _is_written_in(tag, found)), found)


def _is_foreign(text: str, language: str) -> bool:
    """Return whether a text is in a script in which a language is not written."""
    primary, *more = language.split("-")
    if any(len(part) == _SCRIPT_TAG and part.isalpha() for part in more):
        return False
    usual = _SCRIPT_OF.get(primary.lower())
    return usual is not None and main_script(text) in _ONE_SCRIPT.keys() - {usual, ""}


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
