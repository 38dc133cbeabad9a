"""The journal of an output folder, open for a run or for those who look on."""

import contextlib
import itertools
import json
import math
import os
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ocrlayout.errors import JournalError
from ocrlayout.journal import statements as sql
from ocrlayout.journal.database import connected, translated
from ocrlayout.journal.entries import Call, Count, Entry, PageFigures, State

__all__ = ["HOME", "AtWork", "Journal", "exists", "is_at_work", "locked", "reading"]

HOME = ".ocrlayout"
"""The hidden folder of an output folder."""

_FILE, _LOCK = "journal.sqlite3", "lock.sqlite3"
_ENTRY = len(Entry._fields)  # columns of an input, before those of a page
_TOGETHER = 0.5  # seconds of changes that are committed together
_LOOKING = 0.5  # seconds: whoever looks whether a run is at work holds the lock for a moment

_PRIMARY = 0xFF  # bits of an SQLite error code that hold its kind; those above are details


class AtWork(JournalError):
    """Another run is at work in the folder."""


def exists(folder: Path) -> bool:
    """Return whether an output folder has a journal."""
    return (folder / HOME / _FILE).is_file()


@contextlib.contextmanager
def locked(folder: Path) -> Iterator["Journal"]:
    """Open the journal of an output folder for a run, and keep other runs away.

    Raises
    ------
    AtWork
        Another run is at work there.
    JournalError
        The journal cannot be opened.
    """
    home = folder / HOME
    home.mkdir(parents=True, exist_ok=True)
    with _lock(home / _LOCK, folder), _open(folder, changes=True) as journal:
        yield journal


@contextlib.contextmanager
def reading(folder: Path) -> Iterator["Journal"]:
    """Open the journal of an output folder to look at it, also while a run is at work.

    Raises
    ------
    JournalError
        It cannot be opened.
    """
    with _open(folder, changes=False) as journal:
        yield journal


@contextlib.contextmanager
def _open(folder: Path, *, changes: bool) -> Iterator["Journal"]:
    path = folder / HOME / _FILE
    with contextlib.closing(Journal(connected(path, changes=changes), folder, path)) as journal:
        yield journal


@contextlib.contextmanager
def _lock(path: Path, folder: Path) -> Iterator[None]:
    """Hold a lock that the system takes back when the process ends, however it ends.

    An exclusive transaction of SQLite on a file of its own: there is no lock in the standard
    library that works on every system.
    """
    with contextlib.closing(_opened_lock(path)) as connection:
        if _is_busy(connection, "BEGIN EXCLUSIVE", path):
            raise AtWork(
                f"another run is at work in {folder}: wait for it, or choose another folder"
                f" (`ocrlayout status {folder}` shows how far it is)"
            )
        yield


def _is_busy(connection: sqlite3.Connection, statement: str, path: Path) -> bool:
    """Try a statement; what fails for another reason, such as a full disk, is said as it is."""
    with translated(path):
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & _PRIMARY != sqlite3.SQLITE_BUSY:
                raise
            return True
    return False


def _opened_lock(path: Path) -> sqlite3.Connection:
    with translated(path):
        return sqlite3.connect(
            path, timeout=_LOOKING, isolation_level=None, check_same_thread=False
        )


def is_at_work(folder: Path) -> bool:
    """Return whether a run is at work in an output folder now."""
    path = folder / HOME / _LOCK
    if not path.is_file():
        return False
    with contextlib.closing(_opened_lock(path)) as connection:
        return _is_busy(connection, "SELECT COUNT(*) FROM sqlite_master", path)


class Journal:
    """The journal of an output folder; threads may share it.

    Parameters
    ----------
    connection : sqlite3.Connection
    folder : Path
        The output folder.
    path : Path
        The journal's own, for messages.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, locked(Path(folder)) as journal:
    ...     journal.expect({"letters/a.jpg": [Path(folder, "letters", "a.pdf")]})
    ...     journal.entry("letters/a.jpg").state
    <State.WAITING: 'waiting'>
    """

    def __init__(self, connection: sqlite3.Connection, folder: Path, path: Path) -> None:
        self._connection, self._folder, self._path = connection, folder, path
        self._root = os.path.realpath(folder)
        self._turn = threading.Lock()
        self._since = 0.0  # when the transaction began that is open

    def close(self) -> None:
        """Put on the disk what is not there yet; whatever a thread does later is an error."""
        with self._turn, contextlib.closing(self._connection), translated(self._path):
            if self._connection.in_transaction:
                self._connection.execute("COMMIT")

    def _do(self, *statements: tuple[str, Iterable[Any]], at_once: bool = False) -> None:
        """Change several things, all or none of them.

        A commit waits for the disk several times. Changes that only cost some work where they are
        lost are committed together; those that cost money, or a file, `at_once`.
        """
        with self._turn, translated(self._path):
            try:
                self._change(statements, at_once=at_once)
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")
                raise

    def _change(self, statements: Iterable[tuple[str, Iterable[Any]]], *, at_once: bool) -> None:
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")
            self._since = time.monotonic()
        for statement, rows in statements:
            self._connection.executemany(statement, rows)
        if at_once or time.monotonic() - self._since > _TOGETHER:
            self._connection.execute("COMMIT")

    def _rows(self, query: str, *values: Any) -> list[Any]:
        with self._turn, translated(self._path):
            return self._connection.execute(query, values).fetchall()

    def entry(self, key: str) -> Entry | None:
        """Return what is known of an input."""
        found = self._rows(sql.ENTRY, key)
        return _entry(found[0]) if found else None

    def entries(self, state: State, limit: int) -> list[Entry]:
        """List inputs that are so far, at most `limit` of them."""
        return [_entry(row) for row in self._rows(sql.ENTRIES, state, limit)]

    def counts(self) -> dict[State, Count]:
        """Count inputs, their pages, the pages billed and the seconds, by state."""
        return {State(row[0]): Count(*row[1:]) for row in self._rows(sql.COUNTS)}

    def expect(self, outputs: Mapping[str, Iterable[Path]]) -> None:
        """Note inputs that are waiting, and the files that each may write.

        Those that are known keep their calls, and the files that they may have written before.
        """
        claims = (self._claims(key, paths) for key, paths in outputs.items())
        rows = itertools.chain.from_iterable(claims)
        self._do((sql.EXPECT, ((key,) for key in outputs)), (sql.CLAIM, rows), at_once=True)

    def begin(self, entry: Entry) -> None:
        """Note that an input is under way, and what it is."""
        self._do((sql.BEGIN, [(entry.source, entry.stamp, entry.digest, entry.options, entry.key)]))

    def claim(self, key: str, outputs: Iterable[Path]) -> None:
        """Note more files that an input may write, before they are written."""
        self._do((sql.CLAIM, self._claims(key, outputs)), at_once=True)

    def _claims(self, key: str, outputs: Iterable[Path]) -> list[tuple[str, str]]:
        return [(self.relative(path), key) for path in outputs]

    def finish(
        self,
        key: str,
        written: Iterable[Path],
        pages: int,
        seconds: float,
        figures: Iterable[PageFigures] = (),
    ) -> None:
        """Note that an input is done; operations whose answers were not kept are used up."""
        names = json.dumps([self.relative(path) for path in written], ensure_ascii=False)
        rows = ((key, place, *page) for place, page in enumerate(figures))
        self._do(
            (sql.FINISH, [(names, pages, seconds, key)]),
            (sql.FORGET, [(key,)]),
            (sql.DROP_PAGES, [(key,)]),
            (sql.KEEP_PAGE, rows),
            at_once=seconds > _TOGETHER,
        )

    def pages(self) -> Iterator[tuple[Entry, PageFigures | None]]:
        """Yield the pages of all inputs, the most doubtful first, as they are read from the disk.

        Then those of which nothing is known. Inputs that are not done come last, without a page.
        Nothing may be changed meanwhile.
        """
        with translated(self._path):
            for row in self._connection.execute(sql.PAGES):
                yield _entry(row[:_ENTRY]), _page(row[_ENTRY:])

    def fail(self, key: str, state: State, error: str) -> None:
        """Note that an input failed, or was left for another run."""
        at_once = state is not State.WAITING
        self._do((sql.FAIL, [(state, error, key)]), at_once=at_once)

    def refresh(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Note that unchanged inputs have other places or times: (source, stamp, key) of each."""
        self._do((sql.REFRESH, rows))

    def owner(self, path: Path) -> str | None:
        """Return the input that may write a file; None where the journal does not know it."""
        found = self._rows(sql.OWNER, self.relative(path))
        return found[0][0] if found else None

    def unfinished(self) -> list[Path]:
        """List the files that may have been half written when a run was stopped."""
        return [self.place(row[0]) for row in self._rows(sql.UNFINISHED)]

    def recover(self) -> None:
        """Note that nothing is under way any more."""
        self._do((sql.RECOVER, [()]))

    def call(self, request: str) -> Call:
        """Return what is known of a call of an engine."""
        found = self._rows(sql.CALL, request)
        return Call(*found[0]) if found else Call()

    def accept(self, request: str, key: str, engine: str, operation: str, billed: int) -> None:
        """Note that a service has accepted an operation, and the pages it is paid for."""
        row = request, key, engine, operation
        self._do((sql.ACCEPT, [row]), (sql.BILL, [(billed, key)]), at_once=True)

    def keep(self, request: str, answer: Path) -> None:
        """Note where the answer to a call is; what was accepted need not be asked for again."""
        self._do((sql.KEEP, [(self.relative(answer), request)]), at_once=True)

    def forget(self, key: str) -> None:
        """Forget the operations of an input that gave no answer, so that it is submitted anew."""
        self._do((sql.FORGET, [(key,)]))

    def relative(self, path: Path) -> str:
        """Return a path from the output folder: where that is moved, the journal goes along."""
        absolute = Path(os.path.realpath(path.parent), path.name)
        try:
            return Path(os.path.relpath(absolute, self._root)).as_posix()
        except ValueError:  # on another drive
            return absolute.as_posix()

    def place(self, name: str) -> Path:
        """Return where a path from the output folder is."""
        return self._folder / name


def _page(row: tuple[Any, ...]) -> PageFigures | None:
    """Make figures of a row; SQLite has NULL for NaN."""
    if row[0] is None:
        return None
    found = PageFigures._make(math.nan if value is None else value for value in row)
    return found._replace(had_text=bool(found.had_text))


def _entry(row: tuple[Any, ...]) -> Entry:
    found = Entry(*row)
    written = tuple(json.loads(row[Entry._fields.index("written")]))
    return found._replace(state=State(found.state), written=written)
