"""The languages that Tesseract has data for: listed, found by their usual codes, or refused."""

from ocrlayout.engines.tesseract import program
from ocrlayout.errors import EngineError

__all__ = ["languages", "spelled"]

# BCP 47 to Tesseract's own, most of which are those of ISO 639-2
_CODES = (
    "af:afr am:amh ar:ara as:asm az:aze az-cyrl:aze_cyrl be:bel bg:bul bn:ben bo:bod br:bre"
    " bs:bos ca:cat co:cos cs:ces cy:cym da:dan de:deu dv:div dz:dzo el:ell en:eng eo:epo"
    " es:spa et:est eu:eus fa:fas fi:fin fo:fao fr:fra fy:fry ga:gle gd:gla gl:glg gu:guj"
    " he:heb hi:hin hr:hrv ht:hat hu:hun hy:hye id:ind is:isl it:ita iu:iku ja:jpn jv:jav"
    " ka:kat kk:kaz km:khm kn:kan ko:kor ku:kmr ky:kir la:lat lb:ltz lo:lao lt:lit lv:lav"
    " mi:mri mk:mkd ml:mal mn:mon mr:mar ms:msa mt:mlt my:mya nb:nor ne:nep nl:nld nn:nor"
    " no:nor oc:oci or:ori pa:pan pl:pol ps:pus pt:por qu:que ro:ron ru:rus sa:san sd:snd"
    " si:sin sk:slk sl:slv sq:sqi sr:srp sr-latn:srp_latn su:sun sv:swe sw:swa ta:tam te:tel"
    " tg:tgk th:tha ti:tir to:ton tr:tur tt:tat ug:uig uk:ukr ur:urd uz:uzb uz-cyrl:uzb_cyrl"
    " vi:vie yi:yid yo:yor zh:chi_sim zh-hans:chi_sim zh-hant:chi_tra zh-hk:chi_tra"
    " zh-mo:chi_tra zh-tw:chi_tra"
)
_OWN = dict(pair.split(":") for pair in _CODES.split())
_SCRIPT = "script/"  # folder of models for a script; some packages keep them beside the others
_LONGEST = 40  # characters of a language that a message repeats


def languages() -> tuple[str, ...]:
    """Return the languages that are installed, as Tesseract calls them.

    ``osd`` is no language: with it, pages are looked at for how they lie.

    Raises
    ------
    EngineError
        The program is not installed.

    Examples
    --------
    >>> languages()  # doctest: +SKIP
    ('eng', 'osd', 'rus')
    """
    return tuple(line.strip() for line in program.listing().split("\n")[1:] if line.strip())


def spelled(wanted: str, installed: tuple[str, ...]) -> str:
    """Spell languages as Tesseract does.

    Parameters
    ----------
    wanted : str
        One, or several with ``+`` between them: as in BCP 47, or as Tesseract calls them.
    installed : tuple of str

    Raises
    ------
    EngineError
        One is not installed; Tesseract itself would leave it out.

    Examples
    --------
    >>> spelled("ru+en-GB", ("eng", "osd", "rus"))
    'rus+eng'
    """
    return "+".join(_own(one.strip(), installed) for one in wanted.split("+"))


def _own(wanted: str, installed: tuple[str, ...]) -> str:
    parts = wanted.lower().replace("_", "-").split("-")
    usual = _OWN.get("-".join(parts[:2])) or _OWN.get(parts[0], wanted)
    spellings = (wanted, usual, f"{_SCRIPT}{wanted}", wanted.removeprefix(_SCRIPT))
    own = next((one for one in spellings if one in installed), None)
    if own is None:
        raise EngineError(_missing(usual, installed))
    return own


def _missing(name: str, installed: tuple[str, ...]) -> str:
    shown = name[:_LONGEST]
    package = shown.lower().replace("/", "-").replace("_", "-")
    return (
        f"Tesseract does not have the language {shown!r}; it has {', '.join(installed) or 'none'}."
        f" Install it: apt-get install tesseract-ocr-{package} (Debian, Ubuntu), brew install"
        f" tesseract-lang (macOS), or put {shown}.traineddata from"
        " https://github.com/tesseract-ocr/tessdata_fast into its folder tessdata"
    )
