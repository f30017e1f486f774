"""Independent solvers, one module per family, whose ``solve(desk)`` works as a trainee who has only a desk.

They share no code with the families, and may not import them: what a solver hands in is right only if the answer
follows from what can be read, heard and seen.
"""
