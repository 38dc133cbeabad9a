"""What the generations of the service differ in: one row each.

=================================  =================================================  =======
rows                               service                                            answers
=================================  =================================================  =======
``recognizeText-2.0`` ``-2.1``     Computer Vision recognizeText: one page            later
``2.0`` ``2.1``                    Computer Vision Batch Read                         later
``3.0-preview`` ... ``3.2``        Computer Vision Read                               later
``Analyze-2.0`` ``syncAnalyze-…``  the Read container, synchronous                    at once
``image-4.0``                      Image Analysis 4.0, ``features=read``              at once
``layout-2.1``                     Form Recognizer 2.1 layout                         later
``di-2022-08-31`` ...              Document Intelligence, ``model=`` prebuilt-read …  later
=================================  =================================================  =======
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from ocrlayout import page_ranges

__all__ = ["VERSIONS", "Api", "find"]

_MODEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{1,63}")


@dataclass(frozen=True, slots=True)
class Api:
    """One generation of the service.

    Attributes
    ----------
    name : str
        What ``api=`` calls it.
    path : str
        Where documents are posted, below the endpoint; ``{model}`` is filled in.
    options : dict of str to str
        Options by their Python names, and how the query spells them.
    defaults : dict of str to str
        Options that are sent even when nobody gives them.
    fixed : dict of str to str
        Query parameters that are always sent as they are.
    url_key : str
        Key of the JSON body that names a document for the service to fetch.
    polled : bool
        False where the answer to the POST is the result.
    typed : bool
        True where the document's own media type is wanted instead of ``application/octet-stream``.
    interval : float
        Least seconds between two polls.
    """

    name: str
    path: str
    options: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    url_key: str = "url"
    polled: bool = True
    typed: bool = False
    interval: float = 0.0

    def target(self, options: Mapping[str, object]) -> tuple[str, dict[str, str]]:
        """Make path and query of a call from options by their Python names; None means not given.

        Raises
        ------
        ValueError
            An option that this version does not have, pages that are not a list of pages, or a
            model that cannot be a model's name.

        Examples
        --------
        >>> find("3.2").target({"pages": [1, "3-5"], "reading_order": "natural"})
        ('/vision/v3.2/read/analyze', {'pages': '1,3-5', 'readingOrder': 'natural'})
        """
        given = {name: value for name, value in options.items() if value is not None}
        unknown = sorted(given.keys() - self.options.keys())
        if unknown:
            known = ", ".join(sorted(self.options)) or "none"
            raise ValueError(
                f"{self.name} of the service has no option {', '.join(unknown)};"
                f" its options are: {known}"
            )
        spelt = {**self.defaults, **{name: _spelt(name, value) for name, value in given.items()}}
        path = self._path(spelt.pop("model", ""))
        return path, {**self.fixed, **{self.options[name]: spelt[name] for name in spelt}}

    def _path(self, model: str) -> str:
        if "model" in self.options and not _MODEL.fullmatch(model):
            raise ValueError(
                "model is the name of a model, such as prebuilt-read or prebuilt-layout"
            )
        return self.path.format(model=model)


def _spelt(name: str, value: Any) -> str:
    """Spell an option's value as a query does: lists with commas, booleans in lower case."""
    if name == "pages":
        return str(page_ranges.parse(value))
    if isinstance(value, (list, tuple)):
        return ",".join(_spelt("", item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _options(*names: str, **spelt: str) -> dict[str, str]:
    """Spell options as the query does: in camel case, but for those with a spelling of their own.

    Examples
    --------
    >>> _options("pages", "reading_order", model_version="model-version")
    {'pages': 'pages', 'reading_order': 'readingOrder', 'model_version': 'model-version'}
    """
    words = {name: name.title().replace("_", "") for name in names}
    return {name: word[0].lower() + word[1:] for name, word in words.items()} | spelt


_LANGUAGE = _options("language")
_CUSTOM = _options("language", pages="CustomPage")
_ORDERED = _options("language", "pages", "reading_order")
_FULL = _options("language", "pages", "reading_order", model_version="model-version")
_IMAGE = _options("language", "features", model_version="model-version")
_DOCUMENT = _options("model", "pages", "locale", "string_index_type")
_DOCUMENT_2023 = {**_DOCUMENT, **_options("features")}
_DOCUMENT_2024 = {**_DOCUMENT_2023, **_options("query_fields", "output_content_format", "output")}


def _read(version: str, options: Mapping[str, str]) -> Api:
    return Api(version, f"/vision/v{version}/read/analyze", options)


def _at_once(name: str, path: str, options: Mapping[str, str], **more: Any) -> Api:
    return Api(name, path, options, polled=False, **more)


def _recognize(version: str) -> Api:
    path = f"/vision/v{version}/recognizeText"
    return Api(f"recognizeText-{version}", path, _options("mode"), {"mode": "Printed"})


def _document(version: str, room: str, options: Mapping[str, str]) -> Api:
    return Api(
        f"di-{version}",
        f"/{room}/documentModels/{{model}}:analyze",
        options,
        {"model": "prebuilt-read"},
        {"api-version": version},
        url_key="urlSource",
        interval=2.0,  # the service's limits ask for at most one look every two seconds
    )


_OF_IMAGES: dict[str, Any] = {
    "defaults": {"features": "read"},
    "fixed": {"api-version": "2024-02-01"},
}
_OF_FORMS: dict[str, Any] = {"url_key": "source", "typed": True}
_ROWS = (
    _recognize("2.0"),
    _recognize("2.1"),
    Api("2.0", "/vision/v2.0/read/core/asyncBatchAnalyze"),
    Api("2.1", "/vision/v2.1/read/core/asyncBatchAnalyze"),
    _read("3.0-preview", _LANGUAGE),
    _read("3.0-preview.2", _CUSTOM),
    _read("3.0", _LANGUAGE),
    _read("3.1-preview.2", _CUSTOM),
    _read("3.1", _LANGUAGE),
    _read("3.2-preview.1", _ORDERED),
    _read("3.2-preview.2", _ORDERED),
    _read("3.2-preview.3", _FULL),
    _read("3.2", _FULL),
    _at_once("Analyze-2.0", "/vision/v2.0/read/core/Analyze", {}),
    _at_once("syncAnalyze-3.0", "/vision/v3.0/read/syncAnalyze", _LANGUAGE),
    _at_once("syncAnalyze-3.1", "/vision/v3.1/read/syncAnalyze", _LANGUAGE),
    _at_once("syncAnalyze-3.2", "/vision/v3.2/read/syncAnalyze", _FULL),
    _at_once("image-4.0", "/computervision/imageanalysis:analyze", _IMAGE, **_OF_IMAGES),
    Api("layout-2.1", "/formrecognizer/v2.1/layout/analyze", _ORDERED, **_OF_FORMS),
    _document("2022-08-31", "formrecognizer", _DOCUMENT),
    _document("2023-07-31", "formrecognizer", _DOCUMENT_2023),
    _document("2024-11-30", "documentintelligence", _DOCUMENT_2024),
)
VERSIONS: Mapping[str, Api] = MappingProxyType({row.name: row for row in _ROWS})


def find(name: str) -> Api:
    """Find a row by its name; Document Intelligence also by its date.

    Raises
    ------
    ValueError
        It is unknown; the message lists those there are.

    Examples
    --------
    >>> find("2.1").path, find("2024-11-30").name
    ('/vision/v2.1/read/core/asyncBatchAnalyze', 'di-2024-11-30')
    """
    if f"di-{name}" in VERSIONS:  # as Document Intelligence itself calls it
        name = f"di-{name}"
    if name not in VERSIONS:
        raise ValueError(
            f"no version of the service is named {str(name)[:40]!r};"
            f" there are {', '.join(VERSIONS)}"
        )
    return VERSIONS[name]
