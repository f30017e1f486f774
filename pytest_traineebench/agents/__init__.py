"""The built-in agents, one module each; a module's ``make(context)`` returns the agent of its name."""
