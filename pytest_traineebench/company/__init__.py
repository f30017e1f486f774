"""The simulated company: staff, clock-driven applications, and the log of what happened; knows no model or agent."""
