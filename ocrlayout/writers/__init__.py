"""Writers: documents become bytes. One file (or folder) a format, found by suffix or by name.

A writer is a module with a tuple ``SUFFIXES``, a frozen dataclass ``Options`` and one function,
which writes documents as they come, their scans beside them, into a file object::

    def write(documents, out, *, images=None, options=Options()) -> None: ...

Dropping a file into this folder is enough. Names that start with ``_`` are not writers.
"""
