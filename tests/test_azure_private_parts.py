"""What the Azure client takes of its libraries beyond what they document is still there.

A newer requests or urllib3 that lacks one of these fails here by its name, and not somewhere inside
a call.
"""

import pytest
import requests
import urllib3
import urllib3.connection
from requests.adapters import HTTPAdapter

from ocrlayout.engines.azure import transport

CONNECTION = urllib3.connection.HTTPConnection("localhost", 9)
ADAPTER = HTTPAdapter()
USED = [
    (CONNECTION, "sock"),
    (CONNECTION, "timeout"),
    (CONNECTION, "response_class"),
    (CONNECTION, "debuglevel"),
    (urllib3.HTTPConnectionPool("localhost"), "ConnectionCls"),
    (urllib3.HTTPConnectionPool("localhost"), "pool"),
    (ADAPTER, "poolmanager"),
    (ADAPTER, "proxy_manager"),
    (ADAPTER, "get_connection_with_tls_context"),
    (ADAPTER, "__getstate__"),
    (ADAPTER, "__setstate__"),
    (requests.Session(), "merge_environment_settings"),
    (requests.utils, "select_proxy"),
]


@pytest.mark.parametrize(("owner", "name"), USED, ids=lambda part: str(part)[:40])
def test_what_is_used_of_the_libraries_is_there(owner, name):
    versions = f"requests {requests.__version__}, urllib3 {urllib3.__version__}"
    assert hasattr(owner, name), f"{owner!r} of {versions} has lost {name}"


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("proxies", [{}, {"all": "http://localhost:9"}])
def test_connections_are_ours_through_a_proxy_too(scheme, proxies):
    url = f"{scheme}://localhost:9"
    with transport.new_session() as session:
        request = session.prepare_request(requests.Request("GET", url))
        adapter = session.get_adapter(url)
        pool = adapter.get_connection_with_tls_context(request, verify=True, proxies=proxies)
        connection = pool.ConnectionCls("localhost", 9)
    assert isinstance(connection, transport._Connection)
    assert connection.debuglevel == 0


def test_a_renewed_adapter_has_pools_of_its_own():
    adapter = HTTPAdapter(pool_maxsize=7)
    before = adapter.poolmanager
    adapter.proxy_manager_for("http://localhost:9")
    assert transport._renewed_adapter(adapter) is adapter
    assert adapter.poolmanager is not before
    assert adapter.poolmanager.connection_pool_kw["maxsize"] == 7
    assert adapter.proxy_manager == {}
