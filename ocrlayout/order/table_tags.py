"""Which rows of a page are tables, and where each begins and ends.

A small network says of each row how likely it is text, the first row of a table, or one that goes
on with the table of the row before, by what is seen of it and of the rows around (``table_looks``).
A second one says it again, by what the first said of the rows farther away. The likeliest sequence
of the three is taken: a table goes on only behind a row of it. Both were trained
(``training/train_tables.py``) on pages whose tables are known.

References
----------
A. J. Viterbi, "Error bounds for convolutional codes and an asymptotically optimum decoding
algorithm", IEEE Transactions on Information Theory 13 (1967).
"""

import numpy as np
import numpy.typing as npt

from ocrlayout.order.canonical import Sheet
from ocrlayout.order.network import network
from ocrlayout.order.table_looks import ROW, looks, shifted
from ocrlayout.order.table_rows import rows_of
from ocrlayout.order.weights import TABLES

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

TEXT, FIRST, NEXT = range(3)
FLOW = ("", "table")  # what the layout says of leaves that may hold tables
_LEAST_ROWS = 2
_SURE = 0.3  # mean of a table's logits over those of text: less is a guess, and text is safer
_NEAR = (-6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6)  # rows of which it is seen what was said
_MEANS = (6, 16)  # rows before and behind, of which the mean of what was said is seen
_NEVER = -1e9  # a logit


def tables_among(
    sheet: Sheet, leaves: list[Index], kinds: list[str], columns: list[int]
) -> list[tuple[int, int]]:
    """Find the tables among leaves that are read one after the other.

    Parameters
    ----------
    sheet : Sheet
    leaves : list of (k,) ndarray of int64
        The lines of each, in reading order.
    kinds : list of str
        What the layout says of each: none of `FLOW`, and there is no table.
    columns : list of int
        The column that each leaf stands in.

    Returns
    -------
    list of (int, int)
        Where each table starts and stops in the lines of all leaves.
    """
    kind, column = np.array(kinds), np.array(columns)
    is_flow = np.isin(kind, FLOW)
    rows = rows_of(sheet, leaves, is_flow)
    if (rows.count == 1).all():
        return []
    begins = np.append(True, np.diff(column) != 0)
    seen = looks(sheet, rows, kind == "table", begins)
    said = _said(seen, is_flow[rows.leaf])
    sure = said[:, FIRST:].max(axis=1) - said[:, TEXT]
    edges = np.append(rows.start, len(rows.lines)).tolist()
    runs = _runs(_likeliest(said))
    return [(edges[one], edges[two]) for one, two in runs if sure[one:two].mean() > _SURE]


def _runs(tags: Index) -> list[tuple[int, int]]:
    """Return where each table starts and stops in the rows, if it has rows enough."""
    starts = np.flatnonzero(tags == FIRST).tolist()
    ends = np.flatnonzero((tags != TEXT) & (np.append(tags[1:], TEXT) != NEXT)).tolist()
    runs = zip(starts, ends, strict=True)
    return [(start, end + 1) for start, end in runs if end + 1 - start >= _LEAST_ROWS]


def _said(seen: Array, may: Mask) -> Array:
    """Return how likely each row is text, the first of a table or the next, (n, 3)."""
    first = network(TABLES, "rows").logits(seen)
    second = network(TABLES, "tables").logits(again(seen, first))
    second[~may, FIRST:] = _NEVER
    return second


def again(seen: Array, said: Array) -> Array:
    """Return what the second network sees of each row: some of what the first saw and said."""
    grown = np.exp(said - said.max(axis=1, keepdims=True)).T
    share = grown / grown.sum(axis=0)
    parts = [seen[:, ROW].T, *shifted(share, _NEAR), *_means(share)]
    return np.concatenate(parts).T


def _means(share: Array) -> list[Array]:
    """Return the means of what was said of more rows before and behind."""
    count = share.shape[1]
    total, at = np.zeros((len(share), count + 1)), np.arange(count)
    np.cumsum(share, axis=1, out=total[:, 1:])
    found = []
    for reach in _MEANS:
        low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, count)
        before, behind = total[:, at] - total[:, low], total[:, high] - total[:, at + 1]
        found += [before / reach, behind / reach]
    return found


def _likeliest(said: Array) -> Index:
    """Return the likeliest sequence of tags in which none goes on with a table behind text."""
    came: list[list[int]] = []  # of each row, for each of its tags: the likeliest tag before
    sums: list[float] = [*said[0, :NEXT].tolist(), _NEVER]  # of the likeliest way to each tag
    for row in said[1:].tolist():
        in_table = FIRST if sums[FIRST] >= sums[NEXT] else NEXT
        best = TEXT if sums[TEXT] >= sums[in_table] else in_table
        before = [best, best, in_table]
        sums = [sums[tag] + one for tag, one in zip(before, row, strict=True)]
        came.append(before)
    found = [sums.index(max(sums))]
    for before in reversed(came):
        found.append(before[found[-1]])
    return np.array(found[::-1])
