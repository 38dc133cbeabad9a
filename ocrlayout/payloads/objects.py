"""Objects of services' SDKs as the JSON that they stand for."""

from typing import Any

__all__ = ["dumped"]

# azure-ai-documentintelligence, azure-cognitiveservices-vision; azure-ai-formrecognizer, Google's
# proto-plus, where it is a method of the class; pydantic, as Mistral's client has it.
_DUMPS = ("as_dict", "to_dict", "model_dump")


def dumped(source: Any) -> Any:
    """Return the dict that an object of an SDK, or a list of such, dumps; None for all else.

    Examples
    --------
    >>> class Answer:
    ...     def as_dict(self):
    ...         return {"content": "dog"}
    >>> dumped(Answer()), dumped([Answer()]), dumped("dog")
    ({'content': 'dog'}, [{'content': 'dog'}], None)
    """
    if isinstance(source, (list, tuple)):
        found = [one if isinstance(one, (dict, list, str)) else dumped(one) for one in source]
        return found if None not in found else None
    for name in _DUMPS:
        if callable(getattr(source, name, None)):
            made = getattr(source, name)()
        elif callable(getattr(type(source), name, None)):
            made = getattr(type(source), name)(source)
        else:
            continue
        return made if isinstance(made, dict) else None
    return None
