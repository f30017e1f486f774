"""Whether the families can be trusted: solved by the oracle and by strangers, and by nobody who cheats.

A check is a module of :mod:`pytest_traineebench.audit.checks` whose ``check(trial)`` yields, in words, what is wrong
with one instance; an independent solver is a module of :mod:`pytest_traineebench.audit.solvers` named like its family.
"""
