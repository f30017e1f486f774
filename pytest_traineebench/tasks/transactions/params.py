"""The arguments of a transaction review: how many suppliers of each sort stand in the table."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from pytest_traineebench.family import Params

MAX_NORMAL, MAX_ABNORMAL = 20, 10
"""Beyond this the table no longer looks like the handful of suppliers that an intern reviews in a day."""


class TransactionParams(Params):
    """Arguments in the published shape; in spite of their names they count suppliers, not transactions."""

    num_normal_transactions: int = Field(ge=0, le=MAX_NORMAL, strict=True, description="Number of normal suppliers.")
    num_abnormal_transactions: int = Field(
        ge=0, le=MAX_ABNORMAL, strict=True, description="Number of abnormal suppliers."
    )

    @model_validator(mode="after")
    def _has_suppliers(self) -> Self:
        if self.num_normal_transactions + self.num_abnormal_transactions == 0:
            raise ValueError(
                "num_normal_transactions and num_abnormal_transactions are both 0; one of them must be 1 or more"
            )
        return self
