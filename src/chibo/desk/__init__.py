"""What each person has to do next, gathered from all rooms: the desk, the start of a month, reminders, search.

Owns nothing of the work itself, only which reminders were given: everything else it asks of the rooms below.
"""
