"""Three hints, none of which holds an answer."""

from __future__ import annotations

_WHOM = """\
The monitoring tools tell more than which page is slow. For the rest you need colleagues: the handbook says which \
department knows who does the IT service, and whoever you hear of there will send you on."""

_WHERE = """\
The load times of the last seven days show the page; the present health of the servers and their logs show the cause. \
Then ask Human Resources who looks after the site, write to that colleague what you have found, and do what the answer \
asks of you. The report comes last."""

_HOW = """\
Call GetHistoricalLoadTimes for the last seven days and take the slowest page. Call GetRealTimeSystemHealth and look \
for a server that is not OK; its GetErrorLogs should mention the page. Find the HR Manager with ListUsers and ask who \
looks after the site. Tell that colleague which server is in trouble and why. Ask for the approval that the answer \
demands, from a person of the position that it names, and pass on what you are given, sign by sign. Write the report \
with the page, the cause, what was done, and who is responsible."""

HINTS = (_WHOM, _WHERE, _HOW)
