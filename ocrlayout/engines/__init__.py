"""Engines: an image becomes a payload. The only rooms that reach outside.

An engine is a module with a flag ``REMOTE`` (it sends the image away) and two functions::

    def ready() -> bool: ...                      # installed, or configured: could it run now?
    def read(source, **options) -> payload: ...   # the service's own JSON, kept as it came

An engine that reads files but not pixels says ``RECOGNIZES = False``; it is used when it is named,
and never chosen for a scan.

Names that start with ``_`` are not engines.
"""
