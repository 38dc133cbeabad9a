"""How a line opens: with the mark of an item, the number of a section, the word of a caption."""

import re

# The first that fits is the opening of a line; `OPENINGS` are their names.
_KINDS = {
    "caption": (
        r"(fig(ure|ura|\.)?|abb(ildung|\.)?|tab(le|elle|leau|ella|\.)?|plate|plan|map|chart|scheme"
        r"|karte|bild|photo|рис(унок|\.)?|табл(ица|\.)?|карта|εικόνα|πίνακας|σχήμα"
        r"|図|表|图|圖|شكل|جدول|איור|טבלה|תמונה)\s*[.:]?\s*([\dIVX]{1,4}|[一二三四五六七八九十]+)\b"
    ),
    "credit": r"(photo(graph)?|foto|bild|image|source|quelle|above|below|left|right)\s*:",
    "remark": (
        r"(notes?|nb|n\.b\.|hinweis|anmerkung|achtung|nota|remarque|примечание|注|注意|備考)\s*[.:：]"
    ),
    "chapter": (
        r"§\s*\d+\w?\.?\s+\S|第.{1,4}[章節节編编]|(chapter|section|part|article|kapitel|teil"
        r"|abschnitt|artikel|chapitre|capitolo|глава)\s+[\dIVXL]+\b"
    ),
    "section": r"\d{1,2}(\.\d{1,2}){1,3}\.?\s+\S",
    "bullet": (r"([•‣◦▪●○■□☐☑☒▸►]|\[[ xX]?\]|\( ?\))(\s+\S|\s*$)|[•‣◦▪●■▸►✓✔➢➤❖❑☐☑☒]\s*\S"),
    "dash": r"[–—*·-](\s+\S|\s*$)",
    "numbered": r"\d{1,3}\.(\s+\S|\s*$)",
    "bracketed": r"\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\)(\s+\S|\s*$)",
    "lettered": r"([a-zA-Z]|[ivxIVX]{1,5})\.(\s+\S|\s*$)",
    "mark": r"([*†‡§¹²³⁴-⁹]+|\[\d{1,3}\]|[a-z]\))\s*\D",
    "number": r"\d{1,3}\s+\D",
}
_OPENING = re.compile(
    r"\s*(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _KINDS.items()) + ")",
    re.IGNORECASE,
)
OPENINGS = (*_KINDS, "")
ITEMS = ("bullet", "dash", "numbered", "bracketed", "lettered")
_PLACE = {name: at for at, name in enumerate(OPENINGS)}


def opening(text: str) -> int:
    """Return how a line opens, as its place in `OPENINGS`; the last says that it has no mark.

    Examples
    --------
    >>> [OPENINGS[opening(text)] for text in ("• one", "b) two", "3. three", "1984 was")]
    ['bullet', 'bracketed', 'numbered', '']
    """
    found = _OPENING.match(text)
    return _PLACE[found.lastgroup or ""] if found else len(_KINDS)
