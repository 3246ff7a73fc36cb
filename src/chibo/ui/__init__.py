"""Base page, components, form widgets, spreadsheets out, the guard of pages and the registry of doors.

Knows no room above it: what a page shows of a higher room it shows by a door.
"""
