"""What the people of the sales departments tell a trainee: where their handbook is, and where the records are."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.sales.paths import Paths
from pytest_traineebench.tasks.sales.question import Question, sales_departments

# "In order to" says nothing about orders, so that the plain word needs a companion, or to be more than one.
_MATTER = (
    "sale | =salesperson | =salespeople | =salesman | =salesmen | =saleswoman | =saleswomen | =sell | =sells | =sold |"
    " =seller | =sellers | =selling | =orders | customer/completed/cancelled/an/each/every/one order | which/what order + (count | include | ignore | customer | belong) |"
    " order/orders csv/csvs/file/files | customer/customers orders | order data/record/list/file/table/history/book/log/export/entry/detail/number/value/amount/row/sheet/csv |"
    " order/orders folder/directory/path/archive/statistics/numbers/figures/information/value/values/volume | =revenue |"
    " =revenues | =turnover | quarter | q1 | q2 | q3 | q4 | refund | =deals | =orderbook | (=orders | =order) + #records |"
    " (=cancellations | =returns | =refunds) + (count | =totals | =sum | rule) | average order | bestseller | top seller | =kpi | =kpis | order .. cancelled/canceled/returned/duplicate |"
    " best/worst/strongest/weakest/top/first month/quarter/employee/product/region/customer | units sold | =margin |"
    " sold/sell/sells by/in/last | =sold + =most | =raw/=actual/=underlying/=input =data | (=totals | =average | =averages | =sums | =figures | =numbers) + (#guide | =rule | =rules | crunch) |"
    " returned/cancelled/canceled/test/duplicate/gift/sample order/orders/goods/item/items | best/top .. product/products/seller/sellers/employee/region |"
    " (=discount | =discounts | =refund | =returns) + (#compute | count | deduct | treat)"
)
_RULES = (
    "how do/should .. deal | #guide | how to | explain | =standards | =standard | proceed | go about | tackle | crunch | teach | learn | show .. how |"
    " =way | read up | approach | in house | reading | how .. analysis/report/figures/totals/sums | rule | document |"
    " =formulas | #compute | method | criterion | include | exclude | =net | =gross | =totals | treat | handle | =official | =sum | belong | exactly | statistics | =cancellations | by our rules | our rules | =right | reduce | deduct | affect | subtract | =meant | =mean | status | =kpi | =kpis | define | definition | =calculate/=calculated/=calculation/=compute/=computed/=computation |"
    " work/worked/working out | determine | formula | metric | count | =average | =rank/=ranked/=ranking/=rankings |"
    " analyse | #review | =compare | =comparison | add up | sum up | consider | take into account"
)
_PLACES = "i be after | (=deals | =sales | =orders) + list | (q1 | q2 | q3 | q4) + =after | #records | access | locate | (=order | =orders | =sold | =revenue | quarter) + (=where | #where + csv) | (=orders | =sales | =revenue) + (i/we need/want/require/lack | give/send/hand/provide me/us/them/the | get the) | =where .. find/see/get/look/obtain/take/download/access/read | =dataset | =table | =tables | =records | =files | =numbers | csv | =data | upload | dataset | spreadsheet | export"
# Mentioning a sales department, or an article on sales, is no question about sales.
_UNLESS = ("#private | #aside",)
_NEVER = (
    "#do it for me",
    (
        "=fee | =fees | =outage | recovery log | recovery number/numbers | =attendance | =lateness | =absence | =absences | =overtime | punctuality | clock in | =carrier | =carriers |"
        " =sla | service level | shipping | =outing | team event | =excursion | =trip | team building |"
        " chart id/ids/link/links/reference/references | chart .. broken/dead/fix | broken/dead chart | =article | =articles | knowledge base | =kb | website | =ads | campaign |"
        " company's history | =commission/=commissions .. manager/managers/people/staff | where .. =sit | sales manager of | town hall | =supplier | =suppliers | =vendors | transaction data | transaction + #review |"
        " =invoice | =invoices | approval form | heat map | =missing value | =missing values"
    ),
)


def brief_sales_staff(question: Question, report: str, paths: Paths, slot: Slot) -> Iterator[Brief]:
    """Yield what everybody in the sales departments knows, whichever departments are asked about."""
    for department in sales_departments(slot.staff):
        for person in slot.staff.department(department):
            yield _manual(person.name, report, paths, slot)
            yield _data(person.name, question, report, paths, slot)


def _manual(person: str, report: str, paths: Paths, slot: Slot) -> Brief:
    return Brief(
        task=slot.task,
        topic="sales-manual",
        person=person,
        when=f"{slot.trainee} asks how sales are analysed, by which rules figures are worked out, or for the handbook",
        reply=(
            f"For the analysis in `{report}`, please follow our handbook `CloudDisk://{paths.manual}`. It says which "
            "orders count and how every figure is worked out."
        ),
        cues=(_MATTER, _RULES),
        weighed="sales/sales-manual",
        unless=_UNLESS,
        never=_NEVER,
        facts=(paths.manual,),
    )


def _data(person: str, question: Question, report: str, paths: Paths, slot: Slot) -> Brief:
    example = paths.records(question.departments[0], question.quarter, question.year)
    return Brief(
        task=slot.task,
        topic="sales-data",
        person=person,
        when=f"{slot.trainee} asks where the order records or sales files of a department or quarter are",
        reply=(
            f"The order records for `{report}` are in `CloudDisk://{paths.folder}/`, one file per department and "
            f"quarter, such as `{example.rsplit('/', 1)[-1]}`."
        ),
        cues=(_MATTER, _PLACES),
        weighed="sales/sales-data",
        unless=_UNLESS,
        never=_NEVER,
        facts=(f"CloudDisk://{paths.folder}/",),
    )
