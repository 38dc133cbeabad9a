"""Objects of a PDF as plain values, which :mod:`document_stream` writes.

Names are text with a slash, strings text in parentheses, arrays lists, dictionaries dicts.
"""

from typing import TypeAlias

__all__ = ["Box", "Entries", "Value"]

Value: TypeAlias = "str | float | list[Value] | dict[str, Value]"
Entries = dict[str, Value]  # of a dictionary, by names without their slash
Box = tuple[float, float, float, float]  # x0, y0, x1, y1 in points, y up
