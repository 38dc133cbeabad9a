"""Answers that are known by their signs, and not read: a message names them."""

from collections.abc import Iterable
from typing import NamedTuple

from ocrlayout.readers._markup import root_of
from ocrlayout.readers._payload import Json

__all__ = ["named"]

_SPEECH = "speech, without pages"
_CHAT = "an answer of a language model, which does not say where text stands"
_IN_FILES = "its results are the files that it writes into a bucket: read those"
_NOT_READ = "there is no reader for it"


class _Sign(NamedTuple):
    """What an answer is, why it is not read, and the paths that are all in it.

    A path is keys with dots between them; of a list, the first item counts.
    """

    name: str
    why: str
    paths: tuple[str, ...]


_SIGNS = (
    _Sign("AWS Transcribe", _SPEECH, ("results.transcripts",)),
    _Sign("Google Speech-to-Text", _SPEECH, ("results.alternatives.transcript",)),
    _Sign("Azure Speech", _SPEECH, ("combinedRecognizedPhrases",)),
    _Sign("Azure Video Indexer", "a video, without pages", ("summarizedInsights",)),
    _Sign("Whisper", _SPEECH, ("segments.avg_logprob",)),
    _Sign("OpenAI", _CHAT, ("choices.message",)),
    _Sign("OpenAI", _CHAT, ("output.content", "object")),
    _Sign("Anthropic", _CHAT, ("content.text", "stop_reason")),
    _Sign("Google Gemini", _CHAT, ("candidates.content.parts",)),
    _Sign("AWS Rekognition", _NOT_READ, ("TextDetections.DetectedText",)),
    _Sign("an operation of Google Cloud", _IN_FILES, ("name", "metadata.@type")),
    _Sign("docling's first format", "docling 2 writes another", ("file-info", "main-text")),
    _Sign("LlamaParse", _NOT_READ, ("pages.md", "pages.page")),
    _Sign("unstructured", _NOT_READ, ("element_id", "type")),
    _Sign("Adobe PDF Extract", _NOT_READ, ("version.json_export", "elements")),
    _Sign("Nanonets", _NOT_READ, ("result.prediction",)),
    _Sign("Mindee", _NOT_READ, ("document.inference",)),
    _Sign("COCO", "boxes of objects, without text", ("images", "annotations", "categories")),
)
_ROOTS = {
    "TEI": "TEI",
    "mets": "METS, which names the files of pages: read those",
    "DjVuXML": "DjVu XML",
    "pdf2xml": "pdftohtml's XML",
    "svg": "SVG",
    "html": "HTML without an element of the class ocr_page, so not hOCR",
}


def named(payload: Json) -> str:
    """Return what a payload is that no reader takes, and why; ``""`` where that is not known.

    Examples
    --------
    >>> named({"jobName": "call", "results": {"transcripts": [{"transcript": "hello"}]}})
    'AWS Transcribe: speech, without pages'
    >>> named({"quick": "fox"})
    ''
    """
    if isinstance(payload, str):
        return _ROOTS.get(root_of(payload), "")
    signs = (sign for sign in _SIGNS if all(_has(payload, path.split(".")) for path in sign.paths))
    found = next(signs, None)
    return f"{found.name}: {found.why}" if found else ""


def _has(payload: Json, keys: Iterable[str]) -> bool:
    for key in keys:
        if isinstance(payload, list):
            payload = next(iter(payload), None)
        if not isinstance(payload, dict) or key not in payload:
            return False
        payload = payload[key]
    return True
