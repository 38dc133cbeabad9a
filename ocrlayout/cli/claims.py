"""Which file is whose: nothing is overwritten by mistake."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import Taken, Usage
from ocrlayout.file_tree import real_path
from ocrlayout.journal import Journal

__all__ = ["REPORT", "Claims", "Place"]

REPORT = ""
"""Whose file a report is in the journal: no input's."""


class Place(Protocol):
    """Where outputs go, as a Target says it."""

    @property
    def path(self) -> Path | None:
        """A file, a folder, or None for standard output."""

    @property
    def is_folder(self) -> bool:
        """Whether each input becomes a file of its own."""

    def file_for(self, item: Input) -> Path | None:
        """Return the file that an input becomes."""


class Claims:
    """The files of a run: inputs are never overwritten, nor its own outputs; others when asked for.

    Parameters
    ----------
    items : sequence of Input
    chosen : sequence of Place
        Claimed at once, before any work.
    overwrite : bool
    journal : Journal, optional
        What it says an input made is that input's to replace; it is told what is claimed later.

    Raises
    ------
    Usage
        As for :meth:`claim`.
    """

    def __init__(
        self,
        items: Sequence[Input],
        chosen: Sequence[Place] = (),
        *,
        overwrite: bool,
        journal: Journal | None = None,
    ) -> None:
        self.sources = {path for item in items for path in item.files}
        self.overwrite, self.journal = overwrite, journal
        self.owners: dict[Path, str] = {}
        self._keys: dict[Path, str] = {}
        self._claim_all(items, chosen)

    def claim(self, path: Path, name: str) -> None:
        """Claim a file for what is made of an input.

        Raises
        ------
        Taken
            It is an input, belongs to another input, or exists.
        Usage
            It cannot be written.
        """
        resolved = real_path(path)
        if resolved in self.sources:
            raise Taken(f"{path} is an input; an input is never overwritten")
        owner = self.owners.setdefault(resolved, name)
        if owner != name:
            raise Taken(
                f"{owner} and {name} would both become {path}; give them different names or folders"
                " (-r keeps the folders)"
            )
        if path.is_dir():
            raise Taken(f"{path} is a folder; add a / and say which format with --to")
        # a device, such as /dev/null, may be written to; a link in a circle is there, too
        is_there = path.is_file() or resolved.is_symlink()
        if is_there and not self.overwrite and not self._made_before(path):
            raise Taken(f"{path} exists; --overwrite replaces it")
        parent = next(folder for folder in resolved.parents if folder.exists())
        if not parent.is_dir() or not os.access(parent, os.W_OK):
            raise Usage(
                f"{path} cannot be written: {parent} is not a folder that may be written to"
            )

    def claim_pages(self, paths: Sequence[Path], whole: Path) -> None:
        """Claim the files of single pages, all before the first is written.

        Raises
        ------
        Usage
            As for :meth:`claim`.
        """
        key = self._keys.get(whole)
        self._keys |= dict.fromkeys(paths, key) if key is not None else {}
        for path in paths:
            self.claim(path, str(whole))
        if self.journal and key is not None:
            self.journal.claim(key, paths)

    def claim_report(self, path: Path) -> None:
        """Claim the file of a report, which replaces the one of an earlier run.

        Raises
        ------
        Usage
            As for :meth:`claim`, also where the file is taken: no input has another report.
        """
        self._keys[path] = REPORT
        try:
            self.claim(path, "the report")
        except Taken as error:
            raise Usage(str(error)) from None
        if self.journal:
            self.journal.claim(REPORT, [path])

    def _made_before(self, path: Path) -> bool:
        """Return whether an earlier run made a file of the same input."""
        key = self._keys.get(path)
        return key is not None and self.journal is not None and self.journal.owner(path) == key

    def _claim_all(self, items: Sequence[Input], chosen: Sequence[Place]) -> None:
        for target in chosen:
            for item in items if target.is_folder else items[:1]:
                path = target.file_for(item)
                if path is None:
                    continue
                if target.is_folder:
                    self._keys[path] = item.key
                self.claim(path, item.name if target.is_folder else str(target))
