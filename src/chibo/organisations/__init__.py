"""The tree of units with its history, terms of office, and mandates: which user holds which role, where, until when.

Knows no members: a post is a fact about a person and stands in `members`, which opens and closes the mandate here.
"""
