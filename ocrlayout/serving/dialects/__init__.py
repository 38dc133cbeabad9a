"""A document as each generation of the service answers it.

================ ===============================================================================
``read``         Batch Read 2, Read 3
``documents``    Document Intelligence, Form Recognizer 3: pages and paragraphs
``tables``       the tables in an answer of these
``content``      the text of a whole answer, and spans in it
``places``       corners, sizes, confidences
================ ===============================================================================
"""

from collections.abc import Callable, Mapping
from typing import Any

from ocrlayout.model import Document
from ocrlayout.serving.dialects.documents import document_intelligence
from ocrlayout.serving.dialects.read import read_2, read_3

__all__ = ["Dialect", "document_intelligence", "read_2", "read_3"]

Dialect = Callable[[Document, Mapping[str, Any]], dict[str, Any]]
"""Makes the part of an answer that holds the result."""
