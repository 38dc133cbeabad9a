"""Our own JSON, written by :mod:`ocrlayout.writers.native`: an exact round trip.

Columns as they are in memory; a number that is unknown is null. ``"ocrlayout"`` at the top is the
version of this layout.
"""

import itertools
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout.errors import ReadError
from ocrlayout.model import Blocks, Document, Lines, Origin, Page, Words
from ocrlayout.readers import _rows

PROVIDER = "native"
VERSION = 1


def accepts(payload: Any) -> bool:
    """Tell whether a payload is our own."""
    return isinstance(payload, dict) and "ocrlayout" in payload


# it has its sizes
def read(payload: Any, *, sizes: list[tuple[float, float]] | None = None) -> Document:  # noqa: ARG001
    """Read a document that :mod:`ocrlayout.writers.native` wrote.

    Parameters
    ----------
    payload : dict
    sizes : ignored
        The pages have their own.

    Raises
    ------
    ReadError
        Something in it is missing, or not of the shape it should have.

    Examples
    --------
    >>> read({"ocrlayout": 1, "origin": ["azure_read", "3.2.0", ""], "pages": []}).origin.version
    '3.2.0'
    """
    if type(payload["ocrlayout"]) is not int or payload["ocrlayout"] != VERSION:
        raise ReadError(
            f"this is version {_rows.shorten(payload['ocrlayout'])} of the native format, known is {VERSION};"
            " update ocrlayout-kit",
            provider=PROVIDER,
            where="ocrlayout",
        )
    _rows.needed(payload, ("pages",), "a document", "", PROVIDER)
    pages = [
        _made(f"pages[{index}]", _page, page)
        for index, page in enumerate(_rows.items(payload.get("pages"), "pages", PROVIDER))
    ]
    return Document(tuple(pages), _made("origin", _origin, payload.get("origin", [])))


def _made(where: str, make: Any, part: Any) -> Any:
    """Build a part; the model's own checks say what is wrong, this says where."""
    try:
        return make(part)
    except KeyError as error:
        raise ReadError(f"{error} is missing", provider=PROVIDER, where=where) from None
    except (TypeError, ValueError, OverflowError, IndexError, AttributeError) as error:
        raise ReadError(
            f"not what the native format holds: {error}", provider=PROVIDER, where=where
        ) from None


def _origin(values: Any) -> Origin:
    provider, version, model = [*values, "", "", ""][:3]
    if not all(isinstance(value, str) for value in (provider, version, model)):
        raise TypeError("provider, version and model are text")
    return Origin(provider, version, model)


def _page(page: dict[str, Any]) -> Page:
    return Page(
        number=_whole(page["number"]),
        width=_number(page["width"]),
        height=_number(page["height"]),
        unit=page["unit"],
        angle=_number(page["angle"]),
        lines=_lines(page["lines"]),
        blocks=Blocks(_texts(page["blocks"]["role"]), _integers(page["blocks"]["parent"])),
        matrix=_numbers(page["matrix"], (3, 3)),
        source=(_number(page["source"][0]), _number(page["source"][1])),
    )


def _lines(lines: dict[str, Any]) -> Lines:
    text, words = _texts(lines["text"]), lines["words"]
    word_text = _texts(words["text"])
    if not all(type(value) is bool for value in words["spaced"]):
        raise TypeError("spaced holds true and false")
    return Lines(
        text,
        _numbers(lines["polygon"], (len(text), 4, 2)),
        Words(
            word_text,
            _numbers(words["polygon"], (len(word_text), 4, 2)),
            _numbers(words["confidence"], (len(word_text),)),
            np.array(words["spaced"], np.bool_),
        ),
        _integers(lines["offsets"]),
        _integers(lines["block"]),
        _texts(lines["language"]),
        _numbers(lines["handwritten"], (len(text),)),
    )


def _texts(values: Any) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(type(value) is str for value in values):
        raise TypeError("a column of text is a list of texts")
    return tuple(values)


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(f"expected a whole number, found {_rows.shorten(value)}")
    return value


def _number(value: Any) -> float:
    return float(_numbers([value], (1,))[0])


def _integers(values: Any) -> npt.NDArray[np.int64]:
    if not isinstance(values, list) or not all(type(value) is int for value in values):
        raise TypeError("expected a list of whole numbers")
    return np.array(values, np.int64)


def _numbers(values: Any, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    """Take a flat list of finite numbers or nulls."""
    if isinstance(values, list) and values and isinstance(values[0], list):
        values = list(itertools.chain.from_iterable(values))
    if not isinstance(values, list) or not all(
        value is None or type(value) in (int, float) for value in values
    ):
        raise TypeError("expected a list of numbers")
    array = np.array([np.nan if value is None else value for value in values], np.float64)
    given = np.array([value is not None for value in values], np.bool_)
    if not np.isfinite(array[given]).all():
        raise ValueError("a number is finite, an unknown one is null")
    return array.reshape(shape)
