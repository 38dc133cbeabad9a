"""The files below a folder: hidden ones are passed over, and no folder is entered twice."""

import fnmatch
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePath

__all__ = ["fits", "real_path", "walk"]


def real_path(path: Path) -> Path:
    """Return a path without links; of links that lead round in a circle, what there is to say.

    ``Path.resolve`` raises a RuntimeError for these until Python 3.13. Whoever opens such a file
    gets the system's own words for it.

    Examples
    --------
    >>> real_path(Path("a/../b")).name
    'b'
    """
    return Path(os.path.realpath(path))


def walk(
    root: Path, *, recursive: bool = True, leaves_out: Callable[[Path], bool] = lambda _: False
) -> Iterator[Path]:
    """Yield the files of a folder, and those of the folders in it, by name.

    Links are followed. A folder that is reached a second time, by a link that leads back or by
    another way, is not entered again. A link that leads nowhere is yielded as a file: whoever opens
    it says what is wrong. Pipes, sockets and devices are passed over.

    Parameters
    ----------
    root : Path
    recursive : bool
        Enter the folders in it, too.
    leaves_out : callable
        Says which folders are not entered.

    Yields
    ------
    Path
        That begins with `root`.

    Raises
    ------
    OSError
        A folder cannot be listed.

    Examples
    --------
    >>> "file_tree.py" in [path.name for path in walk(Path(__file__).parent, recursive=False)]
    True
    """
    entered: set[tuple[int, int]] = set()
    for name, folders, files in os.walk(root, followlinks=True, onerror=_raise):
        here = Path(name)
        if _is_known(here, entered):
            folders.clear()
            continue
        folders[:] = [each for each in _shown(folders) if recursive and not leaves_out(here / each)]
        yield from filter(_is_file, (here / each for each in _shown(files)))


def _raise(error: OSError) -> None:
    raise error


def _is_known(folder: Path, entered: set[tuple[int, int]]) -> bool:
    """Return whether a folder was entered before, by whatever name, and remember it."""
    found = folder.stat()
    identity = found.st_dev, found.st_ino
    is_known = identity in entered
    entered.add(identity)
    return is_known


def _shown(names: list[str]) -> list[str]:
    return sorted(name for name in names if not name.startswith("."))


def _is_file(path: Path) -> bool:
    return path.is_file() or not path.exists()


def fits(path: PurePath, patterns: Sequence[str]) -> bool:
    """Return whether a path, or a folder of it, fits one of some patterns.

    Parameters
    ----------
    path : PurePath
        Below the folder that was named.
    patterns : sequence of str
        Globs, in which capital and small letters are the same. One with a slash is compared with
        the whole path, in which ``*`` also stands for slashes; another with each part of it.

    Examples
    --------
    >>> fits(PurePath("maps/A1.JPG"), ["*.jpg"]), fits(PurePath("maps/A1.jpg"), ["maps"])
    (True, True)
    >>> fits(PurePath("maps/old/A1.jpg"), ["maps/*.jpg"]), fits(PurePath("A1.jpg"), ["maps/*"])
    (True, False)
    """
    whole = path.as_posix().lower()
    parts = whole.split("/")
    return any(
        any(fnmatch.fnmatchcase(each, pattern) for each in ([whole] if "/" in pattern else parts))
        for pattern in map(str.lower, patterns)
    )
