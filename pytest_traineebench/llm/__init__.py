"""The one door to chat models: messages, endpoints (``api_config.json``), the client and a scripted server.

Nothing is imported here: ``openai`` and ``pydantic`` cost a session without chat models more than its tests.
"""
