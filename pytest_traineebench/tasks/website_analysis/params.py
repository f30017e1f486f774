"""Arguments of the family: there are none."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from pytest_traineebench.family import Params


class WebsiteParams(Params):
    """Takes no argument; the published ``arguments: null`` is accepted."""

    @model_validator(mode="before")
    @classmethod
    def _null_is_none_given(cls, value: Any) -> Any:
        return {} if value is None else value
