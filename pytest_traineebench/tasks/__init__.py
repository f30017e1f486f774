"""The task families, one folder each; a folder with a ``FAMILY`` is all that a new family needs."""
