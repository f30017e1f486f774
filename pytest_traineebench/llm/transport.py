"""The openai client on its own HTTP connection pool: proxies, certificates, headers, bounds.

Importing this module imports ``openai``, which takes 0.3 s; ``client`` does so when a model is first asked.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2
import openai

from pytest_traineebench.errors import ConfigError
from pytest_traineebench.llm.endpoints import Endpoint

CONNECT_SECONDS = 10.0
MAX_ANSWER_BYTES = 32_000_000  # our choice; a long answer is below one million

# Everything else is dropped: OPENAI_ORG_ID and OPENAI_CUSTOM_HEADERS are meant for another server than the file's,
# x-stainless-* tells about this machine, cookies and compression make equal requests differ.
_HEADERS = frozenset({"host", "accept", "connection", "content-type", "content-length", "user-agent"})


def open_client(endpoint: Endpoint) -> openai.OpenAI:
    """Return a client for one endpoint that neither retries nor follows redirects; threads may share it.

    Raises:
        ConfigError: If its proxy or the machine's certificates cannot be used.
    """
    try:
        pool = httpx2.Client(
            proxy=endpoint.proxy.get_secret_value() if endpoint.proxy else None,
            trust_env=False,  # or HTTPS_PROXY and NO_PROXY would have a say
            verify=httpx2.create_ssl_context(),  # still honours SSL_CERT_FILE
            event_hooks={"request": [_Sign(endpoint)], "response": [_bound]},
            limits=httpx2.Limits(max_connections=None, max_keepalive_connections=20),
        )
    except ImportError:
        problem = "a socks proxy needs the package 'socksio'"
    except OSError as error:
        problem = f"the certificates of SSL_CERT_FILE or SSL_CERT_DIR cannot be read: {error.strerror}"
    else:
        return openai.OpenAI(
            api_key=endpoint.key.get_secret_value(), base_url=endpoint.base_url, max_retries=0, http_client=pool
        )
    raise ConfigError(f"{endpoint.alias}: {problem}")


def timeouts(timeout: float) -> httpx2.Timeout:
    """Return the time-outs of a request that may take `timeout` seconds to be answered."""
    return httpx2.Timeout(timeout, connect=min(timeout, CONNECT_SECONDS))


class _Sign:
    """Puts the endpoint's key, and nothing of the environment, into a request's headers."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._key = endpoint.key

    def __call__(self, request: httpx2.Request) -> None:
        for name in [name for name in request.headers if name.lower() not in _HEADERS]:
            del request.headers[name]
        request.headers["accept-encoding"] = "identity"
        request.headers["authorization"] = f"Bearer {self._key.get_secret_value()}"


def _bound(response: httpx2.Response) -> None:
    if isinstance(response.stream, httpx2.SyncByteStream):
        limit = response.request.extensions.get("timeout", {}).get("read")
        response.stream = _BoundedStream(response.stream, limit)


class _BoundedStream(httpx2.SyncByteStream):
    """A body that may not trickle in for ever, nor be endless: httpx2 bounds the time of a single read only."""

    def __init__(self, stream: httpx2.SyncByteStream, limit: float | None) -> None:
        self._stream = stream
        self._deadline = None if limit is None else time.monotonic() + limit

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for chunk in self._stream:
            size += len(chunk)
            if size > MAX_ANSWER_BYTES:
                raise httpx2.DecodingError(f"the answer is longer than {MAX_ANSWER_BYTES:,} bytes")
            if self._deadline is not None and time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the answer took too long")
            yield chunk

    def close(self) -> None:
        self._stream.close()
