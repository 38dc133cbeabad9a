"""Text that Markdown shows as it is: CommonMark, and the tables and strikethrough of GitHub's.

Only what would be taken for markup is escaped, so that the text can still be searched.

References
----------
CommonMark Spec, version 0.31.2 (2024); GitHub Flavored Markdown Spec, version 0.29-gfm (2019).
"""

import re

__all__ = ["cell", "closing", "comment", "inline", "opening"]

_MARKUP = re.compile(
    r"""
      \\(?=[!-/:-@\[-`{-~]|$)           # a backslash that would escape what follows
    | [`*\[~]                           # code, emphasis, links, strikethrough
    | (?<![^\W_])_ | _(?![^\W_])        # an underscore, but not within a word
    | <(?=[A-Za-z/!?])                  # HTML, and links in brackets
    | &(?=\#?\w+;)                      # an entity
    """,
    re.VERBOSE,
)
_WITH_DOLLARS = re.compile(_MARKUP.pattern + r" | \$", re.VERBOSE)
_BLOCK = re.compile(
    r"""
      (?P<mark> \#(?=\#{0,5}(?:\s|$)) | [-+](?=\s|$) | > | -(?=[-\s]*$) | =(?==*\s*$) )
    | (?P<number> \d{1,9})(?=[.)](?:\s|$))
    """,
    re.VERBOSE,
)
_URL = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?'()\[\]]")
_CLOSING = re.compile(r"(?:^|(?<=\s))#(?=#*$)")  # of a heading: number signs at its end


def inline(text: str) -> str:
    r"""Escape a text for the middle of a paragraph.

    Examples
    --------
    >>> inline("2 * 3 <b> a_b _c_ [1] R&D"), inline("from $3 to $5")
    ('2 \\* 3 \\<b> a_b \\_c\\_ \\[1] R&D', 'from \\$3 to \\$5')
    >>> inline("see https://a.example/_b_.")
    'see <https://a.example/_b_>.'
    """
    # two dollar signs enclose a formula on GitHub, one is an amount
    markup = _WITH_DOLLARS if text.count("$") > 1 else _MARKUP
    done, end = [], 0
    for url in _URL.finditer(text):
        done += [_escaped(text[end : url.start()], markup), _link(url[0])]
        end = url.end()
    return "".join([*done, _escaped(text[end:], markup)])


def _escaped(text: str, markup: re.Pattern[str]) -> str:
    return markup.sub(r"\\\g<0>", text)


def _link(url: str) -> str:
    """Return a URL as it is; in brackets where parts of it would be taken for markup."""
    return f"<{url}>" if _WITH_DOLLARS.search(url) else url


def opening(text: str) -> str:
    r"""Escape what would begin a block: the text is to be the start of a paragraph.

    Examples
    --------
    >>> opening("# 1"), opening("1. June"), opening("- so"), opening("-5"), opening("1.5")
    ('\\# 1', '1\\. June', '\\- so', '-5', '1.5')
    """
    found = _BLOCK.match(text)
    if not found:
        return text
    at = found.end() if found["number"] else 0
    return f"{text[:at]}\\{text[at:]}"


def closing(text: str) -> str:
    r"""Escape number signs at the end of a heading, which would be left out.

    Examples
    --------
    >>> closing("in C#"), closing("No #")
    ('in C#', 'No \\#')
    """
    return _CLOSING.sub(r"\\#", text)


def cell(text: str) -> str:
    r"""Escape what would end a cell of a table, in a text that is escaped otherwise.

    Examples
    --------
    >>> cell("a|b")
    'a\\|b'
    """
    return text.replace("|", r"\|")


def comment(text: str) -> str:
    """Write a text so that it does not end a comment.

    Examples
    --------
    >>> comment("1 --> 2")
    '1 &#45;&#45;> 2'
    """
    return text.replace("--", "&#45;&#45;")
