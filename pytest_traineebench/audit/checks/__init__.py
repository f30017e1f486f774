"""The checks of single instances, one module each; ``check(trial)`` yields what is wrong, in words."""
