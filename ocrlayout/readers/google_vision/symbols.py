"""What the symbols of a word say: its text, and where it breaks off."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from ocrlayout.readers._payload import Item, plain, shorten
from ocrlayout.readers._spelling import Spelled, pick

__all__ = ["Break", "breaks_of", "language_of", "text_of"]

_BREAKS = ("unknown", "space", "sure_space", "eol_sure_space", "hyphen", "line_break")
_UNDETERMINED = "und"


class Break(NamedTuple):
    """A break: its kind, and whether it stands before its word."""

    kind: str
    is_before: bool


def text_of(place: Spelled, symbols: list[Item]) -> str:
    """Join the symbols of a word."""
    texts = [symbol.get("text") for symbol in symbols]
    try:
        return "".join(texts)  # type: ignore[arg-type]  # what is not text is looked for below
    except TypeError:
        rows = enumerate(symbols)
        return "".join((place / "symbols" / row).text(symbol, "text") for row, symbol in rows)


def breaks_of(place: Spelled, word: Item, symbols: list[Item]) -> Iterator[Break]:
    """Yield the breaks that a word and its symbols have."""
    if "property" in word:
        yield from _break(place, word)
    for row, symbol in enumerate(symbols):
        if "property" in symbol:
            yield from _break(place / "symbols" / row, symbol)


def _break(place: Spelled, item: Item) -> Iterator[Break]:
    place, found = _property(place, item)
    given = pick(found, "detectedBreak")
    if given is not None:
        place = place.at(found, "detectedBreak")
        kind = _kind(place, place.object(given).get("type"))
        if kind != "unknown":
            yield Break(kind, pick(given, "isPrefix") is True)


def _property(place: Spelled, item: Item) -> tuple[Spelled, Item]:
    place, found = place / "property", item.get("property")
    return place, place.object(found) if found is not None else {}


def _kind(place: Spelled, kind: Any) -> str:
    if type(kind) is int and 0 <= kind < len(_BREAKS):
        return _BREAKS[kind]
    found = plain(kind) if isinstance(kind, str) else "unknown" if kind is None else ""
    if found not in _BREAKS:
        message = f"a break is one of {', '.join(_BREAKS)}, found {shorten(kind)}"
        raise (place / "type").error(message)
    return found


def language_of(place: Spelled, item: Item) -> str:
    """Return the language that the service names first; ``""`` for none."""
    place, found = _property(place, item)
    for at, language in place.each(found, "detectedLanguages"):
        code = at.text(language, "languageCode")
        return code if code != _UNDETERMINED else ""
    return ""
