"""What a character's script says: direction, width, spaces between words, divided words.

One truth for every part of the package, in Unicode's own terms.

References
----------
The Unicode Consortium: Unicode Standard Annexes #9, "Unicode Bidirectional Algorithm", #11, "East
Asian Width", #14, "Unicode Line Breaking Algorithm" and #24, "Unicode Script Property" (2023).
"""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

__all__ = [
    "HYPHENS",
    "UNSPACED",
    "ends_divided",
    "first_direction",
    "gap",
    "has_right_to_left",
    "is_ideograph",
    "is_right_to_left",
    "is_unspaced",
    "is_wide",
    "joined",
    "language_of_script",
    "main_script",
    "run_on",
]

# Characters that divide a word at the end of a line: hyphen-minus, soft hyphen, hyphen,
# non-breaking hyphen, the not sign that ABBYY writes, and the double hyphens of Fraktur.
HYPHENS = "-\u00ad\u2010\u2011\u00ac\u2e17\u2e40"

# Body of a regular expression's class: scripts whose characters stand alone, without spaces. CJK
# punctuation, Kana, Han, full-width forms; not Hangul, whose words have spaces.
UNSPACED = (
    "\u3001-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff"
)

# Body of a class: scripts whose words follow each other without spaces, while a character is not a
# word. Thai, Lao, Tibetan, Myanmar, Khmer, Tai Le, New Tai Lue, Tai Tham, Myanmar's and Tai Viet's
# extensions (line breaking class SA, and Tibetan). Without digits and full stops: a space goes
# beside those.
_WORDS_RUN_ON = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u0f0b\u0f40-\u0fbc\u1000-\u103f\u1050-\u108f"
    "\u1780-\u17d3\u1950-\u1974\u1980-\u19c9\u1a20-\u1a7c\ua9e0-\ua9ef\uaa60-\uaadf"
)
_NEUTRAL = (
    "\u2014\u2018\u2019\u201c\u201d\u2026"  # dash, quotes, ellipsis: of Latin and Chinese alike
)

_IDEOGRAPHS = ((0x2E80, 0x9FFF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

# Scripts that, today, one language alone is printed in, but for rare ones: the first and the last
# code point of each block, and the language (BCP 47). Scripts of several languages (Latin,
# Cyrillic, Arabic, Devanagari, Bengali, Han) are not among them.
_LANGUAGES = (
    (0x0370, 0x03FF, "el"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0780, 0x07BF, "dv"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1780, 0x17FF, "km"),
    (0x1C90, 0x1CBF, "ka"),
    (0x1F00, 0x1FFF, "el"),
    (0x3041, 0x30FF, "ja"),
    (0x3130, 0x318F, "ko"),
    (0x31F0, 0x31FF, "ja"),
    (0xA960, 0xA97F, "ko"),
    (0xAC00, 0xD7FF, "ko"),
    (0xFB13, 0xFB17, "hy"),
    (0xFB1D, 0xFB4F, "he"),
    (0xFF66, 0xFF9F, "ja"),
)
_STARTS = [first for first, _, _ in _LANGUAGES]
_GREEK_SYMBOL = re.compile(r"(?<!\w)[\u0370-\u03ff](?!\w)")  # a letter by itself: mathematics
_HAN = "Han"  # in place of a language
_SEVERAL = ""  # languages that a script is that of
_CACHED = 65_536  # characters: as many as any document has
_match_unspaced = re.compile(f"[{UNSPACED}{_WORDS_RUN_ON}]").match


def is_ideograph(character: str) -> bool:
    """Return whether a character is Han, Kana or Hangul: as wide as two Latin letters.

    Examples
    --------
    >>> is_ideograph("東"), is_ideograph("한"), is_ideograph("a")
    (True, True, False)
    """
    code = ord(character)
    return any(first <= code <= last for first, last in _IDEOGRAPHS)


@lru_cache(maxsize=_CACHED)
def is_wide(character: str) -> bool:
    """Return whether a character takes two cells of a terminal.

    Examples
    --------
    >>> is_wide("Ａ"), is_wide("A")
    (True, False)
    """
    return unicodedata.east_asian_width(character) in "WF"


@lru_cache(maxsize=_CACHED)
def is_right_to_left(character: str) -> bool:
    """Return whether a character is written from right to left.

    Examples
    --------
    >>> is_right_to_left("ש"), is_right_to_left("s")
    (True, False)
    """
    return unicodedata.bidirectional(character) in ("R", "AL")


@lru_cache(maxsize=_CACHED)
def is_unspaced(character: str) -> bool:
    """Return whether a character's script does not divide words by spaces.

    Examples
    --------
    >>> is_unspaced("東"), is_unspaced("ไ"), is_unspaced("한"), is_unspaced("a")
    (True, True, False, False)
    """
    return _match_unspaced(character) is not None


def has_right_to_left(text: str) -> bool:
    """Return whether any character of a text is written from right to left.

    Examples
    --------
    >>> has_right_to_left("abc"), has_right_to_left("1. שלום")
    (False, True)
    """
    return not text.isascii() and any(map(is_right_to_left, text))


def first_direction(text: str) -> str:
    """Return the direction of a text's first letter that has one: ``"rtl"``, else ``"ltr"``.

    Examples
    --------
    >>> first_direction("1. שלום"), first_direction("Pack שלום")
    ('rtl', 'ltr')
    """
    kinds = (unicodedata.bidirectional(character) for character in text)
    strong = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return "ltr" if strong == "L" else "rtl"


def gap(one: str, other: str) -> str:
    """Return what stands between the end and the start of two lines of one paragraph.

    A space, except between scripts whose words are not divided by spaces. Quotes, dashes and
    ellipses are of the script that they stand beside.

    Examples
    --------
    >>> gap("two", "lines"), gap("東京", "都"), gap("ภาษา", "ไทย"), gap("", "alone")
    (' ', '', '', '')
    """
    if not one or not other:
        return ""
    last, first = one.rstrip(_NEUTRAL)[-1:], other.lstrip(_NEUTRAL)[:1]
    return "" if last and first and is_unspaced(last) and is_unspaced(first) else " "


def joined(one: str, other: str) -> str:
    """Join two texts as the end and the start of two lines of one paragraph.

    Examples
    --------
    >>> joined("two", "lines"), joined("東京", "都"), joined("", "alone")
    ('two lines', '東京都', 'alone')
    """
    return one + gap(one, other) + other


def run_on(texts: Iterable[str]) -> str:
    """Join texts as the lines of one paragraph.

    Examples
    --------
    >>> run_on(["two", "", "lines"])
    'two lines'
    """
    parts, before = [], ""
    for text in texts:
        parts.append(gap(before, text) + text)
        before = text or before
    return "".join(parts)


def ends_divided(text: str) -> bool:
    """Return whether a text ends with a hyphen that directly follows a letter, a mark or a digit.

    Examples
    --------
    >>> ends_divided("recog-"), ends_divided("a dash -"), ends_divided("word")
    (True, False, False)
    """
    if len(text) < 2 or text[-1] not in HYPHENS:
        return False
    return unicodedata.category(text[-2])[0] in "LMN"


def language_of_script(text: str) -> str | None:
    """Return the language whose script most letters of a text are of.

    Returns
    -------
    str or None
        ``""`` where the script is that of several languages, as Latin and Arabic are; None where
        the text does not say anything about it: it has no letter, or none but Han, which are
        Japanese, too, where Kana stand beside them.

    Examples
    --------
    >>> language_of_script("ξύλο (12)"), language_of_script("東京の桜"), language_of_script("a π")
    ('el', 'ja', '')
    >>> language_of_script("12.50"), language_of_script("東京"), language_of_script("π = 3.14")
    (None, None, None)
    """
    if text.isascii():
        return _SEVERAL if any(map(str.isalpha, text)) else None
    letters = filter(str.isalpha, _GREEK_SYMBOL.sub("", text))
    counts = Counter(map(_language, letters))
    han = counts.pop(_HAN, 0)
    if not counts:
        return None
    if "ja" in counts:
        counts["ja"] += han
    language, count = counts.most_common(1)[0]
    return language if 2 * count > counts.total() else _SEVERAL


def main_script(text: str) -> str:
    """Return the script of more than half of a text's letters, as Unicode names them; else ``""``.

    Examples
    --------
    >>> main_script("Straße 12"), main_script("слово"), main_script("12")
    ('LATIN', 'CYRILLIC', '')
    """
    counts = Counter(map(_script, filter(str.isalpha, text)))
    script, count = counts.most_common(1)[0] if counts else ("", 0)
    return script if 2 * count > counts.total() else ""


@lru_cache(maxsize=_CACHED)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@lru_cache(maxsize=_CACHED)
def _language(letter: str) -> str:
    """Return the language of a letter's script."""
    code = ord(letter)
    row = bisect_right(_STARTS, code) - 1
    if row >= 0 and code <= _LANGUAGES[row][1]:
        return _LANGUAGES[row][2]
    is_han = is_ideograph(letter) and unicodedata.name(letter, "").startswith("CJK")
    return _HAN if is_han else _SEVERAL
