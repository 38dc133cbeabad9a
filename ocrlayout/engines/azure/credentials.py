"""Keys and tokens: a text that is sent, and shown nowhere."""

import re
from collections.abc import Callable
from typing import Any, NoReturn, Protocol, Self, TypeAlias
from urllib.parse import quote

import requests

__all__ = [
    "QUOTES",
    "AccessToken",
    "Credentials",
    "Key",
    "Secret",
    "Token",
    "hidden",
    "of_key",
    "of_token",
    "told_apart",
]

QUOTES = ("'", '"', "`", "“", "”", "‘", "’")
"""Signs that shells and editors put around a value, and that become a part of it by mistake."""


_SHORTEST = 16  # half of the shortest key of Azure


class AccessToken(Protocol):
    """What the credentials of azure-identity give."""

    @property
    def token(self) -> str:
        """The bearer token."""


class KeyCredential(Protocol):
    """``AzureKeyCredential`` of azure-core: it may get another key later."""

    @property
    def key(self) -> str:
        """The key, now."""


class TokenCredential(Protocol):
    """A credential of azure-identity."""

    def get_token(self, *scopes: str) -> AccessToken:
        """Return a token, a new one where the last has expired."""


Key: TypeAlias = str | KeyCredential | TokenCredential
"""A key, or a credential that Microsoft's own clients take."""

Token: TypeAlias = Callable[[], str | AccessToken] | TokenCredential
"""What gives a bearer token."""


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

    def __new__(cls, text: object) -> Self:
        """Hide a text; anything else counts as empty, so that no frame that shows it raises."""
        if isinstance(text, cls):
            return text
        return super().__new__(cls, text if isinstance(text, str) else "")

    def checked(self, what: str) -> Self:
        """Return the secret after a look at its characters; `what` names it in messages.

        Raises
        ------
        ValueError
            Empty, or with characters that keys never have, such as a file's last line break.
        """
        if not len(self):
            raise ValueError(
                f"the {what} is empty or not a text; it stands on the resource's page"
                " 'Keys and Endpoint'"
            )
        if str.startswith(self, QUOTES) and str.endswith(self, QUOTES):
            raise ValueError(
                f"the {what} stands in quotes, which became a part of it: leave them out"
            )
        if not all("!" <= character <= "~" for character in self):
            raise ValueError(
                f"the {what} holds a space, a line break or another character that keys never"
                " have: copy it again, with nothing around it"
            )
        return self

    def __repr__(self) -> str:
        return "***"

    __str__ = __repr__

    def __getitem__(self, _place: object) -> str:
        """Give no part away: what shows variables cuts long ones before it shows them."""
        return "***"

    def __format__(self, _specification: str) -> str:
        return "***"

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
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

    def redacted(self, text: str) -> str:
        """Strike the secret out of the service's words: some error pages repeat the request.

        It is found in either case, and as URLs and JSON escape what keys and tokens are made of:
        letters, digits and the signs of base64. Fewer than 16 characters are not a secret, but the
        word that a container is given; they may stand in any text.

        Examples
        --------
        >>> credentials = Credentials("Authorization", "Bearer ", Secret("0123456789abcde/"))
        >>> credentials.redacted("not 0123456789abcde%2F, not 0123456789ABCDE/")
        'not ***, not ***'
        """
        if len(self._secret) < _SHORTEST:
            return text
        spellings = (self._secret, quote(self._secret, ""), self._secret.replace("/", "\\/"))
        return re.sub("|".join(map(re.escape, spellings)), "***", text, flags=re.IGNORECASE)


def hidden(key: Key | None) -> KeyCredential | TokenCredential | Secret | None:
    """Hide a key before a traceback can show it; the objects of azure-core hide theirs."""
    return key if key is None or hasattr(key, "key") or hasattr(key, "get_token") else Secret(key)


def told_apart(key: Key | None, token: Token | None) -> tuple[Any, Any]:
    """Return a key and None, or None and what gives tokens, whichever is given as which.

    Raises
    ------
    ValueError
        Both are given, or neither, or the key cannot be one.
    """
    if (key is not None) == (token is not None):
        raise ValueError("the client needs a key, or a token= in its place, and not both")
    if key is None or hasattr(key, "get_token"):
        return None, token or key
    of_key(key)  # which looks at it
    return key, None


def of_key(key: Key) -> Credentials:
    """Return the credentials of a key, now: a credential may have got another one.

    Raises
    ------
    ValueError
        It cannot be a key.
    """
    secret = Secret(getattr(key, "key", key)).checked("key")
    return Credentials("Ocp-Apim-Subscription-Key", "", secret)


def of_token(given: Token, host: str) -> Credentials:
    """Ask for a token; a credential is asked for the scope of the host's cloud.

    Raises
    ------
    ValueError
        What is given cannot be a token.
    """
    if hasattr(given, "get_token"):
        cloud = next((end for end in (".us", ".cn") if host.endswith(f".azure{end}")), ".com")
        value = given.get_token(f"https://cognitiveservices.azure{cloud}/.default")
    else:
        value = given()
    secret = Secret(getattr(value, "token", value)).checked("token")
    return Credentials("Authorization", "Bearer ", secret)
