"""What the buyers in Marketing tell of their channels: the operator's notice that holds, and the discount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytest_traineebench.family import Slot
from pytest_traineebench.npc.brief import Brief
from pytest_traineebench.tasks.ads_strategy.changes import Change
from pytest_traineebench.tasks.ads_strategy.paths import Paths

_CHANGES = (
    "change | =news | =new + (price | terms | cost | rates) | update | =updated | revise | revision | amend |"
    " amendment | modify | adjust | adjustment | =differ | =current | =currently | =latest | =recent | recently |"
    " =since | =valid | =force | =holds | =hold | =applies | =apply | up to date | outdated | out of date | =void |"
    " =superseded | =supersedes | replace | correction | correct | notice | =notices | notification | announcement |"
    " announce | =bulletin | circular | =letter | withdraw | withdrawn | =withdrew | dropped | cancel | no longer |"
    " discount | =discounts | =discounted | rebate | =rebates | =reduction | reduce | =reduced | concession | negotiate"
    " | negotiation | =deal | =deals | =bargain | =terms | special + (price | terms) | =conditions | =agreement |"
    " =agreed | =percent | =percentage | price cut | markdown | =off | cheaper | =granted | =what .. =new | =what's .."
    " =new | anything new | =happen | =happened | any more | =anymore | =still | which price/cost/prices/costs | other"
    " price | =wrong | you .. buy | you .. buying | charge .. =buying | responsible .. =buying | =buyer | =purchaser"
)
_CHANNELS = (
    "=channel | =channels | operator | =operators | subway | metro | =underground | mall | =malls | =mall_screen |"
    " =mall_screens | bus stop | bus stops | =bus | =buses | =bus_stop | =bus_stops | =campus | =campuses |"
    " =campus_screen | =campus_screens | =screen | =screens | =price | =prices | =pricing | =cost | =costs | =rates |"
    " =rate | =ad | =ads | advert | adverts | advertising | advertisement | campaign | =list | =medium | media |"
    " supplier | vendor | =provider"
)
# Neither of the lexicon's groups of private matters: the subway and shops are there, and a campaign has both.
_UNLESS = (
    (
        "=attendance | =catering | =event | =overtime | television | tv | youtube | netflix | english channel | film"
        " | movie | concert | party | birthday | wedding | football | tennis | gym | my flat | my car | my bike | my"
        " laptop | my phone | =restaurant | canteen | lunch | dinner | coffee | salary | holiday | commute | to work |"
        " =ticket | =tickets | =timetable | sneakers | =article | =articles | knowledge base | =chart | =charts |"
        " generally speaking | procurement | invoice | transaction | meeting room | website | password"
    ),
)


def brief_buyers(changes: Iterable[Change], slot: Slot, paths: Paths, city: str) -> Iterator[Brief]:
    """Yield what each buyer knows; nobody else does."""
    for change in changes:
        notice = paths.notice(change.type, change.notice)
        yield Brief(
            task=slot.task,
            topic="channel-changes",
            person=change.buyer,
            when=(
                f"{slot.trainee} asks what has changed for the {change.medium} channels since the list of channels was "
                "made: which notice of the operator holds, or what discount there is"
            ),
            reply=(
                f"For the {change.medium} channels of the campaign in {city} (`{paths.plan}`), the operator's notice "
                f"that holds is `CloudDisk://{notice}`. Besides, we get a discount of {spell(change.discount)} on "
                f"every {change.medium} channel, whether the notice names it or not."
            ),
            cues=(_CHANGES, _CHANNELS),
            weighed="ads_strategy/channel-changes",
            about=(_CHANGES,),
            unless=_UNLESS,
            facts=(notice, spell(change.discount)),
        )


def spell(discount: int) -> str:
    """Return a discount as it is said."""
    return f"{discount}%"
