"""Settings of this machine that are wrong fail at once, by name, instead of being waited for."""

import importlib
import sys

import pytest
import requests
from azure_server import KEY

from ocrlayout.engines import azure
from ocrlayout.engines.azure import local_settings
from ocrlayout.errors import ServiceError

JPEG = b"\xff\xd8\xff\xe0 starts like a picture"
# Nothing listens there, so that a call which gets that far is tried again.
NOWHERE = "https://127.0.0.1:9"
PROXIES = ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY")


class Time:
    """A clock that only moves when somebody sleeps, and says so."""

    def __init__(self):
        self.now, self.slept = 0.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch):
    for name in (*PROXIES, "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "socks", None)  # as if PySocks were not installed
    adapters = importlib.import_module("requests.adapters")
    monkeypatch.setattr(adapters, "SOCKSProxyManager", without_socks)


def without_socks(*_arguments, **_options):
    raise requests.exceptions.InvalidSchema("Missing dependencies for SOCKS support.")


def failure(session=None, *, operation=""):
    """The error of a read, or of a result, and the sleeps before it."""
    clock = Time()
    with (
        azure.Client(NOWHERE, KEY, clock=clock, sleep=clock.sleep, session=session) as client,
        pytest.raises(ServiceError) as caught,
    ):
        client.result(operation) if operation else client.read(JPEG)
    return caught.value, clock.slept


@pytest.mark.parametrize("name", ["REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
@pytest.mark.parametrize("content", [None, b"", b"not a certificate", b"\x00\xff"])
def test_a_bundle_that_is_not_there_or_not_a_bundle(tmp_path, monkeypatch, name, content):
    path = tmp_path / "bundle.pem"
    if content is not None:
        path.write_bytes(content)
    monkeypatch.setenv(name, str(path))
    error, slept = failure()
    assert slept == []
    what = "does not exist" if content is None else "cannot be read as a file of certificates"
    assert f"{name} names {path}, which {what}" in str(error)


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("verify", "/nowhere/bundle.pem", "the session's verify names /nowhere/bundle.pem, which"),
        ("cert", "/nowhere/own.pem", "the session's cert names /nowhere/own.pem, which"),
        ("cert", (__file__, "/nowhere/key.pem"), "cert names /nowhere/key.pem, which does not"),
        ("cert", __file__, "which does not hold a certificate and its key"),
        ("proxies", {"https": "http://:3128"}, "the session's proxies is not the address"),
        ("proxies", {"all": "socks5://localhost:9"}, "the session's proxies names a SOCKS proxy"),
    ],
)
def test_a_setting_of_the_session(setting, value, told):
    with requests.Session() as session:
        session.trust_env = False
        setattr(session, setting, value)
        error, slept = failure(session)
    assert slept == []
    assert told in str(error)


@pytest.mark.parametrize("name", PROXIES[:4])
@pytest.mark.parametrize(
    ("proxy", "told"),
    [
        ("http://", "is not the address of a proxy"),
        ("http://user:pa55word@", "is not the address of a proxy"),
        ("http://user:pa55word@proxy.example:port", "is not the address of a proxy"),
        ("http://proxy.example:99999", "is not the address of a proxy"),
        ("ftp://user:pa55word@proxy.example", "is not the address of a proxy"),
        ("socks5://user:pa55word@localhost:9", "names a SOCKS proxy, which takes PySocks: pip"),
        ("socks4://localhost:9", "names a SOCKS proxy, which takes PySocks: pip"),
    ],
)
def test_a_proxy_that_cannot_be_one(monkeypatch, name, proxy, told):
    monkeypatch.setenv(name, proxy)
    error, slept = failure()
    assert slept == []
    assert f"{name} {told}" in str(error)
    assert "pa55word" not in str(error)


@pytest.mark.parametrize("proxy", ["http://127.0.0.1:9", "127.0.0.1:9"])
def test_a_proxy_that_does_not_answer_is_asked_again(monkeypatch, proxy):
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    error, slept = failure()
    assert len(slept) == 4
    assert "proxy (HTTPS_PROXY) gave no way through" in str(error)


def test_an_endpoint_that_does_not_answer_is_asked_again():
    error, slept = failure()
    assert len(slept) == 4
    assert "is something listening there" in str(error)


def test_while_polling_too_the_operation_is_not_lost(monkeypatch):
    monkeypatch.setenv("CURL_CA_BUNDLE", "/nowhere/bundle.pem")
    operation = f"{NOWHERE}/vision/v3.2/read/analyzeResults/1"
    error, slept = failure(operation=operation)
    assert slept == []
    assert error.operation == operation
    assert "CURL_CA_BUNDLE names /nowhere/bundle.pem" in str(error)


def test_settings_that_are_right_are_not_blamed(monkeypatch):
    certifi = importlib.import_module("certifi")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certifi.where())
    monkeypatch.setenv("HTTPS_PROXY", "http://user:word@[::1]:3128")
    assert local_settings.fault(requests.Session(), NOWHERE) == ""


def test_settings_of_tls_do_not_matter_to_plain_http(monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere/bundle.pem")
    monkeypatch.setenv("ALL_PROXY", "ftp://proxy.example")
    assert local_settings.fault(requests.Session(), "http://127.0.0.1:9") == ""
