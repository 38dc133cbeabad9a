"""What the Azure client takes of its libraries beyond what they document is still there.

A newer requests or urllib3 that lacks one of these fails here by its name, and not somewhere inside
a call.
"""

import http.client
import inspect

import pytest
import requests
import urllib3
import urllib3.connection
import urllib3.util.connection
from requests.adapters import HTTPAdapter

from ocrlayout.engines.azure import transport
from ocrlayout.engines.azure.fork_safety import ConnectionQueue

CONNECTION = urllib3.connection.HTTPConnection("localhost", 9)
ADAPTER = HTTPAdapter()
USED = [
    (CONNECTION, "_new_conn"),
    (CONNECTION, "_dns_host"),
    (CONNECTION, "timeout"),
    (CONNECTION, "response_class"),
    (CONNECTION, "debuglevel"),
    (urllib3.HTTPConnectionPool, "ConnectionCls"),
    (urllib3.HTTPConnectionPool, "QueueCls"),
    (urllib3.HTTPSConnectionPool, "ConnectionCls"),
    (urllib3.PoolManager(), "pool_classes_by_scheme"),
    (urllib3.ProxyManager("http://localhost:9"), "pool_classes_by_scheme"),
    (urllib3.util.connection, "allowed_gai_family"),
    (http.client.HTTPResponse, "begin"),
    (ADAPTER, "poolmanager"),
    (ADAPTER, "proxy_manager"),
    (ADAPTER, "init_poolmanager"),
    (ADAPTER, "proxy_manager_for"),
    (ADAPTER, "__getstate__"),
    (ADAPTER, "__setstate__"),
    (requests.Session(), "get_redirect_target"),
    (requests.Session(), "merge_environment_settings"),
    (requests.utils, "select_proxy"),
]


@pytest.mark.parametrize(("owner", "name"), USED, ids=lambda part: str(part)[:40])
def test_what_is_used_of_the_libraries_is_there(owner, name):
    versions = f"requests {requests.__version__}, urllib3 {urllib3.__version__}"
    assert hasattr(owner, name), f"{owner!r} of {versions} has lost {name}"


def test_http_client_reads_from_fp():
    assert "self.fp" in inspect.getsource(http.client.HTTPResponse.begin)


def test_urllib3_looks_up_the_host_that_is_set():
    assert "_dns_host" in inspect.getsource(urllib3.connection.HTTPConnection._new_conn)


def test_pools_are_made_of_our_connections_and_queues():
    with transport.new_session() as session:
        for scheme in ("http", "https"):
            adapter = session.get_adapter(f"{scheme}://localhost")
            pool = adapter.poolmanager.connection_from_url(f"{scheme}://localhost:9")
            assert isinstance(pool.pool, ConnectionQueue)
            connection = pool._new_conn()
            assert isinstance(connection, transport._Connection)
            assert connection.response_class is transport._TimedResponse
            assert connection.debuglevel == 0
            through = adapter.proxy_manager_for("http://localhost:9")
            assert through.pool_classes_by_scheme is adapter.poolmanager.pool_classes_by_scheme


def test_a_renewed_adapter_has_pools_of_its_own():
    adapter = HTTPAdapter(pool_maxsize=7)
    before = adapter.poolmanager
    adapter.proxy_manager_for("http://localhost:9")
    assert transport._renewed_adapter(adapter) is adapter
    assert adapter.poolmanager is not before
    assert adapter.poolmanager.connection_pool_kw["maxsize"] == 7
    assert adapter.proxy_manager == {}
