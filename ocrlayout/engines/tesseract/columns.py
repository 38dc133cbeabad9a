"""Tesseract's table of a page as columns, and the columns of several pages as one."""

from typing import Any, TypeAlias

__all__ = ["Table", "joined", "table"]

Table: TypeAlias = dict[str, list[Any]]
_NAMES = (
    *("level", "page_num", "block_num", "par_num", "line_num", "word_num"),
    *("left", "top", "width", "height", "conf", "text"),
)
_PAGE, _CONFIDENCE, _TEXT = 1, 10, 11  # columns


def table(text: str, number: int) -> Table:
    r"""Return the table of a page as columns.

    Parameters
    ----------
    text : str
        As Tesseract writes it: a head, and a row a line.
    number : int
        Of the page, from 1; Tesseract calls each page the first.

    Examples
    --------
    >>> row = "5\t1\t1\t1\t1\t1\t0\t0\t40\t10\t93.5\tdog\n"
    >>> found = table("\t".join(_NAMES) + "\n" + row, 7)
    >>> found["page_num"], found["conf"], found["text"]
    ([7], [93.5], ['dog'])
    """
    rows = [line.split("\t", _TEXT) for line in text.split("\n")[1:] if line]
    columns = [*zip(*rows, strict=True)] or [()] * len(_NAMES)
    found: Table = {
        name: [*map(int, column)]
        for name, column in zip(_NAMES[:_CONFIDENCE], columns, strict=False)
    }
    found[_NAMES[_PAGE]] = [number] * len(rows)
    found[_NAMES[_CONFIDENCE]] = [*map(float, columns[_CONFIDENCE])]
    found[_NAMES[_TEXT]] = [*columns[_TEXT]]
    return found


def joined(tables: list[Table]) -> Table:
    """Put the columns of several pages one after the other.

    Examples
    --------
    >>> joined([{"text": ["quick"]}, {"text": ["fox"]}])["text"]
    ['quick', 'fox']
    """
    return {name: [value for one in tables for value in one.get(name, ())] for name in _NAMES}
