"""Spreadsheets in and out: reading messy lists, staged runs with a preview, their commit and their undoing.

Writes through the services of the rooms that own the rows, never into their tables.
"""
