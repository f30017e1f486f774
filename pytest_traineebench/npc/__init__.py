"""Colleagues: what they know (`Brief`), who speaks for them (rules, or a chat model), and the check of each reply.

Nothing is imported here; a session without scenarios pays for none of it.
"""
