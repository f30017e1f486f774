"""What a question about attendance rules touches: a matter of attendance, and a wish to know how it is counted."""

from __future__ import annotations

MATTER = (
    "=attendance | perfect attendance | absentee | perfect .. day/days/month | =perfect + (criteria | decide | count | definition) | start/end/beginning .. day/workday | checks/check/checking/checked in/out | check ins/outs | missing check | badge/badges/badged in/out/at | latest arrival/start/time | full day .. work | days .. present/worked | arriving .. minutes/time |  attendance rule/manual/policy/guideline/report/figure/statistics/record | "
    "clock/clocks/clocked/clocking/punch/punched/punching/badge/badged in/out | clock/time/gate/door record/records | "
    "=punches | =punch | =stamp | =stamps | how late be/counts |  time clock | time sheet | timesheet | time tracking | timekeeping | time recording | "
    "punctual | punctuality | unpunctual | unpunctuality | =lateness | =tardy | tardiness | latecomer | =grace | "
    "grace period/time/minutes/limit | core time | core hours | flexitime | flex time | flexible hours | "
    "late/early day/days/arrival/arrivals/departure/departures/leave/leaves/leaving/minutes/comer/comers | "
    "who/someone/somebody/anyone/anybody/people/person/employee/colleague/one/they/staff .. late | "
    "come/comes/came/coming/arrive/arrives/arrived/arriving .. late | "
    "leave/leaves/left/leaving/go/goes/went/going/gone .. early | "
    "absence/absent day/days | day/days .. absence/absent | count/treated/counted .. absence/absent/present/late | "
    "remote/overtime day/days/hours/minutes | working hours/times/time | working day | "
    "make up record/request/approval/punch | makeup | start/begin/end .. work/working/workday | "
    "start and end time/times | work/working .. start/starts/begin/begins | how late | "
    "late/early/absent/punctual + (sheet | table | =count | =counts) | =start =time/=times | start time | "
    "before/after .. end/start + (early | late) | clock data/records/table/sheet/times | "
    "late or not | past nine | five/ten/quarter/fifteen/twenty past | left/leave/leaving/leaves/left at + (early | count) | "
    "came/come/comes/coming/arrive/arrives/arrived/arriving at | few minutes .. morning | clock entry/entries/time/times | "
    "punch entry/entries | supposed to be here/in/present/there | full time employee/staff/colleague | contractual hours | "
    "=late + (=report | =reported | definition | rule | =flag | =mark | =marked | =mean | =means | =threshold | count | =regarded) | "
    "rules apply to/in | =early + (definition | rule | =threshold | count | =mean | =means) | raw times | too early | =on =time | "
    "half days/day | stay/stays/stayed longer | present or absent | absent or present | =presence | flextime | on site or | "
    "time ... people/employee/staff/folks/colleague/team/worker/everyone/everybody ... work/desk/desks/office/start | "
    "office hours | =workday | =workdays | =shift | =shifts | sick day/days | extra hours | show/shows/turn/turns up late | "
    "=overtime | staff/employee hours | hours .. worked/work | time .. work | lunch break + =time | home office day/days | "
    "clock/clocks/clocked .. after/before/at | check in/out time/times | check ins | badge/badges data/times | "
    "working time/hours/day | gate times/time/data | would/considered/called/counted/already/deemed/be/being late + (threshold | limit | boundary | boundaries | rule | rules | =define | definition | =would | =count | =considered | =leeway | =norm | =standard | =minutes) | =would .. =late | who had .. lateness | day/days count | make .. day count | core of the day | workday over | late + (minute | leeway | tolerate) | come/comes/came/arrive/arrives/arrived/be/start/starts/leave/leaves ... minutes | "
    "minutes .. late/early/after/before | late by | early by | at which point .. late | on time + (who | staff | count) | "
    "absence/absences/absenteeism rule/rules/policy/rate/statistics/record/records | =absenteeism | =presence + =rules | "
    "stay/stays/stayed/staying ... late/longer/after | working from home + (count | day | rule) | forgot .. clock/badge/punch | "
    "missing punch/stamp/clock/badge/record/records | =stamp + =time | timesheets | timecard | timecards"
)
"""Words that no other matter of the company uses."""

_SHARED = ("=absence", "=absences", "=absent", "=overtime", "=remote", "=excused")
_COUNTED = (
    "count",
    "treat",
    "regard",
    "calculate",
    "compute",
    "evaluate",
    "=statistics",
    "decide",
    "determine",
    "define",
    "=rule",
    "=rules",
    "consider",
    "mark",
    "record",
    "excused",
    "recognise",
    "credit",
    "tell apart",
    "=file",
)
COUNTED = " | ".join(f"{word} + {doing}" for word in _SHARED for doing in _COUNTED)
"""Words of other matters, together with what is done to them here."""

RULES = (
    "#manual | count | treat | regard | consider | tolerate | =evaluate | =evaluated | calculate | compute | define | "
    "definition | =mean | =means | limit | threshold | cutoff | cut off | allowed | exactly | =still | what is the | "
    "from which | from when | until when | how many | how much | how long | what time | =when | =if | where | happen | "
    "=does | =apply | =applies | valid | in force | qualify | are/is there | have .. fixed | "
    "what/which ... start/end/begin/late | #where | how | which | document | rule | #compute | #review | regulate | "
    "govern | =equal | official | officially | tolerance | distinguish | differ | difference | tell apart | mark | "
    "supposed | have to | at which | already | =is | =are | =any | =late | =early | forgive | make of | flexible | flexibility | interpret | understand"
)

OTHER_MATTERS = (
    "#aside | =swap | my shift | hotel | airport | library | museum | be .. paid | the earth | from spain | can/may/could i leave/come/take/start/stay | in late on | interns have to | approve my | attendance at | =meeting | =meetings | =conference | excursion | team event | outing | confirm .. attendance | your/his/her attendance | how .. =apply for | i =apply for | to =apply for | "
    "hours of the reception/shop/canteen/library/doctor | you have last | last year | open house | trade | =party | =birthday | =wedding | =concert | =gym | =school | =movie | =bus | =salary | =dinner"
)
"""Organisers of meetings ask about attendance, too, and people are late for much else."""
