"""Persons, their membership, standing, cell, card numbers and posts: the one place that changes a member's standing.

An account belongs to `accounts`, a right to `organisations`; a post held here opens and closes the mandate there.
"""
