"""Our format for a plain ``vcr.VCR``: its persister and its matcher.

```python
recorder = vcr.VCR(match_on=["traineebench"])
recorder.register_persister(CassettePersister)
recorder.register_matcher("traineebench", same_request)
```

That is vcrpy as it is: it saves when the cassette is closed, looks through all recordings for each request, and checks
nothing for secrets. `session` does all of this better; it is how a day is recorded.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from vcr.persisters.filesystem import CassetteNotFoundError  # type: ignore[import-untyped]  # has no hints
from vcr.request import Request  # type: ignore[import-untyped]  # has no hints

from pytest_traineebench.recording.answers import VcrResponse, from_vcr, to_vcr
from pytest_traineebench.recording.canonical import BINARY, TEXT, Ask, Canonicalizer
from pytest_traineebench.recording.entries import Interaction
from pytest_traineebench.recording.store import parse, read_slots, save_image, write_cassette

_ASK = "_traineebench_ask"


class CassettePersister:
    """Loads and saves cassettes for vcrpy; the serializer that it hands over is not used."""

    @staticmethod
    def load_cassette(
        cassette_path: str | Path,
        serializer: object = None,  # noqa: ARG004  -- vcrpy's signature
    ) -> tuple[list[Any], list[VcrResponse]]:
        """Return requests and answers.

        Raises:
            CassetteError: If the file is not as it was written.
            CassetteNotFoundError: If there is none.
        """
        if not Path(cassette_path).exists():
            raise CassetteNotFoundError
        found = parse(read_slots(Path(cassette_path)))
        return [_request(item.ask) for item in found], [to_vcr(item.answer) for item in found]

    @staticmethod
    def save_cassette(
        cassette_path: str | Path,
        cassette_dict: Mapping[str, Sequence[Any]],
        serializer: object = None,  # noqa: ARG004  -- vcrpy's signature
    ) -> None:
        """Replace a cassette.

        Raises:
            CassetteError: If it cannot be written.
        """
        canonicalizer, path = Canonicalizer(), Path(cassette_path)
        pairs = zip(cassette_dict["requests"], cassette_dict["responses"], strict=True)
        found = [Interaction(ask=_ask(request, canonicalizer), answer=from_vcr(answer)) for request, answer in pairs]
        for image in canonicalizer.images:
            save_image(path, image)
        write_cassette(path, found)


def same_request(one: Any, other: Any) -> bool:
    """Tell whether two of vcrpy's requests are the same, as `canonical` understands it."""
    asks = [getattr(request, _ASK, None) or _ask(request, Canonicalizer()) for request in (one, other)]
    for request, ask in zip((one, other), asks, strict=True):
        setattr(request, _ASK, ask)
    return asks[0].digest == asks[1].digest


def _ask(request: Any, canonicalizer: Canonicalizer) -> Ask:
    content_type = str(request.headers.get("content-type", ""))
    return canonicalizer.ask(request.method, request.uri, request.body_bytes, content_type=content_type)


def _request(ask: Ask) -> Any:
    return Request(ask.method, f"http://recorded{ask.path}", _body(ask), {})


def _body(ask: Ask) -> bytes | None:
    match ask.frame.value:
        case None:
            return None
        case {**fields} if set(fields) == {TEXT}:
            return str(fields[TEXT]).encode()
        case {**fields} if set(fields) == {BINARY}:
            return base64.b64decode(str(fields[BINARY]))
        case {**fields}:
            lists = {name: [item.value for item in parts] for name, parts in ask.lists}
            return json.dumps({**fields, **lists}).encode()
        case value:
            return json.dumps(value).encode()
