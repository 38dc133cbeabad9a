"""Keys and tokens: a text that is sent, and shown nowhere."""

import re
from functools import cache
from html.entities import html5
from typing import Any, NoReturn, Self

import requests

__all__ = ["Credentials", "Secret"]

_SHORTEST = 16  # half of the shortest key of Azure


class Secret(str):
    """A key or token whose text is only what a header is encoded from.

    It is a ``str`` because that is what HTTP clients take as a header's value; printed, formatted
    or shown among the variables of a traceback it says nothing of itself, and it cannot be pickled.

    Examples
    --------
    >>> f"{Secret('0123456789abcdef')!r} {Secret('0123456789abcdef')}"
    '*** ***'
    """

    __slots__ = ()

    def __new__(cls, text: Any) -> Self:
        """Hide a text; what is no text counts as empty, so that no frame with it in the clear has to raise."""
        return (
            text
            if isinstance(text, cls)
            else super().__new__(cls, text if isinstance(text, str) else "")
        )

    def checked(self, what: str) -> Self:
        """Return the secret after a look at its characters; `what` names it in messages.

        Raises
        ------
        ValueError
            Empty, or characters that no key has, such as the line break at the end of a file.
        """
        if not len(self):
            raise ValueError(
                f"the {what} is empty or no text; it stands on the resource's page 'Keys and Endpoint'"
            )
        if not all("!" <= character <= "~" for character in self):
            raise ValueError(
                f"the {what} holds a space, a line break or another character that none has:"
                " copy it again, with nothing around it"
            )
        return self

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __getitem__(self, _place: Any) -> str:
        """Give no part away: what shows variables cuts long ones before it shows them."""
        return "***"

    def __format__(self, _specification: str) -> str:
        return "***"

    def __reduce_ex__(self, _protocol: Any) -> NoReturn:
        raise TypeError("a key is not pickled; read it from the environment where it is needed")


class Credentials(requests.auth.AuthBase):
    """Put one secret into one header of each request.

    As an ``auth`` object it also keeps `requests` from looking for a login in ``.netrc``.
    """

    def __init__(self, header: str, scheme: str, secret: Secret) -> None:
        self._header, self._scheme, self._secret = header, scheme, secret

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Set the header."""
        request.headers[self._header] = Secret(str.__add__(self._scheme, self._secret))
        return request

    def hidden(self, text: str) -> str:
        """Strike the secret out of a stranger's words: some error pages repeat the request that they are about.

        It is found in either case, with its characters escaped as JSON, HTML and URLs do, and with
        blanks between them, which is what is left of UTF-16. Fewer than 16 characters are no
        secret, but the word that a container is given; they may stand in any text.

        Examples
        --------
        >>> credentials = Credentials("Authorization", "Bearer ", Secret("0123456789abcde/"))
        >>> credentials.hidden("no 0123456789abcde%2F and no 0123456789 ABCDE&#47;")
        'no *** and no ***'
        """
        if len(self._secret) < _SHORTEST:
            return text
        return re.sub(
            r"\s*".join(_spelt(character) for character in self._secret),
            "***",
            text,
            flags=re.IGNORECASE,
        )


@cache
def _spelt(character: str) -> str:
    """Make the pattern of a character however it is escaped; bounded, so that no text takes long to look through."""
    number = ord(character)
    names = "".join(
        f"|{name}" for name, meant in html5.items() if meant == character and name.endswith(";")
    )
    entity = f"&(?:amp;){{,3}}(?:#0{{,5}}{number};|#x0{{,5}}{number:x};{names})"
    return (
        rf"(?:\\{{,7}}(?:{re.escape(character)}|u{number:04x})|%(?:25){{,3}}{number:02x}|{entity})"
    )
