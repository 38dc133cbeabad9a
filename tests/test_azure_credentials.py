"""Keys, tokens and endpoints as people have them."""

import dataclasses
import traceback

import pytest
from azure.core.credentials import AccessToken, AzureKeyCredential
from azure_server import KEY, READ, Service
from test_azure_client import secure  # noqa: F401  # a fixture

from ocrlayout.engines import azure
from ocrlayout.engines.azure.endpoint import Endpoint
from ocrlayout.errors import ServiceError

JPEG = b"\xff\xd8\xff\xe0 starts like a picture"
CLOUD = "https://name.cognitiveservices.azure.com"
QUOTED = ["'{}'", '"{}"', "“{}”"]


@dataclasses.dataclass
class Identity:
    """A credential as those of azure-identity."""

    scopes: list = dataclasses.field(default_factory=list)

    def get_token(self, *scopes):
        self.scopes += scopes
        return AccessToken("a.token.that.nobody.may.see", 0)


@pytest.fixture
def service():
    with Service() as running:
        yield running


def quick(service, key=None, **options):
    return azure.Client(service.origin, key, interval=0.001, deadline=20, **options)


def test_a_key_credential_of_azure_core(service):
    credential = AzureKeyCredential(KEY)
    with quick(service, credential) as client:
        assert client.read(JPEG) == READ
        service.key = "another-key-of-the-resource"
        credential.update(service.key)  # as it is when keys are changed in turn
        assert client.read(JPEG) == READ
    assert azure.read(JPEG, endpoint=service.origin, key=credential, interval=0.001) == READ


@pytest.mark.parametrize("name", ["key", "token"])
@pytest.mark.parametrize(
    ("endpoint", "scope"),
    [
        ("https://a.cognitiveservices.azure.com", "https://cognitiveservices.azure.com/.default"),
        ("https://a.cognitiveservices.azure.us", "https://cognitiveservices.azure.us/.default"),
        ("https://a.cognitiveservices.azure.cn", "https://cognitiveservices.azure.cn/.default"),
    ],
)
def test_a_token_credential_is_asked_for_the_scope_of_its_cloud(name, endpoint, scope):
    identity = Identity()
    client = azure.Client(endpoint, **{name: identity})
    assert identity.scopes == []  # not before the first call
    client._credentials()
    assert identity.scopes == [scope]


def test_a_token_credential_is_sent_as_bearer(service):
    with quick(service, Identity()) as client, pytest.raises(ServiceError) as caught:
        client.read(JPEG)  # the server wants a key
    assert service.calls[0].headers["Authorization"] == "Bearer a.token.that.nobody.may.see"
    shown = "".join(
        traceback.TracebackException.from_exception(caught.value, capture_locals=True).format()
    )
    assert "nobody.may.see" not in shown


@pytest.mark.parametrize("quoted", QUOTED)
def test_quotes_are_named_at_once(quoted):
    with pytest.raises(ValueError, match="the key stands in quotes"):
        azure.Client(CLOUD, quoted.format(KEY))
    with pytest.raises(ValueError, match="the key stands in quotes"):
        azure.Client(CLOUD, AzureKeyCredential(quoted.format(KEY)))
    with pytest.raises(ValueError, match="the endpoint stands in quotes") as caught:
        azure.Client(quoted.format(CLOUD), KEY)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize(
    "host", ["ocr:5000", "10.0.0.7", "192.168.1.4:5000", "read.default.svc", "[fd00::7]"]
)
def test_http_to_a_private_host_is_asked_for(host):
    with pytest.raises(ValueError, match="insecure=True"):
        azure.Client(f"http://{host}", "word")
    assert (
        azure.Client(f"http://{host}", "word", insecure=True).endpoint.base_url == f"http://{host}"
    )


@pytest.mark.parametrize(
    "host", ["name.cognitiveservices.azure.com", "8.8.8.8", "169.254.169.254", "ocr.example"]
)
@pytest.mark.parametrize("insecure", [True, False])
def test_http_to_others_is_refused(host, insecure):
    with pytest.raises(ValueError, match="in the clear") as caught:
        Endpoint.parse(f"http://{host}", insecure=insecure)
    assert "insecure=True" not in str(caught.value)


def test_the_date_alone_finds_document_intelligence():
    assert azure.Client(CLOUD, KEY, api="2024-11-30").api.name == "di-2024-11-30"
    assert azure.takes_pages(api="2022-08-31")


def test_tls_to_a_plain_port_fails_at_once(service):
    service.origin = service.origin.replace("http:", "https:")
    with quick(service, KEY) as client, pytest.raises(ServiceError, match="answers without TLS"):
        client.read(JPEG)
    assert service.calls == []


@pytest.mark.parametrize("method", ["read", "result"])
def test_a_plain_call_to_tls_fails_at_once(secure, method):  # noqa: F811
    running, _ = secure
    plain = running.origin.replace("https:", "http:")
    with azure.Client(plain, KEY, deadline=60, interval=20) as client:
        source = JPEG if method == "read" else f"{plain}/vision/v3.2/read/analyzeResults/1"
        with pytest.raises(ServiceError, match="the port speaks TLS"):
            getattr(client, method)(source)
    assert running.calls == []
