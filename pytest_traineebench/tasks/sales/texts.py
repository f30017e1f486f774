"""Reads the longer texts of the family and fills in the handbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from pytest_traineebench.tasks.sales.paths import Paths
from pytest_traineebench.tasks.sales.policy import WEB_SHOP, Policy

_KEPT = {
    True: ("last", "An order that is corrected, or cancelled later, is exported again with its new state."),
    False: ("first", "Quarters are closed by first bookings; what is exported again later is settled by Finance."),
}
_REFUNDS = {
    True: "Their negative amounts, converted as well, are added to the total of the person; they have no minimum.",
    False: "They are settled by Finance and do not count: leave them out, and do not take them off anybody's total.",
}


@cache
def template(name: str) -> str:
    """Return a text of this family's ``templates`` folder."""
    return Path(__file__).with_name("templates").joinpath(name).read_text(encoding="utf-8")


def write_manual(policy: Policy, *, year: int, departments: Sequence[str], paths: Paths) -> str:
    """Return the edition of the handbook for the orders of a year."""
    kept, kept_reason = _KEPT[policy.last_counts]
    return template("manual.md").format(
        year=year,
        departments=listed(departments),
        first_department=departments[0],
        folder=paths.folder,
        example=paths.records(departments[0], 3, year).rsplit("/", 1)[-1],
        kept=kept,
        kept_reason=kept_reason,
        web_shop=WEB_SHOP,
        minimum=policy.minimum,
        refunds=_REFUNDS[policy.refunds_deducted],
        **{currency.lower(): f"{rate // 100}.{rate % 100:02}" for currency, rate in policy.rates.items()},
    )


def listed(names: Sequence[str]) -> str:
    """Write out names as in a sentence."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
