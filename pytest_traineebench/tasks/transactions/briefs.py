"""What the people in Finance tell a trainee who reviews transactions."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.transactions.paths import Paths

_DEPARTMENT = "Finance"
_REVIEW = (
    "transaction | =irregularity | =irregularities | red flag/flags | =anomaly | =anomalies | =audit | =audits | =auditing |"
    " =auditor | =auditors | supplier + (rule | =strict | =trust | =normal | review | abnormal | payment | document | =classified | =flagged | =rated | =judged) | payment + (review | abnormal) |"
    " (=review | =audit) + (=manual | =guide | guideline | =guidelines | handbook) | split order/orders/purchase/purchases | invoice + (abnormal | =rules | =duplicate | same amount | =twice | =mismatch | not match | do not match | supplier)",
    "#manual | abnormal | how + review | =strict | =report | rule | official | document | method | criteria",
)
_DOCUMENTS = (
    "invoice | (transaction | payment) + (=documents | =document | =paper | =papers | =files | =folder | =form | =forms | =copy | =copies | =originals) | =originals | #paperwork + (transaction | payment | supplier | #review) | scanned/signed form/forms/paper/papers/document/documents",
    "#whereabouts | transaction | #records | (=is | =are) + =there | =get | =give | =have/=has | which | check | show | =need",
)
_UNLESS = ("#private | #aside",)
# "Approval" is also what a website's maintenance needs, and invoices are also sent to customers.
_NO_DOCUMENTS = (
    "=customer | =customers | due date | when .. pay | maintenance | =website | approval code | =meeting | my own |"
    " for my | =vacation | salary | how do i write/create/make/issue | by post | hand in | who print/prints | when do we .. send"
)


def brief_finance(slot: Slot, paths: Paths) -> Iterator[Brief]:
    """Yield what everybody in Finance knows: where the review manual is, and where the documents are."""
    for person in slot.staff.department(_DEPARTMENT):
        yield _review_manual(person.name, slot, paths)
        yield _documents(person.name, slot, paths)


def _review_manual(person: str, slot: Slot, paths: Paths) -> Brief:
    return Brief(
        task=slot.task,
        topic="review-manual",
        person=person,
        when=f"{slot.trainee} asks how to review the transaction data or what makes a supplier abnormal",
        reply=(
            f"For the review of the transactions in `{paths.database}`, please follow our manual: "
            f"`CloudDisk://{paths.manual}`. It says what to look for in each supplier's payments."
        ),
        cues=_REVIEW,
        never=("#do it for me",),
        weighed="transactions/review-manual",
        unless=_UNLESS,
        facts=(paths.manual,),
    )


def _documents(person: str, slot: Slot, paths: Paths) -> Brief:
    return Brief(
        task=slot.task,
        topic="documents",
        person=person,
        when=f"{slot.trainee} asks where the invoices or approval forms of the transactions are",
        reply=(
            f"For the transactions in `{paths.database}`, the invoices are in `CloudDisk://{paths.invoices}/` and the "
            f"approval forms in `CloudDisk://{paths.approvals}/`, one text file each."
        ),
        cues=_DOCUMENTS,
        never=("#do it for me",),
        weighed="transactions/documents",
        unless=(*_UNLESS, _NO_DOCUMENTS),
        facts=(f"{paths.invoices}/", f"{paths.approvals}/"),
    )
