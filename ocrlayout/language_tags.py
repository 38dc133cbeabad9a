"""Language tags (BCP 47) of what services, programs and users call a language."""

import re

__all__ = ["is_language_code", "is_language_tag", "language_tag"]

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")

# ISO 639-2, both ways of it ("deu", "ger"), to ISO 639-1: BCP 47 wants the shorter code, and voices
# are found by it. Languages without one keep three letters ("grc").
_SHORTER = (
    "aar:aa abk:ab afr:af aka:ak alb:sq amh:am ara:ar arg:an arm:hy asm:as ava:av ave:ae"
    " aym:ay aze:az bak:ba bam:bm baq:eu bel:be ben:bn bih:bh bis:bi bod:bo bos:bs bre:br"
    " bul:bg bur:my cat:ca ces:cs cha:ch che:ce chi:zh chu:cu chv:cv cor:kw cos:co cre:cr"
    " cym:cy cze:cs dan:da deu:de div:dv dut:nl dzo:dz ell:el eng:en epo:eo est:et eus:eu"
    " ewe:ee fao:fo fas:fa fij:fj fin:fi fra:fr fre:fr fry:fy ful:ff geo:ka ger:de gla:gd"
    " gle:ga glg:gl glv:gv gre:el grn:gn guj:gu hat:ht hau:ha heb:he her:hz hin:hi hmo:ho"
    " hrv:hr hun:hu hye:hy ibo:ig ice:is ido:io iii:ii iku:iu ile:ie ina:ia ind:id ipk:ik"
    " isl:is ita:it jav:jv jpn:ja kal:kl kan:kn kas:ks kat:ka kau:kr kaz:kk khm:km kik:ki"
    " kin:rw kir:ky kom:kv kon:kg kor:ko kua:kj kur:ku lao:lo lat:la lav:lv lim:li lin:ln"
    " lit:lt ltz:lb lub:lu lug:lg mac:mk mah:mh mal:ml mao:mi mar:mr may:ms mkd:mk mlg:mg"
    " mlt:mt mon:mn mri:mi msa:ms mya:my nau:na nav:nv nbl:nr nde:nd ndo:ng nep:ne nld:nl"
    " nno:nn nob:nb nor:no nya:ny oci:oc oji:oj ori:or orm:om oss:os pan:pa per:fa pli:pi"
    " pol:pl por:pt pus:ps que:qu roh:rm ron:ro rum:ro run:rn rus:ru sag:sg san:sa sin:si"
    " slk:sk slo:sk slv:sl sme:se smo:sm sna:sn snd:sd som:so sot:st spa:es sqi:sq srd:sc"
    " srp:sr ssw:ss sun:su swa:sw swe:sv tah:ty tam:ta tat:tt tel:te tgk:tg tgl:tl tha:th"
    " tib:bo tir:ti ton:to tsn:tn tso:ts tuk:tk tur:tr twi:tw uig:ug ukr:uk urd:ur uzb:uz"
    " ven:ve vie:vi vol:vo wel:cy wln:wa wol:wo xho:xh yid:yi yor:yo zha:za zho:zh zul:zu"
)
_TWO_LETTERS = dict(pair.split(":") for pair in _SHORTER.split())
_TWO_LETTER_CODES = frozenset(_TWO_LETTERS.values())


def is_language_tag(text: str) -> bool:
    """Return whether a text has the form of a language tag."""
    return _TAG.fullmatch(text) is not None


def is_language_code(code: str) -> bool:
    """Return whether a code is one of ISO 639: of two letters that is known, or of three letters.

    Examples
    --------
    >>> is_language_code("fr"), is_language_code("grc"), is_language_code("klingon")
    (True, True, False)
    """
    return code.lower() in _TWO_LETTER_CODES if len(code) == 2 else len(code) == 3


def language_tag(language: str) -> str:
    """Return a language as BCP 47 wants it, ``""`` for what is not a tag.

    Examples
    --------
    >>> language_tag("pt_BR"), language_tag("deu-AT"), language_tag("grc")
    ('pt-BR', 'de-AT', 'grc')
    >>> language_tag("not a tag")
    ''
    """
    tag = language.replace("_", "-")
    if not is_language_tag(tag):
        return ""
    primary, dash, rest = tag.partition("-")
    return _TWO_LETTERS.get(primary.lower(), primary) + dash + rest
