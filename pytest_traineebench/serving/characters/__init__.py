"""The characters that can be asked, one module each; a module's ``turn(scene)`` is the next turn of its name."""
