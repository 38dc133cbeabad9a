"""Whether a file is what it was: by its size and time, and by its content where these differ."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

__all__ = ["digest", "stamp"]

_LENGTH = 16  # bytes of a digest: two files in 10¹⁸ would have the same


def stamp(files: Iterable[Path]) -> str:
    """Return the sizes and times of files: where these stay, the content is taken to have stayed.

    Raises
    ------
    OSError
        A file cannot be looked at.
    """
    found = (path.stat() for path in files)
    return " ".join(f"{each.st_size}:{each.st_mtime_ns}" for each in found)


def digest(parts: Iterable[Path | bytes]) -> str:
    """Return a fingerprint of the content of files, or of bytes.

    Raises
    ------
    OSError
        A file cannot be read.

    Examples
    --------
    >>> digest([b"one"]) == digest([b"two"])
    False
    """
    made = hashlib.blake2b(digest_size=_LENGTH)
    for part in parts:
        made.update(_content(part))
    return made.hexdigest()


def _content(part: Path | bytes) -> bytes:
    """Return the fingerprint of one part: where one ends and the next begins counts, too."""
    if isinstance(part, bytes):
        return hashlib.blake2b(part, digest_size=_LENGTH).digest()
    with part.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=_LENGTH)).digest()
