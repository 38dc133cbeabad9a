import inspect
import pickle

import pytest

from ocrlayout import errors

ALL = [getattr(errors, name) for name in errors.__all__]


@pytest.mark.parametrize("kind", ALL)
def test_errors_survive_pickling_with_their_attributes(kind):
    names = [
        name
        for name in inspect.signature(kind.__init__).parameters
        if name not in ("self", "message", "args", "kwargs")
    ]
    error = kind("what, where, what next", **{name: f"<{name}>" for name in names})
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert str(again) == str(error)
    assert all(getattr(again, name) == f"<{name}>" for name in names)


def test_the_tree_in_the_docstring_is_the_tree():
    for kind in ALL:
        assert kind.__name__ in errors.__doc__
        assert issubclass(kind, errors.OcrLayoutError)


def test_builtins_catch_them():
    for kind, builtin in [
        (errors.ReadError, ValueError),
        (errors.WriteError, ValueError),
        (errors.ImageError, ValueError),
        (errors.EngineError, RuntimeError),
        (errors.ServiceError, OSError),
        (errors.ServiceTimeout, TimeoutError),
        (errors.MissingExtra, ImportError),
    ]:
        assert issubclass(kind, builtin)


def test_where_leads_the_message():
    assert str(errors.ReadError("expected a list", where="pages[2]")) == "pages[2]: expected a list"
