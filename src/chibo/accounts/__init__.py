"""Users, sign-in, sessions and passwords.

Knows nothing of units or members: an account holds no rights of its own.
"""
