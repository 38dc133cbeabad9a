"""How many cores this process may use: by its affinity, and by the quota of its container."""

import math
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["available"]

_CGROUPS = Path("/sys/fs/cgroup")
_OURS = Path("/proc/self/cgroup")  # names the group of this process


def available() -> int:
    """Return how many cores this process may use; a part of one counts as one.

    `os.cpu_count` counts those of the machine, of which ``taskset``, a batch system or a container
    may give only some.

    Examples
    --------
    >>> 1 <= available() <= os.cpu_count()
    True
    """
    return max(1, math.ceil(min(_affinity(), *_quotas())))


def _affinity() -> float:
    if hasattr(os, "sched_getaffinity"):  # macOS and Windows do not have it
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _quotas() -> Iterator[float]:
    """Yield the cores that each control group around this process gets, where one is limited."""
    yield math.inf
    for group in _groups():
        yield _quota(group / "cpu.max")
    first = _CGROUPS / "cpu"  # version 1, as it is seen in a container
    yield _share(_word(first / "cpu.cfs_quota_us"), _word(first / "cpu.cfs_period_us"))


def _groups() -> list[Path]:
    """List the control group (version 2) of this process, and those around it."""
    lines = _word(_OURS).splitlines()
    name = next((line.removeprefix("0::/") for line in lines if line.startswith("0::/")), "")
    own = _CGROUPS / name
    return [own, *(group for group in own.parents if group.is_relative_to(_CGROUPS))]


def _quota(file: Path) -> float:
    """Return the cores of a ``cpu.max``: microseconds of work in a period, or ``max``."""
    quota, _, period = _word(file).partition(" ")
    return _share(quota, period)


def _share(quota: str, period: str) -> float:
    is_limited = quota.isdecimal() and period.isdecimal() and int(period) > 0
    return int(quota) / int(period) if is_limited else math.inf


def _word(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):
        return ""
