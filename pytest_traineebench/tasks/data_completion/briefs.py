"""What colleagues tell a trainee who completes data: the handbook, their tables and logs, figures that they noted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.data_completion.kinds import Kind
from pytest_traineebench.tasks.data_completion.numbered import Entry, by_holder
from pytest_traineebench.tasks.data_completion.paths import Paths

_GAPS = (
    "#gap + (#data | #guide) | derived/calculated/computed/target column | derived/calculated/computed/target columns"
)
_RULES = (
    "#manual | formula | calculate | compute | derive | how | explain | which rule | method | document | define |"
    " =default | =allowed | okay to | equation | precision | decimal | go about | precise | accuracy | =rule | correct value |"
    " =computation | =trick | hint | put together | what .. say | with what | what .. belong/belongs/go/goes/put | =zero | =zeros | should i | leave .. empty/blank | put into | put in | what .. do | get from | from the other | from other"
)
_FEES = (
    "=fee | =fees | surcharge | commission | tariff | =charge | =charges | =charged | =category + =rate |"
    " =categories + =rate | =category + =rates | =categories + =rates | transaction + rate | transaction + percentage |"
    " =rates.csv | transaction .. parameter | transaction .. category | =rates | rate table/file/list/sheet/card/book |"
    " (=category | =categories) + (percentage | multiplier | factor | parameter | how high | how much) | =categories + percentage | =amount + percentage | =amounts + percentage |"
    " =category + =percent | =categories + =percent | =levy | =levies | =levied | =deduction | (=tax | =taxes) + (category | categories | transaction) | markup |"
    " =rate .. each/per/every/by | percentage .. each/per/every/by"
)
_RATES = (
    "=rate | =rates | percentage | =percent | =category | =categories | =categorie | parameter | lookup | look up |"
    " =schedule | =multiplier | =factor | =factors | coefficient | how much | how high | tariff | calculate | compute |"
    " =table | =list | =sheet | =overview | #compute"
)
_CARRIERS = (
    "carrier | shipper | haulier | haulage | trucker | hauler | forwarder | courier | =eta | =etas | =shipment | =shipments | =freight |"
    " =shipping/=transport/=delivery/=logistics company/companies/firm/firms/provider/providers/partner/partners/service |"
    " delivery time | travel time | time of arrival | arrival time | =sla | =slas | logistics parameter |"
    " logistics + service level | logistics + parameter | logistics + speed | logistics + handling | =parcel + depot |"
    " =delivery + promise | arrival date | arrival dates | =distance + speed | =transporter | =transporters |"
    " logistics/trucking company/companies/firm/firms | =logistics + #manual | =deliveries + =hours"
)
_SERVICE = (
    "=sla | =slas | service level | service levels | speed | =fast | velocity | km h | kmh | handling | processing time |"
    " parameter | lookup | look up | =agreement | =agreements | =agreed | calculate | compute | estimate | =kilometres |"
    " =kilometers | how quick | =contract | =contracts | =terms | assumption | conditions | how long | how many hours |"
    " how many days | =hours | =process | processing | performance | commit | commitment | promise | promised |"
    " guarantee | guaranteed | service data/level/parameter/value/figure/time/standard/condition/term/information |"
    " transit | dispatch | lead time | turnaround | how soon | =slow | =quick | =quickly | punctual | list of carriers |"
    " carrier data/file/table/list/document/performance/figure/value/number/overview/detail/information/sheet/profile |"
    " =list | =table | =overview | deliver | service .. carrier | =kph | per hour | average pace | pace | =duration"
)
_LOG = (
    "recovery .. log/logs/file/files | recovery numbers/entries/corrections/figures | log number/numbers |"
    " (=outage | =failure | crash | system .. down | =downtime) + #data |"
    " r number/numbers/entry/entries/reference/references/code/codes | reference number/numbers |"
    " number/numbers/entry/entries/reference/references/code/codes such as/like r | such as r | like r |"
    " =r + (instead of | in place of | rather than) |"
    " (=log | =logs | =logged) + (=figure | =figures | =number | =numbers | =value | =values | =correction |"
    " =corrections | data set | dataset | =outage | completion | {file})"
)
_WHICH_LOG = (
    "=which | =where | what log/file/path | what is the | =right | =correct | =valid | =proper | in force | belong | apply |"
    " =path | need | send | provide | give | tell | =correction | =corrections | look .. up | look up | find | =come |"
    " stored | kept | refer | stand for | mean | use | get | know | have | show | point | share | name of | =log + #records"
)
_OTHER_LOGS = "=server | =servers | =website | =login | =cpu | =monitor | =monitoring"
_NOTED = (
    "recovery .. log/logs/file/files | =log | =logs | recovery numbers/entries/figures | =outage | =failure | crash |"
    " system .. down | =downtime | by hand | on paper | handwritten | manually"
)
_YOURS = (
    "you .. hold/held/note/noted/write/written/record/recorded/keep/kept/jot/remember | you .. take/took/taken/put down |"
    " by/to/with you | you .. have figure/figures/value/values/entry/entries |"
    " your .. entry/entries/figure/figures/value/values/note/notes/number/numbers/name | under your | next to you |"
    " you in person/particular | is you | names you | you are named"
)
_FIGURES = (
    "=figure | =figures | =value | =values | =amount | =amounts | =entry | =entries | =number | =numbers | =data |"
    " =readings | =notes"
)
_UNLESS = ("#private | #aside | my form | my name | middle name | rows in a spreadsheet | in my spreadsheet",)
_UNLESS_PRIVATE = ("#private",)
_OTHER_RATES = (
    "percentage of people/staff/employees/colleagues/women/men | =commission .. managers/people | exchange | currency | interest | conversion | mortgage | =attendance | click | bounce | tax return | =bank |"
    " membership | parking | tuition | entrance fee | admission | lawyer | =gym"
)
_OTHER_CARRIERS = "harbour | harbor | noodles | mail | mobile | phone | =flight | =meeting | career | carrier bag"
_EVERYDAY = re.compile(r"[a-z]+")


def _matter(kind: Kind, paths: Paths) -> str:
    """Return what a question on the data touches: gaps, the file, or a column's name and what is done to it."""
    named = [
        f"{column} + (#compute | rule)" if _EVERYDAY.fullmatch(column) else column for column in sorted(kind.targets)
    ]
    file = paths.data.rpartition("/")[2]
    return " | ".join((_GAPS, *named, f"{file} + (#compute | #gap | #guide | #manual)"))


def brief_everybody(kind: Kind, paths: Paths, slot: Slot) -> Iterator[Brief]:
    """Yield what everybody at the company knows: where the handbook is."""
    for person in slot.staff:
        yield Brief(
            task=slot.task,
            topic="completion-manual",
            person=person.name,
            when=f"{slot.trainee} asks how missing data are completed, or for the handbook or formula for it",
            reply=(
                f"How missing {kind.domain} data as in `{paths.data}` are completed is written in our handbook "
                f"`CloudDisk://{paths.manual}`: it has the formula of each column."
            ),
            cues=(_matter(kind, paths), _RULES),
            never=("#do it for me",),
            weighed="data_completion/completion-manual",
            unless=_UNLESS,
            facts=(paths.manual,),
        )


def brief_experts(kind: Kind, experts: Sequence[str], paths: Paths, slot: Slot) -> Iterator[Brief]:
    """Yield what the people of one department know: which table of parameters is in force."""
    for person in experts:
        yield _fee_rates(person, paths, slot) if kind.lookup == "rates.csv" else _carrier_sla(person, paths, slot)


def _fee_rates(person: str, paths: Paths, slot: Slot) -> Brief:
    path = paths.inside(paths.lookup)
    return Brief(
        task=slot.task,
        topic="fee-rates",
        person=person,
        when=f"{slot.trainee} asks for the rates or parameters by which the fees of the categories are calculated",
        reply=f"The rates in force for the fees in `{paths.data}` are in `CloudDisk://{path}`, by category.",
        cues=(_FEES, _RATES),
        never=("#do it for me",),
        weighed="data_completion/fee-rates",
        unless=(*_UNLESS, _OTHER_RATES),
        facts=(path,),
    )


def _carrier_sla(person: str, paths: Paths, slot: Slot) -> Brief:
    path = paths.inside(paths.lookup)
    return Brief(
        task=slot.task,
        topic="carrier-sla",
        person=person,
        when=f"{slot.trainee} asks for the service levels (SLA) of the carriers: speeds, handling times, parameters",
        reply=(
            f"The carriers' service levels in force for `{paths.data}` are in `CloudDisk://{path}`: speed and handling "
            "time of each carrier."
        ),
        cues=(_CARRIERS, _SERVICE),
        never=("#do it for me",),
        weighed="data_completion/carrier-sla",
        unless=(*_UNLESS, _OTHER_CARRIERS),
        facts=(path,),
    )


def brief_keepers(keepers: Sequence[str], files: Sequence[str], paths: Paths, slot: Slot) -> Iterator[Brief]:
    """Yield what the department that keeps the recovery logs knows: which of them belongs to the data set."""
    named = [f"`CloudDisk://{path}`" for path in files]
    corrected = f", its corrections are `CloudDisk://{files[1]}`" if files[1:] else ""
    for person in keepers:
        yield Brief(
            task=slot.task,
            topic="recovery-log",
            person=person,
            when=(
                f"{slot.trainee} asks which recovery log belongs to the data set `{paths.data}`, or where its numbers "
                "such as R-0000 are looked up"
            ),
            reply=f"The recovery log for `{paths.data}` is {named[0]}{corrected}.",
            cues=(_LOG.format(file=paths.data), _WHICH_LOG),
            weighed="data_completion/recovery-log",
            unless=(*_UNLESS_PRIVATE, _OTHER_LOGS),
            facts=tuple(files),
        )


def brief_holders(entries: Sequence[Entry], paths: Paths, slot: Slot) -> Iterator[Brief]:
    """Yield what those know who noted figures during the outage: their own ones."""
    for person, held in by_holder(entries):
        yield Brief(
            task=slot.task,
            topic="held-figures",
            person=person,
            when=f"{slot.trainee} asks for the figures of the recovery log that you noted yourself, or for one by number",
            reply=f"For `{paths.data}` I noted {' and '.join(f'`{entry.words}`' for entry in held)}.",
            cues=(_NOTED, _YOURS, _FIGURES),
            keys=tuple(entry.number for entry in held),
            weighed="data_completion/held-figures",
            about=(_YOURS,),
            unless=_UNLESS_PRIVATE,
            facts=tuple(entry.words for entry in held),
        )
