"""What went wrong between us and a model's server, in one line for a person, and whether to ask again."""

from __future__ import annotations

import errno
import json
import re
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx2

from pytest_traineebench.llm.endpoints import Endpoint
from pytest_traineebench.llm.retry import Again, retry_after

_SHOWN = 300  # letters of a server's own words
_SERVER_ERROR = 500  # from here on, HTTP blames the server
_KEY_RUN = 8  # letters of a key in a row that give it away


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One failed attempt.

    Attributes:
        line: What happened and what to do about it; holds no key.
        again: What asking again is good for.
        asked: Seconds that the server asks to wait.
        timed_out: Whether the attempt took all the time that it had.
        too_long: Whether the conversation is longer than the model's context.
    """

    line: str
    again: Again
    asked: float | None = None
    timed_out: bool = False
    too_long: bool = False


# Wordings of vLLM, Ollama, OpenAI, llama.cpp, OpenRouter, SGLang.
_NO_TOOLS = re.compile(
    r"(does|do) not support (\S+ )?(tools?|functions?)\b|(tools?|functions?)( \S+)? (is|are) not supported"
    r"|unsupported (param(eter)?|value)s?: '?(tools?|functions?)\b|enable-auto-tool-choice|tool-call-parser"
    r"|tools param requires --jinja|no endpoints found that support tool use|not support (tool|function) (use|call)",
    re.IGNORECASE,
)
_TOO_LONG = re.compile(
    r"context_length_exceeded|maximum context length|exceed_context_size|exceeds the available context"
    r"|(prompt|input)\b.{0,60} is too long|longer than the (maximum|model's)|maximum number of tokens allowed"
    r"|exceeds?( the)?( model'?s?)?( maximum)? context (length|window|size)",
    re.IGNORECASE | re.DOTALL,
)
_NO_MONEY = re.compile(r"insufficient_quota|exceeded your current quota|insufficient (balance|credits?)", re.IGNORECASE)


def status_failure(endpoint: Endpoint, response: httpx2.Response, *, with_tools: bool) -> Failure:
    """Explain an answer whose status is not 2xx."""
    status, text = response.status_code, response.text
    said = _said(text, endpoint)
    if with_tools and _NO_TOOLS.search(text):
        line = f"the model, or its server as it was started, takes no tools, which an agent needs ({status}){said}"
        return Failure(line=line, again=Again.NEVER)
    if _TOO_LONG.search(text):
        line = f"the conversation is longer than the model's context ({status}){said}"
        return Failure(line=line, again=Again.NEVER, too_long=True)
    if status == httpx2.codes.PAYMENT_REQUIRED or _NO_MONEY.search(text):
        return Failure(line=f"the account's quota is used up ({status}){said}", again=Again.NEVER)
    again = Again.PATIENTLY if status in (408, 409, 425, 429) or status >= _SERVER_ERROR else Again.NEVER
    line = _status_line(endpoint, response) + said
    return Failure(line=line, again=again, asked=retry_after(response.headers))


def connection_failure(endpoint: Endpoint, error: Exception, *, timeout: float) -> Failure:
    """Explain a request that got no whole answer."""
    chain, place = tuple(causes(error)), _place(endpoint.base_url)
    by = f" through the proxy {_place(endpoint.proxy.get_secret_value())}" if endpoint.proxy else ""
    if any(isinstance(cause, ssl.SSLError) or "CERTIFICATE_VERIFY" in str(cause) for cause in chain):
        reason = next((str(cause) for cause in chain if isinstance(cause, ssl.SSLError)), "")
        line = f"no secure connection to {place}{by}: {scrub(reason, endpoint)}"
        return Failure(line=f"{line}; set SSL_CERT_FILE for an own authority", again=Again.NEVER)
    if any(isinstance(cause, httpx2.TimeoutException) for cause in chain):
        connecting = any(isinstance(cause, httpx2.ConnectTimeout) for cause in chain)
        line = f"no {'connection to' if connecting else 'answer from'} {place}{by} within {timeout:g} s"
        return Failure(line=line, again=Again.PATIENTLY, timed_out=True)
    if any(isinstance(cause, httpx2.ProxyError) for cause in chain):
        reason = next(str(cause) for cause in chain if isinstance(cause, httpx2.ProxyError))
        line = f"no connection to {place}{by}, which says: {scrub(reason, endpoint)}"
        return Failure(line=line, again=Again.BRIEFLY)
    if any(isinstance(cause, httpx2.ConnectError) for cause in chain):
        return Failure(line=_unreachable(place, by, chain), again=Again.BRIEFLY)
    return Failure(
        line=f"the connection to {place}{by} was cut: {scrub(str(chain[-1]), endpoint)}", again=Again.PATIENTLY
    )


def answer_failure(endpoint: Endpoint, response: httpx2.Response, reason: str) -> Failure:
    """Explain an answer with a good status that holds no turn of a model."""
    kind = response.headers.get("content-type", "").partition(";")[0].strip() or "no content type"
    said = _said(response.text, endpoint)
    if "json" in kind or response.text.lstrip().startswith(("{", "[")):
        # Hosted models do this for a moment now and then: a cut body, an empty list of choices.
        return Failure(line=f"{_place(endpoint.base_url)} answered with {reason}{said}", again=Again.PATIENTLY)
    line = f"found {kind} at {endpoint.base_url}/chat/completions, expected JSON; base_url may lack '/v1'{said}"
    return Failure(line=line, again=Again.NEVER)


def reported_failure(endpoint: Endpoint, response: httpx2.Response, code: object, *, with_tools: bool) -> Failure:
    """Explain an error that came with status 200, as gateways send it; `code` may be its true status."""
    status = code if isinstance(code, int) and 400 <= code < 600 else 400  # noqa: PLR2004  -- HTTP's error statuses
    told = httpx2.Response(status, headers={"retry-after": response.headers.get("retry-after", "")}, text=response.text)
    return status_failure(endpoint, told, with_tools=with_tools)


def scrub(text: str, endpoint: Endpoint) -> str:
    """Return foreign text in one short line, without what is, or looks like, a key."""
    secrets = [endpoint.key.get_secret_value(), endpoint.proxy.get_secret_value() if endpoint.proxy else ""]
    text = " ".join(text[: 20 * _SHOWN].split())
    for secret in filter(None, secrets):
        text = text.replace(secret, "<key>")
    runs = {secret[at : at + _KEY_RUN] for secret in secrets for at in range(len(secret) - _KEY_RUN + 1)}
    text = re.sub(r"[^\s\"'`,;()<>]{8,}", lambda word: _hide(word.group(), runs), text)
    text = re.sub(r"\b(sk|pk|rk|gsk|xai|hf|key)[-_][\w*-]{6,}|\bBearer \S+|[\w-]+\*{3,}[\w*-]*", "<key>", text)
    printable = "".join(letter if letter.isprintable() else "?" for letter in text)
    return printable if len(printable) <= _SHOWN else f"{printable[:_SHOWN]}..."


def _hide(word: str, runs: set[str]) -> str:
    return "<key>" if any(run in word for run in runs) else word


def _status_line(endpoint: Endpoint, response: httpx2.Response) -> str:
    place, status = _place(endpoint.base_url), response.status_code
    if status in (401, 403):
        return f"{place} refuses the key ({status}); {endpoint.key_source} is wrong{_name_hint(endpoint)}"
    if status == httpx2.codes.NOT_FOUND:
        missing = f"{endpoint.base_url}/chat/completions knows no model {endpoint.model_name!r}"
        return f"{missing}, or no chat server is there (404); model_name or base_url is wrong"
    if status == httpx2.codes.PROXY_AUTHENTICATION_REQUIRED:
        return f"the proxy on the way to {place} wants a user and password (407); they belong in proxy_url"
    if httpx2.codes.is_redirect(status):
        target = scrub(response.headers.get("location", "nowhere").partition("?")[0], endpoint)
        return f"{place} redirects to {target} ({status}); set base_url to where the server is"
    if status == httpx2.codes.TOO_MANY_REQUESTS:
        return f"{place} is asked too often (429){_asks(response)}"
    return f"{place} {'failed' if status >= _SERVER_ERROR else 'refuses the request'} ({status}){_asks(response)}"


def _asks(response: httpx2.Response) -> str:
    asked = retry_after(response.headers)
    return "" if asked is None else f" and asks to wait {asked:g} s"


def _name_hint(endpoint: Endpoint) -> str:
    if not re.fullmatch(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+", endpoint.key.get_secret_value()):
        return ""
    return ": it looks like the name of an environment variable, which belongs in api_key_env"


def _said(text: str, endpoint: Endpoint) -> str:
    shown = scrub(_message(text), endpoint)
    return f": {shown}" if shown else ""


def _message(text: str) -> str:
    """Return the message of a server's error, in the shapes of OpenAI, vLLM, Ollama and FastAPI, or all its text."""
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        return re.sub(r"(?is)<(script|style).*?</\1>|<[^>]*>", " ", text)
    while isinstance(value, dict):
        value = next((value[name] for name in ("error", "message", "detail", "msg") if value.get(name)), text)
    return value if isinstance(value, str) else text


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it came from, the innermost last."""
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__ or cause.__context__


def _unreachable(place: str, by: str, causes: tuple[BaseException, ...]) -> str:
    numbers = {cause.errno for cause in causes if isinstance(cause, OSError)}
    text = " ".join(str(cause) for cause in causes)
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return f"no such host: {place}{by} (its name cannot be resolved); base_url or proxy_url is wrong, or no network"
    if errno.ECONNREFUSED in numbers or "refused" in text:
        return f"{place}{by} refuses the connection; is the server running?"
    return f"no connection to {place}{by}: {causes[-1]}"


def _place(url: str) -> str:
    """Return host and port, which unlike the whole URL hold no password."""
    parts = urlsplit(url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"{host}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
