"""What became of each input of an output folder, kept as it happens.

A run that is stopped, by whatever it may be, is gone on with by the next: the journal knows which
inputs are done, which failed, and which operations a service has accepted and billed. It is a
SQLite file in a hidden folder of the output folder. Every change is on the disk before the work
goes on, and one run at a time may change it.
"""

from ocrlayout.journal.entries import Call, Count, Entry, PageFigures, State
from ocrlayout.journal.fingerprints import digest, stamp
from ocrlayout.journal.keeping import HOME, AtWork, Journal, exists, is_at_work, locked, reading

__all__ = [
    "HOME",
    "AtWork",
    "Call",
    "Count",
    "Entry",
    "Journal",
    "PageFigures",
    "State",
    "digest",
    "exists",
    "is_at_work",
    "locked",
    "reading",
    "stamp",
]
