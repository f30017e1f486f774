"""Where the chat models are: ``api_config.json``, read and checked."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from pytest_traineebench.discovery import did_you_mean
from pytest_traineebench.errors import ConfigError
from pytest_traineebench.strict_json import kind, read_json, shown

_PLACEHOLDER = "no-key"  # the openai client insists on a key, and would else send the user's OPENAI_API_KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """One model on one server, ready to be asked.

    Attributes:
        alias: The user's name of it.
        model_name: The server's name of it.
        base_url: What ``/chat/completions`` is added to, without a closing slash.
        key: Sent as the bearer token; a placeholder for a server that wants none.
        key_source: Where the key came from, for people: ``api_key_env OPENAI_API_KEY in api_config.json``.
        proxy: URL of the proxy, which may hold a password. None means no proxy at all: neither
            ``HTTPS_PROXY`` nor the system's settings are looked at, so that a file means the same everywhere.
    """

    alias: str
    model_name: str
    base_url: str
    key: SecretStr
    key_source: str
    proxy: SecretStr | None = None


class _Entry(BaseModel):
    """One value of the file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, hide_input_in_errors=True)

    model_name: str = Field(min_length=1)
    api_key_var: SecretStr = SecretStr("")
    api_key_env: str = ""
    base_url: str
    proxy_url: Literal[False] | SecretStr = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """The models of one ``api_config.json``.

    Attributes:
        source: The file's name as the user gave it, for errors.
    """

    source: str
    _entries: Mapping[str, _Entry] = field(default_factory=dict, repr=False)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names of all models, sorted."""
        return tuple(sorted(self._entries))

    def get(self, alias: str, *, keyless: bool = False) -> Endpoint:
        """Return one model's endpoint with its key.

        Args:
            alias: Name of the model.
            keyless: Whether a placeholder stands for the key, since nobody is asked.

        Raises:
            ConfigError: If there is no such model, or the environment variable of its key is not set.
        """
        if alias not in self._entries:
            raise ConfigError(f"{self.source}: no model {alias!r}{self._suggest(alias)}")
        entry = self._entries[alias]
        proxy = entry.proxy_url if isinstance(entry.proxy_url, SecretStr) else None
        return Endpoint(
            alias=alias,
            model_name=entry.model_name,
            base_url=entry.base_url.rstrip("/"),
            key=SecretStr(_PLACEHOLDER) if keyless else self._key(alias, entry),
            key_source=f"{f'api_key_env {entry.api_key_env}' if entry.api_key_env else 'api_key_var'} in {self.source}",
            proxy=proxy,
        )

    def also(self, others: Mapping[str, tuple[str, str]]) -> Endpoints:
        """Return these models and others that are not among them, which want no key.

        Args:
            others: Model name and base URL by alias.
        """
        entries = {alias: _Entry(model_name=name, base_url=url) for alias, (name, url) in others.items()}
        return Endpoints(source=self.source, _entries={**entries, **self._entries})

    def _suggest(self, alias: str) -> str:
        if not self._entries:
            return "; the file names none"
        hint, known = did_you_mean(alias, self.aliases), f"; known: {', '.join(self.aliases)}"
        return hint if hint == known else f"{known}{hint}"

    def _key(self, alias: str, entry: _Entry) -> SecretStr:
        if not entry.api_key_env:
            return SecretStr(entry.api_key_var.get_secret_value().strip() or _PLACEHOLDER)
        if fault := _variable_fault(entry.api_key_env):
            raise ConfigError(
                f"{self.source}: {alias}.api_key_env: the environment variable {entry.api_key_env} {fault}"
            )
        return SecretStr(os.environ[entry.api_key_env].strip())


def load_endpoints(path: str | os.PathLike[str]) -> Endpoints:
    """Read an ``api_config.json``.

    It is an object with a model alias per key; each value has ``model_name``, ``base_url``, ``proxy_url`` (false,
    which is also the default and means no proxy, or a URL) and either ``api_key_var`` (the key itself, in spite of its
    name) or ``api_key_env`` (the name of an environment variable that holds the key, looked up when the model is
    used). Neither, or an empty one, is right for a server that wants no key.

    Raises:
        ConfigError: If the file cannot be read or is wrong; one line that shows no key.
    """
    source = os.fspath(path)
    try:
        return _load(source)
    except ConfigError as error:
        problem = str(error)
    raise ConfigError(problem)  # here, where a traceback that shows local variables shows no key


def _load(source: str) -> Endpoints:
    document = read_json(source)
    if not isinstance(document, dict):
        raise ConfigError(f"{source}: found {kind(document)}, expected an object with a model alias per key")
    return Endpoints(source=source, _entries={alias: _entry(value, alias, source) for alias, value in document.items()})


def _entry(value: object, alias: str, source: str) -> _Entry:
    place = f"{source}: {alias}"
    if not alias or not alias.isprintable():
        raise ConfigError(f"{source}: found the alias {shown(alias)}, expected a printable name")
    if not isinstance(value, dict):
        raise ConfigError(f"{place}: found {kind(value)}, expected an object with model_name and base_url")
    try:
        entry = _Entry.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        problem = _shape_fault(first["type"], first["loc"], value)
    else:
        problem = _fault(entry)
    if problem:
        raise ConfigError(f"{place}{problem}")
    return entry


def _shape_fault(rule: str, loc: tuple[int | str, ...], value: Mapping[str, object]) -> str:
    """Return what is wrong with an entry's shape; a wrong value is told by its kind, since it may be a key."""
    name = str(loc[0])
    if rule == "missing":
        return f": found no {name}, expected one"
    if rule == "extra_forbidden":
        return f": found the unknown field {shown(name)}{did_you_mean(name, _Entry.model_fields)}"
    expected = "false (no proxy) or a URL in quotes" if name == "proxy_url" else "a string in quotes"
    found = kind(value[name])
    return f".{name}: found {found}, expected {expected}" if value[name] != "" else f".{name}: found an empty string"


def _fault(entry: _Entry) -> str:
    """Return what is wrong with an entry of the right shape, or an empty string."""
    key = entry.api_key_var.get_secret_value().strip()
    if key and entry.api_key_env:
        return ": found both api_key_var and api_key_env, expected one of them"
    if key and (fault := _key_fault(key)):
        return f".api_key_var: {fault}"
    if entry.api_key_env and not _is_variable_name(entry.api_key_env):
        return ".api_key_env: found no name of an environment variable; the key itself belongs in api_key_var"
    if fault := _base_url_fault(entry.base_url):
        return f".base_url: found {_shown_url(entry.base_url)}, {fault}"
    if isinstance(entry.proxy_url, SecretStr) and (fault := _proxy_fault(entry.proxy_url.get_secret_value())):
        return f".proxy_url: {fault}"
    return ""


def _is_variable_name(text: str) -> bool:
    # A long run of letters and figures without a single underscore is a key in the wrong place: do not print it.
    looks_secret = len(text) >= 20 and "_" not in text  # noqa: PLR2004  -- no variable's name in use is like this
    return re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", text) is not None and not looks_secret


def _variable_fault(name: str) -> str:
    key = os.environ.get(name, "").strip()
    return _key_fault(key) if key else "is not set or empty"


def _key_fault(key: str) -> str:
    sound = key.isascii() and key.isprintable() and " " not in key
    return "" if sound else "holds a space, a line break or a letter beyond ASCII, which no key can"


def _base_url_fault(url: str) -> str:
    if fault := _url_fault(url, schemes=("http", "https")):
        return f"expected a URL like https://api.openai.com/v1: {fault}"
    parts = urlsplit(url)
    if parts.username is not None or parts.query or parts.fragment:
        return "expected a URL without user, password, '?' and '#'"
    if parts.path.rstrip("/").endswith("/chat/completions"):
        return "expected it without '/chat/completions', which is added"
    return ""


def _proxy_fault(url: str) -> str:
    # The URL itself is not shown: it may hold a password.
    fault = _url_fault(url, schemes=("http", "https", "socks5", "socks5h"))
    return f"expected false (no proxy) or a URL like http://127.0.0.1:3128: {fault}" if fault else ""


def _url_fault(url: str, *, schemes: tuple[str, ...]) -> str:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "its host or port is wrong"
    if parts.scheme not in schemes:
        return f"it does not start with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    if not host or not re.fullmatch(r"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+", host):
        return "its host is wrong"
    return "" if url.isascii() and url.isprintable() and " " not in url else "it holds a space or a letter beyond ASCII"


def _shown_url(url: str) -> str:
    """Return a URL for people; what is no plain URL may be, or hold, a key in the wrong place."""
    plain = url.startswith(("http://", "https://")) and not set(url) & set("@?#")
    return shown(url) if plain else "a string"
