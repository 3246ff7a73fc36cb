"""Guidance and resolutions from above: issued, received by units below, taken up, dealt with.

Knows who has dealt with it, never who said what.
"""
