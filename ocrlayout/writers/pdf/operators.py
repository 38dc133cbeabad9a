"""Operators that straight and tilted lines share."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ocrlayout.writers.pdf.runs import Runs
from ocrlayout.writers.pdf.setting import Setting

__all__ = ["LIFT", "UPSIDE_DOWN", "Written", "matrices", "raised"]

Written = tuple[str, str]  # operators of a word, and of the space after it

LIFT = 0.6  # font sizes: enough for PDFium to see another height
UPSIDE_DOWN = -0.5  # cosine of a direction: lines below are


def matrices(runs: Runs, setting: Setting, rows: npt.NDArray[np.int64]) -> list[str]:
    """Write the matrices of words, each with the place where it starts.

    Parameters
    ----------
    runs : Runs
    setting : Setting
    rows : (k,) ndarray of int
        Of the words.

    Returns
    -------
    list of str
    """
    x, y, start, base, stretch = (
        column[rows] for column in (runs.x, runs.y, setting.start, setting.base, setting.stretch)
    )
    places = x * start - y * base, y * start + x * base
    columns = (column.tolist() for column in (x, y, stretch, *places))
    return [
        f"{_turn(x, y, stretch)} {left:.2f} {up:.2f} Tm "
        for x, y, stretch, left, up in zip(*columns, strict=True)
    ]


@lru_cache(maxsize=256)
def _turn(x: float, y: float, stretch: float) -> str:
    """Write the first four numbers of a matrix."""
    return " ".join(map(_short, (x, y, -y * stretch, x * stretch)))


def _short(value: float) -> str:
    """Write a number without an exponent, which PDF does not know, and without zeros at its end."""
    return f"{round(value, 5) + 0.0:.5f}".rstrip("0").rstrip(".")


def raised(operators: str, lift: float) -> str:
    """Set what operators show higher, by so many points."""
    return f"{lift:.2f} Ts {operators}0 Ts "
