"""Readers: a vendor's payload becomes a Document. One file a vendor, found by what the payload holds.

A reader is a module with two functions::

    def accepts(payload) -> bool: ...                    # a cheap look at the top level; dict, list or text
    def read(payload, *, sizes=None) -> Document: ...    # sizes: [(width, height)] where the payload is silent

Dropping a file into this folder is enough. Names that start with ``_`` are no readers.
"""
