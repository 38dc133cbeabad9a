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
        self._check(given)
        spelt = {**self.defaults, **{name: _spelt(name, value) for name, value in given.items()}}
        path = self._path(spelt.pop("model", ""))
        return path, {**self.fixed, **{self.options[name]: spelt[name] for name in spelt}}

    def _check(self, given: Mapping[str, object]) -> None:
        unknown = sorted(given.keys() - self.options.keys())
        if unknown:
            known = ", ".join(sorted(self.options)) or "none"
            raise ValueError(
                f"{self.name} of the service has no option {', '.join(unknown)};"
                f" its options are: {known}"
            )

    def _path(self, model: str) -> str:
        if "model" in self.options and not _MODEL.fullmatch(model):
            raise ValueError(
                "model is the name of a model, such as prebuilt-read or prebuilt-layout"
            )
        return self.path.format(model=model)


def _spelt(name: str, value: Any) -> str:
    return str(page_ranges.parse(value)) if name == "pages" else _text(value)


def _text(value: object) -> str:
    """Spell an option's value as a query does: lists with commas, booleans in lower case."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, tuple)):
        return ",".join(_text(item) for item in value)
    return str(value)


_LANGUAGE = {"language": "language"}
_ORDERED = {**_LANGUAGE, "pages": "pages", "reading_order": "readingOrder"}
_FULL = {**_ORDERED, "model_version": "model-version"}
_DOCUMENT = {
    "model": "model",
    "pages": "pages",
    "locale": "locale",
    "string_index_type": "stringIndexType",
}
_DOCUMENT_2023 = {**_DOCUMENT, "features": "features"}
_DOCUMENT_2024 = {
    **_DOCUMENT_2023,
    "query_fields": "queryFields",
    "output_content_format": "outputContentFormat",
}


def _read(version: str, options: Mapping[str, str]) -> Api:
    return Api(version, f"/vision/v{version}/read/analyze", options)


def _sync(version: str, options: Mapping[str, str]) -> Api:
    return Api(
        f"syncAnalyze-{version}", f"/vision/v{version}/read/syncAnalyze", options, polled=False
    )


def _recognize(version: str) -> Api:
    path = f"/vision/v{version}/recognizeText"
    return Api(f"recognizeText-{version}", path, {"mode": "mode"}, {"mode": "Printed"})


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


_ROWS = (
    _recognize("2.0"),
    _recognize("2.1"),
    Api("2.0", "/vision/v2.0/read/core/asyncBatchAnalyze"),
    Api("2.1", "/vision/v2.1/read/core/asyncBatchAnalyze"),
    _read("3.0-preview", _LANGUAGE),
    _read("3.0-preview.2", {**_LANGUAGE, "pages": "CustomPage"}),
    _read("3.0", _LANGUAGE),
    _read("3.1-preview.2", {**_LANGUAGE, "pages": "CustomPage"}),
    _read("3.1", _LANGUAGE),
    _read("3.2-preview.1", _ORDERED),
    _read("3.2-preview.2", _ORDERED),
    _read("3.2-preview.3", _FULL),
    _read("3.2", _FULL),
    Api("Analyze-2.0", "/vision/v2.0/read/core/Analyze", polled=False),
    _sync("3.0", _LANGUAGE),
    _sync("3.1", _LANGUAGE),
    _sync("3.2", _FULL),
    Api(
        "image-4.0",
        "/computervision/imageanalysis:analyze",
        {**_LANGUAGE, "model_version": "model-version", "features": "features"},
        {"features": "read"},
        {"api-version": "2024-02-01"},
        polled=False,
    ),
    Api(
        "layout-2.1", "/formrecognizer/v2.1/layout/analyze", _ORDERED, url_key="source", typed=True
    ),
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
