"""The installation as a whole: its backup, its restoring, and its export in open formats.

Knows tables and files as such, and what each room names of its own; decides nothing about what they mean.
"""
