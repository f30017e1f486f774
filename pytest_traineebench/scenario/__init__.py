"""Scenario files: schema, loading, published configs, and the making of days."""
