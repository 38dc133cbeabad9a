"""Readers: a vendor's payload becomes a Document. One file a vendor, found by what a payload has.

A reader is a module with two functions::

    def accepts(payload) -> bool: ...   # a cheap look at the top level; dict, list or text
    def read(payload, *, sizes=None) -> Document: ...
    # sizes: [(width, height)], used where the payload does not have any

Dropping a file into this folder is enough. Names that start with ``_`` are not readers: they are
what readers share.
"""
