"""The stock of prose for resumes; no skill of the vocabulary occurs in it, so that only profiles say who has which."""

from __future__ import annotations

UNIVERSITIES = (
    "Northfield University",
    "University of Lakemont",
    "Harrow Bay Institute of Technology",
    "Westmark State University",
    "Technical University of Aldenburg",
    "Saint Corbin College",
    "University of Port Ellery",
    "Kestrel Valley University",
    "Eastwick Polytechnic",
    "Marlow National University",
)

CITIES = ("Port Ellery", "Aldenburg", "Lakemont", "Eastwick", "Harrow Bay", "Westmark", "Corbin", "Marlow")

EMPLOYERS = (
    "Bluefin Logistics",
    "Cedarline Insurance",
    "Copper Gate Payments",
    "Fernwood Mobility",
    "Glasshouse Energy",
    "Halden Robotics",
    "Juniper Row Retail",
    "Kite and Harbor Travel",
    "Larkspur Health",
    "Millbrook Maps",
    "Opal Street Bank",
    "Quarry Hill Telecom",
    "Redshore Media",
    "Silverbirch Semiconductors",
    "Thornfield Aviation",
    "Umber Labs",
)

SENIORITY = ("", "", "", "Senior ", "Junior ", "Lead ")

DUTIES = (
    "Took over a service that failed every other week and brought it to ninety days without an incident",
    "Split a nightly job of seven hours into parts that now end before the office opens",
    "Wrote the specification of a billing change together with the legal and the support department",
    "Cut the cost of the hosted environment by {share} % by removing what nobody used any more",
    "Built the service behind the customer portal, which answers {count} requests a minute at noon",
    "Introduced a weekly review of incidents and kept its list of follow-ups",
    "Planned and carried out the move of {count} accounts to a new platform over one weekend",
    "Replaced a spreadsheet that five departments shared by a small internal application",
    "Measured where page loads spend their time and brought the slowest tenth down by {share} %",
    "Led a group of four and reported its progress to the head of the department every second week",
    "Designed the interface through which partners send orders; {share} % of all orders come that way today",
    "Found the cause of a rounding difference that accounting had chased for two quarters",
    "Prepared the figures for the yearly audit and answered the auditors' questions",
    "Wrote the guide by which new members of the team set up their computers in half a day",
    "Reduced false alarms of the warehouse sensors by {share} % with a better threshold",
    "Estimated demand for {count} articles per week, with an error a third below that of the old method",
    "Talked to users in three countries and turned what they said into a plan for the year",
    "Kept the release calendar and took part in the duty rota for emergencies",
)

INTERN_DUTIES = (
    "Fixed defects from the backlog and wrote down how each of them had come about",
    "Prepared a prototype that the team later rebuilt and put into service",
    "Compared three ways of caching for a report that is read {count} times a day",
    "Checked the records of {count} customers for duplicates and presented what was found",
    "Collected the team's open questions and sorted them with the mentor once a week",
)

PROJECTS = (
    (
        "Timetable finder",
        "A planner for rural bus lines that works without a connection; used by two counties",
        "Won back {share} % of the riders who had given up on the old printed plan",
    ),
    (
        "Quiet hours",
        "A home device that learns when a household sleeps and delays noisy machines",
        "Shown at a regional fair; {count} households took part in the trial",
    ),
    (
        "Open herbarium",
        "A searchable archive of {count} scanned plant sheets for a museum of natural history",
        "Volunteers correct the labels; a queue shows them the doubtful ones first",
    ),
    (
        "Harbor watch",
        "Forecasts of waiting times for ferries from public position reports",
        "The error at two hours ahead is below {share} minutes on most days",
    ),
    (
        "Ledger check",
        "A tool for small clubs that compares bank statements with the cash book",
        "Maintained for three years; {count} downloads",
    ),
    (
        "Chess coach",
        "A program that explains in plain sentences why a move was weak",
        "Tested with pupils of two schools, whose rating rose by {share} points in a term",
    ),
)

COURSES = (
    "Operating Systems",
    "Compiler Construction",
    "Numerical Methods",
    "Probability Theory",
    "Graph Theory",
    "Computer Networks",
    "Distributed Systems",
    "Signals and Systems",
    "Discrete Mathematics",
    "Information Security",
)

ACHIEVEMENTS = (
    "Prize of the faculty for the best thesis of the year",
    "Second place in a national programming contest, in a team of three",
    "Speaker at a regional conference on reliable services",
    "Scholarship for students from families without an academic background",
    "Organizer of a monthly evening for people who are new in the field",
    "Author of an internal training course that {count} colleagues have taken",
    "Patent application on the compression of sensor readings, as one of four inventors",
    "Volunteer teacher at a weekend school",
)

TRAITS = ("Careful", "Curious", "Pragmatic", "Persistent", "Thorough", "Versatile", "Calm", "Dedicated")

STRENGTHS = (
    "Likes problems that have to be understood before they can be solved, and explains the outcome to everybody.",
    "Has carried ideas from the first sketch to years of daily use and enjoys the long middle part most.",
    "Works well with people of other trades and writes things down so that they last.",
    "Prefers small steps that can be checked over large promises, and keeps an eye on what things cost.",
)

WISHES = (
    "Is looking for a position as {position}.",
    "Now applies for a position as {position}.",
    "Would like to take on a position as {position}.",
)

THESES = (
    "how crowds leave a building when one of its exits is blocked",
    "the fair division of rooms among people with unequal wishes",
    "early signs of wear in the bearings of wind turbines",
    "a cheaper way to keep many copies of a register in step",
    "the shortest routes for snow ploughs in hilly towns",
    "noise in the readings of cheap air quality sensors",
    "what readers of long contracts overlook, and why",
    "the stability of power grids with many small producers",
    "the planning of shifts in hospitals at short notice",
    "why some proofs become shorter when they are made more general",
)
