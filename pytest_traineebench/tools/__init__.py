"""The trainee's tools, one module per application; every `Tool` in a module is offered under its published name."""
