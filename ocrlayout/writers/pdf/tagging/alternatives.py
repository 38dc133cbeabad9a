"""Texts that somebody has written for pictures: what is read in place of them."""

import logging
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ocrlayout.errors import WriteError
from ocrlayout.writers.pdf.text_layer import clean

__all__ = ["NO_TEXTS", "Alternatives", "checked"]

NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_PLACE = re.compile(r"[1-9]\d{0,8}(/[1-9]\d{0,8})?")  # a page, or a figure of it
_NAMED = 10  # places that a message lists: the rest would not be read
_log = logging.getLogger("ocrlayout")


def checked(texts: Mapping[str, str]) -> dict[str, str]:
    """Return texts for pictures, without what PDF cannot hold.

    Parameters
    ----------
    texts : dict of str to str
        By place: ``"3/1"`` is the first figure of page 3, ``"2"`` a page without words.

    Raises
    ------
    ValueError
        A place is written in another way, or has no text.

    Examples
    --------
    >>> checked({"3/1": "A mill by a river"})
    {'3/1': 'A mill by a river'}
    """
    if not hasattr(texts, "items"):
        raise ValueError(  # as for every other option that cannot be used
            f"alt_texts is a dict of texts by place, not {type(texts).__name__}"
        )
    return dict(_pairs(texts))


def _pairs(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for place, text in texts.items():
        if not (isinstance(place, str) and _PLACE.fullmatch(place)):
            raise ValueError(
                f"alt_texts names figures as '3/1' (the first on page 3) and pages without words"
                f" as '3', not as {place!r}"
            )
        if not (isinstance(text, str) and text.strip()):
            raise ValueError(f"alt_texts has no text for {place!r}")
        yield place, clean(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


class Alternatives:
    """The texts, and which of them were used.

    Parameters
    ----------
    texts : dict of str to str
        As :func:`checked` returns them.

    Examples
    --------
    >>> texts = Alternatives({"3/1": "A mill by a river"})
    >>> texts.take("3/1"), texts.take("3/2")
    ('A mill by a river', '')
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts, self._unused = texts, dict.fromkeys(texts)
        self._silent: list[str] = []

    def take(self, place: str) -> str:
        """Return the text for a place; ``""`` without one."""
        self._unused.pop(place, None)
        return self._texts.get(place, "")

    def note_silent(self, place: str) -> None:
        """Note a picture of which nothing can be read."""
        self._silent.append(place)

    def close(self) -> None:
        """Name the pictures that say nothing.

        Raises
        ------
        WriteError
            There are texts for what is not a picture.
        """
        if self._unused:
            raise WriteError(
                f"alt_texts has texts for {_some(list(self._unused))}, but there is no such figure,"
                " or page without words; '3/1' is the first figure of the third page of the PDF"
            )
        if self._silent:
            places = _some(self._silent)
            _log.warning("figures without a description: %s; give them by alt_texts=", places)


def _some(places: list[str]) -> str:
    """List places, as many as can be read."""
    more = len(places) - _NAMED
    shown = [*places[:_NAMED], f"{more} more"] if more > 0 else places
    return ", ".join(shown)
