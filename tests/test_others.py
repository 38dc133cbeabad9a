"""What is known by its signs and is not read is refused by its name."""

import pytest

import ocrlayout as ol
from ocrlayout.readers import _others

KNOWN = {
    "AWS Transcribe": {"jobName": "call", "results": {"transcripts": [{"transcript": "dog"}]}},
    "Google Speech-to-Text": {"results": [{"alternatives": [{"transcript": "dog"}]}]},
    "Azure Speech": {"source": "a.wav", "combinedRecognizedPhrases": []},
    "Azure Video Indexer": {"id": "1", "summarizedInsights": {}},
    "Whisper": {"text": "dog", "segments": [{"text": "dog", "avg_logprob": -0.2}]},
    "OpenAI": {"id": "1", "choices": [{"message": {"content": "dog"}}]},
    "Anthropic": {
        "type": "message",
        "content": [{"type": "text", "text": "dog"}],
        "stop_reason": "end",
    },
    "Google Gemini": {"candidates": [{"content": {"parts": [{"text": "dog"}]}}]},
    "AWS Rekognition": {"TextDetections": [{"DetectedText": "dog", "Type": "LINE"}]},
    "an operation of Google Cloud": {
        "name": "projects/1/operations/2",
        "metadata": {
            "@type": "type.googleapis.com/google.cloud.documentai.v1.BatchProcessMetadata"
        },
        "done": True,
    },
    "docling's first format": {"file-info": {"filename": "a.pdf"}, "main-text": []},
    "LlamaParse": {"pages": [{"page": 1, "text": "dog", "md": "dog"}], "job_metadata": {}},
    "unstructured": [{"type": "Title", "element_id": "1", "text": "dog", "metadata": {}}],
    "Adobe PDF Extract": {"version": {"json_export": "189"}, "elements": [{"Text": "dog"}]},
    "Nanonets": {"message": "Success", "result": [{"prediction": []}]},
    "Mindee": {"api_request": {}, "document": {"inference": {}}},
    "COCO": {"images": [], "annotations": [], "categories": []},
}


@pytest.mark.parametrize("name", KNOWN)
def test_answers_without_a_reader_are_named(name):
    with pytest.raises(ol.UnknownFormat, match=f"this is {name}: .*provider=your_function"):
        ol.load(KNOWN[name])


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        ('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "TEI"),
        ('<mets:mets xmlns:mets="http://www.loc.gov/METS/"/>', "METS"),
        ("<!DOCTYPE html><html><body>dog</body></html>", "HTML without"),
        ('<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    ],
)
def test_markup_without_a_reader_is_named(markup, name):
    with pytest.raises(ol.UnknownFormat, match=f"this is {name}"):
        ol.load(markup.encode())


@pytest.mark.parametrize("payload", [{}, [], [[]], {"pages": []}, {"results": []}, "dog", None, 7])
def test_what_is_not_known_is_not_named(payload):
    assert _others.named(payload) == ""
