"""Small figures of small arrays, without the price of the general functions."""

import numpy as np
import numpy.typing as npt


def median(values: npt.NDArray[np.float64]) -> float:
    """Return the median; of an even count the upper of the two in the middle.

    Examples
    --------
    >>> median(np.array([3.0, 1.0, 2.0, 9.0]))
    3.0
    """
    return float(np.partition(values, len(values) // 2)[len(values) // 2])
