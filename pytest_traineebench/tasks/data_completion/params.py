"""The arguments of a data completion: which kind of data set, how hard, and how long."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from pytest_traineebench.family import Params
from pytest_traineebench.tasks.data_completion.kinds import KINDS, Domain, Kind, TaskType
from pytest_traineebench.tasks.data_completion.levels import LEVELS, Difficulty, Level

MAX_ROWS = 2_000
"""A longer table would be a job for a database, and take the whole day's budget of generation."""
_FEWEST_DAYS = 3


def _word(value: Any) -> Any:
    return "_".join(value.lower().replace("-", " ").replace("_", " ").split()) if isinstance(value, str) else value


def _number(value: Any) -> Any:
    if isinstance(value, bool):
        raise ValueError(f"must be a whole number, not {str(value).lower()}")  # noqa: TRY004  -- pydantic takes ValueError only
    return value


class CompletionParams(Params):
    """Arguments in the published shape; blanks, hyphens, case and lists of one do not matter.

    Attributes:
        domain: Where the data set belongs.
        task_type: The kind of data set; it must be one of the domain's two.
        difficulty: Sets the number of rows and the share of missing cells.
        rows: Overrides the number of rows (of the sales kinds: of entities, four rows each).
    """

    domain: Annotated[Domain, BeforeValidator(_word)]
    task_type: Annotated[TaskType, BeforeValidator(_word)]
    difficulty: Annotated[Difficulty, BeforeValidator(_word)] = "medium"
    rows: Annotated[int | None, BeforeValidator(_number)] = Field(default=None, ge=1, le=MAX_ROWS)

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if self.kind.domain != self.domain:
            its_own = " or ".join(name for name, kind in KINDS.items() if kind.domain == self.domain)
            raise ValueError(f"task_type: {self.task_type} does not belong to {self.domain}, which has {its_own}")
        if self.task_type == "daily_interpolation" and self.row_count < _FEWEST_DAYS:
            raise ValueError(f"rows: {self.task_type} needs {_FEWEST_DAYS} or more, not {self.rows}")
        return self

    @property
    def kind(self) -> Kind:
        """The kind of data set."""
        return KINDS[self.task_type]

    @property
    def level(self) -> Level:
        """What the difficulty means."""
        return LEVELS[self.difficulty]

    @property
    def row_count(self) -> int:
        """Rows, or entities of the sales kinds."""
        return self.level.rows if self.rows is None else self.rows
