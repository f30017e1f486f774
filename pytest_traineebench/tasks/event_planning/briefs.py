"""What the people who come know: when they themselves have time, and where the materials are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.event_planning.windows import Window

_EVENT = (
    "=event | =events + team | team building | =teambuilding | building the team | =outing | =outings | =excursion |"
    " away day | day out | day trip | day/days off site | =offsite | =retreat | team bonding | bonding day | =itinerary |"
    " team/department/departmental/company/joint/staff/group/social/fun trip/day/event/activity/outing/excursion |"
    " event planning | (trip | activity | =gathering) + (team | department | colleague | together) | trip + join |"
    " =get =together + (team | department) | going/go/goes out .. team/together/department/colleague/everyone |"
    " =jaunt | =outdoor + team | our activity day | organise/organize .. day | social event | team lunch | team spirit |"
    " something fun together | celebrate together | group activity"
)
_VENUE = (
    "=places + (=need | =dates | go | visit | =team) | go/going with the team | where .. go .. team | shortlist + (=trip | =excursion) |"
    " =venue | =venues | planning material | planning materials | venue/restaurant/activity/places/locations list |"
    " approved list/places/venues/locations/restaurants | sites .. pick |"
    " candidate/possible/eligible locations/location/places/venues/sites/restaurants/activities/destinations |"
    " morning/afternoon activity | list of places/venues/restaurants/activities/locations/destinations/sights |"
    " (=restaurants | =activities | =attractions | =sights | =places) + (=restaurants | =activities | =budget | map |"
    " =park | =opening | choose | list | visit | plan | guide) |"
    " =park + (list | =places) | organise something | organize something | materials + (which | where | manager) |"
    " road map | distance map | travel times | travelling times | =destinations"
)
_DATES = (
    "=dates + (available | =you | =your) | find/fix/set/choose/pick/agree .. day/date | (=adventure | =jaunt | fun day) + (=day | when)"
    " | going/come/coming/go out with us/everyone/everybody"
)
_WHEN = (
    "available | =free | date | dates | =day | =days | period | range | when | window | time | day .. suit |"
    " able to attend/come/join | which day/date/week | what day/date/week | prefer | preference | leave |"
    " =schedule | =calendar | in for | =beginning | =end | =better | =best | =month"
)
_MATERIALS = (
    "#whereabouts | #guide | #records | #materials | =material | =materials | =documents | document | =file | =files | resource | information |"
    " map | places and | list of | link | read | rules | guideline | background | documentation | how to/should |"
    " allow | =allowed | =limits | =folder | =everything | take into account | consider | choose | budget | restriction | requirement | criteria"
)
_NOT_MEANT = (
    "=us/=give .. present | as a present | my dog | =sing | how many people | =pay ... ourselves/=myself/=yourself | weather | picnic | to wear | last team event/outing/trip | last department event/outing/trip | football | event of last | team event =was/=were |"
    " =took/=take place | events you watch | sport events | sports events |"
    "in the event of | event log | log event | birthday | wedding | =business trip | =how =was | =how =were | #aside | concert |"
    " in any event | in that event | at all events"
)
_NO_OUTING = "in the event of | event log | log event | in any event | in that event | at all events"
_REPLIES = (
    """\
For the {department} team-building event in {month} ({event}) I am available from {first} to {last}, both days \
included. Its materials are in `CloudDisk://{folder}/`.""",
    """\
Team building {department} ({event}): I have time from {first} to {last}, the first and the last day included. \
Everything for planning it is in `CloudDisk://{folder}/`.""",
    """\
As to {event}, the {department} team building in {month}: any day from {first} to {last} suits me, these two included. \
Please see `CloudDisk://{folder}/` for the materials.""",
)
_POINTERS = (
    """\
The materials for {event}, the {department} team-building event in {month}, are in `CloudDisk://{folder}/`: \
guidelines, list of places and road map.""",
    """\
Please look into `CloudDisk://{folder}/`. There are the guidelines, the places and the road map for the {department} \
team building ({event}).""",
)


def brief_members(
    windows: Sequence[Window], *, event: str, department: str, folder: str, slot: Slot
) -> Iterator[Brief]:
    """Yield the briefs of all who come; each knows their own days, and nobody the common ones."""
    rng, trainee = slot.stream("replies"), slot.trainee.split()[0]
    for window in windows:
        words = {
            "event": event,
            "department": department,
            "folder": folder,
            "month": f"{window.first:%B %Y}",
            "first": window.first.isoformat(),
            "last": window.last.isoformat(),
        }
        about = f"{event}, the one-day team-building event (department outing) of {department} in {words['month']}"
        yield Brief(
            task=slot.task,
            topic="availability",
            person=window.person,
            when=f"{trainee} asks when you have time for {about}, or whether a certain day suits you",
            reply=rng.choice(_REPLIES).format(**words),
            cues=(
                f"{_EVENT} | @{window.first:%Y-%m} + (available | =you | =your | =u) | {_DATES} | (=team | =everyone) + #away",
                _WHEN,
            ),
            weighed="event_planning/availability",
            keys=(event,),
            unless=(_NOT_MEANT,),
            never=("#do it for me", _NO_OUTING),
            facts=(words["first"], words["last"], f"CloudDisk://{folder}/"),
        )
        yield Brief(
            task=slot.task,
            topic="materials",
            person=window.person,
            when=f"{trainee} asks how {about} is planned, or where its rules, its places or its road map are",
            reply=rng.choice(_POINTERS).format(**words),
            cues=(f"{_EVENT} | {_VENUE}", _MATERIALS),
            weighed="event_planning/materials",
            unless=(_NOT_MEANT,),
            never=("#do it for me", _NO_OUTING),
            facts=(f"CloudDisk://{folder}/",),
        )
