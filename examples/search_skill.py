"""A custom skill of Azure AI Search: what a skillset sends, and what it gets back.

The indexer posts ``{"values": [{"recordId": …, "data": {…}}]}``, and wants the same records back,
each with data, errors and warnings. Here a record's data has ``answer``, the answer of an OCR
service (the OCR skill's ``layoutText``, say), or ``file_data``, a scan as the indexer hands it on.
What comes back is ``text`` in reading order, ``markdown``, and ``chunks`` with their places. Put
`answered` behind any web framework: it takes the body of a request, and returns that of the answer.

    python examples/search_skill.py < request.json
"""

import base64
import io
import json
import sys
from typing import Any

import ocrlayout as ol

Body = dict[str, Any]


def answered(body: Body) -> Body:
    """Answer a call: every record by itself, so that a bad one does not stop the others."""
    return {"values": [record(one) for one in body["values"]]}


def record(given: Body) -> Body:
    """Answer one record; what is wrong with it is said in its errors."""
    made: Body = {"recordId": given["recordId"], "data": {}, "errors": [], "warnings": []}
    try:
        made["data"] = enriched(given.get("data", {}))
    except (ol.OcrLayoutError, KeyError, ValueError) as error:
        made["errors"].append({"message": str(error)})
    return made


def enriched(data: Body) -> Body:
    """Return what the index gets: text, Markdown, chunks."""
    document = ol.tidy(ol.load(data["answer"]) if "answer" in data else read(data["file_data"]))
    chunks = saved(document, "chunks").splitlines()
    return {
        "text": document.text,
        "markdown": saved(document, "markdown"),
        "chunks": [json.loads(line) for line in chunks],
    }


def read(file: Body) -> ol.Document:
    """Recognize a file as the indexer hands it on: ``{"$type": "file", "data": base64}``."""
    return ol.read(base64.b64decode(file["data"], validate=True), engine="local")


def saved(document: ol.Document, kind: str) -> str:
    """Return a document in a format of text."""
    out = io.BytesIO()
    ol.save(document, out, to=kind)
    return out.getvalue().decode("utf-8")


if __name__ == "__main__":
    json.dump(answered(json.load(sys.stdin)), sys.stdout)
