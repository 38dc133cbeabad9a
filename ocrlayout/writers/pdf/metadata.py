"""What a PDF says of itself: title, author, dates …, in its Info dictionary and as XMP.

Both say the same. Nothing depends on the clock: a date is given, or comes from the environment
variable ``SOURCE_DATE_EPOCH``, or is not there.

References
----------
ISO 16684-1:2012 (XMP), 7 "Serialization"; ISO 19005-2:2011 (PDF/A-2), 6.6 "Metadata".
The Reproducible Builds project: SOURCE_DATE_EPOCH Specification 1.1 (2017).
"""

import contextlib
import datetime as dt
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import pikepdf

__all__ = [
    "NO_CLAIM",
    "Claim",
    "Metadata",
    "claim",
    "claim_accessible",
    "fill",
    "info_of",
    "moment",
    "xmp_of",
]

_PRODUCER = "ocrlayout"
_EPOCH = "SOURCE_DATE_EPOCH"
_XMP_NAMES = {  # ISO 19005-1, table 1; part 2 goes on with it
    "Title": "dc:title",
    "Author": "dc:creator",
    "Subject": "dc:description",
    "Keywords": "pdf:Keywords",
    "Creator": "xmp:CreatorTool",
    "Producer": "pdf:Producer",
    "CreationDate": "xmp:CreateDate",
    "ModDate": "xmp:ModifyDate",
}
_DATES = ("CreationDate", "ModDate")
_CONTAINERS = {"dc:title": "Alt", "dc:creator": "Seq", "dc:description": "Alt"}
_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
%s
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

# That a file is PDF/UA; PDF/A wants every schema described that is not its own.
_PDF_UA = """\
<pdfuaid:part xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">1</pdfuaid:part>
<pdfaExtension:schemas
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag>
</pdfaExtension:schemas>"""


class Claim(NamedTuple):
    """Which standards a PDF is to meet.

    Attributes
    ----------
    pdfa : str
        Part and level of PDF/A, ``"2b"``; ``""`` for none.
    is_tagged, is_accessible : bool
        Whether it has tags, and whether it is PDF/UA.
    """

    pdfa: str = ""
    is_tagged: bool = False
    is_accessible: bool = False


NO_CLAIM = Claim()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF is to say of itself; ``""`` and None: nothing, or what it says already.

    Attributes
    ----------
    title, author, subject, keywords, creator : str
        The creator is the program that made the original, not the one that wrote the PDF.
    date : datetime.datetime or None
        When the PDF is made, with a time zone.
    """

    title: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    creator: str = ""
    date: dt.datetime | None = None

    def __bool__(self) -> bool:
        """Return whether anything was given."""
        return bool(self.texts or self.date)

    def or_title(self, title: str) -> "Metadata":
        """Return the same, with a title if none was given."""
        return replace(self, title=self.title or title)

    @property
    def texts(self) -> dict[str, str]:
        """Texts that are given, by their keys in an Info dictionary."""
        given = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": self.creator,
        }
        return {key: text for key, text in given.items() if text}

    def info(self) -> dict[str, str]:
        """Return the Info dictionary of a new PDF.

        Examples
        --------
        >>> Metadata(title="Faust").info()
        {'Title': 'Faust', 'Producer': 'ocrlayout'}
        """
        dates = dict.fromkeys(_DATES, _pdf_date(self.date))
        return {**self.texts, "Producer": _PRODUCER, **(dates if self.date else {})}

    def xmp(self, pdfa: str, *, is_accessible: bool = False) -> bytes:
        """Return the XMP packet of a new PDF/A.

        Parameters
        ----------
        pdfa : str
            Its part and level: ``"2b"``.
        is_accessible : bool
            Whether it is PDF/UA, too.
        """
        dates = dict.fromkeys(_DATES, _xmp_date(self.date))
        said = {**self.info(), **(dates if self.date else {})}
        lines = [_property(_XMP_NAMES[key], text) for key, text in said.items()]
        lines += [_property(name, text) for name, text in claim(pdfa)]
        lines += [_PDF_UA] if is_accessible else []
        return (_PACKET % "\n".join(lines)).encode("utf-8")

    def put_into(self, pdf: pikepdf.Pdf, *, info: bool) -> None:
        """Say it in a PDF that exists: in its XMP, and in its Info dictionary if it may have one.

        Parameters
        ----------
        pdf : pikepdf.Pdf
        info : bool
            Whether it may have one.
        """
        if not self:
            return
        said = info_of(pdf)
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=info) as xmp:
            fill(xmp, said)
            for key, text in self.texts.items():
                xmp[_XMP_NAMES[key]] = [text] if key == "Author" else text
            if self.date:
                xmp["xmp:ModifyDate"] = _xmp_date(self.date)


def info_of(pdf: pikepdf.Pdf) -> dict[str, str | list[str]]:
    """Read the Info dictionary of a PDF, by the names that XMP has for its entries.

    What XMP cannot hold is left out, dates that are not dates too.
    """
    info = pdf.docinfo if "/Info" in pdf.trailer else pikepdf.Dictionary()
    found: dict[str, str | list[str]] = {}
    for key, name in _XMP_NAMES.items():
        text = str(info.get(f"/{key}", ""))
        if key in _DATES:
            with contextlib.suppress(ValueError):
                found[name] = pikepdf.models.metadata.decode_pdf_date(text).isoformat()
        elif text:
            found[name] = [text] if key == "Author" else text
    return found


def xmp_of(pdf: pikepdf.Pdf) -> dict[str, Any]:
    """Read the XMP of a PDF, as far as an Info dictionary has entries for it.

    Empty without XMP, or where it cannot be read.
    """
    if "/Metadata" not in pdf.Root:
        return {}
    try:
        xmp = pdf.open_metadata()
        return {name: xmp[name] for name in _XMP_NAMES.values() if _is_said(xmp.get(name))}
    except (pikepdf.PdfError, ValueError, TypeError):
        return {}


def fill(xmp: Any, said: Mapping[str, str | list[str]]) -> None:
    """Let XMP say what an Info dictionary says, else it would be lost there."""
    for name, text in said.items():
        if not _is_said(xmp.get(name)):
            xmp[name] = text


def _is_said(value: Any) -> bool:
    """Return whether a property of XMP has a value; empty lists of it are read as ``[None]``."""
    return all(value) if isinstance(value, list | set) and value else bool(value)


def claim(pdfa: str) -> Iterator[tuple[str, str]]:
    """Yield the XMP properties that say which PDF/A a file is.

    Examples
    --------
    >>> list(claim("2b"))
    [('pdfaid:part', '2'), ('pdfaid:conformance', 'B')]
    """
    yield "pdfaid:part", pdfa[0]
    yield "pdfaid:conformance", pdfa[1:].upper()


def claim_accessible(pdf: pikepdf.Pdf) -> None:
    """Say in the XMP of a PDF that it is PDF/UA; its other properties stay as they are."""
    stream = pdf.Root.Metadata
    said = f'<rdf:Description rdf:about="">\n{_PDF_UA}\n</rdf:Description>\n</rdf:RDF>'
    stream.write(stream.read_bytes().replace(b"</rdf:RDF>", said.encode("utf-8")))


def moment(text: str) -> dt.datetime | None:
    """Read when a PDF is made.

    Parameters
    ----------
    text : str
        ISO 8601, UTC where it does not say otherwise; ``"now"``; or ``""`` for the seconds since
        1970 in ``SOURCE_DATE_EPOCH``, if there are any.

    Raises
    ------
    ValueError
        It is not a date.

    Examples
    --------
    >>> moment("2026-03-01T12:00+01:00").isoformat()
    '2026-03-01T12:00:00+01:00'
    """
    if text == "now":
        return dt.datetime.now(dt.UTC).replace(microsecond=0)
    try:
        if text:
            date = dt.datetime.fromisoformat(text).replace(microsecond=0)
            return date if date.tzinfo else date.replace(tzinfo=dt.UTC)
        epoch = os.environ.get(_EPOCH, "")
        return dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else None
    except (ValueError, OverflowError, OSError):
        said = f"date is ISO 8601 (2026-03-01, 2026-03-01T12:00+01:00) or 'now', not {text!r}"
        wrong = f"{_EPOCH} is a number of seconds, not {os.environ.get(_EPOCH)!r}"
        raise ValueError(said if text else wrong) from None


def _property(name: str, text: str) -> str:
    """Write a property as XML."""
    value = escape(text)
    if container := _CONTAINERS.get(name):
        language = ' xml:lang="x-default"' if container == "Alt" else ""
        value = f"<rdf:{container}><rdf:li{language}>{value}</rdf:li></rdf:{container}>"
    return f"<{name}>{value}</{name}>"


def _xmp_date(date: dt.datetime | None) -> str:
    return date.isoformat() if date else ""


def _pdf_date(date: dt.datetime | None) -> str:
    """Write a date as PDF has it: ``D:20260301120000+01'00'``."""
    if not date:
        return ""
    zone = date.strftime("%z")
    return date.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"
