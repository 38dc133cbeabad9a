"""What all column types share: checked and locked arrays, equality by content, a plain mapping."""

import dataclasses
import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeGuard

import numpy as np
import numpy.typing as npt

__all__ = [
    "CELLS",
    "FALSE",
    "NUMBERS",
    "QUADS",
    "ROWS",
    "STARTS",
    "TRUE",
    "Array",
    "Box",
    "Columns",
    "Integers",
    "Kind",
    "Mapped",
    "Mask",
    "Point",
    "Polygon",
    "Rows",
    "checked",
    "corners",
    "is_row",
    "lock",
    "moved",
    "names",
    "picked",
    "plural",
    "polygon_columns",
    "quoted",
    "row_number",
    "row_numbers",
    "same",
    "stacked",
    "text_column",
    "texts",
]

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Point = tuple[float, float]
Polygon = tuple[Point, Point, Point, Point]
Box = tuple[float, float, float, float]
Rows = slice | npt.ArrayLike
Mapped = Mapping[str, npt.NDArray[Any]]

_QUOTE = 24  # characters of a text in a repr: enough to know it again


class Columns:
    """Equality by content, and pickling that locks the arrays again (numpy forgets the lock)."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # equal by content and holding arrays: not hashable

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN."""
        if type(other) is not type(self):
            return NotImplemented
        return all(same(getattr(self, name), getattr(other, name)) for name in names(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the constructor, which checks and locks."""
        return type(self), tuple(getattr(self, name) for name in names(self))


def names(columns: Any) -> list[str]:
    """List the names of a type's columns."""
    return [field.name for field in dataclasses.fields(columns) if field.init]


class Kind(NamedTuple):
    """What a column holds: the type and the shape of a row, and what stands where nobody said."""

    dtype: npt.DTypeLike
    shape: tuple[int, ...]
    fill: float | bool


QUADS = Kind(np.float64, (4, 2), np.nan)
NUMBERS = Kind(np.float64, (), np.nan)
ROWS = Kind(np.int64, (), -1)
CELLS = Kind(np.int64, (4,), -1)
STARTS = Kind(np.int64, (), 0)
TRUE = Kind(np.bool_, (), True)
FALSE = Kind(np.bool_, (), False)


def lock(columns: Columns, count: int, **kinds: Kind) -> None:
    """Check and lock the columns of a new object, each of `count` rows."""
    for name, (dtype, shape, fill) in kinds.items():
        column = checked(getattr(columns, name), dtype, (count, *shape), name, fill)
        object.__setattr__(columns, name, column)


def picked(columns: Columns, rows: Integers, *without: str) -> dict[str, Any]:
    """Return the columns with these rows alone, but for the columns named."""
    own = [name for name in names(columns) if name not in without]
    return {name: _rows_of(getattr(columns, name), rows) for name in own}


def _rows_of(column: Any, rows: Integers) -> Any:
    if isinstance(column, tuple):
        return tuple(column[row] for row in rows.tolist())
    return column[rows]


def stacked(parts: Sequence[Columns], *without: str) -> dict[str, Any]:
    """Return the columns of one or more one after the other, but for the columns named."""
    own = [name for name in names(parts[0]) if name not in without] if parts else []
    return {name: _one_after_another([getattr(part, name) for part in parts]) for name in own}


def _one_after_another(columns: list[Any]) -> Any:
    if isinstance(columns[0], tuple):
        return tuple(itertools.chain.from_iterable(columns))
    return np.concatenate(columns)


def same(one: object, other: object) -> bool:
    """Compare by content; NaN equals NaN."""
    if isinstance(one, np.ndarray):
        if not isinstance(other, np.ndarray) or one.shape != other.shape:
            return False
        return bool(np.array_equal(one, other, equal_nan=one.dtype.kind == "f"))
    if one == other or (one != one and other != other):  # noqa: PLR0124  # NaN differs from itself
        return True
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return False
    return len(one) == len(other) and all(map(same, one, other))


def checked(
    value: Any, dtype: npt.DTypeLike, shape: tuple[int, ...], name: str, fill: float | bool
) -> npt.NDArray[Any]:
    """Copy a column, check its type and shape and lock it; None is a column of `fill`."""
    array = np.array(value) if value is not None else np.full(shape, fill, dtype)
    if array.size == 0 and 0 in shape:
        array = array.reshape(shape)
    if not np.can_cast(array.dtype, dtype, "same_kind") and array.size:
        raise TypeError(f"{name} holds {array.dtype}, expected {np.dtype(dtype)}")
    array = array.astype(dtype, copy=False)
    if array.dtype.kind == "f" and np.isinf(array).any():
        raise ValueError(f"{name} holds an infinite number; unknown is NaN")
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}, expected {shape}")
    array.setflags(write=False)
    return array


def texts(value: Iterable[str], name: str, length: int | None = None) -> tuple[str, ...]:
    """Copy a column of text; a lone surrogate, which no file can hold, becomes U+FFFD."""
    if isinstance(value, str):
        raise TypeError(f"{name} is a column of texts, not one text")
    column = tuple(value)
    if length is not None and len(column) != length:
        raise ValueError(f"{name} has {len(column)} rows, expected {length}")
    try:
        "".join(column).encode()
    except UnicodeEncodeError:
        pairs = (text.encode("utf-16", "surrogatepass") for text in column)
        return tuple(pair.decode("utf-16", "replace") for pair in pairs)
    except TypeError:
        raise TypeError(f"{name} holds something that is not text") from None
    return column


def corners(polygon: npt.NDArray[Any]) -> Polygon:
    """Return four corners as tuples."""
    a, b, c, d = polygon.tolist()
    return (tuple(a), tuple(b), tuple(c), tuple(d))


def is_row(rows: object) -> TypeGuard[int]:
    """Return whether an index asks for one row."""
    return isinstance(rows, (int, np.integer)) and not isinstance(rows, bool)


def row_number(row: int, length: int) -> int:
    """Return a row from 0, also of one that counts from the end."""
    index = int(row)
    if not -length <= index < length:
        raise IndexError(f"row {index} of {length}")
    return index % length


def row_numbers(rows: int | Rows, length: int) -> Integers:
    """Return the row numbers of a slice, a mask or a list of row numbers."""
    if isinstance(rows, slice):
        return np.arange(length)[rows]
    asked = np.asarray(rows)
    if asked.ndim != 1:
        raise IndexError(f"rows are a slice, a mask or a list of row numbers, not {rows!r:.80}")
    chosen: Integers = np.arange(length)[asked if asked.size else asked.astype(np.int64)]
    return chosen


def moved(polygon: Array, matrix: npt.ArrayLike) -> Array:
    """Map corners through a 3×3 affine matrix."""
    m = np.asarray(matrix, np.float64)
    result: Array = polygon @ m[:2, :2].T + m[:2, 2]
    return result


def text_column(values: tuple[Any, ...]) -> npt.NDArray[Any]:
    """Return texts, or typed values, as an array of objects."""
    column = np.empty(len(values), object)
    column[:] = values
    column.setflags(write=False)
    return column


def polygon_columns(polygon: Array, prefix: str = "") -> dict[str, Array]:
    """Return a column of polygons as eight of numbers: x0, y0, … x3, y3."""
    flat = polygon.reshape(-1, 8)
    return {f"{prefix}{'xy'[at % 2]}{at // 2}": flat[:, at] for at in range(8)}


def quoted(text: str) -> str:
    """Quote the start of a text, for a repr of one line."""
    return repr(text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…")


def plural(count: int, noun: str) -> str:
    """Count things, for a repr or a message.

    Examples
    --------
    >>> plural(1, "page"), plural(2, "page")
    ('1 page', '2 pages')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
