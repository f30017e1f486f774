"""Briefs such as the families give, for one day with every topic."""

from __future__ import annotations

from pytest_traineebench.company.staff import Person, Staff
from pytest_traineebench.npc.brief import Brief

TRAINEE = "Alice Smith"
HANDBOOK = "CloudDisk:manuals_for_intern.md"
REVIEW_MANUAL = "CloudDisk://financial/manuals_for_transactions_data_review.md"
FOLDERS = ("CloudDisk://financial/invoices/", "CloudDisk://financial/approvals/")
KB_MANUAL = "CloudDisk://kb/manuals_for_kb_fix.md"
CODE = "AUTH-EMG-123"
OLD_IDS = ("OLD467188", "OLD456644")
SUBJECT = "Risk Management Framework"
SERVER = "DB-Prod-01"

ACCOUNTANT = Person("Karen Lopez", "Finance", "Accountant")
HR_MANAGER = Person("Emily Young", "Human Resources", "HR Manager")
MAINTAINER = Person("Sandra Thomas", "Engineering", "Software Engineer")
ENGINEERING_MANAGER = Person("Betty Davis", "Engineering", "Engineering Manager")
MARKETING_MANAGER = Person("Peter Green", "Marketing", "Marketing Manager")
FREE = Person("Jason White", "Marketing", "SEO Specialist")
BUSY = (
    Person("Laura Martin", "Marketing", "Content Creator"),
    Person("Thomas Lee", "Marketing", "Content Creator"),
    Person("Mark Allen", "Marketing", "Social Media Planner"),
)
OWNER = Person("Gary King", "Product", "Product Designer")
BYSTANDER = Person("Donna Clark", "Sales_1", "Account Executive")

STAFF = Staff(
    (
        ACCOUNTANT,
        HR_MANAGER,
        MAINTAINER,
        ENGINEERING_MANAGER,
        MARKETING_MANAGER,
        FREE,
        *BUSY,
        OWNER,
        BYSTANDER,
    )
)

TRANSACTIONS = (
    Brief(
        task="transactions",
        topic="review-manual",
        person=ACCOUNTANT.name,
        when="Alice asks how transaction data is reviewed or what makes a supplier abnormal",
        reply=f"How we review transaction data is written down in `{REVIEW_MANUAL}`.",
        cues=(
            (
                "transaction | supplier + review | supplier + abnormal | supplier + payment | payment + review |"
                " payment + abnormal"
            ),
            "#manual | abnormal | how + review",
        ),
        unless=("#private",),
        facts=(REVIEW_MANUAL,),
    ),
    Brief(
        task="transactions",
        topic="documents",
        person=ACCOUNTANT.name,
        when="Alice asks where the invoices or approval forms of transactions are",
        reply=f"The invoices are in `{FOLDERS[0]}`, the approvals in `{FOLDERS[1]}`.",
        cues=(
            "invoice | #paperwork + transaction | #paperwork + payment | #paperwork + supplier",
            "#where | transaction",
        ),
        unless=("#private",),
        facts=FOLDERS,
    ),
)

WEBSITE = (
    Brief(
        task="website",
        topic="maintainer",
        person=HR_MANAGER.name,
        when="Alice asks who looks after the company website or does its IT service",
        reply=f"{MAINTAINER.name} from Engineering looks after the company website.",
        cues=("website | it service", "responsible | #whom to ask"),
        unless=("#private",),
        facts=(MAINTAINER.name,),
    ),
    Brief(
        task="website",
        topic="clean-up",
        person=MAINTAINER.name,
        when="Alice tells you that the database of the website is running out of space",
        reply="Thanks for telling me. I can clean up the database, but only in temporary maintenance mode, and an "
        "Engineering Manager has to approve that. Any of them can; please ask one for the approval code.",
        cues=(f"database | {SERVER} | website + #disk | server + #disk", "#full | clean up"),
        unless=("#private", CODE),
        facts=("Engineering Manager",),
    ),
    Brief(
        task="website",
        topic="approval",
        person=ENGINEERING_MANAGER.name,
        when="Alice asks you to approve temporary maintenance mode for the website",
        reply=f"Temporary maintenance mode is approved. The code is {CODE}; please pass it on to the maintainer.",
        cues=(
            "maintenance | maintenance + clean up | website + offline | website + clean up | database + clean up",
            "approve | code | #activate",
        ),
        unless=("#private",),
        facts=(CODE,),
    ),
    Brief(
        task="website",
        topic="code-received",
        person=MAINTAINER.name,
        when="Alice gives you the approval code for maintenance mode",
        reply="Thank you, that is the code I need. I start the clean-up now.",
        keys=(CODE,),
    ),
)

MEETING_TIME = "2025-10-01 13:00-14:00"
_INVITED = (
    f"meeting | @{MEETING_TIME}",
    f"available | @{MEETING_TIME} + you | @{MEETING_TIME} + work | @{MEETING_TIME} + okay",
)
_OTHER_DAY = "tomorrow | yesterday | next week/month/year/time | last week/month/year/time | minutes"
_UNLESS = (f"@!{MEETING_TIME}", "#private", _OTHER_DAY)


def _listed(person: Person, *, needed: bool) -> Brief:
    return Brief(
        task="meeting",
        topic="listing",
        person=MARKETING_MANAGER.name,
        when=f"Alice asks whether {person.name} should be on the attendee list of the meeting",
        reply=f"{person.name} should be on the list." if needed else f"{person.name} need not come.",
        cues=(
            f"{person.name} | #team",
            f"#should be there | {person.name} + #referred | {person.name.split()[0]} ... attend/come/join/participate",
            (
                f"meeting | @{MEETING_TIME} | =attendee | =attendees | =participants | on list | on the list |"
                f" off the list | {person.name} + =come | {person.name} + attend"
            ),
        ),
        unless=("#private", _OTHER_DAY),
        facts=(f"{person.name} should be on the list" if needed else f"{person.name} need not come",),
    )


MEETING = (
    Brief(
        task="meeting",
        topic="availability",
        person=FREE.name,
        when="Alice asks whether you are free for the meeting on 2025-10-01 from 13:00 to 14:00",
        reply="Yes, I can attend the meeting from 13:00 to 14:00.",
        cues=_INVITED,
        unless=_UNLESS,
        facts=("I can attend",),
    ),
    Brief(
        task="meeting",
        topic="availability",
        person=BUSY[0].name,
        when="Alice asks whether you are free for the meeting on 2025-10-01 from 13:00 to 14:00",
        reply="My manager has given me other work for that time. Please ask the marketing manager, "
        f"{MARKETING_MANAGER.name}, to confirm whether I should attend.",
        cues=_INVITED,
        unless=_UNLESS,
        facts=(MARKETING_MANAGER.name,),
    ),
    Brief(
        task="meeting",
        topic="availability",
        person=MARKETING_MANAGER.name,
        when="Alice asks whether you are free for the meeting on 2025-10-01 from 13:00 to 14:00",
        reply="Yes, I can attend the meeting from 13:00 to 14:00.",
        cues=_INVITED,
        unless=_UNLESS,
        facts=("I can attend",),
    ),
    *(_listed(person, needed=index == 1) for index, person in enumerate(BUSY)),
)

_BROKEN = "article + link | chart | article + id | id + link | article + #broken | knowledge base + id"
KB = (
    Brief(
        task="kb",
        topic="chart-ids",
        person=OWNER.name,
        when=f"Alice asks for the new ids of your charts {' and '.join(OLD_IDS)} in the article {SUBJECT}",
        reply="The new ids are:\n- OLD467188 -> NEW700001\n- OLD456644 -> NEW700002",
        cues=(_BROKEN, "id"),
        keys=OLD_IDS,
        unless=("#document | in general | generally | #private",),
        facts=("NEW700001", "NEW700002"),
    ),
    Brief(
        task="kb",
        topic="edit-request",
        person=OWNER.name,
        when="Alice asks you to edit the article or to fix its links yourself",
        reply="Sorry, I am busy and cannot edit any files; I can only give you the ids of my charts.",
        cues=("article | link | chart | knowledge base | =page | =file | id | OLD467188 | OLD456644", "#edit"),
        unless=("#private",),
        facts=("busy",),
    ),
    Brief(
        task="kb",
        topic="process",
        person=OWNER.name,
        when="Alice asks how broken chart links are fixed in general or where the guide for it is",
        reply=f"How chart links are fixed is described in `{KB_MANUAL}`.",
        cues=(
            (
                "chart + #broken | chart + link | chart + id | article + link | article + #broken | knowledge base |"
                " link + #broken"
            ),
            "#manual | how",
        ),
        unless=("#private",),
        facts=(KB_MANUAL,),
    ),
)

BRIEFS = (*TRANSACTIONS, *WEBSITE, *MEETING, *KB)
FACTS = tuple(dict.fromkeys(fact for brief in BRIEFS for fact in brief.facts))

WORDS = {
    "subject": SUBJECT,
    "old_ids": ", ".join(OLD_IDS),
    "date": "2025-10-01",
    "start": "13:00",
    "end": "14:00",
    "server": SERVER,
    "code": CODE,
    "person": BUSY[0].name,
    "person2": BUSY[1].name,
    "person3": BUSY[2].name,
}
"""What the families put into the places of their questions."""
