"""A chat model that needs no key: an OpenAI-compatible server with scripted characters, for known days."""
