"""The arguments of the family: a difficulty, and four numbers that may override what it sets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from pytest_traineebench.family import Params, unwrapped

Difficulty = Literal["easy", "medium", "hard"]


@dataclass(frozen=True, slots=True)
class _Preset:
    articles: int
    links: tuple[int, int]
    owners: int


_PRESETS: Mapping[str, _Preset] = {
    "easy": _Preset(1, (1, 2), 1),
    "medium": _Preset(3, (1, 3), 2),
    "hard": _Preset(5, (2, 5), 3),
}


def _plain_word(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _no_truth_value(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError("expected a whole number")  # noqa: TRY004  -- pydantic takes ValueError only
    return value


_Number = Annotated[int | None, BeforeValidator(_no_truth_value)]


class KbFixParams(Params):
    """What a task of this family is asked to be like.

    Accepts the published shape ``{"task_params": {"difficulty": "hard"}}``, in which ``task_params`` may be null, and
    the plain shape ``{"difficulty": "hard"}``. A number that is left out comes from the difficulty.
    """

    difficulty: Annotated[Difficulty, BeforeValidator(_plain_word)] = "medium"
    num_articles: _Number = Field(default=None, ge=1, le=11)
    links_per_article_min: _Number = Field(default=None, ge=1, le=10)
    links_per_article_max: _Number = Field(default=None, ge=1, le=10)
    owners_per_article: _Number = Field(default=None, ge=1, le=10)

    @model_validator(mode="before")
    @classmethod
    def _unwrap(cls, given: Any) -> Any:
        return unwrapped(given, example='{"difficulty": "easy"}')

    @property
    def articles(self) -> int:
        """How many articles have broken links."""
        return self.num_articles or self._preset.articles

    @property
    def links(self) -> tuple[int, int]:
        """Least and greatest number of broken links of an article; bounds in the wrong order are swapped."""
        low, high = self._preset.links
        bounds = (self.links_per_article_min or low, self.links_per_article_max or high)
        return min(bounds), max(bounds)

    @property
    def owners(self) -> int:
        """How many people share the charts of an article, if it has that many links."""
        return self.owners_per_article or self._preset.owners

    @property
    def _preset(self) -> _Preset:
        return _PRESETS[self.difficulty]
