"""What is judged about a plan: what it rests on, format, budget, both sums, and above all how good the plan is."""

from __future__ import annotations

import re
from collections.abc import Callable

from pytest_traineebench.company.evidence import Evidence
from pytest_traineebench.errors import DeliverableError
from pytest_traineebench.scoring.checkpoint import PASSED, Checkpoint, Verdict, missed, partly
from pytest_traineebench.tasks.ads_strategy.answer import Answer, Discount
from pytest_traineebench.tasks.ads_strategy.plan import COST, EXPOSURE, choice, read_channels, read_total

_CENT = 0.01
_CHOOSE = (
    "Choose only channels that can be booked, compare their total cost, after all changes, with the budget, and see "
    "whether what is left would pay for another one."
)


def handbook_read(evidence: Evidence, answer: Answer) -> Verdict:
    """The handbook was downloaded."""
    if evidence.downloaded(answer.handbook):
        return PASSED
    return missed(
        f"{answer.handbook} was not downloaded",
        "Ask a colleague in Marketing how such a strategy is planned, and download what you are pointed to.",
    )


def changes_learned(evidence: Evidence, answer: Answer) -> Verdict:
    """Each colleague who had to be asked was asked, and told the discount; the share of them counts.

    If nothing has changed since the list was made, the handbook is where one learns that.
    """
    if not answer.discounts:
        return handbook_read(evidence, answer)
    told = sum(_was_told(evidence, discount) for discount in answer.discounts)
    buyers = ", ".join(f"{discount.buyer} ({discount.percent}%)" for discount in answer.discounts)
    return partly(
        told,
        len(answer.discounts),
        f"{told} discounts were learned by asking, of those that are known to {buyers}",
        "Ask every colleague whom the handbook names what has changed for the channels that she or he buys.",
    )


def _was_told(evidence: Evidence, discount: Discount) -> bool:
    asked = evidence.said(lambda text: bool(text.strip()), to=discount.buyer)
    percent = re.compile(rf"(?<![\d.,]){discount.percent}\s*(?:%|per\s?cent)", re.IGNORECASE)
    return (
        asked is not None
        and evidence.heard(lambda text: percent.search(text) is not None, of=discount.buyer, after=asked.order)
        is not None
    )


def plan_in_format(evidence: Evidence, answer: Answer) -> Verdict:
    """The plan is an object as described, lists bookable channels, each once, and is not above the budget.

    Half if only most of the ids are bookable. What costs more than the budget, such as all channels, is no plan.
    """
    ids = read_channels(evidence, answer)
    read_total(evidence, answer, COST)
    read_total(evidence, answer, EXPOSURE)
    known = {candidate.id for candidate in answer.candidates}.intersection(ids)
    if answer.cost(known) > answer.budget:
        return missed(f"the channels in {answer.plan} cost more than the budget", _CHOOSE)
    if ids and len(known) == len(ids):
        return PASSED
    return Verdict(
        0.5 if 2 * len(known) > len(ids) else 0.0,
        f"{answer.plan} lists {len(ids)} ids, of which {len(known)} different ones are channels that can be booked",
        "Use exactly the keys and types that the task shows, and list ids of channels that can be booked, each once.",
    )


_CheckOfChoice = Callable[[Evidence, Answer, frozenset[str]], Verdict]


def _of_choice(check: _CheckOfChoice) -> Callable[[Evidence, Answer], Verdict]:
    """Return a check that is missed unless the plan's choice can be carried out."""

    def checked(evidence: Evidence, answer: Answer) -> Verdict:
        try:
            chosen = choice(evidence, answer)
        except DeliverableError as problem:
            return missed(str(problem), _CHOOSE)
        return check(evidence, answer, chosen)

    return checked


@_of_choice
def budget_kept(_evidence: Evidence, _answer: Answer, _chosen: frozenset[str]) -> Verdict:
    """The chosen channels cost no more than the budget, and what is left would pay for no other one."""
    return PASSED


@_of_choice
def total_cost_right(evidence: Evidence, answer: Answer, chosen: frozenset[str]) -> Verdict:
    """The stated cost is that of the chosen channels; half if it is less than a hundredth off."""
    true = answer.cost(chosen)
    return _near(
        read_total(evidence, answer, COST),
        true,
        within=_CENT,
        nearly=0.01 * true,
        what="cost",
        advice="Add up the cost of exactly the channels that you chose again, by a program, and check whether you "
        "brought it up to date as the handbook says.",
    )


@_of_choice
def total_exposure_right(evidence: Evidence, answer: Answer, chosen: frozenset[str]) -> Verdict:
    """The stated exposure is that of the chosen channels within half a hundredth; half if less than a twentieth off.

    The first leaves room for rounding in any way, the second for a cell that was misread by one.
    """
    true = answer.exposure(chosen) / 100
    return _near(
        read_total(evidence, answer, EXPOSURE),
        true,
        within=0.005 * true,
        nearly=0.05 * true,
        what="effective exposure",
        advice="Check how you read the densities (which map, which axis is which, from where rows are counted; write "
        "them down as a table) and whether you apply the formula of the handbook.",
    )


def _near(stated: float, true: float, *, within: float, nearly: float, what: str, advice: str) -> Verdict:
    off = abs(stated - true)
    if off <= within:
        return PASSED
    reason = f"the chosen channels have a total {what} of {true:,.2f}, stated is {stated:.15g}"
    return Verdict(0.5 if off < nearly else 0.0, reason, advice)


@_of_choice
def exposure_greatest(_evidence: Evidence, answer: Answer, chosen: frozenset[str]) -> Verdict:
    """The plan reaches the greatest exposure that the budget allows.

    A lesser plan earns up to half: the share of the way from the best plan that was made with a misread map, with
    none, or with nothing of what has changed, to the best plan of all. A cent for each channel is left to rounding.
    """
    reached, best = answer.exposure(chosen), answer.exposure(answer.best)
    if reached >= best - len(answer.candidates):
        return PASSED
    way = (reached - answer.blind) / max(1, best - answer.blind)
    return Verdict(
        max(0.0, way) / 2,
        f"the plan reaches {reached / 100:,.2f} of {best / 100:,.2f}, which {', '.join(answer.best)} would reach",
        "This is not the best plan for the budget. Check the densities and all changes first, then search for the best "
        "plan exactly, for instance with an algorithm for the 0/1 knapsack problem.",
    )


CHECKPOINTS: tuple[Checkpoint[Answer], ...] = (
    Checkpoint(name="handbook_read", points=1, check=handbook_read),
    Checkpoint(name="changes_learned", points=1, check=changes_learned),
    Checkpoint(name="plan_in_format", points=1, check=plan_in_format),
    Checkpoint(name="budget_kept", points=1, check=budget_kept),
    Checkpoint(name="total_cost_right", points=2, check=total_cost_right),
    Checkpoint(name="total_exposure_right", points=2, check=total_exposure_right),
    Checkpoint(name="exposure_greatest", points=5, check=exposure_greatest),
)
