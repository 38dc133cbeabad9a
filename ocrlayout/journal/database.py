"""The journal's tables, and SQLite's errors in words of ours."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from ocrlayout.errors import JournalError

__all__ = ["connected", "translated"]

_PATIENCE = 30.0  # seconds that a reader waits for a change to be written
_FIRST = """
CREATE TABLE IF NOT EXISTS inputs (
    key TEXT PRIMARY KEY, state TEXT NOT NULL, source TEXT NOT NULL DEFAULT '',
    stamp TEXT NOT NULL DEFAULT '', digest TEXT NOT NULL DEFAULT '',
    options TEXT NOT NULL DEFAULT '', written TEXT NOT NULL DEFAULT '[]',
    error TEXT NOT NULL DEFAULT '', seconds REAL NOT NULL DEFAULT 0,
    pages INTEGER NOT NULL DEFAULT 0, billed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS inputs_by_state ON inputs (state, pages, billed, seconds);
CREATE TABLE IF NOT EXISTS outputs (path TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS outputs_by_key ON outputs (key);
CREATE TABLE IF NOT EXISTS calls (
    request TEXT PRIMARY KEY, key TEXT NOT NULL, engine TEXT NOT NULL,
    operation TEXT NOT NULL DEFAULT '', answer TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS calls_by_key ON calls (key);
"""
_PAGES = """
CREATE {kind} IF NOT EXISTS pages (
    key TEXT NOT NULL, place INTEGER NOT NULL, number INTEGER NOT NULL, words INTEGER NOT NULL,
    confidence REAL, doubt REAL, angle REAL, language TEXT NOT NULL, had_text INTEGER NOT NULL,
    PRIMARY KEY (key, place)
) WITHOUT ROWID;
"""
_VERSIONS = (_FIRST, _PAGES.format(kind="TABLE"))  # what each version of the tables added


def connected(path: Path, *, changes: bool) -> sqlite3.Connection:
    """Open a journal; `changes` makes its tables where they are missing.

    SQLite's own journal is the usual one, not a write-ahead log: archives lie on network drives,
    where that is not to be had.

    Raises
    ------
    JournalError
        It cannot be opened, is damaged, or is of a later version.
    """
    with translated(path):
        # readers may have to take back what a killed run left half done, so they are not "ro"
        mode = "rwc" if changes else "rw"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        # autocommit: transactions begin where the code says so; threads take turns by a lock
        connection = sqlite3.connect(
            uri, uri=True, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA synchronous = FULL")  # on the disk before the work goes on
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        _prepare(connection, version, path, changes=changes)
    return connection


def _prepare(connection: sqlite3.Connection, version: int, path: Path, *, changes: bool) -> None:
    if version > len(_VERSIONS):
        connection.close()
        raise JournalError(f"{path} was made by a later version of ocrlayout; use that one")
    if changes:
        for number, added in enumerate(_VERSIONS[version:], version + 1):
            connection.executescript(f"BEGIN;{added}PRAGMA user_version = {number};COMMIT;")
    else:  # who only looks changes nothing: what an older journal lacks is empty
        connection.executescript(_PAGES.format(kind="TEMP TABLE") if version == 1 else "")


@contextlib.contextmanager
def translated(path: Path) -> Iterator[None]:
    """Make errors of ours of SQLite's."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        is_damaged = not isinstance(error, sqlite3.OperationalError)
        advice = (
            "it is damaged; move it away to begin anew (--overwrite replaces what is there)"
            if is_damaged
            else "the same command goes on from here when that is put right"
        )
        raise JournalError(f"the journal {path}: {error}; {advice}") from error
