"""Keys and tokens: a text that is sent, and shown nowhere."""

from dataclasses import replace
from typing import Any, NoReturn, Self

import requests

from ocrlayout.engines.azure.faults import Answer

__all__ = ["Credentials", "Secret"]


class Secret(str):
    """A key or token whose text is only what a header is encoded from.

    It is a ``str`` because that is what HTTP clients take as a header's value; printed, formatted or shown among the
    variables of a traceback it says nothing of itself, and it cannot be pickled.

    Examples
    --------
    >>> f"{Secret('0123456789abcdef')!r} {Secret('0123456789abcdef')}"
    '*** ***'
    """

    __slots__ = ()

    def __new__(cls, text: Any) -> Self:
        """Hide a text; what is no text counts as empty, so that no frame with it in the clear has to raise."""
        return text if isinstance(text, cls) else super().__new__(cls, text if isinstance(text, str) else "")

    def checked(self, what: str) -> Self:
        """Return the secret after a look at its characters; `what` names it in messages.

        Raises
        ------
        ValueError
            Empty, or characters that no key has, such as the line break at the end of a file.
        """
        if not len(self):
            raise ValueError(f"the {what} is empty or no text; it stands on the resource's page 'Keys and Endpoint'")
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

    def hidden(self, answer: Answer) -> Answer:
        """Strike the secret out of an answer: some error pages repeat the request that they are about."""
        secret = self._secret.encode()
        if secret not in answer.body:
            return answer
        return replace(answer, body=answer.body.replace(secret, b"***"))
