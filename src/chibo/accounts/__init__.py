"""Users, sign-in, sessions, passwords and the one-time slips with which a password is set.

Knows nothing of units or members: an account holds no rights of its own, and whoever may act for which account is
asked with the place that the room above passes in.
"""
