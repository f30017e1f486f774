"""What the people in Marketing tell a trainee who plans a campaign: where the handbook is, and where the data are."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.ads_strategy.paths import Paths

_DEPARTMENT = "Marketing"
_ADVERTISING = (
    "=ad | =ads | =effective + (count | =counts | =explained | define) | promote + =to/=for | no clue .. marketing | advert | adverts | advertising | advertise | advertisement | advertiser | campaign |"
    " =exposure | media plan/planning/mix/spend/buying | (target group | target audience) + (channel | strategy) |"
    " marketing plan/strategy/campaign/mix/budget | =placements | =billboard | =billboards | publicity |"
    " promotion/promotional/promo plan/strategy/campaign | (=budget | =reach | =audience) + =channel/=channels | =exposure | =plan + =budget | (channel | =channels) + (=most | count | =twice | rule | overlap | combination | mix) |"
    " marketing/media playbook/guru/guide | (=handbook | =playbook | =guideline | =guidelines) + =marketing | =channel + =district |"
    " (target group | =students | =professionals | =seniors | =users | =people) + (=see | =sees | =notice | reach) + (=ad | =ads | advert | billboard) | (channel | =channels) + (#manual | spend | split | money) | =budget + (=reach | =reaches | =reaching) | =reach + =density"
)
_HOW = (
    "#guide | =plan | =plans | =planned | =planning | strategy | how to | how do we/you/i | how should | how be .. =calculated/=decided/=planned | explain | judge | calculate | compute | define | formula | work out | factor | decide | choose |"
    " restriction | constraint | mix | select | =twice | overlap | playbook | calc | find out | metric | maximum | minimum | at most | at least | =explain | =most | bear in mind | =must | =limit | split | distribute | allocate | maximise | maximize | measure | estimate |"
    " method | instruction | =count | =counts | rule | document | weighting | optimise | optimize | rank |"
    " compare | expect | =enough | reading material | =expected | =combined | =combine | go into | #compute | =maths | =math | =behind | =standards | comply | read up | regulate | =mean | =means | =meant | go about | proceed | =steps | tutorial | training |"
    " learn | teach | tackle | best practice | keep in mind | watch out | pay attention | document | set me right | how would | supposed"
)
_GROUPS = (
    "=user | =users | =students | =professionals | =seniors | =pensioners | =aged | audience | demographic | population |"
    " inhabitants | target group | target people"
)
_SPREAD = (
    "=map | =maps | live | living | distribution | distribute | density | district | spread | concentrate | concentration |"
    " located | statistics | where | neighbourhood | neighborhood | reside | dwell | how many | hang out | found | data"
)
_MEDIA = (
    "channel | medium | media | =ad | =ads | advert | advertising | advertisement | =billboard | =billboards | campaign"
)
_OFFERS = (
    "price | cost | csv | =list | =lists | =data | dataset | =map | =maps | overview | book | =options | =option | =inputs |"
    " =file | =files | candidates | =listed | =priced | spot | slot | =space | =spaces | =places | =locations | position | catalogue | catalog |"
    " inventory | =rates | =rate | tariff | distribution | spreadsheet | =table | =tables | on offer | expensive |"
    " placement | =figures | =numbers | =available | heat map | how much .. cost/charge/pay | what .. cost | set us back | choose | select"
)
_DATA = (
    "channel | =channels | target users/user/group/audience | heat map | heat maps | heatmap | heatmaps | user density |"
    " density map/picture/image/file/data/grid/png | =density |"
    f" ({_GROUPS}) + ({_SPREAD}) | ({_MEDIA}) + ({_OFFERS}) | =budget + (on offer | available | options) | (advertising | =ad | =ads) + (media | channel) + (choose | select | have)"
)
_WANTED = (
    "#where | csv | table | spreadsheet | data | =map | =maps | picture | overview | book | how much | price | cost |"
    " option | on offer | how many | which | what | how"
)
# Not all of #private: shops are there, and a campaign has malls.
_UNLESS = (
    (
        "#aside | channel =one/=two/=three/=four/=five/=six | the news | jingle | unsubscribe | =email | =emails | students study | do you use | television | tv | youtube | slack | spotify | =match | photography | radio | good ad | netflix | podcast | english channel | blog | film | movie |"
        " concert | party | birthday | wedding | football | tennis | gym | dating | apartment | my flat | my rent | the rent |"
        " my car | my bike | bicycle | my laptop | my phone | sell my | selling my | my aunt | my uncle | my brother |"
        " my sister | my friend | my mother | my father | my own | kitchen | canteen | my vacation | job ad | be in the .. photo |"
        " job advert | job advertisement | charity | election | political | military | salary | pop up | thermostat | the face of | tourist | tourists | city map | map of the/this building/office/city | ad blocker |"
        # The knowledge base has an article on a campaign, whose charts people in Marketing own.
        " chart id/ids/link/links/reference/references | chart .. broken/dead/fix | broken/dead chart | =article |"
        " =articles | knowledge base | generally speaking | be a heat map"
    ),
)


def brief_marketing(slot: Slot, paths: Paths, city: str) -> Iterator[Brief]:
    """Yield what everybody in Marketing knows."""
    for person in slot.staff.department(_DEPARTMENT):
        yield _planning_guide(person.name, slot, paths, city)
        yield _source_files(person.name, slot, paths, city)


def _planning_guide(person: str, slot: Slot, paths: Paths, city: str) -> Brief:
    return Brief(
        task=slot.task,
        topic="planning-guide",
        person=person,
        when=(
            f"{slot.trainee} asks how to plan the advertising campaign (the ads strategy), how effective exposure is "
            "determined, or for rules or a handbook for it"
        ),
        reply=(
            f"For the ads strategy in {city} (`{paths.plan}`), please follow our handbook: "
            f"`CloudDisk://{paths.handbook}`. It says what effective exposure is and how a plan is made."
        ),
        cues=(f"{_ADVERTISING} | {city} + (=budget | =strategy | =plan | =draft | =standards)", _HOW),
        never=("#do it for me",),
        weighed="ads_strategy/planning-guide",
        unless=_UNLESS,
        facts=(paths.handbook,),
    )


def _source_files(person: str, slot: Slot, paths: Paths, city: str) -> Brief:
    maps = paths.density("<group>")
    return Brief(
        task=slot.task,
        topic="source-files",
        person=person,
        when=(
            f"{slot.trainee} asks where the distribution of the target users (density, heat maps) or the list of "
            "advertising channels is"
        ),
        reply=(
            f"The data for the campaign in {city} (`{paths.plan}`) are on the cloud disk: the heat maps of the target "
            f"users are `CloudDisk://{maps}`, one for each group, and the list of the advertising channels is "
            f"`CloudDisk://{paths.channels}`."
        ),
        cues=(_DATA, _WANTED),
        never=("#do it for me",),
        weighed="ads_strategy/source-files",
        unless=_UNLESS,
        facts=(maps, paths.channels),
    )
