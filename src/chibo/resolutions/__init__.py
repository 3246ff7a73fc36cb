"""Resolutions and conclusions of a meeting: draft with its quality aids, vote, number, adopted text, measures.

A measure is a task in `tasks`, the same one that a conclusion made; a reserved opinion is kept apart.
"""
