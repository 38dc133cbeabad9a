"""A vendor is a file: a reader that is dropped into the folder is asked like all others."""

import json
import sys

import pytest

import ocrlayout
from ocrlayout import readers, registry

DROPPED = """
from ocrlayout.model import Document, Lines, Page


def accepts(payload):
    return isinstance(payload, dict) and "transcript" in payload


def read(payload, *, sizes=None):
    return Document([Page(lines=Lines([payload["transcript"]]))])
"""


@pytest.mark.parametrize(
    "beside",
    [
        {"status": "succeeded"},
        {"status": "failed"},
        {"status": "running"},
        {"status": "Failed", "error": {"code": "A", "message": "No."}},
        {"status": "succeeded", "createdDateTime": "2021-03-24T06:44:48Z", "error": None},
        {"error": {"code": "A", "message": "No."}},
        {"code": "A", "message": "No."},
        {"error": "No."},
        {},
    ],
)
def test_a_reader_that_is_dropped_in_reads_its_own_vendor(tmp_path, monkeypatch, beside):
    body = {"transcript": "dog", **beside}
    with pytest.raises(ocrlayout.UnknownFormat):
        ocrlayout.load(body)
    (tmp_path / "dropped_vendor.py").write_text(DROPPED)
    monkeypatch.setattr(readers, "__path__", [*readers.__path__, str(tmp_path)])
    registry.names.cache_clear()
    try:
        assert ocrlayout.load(body)[0].lines.text == ("dog",)
        assert ocrlayout.load(json.dumps(body).encode())[0].lines.text == ("dog",)
    finally:
        monkeypatch.undo()
        registry.names.cache_clear()
        sys.modules.pop("ocrlayout.readers.dropped_vendor", None)
        vars(readers).pop("dropped_vendor", None)
