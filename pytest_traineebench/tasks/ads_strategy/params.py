"""The arguments of the family: a city and a difficulty, and numbers that may override what the difficulty sets."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from pytest_traineebench.family import Params, unwrapped
from pytest_traineebench.tasks.ads_strategy.levels import LEVELS, Level

CITIES = (
    "Shanghai",
    "Beijing",
    "Guangzhou",
    "Shenzhen",
    "Hangzhou",
    "Chengdu",
    "Wuhan",
    "Nanjing",
    "Chongqing",
    "XiAn",
)
GROUPS = ("college_students_18_25", "young_professionals_25_35", "seniors_60_plus")


def _word(value: Any) -> Any:
    """Bring ``"Very easy"`` and ``"very-easy"`` to ``"very_easy"``."""
    return "_".join(value.lower().replace("-", " ").replace("_", " ").split()) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise ValueError(f"must be a number, not {value!r}")


def _city(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]+([ _'.-]+[A-Za-z]+)*", value):
        raise ValueError(f"must be a name in letters, such as 'Chengdu', not {value!r}")
    return value


def _group(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", value):
        raise ValueError(f"must be words in small letters, such as 'seniors_60_plus', not {value!r}")
    return value


_City = Annotated[str, Field(max_length=40), AfterValidator(_city)]
_Group = Annotated[str, Field(max_length=60), AfterValidator(_group)]
_Count = Annotated[int | None, BeforeValidator(_number)]
_Length = Annotated[float | None, BeforeValidator(_number)]


class AdsParams(Params):
    """What a task of this family is asked to be like.

    Accepts the published shape ``{"task_params": {"city": "Beijing", "difficulty": "very easy"}}``, in which
    ``task_params`` may be null, and the plain shape. City and target group are drawn if they are not given, other
    things come from the difficulty.
    """

    city: _City | None = None
    city_list: Annotated[tuple[_City, ...], Field(min_length=1)] = CITIES
    difficulty: Annotated[Literal["very_easy", "easy", "medium", "hard", "very_hard"], BeforeValidator(_word)] = (
        "medium"
    )
    channel_mix: Annotated[Literal["balanced", "metro_focus", "campus_heavy"], BeforeValidator(_word)] = "balanced"
    target_group: _Group | None = None
    target_groups: Annotated[tuple[_Group, ...], Field(min_length=1, max_length=6)] = GROUPS
    budget: _Count = Field(default=None, ge=100, le=1_000_000)
    num_channels: _Count = Field(default=None, ge=4, le=60)
    cost_min: _Count = Field(default=None, ge=10, le=100_000)
    cost_max: _Count = Field(default=None, ge=10, le=100_000)
    effect_min: _Count = Field(default=None, ge=10, le=100_000)
    effect_max: _Count = Field(default=None, ge=10, le=100_000)
    heatmap_size: _Count = Field(default=None, ge=4, le=20)
    heatmap_centers: _Count = Field(default=None, ge=1, le=5)
    heatmap_min_center_distance: _Length = Field(default=None, ge=0, le=20)
    heatmap_sigma_min: _Length = Field(default=None, ge=0.5, le=40)
    heatmap_sigma_max: _Length = Field(default=None, ge=0.5, le=40)
    # Published, and of no effect there either: a plan above the budget is no plan.
    budget_tolerance: _Length = Field(default=None, ge=0, le=1)

    @model_validator(mode="before")
    @classmethod
    def _unwrap(cls, given: Any) -> Any:
        return unwrapped(given, example='{"difficulty": "easy"}')

    @model_validator(mode="after")
    def _check_together(self) -> Self:
        level = self.level
        for name, (low, high) in (("cost", level.costs), ("effect", level.effects)):
            if 2 * high < 3 * low:  # among channels that are all alike little is to be decided, and much to be searched
                raise ValueError(f"{name}_max: must be at least one and a half times {name}_min ({low}), not {high}")
        high = level.costs[1]
        if level.budget < high:
            raise ValueError(f"budget: must pay for any channel, at least cost_max ({high}), not {level.budget}")
        if self.sigmas[1] < self.sigmas[0]:
            raise ValueError(f"heatmap_sigma_max: must be at least heatmap_sigma_min, not {self.sigmas[1]:g}")
        return self

    @property
    def level(self) -> Level:
        """The level with everything that the arguments override."""
        base = LEVELS[self.difficulty]
        return Level(
            budget=self.budget or base.budget,
            channels=self.num_channels or base.channels,
            side=self.heatmap_size or base.side,
            centers=self.heatmap_centers or base.centers,
            costs=(self.cost_min or base.costs[0], self.cost_max or base.costs[1]),
            effects=(self.effect_min or base.effects[0], self.effect_max or base.effects[1]),
            changed=base.changed,
        )

    @property
    def sigmas(self) -> tuple[float, float]:
        """Least and greatest width of a hot spot in cells: unless given, in proportion to the map's side.

        One bound alone moves the other if they would cross.
        """
        side = self.level.side
        low, high = self.heatmap_sigma_min, self.heatmap_sigma_max
        least = 0.18 * side if low is None else low
        most = 0.3 * side if high is None else high
        return (least if low is not None else min(least, most)), (most if high is not None else max(least, most))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that have a map, each once; a target group that is not among them comes first."""
        first = () if self.target_group is None or self.target_group in self.target_groups else (self.target_group,)
        return tuple(dict.fromkeys((*first, *self.target_groups)))
