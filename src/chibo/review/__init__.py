"""What each member commits to for a year, and how the member looks back on it before the cell; remedies as tasks.

Judges and scores nobody: the words are the member's and the cell's, and only counts go up.
"""
