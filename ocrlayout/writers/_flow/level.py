"""Which lines stand at one height."""

__all__ = ["LEVEL", "are_level"]

LEVEL = 0.5  # of a line's height: lines closer than that stand in one row


def are_level(apart: float, one: float, other: float) -> bool:
    """Return whether lines of two heights stand in one row, their middles that far apart.

    Examples
    --------
    >>> are_level(4, 20, 20), are_level(12, 20, 20)
    (True, False)
    """
    return abs(apart) < LEVEL * min(one, other)
