"""Writers: a Document becomes bytes. One file (or folder) a format, found by suffix or by name.

A writer is a module with a tuple ``SUFFIXES``, a frozen dataclass ``Options`` and one function::

    def write(document, out, *, images=None, options=Options()) -> None: ...    # bytes into a file object

Dropping a file into this folder is enough. Names that start with ``_`` are no writers.
"""
